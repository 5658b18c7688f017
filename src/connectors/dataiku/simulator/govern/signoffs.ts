import { z } from 'zod';
import type { SimRequest, SimResponse } from '../../../../sandbox/exchange.ts';
import { listed, objections, readBody, refuse, reply } from '../replies.ts';
import { get, post, type Routes } from '../routing.ts';
import type { Govern } from './govern.ts';

/** Some people: one user, the members of a group, or a kind this server does not compute. */
export const Container = z.union([
  z.object({ type: z.literal('user'), login: z.string() }),
  z.object({ type: z.literal('group'), groupName: z.string() }),
]);
export type Container = Readonly<z.infer<typeof Container>>;

/** The review of one step of an artifact's workflow; what is inside is [assumed] but for its id. */
export interface Signoff {
  readonly signoffId: { readonly artifactId: string; readonly stepId: string };
  readonly status: string;
  readonly feedbackGroups: readonly { readonly id: string; readonly userContainers: readonly Container[] }[];
  readonly approvers: readonly Container[];
}

export const signoffKey = (artifactId: string, stepId: string): string => `${artifactId}/${stepId}`;

const sent = ({ signoffId, status, feedbackGroups, approvers }: Signoff) => ({
  signoffId,
  status,
  feedbackResponses: [],
  configuration: { feedbackGroups, approvers, recurrenceConfiguration: { activated: false } },
});

/** The users that containers stand for, now. */
const computed = ({ users }: Govern, containers: readonly Container[]) =>
  [...users.values()]
    .filter((user) =>
      containers.some((one) =>
        one.type === 'user' ? one.login === user.login : user.groups.includes(one.groupName),
      ),
    )
    .map(({ login, displayName }) => ({ login, displayName }));

function find({ artifacts, signoffs }: Govern, { id, stepId }: SimRequest['params']): Signoff {
  const name = signoffKey(artifacts.find(id).id, stepId ?? '');
  return signoffs.get(name) ?? refuse(objections.notFound('Sign-off', name));
}

function readContainer({ users, groups }: Govern, request: Pick<SimRequest, 'rawBody'>): Container {
  const container = readBody(request, Container);
  const known = container.type === 'user' ? users.has(container.login) : groups.has(container.groupName);
  return known ? container : refuse(objections.illegal('No such user or group'));
}

function delegate({ signoffs, journal }: Govern, before: Signoff, after: Partial<Signoff>): SimResponse {
  const name = signoffKey(before.signoffId.artifactId, before.signoffId.stepId);
  signoffs.set(name, { ...before, ...after });
  journal.record('signoff.delegated', name);
  return reply({});
}

const STEP = '/artifact/:id/workflow/step/:stepId/signoff';

/** A8 to A12: who may review, and handing that on. */
export const signoffRoutes = (govern: Govern): Routes => [
  get('/artifact/:id/signoffs', ({ params }) => {
    const { id } = govern.artifacts.find(params['id']);
    const own = govern.signoffs.values().filter(({ signoffId }) => signoffId.artifactId === id);
    return reply(listed(own).map(sent));
  }),
  get(STEP, ({ params }) => reply(sent(find(govern, params)))),
  get(`${STEP}/details`, ({ params }) => {
    const { feedbackGroups, approvers } = find(govern, params);
    return reply({
      feedbackGroups: feedbackGroups.map(({ id, userContainers }) => ({
        id,
        users: computed(govern, userContainers),
      })),
      approval: { users: computed(govern, approvers) },
    });
  }),
  post(`${STEP}/delegate-feedback`, (request) => {
    const signoff = find(govern, request.params);
    const groupId = request.query.get('groupId') ?? '';
    if (!signoff.feedbackGroups.some(({ id }) => id === groupId)) {
      refuse(objections.notFound('Feedback group', groupId));
    }
    const container = readContainer(govern, request);
    const feedbackGroups = signoff.feedbackGroups.map((group) =>
      group.id === groupId ? { ...group, userContainers: [...group.userContainers, container] } : group,
    );
    return delegate(govern, signoff, { feedbackGroups });
  }),
  post(`${STEP}/delegate-approval`, (request) => {
    const signoff = find(govern, request.params);
    return delegate(govern, signoff, { approvers: [...signoff.approvers, readContainer(govern, request)] });
  }),
];

import { z } from 'zod';
import type { SimRequest, SimResponse } from '../../../../sandbox/exchange.ts';
import type { Instance } from '../instance.ts';
import { listed, objections, readBody, refuse, reply } from '../replies.ts';
import { get, post, type Routes } from '../routing.ts';
import type { Artifacts } from './artifacts.ts';

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

/** Where sign-offs are kept, the artifacts they are of, and the people they may be handed to. */
export interface SignoffStore extends Pick<Instance, 'users' | 'groups' | 'journal'> {
  readonly artifacts: Artifacts;
  /** By artifact and workflow step. */
  readonly signoffs: Map<string, Signoff>;
}

export const signoffKey = (artifactId: string, stepId: string): string => `${artifactId}/${stepId}`;

const sent = ({ signoffId, status, feedbackGroups, approvers }: Signoff) => ({
  signoffId,
  status,
  feedbackResponses: [],
  configuration: { feedbackGroups, approvers, recurrenceConfiguration: { activated: false } },
});

/** The users that containers stand for, now. */
const computed = ({ users }: SignoffStore, containers: readonly Container[]) =>
  [...users.values()]
    .filter((user) =>
      containers.some((one) =>
        one.type === 'user' ? one.login === user.login : user.groups.includes(one.groupName),
      ),
    )
    .map(({ login, displayName }) => ({ login, displayName }));

function find({ artifacts, signoffs }: SignoffStore, { id, stepId }: SimRequest['params']): Signoff {
  const name = signoffKey(artifacts.find(id).id, stepId ?? '');
  return signoffs.get(name) ?? refuse(objections.notFound('Sign-off', name));
}

function readContainer({ users, groups }: SignoffStore, request: Pick<SimRequest, 'rawBody'>): Container {
  const container = readBody(request, Container);
  const known = container.type === 'user' ? users.has(container.login) : groups.has(container.groupName);
  return known ? container : refuse(objections.illegal('No such user or group'));
}

function delegate(
  { signoffs, journal }: SignoffStore,
  before: Signoff,
  after: Partial<Signoff>,
): SimResponse {
  const name = signoffKey(before.signoffId.artifactId, before.signoffId.stepId);
  signoffs.set(name, { ...before, ...after });
  journal.record('signoff.delegated', name);
  return reply({});
}

const STEP = '/artifact/:id/workflow/step/:stepId/signoff';

/** A8 to A12: who may review, and handing that on. */
export const signoffRoutes = (store: SignoffStore): Routes => [
  get('/artifact/:id/signoffs', ({ params }) => {
    const { id } = store.artifacts.find(params['id']);
    const own = store.signoffs.values().filter(({ signoffId }) => signoffId.artifactId === id);
    return reply(listed(own).map(sent));
  }),
  get(STEP, ({ params }) => reply(sent(find(store, params)))),
  get(`${STEP}/details`, ({ params }) => {
    const { feedbackGroups, approvers } = find(store, params);
    return reply({
      feedbackGroups: feedbackGroups.map(({ id, userContainers }) => ({
        id,
        users: computed(store, userContainers),
      })),
      approval: { users: computed(store, approvers) },
    });
  }),
  post(`${STEP}/delegate-feedback`, (request) => {
    const signoff = find(store, request.params);
    const groupId = request.query.get('groupId') ?? '';
    if (!signoff.feedbackGroups.some(({ id }) => id === groupId)) {
      refuse(objections.notFound('Feedback group', groupId));
    }
    const container = readContainer(store, request);
    const feedbackGroups = signoff.feedbackGroups.map((group) =>
      group.id === groupId ? { ...group, userContainers: [...group.userContainers, container] } : group,
    );
    return delegate(store, signoff, { feedbackGroups });
  }),
  post(`${STEP}/delegate-approval`, (request) => {
    const signoff = find(store, request.params);
    return delegate(store, signoff, { approvers: [...signoff.approvers, readContainer(store, request)] });
  }),
];

import { z } from 'zod';
import { Refusal, type SimResponse } from '../../../sandbox/exchange.ts';
import { checked, readDocument, readJson, readMany, readOne } from './input.ts';
import type { JobFailure } from './job-runner.ts';
import { post, refuse, reply, type Routes } from './replies.ts';
import type { Project, Role } from './resources.ts';
import { requireStanding } from './rights.ts';
import type { State } from './state.ts';

const SubRequest = z.object({ method: z.string(), resource: z.string(), body: z.unknown() });
type SubRequest = z.infer<typeof SubRequest>;

const Transaction = z.object({
  data: z.object({
    attributes: z.object({
      metadata: z.object({
        project_ids: z.array(z.string()).length(1),
        notify_by_email: z.boolean().optional(),
      }),
      requests: z.array(SubRequest).min(1),
    }),
  }),
});

/** Whom a role is to list; undefined leaves that kind alone. */
interface NewPrincipals {
  readonly role: Role;
  readonly users: ReadonlySet<string> | undefined;
  readonly groups: ReadonlySet<string> | undefined;
}

/** §5.4. Checked and allowed at once, carried out by a job. */
export function transactionRoutes(state: State): Routes {
  return [
    post('/api/async_transactions', (call): SimResponse => {
      const { metadata, requests } = checked(Transaction, readJson(call)).data.attributes;
      const named = state.projects.get(metadata.project_ids[0] ?? '');
      const project = requireStanding(state, call, named, 'Admin');
      const job = state.runner.open('project.authorization.update', call);
      project.lastJob = job.id;
      state.runner.run(job, () => carryOut(state, project, requests));
      return reply(call, 202, { data: { type: 'job', id: job.id } });
    }),
  ];
}

/** All of the sub-requests or, if one of them is wrong, none ([assumed]). */
function carryOut(state: State, project: Project, requests: readonly SubRequest[]): JobFailure | undefined {
  let changes: NewPrincipals[];
  try {
    changes = requests.map((request) => readSubRequest(state, project, request));
  } catch (error) {
    if (error instanceof Refusal) return jobFailure(error);
    throw error;
  }
  const before = state.membershipsOf(project);
  for (const { role, users, groups } of changes) {
    if (users) state.setPrincipals(role, 'user', users);
    if (groups) state.setPrincipals(role, 'group', groups);
  }
  state.journalMemberships(project, before);
  return undefined;
}

/** The `project_authorization_roles/{id}` of the endpoint index: a PUT that exists only in here. */
function readSubRequest(
  state: State,
  project: Project,
  { method, resource, body }: SubRequest,
): NewPrincipals {
  const id = /^project_authorization_roles\/([^/]+)$/u.exec(resource)?.[1];
  if (method !== 'put' || id === undefined) refuse(400, `cannot ${method} ${resource} in a transaction`);
  const role = state.roles.get(id) ?? refuse(404, 'project authorization role not found');
  if (role.project !== project.id) refuse(400, 'the role belongs to another project');
  const { relationships } = readDocument(body, 'project_authorization_role', z.object({}));
  const projectId = readOne(relationships, 'project', 'project');
  if (projectId !== undefined && projectId !== project.id) refuse(400, 'the role names another project');
  const users = readMany(relationships, 'principal_users', 'user');
  const groups = readMany(relationships, 'principal_user_groups', 'user_group');
  for (const user of users ?? []) if (!state.users.get(user)) refuse(400, `unknown user "${user}"`);
  for (const group of groups ?? [])
    if (!state.groups.get(group)) refuse(400, `unknown user group "${group}"`);
  return { role, users, groups };
}

const Errors = z.object({ errors: z.array(z.object({ status: z.number(), detail: z.string() })) });

function jobFailure({ response }: Refusal): JobFailure {
  const [error] = Errors.parse(response.json).errors;
  return { status: error?.status ?? response.status, message: error?.detail ?? '' };
}

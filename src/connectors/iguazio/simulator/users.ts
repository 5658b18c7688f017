import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { SimResponse } from '../../../sandbox/exchange.ts';
import { documentOf, listOf } from './documents.ts';
import {
  type Given,
  NewUser,
  readDocument,
  readJson,
  readMany,
  readOne,
  type Relationships,
  UserChanges,
} from './input.ts';
import { type Call, found, get, post, put, refuse, remove, reply, type Routes } from './replies.ts';
import { ALL_USERS, attributeOf, type Group, type User, wireTime } from './resources.ts';
import { managesUsers, requireUserManagement } from './rights.ts';
import type { State } from './state.ts';

/** What people may change about themselves; the rest takes `Security Admin` (§3, which fields: [assumed]). */
const OWN_FIELDS: ReadonlySet<string> = new Set(
  'first_name last_name email password phone_number job_title department'.split(' '),
);

const MANAGEMENT_REQUIRED = 'the Security Admin policy is required';

/** §5.1. */
export function userRoutes(state: State): Routes {
  const userOf = (call: Call) => found(state.users.get(call.params['id'] ?? ''), 'user');
  return [
    get('/api/self', (call) =>
      documentOf(state, call, 200, call.caller.user, { always: ['user_groups'], unasked: ['tenant'] }),
    ),
    get('/api/users', (call) => {
      requireUserManagement(state, call);
      return listOf(state, call, state.users, 'user');
    }),
    get('/api/users/:id', (call) => documentOf(state, call, 200, userOf(call), { unasked: ['tenant'] })),
    post('/api/users', (call) => createUser(state, call)),
    put('/api/users/:id', (call) => updateUser(state, call, userOf(call))),
    remove('/api/users/:id', (call) => deleteUser(state, call, userOf(call))),
  ];
}

function createUser(state: State, call: Call): SimResponse {
  requireUserManagement(state, call);
  const { attributes, relationships } = readDocument(readJson(call), 'user', NewUser);
  if (state.users.size >= state.recordLimit) refuse(405, 'user limit reached');
  refuseTaken(state, attributes);
  const placement = readPlacement(state, relationships);
  const groups = placement.groups ?? [];
  refuseForeignPrimary(groups, placement.primary);

  const { password, ...rest } = attributes;
  const now = wireTime(Date.now());
  const user = state.users.add({
    type: 'user',
    id: randomUUID(),
    password,
    groups: new Set(),
    primaryGroup: placement.primary?.id,
    attributes: {
      phone_number: '',
      job_title: '',
      department: '',
      data_access_mode: 'enabled',
      authentication_scheme: 'local',
      send_password_on_creation: false,
      ...rest,
      uid: rest.uid ?? state.nextPosixId(),
      admin_status: 'up',
      operational_status: 'down',
      created_at: now,
      updated_at: now,
    },
  });
  state.journal.record('user.created', user.id, user.attributes.username);
  for (const group of groups) state.enrol(user, group);

  const job = state.runner.open('user.creation', call);
  const { type, id } = user;
  const answer = reply(call, 201, {
    data: {
      type,
      id,
      attributes: user.attributes,
      relationships: {
        tenant: { data: { type: 'tenant', id: state.tenant.id } },
        jobs: { data: [{ type: 'job', id: job.id }] },
      },
    },
    included: [],
  });
  state.runner.run(job, () => provision(state, user));
  return answer;
}

/** Only now does the user work: `up`, and in the group of everyone. */
function provision(state: State, user: User): undefined {
  if (state.users.get(user.id) !== user) return;
  const everyone = state.groups.with('name', ALL_USERS);
  if (everyone) state.enrol(user, everyone);
  if (user.attributes.operational_status === 'deleting') return;
  state.users.update(user, { operational_status: user.attributes.admin_status });
}

/** Attributes are merged; a relationship that is named is replaced (§4.4). The answer says nothing of the user. */
function updateUser(state: State, call: Call, user: User): SimResponse {
  const manages = managesUsers(state, call.caller.user);
  if (!manages && call.caller.user !== user) refuse(403, MANAGEMENT_REQUIRED);
  const revision = readRevision(state, call, user);
  if (!manages && goesBeyondOwn(revision)) refuse(403, MANAGEMENT_REQUIRED);
  refuseTaken(state, revision.attributes);
  if (revision.attributes.admin_status === 'down' && state.ownsServices(user)) {
    refuse(403, 'the user owns services');
  }
  if (revision.left.some((group) => group.attributes.name === ALL_USERS)) {
    refuse(403, `nobody leaves ${ALL_USERS}`);
  }
  refuseForeignPrimary(revision.groups, revision.primary);
  revise(state, user, revision);
  return reply(call, 200);
}

/** What an update would change; values that only echo what is stored are not in it. */
interface Revision {
  readonly attributes: Partial<Given<z.infer<typeof UserChanges>>>;
  readonly groups: readonly Group[];
  readonly joined: readonly Group[];
  readonly left: readonly Group[];
  readonly primary: Group | undefined;
  readonly primaryChanged: boolean;
}

function readRevision(state: State, call: Call, user: User): Revision {
  const { attributes, relationships } = readDocument(readJson(call), 'user', UserChanges);
  const placement = readPlacement(state, relationships);
  const before = state.groups.every(user.groups);
  const groups = placement.groups ?? before;
  const primary =
    placement.primary === undefined
      ? state.groups.get(user.primaryGroup ?? '')
      : (placement.primary ?? undefined);
  return {
    attributes: differing(attributes, user),
    groups,
    joined: groups.filter((group) => !before.includes(group)),
    left: before.filter((group) => !groups.includes(group)),
    primary,
    primaryChanged: primary?.id !== user.primaryGroup,
  };
}

function differing<T extends object>(attributes: T, user: User): Partial<T> {
  const entries = Object.entries(attributes).filter(
    ([name, value]) => !isDeepStrictEqual(value, attributeOf(user, name)),
  );
  return Object.fromEntries(entries) as Partial<T>;
}

const goesBeyondOwn = ({ attributes, joined, left, primaryChanged }: Revision) =>
  joined.length + left.length > 0 ||
  primaryChanged ||
  Object.keys(attributes).some((name) => !OWN_FIELDS.has(name));

function revise(
  state: State,
  user: User,
  { attributes, joined, left, primary, primaryChanged }: Revision,
): void {
  if (Object.keys(attributes).length + joined.length + left.length === 0 && !primaryChanged) return;
  for (const group of left) state.withdraw(user, group);
  for (const group of joined) state.enrol(user, group);
  user.primaryGroup = primary?.id;
  const { password, ...rest } = attributes;
  const now = wireTime(Date.now());
  if (password !== undefined) {
    user.password = password;
    state.users.update(user, { password_changed_at: now });
  }
  if (rest.admin_status && user.attributes.operational_status !== 'deleting') {
    state.users.update(user, { operational_status: rest.admin_status });
  }
  state.users.update(user, { ...rest, updated_at: now });
  state.journal.record('user.updated', user.id);
}

function deleteUser(state: State, call: Call, user: User): SimResponse {
  requireUserManagement(state, call);
  if (user.attributes.idp) refuse(409, 'the user is managed by an identity provider');
  if (user.attributes.operational_status === 'deleting') refuse(409, 'the user is being deleted');
  if (state.ownsServices(user)) refuse(403, 'the user owns services');
  const job = state.runner.open('user.deletion', call);
  state.users.update(user, { operational_status: 'deleting' });
  state.runner.run(job, () => void state.removeUser(user));
  return reply(call, 202, {
    data: {
      type: 'deletion_response',
      id: user.id,
      attributes: {},
      relationships: { jobs: { data: [{ type: 'job', id: job.id }] } },
    },
    included: [],
  });
}

interface Placement {
  /** undefined: not named in the request. */
  readonly groups: readonly Group[] | undefined;
  /** null: to be unset; undefined: not named. */
  readonly primary: Group | null | undefined;
}

function readPlacement(state: State, relationships: Relationships): Placement {
  const groupOf = (id: string) => state.groups.get(id) ?? refuse(400, `unknown user group "${id}"`);
  const ids = readMany(relationships, 'user_groups', 'user_group');
  const primaryId = readOne(relationships, 'primary_group', 'user_group');
  const primary = primaryId === undefined ? undefined : primaryId === null ? null : groupOf(primaryId);
  if (primary?.attributes.name === ALL_USERS) refuse(403, `${ALL_USERS} cannot be a primary group`);
  return { groups: ids && [...ids].map(groupOf), primary };
}

/** The server takes no primary group the user is not in ([assumed]: why the client always appends it, §7.7). */
function refuseForeignPrimary(groups: readonly Group[], primary: Group | null | undefined): void {
  if (primary && !groups.includes(primary)) refuse(400, 'the primary group is not among the user groups');
}

function refuseTaken(state: State, attributes: { username?: string; email?: string; uid?: number }): void {
  for (const name of ['username', 'email', 'uid'] as const) {
    if (attributes[name] !== undefined && state.users.with(name, attributes[name])) {
      refuse(409, `${name} is taken`);
    }
  }
}

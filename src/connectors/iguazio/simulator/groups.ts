import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { SimResponse } from '../../../sandbox/exchange.ts';
import { documentOf, listOf } from './documents.ts';
import { GroupChanges, NewGroup, readDocument, readJson, readMany, type Relationships } from './input.ts';
import {
  type Call,
  found,
  get,
  noContent,
  post,
  put,
  refuse,
  remove,
  reply,
  type Routes,
} from './replies.ts';
import { attributeOf, type Group } from './resources.ts';
import { requireUserManagement } from './rights.ts';
import type { State } from './state.ts';

/** §5.2. All of it is synchronous; membership is otherwise written on the user. */
export function groupRoutes(state: State): Routes {
  const groupOf = (call: Call) => found(state.groups.get(call.params['id'] ?? ''), 'user group');
  return [
    get('/api/user_groups', (call) => {
      requireUserManagement(state, call);
      return listOf(state, call, state.groups, 'user_group');
    }),
    get('/api/user_groups/:id', (call) => documentOf(state, call, 200, groupOf(call))),
    post('/api/user_groups', (call) => createGroup(state, call)),
    put('/api/user_groups/:id', (call) => updateGroup(state, call, groupOf(call))),
    remove('/api/user_groups/:id', (call) => deleteGroup(state, call, groupOf(call))),
  ];
}

function createGroup(state: State, call: Call): SimResponse {
  requireUserManagement(state, call);
  const { attributes, relationships } = readDocument(readJson(call), 'user_group', NewGroup);
  const { name, description, gid, assigned_policies = [], data_access_mode = 'enabled' } = attributes;
  if (state.groups.size >= state.recordLimit) refuse(405, 'user group limit reached');
  refuseTaken(state, attributes);
  const members = readMembers(state, relationships);
  const group = state.groups.add({
    type: 'user_group',
    id: randomUUID(),
    members: new Set(),
    attributes: {
      name,
      ...(description ? { description } : {}),
      gid: gid ?? state.nextPosixId(),
      assigned_policies,
      data_access_mode,
      kind: 'local',
      system_provided: false,
    },
  });
  state.journal.record('group.created', group.id, group.attributes.name);
  for (const user of state.users.every(members ?? [])) state.enrol(user, group);
  return documentOf(state, call, 201, group);
}

/** A set of users that is named replaces the members ([assumed]). The answer says nothing of the group. */
function updateGroup(state: State, call: Call, group: Group): SimResponse {
  requireUserManagement(state, call);
  const { attributes, relationships } = readDocument(readJson(call), 'user_group', GroupChanges);
  const changes = Object.fromEntries(
    Object.entries(attributes)
      .map(([name, value]) => [name, value ?? undefined] as const)
      .filter(([name, value]) => !isDeepStrictEqual(value, attributeOf(group, name))),
  );
  const members = readMembers(state, relationships);
  const left = members ? state.users.every(group.members.difference(members)) : [];
  const joined = members ? state.users.every(members.difference(group.members)) : [];
  const untouched = Object.keys(changes).length + left.length + joined.length === 0;
  if (untouched) return reply(call, 200);

  if (group.attributes.system_provided) refuse(403, 'the group is provided by the system');
  if ('name' in changes) refuseTaken(state, { name: attributes.name });
  if (left.some((user) => user.primaryGroup === group.id)) {
    refuse(400, 'the group is the primary group of a user who would leave it');
  }
  for (const user of left) state.withdraw(user, group);
  for (const user of joined) state.enrol(user, group);
  state.groups.update(group, changes);
  state.journal.record('group.updated', group.id);
  return reply(call, 200);
}

function deleteGroup(state: State, call: Call, group: Group): SimResponse {
  requireUserManagement(state, call);
  if (group.attributes.system_provided) refuse(403, 'the group is provided by the system');
  if (group.attributes.kind !== 'local') refuse(409, 'the group is managed by an identity provider');
  state.removeGroup(group);
  return noContent;
}

function readMembers(state: State, relationships: Relationships): ReadonlySet<string> | undefined {
  const ids = readMany(relationships, 'users', 'user');
  for (const id of ids ?? []) if (!state.users.get(id)) refuse(400, `unknown user "${id}"`);
  return ids;
}

function refuseTaken(
  state: State,
  { name, gid }: { readonly name?: string | undefined; readonly gid?: number | null | undefined },
): void {
  if (name !== undefined && state.groups.with('name', name)) refuse(409, 'name is taken');
  if (typeof gid === 'number' && state.groups.with('gid', gid)) refuse(409, 'gid is taken');
}

import { expect, test } from 'vitest';
import { document, effectsOf, idOf, idsOf, readPrimary, startIguazio } from './iguazio-requests.ts';

const interns = {
  name: 'interns',
  description: null,
  gid: null,
  assigned_policies: ['Data', 'Application Admin'],
};

test('a group is created at once, with a gid of its own and without the nulls it was sent with', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const created = await call('POST', '/api/user_groups', document('user_group', interns));
  const { id } = created.one.data;
  expect(created.status).toBe(201);
  expect(created.one.data).toEqual({
    type: 'user_group',
    id,
    attributes: {
      name: 'interns',
      gid: expect.any(Number),
      assigned_policies: ['Data', 'Application Admin'],
      data_access_mode: 'enabled',
      kind: 'local',
      system_provided: false,
    },
  });
  expect((await call('GET', `/api/user_groups/${id}`)).one.data).toEqual(created.one.data);
  expect(effectsOf(iguazio)).toEqual([{ kind: 'group.created', target: id }]);
});

test('a group may be created with members', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const ada = await idOf(call, 'users', 'ada');
  const users = { data: [{ type: 'user', id: ada }] };
  const { one } = await call('POST', '/api/user_groups', document('user_group', interns, { users }));
  const read = await call('GET', `/api/user_groups/${one.data.id}?include=users`);
  expect(idsOf(read.one.data, 'users')).toEqual([ada]);
  expect(effectsOf(iguazio).map(({ kind }) => kind)).toEqual(['group.created', 'group-membership.created']);
});

test.for<[why: string, attributes: object, relationships: object, status: number]>([
  ['whose name is taken', { name: 'stewards' }, {}, 409],
  ['whose gid is taken', { gid: 4000 }, {}, 409],
  ['without a name', { name: undefined }, {}, 400],
  ['with an unknown policy', { assigned_policies: ['King'] }, {}, 400],
  ['with an unknown member', {}, { users: { data: [{ type: 'user', id: 'nobody' }] } }, 400],
])('a group %s is not created', async ([, attributes, relationships, status]) => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  await call('POST', '/api/user_groups', document('user_group', { ...interns, name: 'first', gid: 4000 }));
  const before = effectsOf(iguazio);
  const body = document('user_group', { ...interns, ...attributes }, relationships);
  const answer = await call('POST', '/api/user_groups', body);
  expect(answer.status).toBe(status);
  expect(effectsOf(iguazio)).toEqual(before);
});

test('a group update merges, ignores what is read-only, and tells nothing', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const id = await idOf(call, 'user_groups', 'stewards');
  const before = (await call('GET', `/api/user_groups/${id}`)).one.data.attributes;
  const changes = { ...before, description: 'Keepers', gid: 1, kind: 'royal', system_provided: true };
  const answer = await call('PUT', `/api/user_groups/${id}`, document('user_group', changes));
  expect(answer.one).toEqual({ meta: { ctx: expect.any(String) } });
  expect((await call('GET', `/api/user_groups/${id}`)).one.data.attributes).toEqual({
    ...before,
    description: 'Keepers',
  });
  expect(effectsOf(iguazio)).toEqual([{ kind: 'group.updated', target: id }]);
});

test('an echo of what was read leaves any group as it is, the one of everyone included', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const { many } = await call('GET', '/api/user_groups');
  for (const { id, attributes } of many.data) {
    expect((await call('PUT', `/api/user_groups/${id}`, document('user_group', attributes))).status).toBe(
      200,
    );
  }
  expect(effectsOf(iguazio)).toEqual([]);
});

test('a named set of users replaces the members of a group', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const id = await idOf(call, 'user_groups', 'engineers');
  const grace = await idOf(call, 'users', 'grace');
  const emmy = await idOf(call, 'users', 'emmy');
  const put = (...members: string[]) =>
    call(
      'PUT',
      `/api/user_groups/${id}`,
      document('user_group', {}, { users: { data: members.map((user) => ({ type: 'user', id: user })) } }),
    );
  const { one } = await call('GET', `/api/user_groups/${id}?include=users`);
  const members = idsOf(one.data, 'users').filter((user) => user !== grace);

  const robbing = await put(emmy);
  const fair = await put(...members, emmy);

  expect([robbing.status, fair.status]).toEqual([400, 200]);
  const after = await call('GET', `/api/user_groups/${id}?include=users`);
  expect(idsOf(after.one.data, 'users').toSorted()).toEqual([...members, emmy].toSorted());
});

test('a deleted group is gone at once: no member, no primary group, no role keeps it', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const id = await idOf(call, 'user_groups', 'engineers');
  const konrad = await idOf(call, 'users', 'konrad');
  const churn = await idOf(call, 'projects', 'churn');

  const answer = await call('DELETE', `/api/user_groups/${id}`);

  expect([answer.status, answer.text]).toEqual([204, '']);
  expect((await call('DELETE', `/api/user_groups/${id}`)).status).toBe(404);
  expect(await readPrimary(call, konrad)).toBeUndefined();
  const { one } = await call('GET', `/api/users/${konrad}?include=user_groups`);
  expect(idsOf(one.data, 'user_groups')).not.toContain(id);
  const roles = await call(
    'GET',
    `/api/projects/${churn}?include=project_authorization_roles.principal_user_groups`,
  );
  expect(roles.one.included.map((resource) => resource.id)).not.toContain(id);
  expect(effectsOf(iguazio)).toContainEqual({ kind: 'membership.deleted', target: `${churn}/group/${id}` });
  expect(effectsOf(iguazio).at(-1)).toEqual({ kind: 'group.deleted', target: id });
});

test('the group of everyone can be neither changed nor emptied nor deleted', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const path = `/api/user_groups/${await idOf(call, 'user_groups', 'all_users')}`;
  const renamed = await call('PUT', path, document('user_group', { name: 'everyone' }));
  const emptied = await call('PUT', path, document('user_group', {}, { users: { data: [] } }));
  const deleted = await call('DELETE', path);
  expect([renamed.status, emptied.status, deleted.status]).toEqual([403, 403, 403]);
  expect(effectsOf(iguazio)).toEqual([]);
});

test('a group from an identity provider cannot be deleted, nor one be given a name that is taken', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const path = `/api/user_groups/${await idOf(call, 'user_groups', 'analysts')}`;
  const renamed = await call('PUT', path, document('user_group', { name: 'stewards' }));
  const deleted = await call('DELETE', path);
  expect([renamed.status, deleted.status]).toEqual([409, 409]);
});

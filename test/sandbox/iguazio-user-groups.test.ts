import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  document,
  effectsOf,
  groups,
  idOf,
  idsOf,
  startIguazio,
  readGroups,
  readPrimary,
} from './iguazio-requests.ts';

test('a user joins a group by writing the whole set, and both sides show it', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const user = await idOf(call, 'users', 'emmy');
  const engineers = await idOf(call, 'user_groups', 'engineers');
  const read = await call('GET', `/api/users/${user}?include=user_groups`);
  const data = [read.one.data.relationships?.['user_groups']?.data ?? []].flat();

  const answer = await call(
    'PUT',
    `/api/users/${user}`,
    document('user', read.one.data.attributes, {
      ...read.one.data.relationships,
      user_groups: { data: [...data, { id: engineers, type: 'user_group' }] },
    }),
  );

  expect(answer.status).toBe(200);
  expect(await readGroups(call, user)).toContain(engineers);
  expect(
    idsOf((await call('GET', `/api/user_groups/${engineers}?include=users`)).one.data, 'users'),
  ).toContain(user);
  expect(effectsOf(iguazio)).toEqual([
    { kind: 'group-membership.created', target: `${engineers}/user/${user}` },
    { kind: 'user.updated', target: user },
  ]);
});

test('a relationship that is not named is left alone', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const user = await idOf(call, 'users', 'grace');
  const [before, primary] = [await readGroups(call, user), await readPrimary(call, user)];
  await call('PUT', `/api/users/${user}`, document('user', { department: 'navy' }, {}));
  expect(await readGroups(call, user)).toEqual(before);
  expect(await readPrimary(call, user)).toBe(primary);
});

test('leaving the primary group by force takes two updates with empty ids, as the Python client sends them', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const user = await idOf(call, 'users', 'grace');
  const analysts = await idOf(call, 'user_groups', 'analysts');
  const read = async () => (await call('GET', `/api/users/${user}?include=user_groups`)).one.data;
  const snapshot = await read();
  const data = [snapshot.relationships?.['user_groups']?.data ?? []].flat();
  const empty = { id: '', type: 'user_group' };

  const cleared = await call(
    'PUT',
    `/api/users/${user}`,
    document('user', snapshot.attributes, {
      ...snapshot.relationships,
      user_groups: { data: [...data, empty] },
      primary_group: { data: empty },
    }),
  );
  expect(cleared.status).toBe(200);
  expect(await readPrimary(call, user)).toBeUndefined();
  expect(await readGroups(call, user)).toContain(analysts);

  const left = await call(
    'PUT',
    `/api/users/${user}`,
    document('user', snapshot.attributes, {
      ...snapshot.relationships,
      user_groups: { data: data.filter(({ id }) => id !== analysts) },
    }),
  );
  expect(left.status).toBe(200);
  expect(await readGroups(call, user)).not.toContain(analysts);
});

test('leaving the primary group takes one update when it unsets the primary group with null', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const user = await idOf(call, 'users', 'grace');
  const analysts = await idOf(call, 'user_groups', 'analysts');
  const others = (await readGroups(call, user)).filter((id) => id !== analysts);

  const without = await call('PUT', `/api/users/${user}`, document('user', {}, groups(...others)));
  const together = await call(
    'PUT',
    `/api/users/${user}`,
    document('user', {}, { ...groups(...others), primary_group: { data: null } }),
  );

  expect([without.status, together.status]).toEqual([400, 200]);
  expect(await readGroups(call, user)).toEqual(others);
  expect(await readPrimary(call, user)).toBeUndefined();
  expect(effectsOf(iguazio)).toEqual([
    { kind: 'group-membership.deleted', target: `${analysts}/user/${user}` },
    { kind: 'user.updated', target: user },
  ]);
});

test('a primary group is set together with the membership in it', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const user = await idOf(call, 'users', 'claude.shannon');
  const stewards = await idOf(call, 'user_groups', 'stewards');
  const current = await readGroups(call, user);
  const primary_group = { data: { type: 'user_group', id: stewards } };
  const alone = await call('PUT', `/api/users/${user}`, document('user', {}, { primary_group }));
  const both = await call(
    'PUT',
    `/api/users/${user}`,
    document('user', {}, { ...groups(...current, stewards), primary_group }),
  );
  expect([alone.status, both.status]).toEqual([400, 200]);
  expect(await readPrimary(call, user)).toBe(stewards);
});

test('nobody leaves the group of everyone, and nobody has it for a primary group', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const user = await idOf(call, 'users', 'grace');
  const everyone = await idOf(call, 'user_groups', 'all_users');
  const current = await readGroups(call, user);
  const leave = groups(...current.filter((id) => id !== everyone));
  const prefer = { ...groups(...current), primary_group: { data: { type: 'user_group', id: everyone } } };
  for (const relationships of [leave, prefer]) {
    expect((await call('PUT', `/api/users/${user}`, document('user', {}, relationships))).status).toBe(403);
  }
  expect(await readGroups(call, user)).toEqual(current);
});

test.for<[what: string, relationships: object]>([
  ['an unknown group', groups('00000000-0000-4000-8000-000000000000')],
  ['something that is no group', { user_groups: { data: [{ type: 'user', id: 'x' }] } }],
  ['null', { user_groups: null }],
  ['null for data', { user_groups: { data: null } }],
])('the groups of a user cannot be set to %s', async ([, relationships]) => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const user = await idOf(call, 'users', 'grace');
  expect((await call('PUT', `/api/users/${user}`, document('user', {}, relationships))).status).toBe(400);
  expect(effectsOf(iguazio)).toEqual([]);
});

test('whatever sets of groups are written, users and groups agree on who is where', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const everyone = await idOf(call, 'user_groups', 'all_users');
  const names = ['analysts', 'engineers', 'stewards', 'alumni'];
  const groupIds = await Promise.all(names.map((name) => idOf(call, 'user_groups', name)));
  const user = await idOf(call, 'users', 'claude.shannon');
  await fc.assert(
    fc.asyncProperty(fc.subarray(groupIds), async (wanted) => {
      await call('PUT', `/api/users/${user}`, document('user', {}, groups(everyone, ...wanted)));
      expect(await readGroups(call, user)).toEqual([everyone, ...wanted].toSorted());
      const { many } = await call('GET', '/api/user_groups?include=users');
      const holding = many.data.filter((group) => idsOf(group, 'users').includes(user)).map(({ id }) => id);
      expect(holding.toSorted()).toEqual([everyone, ...wanted].toSorted());
    }),
    { numRuns: 200 },
  );
});

import { expect, test } from 'vitest';
import {
  type Answer,
  document,
  effectsOf,
  groups,
  idOf,
  idsOf,
  logIn,
  startIguazio,
  readGroups,
  readPrimary,
  newUser,
} from './iguazio-requests.ts';

const jobOf = (answer: Answer) => idsOf(answer.one.data, 'jobs')[0] ?? '';

test('a created user is operational, in the group of everyone, and able to sign in', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const everyone = await idOf(call, 'user_groups', 'all_users');
  const engineers = await idOf(call, 'user_groups', 'engineers');

  const created = await call(
    'POST',
    '/api/users',
    document(
      'user',
      { ...newUser, uid: 1201, password: 'Chang3-me!' },
      { ...groups(engineers), primary_group: { data: { type: 'user_group', id: engineers } } },
    ),
  );
  const { id } = created.one.data;
  const job = await call('GET', `/api/jobs/${jobOf(created)}`);
  const read = await call('GET', `/api/users/${id}?include=user_groups`);
  const check = await call('GET', `/api/users/${id}`);
  const named = await call('GET', '/api/user_groups?filter%5Bname%5D=all_users');
  const group = await call('GET', `/api/user_groups/${named.many.data[0]?.id}`);

  expect(created.status).toBe(201);
  expect(created.one.data.attributes).toMatchObject({ ...newUser, uid: 1201, admin_status: 'up' });
  expect(created.text).not.toContain('Chang3-me!');
  expect(job.one.data.attributes).toMatchObject({ kind: 'user.creation', state: 'completed' });
  expect(job.one.data.attributes['ctx_id']).toBe(created.one.meta['ctx']);
  expect(check.one.data.attributes).toMatchObject({ ...newUser, uid: 1201, operational_status: 'up' });
  expect(check.one.data.attributes).not.toHaveProperty('last_activity');
  expect(idsOf(read.one.data, 'user_groups').toSorted()).toEqual([everyone, engineers].toSorted());
  expect(group.one.data.id).toBe(everyone);
  expect(await readPrimary(call, id)).toBe(engineers);
  expect((await logIn(iguazio, { username: 'dana', password: 'Chang3-me!' })).status).toBe(201);
  expect(effectsOf(iguazio)).toEqual([
    { kind: 'user.created', target: id },
    { kind: 'group-membership.created', target: `${engineers}/user/${id}` },
    { kind: 'group-membership.created', target: `${everyone}/user/${id}` },
  ]);
});

test('a user whose job is not done is not operational, in nobody’s group and cannot sign in', async () => {
  await using iguazio = await startIguazio({ jobDelayMs: 3_600_000 });
  const { call } = iguazio;
  const created = await call('POST', '/api/users', document('user', { ...newUser, password: 'Chang3-me!' }));
  const { id } = created.one.data;
  const job = await call('GET', `/api/jobs/${jobOf(created)}`);

  expect(job.one.data.attributes).toMatchObject({ state: 'in_progress', result: '' });
  expect((await call('GET', `/api/users/${id}`)).one.data.attributes['operational_status']).toBe('down');
  expect(await readGroups(call, id)).toEqual([]);
  expect((await logIn(iguazio, { username: 'dana', password: 'Chang3-me!' })).status).toBe(401);
});

test('what a creation answers is complete: echoing it changes nothing', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const { one } = await call('POST', '/api/users', document('user', newUser));
  const { id, attributes } = one.data;
  const before = effectsOf(iguazio);
  await call('PUT', `/api/users/${id}`, document('user', attributes));
  const read = await call('GET', `/api/users/${id}`);
  expect(read.one.data.attributes).toEqual({ ...attributes, operational_status: 'up' });
  expect(effectsOf(iguazio)).toEqual(before);
});

test('a uid that is not given is assigned, and no two are the same', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const { one } = await call('POST', '/api/users', document('user', newUser));
  const { many } = await call('GET', `/api/users?filter%5Buid%5D=${String(one.data.attributes['uid'])}`);
  expect(many.data.map(({ id }) => id)).toEqual([one.data.id]);
});

test('a user without a password cannot sign in until one is set', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const { one } = await call('POST', '/api/users', document('user', newUser));
  const attempt = () => logIn(iguazio, { username: 'dana', password: 'N3w-secret' });
  expect((await attempt()).status).toBe(401);
  await call('PUT', `/api/users/${one.data.id}`, document('user', { password: 'N3w-secret' }));
  expect((await attempt()).status).toBe(201);
});

test.for<[why: string, attributes: object, status: number]>([
  ['with a username that is taken', { username: 'grace' }, 409],
  ['with an email that is taken', { email: 'grace@example.org' }, 409],
  ['with a uid that is taken', { uid: 1201 }, 409],
  ['with a uid that is none', { uid: -1 }, 400],
  ['without a username', { username: undefined }, 400],
  ['with a username that begins with a digit', { username: '1dana' }, 400],
  ['with a username of 33 characters', { username: 'd'.repeat(33) }, 400],
  ['with a name that is no name', { first_name: '<b>' }, 400],
  ['with a short password', { password: '12345' }, 400],
  ['with an unknown policy', { assigned_policies: ['Project Admin'] }, 400],
  ['without a policy', { assigned_policies: [] }, 400],
  ['with an attribute that is null', { department: null }, 400],
])('a user %s is not created', async ([, attributes, status]) => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const first = { ...newUser, username: 'first', email: 'first@example.org', uid: 1201 };
  await call('POST', '/api/users', document('user', first));
  const before = effectsOf(iguazio);

  const answer = await call('POST', '/api/users', document('user', { ...newUser, ...attributes }));

  expect(answer.status).toBe(status);
  expect(answer.one.errors[0]?.status).toBe(status);
  expect(effectsOf(iguazio)).toEqual(before);
});

test('a user cannot be created with an unknown group, nor one reference per character of an id', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const engineers = await idOf(call, 'user_groups', 'engineers');
  const primary_group = { data: { type: 'user_group', id: engineers } };
  const attempts = [
    groups('00000000-0000-4000-8000-000000000000'),
    { ...groups(await idOf(call, 'user_groups', 'stewards'), ...engineers), primary_group },
    { primary_group },
  ];
  for (const relationships of attempts) {
    expect((await call('POST', '/api/users', document('user', newUser, relationships))).status).toBe(400);
  }
  expect(iguazio.effects).toEqual([]);
});

test('creation stops with 405 at the record limit', async () => {
  await using iguazio = await startIguazio({ recordLimit: 3 });
  const { call } = iguazio;
  const user = await call('POST', '/api/users', document('user', newUser));
  const group = await call('POST', '/api/user_groups', document('user_group', { name: 'interns' }));
  const project = await call('POST', '/api/projects', document('project', { name: 'new' }));
  expect([user.status, group.status, project.status]).toEqual([405, 405, 405]);
});

import { expect, test } from 'vitest';
import { document, effectsOf, groups, idOf, signIn, startIguazio, newUser } from './iguazio-requests.ts';

test.for<[method: string, path: string, body?: object]>([
  ['GET', '/api/users'],
  ['GET', '/api/users?filter%5Busername%5D=emmy'],
  ['GET', '/api/user_groups'],
  ['POST', '/api/users', document('user', newUser)],
  ['PUT', '/api/users/{ada}', document('user', { job_title: 'Intern' })],
  ['DELETE', '/api/users/{ada}'],
  ['POST', '/api/user_groups', document('user_group', { name: 'mine' })],
  ['PUT', '/api/user_groups/{stewards}', document('user_group', { name: 'mine' })],
  ['DELETE', '/api/user_groups/{stewards}'],
])('%s %s takes the Security Admin policy', async ([method, path, body]) => {
  await using iguazio = await startIguazio();
  const { call: admin } = iguazio;
  const emmy = await signIn(iguazio, 'emmy');
  const real = path
    .replace('{ada}', await idOf(admin, 'users', 'ada'))
    .replace('{stewards}', await idOf(admin, 'user_groups', 'stewards'));
  const answer = await emmy(method, real, body);
  expect(answer.status).toBe(403);
  expect(answer.one.errors[0]?.status).toBe(403);
  expect(effectsOf(iguazio)).toEqual([]);
});

test('people may read single profiles and edit the harmless part of their own, echoing the rest', async () => {
  await using iguazio = await startIguazio();
  const { call: admin } = iguazio;
  const emmy = await signIn(iguazio, 'emmy');
  const id = await idOf(admin, 'users', 'emmy');
  const { attributes } = (await emmy('GET', `/api/users/${id}`)).one.data;
  const put = (changes: object, relationships: object = {}) =>
    emmy('PUT', `/api/users/${id}`, document('user', { ...attributes, ...changes }, relationships));

  expect((await put({ job_title: 'Lecturer' })).status).toBe(200);
  expect((await put({ username: 'noether' })).status).toBe(403);
  expect((await put({ assigned_policies: ['Security Admin'] })).status).toBe(403);
  expect((await put({ admin_status: 'down' })).status).toBe(403);
  expect((await put({}, groups(await idOf(admin, 'user_groups', 'platform-admins')))).status).toBe(403);
  expect((await emmy('GET', `/api/users/${await idOf(admin, 'users', 'ada')}`)).status).toBe(200);
});

test('policies of a group are held by its members', async () => {
  await using iguazio = await startIguazio();
  const { call: admin } = iguazio;
  const emmy = await signIn(iguazio, 'emmy');
  const stewards = await idOf(admin, 'user_groups', 'stewards');
  const assigned_policies = ['Data', 'Security Admin'];
  await admin('PUT', `/api/user_groups/${stewards}`, document('user_group', { assigned_policies }));
  expect((await emmy('GET', '/api/users')).status).toBe(200);
});

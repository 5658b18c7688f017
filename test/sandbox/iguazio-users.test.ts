import { expect, test } from 'vitest';
import {
  type Answer,
  document,
  effectsOf,
  idOf,
  idsOf,
  signIn,
  startIguazio,
  withKey,
} from './iguazio-requests.ts';

const jobOf = (answer: Answer) => idsOf(answer.one.data, 'jobs')[0] ?? '';

test('an update that echoes all it read changes nothing', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const id = await idOf(call, 'users', 'katherine');
  const before = (await call('GET', `/api/users/${id}`)).one.data;
  const answer = await call('PUT', `/api/users/${id}`, document('user', before.attributes, {}));
  expect(answer.status).toBe(200);
  expect((await call('GET', `/api/users/${id}`)).one.data).toEqual(before);
  expect(effectsOf(iguazio)).toEqual([]);
});

test('an update merges attributes, ignores read-only ones and echoed foreign relationships, and tells nothing', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const id = await idOf(call, 'users', 'grace');
  const before = (await call('GET', `/api/users/${id}?include=user_groups`)).one.data;

  const answer = await call(
    'PUT',
    `/api/users/${id}`,
    document(
      'user',
      {
        job_title: 'Rear admiral',
        uid: 9999,
        created_at: 'yesterday',
        operational_status: 'deleting',
        last_activity: 'now',
        shoe_size: 44,
      },
      { tenant: before.relationships?.['tenant'], jobs: null },
    ),
  );

  const after = (await call('GET', `/api/users/${id}?include=user_groups`)).one.data;
  expect(answer.one).toEqual({ meta: { ctx: expect.any(String) } });
  expect(after.attributes).toEqual({
    ...before.attributes,
    job_title: 'Rear admiral',
    updated_at: after.attributes['updated_at'],
  });
  expect(after.attributes['updated_at']).not.toBe(before.attributes['updated_at']);
  expect(after.relationships).toEqual(before.relationships);
  expect(effectsOf(iguazio)).toEqual([{ kind: 'user.updated', target: id }]);
});

test('admin_status disables and enables a user, and the operational status follows', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const id = await idOf(call, 'users', 'grace');
  for (const status of ['down', 'up']) {
    await call('PUT', `/api/users/${id}`, document('user', { admin_status: status }));
    const { attributes } = (await call('GET', `/api/users/${id}`)).one.data;
    expect(attributes).toMatchObject({ admin_status: status, operational_status: status });
  }
});

test.for<[why: string, attributes: object, status: number]>([
  ['to a username that is taken', { username: 'ada' }, 409],
  ['to an email that is taken', { email: 'ada@example.org' }, 409],
  ['to a status that is none', { admin_status: 'sideways' }, 400],
  ['to no policies', { assigned_policies: [] }, 400],
  ['to null', { job_title: null }, 400],
])('a user cannot be changed %s', async ([, attributes, status]) => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const id = await idOf(call, 'users', 'grace');
  const answer = await call('PUT', `/api/users/${id}`, document('user', attributes));
  expect(answer.status).toBe(status);
  expect(effectsOf(iguazio)).toEqual([]);
});

test('a deleted user is answered with a job, is gone from groups and roles, and holds no key', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const alan = await signIn(iguazio, 'alan');
  const key = await alan('POST', '/api/access_keys', document('access_key', {}));
  const id = await idOf(call, 'users', 'alan');
  const engineers = await idOf(call, 'user_groups', 'engineers');
  const everyone = await idOf(call, 'user_groups', 'all_users');
  const churn = await idOf(call, 'projects', 'churn');

  const answer = await call('DELETE', `/api/users/${id}`);

  expect(answer.status).toBe(202);
  expect(answer.one.data).toEqual({
    type: 'deletion_response',
    id,
    attributes: {},
    relationships: { jobs: { data: [{ type: 'job', id: expect.any(String) }] } },
  });
  const job = await call('GET', `/api/jobs/${jobOf(answer)}`);
  expect(job.one.data.attributes).toMatchObject({ kind: 'user.deletion', state: 'completed' });
  expect((await call('GET', `/api/users/${id}`)).status).toBe(404);
  expect((await call('DELETE', `/api/users/${id}`)).status).toBe(404);
  expect(
    idsOf((await call('GET', `/api/user_groups/${engineers}?include=users`)).one.data, 'users'),
  ).not.toContain(id);
  expect((await withKey(iguazio, key.one.data.id)('GET', '/api/self')).status).toBe(401);
  expect(effectsOf(iguazio).slice(1)).toEqual([
    { kind: 'group-membership.deleted', target: `${everyone}/user/${id}` },
    { kind: 'group-membership.deleted', target: `${engineers}/user/${id}` },
    { kind: 'membership.deleted', target: `${churn}/user/${id}` },
    { kind: 'user.deleted', target: id },
  ]);
});

test('a user on the way out is shown as deleting', async () => {
  await using iguazio = await startIguazio({ jobDelayMs: 3_600_000 });
  const { call } = iguazio;
  const id = await idOf(call, 'users', 'alan');
  await call('DELETE', `/api/users/${id}`);
  const { attributes } = (await call('GET', `/api/users/${id}`)).one.data;
  expect(attributes['operational_status']).toBe('deleting');
  expect(effectsOf(iguazio)).toEqual([]);
});

test('who owns services can be neither disabled nor deleted', async () => {
  await using iguazio = await startIguazio({ serviceOwners: ['grace'] });
  const { call } = iguazio;
  const id = await idOf(call, 'users', 'grace');
  const disabled = await call('PUT', `/api/users/${id}`, document('user', { admin_status: 'down' }));
  const deleted = await call('DELETE', `/api/users/${id}`);
  expect([disabled.status, deleted.status]).toEqual([403, 403]);
  expect(effectsOf(iguazio)).toEqual([]);
});

test('a user from an identity provider cannot be deleted', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const answer = await call('DELETE', `/api/users/${await idOf(call, 'users', 'katherine')}`);
  expect(answer.status).toBe(409);
});

import { expect, test } from 'vitest';
import { generatedWorld } from '../../src/sandbox/world.ts';
import { document, idOf, namesOf, newUser, signIn, startIguazio } from './iguazio-requests.ts';

test('the cluster says that it is usable', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const { many } = await call('GET', '/api/clusters');
  expect(many.data[0]?.attributes).toMatchObject({
    operational_status: 'online',
    operational_status_change_in_progress: false,
  });
});

test('who may not list users may look people and groups up, in few words', async () => {
  await using iguazio = await startIguazio();
  const emmy = await signIn(iguazio, 'emmy');
  const users = await emmy(
    'GET',
    '/api/scrubbed_users?filter%5Bassigned_policies%5D=%5B%24contains_any%5DSecurity%20Admin&sort=username',
  );
  const groups = await emmy('GET', '/api/scrubbed_user_groups?page%5Bsize%5D=200');
  expect(users.many.data.map(({ attributes }) => attributes)).toEqual([
    { username: 'ada', first_name: 'Ada', last_name: 'Lovelace' },
    { username: 'rollcall', first_name: 'Rollcall', last_name: 'Gateway' },
  ]);
  expect(groups.many.data).toHaveLength(6);
  for (const { attributes } of groups.many.data) expect(Object.keys(attributes)).toEqual(['name']);
});

test('jobs are listed to those who administer, and otherwise to those who started them', async () => {
  await using iguazio = await startIguazio();
  const { call: admin } = iguazio;
  const alan = await signIn(iguazio, 'alan');
  const created = await admin('POST', '/api/users', document('user', newUser));
  const job = [created.one.data.relationships?.['jobs']?.data ?? []].flat()[0]?.id ?? '';

  const all = await admin('GET', '/api/jobs?filter%5Bkind%5D=user.creation');
  const own = await alan('GET', '/api/jobs');
  const foreign = await alan('GET', `/api/jobs/${job}`);

  expect(all.many.data.map(({ id }) => id)).toEqual([job]);
  expect(own.many.data).toEqual([]);
  expect(foreign.status).toBe(404);
});

test('a job has its documented attributes and no relationships', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const { many } = await call('GET', '/api/jobs');
  expect(many.data).toHaveLength(3);
  const { one } = await call('GET', `/api/jobs/${many.data[0]?.id}`);
  expect(one.data).not.toHaveProperty('relationships');
  expect(one.data.attributes).toMatchObject({
    kind: 'project.creation',
    state: 'completed',
    result: '',
    params: '',
    max_total_execution_time: 10_800,
    delay: 0,
    handler: expect.any(String),
    ctx_id: expect.stringMatching(/^\d{20}$/u),
    created_at: expect.any(String),
    updated_at: expect.any(String),
  });
});

test('the same world is served with the same ids each time', async () => {
  await using first = await startIguazio();
  await using second = await startIguazio();
  const list = async ({ call }: typeof first) => (await call('GET', '/api/users')).many.data;
  expect(await list(first)).toEqual(await list(second));
  expect(first.credentials).toEqual(second.credentials);
});

test('in a generated world everyone is in the list exactly once and can be read singly', async () => {
  await using iguazio = await startIguazio({}, generatedWorld('iguazio', 1000, 7));
  const { call } = iguazio;
  const ids = new Set<string>();
  for (let number = 0; number < 5; number++) {
    const { many } = await call(
      'GET',
      `/api/users?include=user_groups%2Cprimary_group&page%5Bnumber%5D=${number}&page%5Bsize%5D=200`,
    );
    for (const { id } of many.data) ids.add(id);
  }
  expect(ids.size).toBe(1000);
  const last = [...ids].at(-1) ?? '';
  const { one } = await call('GET', `/api/users/${last}`);
  expect(await idOf(call, 'users', String(namesOf([one.data])[0]))).toBe(last);
});

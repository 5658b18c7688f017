import { expect, test } from 'vitest';
import { document, effectsOf, idOf, signIn, startIguazio, withKey } from './iguazio-requests.ts';

test('an access key’s id is the secret, and shows whose it is', async () => {
  await using iguazio = await startIguazio();
  const { call: admin } = iguazio;
  const emmyId = await idOf(admin, 'users', 'emmy');
  const emmy = await signIn(iguazio, 'emmy');
  const created = await emmy(
    'POST',
    '/api/access_keys',
    document('access_key', { planes: ['data', 'control'], label: null }),
  );
  const { id, attributes } = created.one.data;
  expect(created.status).toBe(201);
  expect(attributes).toEqual({
    planes: ['data', 'control'],
    kind: 'accessKey',
    interface_kind: 'web',
    ttl: 315_360_000,
    expires_at: expect.any(Number),
    tenant_id: expect.any(String),
    uid: expect.any(Number),
    gids: expect.arrayContaining([-1]),
    group_ids: expect.arrayContaining([await idOf(admin, 'user_groups', 'stewards')]),
    created_at: expect.any(String),
    updated_at: expect.any(String),
  });
  const self = await withKey(iguazio, id)('GET', '/api/self');
  expect(self.one.data.id).toBe(emmyId);
  expect(effectsOf(iguazio)).toEqual([{ kind: 'access-key.created', target: id }]);
});

test('get-or-create makes a key once and finds it the next time, by planes', async () => {
  await using iguazio = await startIguazio();
  const emmy = await signIn(iguazio, 'emmy');
  const ask = (planes: string[]) =>
    emmy('POST', '/api/self/get_or_create_access_key', {
      data: { type: 'access_key', attributes: { label: 'for-sdk-mgmt', planes } },
    });
  const first = await ask(['data', 'control']);
  const again = await ask(['control', 'data']);
  const other = await ask(['control']);
  expect([first.status, again.status, other.status]).toEqual([201, 200, 201]);
  expect(again.one.data.id).toBe(first.one.data.id);
  expect(other.one.data.id).not.toBe(first.one.data.id);
  expect(first.one.data.attributes['label']).toBe('for-sdk-mgmt');
});

test('keys are listed, read, relabelled and deleted by their owner only', async () => {
  await using iguazio = await startIguazio();
  const { call: admin } = iguazio;
  const emmy = await signIn(iguazio, 'emmy');
  const { id } = (await emmy('POST', '/api/access_keys', document('access_key', { label: 'mine' }))).one.data;
  const path = `/api/access_keys/${id}`;

  expect((await admin('GET', '/api/access_keys')).many.data.map((key) => key.id)).toEqual([
    iguazio.credentials.accessKey,
  ]);
  for (const method of ['GET', 'PUT', 'DELETE']) {
    const answer = await admin(method, path, document('access_key', { label: 'yours' }));
    expect(answer.status).toBe(404);
  }

  const renamed = await emmy('PUT', path, document('access_key', { label: 'ours', ttl: 1 }));
  const read = await emmy('GET', path);
  const deleted = await emmy('DELETE', path);
  expect([renamed.status, read.status, deleted.status]).toEqual([200, 200, 204]);
  expect(read.one.data.attributes).toMatchObject({ label: 'ours', ttl: 315_360_000 });
  expect((await emmy('DELETE', path)).status).toBe(404);
  expect((await withKey(iguazio, id)('GET', '/api/self')).status).toBe(401);
  expect(effectsOf(iguazio).map(({ kind }) => kind)).toEqual([
    'access-key.created',
    'access-key.updated',
    'access-key.deleted',
  ]);
});

test('a key for an unknown plane is refused', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const answer = await call('POST', '/api/access_keys', document('access_key', { planes: ['astral'] }));
  expect(answer.status).toBe(400);
});

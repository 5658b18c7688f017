import { expect, test } from 'vitest';
import { idOf, logIn, pythonHeaders, raw, signIn, startIguazio, withKey } from './iguazio-requests.ts';

const VERIFY = '/api/sessions/verifications/planes/any/internal';

test.for<[form: string, cookie: (key: string) => string]>([
  ['literal, as the Python client sends it', (key) => `session=j:{"sid": "${key}"}`],
  ['percent-encoded', (key) => `session=j%3A%7B%22sid%22%3A%22${key}%22%7D`],
  ['percent-encoded with a space', (key) => `session=j%3A%7B%22sid%22%3A%20%22${key}%22%7D`],
  ['among other cookies', (key) => `theme=dark; session=j:{"sid":"${key}"}; x=a=b`],
  ['twice, the first one stale', (key) => `session=j:{"sid": "gone"}; session=j:{"sid": "${key}"}`],
  ['twice, the second one stale', (key) => `session=j:{"sid": "${key}"}; session=nothing`],
])('an access key opens the control plane as a session cookie: %s', async ([, cookie]) => {
  await using iguazio = await startIguazio();
  const answer = await raw(iguazio, 'POST', VERIFY, { cookie: cookie(iguazio.credentials.accessKey) });
  expect(answer.status).toBe(200);
  expect(answer.one.data.attributes['username']).toBe('rollcall');
});

test.for<[what: string, headers: Record<string, string>]>([
  ['nothing', {}],
  ['an unknown key', { cookie: 'session=j:{"sid": "00000000-0000-4000-8000-000000000000"}' }],
  ['JSON that is none', { cookie: 'session=j:{sid' }],
  ['a sid that is no text', { cookie: 'session=j:{"sid": 7}' }],
  ['broken percent-encoding', { cookie: 'session=%E0%A4%A' }],
  ['Basic with a password', { authorization: basic('rollcall', 'Passw0rd-of-rollcall') }],
])('a request with %s is refused with 401 in the shape of all errors', async ([, headers]) => {
  await using iguazio = await startIguazio();
  const answer = await raw(iguazio, 'POST', VERIFY, headers);
  expect(answer.status).toBe(401);
  expect(answer.one.errors).toEqual([{ status: 401, detail: expect.any(String) }]);
  expect(answer.one.meta['ctx']).toMatch(/^\d{20}$/u);
});

test('an access key works as a Basic password, for its owner only', async () => {
  await using iguazio = await startIguazio();
  const { accessKey } = iguazio.credentials;
  const own = await raw(iguazio, 'GET', '/api/self', { authorization: basic('rollcall', accessKey) });
  const others = await raw(iguazio, 'GET', '/api/self', { authorization: basic('ada', accessKey) });
  expect([own.status, others.status]).toEqual([200, 401]);
});

test('a valid cookie wins over the identity in Authorization', async () => {
  await using iguazio = await startIguazio();
  const ada = await logIn(iguazio, { username: 'ada', password: 'Passw0rd-of-ada' });
  const answer = await raw(iguazio, 'GET', '/api/self', {
    cookie: ada.headers['set-cookie']?.[0]?.split(';')[0] ?? '',
    authorization: basic('rollcall', iguazio.credentials.accessKey),
  });
  expect(answer.one.data.attributes['username']).toBe('ada');
});

test('a login answers 201 with a session and a host cookie that lives as long as the session', async () => {
  await using iguazio = await startIguazio();
  const answer = await logIn(iguazio, {
    username: 'rollcall',
    password: iguazio.credentials.password,
    plane: 'control',
    ttl: 3600,
  });
  expect(answer.status).toBe(201);
  expect(answer.one.data).toMatchObject({
    type: 'session',
    id: expect.any(String),
    attributes: { ttl: 3600, expires_at: expect.any(Number) },
  });
  const [cookie = ''] = answer.headers['set-cookie'] ?? [];
  expect(cookie).toMatch(/^session=[^;]+; Max-Age=3600; Path=\/; HttpOnly$/u);
});

test('the cookie of a login opens the door as it was set, twice in one header, and as a sid', async () => {
  await using iguazio = await startIguazio();
  const login = await logIn(iguazio, { username: 'rollcall', password: iguazio.credentials.password });
  const opaque = login.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const cookies = [opaque, `${opaque}; ${opaque}`, `session=j:{"sid": "${login.one.data.id}"}`];
  for (const cookie of cookies) {
    expect((await raw(iguazio, 'POST', VERIFY, { cookie })).status).toBe(200);
  }
  expect(opaque).not.toContain(login.one.data.id);
});

test('credentials of a login may come as Basic beside a body without them', async () => {
  await using iguazio = await startIguazio();
  const headers = { authorization: basic('rollcall', iguazio.credentials.password) };
  const answer = await logIn(iguazio, { plane: 'control', interface_kind: 'web', ttl: 60 }, headers);
  expect(answer.status).toBe(201);
});

test.for<[why: string, attributes: object, status: number]>([
  ['without a username', { password: 'Passw0rd-of-ada' }, 400],
  ['without a password', { username: 'ada' }, 400],
  ["for another tenant's address", { username: 'ada@second-tenant', password: 'Passw0rd-of-ada' }, 400],
  ['for an unknown tenant', { username: 'ada@nowhere', password: 'Passw0rd-of-ada' }, 401],
  ['with a wrong password', { username: 'ada', password: 'guess' }, 401],
  ['for nobody', { username: 'nobody', password: 'Passw0rd-of-nobody' }, 401],
  ['for a disabled user', { username: 'charles', password: 'Passw0rd-of-charles' }, 401],
  [
    'with a password where there is only single sign-on',
    { username: 'konrad', password: 'Passw0rd-of-konrad' },
    401,
  ],
])('a login %s is refused', async ([, attributes, status]) => {
  await using iguazio = await startIguazio();
  const answer = await logIn(iguazio, attributes);
  expect(answer.status).toBe(status);
  expect(answer.one.errors[0]?.status).toBe(status);
  expect(answer.headers['set-cookie']).toBeUndefined();
});

test('a username may name its tenant at login', async () => {
  await using iguazio = await startIguazio();
  const answer = await logIn(iguazio, { username: 'ada@default-tenant', password: 'Passw0rd-of-ada' });
  expect(answer.status).toBe(201);
});

test('the Python client signs in with probe and verification, content type on bodiless requests included', async () => {
  await using iguazio = await startIguazio();
  const headers = pythonHeaders(iguazio.credentials.accessKey);
  const probe = await raw(iguazio, 'GET', '/api/tunnel/igz0.version.0/external_versions/igz0', headers);
  const verification = await raw(iguazio, 'POST', VERIFY, headers);

  expect(probe.status).toBe(200);
  expect(probe.one.data.attributes['external']).toMatch(/^3\.6\.1-/u);
  expect(verification.one.data).toMatchObject({
    type: 'session_verification',
    attributes: {
      username: 'rollcall',
      context: {
        authentication: { tenant_id: expect.any(String), group_ids: [expect.any(String)], mode: 'normal' },
      },
    },
  });
  expect(verification.headers).toMatchObject({
    'x-remote-user': 'rollcall',
    'x-v3io-session-key': iguazio.credentials.accessKey,
    'x-v3io-session-planes': 'data,control',
    'x-user-id': expect.any(String),
    'x-user-group-ids': expect.any(String),
    'x-unix-uid': expect.stringMatching(/^\d+$/u),
  });
});

test.for(['igz1', 'igz2'])('there is no node %s to answer the version probe', async (node) => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const answer = await call('GET', `/api/tunnel/${node}.version.0/external_versions/${node}`);
  expect(answer.status).toBe(404);
});

test('disabling a user closes their sessions and their access keys', async () => {
  await using iguazio = await startIguazio();
  const { call: admin } = iguazio;
  const ada = await signIn(iguazio, 'ada');
  const key = await ada('POST', '/api/access_keys', { data: { type: 'access_key', attributes: {} } });
  const byKey = withKey(iguazio, key.one.data.id);
  expect((await byKey('GET', '/api/self')).status).toBe(200);

  const id = await idOf(admin, 'users', 'ada');
  await admin('PUT', `/api/users/${id}`, { data: { type: 'user', attributes: { admin_status: 'down' } } });

  expect((await ada('GET', '/api/self')).status).toBe(401);
  expect((await byKey('GET', '/api/self')).status).toBe(401);
});

test('an expired session is refused while access keys stay good', async () => {
  await using iguazio = await startIguazio();
  const session = await signIn(iguazio, 'rollcall');
  const byKey = withKey(iguazio, iguazio.credentials.accessKey);
  iguazio.setFaults([{ fault: 'expired-token', times: 1 }]);
  expect((await session('GET', '/api/self')).status).toBe(401);
  expect((await session('GET', '/api/self')).status).toBe(401);
  expect((await byKey('GET', '/api/self')).status).toBe(200);
});

test('self is the caller, with groups included unasked', async () => {
  await using iguazio = await startIguazio();
  const grace = await signIn(iguazio, 'grace');
  const { one } = await grace('GET', '/api/self');
  expect(one.data.attributes['username']).toBe('grace');
  expect(one.included.map(({ attributes }) => attributes['name']).sort()).toEqual([
    'all_users',
    'analysts',
    'engineers',
  ]);
});

function basic(username: string, secret: string): string {
  return `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}`;
}

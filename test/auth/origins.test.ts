import { beforeAll, describe, expect, test } from 'vitest';
import { guard, NONSENSE, type Sent, WHO, whoIs } from './gateway.ts';
import { AUDIENCE, ISSUER, published, rs256, rsaKey, type SigningKey } from './signing.ts';

let key: SigningKey;

beforeAll(() => {
  key = rsaKey('rsa-1');
});

const auth = () => ({
  issuers: [{ name: 'acme', issuer: ISSUER, audience: AUDIENCE, jwks: published(key) }],
});

describe('a page of another site', () => {
  const settings = () => ({
    auth: auth(),
    server: { allowedHosts: ['rollcall.example.org'], allowedOrigins: ['https://console.example.org'] },
  });
  const preflight = (origin: string): Sent => ({
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
  });

  test('that is configured may ask, with a token, and read the answer', async () => {
    await using gateway = await guard(settings());
    const origin = 'https://console.example.org';

    const asked = await gateway.send(preflight(origin));
    expect(asked.status).toBe(204);
    expect(asked.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'POST',
      vary: 'origin',
    });
    expect(asked.headers['access-control-allow-headers']).toContain('authorization, content-type');

    const answer = await gateway.send({ token: rs256(key), headers: { origin } });
    expect(answer).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': origin } });
    expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
  });

  test('that is configured still needs a token, and may read that it does', async () => {
    await using gateway = await guard(settings());
    const origin = 'https://console.example.org';

    expect(await gateway.send({ headers: { origin }, body: NONSENSE })).toMatchObject({
      status: 401,
      headers: { 'access-control-allow-origin': origin },
    });
  });

  test.for([
    'https://evil.example.org',
    'http://console.example.org',
    'https://console.example.org:8443',
    'https://console.example.org.evil.test',
    'https://evil.test/https://console.example.org',
    'null',
    '*',
  ])('that is not configured may not: %s', async (origin) => {
    await using gateway = await guard(settings());

    for (const sent of [preflight(origin), { token: rs256(key), headers: { origin } }]) {
      const { status, headers } = await gateway.send(sent);
      expect(status).toBe(403);
      expect(headers).not.toHaveProperty('access-control-allow-origin');
    }
  });
});

describe('a name', () => {
  const settings = () => ({
    auth: auth(),
    server: { allowedHosts: ['rollcall.example.org', 'other.example.org:8443'] },
  });

  test.for([
    'rollcall.example.org',
    'rollcall.example.org:4000',
    'Rollcall.Example.org',
    'other.example.org:8443',
  ])('that is configured is answered to: %s', async (host) => {
    await using gateway = await guard(settings());

    expect(await whoIs(gateway, { token: rs256(key), headers: { host } })).toBe('jwt:acme:ada');
  });

  test.for([
    'evil.example.org',
    'other.example.org',
    'rollcall.example.org.evil.test',
    'rollcall.example.org@evil.test',
    '169.254.169.254',
  ])('that is not is refused: %s', async (host) => {
    await using gateway = await guard(settings());

    expect(await whoIs(gateway, { token: rs256(key), headers: { host } })).toBe(403);
  });
});

describe('without authentication', () => {
  test('whoever is on this machine is local', async () => {
    await using gateway = await guard({});

    expect(await whoIs(gateway, {})).toBe('local');
    expect(await whoIs(gateway, { headers: { authorization: 'Bearer x' } })).toBe('local');
  });

  test.for<[name: string, sent: Sent]>([
    ['another host', { headers: { host: 'rollcall.example.org' } }],
    ['a host rebound to us, on our port', { headers: { host: 'evil.test:4000' } }],
    ['a page of another site', { headers: { origin: 'https://evil.test' } }],
    ['a page without an origin', { headers: { origin: 'null' } }],
    ['the health of another host', { method: 'GET', path: '/health/live', headers: { host: 'evil.test' } }],
  ])('%s is refused', async ([, sent]) => {
    await using gateway = await guard({});

    const { status } = await gateway.send({ body: sent.method === 'GET' ? '' : WHO, ...sent });

    expect(status).toBe(403);
  });

  test('no page of another site is told that it may ask', async () => {
    await using gateway = await guard({});

    const { status, headers } = await gateway.send({
      method: 'OPTIONS',
      headers: { origin: 'https://evil.test', 'access-control-request-method': 'POST' },
    });

    expect(status).toBe(403);
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });
});

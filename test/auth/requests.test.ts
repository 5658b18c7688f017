import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, test } from 'vitest';
import { ensureGraphiql } from '../../src/sandbox/graphiql.ts';
import { guard, NOBODY, NONSENSE, type Sent, whoIs } from './gateway.ts';
import { AUDIENCE, ISSUER, published, rs256, rsaKey, type SigningKey } from './signing.ts';

let key: SigningKey;

beforeAll(() => {
  key = rsaKey('rsa-1');
});

const auth = () => ({
  issuers: [{ name: 'acme', issuer: ISSUER, audience: AUDIENCE, jwks: published(key) }],
});

describe('nobody is', () => {
  const token = () => rs256(key);

  test.for<[name: string, sent: () => Sent]>([
    ['who says nothing', () => ({})],
    ['who sends an empty Authorization', () => ({ headers: { authorization: '' } })],
    ['who sends a scheme alone', () => ({ headers: { authorization: 'Bearer' } })],
    ['who sends a token without a scheme', () => ({ headers: { authorization: token() } })],
    ['who signs in with a password', () => ({ headers: { authorization: 'Basic YWRhOmh1c2g=' } })],
    ['who sends a token by another scheme', () => ({ headers: { authorization: `DPoP ${token()}` } })],
    [
      'who sends two tokens in one header',
      () => ({ headers: { authorization: `Bearer ${token()}, Bearer ${token()}` } }),
    ],
    [
      'who sends two headers',
      () => ({ headers: { authorization: [`Bearer ${token()}`, `Bearer ${token()}`] } }),
    ],
    [
      'who sends a good header and a bad one',
      () => ({ headers: { authorization: [`Bearer ${token()}`, 'Basic eA=='] } }),
    ],
    ['who sends a token and more', () => ({ headers: { authorization: `Bearer ${token()} and more` } })],
    [
      'who sends it in a cookie',
      () => ({ headers: { cookie: `authorization=Bearer ${token()}; token=${token()}` } }),
    ],
    ['who sends it in the address', () => ({ path: `/graphql?access_token=${token()}` })],
    ['who sends it to a proxy', () => ({ headers: { 'proxy-authorization': `Bearer ${token()}` } })],
    [
      'who sends it by a name of their own',
      () => ({ headers: { 'x-api-key': token(), 'rollcall-key': token() } }),
    ],
    [
      'who says a proxy has checked a certificate',
      () => ({
        headers: { 'x-forwarded-client-cert': 'URI=spiffe://acme/ci', 'x-ssl-client-verify': 'SUCCESS' },
      }),
    ],
    [
      'who says a proxy knows the name',
      () => ({ headers: { 'x-forwarded-user': 'ada', 'x-remote-user': 'ada' } }),
    ],
    ['who asks for what is not there', () => ({ path: '/nothing' })],
    ['who asks by GET', () => ({ method: 'GET', path: '/graphql?query=%7B', body: '' })],
  ])('%s', async ([, sent]) => {
    await using gateway = await guard({ auth: auth() });
    const asked = sent();

    const { status, body } = await gateway.send({ body: NONSENSE, ...asked });

    expect({ status, body: JSON.parse(body) as unknown }).toEqual({ status: 401, body: NOBODY });
    expect(gateway.upstreamCalls()).toBe(0);
  });

  test('who has not sent the body yet: the answer does not wait for it', async () => {
    await using gateway = await guard({ auth: auth() });
    const socket = connect(gateway.port, '127.0.0.1');
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1:${gateway.port}\r\ncontent-type: application/json\r\n` +
        'content-length: 100\r\nconnection: close\r\n\r\n',
    );

    const [status] = (await text(socket)).split('\r\n');

    expect(status).toBe('HTTP/1.1 401 Unauthorized');
  });
});

test('whoever says nothing is asked for a token, without a word about an error', async () => {
  await using gateway = await guard({ auth: auth() });

  const { headers } = await gateway.send({});

  expect(headers['www-authenticate']).toBe('Bearer realm="rollcall"');
});

test('the scheme may be written in any case', async () => {
  await using gateway = await guard({ auth: auth() });

  expect(await whoIs(gateway, { headers: { authorization: `bearer ${rs256(key)}` } })).toBe('jwt:acme:ada');
});

test.for(['/health/live', '/health/ready'])('%s answers anybody, by any name', async (path) => {
  await using gateway = await guard({ auth: auth() });

  const { status } = await gateway.send({ method: 'GET', path, headers: { host: '10.1.2.3:4000' } });

  expect(status).toBe(200);
});

test('a health address is public as a whole: what only begins like one is not', async () => {
  await using gateway = await guard({ auth: auth() });

  for (const path of [
    '/health',
    '/health/live/x',
    '/health/../graphql',
    '/health/live%2f..%2f..%2fgraphql',
  ]) {
    expect(await gateway.send({ path, body: NONSENSE })).toMatchObject({ status: 401 });
  }
});

describe('GraphiQL', () => {
  test('is a page for anybody, whose questions need a token', async () => {
    await ensureGraphiql(() => undefined);
    await using gateway = await guard({ auth: auth(), graphiql: true });
    const accept = 'text/html';

    const page = await gateway.send({ method: 'GET', path: '/', headers: { accept } });
    expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
    for (const [script] of page.body.matchAll(/\/graphiql\/[\w.-]+/gu)) {
      expect(await gateway.send({ method: 'GET', path: script })).toMatchObject({ status: 200 });
    }
    expect(await gateway.send({ method: 'GET', path: '/graphql', headers: { accept } })).toMatchObject({
      status: 200,
    });

    expect(await gateway.send({ headers: { accept }, body: NONSENSE })).toMatchObject({ status: 401 });
    expect(await gateway.send({ method: 'GET', path: '/graphql?query=%7B' })).toMatchObject({ status: 401 });
  });
});

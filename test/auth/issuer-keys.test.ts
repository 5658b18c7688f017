import { type RequestListener } from 'node:http';
import { generateKeyPairSync } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type JWTHeaderParameters } from 'jose';
import { pino } from 'pino';
import { beforeAll, describe, expect, test } from 'vitest';
import { KeysUnavailable, RemoteKeys } from '../../src/auth/remote-keys.ts';
import { guard, NOBODY, NONSENSE, whoIs } from './gateway.ts';
import { keyAddress, keys } from './jwks.ts';
import { AUDIENCE, ISSUER, published, rs256, rsaKey, type SigningKey } from './signing.ts';

let first: SigningKey;
let second: SigningKey;

beforeAll(() => {
  first = rsaKey('first');
  second = rsaKey('second');
});

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const issuer = (jwksUri: string) => ({ name: 'acme', issuer: ISSUER, audience: AUDIENCE, jwksUri });
const auth = (jwksUri: string) => ({ auth: { issuers: [issuer(jwksUri)] } });

/** An issuer's keys under a clock that the test sets. */
function remoteKeys(uri: string) {
  const clock = { now: 0 };
  const log = pino({ enabled: false });
  const remote = new RemoteKeys({ name: 'acme', uri, ca: undefined, log, now: () => clock.now });
  const has = async (kid: string): Promise<boolean> => {
    const header: JWTHeaderParameters = { alg: 'RS256', kid };
    try {
      await remote.keyFor(header, { payload: '', signature: '' });
      return true;
    } catch (error) {
      if (error instanceof KeysUnavailable) throw error;
      return false;
    }
  };
  return { clock, has, [Symbol.dispose]: () => remote.close() };
}

describe('the keys of an issuer', () => {
  test('are fetched once for many tokens at the same time', async () => {
    await using address = await keyAddress(keys(first));
    await using gateway = await guard(auth(address.uri));

    const names = await Promise.all(
      Array.from({ length: 20 }, () => whoIs(gateway, { token: rs256(first) })),
    );

    expect(new Set(names)).toEqual(new Set(['jwt:acme:ada']));
    expect(address.asked()).toBe(1);
  });

  test('are fetched once for a flood of unknown key names', async () => {
    await using address = await keyAddress(keys(first));
    await using gateway = await guard(auth(address.uri));
    const tokens = Array.from({ length: 60 }, (_, i) => rs256({ ...first, kid: `unknown-${i}` }));

    const names = await Promise.all(tokens.map((token) => whoIs(gateway, { token })));

    expect(new Set(names)).toEqual(new Set([401]));
    expect(address.asked()).toBe(1);
  });

  test('are fetched at most once per cooldown, however many names are unknown', async () => {
    await using address = await keyAddress(keys(first));
    using remote = remoteKeys(address.uri);

    for (const [at, fetches] of [
      [0, 1],
      [29_999, 1],
      [30_000, 2],
      [59_999, 2],
      [60_000, 3],
    ] as const) {
      remote.clock.now = at;
      const known = await Promise.all(Array.from({ length: 50 }, (_, i) => remote.has(`unknown-${at}-${i}`)));
      expect(known.includes(true)).toBe(false);
      expect(address.asked()).toBe(fetches);
    }
  });

  test('are fetched again for a key that is new, after the cooldown', async () => {
    await using address = await keyAddress(keys(first));
    using remote = remoteKeys(address.uri);
    await remote.has('first');
    address.answer(keys(first, second));

    expect(await remote.has('second')).toBe(false);
    remote.clock.now = 30_000;
    expect(await remote.has('second')).toBe(true);
  });

  test('no longer hold one that was withdrawn, after ten minutes', async () => {
    await using address = await keyAddress(keys(first, second));
    using remote = remoteKeys(address.uri);
    expect(await remote.has('first')).toBe(true);
    address.answer(keys(second));

    remote.clock.now = 10 * MINUTE + 1;

    expect(await remote.has('first')).toBe(false);
    expect(await remote.has('second')).toBe(true);
  });

  test('are used for another day while the issuer is down, and the issuer is asked once per cooldown', async () => {
    await using address = await keyAddress(keys(first));
    using remote = remoteKeys(address.uri);
    await remote.has('first');
    address.answer((_request, response) => void response.writeHead(503).end());

    remote.clock.now = DAY;
    for (let i = 0; i < 20; i++) expect(await remote.has('first')).toBe(true);
    expect(address.asked()).toBe(2);

    remote.clock.now = DAY + 1;
    await expect(remote.has('first')).rejects.toThrow(KeysUnavailable);
  });

  test('keep apart what only encrypts, and what is symmetric', async () => {
    const [key] = published(first).keys;
    const offered = [
      { ...key, kid: 'encrypts', use: 'enc' },
      { kty: 'oct', kid: 'symmetric', k: 'c2VjcmV0', alg: 'HS256' },
      { kty: 'AKP', kid: 'of-the-future', alg: 'ML-DSA-44', pub: 'AAAA' },
      key,
    ];
    await using address = await keyAddress(
      (_request, response) => void response.end(JSON.stringify({ keys: offered })),
    );
    using remote = remoteKeys(address.uri);

    expect(await remote.has('first')).toBe(true);
    for (const kid of ['encrypts', 'symmetric', 'of-the-future']) expect(await remote.has(kid)).toBe(false);
  });

  test('are not taken from a key too short to be safe', async () => {
    const weak = { kid: 'weak', ...generateKeyPairSync('rsa', { modulusLength: 1_024 }) };
    await using address = await keyAddress(keys(weak));
    await using gateway = await guard(auth(address.uri));

    expect(await whoIs(gateway, { token: rs256(weak) })).toBe(401);
  });

  test('must be told apart: a token that does not name one of two is refused', async () => {
    await using address = await keyAddress(keys(first, second));
    await using gateway = await guard(auth(address.uri));

    expect(await whoIs(gateway, { token: rs256(first, {}, { kid: undefined }) })).toBe(401);
  });
});

describe('nobody is let in while the keys are', () => {
  test.for<[name: string, answer: RequestListener]>([
    ['refused', (request) => request.socket.destroy()],
    ['slow', () => undefined],
    ['slow after the first byte', (_request, response) => void response.write('{"keys":[')],
    ['an error', (_request, response) => void response.writeHead(500).end(JSON.stringify(published(first)))],
    [
      'a page',
      (_request, response) =>
        void response.setHeader('content-type', 'text/html').end('<html>Sign in</html>'),
    ],
    ['nothing', (_request, response) => void response.end()],
    ['none', (_request, response) => void response.end('{"keys":[]}')],
    ['cut off', (_request, response) => void response.end(JSON.stringify(published(first)).slice(0, -5))],
    ['something else', (_request, response) => void response.end('{"keys":{"first":true}}')],
    [
      'more than 64 KB',
      (_request, response) =>
        void response.end(JSON.stringify({ ...published(first), note: 'a'.repeat(70_000) })),
    ],
    [
      'more than 64 KB once unpacked',
      (_request, response) => {
        const packed = gzipSync(JSON.stringify({ ...published(first), note: 'a'.repeat(70_000) }));
        response.setHeader('content-encoding', 'gzip').end(packed);
      },
    ],
    [
      'more than a hundred',
      (_request, response) => {
        const [key] = published(first).keys;
        response.end(JSON.stringify({ keys: Array.from({ length: 101 }, () => key) }));
      },
    ],
  ])('%s', async ([, answer]) => {
    await using address = await keyAddress(answer);
    await using gateway = await guard(auth(address.uri));

    const { status, body } = await gateway.send({ token: rs256(first), body: NONSENSE });

    expect({ status, body: JSON.parse(body) as unknown }).toEqual({ status: 401, body: NOBODY });
    await expect.poll(() => gateway.log.join('')).toContain('the keys of an issuer cannot be had');
  });

  test('elsewhere: no redirect is followed', async () => {
    await using elsewhere = await keyAddress(keys(first));
    await using address = await keyAddress(
      (_request, response) => void response.writeHead(302, { location: elsewhere.uri }).end(),
    );
    await using gateway = await guard(auth(address.uri));

    expect(await whoIs(gateway, { token: rs256(first) })).toBe(401);
    expect(elsewhere.asked()).toBe(0);
  });

  test('down, and their budget of failures is not touched: it is not their fault', async () => {
    await using address = await keyAddress((request) => request.socket.destroy());
    await using gateway = await guard(auth(address.uri));
    const token = rs256(first);

    for (let i = 0; i < 20; i++) expect(await whoIs(gateway, { token })).toBe(401);
  });
});

test('an address of keys may have a query', async () => {
  await using address = await keyAddress((request, response) =>
    request.url === '/keys?p=policy' ? keys(first)(request, response) : void response.writeHead(404).end(),
  );
  await using gateway = await guard(auth(`${address.uri}?p=policy`));

  expect(await whoIs(gateway, { token: rs256(first) })).toBe('jwt:acme:ada');
});

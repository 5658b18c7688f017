import { appendFileSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { digestOf, newKey } from '../../src/auth/api-keys.ts';
import { addToStore } from '../../src/auth/key-store.ts';
import { Secret } from '../../src/secret.ts';
import { guard, NOBODY, NONSENSE, send, whoIs } from './gateway.ts';
import { idIn, keyStore, PEPPER } from './keys.ts';

const now = () => new Date().toISOString();

test('a key is let in by its id', async () => {
  using store = keyStore();
  const key = store.add();
  await using gateway = await guard({ auth: store.auth });

  expect(await whoIs(gateway, { token: key })).toBe(`key:${idIn(key)}`);
});

describe('is nobody, and is not read:', () => {
  type Store = ReturnType<typeof keyStore>;

  test.for<[name: string, key: (store: Store) => string]>([
    ['a key that never was', () => newKey().key],
    ['a right id with another secret', (store) => `rck_${idIn(store.add())}_${newKey().key.slice(-43)}`],
    ['a right secret with another id', (store) => `rck_${idIn(newKey().key)}_${store.add().slice(-43)}`],
    [
      'the id of one key with the secret of another',
      (store) => `rck_${idIn(store.add())}_${store.add().slice(-43)}`,
    ],
    [
      'a key with its last character changed',
      (store) => store.add().replace(/.$/u, (last) => (last === 'A' ? 'B' : 'A')),
    ],
    [
      'a key with its first secret character changed',
      (store) => store.add().replace(/(?<=_[a-z0-9]{16}_)./u, (c) => (c === 'A' ? 'B' : 'A')),
    ],
    ['a key without its last character', (store) => store.add().slice(0, -1)],
    ['a key with one character more', (store) => `${store.add()}A`],
    ['a key with padding', (store) => `${store.add()}=`],
    ['a key in capitals', (store) => store.add().toUpperCase()],
    ['a key twice', (store) => store.add().repeat(2)],
    ['a key without its prefix', (store) => store.add().slice(4)],
    ['an id alone', (store) => `rck_${idIn(store.add())}`],
    ['an id with an empty secret', (store) => `rck_${idIn(store.add())}_`],
    ['the prefix alone', () => 'rck_'],
    ['an id that is a member of every object', () => `rck___proto_______hasown_${'A'.repeat(43)}`],
    [
      'what the store holds of a key',
      (store) => {
        const key = store.add();
        const digest = digestOf(key, new Secret(PEPPER)).toString('base64url');
        return `rck_${idIn(key)}_${digest}`;
      },
    ],
    [
      'the digest as it stands in the store',
      (store) => digestOf(store.add(), new Secret(PEPPER)).toString('hex'),
    ],
    [
      'a key made with another pepper',
      (store) => store.add({}, 'another pepper, also long enough to be one'),
    ],
    ['an expired key', (store) => store.add({ expiresAt: new Date(Date.now() - 1).toISOString() })],
    [
      'a revoked key',
      (store) => {
        const key = store.add();
        addToStore(store.file, { event: 'revoked', id: idIn(key), at: now() });
        return key;
      },
    ],
    [
      'a key that was replaced, after the overlap',
      (store) => {
        const key = store.add();
        addToStore(store.file, { event: 'shortened', id: idIn(key), at: now(), expiresAt: now() });
        return key;
      },
    ],
    ['a key in base64', (store) => Buffer.from(store.add()).toString('base64url')],
    ['the pepper', () => Buffer.from(PEPPER).toString('base64url')],
  ])('%s', async ([, key]) => {
    using store = keyStore();
    const shown = key(store);
    await using gateway = await guard({ auth: store.auth });

    const { status, body } = await gateway.send({ token: shown, body: NONSENSE });

    expect({ status, body: JSON.parse(body) as unknown }).toEqual({ status: 401, body: NOBODY });
    expect(gateway.upstreamCalls()).toBe(0);
  });

  test('a good key by another scheme, or where no keys are taken', async () => {
    using store = keyStore();
    const key = store.add();
    await using gateway = await guard({ auth: store.auth });
    const basic = Buffer.from(`${key}:`).toString('base64');

    for (const authorization of [`Basic ${basic}`, `Key ${key}`, key]) {
      expect(await whoIs(gateway, { headers: { authorization } })).toBe(401);
    }
  });
});

describe('a store that changes while the gateway runs', () => {
  test('lets a new key in, and refuses a revoked one, from the next request on', async () => {
    using store = keyStore();
    await using gateway = await guard({ auth: store.auth });
    expect(await whoIs(gateway, { token: newKey().key })).toBe(401);

    const key = store.add();
    expect(await whoIs(gateway, { token: key })).toBe(`key:${idIn(key)}`);

    addToStore(store.file, { event: 'revoked', id: idIn(key), at: now() });
    expect(await whoIs(gateway, { token: key })).toBe(401);
  });

  test('that is gone holds no keys', async () => {
    using store = keyStore();
    const key = store.add();
    await using gateway = await guard({ auth: store.auth });
    expect(await whoIs(gateway, { token: key })).toBe(`key:${idIn(key)}`);

    rmSync(store.file);

    expect(await whoIs(gateway, { token: key })).toBe(401);
  });

  test.for<[name: string, line: (id: string) => string]>([
    ['that is cut off', () => '{"event":"revoked","id":"'],
    ['that is no JSON', () => 'revoke everything'],
    [
      'about a key that never was',
      () => JSON.stringify({ event: 'revoked', id: '0123456789abcdef', at: now() }),
    ],
    ['of a kind that does not exist', (id) => JSON.stringify({ event: 'forgiven', id, at: now() })],
    [
      'with a member that does not exist',
      (id) => JSON.stringify({ event: 'revoked', id, at: now(), note: 'x' }),
    ],
  ])('with a line %s is not relied on: it could have been a revocation', async ([, line]) => {
    using store = keyStore();
    const key = store.add();
    await using gateway = await guard({ auth: store.auth });

    appendFileSync(store.file, line(idIn(key)));

    expect(await whoIs(gateway, { token: key })).toBe(401);
    await expect.poll(() => gateway.log.join('')).toContain('line 2 of the key store cannot be understood');
  });

  test('works again as soon as it is repaired', async () => {
    using store = keyStore();
    const key = store.add();
    const good = readFileSync(store.file, 'utf8');
    appendFileSync(store.file, 'x');
    await using gateway = await guard({ auth: store.auth });
    expect(await whoIs(gateway, { token: key })).toBe(401);

    writeFileSync(store.file, good);

    expect(await whoIs(gateway, { token: key })).toBe(`key:${idIn(key)}`);
  });
});

test('the store holds no key and no secret, and only its owner may read it', () => {
  using store = keyStore();
  const key = store.add();

  const text = readFileSync(store.file, 'utf8');

  expect(text).not.toContain(key.slice(-43));
  expect(statSync(store.file).mode & 0o777).toBe(0o600);
});

test('no two keys are alike, and each holds 256 random bits', () => {
  const keys = Array.from({ length: 200 }, () => newKey().key);

  expect(new Set(keys).size).toBe(200);
  expect(new Set(keys.map(idIn)).size).toBe(200);
  for (const key of keys) expect(Buffer.from(key.slice(-43), 'base64url')).toHaveLength(32);
});

describe('guessing', () => {
  const guess = (id: string) => `rck_${id}_${newKey().key.slice(-43)}`;

  test('at the secret of one key is looked at ten times a minute', async () => {
    using store = keyStore();
    const key = store.add();
    await using gateway = await guard({ auth: store.auth });
    for (let i = 0; i < 10; i++) expect(await whoIs(gateway, { token: guess(idIn(key)) })).toBe(401);

    const { status, headers, body } = await gateway.send({ token: guess(idIn(key)), body: NONSENSE });

    expect(status).toBe(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
    expect(JSON.parse(body)).toMatchObject({
      errors: [{ extensions: { code: 'LIMIT_EXCEEDED', retryAfterSeconds: expect.any(Number) as number } }],
    });
  });

  test('at one key does not lock out the others', async () => {
    using store = keyStore();
    const [attacked, other] = [store.add(), store.add()];
    await using gateway = await guard({ auth: store.auth });

    for (let i = 0; i < 15; i++) await gateway.send({ token: guess(idIn(attacked)) });

    expect(await whoIs(gateway, { token: other })).toBe(`key:${idIn(other)}`);
  });

  test('at one key from one address does not lock out its owner at another', async () => {
    using store = keyStore();
    const key = store.add();
    await using gateway = await guard({
      auth: { ...store.auth, trustedProxies: ['127.0.0.1'] },
    });
    const from = (address: string, token: string) =>
      whoIs(gateway, { token, headers: { 'x-forwarded-for': address } });

    for (let i = 0; i < 10; i++) await from('192.0.2.1', guess(idIn(key)));

    expect(await from('192.0.2.1', key)).toBe(429);
    expect(await from('192.0.2.2', key)).toBe(`key:${idIn(key)}`);
  });

  test('at many keys from one address ends after a hundred, and X-Forwarded-For changes nothing', async () => {
    using store = keyStore();
    await using gateway = await guard({ auth: store.auth });
    const statuses: number[] = [];

    for (let i = 0; i < 101; i++) {
      const headers = { 'x-forwarded-for': `192.0.2.${i}` };
      statuses.push((await send(gateway.url, { token: newKey().key, headers })).status);
    }

    expect(statuses.slice(0, 100).every((status) => status === 401)).toBe(true);
    expect(statuses[100]).toBe(429);
  });

  test('from one IPv6 network counts as from one address', async () => {
    using store = keyStore();
    await using gateway = await guard({ auth: { ...store.auth, trustedProxies: ['127.0.0.1'] } });
    const from = (address: string) =>
      whoIs(gateway, { token: newKey().key, headers: { 'x-forwarded-for': address } });

    for (let i = 0; i < 100; i++) await from(`2001:db8:1:2::${i.toString(16)}`);

    expect(await from('2001:db8:1:2:ffff::1')).toBe(429);
    expect(await from('2001:db8:1:3::1')).toBe(401);
  });
});

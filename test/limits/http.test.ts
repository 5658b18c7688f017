import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AbusiveRequest } from '../../bench/abuse.ts';
import type { VendorName } from '../../src/connectors/index.ts';
import { smallWorld, type SystemWorld } from '../../src/sandbox/world.ts';
import { serve } from '../serve.ts';
import { stage, type Stage } from '../support.ts';
import { send } from './send.ts';

let world: Stage;
beforeAll(async () => {
  world = await stage();
});
afterAll(() => world[Symbol.asyncDispose]());

const portOf = (url: string) => Number(new URL(url).port);
const question = (query = '{ systems { key } }', more: object = {}) => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query, ...more }),
});

describe('every answer', () => {
  const securityHeaders = {
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };

  test.for<[name: string, request: AbusiveRequest]>([
    ['to a good question', question()],
    ['to a bad one', question('{ nothing }')],
    ['to a batch', { ...question(), body: '[]' }],
    ['to another media type', { headers: { 'content-type': 'text/plain' }, body: 'x' }],
    ['to a stranger', { headers: { host: 'rebound.example' } }],
    ['at another address', { headers: {}, method: 'GET', path: '/nowhere' }],
    ['at an address that is none', { headers: {}, method: 'GET', path: '/%zz' }],
    ['about health', { headers: {}, method: 'GET', path: '/health/live' }],
    ['by another method', { headers: {}, method: 'DELETE' }],
    ['to too many headers', { headers: { 'x-long': 'x'.repeat(100_000) } }],
  ])('%s says what a browser may do with it', async ([, request]) => {
    expect((await send(world.url, request)).headers).toMatchObject(securityHeaders);
  });
});

describe('the id of a request', () => {
  test.for(['0b8f6f8e-30a9-4d43-a6b0-1f5d5c2f7a11', 'deploy-42'])('may be the caller’s: %s', async (id) => {
    const request = question('{ nothing }');
    const answer = await send(world.url, { ...request, headers: { ...request.headers, 'x-request-id': id } });

    expect(answer.headers['x-request-id']).toBe(id);
    expect(answer.body.errors).toMatchObject([{ extensions: { code: 'BAD_INPUT', requestId: id } }]);
  });

  test.for([
    'short',
    'x'.repeat(65),
    'has spaces in it',
    'quotes"and{braces}',
    '<script>alert(1)</script>',
    'caf\u00e9-1234',
  ])('is a new one instead of %j', async (id) => {
    const request = question('{ user(system: "nowhere", username: "x") { id } }');
    const answer = await send(world.url, { ...request, headers: { ...request.headers, 'x-request-id': id } });

    const given = answer.headers['x-request-id'];
    expect(given).toMatch(/^[0-9a-f-]{36}$/u);
    expect(answer.body.errors).toMatchObject([{ extensions: { requestId: given } }]);
  });

  test('is in the log, beside what no caller can write into it', async () => {
    const dead = { vendor: 'dataiku-dss', url: 'http://127.0.0.1:1', credentials: { apiKey: 'k' } };
    const gateway = await serve({ server: { port: 0 }, systems: { dead } });
    const nasty = 'ada\n{"level":60,"msg":"forged"}\u001b[2J\u202e';
    const query = 'query ($u: String!) { user(system: "dead", username: $u) { id } }';

    const request = question(query, { variables: { u: nasty } });
    await send(gateway.url, { ...request, headers: { ...request.headers, 'x-request-id': 'deploy-42' } });
    await gateway.close();

    const read = gateway.log.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(read).toMatchObject([{ requestId: 'deploy-42', msg: 'a system failed' }]);
    expect(gateway.log.join('')).not.toMatch(/ada|forged|\u001b|\u202e/u);
  });
});

describe('a name that reaches a prototype', () => {
  test.for<[name: string, request: AbusiveRequest]>([
    ['an alias', question('{ __proto__: viewer { name } }')],
    ['a variable', question('query ($constructor: Int) { users(first: $constructor) { nodes { id } } }')],
    ['a member of a filter', question('{ users(filter: { __proto__: {} }) { nodes { id } } }')],
    [
      'a member of the body',
      { ...question(), body: '{"query":"{ __typename }","__proto__":{"polluted":1}}' },
    ],
    [
      'a member of a variable',
      {
        ...question(),
        body: '{"query":"{ __typename }","variables":{"x":[{"\\u005f_proto__":{"polluted":1}}]}}',
      },
    ],
  ])('is refused as %s', async ([, request]) => {
    const { status, body } = await send(world.url, request);
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([
      { message: expect.stringMatching(/^The name (__proto__|constructor) is not allowed\.$/u) as string },
    ]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('mistakes in a question', () => {
  test('are told up to five', async () => {
    const { errors } = await world.ask(`{ ${Array.from({ length: 40 }, (_, i) => `x${i}`).join(' ')} }`);
    expect(errors).toHaveLength(6);
    expect(errors.at(-1)?.message).toContain('limit reached');
  });

  test('in variables are told up to five', async () => {
    const variables = { ids: Array<null>(400).fill(null) };
    const { status, errors } = await world.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables);
    expect(status).toBe(400);
    expect(errors).toHaveLength(6);
  });

  test('are 200 to a client that takes nothing but application/json, and refusals are not', async () => {
    const only = { accept: 'application/json' };
    expect((await world.ask('{ nothing }', {}, only)).status).toBe(200);
    expect((await world.ask('{ users(first: 501) { nodes { id } } }', {}, only)).status).toBe(400);
    expect((await world.ask('{ nothing }', {}, { accept: '*/*' })).status).toBe(400);
  });
});

/** A world whose names are so long that no system keeps an answer full of them for a client that does not read. */
const withLongNames = (vendor: VendorName): SystemWorld => {
  const small = smallWorld(vendor);
  const accounts = small.accounts.map((account) => ({ ...account, familyName: 'x'.repeat(10_000) }));
  return { ...small, accounts };
};
const oneOfTwo = { slowestReaderMs: 100, maxConnectionsPerAddress: 2, deadlineMs: 600_000 };

describe('connections', () => {
  const open = async (url: string): Promise<Socket> => {
    const socket = connect(portOf(url), '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  };
  const live = (url: string) =>
    `GET /health/live HTTP/1.1\r\nHost: ${new URL(url).host}\r\nConnection: close\r\n\r\n`;
  const headOf = (url: string, length: string) =>
    `POST /graphql HTTP/1.1\r\nHost: ${new URL(url).host}\r\nContent-Type: application/json\r\n${length}\r\n\r\n`;

  test('from one address are as many as the configuration says', async () => {
    await using strict = await world.another({ settings: { limits: { maxConnectionsPerAddress: 2 } } });
    const first = await open(strict.url);
    const second = await open(strict.url);

    const third = await open(strict.url);
    expect(await text(third)).toBe('');

    first.end(live(strict.url));
    expect(await text(first)).toMatch(/^HTTP\/1\.1 200 /u);
    const fourth = await open(strict.url);
    fourth.end(live(strict.url));
    expect(await text(fourth)).toMatch(/^HTTP\/1\.1 200 /u);
    second.destroy();
  });

  test('on which nothing was asked yet do not hold a stop', async () => {
    const other = await world.another();
    const socket = await open(other.url);

    await Promise.all([other[Symbol.asyncDispose](), once(socket, 'close')]);

    expect(socket.destroyed).toBe(true);
  });

  test('on which a refused body still comes do not hold a stop', async () => {
    const other = await world.another();
    const socket = await open(other.url);
    socket.on('error', () => undefined);
    const sent = { isOver: false };
    socket.write(headOf(other.url, 'Content-Length: 64000000'));
    socket.write(Buffer.alloc(64_000_000), (error) => (sent.isOver = !error));
    expect(String(await once(socket, 'data'))).toMatch(/^HTTP\/1\.1 413 /u);

    const closed = new Promise((resolve) => socket.once('close', resolve));
    await Promise.all([other[Symbol.asyncDispose](), closed]);

    expect(sent.isOver).toBe(false);
  });

  test('on which the head of a request does not come are told so and closed', async () => {
    await using strict = await world.another({
      settings: { limits: { headersTimeoutMs: 100, requestTimeoutMs: 200 } },
    });
    const socket = await open(strict.url);
    socket.write('POST /graphql HTTP/1.1\r\nHost: ');

    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /u);
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({
      errors: [{ message: 'The request took too long to arrive.', extensions: { code: 'BAD_INPUT' } }],
    });
  });

  test('on which a whole request does not come are closed, however long its head may take', async () => {
    await using strict = await world.another({
      settings: { limits: { headersTimeoutMs: 600_000, requestTimeoutMs: 100 } },
    });
    const socket = await open(strict.url);
    socket.write(headOf(strict.url, 'Content-Length: 100'));

    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /u);
  });

  test('of a client that does not read its answer are cut off, while others are served', async () => {
    await using long = await stage({ world: withLongNames, settings: { limits: oneOfTwo } });
    const slow = await open(long.url);
    const other = await open(long.url);
    expect(await text(await open(long.url))).toBe('');

    const query = `{ ${Array.from({ length: 50 }, (_, i) => `a${i}: users { nodes { displayName } }`).join(' ')} }`;
    const body = JSON.stringify({ query });
    slow.write(headOf(long.url, `Content-Length: ${body.length}`) + body);
    other.write(live(long.url).replace('close', 'keep-alive'));
    expect(String(await once(other, 'data'))).toMatch(/^HTTP\/1\.1 200 /u);
    const another = async () => {
      const socket = await open(long.url);
      socket.write(live(long.url));
      return text(socket);
    };
    await expect.poll(another, { timeout: 20_000 }).toMatch(/^HTTP\/1\.1 200 /u);

    await expect(text(slow)).rejects.toThrow('ECONNRESET');
    other.destroy();
  });

  test.for<[name: string, method: string, headers: string, body: string, status: number]>([
    ['at an address where nothing is', 'GET /nowhere', '', '', 404],
    ['of a stranger', 'POST /graphql', 'Origin: https://site.example\r\nContent-Length: 2\r\n', '{}', 403],
    [
      'with a body that still comes',
      'POST /graphql',
      'Content-Length: 8000000\r\n',
      'x'.repeat(8_000_000),
      413,
    ],
    ['with a body that never comes', 'POST /graphql', 'Content-Length: 8000000\r\n', 'x', 413],
  ])(
    'are closed after a refusal where the client asked for it: %s',
    async ([, start, headers, body, status]) => {
      const socket = connect(portOf(world.url), '127.0.0.1');
      const { host } = new URL(world.url);
      const head = `${start} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n${headers}`;
      socket.write(`${head}Connection: close\r\n\r\n${body}`);

      const answer = await text(socket);
      expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `, 'u'));
      expect(answer).toMatch(/\r\nconnection: close\r\n/u);
      expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toHaveProperty('errors');
    },
  );

  test('do not keep others waiting while a refused body comes', async () => {
    const socket = await open(world.url);
    const sent = { isOver: false };
    socket.on('error', () => undefined);
    socket.write(headOf(world.url, 'Content-Length: 64000000'));
    socket.write(Buffer.alloc(64_000_000), () => (sent.isOver = true));
    expect(String(await once(socket, 'data'))).toMatch(/^HTTP\/1\.1 413 /u);

    for (let i = 0; i < 200; i += 1)
      expect((await fetch(new URL('/health/live', world.url))).status).toBe(200);
    expect(sent.isOver).toBe(false);
    socket.destroy();
  });

  test('stay open after a refusal where the client did not ask', async () => {
    const socket = await open(world.url);
    socket.write(`${headOf(world.url, 'Content-Length: 300000')}${'x'.repeat(300_000)}${live(world.url)}`);

    expect(await text(socket)).toMatch(/^HTTP\/1\.1 413 .*connection: keep-alive.*HTTP\/1\.1 200 /su);
  });

  test.for<[name: string, bytes: string]>([
    ['that do not speak HTTP', '\u0016\u0003\u0001hello\r\n\r\n'],
    [
      'that give two lengths',
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello',
    ],
    [
      'that give a length and chunks',
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    [
      'that fold a header',
      'POST /graphql HTTP/1.1\r\nHost: x\r\nX-A: b\r\n c: d\r\nContent-Length : 5\r\n\r\nhello',
    ],
  ])('%s are refused and closed', async ([, bytes]) => {
    const socket = await open(world.url);
    socket.write(bytes);

    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /u);
    expect(answer).toContain('"code":"BAD_INPUT"');
  });
});

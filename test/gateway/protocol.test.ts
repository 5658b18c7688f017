import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import type { System } from '../../src/connector.ts';
import { startGateway } from '../../src/main.ts';
import { stage, type Stage } from '../support.ts';
import { question, send } from './raw.ts';

// GraphQL over HTTP, asked byte by byte: https://graphql.github.io/graphql-over-http/draft/

const GRAPHQL = 'application/graphql-response+json; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';
const key = '{ systems { key } }';

let world: Stage;
beforeAll(async () => {
  world = await stage();
});
afterAll(() => world[Symbol.asyncDispose]());

const asked = (headers: Readonly<Record<string, string>>, body: string | Buffer = question(key).body) =>
  send(world.url, { headers, body });

describe('a question', () => {
  test.for([
    ['application/graphql-response+json', GRAPHQL],
    ['application/graphql-response+json, application/json;q=0.9', GRAPHQL],
    ['application/json', JSON_TYPE],
    ['*/*', JSON_TYPE],
    ['application/*', JSON_TYPE],
    [undefined, JSON_TYPE],
  ] as const)('that accepts %s is answered in %s', async ([accept, type]) => {
    const { status, headers, json } = await asked({
      'content-type': 'application/json',
      ...(accept === undefined ? {} : { accept }),
    });

    expect([status, headers['content-type']]).toEqual([200, type]);
    expect(json?.data.systems).toHaveLength(4);
  });

  test('that accepts nothing we speak is refused', async () => {
    const { status, json } = await asked({ 'content-type': 'application/json', accept: 'text/html' });
    expect(status).toBe(406);
    expect(json?.errors).toMatchObject([{ extensions: { code: 'BAD_INPUT' } }]);
  });

  test.for([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'application/graphql',
    'application/xml',
    ';;',
    undefined,
  ])('sent as %s is refused before it is read', async (type) => {
    const { status, json } = await asked(type === undefined ? {} : { 'content-type': type });
    expect(status).toBe(415);
    expect(json?.errors).toMatchObject([{ extensions: { code: 'BAD_INPUT' } }]);
  });

  test.for([
    ['broken', '{"query":'],
    ['empty', ''],
    ['no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])],
    ['a list', `[{"query":"${key}"}]`],
    ['a text', `"${key}"`],
    ['null', 'null'],
    ['without a query', '{"variables":{}}'],
    ['with a query that is a number', '{"query":5}'],
    ['with variables that are a text', `{"query":"${key}","variables":"{}"}`],
    ['with variables that are a list', `{"query":"${key}","variables":[]}`],
    ['with an operation name that is a number', `{"query":"${key}","operationName":5}`],
    ['with a prototype', `{"query":"${key}","__proto__":{}}`],
  ] as const)('that is %s is refused with a code', async ([, body]) => {
    const { status, json } = await asked({ 'content-type': 'application/json' }, body);
    expect(status).toBe(400);
    expect(json?.errors).toMatchObject([{ extensions: { code: 'BAD_INPUT' } }]);
    expect(json).not.toHaveProperty('data');
  });

  test.for([
    ['cannot be parsed', '{ systems {', {}],
    ['asks for what is not there', '{ nothing }', {}],
    ['has a literal of the wrong type', '{ users(first: 99999999999) { nodes { id } } }', {}],
    ['has no such operation', 'query A { systems { key } }', { operationName: 'B' }],
    ['does not say which operation', 'query A { systems { key } } query B { systems { key } }', {}],
    ['lacks a variable', 'query ($n: Int!) { users(first: $n) { nodes { id } } }', {}],
    [
      'has a variable of the wrong type',
      'query ($n: Int) { users(first: $n) { nodes { id } } }',
      { variables: { n: 'x' } },
    ],
    [
      'has a date that is none',
      'query ($d: DateTime) { users(filter: { createdBefore: $d }) { nodes { id } } }',
      { variables: { d: 'yesterday' } },
    ],
    ['is a subscription', 'subscription { x }', {}],
  ] as const)('that %s is 400, BAD_INPUT, and without data', async ([, query, more]) => {
    const { status, headers, json } = await send(world.url, question(query, more));
    expect([status, headers['content-type']]).toEqual([400, GRAPHQL]);
    expect(json?.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', retryable: false });
    expect(json).not.toHaveProperty('data');
  });

  test('whose variable turns out to be null where a value must stand is BAD_INPUT', async () => {
    const query = 'query ($k: String = "govern") { system(key: $k) { key } }';
    const { json } = await send(world.url, question(query, { variables: { k: null } }));
    expect(json).toMatchObject({ data: { system: null }, errors: [{ extensions: { code: 'BAD_INPUT' } }] });
  });

  test('of a persisted query is told that there are none', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'ab'.repeat(32) } };
    const { json } = await send(world.url, question(undefined, { extensions }));
    expect(json?.errors).toMatchObject([
      { message: 'PersistedQueryNotSupported', extensions: { code: 'BAD_INPUT' } },
    ]);
  });

  test('that is too large is 413', async () => {
    const { status, json } = await send(
      world.url,
      question(key, { variables: { long: 'x'.repeat(262_144) } }),
    );
    expect(status).toBe(413);
    expect(json?.errors).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED' } }]);
  });
});

describe('another address', () => {
  test.for(['/', '/graphql/', '/graphql/x', '/nowhere', '/__sandbox/requests'])('%s is 404', async (path) => {
    const { status, json } = await send(world.url, { ...question(key), path });
    expect(status).toBe(404);
    expect(json?.errors).toMatchObject([{ extensions: { code: 'BAD_INPUT' } }]);
  });

  test('that is none is 400', async () => {
    const { status, json, text } = await send(world.url, { method: 'GET', path: '/%zz-secret' });
    expect(status).toBe(400);
    expect(json?.errors).toMatchObject([{ extensions: { code: 'BAD_INPUT' } }]);
    expect(text).not.toContain('secret');
  });

  test.for(['live', 'ready'])('/health/%s says so', async (word) => {
    const { status, json } = await send(world.url, { method: 'GET', path: `/health/${word}` });
    expect([status, json]).toEqual([200, { status: word }]);
  });
});

describe('another method', () => {
  test.for(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'])(
    '%s is 405 and told of POST',
    async (method) => {
      const path = `/graphql?query=${encodeURIComponent(key)}`;
      const { status, headers, json } = await send(world.url, { method, path });
      expect([status, headers.allow]).toEqual([405, 'POST']);
      if (method !== 'HEAD') expect(json?.errors).toMatchObject([{ extensions: { code: 'BAD_INPUT' } }]);
    },
  );

  test('GET answers queries where it is switched on, and only to who could not be a foreign page', async () => {
    await using other = await world.another({ settings: { getQueries: true } });
    const path = `/graphql?query=${encodeURIComponent(key)}`;
    const preflighted = { 'apollo-require-preflight': 'true', accept: 'application/graphql-response+json' };

    const answer = await send(other.url, { method: 'GET', path, headers: preflighted });
    const simple = await send(other.url, { method: 'GET', path, headers: { accept: 'application/json' } });
    const put = await send(other.url, { method: 'PUT', path });

    expect([answer.status, answer.headers['content-type']]).toEqual([200, GRAPHQL]);
    expect(answer.json?.data.systems).toHaveLength(4);
    expect(simple.status).toBe(400);
    expect(put.headers.allow).toBe('GET, HEAD, POST');
  });
});

describe('errors', () => {
  /** As many fields as rows times columns, each of which fails. */
  const failing = (rows: number, columns: number) => {
    const fields = Array.from({ length: columns }, (_, i) => `g${i}: groups(after: "x") { nodes { id } }`);
    return `{ users(first: ${rows}) { nodes { id ${fields.join(' ')} } } }`;
  };

  test.for([
    [25, 2, 50],
    [17, 3, 51],
    [35, 2, 51],
  ] as const)('of %i times %i fields are %i', async ([rows, columns, shown]) => {
    const { json } = await send(world.url, question(failing(rows, columns)));
    expect(json?.data.users.nodes).toHaveLength(rows);
    expect(json?.errors).toHaveLength(shown);
    expect(json?.errors?.slice(0, 50).map(({ extensions }) => extensions?.['code'])).toEqual(
      Array<string>(50).fill('BAD_INPUT'),
    );
    if (shown > 50)
      expect(json?.errors?.[50]).toMatchObject({
        message: `${rows * columns - 50} more errors are not shown (limits.maxErrors).`,
        extensions: { code: 'LIMIT_EXCEEDED' },
      });
  });

  test('that are bugs of ours say nothing but that', async () => {
    const { systems, ...settings } = readConfig({
      server: { port: 0 },
      systems: { here: { vendor: 'dataiku-dss', url: 'http://127.0.0.1:9', credentials: { apiKey: 'k' } } },
    });
    const broken = systems.map((system): System => ({
      ...system,
      key: system.key,
      open: () => {
        throw new TypeError('hush: /srv/secret');
      },
    }));
    const gateway = await startGateway({ ...settings, systems: broken, ledger: { at: 'MEMORY' } });

    const list = await send(gateway.url, question('{ users { nodes { id } } }'));
    const one = await send(gateway.url, question('{ user(system: "here", username: "ada") { id } }'));
    await gateway.close();

    for (const { json, text } of [list, one]) {
      expect(json?.errors).toMatchObject([
        { message: 'The gateway failed.', extensions: { code: 'INTERNAL' } },
      ]);
      expect(text).not.toMatch(/hush|secret|TypeError|stack|\.ts/u);
    }
    expect(one.json?.data).toEqual({ user: null });
  });
});

describe('what a question cost', () => {
  const users = question('{ users { totalCount { value } } }');

  test('is told who asks for it', async () => {
    const { json } = await send(world.url, {
      ...users,
      headers: { ...users.headers, 'Rollcall-Trace': '1' },
    });

    const upstream = json?.extensions?.['upstream'] as Record<string, Record<string, number>>;
    expect(Object.keys(upstream).sort()).toEqual(['dss-design', 'govern', 'iguazio-main', 'squirro-main']);
    for (const { calls, ms, bytes } of Object.values(upstream)) {
      expect(calls).toBeGreaterThanOrEqual(1);
      expect(ms).toBeGreaterThan(0);
      expect(bytes).toBeGreaterThan(100);
    }
  });

  test('is told nobody else', async () => {
    const { json } = await send(world.url, users);
    expect(json).not.toHaveProperty('extensions');
  });
});

import { createClient } from 'graphql-sse';
import { afterEach, describe, expect, test } from 'vitest';
import { addToStore } from '../../src/auth/key-store.ts';
import { NOBODY, NONSENSE, send as sendAs } from '../auth/gateway.ts';
import { idIn, keyStore } from '../auth/keys.ts';
import { question, send as sendRaw } from '../gateway/raw.ts';
import { simulateIguazio } from '../../src/connectors/iguazio/simulator/index.ts';
import { smallWorld } from '../../src/sandbox/world.ts';
import { serve } from '../serve.ts';
import { canaryRun } from '../secrets/run.ts';
import { ask, type Asked, reach, stage, type Stage } from '../support.ts';

// What is told as it happens, and the door it is told behind: that of every other question.

let world: Stage;
afterEach(() => world[Symbol.asyncDispose]());

const PATH = '/graphql/stream';
const NOTHING = 'operation.0197f2a0-0000-7000-8000-000000000000';
const FOLLOW = `subscription Follow($id: ID!) {
  operationUpdated(id: $id) { id state outcome steps { state attempts system { key } } }
}`;

type Gateway = Pick<Stage, 'url' | 'ask'>;
type Headers = Record<string, string>;
type Result = Partial<Pick<Asked, 'data' | 'errors' | 'extensions'>>;

/** The results of a subscription, as the client of graphql-sse gives them. */
function follow({ url }: Pick<Stage, 'url'>, id: string, headers: Headers = {}) {
  const client = createClient({ url: `${url}/stream`, headers, retryAttempts: 0 });
  return client.iterate({ query: FOLLOW, variables: { id } }) as unknown as AsyncIterableIterator<Result>;
}

const statesOf = (results: readonly Result[]) =>
  results.map(({ data }) => data.operationUpdated.state as string);

/** A change of an account that takes a while, and the id of its operation. */
async function slowChange(gateway: Gateway = world, milliseconds = 1_000, headers: Headers = {}) {
  world.upstream['dss-design'].setFaults([{ method: 'PUT', fault: `latency:${milliseconds}` }]);
  const done = disable(gateway, headers);
  for (;;) {
    const { data } = await gateway.ask('{ operations(first: 1) { nodes { id } } }', {}, headers);
    const [operation] = data.operations.nodes;
    if (operation) return { id: operation.id as string, done };
  }
}

const disable = ({ ask }: Gateway, headers: Headers = {}) =>
  ask(
    'mutation { disableUser(input: { user: "user.dss-design.ada" }) { operation { id state } } }',
    {},
    headers,
  );

async function finished(gateway: Gateway = world, headers: Headers = {}): Promise<string> {
  const { data } = await disable(gateway, headers);
  return data.disableUser.operation.id as string;
}

describe('an operation', () => {
  test('is told from its beginning to its end', async () => {
    world = await stage();
    const { id } = await slowChange(world, 300);

    const results = await Array.fromAsync(follow(world, id));

    const states = statesOf(results);
    expect(states.length).toBeGreaterThanOrEqual(2);
    expect(states).toEqual([...Array<string>(states.length - 1).fill('RUNNING'), 'SUCCEEDED']);
    expect(results.at(-1)).toEqual({
      data: {
        operationUpdated: {
          id,
          state: 'SUCCEEDED',
          outcome: 'APPLIED',
          steps: [{ state: 'SUCCEEDED', attempts: 1, system: { key: 'dss-design' } }],
        },
      },
    });
  });

  test('that nobody waits for is told while the system works on it, and when it is done', async () => {
    world = await stage();
    await using iguazio = await simulateIguazio(smallWorld('iguazio'), { jobDelayMs: 1_000 });
    const { key, system, end } = await reach('iguazio', {
      ...iguazio,
      credentials: { ...iguazio.credentials },
    });
    const { url, close } = await serve({ server: { port: 0 }, systems: { [key]: system } });
    const { data: found } = await ask(url, `{ user(system: "${key}", username: "grace") { id } }`);

    const { data } = await ask(
      url,
      `mutation { deleteUser(input: { user: "${found.user.id}", wait: false }) { outcome job { state } operation { id state } } }`,
    );
    const { deleteUser } = data;
    const results = await Array.fromAsync(follow({ url }, deleteUser.operation.id));
    const { data: after } = await ask(
      url,
      `{ operation(id: "${deleteUser.operation.id}") { outcome job { state } } }`,
    );
    await close();
    await end();

    expect(deleteUser).toMatchObject({ outcome: 'PENDING', operation: { state: 'PENDING' } });
    expect(statesOf(results)[0]).toBe('PENDING');
    expect(statesOf(results).at(-1)).toBe('SUCCEEDED');
    expect(after.operation).toEqual({ outcome: 'APPLIED', job: { state: 'SUCCEEDED' } });
  });

  test('that is at its end is told once', async () => {
    world = await stage();
    const id = await finished();

    const results = await Array.fromAsync(follow(world, id, { 'rollcall-trace': '1' }));

    expect(statesOf(results)).toEqual(['SUCCEEDED']);
    expect(results[0]?.extensions).toEqual({ upstream: {} });
  });

  test('is told as the protocol says, and what it has cost is told first', async () => {
    world = await stage();
    const id = await finished();

    const { status, headers, text } = await sendRaw(world.url, {
      ...question('subscription ($id: ID!) { operationUpdated(id: $id) { state } }', { variables: { id } }),
      path: PATH,
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    });

    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      ratelimit: expect.stringMatching(/^"cost";r=\d+;t=\d+$/u) as string,
    });
    expect(text).toBe(
      'event: next\ndata: {"data":{"operationUpdated":{"state":"SUCCEEDED"}}}\n\nevent: complete\ndata: \n\n',
    );
  });

  test('of another caller is told like one that does not exist', async () => {
    using store = keyStore();
    world = await stage({ settings: behindKeys(store) });
    const owner = bearer(store.add({ grant: administrator }));
    const stranger = bearer(store.add({ grant: administrator }));
    const id = await finished(world, owner);

    expect(statesOf(await Array.fromAsync(follow(world, id, owner)))).toEqual(['SUCCEEDED']);
    for (const asked of [id, NOTHING, 'nonsense'])
      expect(await Array.fromAsync(follow(world, asked, stranger))).toEqual([
        {
          data: null,
          errors: [
            expect.objectContaining({
              message: 'There is no such object.',
              path: ['operationUpdated'],
              extensions: {
                code: 'NOT_FOUND',
                retryable: false,
                requestId: expect.any(String) as string,
              },
            }),
          ],
        },
      ]);
  });
});

const administrator = {
  roles: ['account-administrator'],
  scopes: [],
  systems: 'all',
  projects: 'all',
} as const;

type Store = ReturnType<typeof keyStore>;

/** The settings of a gateway that takes the keys of a store. */
const behindKeys = ({ auth }: Store) => ({ auth, server: { port: 0, allowedHosts: ['127.0.0.1'] } });

const revoke = ({ file }: Store, { authorization = '' }: Headers) =>
  addToStore(file, { event: 'revoked', id: idIn(authorization), at: new Date().toISOString() });

/** A stream that has begun, unread. */
const open = (
  { url }: Pick<Stage, 'url'>,
  id: string,
  { headers, signal = null }: { headers?: Headers; signal?: AbortSignal | null } = {},
) =>
  fetch(`${url}/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify({ query: FOLLOW, variables: { id } }),
    signal,
  });

const bearer = (key: string): Headers => ({ authorization: `Bearer ${key}` });

describe('a stream', () => {
  test('ends after a while, so that its client asks again', async () => {
    world = await stage({ settings: { limits: { streamMs: 200 } } });
    const { id, done } = await slowChange();

    const results = await Array.fromAsync(follow(world, id));

    expect(new Set(statesOf(results))).toEqual(new Set(['RUNNING']));
    await done;
  });

  // A canary run ends its requests before it searches a gateway, and stops it after that.
  test.skipIf(canaryRun)('ends when the gateway stops', async () => {
    world = await stage();
    const other = await world.another();
    const { id, done } = await slowChange(other);
    const results = follow(other, id);
    const first = await results.next();

    const [rest] = await Promise.all([Array.fromAsync(results), other[Symbol.asyncDispose](), done]);

    expect(statesOf([first.value as Result, ...rest])).not.toContain('SUCCEEDED');
  });

  test('ends when its caller’s key is revoked', async () => {
    using store = keyStore();
    world = await stage({ settings: behindKeys(store) });
    const headers = bearer(store.add({ grant: administrator }));
    const { id, done } = await slowChange(world, 1_000, headers);
    const results = follow(world, id, headers);
    await results.next();

    revoke(store, headers);
    const rest = await Array.fromAsync(results);

    expect(rest.at(-1)).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(JSON.stringify(rest)).not.toContain('SUCCEEDED');
    await done;
  });

  test('shows every few seconds that it lives, and ends once its caller is not known any more', async () => {
    using store = keyStore();
    world = await stage();
    await using guarded = await world.another({ settings: behindKeys(store) });
    const headers = bearer(store.add({ grant: administrator }));
    const changes = [slowChange(world, 6_500), slowChange(guarded, 6_500, headers)] as const;
    const [lasting, broken] = await Promise.all(changes);

    const streams = [open(world, lasting.id), open(guarded, broken.id, { headers })] as const;
    const [alive, ending] = await Promise.all(streams);
    revoke(store, headers);

    expect(await alive.text()).toMatch(/"RUNNING".*\n\n:\n\n.*"SUCCEEDED".*\n\nevent: complete\n/su);
    expect(await ending.text()).toMatch(/"RUNNING".*"UNAUTHENTICATED".*\n\nevent: complete\n/su);
    await Promise.all([lasting.done, broken.done]);
  });

  test.for([
    ['maxStreamsPerCaller', 'The number of your subscriptions would be 2; the maximum is 1'],
    ['maxStreams', 'The number of subscriptions would be 2; the maximum is 1'],
  ] as const)('past limits.%s is refused until another has ended', async ([limit, says]) => {
    world = await stage({ settings: { limits: { [limit]: 1 } } });
    const { id, done } = await slowChange(world, 2_000);
    const leaving = new AbortController();

    const first = await open(world, id, { signal: leaving.signal });
    const second = await open(world, id);
    leaving.abort();

    expect([first.status, second.status]).toEqual([200, 429]);
    expect(second.headers.get('retry-after')).toBe('10');
    expect(await second.json()).toMatchObject({
      errors: [{ message: `${says} (limits.${limit}).`, extensions: { code: 'LIMIT_EXCEEDED' } }],
    });
    await expect
      .poll(async () => {
        const { status, body } = await open(world, id);
        await body?.cancel();
        return status;
      })
      .toBe(200);
    await done;
  });

  test('that its caller’s budget does not carry further says so and ends', async () => {
    world = await stage({ settings: { limits: { costPerMinute: 60 } } });
    const { id, done } = await slowChange(world, 300);

    const results = await Array.fromAsync(follow(world, id));

    expect(results.at(-1)).toMatchObject({
      errors: [{ extensions: { code: 'LIMIT_EXCEEDED', retryAfterSeconds: expect.any(Number) as number } }],
    });
    await done;
  });
});

describe('at the door of streams,', () => {
  test('nobody is read who is not known', async () => {
    using store = keyStore();
    world = await stage({ settings: behindKeys(store) });

    const { status, body } = await sendAs(world.url, { path: PATH, body: NONSENSE });

    expect([status, JSON.parse(body)]).toEqual([401, NOBODY]);
  });

  const both = { 'content-type': 'application/json', accept: 'text/event-stream, application/json' };
  const asked = (query: string, more: object = {}, headers: Headers = both) =>
    sendRaw(world.url, { ...question(query, more), path: PATH, headers });

  test.for([
    ['a query', '{ viewer { name } }', 'Ask a query at POST /graphql.'],
    [
      'a mutation',
      'mutation { disableUser(input: { user: "user.dss-design.ada" }) { outcome } }',
      'Ask a mutation at POST /graphql.',
    ],
    ['what the schema lacks', 'subscription { nothing }', 'Cannot query field "nothing"'],
    [
      'two at once',
      'subscription { a: operationUpdated(id: "x") { id } b: operationUpdated(id: "y") { id } }',
      'must select only one',
    ],
    ['the schema, as if it happened', 'subscription { __schema { types { name } } }', 'introspection'],
    ['half a document', 'subscription {', 'Syntax Error'],
  ] as const)('%s is refused', async ([, query, says]) => {
    world = await stage();

    const { status, headers, json } = await asked(query);
    const alone = await asked(query, {}, { ...both, accept: 'text/event-stream' });

    expect([status, headers['content-type']]).toEqual([400, 'application/json; charset=utf-8']);
    expect(json?.errors?.[0]).toMatchObject({
      message: expect.stringContaining(says) as string,
      extensions: { code: 'BAD_INPUT' },
    });
    expect([alone.status, alone.headers['content-type']]).toEqual([200, 'text/event-stream; charset=utf-8']);
    expect(alone.text).toMatch(
      /^event: next\ndata: \{"errors":.*"BAD_INPUT".*\n\nevent: complete\ndata: \n\n$/u,
    );
    expect(world.upstream['dss-design'].effects).toEqual([]);
  });

  test('a question that costs too much is refused', async () => {
    world = await stage({ settings: { limits: { maxCost: 5 } } });

    const { status, json } = await asked(FOLLOW, { variables: { id: NOTHING } });

    expect([status, json?.errors?.[0]?.extensions?.['code']]).toEqual([400, 'LIMIT_EXCEEDED']);
  });

  test('who takes no stream is refused', async () => {
    world = await stage();

    const { status, json } = await asked(FOLLOW, {}, { ...both, accept: 'application/json' });

    expect([status, json?.errors?.[0]?.extensions?.['code']]).toEqual([406, 'BAD_INPUT']);
  });

  test.for(['GET', 'PUT', 'DELETE'])('%s is refused', async (method) => {
    world = await stage();

    const { status, headers } = await sendRaw(world.url, { method, path: `${PATH}?token=x` });

    expect([status, headers.allow]).toEqual([405, 'POST']);
  });

  test('who may not ask for the schema is told nothing of it', async () => {
    using store = keyStore();
    world = await stage({ settings: behindKeys(store) });
    const grant = { roles: [], scopes: ['READ'], systems: 'all', projects: 'all' } as const;
    const headers = { ...both, ...bearer(store.add({ grant })) };

    const hidden = await asked('subscription { operationUpdate(id: "x") { id } }', {}, headers);
    const introspection = await asked(
      `${FOLLOW} query Other { __schema { types { name } } }`,
      { operationName: 'Follow', variables: { id: NOTHING } },
      headers,
    );
    const traced = await asked(FOLLOW, { variables: { id: NOTHING } }, { ...headers, 'rollcall-trace': '1' });

    expect(hidden.json?.errors?.[0]?.message).toBe('The question does not fit the schema.');
    for (const { status, json } of [introspection, traced])
      expect([status, json?.errors?.[0]?.extensions?.['code']]).toEqual([403, 'NOT_PERMITTED']);
  });
});

test('a subscription that is asked where queries are is sent on', async () => {
  world = await stage();

  const { status, errors, data } = await world.ask(FOLLOW, { id: await finished() });

  expect([status, data]).toEqual([400, undefined]);
  expect(errors).toMatchObject([
    {
      message: 'A subscription is answered as a stream of events. Ask it at POST /graphql/stream.',
      extensions: { code: 'BAD_INPUT' },
    },
  ]);
});

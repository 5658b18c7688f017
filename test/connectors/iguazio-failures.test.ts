import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Scope } from '../../src/scope.ts';
import {
  failure,
  openAs,
  openSession,
  serverOf,
  startIguazio,
  systemAt,
  systemOf,
  userId,
} from './iguazio-systems.ts';

const brief = () => new Scope({ deadline: 300, perAccountLimit: 100 });
const ample = () => new Scope({ deadline: 60_000, perAccountLimit: 100 });

/** Everything a log, a debugger or an inspector could show. */
const shown = (value: unknown) => inspect(value, { depth: Infinity, showHidden: true });

describe('failures have names, and none shows a credential', () => {
  test.for([
    ['status:400', 'UPSTREAM_ERROR'],
    ['status:401', 'NOT_PERMITTED'],
    ['status:403', 'NOT_PERMITTED'],
    ['status:404', 'UPSTREAM_ERROR'],
    ['status:405', 'UPSTREAM_ERROR'],
    ['status:409', 'UPSTREAM_ERROR'],
    ['status:412', 'UPSTREAM_ERROR'],
    ['status:425', 'UPSTREAM_RATE_LIMITED'],
    ['retry-after:7', 'UPSTREAM_RATE_LIMITED'],
    ['status:500', 'UPSTREAM_UNAVAILABLE'],
    ['status:503', 'UPSTREAM_UNAVAILABLE'],
    ['reset-before', 'UPSTREAM_UNAVAILABLE'],
    ['truncate', 'UPSTREAM_UNAVAILABLE'],
    ['hang', 'UPSTREAM_TIMEOUT'],
    ['drip', 'UPSTREAM_TIMEOUT'],
    ['html', 'UPSTREAM_INVALID_RESPONSE'],
    ['empty', 'UPSTREAM_INVALID_RESPONSE'],
    ['wrong-types', 'UPSTREAM_INVALID_RESPONSE'],
    ['redirect', 'UPSTREAM_INVALID_RESPONSE'],
    ['gzip-bomb', 'UPSTREAM_INVALID_RESPONSE'],
  ] as const)('%s is %s for every kind of list', async ([fault, code]) => {
    await using upstream = await startIguazio();
    upstream.setFaults([{ fault }]);
    const { url, credentials } = upstream;
    const deadline = code === 'UPSTREAM_TIMEOUT' ? brief() : undefined;
    const system = systemAt(url, { accessKey: credentials.accessKey }, 1024 * 1024);
    const { users, groups, projects } = system.open(
      deadline ?? new Scope({ deadline: 5_000, perAccountLimit: 100 }),
    );

    const failures = await Promise.all(
      [users.list(), groups.list(), projects?.list(), projects?.allMemberships()].map((read) =>
        failure(Promise.resolve(read)),
      ),
    );

    for (const error of failures) {
      expect(error).toMatchObject({ problem: { code, system: 'iguazio-main' } });
      expect(shown(error)).not.toContain(credentials.accessKey);
      expect(shown(error)).not.toContain('fault:');
    }
  });

  test('how long to wait is passed on', async () => {
    await using upstream = await startIguazio();
    upstream.setFaults([{ fault: 'retry-after:7' }]);
    const error = await failure(openSession(upstream).users.list());
    expect(error).toMatchObject({ problem: { retryable: true, retryAfterSeconds: 7 } });
  });

  test('one account that cannot be read costs itself, and is told of', async () => {
    const good = { id: '1', type: 'user', attributes: { username: 'dana' } };
    const nameless = { id: '2', type: 'user', attributes: {} };
    await using upstream = await serverOf({ '/users': { data: [good, nameless, null] } });
    const { users } = upstream.session;
    const { items, problem } = await users.list();
    expect(items.map(({ username }) => username)).toEqual(['dana']);
    expect(problem).toMatchObject({
      code: 'UPSTREAM_INVALID_RESPONSE',
      message: 'Entries that could not be read: 2.',
    });
    expect(await failure(users.byId.load('2'))).toMatchObject({
      problem: { code: 'UPSTREAM_INVALID_RESPONSE' },
    });
  });

  test('the number the platform gave the exchange is there for the log, and is all that is said of its answer', async () => {
    const body = {
      errors: [{ status: 503, detail: 'no disk at igz0' }],
      meta: { ctx: '09123456789012345678' },
    };
    await using upstream = await serverOf({ '/self': () => ({ status: 503, json: body }) });
    const error = await failure(upstream.session.self());
    expect(error).toMatchObject({
      message: 'iguazio-main: GET /api/self: 503 (09123456789012345678)',
      status: 503,
    });

    await using chatty = await serverOf({
      '/self': () => ({ status: 503, json: { meta: { ctx: 'secret' } } }),
    });
    const other = await failure(chatty.session.self());
    expect(other).toMatchObject({ message: 'iguazio-main: GET /api/self: 503' });
  });

  test('one page that fails fails the list: half of it is not shown for the whole', async () => {
    const user = (n: number) => ({ id: `id ${n}`, type: 'user', attributes: { username: `user ${n}` } });
    await using upstream = await serverOf({
      '/users': ({ query }) =>
        query.get('page[number]') === '1'
          ? { status: 503 }
          : {
              status: 200,
              json: { data: [user(Number(query.get('page[number]')))], meta: { total_pages: 3 } },
            },
    });
    const error = await failure(upstream.session.users.list());
    expect(error).toMatchObject({ problem: { code: 'UPSTREAM_UNAVAILABLE' } });
  });

  test('an account by id is a failure where the system fails, and nothing only where it says so', async () => {
    await using upstream = await startIguazio();
    upstream.setFaults([{ fault: 'status:503' }]);
    const { users } = openSession(upstream);
    const down = { problem: { code: 'UPSTREAM_UNAVAILABLE' } };
    expect(await failure(users.byId.load(userId('ada')))).toMatchObject(down);
    expect(await failure(users.byUsername.load('ada'))).toMatchObject(down);
    expect((await users.groups([userId('grace')])).get(userId('grace'))).toMatchObject(down);
  });

  test('a url that leads to another server finds no list, rather than nobody', async () => {
    await using upstream = await serverOf({});
    const error = {
      problem: { code: 'UPSTREAM_ERROR', message: 'The system has no such list. Check its url.' },
    };
    expect(await failure(upstream.session.users.list())).toMatchObject(error);
    expect(await failure(upstream.session.users.byUsername.load('ada'))).toMatchObject(error);
  });

  test('nothing listens: the system is unavailable', async () => {
    const upstream = await startIguazio();
    await upstream[Symbol.asyncDispose]();
    const error = await failure(openSession(upstream).self());
    expect(error).toMatchObject({ problem: { code: 'UPSTREAM_UNAVAILABLE', retryable: true } });
  });
});

test('credentials are on no object a session, a system or a model can show', async () => {
  await using upstream = await startIguazio();
  const { accessKey, password } = upstream.credentials;
  const system = systemOf(upstream);
  const byKey = system.open(new Scope({ deadline: 5_000, perAccountLimit: 100 }));
  const byPassword = openAs('rollcall', upstream);
  const models = [await byKey.users.list(), await byKey.projects?.allMemberships(), await byPassword.self()];
  for (const value of [system, byKey, byPassword, models]) {
    expect(shown(value)).not.toContain(accessKey);
    expect(shown(value)).not.toContain(password);
  }
});

test('health and the clock are those of the last call', async () => {
  await using upstream = await startIguazio();
  const system = systemOf(upstream);
  expect([system.health, system.clockSkewMs]).toEqual([undefined, undefined]);
  await system.open(ample()).self();
  expect(system.health?.problem).toBeNull();
  expect(system.clockSkewMs).toBeTypeOf('number');

  upstream.setFaults([{ fault: 'status:503' }]);
  await failure(system.open(ample()).self());
  expect(system.health?.problem?.code).toBe('UPSTREAM_UNAVAILABLE');
  system.close();
});

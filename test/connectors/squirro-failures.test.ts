import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { capabilitiesOf } from '../../src/connector.ts';
import { simulateSquirro } from '../../src/connectors/squirro/simulator/index.ts';
import { smallWorld } from '../../src/sandbox/world.ts';
import { Scope } from '../../src/scope.ts';
import {
  credentialsOf,
  failure,
  idOf,
  json,
  open,
  refusal,
  scopeOf,
  serverOf,
  systemOf,
  token,
  TOKEN,
} from './squirro-systems.ts';

const start = () => simulateSquirro(smallWorld('squirro'));

describe('failures', () => {
  test.for([
    ['status:400', 'UPSTREAM_ERROR'],
    ['status:403', 'NOT_PERMITTED'],
    ['status:404', 'UPSTREAM_ERROR'],
    ['status:405', 'UPSTREAM_ERROR'],
    ['status:409', 'UPSTREAM_ERROR'],
    ['status:410', 'UPSTREAM_ERROR'],
    ['status:429', 'UPSTREAM_RATE_LIMITED'],
    ['retry-after:7', 'UPSTREAM_RATE_LIMITED'],
    ['status:500', 'UPSTREAM_UNAVAILABLE'],
    ['status:502', 'UPSTREAM_UNAVAILABLE'],
    ['status:503', 'UPSTREAM_UNAVAILABLE'],
    ['status:504', 'UPSTREAM_UNAVAILABLE'],
    ['reset-before', 'UPSTREAM_UNAVAILABLE'],
    ['reset-after', 'UPSTREAM_UNAVAILABLE'],
    ['truncate', 'UPSTREAM_UNAVAILABLE'],
    ['html', 'UPSTREAM_INVALID_RESPONSE'],
    ['empty', 'UPSTREAM_INVALID_RESPONSE'],
    ['redirect', 'UPSTREAM_INVALID_RESPONSE'],
    ['hang', 'UPSTREAM_TIMEOUT'],
    ['drip', 'UPSTREAM_TIMEOUT'],
  ] as const)('%s is a problem with a name, and nothing that was sent is in it', async ([fault, code]) => {
    await using upstream = await start();
    const system = systemOf(upstream);
    await system.open(scopeOf()).users.list();
    upstream.setFaults([{ path: '/api/user/v0', fault }]);
    const deadline = code === 'UPSTREAM_TIMEOUT' ? 700 : 60_000;
    const session = system.open(new Scope({ deadline, perAccountLimit: 100 }));

    const errors = await Promise.all([failure(session.users.list()), failure(session.groups.list())]);

    for (const error of errors) {
      expect(error).toMatchObject({ name: 'ProblemError', problem: { code, system: 'squirro-main' } });
      const printed = inspect(error, { depth: Infinity, showHidden: true });
      expect(printed).not.toContain(upstream.credentials.refreshToken);
      expect(printed).not.toContain(upstream.credentials.clientSecret);
      expect(printed).not.toMatch(/bearer|[0-9a-f]{40}/iu);
    }
  });

  test('a system that asks to wait is quoted on how long', async () => {
    await using upstream = await start();
    upstream.setFaults([{ path: '/api/user/v0', fault: 'retry-after:7' }]);

    await expect(open(upstream).users.list()).rejects.toMatchObject({ problem: { retryAfterSeconds: 7 } });
  });

  test('fields of the wrong types cost their rows, and no row passes for none', async () => {
    await using upstream = await start();
    upstream.setFaults([{ path: '/api/user/v0', fault: 'wrong-types' }]);

    const { items, problem } = await open(upstream).groups.list();

    expect(items).toEqual([]);
    expect(problem).toMatchObject({
      code: 'UPSTREAM_INVALID_RESPONSE',
      message: '5 of 5 rows could not be understood.',
    });
  });

  test('a bare list where a wrapped one is expected is no empty list', async () => {
    await using upstream = await serverOf({ 'GET /api/user/v0/acme/users': json([]) });

    await expect(open(upstream).users.list()).rejects.toMatchObject({
      problem: { code: 'UPSTREAM_INVALID_RESPONSE' },
    });
  });

  test('one account that cannot be read harms no other', async () => {
    await using upstream = await start();
    const [ada, grace] = [idOf('user', 'ada'), idOf('user', 'grace')];
    upstream.setFaults([{ path: `/api/user/v0/acme/users/${ada}`, fault: 'status:500' }]);
    const { users } = open(upstream);

    const found = await Promise.allSettled([users.byId.load(ada), users.byId.load(grace)]);

    expect(found).toMatchObject([
      { status: 'rejected', reason: { problem: { code: 'UPSTREAM_UNAVAILABLE' } } },
      { status: 'fulfilled', value: { email: 'GRACE@example.org' } },
    ]);
  });

  test('an account that may not list others is told so, and still finds itself', async () => {
    await using upstream = await start();
    const session = open(await credentialsOf('edsger', upstream));

    expect((await session.self())?.email).toBe('edsger@example.org');
    await expect(session.users.list()).rejects.toMatchObject({ problem: { code: 'NOT_PERMITTED' } });
    await expect(session.users.byId.load(idOf('user', 'ada'))).rejects.toMatchObject({
      problem: { code: 'NOT_PERMITTED' },
    });
  });
});

describe('a system', () => {
  test('can do what its session holds', async () => {
    await using upstream = await start();

    expect(capabilitiesOf(open(upstream))).toEqual([
      'USERS',
      'GROUPS',
      'PROJECTS',
      'MEMBERSHIPS',
      'WORKSPACES',
      'WRITE_USERS',
      'WRITE_PASSWORDS',
      'WRITE_GROUPS',
      'WRITE_GROUP_MEMBERS',
      'WRITE_MEMBERSHIPS',
      'CREDENTIALS',
      'CUSTOM_DATA',
    ]);
  });

  test('knows whom it acts as, and no release', async () => {
    await using upstream = await start();
    const session = open(upstream);

    expect((await session.self())?.username).toBe('rollcall@example.org');
    expect(await session.version()).toBeNull();
    expect(session.details).toEqual({ __typename: 'SquirroSystemDetails', system: 'squirro-main' });
  });

  test('acts as nobody where the token does not say whose it is', async () => {
    await using upstream = await serverOf({ [TOKEN]: json(token({ user_id: undefined })) });

    expect(await open(upstream).self()).toBeNull();
  });

  test('touches no network when it is configured, and says what it signs in with', async () => {
    await using upstream = await start();
    const { tenant, refreshToken, clientId, clientSecret } = upstream.credentials;

    const system = systemOf(upstream);

    expect(system.credential).toBe('refresh token of tenant acme as client rollcall');
    expect(systemOf({ url: upstream.url, credentials: { refreshToken } }).credential).toBe('refresh token');
    expect(system.health).toBeUndefined();
    expect(upstream.requests).toEqual([]);
    const printed = inspect(system, { depth: Infinity, showHidden: true });
    expect(printed).not.toContain(refreshToken);
    expect(printed).not.toContain(clientSecret);
    expect([tenant, clientId]).toEqual(['acme', 'rollcall']);
  });

  test('is as healthy as its service that was asked last', async () => {
    await using upstream = await start();
    const system = systemOf(upstream);
    await system.open(scopeOf()).users.list();
    upstream.setFaults([{ path: '/api/topic', fault: 'status:503' }]);

    await failure(system.open(scopeOf()).projects.list());

    expect(system.health?.problem?.code).toBe('UPSTREAM_UNAVAILABLE');
    expect(system.clockSkewMs).toEqual(expect.any(Number));
  });

  test('finds its services elsewhere where the configuration says so', async () => {
    await using users = await serverOf({ [TOKEN]: refusal(404), 'POST /u/oauth2/token': json(token()) });
    await using topics = await serverOf({ 'GET /t/v0/acme/projects': json([]) });
    const system = systemOf(
      { url: 'http://127.0.0.1:9', credentials: users.credentials },
      { userApiUrl: `${users.url}/u/`, topicApiUrl: `${topics.url}/t` },
    );

    const { items } = await system.open(scopeOf()).projects.list();

    expect(items).toEqual([]);
    expect(system.baseUrl).toBe('http://127.0.0.1:9');
  });

  test.for([
    ['no refresh token', { credentials: { tenant: 'acme' } }],
    ['a client without its secret', { credentials: { refreshToken: 'r', clientId: 'c' } }],
    ['a setting nobody knows', { credentials: { refreshToken: 'r' }, tennant: 'acme' }],
    ['a service that is not on the web', { credentials: { refreshToken: 'r' }, userApiUrl: 'file:///etc' }],
  ] as const)('is not configured with %s', ([, settings]) => {
    const { credentials, ...more } = settings;
    expect(() => systemOf({ url: 'http://127.0.0.1:9', credentials }, more)).toThrow();
  });
});

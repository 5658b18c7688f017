import { inspect } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { simulateSquirro } from '../../src/connectors/squirro/simulator/index.ts';
import type { SimRequest, SimResponse } from '../../src/sandbox/exchange.ts';
import { smallWorld } from '../../src/sandbox/world.ts';
import { Scope } from '../../src/scope.ts';
import {
  callsOf,
  failure,
  json,
  key,
  refusal,
  scopeOf,
  serverOf,
  signInsOf,
  systemOf,
  token,
  TOKEN,
  type Upstream,
} from './squirro-systems.ts';

const start = () => simulateSquirro(smallWorld('squirro'));
const USERS = 'GET /api/user/v0/acme/users';
const NO_USERS = json({ users: [] });
const MINUTE = 60_000;

const listUsers = (system: ReturnType<typeof systemOf>, scope = scopeOf()) => system.open(scope).users.list();

/** Lets the clock, ours and the simulator's, show a later time. Timers are not touched. */
function later(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
}

afterEach(() => {
  vi.useRealTimers();
});

/** Access to a path for those who hold this token. */
const onlyWith = (accessToken: string, answer: SimResponse) => (request: SimRequest) =>
  request.headers.authorization === `Bearer ${accessToken}` ? answer : refusal(401);

/** Answers in turn, the last one for good. */
function inTurn(...answers: SimResponse[]) {
  let asked = 0;
  return () => answers[Math.min(asked++, answers.length - 1)] ?? refusal(500);
}

describe('signing in', () => {
  test('one token serves all requests, however many begin at once', async () => {
    await using upstream = await start();
    const system = systemOf(upstream);

    await Promise.all([listUsers(system), listUsers(system), system.open(scopeOf()).projects.list()]);
    await listUsers(system);

    expect(signInsOf(upstream)).toBe(1);
    expect(callsOf(upstream)).toHaveLength(4);
  });

  test('what is sent is what the configuration holds, and the tenant is the token’s where it names none', async () => {
    const forms: string[] = [];
    await using upstream = await serverOf({
      [TOKEN]: ({ rawBody }) => {
        forms.push(rawBody.toString());
        return json(token({ tenant: 'globex' }));
      },
      'GET /api/user/v0/globex/users': NO_USERS,
      [USERS]: NO_USERS,
    });
    const { refreshToken } = upstream.credentials;
    const alone: Upstream = { url: upstream.url, credentials: { refreshToken } };
    const whole: Upstream = {
      url: upstream.url,
      credentials: { refreshToken, tenant: 'acme', clientId: 'rollcall', clientSecret: 'client-secret' },
    };

    await listUsers(systemOf(alone));
    await listUsers(systemOf(whole));

    expect(forms).toEqual([
      'grant_type=refresh_token&refresh_token=refresh-token-of-the-gateway',
      'grant_type=refresh_token&refresh_token=refresh-token-of-the-gateway&client_id=rollcall&client_secret=client-secret&tenant=acme',
    ]);
    expect(callsOf(upstream)).toEqual([
      'GET /v0/globex/users?include_config=False',
      'GET /v0/acme/users?include_config=False',
    ]);
  });

  test('without a tenant from anywhere, the configuration is to name one', async () => {
    await using upstream = await serverOf({ [TOKEN]: json(token({ tenant: null })) });

    expect(await failure(listUsers(systemOf(upstream)))).toMatchObject({
      problem: {
        code: 'UPSTREAM_INVALID_RESPONSE',
        message: expect.stringContaining('Set credentials.tenant') as string,
      },
    });
  });

  test.for([
    [403, 'NOT_PERMITTED'],
    [404, 'NOT_PERMITTED'],
    [410, 'NOT_PERMITTED'],
  ] as const)('a refresh token that is answered with %i has to be replaced', async ([status, code]) => {
    await using upstream = await start();
    upstream.setFaults([{ path: '/api/user/oauth2/token', fault: `status:${status}` }]);

    const error = await failure(listUsers(systemOf(upstream)));

    expect(error).toMatchObject({
      problem: { code, message: expect.stringContaining('Replace credentials.refreshToken') as string },
    });
    const printed = inspect(error, { depth: Infinity, showHidden: true });
    expect(printed).not.toContain(upstream.credentials.refreshToken);
    expect(printed).not.toContain(upstream.credentials.clientSecret);
  });

  test.for([
    ['status:400', 'UPSTREAM_ERROR'],
    ['status:429', 'UPSTREAM_RATE_LIMITED'],
    ['status:500', 'UPSTREAM_UNAVAILABLE'],
    ['status:503', 'UPSTREAM_UNAVAILABLE'],
    ['reset-before', 'UPSTREAM_UNAVAILABLE'],
    ['html', 'UPSTREAM_INVALID_RESPONSE'],
    ['wrong-types', 'UPSTREAM_INVALID_RESPONSE'],
    ['redirect', 'UPSTREAM_INVALID_RESPONSE'],
    ['hang', 'UPSTREAM_TIMEOUT'],
  ] as const)('a token endpoint that answers with %s is a problem of its own', async ([fault, code]) => {
    await using upstream = await start();
    upstream.setFaults([{ path: '/api/user/oauth2/token', fault }]);
    const scope = new Scope({ deadline: 500, perAccountLimit: 100 });

    const error = await failure(listUsers(systemOf(upstream), scope));

    expect(error).toMatchObject({ name: 'ProblemError', problem: { code, system: 'squirro-main' } });
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain(
      upstream.credentials.refreshToken,
    );
  });

  test('an account of the vendor’s that does not exist is told from a sign-in that failed', async () => {
    await using upstream = await start();
    upstream.setFaults([{ path: '/api/user/oauth2/token', fault: 'status:404' }]);

    await expect(systemOf(upstream).open(scopeOf()).users.byId.load('nobody')).rejects.toMatchObject({
      problem: { code: 'NOT_PERMITTED' },
    });
  });
});

describe('a token that is over', () => {
  test('is renewed, and what it was refused for is sent once more', async () => {
    await using upstream = await start();
    const system = systemOf(upstream);
    await listUsers(system);
    upstream.setFaults([{ path: '/api/user/v0', fault: 'expired-token', times: 1 }]);
    upstream.forgetRequests();

    const { items } = await listUsers(system);

    expect(items).toHaveLength(10);
    expect(upstream.requests.map(({ path, status }) => [path, status])).toEqual([
      ['/api/user/v0/acme/users?include_config=False', 401],
      ['/api/user/oauth2/token', 200],
      ['/api/user/v0/acme/users?include_config=False', 200],
    ]);
  });

  test('is renewed once for all calls that were refused', async () => {
    await using upstream = await serverOf({
      [TOKEN]: inTurn(json(token()), json(token({ access_token: 'access-token-2' }))),
      [USERS]: onlyWith('access-token-2', NO_USERS),
      'GET /api/user/v0/acme/groups': onlyWith('access-token-2', json([])),
      'GET /api/topic/v0/acme/projects': onlyWith('access-token-2', json([])),
    });
    const { users, groups, projects } = systemOf(upstream).open(scopeOf());

    await Promise.all([users.list(), groups.list(), projects.list()]);

    expect(signInsOf(upstream)).toBe(2);
    expect(callsOf(upstream)).toHaveLength(6);
  });

  test('is asked about three times where the clocks differ', async () => {
    await using upstream = await serverOf({
      [TOKEN]: inTurn(
        json(token()),
        json(token()),
        json(token()),
        json(token({ access_token: 'access-token-2' })),
      ),
      [USERS]: onlyWith('access-token-2', NO_USERS),
    });

    expect((await listUsers(systemOf(upstream))).items).toEqual([]);
    expect(signInsOf(upstream)).toBe(4);
  });

  test('and stays the same is a refusal', async () => {
    await using upstream = await serverOf({ [USERS]: refusal(401) });

    expect(await failure(listUsers(systemOf(upstream)))).toMatchObject({
      problem: { code: 'NOT_PERMITTED' },
      status: 401,
    });
    expect(signInsOf(upstream)).toBe(4);
    expect(callsOf(upstream)).toHaveLength(1);
  });

  test('and whose successor is refused as well is a refusal', async () => {
    await using upstream = await serverOf({
      [TOKEN]: inTurn(json(token()), json(token({ access_token: 'access-token-2' }))),
      [USERS]: refusal(401),
    });

    expect(await failure(listUsers(systemOf(upstream)))).toMatchObject({
      problem: { code: 'NOT_PERMITTED' },
    });
    expect(signInsOf(upstream)).toBe(2);
    expect(callsOf(upstream)).toHaveLength(2);
  });

  test('is not to blame for a 403', async () => {
    await using upstream = await start();
    upstream.setFaults([{ path: '/api/user/v0', fault: 'status:403' }]);

    await failure(listUsers(systemOf(upstream)));

    expect(signInsOf(upstream)).toBe(1);
    expect(callsOf(upstream)).toHaveLength(1);
  });

  test('and cannot be renewed is the token endpoint’s problem', async () => {
    await using upstream = await start();
    const system = systemOf(upstream);
    await listUsers(system);
    upstream.setFaults([
      { path: '/api/user/v0', fault: 'expired-token' },
      { path: '/api/user/oauth2/token', fault: 'status:410' },
    ]);

    expect(await failure(listUsers(system))).toMatchObject({
      problem: { message: expect.stringContaining('Replace credentials.refreshToken') as string },
    });
  });
});

describe('renewing early', () => {
  test('a token is used as it is for nine minutes', async () => {
    await using upstream = await start();
    const system = systemOf(upstream);
    await listUsers(system);

    later(8 * MINUTE);
    await listUsers(system);

    expect(signInsOf(upstream)).toBe(1);
  });

  test('after ten minutes it is renewed first, so that no call is refused', async () => {
    await using upstream = await start();
    const system = systemOf(upstream);
    await listUsers(system);

    later(11 * MINUTE);
    await Promise.all([listUsers(system), listUsers(system)]);

    expect(signInsOf(upstream)).toBe(2);
    expect(upstream.requests.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  });

  test('after nine the same token comes back, is used on, and is asked about again half a minute later', async () => {
    await using upstream = await start();
    const system = systemOf(upstream);
    await listUsers(system);

    later(9.2 * MINUTE);
    await listUsers(system);
    await listUsers(system);
    expect(signInsOf(upstream)).toBe(2);

    later(0.6 * MINUTE);
    await listUsers(system);
    expect(signInsOf(upstream)).toBe(3);

    later(0.6 * MINUTE);
    await listUsers(system);
    await listUsers(system);
    expect(signInsOf(upstream)).toBe(4);
    expect(callsOf(upstream)).toHaveLength(6);
  });

  test('that fails harms nobody whose token is still good', async () => {
    await using upstream = await start();
    const system = systemOf(upstream);
    await listUsers(system);
    upstream.setFaults([{ path: '/api/user/oauth2/token', fault: 'status:503' }]);

    later(9.2 * MINUTE);
    const { items } = await listUsers(system);
    await listUsers(system);

    expect(items).toHaveLength(10);
    expect(signInsOf(upstream)).toBe(2);
  });

  test('takes over another refresh token where one is given', async () => {
    const forms: string[] = [];
    await using upstream = await serverOf({
      [TOKEN]: ({ rawBody }) => {
        forms.push(new URLSearchParams(rawBody.toString()).get('refresh_token') ?? '');
        return json(
          token({ access_token: `access-${forms.length}`, refresh_token: `refresh-${forms.length}` }),
        );
      },
      [USERS]: NO_USERS,
    });
    const system = systemOf(upstream);

    for (const minutes of [0, 10, 10]) {
      later(minutes * MINUTE);
      await listUsers(system);
    }

    expect(forms).toEqual(['refresh-token-of-the-gateway', 'refresh-1', 'refresh-2']);
  });
});

describe('a renewal that several requests wait for', () => {
  test('goes on when the request that began it ends, and counts as that request’s', async () => {
    const gate = Promise.withResolvers<SimResponse>();
    await using upstream = await serverOf({ [TOKEN]: () => gate.promise, [USERS]: NO_USERS });
    const system = systemOf(upstream);
    const hasty = new Scope({ deadline: 200, perAccountLimit: 100 });
    const patient = scopeOf();

    const first = failure(listUsers(system, hasty));
    const second = listUsers(system, patient);
    expect(await first).toMatchObject({ problem: { code: 'UPSTREAM_TIMEOUT', system: 'squirro-main' } });
    gate.resolve(json(token()));

    expect((await second).items).toEqual([]);
    expect(signInsOf(upstream)).toBe(1);
    expect(hasty.usage.get(key)?.calls).toBe(1);
    expect(patient.usage.get(key)?.calls).toBe(1);
  });
});

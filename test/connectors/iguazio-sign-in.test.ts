import { inspect } from 'node:util';
import { z } from 'zod';
import { describe, expect, test } from 'vitest';
import { iguazio } from '../../src/connectors/iguazio/index.ts';
import type { SimRequest, SimResponse } from '../../src/sandbox/exchange.ts';
import { Scope } from '../../src/scope.ts';
import {
  callsOf,
  failure,
  openAs,
  refusal,
  scopeOf,
  serverOf,
  startIguazio,
  systemAt,
  systemOf,
} from './iguazio-systems.ts';

const dana = { data: { id: '1', type: 'user', attributes: { username: 'dana' } } };
const signIns = (upstream: Parameters<typeof callsOf>[0]) =>
  callsOf(upstream).filter((call) => call === 'POST sessions').length;

/** A server that notes what it was sent. */
async function listener(answer: (request: SimRequest) => SimResponse = () => ({ status: 200, json: dana })) {
  const seen: SimRequest[] = [];
  const note = (request: SimRequest) => {
    seen.push(request);
    return answer(request);
  };
  const server = await serverOf({ '/self': note, '/sessions': note });
  return { ...server, seen };
}

describe('an access key', () => {
  test('goes as a percent-encoded session cookie, with every call, and nothing is asked before', async () => {
    await using server = await listener();
    await systemAt(server.url, { accessKey: '77b1-key' }).open(scopeOf()).self();
    expect(
      server.seen.map(({ headers }) => [headers.cookie, headers.authorization, headers['content-type']]),
    ).toEqual([['session=j%3A%7B%22sid%22%3A%2277b1-key%22%7D', undefined, 'application/json']]);
  });

  test('goes as Basic as well when a username is given', async () => {
    await using server = await listener();
    await systemAt(server.url, { accessKey: 'key', username: 'ops' }).open(scopeOf()).self();
    expect(server.seen[0]?.headers.authorization).toBe('Basic b3BzOmtleQ==');
    expect(server.seen[0]?.headers.cookie).toBe('session=j%3A%7B%22sid%22%3A%22key%22%7D');
  });

  test('with characters that mean something in a header or in JSON stays one cookie', async () => {
    await using server = await listener();
    const accessKey = 'a"; x=1\\\n%ü';
    await systemAt(server.url, { accessKey }).open(scopeOf()).self();
    const value = server.seen[0]?.headers.cookie?.replace('session=', '') ?? '';
    expect(value).toMatch(/^[\w%.~-]+$/u);
    expect(JSON.parse(decodeURIComponent(value).slice(2))).toEqual({ sid: accessKey });
  });

  test('that is not, or no longer, good is NOT_PERMITTED at the first call, and is not tried again', async () => {
    await using upstream = await startIguazio();
    const { users } = systemAt(upstream.url, { accessKey: 'another' }).open(scopeOf());
    const message = 'The system does not accept the gateway’s access key. Check credentials.accessKey.';
    expect(await failure(users.list())).toMatchObject({
      problem: { code: 'NOT_PERMITTED', message },
      status: 401,
    });
    expect(upstream.requests).toHaveLength(1);
  });
});

describe('a username with a password', () => {
  test('opens one session for all requests, and sends its cookie back untouched', async () => {
    const cookie = 'session=s%3Aopaque%2F+==; Max-Age=86400; Path=/; HttpOnly';
    await using server = await listener(({ path }) =>
      path === '/api/sessions'
        ? { status: 201, json: {}, headers: { 'set-cookie': ['lang=en', cookie] } }
        : { status: 200, json: dana },
    );
    const system = systemAt(server.url, { username: 'ops', password: 'hush' });

    await Promise.all([1, 2, 3].map(() => system.open(scopeOf()).self()));
    await system.open(scopeOf()).self();

    expect(signIns(server)).toBe(1);
    expect(JSON.parse(String(server.seen[0]?.rawBody))).toEqual({
      data: {
        type: 'session',
        attributes: { username: 'ops', password: 'hush', plane: 'control' },
        relationships: {},
      },
    });
    expect(server.seen.slice(1).map(({ headers }) => headers.cookie)).toEqual(
      Array(4).fill('session=s%3Aopaque%2F+=='),
    );
  });

  test('opens a new one, once for all, when the platform has ended it', async () => {
    await using upstream = await startIguazio();
    const system = systemAt(upstream.url, { username: 'ada', password: 'Passw0rd-of-ada' });
    await system.open(scopeOf()).self();
    upstream.setFaults([{ path: '/api/self', fault: 'expired-token', times: 1 }]);
    await failure(systemOf(upstream).open(scopeOf()).self());
    upstream.forgetRequests();

    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => system.open(scopeOf()).users.byUsername.load('grace')),
    );

    expect(answers.map((user) => user?.username)).toEqual(['grace', 'grace', 'grace', 'grace']);
    expect(signIns(upstream)).toBe(1);
  });

  test('that is refused in a new session as well is NOT_PERMITTED', async () => {
    await using upstream = await startIguazio();
    upstream.setFaults([{ path: '/api/self', fault: 'status:401' }]);
    const error = await failure(openAs('ada', upstream).self());
    expect(error).toMatchObject({ problem: { code: 'NOT_PERMITTED' }, status: 401 });
    expect(callsOf(upstream)).toEqual(['POST sessions', 'GET self', 'POST sessions', 'GET self']);
  });

  test.for([
    ['a wrong password', { username: 'ada', password: 'wrong-password' }],
    ['an account that is switched off', { username: 'charles', password: 'Passw0rd-of-charles' }],
    ['another tenant', { username: 'ada@second-tenant', password: 'Passw0rd-of-ada' }],
  ] as const)(
    'is NOT_PERMITTED with %s, says what to check, and is not tried by every request',
    async ([, pair]) => {
      await using upstream = await startIguazio();
      const system = systemAt(upstream.url, pair);
      const errors = [
        await failure(system.open(scopeOf()).self()),
        await failure(system.open(scopeOf()).users.list()),
      ];
      for (const error of errors) {
        expect(error).toMatchObject({
          problem: {
            code: 'NOT_PERMITTED',
            system: 'iguazio-main',
            message: expect.stringContaining(
              'Check credentials.username and credentials.password.',
            ) as string,
          },
        });
        expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain(pair.password);
      }
      expect(callsOf(upstream)).toEqual(['POST sessions']);
    },
  );

  test('is tried again after a sign-in that failed for another reason', async () => {
    await using upstream = await startIguazio();
    upstream.setFaults([{ path: '/api/sessions', fault: 'status:503', times: 1 }]);
    const system = systemAt(upstream.url, { username: 'ada', password: 'Passw0rd-of-ada' });
    expect(await failure(system.open(scopeOf()).self())).toMatchObject({
      problem: { code: 'UPSTREAM_UNAVAILABLE' },
    });
    expect(await system.open(scopeOf()).self()).toMatchObject({ username: 'ada' });
  });

  test('waits for a sign-in no longer than the request may, and leaves it to the others', async () => {
    await using upstream = await startIguazio();
    upstream.setFaults([{ path: '/api/sessions', fault: 'latency:400', times: 1 }]);
    const system = systemAt(upstream.url, { username: 'ada', password: 'Passw0rd-of-ada' });
    const hasty = failure(system.open(new Scope({ deadline: 50, perAccountLimit: 0 })).self());
    const patient = system.open(scopeOf()).self();
    expect(await hasty).toMatchObject({ problem: { code: 'UPSTREAM_TIMEOUT', system: 'iguazio-main' } });
    expect(await patient).toMatchObject({ username: 'ada' });
    expect(signIns(upstream)).toBe(1);
  });

  test('is an invalid answer where the platform gives no session', async () => {
    await using server = await listener(() => ({
      status: 201,
      json: {},
      headers: { 'set-cookie': 'session=' },
    }));
    const error = await failure(
      systemAt(server.url, { username: 'ops', password: 'hush' }).open(scopeOf()).self(),
    );
    expect(error).toMatchObject({ problem: { code: 'UPSTREAM_INVALID_RESPONSE' } });
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain('hush');
  });

  test('counts the sign-in among the calls of the request that began it', async () => {
    await using upstream = await startIguazio();
    const system = systemAt(upstream.url, { username: 'ada', password: 'Passw0rd-of-ada' });
    const [first, second] = [scopeOf(), scopeOf()];
    await system.open(first).self();
    await system.open(second).self();
    expect([first, second].map(({ usage }) => usage.get(system.key)?.calls)).toEqual([2, 1]);
  });
});

test('a refusal keeps the platform’s words to itself', async () => {
  await using server = await listener(() => refusal(401, 'Session of ops has expired'));
  const error = await failure(server.session.self());
  expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain('ops');
});

describe('the settings', () => {
  test.for([
    [{ accessKey: 'k' }, 'access key'],
    [{ accessKey: 'k', username: 'ops' }, 'access key of ops'],
    [{ username: 'ops', password: 'p' }, 'username and password of ops'],
  ] as const)('%j is a credential, and its words hold no secret', ([credentials, words]) => {
    const system = systemAt('http://127.0.0.1:9', credentials);
    expect(system.credential).toBe(words);
    expect(system).toMatchObject({ key: 'iguazio-main', vendor: 'IGUAZIO', baseUrl: 'http://127.0.0.1:9' });
  });

  test.for([
    [{}, 'give either accessKey, or username and password'],
    [{ username: 'ops' }, 'give either accessKey, or username and password'],
    [{ password: 'p' }, 'a password needs a username'],
    [{ accessKey: 'k', password: 'p' }, 'accessKey and password exclude each other: give one of them'],
    [
      { accessKey: 'k', username: 'ops', password: 'p' },
      'accessKey and password exclude each other: give one of them',
    ],
    [{ accessKey: '' }, 'expected string to have >=1 characters'],
    [{ accessKey: 'k', token: 'x' }, 'Unrecognized key: "token"'],
  ] as const)('%j is refused: %s', ([credentials, words]) => {
    const read = iguazio.settings.safeParse({ credentials });
    expect(read.success).toBe(false);
    expect(z.prettifyError(read.error as z.ZodError)).toContain(words);
  });
});

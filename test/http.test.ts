import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Call, Http, type HttpSettings, path } from '../src/http.ts';
import type { SystemKey } from '../src/model/ref.ts';
import { ProblemError } from '../src/problems.ts';
import { Scope } from '../src/scope.ts';

const Answer = z.object({ ok: z.literal(true) });
const ok = (_request: IncomingMessage, response: ServerResponse) => void response.end('{"ok":true}');

/** A server that answers as told, and a client for it. */
async function peer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  settings: Partial<HttpSettings> = {},
) {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const http = new Http({
    system: 'here' as SystemKey,
    baseUrl: url,
    maxConcurrent: 4,
    maxResponseBytes: 1_000_000,
    ...settings,
  });
  return {
    seen,
    url,
    http,
    async [Symbol.asyncDispose]() {
      http.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const scope = (deadline = 5_000) => new Scope({ deadline, perAccountLimit: 10 });
const get = (more: Partial<Call> = {}): Call => ({ method: 'GET', path: path`/things/${'one'}`, ...more });
const failureOf = (promise: Promise<unknown>): Promise<ProblemError> =>
  promise.then(
    () => Promise.reject(new Error('did not fail')),
    (error: unknown) => error as ProblemError,
  );

describe('an answer', () => {
  test('is decoded into its shape, and what the shape does not list is dropped', async () => {
    await using upstream = await peer(
      (_request, response) => void response.end('{"ok":true,"password":"x"}'),
    );

    expect(await upstream.http.read(get(), Answer, scope())).toEqual({ ok: true });
  });

  test.for([
    ['of another shape', 200, '{"ok":"yes"}', 'UPSTREAM_INVALID_RESPONSE'],
    ['that is HTML', 200, '<html>', 'UPSTREAM_INVALID_RESPONSE'],
    ['that is empty', 200, '', 'UPSTREAM_INVALID_RESPONSE'],
    ['with a refusal', 403, '{}', 'NOT_PERMITTED'],
    ['that knows no such thing', 404, '{}', 'NOT_FOUND'],
    ['that is a refusal of the request', 422, '{}', 'UPSTREAM_ERROR'],
    ['of a server in trouble', 500, 'oops', 'UPSTREAM_UNAVAILABLE'],
    ['of a busy server', 503, '', 'UPSTREAM_UNAVAILABLE'],
  ] as const)('%s is a named problem', async ([, status, body, code]) => {
    await using upstream = await peer((_request, response) => void response.writeHead(status).end(body));

    const failure = await failureOf(upstream.http.read(get(), Answer, scope()));

    expect(failure.problem).toMatchObject({ code, system: 'here' });
  });

  test.for([
    ['7', 7],
    [new Date(Date.now() + 3_600_000).toUTCString(), 3600],
    ['soon', null],
  ] as const)('that asks to wait (%s) says for how long', async ([header, seconds]) => {
    await using upstream = await peer(
      (_request, response) => void response.writeHead(429, { 'retry-after': header }).end('{}'),
    );

    const { problem } = await failureOf(upstream.http.read(get(), Answer, scope()));

    expect(problem.code).toBe('UPSTREAM_RATE_LIMITED');
    if (seconds === null) expect(problem.retryAfterSeconds).toBeNull();
    else expect(Math.abs((problem.retryAfterSeconds ?? 0) - seconds)).toBeLessThanOrEqual(2);
  });

  test('that is larger than allowed, after decompression, is refused', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, ' '));
    await using upstream = await peer(
      (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    );

    const spent = scope();
    const failure = await failureOf(upstream.http.read(get(), Answer, spent));

    expect(failure.problem.code).toBe('UPSTREAM_INVALID_RESPONSE');
    expect(spent.usage.get('here' as SystemKey)?.bytes).toBeLessThan(2_000_000);
  });

  test('cut off in the middle is a named problem', async () => {
    await using upstream = await peer((_request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{"ok":', () => response.destroy());
    });

    expect((await failureOf(upstream.http.read(get(), Answer, scope()))).problem.code).toBe(
      'UPSTREAM_UNAVAILABLE',
    );
  });
});

describe('a request', () => {
  test('is sent once, whatever becomes of it', async () => {
    await using upstream = await peer((_request, response) => void response.writeHead(503).end());

    await failureOf(upstream.http.read(get({ method: 'PUT', json: {} }), Answer, scope()));

    expect(upstream.seen).toEqual(['PUT /things/one']);
  });

  test.for(['POST', 'PUT', 'DELETE'] as const)('%s without a body is sent at once', async (method) => {
    await using upstream = await peer((request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ ok: request.headers['content-length'] === '0' }));
    });

    expect(await upstream.http.read(get({ method }), Answer, scope())).toEqual({ ok: true });
  });

  describe('on a connection that its system closes when it comes', () => {
    /** Closes each connection on its second request; the first of all is answered, and warms a connection. */
    const closing = async () => {
      const known = new Set<Socket>();
      const upstream = await peer((request, response) => {
        const { socket } = request;
        if (known.has(socket)) socket.resetAndDestroy();
        else ok(request, response);
        known.add(socket);
      });
      await upstream.http.read(get(), Answer, scope());
      return upstream;
    };

    test.for<Partial<Call>>([{}, { method: 'POST', json: {}, changesNothing: true }])(
      'is sent again where it changes nothing: %j',
      async (more) => {
        await using upstream = await closing();
        expect(await upstream.http.read(get(more), Answer, scope())).toStrictEqual({ ok: true });
        expect(upstream.seen).toHaveLength(3);
      },
    );

    test.for<Partial<Call>>([{ method: 'PUT', json: {} }, { changesNothing: false }])(
      'is not sent again where it changes something: %j',
      async (more) => {
        await using upstream = await closing();
        const failure = await failureOf(upstream.http.read(get(more), Answer, scope()));
        expect(failure).toMatchObject({ problem: { code: 'UPSTREAM_UNAVAILABLE' }, hadNoEffect: false });
        expect(upstream.seen).toHaveLength(2);
      },
    );

    test('is not sent a third time', async () => {
      let asked = 0;
      await using upstream = await peer((request, response) => {
        asked += 1;
        if (asked === 1) ok(request, response);
        else request.socket.resetAndDestroy();
      });
      await upstream.http.read(get(), Answer, scope());
      const failure = await failureOf(upstream.http.read(get(), Answer, scope()));
      expect(failure).toMatchObject({ problem: { code: 'UPSTREAM_UNAVAILABLE' } });
      expect(asked).toBe(3);
    });
  });

  test('does not follow a redirect, and gives its credentials to nobody else', async () => {
    await using elsewhere = await peer(ok);
    await using upstream = await peer(
      (_request, response) => void response.writeHead(307, { location: `${elsewhere.url}/elsewhere` }).end(),
    );

    const failure = await failureOf(
      upstream.http.read(get({ headers: { 'x-api-key': 'hush' } }), Answer, scope()),
    );

    expect(failure.problem.code).toBe('UPSTREAM_INVALID_RESPONSE');
    expect(elsewhere.seen).toEqual([]);
  });

  test.for(['hang', 'drip'])('ends at its deadline when the answer does not come (%s)', async (manner) => {
    await using upstream = await peer((_request, response) => {
      if (manner === 'hang') return;
      response.writeHead(200);
      setInterval(() => response.write(' '), 50).unref();
    });

    const failure = await failureOf(upstream.http.read(get(), Answer, scope(300)));

    expect(failure.problem.code).toBe('UPSTREAM_TIMEOUT');
  });

  test('waits its turn when enough are under way, and no longer than its deadline', async () => {
    await using upstream = await peer(() => undefined, { maxConcurrent: 1 });
    const patient = upstream.http.read(get(), Answer, scope(2_000)).catch(() => 'late');

    const failure = await failureOf(upstream.http.read(get(), Answer, scope(200)));

    expect(failure.problem.code).toBe('UPSTREAM_TIMEOUT');
    expect(upstream.seen).toHaveLength(1);
    expect(await patient).toBe('late');
  });

  test('that reaches nobody is UPSTREAM_UNAVAILABLE, and its error holds no credential', async () => {
    await using gone = await peer(ok);
    await gone[Symbol.asyncDispose]();

    const call = get({
      headers: { authorization: 'Bearer hush-hush' },
      query: { client_secret: 'hush-hush' },
    });
    const failure = await failureOf(gone.http.read(call, Answer, scope()));

    expect(failure.problem.code).toBe('UPSTREAM_UNAVAILABLE');
    expect(inspect(failure, { depth: Infinity, showHidden: true })).not.toContain('hush');
    expect(failure.message).toBe('here: GET /things/{}: ECONNREFUSED');
  });
});

describe('a path', () => {
  test.for(['', '.', '..'])('cannot be made from %j', (value) => {
    expect(() => path`/users/${value}`).toThrow(ProblemError);
  });

  test('keeps its shape, whatever name stands in it', async () => {
    await using upstream = await peer(ok);

    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), async (name) => {
        fc.pre(name !== '.' && name !== '..');
        upstream.seen.length = 0;
        await upstream.http.read({ method: 'GET', path: path`/users/${name}/activity` }, Answer, scope());
        const [segments, query] = (upstream.seen[0] ?? '').slice('GET '.length).split('?');
        const [, users, sent, activity, ...rest] = (segments ?? '').split('/');
        expect([users, activity, rest, query]).toEqual(['users', 'activity', [], undefined]);
        expect(decodeURIComponent(sent ?? '')).toBe(name.toWellFormed());
      }),
      { numRuns: 300 },
    );
  });

  test.for(['../admin', 'a/b', '?x=1', '#top', '%2e%2e', '..%2f', 'a;b', 'a\\b', 'a\r\nb: c'])(
    'takes %j as one segment',
    async (name) => {
      await using upstream = await peer(ok);

      await upstream.http.read({ method: 'GET', path: path`/users/${name}` }, Answer, scope());

      expect(upstream.seen).toEqual([`GET /users/${encodeURIComponent(name)}`]);
    },
  );

  test('carries query values that cannot add another', async () => {
    await using upstream = await peer(ok);

    const query = { 'filter[name]': 'x&page[size]=1', left: undefined };
    await upstream.http.read({ method: 'GET', path: path`/users`, query }, Answer, scope());

    expect(new URLSearchParams(upstream.seen[0]?.split('?')[1])).toEqual(
      new URLSearchParams([['filter[name]', 'x&page[size]=1']]),
    );
  });
});

test('the usage of a request and the health of a system tell what happened', async () => {
  await using upstream = await peer(ok);
  const spent = scope();

  await upstream.http.read(get(), Answer, spent);
  await upstream.http.read(get(), Answer, spent);

  expect(spent.usage.get('here' as SystemKey)).toMatchObject({ calls: 2, bytes: 22 });
  expect(upstream.http.health).toMatchObject({ problem: null });
});

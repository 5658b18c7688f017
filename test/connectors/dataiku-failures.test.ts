import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dss, govern } from '../../src/connectors/dataiku/index.ts';
import { simulateDss } from '../../src/connectors/dataiku/simulator/index.ts';
import type { SimResponse } from '../../src/sandbox/exchange.ts';
import { smallWorld } from '../../src/sandbox/world.ts';
import { Scope } from '../../src/scope.ts';
import {
  callsOf,
  failure,
  json,
  NOT_FOUND,
  openDss,
  refusal,
  serverOf,
  systemOf,
  UNAUTHORIZED,
} from './dataiku-systems.ts';

const startDss = () => simulateDss(smallWorld('dataiku-dss'));

describe('failures have names', () => {
  const html = (status: number): SimResponse => ({ status, text: '<h1>gateway</h1>' });

  test.for([
    ['401 Unauthorized', refusal(401, UNAUTHORIZED), 'NOT_PERMITTED'],
    ['403 Unauthorized', refusal(403, UNAUTHORIZED), 'NOT_PERMITTED'],
    ['403 Security', refusal(403, 'java.lang.SecurityException'), 'NOT_PERMITTED'],
    ['500 that means not allowed', refusal(500, UNAUTHORIZED), 'NOT_PERMITTED'],
    ['400 of an argument', refusal(400, 'java.lang.IllegalArgumentException'), 'UPSTREAM_ERROR'],
    ['500 of an argument', refusal(500, 'java.lang.IllegalArgumentException'), 'UPSTREAM_ERROR'],
    ['409 of a coded error', refusal(409, 'com.dataiku.dip.exceptions.CodedException'), 'UPSTREAM_ERROR'],
    ['500 of any class', refusal(500, 'java.lang.ClassNotFoundException'), 'UPSTREAM_UNAVAILABLE'],
    ['401 without words', html(401), 'NOT_PERMITTED'],
    ['404 of something in front', html(404), 'UPSTREAM_INVALID_RESPONSE'],
    ['404 of another JSON', { status: 404, json: { error: 'no route' } }, 'UPSTREAM_INVALID_RESPONSE'],
    ['429', html(429), 'UPSTREAM_RATE_LIMITED'],
    ['502', html(502), 'UPSTREAM_UNAVAILABLE'],
    ['a page to sign in', html(200), 'UPSTREAM_INVALID_RESPONSE'],
    ['a redirect', { status: 302, headers: { location: '/login' } }, 'UPSTREAM_INVALID_RESPONSE'],
    ['nothing', { status: 200 }, 'UPSTREAM_INVALID_RESPONSE'],
    ['an account without a name', json({ displayName: 'Amira' }), 'UPSTREAM_INVALID_RESPONSE'],
    ['a list', json([]), 'UPSTREAM_INVALID_RESPONSE'],
  ] as const)('%s, asked for one account', async ([, answer, code]) => {
    await using upstream = await serverOf({ '/admin/users/amira': answer, '/users/amira': answer });

    const failed = await failure(openDss(upstream).users.byId.load('amira'));

    expect(failed).toMatchObject({ problem: { code, system: 'dss-design' } });
  });

  test('only "not found" in Dataiku’s own words is null, whatever its status', async () => {
    await using upstream = await serverOf({ '/admin/users/amira': refusal(500, NOT_FOUND) });
    const { users } = openDss(upstream);

    expect(await users.byId.load('amira')).toBeNull();
    expect(await users.byId.load('bilal')).toBeNull();
  });

  test.for([
    ['an object', json({ users: [] }), 'UPSTREAM_INVALID_RESPONSE'],
    ['a list that is not there', refusal(404, NOT_FOUND), 'UPSTREAM_ERROR'],
    ['a page', html(200), 'UPSTREAM_INVALID_RESPONSE'],
    ['a failure', refusal(500, 'java.lang.RuntimeException'), 'UPSTREAM_UNAVAILABLE'],
    [
      'a refusal, by a release that has no directory for everybody',
      refusal(403, UNAUTHORIZED),
      'NOT_PERMITTED',
    ],
  ] as const)('%s in place of a list is never an empty one', async ([, answer, code]) => {
    await using upstream = await serverOf({
      '/admin/users/': answer,
      '/admin/groups/': answer,
      '/projects/': answer,
    });
    const { users, groups, projects } = openDss(upstream);

    const failed = await Promise.all([
      failure(users.list()),
      failure(groups.list()),
      failure(Promise.resolve(projects?.list())),
      failure(Promise.resolve(projects?.allMemberships())),
    ]);

    expect(failed).toMatchObject(failed.map(() => ({ problem: { code } })));
  });

  test.for([
    ['reset-before', 'UPSTREAM_UNAVAILABLE'],
    ['hang', 'UPSTREAM_TIMEOUT'],
    ['truncate', 'UPSTREAM_UNAVAILABLE'],
    ['html', 'UPSTREAM_INVALID_RESPONSE'],
    ['empty', 'UPSTREAM_INVALID_RESPONSE'],
    ['redirect', 'UPSTREAM_INVALID_RESPONSE'],
    ['huge', 'UPSTREAM_INVALID_RESPONSE'],
    ['gzip-bomb', 'UPSTREAM_INVALID_RESPONSE'],
    ['retry-after:7', 'UPSTREAM_RATE_LIMITED'],
    ['status:503', 'UPSTREAM_UNAVAILABLE'],
    ['expired-token', 'NOT_PERMITTED'],
  ] as const)('%s is %s, and no form of the failure holds the key', async ([fault, code]) => {
    await using upstream = await startDss();
    upstream.setFaults([{ fault }]);
    const { apiKey } = upstream.credentials;
    const system = systemOf(dss, upstream, {}, 1024 * 1024);

    const deadline = code === 'UPSTREAM_TIMEOUT' ? 700 : 60_000;
    const failed = await failure(system.open(new Scope({ deadline, perAccountLimit: 1 })).users.list());

    const printed = inspect([failed, system], { depth: Infinity, showHidden: true });
    expect(failed).toMatchObject({ problem: { code, system: 'dss-design' } });
    expect(printed).not.toContain(apiKey);
    expect(printed).not.toContain(Buffer.from(`${apiKey}:`).toString('base64'));
  });

  test('answers of the wrong types are dropped, and never pass for a whole list', async () => {
    await using upstream = await startDss();
    upstream.setFaults([{ fault: 'wrong-types' }]);
    const { users, groups, projects } = openDss(upstream);

    const readings = await Promise.all([users.list(), groups.list(), projects?.list()]);

    expect(readings).toMatchObject(
      readings.map(() => ({ items: [], problem: { code: 'UPSTREAM_INVALID_RESPONSE' } })),
    );
  });
});

describe('names are data', () => {
  test.for(['../admin', 'a/b', 'actions/bulk', '?x=1', '#', '%2e%2e', '[$ne]x', 'é ü', 'a;b', 'a+b'])(
    '%s is one segment of a path, and nobody’s name',
    async (name) => {
      await using upstream = await startDss();
      const { users, groups, projects, jobs } = openDss(upstream);

      const found = await Promise.all([
        users.byUsername.load(name),
        groups.byName.load(name),
        projects?.byKey.load(name),
        jobs?.load(name),
      ]);

      expect(found).toEqual([null, null, null, null]);
      expect(callsOf(upstream).toSorted()).toEqual(
        [
          `GET /admin/users/${encodeURIComponent(name)}`,
          `GET /admin/groups/${encodeURIComponent(name)}`,
          `GET /projects/${encodeURIComponent(name)}`,
          'GET /projects/',
          `GET /futures/${encodeURIComponent(name)}?peek=True`,
        ].toSorted(),
      );
    },
  );

  test.for(['', '.', '..'])('%j names nothing, and is not asked for', async (name) => {
    await using upstream = await startDss();
    const { users, groups } = openDss(upstream);

    expect(await users.byUsername.load(name)).toBeNull();
    expect(await groups.byName.load(name)).toBeNull();
    expect(upstream.requests).toEqual([]);
  });

  test('whatever the name, the request is for that account or there is none', async () => {
    await using upstream = await startDss();
    const login = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webPath(),
      fc.constantFrom('__proto__', 'grace/'),
    );

    await fc.assert(
      fc.asyncProperty(login, async (name) => {
        upstream.forgetRequests();
        expect(await openDss(upstream).users.byUsername.load(name)).toBeNull();
        const paths = upstream.requests.map(({ path }) => path.replace('/public/api/admin/users/', ''));
        expect(
          paths.every((path) => /^[^/?#]+$/u.test(path) && decodeURIComponent(path) === name.toWellFormed()),
        ).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('settings', () => {
  test.for([
    [{ credentials: { apiKey: 'k' } }, true],
    [{ credentials: { apiKey: 'k' }, pathPrefix: '/dip/publicapi' }, true],
    [{ credentials: { apiKey: 'k' }, pathPrefix: '' }, true],
    [{ credentials: { apiKey: '' } }, false],
    [{ credentials: {} }, false],
    [{}, false],
    [{ credentials: { apiKey: 'k', token: 't' } }, false],
    [{ credentials: { apiKey: 'k' }, pathPrefix: 'public/api' }, false],
    [{ credentials: { apiKey: 'k' }, pathPrefix: '/public/../admin' }, false],
    [{ credentials: { apiKey: 'k' }, prefix: '/x' }, false],
  ])('%j', ([given, fits]) => {
    expect(dss.settings.safeParse(given).success).toBe(fits);
    expect(govern.settings.safeParse(given).success).toBe(fits);
  });
});

import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { SquirroSession } from '../../src/connectors/squirro/session.ts';
import { GATEWAY_REFRESH_TOKEN } from '../../src/connectors/squirro/simulator/seed.ts';
import { simulateSquirro } from '../../src/connectors/squirro/simulator/index.ts';
import { formatRef, ref } from '../../src/model/ref.ts';
import type { Details } from '../../src/model/types.ts';
import { smallWorld } from '../../src/sandbox/world.ts';
import { Scope } from '../../src/scope.ts';
import {
  callsOf,
  detail,
  failure,
  idOf,
  json,
  key,
  open,
  refusal,
  scopeOf,
  serverOf,
  systemOf,
} from './squirro-systems.ts';

const start = () => simulateSquirro(smallWorld('squirro'));

const account = async (session: SquirroSession, username: string) =>
  (await session.users.byId.load(idOf('user', username)))?.details;

const texts = (value: unknown) => inspect(value, { depth: Infinity, showHidden: true });

describe('what only Squirro’s accounts have', () => {
  test('settings come with the list where they are asked for', async () => {
    await using upstream = await start();
    const session = open(upstream, 'SquirroUserDetails.config');

    const { items } = await session.users.list();
    const configs = await Promise.all(items.map(({ details }) => detail(session, details, 'config')));

    expect(configs).toHaveLength(10);
    expect(configs[0]).toEqual({ market: 'en-US', noise_level: 0.1, timezone: 'UTC' });
    expect(callsOf(upstream)).toEqual(['GET /v0/acme/users?include_config=True']);
  });

  test('settings cost a counted call where the list was read without them', async () => {
    await using upstream = await start();
    const session = open(upstream);
    const { items } = await session.users.list();
    upstream.forgetRequests();

    const config = await detail(session, items[0]?.details, 'config');

    expect(config).toEqual({ market: 'en-US', noise_level: 0.1, timezone: 'UTC' });
    expect(callsOf(upstream)).toEqual([`GET /v1/acme/users/${items[0]?.ref.native}?include_projects=False`]);
  });

  test('free-form data is what has no documented name', async () => {
    await using upstream = await start();
    const session = open(upstream);

    expect(await detail(session, await account(session, 'grace'), 'customData')).toEqual({
      department: 'analytics',
      badge: 1906,
      preferences: { theme: 'dark', languages: ['en', 'cobol'] },
    });
    expect(await detail(session, await account(session, 'rozsa'), 'customData')).toEqual({
      'kedvenc-függvény': 'Ackermann',
      department: null,
    });
    expect(await detail(session, await account(session, 'ada'), 'customData')).toEqual({});
  });

  test('free-form data keeps back what is named like a credential, however deep it lies', async () => {
    const custom = {
      api_key: 'hush',
      crm: [{ accessToken: 'hush', user: 'ann', 'Client-Secret': 'hush' }],
      tokenizer: 'icu',
    };
    await using upstream = await serverOf({
      'GET /api/user/v0/acme/users/:id': json({ id: 'ann', config: { password: 'hush', timezone: 'UTC' } }),
      'GET /api/user/v1/acme/users/:id': json({ id: 'ann', refresh_token: 'hush', ...custom }),
    });
    const session = open(upstream);
    const details = (await session.users.byId.load('ann'))?.details;

    expect(await detail(session, details, 'customData')).toEqual({
      crm: [{ user: 'ann' }],
      tokenizer: 'icu',
    });
    expect(await detail(session, details, 'config')).toEqual({ timezone: 'UTC' });
    expect(texts(details)).not.toContain('hush');
  });

  test('projects, free-form data and links of an account cost one call together', async () => {
    await using upstream = await start();
    const session = open(upstream, 'SquirroUserDetails.projects');
    const details = await account(session, 'konrad');
    upstream.forgetRequests();

    const [projects] = await Promise.all([
      detail(session, details, 'projects') as Promise<(Details & { title: string })[]>,
      detail(session, details, 'customData'),
      detail(session, details, 'authentications'),
    ]);

    expect(callsOf(upstream)).toEqual([`GET /v1/acme/users/${idOf('user', 'konrad')}?include_projects=True`]);
    expect(projects.toSorted((a, b) => (texts(a) < texts(b) ? -1 : 1))).toEqual(
      [
        { slug: 'forecast', title: 'Forecast', role: 'reader' },
        { slug: 'galaxy', title: 'Galaxy', role: 'admin' },
      ]
        .map(({ slug, title, role }) => ({
          __typename: 'SquirroProjectRole',
          system: 'squirro-main',
          nativeId: idOf('project', slug),
          title,
          role,
        }))
        .toSorted((a, b) => (texts(a) < texts(b) ? -1 : 1)),
    );
    expect(
      await detail(
        session,
        projects.find(({ title }) => title === 'Galaxy'),
        'project',
      ),
    ).toMatchObject({
      name: 'Galaxy',
    });
  });

  test('projects that are not told are not no projects', async () => {
    await using upstream = await serverOf({
      'GET /api/user/v0/acme/users/:id': json({ id: 'ann' }),
      'GET /api/user/v1/acme/users/:id': json({ id: 'ann', projects: 'some' }),
    });
    const session = open(upstream);
    const details = (await session.users.byId.load('ann'))?.details;

    expect(await failure(detail(session, details, 'projects'))).toMatchObject({
      problem: {
        code: 'UPSTREAM_INVALID_RESPONSE',
        message: 'The system did not tell the projects of an account.',
      },
    });
    expect(await detail(session, details, 'authentications')).toBeNull();
  });

  test.for([
    ['gone', 404],
    ['not for the gateway', 403],
  ] as const)('a project that is %s is null', async ([, status]) => {
    await using upstream = await serverOf({ 'GET /api/topic/v0/acme/projects/:id': refusal(status) });
    const session = open(upstream);
    const named = { __typename: 'SquirroProjectRole', system: key, nativeId: 'p' };

    expect(await detail(session, named, 'project')).toBeNull();
  });

  test('grants are told without their tokens', async () => {
    await using upstream = await start();
    const session = open(upstream);

    const grants = (await detail(session, await account(session, 'katherine'), 'grants')) as object[];

    expect(grants.toSorted((a, b) => (texts(a) < texts(b) ? -1 : 1))).toEqual(
      [
        {
          __typename: 'SquirroGrant',
          nativeId: idOf('grant', 'katherine', 'user'),
          type: 'user',
          createdAt: new Date('2026-02-03T04:05:06Z'),
          validTo: new Date('2036-02-01T04:05:06Z'),
          projectPermissions: null,
        },
        {
          __typename: 'SquirroGrant',
          nativeId: idOf('grant', 'katherine', 'service'),
          type: 'service',
          createdAt: new Date('2026-03-04T05:06:07Z'),
          validTo: new Date('2036-03-01T05:06:07Z'),
          projectPermissions: ['items.read.*', 'projects.read.*'],
        },
      ].toSorted((a, b) => (texts(a) < texts(b) ? -1 : 1)),
    );
    expect(texts(grants)).not.toMatch(/[0-9a-f]{40}/u);
  });

  test('a client is named in the list of grants only where one is configured', async () => {
    await using upstream = await start();
    const { clientId, clientSecret, refreshToken } = upstream.credentials;
    const [withClient, without] = [
      open(upstream),
      open({ url: upstream.url, credentials: { refreshToken } }),
    ];

    await detail(withClient, await account(withClient, 'ada'), 'grants');
    await detail(without, await account(without, 'ada'), 'grants');

    const path = `GET /v0/acme/users/${idOf('user', 'ada')}/grants`;
    expect(callsOf(upstream).filter((call) => call.includes('/grants'))).toEqual([
      `${path}?client_id=${clientId}&client_secret=${clientSecret}`,
      path,
    ]);
  });

  test('a failed list of grants quotes no client secret and no refresh token', async () => {
    await using upstream = await start();
    upstream.setFaults([
      { path: `/api/user/v0/acme/users/${idOf('user', 'ada')}/grants`, fault: 'status:500' },
    ]);
    const scope = scopeOf();
    const session = systemOf(upstream).open(scope);

    const error = await failure(detail(session, await account(session, 'ada'), 'grants'));

    expect(error).toMatchObject({ problem: { code: 'UPSTREAM_UNAVAILABLE' } });
    for (const secret of [upstream.credentials.clientSecret, GATEWAY_REFRESH_TOKEN]) {
      expect(texts(error)).not.toContain(secret);
      expect(texts(scope.failures)).not.toContain(secret);
    }
  });

  test('links to other services are told without tokens and secrets', async () => {
    await using upstream = await start();
    const session = open(upstream);

    const links = await detail(session, await account(session, 'katherine'), 'authentications');

    expect(links).toEqual([
      {
        __typename: 'SquirroAuthentication',
        service: 'msexchange',
        serviceUser: 'katherine@exchange.example.org',
        displayName: 'Katherine Johnson',
        state: 'ok',
        accessTokenExpires: new Date('2036-01-02T03:04:05Z'),
        accessSecretExpires: null,
      },
      {
        __typename: 'SquirroAuthentication',
        service: 'salesforce',
        serviceUser: 'kjohnson',
        displayName: null,
        state: 'ok',
        accessTokenExpires: null,
        accessSecretExpires: null,
      },
    ]);
    expect(await detail(session, await account(session, 'ada'), 'authentications')).toEqual([]);
  });

  test('a session is found by its id, and by nothing like it', async () => {
    await using upstream = await start();
    const session = open(upstream);
    const details = await account(session, 'katherine');
    const nativeId = idOf('grant', 'katherine', 'service');

    expect(await detail(session, details, 'session', { nativeId })).toEqual({
      __typename: 'SquirroSession',
      nativeId,
      clientId: 'kiosk',
      type: 'service',
      createdAt: new Date('2026-03-04T05:06:07Z'),
      validTo: new Date('2036-03-01T05:06:07Z'),
    });
    for (const other of ['', '..', `${nativeId}/x`, `../${nativeId}`, `x/../${nativeId}`, `${nativeId}?`]) {
      expect(await detail(session, details, 'session', { nativeId: other })).toBeNull();
    }
  });

  test('times without a zone are UTC, those with one are not, and nonsense is not known', async () => {
    const grant = (id: string, created_at: unknown) => ({ id, type: 'user', created_at });
    await using upstream = await serverOf({
      'GET /api/user/v0/acme/users/:id': json({ id: 'ann' }),
      'GET /api/user/v0/acme/users/:id/grants': json({
        grants: [
          grant('1', '2030-01-02 03:04:05'),
          grant('2', '2030-01-02T03:04:05'),
          grant('3', '2030-01-02T03:04:05.250+01:00'),
          grant('4', 'soon'),
          grant('5', '2030-13-45 03:04:05'),
          grant('6', null),
        ],
      }),
    });
    const session = open(upstream);

    const grants = await detail(session, (await session.users.byId.load('ann'))?.details, 'grants');

    expect((grants as { createdAt: Date | null }[]).map(({ createdAt }) => createdAt)).toEqual([
      new Date('2030-01-02T03:04:05Z'),
      new Date('2030-01-02T03:04:05Z'),
      new Date('2030-01-02T02:04:05.250Z'),
      null,
      null,
      null,
    ]);
  });

  test('what is read account by account stops at the request’s limit', async () => {
    await using upstream = await start();
    const scope = new Scope({ deadline: 5_000, perAccountLimit: 3 });
    const session = systemOf(upstream).open(scope);
    const { items } = await session.users.list();
    upstream.forgetRequests();

    const read = await Promise.allSettled(items.map(({ details }) => detail(session, details, 'customData')));

    expect(read.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(read.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { problem: { code: 'LIMIT_EXCEEDED', system: 'squirro-main' } },
    });
    expect(callsOf(upstream)).toHaveLength(3);
  });
});

describe('what only Squirro’s groups have', () => {
  test('the projects of a group cost one call', async () => {
    await using upstream = await start();
    const session = open(upstream);
    const { items } = await session.groups.list();
    const engineers = items.find(({ name }) => name === 'engineers');
    upstream.forgetRequests();

    const projects = await detail(session, engineers?.details, 'projects');

    expect(projects).toEqual([
      {
        __typename: 'SquirroProjectRole',
        system: 'squirro-main',
        nativeId: idOf('project', 'churn'),
        title: 'Churn',
        role: 'member',
      },
    ]);
    expect(callsOf(upstream)).toEqual([
      `GET /v0/acme/groups/${idOf('group', 'engineers')}?include_projects=True`,
    ]);
  });
});

describe('what only Squirro’s systems have', () => {
  const workspaces = (session: SquirroSession, args: object = {}) =>
    detail(session, session.details, 'workspaces', args) as Promise<(Details & { domain: string })[] | null>;

  test('the password policy is told in the vendor’s shape', async () => {
    await using upstream = await start();
    const session = open(upstream);

    expect(await detail(session, session.details, 'passwordPolicy')).toEqual({
      min_length: 8,
      require_uppercase: false,
      require_digit: false,
      require_special: false,
    });
  });

  test('workspaces and their projects cost one call, and only the gateway’s own projects are more than names', async () => {
    await using upstream = await start();
    const session = open(upstream, 'SquirroWorkspace.projects');

    const [acme, lab] = ((await workspaces(session)) ?? []).toSorted((a, b) =>
      a.domain < b.domain ? -1 : 1,
    );
    const ours = (await detail(session, acme, 'projects')) as (Details & { title: string })[];
    const theirs = (await detail(session, lab, 'projects')) as (Details & { title: string })[];

    expect(acme).toMatchObject({
      __typename: 'SquirroWorkspace',
      system: 'squirro-main',
      id: formatRef(ref('workspace', key, 'acme')),
      domain: 'acme',
      title: 'Acme',
    });
    expect(ours.map(({ title }) => title).toSorted()).toEqual(['Churn', 'Forecast', 'Galaxy']);
    expect(theirs.map(({ title }) => title).toSorted()).toEqual(['Hopping', 'Prototype']);
    expect(callsOf(upstream)).toEqual(['GET /v2/workspaces?include_projects=True&admin_only=False']);
    const churn = ours.find(({ title }) => title === 'Churn');
    expect(await detail(session, churn, 'project')).toMatchObject({ name: 'Churn' });
    expect(await detail(session, theirs[0], 'project')).toBeNull();
  });

  test('projects that were not read with the workspaces are read for all of them at once', async () => {
    await using upstream = await start();
    const session = open(upstream);

    const found = (await workspaces(session, { adminOnly: true })) ?? [];
    await Promise.all(found.map((workspace) => detail(session, workspace, 'projects')));

    expect(found).toHaveLength(2);
    expect(callsOf(upstream)).toEqual([
      'GET /v2/workspaces?include_projects=False&admin_only=True',
      'GET /v2/workspaces?include_projects=True&admin_only=False',
    ]);
  });

  test('users of a workspace are accounts only where the gateway has them too', async () => {
    await using upstream = await start();
    const session = open(upstream);
    const found = await workspaces(session);
    const usersIn = (domain: string) =>
      detail(
        session,
        found?.find((workspace) => workspace.domain === domain),
        'users',
      ) as Promise<(Details & { email: string; userId: string })[]>;

    const [ours, theirs] = [await usersIn('acme'), await usersIn('lab')];
    const ada = ours.find(({ email }) => email === 'ada@example.org');
    const grace = theirs.find(({ email }) => email === 'grace@example.org');

    expect(ours).toHaveLength(10);
    expect(ada).toEqual({
      __typename: 'SquirroWorkspaceUser',
      system: 'squirro-main',
      nativeId: idOf('user', 'ada'),
      userId: formatRef(ref('user', key, idOf('user', 'ada'))),
      email: 'ada@example.org',
      fullName: 'Ada Lovelace',
      role: 'admin',
    });
    expect(await detail(session, ada, 'user')).toMatchObject({ displayName: 'Ada Lovelace' });
    expect(grace).toMatchObject({ role: 'admin', nativeId: idOf('user', 'lab', 'grace') });
    expect(await detail(session, grace, 'user')).toBeNull();
  });

  test('users of workspaces count against the request’s limit', async () => {
    await using upstream = await start();
    const scope = new Scope({ deadline: 5_000, perAccountLimit: 1 });
    const session = systemOf(upstream).open(scope);
    const found = (await workspaces(session)) ?? [];

    const read = await Promise.allSettled(found.map((workspace) => detail(session, workspace, 'users')));

    expect(read.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  test('a workspace is found again by its domain', async () => {
    await using upstream = await start();
    const { workspaces: found } = open(upstream);

    expect(await found?.load('lab')).toMatchObject({ domain: 'lab', title: 'Lab' });
    expect(await found?.load('Lab')).toBeNull();
  });

  test('workspaces that are switched off are null, and no error', async () => {
    await using upstream = await simulateSquirro(smallWorld('squirro'), { workspaces: false });
    const session = open(upstream);

    expect(await workspaces(session)).toBeNull();
    expect(await session.workspaces?.load('acme')).toBeNull();
  });

  test('workspaces that cannot be read are not switched off', async () => {
    await using upstream = await start();
    upstream.setFaults([{ path: '/api/user/v2', fault: 'status:503' }]);

    expect(await failure(workspaces(open(upstream)))).toMatchObject({
      problem: { code: 'UPSTREAM_UNAVAILABLE' },
    });
  });
});

import { describe, expect, test } from 'vitest';
import { dss } from '../../src/connectors/dataiku/index.ts';
import type { DataikuSession } from '../../src/connectors/dataiku/session.ts';
import { simulateDss } from '../../src/connectors/dataiku/simulator/index.ts';
import { capabilitiesOf } from '../../src/connector.ts';
import { type Ref, ref } from '../../src/model/ref.ts';
import { generatedWorld, smallWorld } from '../../src/sandbox/world.ts';
import { Scope } from '../../src/scope.ts';
import { callsOf, detail, failure, key, openDss, systemOf } from './dataiku-systems.ts';

const startDss = () => simulateDss(smallWorld('dataiku-dss'));

const named = <T>(found: ReadonlyMap<string, T | Error>) => Object.fromEntries(found);
const refs = <K extends 'user' | 'group'>(kind: K, ...names: string[]): Ref<K>[] =>
  names.map((name) => ref(kind, key, name));

describe('accounts of DSS', () => {
  test('an account is read with everything its list tells', async () => {
    await using upstream = await startDss();
    const { users } = openDss(upstream);

    const { items, problem } = await users.list();

    expect(problem).toBeNull();
    expect(items).toHaveLength(11);
    expect(items.find(({ username }) => username === 'grace')).toEqual({
      __typename: 'User',
      ref: { kind: 'user', system: 'dss-design', native: 'grace' },
      username: 'grace',
      email: 'grace@example.org',
      displayName: 'Grace Hopper',
      givenName: null,
      familyName: null,
      status: 'ACTIVE',
      origin: 'LOCAL',
      isAdmin: null,
      isOperational: true,
      createdAt: new Date('2025-02-03T09:00:00Z'),
      lastActivity: null,
      activeSessions: 1,
      details: {
        __typename: 'DataikuUserDetails',
        system: 'dss-design',
        login: 'grace',
        profile: 'FULL_DESIGNER',
        sourceType: 'LOCAL',
        codeAllowed: true,
        trial: {
          __typename: 'DataikuTrial',
          exists: false,
          expired: false,
          valid: false,
          grantedAt: null,
          expiresAt: null,
        },
      },
    });
  });

  test.for([
    ['alan', { status: 'DISABLED', isOperational: false, origin: 'LOCAL' }],
    ['katherine', { status: 'ACTIVE', isOperational: true, origin: 'LDAP' }],
    ['konrad', { status: 'ACTIVE', isOperational: true, origin: 'SSO' }],
    ['ada', { activeSessions: 2 }],
    ['rollcall', { createdAt: null, activeSessions: 0 }],
    [
      'hedy',
      {
        isOperational: true,
        details: {
          trial: {
            exists: true,
            valid: true,
            expired: false,
            grantedAt: new Date('2026-11-01T09:00:00Z'),
            expiresAt: new Date('2026-12-01T09:00:00Z'),
          },
        },
      },
    ],
  ] as const)('%s is who the world says', async ([login, expected]) => {
    await using upstream = await startDss();

    const user = await openDss(upstream).users.byUsername.load(login);

    expect(user).toMatchObject(expected);
  });

  test('one account costs one call, and the same account in one request no other', async () => {
    await using upstream = await startDss();
    const { users } = openDss(upstream);

    await users.byId.load('grace');
    await users.byUsername.load('grace');
    const groups = await users.groups(['grace']);

    expect(groups.get('grace')).toEqual(refs('group', 'analysts', 'engineers'));
    expect(callsOf(upstream)).toEqual(['GET /admin/users/grace']);
  });

  test('many accounts are found in one list, and those that are not there are null', async () => {
    await using upstream = await startDss();
    const { users } = openDss(upstream);
    const logins = ['ada', 'nobody', 'grace', 'alan', 'Grace'];

    const found = await Promise.all(logins.map((login) => users.byUsername.load(login)));

    expect(found.map((user) => user?.displayName ?? null)).toEqual([
      'Ada Lovelace',
      null,
      'Grace Hopper',
      'Alan Turing',
      null,
    ]);
    expect(callsOf(upstream)).toEqual(['GET /admin/users/?includeSettings=False']);
  });

  test('administrators are those in a group that makes administrators', async () => {
    await using upstream = await startDss();
    const { users } = openDss(upstream);
    const { isAdmin } = users.facts;
    const { items } = await users.list();

    const admins = typeof isAdmin === 'function' ? await isAdmin(items) : new Map();

    expect(
      items
        .filter(({ username }) => admins.get(username) === true)
        .map(({ username }) => username)
        .toSorted(),
    ).toEqual(['ada', 'rollcall']);
    expect(admins.get('grace')).toBe(false);
    expect(callsOf(upstream)).toEqual(['GET /admin/users/?includeSettings=False', 'GET /admin/groups/']);
  });

  test('the last activity is the later of sign-in and session, with the call and field it rests on', async () => {
    await using upstream = await startDss();
    const { users } = openDss(upstream);
    const { lastActivity } = users.facts;
    const { items } = await users.list();

    const seen = typeof lastActivity === 'function' ? await lastActivity(items) : new Map();

    expect(seen.get('grace')).toEqual({
      at: new Date('2026-11-20T10:15:00Z'),
      kind: 'SESSION',
      evidence: 'GET /admin/users-activity: lastSessionActivity',
    });
    expect(seen.get('alan')).toMatchObject({ at: new Date('2026-06-07T07:00:00Z') });
    expect(seen.get('edsger')).toEqual({
      at: null,
      kind: 'ANY',
      evidence: 'GET /admin/users-activity: lastSuccessfulLogin, lastSessionActivity',
    });
    expect(callsOf(upstream).at(-1)).toBe('GET /admin/users-activity?enabledUsersOnly=False');
  });

  test('what was seen of one account is one call, for the fact and for the details alike', async () => {
    await using upstream = await startDss();
    const session = openDss(upstream);
    const { lastActivity } = session.users.facts;
    const grace = await session.users.byId.load('grace');

    const seen = grace && typeof lastActivity === 'function' ? await lastActivity([grace]) : new Map();
    const activity = await detail(session, grace?.details ?? null, 'activity');

    expect(seen.get('grace')).toMatchObject({
      evidence: 'GET /admin/users/{login}/activity: lastSessionActivity',
    });
    expect(activity).toEqual({
      __typename: 'DataikuActivity',
      lastSuccessfulLogin: new Date('2026-11-20T09:45:00Z'),
      lastFailedLogin: null,
      lastSessionActivity: new Date('2026-11-20T10:15:00Z'),
    });
    expect(callsOf(upstream)).toEqual(['GET /admin/users/grace', 'GET /admin/users/grace/activity']);
  });
});

describe('settings of DSS accounts', () => {
  const fields = ['userProperties', 'adminProperties', 'secrets', 'credentials'];
  const coordinates = fields.map((field) => `DataikuUserDetails.${field}`);

  /** What the readers give for one account. */
  async function settingsOf(session: DataikuSession, login: string) {
    const user = (await session.users.list()).items.find(({ username }) => username === login);
    const values = await Promise.all(fields.map((field) => detail(session, user?.details ?? null, field)));
    return Object.fromEntries(fields.map((field, i) => [field, values[i]]));
  }

  test('settings of everybody are one call where the operation asks for them, and hold no secret', async () => {
    await using upstream = await startDss();
    const session = openDss(upstream, ...coordinates);

    const grace = await settingsOf(session, 'grace');
    const ada = await settingsOf(session, 'ada');

    expect(grace).toEqual({
      userProperties: { team: 'north' },
      adminProperties: { costCentre: '4711' },
      secrets: [{ __typename: 'DataikuSecret', name: 'ticketing' }],
      credentials: [
        {
          __typename: 'DataikuCredential',
          kind: 'BASIC',
          connection: 'warehouse',
          plugin: null,
          parameterSet: null,
          preset: null,
          parameter: null,
          username: 'ghopper',
          updatedAt: new Date('2026-03-01T10:00:00Z'),
        },
        {
          __typename: 'DataikuCredential',
          kind: 'OAUTH_REFRESH_TOKEN',
          connection: null,
          plugin: 'geo',
          parameterSet: 'account',
          preset: 'main',
          parameter: 'login',
          username: null,
          updatedAt: null,
        },
      ],
    });
    expect(ada).toEqual({ userProperties: {}, adminProperties: {}, secrets: [], credentials: [] });
    expect(JSON.stringify([grace, await session.users.everyone()])).not.toContain('opaque-');
    expect(callsOf(upstream)).toEqual(['GET /admin/users/?includeSettings=True']);
  });

  test('without word from the operation, settings are read account by account and counted', async () => {
    await using upstream = await startDss();
    const scope = new Scope({ deadline: 5_000, perAccountLimit: 1 });
    const session = systemOf(dss, upstream).open(scope) as DataikuSession;

    const grace = await settingsOf(session, 'grace');
    const ada = await failure(settingsOf(session, 'ada'));

    expect(grace).toMatchObject({ userProperties: { team: 'north' } });
    expect(ada).toMatchObject({ problem: { code: 'LIMIT_EXCEEDED', system: 'dss-design' } });
    expect(callsOf(upstream)).toEqual(['GET /admin/users/?includeSettings=False', 'GET /admin/users/grace']);
  });
});

describe('groups of DSS', () => {
  test('a group is read with its permissions by name', async () => {
    await using upstream = await startDss();

    const { items, problem } = await openDss(upstream).groups.list();

    expect(problem).toBeNull();
    expect(items.map(({ name, isAdmin }) => [name, isAdmin]).toSorted()).toEqual([
      ['administrators', true],
      ['alumni', false],
      ['analysts', false],
      ['engineers', false],
      ['platform-admins', true],
      ['stewards', false],
    ]);
    expect(items.find(({ name }) => name === 'analysts')).toEqual({
      __typename: 'Group',
      ref: { kind: 'group', system: 'dss-design', native: 'analysts' },
      name: 'analysts',
      description: 'Who asks the questions',
      origin: 'LDAP',
      isAdmin: false,
      details: {
        __typename: 'DataikuGroupDetails',
        system: 'dss-design',
        sourceType: 'LDAP',
        permissions: ['mayWriteSafeCode', 'mayShareToWorkspaces'],
        ldapGroupNames: ['cn-analysts'],
        ssoGroupNames: [],
        azureADGroupNames: [],
        customGroupNames: [],
      },
    });
    expect(callsOf(upstream)).toEqual(['GET /admin/groups/']);
  });

  test('members come from the list of accounts, disabled ones included; no group, no answer', async () => {
    await using upstream = await startDss();

    const members = await openDss(upstream).groups.members(['stewards', 'alumni', 'analysts', 'nobodies']);

    expect(members.get('stewards')).toEqual(refs('user', 'emmy'));
    expect(members.get('alumni')).toEqual([]);
    expect(members.get('analysts')).toHaveLength(6);
    expect(members.get('analysts')).toContainEqual(ref('user', key, 'alan'));
    expect(members.has('nobodies')).toBe(false);
    expect(callsOf(upstream).toSorted()).toEqual([
      'GET /admin/groups/',
      'GET /admin/users/?includeSettings=False',
    ]);
  });

  test('a group that is gone is still named by those who are in it', async () => {
    await using upstream = await startDss();
    await fetch(`${upstream.url}/public/api/admin/groups/stewards`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${upstream.credentials.apiKey}` },
    });
    const { users, groups } = openDss(upstream);
    const { isAdmin } = users.facts;
    const emmy = await users.byId.load('emmy');

    expect((await users.groups(['emmy'])).get('emmy')).toEqual(refs('group', 'stewards'));
    expect(await groups.byId.load('stewards')).toBeNull();
    expect((await groups.members(['stewards'])).has('stewards')).toBe(false);
    expect(emmy && typeof isAdmin === 'function' && named(await isAdmin([emmy]))).toEqual({ emmy: false });
  });
});

describe('a DSS system', () => {
  test('knows its account, its release and its node', async () => {
    await using upstream = await startDss();
    const session = openDss(upstream);
    const node = (field: string) => detail(session, session.details, field);

    expect((await session.self())?.username).toBe('rollcall');
    expect(await session.version()).toBe('14.3.3');
    expect(await Promise.all(['nodeId', 'nodeName', 'nodeType'].map(node))).toEqual([
      'design-1',
      'Design',
      'DESIGN',
    ]);
    expect(await node('userProfiles')).toEqual([
      'READER',
      'AI_CONSUMER',
      'DATA_DESIGNER',
      'DATA_SCIENTIST',
      'FULL_DESIGNER',
    ]);
    expect(callsOf(upstream)).toEqual([
      'GET /auth/info?withSecrets=False',
      'GET /admin/users/rollcall',
      'GET /instance-info',
      'GET /admin/licensing/status',
    ]);
  });

  test('offers what DSS has, and never names its key', async () => {
    await using upstream = await startDss();
    const system = systemOf(dss, upstream);

    expect(capabilitiesOf(openDss(upstream))).toEqual([
      'USERS',
      'GROUPS',
      'PROJECTS',
      'MEMBERSHIPS',
      'JOBS',
      'LAST_ACTIVITY',
      'SESSIONS',
      'IMPERSONATION',
      'WRITE_USERS',
      'WRITE_USER_STATUS',
      'WRITE_PASSWORDS',
      'WRITE_GROUPS',
      'WRITE_GROUP_MEMBERS',
      'WRITE_MEMBERSHIPS',
      'USER_STATUS',
      'CREDENTIALS',
      'CUSTOM_DATA',
    ]);
    expect(system.credential).toBe('API key');
    expect(JSON.stringify(system)).not.toContain(upstream.credentials.apiKey);
  });

  test('is reached under either of its two prefixes', async () => {
    await using upstream = await startDss();
    const system = systemOf(dss, upstream, { pathPrefix: '/dip/publicapi' });

    const { items } = await system.open(new Scope({ deadline: 5_000, perAccountLimit: 1 })).users.list();

    expect(items).toHaveLength(11);
    expect(callsOf(upstream)).toEqual(['GET /dip/publicapi/admin/users/?includeSettings=False']);
  });

  test('a future runs, is done, and is null when nobody knows it', async () => {
    await using upstream = await startDss();
    const started = await fetch(`${upstream.url}/public/api/admin/users/katherine/actions/resync`, {
      method: 'POST',
      headers: { authorization: `Bearer ${upstream.credentials.apiKey}` },
    });
    const { jobId } = (await started.json()) as { jobId: string };

    const running = await openDss(upstream).jobs?.load(jobId);
    const done = await openDss(upstream).jobs?.load(jobId);

    expect(running).toMatchObject({
      __typename: 'Job',
      ref: { kind: 'job', system: 'dss-design', native: jobId },
      kind: 'future',
      state: 'RUNNING',
      nativeState: 'alive',
      message: null,
      createdAt: expect.any(Date) as Date,
      updatedAt: null,
    });
    expect(done).toMatchObject({ state: 'SUCCEEDED', nativeState: 'hasResult' });
    expect(await openDss(upstream).jobs?.load('job-none')).toBeNull();
    expect(callsOf(upstream)).toContain(`GET /futures/${jobId}?peek=True`);
  });

  test('two thousand accounts with all their facts cost three calls, and their projects one each', async () => {
    const world = generatedWorld('dataiku-dss', 2_000, 7);
    await using upstream = await simulateDss(world);
    const session = openDss(upstream, 'DataikuUserDetails.secrets');
    const { facts, groups } = session.users;

    const { items } = await session.users.list();
    await Promise.all([
      groups(items.map(({ username }) => username)),
      typeof facts.isAdmin === 'function' && facts.isAdmin(items),
      typeof facts.lastActivity === 'function' && facts.lastActivity(items),
      ...items.flatMap(({ username, details }) => [
        session.users.byId.load(username),
        detail(session, details, 'secrets'),
        detail(session, details, 'activity'),
      ]),
    ]);
    await session.groups.members(world.groups.map(({ name }) => name));

    expect(items).toHaveLength(2_000);
    expect(callsOf(upstream).toSorted()).toEqual([
      'GET /admin/groups/',
      'GET /admin/users-activity?enabledUsersOnly=False',
      'GET /admin/users/?includeSettings=True',
    ]);

    upstream.forgetRequests();
    const grants = await session.projects?.allMemberships();

    expect(grants?.problem).toBeNull();
    expect(upstream.requests).toHaveLength(1 + 40);
  });
});

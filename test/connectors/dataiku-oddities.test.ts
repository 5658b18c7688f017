import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toMemberships } from '../../src/connectors/dataiku/grants.ts';
import { dss } from '../../src/connectors/dataiku/index.ts';
import type { DataikuSession } from '../../src/connectors/dataiku/session.ts';
import { PROJECT_PERMISSIONS } from '../../src/connectors/dataiku/wire.ts';
import { ref } from '../../src/model/ref.ts';
import { ProblemError } from '../../src/problems.ts';
import { Scope } from '../../src/scope.ts';
import {
  callsOf,
  detail,
  failure,
  json,
  key,
  openDss,
  openGovern,
  refusal,
  serverOf,
  systemOf,
  UNAUTHORIZED,
} from './dataiku-systems.ts';

/** The only account a server lists. */
async function accountOf(wire: Record<string, unknown>) {
  await using upstream = await serverOf({ '/admin/users/': json([{ login: 'amira', ...wire }]) });
  return (await openDss(upstream).users.list()).items[0];
}

describe('what accounts may look like', () => {
  test.for([
    [
      'sessions are counted in the spelling with three s',
      { activeWebSocketSesssions: 3 },
      { activeSessions: 3 },
    ],
    ['and in the one with two', { activeWebSocketSessions: 2 }, { activeSessions: 2 }],
    ['sessions that are not told are not known', {}, { activeSessions: null }],
    ['a switch that is not told is not known', {}, { status: 'UNKNOWN', isOperational: null }],
    ['a source nobody knows is not guessed', { sourceType: 'OKTA' }, { origin: 'UNKNOWN' }],
    ['nor one that JavaScript knows', { sourceType: 'constructor' }, { origin: 'UNKNOWN' }],
    ['Entra ID is an outside source', { sourceType: 'AZURE_AD' }, { origin: 'EXTERNAL' }],
    ['empty texts are none', { email: '', displayName: '' }, { email: null, displayName: null }],
    ['zero is no date of creation', { creationDate: 0 }, { createdAt: null }],
    ['nor is an instant no calendar has', { creationDate: 1e300 }, { createdAt: null }],
    ['nulls are left-out keys', { groups: null, trialStatus: null, enabled: null }, { status: 'UNKNOWN' }],
    [
      'whether an expired trial can be used is not known',
      {
        enabled: true,
        trialStatus: { exists: true, expired: true, valid: false, expiresOn: 5, grantedOn: -1 },
      },
      {
        status: 'ACTIVE',
        isOperational: null,
        details: { trial: { expired: true, expiresAt: new Date(5), grantedAt: null } },
      },
    ],
    [
      'but a disabled account cannot, trial or not',
      { enabled: false, trialStatus: { exists: true, expired: true } },
      { status: 'DISABLED', isOperational: false },
    ],
  ] as const)('%s', async ([, wire, expected]) => {
    expect(await accountOf(wire)).toMatchObject(expected);
  });

  test('a group that stands twice on an account counts once', async () => {
    await using upstream = await serverOf({
      '/admin/users/': json([{ login: 'amira', groups: ['analysts', 'stewards', 'analysts', ''] }]),
      '/admin/groups/': json([{ name: 'analysts' }]),
      '/admin/users/amira': json({ login: 'amira', groups: ['analysts', 'stewards', 'analysts', ''] }),
      '/admin/groups/analysts': json({ name: 'analysts' }),
    });
    const { users, groups } = openDss(upstream);

    const memberOf = await users.groups(['amira']);
    const members = await groups.members(['analysts']);

    expect(memberOf.get('amira')).toEqual([ref('group', key, 'analysts'), ref('group', key, 'stewards')]);
    expect(members.get('analysts')).toEqual([ref('user', key, 'amira')]);
  });

  test('an account that cannot be read costs itself, and everything that rests on the whole list says so', async () => {
    await using upstream = await serverOf({
      '/admin/users/': json([{ login: 'amira', groups: ['analysts'] }, { login: 7 }, null, { login: '' }]),
      '/admin/groups/': json([{ name: 'analysts' }]),
      '/admin/groups/analysts': json({ name: 'analysts' }),
    });
    const { users, groups } = openDss(upstream);

    const { items, problem } = await users.list();
    const bilal = await failure(users.byId.load('bilal'));
    const members = await groups.members(['analysts']);

    expect(items.map(({ username }) => username)).toEqual(['amira']);
    expect(problem).toMatchObject({ code: 'UPSTREAM_INVALID_RESPONSE', system: 'dss-design' });
    expect(await users.byId.load('amira')).toMatchObject({ username: 'amira' });
    expect(bilal).toMatchObject({ problem: { code: 'UPSTREAM_INVALID_RESPONSE' } });
    expect(members.get('analysts')).toMatchObject({ problem: { code: 'UPSTREAM_INVALID_RESPONSE' } });
  });

  test('names are compared exactly, whatever the server does', async () => {
    await using upstream = await serverOf({
      '/admin/users/Grace': json({ login: 'grace' }),
      '/admin/groups/Analysts': json({ name: 'analysts' }),
      '/projects/': json([]),
      '/projects/churn': json({ projectKey: 'CHURN' }),
    });
    const { users, groups, projects } = openDss(upstream);

    expect(await users.byUsername.load('Grace')).toBeNull();
    expect(await groups.byName.load('Analysts')).toBeNull();
    expect(await projects?.byKey.load('churn')).toBeNull();
  });

  test('a release before 14.2 lists no settings, and is asked account by account up to the limit', async () => {
    const logins = ['amira', 'bilal', 'chen', 'dora'];
    await using upstream = await serverOf({
      '/admin/users/': json(logins.map((login) => ({ login }))),
      ...Object.fromEntries(
        logins.map((login) => [`/admin/users/${login}`, json({ login, userProperties: { of: login } })]),
      ),
    });
    const scope = new Scope({
      deadline: 5_000,
      perAccountLimit: 3,
      selected: new Set(['DataikuUserDetails.userProperties', 'DataikuUserDetails.secrets']),
    });
    const session = systemOf(dss, upstream).open(scope) as DataikuSession;
    const { items } = await session.users.list();

    const read = await Promise.all(
      items.flatMap(({ details }) =>
        ['userProperties', 'secrets'].map((field) =>
          failure(Promise.resolve(detail(session, details, field))),
        ),
      ),
    );

    expect(read.slice(0, 6)).toEqual([{ of: 'amira' }, null, { of: 'bilal' }, null, { of: 'chen' }, null]);
    expect(read.slice(6)).toEqual([expect.any(ProblemError), expect.any(ProblemError)]);
    expect(read[6]).toMatchObject({ problem: { code: 'LIMIT_EXCEEDED' } });
    expect(callsOf(upstream)).toEqual([
      'GET /admin/users/?includeSettings=True',
      'GET /admin/users/amira',
      'GET /admin/users/bilal',
      'GET /admin/users/chen',
    ]);
  });

  test.for([
    ['warehouse', { connection: 'warehouse', plugin: null }],
    ['"PLUGIN", "geo", "account", "main", "login"', { connection: null, plugin: 'geo', parameter: 'login' }],
    [
      '"PLUGIN","g\\u00e9o","account","main","login"',
      { plugin: 'géo', parameterSet: 'account', preset: 'main' },
    ],
    ['"PLUGIN", "geo", "account"', { connection: '"PLUGIN", "geo", "account"', plugin: null }],
    ['"PLUGIN", 1, 2, 3, 4', { connection: '"PLUGIN", 1, 2, 3, 4', plugin: null }],
    ['"a", "b", "c", "d", "e"', { connection: '"a", "b", "c", "d", "e"', plugin: null }],
    ['42', { connection: '42', plugin: null }],
  ] as const)('the credential under %s is for what its key says', async ([name, expected]) => {
    const credentials = { [name]: { type: 'BASIC', password: 'hush-hush' } };
    await using upstream = await serverOf({ '/admin/users/amira': json({ login: 'amira', credentials }) });
    const session = openDss(upstream);
    const amira = await session.users.byId.load('amira');

    const read = await detail(session, amira?.details ?? null, 'credentials');

    expect(read).toMatchObject([{ kind: 'BASIC', username: null, updatedAt: null, ...expected }]);
    expect(JSON.stringify(read)).not.toContain('hush-hush');
  });
});

describe('what was seen of accounts', () => {
  test('the later of sign-in and session counts; zero, null and nothing are never; no record is not known', async () => {
    const names = ['late', 'back', 'never', 'gone', 'unread'];
    await using upstream = await serverOf({
      '/admin/users/': json(names.map((login) => ({ login }))),
      '/admin/users-activity': json([
        { login: 'late', lastSuccessfulLogin: 2_000, lastSessionActivity: 1_000, lastFailedLogin: 3_000 },
        { login: 'back', lastSuccessfulLogin: 1_000, lastSessionActivity: 2_000 },
        { login: 'never', lastSuccessfulLogin: 0, lastSessionActivity: null, lastFailedLogin: -1 },
        { login: 'unread', lastSuccessfulLogin: 'yesterday' },
      ]),
    });
    const session = openDss(upstream);
    const { items } = await session.users.list();
    const { lastActivity } = session.users.facts;

    const seen = typeof lastActivity === 'function' ? await lastActivity(items) : new Map();

    expect(seen.get('late')).toMatchObject({ at: new Date(2_000), kind: 'LOGIN' });
    expect(seen.get('back')).toMatchObject({ at: new Date(2_000), kind: 'SESSION' });
    expect(seen.get('never')).toMatchObject({ at: null });
    expect(seen.has('gone')).toBe(false);
    expect(seen.has('unread')).toBe(false);
    expect(await detail(session, items[0]?.details ?? null, 'activity')).toEqual({
      __typename: 'DataikuActivity',
      lastSuccessfulLogin: new Date(2_000),
      lastFailedLogin: new Date(3_000),
      lastSessionActivity: new Date(1_000),
    });
  });
});

describe('what groups may look like', () => {
  test.for([
    ['permissions of releases to come count', { mayTravelInTime: true, mayFly: false }, ['mayTravelInTime']],
    [
      'the architect of Govern 15 is one',
      { isGovernArchitect: true, mayWriteSafeCode: true },
      ['isGovernArchitect', 'mayWriteSafeCode'],
    ],
    ['what is not true is not given', { mayCreateProjects: 'true', mayFly: 1 }, []],
    [
      'what is not told is not known',
      { admin: true, canObtainAPITicketFromCookiesForGroupsRegex: '.*' },
      null,
    ],
  ] as const)('%s', async ([, wire, permissions]) => {
    await using upstream = await serverOf({ '/admin/groups/g': json({ name: 'g', ...wire }) });

    const group = await openGovern(upstream).groups.byName.load('g');

    expect(group?.details).toMatchObject({ permissions });
  });

  test('whether an account administers is known only where all its groups are', async () => {
    await using upstream = await serverOf({
      '/admin/users/': json([
        { login: 'root', groups: ['unread', 'admins'] },
        { login: 'open', groups: ['unread', 'plain'] },
        { login: 'silent', groups: ['silent'] },
        { login: 'plain', groups: ['plain'] },
        { login: 'alone' },
      ]),
      '/admin/groups/': json([
        { name: 'admins', admin: true },
        { name: 'plain', admin: false },
        { name: 'silent' },
        { name: 'unread', admin: 'yes' },
      ]),
    });
    const { users } = openDss(upstream);
    const { items } = await users.list();
    const { isAdmin } = users.facts;

    const admins = typeof isAdmin === 'function' ? await isAdmin(items) : new Map();

    expect(Object.fromEntries(admins)).toEqual({
      root: true,
      open: null,
      silent: null,
      plain: false,
      alone: false,
    });
  });
});

describe('what grants may look like', () => {
  const project = ref('project', key, 'CHURN');
  const permissionsOf = (permissions: unknown) =>
    serverOf({ '/projects/CHURN/permissions': json({ owner: 'amira', permissions }) });

  test.for([
    ['admin', 'ADMIN', PROJECT_PERMISSIONS],
    ['editPermissions', 'CUSTOM', ['editPermissions', 'readDashboards']],
    ['readProjectContent', 'VIEWER', ['readProjectContent', 'readDashboards']],
    [
      'writeProjectContent',
      'EDITOR',
      ['readProjectContent', 'writeProjectContent', 'readDashboards', 'writeDashboards', 'runScenarios'],
    ],
    ['writeDashboards', 'CUSTOM', ['readDashboards', 'writeDashboards']],
    ['shareToWorkspaces', 'CUSTOM', ['shareToWorkspaces', 'manageDashboardAuthorizations']],
    ['publishToDataCollections', 'CUSTOM', ['publishToDataCollections', 'manageDashboardAuthorizations']],
    ['executeApp', 'CUSTOM', ['executeApp']],
    ['constructor', 'CUSTOM', ['constructor']],
    ['mayTravelInTime', 'CUSTOM', ['mayTravelInTime']],
  ] as const)('%s alone is %s, with what it implies', ([permission, role, permissions]) => {
    expect(toMemberships(project, [{ user: 'amira', [permission]: true }])).toMatchObject([
      { role, nativeRole: permission, permissions },
    ]);
  });

  test('several grants to one member are one, of the strongest role and all permissions', async () => {
    await using upstream = await permissionsOf([
      { user: 'amira', runScenarios: true },
      { group: 'amira', readProjectContent: true },
      { user: 'amira', readProjectContent: true, admin: false },
      { user: 'bilal', admin: false, readProjectContent: false },
      { user: 'amira', exportDatasetsData: true, group: null },
    ]);

    const found = await openDss(upstream).projects?.memberships(['CHURN']);

    expect(found?.get('CHURN')).toMatchObject({
      problem: null,
      items: [
        {
          ref: { native: 'CHURN.user.amira' },
          memberKind: 'USER',
          role: 'VIEWER',
          nativeRole: 'readProjectContent+exportDatasetsData+runScenarios',
          permissions: ['readProjectContent', 'exportDatasetsData', 'readDashboards', 'runScenarios'],
        },
        { ref: { native: 'CHURN.group.amira' }, memberKind: 'GROUP', role: 'VIEWER' },
      ],
    });
  });

  test('however the permissions of a member are spread over grants, the membership is the same', () => {
    const grants = fc.array(fc.subarray([...PROJECT_PERMISSIONS], { minLength: 1 }), {
      minLength: 1,
      maxLength: 5,
    });
    const grant = (permissions: readonly string[]) => ({
      group: 'analysts',
      ...Object.fromEntries(permissions.map((permission) => [permission, true])),
    });

    fc.assert(
      fc.property(grants, (spread) => {
        const all = toMemberships(project, [grant(spread.flat())]);
        expect(toMemberships(project, spread.map(grant))).toEqual(all);
        expect(toMemberships(project, spread.map(grant).toReversed())).toEqual(all);
      }),
      { numRuns: 300 },
    );
  });

  test('a grant to neither account nor group is shown, and is no account', async () => {
    await using upstream = await permissionsOf([
      { apiKey: 'nightly', runScenarios: true },
      { executeApp: true },
    ]);

    const found = await openDss(upstream).projects?.memberships(['CHURN']);

    expect(found?.get('CHURN')).toMatchObject({
      items: [
        {
          ref: { native: 'CHURN.other.nightly' },
          memberKind: 'OTHER',
          memberName: 'nightly',
          member: { kind: 'user', native: 'other:nightly' },
          role: 'CUSTOM',
        },
        { memberKind: 'OTHER', memberName: 'unknown', nativeRole: 'executeApp' },
      ],
    });
  });

  test('a grant that cannot be read is missing, and the answer says so', async () => {
    await using upstream = await permissionsOf([
      { user: 'amira', admin: 'yes' },
      { user: 7 },
      { user: 'bilal', admin: true },
    ]);

    const found = await openDss(upstream).projects?.memberships(['CHURN']);

    expect(found?.get('CHURN')).toMatchObject({
      items: [{ memberName: 'bilal' }],
      problem: { code: 'UPSTREAM_INVALID_RESPONSE' },
    });
  });

  test('a document without a list of grants is no project without grants', async () => {
    await using upstream = await permissionsOf(undefined);

    const found = await openDss(upstream).projects?.memberships(['CHURN']);

    expect(found?.get('CHURN')).toMatchObject({ problem: { code: 'UPSTREAM_INVALID_RESPONSE' } });
  });

  test('a project that goes between list and grants costs nothing; a failure outweighs a refusal', async () => {
    const granted = json({ permissions: [{ user: 'amira', admin: true }] });
    await using upstream = await serverOf({
      '/projects/': json(['GONE', 'FINE', 'SHUT', 'SICK'].map((projectKey) => ({ projectKey }))),
      '/projects/FINE/permissions': granted,
      '/projects/SHUT/permissions': refusal(401, UNAUTHORIZED),
      '/projects/SICK/permissions': refusal(503, 'java.lang.RuntimeException'),
    });

    const reading = await openDss(upstream).projects?.allMemberships();

    expect(reading?.items.map(({ project: { native } }) => native)).toEqual(['FINE']);
    expect(reading?.problem).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });

  test('a project that is missing from the list but there is read from its summary', async () => {
    await using upstream = await serverOf({
      '/projects/': json([]),
      '/projects/NEW': json({ projectKey: 'NEW', name: '', ownerLogin: 'amira', isProjectAdmin: true }),
    });

    expect(await openDss(upstream).projects?.byKey.load('NEW')).toMatchObject({
      key: 'NEW',
      name: 'NEW',
      ownerName: 'amira',
      createdAt: null,
    });
  });
});

describe('what futures may say', () => {
  test.for([
    [
      { hasResult: true, alive: false },
      { state: 'SUCCEEDED', nativeState: 'hasResult', createdAt: null },
    ],
    [
      { hasResult: false, alive: true, startTime: 9 },
      { state: 'RUNNING', createdAt: new Date(9) },
    ],
    [
      { alive: false, aborted: true },
      { state: 'CANCELED', nativeState: 'aborted' },
    ],
    [{ alive: false }, { state: 'UNKNOWN', nativeState: 'ended' }],
  ] as const)('%o', async ([wire, expected]) => {
    await using upstream = await serverOf({ '/futures/job-1': json(wire) });

    expect(await openDss(upstream).jobs?.load('job-1')).toMatchObject(expected);
  });

  test('one the server has forgotten is null, and one whose state fails is a failure', async () => {
    await using upstream = await serverOf({
      '/futures/job-1': json({ hasResult: false, alive: false, unknown: true }),
      '/futures/job-2': refusal(500, 'java.lang.RuntimeException'),
    });
    const { jobs } = openDss(upstream);

    expect(await jobs?.load('job-1')).toBeNull();
    expect(await failure(Promise.resolve(jobs?.load('job-2')))).toBeInstanceOf(ProblemError);
  });
});

describe('who the gateway is', () => {
  test.for([
    ['a global key is nobody', { authIdentifier: 'amira', authSource: 'CONFIGURABLE_API_KEY_GLOBAL' }, null],
    ['a personal key is its owner', { authIdentifier: 'amira', authSource: 'PERSONAL_API_KEY' }, 'amira'],
    ['a source nobody knows is looked up', { authIdentifier: 'amira' }, 'amira'],
    ['and is nobody if there is no such account', { authIdentifier: 'key-7', authSource: 'NEW' }, null],
    ['no name is nobody', {}, null],
  ] as const)('%s', async ([, info, login]) => {
    await using upstream = await serverOf({
      '/auth/info': json(info),
      '/admin/users/amira': json({ login: 'amira' }),
    });
    const session = openDss(upstream);

    expect((await session.self())?.username ?? null).toBe(login);
    expect(await session.version()).toBeNull();
  });
});

describe('what rules of Govern may look like', () => {
  test('holders of other kinds and conditions of any shape are shown in the vendor’s words', async () => {
    const rule = {
      criteria: ['always', { type: 'NEW', b: [1, 'x'], a: null }, { step: 'review' }, 7, null],
      userContainers: [
        { type: 'globalApiKey', keyId: 'nightly' },
        { type: 'everybody' },
        { type: 'user' },
        { type: 'group', login: 'amira' },
        {},
      ],
    };
    await using upstream = await serverOf({
      '/admin/blueprint-role-assignments': json([
        { blueprintId: 'bp.b', roleAssignmentsRules: { 'ro.z': [rule, {}], 'ro.a': [] } },
        { blueprintId: 'bp.a' },
      ]),
    });
    const session = openGovern(upstream);

    const rows = await detail(session, session.details, 'roleAssignments');

    expect(rows).toMatchObject([
      {
        blueprint: 'bp.b',
        role: 'ro.z',
        conditions: ['always', 'NEW a=null b=[1,"x"]', 'step=review', '7', 'null'],
        holders: [
          { memberKind: 'OTHER', memberName: 'nightly' },
          { memberKind: 'OTHER', memberName: 'everybody' },
          { memberKind: 'OTHER', memberName: 'user' },
          { memberKind: 'OTHER', memberName: 'group' },
          { memberKind: 'OTHER', memberName: 'unknown' },
        ],
        fields: [],
      },
      { blueprint: 'bp.b', role: 'ro.z', conditions: [], holders: [], fields: [] },
    ]);
  });

  test('a rule that cannot be read fails the whole: rights must not look smaller than they are', async () => {
    const rules = { 'ro.a': [{}, { userContainers: 'everybody' }] };
    await using upstream = await serverOf({
      '/admin/blueprint-role-assignments': json([{ blueprintId: 'bp.a', roleAssignmentsRules: rules }]),
    });
    const session = openGovern(upstream);

    const failed = await failure(Promise.resolve(detail(session, session.details, 'roleAssignments')));

    expect(failed).toMatchObject({ problem: { code: 'UPSTREAM_INVALID_RESPONSE' } });
  });
});

import { describe, expect, test } from 'vitest';
import { govern } from '../../src/connectors/dataiku/index.ts';
import type { DataikuSession } from '../../src/connectors/dataiku/session.ts';
import { simulateDss, simulateGovern } from '../../src/connectors/dataiku/simulator/index.ts';
import { capabilitiesOf, type Holder } from '../../src/connector.ts';
import { smallWorld } from '../../src/sandbox/world.ts';
import { callsOf, detail, failure, openDss, openGovern } from './dataiku-systems.ts';

const startDss = () => simulateDss(smallWorld('dataiku-dss'));
const startGovern = () => simulateGovern(smallWorld('dataiku-govern'));

const named = <T>(found: ReadonlyMap<string, T | Error>) => Object.fromEntries(found);
/** Makes another caller: the key of an account that is there. */
async function keyOf(login: string, { url, credentials }: { url: string; credentials: { apiKey: string } }) {
  const response = await fetch(`${url}/public/api/admin/personal-api-keys/`, {
    method: 'POST',
    headers: { authorization: `Bearer ${credentials.apiKey}` },
    body: JSON.stringify({ user: login, label: 'test', description: '' }),
  });
  const { key: apiKey } = (await response.json()) as { key: string };
  return { url, credentials: { apiKey } };
}

describe('projects of DSS', () => {
  test('a project is read from the list, where it says most', async () => {
    await using upstream = await startDss();
    const { projects } = openDss(upstream);

    const found = await Promise.all([projects?.byKey.load('CHURN'), projects?.byId.load('GALAXY')]);

    expect(found[0]).toEqual({
      __typename: 'Project',
      ref: { kind: 'project', system: 'dss-design', native: 'CHURN' },
      key: 'CHURN',
      name: 'Churn',
      description: 'Who leaves, and why',
      nativeStatus: 'Draft',
      ownerName: 'grace',
      owner: { kind: 'user', system: 'dss-design', native: 'grace' },
      createdAt: new Date('2025-05-05T09:00:00Z'),
    });
    expect(found[1]).toMatchObject({ description: null, ownerName: 'konrad' });
    expect(callsOf(upstream)).toEqual(['GET /projects/']);
  });

  test('grants keep the stored words and add what they imply; the owner has none by that alone', async () => {
    await using upstream = await startDss();

    const memberships = await openDss(upstream).projects?.memberships(['FORECAST']);

    const reading = memberships?.get('FORECAST');
    const items = reading instanceof Error ? [] : (reading?.items ?? []);
    const membership = {
      __typename: 'Membership',
      project: { kind: 'project', system: 'dss-design', native: 'FORECAST' },
    };
    expect(items).toEqual([
      {
        ...membership,
        ref: { kind: 'membership', system: 'dss-design', native: 'FORECAST.group.analysts' },
        memberKind: 'GROUP',
        member: { kind: 'group', system: 'dss-design', native: 'analysts' },
        memberName: 'analysts',
        role: 'EDITOR',
        nativeRole: 'writeProjectContent',
        permissions: [
          'readProjectContent',
          'writeProjectContent',
          'readDashboards',
          'writeDashboards',
          'runScenarios',
        ],
      },
      {
        ...membership,
        ref: { kind: 'membership', system: 'dss-design', native: 'FORECAST.user.claude~2Eshannon' },
        memberKind: 'USER',
        member: { kind: 'user', system: 'dss-design', native: 'claude.shannon' },
        memberName: 'claude.shannon',
        role: 'VIEWER',
        nativeRole: 'readProjectContent+readDashboards',
        permissions: ['readProjectContent', 'readDashboards'],
      },
      {
        ...membership,
        ref: { kind: 'membership', system: 'dss-design', native: 'FORECAST.user.konrad' },
        memberKind: 'USER',
        member: { kind: 'user', system: 'dss-design', native: 'konrad' },
        memberName: 'konrad',
        role: 'CUSTOM',
        nativeRole: 'readDashboards+runScenarios',
        permissions: ['readDashboards', 'runScenarios'],
      },
    ]);
    expect(callsOf(upstream)).toEqual(['GET /projects/FORECAST/permissions']);
  });

  test('the grants of all projects cost the list and one call for each, once in a request', async () => {
    await using upstream = await startDss();
    const { projects } = openDss(upstream);

    const reading = await projects?.allMemberships();
    await projects?.memberships(['CHURN', 'GALAXY']);

    expect(reading?.problem).toBeNull();
    expect(reading?.items).toHaveLength(9);
    expect(callsOf(upstream).toSorted()).toEqual([
      'GET /projects/',
      'GET /projects/CHURN/permissions',
      'GET /projects/FORECAST/permissions',
      'GET /projects/GALAXY/permissions',
    ]);
  });

  test('a project that is not there is null for an administrator, and has no grants', async () => {
    await using upstream = await startDss();
    const { projects } = openDss(upstream);

    expect(await projects?.byKey.load('NOWHERE')).toBeNull();
    expect(await projects?.byKey.load('churn')).toBeNull();
    expect((await projects?.memberships(['NOWHERE']))?.size).toBe(0);
  });

  test('one unreadable project costs its own rows and no others', async () => {
    await using upstream = await startDss();
    upstream.setFaults([{ path: '/public/api/projects/CHURN/permissions', fault: 'status:401' }]);

    const reading = await openDss(upstream).projects?.allMemberships();

    expect(reading?.problem).toMatchObject({ code: 'NOT_PERMITTED', system: 'dss-design' });
    expect(reading?.items.map(({ project }) => project.native)).toEqual([
      'GALAXY',
      'GALAXY',
      'FORECAST',
      'FORECAST',
      'FORECAST',
    ]);
  });
});

describe('rights in DSS projects', () => {
  /** Every way in which an account comes to rights, as `via reason: role`. */
  async function waysOf(session: DataikuSession, login: string, projectKey: string) {
    const { users, groups, projects } = session;
    const [user, project, grants] = await Promise.all([
      users.byId.load(login),
      projects?.byKey.load(projectKey),
      projects?.memberships([projectKey]),
    ]);
    const reading = grants?.get(projectKey);
    const memberships = reading instanceof Error ? [] : (reading?.items ?? []);
    const refs = (await users.groups([login])).get(login);
    const names = refs instanceof Error ? [] : (refs ?? []).map(({ native }) => native);
    const held = (await Promise.all(names.map((name) => groups.byId.load(name)))).filter(
      (one) => one !== null,
    );
    if (!user || !project || !projects) throw new Error('the story lacks its people');
    return projects.rights({
      user,
      groups: held,
      project,
      grants: memberships.flatMap((membership): Holder['grants'][number][] => {
        const group = held.find(({ name }) => name === membership.memberName);
        if (membership.memberKind === 'GROUP') return group ? [{ membership, group }] : [];
        return membership.memberName === login ? [{ membership, group: null }] : [];
      }),
    });
  }

  test.for([
    [
      'grace',
      'CHURN',
      [
        ['GROUP', 'group analysts: readProjectContent+readDashboards', 'VIEWER'],
        ['GROUP', 'group engineers: writeProjectContent', 'EDITOR'],
        ['DIRECT', 'admin', 'ADMIN'],
        ['OWNER', 'owner', 'OWNER'],
      ],
    ],
    ['emmy', 'FORECAST', [['OWNER', 'owner', 'OWNER']]],
    ['claude.shannon', 'CHURN', []],
    ['rollcall', 'GALAXY', [['SYSTEM_ADMIN', 'group administrators: admin', 'ADMIN']]],
    [
      'ada',
      'CHURN',
      [
        ['GROUP', 'group engineers: writeProjectContent', 'EDITOR'],
        ['SYSTEM_ADMIN', 'group platform-admins: admin', 'ADMIN'],
      ],
    ],
  ] as const)('%s has rights in %s for these reasons', async ([login, projectKey, expected]) => {
    await using upstream = await startDss();

    const rights = await waysOf(openDss(upstream), login, projectKey);

    expect(rights.map(({ via, reason, role }) => [via, reason, role])).toEqual(expected);
    expect(rights.every(({ counted }) => counted)).toBe(true);
  });

  test('owners and administrators may everything', async () => {
    await using upstream = await startDss();

    const [right] = await waysOf(openDss(upstream), 'emmy', 'FORECAST');

    expect(right?.permissions).toHaveLength(15);
    expect(right?.permissions).toContain('manageAdditionalDashboardUsers');
  });

  test('are not told by halves where it is not known which groups make administrators', async () => {
    await using upstream = await startDss();
    const session = openDss(await keyOf('grace', upstream));

    expect(await failure(waysOf(session, 'alan', 'CHURN'))).toMatchObject({
      problem: { code: 'NOT_PERMITTED', system: 'dss-design' },
    });
  });
});

describe('a caller who is no administrator', () => {
  test('sees the directory for everybody, is told that it need not be all, and not what only administrators know', async () => {
    await using upstream = await startDss();
    const session = openDss(await keyOf('grace', upstream));
    upstream.forgetRequests();
    const { isAdmin } = session.users.facts;

    const { items, problem } = await session.users.list();
    const groups = await session.groups.list();
    const alan = items.find(({ username }) => username === 'alan');

    expect(problem?.code).toBe('NOT_PERMITTED');
    expect(items).toHaveLength(11);
    expect(alan).toMatchObject({
      displayName: 'Alan Turing',
      status: 'DISABLED',
      isOperational: false,
      email: null,
      origin: 'UNKNOWN',
      createdAt: null,
      activeSessions: null,
      details: { profile: null, codeAllowed: null, trial: null },
    });
    expect(groups.items.find(({ name }) => name === 'platform-admins')).toMatchObject({
      isAdmin: null,
      details: { permissions: null, ldapGroupNames: null },
    });
    expect(typeof isAdmin === 'function' && named(await isAdmin(items))).toMatchObject({
      ada: null,
      'claude.shannon': null,
    });
    expect(callsOf(upstream)).toEqual([
      'GET /admin/users/?includeSettings=False',
      'GET /users',
      'GET /admin/groups/',
      'GET /groups',
    ]);
  });

  test('finds one account and one group, and is told what it may not read', async () => {
    await using upstream = await startDss();
    const session = openDss(await keyOf('grace', upstream));
    const { lastActivity } = session.users.facts;

    const emmy = await session.users.byUsername.load('emmy');
    const stewards = await session.groups.byName.load('stewards');
    const properties = failure(Promise.resolve(detail(session, emmy?.details ?? null, 'userProperties')));
    const seen = emmy && typeof lastActivity === 'function' ? failure(lastActivity([emmy])) : null;

    expect(emmy).toMatchObject({ displayName: 'Emmy Noether', status: 'ACTIVE' });
    expect(stewards).toMatchObject({ name: 'stewards', isAdmin: null });
    expect(await session.users.byUsername.load('nobody')).toBeNull();
    expect(await session.groups.byName.load('nobodies')).toBeNull();
    expect(await properties).toMatchObject({ problem: { code: 'NOT_PERMITTED' } });
    expect(await seen).toMatchObject({ problem: { code: 'NOT_PERMITTED' } });
  });

  test('cannot tell a project that is not there from one that is not theirs', async () => {
    await using upstream = await startDss();
    const { projects } = openDss(await keyOf('grace', upstream));

    const reading = await projects?.allMemberships();
    const hidden = await failure(Promise.resolve(projects?.byKey.load('GALAXY')));
    const absent = await failure(Promise.resolve(projects?.byKey.load('NOWHERE')));

    expect(reading?.problem).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(new Set(reading?.items.map(({ project }) => project.native))).toEqual(new Set(['CHURN']));
    expect(hidden).toMatchObject({ problem: { code: 'NOT_PERMITTED' } });
    expect(absent).toMatchObject({ problem: { code: 'NOT_PERMITTED' } });
  });

  test('with a key that is none, nothing is an answer', async () => {
    await using upstream = await startDss();
    const session = openDss({ url: upstream.url, credentials: { apiKey: 'no-such-key' } });

    const failures = await Promise.all([
      failure(session.users.list()),
      failure(session.users.byId.load('grace')),
      failure(session.groups.list()),
      failure(Promise.resolve(session.projects?.list())),
      failure(session.self()),
    ]);

    expect(failures).toEqual(
      failures.map(() =>
        expect.objectContaining({ problem: expect.objectContaining({ code: 'NOT_PERMITTED' }) }),
      ),
    );
  });
});

describe('Govern', () => {
  test('has accounts and groups of its own, with nothing that only DSS knows', async () => {
    await using upstream = await startGovern();
    const session = openGovern(upstream, 'DataikuUserDetails.userProperties');

    const { items } = await session.users.list();
    const grace = items.find(({ username }) => username === 'grace');
    const rozsa = items.find(({ username }) => username === 'rozsa');

    expect(grace).toMatchObject({
      email: 'Grace@Example.ORG',
      activeSessions: null,
      createdAt: new Date('2025-02-03T09:00:00Z'),
      details: { __typename: 'DataikuUserDetails', codeAllowed: null, trial: null },
    });
    expect(rozsa).toMatchObject({ displayName: 'Rózsa Péter', email: 'rozsa@example.org' });
    expect(await detail(session, grace?.details ?? null, 'userProperties')).toEqual({});
    expect(await detail(session, grace?.details ?? null, 'secrets')).toBeNull();
    expect(await detail(session, grace?.details ?? null, 'credentials')).toBeNull();
    expect(callsOf(upstream)).toEqual(['GET /admin/users/?includeSettings=True']);
  });

  test('offers roles and no projects', async () => {
    await using upstream = await startGovern();
    const session = openGovern(upstream);

    expect(session.projects).toBeUndefined();
    expect(session.users.facts.activeSessions).toBe('unknown');
    expect(capabilitiesOf(session)).toEqual([
      'USERS',
      'GROUPS',
      'JOBS',
      'LAST_ACTIVITY',
      'IMPERSONATION',
      'WRITE_USERS',
      'WRITE_USER_STATUS',
      'WRITE_PASSWORDS',
      'WRITE_GROUPS',
      'WRITE_GROUP_MEMBERS',
      'USER_STATUS',
      'CUSTOM_DATA',
      'ROLES',
    ]);
  });

  test('acts through a key that is nobody’s account, and tells its release', async () => {
    await using upstream = await startGovern();
    const session = openGovern(upstream);

    expect(await session.self()).toBeNull();
    expect(await session.version()).toBe('14.3.3');
    expect(callsOf(upstream)).toEqual(['GET /auth/info']);
  });

  test('shows which groups administer Govern', async () => {
    await using upstream = await startGovern();

    const stewards = await openGovern(upstream).groups.byName.load('stewards');

    expect(stewards).toMatchObject({ isAdmin: false, details: { permissions: ['mayManageGovern'] } });
  });

  test('shows its roles and every rule that gives one, conditions and all', async () => {
    await using upstream = await startGovern();
    const session = openGovern(upstream);
    const holder = { __typename: 'GovernRoleHolder', system: 'dss-design' };
    const rule = { __typename: 'GovernRoleAssignment', fields: [], conditions: [] };
    const govern = { ...rule, blueprint: 'bp.system.govern_project' };
    const initiative = { ...rule, blueprint: 'bp.system.business_initiative' };
    const analysts = { ...holder, memberKind: 'GROUP', memberName: 'analysts' };

    expect(await detail(session, session.details, 'nodeName')).toBe('Govern');
    expect(await detail(session, session.details, 'roles')).toEqual([
      {
        __typename: 'GovernRole',
        nativeId: 'ro.contributor',
        label: 'Contributor',
        description: 'Fills in what is asked',
      },
      {
        __typename: 'GovernRole',
        nativeId: 'ro.governance_manager',
        label: 'Governance manager',
        description: 'Answers for the rules',
      },
      {
        __typename: 'GovernRole',
        nativeId: 'ro.project_manager',
        label: 'Project manager',
        description: 'Answers for a project',
      },
      {
        __typename: 'GovernRole',
        nativeId: 'ro.reader',
        label: 'Reader',
        description: 'Sees what is governed',
      },
    ]);
    expect(await detail(session, session.details, 'roleAssignments')).toEqual([
      {
        ...initiative,
        role: 'ro.governance_manager',
        holders: [{ ...holder, memberKind: 'GROUP', memberName: 'stewards' }],
      },
      { ...initiative, role: 'ro.reader', holders: [analysts] },
      { ...initiative, role: 'ro.reader', holders: [], fields: ['sponsor'] },
      {
        ...govern,
        role: 'ro.contributor',
        holders: [{ ...holder, memberKind: 'GROUP', memberName: 'engineers' }],
        conditions: [
          'BLUEPRINT_VERSION blueprintVersionId=bv.system.default',
          'FIELD_VALUE fieldId=risk operator=EQUALS value=HIGH',
          'WORKFLOW_STEP stepId=review',
        ],
      },
      {
        ...govern,
        role: 'ro.project_manager',
        holders: [{ ...holder, memberKind: 'USER', memberName: 'emmy' }],
        fields: ['sponsor'],
      },
      {
        ...govern,
        role: 'ro.reader',
        holders: [analysts, { ...holder, memberKind: 'USER', memberName: 'grace' }],
      },
    ]);
  });

  test.for([
    ['USER', 'emmy', 'Emmy Noether'],
    ['USER', 'nobody', null],
    ['GROUP', 'analysts', 'analysts'],
    ['GROUP', 'nobodies', null],
    ['OTHER', 'emmy', null],
  ] as const)('the %s %s of a rule is read when asked for', async ([memberKind, memberName, name]) => {
    await using upstream = await startGovern();
    const session = openGovern(upstream);
    const reader = govern.details['GovernRoleHolder']?.['member'];

    const member = await reader?.({ memberKind, memberName } as never, {} as never, session as never);

    const found = member as { displayName?: string; name?: string } | null;
    expect(found && (found.displayName ?? found.name)).toBe(name);
  });
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toMemberships } from '../../src/connectors/squirro/mapping.ts';
import { simulateSquirro } from '../../src/connectors/squirro/simulator/index.ts';
import { type Ref, ref } from '../../src/model/ref.ts';
import { generatedWorld, smallWorld } from '../../src/sandbox/world.ts';
import {
  callsOf,
  credentialsOf,
  idOf,
  json,
  key,
  open,
  scopeOf,
  serverOf,
  signInsOf,
  systemOf,
} from './squirro-systems.ts';

const start = () => simulateSquirro(smallWorld('squirro'));
const userRef = (...names: string[]) => ref('user', key, idOf('user', ...names));
const groupRef = (name: string) => ref('group', key, idOf('group', name));

/** The ids found, in order; the error instead of them where there was one. */
const natives = (found: readonly Ref[] | Error | undefined) =>
  found instanceof Error ? found : found?.map(({ native }) => native).toSorted();

describe('accounts', () => {
  test('an account is read with everything its list tells, and nothing is made up', async () => {
    await using upstream = await start();

    const { items, problem } = await open(upstream).users.list();

    expect(problem).toBeNull();
    expect(items).toHaveLength(10);
    expect(items.find(({ displayName }) => displayName === 'Grace Hopper')).toEqual({
      __typename: 'User',
      ref: userRef('grace'),
      username: 'GRACE@example.org',
      email: 'GRACE@example.org',
      displayName: 'Grace Hopper',
      givenName: null,
      familyName: null,
      status: 'UNKNOWN',
      origin: 'UNKNOWN',
      createdAt: null,
      isAdmin: false,
      isOperational: null,
      lastActivity: null,
      activeSessions: null,
      details: {
        __typename: 'SquirroUserDetails',
        system: 'squirro-main',
        nativeId: idOf('user', 'grace'),
        tenant: 'acme',
        role: 'user',
        rolePermissions: ['user'],
        configAsRead: undefined,
      },
    });
  });

  test.for([
    ['ada@example.org', { displayName: 'Ada Lovelace', isAdmin: true, details: { role: 'admin' } }],
    ['rollcall@example.org', { isAdmin: true }],
    ['edsger@example.org', { isAdmin: false, details: { role: 'reader' } }],
    ['konrad@example.org', { displayName: null, status: 'UNKNOWN' }],
    ['rozsa@example.org', { displayName: 'Rózsa Péter' }],
  ] as const)('%s is who the world says', async ([username, expected]) => {
    await using upstream = await start();

    expect(await open(upstream).users.byUsername.load(username)).toMatchObject(expected);
  });

  test('an e-mail finds its account exactly as it is spelt, in one list for all of them', async () => {
    await using upstream = await start();
    const { users } = open(upstream);
    const usernames = [
      'GRACE@example.org',
      'grace@example.org',
      'ada@example.org',
      'ada',
      idOf('user', 'ada'),
    ];

    const found = await Promise.all(usernames.map((username) => users.byUsername.load(username)));

    expect(found.map((user) => user?.displayName ?? null)).toEqual([
      'Grace Hopper',
      null,
      'Ada Lovelace',
      null,
      null,
    ]);
    expect(callsOf(upstream)).toEqual(['GET /v0/acme/users?include_config=False']);
  });

  test('an account without an e-mail goes by its id, and one of an unfamiliar role is not called ordinary', async () => {
    const nameless = { id: 'n4meL3ssXXXXXXXXXXXXXX', email: '', full_name: null, role: 'superuser' };
    await using upstream = await serverOf({ 'GET /api/user/v0/acme/users': json({ users: [nameless] }) });

    const user = await open(upstream).users.byUsername.load('n4meL3ssXXXXXXXXXXXXXX');

    expect(user).toMatchObject({
      username: 'n4meL3ssXXXXXXXXXXXXXX',
      email: null,
      displayName: null,
      isAdmin: null,
      details: { role: 'superuser', rolePermissions: null },
    });
  });

  test('few ids cost one call each, many cost one list, and a missing one is null in both', async () => {
    await using upstream = await start();
    const few = open(upstream).users;
    const many = open(upstream).users;
    const ids = ['ada', 'grace', 'emmy', 'rozsa'].map((name) => idOf('user', name));
    const missing = idOf('user', 'nobody');
    const misspelt = idOf('user', 'ada').toLowerCase();

    const fewFound = await Promise.all([idOf('user', 'ada'), missing].map((id) => few.byId.load(id)));
    const fewCalls = callsOf(upstream);
    upstream.forgetRequests();
    const manyFound = await Promise.all([...ids, missing, misspelt].map((id) => many.byId.load(id)));

    expect(fewFound.map((user) => user?.email ?? null)).toEqual(['ada@example.org', null]);
    expect(fewCalls).toEqual([
      `GET /v0/acme/users/${idOf('user', 'ada')}?include_projects=False`,
      `GET /v0/acme/users/${missing}?include_projects=False`,
    ]);
    expect(manyFound.map((user) => user?.email ?? null)).toEqual([
      'ada@example.org',
      'GRACE@example.org',
      'emmy@example.org',
      'rozsa@example.org',
      null,
      null,
    ]);
    expect(callsOf(upstream)).toEqual(['GET /v0/acme/users?include_config=False']);
  });

  test('an account that answers to another id than its own is not the one asked for', async () => {
    await using upstream = await serverOf({
      'GET /api/user/v0/acme/users/:id': json({ id: 'QM3X', email: 'ann@example.org', groups: [] }),
    });

    expect(await open(upstream).users.byId.load('qm3x')).toBeNull();
  });

  test('the groups of one account come with it, those of many with the list of groups', async () => {
    await using upstream = await start();
    const one = open(upstream).users;
    const many = open(upstream).users;
    const [grace, shannon] = [idOf('user', 'grace'), idOf('user', 'claude.shannon')];

    await one.byId.load(grace);
    const ofOne = await one.groups([grace]);
    const callsForOne = callsOf(upstream);
    upstream.forgetRequests();
    const ofMany = await many.groups([grace, shannon]);

    const expected = [idOf('group', 'analysts'), idOf('group', 'engineers')].toSorted();
    expect(natives(ofOne.get(grace))).toEqual(expected);
    expect(callsForOne).toEqual([`GET /v0/acme/users/${grace}?include_projects=False`]);
    expect(natives(ofMany.get(grace))).toEqual(expected);
    expect(ofMany.get(shannon)).toEqual([]);
    expect(callsOf(upstream)).toEqual(['GET /v0/acme/groups']);
  });

  test('a release that does not tell the groups of an account is asked for all groups', async () => {
    await using upstream = await serverOf({
      'GET /api/user/v0/acme/users/:id': json({ id: 'ann', email: 'ann@example.org' }),
      'GET /api/user/v0/acme/groups': json([
        { id: 'north', name: 'North', members: [{ id: 'ann' }, { id: 'ann' }] },
        { id: 'south', name: 'South', members: [] },
      ]),
    });

    const groups = await open(upstream).users.groups(['ann']);

    expect(groups.get('ann')).toEqual([ref('group', key, 'north')]);
  });

  test('the groups of an account that is gone are missing, not empty', async () => {
    await using upstream = await start();

    expect([...(await open(upstream).users.groups([idOf('user', 'nobody')]))]).toEqual([]);
  });

  test('groups that do not tell their members leave it unknown who is in no group', async () => {
    await using upstream = await serverOf({
      'GET /api/user/v0/acme/groups': json([{ id: 'north', name: 'North' }]),
    });
    const { groups, users } = open(upstream);

    expect((await groups.list()).items).toHaveLength(1);
    expect((await groups.members(['north'])).get('north')).toMatchObject({
      problem: { code: 'UPSTREAM_INVALID_RESPONSE' },
    });
    expect((await users.groups(['ann', 'bob'])).get('ann')).toMatchObject({
      problem: { code: 'UPSTREAM_INVALID_RESPONSE' },
    });
  });

  test('bad rows are left out, counted and reported, and leave it open who else there is', async () => {
    await using upstream = await serverOf({
      'GET /api/user/v0/acme/users': json({ users: [{ id: 'ann' }, { id: 7 }, null, 'bob'] }),
    });
    const { users } = open(upstream);

    const { items, problem } = await users.list();

    expect(items.map(({ username }) => username)).toEqual(['ann']);
    expect(problem).toMatchObject({
      code: 'UPSTREAM_INVALID_RESPONSE',
      system: 'squirro-main',
      message: '3 of 4 rows could not be understood.',
    });
    await expect(users.byUsername.load('bob')).rejects.toMatchObject({
      problem: { code: 'UPSTREAM_INVALID_RESPONSE' },
    });
  });
});

describe('groups', () => {
  test('groups and their members cost one call', async () => {
    await using upstream = await start();
    const { groups } = open(upstream);

    const { items } = await groups.list();
    const members = await groups.members(
      ['platform-admins', 'alumni', 'gone'].map((name) => idOf('group', name)),
    );

    expect(items.map(({ name }) => name).toSorted()).toEqual([
      'alumni',
      'analysts',
      'engineers',
      'platform-admins',
      'stewards',
    ]);
    expect(items.find(({ name }) => name === 'platform-admins')).toEqual({
      __typename: 'Group',
      ref: groupRef('platform-admins'),
      name: 'platform-admins',
      description: null,
      origin: 'UNKNOWN',
      isAdmin: false,
      details: {
        __typename: 'SquirroGroupDetails',
        system: 'squirro-main',
        nativeId: idOf('group', 'platform-admins'),
        tenant: 'acme',
      },
    });
    expect(members.get(idOf('group', 'platform-admins'))).toEqual([userRef('ada')]);
    expect(members.get(idOf('group', 'alumni'))).toEqual([]);
    expect(members.has(idOf('group', 'gone'))).toBe(false);
    expect(callsOf(upstream)).toEqual(['GET /v0/acme/groups']);
  });

  test('one group and its members cost one call of its own', async () => {
    await using upstream = await start();
    const { groups } = open(upstream);
    const stewards = idOf('group', 'stewards');

    const group = await groups.byId.load(stewards);
    const members = await groups.members([stewards]);

    expect(group?.name).toBe('stewards');
    expect(natives(members.get(stewards))).toEqual([idOf('user', 'emmy'), idOf('user', 'rozsa')].toSorted());
    expect(callsOf(upstream)).toEqual([`GET /v0/acme/groups/${stewards}?include_projects=False`]);
  });

  test('a name finds its group exactly as it is spelt', async () => {
    await using upstream = await start();
    const { groups } = open(upstream);

    expect((await groups.byName.load('stewards'))?.ref).toEqual(groupRef('stewards'));
    expect(await groups.byName.load('Stewards')).toBeNull();
  });
});

describe('names that look like something else', () => {
  const hostile = [
    '',
    '.',
    '..',
    '../admin',
    'a/b',
    '?',
    '#',
    '[$ne]x',
    '%2e%2e',
    '%',
    ' ',
    'x?y=z#w',
    '\ud800',
  ];

  test.for(hostile)('%j names nothing, and changes no path', async (name) => {
    await using upstream = await start();
    const { users, groups, projects, workspaces } = open(upstream);

    const found = await Promise.all([
      users.byId.load(name),
      users.byUsername.load(name),
      groups.byId.load(name),
      groups.byName.load(name),
      projects.byId.load(name),
      projects.byKey.load(name),
      workspaces?.load(name),
    ]);

    expect(found.every((one) => one === null)).toBe(true);
    expect(
      callsOf(upstream).every((call) =>
        /^GET (\/api\/topic)?\/v[02]\/[\w/]+(\/[^/?#]+)?(\?\w+=\w+)?(&\w+=\w+)?$/u.test(call),
      ),
    ).toBe(true);
  });

  test('whatever is asked for stays one segment of the path', async () => {
    await using upstream = await start();
    const system = systemOf(upstream);

    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), async (name) => {
        upstream.forgetRequests();
        expect(await system.open(scopeOf()).users.byId.load(name)).toBeNull();
        for (const call of callsOf(upstream)) {
          expect(call).toMatch(/^GET \/v0\/acme\/users\/[^/?#]+\?include_projects=False$/u);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('the password policy is nobody’s account', async () => {
    await using upstream = await start();

    expect(await open(upstream).users.byId.load('password_policy')).toBeNull();
    expect(upstream.requests).toEqual([]);
  });
});

describe('projects and memberships', () => {
  test('a project is read with its owner, whose key is the id', async () => {
    await using upstream = await start();
    const { projects } = open(upstream);

    const forecast = await projects.byKey.load(idOf('project', 'forecast'));

    expect(forecast).toEqual({
      __typename: 'Project',
      ref: ref('project', key, idOf('project', 'forecast')),
      key: idOf('project', 'forecast'),
      name: 'Forecast',
      description: 'Demand for the next season',
      nativeStatus: 'normal',
      ownerName: idOf('user', 'emmy'),
      owner: userRef('emmy'),
      createdAt: null,
    });
    expect(callsOf(upstream)).toEqual([`GET /api/topic/v0/acme/projects/${idOf('project', 'forecast')}`]);
  });

  test('a project that tells its id and title alone is read all the same', async () => {
    await using upstream = await serverOf({
      'GET /api/topic/v0/acme/projects': json([{ id: 'p', title: 'P', seeder: null }]),
    });

    expect((await open(upstream).projects.list()).items).toEqual([
      {
        __typename: 'Project',
        ref: ref('project', key, 'p'),
        key: 'p',
        name: 'P',
        description: null,
        nativeStatus: null,
        ownerName: null,
        owner: null,
        createdAt: null,
      },
    ]);
  });

  test('a project grants to accounts and groups what its members say, wildcards and all', async () => {
    await using upstream = await start();
    const { projects } = open(upstream);
    const churn = idOf('project', 'churn');

    const found = (await projects.memberships([churn, idOf('project', 'gone')])).get(churn);
    const { items } = found as Exclude<typeof found, Error | undefined>;

    expect(
      items
        .map(({ memberKind, member, memberName, role, nativeRole, permissions }) => ({
          memberKind,
          member,
          memberName,
          role,
          nativeRole,
          permissions,
        }))
        .toSorted((a, b) => (a.memberName < b.memberName ? -1 : 1)),
    ).toEqual([
      {
        memberKind: 'USER',
        member: userRef('grace'),
        memberName: 'Grace Hopper',
        role: 'ADMIN',
        nativeRole: 'admin',
        permissions: ['*'],
      },
      {
        memberKind: 'GROUP',
        member: groupRef('analysts'),
        memberName: 'analysts',
        role: 'VIEWER',
        nativeRole: 'reader',
        permissions: [
          'items.read.*',
          'previews.read.*',
          'projects.read.*',
          'savedsearches.read.*',
          'scores.read.*',
          'signals.read.*',
          'sources.read.*',
        ],
      },
      {
        memberKind: 'GROUP',
        member: groupRef('engineers'),
        memberName: 'engineers',
        role: 'EDITOR',
        nativeRole: 'member',
        permissions: [
          'items.*',
          'previews.*',
          'projects.read.*',
          'projects.write.*',
          'savedsearches.*',
          'scores.*',
          'signals.*',
          'sources.*',
        ],
      },
    ]);
  });

  test('the grants of a project that is gone are missing, not empty', async () => {
    await using upstream = await start();
    const gone = idOf('project', 'gone');

    expect((await open(upstream).projects.memberships([gone])).has(gone)).toBe(false);
  });

  test('an account without a full name is called by its e-mail', async () => {
    await using upstream = await start();

    const { items } = await open(upstream).projects.allMemberships();

    const konrads = items.filter(({ member }) => member.native === idOf('user', 'konrad'));
    expect(konrads.map(({ memberName }) => memberName)).toEqual(['konrad@example.org', 'konrad@example.org']);
  });

  test('the grants of all projects cost the list and one call for each project', async () => {
    await using upstream = await start();
    const { projects } = open(upstream);

    const { items, problem } = await projects.allMemberships();
    await projects.memberships([idOf('project', 'churn')]);

    expect(problem).toBeNull();
    expect(items).toHaveLength(8);
    expect(callsOf(upstream).toSorted()).toEqual(
      [
        'GET /api/topic/v0/acme/projects',
        ...['churn', 'forecast', 'galaxy'].map(
          (slug) => `GET /v0/acme/projects/${idOf('project', slug)}/members`,
        ),
      ].toSorted(),
    );
  });

  test('a project that cannot be read costs its own grants, and is reported', async () => {
    await using upstream = await start();
    const path = `/api/user/v0/acme/projects/${idOf('project', 'churn')}/members`;
    upstream.setFaults([{ path, fault: 'status:500' }]);

    const { items, problem } = await open(upstream).projects.allMemberships();

    expect(problem?.code).toBe('UPSTREAM_UNAVAILABLE');
    expect(items).toHaveLength(5);
  });

  test('unfamiliar roles and holders are kept as the vendor says them', async () => {
    await using upstream = await serverOf({
      'GET /api/user/v0/acme/projects/:id/members': json({
        members: [
          { member_id: 'ann', member_type: 'user', project_role: 'curator', permissions: [] },
          { member_id: 'bob', member_type: 'admin', project_role: 'owner' },
          { member_id: 'cid', member_type: 'user' },
          { member_type: 'user' },
        ],
      }),
    });

    const found = (await open(upstream).projects.memberships(['p'])).get('p');

    expect(found).toMatchObject({
      problem: { code: 'UPSTREAM_INVALID_RESPONSE' },
      items: [
        { memberKind: 'USER', memberName: 'ann', role: 'CUSTOM', nativeRole: 'curator', permissions: [] },
        {
          memberKind: 'OTHER',
          member: { kind: 'user', native: 'admin:bob' },
          memberName: 'bob',
          role: 'OWNER',
          nativeRole: 'owner',
          permissions: null,
        },
        { memberKind: 'USER', role: 'CUSTOM', nativeRole: '', permissions: null },
      ],
    });
  });

  test('several rows for one member are one membership of the strongest role and all permissions', async () => {
    const row = { member_id: 'ann', member_type: 'user', full_name: 'Ann' };
    await using upstream = await serverOf({
      'GET /api/user/v0/acme/projects/:id/members': json({
        members: [
          { ...row, project_role: 'reader', permissions: ['items.read.*'] },
          { ...row, project_role: 'member', permissions: ['items.*', 'items.read.*'] },
          { ...row, member_type: 'group', project_role: 'admin', permissions: ['*'] },
        ],
      }),
    });

    const found = (await open(upstream).projects.memberships(['p'])).get('p');

    expect(found).toMatchObject({
      problem: null,
      items: [
        {
          memberKind: 'USER',
          role: 'EDITOR',
          nativeRole: 'member+reader',
          permissions: ['items.*', 'items.read.*'],
        },
        { memberKind: 'GROUP', role: 'ADMIN', nativeRole: 'admin', permissions: ['*'] },
      ],
    });
  });

  test('however rows repeat, each member has one membership, and its id tells it from all others', () => {
    const rows = fc.array(
      fc.record({
        member_id: fc.constantFrom('a', 'b', 'user:a'),
        member_type: fc.constantFrom('user', 'group', 'admin', null, undefined),
        project_role: fc.constantFrom('reader', 'member', 'admin', 'owner', 'curator', null),
        permissions: fc.option(fc.array(fc.constantFrom('items.*', '*'))),
      }),
    );

    fc.assert(
      fc.property(rows, (members) => {
        const wire = members.map((member) => ({ ...member, email: null, full_name: null }));
        const memberships = toMemberships(ref('project', key, 'p'), wire);

        expect(new Set(memberships.map(({ ref: { native } }) => native)).size).toBe(memberships.length);
        expect(memberships).toHaveLength(
          new Set(members.map(({ member_type: type, member_id: id }) => JSON.stringify([type, id]))).size,
        );
        const owners = members.some(({ project_role: role }) => role === 'owner');
        expect(memberships.some(({ role }) => role === 'OWNER')).toBe(owners);
      }),
      { numRuns: 300 },
    );
  });

  test('an account that is no administrator is shown the projects it can access, and told that there may be more', async () => {
    await using upstream = await start();
    const session = open(await credentialsOf('claude.shannon', upstream));

    const { items, problem } = await session.projects.list();

    expect(items.map(({ name }) => name)).toEqual(['Forecast']);
    expect(problem).toMatchObject({ code: 'NOT_PERMITTED', system: 'squirro-main' });
    expect((await session.projects.allMemberships()).problem?.code).toBe('NOT_PERMITTED');
  });
});

describe('rights', () => {
  test('grants, groups, ownership and the server role all count, each with its reason', async () => {
    await using upstream = await start();
    const { projects, users, groups } = open(upstream);
    const [project, user, group] = [
      await projects.byId.load(idOf('project', 'churn')),
      await users.byId.load(idOf('user', 'grace')),
      await groups.byId.load(idOf('group', 'engineers')),
    ];
    const { items } = await projects.allMemberships();
    const granted = (native: string) =>
      items.find(
        ({ member, project: { native: of } }) => member.native === native && of === project?.ref.native,
      );
    const [own, theirs] = [granted(idOf('user', 'grace')), granted(idOf('group', 'engineers'))];
    if (!project || !user || !group || !own || !theirs) throw new Error('the world has changed');

    const rights = projects.rights({
      user: { ...user, isAdmin: true, details: { ...user.details, role: 'admin' } as never },
      groups: [group],
      project,
      grants: [
        { membership: own, group: null },
        { membership: theirs, group },
      ],
    });

    expect(
      rights.map(({ via, reason, role, permissions, counted }) => [via, reason, role, permissions, counted]),
    ).toEqual([
      ['DIRECT', 'admin', 'ADMIN', ['*'], true],
      ['GROUP', 'group engineers: member', 'EDITOR', theirs.permissions, true],
      ['OWNER', 'owner', 'OWNER', ['*'], true],
      ['SYSTEM_ADMIN', 'server role admin', 'ADMIN', ['*'], true],
    ]);
    expect(rights[1]).toMatchObject({ group: { name: 'engineers' }, membership: { role: 'EDITOR' } });
  });

  test('what is left of a group’s grant to a restricted account is not told', async () => {
    await using upstream = await start();
    const { projects, users, groups } = open(upstream);
    const [project, edsger, group] = [
      await projects.byId.load(idOf('project', 'forecast')),
      await users.byId.load(idOf('user', 'edsger')),
      await groups.byId.load(idOf('group', 'analysts')),
    ];
    const { items } = await projects.allMemberships();
    const membership = items.find(
      ({ member, project: { native } }) =>
        member.native === idOf('group', 'analysts') && native === idOf('project', 'forecast'),
    );
    if (!project || !edsger || !group || !membership) throw new Error('the world has changed');

    const rights = projects.rights({
      user: edsger,
      groups: [group],
      project,
      grants: [{ membership, group }],
    });

    expect(rights).toEqual([
      {
        via: 'GROUP',
        reason: 'group analysts: member, narrowed by server role reader',
        role: 'EDITOR',
        permissions: null,
        counted: true,
        group,
        membership,
      },
    ]);
  });
});

describe('what a request costs', () => {
  test('the calls for 2,000 accounts and everything about them grow with projects, never with rows', async () => {
    const world = generatedWorld('squirro', 2_000, 1);
    await using upstream = await simulateSquirro(world);
    const { users, groups, projects } = open(upstream, 'User.groups', 'SquirroUserDetails.config');

    const { items } = await users.list();
    const ids = items.map(({ ref: { native } }) => native);
    const memberOf = await users.groups(ids);
    await groups.members((await groups.list()).items.map(({ ref: { native } }) => native));
    const memberships = await projects.allMemberships();
    await Promise.all(ids.map((id) => users.byId.load(id)));

    expect(items).toHaveLength(2_000);
    expect(memberOf.size).toBe(2_000);
    expect(memberships.items.length).toBeGreaterThan(40);
    expect(signInsOf(upstream)).toBe(1);
    const calls = callsOf(upstream);
    expect(calls.filter((call) => !call.includes('/members')).toSorted()).toEqual([
      'GET /api/topic/v0/acme/projects',
      'GET /v0/acme/groups',
      'GET /v0/acme/users?include_config=True',
    ]);
    expect(calls.filter((call) => call.includes('/members'))).toHaveLength(40);
  });

  test('what a call has cost is counted, signing in included', async () => {
    await using upstream = await start();
    const scope = scopeOf();

    await systemOf(upstream).open(scope).users.list();

    expect(scope.usage.get(key)).toMatchObject({ calls: 2 });
  });
});

import { describe, expect, test } from 'vitest';
import { capabilitiesOf } from '../../src/connector.ts';
import type { IguazioSimulator } from '../../src/connectors/iguazio/simulator/index.ts';
import type { User } from '../../src/model/types.ts';
import {
  callsOf,
  failure,
  groupId,
  groupRefs,
  key,
  openAs,
  openSession,
  readFact,
  serverOf,
  startIguazio,
  userId,
  userRefs,
  write,
} from './iguazio-systems.ts';

const named = <T>(found: ReadonlyMap<string, T>) => Object.fromEntries(found);

describe('administrators', () => {
  const isAdmin = async (upstream: IguazioSimulator, username: string) => {
    const session = openSession(upstream);
    const user = (await session.users.byUsername.load(username)) as User;
    return (await readFact(session, 'isAdmin', [user])).get(user.ref.native);
  };

  test('whoever holds an administering policy is one, and nobody else', async () => {
    await using upstream = await startIguazio();
    expect(await isAdmin(upstream, 'ada')).toBe(true);
    expect(await isAdmin(upstream, 'grace')).toBe(false);
  });

  test('Security Admin makes administrators through a group as well', async () => {
    await using upstream = await startIguazio();
    await write(upstream, 'user_group', groupId('analysts'), { assigned_policies: ['Security Admin'] });
    expect(await isAdmin(upstream, 'grace')).toBe(true);
    expect(await openSession(upstream).groups.byName.load('analysts')).toMatchObject({ isAdmin: true });
  });

  test('IT Admin does not: only a direct assignment opens the dashboards', async () => {
    await using upstream = await startIguazio();
    await write(upstream, 'user_group', groupId('analysts'), { assigned_policies: ['IT Admin'] });
    expect(await isAdmin(upstream, 'grace')).toBe(false);
    expect(await openSession(upstream).groups.byName.load('analysts')).toMatchObject({ isAdmin: false });

    await write(upstream, 'user', userId('grace'), { assigned_policies: ['IT Admin'] });
    expect(await isAdmin(upstream, 'grace')).toBe(true);
  });

  test('where policies are not told, it is not known', async () => {
    const data = { id: '1', type: 'user', attributes: { username: 'dana' } };
    await using upstream = await serverOf({ '/users/:id': { data } });
    const dana = (await upstream.session.users.byId.load('1')) as User;
    expect(await readFact(upstream.session, 'isAdmin', [dana])).toEqual(new Map([['1', null]]));
  });
});

describe('whether an account can be used', () => {
  const readIt = async (attributes: object, groups: readonly string[]) => {
    const user = {
      id: '1',
      type: 'user',
      attributes: { username: 'dana', ...attributes },
      relationships: { user_groups: { data: groups.map((id) => ({ type: 'user_group', id })) } },
    };
    const group = (name: string) => ({ id: name, type: 'user_group', attributes: { name } });
    const included = groups.map(group);
    await using upstream = await serverOf({ '/users/:id': { data: user, included } });
    const dana = (await upstream.session.users.byId.load('1')) as User;
    return (await readFact(upstream.session, 'isOperational', [dana])).get('1');
  };

  test.for([
    [{ operational_status: 'up' }, ['all_users', 'analysts'], true],
    [{ operational_status: 'up' }, ['analysts'], false],
    [{ operational_status: 'up' }, [], false],
    [{ operational_status: 'down' }, ['all_users'], false],
    [{ operational_status: 'deleting' }, ['all_users'], false],
    [{}, ['all_users'], null],
  ] as const)('%j in %j is usable: %j', async ([attributes, groups, usable]) => {
    expect(await readIt(attributes, groups)).toBe(usable);
  });
});

describe('groups', () => {
  test('a group is read with everything its list tells, all_users like any other', async () => {
    await using upstream = await startIguazio();
    const { groups } = openSession(upstream);

    const { items } = await groups.list();

    expect(items.map(({ name }) => name).sort()).toEqual([
      'all_users',
      'alumni',
      'analysts',
      'engineers',
      'platform-admins',
      'stewards',
    ]);
    expect(items.find(({ name }) => name === 'all_users')).toEqual({
      __typename: 'Group',
      ref: { kind: 'group', system: 'iguazio-main', native: groupId('all_users') },
      name: 'all_users',
      description: 'Everyone',
      origin: 'LOCAL',
      isAdmin: false,
      details: {
        __typename: 'IguazioGroupDetails',
        system: 'iguazio-main',
        gid: -1,
        kind: 'local',
        assignedPolicies: [],
        systemProvided: true,
      },
    });
    expect(await groups.byName.load('analysts')).toMatchObject({ origin: 'EXTERNAL' });
    expect(await groups.byName.load('Analysts')).toBeNull();
  });

  test('the groups and the primary group of an account', async () => {
    await using upstream = await startIguazio();
    const { users } = openSession(upstream);
    const ids = ['ada', 'claude.shannon'].map(userId);

    const groups = await users.groups([...ids, 'nobody']);
    const primary = await users.primaryGroup?.(ids);

    expect(new Set(groups.get(userId('ada')) as [])).toEqual(
      new Set(groupRefs('all_users', 'platform-admins', 'engineers')),
    );
    expect(groups.get(userId('claude.shannon'))).toEqual(groupRefs('all_users'));
    expect(groups.has('nobody')).toBe(false);
    expect(primary?.get(userId('ada'))).toEqual(groupRefs('platform-admins')[0]);
    expect(primary?.has(userId('claude.shannon'))).toBe(false);
  });

  test('the members of a few groups are read from the groups, those of many from the accounts, and are the same', async () => {
    await using upstream = await startIguazio();
    const ids = ['alumni', 'analysts', 'stewards', 'engineers'].map(groupId);

    const few = await openSession(upstream).groups.members([...ids.slice(0, 2), 'none']);
    const many = await openSession(upstream).groups.members([...ids, 'none']);

    expect(new Set(few.get(groupId('analysts')) as [])).toEqual(
      new Set(userRefs('grace', 'edsger', 'katherine', 'aeasley')),
    );
    expect(few.get(groupId('alumni'))).toEqual([]);
    expect(few.has('none')).toBe(false);
    expect(many.has('none')).toBe(false);
    for (const id of ids.slice(0, 2)) {
      expect(new Set(many.get(id) as [])).toEqual(new Set(few.get(id) as []));
    }
    expect(callsOf(upstream).filter((call) => call.includes('include=users'))).toHaveLength(3);
  });

  test('members are not told by half: an account that cannot be read may be one', async () => {
    const users = [{ id: '1', type: 'user', attributes: {} }];
    const group = (id: string) => ({ id, type: 'user_group', attributes: { name: id } });
    const groups = ['a', 'b', 'c', 'd'].map(group);
    await using upstream = await serverOf({ '/users': { data: users }, '/user_groups': { data: groups } });
    const members = await upstream.session.groups.members(['a', 'b', 'c', 'd']);
    expect(named(members)['a']).toMatchObject({ problem: { code: 'UPSTREAM_INVALID_RESPONSE' } });
  });
});

describe('an account that may not list others', () => {
  const NAMES_ONLY = { code: 'NOT_PERMITTED', system: 'iguazio-main' };

  test('reads names, is told that this is not all, and takes nothing for known that is not', async () => {
    await using upstream = await startIguazio();
    const session = openAs('grace', upstream, 'User.isAdmin');
    const { users, groups } = session;

    const { items, problem } = await users.list();

    expect(problem).toMatchObject(NAMES_ONLY);
    expect(items).toHaveLength(11);
    expect(items.find(({ username }) => username === 'charles')).toMatchObject({
      displayName: 'Charles Babbage',
      email: null,
      status: 'UNKNOWN',
      origin: 'UNKNOWN',
      lastActivity: null,
      details: { assignedPolicies: null },
    });
    expect(new Set((await readFact(session, 'isAdmin', items)).values())).toEqual(new Set([null]));
    expect((await users.groups(items.map(({ ref }) => ref.native))).get(userId('ada'))).toMatchObject({
      problem: NAMES_ONLY,
    });
    expect((await groups.list()).problem).toMatchObject(NAMES_ONLY);
    expect(await groups.byName.load('analysts')).toMatchObject({ isAdmin: null, origin: 'UNKNOWN' });
  });

  test('finds a name it may not look up on the list of names, and cannot say that there is none', async () => {
    await using upstream = await startIguazio();
    const { users } = openAs('grace', upstream);
    expect(await users.byUsername.load('charles')).toMatchObject({ displayName: 'Charles Babbage' });
    expect(await failure(users.byUsername.load('nobody'))).toMatchObject({ problem: NAMES_ONLY });
  });

  test('reads its own groups and rights all the same', async () => {
    await using upstream = await startIguazio();
    const session = openAs('grace', upstream, 'User.groups');
    const grace = (await session.self()) as User;
    const groups = await session.users.groups([grace.ref.native]);
    expect(new Set(groups.get(grace.ref.native) as [])).toEqual(
      new Set(groupRefs('all_users', 'analysts', 'engineers')),
    );
    expect(await readFact(session, 'isAdmin', [grace])).toEqual(new Map([[userId('grace'), false]]));
  });

  test('where even names are refused, nothing is readable', async () => {
    await using upstream = await startIguazio();
    upstream.setFaults([{ path: '/api/scrubbed_users', fault: 'status:403' }]);
    const { users } = openAs('grace', upstream);
    expect(await failure(users.list())).toMatchObject({ problem: NAMES_ONLY, status: 403 });
  });
});

test('the gateway’s own account is the one the credential is for, and the release is told', async () => {
  await using upstream = await startIguazio();
  const session = openSession(upstream);
  expect(await session.self()).toMatchObject({ ref: { system: key }, username: 'rollcall' });
  expect(await session.self()).toMatchObject({ username: 'rollcall' });
  expect(await session.version()).toBe('3.6.1-b12.20250101000000');
  expect(callsOf(upstream)).toEqual(['GET self', 'GET tunnel/igz0.version.0/external_versions/igz0']);
});

test('Iguazio can do all but sessions and workspaces, and has no details of its own', async () => {
  await using upstream = await startIguazio();
  const session = openSession(upstream);
  expect(capabilitiesOf(session)).toEqual([
    'USERS',
    'GROUPS',
    'PROJECTS',
    'MEMBERSHIPS',
    'JOBS',
    'PRIMARY_GROUP',
    'LAST_ACTIVITY',
    'WRITE_USERS',
    'WRITE_USER_STATUS',
    'WRITE_PASSWORDS',
    'WRITE_GROUPS',
    'WRITE_GROUP_MEMBERS',
    'WRITE_PRIMARY_GROUP',
    'WRITE_MEMBERSHIPS',
    'USER_STATUS',
  ]);
  expect(session.details).toBeNull();
});

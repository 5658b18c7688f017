import { expect, test } from 'vitest';
import { simulateIguazio } from '../../src/connectors/iguazio/simulator/index.ts';
import type { Ref } from '../../src/model/ref.ts';
import type { User } from '../../src/model/types.ts';
import { generatedWorld } from '../../src/sandbox/world.ts';
import {
  callsOf,
  countsOf,
  groupId,
  openSession,
  projectId,
  readFact,
  scopeOf,
  serverOf,
  startIguazio,
  systemOf,
  userId,
} from './iguazio-systems.ts';

// 2,000 accounts are ten pages of 200; their 100 groups, all_users and the 40 projects are one page each.
const startLarge = () => simulateIguazio(generatedWorld('iguazio', 2_000, 1));

const natives = (items: readonly { readonly ref: Ref }[]) => items.map(({ ref }) => ref.native);
const RELATIONS = ['User.groups', 'User.primaryGroup', 'User.isAdmin', 'User.isOperational'];

test('a list costs its pages, asked for 200 at a time', async () => {
  await using upstream = await startLarge();
  const { items } = await openSession(upstream).users.list();
  expect(items).toHaveLength(2_000);
  expect(new Set(natives(items)).size).toBe(2_000);
  expect(callsOf(upstream).toSorted()).toEqual(
    Array.from({ length: 10 }, (_, page) => `GET users?page[number]=${page}&page[size]=200`),
  );
});

test('groups, primary groups, administrators and who is usable come with the list when they are selected', async () => {
  await using upstream = await startLarge();
  const session = openSession(upstream, ...RELATIONS, 'Group.members');
  const { users, groups } = session;

  const { items } = await users.list();
  await Promise.all([
    users.groups(natives(items)),
    users.primaryGroup?.(natives(items)),
    readFact(session, 'isAdmin', items),
    readFact(session, 'isOperational', items),
    Promise.all(natives(items).map((id) => users.byId.load(id))),
  ]);
  await groups.members(natives((await groups.list()).items));

  expect(countsOf(upstream)).toEqual({ users: 10, user_groups: 1 });
  expect(callsOf(upstream)[0]).toContain('include=user_groups,primary_group');
});

test('when nobody said so before, they cost one more list and no more', async () => {
  await using upstream = await startLarge();
  const session = openSession(upstream);
  const { users } = session;

  const { items } = await users.list();
  await users.groups(natives(items));
  await users.primaryGroup?.(natives(items));
  await readFact(session, 'isAdmin', items);
  await users.list();

  expect(countsOf(upstream)).toEqual({ users: 20 });
});

test('accounts by id cost the list when they are many, and one call each when they are fewer than its pages', async () => {
  await using upstream = await startLarge();
  const system = systemOf(upstream);
  const { items } = await system.open(scopeOf()).users.list();
  upstream.forgetRequests();

  const many = system.open(scopeOf()).users;
  await Promise.all(
    natives(items)
      .slice(0, 500)
      .map((id) => many.byId.load(id)),
  );
  expect(countsOf(upstream)).toEqual({ users: 10 });
  upstream.forgetRequests();

  const few = system.open(scopeOf()).users;
  await Promise.all(
    natives(items)
      .slice(0, 10)
      .map((id) => few.byId.load(id)),
  );
  expect(countsOf(upstream)).toEqual({ 'users/{id}': 10 });
});

test('memberships cost the pages of projects, however many members and groups they name', async () => {
  await using upstream = await startLarge();
  const { projects } = openSession(upstream, 'Project.memberships');
  const items = (await projects?.list())?.items ?? [];
  const found = await projects?.memberships(natives(items));
  await projects?.allMemberships();

  expect(items).toHaveLength(40);
  expect(found?.size).toBe(40);
  expect(countsOf(upstream)).toEqual({ projects: 1 });
});

test('one account with its groups and rights costs one call, and the groups themselves', async () => {
  await using upstream = await startIguazio();
  const session = openSession(upstream, ...RELATIONS);
  const { users, groups } = session;

  const ada = (await users.byUsername.load('ada')) as User;
  const refs = (await users.groups([userId('ada')])).get(userId('ada'));
  await readFact(session, 'isOperational', [ada]);
  await Promise.all((refs as Ref<'group'>[]).map(({ native }) => groups.byId.load(native)));

  expect(countsOf(upstream)).toEqual({ users: 1, 'user_groups/{id}': 3 });
});

test('one project with its memberships costs one call when they are selected, by name or by id', async () => {
  await using upstream = await startIguazio();
  const byName = openSession(upstream, 'Project.memberships').projects;
  await byName?.byKey.load('churn');
  await byName?.memberships([projectId('churn')]);
  expect(countsOf(upstream)).toEqual({ projects: 1 });
  upstream.forgetRequests();

  const byId = openSession(upstream, 'Project.memberships').projects;
  await Promise.all([byId?.byId.load(projectId('churn')), byId?.memberships([projectId('churn')])]);
  expect(countsOf(upstream)).toEqual({ 'projects/{id}': 1 });
});

test('the same thing is read once in a session, whoever asks', async () => {
  await using upstream = await startIguazio();
  const { users, groups, projects, jobs, self, version } = openSession(upstream);
  const twice = async (read: () => Promise<unknown> | undefined) => [await read(), await read()];
  await twice(() => users.list());
  await twice(() => users.byUsername.load('ada'));
  await twice(() => groups.list());
  await twice(() => groups.members([groupId('analysts')]));
  await twice(() => projects?.list());
  await twice(() => projects?.allMemberships());
  await twice(() => jobs?.load('none'));
  await twice(self);
  await twice(version);
  const calls = callsOf(upstream);
  expect(calls.filter((call, i) => calls.indexOf(call) < i)).toEqual([]);
});

test('jobs are read one by one, up to the limit of such reads', async () => {
  await using upstream = await startIguazio();
  const { jobs } = openSession(upstream);
  const loads = Array.from({ length: 101 }, (_, i) => jobs?.load(`job ${i}`));
  const codes = (await Promise.allSettled(loads)).map((load) =>
    load.status === 'rejected' ? (load.reason as { problem: { code: string } }).problem.code : load.value,
  );
  expect(codes.filter((code) => code === 'LIMIT_EXCEEDED')).toHaveLength(1);
  expect(upstream.requests).toHaveLength(100);
});

test('a list that tells no number of pages is read until a short one, and items that come twice count once', async () => {
  const user = (n: number) => ({ id: `id ${n}`, type: 'user', attributes: { username: `user ${n}` } });
  const rows = [...Array(200).keys(), 199, ...Array.from({ length: 50 }, (_, i) => 200 + i)].map(user);
  await using upstream = await serverOf({
    '/users': ({ query }) => {
      const [size, number] = [Number(query.get('page[size]')), Number(query.get('page[number]'))];
      return { status: 200, json: { data: rows.slice(number * size, (number + 1) * size) } };
    },
  });
  const { items } = await upstream.session.users.list();
  expect(items).toHaveLength(250);
  expect(upstream.requests).toHaveLength(2);
});

test('a server that sends its first page again and again gives no list', async () => {
  const user = (n: number) => ({ id: `id ${n}`, type: 'user', attributes: { username: `user ${n}` } });
  await using upstream = await serverOf({
    '/users': { data: Array.from({ length: 200 }, (_, i) => user(i)) },
  });
  await expect(upstream.session.users.list()).rejects.toMatchObject({
    problem: { code: 'UPSTREAM_INVALID_RESPONSE', system: 'iguazio-main' },
  });
});

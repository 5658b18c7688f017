import { describe, expect, test } from 'vitest';
import type { VendorName } from '../../src/connectors/index.ts';
import { planned, remembered } from '../../src/planner.ts';
import { type Account, generatedWorld, type SystemWorld } from '../../src/sandbox/world.ts';
import { stage, type Stage, type SystemName } from '../support.ts';

// What questions cost, counted by the simulators, on a gateway that has asked nothing before. The numbers are worked out by
// hand from the vendors' specifications:
// - Iguazio lists in pages of 200; groups of accounts and grants of projects come along with the lists;
// - Dataiku lists in one call; grants are one call per project; there are no projects on Govern;
// - Squirro lists in one call, after one to sign in; grants are one call per project;
// - up to three objects by key are asked for one by one, more are taken from the list.

type Counts = readonly [iguazio: number, dss: number, govern: number, squirro: number];
const keys = ['iguazio-main', 'dss-design', 'govern', 'squirro-main'] as const;

interface Question {
  readonly name: string;
  readonly query: string;
  /** 13 accounts at most, 5 groups, 3 projects that name 4 people (3 of them on Squirro) and 3 groups. */
  readonly small: Counts;
  /** 2,000 accounts, 100 groups, 40 projects that name more than 3 people and more than 3 groups. */
  readonly large: Counts;
}

const questions: readonly Question[] = [
  {
    name: 'users and their groups',
    query: '{ systems { users(first: 500) { nodes { id groups { nodes { name } } } } } }',
    small: [1 + 1, 1 + 1, 1 + 1, 1 + 1 + 1], // the accounts, the groups; Squirro's sign-in
    large: [10 + 1, 1 + 1, 1 + 1, 1 + 1 + 1], // ten pages of accounts
  },
  {
    name: 'users and their memberships with the project',
    query:
      '{ systems { users(first: 500) { nodes { id memberships { nodes { role project { name } } } } } } }',
    small: [1 + 1, 1 + 1 + 3, 1, 1 + 1 + 1 + 3], // accounts, projects, grants of each project
    large: [10 + 1, 1 + 1 + 40, 1, 1 + 1 + 1 + 40],
  },
  {
    name: 'projects and their memberships with the member',
    query: `{ projects(first: 500) { nodes { id memberships(first: 500) { nodes {
      role member { id ... on User { username } ... on Group { name } }
    } } } } }`,
    small: [1 + 3 + 1, 1 + 3 + 3 + 1, 0, 1 + 1 + 3 + 3 + 3], // projects, grants, three groups, the accounts (Squirro: three)
    large: [1 + 1 + 10, 1 + 40 + 1 + 1, 0, 1 + 1 + 40 + 1 + 1], // projects, grants, groups, accounts
  },
  {
    name: 'projects and their owners',
    query: '{ projects(first: 500) { nodes { id owner { username } } } }',
    small: [1 + 3, 1 + 3, 0, 1 + 1 + 3], // three projects have three owners
    large: [1 + 10, 1 + 1, 0, 1 + 1 + 1],
  },
  {
    name: 'groups and their members',
    query: '{ groups(first: 500) { nodes { id members(first: 500) { nodes { username } } } } }',
    small: [1 + 1, 1 + 1, 1 + 1, 1 + 1 + 1],
    large: [1 + 10, 1 + 1, 1 + 1, 1 + 1 + 1],
  },
  {
    name: 'what every vendor tells of every account',
    query: `{ systems { users(first: 500) { nodes {
      id isAdmin isOperational createdAt activeSessions lastActivity { at } primaryGroup { name }
    } } } }`,
    small: [1 + 1, 1 + 1 + 1, 1 + 1 + 1, 1 + 1], // accounts, groups, Dataiku's list of activity
    large: [10 + 1, 1 + 1 + 1, 1 + 1 + 1, 1 + 1],
  },
  {
    name: 'who really is in each project',
    query:
      '{ projects(first: 500) { nodes { id effectiveMembers(first: 500) { nodes { role user { username } } } } } }',
    small: [1 + 1 + 1, 1 + 3 + 1 + 1, 0, 1 + 1 + 3 + 1 + 1], // projects, grants, accounts, groups
    large: [1 + 10 + 1, 1 + 40 + 1 + 1, 0, 1 + 1 + 40 + 1 + 1],
  },
  {
    name: 'accounts in an order that takes a second list',
    query: '{ users(first: 10, orderBy: { field: LAST_ACTIVITY }) { nodes { id } } }',
    small: [1, 1 + 1, 1 + 1, 1 + 1],
    large: [10, 1 + 1, 1 + 1, 1 + 1],
  },
];

const counted = (world: Stage): Counts => {
  const calls = world.calls();
  return [calls['iguazio-main'], calls['dss-design'], calls.govern, calls['squirro-main']];
};
const large = (vendor: VendorName) => generatedWorld(vendor, 2_000, 1);

describe('upstream calls, counted by the systems', () => {
  test.for(questions)('for $name, of a dozen people: $small', async ({ query, small }) => {
    await using world = await stage();
    const { errors } = await world.ask(query);
    expect(errors).toEqual([]);
    expect(counted(world)).toEqual(small);
  });

  test.for(questions)('for $name, of 2,000 accounts: $large', async ({ query, large: expected }) => {
    await using world = await stage({ world: large });
    const { errors } = await world.ask(query);
    expect(errors).toEqual([]);
    expect(counted(world)).toEqual(expected);
  });
});

describe('upstream calls for one account by name, with its groups', () => {
  const query = `query ($system: String!, $username: String!) {
    user(system: $system, username: $username) { id groups { nodes { name } } }
  }`;

  // Grace is in two groups, on Iguazio also in the one of everybody. Squirro finds e-mails on its list only.
  test.for([
    ['iguazio-main', 'grace', 1 + 3],
    ['dss-design', 'grace', 1 + 2],
    ['govern', 'grace', 1 + 2],
    ['squirro-main', 'GRACE@example.org', 1 + 1 + 1],
  ] as const)('%s, %s: %i', async ([system, username, expected]) => {
    await using world = await stage();
    const { data } = await world.ask(query, { system, username });
    expect(data.user.groups.nodes.length).toBeGreaterThanOrEqual(2);
    expect(world.calls()).toEqual({ ...none, [system]: expected });
  });

  test('do not grow with the system', async () => {
    await using world = await stage({ world: large });
    const inTwo = ({ groups, email }: Account) => groups.length === 2 && email !== '';
    const sums: Record<string, number> = {};
    for (const [system, vendor] of vendorOf) {
      const account = large(vendor).accounts.find(inTwo);
      const username = vendor === 'squirro' ? account?.email : account?.username;
      const { data } = await world.ask(query, { system, username });
      expect(data.user.id).toContain(system);
      sums[system] = world.calls()[system];
    }
    expect(sums).toEqual({ 'iguazio-main': 4, 'dss-design': 3, govern: 3, 'squirro-main': 3 });
  });
});

const none = { 'iguazio-main': 0, 'dss-design': 0, govern: 0, 'squirro-main': 0 };
const vendorOf: readonly (readonly [SystemName, VendorName])[] = [
  ['iguazio-main', 'iguazio'],
  ['dss-design', 'dataiku-dss'],
  ['govern', 'dataiku-govern'],
  ['squirro-main', 'squirro'],
];

test('fifty accounts of each system by id cost its list, once', async () => {
  await using world = await stage({ world: large });
  const { data } = await world.ask('{ systems { users(first: 50) { nodes { id } } } }');
  const ids = data.systems.flatMap(({ users }: { users: { nodes: { id: string }[] } }) =>
    users.nodes.map(({ id }) => id),
  );
  world.calls();
  await using fresh = await world.another();

  const found = await fresh.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
    ids: [...ids, ...ids],
  });

  expect(found.data.nodes.map(({ id }: { id: string }) => id)).toEqual([...ids, ...ids]);
  expect(counted(world)).toEqual([10, 1, 1, 1 + 1]);
});

/** A world of 200 or 2,000 accounts, with the groups and projects of 200. */
function grown(vendor: VendorName, users: number): SystemWorld {
  const base = generatedWorld(vendor, 200, 7);
  const names = base.groups.map(({ name }) => name);
  const more = generatedWorld(vendor, users, 7).accounts.slice(200);
  const placed = more.map((account, i) => ({ ...account, groups: [names[i % names.length] ?? ''] }));
  return { ...base, accounts: [...base.accounts, ...placed] };
}

test('ten times the accounts in the same groups and projects cost nine more pages of Iguazio’s accounts, and nothing else', async () => {
  await using ten = await stage({ world: (vendor) => grown(vendor, 200) });
  await using hundred = await stage({ world: (vendor) => grown(vendor, 2_000) });
  for (const { query, name } of questions) {
    await using few = await ten.another();
    await using many = await hundred.another();
    await few.ask(query);
    await many.ask(query);
    const [counts, more] = [ten.calls(), hundred.calls()];
    expect({ name, ...more }).toEqual({ name, ...counts, 'iguazio-main': counts['iguazio-main'] + 9 });
  }
});

test('what the gateway says it has asked is what the systems were asked', async () => {
  await using world = await stage();
  for (const { query } of questions) {
    const { extensions } = await world.ask(query, {}, { 'Rollcall-Trace': '1' });
    const upstream = extensions?.['upstream'] as Record<SystemName, { calls: number } | undefined>;
    const calls = world.calls();
    for (const key of keys) expect(upstream[key]?.calls ?? 0).toBe(calls[key]);
  }
});

test('a second question costs no sign-in', async () => {
  await using world = await stage();
  await world.ask('{ users { nodes { id } } }');
  world.calls();
  await world.ask('{ users { nodes { id } } }');
  expect(counted(world)).toEqual([1, 1, 1, 1]);
});

test('pages are read side by side: one that hangs does not keep the others from being asked for', async () => {
  await using world = await stage({ world: large, settings: { limits: { deadlineMs: 1_000 } } });
  const second = '/api/users?page%5Bnumber%5D=1';
  world.upstream['iguazio-main'].setFaults([{ path: `${second}&`, fault: 'hang' }]);

  const { data } = await world.ask(
    '{ system(key: "iguazio-main") { users { systems { state problem { code } } } } }',
  );

  expect(data.system.users.systems).toEqual([{ state: 'FAILED', problem: { code: 'UPSTREAM_TIMEOUT' } }]);
  expect(world.calls()['iguazio-main']).toBe(10);
});

test('keys that come in many small batches are asked for one by one only until the list is cheaper', async () => {
  const asked: string[] = [];
  const find = planned({
    list: remembered(() => {
      asked.push('list');
      return Promise.resolve({ items: ['a', 'b', 'c', 'd', 'e'], asOf: new Date(), problem: null });
    }),
    keyOf: (item: string) => item,
    listCalls: 1,
    one: (key) => {
      asked.push(key);
      return Promise.resolve(key);
    },
  });

  for (const key of ['a', 'b', 'c', 'd', 'e']) expect(await find([key])).toEqual(new Map([[key, key]]));

  expect(asked).toEqual(['a', 'b', 'c', 'list']);
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import type { Reading, Session } from '../../src/connector.ts';
import type { Ref } from '../../src/model/ref.ts';
import { permitted } from '../../src/permitted.ts';
import { rightsOf } from '../../src/policy.ts';
import { generatedWorld } from '../../src/sandbox/world.ts';
import { Scope } from '../../src/scope.ts';
import { type Stage, stage, type SystemName } from '../support.ts';

// What the seam promises of portions, for every vendor.

const systems: readonly SystemName[] = ['iguazio-main', 'dss-design', 'govern', 'squirro-main'];
const ACCOUNTS = 1_300;

let world: Stage;
beforeAll(async () => {
  world = await stage({ world: (vendor) => generatedWorld(vendor, ACCOUNTS, 3) });
});
afterAll(() => world[Symbol.asyncDispose]());

function openSession(key: SystemName, ...selected: string[]): Session {
  const system = readConfig({ systems: world.systems }).systems.find((one) => one.key === key);
  if (!system) throw new Error(`no system ${key}`);
  return system.open(new Scope({ deadline: 60_000, perAccountLimit: 100, selected: new Set(selected) }));
}

interface Listed {
  readonly ref: Ref;
}

const namesOf = ({ items }: Reading<Listed>) => items.map(({ ref }) => ref.native);

async function gathered<P>(
  portions: AsyncIterable<P>,
  read: (portion: P) => Promise<Reading<Listed>>,
): Promise<string[][]> {
  const parts: string[][] = [];
  for await (const portion of portions) parts.push(namesOf(await read(portion)));
  return parts;
}

describe.for(systems)('%s in portions', (key) => {
  test('is all there is, each once, a few hundred at a time', async () => {
    const session = openSession(key);
    const { users, groups, projects } = session;

    const lists = [
      [await gathered(users.portions(), (portion) => portion.list()), await users.list()],
      [await gathered(groups.portions(), (portion) => portion.list()), await groups.list()],
      ...(projects
        ? [
            [
              await gathered(projects.portions(), (portion) => portion.list()),
              await projects.list(),
            ] as const,
            [
              await gathered(projects.portions(), (portion) => portion.allMemberships()),
              await projects.allMemberships(),
            ] as const,
          ]
        : []),
    ] as const;

    for (const [parts, whole] of lists) expect(parts.flat().toSorted()).toEqual(namesOf(whole).toSorted());
    expect(lists[0][0].length).toBeGreaterThan(2);
    expect(Math.max(...lists[0][0].map((part) => part.length))).toBeLessThanOrEqual(500);
  });

  test('costs nothing until a list is asked for', async () => {
    world.calls();
    for await (const _portion of openSession(key).users.portions());
    expect(world.calls()[key]).toBe(0);
  });

  test('tells of its accounts and their groups what the whole tells, at no call of its own', async () => {
    const session = openSession(key, 'User.groups', 'User.isAdmin', 'User.lastActivity');
    const told: unknown[] = [];
    world.calls();
    for await (const portion of session.users.portions()) {
      const { items } = await portion.list();
      const ids = namesOf({ items, asOf: new Date(), problem: null });
      const { isAdmin, lastActivity } = portion.facts;
      const [found, groups, admins, activity] = await Promise.all([
        Promise.all(ids.map((id) => portion.byId.load(id))),
        portion.groups(ids),
        typeof isAdmin === 'function' ? isAdmin(items) : undefined,
        typeof lastActivity === 'function' ? lastActivity(items) : undefined,
      ]);
      expect(found).toEqual(items);
      told.push(...ids.map((id) => [id, groups.get(id), admins?.get(id), activity?.get(id)]));
    }
    // Pages of accounts, or one list; beside it at most groups, activity and signing in, each once.
    expect(world.calls()[key]).toBeLessThanOrEqual(Math.ceil(ACCOUNTS / 200) + 3);

    const { users } = session;
    const { items } = await users.list();
    const ids = namesOf({ items, asOf: new Date(), problem: null });
    const { isAdmin, lastActivity } = users.facts;
    const [groups, admins, activity] = [
      await users.groups(ids),
      typeof isAdmin === 'function' ? await isAdmin(items) : undefined,
      typeof lastActivity === 'function' ? await lastActivity(items) : undefined,
    ];
    const whole = ids.map((id) => [id, groups.get(id), admins?.get(id), activity?.get(id)]);
    expect(Map.groupBy(told as string[][], ([id]) => id)).toEqual(Map.groupBy(whole, ([id]) => id));
  });

  test('knows what is not on it, too', async () => {
    const session = openSession(key);
    const [first] = (await session.users.list()).items;
    const others: unknown[] = [];
    for await (const portion of session.users.portions()) {
      await portion.list();
      others.push((await portion.byId.load(first?.ref.native ?? ''))?.ref);
    }
    expect(new Set(others.map((ref) => JSON.stringify(ref)))).toEqual(new Set([JSON.stringify(first?.ref)]));
  });

  test('shows no caller more than the whole does', async () => {
    const rights = rightsOf({
      grants: [{ roles: ['reader'], scopes: [], systems: 'all', projects: 'all' }],
    });
    const session = openSession(key);
    const [some] = (await session.users.list()).items;
    const seen = permitted(session, some?.ref.system as never, {
      rights,
      ownAccounts: () => Promise.resolve(new Set()),
      noteOwn: () => undefined,
    });

    const shown: unknown[] = [];
    for await (const portion of seen.users.portions()) shown.push(...(await portion.list()).items);

    const byName = (users: readonly unknown[]) => new Set(users.map((user) => JSON.stringify(user)));
    expect(byName(shown)).toEqual(byName((await seen.users.list()).items));
    expect(shown.filter((user) => (user as { email: string | null }).email !== null)).toEqual([]);
  });

  test('says what fails', async () => {
    const session = openSession(key);
    world.break(key, 'status:500');
    const ends: unknown[] = [];
    for await (const portion of session.users.portions())
      await portion.list().catch((error: unknown) => ends.push(error));
    world.heal();
    expect(ends).toMatchObject([{ problem: { code: 'UPSTREAM_UNAVAILABLE' } }]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accessOf, listEffectiveMembers } from '../../src/access.ts';
import { LOCAL_CALLER } from '../../src/caller.ts';
import { readConfig } from '../../src/config.ts';
import { Directory } from '../../src/directory.ts';
import { find } from '../../src/finding.ts';
import { formatRef } from '../../src/model/ref.ts';
import type { Access, Project, User } from '../../src/model/types.ts';
import { Census } from '../../src/people/people.ts';
import { peopleRules } from '../../src/people/rules.ts';
import { rightsOf } from '../../src/policy.ts';
import { sandboxSystems, simulators } from '../../src/sandbox/simulators.ts';
import { Scope } from '../../src/scope.ts';
import { type Cast, projectOf, type Situation, worldOf } from './cases.ts';
import { type Reckoned, STRENGTH } from './reckoning.ts';
import { type Dialect, dialects, NAMES, storiesOf, type Story } from './stories.ts';
import { vendors } from './vendors.ts';
import { inWords } from './words.ts';

/** For 200 worlds, each served by a simulator of its own: milliseconds on a busy machine. */
const PATIENCE = 120_000;

/** What a new request sees; `signal` is what may end it. */
type Open = (signal?: AbortSignal) => Directory;

/** A world that is played: its projects in order, and the accounts of the cast by name. */
interface Played {
  readonly open: Open;
  readonly projects: readonly Project[];
  readonly users: ReadonlyMap<string, User>;
}

/** Plays a world on a simulator and shows what the gateway makes of it. */
async function play(
  vendor: Dialect['vendor'],
  cast: Cast,
  situations: readonly Situation[],
  look: (played: Played) => Promise<void>,
): Promise<void> {
  const { seedRoles, finish, usernameOf, system } = vendors[vendor];
  await using upstream = await simulators[vendor](worldOf(cast, situations, seedRoles));
  await finish(upstream, cast, situations);
  const { signIn } = sandboxSystems[vendor];
  const credentials = Object.fromEntries(signIn.map((name) => [name, upstream.credentials[name]]));
  const { systems, people } = readConfig({
    systems: { [system]: { vendor, url: upstream.url, credentials } },
  });
  const open: Open = (signal) =>
    new Directory({
      systems,
      scope: new Scope({ deadline: 10_000, perAccountLimit: 100, ...(signal && { signal }) }),
      census: new Census(peopleRules(people)),
      asker: { rights: rightsOf(LOCAL_CALLER), email: null, actingAs: null },
    });
  try {
    const directory = open();
    const session = directory.session(directory.requireSystem(system).key);
    const [found, accounts] = await Promise.all([session.projects?.list(), session.users.list()]);
    const users = NAMES.flatMap((name): [string, User][] => {
      const user = accounts.items.find(({ username }) => username === usernameOf(name));
      return user ? [[name, user]] : [];
    });
    const projects = situations.flatMap(
      (_, index) => found?.items.find(({ name }) => name === projectOf(index)) ?? [],
    );
    expect([users.length, projects.length]).toEqual([NAMES.length, situations.length]);
    await look({ open, projects, users: new Map(users) });
  } finally {
    for (const system of systems) system.close();
  }
}

async function accessIn(open: Open, user: User, project: Project): Promise<Access> {
  const access = await accessOf(open(), user, formatRef(project.ref));
  if (!access) throw new Error('the project is gone');
  return access;
}

const reckonedOf = ({ role, usable, permissions, paths }: Access): Reckoned => ({
  role,
  usable,
  permissions: permissions && permissions.toSorted(),
  paths: paths.map(inWords).toSorted(),
});

const rank = (role: string | null) => (role === null ? -1 : STRENGTH.indexOf(role));

/** Whether one of the permissions is this one or contains it. */
const contain = (held: readonly string[], wanted: string) =>
  held.some(
    (one) => one === wanted || one === '*' || (one.endsWith('.*') && wanted.startsWith(one.slice(0, -1))),
  );

const idsOf = (all: readonly Access[]) => all.map(({ ref }) => formatRef(ref)).toSorted();

/** Of one account, in one project, before and after. */
function neverFell(before: Access, after: Access): void {
  expect(rank(after.role)).toBeGreaterThanOrEqual(rank(before.role));
  expect(after.paths.length).toBeGreaterThanOrEqual(before.paths.length);
  // Where it is not told what all ways permit together, no permission is known to be lost.
  const told = after.permissions;
  if (told) expect((before.permissions ?? []).filter((one) => !contain(told, one))).toEqual([]);
}

function strongestFirst({ role, paths }: Access): void {
  const ranks = paths.map((path) => (path.counted ? STRENGTH.length : 0) + rank(path.role));
  expect(ranks).toEqual(ranks.toSorted((a, b) => b - a));
  expect(role).toBe(paths.find(({ counted }) => counted)?.role ?? null);
}

async function isFoundAgain(open: Open, { ref, role, permissions, paths }: Access): Promise<void> {
  expect(await find(open(), formatRef(ref))).toMatchObject({ ref, role, permissions, paths });
}

/** `each`: the access of everybody of the cast. */
async function makesMembers(directory: Directory, project: Project, each: readonly Access[]): Promise<void> {
  const cast = new Set(each.map(({ user }) => user.ref.native));
  for (const role of [null, 'CUSTOM', 'VIEWER', 'EDITOR', 'ADMIN', 'OWNER'] as const) {
    const members = await listEffectiveMembers(directory, project, { role });
    const listed = members?.nodes.filter(({ user }) => cast.has(user.ref.native)) ?? [];
    const wanted = each.filter((access) =>
      role === null ? access.paths.length > 0 : rank(access.role) >= rank(role),
    );
    expect(idsOf(listed)).toEqual(idsOf(wanted));
    expect(listed.map(reckonedOf)).toEqual(expect.arrayContaining(wanted.map(reckonedOf)));
  }
}

describe.for(dialects)('effective access in $vendor', (dialect) => {
  const { vendor, reckon } = dialect;
  const holds = (law: (story: Story) => Promise<void>) =>
    fc.assert(fc.asyncProperty(storiesOf(dialect), law), { numRuns: 200 });

  test(
    'is what an independent reckoning says, is found again by its id, and makes the members of projects',
    () =>
      holds(async ({ cast, after: situation }) => {
        await play(vendor, cast, [situation], async ({ open, projects: [project], users }) => {
          if (!project) return;
          const each: Access[] = [];
          for (const [name, user] of users) {
            const access = await accessIn(open, user, project);
            expect(reckonedOf(access)).toEqual(reckon({ cast, name, situation }));
            strongestFirst(access);
            await isFoundAgain(open, access);
            each.push(access);
          }
          await makesMembers(open(), project, each);
        });
      }),
    PATIENCE,
  );

  test(
    'never falls by a grant given, and never rises by one taken away',
    () =>
      holds(async ({ cast, before, after }) => {
        await play(vendor, cast, [before, after], async ({ open, projects: [less, more], users }) => {
          if (!less || !more) return;
          for (const user of users.values()) {
            neverFell(await accessIn(open, user, less), await accessIn(open, user, more));
          }
        });
      }),
    PATIENCE,
  );
});

test('a reckoning ends with the request it is for', async () => {
  const cast: Cast = { accounts: Object.fromEntries(NAMES.map((name) => [name, {}])), groups: {} };
  const situation: Situation = { grants: [['user ann', 'admin']] };
  await play('dataiku-dss', cast, [situation], async ({ open, projects: [project] }) => {
    if (!project) return;
    const ending = new AbortController();
    const directory = open(ending.signal);
    const members = await listEffectiveMembers(directory, project, {});
    ending.abort();

    // ann, the owner and the gateway's own account; by now everything is read
    expect(members?.totalCount).toEqual({ value: 3, exact: true });
    await expect(listEffectiveMembers(directory, project, {})).rejects.toMatchObject({
      problem: { code: 'LIMIT_EXCEEDED', system: 'dss-design' },
    });
  });
});

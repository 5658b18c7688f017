import type { Groups, Projects, Reading, Session, UserFact, Users } from './connector.ts';
import type { Scope } from './generated/types.ts';
import { eachKey, type FetchMany, type Loader } from './loading.ts';
import type { SystemKey } from './model/ref.ts';
import type { Membership, Project, User } from './model/types.ts';
import type { Rights } from './policy.ts';
import { ProblemError } from './problems.ts';
import { type Onlooker, openSight, type Sight } from './sight.ts';

/** Scopes without which an account is shown with less than it has. */
const REDACTING: readonly Scope[] = ['READ', 'READ_EMAIL', 'READ_ACTIVITY'];

/** Whether a caller sees a system as the gateway does. */
export const seesEverything = (rights: Rights, system: SystemKey): boolean =>
  REDACTING.every((scope) => rights.mayWholly(scope, system));

/** Facts that take a scope of their own. */
const factScopes = {
  lastActivity: 'READ_ACTIVITY',
  activeSessions: 'READ_ACTIVITY',
} as const satisfies Partial<Record<UserFact, Scope>>;

/**
 * A session as one caller may see it. What the caller may not see is not there, whichever way one asks for it: every
 * object of a system comes through here, so that lists, counts, edges, `node` and reckonings of access agree. What may
 * not be read of an account that may be seen is null on it, so that no search, order or match can tell what it was.
 */
export function permitted(session: Session, system: SystemKey, onlooker: Onlooker): Session {
  const { rights } = onlooker;
  if (seesEverything(rights, system)) return session;
  const sight = openSight(session, system, onlooker);
  // Jobs and workspaces do not say whose they are, or of which project.
  const ifWhole = <V>(loader: Loader<V> | undefined) =>
    loader && (rights.mayWholly('READ', system) ? loader : nothing);
  const users = permittedUsers(session.users, sight);
  return {
    ...session,
    users,
    groups: permittedGroups(session.groups, sight),
    projects: session.projects && permittedProjects(session.projects, sight),
    jobs: ifWhole(session.jobs),
    workspaces: ifWhole(session.workspaces),
    self: async () => {
      const self = await session.self();
      return self && (await sight.users()).of(self);
    },
    version: () => session.version(),
  };
}

const nothing: Loader<never> = { load: () => Promise.resolve(null) };

function permittedUsers(users: Users, sight: Sight): Users {
  const { facts, primaryGroup } = users;
  const isSeen = async () => (await sight.users()).has;
  const seen = async (user: User | null) => user && (await sight.users()).of(user);
  const byId: Loader<User> = { load: async (native) => seen(await users.byId.load(native)) };
  return {
    ...users,
    list: async () => eachOf(await users.list(), (await sight.users()).of),
    portions: () => eachPortion(users, (portion) => permittedUsers(portion, sight)),
    byId,
    byUsername: {
      // As it is shown: an account whose username is hidden is found by what stands in for it, and by nothing else.
      load: async (name) => {
        const found = await seen(await users.byUsername.load(name));
        if (found?.username === name) return found;
        const other = await byId.load(name);
        return other?.username === name ? other : null;
      },
    },
    facts: {
      ...facts,
      lastActivity: permittedFact('lastActivity', facts.lastActivity, sight),
      activeSessions: permittedFact('activeSessions', facts.activeSessions, sight),
    },
    groups: ofSeen(users.groups, isSeen),
    primaryGroup: primaryGroup && ofSeen(primaryGroup, isSeen),
  };
}

/** A fact that is read apart from the account; what stands on the account was taken off it. */
function permittedFact<F extends keyof typeof factScopes>(
  fact: F,
  source: Users['facts'][F],
  sight: Sight,
): Users['facts'][F] {
  if (typeof source !== 'function') return source;
  const read = async (users: readonly User[]) => {
    (await sight.users()).require(factScopes[fact], users);
    return source(users);
  };
  return read as Users['facts'][F];
}

function permittedGroups(groups: Groups, sight: Sight): Groups {
  const isSeen = sight.groups;
  const load = <G extends { readonly ref: { readonly native: string } }>(loader: Loader<G>): Loader<G> => ({
    load: async (key) => {
      const group = await loader.load(key);
      return group && (await isSeen())(group.ref.native) ? group : null;
    },
  });
  const membersOf = ofSeen(groups.members, isSeen);
  return {
    ...groups,
    list: async () => {
      const has = await isSeen();
      return eachOf(await groups.list(), (group) => (has(group.ref.native) ? group : null));
    },
    portions: () => eachPortion(groups, (portion) => permittedGroups(portion, sight)),
    byId: load(groups.byId),
    byName: load(groups.byName),
    members: async (natives) => {
      const { has } = await sight.users();
      return eachIn(await membersOf(natives), (refs) => refs.filter(({ native }) => has(native)));
    },
  };
}

function permittedProjects(projects: Projects, sight: Sight): Projects {
  const load = (loader: Loader<Project>): Loader<Project> => ({
    load: async (key) => {
      const project = await loader.load(key);
      return project && (await sight.projects()).of(project);
    },
  });
  const list = async () => eachOf(await projects.list(), (await sight.projects()).of);
  const memberships: FetchMany<Reading<Membership>> = async (natives) => {
    const { of, grant } = await sight.projects();
    const found = await eachKey(natives, async (native) => {
      const project = await projects.byId.load(native);
      return project && of(project) && project;
    });
    const seen = [...found].filter(([, project]) => !(project instanceof Error)).map(([native]) => native);
    const granted = seen.length === 0 ? new Map<string, never>() : await projects.memberships(seen);
    const readings = eachIn(granted, (reading, native) => {
      const project = found.get(native);
      const see = (one: Membership) => (project && !(project instanceof Error) ? grant(project, one) : null);
      return eachOf(reading, see);
    });
    for (const [native, failed] of found) if (failed instanceof Error) readings.set(native, failed);
    return readings;
  };
  return {
    ...projects,
    list,
    portions: () => eachPortion(projects, (portion) => permittedProjects(portion, sight)),
    byId: load(projects.byId),
    byKey: load(projects.byKey),
    memberships,
    // Project by project, so that nothing of the others shows, not even that one could not be read.
    allMemberships: async () => {
      const seen = await list();
      return gathered(seen, await memberships(seen.items.map(({ ref }) => ref.native)));
    },
  };
}

/** The grants of several projects. One that could not be read costs its own rows, and the whole says so. */
function gathered(
  { asOf, problem }: Reading<Project>,
  found: ReadonlyMap<string, Reading<Membership> | Error>,
): Reading<Membership> {
  const readings = [...found.values()].map((reading): Reading<Membership> => {
    if (reading instanceof ProblemError) return { items: [], asOf, problem: reading.problem };
    if (reading instanceof Error) throw reading;
    return reading;
  });
  return {
    items: readings.flatMap(({ items }) => items),
    asOf,
    problem: problem ?? readings.find((reading) => reading.problem)?.problem ?? null,
  };
}

async function* eachPortion<P extends { portions(): AsyncIterable<P> }>(
  whole: P,
  see: (portion: P) => P,
): AsyncGenerator<P, void> {
  for await (const portion of whole.portions()) yield see(portion);
}

/** A reading with each item as it may be seen; null leaves it out. */
function eachOf<T>(reading: Reading<T>, see: (item: T) => T | null): Reading<T> {
  return { ...reading, items: reading.items.map(see).filter((item) => item !== null) };
}

function eachIn<V>(
  found: ReadonlyMap<string, V | Error>,
  see: (value: V, key: string) => V,
): Map<string, V | Error> {
  return new Map([...found].map(([key, value]) => [key, value instanceof Error ? value : see(value, key)]));
}

/** Asks only for keys that may be seen: the others are as if they did not exist. */
const ofSeen =
  <V>(fetchMany: FetchMany<V>, isSeen: () => Promise<(native: string) => boolean>): FetchMany<V> =>
  async (natives) => {
    const seen = natives.filter(await isSeen());
    return seen.length === 0 ? new Map() : fetchMany(seen);
  };

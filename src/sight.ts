import type { Holder, Session } from './connector.ts';
import type { Scope } from './generated/types.ts';
import type { SystemKey } from './model/ref.ts';
import type { Group, Membership, Project, User } from './model/types.ts';
import { remembered } from './planner.ts';
import type { Rights } from './policy.ts';
import { ProblemError } from './problems.ts';

/** Who looks at systems. */
export interface Onlooker {
  readonly rights: Rights;
  /** The caller's own accounts in a system, by native id. */
  ownAccounts(system: SystemKey): Promise<ReadonlySet<string>>;
  /** Is told every account of the caller's that is seen. */
  noteOwn(user: User): void;
}

/**
 * What one caller sees of one system, as functions to look through once it is known what the caller's own is there. An
 * object comes back as it may be seen; null: not at all.
 */
export interface Sight {
  readonly users: () => Promise<UserSight>;
  /** Which groups, by native id. */
  readonly groups: () => Promise<(native: string) => boolean>;
  readonly projects: () => Promise<ProjectSight>;
}

export interface UserSight {
  of(user: User): User | null;
  has(native: string): boolean;
  /** Whether the caller has a scope over all of these accounts; a problem that says so if not. */
  require(scope: Scope, users: readonly User[]): void;
}

export interface ProjectSight {
  of(project: Project): Project | null;
  /** A grant of a project. */
  grant(project: Project, membership: Membership): Membership | null;
}

/** That a system does not contribute what takes a scope which the caller has not got there. */
export const lacking = (scope: Scope, system: SystemKey, what = 'This') =>
  new ProblemError('NOT_PERMITTED', { system, message: `${what} takes the scope ${scope} in ${system}.` });

export function openSight(session: Session, system: SystemKey, onlooker: Onlooker): Sight {
  const { rights } = onlooker;
  const own = openOwn(session, system, onlooker);
  return {
    users: remembered(async () => userSight(system, onlooker, await own.accounts())),
    groups: remembered(async () => {
      if (rights.may('READ', { system })) return () => true;
      const held = await own.groups();
      return (native: string) => held.has(native);
    }),
    projects: remembered(async () => {
      const [accounts, groups, projects] = await Promise.all([own.accounts(), own.groups(), own.projects()]);
      return projectSight(system, rights, { accounts, groups, projects });
    }),
  };
}

type Natives = ReadonlySet<string>;

const mayWith =
  (rights: Rights, system: SystemKey, accounts: Natives) => (scope: Scope, account: string | undefined) =>
    rights.may(scope, { system, own: account !== undefined && accounts.has(account) });

function userSight(system: SystemKey, { rights, noteOwn }: Onlooker, accounts: Natives): UserSight {
  const may = mayWith(rights, system, accounts);
  const shown = new WeakMap<User, User>();
  const see = (user: User): User => {
    const { native } = user.ref;
    const [activity, email] = [may('READ_ACTIVITY', native), may('READ_EMAIL', native)];
    const seen = { ...user, ...inactive(activity), ...unaddressed(user, email) };
    if (accounts.has(native)) noteOwn(seen);
    shown.set(user, seen);
    return seen;
  };
  return {
    has: (native) => may('READ', native),
    of: (user) => (may('READ', user.ref.native) ? (shown.get(user) ?? see(user)) : null),
    require: (scope, users) => {
      if (!users.every(({ ref }) => may(scope, ref.native))) throw lacking(scope, system);
    },
  };
}

interface Own {
  readonly accounts: Natives;
  readonly groups: Natives;
  readonly projects: Natives;
}

function projectSight(system: SystemKey, rights: Rights, own: Own): ProjectSight {
  const may = mayWith(rights, system, own.accounts);
  /** A name of an account, unless it is an address that may not be read. */
  const named = (account: string | undefined, name: string | null, instead: string | null) =>
    isAddress(name) && !may('READ_EMAIL', account) ? instead : name;
  const sees = ({ key, ref }: Project) =>
    rights.may('READ', { system, project: key, own: own.projects.has(ref.native) });
  /** Of a project that is the caller's own and no more, what names others is not seen. */
  const isOwnOnly = ({ key }: Project) => !rights.may('READ', { system, project: key });
  return {
    of: (project) => {
      if (!sees(project)) return null;
      const owner = project.owner?.native;
      if (isOwnOnly(project) && (owner === undefined || !own.accounts.has(owner)))
        return { ...project, owner: null, ownerName: null };
      return { ...project, ownerName: named(owner, project.ownerName, owner ?? null) };
    },
    grant: (project, membership) => {
      const { memberKind, member, memberName } = membership;
      const isGroup = memberKind === 'GROUP';
      const isOwn = (isGroup ? own.groups : own.accounts).has(member.native);
      if (!sees(project) || (isOwnOnly(project) && !isOwn)) return null;
      if (isGroup) return membership;
      return { ...membership, memberName: named(member.native, memberName, null) ?? member.native };
    },
  };
}

/** A name that is an e-mail address is one, whatever field it stands in. */
const isAddress = (name: string | null): boolean => name !== null && /^[^\s@]+@[^\s@]+$/u.test(name);

/** What is taken off an account whose activity may not be read. */
const inactive = (mayRead: boolean): Partial<User> =>
  mayRead ? {} : { lastActivity: null, activeSessions: null };

/** What is taken off an account whose e-mail may not be read; the vendor's id stands in for a username that is one. */
const unaddressed = ({ ref, username, displayName }: User, mayRead: boolean): Partial<User> =>
  mayRead
    ? {}
    : {
        email: null,
        username: isAddress(username) ? ref.native : username,
        displayName: isAddress(displayName) ? null : displayName,
      };

/** What is the caller's own in one system. Where no grant is about that, nothing is read and nothing is. */
function openOwn(session: Session, system: SystemKey, { rights, ownAccounts }: Onlooker) {
  const matters = rights.in([system]).some(({ ownOnly }) => ownOnly);
  const accounts = remembered(async () => (matters ? ownAccounts(system) : new Set<string>()));

  /** The groups of each of the accounts. */
  const membersOf = remembered(async () => {
    const natives = [...(await accounts())];
    const found = natives.length === 0 ? new Map<string, never>() : await session.users.groups(natives);
    const groups = new Map<string, readonly string[]>();
    for (const [native, refs] of found) {
      if (refs instanceof Error) throw refs;
      groups.set(
        native,
        refs.map((ref) => ref.native),
      );
    }
    return groups;
  });

  /** The projects that one of the accounts has any way into. */
  const projects = remembered(async (): Promise<ReadonlySet<string>> => {
    const there = session.projects;
    const groupsOf = await membersOf();
    if (!there || groupsOf.size === 0) return new Set();
    const [list, grants] = await Promise.all([there.list(), there.allMemberships()]);
    const grantsIn = Map.groupBy(grants.items, ({ project }) => project.native);
    const reached = [...groupsOf].map(async ([native, held]) => {
      const user = await session.users.byId.load(native);
      const found = await Promise.all(held.map((group) => session.groups.byId.load(group)));
      const groups = found.filter((group) => group !== null);
      return list.items.filter((project) => {
        const here = grantsIn.get(project.ref.native) ?? [];
        return user && there.rights({ user, groups, project, grants: heldBy(user, groups, here) }).length > 0;
      });
    });
    return new Set((await Promise.all(reached)).flat().map(({ ref }) => ref.native));
  });

  const groups = remembered(async () => new Set([...(await membersOf()).values()].flat()));
  return { accounts, groups, projects };
}

/** Which of a project's grants an account holds, itself or through one of these groups. */
const heldBy = (user: User, groups: readonly Group[], grants: readonly Membership[]): Holder['grants'] =>
  [null, ...groups].flatMap((group) =>
    grants
      .filter(({ memberKind, member }) => {
        const holder = group ?? user;
        return (
          memberKind !== 'OTHER' && member.kind === holder.ref.kind && member.native === holder.ref.native
        );
      })
      .map((membership) => ({ membership, group })),
  );

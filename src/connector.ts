import type { z } from 'zod';
import type { Capability, GrantVia, ProjectRole, Vendor } from './generated/types.ts';
import type { Health } from './http.ts';
import type { FetchMany, Loader } from './loading.ts';
import type { Ref, SystemKey } from './model/ref.ts';
import type { Details, Group, Job, Membership, Project, User, UserFacts } from './model/types.ts';
import type { Problem } from './problems.ts';
import type { Scope } from './scope.ts';
import type { Writes } from './writing.ts';

/** What a vendor's folder gives to the rest. Stateless. */
export interface Connector {
  readonly vendor: Vendor;
  /** What the configuration must say besides `vendor`, `url` and the settings every system has. */
  readonly settings: z.ZodType;
  /** Prepares a system. Touches no network. `settings` has passed the schema above. */
  configure(common: SystemSettings, settings: never): System;
  /** Readers of fields that only this vendor's types have, by type and field. */
  readonly details: DetailReaders;
}

/** What every system's configuration holds, whatever its vendor. */
export interface SystemSettings {
  readonly key: SystemKey;
  readonly displayName: string;
  /** No trailing slash. */
  readonly url: string;
  readonly ca: string | undefined;
  readonly maxConcurrent: number;
  readonly maxResponseBytes: number;
}

/** One configured installation. Lives as long as the process; owns its connections and credentials. */
export interface System {
  readonly key: SystemKey;
  readonly vendor: Vendor;
  readonly displayName: string;
  readonly baseUrl: string;
  /** What it signs in with, in words: `access key`, `username and password of ops`. Never the credential. */
  readonly credential: string;
  readonly health: Health | undefined;
  readonly clockSkewMs: number | undefined;
  /**
   * Begins the work of one request: fresh loaders, one deadline. `actingAs`: every call is made as that account; only
   * where a session has `impersonation`.
   */
  open(scope: Scope, actingAs?: Ref<'user'>): Session;
  close(): void;
}

/** A list as it was read: whole, or with a problem that says why items are missing. */
export interface Reading<T> {
  readonly items: readonly T[];
  readonly asOf: Date;
  /** null: nothing is missing. */
  readonly problem: Problem | null;
}

/**
 * What one request may ask of one system. A feature the vendor lacks is written down as `undefined`: it is never left
 * out, and never a method that throws. Failures are `ProblemError`s. Within a session nothing is fetched twice.
 */
export interface Session {
  readonly users: Users;
  readonly groups: Groups;
  readonly projects: Projects | undefined;
  readonly jobs: Loader<Job> | undefined;
  /** Objects of kinds that only some vendors have, by the kind of their ref. */
  readonly workspaces: Loader<Details> | undefined;
  /** Acting as other accounts. */
  readonly impersonation: Impersonation | undefined;
  /** What can be changed; undefined: nothing. */
  readonly writes: Writes | undefined;
  /** Abilities that are not seen from the members above. */
  readonly abilities: readonly Capability[];
  /** The account the gateway acts as; null where the credential belongs to none. */
  self(): Promise<User | null>;
  /** The vendor's release; null where it does not tell. */
  version(): Promise<string | null>;
  /** What only this vendor's systems have; null: nothing. No upstream call: its fields are read by `details`. */
  readonly details: Details | null;
}

/** What must be known of an account before anybody acts as it. */
export interface Impersonation {
  /**
   * Whether it has power over the system itself, beyond using it: to administer it, or part of it. null: not known.
   */
  isPowerful(user: User): Promise<boolean | null>;
}

/**
 * Where a fact about accounts comes from. `listed`: it stands on every account as read. `unknown`: the vendor does not
 * tell. A function: another read, for many accounts at once; an account missing from its answer is not known.
 */
export type FactSource<T> =
  'listed' | 'unknown' | ((users: readonly User[]) => Promise<ReadonlyMap<string, T | null>>);

export type UserFact = keyof UserFacts;

export interface Users {
  list(): Promise<Reading<User>>;
  /**
   * The accounts in portions, for whoever goes through all of them once. Each is these accounts with a part of the list
   * as its list, and tells what was sent along of that part without another call. None is kept. The first is read when
   * its list is asked for, and the others only if it was.
   */
  portions(): AsyncIterable<Users>;
  readonly byId: Loader<User>;
  /** Exact and case-sensitive. */
  readonly byUsername: Loader<User>;
  readonly facts: { readonly [F in UserFact]: FactSource<UserFacts[F]> };
  /** The groups each account is in, by the account's native id. A group named there may be gone. */
  readonly groups: FetchMany<readonly Ref<'group'>[]>;
  /** The primary group of each account; missing: none. */
  readonly primaryGroup: FetchMany<Ref<'group'>> | undefined;
}

export interface Groups {
  list(): Promise<Reading<Group>>;
  /** As of accounts. */
  portions(): AsyncIterable<Groups>;
  readonly byId: Loader<Group>;
  /** Exact and case-sensitive. */
  readonly byName: Loader<Group>;
  /** The accounts in each group, by the group's native id; missing: no such group. */
  readonly members: FetchMany<readonly Ref<'user'>[]>;
}

export interface Projects {
  list(): Promise<Reading<Project>>;
  /** As of accounts; what all projects of a portion grant is a part, too. */
  portions(): AsyncIterable<Projects>;
  readonly byId: Loader<Project>;
  /** Exact and case-sensitive. */
  readonly byKey: Loader<Project>;
  /** What each project grants, by the project's native id; missing: no such project. */
  readonly memberships: FetchMany<Reading<Membership>>;
  /** What all projects grant. */
  allMemberships(): Promise<Reading<Membership>>;
  /** The vendor's rules: every way in which a holder comes to rights in a project. Pure. */
  readonly rights: (holder: Holder) => readonly Right[];
  /** Whether one of the vendor's permissions contains another, different one; undefined: each stands for itself. Pure. */
  readonly covers: ((wider: string, narrower: string) => boolean) | undefined;
}

/** An account before a project, with everything its rights there can rest on. */
export interface Holder {
  readonly user: User;
  /** The groups it is in that exist. */
  readonly groups: readonly Group[];
  readonly project: Project;
  /** The project's grants to it (`group: null`) and to its groups. */
  readonly grants: readonly { readonly membership: Membership; readonly group: Group | null }[];
}

/** One way to rights, as the vendor's rules see it. */
export interface Right {
  readonly via: GrantVia;
  /** In the vendor's words, e.g. `group analysts: Editor`. */
  readonly reason: string;
  readonly role: ProjectRole;
  readonly permissions: readonly string[] | null;
  /** Whether the vendor's own reckoning counts it, always. */
  readonly counted: boolean;
  readonly group?: Group | null;
  readonly membership?: Membership;
  readonly conditions?: readonly string[];
}

/**
 * Reads one field of a vendor's own type: by type, then field. The object it belongs to carries its system; the session
 * is the one that system opened, of the vendor that declared the reader.
 */
export type DetailReaders = Readonly<Record<string, Readonly<Record<string, DetailReader>>>>;
export type DetailReader = (of: never, args: never, session: never) => unknown;

/** What a system can do: read off its session, so that it cannot be claimed wrongly. */
export function capabilitiesOf({
  users,
  projects,
  jobs,
  workspaces,
  impersonation,
  writes,
  abilities,
}: Session): Capability[] {
  const seen: readonly [Capability, boolean][] = [
    ['USERS', true],
    ['GROUPS', true],
    ['PROJECTS', projects !== undefined],
    ['MEMBERSHIPS', projects !== undefined],
    ['JOBS', jobs !== undefined],
    ['PRIMARY_GROUP', users.primaryGroup !== undefined],
    ['LAST_ACTIVITY', users.facts.lastActivity !== 'unknown'],
    ['SESSIONS', users.facts.activeSessions !== 'unknown'],
    ['IMPERSONATION', impersonation !== undefined],
    ['WORKSPACES', workspaces !== undefined],
    ['WRITE_USERS', writes?.plans.createUser !== undefined],
    ['WRITE_USER_STATUS', writes?.plans.disableUser !== undefined],
    ['WRITE_PASSWORDS', writes?.plans.setUserPassword !== undefined],
    ['WRITE_GROUPS', writes?.plans.createGroup !== undefined],
    ['WRITE_GROUP_MEMBERS', writes?.plans.addGroupMembers !== undefined],
    ['WRITE_PRIMARY_GROUP', writes?.plans.setPrimaryGroup !== undefined],
    ['WRITE_MEMBERSHIPS', writes?.plans.ensureProjectMembership !== undefined],
  ];
  return [...seen.filter(([, is]) => is).map(([capability]) => capability), ...abilities];
}

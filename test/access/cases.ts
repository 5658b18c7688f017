import type { ProjectRole } from '../../src/generated/types.ts';
import {
  type Account,
  type GrantSeed,
  SERVICE_ACCOUNT,
  type SeedRole,
  type SystemWorld,
} from '../../src/sandbox/world.ts';

/** One situation in one project, and what is true of it. Written by hand from the vendor's specification. */
export interface Case {
  /** A sentence that is true of the answer. */
  readonly says: string;
  /** Where the rule stands. */
  readonly source: string;
  /** How the expected values follow from it. */
  readonly because: string;
  /** Whose access is asked for: somebody of the cast. */
  readonly account: string;
  /** `olga`, who is in no group, unless the case says otherwise. */
  readonly owner?: string;
  /** What the project grants: to `user ann` or `group analysts`, in the vendor's words. */
  readonly grants: readonly Grant[];
  readonly role: ProjectRole | null;
  readonly usable: boolean | null;
  /** In any order; null: none are told. */
  readonly permissions: readonly string[] | null;
  /** In the order of the answer: `GROUP VIEWER: group analysts: Viewer`, and ` (not counted)` where it does not. */
  readonly paths: readonly string[];
  /** Where it matters: what each of the paths permits by itself. */
  readonly permissionsOfPaths?: readonly (readonly string[] | null)[];
}

export type Grant = readonly [holder: `user ${string}` | `group ${string}`, words: string];

/** A project as it stands: who owns it, and what it grants. */
export type Situation = Pick<Case, 'owner' | 'grants'>;

/** Everybody and every group of a world, with what only one vendor's have. */
export interface Cast {
  readonly accounts: Readonly<Record<string, CastAccount>>;
  readonly groups: Readonly<Record<string, CastGroup>>;
}

export interface CastAccount extends Partial<Account> {
  /** Iguazio's management policies, if they are not those of a new account. */
  readonly policies?: readonly string[];
  /** Squirro's server role, if it is not `user` or, for an administrator, `admin`. */
  readonly serverRole?: string;
  /** Deleted once everything stands. */
  readonly gone?: true;
}

export interface CastGroup {
  /** Its members administer a DSS. */
  readonly admin?: true;
  /** Iguazio's management policies, if they are not those of a new group. */
  readonly policies?: readonly string[];
  /** Deleted once everything stands. */
  readonly gone?: true;
}

export const OWNER = 'olga';

const stranger: Omit<Account, 'username' | 'email' | 'givenName'> = {
  familyName: 'Example',
  disabled: false,
  admin: false,
  origin: 'local',
  createdAt: Date.parse('2025-01-10T09:00:00Z'),
  lastActiveAt: Date.parse('2026-11-20T09:00:00Z'),
  sessions: 0,
  groups: [],
  jobTitle: '',
  department: '',
};

/** The name of the project a situation plays in. */
export const projectOf = (index: number): string => `case-${index + 1}`;

/**
 * A world in which every situation has a project of its own. Grants become seeds where `roles` has the vendor's word; a
 * vendor whose words are of another kind writes them itself.
 */
export function worldOf(
  { accounts, groups }: Cast,
  situations: readonly Situation[],
  roles: Readonly<Record<string, SeedRole>>,
): SystemWorld {
  const account = (username: string, more: Partial<Account>): Account => ({
    ...stranger,
    username,
    email: `${username}@example.org`,
    givenName: username,
    ...more,
  });
  const seedOf = ([holder, words]: Grant): GrantSeed[] => {
    const role = roles[words];
    return role === undefined ? [] : [{ ...holderOf(holder), role }];
  };
  return {
    accounts: [
      account(SERVICE_ACCOUNT, { admin: true }),
      account(OWNER, {}),
      ...Object.entries(accounts).map(([username, more]) => account(username, more)),
    ],
    groups: Object.entries(groups).map(([name, { admin = false }]) => ({
      name,
      description: '',
      admin,
      directoryNames: [],
    })),
    projects: situations.map(({ owner = OWNER, grants }, index) => ({
      slug: projectOf(index),
      name: projectOf(index),
      description: '',
      owner,
      createdAt: stranger.createdAt,
      grants: grants.flatMap(seedOf),
    })),
  };
}

/** `group analysts`, taken apart. */
export function holderOf(holder: Grant[0]): Pick<GrantSeed, 'memberKind' | 'member'> {
  const [memberKind, member = ''] = holder.split(' ') as ['user' | 'group', string];
  return { memberKind, member };
}

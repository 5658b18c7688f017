import type {
  AccountOrigin,
  ActivityKind,
  GrantVia,
  JobState,
  MatchRule,
  MemberKind,
  ProjectRole,
  UserStatus,
} from '../generated/types.ts';
import type { PersonRef, Ref, SystemKey } from './ref.ts';

/**
 * What only one vendor has. Made by that vendor's mapping, passed through unread, told apart by `__typename`; fields
 * that are not on it are read by the vendor's detail readers.
 */
export interface Details {
  readonly __typename: string;
  readonly system: SystemKey;
}

/** When an account was last active. `at: null`: never. */
export interface Activity {
  readonly at: Date | null;
  readonly kind: ActivityKind;
  readonly evidence: string;
}

/**
 * Facts about an account that not every vendor's list tells. null: not known. What the vendor declares as read
 * separately (`FactSource`) is null here and read when asked for.
 */
export interface UserFacts {
  readonly createdAt: Date | null;
  readonly isAdmin: boolean | null;
  readonly isOperational: boolean | null;
  readonly lastActivity: Activity | null;
  readonly activeSessions: number | null;
}

/** One account in one system. */
export interface User extends UserFacts {
  readonly __typename: 'User';
  readonly ref: Ref<'user'>;
  readonly username: string;
  readonly email: string | null;
  readonly displayName: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly status: UserStatus;
  readonly origin: AccountOrigin;
  readonly details: Details | null;
}

/** One group in one system. */
export interface Group {
  readonly __typename: 'Group';
  readonly ref: Ref<'group'>;
  readonly name: string;
  readonly description: string | null;
  readonly origin: AccountOrigin;
  readonly isAdmin: boolean | null;
  readonly details: Details | null;
}

/** What can hold a grant. */
export type Member = User | Group;

/** One project in one system. */
export interface Project {
  readonly __typename: 'Project';
  readonly ref: Ref<'project'>;
  readonly key: string;
  readonly name: string;
  readonly description: string | null;
  readonly nativeStatus: string | null;
  readonly ownerName: string | null;
  /** The owner's account, whether or not it exists; null: the project names none. */
  readonly owner: Ref<'user'> | null;
  readonly createdAt: Date | null;
}

/** What one project grants to one member: several grants of the same two are one. */
export interface Membership {
  readonly __typename: 'Membership';
  readonly ref: Ref<'membership'>;
  readonly project: Ref<'project'>;
  readonly memberKind: MemberKind;
  /** For OTHER, a ref that no account has. */
  readonly member: Ref<'user'> | Ref<'group'>;
  readonly memberName: string;
  readonly role: ProjectRole;
  readonly nativeRole: string;
  readonly permissions: readonly string[] | null;
}

/** Long-running work at a vendor. */
export interface Job {
  readonly __typename: 'Job';
  readonly ref: Ref<'job'>;
  readonly kind: string;
  readonly state: JobState;
  readonly nativeState: string;
  readonly message: string | null;
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
}

/** One way in which an account comes to rights in a project. */
export interface AccessPath {
  readonly via: GrantVia;
  readonly reason: string;
  readonly groupName: string | null;
  readonly group: Ref<'group'> | null;
  readonly membership: Membership | null;
  readonly role: ProjectRole;
  readonly permissions: readonly string[] | null;
  readonly counted: boolean;
  readonly conditions: readonly string[];
}

/** What one account really may in one project, and why. */
export interface Access {
  readonly __typename: 'Access';
  readonly ref: Ref<'access'>;
  readonly user: User;
  readonly project: Project;
  readonly role: ProjectRole | null;
  readonly permissions: readonly string[] | null;
  readonly usable: boolean | null;
  readonly paths: readonly AccessPath[];
}

/** One account of a person, or one that may be theirs, and what speaks for it. */
export interface AccountMatch {
  readonly user: User;
  readonly rule: MatchRule;
  readonly evidence: string;
  /** 0 to 1. */
  readonly confidence: number;
}

/** One human, by the accounts that are joined to it. */
export interface Person {
  readonly __typename: 'Person';
  readonly ref: PersonRef;
  readonly displayName: string | null;
  /** Normalised; the person's own first. */
  readonly emails: readonly string[];
  /** By system, then native id. */
  readonly accounts: readonly AccountMatch[];
}

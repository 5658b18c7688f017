import type { ProjectRole, ServerRole } from './roles.ts';

/** A tenant, which with workspaces on is a workspace. */
export interface Tenant {
  readonly domain: string;
  readonly title: string;
  readonly users: Map<string, User>;
  /** By lower-case address: unique without regard to case, stored as given [assumed]. */
  readonly usersByEmail: Map<string, User>;
  readonly groups: Map<string, Group>;
  readonly groupsByName: Map<string, Group>;
  readonly projects: Map<string, Project>;
}

export interface User {
  readonly id: string;
  readonly tenant: Tenant;
  email: string;
  /** undefined: the key is missing from every answer. */
  fullName: string | null | undefined;
  role: ServerRole;
  password: string | null;
  config: Readonly<Record<string, unknown>>;
  /** Keys beyond those the server knows. */
  custom: Readonly<Record<string, unknown>>;
  /** Authentications, by the name of the external service. */
  readonly links: Map<string, Link>;
  readonly sessions: Set<Session>;
  readonly groups: Set<Group>;
  /** Projects of which this user is a direct member. */
  readonly projects: Set<Project>;
}

/** An authentication, as it is sent and received. Dates are `YYYY-MM-DDTHH:MM:SS`. */
export interface Link {
  readonly service_user: string;
  readonly access_token: string;
  readonly display_name: string | null;
  readonly access_token_expires: string | null;
  readonly access_secret: string | null;
  readonly access_secret_expires: string | null;
}

/** A session; one that is not of type `login` is a grant. Times are epoch milliseconds. */
export interface Session {
  readonly id: string;
  readonly user: User;
  readonly type: 'login' | 'user' | 'service';
  readonly clientId: string | null;
  readonly refreshToken: string;
  readonly createdAt: number;
  readonly validTo: number;
  /** What the token is limited to; null: nothing. */
  readonly projectPermissions: readonly string[] | null;
  access: { readonly token: string; readonly validTo: number } | undefined;
}

export interface Group {
  readonly id: string;
  readonly tenant: Tenant;
  name: string;
  readonly members: Set<User>;
  readonly projects: Set<Project>;
}

export interface Project {
  readonly id: string;
  readonly tenant: Tenant;
  title: string;
  description: string | null;
  projectType: string;
  /** Stays behind when the user is deleted. */
  readonly ownerId: string;
  /** What else was set on it. */
  attributes: Readonly<Record<string, unknown>>;
  /** By the id of user or group, which never coincide. */
  readonly members: Map<string, ProjectMember>;
}

export interface ProjectMember {
  readonly member: MemberRef;
  readonly role: ProjectRole;
}

export type MemberRef =
  { readonly kind: 'user'; readonly of: User } | { readonly kind: 'group'; readonly of: Group };

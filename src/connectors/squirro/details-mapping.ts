import type { SquirroAuthentication, SquirroGrant, SquirroSession } from '../../generated/types.ts';
import { formatRef, ref, type SystemKey } from '../../model/ref.ts';
import type { Details } from '../../model/types.ts';
import type {
  WireAuthentication,
  WireFullAccount,
  WireGrant,
  WireProjectRole,
  WireSession,
  WireWorkspace,
  WireWorkspaceUser,
} from './wire.ts';

/** Keys of the single v1 read that Squirro itself gives a meaning (squirro.md §4). Any other is custom data. */
export const documentedKeys: ReadonlySet<string> = new Set([
  'id',
  'email',
  'tenant',
  'full_name',
  'role',
  'role_permissions',
  'config',
  'authentications',
  'groups',
  'projects',
]);

/** Keys that are withheld from free-form data, at any depth: what they hold may be a credential. */
const CREDENTIAL_KEY = /passw|passphrase|secret|credential|tokens?$|(?:api|private|access)[_-]?key/iu;

/** Free-form data as it may leave the gateway. */
export function withoutCredentials(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutCredentials);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !CREDENTIAL_KEY.test(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutCredentials(inner)]));
}

/** `YYYY-MM-DD HH:MM:SS`, or with a `T` (squirro.md §1.4). Where no zone is given it is UTC [assumed]. */
const INSTANT = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)?$/u;
const ZONE = 'Z';

/** Reads an instant; null for what is none. */
export function toInstant(text: string | null | undefined): Date | null {
  const [, day, time, zone = ZONE] = INSTANT.exec(text ?? '') ?? [];
  const instant = new Date(`${day}T${time}${zone}`);
  return Number.isNaN(instant.getTime()) ? null : instant;
}

export function toCustomData(wire: WireFullAccount): unknown {
  const custom = Object.entries(wire).filter(([key]) => !documentedKeys.has(key));
  return withoutCredentials(Object.fromEntries(custom));
}

export function toAuthentication(service: string, wire: WireAuthentication): SquirroAuthentication {
  return {
    __typename: 'SquirroAuthentication',
    service,
    serviceUser: wire.service_user ?? null,
    displayName: wire.display_name ?? null,
    state: wire.state ?? null,
    accessTokenExpires: toInstant(wire.access_token_expires),
    accessSecretExpires: toInstant(wire.access_secret_expires),
  };
}

export function toGrant(wire: WireGrant): SquirroGrant {
  return {
    __typename: 'SquirroGrant',
    nativeId: wire.id,
    type: wire.type,
    createdAt: toInstant(wire.created_at),
    validTo: toInstant(wire.valid_to),
    projectPermissions: wire.project_permissions ?? null,
  };
}

export function toSession(nativeId: string, wire: WireSession): SquirroSession {
  return {
    __typename: 'SquirroSession',
    nativeId,
    clientId: wire.client_id ?? null,
    type: wire.type ?? null,
    createdAt: toInstant(wire.created_at),
    validTo: toInstant(wire.valid_to),
  };
}

/** A project by its id, as accounts, groups and workspaces name it. Its `project` is read by details.ts. */
export interface NamedProject extends Details {
  readonly nativeId: string;
  readonly title: string | null;
}

export const toProjectRole = (
  system: SystemKey,
  wire: WireProjectRole,
): NamedProject & { role: string | null } => ({
  __typename: 'SquirroProjectRole',
  system,
  nativeId: wire.id,
  title: wire.title ?? null,
  role: wire.role ?? null,
});

export interface Workspace extends Details {
  readonly __typename: 'SquirroWorkspace';
  readonly id: string;
  readonly domain: string;
  readonly title: string;
  /** undefined: were not asked for, or are not told. */
  readonly projectsAsRead: readonly NamedProject[] | undefined;
}

export function toWorkspace(system: SystemKey, wire: WireWorkspace): Workspace {
  return {
    __typename: 'SquirroWorkspace',
    system,
    id: formatRef(ref('workspace', system, wire.domain)),
    domain: wire.domain,
    title: wire.title || wire.domain,
    projectsAsRead: wire.projects?.map(({ id, title }) => ({
      __typename: 'SquirroWorkspaceProject',
      system,
      nativeId: id,
      title: title ?? null,
    })),
  };
}

export interface WorkspaceUser extends Details {
  readonly __typename: 'SquirroWorkspaceUser';
  readonly nativeId: string;
  readonly userId: string;
  readonly email: string | null;
  readonly fullName: string | null;
  readonly role: string | null;
}

export const toWorkspaceUser = (system: SystemKey, wire: WireWorkspaceUser): WorkspaceUser => ({
  __typename: 'SquirroWorkspaceUser',
  system,
  nativeId: wire.id,
  userId: formatRef(ref('user', system, wire.id)),
  email: wire.email || null,
  fullName: wire.full_name || null,
  role: wire.role ?? null,
});

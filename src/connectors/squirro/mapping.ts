import type { ProjectRole } from '../../generated/types.ts';
import { membershipRef, type Ref, ref, type SystemKey } from '../../model/ref.ts';
import type { Details, Group, Membership, Project, User } from '../../model/types.ts';
import { withoutCredentials } from './details-mapping.ts';
import type { WireGroup, WireMember, WireProject, WireUser } from './wire.ts';

/** Where something was read: the tenant is that of the path, for objects name theirs by domain or by id (squirro.md §1.3). */
export interface Place {
  readonly system: SystemKey;
  readonly tenant: string;
}

/** Server roles and whether they make an administrator (squirro.md §13). Of any other role that is not known. */
const administrators: ReadonlyMap<string, boolean> = new Map([
  ['admin', true],
  ['user', false],
  ['reader', false],
  ['demo', false],
]);

/** Project roles, weakest first (squirro.md §13). `owner` is [assumed] to be met; any other is CUSTOM. */
const projectRoles: ReadonlyMap<string, ProjectRole> = new Map([
  ['reader', 'VIEWER'],
  ['member', 'EDITOR'],
  ['admin', 'ADMIN'],
  ['owner', 'OWNER'],
]);
const ascending: readonly ProjectRole[] = ['CUSTOM', ...projectRoles.values()];

/** What stands on an account's details; the rest is read by details.ts. */
export interface UserDetails extends Details {
  readonly __typename: 'SquirroUserDetails';
  readonly nativeId: string;
  readonly tenant: string;
  readonly role: string | null;
  readonly rolePermissions: readonly string[] | null;
  /** undefined: was not asked for. */
  readonly configAsRead: unknown;
}

export function toUser({ system, tenant }: Place, wire: WireUser): User {
  const email = wire.email || null;
  const role = wire.role ?? null;
  const details: UserDetails = {
    __typename: 'SquirroUserDetails',
    system,
    nativeId: wire.id,
    tenant,
    role,
    rolePermissions: wire.role_permissions ?? null,
    configAsRead: withoutCredentials(wire.config),
  };
  return {
    __typename: 'User',
    ref: ref('user', system, wire.id),
    username: email ?? wire.id,
    email,
    displayName: wire.full_name || null,
    givenName: null,
    familyName: null,
    status: 'UNKNOWN',
    origin: 'UNKNOWN',
    createdAt: null,
    isAdmin: administrators.get(role ?? '') ?? null,
    isOperational: null,
    lastActivity: null,
    activeSessions: null,
    details,
  };
}

export interface GroupDetails extends Details {
  readonly __typename: 'SquirroGroupDetails';
  readonly nativeId: string;
  readonly tenant: string;
}

/** A group has no rights by itself, so that it makes no administrators (squirro.md §9). */
export function toGroup({ system, tenant }: Place, wire: WireGroup): Group {
  const details: GroupDetails = { __typename: 'SquirroGroupDetails', system, nativeId: wire.id, tenant };
  return {
    __typename: 'Group',
    ref: ref('group', system, wire.id),
    name: wire.name,
    description: null,
    origin: 'UNKNOWN',
    isAdmin: false,
    details,
  };
}

export function toProject(system: SystemKey, wire: WireProject): Project {
  const owner = wire.owner_id || null;
  return {
    __typename: 'Project',
    ref: ref('project', system, wire.id),
    key: wire.id,
    name: wire.title,
    description: wire.description || null,
    nativeStatus: wire.project_type || null,
    ownerName: owner,
    owner: owner === null ? null : ref('user', system, owner),
    createdAt: null,
  };
}

/** The memberships of one project, one for each member. */
export function toMemberships(project: Ref<'project'>, rows: readonly WireMember[]): Membership[] {
  const byMember = Map.groupBy(rows, ({ member_type, member_id }) =>
    JSON.stringify([member_type, member_id]),
  );
  return byMember
    .values()
    .flatMap(([first, ...others]) => (first === undefined ? [] : [toMembership(project, first, others)]))
    .toArray();
}

const rankOf = ({ project_role }: WireMember) =>
  ascending.indexOf(projectRoles.get(project_role ?? '') ?? 'CUSTOM');

/** `others` are further rows for the same member. */
function toMembership(project: Ref<'project'>, first: WireMember, others: readonly WireMember[]): Membership {
  const { system } = project;
  const rows = [first, ...others].toSorted((a, b) => rankOf(b) - rankOf(a));
  const roles = new Set(rows.map(({ project_role }) => project_role ?? ''));
  const permissions = rows.flatMap((row) => row.permissions ?? []);
  const holder = holderOf(system, first);
  return {
    __typename: 'Membership',
    ref: membershipRef(system, {
      project: project.native,
      memberKind: holder.memberKind,
      member: holder.member.native,
    }),
    project,
    ...holder,
    memberName: first.full_name || first.email || first.member_id,
    role: ascending[Math.max(...rows.map(rankOf))] ?? 'CUSTOM',
    nativeRole: [...roles].join('+'),
    permissions: rows.some((row) => row.permissions) ? [...new Set(permissions)] : null,
  };
}

/** A colon is in no id of Squirro's (§1.4): so no account has the ref of a holder that is neither user nor group. */
function holderOf(
  system: SystemKey,
  { member_type: type, member_id: id }: WireMember,
): Pick<Membership, 'memberKind' | 'member'> {
  if (type === 'user') return { memberKind: 'USER', member: ref('user', system, id) };
  if (type === 'group') return { memberKind: 'GROUP', member: ref('group', system, id) };
  return { memberKind: 'OTHER', member: ref('user', system, `${type ?? ''}:${id}`) };
}

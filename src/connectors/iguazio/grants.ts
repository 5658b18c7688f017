import type { ProjectRole } from '../../generated/types.ts';
import { membershipRef, ref, type Ref } from '../../model/ref.ts';
import type { Membership } from '../../model/types.ts';
import type { Included } from './included.ts';
import { idsIn, type WireRole } from './wire.ts';

/** By the vendor's word; another is CUSTOM (§5.8). */
const ROLES: Readonly<Record<string, ProjectRole>> = { Admin: 'ADMIN', Editor: 'EDITOR', Viewer: 'VIEWER' };
const WEAKEST_FIRST: readonly ProjectRole[] = ['CUSTOM', 'VIEWER', 'EDITOR', 'ADMIN'];

/** What a project's roles grant: one membership for each holder, however many of the roles name it. */
export function toMemberships(
  project: Ref<'project'>,
  roles: readonly WireRole[],
  included: Included,
): Membership[] {
  const held = new Map<string, Membership>();
  for (const membership of roles.flatMap((role) => toGrants(project, role, included))) {
    const other = held.get(membership.ref.native);
    held.set(membership.ref.native, other ? joined(other, membership) : membership);
  }
  return [...held.values()];
}

/** A holder that was not sent along is named by its id: the grant stands whoever is left. */
function toGrants(project: Ref<'project'>, role: WireRole, { users, groups }: Included): Membership[] {
  const { principal_users, principal_user_groups } = role.relationships ?? {};
  const grant = (member: Ref<'user'> | Ref<'group'>, memberName = member.native): Membership => {
    const memberKind = member.kind === 'user' ? 'USER' : 'GROUP';
    const ends = { project: project.native, memberKind, member: member.native } as const;
    return {
      __typename: 'Membership',
      ref: membershipRef(project.system, ends),
      project,
      memberKind,
      member,
      memberName,
      role: ROLES[role.attributes.name] ?? 'CUSTOM',
      nativeRole: role.attributes.name,
      permissions: permissionsOf(role),
    };
  };
  return [
    ...idsIn(principal_users).map((id) =>
      grant(ref('user', project.system, id), users.get(id)?.attributes.username),
    ),
    ...idsIn(principal_user_groups).map((id) =>
      grant(ref('group', project.system, id), groups.get(id)?.attributes.name),
    ),
  ];
}

/** [assumed] The role's own list, as `resource:action`, is what people would compare. */
function permissionsOf({ attributes: { permissions } }: WireRole): readonly string[] | null {
  return permissions?.flatMap(({ resource, actions }) => actions.map((it) => `${resource}:${it}`)) ?? null;
}

/** Two grants to one holder: the stronger role, and what either allows. */
function joined(one: Membership, other: Membership): Membership {
  const [weaker, stronger] = strength(one) < strength(other) ? [one, other] : [other, one];
  const permissions = [...(stronger.permissions ?? []), ...(weaker.permissions ?? [])];
  return {
    ...stronger,
    permissions: permissions.length === 0 ? stronger.permissions : [...new Set(permissions)],
  };
}

const strength = ({ role }: Membership) => WEAKEST_FIRST.indexOf(role);

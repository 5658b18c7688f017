import type { MemberKind, ProjectRole } from '../../generated/types.ts';
import { membershipRef, type Ref, ref, type SystemKey } from '../../model/ref.ts';
import type { Membership } from '../../model/types.ts';
import { PROJECT_PERMISSIONS, type ProjectPermission, type WireGrant } from './wire.ts';

/** The first permission that a grant holds makes its role; none of them: CUSTOM. */
export const roles = [
  ['admin', 'ADMIN'],
  ['writeProjectContent', 'EDITOR'],
  ['readProjectContent', 'VIEWER'],
] as const satisfies readonly (readonly [ProjectPermission, ProjectRole])[];

export const roleOf = (stored: ReadonlySet<string>): ProjectRole =>
  roles.find(([permission]) => stored.has(permission))?.[1] ?? 'CUSTOM';

/** What the server lets a permission bring along (§4.13), whether or not it stores that too. */
const implied = new Map<string, readonly ProjectPermission[]>([
  ['admin', PROJECT_PERMISSIONS],
  ['writeProjectContent', ['readProjectContent', 'readDashboards', 'writeDashboards', 'runScenarios']],
  ['readProjectContent', ['readDashboards']],
  ['editPermissions', ['readDashboards']],
  ['writeDashboards', ['readDashboards']],
  ['shareToWorkspaces', ['manageDashboardAuthorizations']],
  ['publishToDataCollections', ['manageDashboardAuthorizations']],
]);

interface Named {
  readonly memberKind: MemberKind;
  readonly memberName: string;
}

/** What a project grants to whom. Grants are additive, so several to one member are one; one of nothing is none. */
export function toMemberships(project: Ref<'project'>, grants: readonly WireGrant[]): Membership[] {
  const held = new Map<string, { holder: Named; stored: Set<string> }>();
  for (const grant of grants) {
    const holder = holderOf(grant);
    const key = `${holder.memberKind} ${holder.memberName}`;
    const entry = held.get(key) ?? { holder, stored: new Set() };
    for (const [name, value] of Object.entries(grant)) if (value === true) entry.stored.add(name);
    held.set(key, entry);
  }
  return [...held.values()]
    .filter(({ stored }) => stored.size > 0)
    .map(({ holder, stored }) => toMembership(project, holder, stored));
}

function toMembership(
  project: Ref<'project'>,
  { memberKind, memberName }: Named,
  stored: ReadonlySet<string>,
): Membership {
  const { system } = project;
  return {
    __typename: 'Membership',
    ref: membershipRef(system, { project: project.native, memberKind, member: memberName }),
    project,
    memberKind,
    member: memberRef(system, memberKind, memberName),
    memberName,
    role: roleOf(stored),
    nativeRole: inOrder(stored).join('+'),
    permissions: inOrder(withImplied(stored)),
  };
}

/** How a grant would name anything but an account or a group is not known: by whatever text it holds ([assumed]). */
function holderOf({ user, group, ...rest }: WireGrant): Named {
  if (user) return { memberKind: 'USER', memberName: user };
  if (group) return { memberKind: 'GROUP', memberName: group };
  const name = Object.values(rest).find((value) => typeof value === 'string' && value !== '');
  return { memberKind: 'OTHER', memberName: typeof name === 'string' ? name : 'unknown' };
}

/** No login holds a colon (§6.3), so no account has the ref of another kind of member. */
const memberRef = (system: SystemKey, kind: MemberKind, name: string): Membership['member'] => {
  if (kind === 'GROUP') return ref('group', system, name);
  return ref('user', system, kind === 'USER' ? name : `other:${name}`);
};

export function withImplied(stored: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set(stored);
  // A set that grows while it is walked is walked to its new end: what is implied may imply more.
  for (const permission of all) for (const more of implied.get(permission) ?? []) all.add(more);
  return all;
}

/** Known permissions in the vendor's order, then those of releases to come. */
function inOrder(permissions: ReadonlySet<string>): string[] {
  const known: readonly string[] = PROJECT_PERMISSIONS;
  const unknown = permissions.difference(new Set(known));
  return [...known.filter((name) => permissions.has(name)), ...[...unknown].toSorted()];
}

import type { Holder, Right } from '../../connector.ts';
import type { Details } from '../../model/types.ts';
import type { UserDetails } from './mapping.ts';

/** What project administrators may; owners and server administrators count as such (squirro.md §10). */
const EVERYTHING = ['*'];

/** Server roles that keep an account below what its project role permits others; how far is not public [assumed]. */
const RESTRICTED: ReadonlySet<string> = new Set(['reader', 'demo']);

/** Everything that gives rights in a project counts: own grants, groups', ownership, the server role `admin`. */
export function rightsOf({ user, project, grants }: Holder): Right[] {
  const role = serverRoleOf(user.details);
  const rights = grants.map((grant) => toRight(grant, role));
  if (project.owner?.native === user.ref.native) {
    rights.push({ via: 'OWNER', role: 'OWNER', counted: true, ...narrowed('owner', EVERYTHING, role) });
  }
  if (user.isAdmin === true)
    rights.push({
      via: 'SYSTEM_ADMIN',
      reason: `server role ${role}`,
      role: 'ADMIN',
      permissions: EVERYTHING,
      counted: true,
    });
  return rights;
}

/**
 * The permissions of an account's own grant are reckoned with its server role. Those of a group's grant are not: what
 * is left of them to a restricted account is not told.
 */
function toRight({ membership, group }: Holder['grants'][number], serverRole: string | null): Right {
  const { role, nativeRole, permissions } = membership;
  const right = { role, counted: true, group, membership };
  return group === null
    ? { ...right, via: 'DIRECT', reason: nativeRole, permissions }
    : { ...right, via: 'GROUP', ...narrowed(`group ${group.name}: ${nativeRole}`, permissions, serverRole) };
}

/** What would be permitted to others; how much of it is left to a restricted account is not told. */
function narrowed(
  reason: string,
  permissions: readonly string[] | null,
  serverRole: string | null,
): Pick<Right, 'reason' | 'permissions'> {
  if (serverRole === null || !RESTRICTED.has(serverRole)) return { reason, permissions };
  return { reason: `${reason}, narrowed by server role ${serverRole}`, permissions: null };
}

/** `*` contains everything, and `items.*` whatever begins with `items.` (squirro.md §10). */
export function covers(wider: string, narrower: string): boolean {
  return wider === '*' || (wider.endsWith('.*') && narrower.startsWith(wider.slice(0, -1)));
}

const isUserDetails = (details: Details | null): details is UserDetails =>
  details?.__typename === 'SquirroUserDetails';

const serverRoleOf = (details: Details | null) => (isUserDetails(details) ? details.role : null);

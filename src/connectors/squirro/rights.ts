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
  if (project.owner?.native === user.ref.native)
    rights.push({ via: 'OWNER', reason: 'owner', role: 'OWNER', permissions: EVERYTHING, counted: true });
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
  const counted = true;
  if (group === null) return { via: 'DIRECT', reason: nativeRole, role, permissions, counted, membership };
  const reason = `group ${group.name}: ${nativeRole}`;
  const right = { via: 'GROUP', role, counted, group, membership } as const;
  if (serverRole === null || !RESTRICTED.has(serverRole)) return { ...right, reason, permissions };
  return { ...right, reason: `${reason}, narrowed by server role ${serverRole}`, permissions: null };
}

const isUserDetails = (details: Details | null): details is UserDetails =>
  details?.__typename === 'SquirroUserDetails';

const serverRoleOf = (details: Details | null) => (isUserDetails(details) ? details.role : null);

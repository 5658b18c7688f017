import type { Holder, Right } from '../../connector.ts';
import { ProblemError } from '../../problems.ts';
import { PROJECT_PERMISSIONS } from './wire.ts';

const EVERYTHING = { permissions: PROJECT_PERMISSIONS, counted: true } as const;

/**
 * Everything counts and nothing denies: own grants, groups', ownership, and any group that makes administrators, who
 * have every project without a grant (§4.13). A group whose power was not told leaves it open whether that is all.
 */
export function rightsOf({ user, groups, project, grants }: Holder): Right[] {
  if (groups.some(({ isAdmin }) => isAdmin === null)) {
    throw new ProblemError('NOT_PERMITTED', { system: user.ref.system, message: POWERS_UNKNOWN });
  }
  const rights = grants.map(toRight);
  if (project.owner?.native === user.ref.native) {
    rights.push({ via: 'OWNER', reason: 'owner', role: 'OWNER', ...EVERYTHING });
  }
  for (const group of groups) {
    if (!group.isAdmin) continue;
    rights.push({
      via: 'SYSTEM_ADMIN',
      reason: `group ${group.name}: admin`,
      role: 'ADMIN',
      group,
      ...EVERYTHING,
    });
  }
  return rights;
}

const POWERS_UNKNOWN = 'Which groups make administrators is told to administrators only.';

function toRight({ membership, group }: Holder['grants'][number]): Right {
  const { role, nativeRole, permissions } = membership;
  const right = { role, permissions, counted: true, group, membership };
  return group === null
    ? { ...right, via: 'DIRECT', reason: nativeRole }
    : { ...right, via: 'GROUP', reason: `group ${group.name}: ${nativeRole}` };
}

import type { Holder, Right } from '../../connector.ts';
import type { ProjectRole } from '../../generated/types.ts';
import type { Group } from '../../model/types.ts';
import { holdsThroughGroup, iguazioGroupDetails, iguazioUserDetails, isAdminPolicy } from './mapping.ts';

/** [assumed] Management policies that reach into every project, and what they amount to there. */
const PROJECT_POLICIES: Readonly<Record<string, ProjectRole>> = {
  'Project Security Admin': 'ADMIN',
  'Project Read Only': 'VIEWER',
  'Project Admin': 'ADMIN', // of older platforms (§5.8)
};

/**
 * The stronger of an account's own role and its groups' roles is what it has; the vendor's reckoning considers neither
 * ownership nor management policies (§7.13), which are shown beside it.
 */
export function rightsOf({ user, groups, project, grants }: Holder): Right[] {
  const rights = grants.map(toRight);
  if (project.owner?.native === user.ref.native) {
    rights.push({ via: 'OWNER', reason: 'owner', role: 'OWNER', permissions: null, counted: false });
  }
  const own = iguazioUserDetails(user)?.assignedPolicies ?? [];
  return [
    ...rights,
    ...own.flatMap((policy) => fromPolicy(policy, null)),
    ...groups.flatMap((group) =>
      (iguazioGroupDetails(group)?.assignedPolicies ?? [])
        .filter(holdsThroughGroup)
        .flatMap((policy) => fromPolicy(policy, group)),
    ),
  ];
}

function toRight({ membership, group }: Holder['grants'][number]): Right {
  const { role, nativeRole, permissions } = membership;
  const right = { role, permissions, counted: true, group, membership };
  return group === null
    ? { ...right, via: 'DIRECT', reason: nativeRole }
    : { ...right, via: 'GROUP', reason: `group ${group.name}: ${nativeRole}` };
}

/** Nothing for a policy that has no say in projects. */
function fromPolicy(policy: string, group: Group | null): Right[] {
  const role = PROJECT_POLICIES[policy];
  const reason = group === null ? `policy ${policy}` : `group ${group.name}: policy ${policy}`;
  const right = { reason, permissions: null, counted: false, group };
  if (role !== undefined) return [{ ...right, via: 'RULE', role }];
  return isAdminPolicy(policy) ? [{ ...right, via: 'SYSTEM_ADMIN', role: 'ADMIN' }] : [];
}

import type { Reading, Users } from '../../connector.ts';
import type { Details, Group, User } from '../../model/types.ts';
import type { Remembered } from '../../planner.ts';

/**
 * [assumed] Global permissions that are power over the instance rather than its use: whatever manages, and what changes
 * code that others run. Those of releases to come count by how they begin.
 */
const POWERS = /^(?:mayManage\w+|isGovernArchitect|mayDevelopPlugins|mayEditLibFolders)$/u;

/** Whether an account administers the instance or part of it, through any of its groups; null: not known. */
export async function isPowerful(
  { ref }: User,
  { groups: groupsOf }: Users,
  groups: Remembered<Reading<Group>>,
): Promise<boolean | null> {
  const [found, { items, problem }] = await Promise.all([groupsOf([ref.native]), groups()]);
  const held = found.get(ref.native);
  if (problem || held === undefined || held instanceof Error) return null;
  const known = new Map(items.map((group) => [group.ref.native, group]));
  const powers = held.map(({ native }) => powerOf(known.get(native)));
  if (powers.includes(true)) return true;
  return powers.includes(null) ? null : false;
}

/** A group that is gone gives nothing. */
function powerOf(group: Group | undefined): boolean | null {
  if (!group) return false;
  const permissions = permissionsIn(group.details);
  if (group.isAdmin === true || permissions?.some((name) => POWERS.test(name))) return true;
  return group.isAdmin === null || permissions === null ? null : false;
}

/** null: not told. */
const permissionsIn = (details: Details | null): readonly string[] | null =>
  details && 'permissions' in details ? (details.permissions as readonly string[] | null) : null;

import { refused, type Verdict } from '../../writing.ts';
import { toGroups, toOne } from './documents.ts';
import { everyoneOf, type FreshAccount } from './fresh.ts';
import type { Site } from './site.ts';

// An account's groups are written on the account, and always all of them (§8.1).

export const isGroupSet = ({ groups }: FreshAccount, wanted: readonly string[]): boolean =>
  new Set(groups).symmetricDifference(new Set(wanted)).size === 0;

/** `primaryGroup`: left out, it stays; null: none. Both in one write (§7.6). */
export const regroup = (groups: readonly string[], primaryGroup?: string | null) => ({
  user_groups: toGroups(groups),
  ...(primaryGroup === undefined ? {} : { primary_group: toOne('user_group', primaryGroup) }),
});

/**
 * Who is not in the group of everyone has been read by half, or is just being put into it: writing its groups now
 * would take it out again, and it could never be used (§7.2).
 */
export function stillBeingMade({ system }: Site, account: FreshAccount): Verdict | undefined {
  if (everyoneOf(account) !== undefined) return undefined;
  const message = 'The account is still being made: its groups cannot be written yet.';
  return refused('CONFLICT', { system, message });
}

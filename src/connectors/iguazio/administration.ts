import { ref, type Ref, type SystemKey } from '../../model/ref.ts';
import { type Account, openAccounts } from './accounts.ts';
import { everyoneOf, type FreshAccount, readAccount } from './fresh.ts';
import { groupCollection } from './groups.ts';
import { EVERYONE, iguazioUserDetails, isAdminPolicy, toGroup, toUser } from './mapping.ts';
import type { Site } from './site.ts';
import { idsIn, type WireGroup } from './wire.ts';

/** What power an account has over the system, and from where. */
export interface Standing {
  readonly id: string;
  readonly policies: readonly string[];
  /** Those of its groups that give administration. */
  readonly adminGroups: readonly string[];
  /** Whether it can be used now. */
  readonly usable: boolean;
}

export const administers = ({ policies, adminGroups }: Standing): boolean =>
  policies.some(isAdminPolicy) || adminGroups.length > 0;

export const givesAdministration = (system: SystemKey, group: WireGroup): boolean =>
  toGroup(system, group).isAdmin === true;

export function standingOf(system: SystemKey, account: FreshAccount): Standing {
  const { wire, groups, sent } = account;
  return {
    id: wire.id,
    policies: wire.attributes.assigned_policies ?? [],
    adminGroups: sent
      .filter((group) => groups.includes(group.id) && givesAdministration(system, group))
      .map(({ id }) => id),
    usable: isUsable(toUser(system, wire), everyoneOf(account) !== undefined),
  };
}

const isUsable = (user: Account['user'], isInEveryone: boolean): boolean =>
  user.status === 'ACTIVE' && iguazioUserDetails(user)?.operationalStatus === 'up' && isInEveryone;

/** Every account of the system, read anew; null: they cannot all be read. */
export async function readStandings({ system, client, scope }: Site): Promise<readonly Standing[] | null> {
  const [accounts, groups] = await Promise.all([
    openAccounts(system, client, scope, new Map()).related.list(),
    groupCollection(system, client, new Map()).list(),
  ]);
  if (accounts.problem ?? groups.problem) return null;
  const idsOf = (items: typeof groups.items) => new Set(items.map((group) => group.ref.native));
  const adminGroups = idsOf(groups.items.filter(({ isAdmin }) => isAdmin === true));
  const everyone = idsOf(groups.items.filter(({ name }) => name === EVERYONE));
  return accounts.items.map(({ user, relations }): Standing => {
    const held = new Set(relations?.groups.map(({ id }) => id));
    return {
      id: user.ref.native,
      policies: iguazioUserDetails(user)?.assignedPolicies ?? [],
      adminGroups: [...held.intersection(adminGroups)],
      usable: isUsable(user, !held.isDisjointFrom(everyone)),
    };
  });
}

/** Those who administer the system now, and would not if they stood otherwise. */
export function unseated(
  system: SystemKey,
  standings: readonly Standing[],
  change: Partial<Standing> | ((standing: Standing) => Partial<Standing>),
): readonly Ref<'user'>[] {
  return standings
    .filter((now) => {
      const then = { ...now, ...(typeof change === 'function' ? change(now) : change) };
      return administers(now) && !administers(then);
    })
    .map(({ id }) => ref('user', system, id));
}

/** The account, if it administers the system and would not afterwards. */
export async function unseatedAlone(
  { system, client }: Site,
  id: string,
  change: Partial<Standing> | ((standing: Standing) => Partial<Standing>),
): Promise<readonly Ref<'user'>[]> {
  const account = await readAccount(client, id);
  return account === null ? [] : unseated(system, [standingOf(system, account)], change);
}

/** What is left of an account that cannot be used, or is gone. */
export const powerless = { policies: [], adminGroups: [] } as const satisfies Partial<Standing>;

/** What is left of an account without a group. */
export const without =
  (group: string) =>
  ({ adminGroups }: Standing): Partial<Standing> => ({
    adminGroups: adminGroups.filter((id) => id !== group),
  });

export const membersOf = ({ system }: Site, { relationships }: WireGroup): readonly Ref<'user'>[] =>
  idsIn(relationships?.users).map((id) => ref('user', system, id));

/** Those who administer the system only through the group. Where that cannot be read, nobody is spared. */
export async function unseatedWithout(site: Site, group: WireGroup): Promise<readonly Ref<'user'>[]> {
  if (!givesAdministration(site.system, group)) return [];
  const standings = await readStandings(site);
  return standings ? unseated(site.system, standings, without(group.id)) : membersOf(site, group);
}

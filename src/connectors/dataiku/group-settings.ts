import { z } from 'zod';
import { isPermission } from './mapping.ts';
import { said } from './primitives.ts';
import type { WholeGroup, WireGroup } from './wire.ts';

const names: z.ZodType<readonly string[]> = z.array(z.string());

/** What a write sets of a group; what is left out stays. `permissions`: exactly these. */
export type GroupSettings = z.infer<typeof GroupSettings>;
export const GroupSettings = z
  .object({
    description: z.string(),
    sourceType: z.string(),
    admin: z.boolean(),
    permissions: names,
    ldapGroupNames: names,
    ssoGroupNames: names,
    azureADGroupNames: names,
    customGroupNames: names,
  })
  .partial();

type Key = keyof GroupSettings;

const same = (found: readonly string[] | null | undefined, wanted: readonly string[]) =>
  new Set(found).symmetricDifference(new Set(wanted)).size === 0;

/** How to tell whether a setting is as wanted. */
const agree: { readonly [K in Key]: (group: WireGroup, wanted: NonNullable<GroupSettings[K]>) => boolean } = {
  description: (group, wanted) => said(group.description) === said(wanted),
  sourceType: (group, wanted) => group.sourceType === wanted,
  admin: (group, wanted) => (group.admin ?? false) === wanted,
  permissions: (group, wanted) => same(permissionsOf(group), wanted),
  ldapGroupNames: (group, wanted) => same(group.ldapGroupNames, wanted),
  ssoGroupNames: (group, wanted) => same(group.ssoGroupNames, wanted),
  azureADGroupNames: (group, wanted) => same(group.azureADGroupNames, wanted),
  customGroupNames: (group, wanted) => same(group.customGroupNames, wanted),
};

export const permissionsOf = (group: WireGroup): string[] =>
  Object.keys(group).filter((key) => isPermission(key) && group[key] === true);

/** Settings that are not as wanted. */
export function differing(group: WireGroup, wanted: GroupSettings): Key[] {
  const differs = <K extends Key>(key: K): boolean => {
    const value = wanted[key];
    return value !== undefined && !agree[key](group, value);
  };
  return GroupSettings.keyof().options.filter(differs);
}

/** The whole document with what differs put right, and everything else as it came. */
export function withSettings({ known, raw }: WholeGroup, wanted: GroupSettings): Record<string, unknown> {
  const changed = differing(known, wanted).map((key) => valuesFor(known, wanted, key));
  return Object.assign({}, raw, ...changed) as Record<string, unknown>;
}

/** A permission stands in a key of its own, and is switched off where it was on. */
function valuesFor(group: WireGroup, wanted: GroupSettings, key: Key): Record<string, unknown> {
  if (key !== 'permissions') return { [key]: wanted[key] };
  const off = permissionsOf(group).map((name) => [name, false] as const);
  const on = (wanted.permissions ?? []).map((name) => [name, true] as const);
  return Object.fromEntries([...off, ...on]);
}

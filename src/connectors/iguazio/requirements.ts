import type { Ref } from '../../model/ref.ts';
import { readGroup } from './fresh.ts';
import { EVERYONE } from './mapping.ts';
import { badInput, notFound, type Site } from './site.ts';
import type { WireGroup } from './wire.ts';

/** One writer at a time for an account and everything that is written on it, its groups above all. */
export const documentOf = (id: string): string => `account ${id}`;

/** §5.1: the group of everyone is nobody's primary one. */
export async function requirePrimary(
  site: Site,
  group: Ref<'group'> | undefined,
  ...field: readonly string[]
): Promise<WireGroup | undefined> {
  if (group === undefined) return undefined;
  const found = await requireGroup(site, group, ...field);
  if (found.attributes.name === EVERYONE) throw badInput(`${EVERYONE} cannot be a primary group.`, ...field);
  return found;
}

export async function requireGroup(
  { client }: Site,
  { native }: Ref<'group'>,
  ...field: readonly string[]
): Promise<WireGroup> {
  const group = await readGroup(client, native);
  if (!group) throw notFound(...field);
  return group;
}

export const requireGroups = (
  site: Site,
  groups: readonly Ref<'group'>[],
  field: string,
): Promise<WireGroup[]> =>
  Promise.all(groups.map((group, index) => requireGroup(site, group, field, String(index))));

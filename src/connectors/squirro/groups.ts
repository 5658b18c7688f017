import type { Groups, Reading } from '../../connector.ts';
import { eachKey, type FetchMany, keyedLoader, orNull } from '../../loading.ts';
import { type Ref, ref } from '../../model/ref.ts';
import type { Group } from '../../model/types.ts';
import { fromPart, planned, type Remembered, remembered } from '../../planner.ts';
import { inParts, inPortions, PORTION, whole } from '../../portions.ts';
import { ProblemError } from '../../problems.ts';
import type { Client } from './client.ts';
import { type Place, toGroup } from './mapping.ts';
import { askList, told } from './reading.ts';
import { WireGroup } from './wire.ts';

/** A group as it is read: its members come with it. */
interface FullGroup {
  readonly group: Group;
  /** null: not told. */
  readonly members: readonly Ref<'user'>[] | null;
}

export interface SquirroGroups extends Groups {
  /** Every group with its members, in one call. */
  readonly all: Remembered<Reading<FullGroup>>;
  /** The groups an account is in, found on the list of all groups. */
  ofAccount(id: string): Promise<readonly Ref<'group'>[]>;
}

export function groupsOf(client: Client): SquirroGroups {
  const { system } = client;
  const ask = async () => {
    const place = await placeOf(client);
    return askList(system, client.groups(), WireGroup, (wire) => toFullGroup(place, wire));
  };
  const all = remembered(async () => whole(await ask()));
  const one = async (id: string) => {
    const wire = await orNull(() => client.group(id, { projects: false }));
    return wire?.id === id ? toFullGroup(await placeOf(client), wire) : null;
  };
  const byId = planned<FullGroup>({ list: all, keyOf: idOf, listCalls: 1, one });
  const byName = planned<FullGroup>({ list: all, keyOf: nameOf, listCalls: 1, one: undefined });
  const byAccount = remembered(async () => toIndex(await all()));

  const over = (
    list: Remembered<Reading<FullGroup>>,
    manyById: FetchMany<FullGroup>,
    manyByName: FetchMany<FullGroup>,
  ): Groups => {
    const groups = keyedLoader('squirro groups', manyById);
    const named = keyedLoader('squirro groups by name', manyByName);
    return {
      list: async () => {
        const { items, ...reading } = await list();
        return { ...reading, items: items.map(({ group }) => group) };
      },
      portions: () =>
        inPortions(inParts(ask, PORTION), (part) =>
          over(
            part,
            fromPart({ list: part, keyOf: idOf }, byId),
            fromPart({ list: part, keyOf: nameOf }, byName),
          ),
        ),
      byId: { load: async (id) => (await groups.load(id))?.group ?? null },
      byName: { load: async (name) => (await named.load(name))?.group ?? null },
      members: (ids) =>
        eachKey(ids, async (id) => {
          const found = await groups.load(id);
          return found && told(found.members, system, 'the members of a group');
        }),
    };
  };
  return {
    ...over(all, byId, byName),
    all,
    ofAccount: async (id) => (await byAccount()).get(id) ?? [],
  };

  /** Which groups an account is in is known only where every group tells its members. */
  function toIndex({ items, problem }: Reading<FullGroup>): Map<string, Ref<'group'>[]> {
    if (problem) throw ProblemError.of(problem);
    const index = new Map<string, Ref<'group'>[]>();
    for (const { group, members } of items) {
      const natives = told(members, system, 'the members of a group').map(({ native }) => native);
      for (const native of new Set(natives)) index.set(native, [...(index.get(native) ?? []), group.ref]);
    }
    return index;
  }
}

const idOf = ({ group }: FullGroup) => group.ref.native;
const nameOf = ({ group }: FullGroup) => group.name;

const toFullGroup = (place: Place, wire: WireGroup): FullGroup => ({
  group: toGroup(place, wire),
  members: wire.members?.map(({ id }) => ref('user', place.system, id)) ?? null,
});

/** The tenant that the gateway's calls name. */
export async function placeOf(client: Client): Promise<Place> {
  const { tenant } = await client.signIn();
  return { system: client.system, tenant };
}

import type { Groups, Reading } from '../../connector.ts';
import { type FetchMany, keyedLoader, orNull } from '../../loading.ts';
import { type Ref, ref } from '../../model/ref.ts';
import type { Group } from '../../model/types.ts';
import { fromPart, planned, type Remembered, remembered } from '../../planner.ts';
import { type Arrival, inParts, inPortions, PORTION, whole } from '../../portions.ts';
import { ProblemError } from '../../problems.ts';
import { type Account, toGroup } from './mapping.ts';
import type { Reach } from './reach.ts';
import { adminElse, askList, notAll, rememberedEach } from './reading.ts';
import { WireGroup } from './wire.ts';

interface GroupReads {
  readonly list: Remembered<Reading<Group>>;
  readonly many: FetchMany<Group>;
  readonly ask: () => Promise<Arrival<Group>>;
}

const keyOf = ({ name }: Group) => name;

export function readGroups({ client, system }: Reach): GroupReads {
  const toModel = (wire: WireGroup) => toGroup(system, wire);
  const askNames = () => askList(system, client.directoryGroups, WireGroup, toModel, notAll(system));
  const ask = () => adminElse(() => askList(system, client.groups, WireGroup, toModel), askNames);
  const names = remembered(async () => whole(await askNames()));
  const list = remembered(() =>
    adminElse(async () => whole(await askList(system, client.groups, WireGroup, toModel)), names),
  );
  const one = rememberedEach((name) =>
    adminElse(
      () =>
        orNull(async () => {
          const wire = await client.group(name);
          return wire.name === name ? toModel(wire) : null;
        }),
      async () => (await names()).items.find((group) => group.name === name) ?? null,
    ),
  );
  return { list, many: planned({ list, keyOf, listCalls: 1, one }), ask };
}

/** A group document holds no members: each account says which groups it is in (§4.10). */
export function openGroups({ ask, ...reads }: GroupReads, everyone: () => Promise<Reading<Account>>): Groups {
  const allMembers = remembered(async () => {
    const { items, problem } = await everyone();
    return { byGroup: membersOf(items), problem: problem && ProblemError.of(problem) };
  });
  const over = ({ list, many }: Pick<GroupReads, 'list' | 'many'>): Groups => {
    const byName = keyedLoader('groups', many);
    return {
      list,
      portions: () =>
        inPortions(inParts(ask, PORTION), (part) =>
          over({ list: part, many: fromPart({ list: part, keyOf }, reads.many) }),
        ),
      byId: byName,
      byName,
      members: async (names) => {
        const [found, { byGroup, problem }] = await Promise.all([many(names), allMembers()]);
        const answer = (name: string, group: Group | Error) =>
          group instanceof Error ? group : (problem ?? byGroup.get(name) ?? []);
        return new Map(found.entries().map(([name, group]) => [name, answer(name, group)] as const));
      },
    };
  };
  return over(reads);
}

function membersOf(accounts: readonly Account[]): ReadonlyMap<string, readonly Ref<'user'>[]> {
  const members = new Map<string, Ref<'user'>[]>();
  for (const { user, groups } of accounts) {
    for (const { native, system } of groups) {
      const list = members.get(native) ?? [];
      list.push(ref('user', system, user.username));
      members.set(native, list);
    }
  }
  return members;
}

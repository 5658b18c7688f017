import type { Groups, Reading } from '../../connector.ts';
import { type FetchMany, keyedLoader, orNull } from '../../loading.ts';
import { type Ref, ref } from '../../model/ref.ts';
import type { Group } from '../../model/types.ts';
import { planned, type Remembered, remembered } from '../../planner.ts';
import { ProblemError } from '../../problems.ts';
import { type Account, toGroup } from './mapping.ts';
import type { Reach } from './reach.ts';
import { adminElse, asShownToAnybody, readList, rememberedEach } from './reading.ts';
import { WireGroup } from './wire.ts';

interface GroupReads {
  readonly list: Remembered<Reading<Group>>;
  readonly many: FetchMany<Group>;
}

export function readGroups({ client, system }: Reach): GroupReads {
  const toModel = (wire: WireGroup) => toGroup(system, wire);
  const names = remembered(() =>
    asShownToAnybody(system, readList(system, client.directoryGroups, WireGroup, toModel)),
  );
  const list = remembered(() => adminElse(() => readList(system, client.groups, WireGroup, toModel), names));
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
  return { list, many: planned({ list, keyOf: (group) => group.name, listCalls: 1, one }) };
}

/** A group document holds no members: each account says which groups it is in (§4.10). */
export function openGroups({ list, many }: GroupReads, everyone: () => Promise<Reading<Account>>): Groups {
  const byName = keyedLoader('groups', many);
  return {
    list,
    byId: byName,
    byName,
    members: async (names) => {
      const [found, accounts] = await Promise.all([many(names), everyone()]);
      const members = membersOf(accounts.items);
      const problem = accounts.problem && ProblemError.of(accounts.problem);
      const answer = (name: string, group: Group | Error) =>
        group instanceof Error ? group : (problem ?? members.get(name) ?? []);
      return new Map(found.entries().map(([name, group]) => [name, answer(name, group)] as const));
    },
  };
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

import type { Groups, Reading } from '../../connector.ts';
import { eachKey, keyedLoader, orNull } from '../../loading.ts';
import { type Ref, ref, type SystemKey } from '../../model/ref.ts';
import type { Group } from '../../model/types.ts';
import { planned, remembered } from '../../planner.ts';
import { ProblemError } from '../../problems.ts';
import type { Account } from './accounts.ts';
import type { Client } from './client.ts';
import { type Collection, openCollection } from './collection.ts';
import { toGroup } from './mapping.ts';
import { idsIn, WireGroup } from './wire.ts';

export function groupCollection(
  system: SystemKey,
  client: Client,
  pages: Map<string, number>,
): Collection<Group> {
  const toItem = (wire: WireGroup) => toGroup(system, wire);
  return openCollection({
    system,
    name: 'groups',
    pages,
    shape: WireGroup,
    page: (query) => client.groups(query),
    one: (id, query) => client.group(id, query),
    scrubbed: { page: (query) => client.scrubbedGroups(query), toItem },
    include: undefined,
    nameAttribute: 'name',
    toItem,
    idOf: (group) => group.ref.native,
    nameOf: (group) => group.name,
  });
}

interface Members {
  readonly group: string;
  readonly users: readonly Ref<'user'>[];
}

export function openGroups(
  system: SystemKey,
  client: Client,
  groups: Collection<Group>,
  accounts: Collection<Account>,
  listCalls: number,
): Groups {
  const userRef = (id: string) => ref('user', system, id);
  const read = async (id: string): Promise<Members | null> => {
    const { data } = await client.group(id, { include: 'users' });
    return data.id === id ? { group: id, users: idsIn(data.relationships?.users).map(userRef) } : null;
  };
  const list = remembered(() => membersOf(groups, accounts));
  const source = {
    list,
    listCalls,
    keyOf: ({ group }: Members) => group,
    isAtHand: accounts.isListed,
    one: (id: string) => orNull(() => read(id)),
  };
  const members = keyedLoader('members', planned(source));
  const over = ({ list: listed, portions, byId, byName }: Collection<Group>): Groups => ({
    list: listed,
    async *portions() {
      for await (const portion of portions()) yield over(portion);
    },
    byId,
    byName,
    members: (ids) => eachKey(ids, async (id) => (await members.load(id))?.users ?? null),
  });
  return over(groups);
}

/** The members of every group, from the accounts' side. An account that is missing there would be missing here. */
async function membersOf(
  groups: Collection<Group>,
  accounts: Collection<Account>,
): Promise<Reading<Members>> {
  const [{ items, problem }, everyone] = await Promise.all([groups.list(), accounts.list()]);
  if (everyone.problem) throw ProblemError.of(everyone.problem);
  const byGroup = new Map<string, Ref<'user'>[]>(items.map((group) => [group.ref.native, []]));
  for (const { user, relations } of everyone.items) {
    for (const { id } of relations?.groups ?? []) byGroup.get(id)?.push(user.ref);
  }
  const members = [...byGroup].map(([group, users]) => ({ group, users }));
  return { items: members, asOf: everyone.asOf, problem };
}

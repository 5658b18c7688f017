import type { Users } from '../../connector.ts';
import { eachKey } from '../../loading.ts';
import { ref, type SystemKey } from '../../model/ref.ts';
import type { Group, User } from '../../model/types.ts';
import { ProblemError } from '../../problems.ts';
import type { AccountGroup, Accounts, Relations } from './accounts.ts';
import { type Collection, richerWhereListed } from './collection.ts';
import { EVERYONE, iguazioUserDetails, isAdminPolicy, toGroup } from './mapping.ts';

export function openUsers(system: SystemKey, { plain, related }: Accounts, groups: Collection<Group>): Users {
  const accounts = richerWhereListed(plain, related);

  /** undefined: there is no such account. */
  const relations = async (id: string): Promise<Relations | undefined> => {
    const account = await related.byId.load(id);
    if (account && !account.relations) throw new ProblemError('NOT_PERMITTED', { system });
    return account?.relations;
  };
  const groupOf = async ({ id, sent }: AccountGroup) =>
    sent ? toGroup(system, sent) : await groups.byId.load(id);
  /** undefined: they are not known. A group that is gone gives nothing. */
  const groupsOf = async ({ ref: { native } }: User): Promise<Group[] | undefined> => {
    const account = await related.byId.load(native);
    if (!account?.relations) return undefined;
    const found = await Promise.all(account.relations.groups.map(groupOf));
    return found.filter((group) => group !== null);
  };

  const isAdmin = async (user: User): Promise<boolean | null> => {
    const itself = iguazioUserDetails(user)?.assignedPolicies?.some(isAdminPolicy) ?? null;
    if (itself === true) return true;
    const held = await groupsOf(user);
    return anyOf([itself, ...(held?.map((group) => group.isAdmin) ?? [null])]);
  };

  /** §7.2. */
  const isOperational = async (user: User): Promise<boolean | null> => {
    const status = iguazioUserDetails(user)?.operationalStatus ?? null;
    if (status !== 'up') return status === null ? null : false;
    return (await groupsOf(user))?.some(({ name }) => name === EVERYONE) ?? null;
  };

  return {
    async list() {
      const { items, asOf, problem } = await accounts.list();
      return { items: items.map(({ user }) => user), asOf, problem };
    },
    async *portions() {
      for await (const portion of plain.portions())
        yield openUsers(system, { plain: portion, related: plain === related ? portion : related }, groups);
    },
    byId: { load: async (id) => (await accounts.byId.load(id))?.user ?? null },
    byUsername: { load: async (name) => (await accounts.byName.load(name))?.user ?? null },
    facts: {
      createdAt: 'listed',
      lastActivity: 'listed',
      isAdmin: (users) => factOf(users, isAdmin),
      isOperational: (users) => factOf(users, isOperational),
      activeSessions: 'unknown',
    },
    groups: (ids) =>
      eachKey(
        ids,
        async (id) => (await relations(id))?.groups.map((group) => ref('group', system, group.id)) ?? null,
      ),
    primaryGroup: (ids) =>
      eachKey(ids, async (id) => {
        const primary = (await relations(id))?.primaryGroup;
        return primary === undefined ? null : ref('group', system, primary);
      }),
  };
}

async function factOf(
  users: readonly User[],
  fact: (user: User) => Promise<boolean | null>,
): Promise<Map<string, boolean | null>> {
  return new Map(await Promise.all(users.map(async (user) => [user.ref.native, await fact(user)] as const)));
}

/** Whether any is true; where none is, null if one is not known. */
function anyOf(facts: readonly (boolean | null)[]): boolean | null {
  if (facts.includes(true)) return true;
  return facts.includes(null) ? null : false;
}

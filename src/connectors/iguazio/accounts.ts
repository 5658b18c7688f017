import type { SystemKey } from '../../model/ref.ts';
import type { User } from '../../model/types.ts';
import type { Scope } from '../../scope.ts';
import type { Client } from './client.ts';
import { type Collection, type CollectionOptions, type Context, openCollection } from './collection.ts';
import { toScrubbedUser, toUser } from './mapping.ts';
import { idsIn, type WireGroup, WireUser } from './wire.ts';

/** An account with what was sent along of its groups. */
export interface Account {
  readonly user: User;
  /** undefined: the account's groups were not to be read. */
  readonly relations: Relations | undefined;
}

export interface Relations {
  readonly groups: readonly AccountGroup[];
  readonly primaryGroup: string | undefined;
}

/** A group an account is in, and the group itself where it was sent along. */
export interface AccountGroup {
  readonly id: string;
  readonly sent: WireGroup | undefined;
}

/** The accounts, and the accounts with their groups: the same, where the operation asks for groups anyway. */
export interface Accounts {
  readonly plain: Collection<Account>;
  readonly related: Collection<Account>;
}

export const RELATIONS = 'user_groups,primary_group';

/** Fields answered by an account's relations: a list that carries them answers all of these. */
const NEED_RELATIONS = [
  'User.groups',
  'User.inGroup',
  'User.primaryGroup',
  'User.isAdmin',
  'UserFilter.isAdmin',
  'User.isOperational',
  'User.access',
  'User.effectiveRole',
  'Group.members',
  'Project.effectiveMembers',
];

export function openAccounts(
  system: SystemKey,
  client: Client,
  scope: Scope,
  pages: Map<string, number>,
): Accounts {
  const options: Omit<CollectionOptions<WireUser, Account>, 'include' | 'toItem'> = {
    system,
    name: 'users',
    pages,
    shape: WireUser,
    page: (query) => client.users(query),
    one: (id, query) => client.user(id, query),
    scrubbed: {
      page: (query) => client.scrubbedUsers(query),
      toItem: (wire) => ({ user: toScrubbedUser(system, wire), relations: undefined }),
    },
    nameAttribute: 'username',
    idOf: ({ user }) => user.ref.native,
    nameOf: ({ user }) => user.username,
  };
  const related = openCollection({
    ...options,
    include: RELATIONS,
    toItem: (wire, context) => ({ user: toUser(system, wire), relations: relationsOf(wire, context) }),
  });
  if (NEED_RELATIONS.some((field) => scope.selects(field))) return { plain: related, related };
  const toItem = (wire: WireUser) => ({ user: toUser(system, wire), relations: undefined });
  return { plain: openCollection({ ...options, include: undefined, toItem }), related };
}

/** An empty relationship is left out (§4.4). */
function relationsOf({ relationships }: WireUser, { included }: Context): Relations {
  const { user_groups: groups, primary_group: primary } = relationships ?? {};
  return {
    groups: idsIn(groups).map((id) => ({ id, sent: included.groups.get(id) })),
    primaryGroup: primary?.data?.id || undefined, // an empty id is another way to say none (§6.1)
  };
}

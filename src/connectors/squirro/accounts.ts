import type { Reading, Users } from '../../connector.ts';
import { eachKey, type FetchMany, keyedLoader, orNull } from '../../loading.ts';
import { type Ref, ref } from '../../model/ref.ts';
import type { User } from '../../model/types.ts';
import { fromPart, planned, type Remembered, remembered } from '../../planner.ts';
import { inParts, inPortions, PORTION, whole } from '../../portions.ts';
import type { Scope } from '../../scope.ts';
import type { Client } from './client.ts';
import { placeOf, type SquirroGroups } from './groups.ts';
import { toUser } from './mapping.ts';
import { askList } from './reading.ts';
import { WireUser } from './wire.ts';

/** A path that is no account's: it would answer with the password policy (squirro.md §4). */
export const NOT_AN_ACCOUNT = 'password_policy';

/** An account as it is read by itself: its groups come with it. */
interface FullUser {
  readonly user: User;
  /** null: not told. */
  readonly groups: readonly Ref<'group'>[] | null;
}

export function usersOf(client: Client, scope: Scope, groups: SquirroGroups): Users {
  const { system } = client;
  const config = scope.selects('SquirroUserDetails.config');
  const ask = async () => {
    const place = await placeOf(client);
    // Beside the list rather than after it, where the answer will ask for it.
    if (scope.selects('User.groups')) groups.all().catch(() => undefined);
    return askList(system, client.users({ config }), WireUser, (wire) =>
      toUser(place, { ...wire, config: config ? (wire.config ?? null) : undefined }),
    );
  };
  const list = remembered(async () => whole(await ask()));
  const single = keyedLoader('squirro single accounts', (ids) => eachKey(ids, readOne));

  async function readOne(id: string): Promise<FullUser | null> {
    if (id === NOT_AN_ACCOUNT) return null;
    const wire = await orNull(() => client.account(id));
    if (wire?.id !== id) return null;
    return {
      user: toUser(await placeOf(client), { ...wire, config: wire.config ?? null }),
      groups: wire.groups?.map((group) => ref('group', system, group.id)) ?? null,
    };
  }

  const one = async (id: string) => (await single.load(id))?.user ?? null;
  const byId = planned<User>({ list, keyOf: idOf, listCalls: 1, one });
  const byUsername = planned<User>({ list, keyOf: nameOf, listCalls: 1, one: undefined });

  const groupsOfOne = async (id: string) => {
    const found = await single.load(id);
    return found && (found.groups ?? (await groups.ofAccount(id)));
  };
  const groupsOfAccounts: FetchMany<readonly Ref<'group'>[]> = (ids) =>
    eachKey(ids, ids.length === 1 && !groups.all.started ? groupsOfOne : groups.ofAccount);

  const over = (
    users: Remembered<Reading<User>>,
    manyById: FetchMany<User>,
    manyByName: FetchMany<User>,
  ): Users => ({
    list: users,
    portions: () =>
      inPortions(inParts(ask, PORTION), (part) =>
        over(
          part,
          fromPart({ list: part, keyOf: idOf }, byId),
          fromPart({ list: part, keyOf: nameOf }, byUsername),
        ),
      ),
    byId: keyedLoader('squirro accounts', manyById),
    byUsername: keyedLoader('squirro accounts by username', manyByName),
    facts: {
      isAdmin: 'listed',
      createdAt: 'unknown',
      isOperational: 'unknown',
      lastActivity: 'unknown',
      activeSessions: 'unknown',
    },
    groups: groupsOfAccounts,
    primaryGroup: undefined,
  });
  return over(list, byId, byUsername);
}

const idOf = ({ ref: { native } }: User) => native;
const nameOf = ({ username }: User) => username;

import { z } from 'zod';
import type { Json } from '../../json.ts';
import { indexBy } from '../../loading.ts';
import type { Intent } from '../../operation.ts';
import { type Change, done, open, refused } from '../../writing.ts';
import { said } from './primitives.ts';
import type { Reach } from './reach.ts';
import { readEveryone, unseatedNow } from './seats.ts';
import { leftBy } from './user-changes.ts';
import { corrections, differing, UserSettings } from './user-settings.ts';
import type { WireUser } from './wire.ts';

type State = ReadonlyMap<string, WireUser>;

const Accounts = z.object({ accounts: z.array(UserSettings.extend({ login: z.string() })) });
type Account = z.infer<typeof Accounts>['accounts'][number];
const Logins = z.object({ logins: z.array(z.string()) });
const Passwords = z.record(z.string(), z.string());

/**
 * One call about many accounts. What became of each is found by the steps that follow, one for each; this one says no
 * more than whether the call did any of it.
 */
const inOneCall = <T>(
  reach: Reach,
  /** What is left to be done for them. */
  left: (state: State) => readonly T[],
  send: (items: readonly T[]) => Promise<unknown>,
): Change<State> => ({
  proof: 'READ_BACK',
  read: async () => indexBy(await readEveryone(reach), ({ login }) => login),
  keep: (state) => left(state).length,
  judge(state, { attempts, before }) {
    const items = left(state);
    if (items.length === 0) return done();
    if (attempts === 0) return open;
    return items.length < countOf(before) ? done() : refused('NOT_APPLIED', { message: NONE });
  },
  async write(state) {
    await send(left(state));
    return undefined;
  },
});

const countOf = (before: Json): number => (typeof before === 'number' ? before : 0);
const NONE = 'The one call for all did nothing. See what became of each.';

/** U6 */
export function createUsers(reach: Reach, { args, secrets }: Intent): Change<State> {
  const { accounts } = Accounts.parse(args);
  const passwords = new Map(Object.entries(Passwords.parse(secrets ?? {})));
  const body = ({ email, ...account }: Account) => ({
    ...account,
    email: said(email),
    password: passwords.get(account.login) ?? null,
  });
  return inOneCall(
    reach,
    (state) => accounts.filter(({ login }) => !state.has(login)),
    (missing) => reach.client.createUsers(missing.map(body)),
  );
}

/** U7: only what differs is sent, so that nothing else of an account can be undone. */
export function updateUsers(reach: Reach, { args }: Intent): Change<State> {
  const { accounts } = Accounts.parse(args);
  const left = (state: State) =>
    accounts.flatMap(({ login, ...set }) => {
      const user = state.get(login);
      return user && differing(user, set).length > 0 ? [{ login, ...corrections(user, set) }] : [];
    });
  const changes = new Map(accounts.map(({ login, ...set }) => [login, set]));
  const unseats = (state: State) =>
    unseatedNow(
      reach,
      [...state.values()].filter(({ login }) => changes.has(login)),
      (user) => leftBy(changes.get(user.login) ?? {})(user),
    );
  return { ...inOneCall(reach, left, reach.client.editUsers), unseats };
}

/** U8 */
export function deleteUsers(reach: Reach, { args }: Intent): Change<State> {
  const { logins } = Logins.parse(args);
  const there = (state: State) => logins.filter((login) => state.has(login));
  return {
    ...inOneCall(reach, there, reach.client.deleteUsers),
    unseats: (state) =>
      unseatedNow(
        reach,
        there(state).flatMap((login) => state.get(login) ?? []),
        () => null,
      ),
  };
}

import { z } from 'zod';
import { orNull } from '../../loading.ts';
import { type Ref, ref } from '../../model/ref.ts';
import { type Change, done, type History, open, refused, type Verdict } from '../../writing.ts';
import type { Intent } from '../../operation.ts';
import { said } from './primitives.ts';
import type { Reach } from './reach.ts';
import { unseatedNow } from './seats.ts';
import { differing, fieldOf, UserSettings, withSettings } from './user-settings.ts';
import type { WholeUser, WireUser } from './wire.ts';

export type UserState = WholeUser | null;

const login = z.string();
const Creation = UserSettings.required({ displayName: true, groups: true, sourceType: true })
  .omit({ enabled: true })
  .extend({ login });
const Update = z.object({ login, set: UserSettings });
const Deletion = z.object({ login, ignoreMissing: z.boolean() });
const Membership = z.object({ login, group: z.string() });

/** An account as it is now, by exactly that login; null: there is none. */
export const readUser = ({ client }: Reach, name: string): Promise<UserState> =>
  orNull(async () => {
    const user = await client.wholeUser(name);
    return user.known.login === name ? user : null;
  });

const noUser = (field = 'user'): Verdict => refused('NOT_FOUND', { field: [field] });

/** U2. Properties have no place in a creation: whoever is made gets them by an update that follows. */
export function createUser(reach: Reach, { args, secrets }: Intent): Change<UserState> {
  const { userProperties, adminProperties, ...wanted } = Creation.parse(args);
  const made = ref('user', reach.system, wanted.login);
  return {
    proof: 'READ_BACK',
    read: () => readUser(reach, wanted.login),
    judge: (state, { attempts }) => {
      if (!state) return open;
      const properties = attempts === 0 ? { userProperties, adminProperties } : {};
      return judgeCreation(state, { ...wanted, ...properties }, made, attempts);
    },
    async write() {
      const password = typeof secrets?.['password'] === 'string' ? secrets['password'] : null;
      await reach.client.createUser({ ...wanted, email: said(wanted.email), password });
      return { made };
    },
  };
}

/** The server may add a group of the account's own (§6.3): more groups than wanted are no difference. */
function judgeCreation(
  user: WholeUser,
  { groups = [], ...settings }: UserSettings,
  made: Ref<'user'>,
  attempts: number,
): Verdict {
  const differences = differing(user.known, { ...settings, enabled: true });
  if (!groups.every((group) => isIn(user, group))) differences.push('groups');
  if (differences.length === 0) return done(made);
  const names = differences.map((key) => (key === 'enabled' ? 'status' : fieldOf[key].join('.')));
  const message = `An account of that name is there already, and differs in: ${names.join(', ')}.`;
  return refused(attempts === 0 ? 'ALREADY_EXISTS' : 'CONFLICT', { field: ['username'], message });
}

/** An account as settings leave it; null: of no use any more. */
export const leftBy =
  ({ enabled, groups }: UserSettings) =>
  (before: WireUser): WireUser | null =>
    enabled === false ? null : { ...before, groups: groups ?? before.groups };

const known = (state: UserState): WireUser[] => (state ? [state.known] : []);

const NEEDS_PASSWORD = 'An account becomes LOCAL only together with a password, which this cannot set.';

/** U3, then U4. */
export function updateUser(reach: Reach, { args }: Intent): Change<UserState> {
  const { login: name, set } = Update.parse(args);
  return {
    proof: 'READ_BACK',
    read: () => readUser(reach, name),
    judge: (state) => {
      if (!state) return noUser();
      const differences = differing(state.known, set);
      if (differences.length === 0) return done();
      const becomesLocal = differences.includes('sourceType') && set.sourceType === 'LOCAL';
      return becomesLocal
        ? refused('BAD_INPUT', { field: fieldOf.sourceType, message: NEEDS_PASSWORD })
        : open;
    },
    ...((set.enabled === false || set.groups !== undefined) && {
      unseats: (state: UserState) => unseatedNow(reach, known(state), leftBy(set)),
    }),
    write: async (state) => put(reach, state, set),
  };
}

async function put({ client }: Reach, state: UserState, set: UserSettings): Promise<undefined> {
  if (state) await client.putUser(state.known.login, withSettings(state, set));
}

/** U5 */
export function deleteUser(reach: Reach, { args }: Intent): Change<UserState> {
  const { login: name, ignoreMissing } = Deletion.parse(args);
  return {
    proof: 'READ_BACK',
    read: () => readUser(reach, name),
    judge: (state, history) => judgeDeletion(state, history, ignoreMissing, 'user'),
    unseats: (state) => unseatedNow(reach, known(state), () => null),
    async write() {
      await reach.client.deleteUser(name);
      return undefined;
    },
  };
}

export function judgeDeletion(
  state: unknown,
  { attempts }: History,
  ignoreMissing: boolean,
  field: string,
): Verdict {
  if (state !== null) return open;
  return attempts > 0 || ignoreMissing ? done() : refused('NOT_FOUND', { field: [field] });
}

const NOT_LOCAL = 'Only accounts of origin LOCAL have a password in the system itself.';

/** U3, then U4 with a password, which no read gives back; for others than local accounts it is ignored without a word (§4.4). */
export function setPassword(reach: Reach, { args, secrets }: Intent): Change<UserState> {
  const name = login.parse(args['login']);
  return {
    proof: 'ANSWER',
    read: () => readUser(reach, name),
    judge: (state) => {
      if (!state) return noUser();
      if (state.known.sourceType === 'LOCAL') return open;
      return refused('CONFLICT', { field: ['user'], message: NOT_LOCAL });
    },
    async write(state) {
      const password = z.string().parse(secrets?.['password']);
      if (state) await reach.client.putUser(name, { ...state.raw, password });
      return undefined;
    },
  };
}

interface MembershipState {
  readonly user: UserState;
  /** Asked only for an account that is not in it. */
  readonly groupIsThere: boolean;
}

const isIn = ({ known }: WholeUser, group: string) => known.groups?.includes(group) ?? false;

/** A group holds no members: to join it is a write of the account. Whether the server minds a group that is gone is not known (§6.3). */
export function joinGroup(reach: Reach, { args }: Intent): Change<MembershipState> {
  const { login: name, group } = Membership.parse(args);
  return {
    proof: 'READ_BACK',
    async read() {
      const user = await readUser(reach, name);
      const asks = user !== null && !isIn(user, group);
      return { user, groupIsThere: !asks || (await orNull(() => reach.client.wholeGroup(group))) !== null };
    },
    judge: ({ user, groupIsThere }) => {
      if (!user) return noUser('users');
      if (isIn(user, group)) return done();
      return groupIsThere ? open : refused('NOT_FOUND', { field: ['group'] });
    },
    write: async ({ user }) => put(reach, user, { groups: [...(user?.known.groups ?? []), group] }),
  };
}

export function leaveGroup(reach: Reach, { args }: Intent): Change<UserState> {
  const { login: name, group } = Membership.parse(args);
  const others = (user: UserState) => user?.known.groups?.filter((other) => other !== group) ?? [];
  return {
    proof: 'READ_BACK',
    read: () => readUser(reach, name),
    judge: (user) => {
      if (!user) return noUser('users');
      return isIn(user, group) ? open : done();
    },
    unseats: (user) => unseatedNow(reach, known(user), leftBy({ groups: others(user) })),
    write: async (user) => put(reach, user, { groups: others(user) }),
  };
}

import type { Shape } from '../../http.ts';
import { type Ref, ref } from '../../model/ref.ts';
import { whole } from '../../portions.ts';
import { ProblemError } from '../../problems.ts';
import type { Reach } from './reach.ts';
import { askList } from './reading.ts';
import { WireGroup, WireUser } from './wire.ts';

/** A list read anew; one that is not whole is none. */
async function complete<T>(
  { system }: Reach,
  ask: () => Promise<Iterable<unknown>>,
  shape: Shape<T>,
): Promise<readonly T[]> {
  const { items, problem } = whole(await askList(system, ask, shape, (item) => item));
  if (problem) throw ProblemError.of(problem);
  return items;
}

export const readEveryone = (reach: Reach): Promise<readonly WireUser[]> =>
  complete(reach, () => reach.client.users(false), WireUser);

export const readGroups = (reach: Reach): Promise<readonly WireGroup[]> =>
  complete(reach, reach.client.groups, WireGroup);

/** Names of the groups whose members administer. */
export const adminsAmong = (groups: readonly WireGroup[]): ReadonlySet<string> =>
  new Set(groups.filter(({ admin }) => admin === true).map(({ name }) => name));

/** Whether an account administers; one whose switch is not told may. */
export const administers = ({ enabled, groups }: WireUser, powers: ReadonlySet<string>): boolean =>
  enabled !== false && (groups ?? []).some((name) => powers.has(name));

/** Of these accounts, those that administer now and would not if only these groups made administrators. */
export const unseatedBy = (
  { system }: Reach,
  users: readonly WireUser[],
  powers: ReadonlySet<string>,
  left: ReadonlySet<string>,
): Ref<'user'>[] =>
  users
    .filter((user) => administers(user, powers) && !administers(user, left))
    .map(({ login }) => ref('user', system, login));

/** Of these accounts, those that administer now and would not afterwards; `after`: null for one of no use any more. */
export async function unseatedNow(
  reach: Reach,
  users: readonly WireUser[],
  after: (before: WireUser) => WireUser | null,
): Promise<Ref<'user'>[]> {
  const suspects = users.filter(({ enabled, groups }) => enabled !== false && (groups ?? []).length > 0);
  if (suspects.length === 0) return [];
  const powers = adminsAmong(await readGroups(reach));
  const stays = (then: WireUser | null) => then !== null && administers(then, powers);
  return suspects
    .filter((user) => administers(user, powers) && !stays(after(user)))
    .map(({ login }) => ref('user', reach.system, login));
}

/** Those who administer by this group alone. */
export async function unseatedWithout(reach: Reach, group: string): Promise<Ref<'user'>[]> {
  const powers = adminsAmong(await readGroups(reach));
  if (!powers.has(group)) return [];
  return unseatedBy(reach, await readEveryone(reach), powers, powers.difference(new Set([group])));
}

/** Logins of the accounts that administer and can be used. null: who administers is told to administrators only. */
export async function readAdministrators(reach: Reach): Promise<readonly string[] | null> {
  try {
    const [everyone, groups] = await Promise.all([readEveryone(reach), readGroups(reach)]);
    const powers = adminsAmong(groups);
    return everyone
      .filter((user) => user.enabled === true && administers(user, powers))
      .map(({ login }) => login);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'NOT_PERMITTED') return null;
    throw error;
  }
}

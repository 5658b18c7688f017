import { type Ref, ref, type SystemKey } from '../../model/ref.ts';
import type { Step } from '../../writing.ts';
import type { Reach } from './reach.ts';
import { administers, adminsAmong, readGroups } from './seats.ts';
import { readUser } from './user-changes.ts';
import type { WireUser } from './wire.ts';

export type Losses = Pick<Step, 'touches' | 'unseats'>;

/** What an account will be; null: of no use any more. */
type After = (before: WireUser) => WireUser | null;

/** What an account may lose by a step, as far as it is there. */
export async function lossesOf(reach: Reach, user: Ref<'user'>, after: After): Promise<Losses> {
  const [state, groups] = await Promise.all([readUser(reach, user.native), readGroups(reach)]);
  return state ? lossesBetween(reach.system, state.known, after, adminsAmong(groups)) : {};
}

export function lossesBetween(
  system: SystemKey,
  before: WireUser,
  after: After,
  powers: ReadonlySet<string>,
): Losses {
  const then = after(before);
  if (then !== null && !loses(before, then)) return {};
  const user = ref('user', system, before.login);
  const stays = then !== null && administers(then, powers);
  return administers(before, powers) && !stays ? { touches: [user], unseats: [user] } : { touches: [user] };
}

/** Leaving a group, another profile and another way of signing in each cost an account something. */
const loses = (before: WireUser, after: WireUser): boolean =>
  (before.groups ?? []).some((name) => !after.groups?.includes(name)) ||
  before.userProfile !== after.userProfile ||
  before.sourceType !== after.sourceType;

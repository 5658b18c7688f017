import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type * as contract from '../../generated/types.ts';
import { formatRef, ref } from '../../model/ref.ts';
import type { Intent } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';
import { type Change, done, open, type Plan, type Read, refused, type Step } from '../../writing.ts';
import { badField } from './inputs.ts';
import type { Reach } from './reach.ts';
import { begun } from './resync.ts';
import { readUser, type UserState } from './user-changes.ts';
import { userDocument } from './user-creation.ts';
import type { WireFuture } from './wire.ts';

const Args = z.object({ source: z.string(), login: z.string() });

interface State {
  readonly user: UserState;
  /** What the source knows of that login, as it came; asked once, and only while there is no account. */
  readonly known: readonly unknown[];
}

const FIRST_WAIT = 200;
const LONGEST_WAIT = 5_000;

/** What a future comes to, waiting for it as the vendor's own client does (§5.11), but not without end. */
async function resultOf({ client, scope, system }: Reach, future: WireFuture): Promise<unknown> {
  let [state, pause] = [future, FIRST_WAIT];
  while (state.hasResult !== true) {
    if (!state.jobId || state.aborted === true) throw new ProblemError('UPSTREAM_ERROR', { system });
    await wait(pause, undefined, { signal: scope.signal }).catch(() => {
      throw new ProblemError('UPSTREAM_TIMEOUT', { system });
    });
    pause = Math.min(LONGEST_WAIT, pause * 1.1);
    state = await client.futureResult(state.jobId);
  }
  return state.result;
}

/** S5, then S6 with what came of it, unchanged. The account may come to be under another login, where the server remaps them. */
export function provisionUser(reach: Reach, { args }: Intent): Change<State> {
  const { source, login } = Args.parse(args);
  const { client } = reach;
  let asked: Promise<readonly unknown[]> | undefined;
  const ask = async () => {
    const found = await resultOf(reach, await client.externalUsers(source, login));
    if (Array.isArray(found)) return found as readonly unknown[];
    throw new ProblemError('UPSTREAM_INVALID_RESPONSE', { system: reach.system });
  };
  return {
    proof: 'READ_BACK',
    async read() {
      const user = await readUser(reach, login);
      return { user, known: user ? [] : await (asked ??= ask()) };
    },
    judge({ user, known }, { attempts }) {
      if (user) return done(ref('user', reach.system, login));
      return known.length === 0 && attempts === 0 ? refused('NOT_FOUND', { message: UNKNOWN }) : open;
    },
    write: async ({ known }) => begun(await client.provisionUsers(source, known)),
  };
}

const UNKNOWN = 'Nobody of that username is known there.';

export function planProvisionUsers(
  reach: Reach,
  { source, usernames }: Read<contract.ProvisionDataikuUsersInput>,
): Plan {
  if (usernames.length === 0) throw badField(['usernames'], 'Nobody is named.');
  const steps = [...new Set(usernames)].map((login): Step => ({
    write: 'user.provision',
    args: { source, login },
    document: userDocument(login),
    description: `make an account of ${login} from ${source}`,
    about: { userId: formatRef(ref('user', reach.system, login)), action: 'ADD' },
    independent: true,
  }));
  return { steps, target: usernames.join(', '), targets: [] };
}

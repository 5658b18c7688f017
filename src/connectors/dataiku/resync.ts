import { z } from 'zod';
import type * as contract from '../../generated/types.ts';
import type { Intent } from '../../operation.ts';
import { type Change, open, type Plan, type Read, refused, type Sent, type Verdict } from '../../writing.ts';
import { badField, given, notThere } from './inputs.ts';
import type { Reach } from './reach.ts';
import { readEveryone } from './seats.ts';
import { readUser, type UserState } from './user-changes.ts';
import { userDocument } from './user-creation.ts';
import type { WireFuture } from './wire.ts';

/** Sources that can be asked for an account whenever one likes; single sign-on cannot (§5.2). */
const ASKABLE: readonly unknown[] = ['LDAP', 'AZURE_AD', 'CUSTOM'];

/** What was begun; one that is over already needs no waiting. */
export const begun = ({ jobId, hasResult }: WireFuture): Sent | undefined =>
  jobId && hasResult !== true ? { job: jobId } : undefined;

const NOT_ASKABLE =
  'Only accounts from LDAP, Entra ID or a plugin can be asked for again where they come from.';

function judgeOne(user: UserState): Verdict {
  if (!user) return refused('NOT_FOUND', { field: ['user'] });
  if (ASKABLE.includes(user.known.sourceType)) return open;
  return refused('CONFLICT', { field: ['user'], message: NOT_ASKABLE });
}

/** S1. What a source says is not known beforehand, so that the server has begun is all there is to prove. */
export function resyncUser(reach: Reach, { args }: Intent): Change<UserState> {
  const { login } = z.object({ login: z.string() }).parse(args);
  return {
    proof: 'ANSWER',
    writesLater: true,
    read: () => readUser(reach, login),
    judge: judgeOne,
    write: async () => begun(await reach.client.resyncUser(login)),
  };
}

/** S2, or S3 for everybody. */
export function resyncUsers(reach: Reach, { args }: Intent): Change<null> {
  const { logins } = z.object({ logins: z.array(z.string()).min(1).optional() }).parse(args);
  return {
    proof: 'ANSWER',
    writesLater: true,
    read: () => Promise.resolve(null),
    judge: () => open,
    write: async () => begun(await reach.client.resyncUsers(logins)),
  };
}

export const planResyncUser = ({ user }: Read<contract.ResyncDataikuUserInput>): Plan => ({
  steps: [
    {
      write: 'user.resync',
      args: { login: user.native },
      document: userDocument(user.native),
      description: `ask again for ${user.native}`,
    },
  ],
  target: user.native,
  targets: [user],
});

/** An unknown login would fail all of it. */
export async function planResyncUsers(
  reach: Reach,
  { users, everyone = false }: Read<contract.ResyncDataikuUsersInput>,
): Promise<Plan> {
  if ((users === undefined) !== everyone) throw badField(['users'], 'Give one of users and everyone.');
  if (users?.length === 0) throw badField(['users'], 'Nobody is named. For everybody, give everyone.');
  if (users) {
    const there = new Set((await readEveryone(reach)).map(({ login }) => login));
    const missing = users.findIndex(({ native }) => !there.has(native));
    if (missing >= 0) throw notThere(['users', String(missing)]);
  }
  const logins = users?.map(({ native }) => native);
  return {
    steps: [
      {
        write: 'users.resync',
        args: given({ logins }),
        document: 'users',
        alsoChanges: logins?.map(userDocument),
        description: `ask again for ${logins?.join(', ') ?? 'everybody'}`,
      },
    ],
    target: logins?.join(', ') ?? 'everybody',
    targets: users ?? [],
  };
}

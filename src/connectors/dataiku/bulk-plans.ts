import type * as contract from '../../generated/types.ts';
import { indexBy } from '../../loading.ts';
import { formatRef, ref } from '../../model/ref.ts';
import { ProblemError } from '../../problems.ts';
import type { Plan, Read, Step } from '../../writing.ts';
import { badField, given } from './inputs.ts';
import { type Losses, lossesBetween } from './losses.ts';
import type { Reach } from './reach.ts';
import { adminsAmong, readEveryone, readGroups } from './seats.ts';
import { checkerFor, creating, creationOf, nameFor, namesOf, userDocument } from './user-creation.ts';
import { differing, UserSettings } from './user-settings.ts';
import type { WireUser } from './wire.ts';

type UserChange = Read<contract.UpdateDataikuUsersInput>['changes'][number];

/** A step about one account, and whether there was anything to do when it was planned. */
interface One extends Step {
  readonly wasSo: boolean;
}

type Call = Pick<Step, 'write' | 'args' | 'secrets' | 'description'>;

/**
 * First the one call; then each account by itself. What the call did is so by then, and nothing is sent; `wasSo` tells
 * that from what was so before. Where that is all of it, there is nothing to call for.
 */
function planFor(reach: Reach, call: Call, each: readonly One[], targets: Plan['targets']): Plan {
  const of = (key: keyof Losses) => each.flatMap((step) => step[key] ?? []);
  const all: Step = {
    ...call,
    document: 'users',
    alsoChanges: each.map(({ document }) => document),
    touches: of('touches'),
    unseats: of('unseats'),
  };
  const steps = each.map(({ wasSo, ...step }): Step => {
    const userId = formatRef(ref('user', reach.system, String(step.args['login'])));
    const about = { userId, action: step.write === 'user.delete' ? 'REMOVE' : 'ADD' } as const;
    return { ...step, args: { ...step.args, wasSo }, independent: true, about };
  });
  const isAllSo = each.every(({ wasSo }) => wasSo);
  return {
    steps: isAllSo ? steps : [all, ...steps],
    target: each.map(({ args }) => args['login']).join(', '),
    targets,
  };
}

/** Bulk calls exist since 14.2; a server that does not tell its release is asked all the same. */
async function checkRelease({ client, product, system }: Reach): Promise<void> {
  const { headers } = await client.authInfo(product === 'DATAIKU_DSS' ? false : undefined);
  const [major, minor = 0] = String(headers['dss-version']).split('.').map(Number);
  if (!major || major > 14 || (major === 14 && minor >= 2)) return;
  const message = `The system is of release ${major}.${minor}; calls for many accounts came with 14.2.`;
  throw new ProblemError('UNSUPPORTED', { system, message });
}

function checkList(logins: readonly string[], field: string): void {
  if (logins.length === 0) throw badField([field], 'Nobody is named.');
  const twice = logins.findIndex((login, at) => logins.indexOf(login) < at);
  if (twice >= 0) throw badField([field, String(twice)], 'The account is named twice.');
}

/** Does something for each item; a problem of one is told at its place in the list. */
function forEach<T, R>(list: string, items: readonly T[], work: (item: T) => R): R[] {
  return items.map((item, index) => {
    try {
      return work(item);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const { code, message, field } = error.problem;
      const path = (field ?? []).filter((name) => name !== 'dataiku');
      throw new ProblemError(code, { message, field: [list, String(index), ...path] });
    }
  });
}

const usersOf = async (reach: Reach): Promise<ReadonlyMap<string, WireUser>> =>
  indexBy(await readEveryone(reach), ({ login }) => login);

export async function planCreateUsers(
  reach: Reach,
  input: Read<contract.CreateDataikuUsersInput>,
): Promise<Plan> {
  await checkRelease(reach);
  const { accounts } = input;
  const creations = forEach('accounts', accounts, ({ profile, sourceType, ...account }) =>
    creationOf({ ...account, dataiku: { ...(profile && { profile }), ...(sourceType && { sourceType }) } }),
  );
  checkList(
    creations.map(({ login }) => login),
    'accounts',
  );
  const asked = accounts.map(({ groups, profile }) => ({ groups: namesOf(groups), profile }));
  forEach('accounts', asked, await checkerFor(reach, asked));
  const users = await usersOf(reach);
  const call: Call = {
    write: 'users.create',
    args: { accounts: creations.map(({ login, settings }) => ({ login, ...settings })) },
    secrets: given(Object.fromEntries(creations.map(({ login, password }) => [login, password]))),
    description: `create ${creations.length} accounts in one call`,
  };
  const each = creations.map((creation) => ({ ...creating(creation), wasSo: users.has(creation.login) }));
  const leftOut = creations.flatMap((creation) => creation.leftOut);
  return { ...planFor(reach, call, each, []), leftOut };
}

const settingsIn = ({ email, displayName, enabled, groups, profile }: UserChange) =>
  given({
    email,
    displayName: displayName === undefined ? undefined : nameFor(displayName),
    enabled,
    groups: groups && namesOf(groups),
    userProfile: profile,
  });

/** What an account will be; null: of no use any more. */
const changed = ({ enabled, groups, profile }: UserChange) =>
  enabled === false
    ? () => null
    : (before: WireUser): WireUser => ({
        ...before,
        groups: groups ? namesOf(groups) : before.groups,
        userProfile: profile ?? before.userProfile,
      });

export async function planUpdateUsers(
  reach: Reach,
  input: Read<contract.UpdateDataikuUsersInput>,
): Promise<Plan> {
  await checkRelease(reach);
  const { changes } = input;
  checkList(
    changes.map(({ user }) => user.native),
    'changes',
  );
  const sets = forEach('changes', changes, settingsIn);
  const asked = changes.map(({ groups, profile }) => ({ groups: namesOf(groups), profile }));
  forEach('changes', asked, await checkerFor(reach, asked));
  const [users, groups] = await Promise.all([usersOf(reach), readGroups(reach)]);
  const each = changes.map((change, index): One => {
    const { native: login } = change.user;
    const [before, set = {}] = [users.get(login), sets[index]];
    return {
      write: 'user.update',
      args: { login, set },
      document: userDocument(login),
      description: `change ${login}`,
      // Of who is missing nothing can be changed.
      wasSo: before === undefined || differing(before, UserSettings.parse(set)).length === 0,
      ...(before && lossesBetween(reach.system, before, changed(change), adminsAmong(groups))),
    };
  });
  const call: Call = {
    write: 'users.update',
    args: { accounts: changes.map(({ user }, index) => ({ login: user.native, ...sets[index] })) },
    description: `change ${changes.length} accounts in one call`,
  };
  return planFor(
    reach,
    call,
    each,
    changes.map(({ user }) => user),
  );
}

export async function planDeleteUsers(
  reach: Reach,
  { users: named, ignoreMissing = false }: Read<contract.DeleteDataikuUsersInput>,
): Promise<Plan> {
  await checkRelease(reach);
  const logins = named.map(({ native }) => native);
  checkList(logins, 'users');
  const [users, groups] = await Promise.all([usersOf(reach), readGroups(reach)]);
  const each = logins.map((login): One => {
    const before = users.get(login);
    return {
      write: 'user.delete',
      // Who was there is gone by the call; who was not is missing.
      args: { login, ignoreMissing: ignoreMissing || before !== undefined },
      document: userDocument(login),
      description: `delete ${login}`,
      wasSo: before === undefined,
      ...(before && lossesBetween(reach.system, before, () => null, adminsAmong(groups))),
    };
  });
  const call: Call = {
    write: 'users.delete',
    args: { logins },
    description: `delete ${logins.length} accounts in one call`,
  };
  return planFor(reach, call, each, named);
}

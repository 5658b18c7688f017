import type { DataikuActivity } from '../../generated/types.ts';
import type { Reading, Users } from '../../connector.ts';
import { type FetchMany, keyedLoader, type Loader, orNull } from '../../loading.ts';
import type { Group } from '../../model/types.ts';
import { fromPart, planned, type Remembered, remembered } from '../../planner.ts';
import { type Arrival, inParts, inPortions, PORTION, whole } from '../../portions.ts';
import { ProblemError } from '../../problems.ts';
import { type Account, type Seen, toAccount, toSeen } from './mapping.ts';
import type { Reach } from './reach.ts';
import { adminElse, askList, notAll, rememberedEach } from './reading.ts';
import type { AccountSettings } from './settings.ts';
import { WireActivity, WireUser } from './wire.ts';

export interface Accounts extends Users {
  /** The whole list, groups and all. */
  readonly everyone: Remembered<Reading<Account>>;
  /** null: no such account. */
  settings(login: string): Promise<AccountSettings | null>;
  /** null: not known. */
  activity(login: string): Promise<DataikuActivity | null>;
}

const SETTINGS = ['userProperties', 'adminProperties', 'secrets', 'credentials'] as const;

export function openAccounts(reach: Reach, groups: Remembered<Reading<Group>>): Accounts {
  const { ask, one, ...reads } = readAccounts(reach);
  const activities = readActivities(reach);

  /** Releases before 14.2 tell settings account by account only. */
  const settingsAlone = rememberedEach(async (login) => {
    reach.scope.spendPerAccount(reach.system);
    return (await one(login))?.settings ?? null;
  });

  const over = ({ everyone, many }: Pick<AccountReads, 'everyone' | 'many'>): Accounts => {
    const accounts = keyedLoader('accounts', many);
    const seen = keyedLoader('activity', activities);
    const byLogin: Loader<Account['user']> = {
      load: async (login) => (await accounts.load(login))?.user ?? null,
    };
    return {
      list: remembered(async () => {
        const { items, ...reading } = await everyone();
        return { ...reading, items: items.map(({ user }) => user) };
      }),
      portions: () =>
        inPortions(inParts(ask, PORTION), (part) =>
          over({ everyone: part, many: fromPart({ list: part, keyOf }, reads.many) }),
        ),
      byId: byLogin,
      byUsername: byLogin,
      facts: {
        createdAt: 'listed',
        isAdmin: async (asked) => {
          const [found, { items, problem }] = await Promise.all([many(loginsOf(asked)), groups()]);
          const powers = new Map(items.map(({ name, isAdmin }) => [name, isAdmin]));
          const gone = problem ? null : false;
          return knownOf(found, (account) => isAdminBy(account, powers, gone));
        },
        isOperational: 'listed',
        lastActivity: async (asked) => knownOf(await activities(loginsOf(asked)), ({ activity }) => activity),
        activeSessions: reach.product === 'DATAIKU_DSS' ? 'listed' : 'unknown',
      },
      groups: async (logins) => eachOf(await many(logins), (account) => account.groups),
      primaryGroup: undefined,
      everyone,
      settings: async (login) => {
        const account = await accounts.load(login);
        if (account?.complete === false) throw new ProblemError('NOT_PERMITTED', { system: reach.system });
        return account && (account.settings ?? settingsAlone(login));
      },
      activity: async (login) => (await seen.load(login))?.details ?? null,
    };
  };
  return over(reads);
}

const loginsOf = (users: readonly Account['user'][]) => users.map(({ username }) => username);

const keyOf = ({ user }: Account) => user.username;

interface AccountReads {
  readonly everyone: Remembered<Reading<Account>>;
  readonly many: FetchMany<Account>;
  readonly one: (login: string) => Promise<Account | null>;
  readonly ask: () => Promise<Arrival<Account>>;
}

function readAccounts({ client, scope, system, product }: Reach): AccountReads {
  const withSettings = SETTINGS.some((field) => scope.selects(`DataikuUserDetails.${field}`));
  const asAdmin = (wire: WireUser) => toAccount({ system, product }, wire, true);
  const asAnybody = (wire: WireUser) => toAccount({ system, product }, wire, false);
  const exactly = (login: string, wire: WireUser) => (wire.login === login ? wire : null);

  const ask = () =>
    adminElse(
      () => askList(system, () => client.users(withSettings), WireUser, asAdmin),
      () => askList(system, client.directoryUsers, WireUser, asAnybody, notAll(system)),
    );
  const everyone = remembered(async () => whole(await ask()));
  const one = rememberedEach((login) =>
    adminElse(
      async () => {
        const wire = await orNull(async () => exactly(login, await client.user(login)));
        return wire && asAdmin(wire);
      },
      async () => {
        const wire = await orNull(async () => exactly(login, await client.directoryUser(login)));
        return wire && asAnybody(wire);
      },
    ),
  );
  const many = planned({ list: everyone, keyOf, listCalls: 1, one });
  return { everyone, many, one, ask };
}

/** Activity is listed for all at once, and kept as it was sent; for a few accounts it is asked for one by one. */
function readActivities({ client, system }: Reach): FetchMany<Seen> {
  const list = remembered(async () =>
    whole(
      await askList(system, client.activities, WireActivity, (wire) => ({
        wire,
        call: 'GET /admin/users-activity',
      })),
    ),
  );
  const one = rememberedEach((login) =>
    orNull(async () => ({ wire: await client.activity(login), call: 'GET /admin/users/{login}/activity' })),
  );
  const many = planned({ list, keyOf: ({ wire }) => wire.login, listCalls: 1, one });
  return async (logins) => eachOf(await many(logins), ({ wire, call }) => toSeen(wire, call));
}

/**
 * An account administers through its groups only. A group that is gone gives nothing; one whose power is not known leaves
 * it open, and so does reading as anybody: such a caller may be shown fewer groups than there are (§5.3).
 */
function isAdminBy(
  { groups, complete }: Account,
  powers: ReadonlyMap<string, boolean | null>,
  gone: boolean | null,
): boolean | null {
  const held = groups.map(({ native }) => (powers.has(native) ? powers.get(native) : gone));
  if (held.includes(true)) return true;
  return complete && held.every((power) => power === false) ? false : null;
}

function eachOf<V, T>(
  found: ReadonlyMap<string, V | Error>,
  toFact: (value: V) => T,
): Map<string, T | Error> {
  return new Map(
    found.entries().map(([key, value]) => [key, value instanceof Error ? value : toFact(value)] as const),
  );
}

/** Facts by account. What could not be read is not known; where nothing could, that is the answer. */
function knownOf<V, T>(found: ReadonlyMap<string, V | Error>, toFact: (value: V) => T): Map<string, T> {
  const facts = new Map<string, T>();
  let failure: Error | undefined;
  for (const [key, value] of found) {
    if (value instanceof Error) failure = value;
    else facts.set(key, toFact(value));
  }
  if (failure && facts.size === 0) throw failure;
  return facts;
}

import { Pool, type PoolClient } from 'pg';
import type { Logger } from 'pino';
import { type ActName, acts, type Argument, type Result, run } from './acts.ts';
import { reasonOf, StoreError } from './failures.ts';
import { clientConfig, type DatabaseAddress, lockKey, tame, within } from './postgres-connection.ts';
import { Presence, type Present } from './postgres-presence.ts';
import { SharedTurns } from './postgres-turns.ts';
import { now, type Store } from './store.ts';
import type { Query, Row, Transaction } from './transaction.ts';

/** Connections for acts. Those that write wait for each other anyway. */
const MOST = 5;

/** Milliseconds that saying goodbye may take. */
const PATIENCE = 2_000;

const late = () => new StoreError('NO', 'it took too long');

/**
 * Keeps the ledger in a PostgreSQL database that several gateways may share. It need not be there when this is called:
 * acts fail until it is.
 */
export function openPostgres(address: DatabaseAddress, log: Logger): Store {
  const presence = new Presence(address, log);
  const turns = new SharedTurns(address, presence);
  const pool = new Pool({ ...clientConfig(address), max: MOST });
  pool.on('connect', tame);
  pool.on('error', () => undefined);

  const perform = async <N extends ActName>(
    name: N,
    argument: Argument<N>,
    until: number,
  ): Promise<Result<N>> => {
    const present = await within(presence.here(), until, late);
    const client = await connect(pool, until);
    const begin = (query: Query) => beginIn(query, present, acts[name].writes ? until : undefined);
    return inTransaction(client, until, { begin, work: (transaction) => run(name, transaction, argument) });
  };

  /** `until`: for those that write. They come one after the other, and only from gateways that are present. */
  const beginIn = async (query: Query, present: Present, until: number | undefined): Promise<Transaction> => {
    if (until === undefined) await query('begin isolation level repeatable read read only');
    else {
      await query(beginning(until, present));
      if (await isFree(query, present, present.owner)) {
        presence.renew(present.owner);
        throw new StoreError('NO', 'this gateway was taken for gone');
      }
    }
    return transactionOf(query, present);
  };

  const transactionOf = (query: Query, present: Present): Transaction => ({
    query,
    owner: present.owner,
    isGone: (owner) => isFree(query, present, owner),
    isAlone: () => turns.isAlone(query),
  });

  return {
    get owner() {
      return presence.owner;
    },
    perform,
    exclusively: (names, work) => turns.take(names, work),
    close: async () => {
      const ending = Promise.all([pool.end(), turns.close()]).then(() => presence.close());
      // A network that is gone does not keep the process from ending.
      await within(ending, now() + PATIENCE, late).catch(() => undefined);
    },
  };
}

/** Begins to write: durably, and after everybody who does so now. What nobody goes on with ends by itself. */
const beginning = (until: number, { ledger }: Present) =>
  [
    'begin isolation level read committed',
    'set local synchronous_commit = on',
    `set local statement_timeout = ${Math.max(1, until - now())}`,
    'set local idle_in_transaction_session_timeout = 2000',
    `select pg_advisory_xact_lock(${lockKey(ledger, 'audit')})`,
  ].join('; ');

/** Whether nobody holds the lock of a gateway. */
async function isFree(query: Query, { ledger }: Present, owner: string): Promise<boolean> {
  const [row] = await query('select pg_try_advisory_xact_lock($1) as free', [
    lockKey(ledger, 'owner', owner),
  ]);
  return row?.['free'] === true;
}

/** A connection; one that comes too late goes back. */
async function connect(pool: Pool, until: number): Promise<PoolClient> {
  const coming = pool.connect();
  try {
    return await within(coming, until, late);
  } catch (error) {
    coming.then((client) => client.release()).catch(() => undefined);
    throw error instanceof StoreError ? error : new StoreError('NO', reasonOf(error));
  }
}

interface Undertaking<T> {
  begin(query: Query): Promise<Transaction>;
  work(transaction: Transaction): Promise<T>;
}

/**
 * Does work in a transaction. When time is up before its end was asked for, the connection is cut and the database
 * undoes everything; after that, nobody knows.
 */
async function inTransaction<T>(
  client: PoolClient,
  until: number,
  { begin, work }: Undertaking<T>,
): Promise<T> {
  let state: 'WORKING' | 'ENDING' | 'CUT' = 'WORKING';
  const query: Query = async (text, values = []) => (await client.query<Row>(text, [...values])).rows;
  const whole = async () => {
    const result = await work(await begin(query));
    if (state === 'CUT') throw late();
    state = 'ENDING';
    await query('commit');
    return result;
  };
  const cut = (reason: string) => {
    const failure = new StoreError(state === 'ENDING' ? 'UNKNOWN' : 'NO', reason);
    state = 'CUT';
    return failure;
  };
  try {
    const result = await within(whole(), until, () => cut('it took too long'));
    client.release();
    return result;
  } catch (error) {
    const failure = error instanceof StoreError ? error : cut(reasonOf(error));
    client.release(true);
    throw failure;
  }
}

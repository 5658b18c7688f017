import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { Logger } from 'pino';
import { LedgerError, reasonOf, StoreError } from './failures.ts';
import { clientConfig, type DatabaseAddress, LASTING, lockKey, tame } from './postgres-connection.ts';
import { type Dialect, migrate } from './tables.ts';
import type { Query } from './transaction.ts';

const dialect: Dialect = { text: 'text collate "C"', bytes: 'bytea', integer: 'bigint', options: '' };

/** Milliseconds between two attempts to come back. */
const PAUSE = 500;

/** This gateway, as others that use the ledger see it. */
export interface Present {
  /** A name of its own. Its lock is held for as long as the gateway lives, and not a moment longer. */
  readonly owner: string;
  /** What tells this ledger's locks from others' in the same database. */
  readonly ledger: string;
}

/**
 * Holds the lock that says that this gateway lives, on a connection of its own. When that is lost, others may take over
 * what it was at, and it comes back under a new name: what nobody took is its own again.
 */
export class Presence {
  readonly #address: DatabaseAddress;
  readonly #log: Logger;
  #client: Client | undefined;
  #owner = randomUUID() as string;
  #timer: NodeJS.Timeout | undefined;
  #state: 'AWAY' | 'HERE' | 'CLOSED' = 'AWAY';
  #isToldAway = false;
  #coming: Promise<Present>;

  constructor(address: DatabaseAddress, log: Logger) {
    this.#address = address;
    this.#log = log;
    this.#coming = this.#come();
  }

  get owner(): string {
    return this.#owner;
  }

  /** Resolves when it is known that this gateway is present; fails, without waiting for another attempt, if it is not. */
  here(): Promise<Present> {
    return this.#coming;
  }

  /** Comes back under another name: the lock of this one is gone. */
  renew(owner: string): void {
    if (this.#owner === owner && this.#state === 'HERE') void this.#client?.end();
  }

  async close(): Promise<void> {
    this.#state = 'CLOSED';
    clearTimeout(this.#timer);
    await this.#coming.catch(() => undefined);
    await this.#client?.end();
  }

  #come(): Promise<Present> {
    const coming = this.#enter();
    coming.catch((error: unknown) => this.#leave(error));
    return coming;
  }

  async #enter(): Promise<Present> {
    const client = new Client(clientConfig(this.#address));
    client.once('end', () => this.#client === client && this.#leave(undefined));
    try {
      await client.connect();
      tame(client);
      const ledger = await this.#prepare(client);
      const owner = randomUUID();
      await client.query('select pg_advisory_lock($1)', [lockKey(ledger, 'owner', owner)]);
      await this.#takeBack(client, ledger, owner);
      if (this.#state === 'CLOSED') throw new StoreError('NO', 'the ledger is closed');
      [this.#client, this.#owner, this.#state] = [client, owner, 'HERE'];
      if (this.#isToldAway) this.#log.info('the ledger’s database is back');
      this.#isToldAway = false;
      return { owner, ledger };
    } catch (error) {
      void client.end();
      throw error instanceof LedgerError ? error : new StoreError('NO', reasonOf(error));
    }
  }

  /** Makes the tables what they must be; gives the ledger's id. */
  async #prepare(client: Client): Promise<string> {
    const query: Query = async (text, values = []) => (await client.query(text, [...values])).rows as never;
    await client.query(LASTING);
    await client.query(`begin; select pg_advisory_xact_lock(${lockKey('', 'tables')})`);
    await migrate(query, dialect);
    await client.query('commit');
    const [row] = await query("select value from meta where name = 'ledger'");
    return String(row?.['value']);
  }

  async #takeBack(client: Client, ledger: string, owner: string): Promise<void> {
    await client.query(`begin; select pg_advisory_xact_lock(${lockKey(ledger, 'audit')})`);
    await client.query('update claims set owner = $1 where owner = $2', [owner, this.#owner]);
    await client.query('commit');
  }

  #leave(error: unknown): void {
    if (this.#state === 'CLOSED') return;
    this.#client = undefined;
    this.#state = 'AWAY';
    const reason = error instanceof Error ? error.message : 'the connection was lost';
    if (!this.#isToldAway)
      this.#log.error({ reason }, 'the ledger’s database cannot be used: changes are refused');
    this.#isToldAway = true;
    this.#coming = Promise.reject(new StoreError('NO', reason));
    this.#coming.catch(() => undefined);
    this.#timer = setTimeout(() => {
      this.#coming = this.#come();
    }, PAUSE);
    this.#timer.unref();
  }
}

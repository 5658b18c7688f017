import { AsyncLocalStorage } from 'node:async_hooks';
import { bulkhead } from 'cockatiel';
import { Pool } from 'pg';
import { reasonOf, StoreError } from './failures.ts';
import { clientConfig, type DatabaseAddress, LASTING, lockKey, tame } from './postgres-connection.ts';
import type { Presence } from './postgres-presence.ts';
import type { Query } from './transaction.ts';
import { Turns } from './turns.ts';

/** How much can be done alone at once, a connection each. */
const MOST = 16;

/** The locks that a piece of work relies on. */
interface Held {
  readonly session: string;
  readonly keys: readonly string[];
}

/**
 * One piece of work at a time under each name, across all gateways: in line here first, then with a lock in the
 * database, held by a connection that does nothing else meanwhile.
 */
export class SharedTurns {
  readonly #pool: Pool;
  readonly #presence: Presence;
  readonly #turns = new Turns();
  readonly #places = bulkhead(MOST, Infinity);
  readonly #held = new AsyncLocalStorage<Held>();

  constructor(address: DatabaseAddress, presence: Presence) {
    this.#presence = presence;
    this.#pool = new Pool({ ...clientConfig(address), max: MOST });
    this.#pool.on('connect', tame);
    this.#pool.on('error', () => undefined);
  }

  take<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
    return this.#turns.take(names, () => this.#places.execute(() => this.#locked(names, work)));
  }

  /** To be asked inside of the work: whether it is alone still. Its locks go where their connection goes. */
  async isAlone(query: Query): Promise<boolean> {
    const held = this.#held.getStore();
    if (held === undefined) return true;
    const rows = await query(
      `select distinct classid, objid from pg_locks
        where locktype = 'advisory' and granted and objsubid = 1 and pid = $1::int
          and (classid::bigint << 32 | objid::bigint) in (${held.keys.map((_, i) => `$${i + 2}::bigint`).join(', ')})`,
      [held.session, ...held.keys],
    );
    return rows.length === held.keys.length;
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  async #locked<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
    const { client, held } = await this.#lock(names).catch((error: unknown) => {
      throw new StoreError('NO', reasonOf(error));
    });
    try {
      return await this.#held.run(held, work);
    } finally {
      await client.query('select pg_advisory_unlock_all()').then(
        () => client.release(),
        () => client.release(true),
      );
    }
  }

  async #lock(names: readonly string[]) {
    const { ledger } = await this.#presence.here();
    const keys = [...new Set(names.map((name) => lockKey(ledger, 'turn', name)))].sort();
    const client = await this.#pool.connect();
    try {
      await client.query(LASTING);
      for (const key of keys) await client.query('select pg_advisory_lock($1)', [key]);
      const { rows } = await client.query<{ session: string }>('select pg_backend_pid()::text as session');
      return { client, held: { session: String(rows[0]?.session), keys } };
    } catch (error) {
      client.release(true);
      throw error;
    }
  }
}

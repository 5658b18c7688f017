import { existsSync, realpathSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { reasonOf } from './failures.ts';

const BUSY = 5; // SQLITE_BUSY

/** Keeps other gateways away from a file for as long as this process lives, however it ends. */
export class FileLock {
  readonly #file: string;
  #held: DatabaseSync | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  /** Takes the lock, unless it has it; gives why it cannot. */
  hold(): { readonly isAnothers: boolean; readonly reason: string } | undefined {
    if (this.#held) return undefined;
    const name = `${existsSync(this.#file) ? realpathSync(this.#file) : this.#file}.lock`;
    let database: DatabaseSync | undefined;
    try {
      database = new DatabaseSync(name, { timeout: 0 });
      database.exec('begin exclusive');
      this.#held = database;
      return undefined;
    } catch (error) {
      database?.close();
      const isAnothers = error instanceof Error && 'errcode' in error && error.errcode === BUSY;
      if (isAnothers) return { isAnothers, reason: 'is in use by another gateway' };
      return { isAnothers, reason: `cannot be locked with ${name}: ${reasonOf(error)}` };
    }
  }

  release(): void {
    this.#held?.close();
    this.#held = undefined;
  }
}

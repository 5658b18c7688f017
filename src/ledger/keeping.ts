import type { Logger } from 'pino';
import { ProblemError } from '../problems.ts';
import type { ActName, Argument, Recorded, Result } from './acts.ts';
import { StoreError } from './failures.ts';
import { now, type Store } from './store.ts';

/** Milliseconds within which something is kept, or refused. */
const PATIENCE = 2_000;
/** And those in which it must be found out whether it was, where the answer was lost. */
const RECALL_PATIENCE = 800;

/** Asks the store, and says in the gateway's words what came of it. */
export class Keeping {
  readonly #store: Store;
  readonly #log: Logger;

  constructor(store: Store, log: Logger) {
    this.#store = store;
    this.#log = log;
  }

  async read<N extends ActName>(name: N, argument: Argument<N>): Promise<Result<N>> {
    try {
      return await this.#perform(name, argument);
    } catch (error) {
      throw this.unavailable(error, name, 'The record of changes cannot be reached.');
    }
  }

  /** Keeps something, or says that nothing of it was kept. Where even that is not known, it is OUTCOME_UNKNOWN. */
  async keep<N extends 'accept' | 'add'>(name: N, argument: Argument<N>): Promise<Result<N> | Recorded> {
    try {
      return await this.#perform(name, argument);
    } catch (error) {
      const problem = this.unavailable(error, name);
      if (!(error instanceof StoreError) || error.kept === 'NO') throw problem;
      const { operation, at, entry } = argument;
      const found = await this.#perform('recall', { operation, at, entry }, RECALL_PATIENCE).catch(
        () => undefined,
      );
      if (found) return found;
      throw found === null ? problem : unknown(name);
    }
  }

  unavailable(error: unknown, what: string, message?: string): ProblemError {
    const reason = error instanceof StoreError ? error.reason : String(error);
    this.#log.error({ ledger: what, reason }, 'the ledger cannot be reached');
    return new ProblemError('RECORD_UNAVAILABLE', { message, logged: `ledger: ${what}: ${reason}` });
  }

  #perform<N extends ActName>(name: N, argument: Argument<N>, patience = PATIENCE): Promise<Result<N>> {
    return this.#store.perform(name, argument, now() + patience);
  }
}

const unknown = (name: string) =>
  new ProblemError('OUTCOME_UNKNOWN', {
    message: 'Whether the change was recorded could not be found out.',
    logged: `ledger: ${name}: it is not known whether it was kept`,
  });

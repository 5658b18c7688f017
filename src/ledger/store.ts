import type { ActName, Argument, Result } from './acts.ts';

/** Where the ledger is kept: the acts run there, each in a transaction of its own, durable when it resolves. */
export interface Store {
  readonly owner: string;
  /** Fails with a `StoreError` once `until` has passed, by `now`. */
  perform<N extends ActName>(name: N, argument: Argument<N>, until: number): Promise<Result<N>>;
  exclusively<T>(names: readonly string[], work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Milliseconds by a clock that is never set, and is one for all threads. */
export const now = (): number => Number(process.hrtime.bigint() / 1_000_000n);

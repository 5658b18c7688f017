import type { ActName, Argument } from './acts.ts';

/** What the thread is started with. */
export interface ThreadSettings {
  readonly file: string;
  readonly owner: string;
}

/** An act to be done, if the thread takes it up before the one that asked drops it. */
export interface Call {
  readonly id: number;
  readonly name: ActName;
  readonly argument: Argument<ActName>;
  readonly until: number;
  readonly turn: Turn;
}

/** Who was first: 0 waits, and is then what it becomes. */
export type Turn = Int32Array<SharedArrayBuffer>;
export const STARTED = 1;
export const DROPPED = 2;
export const isFirst = (turn: Turn, state: number) => Atomics.compareExchange(turn, 0, 0, state) === 0;

/** How it went. `id` 0: the opening of the database. */
export type Reply = { readonly id: number } & ({ readonly result: unknown } | Failure);

export interface Failure {
  /** A code. */
  readonly reason: string;
  /** For whoever starts a gateway, where it can never be opened as it is. */
  readonly words?: string | undefined;
}

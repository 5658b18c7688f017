import type { ChangeOutcome } from '../../src/generated/types.ts';

/** How a write is decided after its answer was lost. */
export type WriteClass =
  /** Sets a state: on or off, a role. */
  | 'state'
  /** Makes a thing that has a name of its own. */
  | 'create'
  /** Makes a thing that has none. */
  | 'keyless'
  /** Rewrites a document that holds other things too. */
  | 'document'
  | 'delete'
  /** Several things at once. */
  | 'several'
  /** Writes what cannot be read back, or not all of it. */
  | 'secret';

/** Something that can be read afterwards, and what a mutation makes of it. */
export interface Fact {
  /** E.g. `name of user.govern.c01`. No two mutations under way share one. */
  readonly cell: string;
  readonly value: string;
}

/** One mutation as a client made it. */
export interface Sent {
  /** Its idempotency key: whatever became of an answer, it was sent again with this one. */
  readonly key: string;
  readonly system: string;
  readonly writeClass: WriteClass;
  readonly mutation: string;
  /**
   * What it is about, in the words of the system's journal: ids, and names of what it makes. No other mutation is about
   * any of them meanwhile.
   */
  readonly subjects: readonly string[];
  readonly facts: readonly Fact[];
  /** How long the system's journal was when it was first sent, and when its end was seen; undefined: it never was. */
  readonly from: number;
  readonly to: number | undefined;
  /** What the client was told, in order: whether it is at its end, and which operation it is. */
  readonly replies: readonly Reply[];
}

export interface Reply {
  readonly outcome: ChangeOutcome;
  /** null: nothing was recorded. */
  readonly operation: string | null;
  /** Whether that is the end of it. */
  readonly isOver: boolean;
  /** Why not, where it is not so. */
  readonly problem: string | null;
}

/** One operation as the ledger has it in the end. */
export interface Recorded {
  readonly id: string;
  readonly key: string | null;
  /** null: not at its end. */
  readonly outcome: ChangeOutcome | null;
  readonly steps: readonly {
    /** The subject it is about, where there are several. */
    readonly about: string | null;
    readonly outcome: ChangeOutcome | null;
    readonly attempts: number;
  }[];
}

/** One line of a system's journal. */
export interface Happened {
  readonly kind: string;
  readonly target: string;
  readonly name?: string | undefined;
}

/** All that three parties say of the same time. */
export interface History {
  readonly sent: readonly Sent[];
  readonly recorded: readonly Recorded[];
  /** By system. */
  readonly happened: Readonly<Record<string, readonly Happened[]>>;
  /** What was so before the first mutation and after the last, by cell. */
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
}

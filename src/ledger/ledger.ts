import type { OperationState } from '../generated/types.ts';
import type { JsonObject } from '../json.ts';
import type { OperationEvent, OperationRecord } from '../operation.ts';

/** What operations are asked for. All that are given must hold; a list means any of. */
export interface OperationQuery {
  readonly kinds?: readonly string[] | undefined;
  readonly states?: readonly OperationState[] | undefined;
  readonly actor?: string | undefined;
  /** Keys; those an operation has a step in. */
  readonly systems?: readonly string[] | undefined;
  /** An id. */
  readonly target?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  /** Started then or later. */
  readonly since?: Date | undefined;
  /** Started before. */
  readonly until?: Date | undefined;
  /** Whose operations may be seen: this caller's, and everybody's that went nowhere but to these systems. */
  readonly visible: { readonly actor: string; readonly systems: readonly string[] };
}

export interface OperationPage {
  /** Newest first. */
  readonly records: readonly OperationRecord[];
  readonly hasNextPage: boolean;
  readonly totalCount: number;
}

/** One line of the audit. Its hash covers everything else of it, and the hash of the line before. */
export interface AuditLine {
  /** From 1, without gaps. */
  readonly seq: number;
  readonly at: string;
  readonly operation: string;
  /** The accepted operation, or what happened to it. */
  readonly entry: JsonObject;
  readonly previous: string;
  readonly hash: string;
}

/** Where the audit ends. Kept elsewhere too, it tells later whether the end was cut off or written anew. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/**
 * The durable record of every change. A call resolves when it cannot be lost any more; one that cannot be kept within
 * two seconds is a `ProblemError` RECORD_UNAVAILABLE, and then nothing of it was kept. Where even that could not be
 * found out within another, it is OUTCOME_UNKNOWN.
 */
export interface Ledger {
  /** Who accepts and drives operations here: one running gateway. Another name after it lost its database. */
  readonly owner: string;
  /**
   * Records an operation, with its steps' secrets sealed, before anything of it is sent. Where the same actor has used
   * its idempotency key before, the earlier one comes back, and nothing is recorded.
   */
  accept(
    operation: OperationRecord,
    secrets: ReadonlyMap<number, JsonObject>,
  ): Promise<{ readonly record: OperationRecord; readonly isNew: boolean }>;
  /**
   * Adds what happened; gives the record as it is then. CONFLICT: the operation is at its end, or another gateway's by
   * now, or an `attempt` comes from work under `exclusively` that lost its locks. Whatever an `add` fails with, whoever
   * is at the operation must leave it: `adopt` gives it again, here or elsewhere.
   */
  add(id: string, event: OperationEvent): Promise<OperationRecord>;
  /** The secrets of one step; null: none, erased, or sealed with another key. */
  secretsOf(id: string, step: number): Promise<JsonObject | null>;
  get(id: string): Promise<OperationRecord | null>;
  /** `after`: an operation's id, whose successors on the list are meant. */
  list(
    query: OperationQuery,
    page: { readonly first: number; readonly after: string | null },
  ): Promise<OperationPage>;
  /**
   * Operations not at their end that nobody is at, oldest first: their gateway is gone, or something of them could not
   * be kept here. They are this owner's from then on. To be asked again from time to time.
   */
  adopt(): Promise<readonly OperationRecord[]>;
  /**
   * Does work while nobody else, in this process or another on the same ledger, does any under one of these names.
   * Names are waited for in one order everywhere, so that no two wait for each other.
   */
  exclusively<T>(names: readonly string[], work: () => Promise<T>): Promise<T>;
  head(): Promise<Head>;
  /** Every line of the audit, from the first. */
  audit(): AsyncIterable<AuditLine>;
  close(): Promise<void>;
}

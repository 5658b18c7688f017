import type { ChangeOutcome as Said, MemberAction, OperationState } from './generated/types.ts';
import type { Json, JsonObject } from './json.ts';
import type { SystemKey } from './model/ref.ts';
import type { Problem } from './problems.ts';

/** What a change that was made, or tried, can have come to. */
export type ChangeOutcome = Exclude<Said, 'WOULD_APPLY'>;

/** One write as data: what the ledger keeps of it, and what it is made of again after a crash. */
export interface Intent {
  /** Which write, by the name that the vendor's folder gives it, e.g. `user.update`. */
  readonly write: string;
  /** What to write. Holds no secret. */
  readonly args: JsonObject;
  /** What must be readable nowhere: sealed in the ledger, and erased with the operation's end. */
  readonly secrets?: JsonObject | undefined;
}

/** An account that a step is about, among others of the same operation. */
export interface About {
  readonly userId: string;
  readonly action: MemberAction;
}

/** One write of an operation, as it is recorded. */
export interface StepRecord {
  readonly system: SystemKey;
  /** Names the document it changes; one writer at a time. */
  readonly document: string;
  /** Further ones that it changes in the same call. Left out: none. */
  readonly alsoChanges?: readonly string[] | undefined;
  /** For people. Holds no secret. */
  readonly description: string;
  /** Without its secrets. */
  readonly intent: Intent;
  readonly about: About | null;
  /** Whether it goes on although a step before it came to nothing. */
  readonly independent: boolean;
  /** Ids of accounts that lose something by it. */
  readonly touches: readonly string[];
  /** Ids of accounts that may administer the system no more afterwards. */
  readonly unseats: readonly string[];
  readonly state: OperationState;
  /** null: not at its end. */
  readonly outcome: ChangeOutcome | null;
  /** How often it was sent; counted before it is. */
  readonly attempts: number;
  /** What was read just before it was first sent, as far as it must be compared with later. */
  readonly before: Json;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly problem: Problem | null;
  /** The vendor's work that it waits for, by the vendor's own id. */
  readonly job: string | null;
  /** The id of what it made, once that is known. */
  readonly subject: string | null;
  /** Whether it made something that was shown once, in the first answer, and is kept nowhere. */
  readonly shown: boolean;
}

/** A step as an answer tells of it: also one that was only looked at. */
export type ToldStep = Omit<StepRecord, 'outcome'> & { readonly outcome: Said | null };

/** One mutation, as it is recorded. */
export interface OperationRecord {
  /** Unique, and later ones sort later. The native part of the GraphQL id. */
  readonly id: string;
  /** The mutation's name. */
  readonly kind: string;
  /** The caller's name. */
  readonly actor: string;
  /** The id of the account it runs as; null: the gateway's own. */
  readonly actingAs: string | null;
  readonly idempotencyKey: string | null;
  /** Keyed digest of what was asked: the same key must come with the same. */
  readonly fingerprint: string;
  readonly system: SystemKey;
  readonly state: OperationState;
  readonly outcome: ChangeOutcome | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly target: string | null;
  /** Ids. */
  readonly targets: readonly string[];
  readonly problems: readonly Problem[];
  /** Whether protected accounts may be touched. */
  readonly allowProtected: boolean;
  readonly steps: readonly StepRecord[];
}

/** What became of a step. */
export interface StepEnd {
  readonly outcome: Exclude<ChangeOutcome, 'PARTIAL' | 'PENDING'>;
  readonly problem: Problem | null;
  readonly subject: string | null;
  readonly shown: boolean;
}

/** What happens to an operation after it was accepted. Each is durable, and in the audit, before anything follows from it. */
export type OperationEvent =
  /** Is about to be sent, once more. `before` comes with the first attempt. */
  | { readonly type: 'attempt'; readonly step: number; readonly before?: Json }
  /** The vendor works on it. */
  | { readonly type: 'job'; readonly step: number; readonly job: string | null }
  | (StepEnd & { readonly type: 'stepEnd'; readonly step: number })
  /** Erases the operation's secrets. `targets`: with what was made. */
  | {
      readonly type: 'end';
      readonly outcome: Exclude<ChangeOutcome, 'PENDING'>;
      readonly problems: readonly Problem[];
      readonly targets: readonly string[];
    };

/** How an outcome is called as the state of what came to it. */
export const stateOf: Readonly<Record<ChangeOutcome, OperationState>> = {
  APPLIED: 'SUCCEEDED',
  ALREADY: 'SUCCEEDED',
  PARTIAL: 'FAILED',
  NOT_APPLIED: 'FAILED',
  PENDING: 'PENDING',
  UNKNOWN: 'UNKNOWN',
};

/** An operation after an event. Pure: replaying the audit gives the record again. */
export function after(record: OperationRecord, event: OperationEvent, at: Date): OperationRecord {
  switch (event.type) {
    case 'attempt':
      return withStep(record, event.step, ({ attempts, before, startedAt }) => ({
        state: 'RUNNING',
        attempts: attempts + 1,
        before: event.before ?? before,
        startedAt: startedAt ?? at,
      }));
    case 'job':
      return {
        ...withStep(record, event.step, () => ({ state: 'PENDING', job: event.job })),
        state: 'PENDING',
      };
    case 'stepEnd':
      return {
        ...withStep(record, event.step, ({ startedAt }) => ({
          state: stateOf[event.outcome],
          outcome: event.outcome,
          problem: event.problem,
          subject: event.subject,
          shown: event.shown,
          startedAt: startedAt ?? at,
          finishedAt: at,
        })),
        state: 'RUNNING',
      };
    case 'end':
      return {
        ...record,
        state: stateOf[event.outcome],
        outcome: event.outcome,
        problems: event.problems,
        targets: event.targets,
        finishedAt: at,
      };
  }
}

function withStep(
  record: OperationRecord,
  index: number,
  change: (step: StepRecord) => Partial<StepRecord>,
): OperationRecord {
  const steps = record.steps.map((step, at) => (at === index ? { ...step, ...change(step) } : step));
  return { ...record, steps };
}

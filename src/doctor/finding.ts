import type { ProblemCode } from '../generated/types.ts';

export type FindingState = 'OK' | 'WARNING' | 'NOT_PERMITTED' | 'UNSUPPORTED' | 'FAILED' | 'NOT_TRIED';

/** What came of one look at a system. */
export interface Finding {
  readonly check: string;
  readonly state: FindingState;
  /** What was seen, for people. */
  readonly seen: string;
  readonly code: ProblemCode | null;
  /** What to do about it. */
  readonly advice: string | null;
}

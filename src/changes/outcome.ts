import type { ChangeOutcome, OperationRecord, ToldStep } from '../operation.ts';
import type { Problem } from '../problems.ts';

type Ended = Exclude<ChangeOutcome, 'PENDING'>;

/** What became of an operation whose steps have ended. Without any, it was so before, unless something was left out. */
export function outcomeOf({ steps, problems }: Pick<OperationRecord, 'steps' | 'problems'>): Ended {
  if (steps.length === 0) return problems.length === 0 ? 'ALREADY' : 'NOT_APPLIED';
  const outcomes = new Set(steps.map(({ outcome }) => outcome));
  if (outcomes.has('UNKNOWN')) return 'UNKNOWN';
  if (outcomes.has('NOT_APPLIED')) return outcomes.size === 1 ? 'NOT_APPLIED' : 'PARTIAL';
  return outcomes.has('APPLIED') ? 'APPLIED' : 'ALREADY';
}

/** What was left out, then what went wrong with each step. */
export const problemsOf = (
  leftOut: readonly Problem[],
  steps: readonly Pick<ToldStep, 'problem'>[],
): readonly Problem[] => [...leftOut, ...steps.flatMap(({ problem }) => problem ?? [])];

/** The ids an operation is about: what it made first, then what it was about from the beginning. */
export function targetsOf({ steps, targets }: Pick<OperationRecord, 'steps' | 'targets'>): readonly string[] {
  return [...new Set([...steps.flatMap(({ subject }) => subject ?? []), ...targets])];
}

import type { Reading } from './connector.ts';
import { type Answer, stateOf } from './listing.ts';
import type { SystemKey } from './model/ref.ts';
import { type Problem, ProblemError, problemOf } from './problems.ts';

/** A reading after a filter. */
export interface Sifted<T> extends Reading<T> {
  /** Whether every row could be judged. */
  readonly exact: boolean;
  /** The vendor does not tell a fact that the filter asks for. */
  readonly unsupported?: boolean;
}

/**
 * One system's answer; null: its vendor has no such objects. Only what has a name becomes one: a bug of ours still fails
 * the field.
 */
export async function answered<T>(
  system: SystemKey,
  ask: () => Promise<Sifted<T> | null>,
): Promise<Answer<T>> {
  try {
    const sifted = await ask();
    return sifted ? answerOf(system, sifted) : nothingOfThatKind(system);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return failure(system, error.problem);
  }
}

/** The answer of a system whose vendor has no such objects: nothing is missing. */
const nothingOfThatKind = <T>(system: SystemKey): Answer<T> => ({
  ...failure(system, problemOf('UNSUPPORTED', { system })),
  exact: true,
});

/** The answer of a system that could not be read. */
export function failure<T>(system: SystemKey, problem: Problem): Answer<T> {
  return {
    system,
    state: stateOf(problem.code),
    asOf: null,
    problem: { ...problem, system },
    rows: [],
    exact: false,
  };
}

/** What a reading contributes: its rows, and why some are missing. */
export function answerOf<T>(
  system: SystemKey,
  { items, asOf, problem, exact, unsupported }: Sifted<T>,
): Answer<T> {
  if (problem && items.length === 0) return failure(system, problem);
  if (problem) {
    return {
      system,
      state: stateOf(problem.code),
      asOf,
      problem: { ...problem, system },
      rows: items,
      exact: false,
    };
  }
  if (unsupported === true) {
    const message = 'The system does not tell a fact that the filter asks for.';
    return {
      system,
      state: 'UNSUPPORTED',
      asOf,
      problem: problemOf('UNSUPPORTED', { system, message }),
      rows: items,
      exact,
    };
  }
  return { system, state: 'OK', asOf, problem: null, rows: items, exact };
}

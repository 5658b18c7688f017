import type { Session } from '../connector.ts';
import type { ChangeOutcome } from '../generated/types.ts';
import type { JsonObject } from '../json.ts';
import { formatRef } from '../model/ref.ts';
import type { OperationRecord, StepRecord, ToldStep } from '../operation.ts';
import { type Problem, ProblemError, problemOf } from '../problems.ts';
import { guardStep } from './guard.ts';
import { problemsOf } from './outcome.ts';

/** What would become of an operation. */
export interface Foretold {
  readonly outcome: ChangeOutcome;
  readonly problems: readonly Problem[];
  readonly steps: readonly ToldStep[];
}

/** What a step would come to, if nothing changes until then. */
type Prospect = Pick<ToldStep, 'outcome' | 'problem'>;

const wouldApply: Prospect = { outcome: 'WOULD_APPLY', problem: null };
const wouldNot = (problem: Problem): Prospect => ({ outcome: 'NOT_APPLIED', problem });

/**
 * Looks at everything that an operation would look at before it is sent, and sends nothing. What rests on a step that
 * would have to be made first cannot be looked at, and is taken to go well.
 */
export async function foretell(
  { steps, problems, allowProtected }: OperationRecord,
  secrets: ReadonlyMap<number, JsonObject>,
  session: Session,
  protectedNames: readonly string[],
): Promise<Foretold> {
  const told: ToldStep[] = [];
  const spared = allowProtected ? null : protectedNames;
  for (const [index, step] of steps.entries()) {
    const prospect = resting(step, told) ?? (await prospectOf(step, secrets.get(index), session, spared));
    told.push({ ...step, ...prospect, state: 'SUCCEEDED' });
  }
  return { outcome: outcomeOf(told, problems), problems: problemsOf(problems, told), steps: told };
}

function resting({ independent, system }: StepRecord, before: readonly ToldStep[]): Prospect | null {
  if (independent) return null;
  if (before.some(({ outcome }) => outcome !== 'ALREADY' && outcome !== 'WOULD_APPLY'))
    return wouldNot(problemOf('CONFLICT', { system, message: 'A step before it would come to nothing.' }));
  return before.some(({ outcome }) => outcome === 'WOULD_APPLY') ? wouldApply : null;
}

/** `spared`: usernames of accounts that nothing may be taken from; null: there are none. */
async function prospectOf(
  step: StepRecord,
  secrets: JsonObject | undefined,
  session: Session,
  spared: readonly string[] | null,
): Promise<Prospect> {
  const { intent, system } = step;
  try {
    const change = session.writes?.change({ ...intent, secrets });
    if (change === undefined) return wouldNot(problemOf('UNSUPPORTED', { system }));
    const state: unknown = await change.read();
    const verdict = change.judge(state, { attempts: 0, before: null, made: undefined });
    switch (verdict.is) {
      case 'DONE':
        return { outcome: 'ALREADY', problem: null };
      case 'WORKING':
        return { outcome: 'PENDING', problem: null };
      case 'REFUSED':
        return wouldNot({ ...verdict.problem, system });
      case 'OPEN': {
        if (spared === null) return wouldApply;
        const unseats = (await change.unseats?.(state))?.map(formatRef) ?? step.unseats;
        const problem = await guardStep({ ...step, unseats }, session, spared);
        return problem ? wouldNot(problem) : wouldApply;
      }
    }
  } catch (error) {
    if (error instanceof ProblemError) return wouldNot({ ...error.problem, system });
    throw error;
  }
}

function outcomeOf(steps: readonly ToldStep[], leftOut: readonly Problem[]): ChangeOutcome {
  if (steps.length === 0) return leftOut.length === 0 ? 'ALREADY' : 'NOT_APPLIED';
  const outcomes = new Set(steps.map(({ outcome }) => outcome));
  if (outcomes.has('NOT_APPLIED')) return outcomes.size === 1 ? 'NOT_APPLIED' : 'PARTIAL';
  if (outcomes.has('WOULD_APPLY')) return 'WOULD_APPLY';
  return outcomes.has('PENDING') ? 'PENDING' : 'ALREADY';
}

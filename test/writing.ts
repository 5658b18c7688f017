import type { Session } from '../src/connector.ts';
import type { ChangeOutcome } from '../src/generated/types.ts';
import type { Plan, Sent, Step } from '../src/writing.ts';

/** What became of one step. */
export interface CarriedOut {
  readonly description: string;
  readonly outcome: ChangeOutcome;
  readonly code: string | null;
  readonly sent: Sent | undefined;
}

/** Carries a plan out step by step, without ledger, locks and recovery: what a connector's own tests need. */
export async function carryOut({ writes }: Session, { steps }: Plan): Promise<CarriedOut[]> {
  if (!writes) throw new Error('nothing can be changed there');
  const results: CarriedOut[] = [];
  for (const step of steps) results.push(await carryOutStep(writes, step));
  return results;
}

async function carryOutStep(writes: NonNullable<Session['writes']>, step: Step): Promise<CarriedOut> {
  const { description } = step;
  const change = writes.change(step);
  const state: unknown = await change.read();
  const before = change.keep?.(state) ?? null;
  const verdict = change.judge(state, { attempts: 0, before, made: undefined });
  if (verdict.is === 'DONE') return { description, outcome: 'ALREADY', code: null, sent: undefined };
  if (verdict.is === 'REFUSED')
    return { description, outcome: 'NOT_APPLIED', code: verdict.problem.code, sent: undefined };
  const sent = await change.write(state);
  if (change.proof === 'ANSWER') return { description, outcome: 'APPLIED', code: null, sent };
  for (let reads = 0; reads < 200; reads += 1) {
    const after = change.judge(await change.read(), { attempts: 1, before, made: sent?.made });
    if (after.is === 'DONE') return { description, outcome: 'APPLIED', code: null, sent };
    if (after.is === 'REFUSED')
      return { description, outcome: 'NOT_APPLIED', code: after.problem.code, sent };
    if (after.is === 'OPEN' && sent?.job === undefined) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { description, outcome: 'NOT_APPLIED', code: 'NOT_APPLIED', sent };
}

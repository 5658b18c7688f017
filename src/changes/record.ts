import { createHash, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import type { ChangeOutcome } from '../generated/types.ts';
import { canonical, type JsonObject } from '../json.ts';
import { newOperationId } from '../ledger/ids.ts';
import { formatRef, type SystemKey } from '../model/ref.ts';
import type { OperationRecord, StepRecord } from '../operation.ts';
import { type Problem, problemOf } from '../problems.ts';
import type { Plan, Step } from '../writing.ts';

/** Who wants a change, and how it is told from others. */
export interface Request {
  /** The mutation's name. */
  readonly kind: string;
  readonly actor: string;
  /** The id of an account. */
  readonly actingAs: string | null;
  readonly system: SystemKey;
  readonly idempotencyKey: string | null;
  readonly fingerprint: string;
  readonly allowProtected: boolean;
}

/** An operation as it is recorded before anything of it is done; the secrets of its steps go another way. */
export function recordOf(
  request: Request,
  plan: Plan,
): { record: OperationRecord; secrets: Map<number, JsonObject> } {
  const secrets = new Map(
    plan.steps.flatMap(({ secrets: kept }, index) => (kept === undefined ? [] : [[index, kept] as const])),
  );
  const record: OperationRecord = {
    ...request,
    id: newOperationId(),
    state: 'RUNNING',
    outcome: null,
    startedAt: new Date(),
    finishedAt: null,
    target: plan.target,
    targets: plan.targets.map(formatRef),
    problems: plan.leftOut ?? [],
    steps: plan.steps.map((step) => stepOf(request.system, step)),
  };
  return { record, secrets };
}

const stepOf = (system: SystemKey, step: Step): StepRecord => ({
  system,
  document: step.document,
  ...(step.alsoChanges ? { alsoChanges: step.alsoChanges } : {}),
  description: step.description,
  intent: { write: step.write, args: step.args },
  about: step.about ?? null,
  independent: step.independent ?? false,
  touches: step.touches?.map(formatRef) ?? [],
  unseats: step.unseats?.map(formatRef) ?? [],
  state: 'RUNNING',
  outcome: null,
  attempts: 0,
  before: null,
  startedAt: null,
  finishedAt: null,
  problem: null,
  job: null,
  subject: null,
  shown: false,
});

const slow = promisify<string, string, number, Buffer>(scrypt);

/**
 * What was asked, in a form that shows whether it is asked again, and nothing else. An input that holds a secret is
 * digested slowly, so that the secret cannot be guessed from it.
 */
export async function fingerprintOf(
  { kind, actor, idempotencyKey }: Pick<Request, 'kind' | 'actor' | 'idempotencyKey'>,
  input: Readonly<Record<string, unknown>>,
  isSecret: boolean,
): Promise<string> {
  if (idempotencyKey === null) return '';
  const text = JSON.stringify([kind, canonical(input)]);
  if (!isSecret) return createHash('sha256').update(text).digest('base64url');
  return (await slow(text, `${actor} ${idempotencyKey}`, 32)).toString('base64url');
}

/** What a caller is told of an operation that has not come to its end. */
export function outcomeNow({ outcome, state }: OperationRecord): ChangeOutcome {
  if (outcome !== null) return outcome;
  return state === 'PENDING' ? 'PENDING' : 'UNKNOWN';
}

/** What there is to say when a key comes again. */
export function repeated(
  record: OperationRecord,
  fingerprint: string,
): { outcome: ChangeOutcome; problems: Problem[] } {
  const { system, outcome, state, steps } = record;
  if (record.fingerprint !== fingerprint)
    return { outcome: 'NOT_APPLIED', problems: [problemOf('KEY_REUSED', { field: ['idempotencyKey'] })] };
  if (outcome === null && state === 'RUNNING')
    return { outcome: 'PENDING', problems: [problemOf('IN_PROGRESS')] };
  const unseen = steps.some(({ shown }) => shown);
  const gone = problemOf('ALREADY_EXISTS', { system, message: SHOWN_ONCE });
  return { outcome: outcomeNow(record), problems: [...record.problems, ...(unseen ? [gone] : [])] };
}

const SHOWN_ONCE =
  'What it made was shown once, in the first answer. It is kept nowhere and cannot be shown again.';

/** Still at work here when the caller's time was over. */
export const stillAtWork = problemOf('OUTCOME_UNKNOWN', {
  message: 'It is still at work when the time is over: `operation` tells what becomes of it.',
});

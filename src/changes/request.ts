import type { Session } from '../connector.ts';
import { changesOf, type Context } from '../context.ts';
import type { ChangeOutcome } from '../generated/types.ts';
import { formatRef, parseRef, type Ref, type SystemKey } from '../model/ref.ts';
import type { OperationRecord, ToldStep } from '../operation.ts';
import { type Problem, ProblemError } from '../problems.ts';
import { Scope } from '../scope.ts';
import type { Planner } from '../writing.ts';
import { demandCredentials, demandScopes, type Mutation } from './demands.ts';
import { foretell } from './foretelling.ts';
import { readInput } from './intake.ts';
import { fingerprintOf, outcomeNow, recordOf, repeated, type Request, stillAtWork } from './record.ts';

/** What a mutation is answered with; `shown` fields stand on it by their names. */
export interface ChangeReply {
  readonly outcome: ChangeOutcome;
  readonly problems: readonly Problem[];
  readonly record: OperationRecord | null;
  readonly steps: readonly ToldStep[];
  /** null: the request was refused before it was known where it goes. */
  readonly system: SystemKey | null;
  readonly targets: readonly Ref[];
}

/**
 * Makes a change: reads the input, holds it to what its caller may, has the vendor lay down what it takes, records it
 * and does it. Nothing foreseeable is thrown: what is refused is an answer.
 */
export async function change(
  context: Context,
  mutation: Mutation,
  given: Readonly<Record<string, unknown>>,
): Promise<ChangeReply> {
  const { directory, caller } = context;
  const changes = changesOf(context);
  let system: SystemKey | null = null;
  /** What came of the same request before; null: there was none. */
  let earlier: () => Promise<ChangeReply | null> = () => Promise.resolve(null);
  try {
    const intake = readInput(mutation.input, given, directory);
    system = intake.system.key;
    const scopes = mutation.scopesOf(given);
    const { actingAs } = directory.asker;
    const { checkOnly = false, ...input } = intake.input as Controls;
    const { allowProtected = false, wait = true } = input;
    const idempotencyKey = checkOnly ? null : (input.idempotencyKey ?? null);
    const asked = { kind: mutation.name, actor: caller.name, idempotencyKey };
    const digest = () => fingerprintOf(asked, { ...given }, scopes.has('WRITE_SECRETS'));
    earlier = async () => {
      const record = await changes.find(asked);
      return record && replyTo(record, repeated(record, await digest()));
    };
    const scope = new Scope({ deadline: changes.settings.deadlineMs, perAccountLimit: Infinity });
    const session = intake.system.open(scope, actingAs?.ref);
    const planner = plannerOf(session, mutation.name, system);
    await demandScopes(intake, scopes, directory);
    const again = await earlier();
    if (again) return again;

    const plan = await planner(input as never);
    await demandCredentials(plan.steps, system, directory);
    if (!checkOnly) await changes.spend(caller.name, plan.steps.length);
    const request: Request = {
      ...asked,
      actingAs: actingAs === null ? null : formatRef(actingAs.ref),
      system,
      fingerprint: await digest(),
      allowProtected,
    };
    const { record, secrets } = recordOf(request, plan);
    if (checkOnly) {
      const foretold = await foretell(record, secrets, session, changes.protectedIn(system));
      return { ...foretold, record: null, system, targets: plan.targets };
    }
    const performed = await changes.perform(record, secrets, { wait });
    directory.renew();
    if (!performed.isNew) return replyTo(performed.record, repeated(performed.record, request.fingerprint));
    return { ...replyTo(performed.record, told(performed.record)), ...performed.shown };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    // What cannot be asked any more may be so because the same request has done it.
    const again = await earlier().catch(() => null);
    if (again) return again;
    const outcome = error.problem.code === 'OUTCOME_UNKNOWN' ? 'UNKNOWN' : 'NOT_APPLIED';
    return { outcome, problems: [error.problem], record: null, steps: [], system, targets: [] };
  }
}

/** What an input says of the change itself. */
interface Controls {
  readonly idempotencyKey?: string;
  readonly allowProtected?: boolean;
  readonly wait?: boolean;
  readonly checkOnly?: boolean;
}

/** What lays a mutation down there; UNSUPPORTED where the vendor has no such thing. */
function plannerOf({ writes }: Session, name: string, system: SystemKey): Planner<never> {
  const tables: readonly Readonly<Record<string, Planner<never> | undefined>>[] = writes
    ? [writes.plans as never, writes.ownPlans]
    : [];
  const planner = tables.find((table) => Object.hasOwn(table, name))?.[name];
  if (planner !== undefined) return planner;
  throw new ProblemError('UNSUPPORTED', { system, message: `${name} is not to be had there.` });
}

/** What an operation that was just made has come to. */
function told(record: OperationRecord): Pick<ChangeReply, 'outcome' | 'problems'> {
  const outcome = outcomeNow(record);
  const isAtWork = record.outcome === null && outcome === 'UNKNOWN';
  return { outcome, problems: isAtWork ? [...record.problems, stillAtWork] : record.problems };
}

const replyTo = (record: OperationRecord, said: Pick<ChangeReply, 'outcome' | 'problems'>): ChangeReply => ({
  ...said,
  record,
  steps: record.steps,
  system: record.system,
  targets: record.targets.flatMap((id) => parseRef(id) ?? []),
});

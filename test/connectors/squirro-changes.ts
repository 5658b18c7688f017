import type { SquirroSession } from '../../src/connectors/squirro/session.ts';
import { ref } from '../../src/model/ref.ts';
import { ProblemError } from '../../src/problems.ts';
import type { Simulator } from '../../src/sandbox/kit.ts';
import type { AnyChange, Inputs, Plan, Planner, Read } from '../../src/writing.ts';
import { type CarriedOut, carryOut } from '../writing.ts';
import { idOf, key, open, type Upstream } from './squirro-systems.ts';

export const userRef = (...names: string[]) => ref('user', key, idOf('user', ...names));
export const groupRef = (...names: string[]) => ref('group', key, idOf('group', ...names));
export const projectRef = (...names: string[]) => ref('project', key, idOf('project', ...names));

export interface Performed {
  readonly plan: Plan;
  /** The outcome of each step, with the code of its problem. */
  readonly outcomes: readonly string[];
  readonly results: readonly CarriedOut[];
}

/** Lays a change down and carries it out in another session, from what JSON keeps of it. */
export async function perform<M extends keyof Inputs>(
  upstream: Upstream,
  mutation: M,
  input: Read<Inputs[M]>,
): Promise<Performed> {
  const plan = await open(upstream).writes.plans[mutation]?.(input as never);
  if (plan === undefined) throw new Error(`no ${mutation}`);
  return carriedOut(upstream, plan);
}

/** The same for a mutation of Squirro's own. */
export async function performOwn(upstream: Upstream, mutation: string, input: object): Promise<Performed> {
  return carriedOut(upstream, await ownPlan(open(upstream), mutation, input));
}

export async function ownPlan({ writes }: SquirroSession, mutation: string, input: object): Promise<Plan> {
  const planner: Planner<never> | undefined = writes.ownPlans[mutation];
  if (planner === undefined) throw new Error(`no ${mutation}`);
  return planner(input as never);
}

async function carriedOut(upstream: Upstream, plan: Plan): Promise<Performed> {
  const steps = JSON.parse(JSON.stringify(plan.steps)) as Plan['steps'];
  const results = await carryOut(open(upstream), { ...plan, steps });
  return {
    plan,
    results,
    outcomes: results.map(({ outcome, code }) => (code === null ? outcome : `${outcome} ${code}`)),
  };
}

/** The problem a change is refused with, before or by sending it. */
export const problemOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => {
      if (!(error instanceof ProblemError)) throw error;
      const { code, field } = error.problem;
      return field === null ? code : `${code} ${field.join('.')}`;
    },
  );

/** What really happened there. */
export const effectsOf = ({ effects }: Pick<Simulator, 'effects'>): string[] =>
  effects.map(({ kind, target }) => `${kind} ${target}`);

/** What was sent to change something. */
export const writesTo = (calls: readonly string[]): string[] =>
  calls.filter((call) => !call.startsWith('GET '));

/** The change of one step of a plan. */
export function changeOf({ writes }: SquirroSession, plan: Plan | undefined, step = 0): AnyChange {
  const intent = plan?.steps[step];
  if (intent === undefined) throw new Error('nothing is laid down');
  return writes.change(intent);
}

/** What is known when an answer was lost. */
export const sentOnce = { attempts: 1, before: null, made: undefined } as const;
export const neverSent = { attempts: 0, before: null, made: undefined } as const;

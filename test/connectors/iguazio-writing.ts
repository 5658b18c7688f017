import type { IguazioSimulator } from '../../src/connectors/iguazio/simulator/index.ts';
import type { Session } from '../../src/connector.ts';
import { ref } from '../../src/model/ref.ts';
import { ProblemError, type Problem } from '../../src/problems.ts';
import type { History, Inputs, Plan, Planner, Read, Step, Verdict, Writes } from '../../src/writing.ts';
import { type CarriedOut, carryOut } from '../writing.ts';
import { groupId, key, openSession, projectId, userId } from './iguazio-systems.ts';

export const user = (username: string) => ref('user', key, userId(username));
export const group = (name: string) => ref('group', key, groupId(name));
export const project = (name: string) => ref('project', key, projectId(name));

export interface Made {
  readonly plan: Plan;
  readonly results: readonly CarriedOut[];
}

type Input<M extends keyof Inputs> = Partial<Read<Inputs[M]>>;

/** Steps as the ledger gives them back. */
const recorded = (plan: Plan): Plan => ({
  ...plan,
  steps: JSON.parse(JSON.stringify(plan.steps)) as readonly Step[],
});

export const writesOf = ({ writes }: Session): Writes => {
  if (!writes) throw new Error('nothing can be changed there');
  return writes;
};

/** Plans a mutation in one session and carries it out in another, from what a ledger would have kept of it. */
export async function make<M extends keyof Inputs>(
  upstream: IguazioSimulator,
  mutation: M,
  input: Input<M>,
): Promise<Made> {
  const planner = writesOf(openSession(upstream)).plans[mutation] as Planner<Input<M>> | undefined;
  if (!planner) throw new Error(`${mutation} cannot be done`);
  const plan = await planner(input);
  return { plan, results: await carryOut(openSession(upstream), recorded(plan)) };
}

/** What became of it: the outcome of each step. */
export async function outcomesOf<M extends keyof Inputs>(
  upstream: IguazioSimulator,
  mutation: M,
  input: Input<M>,
): Promise<readonly string[]> {
  const { results } = await make(upstream, mutation, input);
  return results.map(({ outcome, code }) => (code === null ? outcome : `${outcome} ${code}`));
}

/** The problem that a mutation is refused with before it has any step. */
export async function refusalOf<M extends keyof Inputs>(
  upstream: IguazioSimulator,
  mutation: M,
  input: Input<M>,
): Promise<Problem> {
  try {
    await make(upstream, mutation, input);
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error('it was not refused');
}

/** A plan that is not carried out. */
export async function planned<M extends keyof Inputs>(
  upstream: IguazioSimulator,
  mutation: M,
  input: Input<M>,
): Promise<Plan> {
  const planner = writesOf(openSession(upstream)).plans[mutation] as Planner<Input<M>> | undefined;
  if (!planner) throw new Error(`${mutation} cannot be done`);
  return planner(input);
}

/** The first step of a plan that is not carried out. */
export async function stepOf<M extends keyof Inputs>(
  upstream: IguazioSimulator,
  mutation: M,
  input: Input<M>,
): Promise<Step> {
  const [step] = (await planned(upstream, mutation, input)).steps;
  if (!step) throw new Error(`${mutation} takes no step`);
  return step;
}

/** What the platform's state says of a step. */
export async function verdictOf(
  upstream: IguazioSimulator,
  step: Step,
  { attempts = 0, before = null, made }: Partial<History> = {},
): Promise<Verdict> {
  const change = writesOf(openSession(upstream)).change(step);
  return change.judge(await change.read(), { attempts, before, made });
}

/** The problem with which a step is not even tried, or with which its write was refused. */
export async function stepProblem(upstream: IguazioSimulator, step: Step): Promise<Problem | undefined> {
  const change = writesOf(openSession(upstream)).change(step);
  const state: unknown = await change.read();
  const verdict = change.judge(state, { attempts: 0, before: null, made: undefined });
  if (verdict.is === 'REFUSED') return verdict.problem;
  try {
    await change.write(state);
    return undefined;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
}

interface Resource {
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships?: Readonly<Record<string, { readonly data: unknown }>>;
}

const cookieOf = ({ credentials: { accessKey } }: IguazioSimulator) =>
  `session=${encodeURIComponent(`j:{"sid":"${accessKey}"}`)}`;

/** Asks the platform itself, as an administrator would. null: it is not there. */
export async function look(
  upstream: IguazioSimulator,
  path: string,
): Promise<{ data: Resource; included: readonly Resource[] } | null> {
  const response = await fetch(`${upstream.url}/api/${path}`, { headers: { cookie: cookieOf(upstream) } });
  if (response.status === 404) return null;
  return (await response.json()) as { data: Resource; included: readonly Resource[] };
}

/** Writes to the platform itself, behind the gateway's back. */
export async function put(upstream: IguazioSimulator, path: string, data: object): Promise<void> {
  const response = await fetch(`${upstream.url}/api/${path}`, {
    method: 'PUT',
    headers: { cookie: cookieOf(upstream) },
    body: JSON.stringify({ data }),
  });
  if (!response.ok) throw new Error(await response.text());
}

/** The names of an account's groups, and of its primary one. */
export async function groupsOf(
  upstream: IguazioSimulator,
  id: string,
): Promise<{ groups: readonly unknown[]; primary: unknown }> {
  const found = await look(upstream, `users/${id}?include=user_groups,primary_group`);
  const { user_groups: groups, primary_group: primary } = found?.data.relationships ?? {};
  const nameOf = (of: string) => found?.included.find((one) => one.id === of)?.attributes['name'];
  return {
    groups: ((groups?.data ?? []) as readonly Resource[]).map((one) => nameOf(one.id)).sort(),
    primary: primary ? nameOf((primary.data as Resource).id) : undefined,
  };
}

/** Everything that was written, and what came of it. */
export const effectsOf = ({ effects }: IguazioSimulator): readonly string[] =>
  effects.map(({ kind, target }) => `${kind} ${target}`);

/** The methods of what was asked for, so that it can be seen that a write was read back. */
export const methodsOf = ({ requests }: IguazioSimulator): readonly string[] =>
  requests.map(({ method }) => method);

import type { Shape } from '../../http.ts';
import type { SystemKey } from '../../model/ref.ts';
import { type Arrival, arrived } from '../../portions.ts';
import { type Problem, ProblemError, problemOf } from '../../problems.ts';
import type { ProblemCode } from '../../generated/types.ts';

const failedWith = (error: unknown, ...codes: readonly ProblemCode[]): error is ProblemError =>
  error instanceof ProblemError && codes.includes(error.problem.code);

/** Understands a list item by item: bad items are missing, and its problem says so; else it has the one given. */
export function arrivalIn<W, T>(
  system: SystemKey,
  elements: Iterable<unknown>,
  shape: Shape<W>,
  toItem: (wire: W) => T,
  problem: Problem | null = null,
): Arrival<T> {
  const bad = problemOf('UPSTREAM_INVALID_RESPONSE', { system });
  return arrived(elements, { shape, toItem, problemOf: (count) => (count > 0 ? bad : problem) });
}

const NO_LIST = 'The system has no such list. Check its url and pathPrefix; an old release may lack it.';

/** Asks for a list. One that is not there is not an empty one. */
export async function askList<W, T>(
  system: SystemKey,
  ask: () => Promise<Iterable<unknown>>,
  shape: Shape<W>,
  toItem: (wire: W) => T,
  problem: Problem | null = null,
): Promise<Arrival<T>> {
  try {
    return arrivalIn(system, await ask(), shape, toItem, problem);
  } catch (error) {
    if (failedWith(error, 'NOT_FOUND'))
      throw new ProblemError('UPSTREAM_ERROR', { system, message: NO_LIST, logged: error.message });
    throw error;
  }
}

/** Asks as an administrator; refused, asks for what everybody may know. Releases without that leave it at the refusal. */
export async function adminElse<T>(asAdmin: () => Promise<T>, asAnybody: () => Promise<T>): Promise<T> {
  try {
    return await asAdmin();
  } catch (refusal) {
    if (!failedWith(refusal, 'NOT_PERMITTED')) throw refusal;
    return asAnybody().catch((error: unknown) => {
      throw failedWith(error, 'UPSTREAM_ERROR') ? refusal : error;
    });
  }
}

const NOT_ALL =
  'The gateway’s account is no administrator there: it is shown what everybody may see, which need not be all.';

/** What is wrong with a list as everybody may see it: a server can restrict that without a word (§5.3). */
export const notAll = (system: SystemKey): Problem =>
  problemOf('NOT_PERMITTED', { system, message: NOT_ALL });

/** Remembers a read by key for the length of a request. */
export function rememberedEach<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const results = new Map<string, Promise<T>>();
  return (key) => {
    const result = results.get(key) ?? read(key);
    results.set(key, result);
    return result;
  };
}

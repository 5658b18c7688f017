import type { Reading } from '../../connector.ts';
import { decodeEach, type Shape } from '../../http.ts';
import type { SystemKey } from '../../model/ref.ts';
import { ProblemError, problemOf } from '../../problems.ts';
import type { ProblemCode } from '../../generated/types.ts';

const failedWith = (error: unknown, ...codes: readonly ProblemCode[]): error is ProblemError =>
  error instanceof ProblemError && codes.includes(error.problem.code);

/** Decodes a list item by item: bad items are missing, and its problem says so. */
export function decodeList<W, T>(
  system: SystemKey,
  list: readonly unknown[],
  shape: Shape<W>,
  toModel: (wire: W) => T,
): Reading<T> {
  const { items, bad } = decodeEach(list, shape);
  const problem = bad > 0 ? problemOf('UPSTREAM_INVALID_RESPONSE', { system }) : null;
  return { items: items.map(toModel), asOf: new Date(), problem };
}

const NO_LIST = 'The system has no such list. Check its url and pathPrefix; an old release may lack it.';

/** Reads a list. One that is not there is not an empty one. */
export async function readList<W, T>(
  system: SystemKey,
  ask: () => Promise<readonly unknown[]>,
  shape: Shape<W>,
  toModel: (wire: W) => T,
): Promise<Reading<T>> {
  try {
    return decodeList(system, await ask(), shape, toModel);
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

/** A list as everybody may see it. A server can restrict that without a word (§5.3), so that rows may be missing. */
export async function asShownToAnybody<T>(system: SystemKey, list: Promise<Reading<T>>): Promise<Reading<T>> {
  const reading = await list;
  return { ...reading, problem: reading.problem ?? problemOf('NOT_PERMITTED', { system, message: NOT_ALL }) };
}

/** Remembers a read by key for the length of a request. */
export function rememberedEach<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const results = new Map<string, Promise<T>>();
  return (key) => {
    const result = results.get(key) ?? read(key);
    results.set(key, result);
    return result;
  };
}

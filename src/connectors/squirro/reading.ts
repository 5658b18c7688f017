import type { Shape } from '../../http.ts';
import { orNull } from '../../loading.ts';
import type { SystemKey } from '../../model/ref.ts';
import { type Arrival, arrived } from '../../portions.ts';
import { ProblemError, problemOf } from '../../problems.ts';

const NO_LIST = 'The system has no such list for the gateway’s tenant. Check credentials.tenant.';

/** Asks for a list. One that is not there is not an empty one. */
export async function askList<W, M>(
  system: SystemKey,
  list: Promise<Iterable<unknown>>,
  shape: Shape<W>,
  toModel: (wire: W) => M,
): Promise<Arrival<M>> {
  return arrivalIn(system, await foundAt(system, list), shape, toModel);
}

/** Understands a list row by row; rows that cannot be understood are its problem. */
export const arrivalIn = <W, M>(
  system: SystemKey,
  list: Iterable<unknown>,
  shape: Shape<W>,
  toItem: (wire: W) => M,
): Arrival<M> =>
  arrived(list, {
    shape,
    toItem,
    problemOf: (bad, all) => {
      const message = `${bad} of ${all} rows could not be understood.`;
      return bad === 0 ? null : problemOf('UPSTREAM_INVALID_RESPONSE', { system, message });
    },
  });

/** A list answers 404 where its tenant is unknown (squirro.md §3.3): nothing that could be taken for an empty list. */
async function foundAt<T>(system: SystemKey, list: Promise<T>): Promise<T> {
  const found = await orNull(() => list);
  if (found === null) throw new ProblemError('UPSTREAM_ERROR', { system, message: NO_LIST });
  return found;
}

/** A part of an answer that must be told: left out, or of another shape, it is not known, which is not the same as none. */
export function told<T>(part: T | null | undefined, system: SystemKey, what: string): T {
  if (part !== null && part !== undefined) return part;
  throw new ProblemError('UPSTREAM_INVALID_RESPONSE', {
    system,
    message: `The system did not tell ${what}.`,
  });
}

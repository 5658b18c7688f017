import { ProblemError } from '../problems.ts';
import type { Limits } from './settings.ts';

/** The limits that are a number, by the name of their setting. */
export type LimitName = { [K in keyof Limits]-?: Limits[K] extends number ? K : never }[keyof Limits];

/** A limit that was passed. `what` ends where the value begins: `The operation has a depth of`. */
export function exceeded(
  limit: LimitName,
  limits: Limits,
  what: string,
  value: number | string,
): ProblemError {
  return new ProblemError('LIMIT_EXCEEDED', {
    message: `${what} ${value}; the maximum is ${limits[limit]} (limits.${limit}).`,
  });
}

/** Throws if a value passes its limit. */
export function within(limit: LimitName, limits: Limits, what: string, value: number): void {
  if (value > limits[limit]) throw exceeded(limit, limits, what, value);
}

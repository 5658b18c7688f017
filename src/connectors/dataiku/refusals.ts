import { z } from 'zod';
import type { ProblemCode } from '../../generated/types.ts';

const Refusal = z.object({ errorType: z.string() });

/** By the simple name of the Java class in `errorType`, which says more than the status (dataiku.md §3.2). */
const codes: ReadonlyMap<string, ProblemCode> = new Map([
  ['NotFoundException', 'NOT_FOUND'],
  ['UnauthorizedException', 'NOT_PERMITTED'],
  ['SecurityException', 'NOT_PERMITTED'],
  ['IllegalArgumentException', 'UPSTREAM_ERROR'],
]);

/**
 * The problem a refusal stands for; undefined: what its status says. A 404 that is not in Dataiku's words comes from
 * something in front of it or from a wrong path prefix, and must not read as "there is no such user".
 */
export function classify(status: number, body: unknown): ProblemCode | undefined {
  const refusal = Refusal.safeParse(body).data;
  if (refusal === undefined) return status === 404 ? 'UPSTREAM_INVALID_RESPONSE' : undefined;
  return codes.get(refusal.errorType.split('.').at(-1) ?? '');
}

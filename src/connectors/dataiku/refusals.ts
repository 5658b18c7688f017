import { z } from 'zod';
import type { ProblemCode } from '../../generated/types.ts';

const text = z.string().nullish().catch(null);
const Refusal = z.object({ errorType: z.string(), code: text, message: text, detailedMessage: text });

/** By the simple name of the Java class in `errorType`, which says more than the status (dataiku.md §3.2). */
const codes: ReadonlyMap<string, ProblemCode> = new Map([
  ['NotFoundException', 'NOT_FOUND'],
  ['UnauthorizedException', 'NOT_PERMITTED'],
  ['SecurityException', 'NOT_PERMITTED'],
  ['IllegalArgumentException', 'UPSTREAM_ERROR'],
]);

/** Coded errors (§3.2). Which key holds the code is not certain, so the texts are searched as well. */
const coded: ReadonlyMap<string, ProblemCode> = new Map([
  ['ERR_SECURITY_USER_EXISTS', 'ALREADY_EXISTS'],
  ['ERR_SECURITY_GROUP_EXISTS', 'ALREADY_EXISTS'],
  ['ERR_SECURITY_CRUD_INVALID_SETTINGS', 'BAD_INPUT'],
  ['ERR_SECURITY_INVALID_NEW_PASSWORD', 'BAD_INPUT'],
]);

/**
 * The problem a refusal stands for; undefined: what its status says. A 404 that is not in Dataiku's words comes from
 * something in front of it or from a wrong path prefix, and must not read as "there is no such user".
 */
export function classify(status: number, body: unknown): ProblemCode | undefined {
  const refusal = Refusal.safeParse(body).data;
  if (refusal === undefined) return status === 404 ? 'UPSTREAM_INVALID_RESPONSE' : undefined;
  const { errorType, code, message, detailedMessage } = refusal;
  const [named = ''] = /\bERR_[A-Z_]+\b/u.exec(`${code} ${message} ${detailedMessage}`) ?? [];
  const known = coded.get(named) ?? codes.get(errorType.split('.').at(-1) ?? '');
  return known ?? (status === 409 ? 'CONFLICT' : undefined);
}

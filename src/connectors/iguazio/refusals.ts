import type { ProblemCode } from '../../generated/types.ts';
import { ProblemError } from '../../problems.ts';

/** What the refusal of a write says beyond its status (§3); the others mean what they mean everywhere. */
const MEANINGS: ReadonlyMap<number, readonly [ProblemCode, string]> = new Map([
  [400, ['BAD_INPUT', 'The system does not take these values.']],
  [
    403,
    [
      'NOT_PERMITTED',
      'The system refuses it: the gateway’s account lacks the policy for it, or the account to be changed owns services.',
    ],
  ],
  [405, ['LIMIT_EXCEEDED', 'The system holds as many of these as it may.']],
  [409, ['CONFLICT', 'A name or number is taken, or an identity provider manages the object.']],
  [412, ['CONFLICT', 'The project is not empty.']],
]);

/** A failed write, under the name that its refusal has here. */
export function refusalOf(error: unknown): unknown {
  if (!(error instanceof ProblemError) || error.status === undefined) return error;
  const [code, message] = MEANINGS.get(error.status) ?? [];
  if (code === undefined) return error;
  const { problem, message: logged, status } = error;
  return new ProblemError(code, { message, system: problem.system ?? undefined, logged, status });
}

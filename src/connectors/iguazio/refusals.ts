import type { ProblemCode } from '../../generated/types.ts';
import { ProblemError } from '../../problems.ts';

/** What the refusal of a write says beyond its status (§3); the others mean what they mean everywhere. */
const MEANINGS: ReadonlyMap<number, readonly [ProblemCode, string]> = new Map([
  [400, ['BAD_INPUT', 'The system does not take these values.']],
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

/** The same for a write that takes an account out of use: 403 stands for services that it owns as well (§8.20). */
export async function unlessOwner<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (!(error instanceof ProblemError) || error.status !== 403) throw error;
    const { problem, message: logged, status } = error;
    const message =
      'The system refuses it: the account owns services, or the gateway’s account lacks the policy Security Admin.';
    throw new ProblemError('NOT_PERMITTED', { message, system: problem.system ?? undefined, logged, status });
  }
}

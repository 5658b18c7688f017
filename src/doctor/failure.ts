import type { ProblemCode } from '../generated/types.ts';
import { type Problem, ProblemError, problemOf } from '../problems.ts';
import { adviceFor, RENEW_CREDENTIAL } from './advice.ts';
import type { Finding } from './finding.ts';

const ofSomeoneThere: readonly ProblemCode[] = [
  'NOT_PERMITTED',
  'UNAUTHENTICATED',
  'NOT_FOUND',
  'UPSTREAM_ERROR',
];

/** Something that went wrong, as a finding can tell it. */
export class Failure {
  readonly #problem: Problem;
  readonly #error: ProblemError | undefined;

  constructor(problem: Problem, error?: ProblemError) {
    this.#problem = problem;
    this.#error = error;
  }

  /** From whatever was thrown; what has no name is a fault of ours. */
  static of(thrown: unknown): Failure {
    return thrown instanceof ProblemError
      ? new Failure(thrown.problem, thrown)
      : new Failure(problemOf('INTERNAL'));
  }

  /** A refusal shows that the system is there. */
  get showsSomeone(): boolean {
    return ofSomeoneThere.includes(this.#problem.code);
  }

  /** Whether, asked who we are, the system refused the credential. One that knows us but does not tell says 403. */
  get isOfCredential(): boolean {
    const { code } = this.#problem;
    return code === 'UNAUTHENTICATED' || (code === 'NOT_PERMITTED' && this.#error?.status !== 403);
  }

  /** `right` is what the account must be allowed, after "Allow the gateway’s account". */
  finding(check: string, right: string): Finding {
    const { code, message } = this.#problem;
    const logged = this.#error?.message ?? message;
    return {
      check,
      state: code === 'NOT_PERMITTED' || code === 'UNSUPPORTED' ? code : 'FAILED',
      seen: logged === message ? message : `${message} (${logged})`,
      code,
      advice: adviceFor(code, right, this.#error),
    };
  }

  ofCredential(): Finding {
    const finding = this.finding('credential', 'to read its own account');
    return this.isOfCredential ? { ...finding, state: 'FAILED', advice: RENEW_CREDENTIAL } : finding;
  }
}

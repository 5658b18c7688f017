import type { ProblemCode } from './generated/types.ts';
import type { SystemKey } from './model/ref.ts';

/** What a client is told, by code: the words, and whether asking again may help. */
export const problems = {
  BAD_INPUT: { retryable: false, message: 'The input is wrong.' },
  NOT_FOUND: { retryable: false, message: 'There is no such object.' },
  ALREADY_EXISTS: { retryable: false, message: 'An object of that name exists already.' },
  CONFLICT: { retryable: false, message: 'The present state does not allow it.' },
  NOT_PERMITTED: { retryable: false, message: 'The system does not let the gateway’s account do that.' },
  UNAUTHENTICATED: { retryable: false, message: 'Nobody knows who is asking.' },
  UNSUPPORTED: { retryable: false, message: 'The system has no such feature.' },
  UPSTREAM_UNAVAILABLE: { retryable: true, message: 'The system did not answer.' },
  UPSTREAM_TIMEOUT: { retryable: true, message: 'The system did not answer in time.' },
  UPSTREAM_RATE_LIMITED: { retryable: true, message: 'The system asked the gateway to slow down.' },
  UPSTREAM_INVALID_RESPONSE: { retryable: false, message: 'The system answered with something unexpected.' },
  UPSTREAM_ERROR: { retryable: false, message: 'The system refused the request.' },
  NOT_APPLIED: { retryable: false, message: 'The change was not made.' },
  OUTCOME_UNKNOWN: { retryable: false, message: 'Whether the change was made could not be found out.' },
  IN_PROGRESS: { retryable: true, message: 'The first use of this idempotency key is still at work.' },
  KEY_REUSED: { retryable: false, message: 'The idempotency key came with another input before.' },
  PROTECTED: { retryable: false, message: 'The object is protected from this change.' },
  LIMIT_EXCEEDED: { retryable: false, message: 'A limit was passed.' },
  RECORD_UNAVAILABLE: { retryable: true, message: 'The change could not be recorded and was not made.' },
  INTERNAL: { retryable: false, message: 'The gateway failed.' },
} as const satisfies Record<ProblemCode, { retryable: boolean; message: string }>;

/** A failure that has a name, as data: the form in which an answer carries it. */
export interface Problem {
  readonly code: ProblemCode;
  /** For people; the code's own words unless more is known. Never text from upstream. */
  readonly message: string;
  readonly field: readonly string[] | null;
  readonly system: SystemKey | null;
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | null;
}

export interface ProblemOptions {
  readonly message?: string | undefined;
  readonly field?: readonly string[] | undefined;
  readonly system?: SystemKey | undefined;
  readonly retryAfterSeconds?: number | undefined;
}

export function problemOf(code: ProblemCode, options: ProblemOptions = {}): Problem {
  const { message = problems[code].message, field = null, system = null, retryAfterSeconds = null } = options;
  return { code, message, field, system, retryable: problems[code].retryable, retryAfterSeconds };
}

interface ProblemErrorOptions extends ProblemOptions {
  readonly status?: number;
  readonly logged?: string;
  readonly hadNoEffect?: boolean;
}

/** What is found out here, before anything is sent. */
const ALWAYS_BEFORE: ReadonlySet<ProblemCode> = new Set([
  'BAD_INPUT',
  'UNSUPPORTED',
  'CONFLICT',
  'PROTECTED',
]);

/** Whether an upstream said no, rather than that it could not, or not in time. */
const isRefusal = (status = 0): boolean => status >= 400 && status < 500 && status !== 408;

/** A problem on its way up. Whatever else is thrown is a bug of ours, and INTERNAL to the client. */
export class ProblemError extends Error {
  readonly problem: Problem;
  /** The upstream's HTTP status, where there was one. For the vendor's client and the log, never for a caller. */
  readonly status: number | undefined;
  /** Whether what was asked for provably had no effect: it was never sent, or refused. */
  readonly hadNoEffect: boolean;

  /** `logged` is what the log says, e.g. `GET /api/users/{}: 503`; it must hold no value of a caller or a vendor. */
  constructor(code: ProblemCode, options: ProblemErrorOptions = {}) {
    super(options.logged ?? options.message ?? problems[code].message);
    this.name = 'ProblemError';
    this.problem = problemOf(code, options);
    this.status = options.status;
    this.hadNoEffect = options.hadNoEffect ?? (ALWAYS_BEFORE.has(code) || isRefusal(options.status));
  }

  /** A problem that was data, on its way up again. */
  static of({ code, message, field, system, retryAfterSeconds }: Problem): ProblemError {
    return new ProblemError(code, {
      message,
      field: field ?? undefined,
      system: system ?? undefined,
      retryAfterSeconds: retryAfterSeconds ?? undefined,
    });
  }
}

/** An argument that is wrong: the message names it and says what to change. */
export const badInput = (message: string) => new ProblemError('BAD_INPUT', { message });

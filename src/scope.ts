import { ProblemError } from './problems.ts';
import type { SystemKey } from './model/ref.ts';

/** What one request has cost one system so far. */
export interface Usage {
  calls: number;
  /** Milliseconds of waiting, added up over calls that may have run side by side. */
  ms: number;
  /** Bytes received, decompressed. */
  bytes: number;
}

export interface ScopeOptions {
  /** Milliseconds until the request must be answered. */
  readonly deadline: number;
  /** How many per-account reads the request may make in all. */
  readonly perAccountLimit: number;
  /** Schema coordinates the operation selects, such as `User.groups`. */
  readonly selected?: ReadonlySet<string>;
  /** Whether something must be read after the first answers are in. */
  readonly nested?: boolean;
  /** Milliseconds that one call may take at most; left out: all there are. */
  readonly longestCall?: number;
  /** What else may end it; left out: its deadline alone does. */
  readonly signal?: AbortSignal;
}

/** A share of the time left that one read may take when other reads wait for its answer. */
const SHARE = 0.6;

/**
 * What one request may spend, and what it has spent: time, per-account reads, upstream calls. Everything that reads
 * upstream is given one.
 */
export class Scope {
  readonly signal: AbortSignal;
  readonly usage = new Map<SystemKey, Usage>();
  /** What went wrong upstream, in the words for the log; the first hundred. */
  readonly failures: string[] = [];
  readonly #end: number;
  readonly #nested: boolean;
  readonly #longestCall: number;
  readonly #selected: ReadonlySet<string>;
  readonly #perAccountLimit: number;
  #perAccount = 0;

  constructor(options: ScopeOptions) {
    const { deadline, perAccountLimit, selected = new Set(), nested = false, signal } = options;
    this.signal = signal ?? AbortSignal.timeout(Math.max(1, Math.ceil(deadline)));
    this.#end = performance.now() + deadline;
    this.#perAccountLimit = perAccountLimit;
    this.#selected = selected;
    this.#nested = nested;
    this.#longestCall = options.longestCall ?? Infinity;
  }

  /** Whether the operation selects this field anywhere, e.g. `User.groups`: worth fetching along. */
  selects(coordinate: string): boolean {
    return this.#selected.has(coordinate);
  }

  /**
   * Milliseconds the next read may take. Where reads depend on each other, a silent system leaves time for what the
   * others' answers call for.
   */
  allowance(): number {
    const left = Math.max(1, this.#end - performance.now());
    return Math.min(this.#longestCall, this.#nested ? left * SHARE : left);
  }

  /** Counts one read of a field that a vendor offers only account by account; past the limit, LIMIT_EXCEEDED. */
  spendPerAccount(system: SystemKey): void {
    this.#perAccount += 1;
    if (this.#perAccount <= this.#perAccountLimit) return;
    const message =
      `This request asked for more than ${this.#perAccountLimit} fields that are read account by account ` +
      '(limits.perAccountCalls). Ask for fewer rows, or without these fields.';
    throw new ProblemError('LIMIT_EXCEEDED', { message, system });
  }

  note(failure: ProblemError): void {
    if (this.failures.length < 100) this.failures.push(`${failure.problem.code} ${failure.message}`);
  }

  meter(system: SystemKey, ms: number, bytes: number): void {
    const usage = this.usage.get(system) ?? { calls: 0, ms: 0, bytes: 0 };
    usage.calls += 1;
    usage.ms += ms;
    usage.bytes += bytes;
    this.usage.set(system, usage);
  }

  /**
   * Does what one read needs, its waiting for a turn included. Rejects with a DOMException when its allowance or the
   * request is over.
   */
  async withinAllowance<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const ending = new AbortController();
    const over = Promise.withResolvers<never>();
    const end = () => {
      ending.abort();
      over.reject(ending.signal.reason as DOMException);
    };
    const timer = setTimeout(end, this.allowance());
    this.signal.addEventListener('abort', end);
    if (this.signal.aborted) end();
    try {
      return await Promise.race([over.promise, work(ending.signal)]);
    } finally {
      clearTimeout(timer);
      this.signal.removeEventListener('abort', end);
    }
  }
}

/**
 * Work that several requests wait for, such as signing in. It goes on while one of them waits, up to a deadline of its
 * own; what it costs and how it fails is told to the request that began it.
 */
export class Shared<T> {
  readonly result: Promise<T>;
  readonly #system: SystemKey;
  readonly #ending = new AbortController();
  #waiting = 0;
  #isOver = false;

  constructor(system: SystemKey, begunBy: Scope, deadline: number, work: (scope: Scope) => Promise<T>) {
    this.#system = system;
    const timer = setTimeout(() => this.#ending.abort(), deadline);
    const given = Promise.withResolvers<never>();
    this.#ending.signal.addEventListener('abort', () => given.reject(this.#late()));
    const done = work(new SharedScope(begunBy, deadline, this.#ending.signal));
    this.result = Promise.race([done, given.promise]).finally(() => {
      clearTimeout(timer);
      this.#isOver = true;
    });
    this.result.catch(() => undefined); // those who wait are told
  }

  /** Waits for it, as long as a request may wait for one read. */
  async waitedForBy(scope: Scope): Promise<T> {
    this.#waiting += 1;
    try {
      return await scope.withinAllowance(() => this.result);
    } catch (error) {
      throw error instanceof DOMException ? this.#late() : error;
    } finally {
      this.#waiting -= 1;
      // What is over needs no end. An abort's reason has a stack, and would keep the caller's request for as long as this lives.
      if (this.#waiting === 0 && !this.#isOver) this.#ending.abort();
    }
  }

  #late(): ProblemError {
    const logged = `${this.#system}: shared work: deadline`;
    return new ProblemError('UPSTREAM_TIMEOUT', { system: this.#system, logged });
  }
}

class SharedScope extends Scope {
  readonly #begunBy: Scope;

  constructor(begunBy: Scope, deadline: number, signal: AbortSignal) {
    super({ deadline, perAccountLimit: 0, signal });
    this.#begunBy = begunBy;
  }

  override meter(system: SystemKey, ms: number, bytes: number): void {
    this.#begunBy.meter(system, ms, bytes);
  }

  override note(failure: ProblemError): void {
    this.#begunBy.note(failure);
  }
}

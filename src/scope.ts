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
  readonly #selected: ReadonlySet<string>;
  readonly #perAccountLimit: number;
  #perAccount = 0;

  constructor({ deadline, perAccountLimit, selected = new Set(), nested = false }: ScopeOptions) {
    this.signal = AbortSignal.timeout(Math.max(1, Math.ceil(deadline)));
    this.#end = performance.now() + deadline;
    this.#perAccountLimit = perAccountLimit;
    this.#selected = selected;
    this.#nested = nested;
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
    return this.#nested ? left * SHARE : left;
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
   * A scope for work that other requests wait for too, such as signing in: with time of its own, while what it costs
   * and how it fails is told to this request.
   */
  forShared(deadline: number): Scope {
    return new SharedScope(this, deadline);
  }

  /** Waits for shared work, no longer than this request may. */
  async within<T>(system: SystemKey, shared: Promise<T>): Promise<T> {
    const { promise: over, reject } = Promise.withResolvers<never>();
    const logged = `${system}: shared work: deadline`;
    const late = () => reject(new ProblemError('UPSTREAM_TIMEOUT', { system, logged }));
    if (this.signal.aborted) late();
    else this.signal.addEventListener('abort', late, { once: true });
    try {
      return await Promise.race([shared, over]);
    } finally {
      this.signal.removeEventListener('abort', late);
    }
  }
}

class SharedScope extends Scope {
  readonly #begunBy: Scope;

  constructor(begunBy: Scope, deadline: number) {
    super({ deadline, perAccountLimit: 0 });
    this.#begunBy = begunBy;
  }

  override meter(system: SystemKey, ms: number, bytes: number): void {
    this.#begunBy.meter(system, ms, bytes);
  }

  override note(failure: ProblemError): void {
    this.#begunBy.note(failure);
  }
}

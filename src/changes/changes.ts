import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { System } from '../connector.ts';
import type { JsonObject } from '../json.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Budget } from '../limits/budget.ts';
import type { SystemKey } from '../model/ref.ts';
import type { OperationRecord } from '../operation.ts';
import { ProblemError } from '../problems.ts';
import { Driving, type Gear } from './driving.ts';
import type { ChangeSettings } from './settings.ts';
import { Watchers } from './watchers.ts';

export interface ChangesOptions {
  readonly ledger: Ledger;
  readonly systems: readonly System[];
  /** Usernames of accounts that nothing may be taken from, by system. */
  readonly protectedNames: ReadonlyMap<SystemKey, readonly string[]>;
  readonly settings: ChangeSettings;
  /** Milliseconds that one call to a system may take. */
  readonly callMs: number;
  /** What callers may write in a minute. */
  readonly budget: Budget;
  readonly log: Logger;
}

/** An operation after its caller has waited for it. */
export interface Performed {
  readonly record: OperationRecord;
  /** Fields of this one answer; they are kept nowhere. */
  readonly shown: Readonly<Record<string, unknown>>;
  /** false: its key was used before, and this is what came of it then. */
  readonly isNew: boolean;
}

/** How long an operation that nobody waits for is tried to be settled. */
const PATIENCE_MS = 600_000;
/** How soon a ledger that could not be reached is tried again. */
const RETRY_MS = 1_000;
/** How often it is looked for what others have left. */
const LOOK_MS = 10_000;
/** How long a stop waits for what is at work. */
const DRAIN_MS = 20_000;

/**
 * Makes changes: records each before it is sent, drives it to its end whether or not somebody waits, and takes up what
 * a gateway that went down has left.
 */
export class Changes {
  readonly ledger: Ledger;
  readonly settings: ChangeSettings;
  readonly watchers: Watchers;
  readonly #gear: Gear;
  readonly #budget: Budget;
  readonly #stopping = new AbortController();
  readonly #driven = new Map<Driving, Promise<void>>();

  constructor({ ledger, systems, protectedNames, settings, callMs, budget, log }: ChangesOptions) {
    this.ledger = ledger;
    this.settings = settings;
    this.#budget = budget;
    this.watchers = new Watchers(ledger);
    this.#gear = {
      ledger,
      systems: new Map(systems.map((system) => [system.key, system])),
      protectedNames,
      quietMs: settings.quietMs,
      callMs,
      log,
      pause: (milliseconds) => sleep(milliseconds, undefined, { signal: this.#stopping.signal }),
      changed: (record) => this.watchers.tell(record),
    };
  }

  /**
   * Records an operation and does it; where its key was used before, gives the earlier one. Resolves at its end, or
   * when the vendor works on it and nobody is to `wait`, or when the time is over; it goes on all the same.
   * RECORD_UNAVAILABLE: nothing was recorded, and nothing done.
   */
  async perform(
    operation: OperationRecord,
    secrets: ReadonlyMap<number, JsonObject>,
    { wait }: { readonly wait: boolean },
  ): Promise<Performed> {
    if (this.#stopping.signal.aborted) throw new ProblemError('RECORD_UNAVAILABLE');
    const { record, isNew } = await this.ledger.accept(operation, secrets);
    if (!isNew) return { record, shown: {}, isNew };
    const { deadlineMs } = this.settings;
    const driving = new Driving(record, this.#gear);
    const timeUp = new AbortController();
    await Promise.race([
      this.#drive(driving, deadlineMs),
      ...(wait ? [] : [driving.followed]),
      sleep(deadlineMs, undefined, { signal: timeUp.signal }).catch(() => undefined),
    ]);
    timeUp.abort();
    return { record: driving.record, shown: driving.shown, isNew };
  }

  /** The operation that a caller's key was used for; null: none, or no key. */
  async find(asked: {
    readonly actor: string;
    readonly idempotencyKey: string | null;
  }): Promise<OperationRecord | null> {
    const { actor, idempotencyKey } = asked;
    if (idempotencyKey === null) return null;
    const query = { actor, idempotencyKey, visible: { actor, systems: [] } };
    return (await this.ledger.list(query, { first: 1, after: null })).records[0] ?? null;
  }

  /** Usernames of accounts that nothing may be taken from there. */
  protectedIn(system: SystemKey): readonly string[] {
    return this.#gear.protectedNames.get(system) ?? [];
  }

  /** Takes writes off what a caller may ask for in a minute; LIMIT_EXCEEDED when that is spent. */
  async spend(caller: string, writes: number): Promise<void> {
    await this.#budget.spend(caller, Math.max(1, writes));
  }

  /**
   * Takes up what gateways that are gone have left, and what nobody drives here, again and again until the stop; it is
   * driven to its end in the background.
   */
  async recover(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const wait = (await this.#takeUp()) ? LOOK_MS : RETRY_MS;
      await sleep(wait, undefined, { signal }).catch(() => undefined);
    }
  }

  /** false: the ledger cannot be reached. */
  async #takeUp(): Promise<boolean> {
    const { log, ledger } = this.#gear;
    try {
      const adopted = await ledger.adopt();
      const driven = new Set([...this.#driven.keys()].map(({ record }) => record.id));
      const left = adopted.filter(({ id }) => !driven.has(id));
      if (left.length > 0) log.info({ operations: left.length }, 'takes up operations that were left');
      for (const record of left) void this.#drive(new Driving(record, this.#gear), PATIENCE_MS);
      return true;
    } catch (error) {
      if (error instanceof ProblemError) return false;
      throw error;
    }
  }

  /** Accepts nothing new, waits a while for what is at work, and leaves the rest to whoever starts next. */
  async stop(): Promise<void> {
    const atWork = [...this.#driven].filter(([driving]) => !driving.isFollowed).map(([, driven]) => driven);
    const timer = new AbortController();
    await Promise.race([
      Promise.all(atWork),
      sleep(DRAIN_MS, undefined, { signal: timer.signal }).catch(() => undefined),
    ]);
    timer.abort();
    this.#stopping.abort();
    await Promise.all(this.#driven.values());
  }

  /** Settles when nothing more is done for it here; what has not come to its end is in the ledger. */
  #drive(driving: Driving, patience: number): Promise<void> {
    const { log } = this.#gear;
    const driven = driving
      .toTheEnd(patience)
      .catch((error: unknown) => {
        if (this.#stopping.signal.aborted) return;
        const why = error instanceof ProblemError ? error.problem.code : nameOf(error);
        log.error({ operation: driving.record.id, why }, 'an operation is left as it is');
      })
      .finally(() => this.#driven.delete(driving));
    this.#driven.set(driving, driven);
    return driven;
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

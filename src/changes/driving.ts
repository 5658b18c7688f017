import type { Logger } from 'pino';
import type { Session, System } from '../connector.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { formatRef, parseRef, type Ref, type SystemKey } from '../model/ref.ts';
import type { OperationEvent, OperationRecord, StepEnd, StepRecord } from '../operation.ts';
import { ProblemError, problemOf } from '../problems.ts';
import { Scope } from '../scope.ts';
import { guardStep } from './guard.ts';
import { outcomeOf, problemsOf, targetsOf } from './outcome.ts';
import type { Writes } from '../writing.ts';
import { carryOut, HELD, PENDING, SEATS, type Surroundings, type Unsettled } from './step.ts';

/** What every operation is driven with. */
export interface Gear {
  readonly ledger: Ledger;
  readonly systems: ReadonlyMap<SystemKey, System>;
  /** Usernames of accounts that nothing may be taken from, by system. */
  readonly protectedNames: ReadonlyMap<SystemKey, readonly string[]>;
  /** Milliseconds after which what a system was sent has taken effect, or never will. */
  readonly quietMs: number;
  /** Milliseconds that one call to a system may take. */
  readonly callMs: number;
  readonly log: Logger;
  /** Rejects with the signal's reason when the gateway stops. */
  pause(milliseconds: number): Promise<void>;
  /** Told whenever an operation has changed. */
  changed(record: OperationRecord): void;
}

/** How long the vendor's own work is followed. */
const FOLLOWED_MS = 86_400_000;
/** What was not begun this long after it was asked for, because no gateway ran, is not begun any more. */
const STALE_MS = 3_600_000;
const LOOK_AGAIN = { first: 100, longest: 5_000 };

/** One operation on its way to its end. */
export class Driving {
  /** Fields of the answer that are kept nowhere else. */
  readonly shown: Record<string, unknown> = {};
  /** Resolves when the vendor works on it by itself. */
  readonly followed: Promise<void>;
  readonly #gear: Gear;
  readonly #becomeFollowed: () => void;
  #record: OperationRecord;
  #isFollowed = false;

  constructor(record: OperationRecord, gear: Gear) {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#record = record;
    this.#gear = gear;
    this.followed = promise;
    this.#becomeFollowed = () => resolve(undefined);
  }

  get record(): OperationRecord {
    return this.#record;
  }

  /** Whether nothing is left to do but to watch the vendor's work. */
  get isFollowed(): boolean {
    return this.#isFollowed;
  }

  /** `patience`: milliseconds after which what is not known by then is UNKNOWN. */
  async toTheEnd(patience: number): Promise<void> {
    const until = performance.now() + patience;
    for (const index of this.#record.steps.keys()) {
      const step = this.#step(index);
      if (step.finishedAt !== null) continue;
      const end = this.#blocked(index) ?? (await this.#settled(index, until));
      await this.#keep({ type: 'stepEnd', step: index, ...end });
    }
    const { steps, problems } = this.#record;
    await this.#keep({
      type: 'end',
      outcome: outcomeOf(this.#record),
      problems: problemsOf(problems, steps),
      targets: targetsOf(this.#record),
    });
  }

  /** A step whose grounds are gone, or whose time. */
  #blocked(index: number): StepEnd | undefined {
    const { system, independent, attempts } = this.#step(index);
    const no = (code: 'CONFLICT' | 'UNSUPPORTED', message: string): StepEnd => ({
      ...NOTHING,
      problem: problemOf(code, { system, message }),
    });
    if (attempts > 0) return undefined;
    const before = this.#record.steps.slice(0, index);
    if (!independent && before.some(({ outcome }) => outcome !== 'APPLIED' && outcome !== 'ALREADY'))
      return no('CONFLICT', 'Not tried, because a step before it came to nothing.');
    if (Date.now() - this.#record.startedAt.getTime() > STALE_MS)
      return no('CONFLICT', 'Not begun while the gateway was down, and not begun so much later. Ask again.');
    return undefined;
  }

  /** Looks again and again, letting others at the document between, until it is settled. */
  async #settled(index: number, until: number): Promise<StepEnd> {
    const { system, document, alsoChanges = [], unseats } = this.#step(index);
    const followedUntil = performance.now() + FOLLOWED_MS;
    let takesSeats = unseats.length > 0;
    for (let wait = LOOK_AGAIN.first; ; wait = Math.min(LOOK_AGAIN.longest, wait * 1.5)) {
      const held = [document, ...alsoChanges, ...(takesSeats ? ['administrators'] : [])];
      const names = held.map((name) => `${system}/${name}`);
      const end = await this.#gear.ledger.exclusively(names, () => this.#alone(index, until, takesSeats));
      if (end !== PENDING && end !== SEATS) return end;
      takesSeats ||= end === SEATS;
      if (end === SEATS) continue;
      if (performance.now() > followedUntil)
        return { ...NOTHING, outcome: 'UNKNOWN', problem: unsettled(system) };
      await this.#follow(wait);
    }
  }

  /** Keeps others from a document that the vendor is yet to write, as long as there is time. */
  async #alone(
    index: number,
    until: number,
    takesSeats: boolean,
  ): Promise<StepEnd | Exclude<Unsettled, typeof HELD>> {
    for (let wait = LOOK_AGAIN.first; ; wait = Math.min(LOOK_AGAIN.longest, wait * 1.5)) {
      const end = await this.#look(index, until, takesSeats);
      if (end !== HELD) return end;
      if (performance.now() > until) return PENDING;
      await this.#follow(wait);
    }
  }

  /** Leaves the vendor to its work for a while. */
  async #follow(milliseconds: number): Promise<void> {
    this.#isFollowed = true;
    this.#becomeFollowed();
    await this.#gear.pause(milliseconds);
  }

  /** `takesSeats`: nobody else takes power from administrators meanwhile. */
  async #look(index: number, until: number, takesSeats: boolean): Promise<StepEnd | Unsettled> {
    const step = this.#step(index);
    const { ledger, quietMs, log, protectedNames } = this.#gear;
    const { id, kind, allowProtected } = this.#record;
    const left = () => until - performance.now();
    if (!this.#gear.systems.has(step.system))
      return step.attempts === 0
        ? {
            ...NOTHING,
            problem: problemOf('UNSUPPORTED', { message: 'The system is no longer configured.' }),
          }
        : { ...NOTHING, outcome: 'UNKNOWN', problem: unsettled(step.system) };
    const at: Surroundings = {
      change: async () => {
        const secrets = (await ledger.secretsOf(id, index)) ?? undefined;
        return writesOf(this.#open(step.system)).change({ ...step.intent, secrets });
      },
      attempt: (before) => this.#add({ type: 'attempt', step: index, before }),
      job: (job) => this.#keep({ type: 'job', step: index, job }),
      jobState: async (job) => (await this.#open(step.system).jobs?.load(job)) ?? null,
      guard: async (unseatedNow) => {
        if (allowProtected) return null;
        const unseats = (await unseatedNow?.())?.map(formatRef) ?? step.unseats;
        if (unseats.length > 0 && !takesSeats) return SEATS;
        const session = this.#open(step.system);
        return guardStep({ ...step, unseats }, session, protectedNames.get(step.system) ?? []);
      },
      report: (error) =>
        log.error({ operation: id, kind, step: index, error: stackOf(error) }, 'a change failed'),
      show: (fields) => Object.assign(this.shown, fields),
      left,
      pause: (milliseconds) => this.#gear.pause(milliseconds),
      quiet: quietMs,
    };
    return carryOut(step, at);
  }

  /** The system as it is now, for the account that the operation runs as. */
  #open(key: SystemKey): Session {
    const { callMs } = this.#gear;
    const scope = new Scope({
      deadline: callMs * CALLS_OF_A_LOOK,
      perAccountLimit: Infinity,
      longestCall: callMs,
    });
    const { actingAs } = this.#record;
    const account = actingAs === null ? undefined : (parseRef(actingAs) as Ref<'user'> | undefined);
    const system = this.#gear.systems.get(key);
    if (!system) throw new ProblemError('UNSUPPORTED', { system: key });
    return system.open(scope, account);
  }

  #step(index: number): StepRecord {
    const step = this.#record.steps[index];
    if (step === undefined) throw new RangeError('no such step');
    return step;
  }

  /** Records what is so by now, as soon as the ledger takes it; what is another gateway's by then is not ours to record. */
  async #keep(event: OperationEvent): Promise<void> {
    for (let wait = LOOK_AGAIN.first; ; wait = Math.min(LOOK_AGAIN.longest, wait * 2)) {
      try {
        return await this.#add(event);
      } catch (error) {
        if (!(error instanceof ProblemError) || error.problem.code === 'CONFLICT') throw error;
        await this.#gear.pause(wait);
      }
    }
  }

  async #add(event: OperationEvent): Promise<void> {
    this.#record = await this.#gear.ledger.add(this.#record.id, event);
    this.#gear.changed(this.#record);
  }
}

function writesOf({ writes }: Session): Writes {
  if (!writes) throw new ProblemError('UNSUPPORTED');
  return writes;
}

/** How many calls of the longest kind one look at a step may take in all. */
const CALLS_OF_A_LOOK = 20;

const NOTHING: StepEnd = { outcome: 'NOT_APPLIED', problem: null, subject: null, shown: false };

const unsettled = (system: SystemKey) => problemOf('OUTCOME_UNKNOWN', { system });

/** Where in our code, without what it was about: a message may quote a secret. */
const stackOf = (error: unknown): string =>
  error instanceof Error
    ? [error.name, ...(error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))].join('\n')
    : typeof error;

import { formatRef, type Ref } from '../model/ref.ts';
import type { Job } from '../model/types.ts';
import type { StepEnd, StepRecord } from '../operation.ts';
import { type Problem, ProblemError, problemOf } from '../problems.ts';
import type { AnyChange, Sent, Verdict } from '../writing.ts';

/** Where a step is carried out. */
export interface Surroundings {
  /** The write with its proof, in a session of its own. */
  change(): Promise<AnyChange>;
  /** Records that it is about to be sent. Rejects if that cannot be recorded: then it is not sent. */
  attempt(before: StepRecord['before']): Promise<void>;
  /** Records that the vendor works on it. */
  job(id: string | null): Promise<void>;
  /** How far the vendor's work is; null: it does not know it, or no longer. */
  jobState(id: string): Promise<Job | null>;
  /**
   * Why it must not be done; null: it may. `unseats`: who would administer no more, as things are now; left out: those
   * that were known beforehand. SEATS: it cannot be said while others may unseat as well.
   */
  guard(unseats: (() => Promise<readonly Ref<'user'>[]>) | undefined): Promise<Problem | typeof SEATS | null>;
  /** Tells of a bug of ours. */
  report(error: unknown): void;
  /** Hands on what is shown once. */
  show(fields: NonNullable<Sent['shown']>): void;
  /** Milliseconds until an account of it must be given. */
  left(): number;
  pause(milliseconds: number): Promise<void>;
  /** Milliseconds after which what was sent has taken effect, or never will. */
  readonly quiet: number;
}

type Tried<T> =
  { readonly failed: false; readonly value: T } | { readonly failed: true; readonly end: StepEnd };

/** A step that the vendor is still at. */
export const PENDING = 'PENDING';
/** One whose document the vendor is yet to write: nobody else may write it meanwhile. */
export const HELD = 'HELD';
/** One that turns out to take power from administrators: to be done while nobody else does. */
export const SEATS = 'SEATS';

/** What keeps a step from its end. */
export type Unsettled = typeof PENDING | typeof HELD | typeof SEATS;

const MOST_ATTEMPTS = 5;
const MOST_REFUSALS = 3;
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 2_000;
const LONGEST_WAIT = 5_000;

/**
 * Makes it so, and finds out whether it is. Nothing is sent that was not recorded before, and nothing is sent again
 * unless reading shows, after a quiet time, that what was sent before had no effect. Nobody else may write the same
 * document meanwhile.
 */
export async function carryOut(step: StepRecord, at: Surroundings): Promise<StepEnd | Unsettled> {
  return new Attempting(step, at).settle();
}

class Attempting {
  readonly #at: Surroundings;
  readonly #step: StepRecord;
  #attempts: number;
  /** Attempts that may have had an effect. */
  #sends: number;
  #before: StepRecord['before'];
  #job: string | null;
  #made: Ref | undefined;
  /** Why nobody knows what became of what was sent last; null: it is known, or nothing was. */
  #lost: Problem | null;
  #saidYes: boolean;
  #shown = false;
  #refusals = 0;
  #pause = FIRST_PAUSE;
  #waited = 0;

  constructor(step: StepRecord, at: Surroundings) {
    this.#at = at;
    this.#step = step;
    this.#attempts = step.attempts;
    this.#sends = step.attempts;
    this.#before = step.before;
    this.#job = step.job;
    this.#saidYes = step.attempts > 0 && step.state === 'PENDING';
    this.#lost = step.attempts > 0 && !this.#saidYes ? problemOf('OUTCOME_UNKNOWN') : null;
  }

  async settle(): Promise<StepEnd | Unsettled> {
    if (this.#attempts === 0 && this.#at.left() <= 0) return this.#end('NOT_APPLIED', tooLate);
    const opened = await this.#open();
    if (opened.failed) return opened.end;
    const end = await this.#settle(opened.value);
    return end === PENDING && opened.value.writesLater === true ? HELD : end;
  }

  async #settle(change: AnyChange): Promise<StepEnd | typeof PENDING | typeof SEATS> {
    if (change.proof === 'ANSWER' && this.#job !== null) return this.#answeredBy(this.#job);
    if (this.#lost !== null) {
      const end = await this.#quiet(change);
      if (end !== undefined) return end;
    }
    for (let seen: Verdict['is'] | undefined; ;) {
      const state = await this.#read(change);
      if (state.failed) return state.end;
      const verdict = change.judge(state.value, this.#history());
      if (verdict.is !== seen && this.#isDoubtful(verdict)) {
        seen = verdict.is;
        continue;
      }
      seen = undefined;
      const end = await this.#follow(change, verdict, state.value);
      if (end !== undefined) return end;
    }
  }

  /**
   * A system in trouble may say once that something is not there. What was sent did not come to nothing by that alone;
   * and after a lost answer nothing else tells.
   */
  #isDoubtful({ is }: Verdict): boolean {
    return this.#lost !== null || (this.#sends > 0 && is === 'REFUSED');
  }

  /**
   * Lets what was sent take effect, or not. The document is held meanwhile, also where reading cannot tell: what comes
   * late must not undo what the next one writes.
   */
  async #quiet({ proof }: AnyChange): Promise<StepEnd | undefined> {
    await this.#at.pause(this.#at.quiet);
    return proof === 'ANSWER' ? this.#unknown() : undefined;
  }

  /** What a verdict leads to; undefined: to look again. */
  async #follow(
    change: AnyChange,
    verdict: Verdict,
    state: unknown,
  ): Promise<StepEnd | typeof PENDING | typeof SEATS | undefined> {
    switch (verdict.is) {
      case 'DONE':
        return this.#done(change, verdict.subject);
      case 'REFUSED':
        return this.#end(
          verdict.problem.code === 'OUTCOME_UNKNOWN' ? 'UNKNOWN' : 'NOT_APPLIED',
          verdict.problem,
        );
      case 'WORKING':
        return this.#atWork(verdict.job ?? this.#job);
      case 'OPEN':
        if (this.#sends === 0) return (await this.#forbidden(change, state)) ?? this.#send(change, state);
        if (this.#job !== null) return this.#afterJob(this.#job);
        if (this.#saidYes) return this.#stale();
        return this.#notYet(change, state);
    }
  }

  #done({ proof }: AnyChange, subject: Ref | undefined): StepEnd {
    const outcome = this.#sends === 0 ? 'ALREADY' : 'APPLIED';
    const problem = proof === 'COMPARISON' && this.#lost !== null ? madeUnseen : null;
    return { ...this.#end(outcome, problem), subject: this.#name(subject ?? this.#made) };
  }

  async #forbidden(change: AnyChange, state: unknown): Promise<StepEnd | typeof SEATS | undefined> {
    try {
      const unseats = change.unseats && (async () => (await change.unseats?.(state)) ?? []);
      const found = await this.#at.guard(unseats);
      if (found === null || found === SEATS) return found ?? undefined;
      return this.#end('NOT_APPLIED', found);
    } catch (error) {
      return this.#end('NOT_APPLIED', this.#known(error).problem);
    }
  }

  /** The vendor is at it, unless its work has failed already. */
  async #atWork(job: string | null): Promise<StepEnd | typeof PENDING> {
    const state = job === null || this.#sends === 0 ? null : await this.#jobState(job);
    return state === 'FAILED' || state === 'CANCELED'
      ? this.#end('NOT_APPLIED', jobFailed)
      : this.#working(job);
  }

  async #working(job: string | null): Promise<typeof PENDING> {
    if (this.#step.state !== 'PENDING' || job !== this.#step.job) await this.#at.job(job);
    return PENDING;
  }

  /** The vendor's work has left no trace yet, or none at all. */
  async #afterJob(id: string): Promise<StepEnd | typeof PENDING | undefined> {
    const state = await this.#jobState(id);
    if (state === undefined || state === 'PENDING' || state === 'RUNNING') return this.#working(id);
    if (state === 'FAILED' || state === 'CANCELED') return this.#end('NOT_APPLIED', jobFailed);
    this.#job = null;
    this.#saidYes = true;
    return undefined;
  }

  /** The vendor said yes, and reading says no. It gets as long as a late effect may take to show. */
  async #stale(): Promise<StepEnd | undefined> {
    if (this.#waited >= this.#at.quiet) return this.#end('NOT_APPLIED', saidYesOnly);
    this.#waited += this.#pause;
    await this.#backOff();
    return undefined;
  }

  /** What was sent last had no effect, as the quiet time shows. */
  async #notYet(change: AnyChange, state: unknown): Promise<StepEnd | typeof PENDING | undefined> {
    const isOver = this.#attempts >= MOST_ATTEMPTS || this.#at.left() <= 0;
    if (change.proof === 'COMPARISON' || isOver) return this.#end('NOT_APPLIED', this.#lost);
    return this.#send(change, state);
  }

  async #send(change: AnyChange, state: unknown): Promise<StepEnd | typeof PENDING | undefined> {
    if (this.#attempts === 0) this.#before = change.keep?.(state) ?? null;
    try {
      await this.#at.attempt(this.#before);
    } catch (error) {
      return this.#end('NOT_APPLIED', this.#known(error).problem);
    }
    this.#attempts += 1;
    this.#sends += 1;
    this.#lost = null;
    let sent: Sent | undefined;
    try {
      sent = await change.write(state);
    } catch (error) {
      return this.#failed(change, this.#known(error));
    }
    return this.#take(change, sent);
  }

  async #take({ proof }: AnyChange, sent: Sent | undefined): Promise<StepEnd | typeof PENDING | undefined> {
    this.#saidYes = true;
    this.#pause = FIRST_PAUSE;
    this.#waited = 0;
    this.#made = sent?.made;
    if (sent?.shown) {
      this.#shown = true;
      this.#at.show(sent.shown);
    }
    if (sent?.job !== undefined) {
      this.#job = sent.job;
      await this.#at.job(sent.job);
    }
    if (proof !== 'ANSWER') return undefined;
    if (this.#job !== null) return PENDING;
    return { ...this.#end('APPLIED', null), subject: this.#name(this.#made) };
  }

  /** What only the vendor's work can tell, its end tells. */
  async #answeredBy(id: string): Promise<StepEnd | typeof PENDING> {
    switch (await this.#jobState(id)) {
      case undefined:
      case 'PENDING':
      case 'RUNNING':
        return PENDING;
      case 'SUCCEEDED':
        return this.#end('APPLIED', null);
      case 'FAILED':
      case 'CANCELED':
        return this.#end('NOT_APPLIED', jobFailed);
      default:
        return this.#unknown();
    }
  }

  /** null: the vendor does not know it, as it says twice; undefined: it cannot be asked now. */
  async #jobState(id: string): Promise<Job['state'] | null | undefined> {
    const ask = async () => (await this.#at.jobState(id))?.state ?? null;
    try {
      return (await ask()) ?? (await ask());
    } catch (error) {
      this.#known(error);
      return undefined;
    }
  }

  async #failed(change: AnyChange, error: ProblemError): Promise<StepEnd | undefined> {
    if (error.hadNoEffect) return this.#refused(change, error);
    this.#lost = error.problem;
    this.#saidYes = false;
    return this.#quiet(change);
  }

  /** Tried again where nobody was there to refuse it; otherwise that is the end, unless it is so by now. */
  async #refused(change: AnyChange, { problem }: ProblemError): Promise<StepEnd | undefined> {
    this.#sends -= 1;
    this.#refusals += 1;
    const wait = problem.retryAfterSeconds === null ? this.#pause : problem.retryAfterSeconds * 1_000;
    if (
      problem.retryable &&
      this.#refusals < MOST_REFUSALS &&
      wait < Math.min(this.#at.left(), LONGEST_WAIT)
    ) {
      await this.#at.pause(wait);
      this.#pause *= 2;
      return undefined;
    }
    if (change.proof !== 'READ_BACK') return this.#end('NOT_APPLIED', problem);
    const state = await this.#read(change);
    const verdict = state.failed ? undefined : change.judge(state.value, this.#history());
    return verdict?.is === 'DONE' ? this.#done(change, verdict.subject) : this.#end('NOT_APPLIED', problem);
  }

  /** The state; see `#patiently`. */
  #read(change: AnyChange): Promise<Tried<unknown>> {
    return this.#patiently(
      () => change.read(),
      () => true,
    );
  }

  /** The write is made again of what was recorded. */
  #open(): Promise<Tried<AnyChange>> {
    return this.#patiently(
      () => this.#at.change(),
      ({ retryable }) => retryable,
    );
  }

  /** Before anything was sent, a failure is the end; after that, only time is. */
  async #patiently<T>(work: () => Promise<T>, mayPass: (problem: Problem) => boolean): Promise<Tried<T>> {
    for (;;) {
      try {
        return { failed: false, value: await work() };
      } catch (error) {
        const { problem } = this.#known(error);
        if (this.#sends === 0) return { failed: true, end: this.#end('NOT_APPLIED', problem) };
        if (!mayPass(problem) || this.#at.left() <= 0) return { failed: true, end: this.#unknown() };
        await this.#backOff();
      }
    }
  }

  async #backOff(): Promise<void> {
    await this.#at.pause(this.#pause);
    this.#pause = Math.min(LONGEST_PAUSE, this.#pause * 2);
  }

  #history() {
    return { attempts: this.#sends, before: this.#before, made: this.#made };
  }

  #unknown(): StepEnd {
    return this.#end('UNKNOWN', problemOf('OUTCOME_UNKNOWN', { system: this.#step.system }));
  }

  #end(outcome: StepEnd['outcome'], problem: Problem | null): StepEnd {
    const named = problem && { ...problem, system: problem.system ?? this.#step.system };
    return { outcome, problem: named, subject: this.#name(this.#made), shown: this.#shown };
  }

  /** A failure with a name; a bug of ours is INTERNAL, and may have had any effect. */
  #known(error: unknown): ProblemError {
    if (error instanceof ProblemError) return error;
    this.#at.report(error);
    return new ProblemError('INTERNAL');
  }

  #name(subject: Ref | undefined): string | null {
    return subject === undefined ? null : formatRef(subject);
  }
}

const tooLate = problemOf('IN_PROGRESS', {
  message: 'Other changes of the same object took all the time there was. Nothing was sent.',
});
const jobFailed = problemOf('UPSTREAM_ERROR', {
  message: 'The system began to work on it, and failed: see `job`.',
});
const saidYesOnly = problemOf('NOT_APPLIED', {
  message: 'The system said yes, and reading says that it is not so.',
});
const madeUnseen = problemOf('OUTCOME_UNKNOWN', {
  message:
    'It was made, but the answer was lost, and with it what only the answer told. Remove it, and make another.',
});

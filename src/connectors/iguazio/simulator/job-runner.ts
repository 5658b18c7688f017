import { randomUUID } from 'node:crypto';
import type { Collection } from './collection.ts';
import type { Call } from './replies.ts';
import { type Job, wireTime } from './resources.ts';

/** Why a job failed: what its `result` says as JSON text. */
export interface JobFailure {
  readonly status: number;
  readonly message: string;
}

/** A job's resource before anything has run. */
export function newJob(id: string, kind: string, startedBy: string, ctx: string, epochMs: number): Job {
  const now = wireTime(epochMs);
  return {
    type: 'job',
    id,
    startedBy,
    attributes: {
      kind,
      params: '',
      max_total_execution_time: 10_800,
      max_worker_execution_time: null,
      delay: 0,
      state: 'in_progress',
      result: '',
      handler: 'igz0.controller.0',
      ctx_id: ctx,
      created_at: now,
      updated_at: now,
      ui_fields: '{}',
      linked_resources: '[]',
    },
  };
}

/** Runs work that the platform answers with a job, after a delay that is the same for all. */
export class JobRunner {
  readonly #jobs: Collection<Job>;
  readonly #delayMs: number;

  constructor(jobs: Collection<Job>, delayMs: number) {
    this.#jobs = jobs;
    this.#delayMs = delayMs;
  }

  /** A job in progress. Between this and `run` the answer is made, so that it shows the state before the work. */
  open(kind: string, call: Call): Job {
    return this.#jobs.add(newJob(randomUUID(), kind, call.caller.user.id, call.ctx, Date.now()));
  }

  run(job: Job, work: () => JobFailure | undefined): void {
    const finish = () => {
      const failed = work();
      this.#jobs.update(job, {
        state: failed ? 'failed' : 'completed',
        result: failed ? JSON.stringify(failed) : '',
        updated_at: wireTime(Date.now()),
      });
    };
    if (this.#delayMs === 0) finish();
    else setTimeout(finish, this.#delayMs).unref();
  }
}

import type { Journal, SimResponse } from '../../../sandbox/exchange.ts';
import type { Caller } from './callers.ts';
import { randomId } from './keyring.ts';
import { errorReply, flagOf, listed, type Objection, objections, refuse, reply, silence } from './replies.ts';
import { get, remove, type Routes } from './routing.ts';

/** What a long-running task comes to. A failure has no flag: the state call itself fails (§4.17). */
export type Outcome = { readonly result: unknown } | { readonly failure: Objection };

interface Future {
  readonly jobId: string;
  readonly owner: string;
  readonly outcome: Outcome;
  readonly startTime: number;
  state: 'running' | 'done' | 'aborted';
}

/**
 * Long-running tasks. The effect of a task happens when it starts; its end shows only at the second look, so that callers
 * must poll. A result can be fetched again and again ([assumed]).
 */
export class Futures {
  readonly #futures = new Map<string, Future>();
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** Starts a task that is still running when its starter is answered. */
  start(caller: Caller, outcome: Outcome): SimResponse {
    const future: Future = {
      jobId: `job-${randomId()}`,
      owner: caller.identifier,
      outcome,
      startTime: Date.now(),
      state: 'running',
    };
    this.#futures.set(future.jobId, future);
    return reply(stateOf(future));
  }

  /** A task that ended before its starter was answered. */
  finish(caller: Caller, result: unknown): SimResponse {
    const { json } = this.start(caller, { result });
    const future = this.#find((json as { jobId: string }).jobId);
    future.state = 'done';
    return reply(stateOf(future));
  }

  /** Running tasks, of one owner or of all. */
  list(owner: string | undefined): unknown[] {
    const running = this.#futures
      .values()
      .filter((future) => future.state === 'running' && (owner === undefined || future.owner === owner));
    return listed(running.map(stateOf));
  }

  look(jobId: string): SimResponse {
    const future = this.#find(jobId);
    const before = reply(stateOf(future));
    if (future.state === 'running') {
      future.state = 'done';
      return before;
    }
    if (future.state === 'done' && 'failure' in future.outcome) return errorReply(future.outcome.failure);
    return before;
  }

  abort(jobId: string): void {
    const future = this.#find(jobId);
    if (future.state !== 'running') return;
    future.state = 'aborted';
    this.#journal.record('future.aborted', jobId);
  }

  #find(jobId: string): Future {
    return this.#futures.get(jobId) ?? refuse(objections.notFound('Future', jobId));
  }
}

function stateOf({ jobId, state, outcome, startTime }: Future): Record<string, unknown> {
  const hasResult = state === 'done' && 'result' in outcome;
  return {
    jobId,
    hasResult,
    ...(hasResult ? { result: outcome.result } : {}),
    alive: state === 'running',
    aborted: state === 'aborted',
    unknown: false,
    runningTime: 12,
    startTime,
  };
}

/** T1 to T3. */
export const futureRoutes = ({ futures }: { readonly futures: Futures }): Routes => [
  get('/futures', ({ query, caller }) => {
    if (!flagOf(query, 'withNotScenarios', true)) return reply([]); // none of these is a scenario
    const everyone = flagOf(query, 'allUsers') && caller.admin;
    return reply(futures.list(everyone ? undefined : caller.identifier));
  }),
  get('/futures/:jobId', ({ params }) => futures.look(params['jobId'] ?? '')),
  remove('/futures/:jobId', ({ params }) => {
    futures.abort(params['jobId'] ?? '');
    return silence;
  }),
];

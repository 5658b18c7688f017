import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest, preHandlerHookHandler } from 'fastify';
import type { GraphQLFormattedError, OperationTypeNode } from 'graphql';
import type { Gate } from './auth/gate.ts';
import type { Context, EventStream } from './context.ts';
import { correlated } from './correlation.ts';
import { exceeded, type LimitName } from './limits/exceeded.ts';
import type { Limits } from './limits/settings.ts';
import { quality } from './media-types.ts';
import type { OperationRecord } from './operation.ts';
import { badInput, ProblemError, problemOf } from './problems.ts';
import { refuse } from './refusals.ts';

/** Where subscriptions are asked. */
export const STREAM_PATH = '/graphql/stream';

/** How often a stream shows that it lives, and its caller's credential is looked at again. */
const PULSE_MS = 5_000;
/** What shows it: a comment, which clients skip. */
const PULSE = ':\n\n';
/** How soon a caller with too many streams may try again. */
const RETRY_SECONDS = 10;

/** What GraphQL answers at one moment. */
export interface Answer {
  readonly status: number;
  readonly headers: Iterable<readonly [string, string]>;
  /** An execution result as JSON. */
  readonly body: string;
}

export interface StreamsOptions {
  readonly limits: Limits;
  /** Milliseconds that a client may stop reading. */
  readonly slowestReaderMs: number;
  readonly gate: Gate;
  /** What stands before the route, as it does before `/graphql`. */
  readonly preHandler: preHandlerHookHandler;
  /** Answers what a request asks, as it is at this event of its stream. */
  readonly ask: (request: FastifyRequest, stream: EventStream) => Promise<Answer>;
  /** What a caller is told of a failure. */
  readonly shownOf: (error: unknown) => GraphQLFormattedError;
}

/**
 * Answers subscriptions as GraphQL over server-sent events, each on a connection of its own: PROTOCOL.md of graphql-sse.
 * A stream is its question asked again at every event, so that an event passes every check, costs, and reads afresh as
 * an answer of `/graphql` does.
 */
export function registerStreams(app: FastifyInstance, options: StreamsOptions): void {
  const { limits, gate, preHandler } = options;
  const open = new Set<Stream>();
  let isClosing = false;
  app.addHook('preClose', (done) => {
    isClosing = true;
    for (const stream of open) stream.end();
    done();
  });
  app.post(STREAM_PATH, { preHandler }, async (request, reply) => {
    const { accept = '*/*' } = request.headers;
    if (quality(accept, 'text/event-stream') === 0) return refuse(reply, 406, NO_STREAM);
    const { name } = gate.callerOf(request);
    const own = [...open].filter(({ caller }) => caller === name).length;
    hold('maxStreamsPerCaller', limits, 'The number of your subscriptions would be', own + 1);
    hold('maxStreams', limits, 'The number of subscriptions would be', open.size + 1);

    const stream = new Stream(name, request, options, () => open.delete(stream));
    open.add(stream);
    reply.raw.once('close', () => stream.end());
    if (isClosing || reply.raw.destroyed) stream.end();
    return stream.answer(reply, takesJson(accept));
  });
}

const NO_STREAM = problemOf('BAD_INPUT', { message: 'The answer is text/event-stream: accept that.' });

/** Whoever takes event streams alone is told in one what others are told by an HTTP status. */
const takesJson = (accept: string): boolean =>
  ['application/json', 'application/graphql-response+json'].some((type) => quality(accept, type) > 0);

function hold(limit: LimitName, limits: Limits, what: string, count: number): void {
  if (count <= limits[limit]) return;
  const { message } = exceeded(limit, limits, what, count);
  throw new ProblemError('LIMIT_EXCEEDED', { message, retryAfterSeconds: RETRY_SECONDS });
}

/** Refuses an operation that is answered at the other address. */
export function refuseElsewhere(kind: OperationTypeNode | undefined, { stream }: Context): void {
  if (kind === undefined || (kind === 'subscription') === (stream !== null)) return;
  throw badInput(
    stream === null
      ? `A subscription is answered as a stream of events. Ask it at POST ${STREAM_PATH}.`
      : `Only subscriptions are answered here. Ask a ${kind} at POST /graphql.`,
  );
}

/** One subscription while it is answered. */
class Stream implements EventStream {
  readonly caller: string;
  current: OperationRecord | null = null;
  readonly #request: FastifyRequest;
  readonly #options: StreamsOptions;
  readonly #left: () => void;
  readonly #ending = new AbortController();
  readonly #life: NodeJS.Timeout;
  #events: AsyncGenerator<OperationRecord> | undefined;

  constructor(caller: string, request: FastifyRequest, options: StreamsOptions, left: () => void) {
    this.caller = caller;
    this.#request = request;
    this.#options = options;
    this.#left = left;
    this.#life = setTimeout(() => this.end(), options.limits.streamMs);
  }

  async begin(source: (signal: AbortSignal) => AsyncGenerator<OperationRecord>) {
    this.#events = source(this.#ending.signal);
    return (await this.#next()) ? this.current : null;
  }

  /** Lets it come to its end: at once, or when the event at work is told. */
  end(): void {
    clearTimeout(this.#life);
    this.#ending.abort();
    this.#left();
  }

  /** Begins to answer. What has a status of its own is no stream yet, unless the client takes nothing else. */
  async answer(reply: FastifyReply, takesOthers: boolean): Promise<FastifyReply> {
    const first = await this.#ask();
    for (const [name, value] of first.headers) void reply.header(name, value);
    if (first.status !== 200 && takesOthers) {
      this.end();
      return reply.code(first.status).type('application/json; charset=utf-8').send(first.body);
    }
    this.#request.raw.socket.setTimeout(this.#options.slowestReaderMs);
    void reply.headers({ connection: 'close', 'x-accel-buffering': 'no' });
    return reply.type('text/event-stream; charset=utf-8').send(Readable.from(this.#messages(first)));
  }

  async *#messages(first: Answer): AsyncGenerator<string> {
    try {
      yield message('next', first.body);
      for (let last = first; last.status === 200 && (yield* this.#alive(this.#next()));) {
        await this.#check();
        last = yield* this.#alive(this.#ask());
        yield message('next', last.body);
      }
    } catch (error) {
      const shown = correlated(this.#request.id, () => this.#options.shownOf(error));
      yield message('next', JSON.stringify({ errors: [shown] }));
    } finally {
      this.end();
    }
    yield message('complete');
  }

  /** Moves on to the next event; false when there is none any more. */
  async #next(): Promise<boolean> {
    const event = await this.#events?.next();
    if (event === undefined || event.done === true) return false;
    this.current = event.value;
    return true;
  }

  #ask(): Promise<Answer> {
    return correlated(this.#request.id, () => this.#options.ask(this.#request, this));
  }

  /** Waits, and shows meanwhile that the stream lives. */
  async *#alive<T>(work: Promise<T>): AsyncGenerator<string, T> {
    for (;;) {
      const done = await Promise.race([
        work.then((value) => ({ value })),
        sleep(PULSE_MS, null, { ref: false }),
      ]);
      if (done !== null) return done.value;
      await this.#check();
      yield PULSE;
    }
  }

  /** UNAUTHENTICATED once the caller would be let in no more. */
  async #check(): Promise<void> {
    if (!(await this.#options.gate.admitsStill(this.#request))) throw new ProblemError('UNAUTHENTICATED');
  }
}

/** A message of the protocol. JSON has no line breaks but one at its end. */
const message = (event: 'next' | 'complete', json = ''): string =>
  `event: ${event}\ndata: ${json.trimEnd()}\n\n`;

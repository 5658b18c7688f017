import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { bulkhead, BulkheadRejectedError, type BulkheadPolicy } from 'cockatiel';
import got, { RequestError, TimeoutError } from 'got';
import type { z } from 'zod';
import type { ProblemCode } from './generated/types.ts';
import { type JsonList, listIn } from './json-list.ts';
import type { SystemKey } from './model/ref.ts';
import { type Problem, ProblemError } from './problems.ts';
import type { Scope } from './scope.ts';

/** A path whose every value is one encoded segment, and its template for logs: `/users/{}`. */
export interface Path {
  readonly text: string;
  readonly template: string;
}

/**
 * Writes a path: path`/users/${login}/activity`. Each value becomes exactly one segment; a value that could not be one
 * (empty, `.`, `..`) names nothing, and is NOT_FOUND.
 */
export function path(literals: TemplateStringsArray, ...values: readonly string[]): Path {
  const segments = values.map((value) => {
    if (value === '' || value === '.' || value === '..') throw new ProblemError('NOT_FOUND');
    return encodeURIComponent(value.toWellFormed());
  });
  return { text: String.raw({ raw: literals }, ...segments), template: literals.join('{}') };
}

export type Query = Readonly<Record<string, string | number | undefined>>;

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: Path;
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** Whether it does no more if it is sent twice; left out: a GET is such a call, anything else is none. */
  readonly changesNothing?: boolean;
}

/** What came back with a status below 400, before its shape is checked. */
export interface Reply<T = unknown> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: T;
}

/** How a system was when it was last asked. */
export interface Health {
  readonly checkedAt: Date;
  readonly latencyMs: number;
  readonly problem: Problem | null;
}

export interface HttpSettings {
  readonly system: SystemKey;
  /** Scheme, host, port and an optional path prefix; no trailing slash. */
  readonly baseUrl: string;
  /** PEM of the authorities to trust besides none of the machine's own; left out: the machine's. */
  readonly ca?: string | undefined;
  /** How many requests may be under way at once; more wait for their turn. */
  readonly maxConcurrent: number;
  /** Upper bound of one answer, in decompressed bytes. */
  readonly maxResponseBytes: number;
  /** The problem a refusal stands for, where the vendor's body says more than its status. */
  readonly classify?: (status: number, body: unknown) => ProblemCode | undefined;
  /** The vendor's own number of an exchange, for the log, where a refusal's body tells one. Only digits are kept. */
  readonly exchangeNumber?: (body: unknown) => string | undefined;
}

/** What the shape of an answer must be, and what it becomes. */
export type Shape<T> = z.ZodType<T>;

const QUEUE = 20_000;

/** What an agent keeps with a connection, for as long as it is open, of the request it was opened for. */
const OF_A_REQUEST = {
  headers: undefined,
  path: undefined,
  pathname: undefined,
  search: undefined,
  href: undefined,
};

/** Credentials are in its headers or its query. */
const forgetRequest = (_socket: unknown, options: object): void => void Object.assign(options, OF_A_REQUEST);

/**
 * Speaks HTTP to one system. No redirect is followed, every stage has a deadline, answers are bounded after
 * decompression, and no error of a library leaves this file: it would hold the credentials. Nothing is repeated, but for
 * what changes nothing and met a connection that the system was closing.
 */
export class Http {
  readonly #settings: HttpSettings;
  readonly #bulkhead: BulkheadPolicy;
  readonly #agent: { http: HttpAgent; https: HttpsAgent };
  #health: Health | undefined;
  #clockSkewMs: number | undefined;

  constructor(settings: HttpSettings) {
    this.#settings = settings;
    this.#bulkhead = bulkhead(settings.maxConcurrent, QUEUE);
    const pool = { keepAlive: true, maxSockets: settings.maxConcurrent, timeout: 60_000 };
    this.#agent = {
      http: new HttpAgent(pool),
      https: new HttpsAgent({ ...pool, minVersion: 'TLSv1.2', ...(settings.ca ? { ca: settings.ca } : {}) }),
    };
    for (const agent of Object.values(this.#agent)) agent.on('free', forgetRequest);
  }

  /** How the system was when it was last asked; undefined before that. */
  get health(): Health | undefined {
    return this.#health;
  }

  /** By how many milliseconds the system's clock was ahead of ours when it last sent a `Date`; undefined before that. */
  get clockSkewMs(): number | undefined {
    return this.#clockSkewMs;
  }

  /** Sends a call and decodes its JSON answer. Statuses of 400 and more are problems. */
  async send<T>(call: Call, shape: Shape<T>, scope: Scope): Promise<Reply<T>> {
    const reply = await this.#counted(call, scope, parseJson);
    return { ...reply, body: this.decode(call, reply.body, shape) };
  }

  /** The body alone. */
  async read<T>(call: Call, shape: Shape<T>, scope: Scope): Promise<T> {
    return (await this.send(call, shape, scope)).body;
  }

  /**
   * Sends a call that is answered with a list, alone or as a member of an object. Its elements are read one by one as
   * they are gone through, once; the rest of the answer must be of the shape. What turns out then not to be JSON is
   * UPSTREAM_INVALID_RESPONSE.
   */
  async list(call: Call, shape: Shape<unknown>, scope: Scope, member?: string): Promise<Iterable<unknown>> {
    const { body } = await this.#counted(call, scope, (chunks) => framedList(chunks, member));
    this.decode(call, body?.frame, shape);
    return this.#readable(call, body?.list);
  }

  *#readable(call: Call, list: JsonList | undefined): Generator<unknown, void> {
    try {
      if (list) yield* list.elements();
    } catch (error) {
      throw error instanceof SyntaxError
        ? this.#problem('UPSTREAM_INVALID_RESPONSE', call, 'not JSON')
        : error;
    }
  }

  /** Checks part of an answer; what does not fit is UPSTREAM_INVALID_RESPONSE, with the place in the log. */
  decode<T>(call: Call, value: unknown, shape: Shape<T>): T {
    const read = shape.safeParse(value);
    if (read.success) return read.data;
    const places = read.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.code}`);
    throw this.#problem('UPSTREAM_INVALID_RESPONSE', call, places.join('; '));
  }

  async #counted<B>(call: Call, scope: Scope, read: Reader<B>): Promise<Reply<B | undefined>> {
    const started = performance.now();
    const attempt = { asked: false, bytes: 0 };
    let problem: Problem | null = null;
    try {
      return await scope.withinAllowance((signal) =>
        this.#bulkhead.execute(async () => {
          signal.throwIfAborted();
          attempt.asked = true;
          const exchange = () => this.#exchange(call, signal, (length) => (attempt.bytes += length));
          const received = await exchange().catch((error: unknown) => {
            if (!metClosing(error) || !isSafe(call)) throw error;
            return exchange();
          });
          return this.#open(call, received, read);
        }),
      );
    } catch (error) {
      const known = this.#known(error, call, attempt.asked);
      problem = known.problem;
      scope.note(known);
      throw known;
    } finally {
      const ms = performance.now() - started;
      if (attempt.asked) {
        scope.meter(this.#settings.system, ms, attempt.bytes);
        this.#health = { checkedAt: new Date(), latencyMs: ms, problem };
      }
    }
  }

  async #exchange(
    call: Call,
    signal: AbortSignal,
    received: (bytes: number) => void,
  ): Promise<Reply<Buffer[]>> {
    const stream = got.stream(this.#url(call), {
      method: call.method,
      headers: { accept: 'application/json', 'user-agent': 'rollcall', ...call.headers },
      ...(call.json === undefined ? {} : { json: call.json }),
      ...(call.form === undefined ? {} : { form: call.form }),
      ...(isBodyless(call) ? { body: '' } : {}),
      agent: this.#agent,
      retry: { limit: 0 },
      followRedirect: false,
      throwHttpErrors: false,
      timeout: {
        lookup: 2_000,
        connect: 3_000,
        secureConnect: 4_000,
        send: 10_000,
      },
      signal,
    });
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      length += chunk.length;
      received(chunk.length);
      if (length > this.#settings.maxResponseBytes) {
        stream.destroy();
        throw this.#problem(
          'UPSTREAM_INVALID_RESPONSE',
          call,
          `more than ${this.#settings.maxResponseBytes} bytes`,
        );
      }
      chunks.push(chunk);
    }
    const response = stream.response;
    if (response === undefined) throw this.#problem('UPSTREAM_UNAVAILABLE', call, 'no response');
    this.#readClock(response.headers.date);
    return { status: response.statusCode, headers: response.headers, body: chunks };
  }

  #open<B>(
    call: Call,
    { status, headers, body: chunks }: Reply<Buffer[]>,
    read: Reader<B>,
  ): Reply<B | undefined> {
    if (status >= 400) {
      const body = parseJson(chunks);
      const said = this.#settings.classify?.(status, body) ?? codeOfStatus(status);
      const code = call.method === 'GET' && OF_CHANGES.has(said) ? 'UPSTREAM_ERROR' : said;
      const number = /^\d{1,32}$/u.exec(this.#settings.exchangeNumber?.(body) ?? '')?.[0];
      const what = number === undefined ? String(status) : `${status} (${number})`;
      throw this.#problem(code, call, what, { status, ...retryAfter(headers['retry-after']) });
    }
    if (status >= 300)
      throw this.#problem('UPSTREAM_INVALID_RESPONSE', call, `redirect ${status}`, { status });
    const isEmpty = chunks.length === 0;
    const body = read(chunks);
    if (body === undefined && !isEmpty) throw this.#problem('UPSTREAM_INVALID_RESPONSE', call, 'not JSON');
    return { status, headers, body };
  }

  #url({ path: { text }, query }: Call): URL {
    const url = new URL(this.#settings.baseUrl + text);
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined) url.searchParams.append(name, String(value));
    }
    if (!url.pathname.endsWith(text)) throw new Error('a path changed its shape in the URL');
    return url;
  }

  #readClock(date: string | undefined): void {
    const theirs = Date.parse(date ?? '');
    if (!Number.isNaN(theirs)) this.#clockSkewMs = theirs - Date.now();
  }

  #problem(
    code: ProblemCode,
    call: Call,
    what: string,
    more: { status?: number; retryAfterSeconds?: number; hadNoEffect?: boolean } = {},
  ): ProblemError {
    const logged = `${this.#settings.system}: ${call.method} ${call.path.template}: ${what}`;
    return new ProblemError(code, { system: this.#settings.system, logged, ...more });
  }

  /**
   * Got's error holds the request, credentials and all, so it is never kept as a `cause`. What is neither Got's nor
   * the deadline's is a bug of ours and passes unchanged.
   */
  #known(error: unknown, call: Call, asked: boolean): ProblemError {
    if (error instanceof ProblemError) return error;
    if (error instanceof BulkheadRejectedError) {
      const hadNoEffect = true;
      return this.#problem('UPSTREAM_UNAVAILABLE', call, 'too many requests wait for this system', {
        hadNoEffect,
      });
    }
    if (error instanceof DOMException)
      return this.#problem('UPSTREAM_TIMEOUT', call, 'deadline', { hadNoEffect: !asked });
    if (!(error instanceof RequestError)) throw error;
    const late = error instanceof TimeoutError || error.code === 'ERR_ABORTED';
    const hadNoEffect = neverConnected(error);
    return this.#problem(late ? 'UPSTREAM_TIMEOUT' : 'UPSTREAM_UNAVAILABLE', call, error.code, {
      hadNoEffect,
    });
  }

  close(): void {
    this.#agent.http.destroy();
    this.#agent.https.destroy();
  }
}

/** What only a change can be refused with: a question that is is refused for reasons nobody foresaw. */
const OF_CHANGES: ReadonlySet<ProblemCode> = new Set(['CONFLICT', 'ALREADY_EXISTS', 'BAD_INPUT']);

/** Codes of failures that come before the first byte of a request: nobody there, no such name, no trust. */
const BEFORE_SENDING =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CERT_.*|ERR_TLS_.*|DEPTH_ZERO_.*|SELF_SIGNED_.*|UNABLE_TO_.*)$/u;

const neverConnected = (error: RequestError): boolean =>
  error instanceof TimeoutError
    ? ['lookup', 'connect', 'secureConnect'].includes(error.event)
    : BEFORE_SENDING.test(error.code);

/**
 * Whether a connection that had been of use before was closed on a request, with no word of an answer: most likely the
 * system had done with it, and did not know of the request.
 */
const metClosing = (error: unknown): boolean =>
  error instanceof RequestError &&
  error.request?.reusedSocket === true &&
  error.response === undefined &&
  /^(?:ECONNRESET|EPIPE)$/u.test(error.code);

const isSafe = ({ method, changesNothing = method === 'GET' }: Call): boolean => changesNothing;

/** Got would wait for somebody to write the body of a call that may have one. */
const isBodyless = ({ method, json, form }: Call) =>
  method !== 'GET' && json === undefined && form === undefined;

/** Reads a body, whose chunks it may keep; undefined for what is not JSON, an empty body included. */
type Reader<B> = (chunks: Buffer[]) => B | undefined;

const parseJson: Reader<unknown> = (chunks) => parsed(Buffer.concat(chunks).toString('utf8'));

function framedList(
  chunks: Buffer[],
  member: string | undefined,
): { frame: unknown; list: JsonList } | undefined {
  const list = listIn(chunks, member);
  const frame = parsed(list.frame);
  return frame === undefined ? undefined : { frame, list };
}

/** In JSON nothing is undefined. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function codeOfStatus(status: number): ProblemCode {
  if (status === 401 || status === 403) return 'NOT_PERMITTED';
  if (status === 404) return 'NOT_FOUND';
  if (status === 429) return 'UPSTREAM_RATE_LIMITED';
  return status >= 500 ? 'UPSTREAM_UNAVAILABLE' : 'UPSTREAM_ERROR';
}

/** Seconds to wait, from seconds or a date; nothing where the header says nothing sensible. */
function retryAfter(header: string | readonly string[] | undefined): { retryAfterSeconds?: number } {
  const text = typeof header === 'string' ? header.trim() : '';
  const seconds = /^\d{1,9}$/u.test(text) ? Number(text) : Math.ceil((Date.parse(text) - Date.now()) / 1000);
  return Number.isNaN(seconds) ? {} : { retryAfterSeconds: Math.max(0, seconds) };
}

/** Reads a list item by item: one bad item costs itself, and is counted, not the whole list. */
export function decodeEach<T>(items: Iterable<unknown>, shape: Shape<T>): { items: T[]; bad: number } {
  const good: T[] = [];
  let bad = 0;
  for (const item of items) {
    const read = shape.safeParse(item);
    if (read.success) good.push(read.data);
    else bad += 1;
  }
  return { items: good, bad };
}

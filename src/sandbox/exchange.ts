import type { IncomingMessage, ServerResponse } from 'node:http';

/** One line of a simulator's request log. `path` is as it was sent, query included; `status` is null while unanswered. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  status: number | null;
  readonly at: string;
  /** The fault it met, if any. */
  fault?: string;
}

/** One change of a simulator's state: the truth about what happened, whatever the caller was told. */
export interface Effect {
  readonly kind: string;
  readonly target: string;
  readonly at: string;
  /** What whoever asked for it calls the object, where its id is the vendor's own invention. */
  readonly name?: string;
}

/** What a route is given. */
export interface SimRequest<Caller = unknown> {
  readonly method: string;
  /** The path that was routed: without query, percent-encoded as sent. */
  readonly path: string;
  /** The decoded `:name` segments of the route's pattern. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly rawBody: Buffer;
  /** Who asks, as `authenticate` found; undefined on public routes. */
  readonly caller: Caller;
}

/**
 * What a route answers. `json` is serialised, `text` is sent as it is; with neither the body is empty.
 */
export interface SimResponse {
  readonly status: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
}

const LOG_LIMIT = 100_000;

/** Keeps the newest entries of a log, up to a bound. */
export class BoundedLog<T> {
  readonly entries: T[] = [];

  add(entry: T): void {
    this.entries.push(entry);
    if (this.entries.length > LOG_LIMIT) this.entries.splice(0, this.entries.length - LOG_LIMIT);
  }

  clear(): void {
    this.entries.length = 0;
  }
}

/** Records what changed. `kind` reads like `user.created`; `target` is the vendor's id of the object. */
export class Journal extends BoundedLog<Effect> {
  record(kind: string, target: string, name?: string): void {
    this.add({ kind, target, at: new Date().toISOString(), ...(name === undefined ? {} : { name }) });
  }
}

/** Sends an answer whole; on a connection that is gone, nothing. */
export function send(
  response: ServerResponse,
  answer: SimResponse,
  extra: Readonly<Record<string, string>> = {},
): void {
  if (response.destroyed) return;
  const body = answer.json !== undefined ? JSON.stringify(answer.json) : (answer.text ?? '');
  const bytes = Buffer.from(body);
  const headers: Record<string, string | string[] | number> = { ...extra };
  if (answer.json !== undefined) headers['content-type'] = 'application/json';
  Object.assign(headers, answer.headers);
  if (answer.status !== 204 && answer.status !== 304) headers['content-length'] = bytes.length;
  response.writeHead(answer.status, headers);
  response.end(answer.status === 204 ? undefined : bytes);
}

/** Thrown anywhere below a route to answer at once with the vendor's refusal. */
export class Refusal extends Error {
  readonly response: SimResponse;

  constructor(response: SimResponse) {
    super(`refused with ${response.status}`);
    this.response = response;
  }
}

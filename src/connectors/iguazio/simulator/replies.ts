import { randomBytes } from 'node:crypto';
import { Refusal, type SimRequest, type SimResponse } from '../../../sandbox/exchange.ts';
import type { Route } from '../../../sandbox/kit.ts';
import type { Plane, User } from './resources.ts';

/** Who asks, and with what. */
export interface Session {
  readonly user: User;
  /** The session's id, or the access key. */
  readonly key: string;
  readonly planes: readonly Plane[];
}

/** A request with the correlation id that its answer, and the job it starts, will carry. */
export interface Call extends SimRequest<Session> {
  readonly ctx: string;
}

export type Routes = readonly Route<Session>[];
type Answer = (call: Call) => SimResponse;

const route =
  (method: string) =>
  (pattern: string, answer: Answer): Route<Session> => ({
    method,
    pattern,
    handle: (request) => answer({ ...request, ctx: newContextId() }),
  });

export const get = route('GET');
export const post = route('POST');
export const put = route('PUT');
export const remove = route('DELETE');

/** About 20 digits, more than a double can hold; now and then with a leading zero (§3). */
export const newContextId = (): string => randomBytes(8).readBigUInt64BE().toString().padStart(20, '0');

export interface Document {
  readonly data?: unknown;
  readonly included?: readonly unknown[] | undefined;
  readonly meta?: Readonly<Record<string, unknown>>;
}

export function reply(call: Call, status: number, document: Document = {}): SimResponse {
  return { status, json: { ...document, meta: { ...document.meta, ctx: call.ctx } } };
}

/** Success without a word: the only answers that carry no context id. */
export const noContent: SimResponse = { status: 204 };

/** A failure as the platform words it: the status is repeated as a number (§3). */
export function failure(status: number, detail: string): SimResponse {
  return { status, json: { errors: [{ status, detail }], meta: { ctx: newContextId() } } };
}

export function refuse(status: number, detail: string): never {
  throw new Refusal(failure(status, detail));
}

/** The record, or 404. */
export function found<T>(record: T | undefined, what: string): T {
  return record ?? refuse(404, `${what} not found`);
}

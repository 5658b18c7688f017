import { z } from 'zod';
import type { Json, JsonObject } from '../../json.ts';
import type { Ref, SystemKey } from '../../model/ref.ts';
import type { Intent } from '../../operation.ts';
import { type Problem, ProblemError, problemOf } from '../../problems.ts';
import type { Scope } from '../../scope.ts';
import type { AnyChange, Change } from '../../writing.ts';
import type { Client } from './client.ts';

/** Where a request changes something. */
export interface Site {
  readonly system: SystemKey;
  readonly client: Client;
  readonly scope: Scope;
  /** The platform's release, if it tells. */
  version(): Promise<string | null>;
  /** What people call an account, a group or a project; its id, where that cannot be read. */
  nameOf(ref: Ref): Promise<string>;
}

/** Makes the change that an intent of one kind of write names. */
export type Maker = (site: Site, intent: Intent) => AnyChange;

/** One kind of write: what its intents hold, secrets included, and the change that they become. */
export const kindOf =
  <A, S>(shape: z.ZodType<A>, make: (site: Site, args: A) => Change<S>): Maker =>
  (site, { args, secrets }) =>
    make(site, shape.parse({ ...args, ...secrets }));

/** Attributes by the platform's own names, with what they are to be. */
export const Attributes: z.ZodType<JsonObject> = z.record(z.string(), z.json());

/** An object without what is not given. */
export const given = <T extends Readonly<Record<string, Json | undefined>>>(fields: T): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );

export const notFound = (...field: readonly string[]) => new ProblemError('NOT_FOUND', { field });
export const badInput = (message: string, ...field: readonly string[]) =>
  new ProblemError('BAD_INPUT', { message, field });

/** Names the fields of an input that the platform has no place for: all but these. */
export function leftOutOf(
  system: SystemKey,
  input: object,
  ...places: readonly string[]
): readonly Problem[] {
  const known = new Set(['system', 'wait', 'allowProtected', 'idempotencyKey', ...places]);
  return Object.entries(input)
    .filter(([name, value]) => value !== undefined && !known.has(name))
    .map(([name]) => leftOut(system, name));
}

/** Says that the platform has no place for a field. */
export const leftOut = (system: SystemKey, ...field: readonly string[]): Problem =>
  problemOf('UNSUPPORTED', { system, field });

import { z } from 'zod';
import type { Json, JsonObject } from '../../json.ts';
import { type Problem, ProblemError, problemOf } from '../../problems.ts';

/** What makes a mutation what it is, and is no setting: each vendor has it, or none needs it. */
const CONTROLS = [
  'system',
  'user',
  'group',
  'wait',
  'ignoreMissing',
  'force',
  'allowProtected',
  'idempotencyKey',
];

/** Fields of an input that nothing here has a place for. */
export function unplaced(input: object, ...placed: readonly string[]): Problem[] {
  return Object.entries(input)
    .filter(([name, value]) => value != null && !CONTROLS.includes(name) && !placed.includes(name))
    .map(([name]) => unsupported([name]));
}

export const unsupported = (field: readonly string[], message?: string): Problem =>
  problemOf('UNSUPPORTED', { field, message: message ?? `The system has no place for ${field.join('.')}.` });

export const badField = (field: readonly string[], message: string): ProblemError =>
  new ProblemError('BAD_INPUT', { field, message });

export const notThere = (field: readonly string[], message?: string): ProblemError =>
  new ProblemError('NOT_FOUND', { field, message });

/** Values as an intent keeps them: what was left out is not there. */
export const given = (values: Readonly<Record<string, Json | undefined>>): JsonObject =>
  Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );

export type Properties = Readonly<Record<string, Json>>;
export const Properties: z.ZodType<Properties> = z.record(z.string(), z.json());

/** Free-form properties as a caller gave them. */
export function propertiesIn(value: unknown, field: readonly string[]): Properties | undefined {
  if (value === undefined) return undefined;
  const read = Properties.safeParse(value);
  if (!read.success) throw badField(field, 'Properties are an object, e.g. {"team": "north"}.');
  return read.data;
}

/** What names of accounts and groups are made of (§6.3). */
const NAME = /^[\w@.+-]{1,80}$/u;

export function checkName(name: string, shortest: number, field: string): void {
  if (NAME.test(name) && name.length >= shortest) return;
  const message = `Names are ${shortest} to 80 characters long: letters, digits and @ . + _ -`;
  throw badField([field], message);
}

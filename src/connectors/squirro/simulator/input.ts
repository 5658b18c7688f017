import { z } from 'zod';
import type { SimRequest } from '../../../sandbox/exchange.ts';
import { refuse } from './refusals.ts';

function read<T>(shape: z.ZodType<T>, value: unknown): T {
  const { success, data, error } = shape.safeParse(value);
  if (success) return data;
  const errors = error.issues.map(({ path, message }) => [...path.map(String), message].join(': '));
  return refuse(400, 'request rejected', errors);
}

function requireType(request: SimRequest, type: string): void {
  const given = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (given !== type) refuse(400, 'malformed request', [`expected ${type}`]);
}

/** A JSON body; anything but an object of the shape is refused. */
export function readJson<T>(request: SimRequest, shape: z.ZodType<T>): T {
  requireType(request, 'application/json');
  return read(shape, parsed(request.rawBody.toString()) ?? refuse(400, 'malformed JSON'));
}

/** A form, where the last of several equal keys counts. An empty body needs no content type. */
export function readForm<T>(request: SimRequest, shape: z.ZodType<T>): T {
  return read(shape, Object.fromEntries(formFields(request)));
}

/** A form, where a key that was sent several times makes a list. */
export function readRepeatingForm<T>(request: SimRequest, shape: z.ZodType<T>): T {
  const lists = Map.groupBy(formFields(request), ([key]) => key);
  const fields = Array.from(lists, ([key, sent]) => {
    const values = sent.map(([, value]) => value);
    return [key, values.length > 1 ? values : values[0]];
  });
  return read(shape, Object.fromEntries(fields));
}

function formFields(request: SimRequest): URLSearchParams {
  if (request.rawBody.length > 0) requireType(request, 'application/x-www-form-urlencoded');
  return new URLSearchParams(request.rawBody.toString());
}

export function readQuery<T>(request: SimRequest, shape: z.ZodType<T>): T {
  return read(shape, Object.fromEntries(request.query));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The credentials of a client, which forms and queries may carry. */
export const clientFields = { client_id: z.string().optional(), client_secret: z.string().optional() };

/** A text that must be there and must not be empty. */
export const requiredText = z.string('value is required').min(1, 'value is required');

/** Python's `True` and `False`; read without regard to case, `1` and `0` too (squirro.md §15). */
export const flag = (missing: boolean) =>
  z
    .string()
    .toLowerCase()
    .pipe(z.enum(['true', '1', 'false', '0'], 'not a boolean'))
    .transform((text) => text === 'true' || text === '1')
    .default(missing);

/** One of a closed set of words. */
export const oneOf = <const T extends readonly string[]>(words: T) => z.enum(words, 'unknown value');

/** JSON inside one field of a form. */
export const jsonField = <T>(shape: z.ZodType<T>) =>
  z
    .string()
    .transform((text, context): unknown => {
      const value = parsed(text);
      if (value === undefined) context.addIssue('not JSON');
      return value;
    })
    .pipe(shape);

/** The client's own idea of an address (squirro.md §4), with its end held to it as well. */
export const email = z
  .string('value is required')
  .regex(/^[^@\s]+@[^@\s]+\.[^@\s]+$/u, 'not an e-mail address');

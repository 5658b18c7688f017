import type { ProblemCode } from '../../generated/types.ts';
import type { SystemKey } from '../../model/ref.ts';
import { type Problem, ProblemError, problemOf, type ProblemOptions } from '../../problems.ts';
import { done, type History, open, refused, type Verdict } from '../../writing.ts';

/** What a refusal means for one write: by status, the problem it stands for. */
export type Meanings = Readonly<Record<number, ProblemOptions & { readonly code: ProblemCode }>>;

/** What a status says of any write (squirro.md §3.3). */
const usual: Meanings = { 400: { code: 'BAD_INPUT' }, 409: { code: 'CONFLICT' } };

/** Sends a write, and says of a refusal what it means there. The words of the refusal itself are not read. */
export async function sent<T>(system: SystemKey, write: Promise<T>, meanings: Meanings = {}): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (!(error instanceof ProblemError) || error.status === undefined) throw error;
    const meaning = { ...usual, ...meanings }[error.status];
    if (!meaning) throw error;
    const { code, ...options } = meaning;
    throw new ProblemError(code, { system, ...options, status: error.status, logged: error.message });
  }
}

/** Fields of an input that Squirro has no place for: each that is given and not named here. */
export function leftOutOf(
  system: SystemKey,
  input: object,
  known: readonly string[],
  at: readonly string[] = [],
): Problem[] {
  return Object.entries(input)
    .filter(([name, value]) => value !== undefined && !known.includes(name))
    .map(([name]) => problemOf('UNSUPPORTED', { system, field: [...at, name] }));
}

export const badField = (message: string, ...field: readonly string[]) =>
  new ProblemError('BAD_INPUT', { message, field });

export const notFound = (...field: readonly string[]) => new ProblemError('NOT_FOUND', { field });

/** A text that must not be empty. */
export function requireText(text: string, ...field: readonly string[]): string {
  if (text.trim() === '') throw badField(`${field.join('.')} must not be empty.`, ...field);
  return text;
}

/** The client's own idea of an address (squirro.md §4). It drops others without a word; here they are refused. */
const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/u;

export function requireEmail(email: string, ...field: readonly string[]): void {
  if (!EMAIL.test(email)) throw badField(`${field.join('.')} must be an e-mail address.`, ...field);
}

/** Of what is to go: what is not there any more went by us, if we asked for it. */
export function judgeGone(
  isThere: boolean,
  { attempts }: History,
  missing: { readonly ignore: boolean; readonly field: readonly string[] },
): Verdict {
  if (isThere) return open;
  if (attempts > 0 || missing.ignore) return done();
  return refused('NOT_FOUND', { field: missing.field });
}

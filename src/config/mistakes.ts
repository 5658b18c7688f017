import type { z } from 'zod';
import { didYouMean, nearest } from '../nearest.ts';

/** What is wrong at one place of the configuration, in words that hold no value from it. */
export interface Mistake {
  /** Such as `systems.dss-prod.url`; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

/** The configuration cannot be used. Holds every mistake, not the first. */
export class ConfigError extends Error {
  readonly mistakes: readonly Mistake[];

  constructor(mistakes: readonly Mistake[]) {
    super(mistakes.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('\n'));
    this.name = 'ConfigError';
    this.mistakes = mistakes;
  }
}

export type Path = readonly PropertyKey[];

export const mistake = (path: Path, message: string): Mistake => ({
  path: path.map(String).join('.'),
  message,
});

/** The settings that may stand at a path, for "did you mean". */
export type KnownSettings = (path: Path) => readonly string[];

/** Checks a value against its shape; what is wrong with it goes to `mistakes`, in plain words. */
export function check<T>(
  shape: z.ZodType<T>,
  value: unknown,
  { at, known, mistakes }: { at: Path; known: KnownSettings; mistakes: Mistake[] },
): T | undefined {
  const read = shape.safeParse(value, { error: inWords });
  if (read.success) return read.data;
  mistakes.push(...read.error.issues.flatMap((issue) => mistakesOf(issue, at, known)));
  return undefined;
}

function mistakesOf(issue: z.core.$ZodIssue, at: Path, known: KnownSettings): Mistake[] {
  const path = [...at, ...issue.path];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownSetting(path, key, known(path)));
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return nearestBranch(issue.errors).flatMap((inner) => mistakesOf(inner, path, known));
  }
  return [mistake(path, issue.message)];
}

/** Of alternatives, the one that was probably meant: where the least is wrong. */
const nearestBranch = (branches: readonly z.core.$ZodIssue[][]): readonly z.core.$ZodIssue[] =>
  branches.toSorted((a, b) => weight(a) - weight(b))[0] ?? [];

const weight = (issues: readonly z.core.$ZodIssue[]) =>
  issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0);

/** Settings that hold secrets. In YAML, `{ hunter2 }` is a setting named hunter2: a name is printed here only if it is nearly one of ours. */
const SECRETIVE: ReadonlySet<PropertyKey> = new Set(['credentials', 'apiKeys', 'issuers', 'ledger']);

function unknownSetting(path: Path, key: string, known: readonly string[]): Mistake {
  if (path.some((step) => SECRETIVE.has(step)) && nearest(key, known) === undefined) {
    return mistake(path, `holds a setting that is none; there are: ${known.join(', ')}`);
  }
  return mistake([...path, key], `there is no such setting${didYouMean(key, known)}`);
}

const kinds: Readonly<Record<string, string>> = {
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

/** A zod issue as somebody who edits YAML would say it. */
function inWords(issue: z.core.$ZodRawIssue): string {
  const choice = issue.code === 'invalid_value' ? issue.values.join(', ') : undefined;
  if (issue.input === undefined) return choice === undefined ? 'is missing' : `is missing; one of ${choice}`;
  if (issue.input === null) return 'has no value';
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kinds[issue.expected] ?? issue.expected}, not ${kindOf(issue.input)}`;
    case 'invalid_value':
      return `must be one of ${choice}${suggestionFor(issue.input, issue.values.map(String))}`;
    case 'too_small':
      return issue.origin === 'string' ? 'must not be empty' : `must be at least ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string'
        ? `must have at most ${issue.maximum} characters`
        : `must be at most ${issue.maximum}`;
    case 'invalid_format':
      return 'has the wrong form';
    default:
      return 'is not as expected';
  }
}

const suggestionFor = (input: unknown, values: readonly string[]) =>
  typeof input === 'string' ? didYouMean(input, values) : '';

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a number' : 'a fraction';
  return kinds[typeof value] ?? typeof value;
}

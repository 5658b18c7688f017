import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Mistake, mistake, type Path } from './mistakes.ts';

/** Where a configuration takes from what it does not hold itself. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder that relative file names start from: that of the configuration. */
  readonly directory: string;
}

/** `${env:NAME}`, `${file:/path}`, `$${` for `${` itself; anything else after `${` is a mistake. */
const REFERENCE = /\$\$\{|\$\{(?:(env|file):([^}]*)\}|)/gu;

/**
 * Replaces the references in every text of a configuration. What they give is taken literally: it is not looked through
 * for references again. A text with a mistake stays as it is.
 */
export function resolveReferences(
  value: unknown,
  from: Surroundings,
  mistakes: Mistake[],
  at: Path = [],
): unknown {
  if (typeof value === 'string') return resolveText(value, from, mistakes, at);
  if (Array.isArray(value))
    return value.map((item, i) => resolveReferences(item, from, mistakes, [...at, i]));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      resolveReferences(inner, from, mistakes, [...at, key]),
    ]),
  );
}

function resolveText(text: string, from: Surroundings, mistakes: Mistake[], at: Path): string {
  const before = mistakes.length;
  const resolved = text.replace(REFERENCE, (match, source: 'env' | 'file' | undefined, name = '') => {
    if (match === '$${') return '${';
    const found =
      source === undefined
        ? 'a reference is ${env:NAME} or ${file:/path}; write $${ for ${ itself'
        : sources[source](name, from);
    if (typeof found === 'object') return found.text;
    mistakes.push(mistake(at, found));
    return match;
  });
  return mistakes.length === before ? resolved : text;
}

/** The text a reference stands for, or what is wrong with it. */
const sources: Record<'env' | 'file', (name: string, from: Surroundings) => { text: string } | string> = {
  env: (name, { environment }) => {
    const text = environment[name];
    return text === undefined ? `the environment variable ${name} is not set` : { text };
  },
  file: (name, { directory }) => {
    const text = readText(resolve(directory, name));
    return typeof text === 'object' ? { text: text.text.replace(/\r?\n$/u, '') } : text;
  },
};

/** The text of a file, or why it cannot be had. */
export function readText(file: string): { readonly text: string } | string {
  try {
    return { text: readFileSync(file, 'utf8') };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return `the file ${file} cannot be read: ${reasons[code] ?? code}`;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'this user may not read it',
  EISDIR: 'it is a folder',
};

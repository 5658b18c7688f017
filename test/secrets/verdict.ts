import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Findings } from './apart.ts';
import { type Canaries, canariesIn, isKept, MADE } from './canaries.ts';

/** All that came out of the gateways of a run. */
export interface Record {
  readonly folder: string;
  readonly findings: readonly Findings[];
  /** What a canary is called; undefined: it is none of this run's. */
  readonly nameOf: (number: number) => string | undefined;
}

/** A place where a secret could have come out, and those that did. */
export interface Sink {
  readonly where: string;
  readonly bytes: number;
  readonly hits: readonly string[];
}

export interface Verdict {
  readonly sinks: readonly Sink[];
  readonly gateways: number;
  /** Files of tests that started gateways, and how many. */
  readonly files: readonly { readonly file: string; readonly count: number }[];
  /** How often one of its own credentials is in a gateway's memory, at most. */
  readonly copies: number;
}

/** Reads what a run left in its folder; `own` are the canaries that the run itself made. */
export function readRecord(folder: string, own: Canaries): Record {
  const minted = globSync(join(folder, 'minted'))
    .flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'))
    .map((line) => JSON.parse(line) as { number: number; name: string });
  const names = new Map(minted.map(({ number, name }) => [number, name]));
  const findings = globSync(join(folder, 'gateways/*/findings.json')).map(
    (file) => JSON.parse(readFileSync(file, 'utf8')) as Findings,
  );
  return { folder, findings, nameOf: (number) => names.get(number) ?? own.nameOf(number) };
}

/** Searches everything. */
export function verdictOn(record: Record, told: readonly string[] | undefined): Verdict {
  const { findings } = record;
  const counts = Map.groupBy(findings, ({ file }) => file);
  const own = findings.flatMap(({ memory }) =>
    memory.found.filter(([number]) => record.nameOf(number)?.startsWith('configured: ')),
  );
  return {
    sinks: [
      inFiles(record, 'answers, with their headers', ['gateways/*/answers'], isShownOnce),
      inFiles(record, 'log and errors, at level trace', ['gateways/*/stdout', 'gateways/*/stderr']),
      inFiles(record, 'output of commands, and what they export', ['commands/*/*']),
      inFiles(record, 'files that gateways wrote, with ledgers', [
        'gateways/*/running/**',
        'gateways/*/work/**',
        'gateways/*/temp/**',
        'compiled/**',
      ]),
      inTexts(record, told ? 'Redis, command by command' : 'Redis (there is no redis-server)', told ?? []),
      inMemory(record),
      onHeaps(record),
    ],
    gateways: findings.length,
    files: [...counts].map(([file, all]) => ({ file, count: all.length })).toSorted(byFile),
    copies: Math.max(0, ...own.map(([, times]) => times)),
  };
}

const byFile = (a: { file: string }, b: { file: string }) => a.file.localeCompare(b.file);

/** Whether a file may hold a canary, for all that it is one. */
type Allowance = (content: string, number: number, name: string) => boolean;

/** What a vendor made for a caller is in one answer, once. */
const isShownOnce: Allowance = (content, number, name) =>
  name.endsWith(MADE) && content.split(`canary-${number}-`).length === 2;

function inFiles(
  { folder, nameOf }: Record,
  where: string,
  patterns: readonly string[],
  isAllowed: Allowance = () => false,
): Sink {
  const files = globSync(patterns, { cwd: folder, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name));
  let bytes = 0;
  const hits = files.flatMap((file) => {
    const content = readFileSync(file);
    const text = content.toString('latin1');
    bytes += content.length;
    return [...canariesIn(text)].flatMap((number) => {
      const name = nameOf(number);
      if (name === undefined || isAllowed(text, number, name)) return [];
      return [`${name}, in ${file.slice(folder.length + 1)}`];
    });
  });
  return { where, bytes, hits };
}

function inTexts({ nameOf }: Record, where: string, texts: readonly string[]): Sink {
  const hits = texts.flatMap((text) => namesIn(text, nameOf));
  return { where, bytes: texts.reduce((sum, { length }) => sum + length, 0), hits };
}

const namesIn = (text: string, nameOf: Record['nameOf']): readonly string[] =>
  [...canariesIn(text)].flatMap((number) => nameOf(number) ?? []);

/** On V8's heap and outside of it: of requests and answers, nothing may be left. */
function inMemory({ findings, nameOf }: Record): Sink {
  const hits = findings.flatMap(({ file, memory }) =>
    memory.found.flatMap(([number, times]) => {
      const name = nameOf(number);
      return name === undefined || isKept(name) ? [] : [`${name}, ${times} times, after ${file}`];
    }),
  );
  const bytes = findings.reduce((sum, { memory }) => sum + memory.bytes, 0);
  return { where: 'memory, on the heap and off it: of requests and of answers', bytes, hits };
}

/** What has to be kept has one holder: the private field of a `Secret`. */
function onHeaps({ findings, nameOf }: Record): Sink {
  const heaps = findings.flatMap(({ file, heap }) => (heap ? [{ file, ...heap }] : []));
  const hits = heaps.flatMap(({ file, found }) =>
    found.flatMap(({ numbers, heldBy }) => {
      const names = numbers.flatMap((number) => nameOf(number) ?? []);
      const others = heldBy.filter((holder) => holder !== 'Secret.#value');
      return names.length === 0 || others.length === 0
        ? []
        : [`${names.join()}, held by ${others.join(' and ')}, after ${file}`];
    }),
  );
  const bytes = heaps.reduce((sum, heap) => sum + heap.bytes, 0);
  return { where: `snapshots of ${heaps.length} heaps: own credentials outside of a Secret`, bytes, hits };
}

import type { ChangeOutcome } from '../../src/generated/types.ts';
import type { History, Recorded, Sent } from './history.ts';
import { moments, type Pointed } from './points.ts';
import type { Stormed } from './storm.ts';
import { type Finding, type Wrong, wrongs } from './verdict.ts';

const outcomes: readonly ChangeOutcome[] = ['APPLIED', 'ALREADY', 'PARTIAL', 'NOT_APPLIED', 'UNKNOWN'];

type Row = Readonly<Record<string, number | string>>;

/** What became of mutations, by some word about them. */
export function outcomeRows({ sent, recorded }: History, wordOf: (one: Sent) => string): readonly Row[] {
  const byKey = new Map(recorded.map((record) => [record.key, record]));
  const groups = Map.groupBy(sent, wordOf);
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([word, ones]) => {
      const records = ones.map(({ key }) => byKey.get(key));
      const count = (is: (record: Recorded | undefined) => boolean) => records.filter(is).length;
      return {
        '': word,
        mutations: ones.length,
        refused: count((record) => record === undefined),
        ...Object.fromEntries(
          outcomes.map((outcome) => [outcome, count((record) => record?.outcome === outcome)]),
        ),
        attempts: records.reduce((sum, record) => sum + attemptsOf(record), 0),
      };
    });
}

const attemptsOf = (record: Recorded | undefined) =>
  record?.steps.reduce((sum, { attempts }) => sum + attempts, 0) ?? 0;

/** How often each thing that must never be was found. */
export const findingRows = (findings: readonly Finding[]): readonly Row[] =>
  (Object.keys(wrongs) as Wrong[]).map((wrong) => ({
    '': wrong,
    found: findings.filter((finding) => finding.wrong === wrong).length,
    'what it is': wrongs[wrong],
  }));

/** How many gateways died at each moment, by class of write. */
export function crashRows({ points }: Pointed): readonly Row[] {
  const classes = [...new Set(points.map(({ move }) => move.writeClass))];
  return moments.map((moment) => ({
    '': moment,
    ...Object.fromEntries(
      classes.map((writeClass) => [
        writeClass,
        points.filter(
          (point) => point.moment === moment && point.move.writeClass === writeClass && point.sent,
        ).length,
      ]),
    ),
  }));
}

export const faultRows = ({ faults }: Stormed): readonly Row[] =>
  [...faults].sort(([, a], [, b]) => b - a).map(([fault, met]) => ({ '': fault, met }));

/** Lines up rows under the names of their columns. */
export function table(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  const isNumber = columns.map((column) => typeof rows[0]?.[column] === 'number');
  return lines
    .map((line) =>
      line
        .map((cell, at) => (isNumber[at] ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

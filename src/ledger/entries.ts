import { createHash } from 'node:crypto';
import type { JsonObject } from '../json.ts';
import type { OperationEvent, OperationRecord, StepRecord } from '../operation.ts';
import type { AuditLine, Head } from './ledger.ts';

/** JSON with the members of every object in the order of their names: the same value is the same text. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** An accepted operation as the audit has it. */
export const acceptance = (operation: OperationRecord): string =>
  canonical({ type: 'accept', operation: withoutSecrets(operation) });

/** What happened to an operation as the audit has it. */
export const happening = (event: OperationEvent): string => canonical(event);

/** What an entry of the audit says. */
export type Entry = OperationEvent | { readonly type: 'accept'; readonly operation: OperationRecord };

export function readEntry(text: string): Entry {
  const entry = JSON.parse(text) as Entry;
  return entry.type === 'accept' ? { ...entry, operation: withDates(entry.operation) } : entry;
}

export const recordText = (record: OperationRecord): string => canonical(record);

export const readRecord = (text: string): OperationRecord => withDates(JSON.parse(text) as OperationRecord);

const withoutSecrets = (record: OperationRecord): OperationRecord => ({
  ...record,
  steps: record.steps.map((step) => ({ ...step, intent: { ...step.intent, secrets: undefined } })),
});

const withDates = (record: OperationRecord): OperationRecord => ({
  ...record,
  startedAt: new Date(record.startedAt),
  finishedAt: date(record.finishedAt),
  steps: record.steps.map((step): StepRecord => ({
    ...step,
    startedAt: date(step.startedAt),
    finishedAt: date(step.finishedAt),
  })),
});

/** JSON has no dates: they are texts there, whatever the type says. */
const date = (time: Date | null): Date | null => time && new Date(time);

/** A line of the audit as it is kept. */
export interface KeptLine extends Omit<AuditLine, 'entry'> {
  readonly entry: string;
}

/** The line that follows the end of the audit. */
export function lineAfter(
  { seq, hash: previous }: Head,
  line: Pick<KeptLine, 'at' | 'operation' | 'entry'>,
): KeptLine {
  const next = { ...line, seq: seq + 1, previous };
  return { ...next, hash: hashOf(next) };
}

/** SHA-256 over the line without its hash, as canonical JSON. */
export function hashOf({ seq, at, operation, entry, previous }: Omit<KeptLine, 'hash'>): string {
  const text = canonical({ seq, at, operation, entry: JSON.parse(entry) as JsonObject, previous });
  return createHash('sha256').update(text).digest('hex');
}

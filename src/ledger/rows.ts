import type { OperationRecord } from '../operation.ts';
import { recordText } from './entries.ts';
import type { Query, Value } from './transaction.ts';

/** An operation as the tables have it: everything follows from its record. */
export interface OperationRow {
  readonly columns: Readonly<Record<(typeof columns)[number], string | null>>;
  /** Where it has steps. */
  readonly systems: readonly string[];
  readonly targets: readonly string[];
}

export const columns = [
  'id',
  'kind',
  'actor',
  'idempotency_key',
  'system',
  'state',
  'started_at',
  'record',
] as const;

export const rowOf = (record: OperationRecord): OperationRow => ({
  columns: {
    id: record.id,
    kind: plain(record.kind),
    actor: plain(record.actor),
    idempotency_key: record.idempotencyKey === null ? null : plain(record.idempotencyKey),
    system: record.system,
    state: record.state,
    started_at: record.startedAt.toISOString(),
    record: recordText(record),
  },
  systems: unique(record.steps.map(({ system }) => system)),
  targets: unique(record.targets.map(plain)),
});

/** A text that every database keeps as it is: NUL and halves of surrogate pairs are written as JSON writes them. */
export const plain = (text: string): string => JSON.stringify(text).slice(1, -1);

const unique = (texts: readonly string[]) => [...new Set(texts)].sort();

export async function insertRow(query: Query, { columns: values, systems, targets }: OperationRow) {
  const places = columns.map((_, i) => `$${i + 1}`).join(', ');
  await query(
    `insert into operations (${columns.join(', ')}) values (${places})`,
    columns.map((name) => values[name]),
  );
  for (const system of systems) await query('insert into systems values ($1, $2)', [values.id, system]);
  await insertTargets(query, values.id, targets);
}

/** What can change of an operation. */
export async function updateRow(query: Query, { columns: { id, state, record }, targets }: OperationRow) {
  await query('update operations set state = $2, record = $3 where id = $1', [id, state, record]);
  await query('delete from targets where operation = $1', [id]);
  await insertTargets(query, id, targets);
}

async function insertTargets(query: Query, id: Value, targets: readonly string[]) {
  for (const target of targets)
    await query('insert into targets (operation, target) values ($1, $2)', [id, target]);
}

import type { OperationRecord } from '../operation.ts';
import type { OperationQuery } from './ledger.ts';
import { plain } from './rows.ts';
import type { Transaction, Value } from './transaction.ts';

/** A page of records as text, newest first. */
export interface FoundPage {
  readonly records: readonly string[];
  readonly hasNextPage: boolean;
  readonly totalCount: number;
}

export interface Search {
  readonly query: OperationQuery;
  readonly first: number;
  readonly after: string | null;
}

/**
 * Whether a caller may see an operation: its own, and everybody's that went nowhere but to these systems. The same as
 * `list` decides.
 */
export const isVisible = (
  { actor, system, steps }: OperationRecord,
  visible: OperationQuery['visible'],
): boolean =>
  actor === visible.actor ||
  [system, ...steps.map((step) => step.system)].every((key) => visible.systems.includes(key));

export async function search(
  { query }: Transaction,
  { query: wanted, first, after }: Search,
): Promise<FoundPage> {
  const values: Value[] = [];
  const value = (one: Value) => `$${values.push(one)}`;
  const conditions = conditionsOf(wanted, value).join(' and ');
  const [counted] = await query(`select count(*) as count from operations o where ${conditions}`, [
    ...values,
  ]);
  const place = after === null ? '' : ` and o.id < ${value(plain(after))}`;
  const rows = await query(
    `select o.record from operations o where ${conditions}${place} order by o.id desc limit ${value(first + 1)}`,
    values,
  );
  return {
    records: rows.slice(0, first).map(({ record }) => String(record)),
    hasNextPage: rows.length > first,
    totalCount: Number(counted?.['count']),
  };
}

function conditionsOf(wanted: OperationQuery, value: (one: Value) => string): string[] {
  const { kinds, states, actor, systems, target, idempotencyKey, since, until, visible } = wanted;
  const oneOf = (column: string, texts: readonly string[]) =>
    texts.length === 0 ? '1 = 0' : `${column} in (${texts.map((text) => value(plain(text))).join(', ')})`;
  const elsewhere = `exists (select 1 from systems s where s.operation = o.id and not (${oneOf('s.system', visible.systems)}))`;
  return [
    `(o.actor = ${value(plain(visible.actor))} or (${oneOf('o.system', visible.systems)} and not ${elsewhere}))`,
    ...(kinds ? [oneOf('o.kind', kinds)] : []),
    ...(states ? [oneOf('o.state', states)] : []),
    ...(actor === undefined ? [] : [`o.actor = ${value(plain(actor))}`]),
    ...(systems
      ? [`exists (select 1 from systems s where s.operation = o.id and ${oneOf('s.system', systems)})`]
      : []),
    ...(target === undefined
      ? []
      : [`exists (select 1 from targets t where t.operation = o.id and t.target = ${value(plain(target))})`]),
    ...(idempotencyKey === undefined ? [] : [`o.idempotency_key = ${value(plain(idempotencyKey))}`]),
    ...(since ? [`o.started_at >= ${value(since.toISOString())}`] : []),
    ...(until ? [`o.started_at < ${value(until.toISOString())}`] : []),
  ];
}

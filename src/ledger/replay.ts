import { after, type OperationRecord } from '../operation.ts';
import { lineIn } from './acts.ts';
import { type KeptLine, readEntry } from './entries.ts';
import { ROWS } from './reader.ts';
import { columns, rowOf } from './rows.ts';
import type { Query, Row } from './transaction.ts';

/** Tables that say something of operations, each row by the operation's id. */
const TABLES = ['audit', 'systems', 'targets', 'claims', 'secrets'] as const;

type Rows = Readonly<Record<(typeof TABLES)[number], ReadonlyMap<unknown, readonly Row[]>>>;

/** Works out every operation from the audit, and tells where what is kept is something else. Gives how many there are. */
export async function compareOperations(query: Query, tell: (what: string) => void): Promise<number> {
  let count = 0;
  for await (const operations of pages(query)) {
    const rows = await rowsOf(
      query,
      operations.map(({ id }) => String(id)),
    );
    for (const operation of operations) compare(operation, rows, tell);
    count += operations.length;
  }
  for (const table of TABLES) {
    const strays = await query(
      `select distinct operation from ${table} t
        where not exists (select 1 from operations o where o.id = t.operation) order by operation limit 100`,
    );
    for (const { operation } of strays) {
      tell(`the table ${table}: tells of the operation ${String(operation)}, which is not there`);
    }
  }
  return count;
}

async function* pages(query: Query): AsyncGenerator<readonly Row[]> {
  for (let last = ''; ;) {
    const rows = await query(`select * from operations where id > $1 order by id limit ${ROWS}`, [last]);
    const end = rows.at(-1);
    if (end === undefined) return;
    yield rows;
    last = String(end['id']);
  }
}

async function rowsOf(query: Query, ids: readonly string[]): Promise<Rows> {
  const places = ids.map((_, i) => `$${i + 1}`).join(', ');
  const found: [string, ReadonlyMap<unknown, readonly Row[]>][] = [];
  for (const table of TABLES) {
    const order = table === 'audit' ? ' order by seq' : '';
    const rows = await query(`select * from ${table} where operation in (${places})${order}`, ids);
    found.push([table, Map.groupBy(rows, ({ operation }) => operation)]);
  }
  // Every table has been asked, which `fromEntries` forgets.
  return Object.fromEntries(found) as unknown as Rows;
}

function compare(kept: Row, rows: Rows, tell: (what: string) => void): void {
  const id = String(kept['id']);
  const wrong = (what: string) => tell(`the operation ${id}: ${what}`);
  const of = (table: keyof Rows) => rows[table].get(kept['id']) ?? [];
  const record = replay(of('audit').map(lineIn));
  if (typeof record === 'string') return wrong(record);

  const { columns: expected, systems, targets } = rowOf(record.operation);
  for (const name of columns) {
    if (kept[name] !== expected[name]) wrong(`its ${name} is not what the audit gives`);
  }
  for (const [table, column, values] of [
    ['systems', 'system', systems],
    ['targets', 'target', targets],
  ] as const) {
    const found = of(table).map((row) => String(row[column]));
    if (found.sort().join('\n') !== [...values].join('\n'))
      wrong(`its ${table} are not what the audit gives`);
  }
  const claims = of('claims').length;
  if (claims !== (record.isOver ? 0 : 1))
    wrong(record.isOver ? 'is at its end, but claimed' : 'nobody can take it up');
  if (record.isOver && of('secrets').length > 0) wrong('is at its end, but has secrets');
}

/** An operation as its lines of the audit tell it, or why they do not. */
function replay(lines: readonly KeptLine[]): { operation: OperationRecord; isOver: boolean } | string {
  let operation: OperationRecord | undefined;
  let isOver = false;
  for (const { seq, at, operation: id, entry: text } of lines) {
    const entry = entryIn(text);
    const isFirst = operation === undefined;
    if (entry === undefined || isOver || isFirst !== (entry.type === 'accept')) {
      return `line ${seq} of the audit cannot be about it`;
    }
    if (entry.type === 'accept') operation = entry.operation;
    else if (operation) operation = after(operation, entry, new Date(at));
    if (operation?.id !== id) return `line ${seq} of the audit is about another`;
    isOver = entry.type === 'end';
  }
  return operation === undefined ? 'the audit does not tell of it' : { operation, isOver };
}

/** undefined: it is none. The chain tells where it was changed. */
function entryIn(text: string): ReturnType<typeof readEntry> | undefined {
  try {
    return readEntry(text);
  } catch {
    return undefined;
  }
}

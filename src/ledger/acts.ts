import { after } from '../operation.ts';
import { type KeptLine, lineAfter, readEntry, readRecord, recordText } from './entries.ts';
import type { Head } from './ledger.ts';
import { insertRow, plain, rowOf, updateRow } from './rows.ts';
import { search } from './search.ts';
import type { Query, Row, Transaction } from './transaction.ts';

/** Something the ledger does in one transaction. Argument and result cross threads: they are plain data. */
interface Act<A, R> {
  readonly writes: boolean;
  run(transaction: Transaction, argument: A): Promise<R>;
}

/** What is to be recorded. */
type Entry = Pick<KeptLine, 'operation' | 'at' | 'entry'>;

interface Acceptance extends Entry {
  readonly sealed: readonly { readonly step: number; readonly bytes: Uint8Array }[];
}

/** An operation as it is then, as text, and where the audit ends with it. */
export interface Recorded {
  readonly record: string;
  readonly head: Head;
  /** Whether secrets were. */
  readonly erased?: boolean;
}

/** Why nothing may be added: it is another gateway's, or at its end; or another may be at the same document. */
export type Refusal = 'NOT_OURS' | 'NOT_ALONE';

const reads = <A, R>(run: Act<A, R>['run']): Act<A, R> => ({ writes: false, run });
const writes = <A, R>(run: Act<A, R>['run']): Act<A, R> => ({ writes: true, run });

/** Everything that is done with what is kept. */
export const acts = {
  /** The earlier record comes without a head. */
  accept: writes(async ({ query, owner }, { operation, at, entry, sealed }: Acceptance) => {
    const accepted = readEntry(entry);
    if (accepted.type !== 'accept') throw new TypeError('an operation begins with its acceptance');
    const row = rowOf(accepted.operation);
    const { actor, idempotency_key: key } = row.columns;
    const [earlier] =
      key === null
        ? []
        : await query('select record from operations where actor = $1 and idempotency_key = $2', [
            actor,
            key,
          ]);
    if (earlier) return { record: String(earlier['record']), head: null };
    await insertRow(query, row);
    await query('insert into claims (operation, owner) values ($1, $2)', [operation, owner]);
    for (const { step, bytes } of sealed)
      await query('insert into secrets (operation, step, sealed) values ($1, $2, $3)', [
        operation,
        step,
        bytes,
      ]);
    return { record: recordText(accepted.operation), head: await append(query, { operation, at, entry }) };
  }),

  /** Text: why it may not be. */
  add: writes(
    async ({ query, owner, isAlone }, { operation, at, entry }: Entry): Promise<Recorded | Refusal> => {
      const [row] = await query(
        'select o.record from operations o join claims c on c.operation = o.id where o.id = $1 and c.owner = $2',
        [operation, owner],
      );
      const event = readEntry(entry);
      if (event.type === 'accept') throw new TypeError('an operation is accepted once');
      if (row === undefined) return 'NOT_OURS';
      if (event.type === 'attempt' && !(await isAlone())) return 'NOT_ALONE';
      const next = after(readRecord(String(row['record'])), event, new Date(at));
      await updateRow(query, rowOf(next));
      const head = await append(query, { operation, at, entry });
      if (event.type !== 'end') return { record: recordText(next), head };
      const erased = await query('delete from secrets where operation = $1 returning step', [operation]);
      await query('delete from claims where operation = $1', [operation]);
      return { record: recordText(next), head, erased: erased.length > 0 };
    },
  ),

  /** What came of an act whose answer was lost. It writes nothing, but waits for whoever does. */
  recall: writes(async ({ query }, { operation, at, entry }: Entry): Promise<Recorded | null> => {
    const [line] = await query(
      'select seq, hash from audit where operation = $1 and at = $2 and entry = $3 order by seq desc limit 1',
      [operation, at, entry],
    );
    const [row] = await query('select record from operations where id = $1', [operation]);
    return line && row ? { record: String(row['record']), head: headIn(line) } : null;
  }),

  /** Takes what was left by gateways that are no more; gives everything of this owner's but what is `driven`. */
  adopt: writes(async ({ query, owner, isGone }, { driven }: { driven: ReadonlySet<string> }) => {
    for (const row of await query('select distinct owner from claims where owner <> $1', [owner])) {
      const other = String(row['owner']);
      if (await isGone(other)) await query('update claims set owner = $1 where owner = $2', [owner, other]);
    }
    const rows = await query(
      `select o.id, o.record from operations o join claims c on c.operation = o.id
        where c.owner = $1 order by o.id`,
      [owner],
    );
    return rows.filter(({ id }) => !driven.has(String(id))).map(({ record }) => String(record));
  }),

  secretsOf: reads(async ({ query }, { operation, step }: { operation: string; step: number }) => {
    const [row] = await query('select sealed from secrets where operation = $1 and step = $2', [
      operation,
      step,
    ]);
    return row === undefined ? null : (row['sealed'] as Uint8Array);
  }),

  get: reads(async ({ query }, { id }: { id: string }) => {
    const [row] = await query('select record from operations where id = $1', [plain(id)]);
    return row === undefined ? null : String(row['record']);
  }),

  list: reads(search),

  head: reads(({ query }) => headOf(query)),

  lines: reads(async ({ query }, { after: seq, first }: { after: number; first: number }) => {
    const rows = await query('select * from audit where seq > $1 order by seq limit $2', [seq, first]);
    return rows.map(lineIn);
  }),
};

export type ActName = keyof typeof acts;
export type Argument<N extends ActName> = Parameters<(typeof acts)[N]['run']>[1];
export type Result<N extends ActName> = Awaited<ReturnType<(typeof acts)[N]['run']>>;

/** Runs an act by its name. */
export const run = <N extends ActName>(name: N, transaction: Transaction, argument: Argument<N>) =>
  // An act and its argument have the same name; TypeScript sees only that each is one of many.
  (acts[name] as unknown as Act<Argument<N>, Result<N>>).run(transaction, argument);

async function append(query: Query, entry: Entry): Promise<Head> {
  const { seq, at, operation, entry: text, previous, hash } = lineAfter(await headOf(query), entry);
  await query(
    'insert into audit (seq, at, operation, entry, previous, hash) values ($1, $2, $3, $4, $5, $6)',
    [seq, at, operation, text, previous, hash],
  );
  return { seq, hash };
}

/** Where the audit ends; the ledger's own id is what its first line follows. */
export async function headOf(query: Query): Promise<Head> {
  const [line] = await query('select seq, hash from audit order by seq desc limit 1');
  if (line) return headIn(line);
  const [meta] = await query("select value from meta where name = 'ledger'");
  return { seq: 0, hash: String(meta?.['value']) };
}

const headIn = ({ seq, hash }: Row): Head => ({ seq: Number(seq), hash: String(hash) });

export const lineIn = ({ seq, at, operation, entry, previous, hash }: Row): KeptLine => ({
  seq: Number(seq),
  at: String(at),
  operation: String(operation),
  entry: String(entry),
  previous: String(previous),
  hash: String(hash),
});

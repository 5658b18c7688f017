import { randomBytes } from 'node:crypto';
import { LedgerError } from './failures.ts';
import type { Query } from './transaction.ts';

/** What a database calls the same things. */
export interface Dialect {
  /** Text that is compared by its bytes. */
  readonly text: string;
  readonly bytes: string;
  readonly integer: string;
  /** What ends the making of a table. */
  readonly options: string;
}

/** How the tables came to be, in order; what is there already is never changed here. */
const versions: readonly ((dialect: Dialect) => readonly string[])[] = [
  ({ text, bytes, integer, options }) => [
    `create table operations (
      id ${text} primary key,
      kind ${text} not null,
      actor ${text} not null,
      idempotency_key ${text},
      system ${text} not null,
      state ${text} not null,
      started_at ${text} not null,
      record ${text} not null
    )${options}`,
    `create unique index operations_by_key on operations (actor, idempotency_key)
      where idempotency_key is not null`,
    `create table systems (
      operation ${text} not null,
      system ${text} not null,
      primary key (operation, system)
    )${options}`,
    `create table targets (
      operation ${text} not null,
      target ${text} not null,
      primary key (target, operation)
    )${options}`,
    'create index targets_by_operation on targets (operation)',
    `create table audit (
      seq ${integer} primary key,
      at ${text} not null,
      operation ${text} not null,
      entry ${text} not null,
      previous ${text} not null,
      hash ${text} not null
    )${options}`,
    'create index audit_by_operation on audit (operation, seq)',
    // Operations that are not at their end, and who drives them.
    `create table claims (operation ${text} primary key, owner ${text} not null)${options}`,
    `create table secrets (
      operation ${text} not null,
      step ${integer} not null,
      sealed ${bytes} not null,
      primary key (operation, step)
    )${options}`,
  ],
];

/**
 * Makes the tables, or brings older ones up to date. To be called in a transaction that no other gateway's can run
 * beside. `meta.ledger` is drawn once: it tells ledgers apart, and the first line of the audit follows it.
 */
export async function migrate(query: Query, dialect: Dialect): Promise<void> {
  const { text, options } = dialect;
  await query(`create table if not exists meta (name ${text} primary key, value ${text} not null)${options}`);
  const version = await versionOf(query);
  if (version === versions.length) return;
  for (const statements of versions.slice(version)) {
    for (const statement of statements(dialect)) await query(statement);
  }
  const values = [String(versions.length), randomBytes(32).toString('hex')];
  await query(
    `insert into meta (name, value) values ('version', $1)
      on conflict (name) do update set value = excluded.value`,
    values.slice(0, 1),
  );
  await query(
    "insert into meta (name, value) values ('ledger', $1) on conflict (name) do nothing",
    values.slice(1),
  );
}

/** To be called by who only reads: makes sure that the tables are those of this release. */
export async function checkVersion(query: Query): Promise<void> {
  const version = await versionOf(query);
  if (version === versions.length) return;
  throw new LedgerError('was written by an older release: start this one’s gateway on it first');
}

async function versionOf(query: Query): Promise<number> {
  const [row] = await query("select value from meta where name = 'version'");
  const version = Number(row?.['value'] ?? 0);
  if (version <= versions.length) return version;
  throw new LedgerError(
    `was written by a newer release: its tables have version ${version}, this one knows ${versions.length}`,
  );
}

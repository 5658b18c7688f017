import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { type ActName, acts, type Argument, type Result, run } from './acts.ts';
import { type Dialect, migrate } from './tables.ts';
import type { Query } from './transaction.ts';

export const dialect: Dialect = { text: 'text', bytes: 'blob', integer: 'integer', options: ' strict' };

/** An open SQLite database. It blocks whoever asks: a gateway keeps it in a thread of its own. */
export interface SqliteFile {
  readonly query: Query;
  /** Whatever it does comes into being as a whole, on the disk, or not at all. `patience`: milliseconds for a lock. */
  write<T>(work: () => Promise<T>, patience: number): Promise<T>;
  /** Sees one state throughout. */
  read<T>(work: () => Promise<T>): Promise<T>;
  /** Leaves nothing of what was deleted in the log that SQLite writes ahead, unless somebody still reads it. */
  forget(): void;
  close(): void;
}

export const MEMORY = ':memory:';

export async function openSqliteFile(file: string, patience: number): Promise<SqliteFile> {
  const opened = sqliteFile(new DatabaseSync(file, { timeout: patience }));
  try {
    if (file !== MEMORY) await opened.query('pragma journal_mode = wal');
    await opened.query('pragma synchronous = full');
    await opened.query('pragma secure_delete = on');
    await opened.write(() => migrate(opened.query, dialect), patience);
    return opened;
  } catch (error) {
    opened.close();
    throw error;
  }
}

/** To look into, also while a gateway runs. */
export const openSqliteReader = (file: string): SqliteFile =>
  sqliteFile(new DatabaseSync(file, { readOnly: true, timeout: 5_000 }));

function sqliteFile(database: DatabaseSync): SqliteFile {
  const prepared = new Map<string, StatementSync>();
  const run = (text: string) => database.exec(text);
  const inside = async <T>(begin: string, work: () => Promise<T>): Promise<T> => {
    run(begin);
    try {
      const result = await work();
      run('commit');
      return result;
    } catch (error) {
      if (database.isTransaction) run('rollback');
      throw error;
    }
  };
  return {
    query: async (text, values = []) => {
      let statement = prepared.get(text);
      if (statement === undefined) {
        statement = database.prepare(text.replaceAll('$', '?'));
        if (prepared.size < 100) prepared.set(text, statement);
      }
      return Promise.resolve(statement.all(...values));
    },
    write: async (work, patience) => {
      run(`pragma busy_timeout = ${Math.max(1, Math.floor(patience))}`);
      return inside('begin immediate', work);
    },
    read: (work) => inside('begin', work),
    forget: () => {
      try {
        run('pragma busy_timeout = 1; pragma wal_checkpoint(truncate)');
      } catch {
        // What was to be done is done; the log is emptied another time.
      }
    },
    close: () => database.close(),
  };
}

/** Does one act in a transaction of its own. `patience`: milliseconds for a lock. */
export async function performIn<N extends ActName>(
  database: SqliteFile,
  owner: string,
  { name, argument, patience }: { name: N; argument: Argument<N>; patience: number },
): Promise<Result<N>> {
  const transaction = {
    query: database.query,
    owner,
    // Nobody else has the file open to write, and what runs alone here ends with this process.
    isGone: () => Promise.resolve(true),
    isAlone: () => Promise.resolve(true),
  };
  const work = () => run(name, transaction, argument);
  if (!acts[name].writes) return database.read(work);
  const result = await database.write(work, patience);
  if (isErasing(result)) database.forget();
  return result;
}

const isErasing = (result: unknown) =>
  typeof result === 'object' && result !== null && 'erased' in result && result.erased === true;

import { existsSync } from 'node:fs';
import { Client } from 'pg';
import { lineIn } from './acts.ts';
import type { KeptLine } from './entries.ts';
import { LedgerError, reasonOf } from './failures.ts';
import { clientConfig, type DatabaseAddress, tame } from './postgres-connection.ts';
import { openSqliteReader, type SqliteFile } from './sqlite-file.ts';
import { checkVersion } from './tables.ts';
import type { Query } from './transaction.ts';

/** Lines or operations that are read at once. */
export const ROWS = 200;

/** A ledger as it is at one moment, whether a gateway uses it or not. */
export interface Reader {
  readonly query: Query;
  /** What the database itself finds wrong with its file. */
  damage(): Promise<readonly string[]>;
}

/** Looks into a ledger; one that is not there, or not this release's, is a `LedgerError`. */
export const withReader = <T>(
  at: { readonly file: string } | DatabaseAddress,
  work: (reader: Reader) => Promise<T>,
): Promise<T> => ('file' in at ? inFile(at.file, work) : inDatabase(at, work));

/** Every line of the audit, from the first. */
export async function* linesOf(query: Query): AsyncGenerator<KeptLine> {
  for (let last = 0; ;) {
    const rows = await query(`select * from audit where seq > $1 order by seq limit ${ROWS}`, [last]);
    const lines = rows.map(lineIn);
    yield* lines;
    const end = lines.at(-1);
    if (end === undefined) return;
    last = end.seq;
  }
}

async function inFile<T>(file: string, work: (reader: Reader) => Promise<T>): Promise<T> {
  if (!existsSync(file)) throw new LedgerError(`there is no ledger ${file}`);
  const opened = await unless(file, async () => {
    const reader = openSqliteReader(file);
    await reader
      .read(() => checkVersion(reader.query))
      .catch((error: unknown) => {
        reader.close();
        throw error;
      });
    return reader;
  });
  try {
    return await opened.read(() => work({ query: opened.query, damage: () => damageOf(opened) }));
  } finally {
    opened.close();
  }
}

async function damageOf({ query }: SqliteFile): Promise<string[]> {
  const rows = await query('pragma integrity_check');
  return rows.flatMap((row) => Object.values(row).map(String)).filter((text) => text !== 'ok');
}

async function inDatabase<T>(address: DatabaseAddress, work: (reader: Reader) => Promise<T>): Promise<T> {
  const client = new Client(clientConfig(address));
  const query: Query = async (text, values = []) => (await client.query(text, [...values])).rows;
  try {
    await unless('in the database', async () => {
      await client.connect();
      tame(client);
      await query('begin isolation level repeatable read read only');
      await checkVersion(query);
    });
    return await work({ query, damage: () => Promise.resolve([]) });
  } finally {
    await client.end();
  }
}

async function unless<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const why = error instanceof LedgerError ? error.message : `cannot be read: ${reasonOf(error)}`;
    throw new LedgerError(`the ledger ${name} ${why}`);
  }
}

import { randomUUID } from 'node:crypto';
import { mkdtempDisposableSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Logger } from 'pino';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { openLedger } from '../../src/ledger/open.ts';
import type { LedgerSettings } from '../../src/ledger/settings.ts';
import { Secret } from '../../src/secret.ts';
import { key, silent } from './operations.ts';

/** Where PostgreSQL is. Each test makes a schema of its own there, and drops it. */
export const databaseUrl = process.env['DATABASE_URL'] ?? 'postgres://root@127.0.0.1:5432/test';

/** In the pipeline it must be there; elsewhere its tests are skipped where nobody answers. */
export const hasDatabase =
  process.env['CI'] === 'true' ||
  (await asDatabase(() => Promise.resolve()).then(
    () => true,
    () => false,
  ));

/** Does something there as whoever the tests are. */
export async function asDatabase<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: databaseUrl });
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A place for a ledger, gone when the test is over. */
export interface Place extends AsyncDisposable {
  readonly at: LedgerSettings['at'];
}

export interface FilePlace extends Place {
  readonly at: { readonly file: string };
}

export interface DatabasePlace extends Place {
  readonly at: { readonly url: Secret };
  readonly url: string;
  /** Asks the database as somebody else would. */
  query(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
}

export function aFile(): FilePlace {
  const folder = mkdtempDisposableSync(join(tmpdir(), 'rollcall-'));
  return {
    at: { file: join(folder.path, 'rollcall.db') },
    [Symbol.asyncDispose]: () => Promise.resolve(folder.remove()),
  };
}

export async function aDatabase(): Promise<DatabasePlace> {
  const schema = `ledger_${randomUUID().replaceAll('-', '')}`;
  await asDatabase((client) => client.query(`create schema ${schema}`));
  const url = new URL(databaseUrl);
  url.searchParams.set('options', `-csearch_path=${schema}`);
  return {
    at: { url: new Secret(url.href) },
    url: url.href,
    query: (text, values = []) =>
      asDatabase(async (client) => {
        await client.query(`set search_path = ${schema}`);
        return (await client.query<Record<string, unknown>>(text, [...values])).rows;
      }),
    [Symbol.asyncDispose]: async () => {
      await asDatabase((client) => client.query(`drop schema ${schema} cascade`));
    },
  };
}

/** Every kind of place there is. */
export const places: readonly { name: string; isThere: boolean; place(): Promise<Place> }[] = [
  {
    name: 'in memory',
    isThere: true,
    place: () => Promise.resolve({ at: 'MEMORY', [Symbol.asyncDispose]: () => Promise.resolve() }),
  },
  { name: 'in a file', isThere: true, place: () => Promise.resolve(aFile()) },
  { name: 'in PostgreSQL', isThere: hasDatabase, place: aDatabase },
];

export type OpenLedger = Ledger & AsyncDisposable;

/** An open ledger, closed when the test is over. */
export async function open(
  at: LedgerSettings['at'],
  settings: Partial<LedgerSettings> = {},
  log: Logger = silent,
): Promise<OpenLedger> {
  const ledger = await openLedger({ at, key, ...settings }, log);
  return Object.assign(ledger, { [Symbol.asyncDispose]: () => ledger.close() });
}

import { parentPort, workerData } from 'node:worker_threads';
import {
  type Call,
  type Failure,
  isFirst,
  type Reply,
  STARTED,
  type ThreadSettings,
} from './sqlite-calls.ts';
import { openSqliteFile, performIn, type SqliteFile } from './sqlite-file.ts';
import { LedgerError, reasonOf } from './failures.ts';
import { now } from './store.ts';

/** Milliseconds that are left for writing when a lock was waited for. */
const MARGIN = 500;
/** SQLite's codes after which it does not know its files any more: they are opened anew. */
const LOST = new Set([8, 10, 11, 14, 26]); // READONLY, IOERR, CORRUPT, CANTOPEN, NOTADB
const UNUSABLE: ReadonlyMap<number, string> = new Map([
  [11, 'is damaged'],
  [26, 'is no SQLite database'],
]);

const { file, owner } = workerData as ThreadSettings;
let opened: SqliteFile | undefined;

async function perform({ name, argument, until }: Call): Promise<unknown> {
  const patience = () => until - now() - MARGIN;
  opened ??= await openSqliteFile(file, patience());
  return performIn(opened, owner, { name, argument, patience: patience() });
}

async function answer(id: number, work: () => Promise<unknown>): Promise<void> {
  const reply = await work().then(
    (result) => ({ id, result }),
    (error: unknown) => ({ id, ...failureOf(error) }),
  );
  parentPort?.postMessage(reply satisfies Reply);
}

function failureOf(error: unknown): Failure {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
  if (opened !== undefined && LOST.has(code)) {
    opened.close();
    opened = undefined;
  }
  return {
    reason: reasonOf(error),
    words: error instanceof LedgerError ? error.message : UNUSABLE.get(code),
  };
}

let last = answer(0, async () => {
  opened = await openSqliteFile(file, 1_000);
});

parentPort?.on('message', (call: Call | 'close') => {
  last = last.then(() => {
    if (call !== 'close')
      return isFirst(call.turn, STARTED) ? answer(call.id, () => perform(call)) : undefined;
    opened?.close();
    parentPort?.close();
  });
});

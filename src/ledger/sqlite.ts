import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { FileLock } from './file-lock.ts';
import { DROPPED, isFirst, type Reply, type ThreadSettings, type Turn } from './sqlite-calls.ts';
import { LedgerError, reasonOf, StoreError } from './failures.ts';
import { now, type Store } from './store.ts';
import { Turns } from './turns.ts';

interface Call {
  readonly turn: Turn;
  settle(reply: Reply): void;
  fail(reason: string): void;
}

/** Milliseconds that opening the file may take. A gateway that starts has no more urgent business. */
const OPENING_PATIENCE = 30_000;

/**
 * Keeps the ledger in an SQLite file, in a thread of its own: a lock or a slow disk keeps nobody from reading elsewhere.
 * A file that is there but cannot be written just now is tried again with every act; one that cannot be used at all is
 * a `LedgerError`.
 */
export async function openSqlite(file: string): Promise<Store> {
  const owner = randomUUID();
  const wasThere = existsSync(file);
  const lock = new FileLock(file);
  const held = lock.hold();
  if (held && (held.isAnothers || !wasThere)) throw new LedgerError(`the ledger ${file} ${held.reason}`);
  if (!wasThere) create(file);
  const calls = new Map<number, Call>();
  const turns = new Turns();
  let lastId = 0;
  let thread: Worker | undefined;
  let isClosed = false;

  const begin = (): Worker => {
    const started = new Worker(new URL('./sqlite-thread.ts', import.meta.url), {
      workerData: { file, owner } satisfies ThreadSettings,
    });
    started.unref();
    started.on('message', (reply: Reply) => calls.get(reply.id)?.settle(reply));
    started.on('error', () => undefined); // it exits
    started.on('exit', () => {
      if (thread === started) thread = undefined;
      for (const call of calls.values()) call.fail('the thread of the ledger ended');
    });
    return started;
  };

  const call = <T>(send: (thread: Worker, id: number, turn: Turn) => void, until: number, id = ++lastId) => {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const turn: Turn = new Int32Array(new SharedArrayBuffer(4));
    const fail = (reason: string) => {
      end();
      reject(new StoreError(isFirst(turn, DROPPED) ? 'NO' : 'UNKNOWN', reason));
    };
    const timer = setTimeout(fail, until - now(), 'it took too long');
    const end = () => {
      clearTimeout(timer);
      calls.delete(id);
    };
    const settle = (reply: Reply) => {
      end();
      if ('result' in reply) resolve(reply.result as T);
      else
        reject(reply.words === undefined ? new StoreError('NO', reply.reason) : new LedgerError(reply.words));
    };
    const obstacle = isClosed ? 'the ledger is closed' : lock.hold()?.reason;
    if (obstacle !== undefined) fail(obstacle);
    else {
      calls.set(id, { turn, settle, fail });
      send((thread ??= begin()), id, turn);
    }
    return promise;
  };

  const store: Store = {
    owner,
    perform: (name, argument, until) =>
      call((to, id, turn) => to.postMessage({ id, name, argument, until, turn }), until),
    exclusively: (names, work) => turns.take(names, work),
    close: async () => {
      isClosed = true;
      if (thread !== undefined) {
        const exit = once(thread, 'exit');
        thread.ref();
        thread.postMessage('close');
        await exit;
      }
      lock.release();
    },
  };
  try {
    await call(() => undefined, now() + OPENING_PATIENCE, 0);
  } catch (error) {
    const wrong = error instanceof LedgerError ? error.message : wasThere ? undefined : cannot(error);
    if (wrong !== undefined) {
      await store.close();
      throw new LedgerError(`the ledger ${file} ${wrong}`);
    }
  }
  return store;
}

/** For nobody else's eyes. SQLite gives the files it needs besides the same rights. */
function create(file: string): void {
  try {
    closeSync(openSync(file, 'a', 0o600));
  } catch (error) {
    throw new LedgerError(`the ledger ${file} ${cannot(error)}`);
  }
}

const cannot = (error: unknown) =>
  `cannot be made: ${error instanceof StoreError ? error.reason : reasonOf(error)}`;

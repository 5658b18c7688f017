import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, realpathSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { DROPPED, isFirst, type Reply, type ThreadSettings, type Turn } from './sqlite-calls.ts';
import { LedgerError, reasonOf, StoreError } from './failures.ts';
import { now, type Store } from './store.ts';
import { Turns } from './turns.ts';

interface Call {
  readonly turn: Turn;
  settle(reply: Reply): void;
  fail(reason: string): void;
}

/**
 * Keeps the ledger in an SQLite file, in a thread of its own: a lock or a slow disk keeps nobody from reading elsewhere. A file that is there but cannot be written just now is tried again with every act; one
 * that cannot be used at all is a `LedgerError`.
 */
export async function openSqlite(file: string): Promise<Store> {
  const owner = randomUUID();
  const wasThere = existsSync(file);
  const unlock = lock(file, wasThere);
  const calls = new Map<number, Call>();
  const turns = new Turns();
  let lastId = 0;
  let thread: Worker | undefined;

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
    calls.set(id, { turn, settle, fail });
    send((thread ??= begin()), id, turn);
    return promise;
  };

  const store: Store = {
    owner,
    perform: (name, argument, until) =>
      call((to, id, turn) => to.postMessage({ id, name, argument, until, turn }), until),
    exclusively: (names, work) => turns.take(names, work),
    close: async () => {
      if (thread !== undefined) {
        const exit = once(thread, 'exit');
        thread.ref();
        thread.postMessage('close');
        await exit;
      }
      unlock();
    },
  };
  try {
    await call(() => undefined, now() + 10_000, 0);
  } catch (error) {
    const wrong = error instanceof LedgerError ? error.message : wasThere ? undefined : cannot(error);
    if (wrong !== undefined) {
      await store.close();
      throw new LedgerError(`the ledger ${file} ${wrong}`);
    }
  }
  return store;
}

const cannot = (error: unknown) =>
  `cannot be made: ${error instanceof StoreError ? error.reason : reasonOf(error)}`;

/** Keeps other gateways away from a file for as long as this process lives, however it ends. */
function lock(file: string, wasThere: boolean): () => void {
  const name = `${wasThere ? realpathSync(file) : file}.lock`;
  try {
    const held = new DatabaseSync(name, { timeout: 0 });
    try {
      held.exec('begin exclusive');
    } catch (error) {
      held.close();
      throw error;
    }
    return () => held.close();
  } catch (error) {
    const isHeld = error instanceof Error && 'errcode' in error && error.errcode === 5;
    if (isHeld) throw new LedgerError(`the ledger ${file} is in use by another gateway`);
    throw new LedgerError(`the ledger ${file} cannot be locked with ${name}: ${reasonOf(error)}`);
  }
}

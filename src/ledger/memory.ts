import { randomUUID } from 'node:crypto';
import { MEMORY, openSqliteFile, performIn } from './sqlite-file.ts';
import { reasonOf, StoreError } from './failures.ts';
import type { Store } from './store.ts';
import { Turns } from './turns.ts';

/** Keeps the ledger for as long as this process lives: for the sandbox, which has nothing to lose. */
export async function openMemory(): Promise<Store> {
  const owner = randomUUID();
  const database = await openSqliteFile(MEMORY, 0);
  const [acts, turns] = [new Turns(), new Turns()];
  return {
    owner,
    perform: (name, argument) =>
      acts.take(['act'], () =>
        performIn(database, owner, { name, argument, patience: 0 }).catch((error: unknown) => {
          throw new StoreError('NO', reasonOf(error));
        }),
      ),
    exclusively: (names, work) => turns.take(names, work),
    close: () => acts.take(['act'], () => Promise.resolve(database.close())),
  };
}

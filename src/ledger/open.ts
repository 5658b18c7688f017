import type { Logger } from 'pino';
import type { JsonObject } from '../json.ts';
import { ProblemError } from '../problems.ts';
import { Anchor } from './anchor.ts';
import { acceptance, happening, readRecord } from './entries.ts';
import { StoreError } from './failures.ts';
import { Keeping } from './keeping.ts';
import type { AuditLine, Ledger } from './ledger.ts';
import { openMemory } from './memory.ts';
import { openPostgres } from './postgres.ts';
import { type Sealing, sealingWith } from './sealing.ts';
import type { LedgerSettings } from './settings.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';

/** Lines of the audit that are read at once. */
const LINES = 500;

/**
 * Opens the ledger. A file that cannot be made or used is a `LedgerError`; a database need not be there yet, and a file
 * that is there may be out of reach for a while: changes are refused until it is not.
 */
export async function openLedger(settings: LedgerSettings, log: Logger): Promise<Ledger> {
  const anchor = settings.anchor === undefined ? undefined : await Anchor.open(settings.anchor, log);
  const store = await openStore(settings.at, log);
  return ledgerOver(store, { sealing: sealingWith(settings.key), anchor, log });
}

async function openStore(at: LedgerSettings['at'], log: Logger): Promise<Store> {
  if (at === 'MEMORY') return openMemory();
  return 'file' in at ? openSqlite(at.file) : openPostgres(at, log);
}

interface Parts {
  readonly sealing: Sealing;
  readonly anchor: Anchor | undefined;
  readonly log: Logger;
}

function ledgerOver(store: Store, { sealing, anchor, log }: Parts): Ledger {
  const keeping = new Keeping(store, log);
  /** Operations that somebody is at here. Where something of one could not be kept, nobody is any more. */
  const driven = new Set<string>();
  const driving = async <T>(id: string, work: () => Promise<T>): Promise<T> => {
    driven.add(id);
    try {
      return await work();
    } catch (error) {
      driven.delete(id);
      throw error;
    }
  };
  const at = () => new Date().toISOString();

  return {
    get owner() {
      return store.owner;
    },

    async accept(operation, secrets) {
      if (anchor && !(await anchor.settle())) {
        throw keeping.unavailable(new StoreError('NO', 'the anchor cannot be written'), 'accept');
      }
      const { id } = operation;
      const sealed = [...secrets].map(([step, inner]) => ({ step, bytes: sealing.seal(id, step, inner) }));
      const entry = acceptance(operation);
      const kept = await driving(id, () =>
        keeping.keep('accept', { operation: id, at: at(), entry, sealed }),
      );
      const isNew = kept.head !== null;
      if (!isNew) driven.delete(id);
      return { record: readRecord(kept.record), isNew };
    },

    async add(id, event) {
      const kept = await driving(id, async () => {
        const added = await keeping.keep('add', { operation: id, at: at(), entry: happening(event) });
        if (typeof added !== 'string') return added;
        throw new ProblemError('CONFLICT', { logged: `ledger: ${event.type} of ${id}: ${added}` });
      });
      if (event.type === 'end') {
        driven.delete(id);
        log.info({ audit: kept.head }, 'operation ended');
        await anchor?.note(kept.head);
      }
      return readRecord(kept.record);
    },

    async secretsOf(id, step): Promise<JsonObject | null> {
      const sealed = await keeping.read('secretsOf', { operation: id, step });
      return sealed && sealing.open(id, step, sealed);
    },

    async get(id) {
      const text = await keeping.read('get', { id });
      return text === null ? null : readRecord(text);
    },

    async list(query, page) {
      const { records, ...rest } = await keeping.read('list', { query, ...page });
      return { ...rest, records: records.map(readRecord) };
    },

    async adopt() {
      const records = (await keeping.read('adopt', { driven })).map(readRecord);
      for (const { id } of records) driven.add(id);
      return records;
    },

    async exclusively(names, work) {
      try {
        return await store.exclusively([...new Set(names)].sort(), work);
      } catch (error) {
        throw error instanceof StoreError ? keeping.unavailable(error, 'exclusively') : error;
      }
    },

    head: () => keeping.read('head', undefined),

    async *audit(): AsyncGenerator<AuditLine> {
      for (let seq = 0; ;) {
        const lines = await keeping.read('lines', { after: seq, first: LINES });
        for (const { entry, ...line } of lines) yield { ...line, entry: JSON.parse(entry) as JsonObject };
        const end = lines.at(-1);
        if (end === undefined) return;
        seq = end.seq;
      }
    },

    close: () => store.close(),
  };
}

import type { Logger } from 'pino';
import type { JsonObject } from '../json.ts';
import { ProblemError } from '../problems.ts';
import type { ActName, Argument, Recorded, Result } from './acts.ts';
import { acceptance, happening, readRecord } from './entries.ts';
import { StoreError } from './failures.ts';
import type { AuditLine, Head, Ledger } from './ledger.ts';
import { openMemory } from './memory.ts';
import { sealingWith } from './sealing.ts';
import type { LedgerSettings } from './settings.ts';
import { openSqlite } from './sqlite.ts';
import { now, type Store } from './store.ts';

/** Milliseconds within which something is kept, or refused. */
const PATIENCE = 2_000;
/** And those in which it must be found out whether it was, where the answer was lost. */
const RECALL_PATIENCE = 800;
/** Lines of the audit that are read at once. */
const LINES = 500;

/** Opens the ledger; a `LedgerError` where that can never work. */
export async function openLedger(settings: LedgerSettings, log: Logger): Promise<Ledger> {
  const { at, key } = settings;
  const store = at === 'MEMORY' ? await openMemory() : await openSqlite(at.file);
  return ledgerOver(store, sealingWith(key), log);
}

function ledgerOver(store: Store, sealing: ReturnType<typeof sealingWith>, log: Logger): Ledger {
  /** Accepted, perhaps, but whoever asked was not told so: nobody drives them. */
  const lost = new Set<string>();

  const perform = <N extends ActName>(
    name: N,
    argument: Argument<N>,
    patience = PATIENCE,
  ): Promise<Result<N>> => store.perform(name, argument, now() + patience);

  const read = async <N extends ActName>(name: N, argument: Argument<N>): Promise<Result<N>> => {
    try {
      return await perform(name, argument);
    } catch (error) {
      throw unavailable(error, 'read', 'The record of changes cannot be read.');
    }
  };

  /** Keeps something, or says that nothing of it was kept. Where even that is not known, it is OUTCOME_UNKNOWN. */
  const keep = async <N extends 'accept' | 'add'>(
    name: N,
    argument: Argument<N>,
  ): Promise<Result<N> | Recorded> => {
    try {
      return await perform(name, argument);
    } catch (error) {
      const problem = unavailable(error, name);
      if (!(error instanceof StoreError) || error.kept === 'NO') throw problem;
      const { operation, at, entry } = argument;
      const found = await perform('recall', { operation, at, entry }, RECALL_PATIENCE).catch(() => undefined);
      if (found) return found;
      if (found === null) throw problem;
      if (name === 'accept') lost.add(operation);
      throw new ProblemError('OUTCOME_UNKNOWN', {
        message: 'Whether the change was recorded could not be found out.',
        logged: `ledger: ${name}: whether it was kept is not known`,
      });
    }
  };

  const unavailable = (error: unknown, what: string, message?: string): ProblemError => {
    const reason = error instanceof StoreError ? error.reason : String(error);
    log.error({ ledger: what, reason }, 'the ledger cannot be reached');
    return new ProblemError('RECORD_UNAVAILABLE', { message, logged: `ledger: ${what}: ${reason}` });
  };

  return {
    get owner() {
      return store.owner;
    },

    async accept(operation, secrets) {
      const { record, head } = await keep('accept', {
        operation: operation.id,
        at: new Date().toISOString(),
        entry: acceptance(operation),
        sealed: [...secrets].map(([step, inner]) => ({
          step,
          bytes: sealing.seal(operation.id, step, inner),
        })),
      });
      return { record: readRecord(record), isNew: head !== null };
    },

    async add(id, event) {
      const kept = await keep('add', {
        operation: id,
        at: new Date().toISOString(),
        entry: happening(event),
      });
      if (kept === null) {
        throw new ProblemError('RECORD_UNAVAILABLE', {
          logged: `ledger: ${id} is not this gateway’s to change`,
        });
      }
      if (event.type === 'end') log.info({ audit: kept.head }, 'operation ended');
      return readRecord(kept.record);
    },

    async secretsOf(id, step): Promise<JsonObject | null> {
      const sealed = await read('secretsOf', { operation: id, step });
      return sealed && sealing.open(id, step, sealed);
    },

    async get(id) {
      const text = await read('get', { id });
      return text === null ? null : readRecord(text);
    },

    async list(query, page) {
      const { records, ...rest } = await read('list', { query, ...page });
      return { ...rest, records: records.map(readRecord) };
    },

    async adopt() {
      const taken = [...lost];
      const records = await read('adopt', { lost: taken });
      for (const id of taken) lost.delete(id);
      return records.map(readRecord);
    },

    exclusively: (names, work) => store.exclusively([...new Set(names)].sort(), work),

    head: (): Promise<Head> => read('head', {}),

    async *audit(): AsyncGenerator<AuditLine> {
      for (let seq = 0; ;) {
        const lines = await read('lines', { after: seq, first: LINES });
        for (const { entry, ...line } of lines) yield { ...line, entry: JSON.parse(entry) as JsonObject };
        const end = lines.at(-1);
        if (end === undefined) return;
        seq = end.seq;
      }
    },

    close: () => store.close(),
  };
}

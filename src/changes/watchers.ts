import type { Ledger } from '../ledger/ledger.ts';
import type { OperationRecord } from '../operation.ts';

/** How often an operation is looked up that another gateway may be driving. */
const LOOK_AGAIN_MS = 1_000;

/** Those who want to know when an operation changes. */
export class Watchers {
  readonly #ledger: Ledger;
  readonly #waiting = new Map<string, Set<(record: OperationRecord) => void>>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  tell(record: OperationRecord): void {
    for (const next of this.#waiting.get(record.id) ?? []) next(record);
  }

  /** The operation as it is, then whenever it has changed, up to its end. */
  async *watch(id: string, signal: AbortSignal): AsyncGenerator<OperationRecord> {
    let last = '';
    while (!signal.aborted) {
      const changed = this.#next(id, signal);
      const record = await this.#ledger.get(id);
      if (record === null) return;
      const text = JSON.stringify(record);
      if (text !== last) yield record;
      last = text;
      if (record.finishedAt !== null) return;
      await changed;
    }
  }

  /** Resolves when it changes here, after a while, or when nobody wants to know any more. */
  #next(id: string, signal: AbortSignal): Promise<void> {
    const waiting = this.#waiting.get(id) ?? new Set();
    this.#waiting.set(id, waiting);
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        waiting.delete(end);
        if (waiting.size === 0) this.#waiting.delete(id);
        resolve();
      };
      const timer = setTimeout(end, LOOK_AGAIN_MS);
      signal.addEventListener('abort', end);
      waiting.add(end);
    });
  }
}

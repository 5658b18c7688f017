import { open } from 'node:fs/promises';
import type { Logger } from 'pino';
import { LedgerError, reasonOf } from './failures.ts';
import type { Head } from './ledger.ts';

/** How a head is written down: in an anchor's lines, and on a command line. */
export const headText = ({ seq, hash }: Head): string => `${seq}:${hash}`;

/** undefined: it is none. */
export function parseHead(text: string): Head | undefined {
  const [, seq, hash] = /^(\d{1,15}):([\da-f]{64})$/u.exec(text) ?? [];
  return seq === undefined || hash === undefined ? undefined : { seq: Number(seq), hash };
}

/** A file outside of the ledger that the audit's heads are written to, a line each, and never taken back. */
export class Anchor {
  readonly #file: string;
  readonly #log: Logger;
  readonly #outstanding: Head[] = [];
  #writing: Promise<boolean> | undefined;

  private constructor(file: string, log: Logger) {
    this.#file = file;
    this.#log = log;
  }

  /** A file that cannot be written is a `LedgerError`. */
  static async open(file: string, log: Logger): Promise<Anchor> {
    try {
      await append(file, '');
    } catch (error) {
      throw new LedgerError(`the anchor ${file} cannot be written: ${reasonOf(error)}`);
    }
    return new Anchor(file, log);
  }

  /** Writes a head down. What cannot be written now is tried again with the next, and by `settle`. */
  note(head: Head): Promise<boolean> {
    this.#outstanding.push(head);
    return this.settle();
  }

  /** Whether everything noted is on the disk. */
  settle(): Promise<boolean> {
    this.#writing ??= this.#write().finally(() => (this.#writing = undefined));
    return this.#writing;
  }

  async #write(): Promise<boolean> {
    try {
      while (this.#outstanding.length > 0) {
        const batch = [...this.#outstanding];
        await append(this.#file, batch.map((head) => `${headText(head)}\n`).join(''));
        this.#outstanding.splice(0, batch.length);
      }
      return true;
    } catch (error) {
      this.#log.error({ anchor: this.#file, reason: reasonOf(error) }, 'the anchor cannot be written');
      return false;
    }
  }
}

/** Adds whole lines to a file, durably. What a crash left of a line is ended first. */
async function append(file: string, lines: string): Promise<void> {
  await using handle = await open(file, 'a+');
  const { size } = await handle.stat();
  const { buffer } =
    size === 0 ? { buffer: Buffer.from('\n') } : await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  await handle.appendFile((buffer.toString() === '\n' ? '' : '\n') + lines);
  await handle.datasync();
}

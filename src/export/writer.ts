import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { cellsOf } from './cells.ts';
import type { Column } from './plan.ts';

export const formats = ['csv', 'ndjson'] as const;
export type Format = (typeof formats)[number];

/** Where rows go. A file appears under its name only once it is whole. */
export class RowWriter implements AsyncDisposable {
  readonly #format: Format;
  readonly #columns: readonly Column[];
  readonly #file: string | undefined;
  readonly #stream: Writable;
  readonly #hash = createHash('sha256');
  #rows = 0;
  #isDone = false;

  constructor(format: Format, columns: readonly Column[], target: string | Writable) {
    this.#format = format;
    this.#columns = columns;
    this.#file = typeof target === 'string' ? target : undefined;
    this.#stream = typeof target === 'string' ? createWriteStream(`${target}.part`) : target;
  }

  get rows(): number {
    return this.#rows;
  }

  async begin(): Promise<void> {
    if (this.#format === 'csv') await this.#write(csv([this.#columns.map(({ name }) => name)]));
  }

  async add(rows: readonly unknown[]): Promise<void> {
    this.#rows += rows.length;
    if (rows.length > 0) await this.#write(this.#textOf(rows));
  }

  /** Gives the file its name; the digest is that of every byte written. */
  async finish(): Promise<{ readonly rows: number; readonly sha256: string }> {
    if (this.#file !== undefined) {
      this.#stream.end();
      await once(this.#stream, 'finish');
      await rename(`${this.#file}.part`, this.#file);
    }
    this.#isDone = true;
    return { rows: this.#rows, sha256: this.#hash.digest('hex') };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isDone || this.#file === undefined) return;
    this.#stream.destroy();
    await rm(`${this.#file}.part`, { force: true });
  }

  #textOf(rows: readonly unknown[]): string {
    if (this.#format === 'csv') return csv(rows.map((row) => cellsOf(row, this.#columns)));
    return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  }

  async #write(text: string): Promise<void> {
    this.#hash.update(text);
    if (!this.#stream.write(text)) await once(this.#stream, 'drain');
  }
}

/** RFC 4180. A cell that a spreadsheet would take for a formula is marked as text. */
const csv = (records: readonly (readonly string[])[]): string =>
  stringify([...records], { escape_formulas: true, record_delimiter: '\r\n' });

import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OrderDirection } from '../generated/types.ts';
import { placeAt, placeOrder, type RowPlace } from '../listing.ts';

/** A row with its cursor, which says where in the list it stands. */
export interface Placed {
  readonly cursor: string;
  readonly row: unknown;
}

interface Entry {
  readonly place: RowPlace;
  /** The placed row as JSON. */
  readonly text: string;
}

type Compare = (a: RowPlace, b: RowPlace) => number;

/** So many characters of rows are held; more wait on disk, in sorted runs. */
const HELD = 4 * 2 ** 20;
/** So many runs are read side by side; more are first put together into longer ones. */
const SIDE_BY_SIDE = 32;
const BATCH = 500;

/** Puts rows into their list's order. Few wait in memory, however many there are: the others in a folder that goes with it. */
export class RowSorter implements AsyncDisposable {
  readonly #compare: Compare;
  readonly #runs: string[] = [];
  readonly #limit: number;
  #folder: string | undefined;
  #written = 0;
  #held: Entry[] = [];
  #size = 0;

  constructor(direction: OrderDirection, limit = HELD) {
    this.#compare = placeOrder(direction);
    this.#limit = limit;
  }

  async add(rows: readonly Placed[]): Promise<void> {
    for (const placed of rows) {
      const text = JSON.stringify(placed);
      this.#held.push({ place: placeAt(placed.cursor), text });
      this.#size += text.length;
    }
    if (this.#size > this.#limit) await this.#spill();
  }

  /** All rows that were added, in order; they are then no longer here. */
  async *sorted(): AsyncGenerator<readonly unknown[], void> {
    while (this.#runs.length > SIDE_BY_SIDE) {
      const some = this.#runs.splice(0, SIDE_BY_SIDE).map(readRun);
      this.#runs.push(await this.#write(merged(some, this.#compare)));
    }
    const runs = this.#runs.splice(0).map(readRun);
    let batch: unknown[] = [];
    for await (const { text } of merged([...runs, this.#takeHeld()], this.#compare)) {
      batch.push((JSON.parse(text) as Placed).row);
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
    yield batch;
  }

  async #spill(): Promise<void> {
    this.#runs.push(await this.#write(this.#takeHeld()));
  }

  #takeHeld(): Entry[] {
    const entries = this.#held.sort((a, b) => this.#compare(a.place, b.place));
    this.#held = [];
    this.#size = 0;
    return entries;
  }

  /** Writes a run down; gives its file. */
  async #write(run: Iterable<Entry> | AsyncIterable<Entry>): Promise<string> {
    this.#folder ??= await mkdtemp(join(tmpdir(), 'rollcall-export-'));
    const file = join(this.#folder, `${(this.#written += 1)}.ndjson`);
    const stream = createWriteStream(file, { mode: 0o600 });
    for await (const { text } of run) if (!stream.write(`${text}\n`)) await once(stream, 'drain');
    stream.end();
    await once(stream, 'finish');
    return file;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }
}

async function* readRun(file: string): AsyncGenerator<Entry, void> {
  let rest = '';
  for await (const chunk of createReadStream(file, 'utf8') as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) yield { place: placeAt((JSON.parse(text) as Placed).cursor), text };
  }
}

interface Head {
  readonly entry: Entry;
  readonly rest: Iterator<Entry> | AsyncIterator<Entry>;
}

/** The entries of sorted runs in one order. */
async function* merged(
  runs: readonly (Iterable<Entry> | AsyncIterable<Entry>)[],
  compare: Compare,
): AsyncGenerator<Entry, void> {
  const heads: Head[] = []; // the next one last
  const advance = async (rest: Head['rest']): Promise<void> => {
    const { value, done } = await rest.next();
    if (done === true) return;
    const entry = value as Entry;
    const at = heads.findLastIndex((head) => compare(head.entry.place, entry.place) > 0);
    heads.splice(at + 1, 0, { entry, rest });
  };
  for (const run of runs)
    await advance(Symbol.asyncIterator in run ? run[Symbol.asyncIterator]() : run[Symbol.iterator]());
  for (let head = heads.pop(); head; head = heads.pop()) {
    yield head.entry;
    await advance(head.rest);
  }
}

import { createWriteStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { execute, type GraphQLSchema } from 'graphql';
import type { Context } from '../context.ts';
import type { SystemState } from '../generated/types.ts';
import { cursorOrder } from '../listing.ts';
import type { SystemKey } from '../model/ref.ts';
import { trimmed } from './cells.ts';
import type { ExportPlan } from './plan.ts';
import type { RowWriter } from './writer.ts';

/** How one system took part in an export: the worst it did on any page. */
export interface ExportedSystem {
  readonly key: string;
  readonly vendor: string;
  readonly state: SystemState;
  readonly asOf: string | null;
  readonly problem: { readonly code: string; readonly message: string } | null;
}

export interface ExportResult {
  readonly systems: readonly ExportedSystem[];
  /** Errors of single fields: their cells are empty. */
  readonly fieldErrors: number;
  /** Rows that hold a list of more than 500, which was cut. */
  readonly cutRows: number;
}

/** What an export asks of. */
export interface ExportSource {
  readonly schema: GraphQLSchema;
  readonly systems: readonly SystemKey[];
  /** A fresh context; `focus`: its lists ask this system alone. */
  contextFor(plan: ExportPlan, focus: SystemKey | undefined): Context;
}

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: unknown }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount: { readonly value: number };
  readonly systems: readonly (Omit<ExportedSystem, 'key' | 'vendor'> & {
    readonly system: { readonly key: string; readonly vendor: string };
  })[];
}

/** Told after each page: rows so far, and how many there will be of the systems asked so far. */
export type Progress = (rows: number, expected: number) => void;

/** Lists that are about all systems at once and cannot be asked system by system. */
const WHOLE: ReadonlySet<string> = new Set(['people']);

/**
 * Writes every row of a list. Systems are asked one after the other, and what one answered is forgotten before the
 * next: memory holds one system's part. A sorted list is put together from the parts, which wait on disk.
 */
export async function exportRows(
  plan: ExportPlan,
  source: ExportSource,
  writer: RowWriter,
  progress: Progress = () => undefined,
): Promise<ExportResult> {
  const tally = new Tally(progress);
  await writer.begin();
  if (WHOLE.has(plan.field)) {
    for await (const page of pagesOf(plan, source, undefined, tally))
      await writer.add(page.map(({ row }) => row));
  } else if (plan.direction === undefined) {
    for (const system of source.systems) {
      for await (const page of pagesOf(plan, source, system, tally))
        await writer.add(page.map(({ row }) => row));
    }
  } else {
    await using spool = await Spool.create();
    const parts: string[] = [];
    for (const system of source.systems) parts.push(await spool.keep(pagesOf(plan, source, system, tally)));
    for await (const rows of spool.merge(parts, cursorOrder(plan.direction))) await writer.add(rows);
  }
  return tally.result();
}

interface Placed {
  readonly cursor: string;
  readonly row: unknown;
}

async function* pagesOf(
  plan: ExportPlan,
  { schema, contextFor }: ExportSource,
  focus: SystemKey | undefined,
  tally: Tally,
): AsyncGenerator<readonly Placed[]> {
  const contextValue = contextFor(plan, focus);
  let after: string | null = null;
  do {
    const variableValues = { ...plan.variables, after };
    const { data, errors } = await execute({ schema, document: plan.document, variableValues, contextValue });
    const page = data?.['list'] as Page | null | undefined;
    if (!page) throw errors?.[0]?.originalError ?? new Error('the list gave no page');
    const rows = page.edges.map(({ cursor, node }) => ({ cursor, ...trimmed(node) }));
    tally.page(page, errors?.length ?? 0, rows.filter(({ cut }) => cut).length, after === null);
    yield rows;
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
}

const badness: readonly SystemState[] = ['OK', 'UNSUPPORTED', 'STALE', 'NOT_PERMITTED', 'FAILED'];

/** Adds up what the pages say beside their rows. */
class Tally {
  readonly #progress: Progress;
  readonly #systems = new Map<string, ExportedSystem>();
  #rows = 0;
  #expected = 0;
  #fieldErrors = 0;
  #cutRows = 0;

  constructor(progress: Progress) {
    this.#progress = progress;
  }

  page({ edges, totalCount, systems }: Page, errors: number, cut: number, isFirst: boolean): void {
    this.#rows += edges.length;
    if (isFirst) this.#expected += totalCount.value;
    this.#fieldErrors += errors;
    this.#cutRows += cut;
    for (const { system, state, asOf, problem } of systems) {
      const before = this.#systems.get(system.key);
      if (before && badness.indexOf(before.state) >= badness.indexOf(state)) continue;
      this.#systems.set(system.key, { ...system, state, asOf, problem });
    }
    this.#progress(this.#rows, this.#expected);
  }

  result(): ExportResult {
    return { systems: [...this.#systems.values()], fieldErrors: this.#fieldErrors, cutRows: this.#cutRows };
  }
}

const BATCH = 500;

/** Sorted parts that wait in files of their own, in a folder that goes with it. */
class Spool implements AsyncDisposable {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async create(): Promise<Spool> {
    return new Spool(await mkdtemp(join(tmpdir(), 'rollcall-export-')));
  }

  #parts = 0;

  /** Writes a part down; gives its file. */
  async keep(pages: AsyncIterable<readonly Placed[]>): Promise<string> {
    const file = join(this.#folder, `${(this.#parts += 1)}.ndjson`);
    const stream = createWriteStream(file, { mode: 0o600 });
    for await (const page of pages) {
      const text = page.map(({ cursor, row }) => `${JSON.stringify({ cursor, row })}\n`).join('');
      if (!stream.write(text)) await once(stream, 'drain');
    }
    stream.end();
    await once(stream, 'finish');
    return file;
  }

  /** The rows of all parts in one order. */
  async *merge(
    files: readonly string[],
    compare: (a: string, b: string) => number,
  ): AsyncGenerator<unknown[]> {
    const heads: { next: Placed; rest: AsyncIterator<string> }[] = [];
    const advance = async (rest: AsyncIterator<string>): Promise<void> => {
      const { value, done } = await rest.next();
      if (done !== true) heads.push({ next: JSON.parse(value) as Placed, rest });
    };
    const handles = await Promise.all(files.map((file) => open(file)));
    for (const handle of handles) await advance(handle.readLines()[Symbol.asyncIterator]());
    let batch: unknown[] = [];
    while (heads.length > 0) {
      const least = heads.reduce((a, b) => (compare(b.next.cursor, a.next.cursor) < 0 ? b : a));
      heads.splice(heads.indexOf(least), 1);
      batch.push(least.next.row);
      await advance(least.rest);
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
    yield batch;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}

import { execute, type GraphQLSchema } from 'graphql';
import type { Context } from '../context.ts';
import type { Portion } from '../desk.ts';
import type { Directory } from '../directory.ts';
import type { SystemState } from '../generated/types.ts';
import type { SystemKey } from '../model/ref.ts';
import { trimmed } from './cells.ts';
import type { ExportPlan } from './plan.ts';
import { type Placed, RowSorter } from './sorting.ts';
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
  readonly systems: readonly (Omit<ExportedSystem, 'key' | 'vendor'> & {
    readonly system: { readonly key: string; readonly vendor: string };
  })[];
}

/** Told after each page: rows so far, and which system is being read, if it is one. */
export type Progress = (rows: number, system: SystemKey | undefined) => void;

/** What a list's rows of one system come from, portion by portion. Others are about all systems at once. */
const PORTIONED: ReadonlyMap<string, keyof Portion> = new Map([
  ['users', 'users'],
  ['groups', 'groups'],
  ['projects', 'projects'],
  ['memberships', 'projects'],
]);

/**
 * Writes every row of a list. Systems are asked one after the other, portion by portion, and each portion is forgotten
 * before the next: memory follows the largest answer of a system, not how many rows, pages or systems there are. A list's
 * order is made from rows that wait on disk.
 */
export async function exportRows(
  plan: ExportPlan,
  source: ExportSource,
  writer: RowWriter,
  progress: Progress = () => undefined,
): Promise<ExportResult> {
  const tally = new Tally();
  await writer.begin();
  for (const systems of sortedTogether(plan, source)) {
    await using sorter = new RowSorter(plan.direction ?? 'ASC');
    for (const system of systems) {
      for await (const page of pagesOf(plan, source, system)) {
        progress(tally.add(page), system);
        await sorter.add(page.rows);
      }
    }
    for await (const rows of sorter.sorted()) await writer.add(rows);
  }
  return tally.result();
}

/** Without an order of its own, a list is in that of its systems; undefined: all of them at once. */
function sortedTogether(
  { field, direction }: ExportPlan,
  { systems }: ExportSource,
): readonly (readonly (SystemKey | undefined)[])[] {
  if (!PORTIONED.has(field)) return [[undefined]];
  return direction === undefined ? systems.map((system) => [system]) : [systems];
}

interface ReadPage {
  readonly rows: readonly (Placed & { readonly cut: boolean })[];
  readonly systems: Page['systems'];
  readonly errors: number;
}

async function* pagesOf(
  plan: ExportPlan,
  source: ExportSource,
  system: SystemKey | undefined,
): AsyncGenerator<ReadPage, void> {
  const context = source.contextFor(plan, system);
  for await (const directory of portionsOf(plan, context.directory, system)) {
    let after: string | null = null;
    do {
      const page: Page & { errors: number } = await ask(plan, source, { ...context, directory }, after);
      const rows = page.edges.map(({ cursor, node }) => ({ cursor, ...trimmed(node) }));
      yield { rows, systems: page.systems, errors: page.errors };
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
  }
}

function portionsOf(
  { field }: ExportPlan,
  directory: Directory,
  system: SystemKey | undefined,
): AsyncIterable<Directory> | readonly Directory[] {
  const list = PORTIONED.get(field);
  return list && system ? directory.portions(list, system) : [directory];
}

async function ask(
  { document, variables }: ExportPlan,
  { schema }: ExportSource,
  contextValue: Context,
  after: string | null,
): Promise<Page & { readonly errors: number }> {
  const variableValues = { ...variables, after };
  const { data, errors } = await execute({ schema, document, variableValues, contextValue });
  const page = data?.['list'] as Page | null | undefined;
  if (!page) throw errors?.[0]?.originalError ?? new Error('the list gave no page');
  return { ...page, errors: errors?.length ?? 0 };
}

const badness: readonly SystemState[] = ['OK', 'UNSUPPORTED', 'STALE', 'NOT_PERMITTED', 'FAILED'];

/** Adds up what the pages say beside their rows. */
class Tally {
  readonly #systems = new Map<string, ExportedSystem>();
  #rows = 0;
  #fieldErrors = 0;
  #cutRows = 0;

  /** How many rows there are so far. */
  add({ rows, systems, errors }: ReadPage): number {
    this.#rows += rows.length;
    this.#fieldErrors += errors;
    this.#cutRows += rows.filter(({ cut }) => cut).length;
    for (const { system, state, asOf, problem } of systems) {
      const before = this.#systems.get(system.key);
      if (before && badness.indexOf(before.state) > badness.indexOf(state)) continue;
      this.#systems.set(system.key, { ...system, state, asOf: before?.asOf ?? asOf, problem });
    }
    return this.#rows;
  }

  result(): ExportResult {
    return { systems: [...this.#systems.values()], fieldErrors: this.#fieldErrors, cutRows: this.#cutRows };
  }
}

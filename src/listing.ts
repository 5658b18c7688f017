import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import type { OrderDirection, SystemState } from './generated/types.ts';
import type { SystemKey } from './model/ref.ts';
import { badInput, type Problem, problemOf, problems } from './problems.ts';
import { canonical } from './json.ts';
import { compareText } from './text.ts';

/** What one system contributed to one answer. A failed read never looks like an empty one. */
export interface Answer<T> {
  readonly system: SystemKey;
  readonly state: SystemState;
  readonly asOf: Date | null;
  readonly problem: Problem | null;
  readonly rows: readonly T[];
  /** Whether every row was there and could be judged. */
  readonly exact: boolean;
}

/** What a row is sorted by: folded text, a number, or null for not known. */
export type SortKey = string | number | null;

export interface Order<T> {
  readonly keyOf: (row: T) => SortKey;
  readonly direction: OrderDirection;
}

/** A page of a list, in the schema's words. `systems` names each system by its key. */
export interface Connection<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly nodes: readonly T[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: { readonly value: number; readonly exact: boolean };
  readonly systems: readonly Report[];
}

export type Report = Omit<Answer<never>, 'rows' | 'exact'>;

/** How a page is asked for, as in every list's arguments; null means left out. */
export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

const MAX_PAGE = 500;

/**
 * What a cursor holds: which list it belongs to, the last row's place, the systems that were missing by then, and a
 * checksum of all that: a cursor that was cut or altered must not point to another place.
 */
const Cursor = z.strictObject({
  l: z.string(),
  k: z.union([z.string(), z.number(), z.null()]),
  s: z.string(),
  n: z.string(),
  m: z.record(z.string(), z.tuple([z.string(), z.boolean()])).optional(),
  c: z.number(),
});
type Cursor = z.infer<typeof Cursor>;

/**
 * One request for one page of one list. Reads the arguments first, so that a bad one costs nothing; then takes the
 * systems' answers.
 */
export class Page<T extends { readonly ref: { readonly native: string } }> {
  readonly #list: string;
  readonly #first: number;
  readonly #after: Cursor | undefined;
  readonly #order: Order<T>;

  /** `identity`: what makes the list this list, its name, filter and order; a cursor of another is refused. */
  constructor(identity: unknown, { first, after }: PageArguments, order?: Order<T>) {
    this.#list = digest(identity);
    this.#first = pageSize(first);
    this.#after = after == null ? undefined : readCursor(after, this.#list);
    this.#order = order ?? { keyOf: () => null, direction: 'ASC' };
  }

  /**
   * The part of a system that was missing, wholly, on a page before: it stays missing, so that paging to the end gives
   * one consistent list.
   */
  lost(system: SystemKey): Answer<never> | undefined {
    const missing = this.#missing(system);
    return missing?.whole === true ? { ...missing.report, rows: [], exact: false } : undefined;
  }

  /** Merges the answers into one list and cuts the page. */
  of(answers: readonly Answer<T>[]): Connection<T> {
    const reported = answers.map((answer) => this.#remembering(answer));
    return this.#cut(reported, reported);
  }

  /** Cuts the page of a list whose rows belong to no system; `answers` is what they were made from. */
  ofAll(rows: readonly T[], answers: readonly Answer<unknown>[]): Connection<T> {
    return this.#cut(
      [{ system: '', rows }],
      answers.map((answer) => this.#remembering(answer)),
    );
  }

  #cut(
    parts: readonly { readonly system: string; readonly rows: readonly T[] }[],
    reported: readonly Answer<unknown>[],
  ): Connection<T> {
    const missing = missingOf(reported);
    const compare = comparison(this.#order.direction);
    const best = new Smallest<Place<T>>(this.#first + 1, compare);
    let [total, before] = [0, 0];
    for (const { system, rows } of parts) {
      total += rows.length;
      for (const row of rows) {
        const place = { key: this.#order.keyOf(row), system, native: row.ref.native, row };
        if (this.#after && compare(place, placeOf(this.#after)) <= 0) before += 1;
        else best.add(place);
      }
    }
    const places = best.sorted();
    const page = places.slice(0, this.#first);
    const edges = page.map((place) => ({ cursor: this.#cursor(place, missing), node: place.row }));
    return {
      edges,
      nodes: page.map(({ row }) => row),
      pageInfo: {
        hasNextPage: places.length > page.length,
        hasPreviousPage: before > 0,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
      totalCount: { value: total, exact: reported.every(({ exact }) => exact) },
      systems: reported.map(({ system, state, asOf, problem }) => ({ system, state, asOf, problem })),
    };
  }

  /** Once a system was missing from a page, the pages after it say so too. */
  #remembering<Row>(answer: Answer<Row>): Answer<Row> {
    const missing = this.#missing(answer.system);
    if (!missing || isMissing(answer.state)) return answer;
    const { state, problem } = missing.report;
    return { ...answer, state, problem, exact: false };
  }

  #missing(system: SystemKey): { report: Report; whole: boolean } | undefined {
    const [word, whole] = this.#after?.m?.[system] ?? [];
    const code = (Object.keys(problems) as (keyof typeof problems)[]).find((known) => known === word);
    if (code === undefined || whole === undefined) return undefined;
    return {
      report: { system, state: stateOf(code), asOf: null, problem: problemOf(code, { system }) },
      whole,
    };
  }

  #cursor({ key, system, native }: Place<T>, missing: Cursor['m']): string {
    return write({ l: this.#list, k: key, s: system, n: native, m: missing });
  }
}

/** The state a system's part has when reading it ended in this problem. */
export function stateOf(code: Problem['code']): SystemState {
  if (code === 'NOT_PERMITTED') return 'NOT_PERMITTED';
  return code === 'UNSUPPORTED' ? 'UNSUPPORTED' : 'FAILED';
}

const isMissing = (state: SystemState) => state === 'FAILED' || state === 'NOT_PERMITTED';

function missingOf(answers: readonly Answer<unknown>[]): Cursor['m'] {
  const missing = answers.filter(({ state }) => isMissing(state));
  if (missing.length === 0) return undefined;
  return Object.fromEntries(
    missing.map(({ system, problem, rows }) => [system, [problem?.code ?? 'INTERNAL', rows.length === 0]]),
  );
}

interface Place<T> {
  readonly key: SortKey;
  readonly system: string;
  readonly native: string;
  readonly row: T;
}

const placeOf = ({ k, s, n }: Cursor): Place<undefined> => ({ key: k, system: s, native: n, row: undefined });

function comparison(direction: OrderDirection): (a: Place<unknown>, b: Place<unknown>) => number {
  const sign = direction === 'DESC' ? -1 : 1;
  return (a, b) =>
    compareKeys(a.key, b.key, sign) || compareText(a.system, b.system) || compareText(a.native, b.native);
}

/** null last in both directions. */
function compareKeys(a: SortKey, b: SortKey, sign: number): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  if (typeof a === 'string' && typeof b === 'string') return sign * compareText(a, b);
  return sign * (Number(a) - Number(b));
}

/** Keeps the smallest items of a stream without sorting all of it. */
class Smallest<T> {
  readonly #limit: number;
  readonly #compare: (a: T, b: T) => number;
  #items: T[] = [];
  #largest: T | undefined;

  constructor(limit: number, compare: (a: T, b: T) => number) {
    this.#limit = limit;
    this.#compare = compare;
  }

  add(item: T): void {
    if (this.#largest !== undefined && this.#compare(item, this.#largest) >= 0) return;
    this.#items.push(item);
    if (this.#items.length >= this.#limit * 2 + 64) this.#cut();
  }

  sorted(): readonly T[] {
    this.#cut();
    return this.#items;
  }

  #cut(): void {
    this.#items = this.#items.sort(this.#compare).slice(0, this.#limit);
    if (this.#items.length === this.#limit) this.#largest = this.#items.at(-1);
  }
}

/** How many rows `first` asks for; BAD_INPUT unless it is from 1 to 500. */
export function pageSize(first: number | null | undefined): number {
  const size = first ?? 50;
  if (size < 1 || size > MAX_PAGE) {
    throw badInput(
      `\`first\` is ${size}; it must be from 1 to ${MAX_PAGE}. For more rows, page with \`after\`.`,
    );
  }
  return size;
}

function readCursor(text: string, list: string): Cursor {
  const read = Cursor.safeParse(parse(text));
  if (!read.success || write(read.data) !== text) {
    throw badInput('`after` is not a cursor. Take it from `pageInfo.endCursor` or an edge, unchanged.');
  }
  if (read.data.l !== list) {
    throw badInput('`after` belongs to another list, filter or order. Begin again without it.');
  }
  return read.data;
}

function write({ l, k, s, n, m }: Omit<Cursor, 'c'>): string {
  const content = { l, k, s, n, m };
  const c = crc32(JSON.stringify(content));
  return Buffer.from(JSON.stringify({ ...content, c })).toString('base64url');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}

/** A short name for arguments: the same for what means the same. */
function digest(identity: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(canonical(identity)))
    .digest('base64url')
    .slice(0, 12);
}

/** The place of a row in a list that is no system's, by the row's own id. */
export const bookmark = {
  write: (identity: unknown, native: string): string =>
    write({ l: digest(identity), k: null, s: '', n: native }),
  /** null: the beginning. BAD_INPUT unless it is a cursor of this list. */
  read: (identity: unknown, after: string | null | undefined): string | null =>
    after == null ? null : readCursor(after, digest(identity)).n,
};

/** Where a row stands in its list. */
export type RowPlace = Place<undefined>;

/** Where the row of a cursor stands. */
export const placeAt = (cursor: string): RowPlace => placeOf(Cursor.parse(parse(cursor)));

/** Compares places in a list that is sorted this way. */
export const placeOrder = (direction: OrderDirection): ((a: RowPlace, b: RowPlace) => number) =>
  comparison(direction);

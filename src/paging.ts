import { indexBy } from './loading.ts';
import type { SystemKey } from './model/ref.ts';
import { ProblemError } from './problems.ts';

/** One page of a list whose pages are numbered from 0. */
export interface Page<T> {
  readonly items: readonly T[];
  /** How many entries the page held, those that could not be read included. */
  readonly received: number;
  /** How many pages the list has, where the vendor tells. */
  readonly totalPages: number | undefined;
}

export interface PagedList<T> {
  readonly system: SystemKey;
  /** How many entries are asked for at a time. */
  readonly size: number;
  readonly read: (number: number) => Promise<Page<T>>;
  readonly keyOf: (item: T) => string;
}

/** A list read to its end: each item once, in the order of the pages. */
export interface EveryPage<T> {
  readonly items: readonly T[];
  /** Entries that could not be read. */
  readonly unreadable: number;
  /** How many calls it took. */
  readonly pages: number;
}

/** More pages than any list is believed to have: two million entries, at 200 a page. */
const MOST_PAGES = 10_000;

/**
 * Reads a list to its end: side by side where the first page tells how many there are, else one after the other until a
 * page is not full. A list without end and a page that comes again are UPSTREAM_INVALID_RESPONSE.
 */
export async function everyPage<T>(list: PagedList<T>): Promise<EveryPage<T>> {
  const read = refusingRepeats(list);
  const first = await read(0);
  const rest =
    first.totalPages === undefined ? await following(list, first, read) : await counted(list, first, read);
  const pages = [first, ...rest];
  const items = pages.flatMap((page) => page.items);
  const received = pages.reduce((sum, page) => sum + page.received, 0);
  return {
    items: [...indexBy(items, list.keyOf).values()], // rows that move meanwhile can come twice
    unreadable: received - items.length,
    pages: pages.length,
  };
}

type Read<T> = PagedList<T>['read'];

/** The pages after a first one that tells how many there are. */
function counted<T>(list: PagedList<T>, { totalPages = 1 }: Page<T>, read: Read<T>): Promise<Page<T>[]> {
  if (totalPages > MOST_PAGES) throw wrong(list, `a list of ${totalPages} pages`);
  return Promise.all(Array.from({ length: Math.max(0, totalPages - 1) }, (_, i) => read(i + 1)));
}

/** The pages after a first one that does not. A page of more than was asked for is the whole list. */
async function following<T>(list: PagedList<T>, first: Page<T>, read: Read<T>): Promise<Page<T>[]> {
  const pages: Page<T>[] = [];
  for (let last = first; last.received === list.size; pages.push(last)) {
    if (pages.length + 1 === MOST_PAGES) throw wrong(list, 'a list without end');
    last = await read(pages.length + 1);
  }
  return pages;
}

/** A page that begins like another is that page again: rows that move meanwhile shift pages, but do not align them. */
function refusingRepeats<T>(list: PagedList<T>): Read<T> {
  const heads = new Set<string>();
  return async (number) => {
    const page = await list.read(number);
    for (const head of page.items.slice(0, 1).map(list.keyOf)) {
      if (heads.has(head)) throw wrong(list, 'a page came again');
      heads.add(head);
    }
    return page;
  };
}

const wrong = <T>({ system }: PagedList<T>, what: string) =>
  new ProblemError('UPSTREAM_INVALID_RESPONSE', { system, logged: `${system}: ${what}` });

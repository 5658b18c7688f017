import { hash } from 'node:crypto';
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

/** What one page adds to a list. */
export interface PagePart<T> {
  readonly items: readonly T[];
  /** Entries that could not be read. */
  readonly unreadable: number;
}

/**
 * The same list page by page, for whoever keeps none of them: the next one is on its way while one is looked at, and no
 * more. Each item once: digests tell of those that were met before.
 */
export async function* eachPage<T>(list: PagedList<T>): AsyncGenerator<PagePart<T>, void> {
  const read = refusingRepeats(list);
  const isNew = onceOnly();
  let total: number | undefined;
  let next: Promise<Page<T>> | undefined = read(0);
  for (let number = 1; next; number += 1) {
    const page: Page<T> = await next;
    const { items, received } = page;
    if (number === 1) total = page.totalPages;
    const hasMore: boolean = total === undefined ? received === list.size : number < total;
    if (hasMore && Math.max(number + 1, total ?? 0) > MOST_PAGES) throw wrong(list, 'a list without end');
    next = hasMore ? read(number) : undefined;
    next?.catch(() => undefined); // whoever asks for that page is told
    yield { items: items.filter((item) => isNew(list.keyOf(item))), unreadable: received - items.length };
  }
}

/** Tells texts that have not been met before, at 16 to 32 bytes each. */
function onceOnly(): (text: string) => boolean {
  let places = new BigUint64Array(1_024);
  let met = 0;
  const add = (digest: bigint): boolean => {
    let at = Number(digest % BigInt(places.length));
    for (; places[at] !== 0n; at = (at + 1) % places.length) if (places[at] === digest) return false;
    places[at] = digest;
    return true;
  };
  return (text) => {
    if (!add(hash('sha256', text, 'buffer').readBigUInt64LE())) return false;
    met += 1;
    if (met * 2 > places.length) {
      const full = places;
      places = new BigUint64Array(full.length * 2);
      for (const digest of full) if (digest !== 0n) add(digest);
    }
    return true;
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

import type { z } from 'zod';
import type { Reading } from '../../connector.ts';
import { decodeEach, type Query } from '../../http.ts';
import { keyedLoader, type Loader, orNull } from '../../loading.ts';
import type { SystemKey } from '../../model/ref.ts';
import { everyPage, type Page } from '../../paging.ts';
import { fromList, planned, remembered } from '../../planner.ts';
import { ProblemError, problemOf } from '../../problems.ts';
import { type Included, readIncluded } from './included.ts';
import type { WireDocument, WireList } from './wire.ts';

/** Entries asked for at a time: what other clients of the platform ask for (§4.5). */
const PAGE_SIZE = 200;

/** What a document says besides the resource itself. */
export interface Context {
  readonly included: Included;
  /** Whether the document holds nothing but this resource: then all that is included belongs to it. */
  readonly alone: boolean;
  readonly asOf: Date;
}

/** How objects of one kind are read. `W`: as sent; `T`: as kept. */
export interface CollectionOptions<W, T> {
  readonly system: SystemKey;
  /** What its pages are counted under. */
  readonly name: string;
  /** How many pages each list had when it was last read. */
  readonly pages: Map<string, number>;
  readonly shape: z.ZodType<W>;
  readonly page: (query: Query) => Promise<WireList>;
  readonly one: (id: string, query: Query) => Promise<WireDocument<W>>;
  /** The same list, names only, for accounts that may not read it (§5.4). */
  readonly scrubbed?: { page: (query: Query) => Promise<WireList>; toItem: (wire: W) => T };
  readonly include: string | undefined;
  /** The attribute that people find it by. */
  readonly nameAttribute: 'username' | 'name';
  readonly toItem: (wire: W, context: Context) => T;
  readonly idOf: (item: T) => string;
  readonly nameOf: (item: T) => string;
}

/** Objects of one kind, each read at most once in a session. */
export interface Collection<T> {
  list(): Promise<Reading<T>>;
  /** Whether the list is being read, or has been. */
  readonly listed: boolean;
  readonly byId: Loader<T>;
  /** Exact and case-sensitive. */
  readonly byName: Loader<T>;
  /** The object by itself, whatever else has been read. */
  alone(id: string): Promise<T | null>;
}

export function openCollection<W, T>(options: CollectionOptions<W, T>): Collection<T> {
  const { name, pages, idOf, nameOf } = options;
  const list = remembered(() => readList(options));
  const found = new Map<string, T>();
  const keep = (item: T | null) => {
    if (item) found.set(idOf(item), item);
    return item;
  };
  const orListed = (keyOf: (item: T) => string, key: string, read: Promise<T | null>) =>
    options.scrubbed ? unlessRefused(read, { list, keyOf }, key) : read;
  const alone = (id: string) =>
    orListed(
      idOf,
      id,
      orNull(() => readOne(options, id)),
    );
  const named = (text: string) => orListed(nameOf, text, readNamed(options, text).then(keep));
  const source = { list, listCalls: pages.get(name) ?? 1 };
  const one = async (id: string) => found.get(id) ?? alone(id);
  return {
    list,
    get listed() {
      return list.started;
    },
    byId: keyedLoader(`${name} by id`, planned({ ...source, keyOf: idOf, one })),
    byName: keyedLoader(`${name} by name`, planned({ ...source, keyOf: nameOf, one: named })),
    alone,
  };
}

/** Reads from the richer of two collections of the same objects where its list is there anyway. */
export function richerWhereListed<T>(plain: Collection<T>, richer: Collection<T>) {
  const best = () => (richer.listed ? richer : plain);
  return {
    list: () => best().list(),
    byId: { load: (id: string) => best().byId.load(id) },
    byName: { load: (name: string) => best().byName.load(name) },
  };
}

async function readList<W, T>(options: CollectionOptions<W, T>): Promise<Reading<T>> {
  const { system, scrubbed } = options;
  try {
    return await readPages(options);
  } catch (error) {
    if (!scrubbed || !isRefusal(error)) throw error;
    const names = await readPages({ ...options, ...scrubbed, include: undefined }).catch(() => undefined);
    if (!names) throw error;
    const message = 'The gateway’s account may read no more than names here.';
    return { ...names, problem: problemOf('NOT_PERMITTED', { system, message }) };
  }
}

async function readPages<W, T>(options: CollectionOptions<W, T>): Promise<Reading<T>> {
  const { system, name, pages, page, include, idOf: keyOf } = options;
  const asOf = new Date();
  const read = async (number: number): Promise<Page<T>> => {
    const list = await readPage(system, page({ 'page[number]': number, 'page[size]': PAGE_SIZE, include }));
    const { items } = itemsOf(options, list, asOf);
    return { items, received: list.data.length, totalPages: list.meta?.total_pages ?? undefined };
  };
  const every = await everyPage({ system, size: PAGE_SIZE, keyOf, read });
  pages.set(name, every.pages);
  const message = `Entries that could not be read: ${every.unreadable}.`;
  const problem = every.unreadable > 0 ? problemOf('UPSTREAM_INVALID_RESPONSE', { system, message }) : null;
  return { items: every.items, asOf, problem };
}

/** A list that is not there is no empty one: what answers is not the control plane. */
export async function readPage(system: SystemKey, page: Promise<WireList>): Promise<WireList> {
  const list = await orNull(() => page);
  if (list) return list;
  const message = 'The system has no such list. Check its url.';
  throw new ProblemError('UPSTREAM_ERROR', { system, message });
}

/** Whatever the server finds, the name is compared here (§8.10). */
async function readNamed<W, T>(options: CollectionOptions<W, T>, name: string): Promise<T | null> {
  if (name.startsWith('[$')) return null; // an operator to the server, and the name of nothing (§8.9)
  const { system, page, include, nameAttribute, nameOf } = options;
  const asOf = new Date();
  const filter = { [`filter[${nameAttribute}]`]: name };
  const query = { ...filter, 'page[number]': 0, 'page[size]': PAGE_SIZE, include };
  const list = await readPage(system, page(query));
  const { items, bad } = itemsOf(options, list, asOf);
  const item = items.find((candidate) => nameOf(candidate) === name);
  if (item === undefined && bad > 0) throw new ProblemError('UPSTREAM_INVALID_RESPONSE', { system });
  return item ?? null;
}

async function readOne<W, T>(options: CollectionOptions<W, T>, id: string): Promise<T | null> {
  const { one, include, toItem, idOf } = options;
  const asOf = new Date();
  const { data, included } = await one(id, { include });
  const item = toItem(data, { included: readIncluded(included), alone: true, asOf });
  return idOf(item) === id ? item : null;
}

function itemsOf<W, T>({ shape, toItem }: CollectionOptions<W, T>, list: WireList, asOf: Date) {
  const context = { included: readIncluded(list.included), alone: list.data.length === 1, asOf };
  const { items, bad } = decodeEach(list.data, shape);
  return { items: items.map((wire) => toItem(wire, context)), bad };
}

/** Where a single read is refused, what the list says counts, which may be names only. */
async function unlessRefused<T>(
  read: Promise<T | null>,
  source: Parameters<typeof fromList<T>>[0],
  key: string,
): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const item = (await fromList(source, [key])).get(key);
    if (item instanceof Error) throw item;
    return item ?? null;
  }
}

const isRefusal = (error: unknown) => error instanceof ProblemError && error.status === 403;

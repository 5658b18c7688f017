import type { z } from 'zod';
import type { Reading } from '../../connector.ts';
import { decodeEach, type Query } from '../../http.ts';
import { type FetchMany, keyedLoader, type Loader, orNull } from '../../loading.ts';
import type { SystemKey } from '../../model/ref.ts';
import { eachPage, everyPage, type Page, type PagedList } from '../../paging.ts';
import { fromList, fromPart, planned, type Remembered, remembered } from '../../planner.ts';
import { inPortions } from '../../portions.ts';
import { type Problem, ProblemError, problemOf } from '../../problems.ts';
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
  /** As of the seam's lists: page by page. */
  portions(): AsyncIterable<Collection<T>>;
  /** Whether the list is being read, or has been. */
  readonly isListed: () => boolean;
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
  const listed = { byId: fromList({ list, keyOf: idOf }), byName: fromList({ list, keyOf: nameOf }) };
  const orListed = (listedBy: FetchMany<T>, key: string, read: Promise<T | null>) =>
    options.scrubbed ? unlessRefused(read, listedBy, key) : read;
  const alone = (id: string) =>
    orListed(
      listed.byId,
      id,
      orNull(() => readOne(options, id)),
    );
  const named = (text: string) => orListed(listed.byName, text, readNamed(options, text).then(keep));
  const source = { list, listCalls: pages.get(name) ?? 1 };
  const one = async (id: string) => found.get(id) ?? alone(id);
  const byId = planned({ ...source, keyOf: idOf, one });
  const byName = planned({ ...source, keyOf: nameOf, one: named });

  const portions = () => inPortions(readParts(options), portionOver);
  const portionOver = (part: Remembered<Reading<T>>): Collection<T> => ({
    list: part,
    portions,
    isListed: () => true,
    byId: keyedLoader(`${name} by id`, fromPart({ list: part, keyOf: idOf }, byId)),
    byName: keyedLoader(`${name} by name`, fromPart({ list: part, keyOf: nameOf }, byName)),
    alone,
  });
  return {
    list,
    portions,
    isListed: () => list.started,
    byId: keyedLoader(`${name} by id`, byId),
    byName: keyedLoader(`${name} by name`, byName),
    alone,
  };
}

/** Reads from the richer of two collections of the same objects where its list is there anyway, and the other's is not. */
export function richerWhereListed<T>(plain: Collection<T>, richer: Collection<T>) {
  const best = () => (richer.isListed() && !plain.isListed() ? richer : plain);
  return {
    list: () => best().list(),
    byId: { load: (id: string) => best().byId.load(id) },
    byName: { load: (name: string) => best().byName.load(name) },
  };
}

const NAMES_ONLY = 'The gateway’s account may read no more than names here.';

async function readList<W, T>(options: CollectionOptions<W, T>): Promise<Reading<T>> {
  const { system, scrubbed } = options;
  try {
    return await readPages(options);
  } catch (error) {
    if (!scrubbed || !isRefusal(error)) throw error;
    const names = await readPages({ ...options, ...scrubbed, include: undefined }).catch(() => undefined);
    if (!names) throw error;
    return { ...names, problem: problemOf('NOT_PERMITTED', { system, message: NAMES_ONLY }) };
  }
}

/** The same page by page; what it is refused, it is refused at once. */
async function* readParts<W, T>(options: CollectionOptions<W, T>): AsyncGenerator<Reading<T>, void> {
  const { system, scrubbed } = options;
  let [hasBegun, hasNames] = [false, false];
  try {
    for await (const part of readEachPage(options)) {
      hasBegun = true;
      yield part;
    }
  } catch (error) {
    if (hasBegun || !scrubbed || !isRefusal(error)) throw error;
    const problem = problemOf('NOT_PERMITTED', { system, message: NAMES_ONLY });
    try {
      for await (const part of readEachPage({ ...options, ...scrubbed, include: undefined })) {
        hasNames = true;
        yield { ...part, problem };
      }
    } catch (failure) {
      throw hasNames ? failure : error;
    }
  }
}

async function readPages<W, T>(options: CollectionOptions<W, T>): Promise<Reading<T>> {
  const { system, name, pages } = options;
  const asOf = new Date();
  const every = await everyPage(pagedList(options, asOf));
  pages.set(name, every.pages);
  return { items: every.items, asOf, problem: unreadable(system, every.unreadable) };
}

async function* readEachPage<W, T>(options: CollectionOptions<W, T>): AsyncGenerator<Reading<T>, void> {
  const { system, name, pages } = options;
  const asOf = new Date();
  let [number, bad] = [0, 0];
  for await (const page of eachPage(pagedList(options, asOf))) {
    number += 1;
    bad += page.unreadable;
    yield { items: page.items, asOf, problem: unreadable(system, bad) };
  }
  pages.set(name, number);
}

function pagedList<W, T>(options: CollectionOptions<W, T>, asOf: Date): PagedList<T> {
  const { system, page, include, idOf: keyOf } = options;
  const read = async (number: number): Promise<Page<T>> => {
    const list = await readPage(system, page({ 'page[number]': number, 'page[size]': PAGE_SIZE, include }));
    const { items } = itemsOf(options, list, asOf);
    return { items, received: list.data.length, totalPages: list.meta?.total_pages ?? undefined };
  };
  return { system, size: PAGE_SIZE, keyOf, read };
}

function unreadable(system: SystemKey, entries: number): Problem | null {
  const message = `Entries that could not be read: ${entries}.`;
  return entries > 0 ? problemOf('UPSTREAM_INVALID_RESPONSE', { system, message }) : null;
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
  listed: FetchMany<T>,
  key: string,
): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const item = (await listed([key])).get(key);
    if (item instanceof Error) throw item;
    return item ?? null;
  }
}

const isRefusal = (error: unknown) => error instanceof ProblemError && error.status === 403;

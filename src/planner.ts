import type { Reading } from './connector.ts';
import { eachKey, type FetchMany, indexBy } from './loading.ts';
import { ProblemError } from './problems.ts';

/** A read that runs at most once in a request. `started`: whether it has been asked for. */
export interface Remembered<T> {
  (): Promise<T>;
  readonly started: boolean;
}

/** Remembers a read for the length of a request. */
export function remembered<T>(read: () => Promise<T>): Remembered<T> {
  let result: Promise<T> | undefined;
  const run = () => (result ??= read());
  return Object.defineProperty(run, 'started', { get: () => result !== undefined }) as Remembered<T>;
}

/** What a vendor offers for finding objects by key. */
export interface Source<V> {
  /** The whole list. */
  readonly list: Remembered<Reading<V>>;
  readonly keyOf: (item: V) => string;
  /** How many calls the list takes, as far as earlier reads tell; 1 before the first. */
  readonly listCalls: number;
  /** One object by key; undefined: the vendor has no such call. null: there is none. */
  readonly one: ((key: string) => Promise<V | null>) | undefined;
}

/** Up to this many keys are asked for one by one although the list would take fewer calls: it is the larger answer. */
const FEW = 3;

/**
 * Decides how a batch of keys is answered: from the list where it is being read anyway, one by one where that takes few
 * calls or fewer than the list, else by reading the list. So the calls never grow with the keys, in however many batches
 * they come.
 */
export function planned<V>(source: Source<V>): FetchMany<V> {
  let asked = 0;
  return (keys) => {
    const { list, listCalls, one } = source;
    if (!one || list.started || asked + keys.length > Math.max(FEW, listCalls)) return fromList(source, keys);
    asked += keys.length;
    return eachKey(keys, one);
  };
}

/** Answers keys from the list. Where the list is not whole, a key that is not on it may exist: that is its problem. */
export async function fromList<V>(
  { list, keyOf }: Pick<Source<V>, 'list' | 'keyOf'>,
  keys: readonly string[],
): Promise<Map<string, V | Error>> {
  const { items, problem } = await list();
  const index = indexBy(items, keyOf);
  const found = new Map<string, V | Error>();
  for (const key of keys) {
    const item = index.get(key);
    if (item !== undefined) found.set(key, item);
    else if (problem) found.set(key, ProblemError.of(problem));
  }
  return found;
}

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
  const run = Object.assign(
    () => {
      run.started = true;
      return (result ??= read());
    },
    { started: false },
  );
  return run;
}

/** What a vendor offers for finding objects by key. */
export interface Source<V> {
  /** The whole list. */
  readonly list: Remembered<Reading<V>>;
  readonly keyOf: (item: V) => string;
  /** How many calls the list takes, as far as earlier reads tell; 1 before the first. */
  readonly listCalls: number;
  /** Whether what the list is made of is being read anyway, although the list may not be; left out: it never is. */
  readonly isAtHand?: () => boolean;
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
  const listed = fromList(source);
  return (keys) => {
    const { list, listCalls, one, isAtHand } = source;
    if (!one || list.started || isAtHand?.() || asked + keys.length > Math.max(FEW, listCalls))
      return listed(keys);
    asked += keys.length;
    return eachKey(keys, one);
  };
}

/** Answers keys from the list. Where the list is not whole, a key that is not on it may exist: that is its problem. */
export function fromList<V>(source: Listed<V>): FetchMany<V> {
  const indexed = remembered(() => index(source));
  return async (keys) => {
    const { byKey, problem } = await indexed();
    const found = new Map<string, V | Error>();
    for (const key of keys) {
      const item = byKey.get(key);
      if (item !== undefined) found.set(key, item);
      else if (problem) found.set(key, ProblemError.of(problem));
    }
    return found;
  };
}

type Listed<V> = Pick<Source<V>, 'list' | 'keyOf'>;

async function index<V>({ list, keyOf }: Listed<V>) {
  const { items, problem } = await list();
  return { byKey: indexBy(items, keyOf), problem };
}

/** Answers keys from part of a list where they stand there, else from elsewhere. */
export function fromPart<V>(part: Listed<V>, elsewhere: FetchMany<V>): FetchMany<V> {
  const indexed = remembered(() => index(part));
  return async (keys) => {
    const { byKey } = await indexed();
    const others = keys.filter((key) => !byKey.has(key));
    const found = new Map(others.length === 0 ? [] : await elsewhere(others));
    for (const key of keys) {
      const item = byKey.get(key);
      if (item !== undefined) found.set(key, item);
    }
    return found;
  };
}

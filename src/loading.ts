import DataLoader from 'dataloader';
import { ProblemError } from './problems.ts';

/** Fetches many keys at once. A key missing from the answer does not exist upstream; an Error fails that key alone. */
export type FetchMany<V> = (keys: readonly string[]) => Promise<ReadonlyMap<string, V | Error>>;

/** null means the upstream says there is no such thing; a rejection means we could not find out. */
export interface Loader<V> {
  load(key: string): Promise<V | null>;
}

/** No name or id of any vendor is longer, and a longer one would not fit into a request's first line. */
const LONGEST_KEY = 1_000;

/**
 * Coalesces the loads of one request into calls of `fetchMany`, each key once. Only here are answers lined up with
 * keys: upstreams reorder, skip and repeat, so position never carries meaning. A key that could be nobody's is not asked
 * for.
 */
export function keyedLoader<V>(name: string, fetchMany: FetchMany<V>): Loader<V> {
  return new DataLoader<string, V | null>(
    async (keys) => {
      const possible = keys.filter((key) => key.length > 0 && key.length <= LONGEST_KEY);
      const found: ReadonlyMap<string, V | Error> =
        possible.length === 0 ? new Map() : await fetchMany(possible);
      return keys.map((key) => found.get(key) ?? null);
    },
    { name },
  );
}

/** Asks for each key by itself, side by side; one key's failure is its own. null: there is none. */
export async function eachKey<V>(
  keys: readonly string[],
  fetchOne: (key: string) => Promise<V | null>,
): Promise<Map<string, V | Error>> {
  const found = new Map<string, V | Error>();
  await Promise.all(
    keys.map(async (key) => {
      try {
        const value = await fetchOne(key);
        if (value !== null) found.set(key, value);
      } catch (error) {
        found.set(key, error instanceof Error ? error : new Error(String(error)));
      }
    }),
  );
  return found;
}

export function indexBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T> {
  const index = new Map<string, T>();
  for (const item of items) index.set(keyOf(item), item);
  return index;
}

/** null for what the upstream says is not there. */
export async function orNull<T>(read: () => Promise<T | null>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'NOT_FOUND') return null;
    throw error;
  }
}

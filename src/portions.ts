import type { Reading } from './connector.ts';
import type { Shape } from './http.ts';
import { type Remembered, remembered } from './planner.ts';
import type { Problem } from './problems.ts';

/** As many rows as a portion of a list has that comes in one answer. */
export const PORTION = 500;

/**
 * A list in portions: whatever is made over each part of it as if that were all. A part is forgotten when the next one is
 * there. The first is read when its list is asked for, and the others only if it was.
 */
export async function* inPortions<V, T>(
  parts: AsyncIterator<Reading<V>, void>,
  over: (list: Remembered<Reading<V>>) => T,
): AsyncGenerator<T, void> {
  let list = remembered(async () => readingOf(await parts.next()));
  yield over(list);
  while (list.started) {
    const next = parts.next();
    if (await isOver(next)) return;
    list = remembered(async () => readingOf(await next));
    yield over(list);
  }
}

function readingOf<V>({ value }: IteratorResult<Reading<V>, void>): Reading<V> {
  if (!value) throw new Error('a list has at least one part, which may be empty');
  return value;
}

/** A part that fails is one: its list says how. */
const isOver = (next: Promise<IteratorResult<unknown>>): Promise<boolean> =>
  next.then(
    ({ done }) => done === true,
    () => false,
  );

/** How the elements of a list are read. */
export interface ElementReader<W, T> {
  readonly shape: Shape<W>;
  readonly toItem: (wire: W) => T;
  /** What is wrong where so many elements of so many could not be read. */
  readonly problemOf: (bad: number, all: number) => Problem | null;
}

/** A list that came in one answer and is not read yet: to be read once, in parts of so many items. */
export type Arrival<T> = (size: number) => Generator<Reading<T>, void>;

/**
 * Reads the elements of a list that came in one answer. One that cannot be read costs itself, and is a problem of its
 * part and of those that follow. There is always a part, and the last may be empty.
 */
export const arrived =
  <W, T>(elements: Iterable<unknown>, reader: ElementReader<W, T>): Arrival<T> =>
  (size) =>
    partsOf(elements, reader, size);

function* partsOf<W, T>(
  elements: Iterable<unknown>,
  { shape, toItem, problemOf }: ElementReader<W, T>,
  size: number,
): Generator<Reading<T>, void> {
  const asOf = new Date();
  let [bad, all] = [0, 0];
  let items: T[] = [];
  for (const element of elements) {
    all += 1;
    const read = shape.safeParse(element);
    if (read.success) items.push(toItem(read.data));
    else bad += 1;
    if (items.length < size) continue;
    yield { items, asOf, problem: problemOf(bad, all) };
    items = [];
  }
  yield { items, asOf, problem: problemOf(bad, all) };
}

/** All of a list at once. */
export const whole = <T>(arrival: Arrival<T>): Reading<T> => readingOf(arrival(Infinity).next());

/** Reads a list in parts when the first is asked for. */
export async function* inParts<T>(
  arriving: () => Promise<Arrival<T>>,
  size: number,
): AsyncGenerator<Reading<T>, void> {
  yield* (await arriving())(size);
}

import { attributeOf, type Stored } from './resources.ts';

type Changes<A> = { readonly [K in keyof A]?: A[K] | undefined };

/**
 * The records of one type: by id, by each unique attribute, and in any order. The order without a sort is that of the ids,
 * which have nothing to do with names or age.
 */
export class Collection<R extends Stored> {
  readonly #byId = new Map<string, R>();
  readonly #unique: ReadonlyMap<string, Map<unknown, R>>;
  #inIdOrder: R[] | undefined;
  readonly #sorted = new Map<string, readonly R[]>();

  constructor(uniqueAttributes: readonly (keyof R['attributes'] & string)[] = []) {
    this.#unique = new Map(uniqueAttributes.map((name) => [name, new Map()]));
  }

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): R | undefined {
    return this.#byId.get(id);
  }

  /** Those of the ids that are known. */
  every(ids: Iterable<string>): R[] {
    const found: R[] = [];
    for (const id of ids) {
      const record = this.#byId.get(id);
      if (record) found.push(record);
    }
    return found;
  }

  values(): Iterable<R> {
    return this.#byId.values();
  }

  isUnique(attribute: string): boolean {
    return this.#unique.has(attribute);
  }

  /** The record whose unique attribute has that value. */
  with(attribute: string, value: unknown): R | undefined {
    return this.#unique.get(attribute)?.get(value);
  }

  add(record: R): R {
    this.#byId.set(record.id, record);
    for (const [name, index] of this.#unique) index.set(attributeOf(record, name), record);
    this.#inIdOrder?.splice(placeOf(record.id, this.#inIdOrder), 0, record);
    this.#sorted.clear();
    return record;
  }

  remove(record: R): void {
    if (!this.#byId.delete(record.id)) return;
    for (const [name, index] of this.#unique) index.delete(attributeOf(record, name));
    this.#inIdOrder?.splice(placeOf(record.id, this.#inIdOrder), 1);
    this.#sorted.clear();
  }

  /** Merges the changes into the record's attributes; undefined unsets one. */
  update(record: R, changes: Changes<R['attributes']>): void {
    for (const [name, index] of this.#unique) index.delete(attributeOf(record, name));
    const merged = Object.entries({ ...record.attributes, ...changes }).filter(
      ([, value]) => value !== undefined,
    );
    record.attributes = Object.fromEntries(merged) as R['attributes'];
    for (const [name, index] of this.#unique) index.set(attributeOf(record, name), record);
    this.#sorted.clear();
  }

  /** All records, sorted by the keys (`-` in front: descending). A sort is remembered until something changes. */
  ordered(sort: readonly string[] = []): readonly R[] {
    this.#inIdOrder ??= [...this.#byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    if (sort.length === 0) return this.#inIdOrder;
    const name = sort.join(',');
    let sorted = this.#sorted.get(name);
    if (!sorted) {
      sorted = this.#inIdOrder.toSorted(byAttributes(sort));
      this.#sorted.set(name, sorted);
    }
    return sorted;
  }
}

/** Where an id stands, or belongs, in records ordered by id. */
function placeOf(id: string, records: readonly Stored[]): number {
  let [low, high] = [0, records.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((records[middle]?.id ?? '') < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Records without the attribute come last, whatever the direction ([assumed]). */
function byAttributes(sort: readonly string[]): (a: Stored, b: Stored) => number {
  const keys = sort.map((key) => (key.startsWith('-') ? ([key.slice(1), -1] as const) : ([key, 1] as const)));
  return (a, b) => {
    for (const [name, direction] of keys) {
      const order = compare(attributeOf(a, name), attributeOf(b, name), direction);
      if (order !== 0) return order;
    }
    return 0;
  };
}

function compare(left: unknown, right: unknown, direction: 1 | -1): number {
  if (left === undefined || right === undefined) {
    return Number(left === undefined) - Number(right === undefined);
  }
  if (typeof left === 'number' && typeof right === 'number') return direction * Math.sign(left - right);
  const [a, b] = [String(left), String(right)];
  return direction * (a < b ? -1 : a > b ? 1 : 0);
}

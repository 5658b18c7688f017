import { fold } from './text.ts';

/** What is known of a claim about one row. null: a fact it rests on is not known. */
export type Truth = boolean | null;

/**
 * A condition on rows, as a tree in which everything already decided is folded away. `needs` names what a leaf must be
 * told besides the row.
 */
export type Condition<Row, Need = never> =
  | { readonly is: 'decided'; readonly truth: boolean }
  | {
      readonly is: 'leaf';
      readonly need: Need | undefined;
      readonly test: (row: Row, fact: unknown) => Truth;
    }
  | { readonly is: 'all' | 'any'; readonly of: readonly Condition<Row, Need>[] }
  | { readonly is: 'not'; readonly of: Condition<Row, Need> };

export const decided = (truth: boolean) => ({ is: 'decided', truth }) as const;

/** A claim that the row itself settles. */
export const claim = <Row>(test: (row: Row) => Truth): Condition<Row> => ({
  is: 'leaf',
  need: undefined,
  test,
});

/** A claim that also needs a fact which is not on the row. */
export const claimOn = <Row, Need, Fact>(
  need: Need,
  test: (fact: Fact, row: Row) => Truth,
): Condition<Row, Need> => ({ is: 'leaf', need, test: (row, fact) => test(fact as Fact, row) });

export function all<Row, Need>(conditions: readonly Condition<Row, Need>[]): Condition<Row, Need> {
  const open = conditions.filter((condition) => condition.is !== 'decided' || !condition.truth);
  if (open.some(({ is }) => is === 'decided')) return decided(false);
  const [first, second] = open;
  if (!first) return decided(true);
  return second ? { is: 'all', of: open } : first;
}

export function any<Row, Need>(conditions: readonly Condition<Row, Need>[]): Condition<Row, Need> {
  const open = conditions.filter((condition) => condition.is !== 'decided' || condition.truth);
  if (open.some(({ is }) => is === 'decided')) return decided(true);
  const [first, second] = open;
  if (!first) return decided(false);
  return second ? { is: 'any', of: open } : first;
}

export function not<Row, Need>(condition: Condition<Row, Need>): Condition<Row, Need> {
  return condition.is === 'decided' ? decided(!condition.truth) : { is: 'not', of: condition };
}

/** Everything the leaves must be told. */
export function needsOf<Row, Need>(condition: Condition<Row, Need>): Set<Need> {
  switch (condition.is) {
    case 'decided':
      return new Set();
    case 'leaf':
      return new Set(condition.need === undefined ? [] : [condition.need]);
    case 'not':
      return needsOf(condition.of);
    case 'all':
    case 'any':
      return new Set(condition.of.flatMap((inner) => [...needsOf(inner)]));
  }
}

/** Kleene's logic: what is not known decides nothing, and is overruled by what is. */
export function judge<Row, Need>(
  condition: Condition<Row, Need>,
  row: Row,
  factOf: (need: Need, row: Row) => unknown,
): Truth {
  switch (condition.is) {
    case 'decided':
      return condition.truth;
    case 'leaf':
      return condition.test(row, condition.need === undefined ? undefined : factOf(condition.need, row));
    case 'not': {
      const truth = judge(condition.of, row, factOf);
      return truth === null ? null : !truth;
    }
    case 'all':
    case 'any': {
      const decisive = condition.is === 'any';
      let unknown = false;
      for (const inner of condition.of) {
        const truth = judge(inner, row, factOf);
        if (truth === decisive) return decisive;
        unknown ||= truth === null;
      }
      return unknown ? null : !decisive;
    }
  }
}

/** The `StringFilter` of the schema; null means the same as left out. */
export interface TextConditions {
  readonly eq?: string | null | undefined;
  readonly in?: readonly string[] | null | undefined;
  readonly contains?: string | null | undefined;
  readonly startsWith?: string | null | undefined;
  readonly exists?: boolean | null | undefined;
}

/** Conditions on a text that may be absent: an absent one meets none but `exists: false`. */
export function onText<Row>(
  textOf: (row: Row) => string | null,
  conditions: TextConditions | null | undefined,
): Condition<Row> {
  if (!conditions) return decided(true);
  const { exists } = conditions;
  const tests: ((text: string) => boolean)[] = [];
  if (conditions.eq != null) tests.push(equals(fold(conditions.eq)));
  if (conditions.in) {
    const wanted = new Set(conditions.in.map(fold));
    tests.push((text) => wanted.has(text));
  }
  if (conditions.contains != null) tests.push(contains(fold(conditions.contains)));
  if (conditions.startsWith != null) {
    const start = fold(conditions.startsWith);
    tests.push((text) => text.startsWith(start));
  }
  if (tests.length === 0 && exists == null) return decided(true);
  return claim((row) => {
    const text = textOf(row);
    if (text === null) return exists === false && tests.length === 0;
    if (exists === false) return false;
    const folded = fold(text);
    return tests.every((test) => test(folded));
  });
}

const equals = (wanted: string) => (text: string) => text === wanted;
const contains = (wanted: string) => (text: string) => text.includes(wanted);

/** Part of at least one of several texts. */
export function onSearch<Row>(
  textsOf: (row: Row) => readonly (string | null)[],
  search: string | null | undefined,
): Condition<Row> {
  if (search == null) return decided(true);
  const wanted = fold(search);
  return claim((row) => textsOf(row).some((text) => text !== null && fold(text).includes(wanted)));
}

/** One of the values listed; `[]` matches nothing, left out matches all. */
export function oneOf<Row, Value>(
  valueOf: (row: Row) => Value,
  values: readonly Value[] | null | undefined,
): Condition<Row> {
  if (!values) return decided(true);
  if (values.length === 0) return decided(false);
  return claim((row) => values.includes(valueOf(row)));
}

interface Nested<Filter> {
  readonly and?: readonly Filter[] | null | undefined;
  readonly or?: readonly Filter[] | null | undefined;
  readonly not?: Filter | null | undefined;
}

/** A filter whose own conditions are read by `own`, with its `and`, `or` and `not`. */
export function nested<Filter extends Nested<Filter>, Row, Need>(
  filter: Filter,
  own: (filter: Filter) => readonly Condition<Row, Need>[],
): Condition<Row, Need> {
  const read = (inner: Filter): Condition<Row, Need> => nested(inner, own);
  return all([
    ...own(filter),
    ...(filter.and ? [all(filter.and.map(read))] : []),
    ...(filter.or ? [any(filter.or.map(read))] : []),
    ...(filter.not ? [not(read(filter.not))] : []),
  ]);
}

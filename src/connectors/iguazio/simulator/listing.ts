import type { Collection } from './collection.ts';
import { refuse } from './replies.ts';
import { ATTRIBUTE_NAMES, attributeOf, type Resource, type ResourceType, type Stored } from './resources.ts';

type Predicate = (record: Stored) => boolean;

interface Filter {
  readonly attribute: string;
  readonly operator: string | undefined;
  readonly operand: string;
}

export interface Selection<R> {
  readonly records: readonly R[];
  readonly meta: Readonly<Record<string, number>>;
}

/** Filters, sorts and pages a collection as the query says (§4.5). Without paging parameters the answer is whole. */
export function select<R extends Resource>(
  collection: Collection<R>,
  type: ResourceType,
  query: URLSearchParams,
  visible: ((record: R) => boolean) | undefined,
): Selection<R> {
  const filters = readFilters(type, query);
  const sort = readSort(type, query.get('sort'));
  const predicates = filters.map(predicateOf);
  const candidates = lookUp(collection, filters) ?? collection.ordered(sort);
  const matching =
    predicates.length === 0 && !visible
      ? candidates
      : candidates.filter(
          (record) => predicates.every((holds) => holds(record)) && (visible?.(record) ?? true),
        );
  return page(matching, query);
}

/** The one candidate, when a plain filter names a unique attribute: a look-up by name reads no list. */
function lookUp<R extends Resource>(collection: Collection<R>, filters: readonly Filter[]): R[] | undefined {
  const exact = filters.find(
    ({ attribute, operator }) => operator === undefined && collection.isUnique(attribute),
  );
  if (!exact) return undefined;
  const { attribute, operand } = exact;
  const hit = collection.with(attribute, operand) ?? collection.with(attribute, Number(operand));
  return hit ? [hit] : [];
}

function readFilters(type: ResourceType, query: URLSearchParams): Filter[] {
  const filters: Filter[] = [];
  for (const [key, value] of query) {
    const attribute = /^filter\[(.*)\]$/u.exec(key)?.[1];
    if (attribute === undefined) continue;
    if (!ATTRIBUTE_NAMES[type].has(attribute)) refuse(400, `${type} cannot be filtered by "${attribute}"`);
    const [, operator, operand] = /^\[\$([^\]]*)\](.*)$/su.exec(value) ?? [];
    filters.push({ attribute, operator, operand: operand ?? value });
  }
  return filters;
}

/** Plain values match exactly, case included; several filters must all match ([assumed]). */
function predicateOf({ attribute, operator, operand }: Filter): Predicate {
  const test = testOf(operator, operand);
  return (record) => test(attributeOf(record, attribute));
}

function testOf(operator: string | undefined, operand: string): (value: unknown) => boolean {
  switch (operator) {
    case undefined:
      return (value) => isScalar(value) && String(value) === operand;
    case 'ne':
      return (value) => !(isScalar(value) && String(value) === operand);
    case 'gt':
      return greaterThan(operand);
    case 'contains_any': {
      const wanted = new Set(operand.split(','));
      return (value) => Array.isArray(value) && value.some((item) => wanted.has(String(item)));
    }
    case 'contains_istr': {
      const part = operand.toLowerCase();
      return (value) => typeof value === 'string' && value.toLowerCase().includes(part);
    }
    case 'match-i': {
      const pattern = readPattern(operand);
      return (value) => typeof value === 'string' && pattern.test(value);
    }
    default:
      return refuse(400, `unknown filter operator "$${operator}"`);
  }
}

const isScalar = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Numbers as numbers, times as times, other text as text. */
function greaterThan(operand: string): (value: unknown) => boolean {
  const [number, time] = [Number(operand), Date.parse(operand)];
  return (value) => {
    if (typeof value === 'number') return value > number;
    if (typeof value !== 'string') return false;
    const when = Date.parse(value);
    return Number.isNaN(when) || Number.isNaN(time) ? value > operand : when > time;
  };
}

function readPattern(text: string): RegExp {
  try {
    return new RegExp(text, 'iu');
  } catch {
    return refuse(400, 'malformed pattern in a filter');
  }
}

function readSort(type: ResourceType, text: string | null): readonly string[] {
  const keys = text ? text.split(',') : [];
  for (const key of keys) {
    if (!ATTRIBUTE_NAMES[type].has(key.replace(/^-/u, '')))
      refuse(400, `${type} cannot be sorted by "${key}"`);
  }
  return keys;
}

const DEFAULT_PAGE_SIZE = 50;

/** `total_pages`, `page_number` and `records` stand under `meta` ([assumed]). A page past the end is empty. */
function page<R extends Resource>(records: readonly R[], query: URLSearchParams): Selection<R> {
  const total = query.get('count') === 'records' ? { records: records.length } : {};
  if (!['page[number]', 'page[size]', 'page[of]'].some((name) => query.has(name))) {
    return { records, meta: { total_pages: 1, page_number: 0, ...total } };
  }
  const size = readCount(query, 'page[size]', DEFAULT_PAGE_SIZE, 1);
  const of = query.get('page[of]');
  const number =
    of === null ? readCount(query, 'page[number]', 0, 0) : Math.floor(positionOf(records, of) / size);
  return {
    records: records.slice(number * size, (number + 1) * size),
    meta: { total_pages: Math.ceil(records.length / size), page_number: number, ...total },
  };
}

function positionOf(records: readonly Resource[], id: string): number {
  const position = records.findIndex((record) => record.id === id);
  return position < 0 ? refuse(404, `page[of] names no record of this list`) : position;
}

function readCount(query: URLSearchParams, name: string, otherwise: number, least: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  const count = /^\d{1,9}$/u.test(text) ? Number(text) : -1;
  return count >= least ? count : refuse(400, `${name} must be a whole number from ${least}`);
}

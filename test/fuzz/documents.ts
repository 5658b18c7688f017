import fc from 'fast-check';
import { GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { asking, type Expected, type FuzzClass, JSON_TYPE, refused, weird } from './case.ts';

const times = (count: number, make: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => make(i)).join(' ');
const over = (maximum: number, by = 400) => fc.integer({ min: maximum + 1, max: maximum + by });
const limited = (says: string) => refused(400, 'LIMIT_EXCEEDED', says);

const WORDS = [
  ...[
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    ':',
    '!',
    '=',
    '@',
    '...',
    '$',
    '&',
    '|',
    '"',
    '"""',
    '#',
    '\n',
    ',',
    '\ufeff',
  ],
  ...[
    'query',
    'mutation',
    'subscription',
    'fragment',
    'on',
    'true',
    'null',
    'users',
    'nodes',
    'id',
    'User',
    '__schema',
  ],
  ...[
    '1',
    '-1',
    '1e999',
    '0.1',
    '"text"',
    '\\u0000',
    '\\uD800',
    '@skip(if: true)',
    '$x: Int',
    '...F',
    'first: 5',
    '%',
    '?',
  ],
];

/** Documents that are right, to be made wrong. */
const RIGHT = [
  '{ systems { key vendor } }',
  'query A($n: Int = 5) { users(first: $n) { nodes { id email groups { nodes { name } } } } }',
  '{ user(system: "dss-design", username: "ada") { ...F } } fragment F on User { id status isAdmin }',
  '{ node(id: "user.dss-design.ada") { ... on User @include(if: true) { username } } }',
];

/** How many mistakes graphql-js itself finds in a document; undefined: it is right. */
function mistakesIn(schema: GraphQLSchema, query: string): number | undefined {
  try {
    const errors = validate(schema, parse(query), undefined, { maxErrors: 5 });
    return errors.length === 0 ? undefined : errors.length;
  } catch (error) {
    if (error instanceof GraphQLError) return 1;
    throw error;
  }
}

const mistaken = (count: number): Expected => ({
  status: 400,
  codes: Array<'BAD_INPUT'>(count).fill('BAD_INPUT'),
});

const lists = ['users', 'nodes', 'groups', 'nodes', 'members', 'nodes'];
const deep = (depth: number) =>
  Array.from({ length: depth }, (_, i) => lists[i < 2 ? i : 2 + ((i - 2) % 4)] ?? '').reduceRight(
    (inside, field) => `{ ${field} ${inside} }`,
    '',
  );

export const documents: readonly FuzzClass[] = [
  {
    name: 'documents of loose words',
    cases: ({ schema }) =>
      fc
        .array(fc.oneof(fc.constantFrom(...WORDS), weird), { minLength: 1, maxLength: 40 })
        .map((words) => words.join(' '))
        .filter((query) => !/__proto__|constructor|prototype/u.test(query))
        .map((query) => ({ query, mistakes: mistakesIn(schema, query) }))
        .filter(({ mistakes }) => mistakes !== undefined)
        .map(({ query, mistakes = 1 }) => ({ request: asking(query), expected: mistaken(mistakes) })),
  },
  {
    name: 'documents with a piece missing or too many',
    cases: ({ schema }) =>
      fc
        .record({
          right: fc.constantFrom(...RIGHT),
          at: fc.nat({ max: 150 }),
          cut: fc.nat({ max: 5 }),
          word: fc.constantFrom('', ...WORDS),
        })
        .map(
          ({ right, at, cut, word }) =>
            right.slice(0, at % right.length) + word + right.slice((at % right.length) + cut),
        )
        .map((query) => ({ query, mistakes: mistakesIn(schema, query) }))
        .filter(({ mistakes }) => mistakes !== undefined)
        .map(({ query, mistakes = 1 }) => ({ request: asking(query), expected: mistaken(mistakes) })),
  },
  {
    name: 'documents over a limit',
    cases: () =>
      fc.oneof(
        over(12, 300).map((n) => ({
          request: asking(deep(n)),
          expected: limited(`The depth of the operation is ${n}; the maximum is 12`),
        })),
        over(50).map((n) => ({
          request: asking(`{ ${times(n, (i) => `a${i}: __typename`)} }`),
          expected: limited(`The number of aliases is ${n}; the maximum is 50`),
        })),
        over(10).map((n) => ({
          request: asking(`{ ${times(n, () => '__typename')} }`),
          expected: limited(`The times one selection names the same field are ${n}; the maximum is 10`),
        })),
        over(20, 200).map((n) => ({
          request: asking(`{ __typename ${times(n, () => '@include(if: true)')} }`),
          expected: limited(`The number of directives is ${n}; the maximum is 20`),
        })),
        over(2_000).map((n) => ({
          request: asking('a '.repeat(n)),
          expected: limited('The number of tokens is more than 2000; the maximum is 2000'),
        })),
        fc.integer({ min: 11, max: 150 }).map((n) => ({
          request: asking(
            `{ users { nodes { ...F0 } } } fragment F${n} on User { id } ${times(n, (i) => `fragment F${i} on User { ...F${i + 1} ...F${i + 1} }`)}`,
          ),
          expected: limited('The number of selections, fragments written out, is'),
        })),
        over(10_240, 50_000).map((n) => ({
          request: asking(`{ users(filter: { search: "${'x'.repeat(n)}" }) { nodes { id } } }`),
          expected: limited(`The arguments hold a text of length ${n}; the maximum is 10240`),
        })),
        over(32, 400).map((n) => ({
          request: asking(`{ users(filter: ${'{not:'.repeat(n)}{}${'}'.repeat(n)}) { nodes { id } } }`),
          expected: limited('The arguments nest to a depth of 33; the maximum is 32'),
        })),
      ),
  },
  {
    name: 'operations that are not there',
    cases: () =>
      fc.stringMatching(/^[A-Za-z]\w{0,20}$/u).map((name) => ({
        request: {
          headers: JSON_TYPE,
          body: JSON.stringify({ query: 'query A_ { __typename }', operationName: name }),
        },
        expected: refused(400, 'BAD_INPUT', `Unknown operation named "${name}"`),
      })),
  },
];

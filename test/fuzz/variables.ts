import fc from 'fast-check';
import { asking, type FuzzCase, type FuzzClass, JSON_TYPE, refused, weirdAsIs } from './case.ts';

const sending = (body: string): FuzzCase['request'] => ({ headers: JSON_TYPE, body });
const limited = (says: string) => refused(400, 'LIMIT_EXCEEDED', says);
const over = (maximum: number, by: number) => fc.integer({ min: maximum + 1, max: maximum + by });

const misfits: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  Int: fc.oneof(
    weirdAsIs,
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Number.isInteger(n)),
    fc.boolean(),
    fc.constant(2 ** 31),
  ),
  'String!': fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.constant([])),
  'ID!': fc.oneof(fc.boolean(), fc.constant(null), fc.constant({}), fc.constant(0.5)),
  UserFilter: fc.oneof(
    weirdAsIs,
    fc.constant({ nothing: 1 }),
    fc.constant({ username: 5 }),
    fc.constant({ isAdmin: 'yes' }),
  ),
  'UserStatus!': fc.oneof(weirdAsIs, fc.integer()),
  DateTime: fc.oneof(weirdAsIs, fc.integer(), fc.constant('2026-13-01T00:00:00Z')),
};
const uses: Readonly<Record<string, string>> = {
  Int: 'users(first: $v) { nodes { id } }',
  'String!': 'system(key: $v) { id }',
  'ID!': 'node(id: $v) { id }',
  UserFilter: 'users(filter: $v) { nodes { id } }',
  'UserStatus!': 'users(filter: { status: [$v] }) { nodes { id } }',
  DateTime: 'users(filter: { createdBefore: $v }) { nodes { id } }',
};

const good = JSON.stringify({
  query: '{ __typename }',
  variables: { a: [1, { b: 'c' }] },
  operationName: null,
});

export const variables: readonly FuzzClass[] = [
  {
    name: 'variables of the wrong type',
    cases: () =>
      fc.oneof(
        ...Object.entries(misfits).map(([type, values]) =>
          values.map((v) => ({
            request: asking(`query ($v: ${type}) { ${uses[type]} }`, { v }),
            expected: refused(400, 'BAD_INPUT', 'Variable "$v"'),
          })),
        ),
      ),
  },
  {
    name: 'variables over a limit',
    cases: () =>
      fc.oneof(
        over(31, 2_000).map((n) => ({
          request: sending(`{"query":"{ __typename }","variables":{"x":${'['.repeat(n)}${']'.repeat(n)}}}`),
          expected: limited('The variables nest to a depth of 33; the maximum is 32'),
        })),
        over(500, 20_000).map((n) => ({
          request: asking('{ __typename }', { x: Array<number>(n).fill(1) }),
          expected: limited(`The variables hold a list of length ${n}; the maximum is 500`),
        })),
        over(10_240, 100_000).map((n) => ({
          request: asking('{ __typename }', { x: { y: 'x'.repeat(n) } }),
          expected: limited(`The variables hold a text of length ${n}; the maximum is 10240`),
        })),
      ),
  },
  {
    name: 'bodies that end too early',
    cases: () =>
      fc.integer({ min: 0, max: good.length - 1 }).map((end) => ({
        request: sending(good.slice(0, end)),
        expected: refused(400, 'BAD_INPUT', 'The body is not JSON.'),
      })),
  },
  {
    name: 'bodies that are something else',
    cases: () =>
      fc
        .oneof(
          fc.integer(),
          fc.boolean(),
          fc.constant(null),
          weirdAsIs,
          fc.array(fc.constant({ query: '{ __typename }' })),
        )
        .map((body) => ({
          request: sending(JSON.stringify(body)),
          expected: refused(400, 'BAD_INPUT', 'The body'),
        })),
  },
  {
    name: 'names that are given twice',
    cases: () =>
      fc
        .tuple(
          fc.string({ unit: 'grapheme-ascii', maxLength: 8 }),
          fc.constantFrom(
            '{"query":"{ __typename }","variables":#}',
            '{"query":"{ __typename }","extensions":{"a":[#]}}',
          ),
        )
        .map(([name, outside]) => ({
          request: sending(
            outside.replace('#', () => `{${JSON.stringify(name)}:1,"other":2,${JSON.stringify(name)}:3}`),
          ),
          expected: refused(400, 'BAD_INPUT', 'The body names a member twice.'),
        })),
  },
  {
    name: 'names that reach a prototype',
    cases: () =>
      fc
        .tuple(fc.constantFrom('__proto__', 'constructor', 'prototype'), fc.nat({ max: 10 }))
        .map(([name, depth]) => ({
          request: sending(
            `{"query":"{ __typename }","variables":${'{"a":['.repeat(depth)}{"${name}":{"polluted":true}}${']}'.repeat(depth)}}`,
          ),
          expected: refused(400, 'BAD_INPUT', `The name ${name} is not allowed.`),
        })),
  },
];

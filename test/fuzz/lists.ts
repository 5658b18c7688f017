import fc from 'fast-check';
import { answered, asking, type FuzzClass, refused, weird, weirdAsIs } from './case.ts';

const lists = ['users', 'groups', 'projects', 'memberships', 'people'] as const;

/** A cursor that was taken apart and put together wrongly. */
const broken: readonly ((cursor: Readonly<Record<string, unknown>>) => unknown)[] = [
  (cursor) => ({ ...cursor, l: 'another-list' }),
  (cursor) => ({ ...cursor, k: { deep: 1 } }),
  (cursor) => ({ ...cursor, s: 5 }),
  (cursor) => ({ ...cursor, n: null }),
  (cursor) => ({ ...cursor, extra: 1 }),
  (cursor) => ({ ...cursor, m: [] }),
  ({ l: _, ...cursor }) => cursor,
  ({ n: _, ...cursor }) => cursor,
  (cursor) => [cursor],
  () => null,
  () => 'text',
];
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (cursor: string) =>
  JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Readonly<Record<string, unknown>>;

interface Claim {
  readonly filter: object;
  readonly holds: boolean;
}

/** Conditions on accounts whose truth is known: texts that nobody has are in them, negated and combined. */
const claims = fc.letrec<{ claim: Claim }>((tie) => ({
  claim: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc
      .tuple(
        fc.constantFrom('username', 'email', 'displayName'),
        fc.constantFrom('eq', 'contains', 'startsWith'),
        weird,
      )
      .map(([field, word, text]) => ({ filter: { [field]: { [word]: text } }, holds: false })),
    fc.array(weird, { maxLength: 5 }).map((texts) => ({ filter: { username: { in: texts } }, holds: false })),
    weird.map((search) => ({ filter: { search }, holds: false })),
    fc.constant({ filter: { username: { exists: true } }, holds: true }),
    tie('claim').map(({ filter, holds }) => ({ filter: { not: filter }, holds: !holds })),
    fc.array(tie('claim'), { maxLength: 3 }).map((all) => ({
      filter: { and: all.map(({ filter }) => filter) },
      holds: all.every(({ holds }) => holds),
    })),
    fc.array(tie('claim'), { maxLength: 3 }).map((any) => ({
      filter: { or: any.map(({ filter }) => filter) },
      holds: any.some(({ holds }) => holds),
    })),
  ),
})).claim;

export const listings: readonly FuzzClass[] = [
  {
    name: 'cursors that are none',
    cases: () =>
      fc.tuple(fc.constantFrom(...lists), weird).map(([list, after]) => ({
        request: asking(`query ($c: String) { ${list}(after: $c) { nodes { __typename } } }`, { c: after }),
        expected: answered(null, 'BAD_INPUT'),
      })),
  },
  {
    name: 'cursors that were changed',
    cases: ({ cursor }) =>
      fc
        .oneof(
          fc.constantFrom(...broken).map((change) => encode(change(decode(cursor)))),
          fc.constantFrom('=', ' ', '\n', '.', '%3D').map((end) => cursor + end),
          weirdAsIs.map((text) => Buffer.from(text).toString('base64url')),
        )
        .filter((text) => text !== '')
        .map((after) => ({
          request: asking('query ($c: String) { users(after: $c) { nodes { id } } }', { c: after }),
          expected: answered(null, 'BAD_INPUT'),
        })),
  },
  {
    name: 'sizes of pages',
    cases: () =>
      fc
        .tuple(
          fc.constantFrom(...lists),
          fc.oneof(fc.integer({ min: 501, max: 2_147_483_647 }), fc.integer({ min: -2_147_483_648, max: 0 })),
        )
        .map(([list, first]) => ({
          request: asking(`query ($n: Int) { ${list}(first: $n) { nodes { __typename } } }`, { n: first }),
          expected: refused(400, 'BAD_INPUT', `\`first\` is ${first}; it must be from 1 to 500.`),
        })),
  },
  {
    name: 'filters',
    cases: ({ accounts }) =>
      claims.map(({ filter, holds }) => ({
        request: asking(
          'query ($f: UserFilter) { users(filter: $f, first: 1) { totalCount { value exact } } }',
          {
            f: filter,
          },
        ),
        expected: answered({ users: { totalCount: { value: holds ? accounts : 0, exact: true } } }),
      })),
  },
];

import fc from 'fast-check';
import type { GraphQLSchema } from 'graphql';
import type { AbusiveRequest } from '../../bench/abuse.ts';
import type { ProblemCode } from '../../src/generated/types.ts';

/** One bad input, and exactly what it must get. */
export interface FuzzCase {
  readonly request: AbusiveRequest;
  readonly expected: Expected;
  /** Asks for a change: it goes to a world of its own, of which nothing is expected. */
  readonly isChange?: boolean;
}

export interface Expected {
  readonly status: number;
  /** The whole of `data`; left out: there must be none. */
  readonly data?: unknown;
  /** What is wrong with `data`, where it cannot be said beforehand; undefined: nothing is. */
  readonly check?: (data: unknown) => string | undefined;
  /** The code of each error, in order. */
  readonly codes: readonly ProblemCode[];
  /** Part of the first message. */
  readonly says?: string;
  readonly headers?: Readonly<Record<string, string | RegExp>>;
}

/** What a class may know of the world it asks about. */
export interface Facts {
  readonly schema: GraphQLSchema;
  /** How many accounts the systems have in all. */
  readonly accounts: number;
  /** Ids that name something, of every kind there is. */
  readonly ids: readonly string[];
  /** A cursor of `users(first: 1)`. */
  readonly cursor: string;
}

/** One kind of bad input. */
export interface FuzzClass {
  readonly name: string;
  readonly cases: (facts: Facts) => fc.Arbitrary<FuzzCase>;
}

export const JSON_TYPE = {
  'content-type': 'application/json',
  accept: 'application/graphql-response+json',
};

export const asking = (query: string, variables: object = {}): AbusiveRequest => ({
  headers: JSON_TYPE,
  body: JSON.stringify({ query, variables }),
});

export const answered = (data: unknown, ...codes: ProblemCode[]): Expected => ({ status: 200, data, codes });
export const refused = (status: number, code: ProblemCode, says?: string): Expected => ({
  status,
  codes: [code],
  ...(says === undefined ? {} : { says }),
});

/** Texts that have opened doors elsewhere. */
const NASTY = [
  ...[
    '.',
    '..',
    '...',
    '/',
    '\\',
    '../admin',
    '..%2fadmin',
    '%2e%2e',
    '%252e',
    '..;/x',
    ';x=1',
    '?a=b',
    '#a',
    '%',
    '%zz',
  ],
  ...[
    'a&page[size]=1',
    'a=b&c',
    "' or '1'='1",
    '"}]}',
    '$eq',
    '${7*7}',
    '{{7*7}}',
    '<script>',
    '*',
    '[eq]',
    '__name__',
  ],
  ...[
    '\0',
    '\n',
    '\r\nX-Injected: 1',
    '\t',
    '\u001b[2J',
    '\u202e',
    '\u2028',
    '\ufeff',
    '\ud800',
    '\udfff\ud800',
    '\u0130',
  ],
  ...[
    'null',
    'undefined',
    'true',
    '0',
    '-1',
    'NaN',
    '__proto__x',
    'toString',
    'hasOwnProperty',
    'ｆｕｌｌ',
    'ß',
    '🦄',
  ],
  ...[
    '//evil.example/',
    'http://169.254.169.254/',
    '@evil.example',
    ':80',
    '::1',
    '%00',
    '%0d%0a',
    'a b',
    ' a',
    'a ',
  ],
];

/** Text that nothing in the world is called by. */
export const weird: fc.Arbitrary<string> = fc
  .oneof(
    fc.constantFrom(...NASTY),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.string({ minLength: 100, maxLength: 800 }),
    fc
      .tuple(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 10 }))
      .map((parts) => parts.join('')),
  )
  .map((text) => `${text}\u2603`);

/** The same, as it is: it may be empty, or a part of what something is called. */
export const weirdAsIs: fc.Arbitrary<string> = weird.map((text) => text.slice(0, -1));

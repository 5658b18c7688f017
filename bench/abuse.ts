import { gzipSync } from 'node:zlib';
import type { ProblemCode } from '../src/generated/types.ts';

/** A request that nobody sends who means well, and what it must get. */
export interface Abuse {
  readonly name: string;
  /** Made when it is sent: some are large. */
  readonly build: () => AbusiveRequest;
  readonly status: number;
  readonly code: ProblemCode;
  /** Part of the message: it names what was wrong, or limit, value and maximum. */
  readonly says: string;
}

export interface AbusiveRequest {
  readonly method?: string;
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** The body stops before its end, and the connection stays open. */
  readonly stalls?: boolean;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const MEGABYTE = 1_048_576;

const sending = (body: string | Buffer, headers: AbusiveRequest['headers'] = {}): AbusiveRequest => ({
  headers: { ...JSON_TYPE, ...headers },
  body,
});
const asking = (query: string, variables: object = {}): AbusiveRequest =>
  sending(JSON.stringify({ query, variables }));

type Told = readonly [name: string, says: string, build: () => AbusiveRequest];
const toldOf = (status: number, code: ProblemCode, told: readonly Told[]): Abuse[] =>
  told.map(([name, says, build]) => ({ name, says, build, status, code }));

const times = (count: number, make: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => make(i)).join(' ');

/** Fields inside each other. */
const nested = (fields: readonly string[]): string =>
  fields.reduceRight((inside, field) => `{ ${field} ${inside} }`, '');

/** Accounts, their groups, their members, and so on: as deep a way as there may be. */
function walk(depth: number, first = ''): string[] {
  const steps = [`users${first}`, 'nodes', `groups${first}`, 'nodes', `members${first}`, 'nodes'];
  const way = Array.from({ length: depth - 1 }, (_, i) => steps[i < 2 ? i : 2 + ((i - 2) % 4)] ?? '');
  return [...way, way.at(-1) === 'nodes' ? 'id' : '__typename'];
}

/** Each fragment spreads the next one twice. */
const doubling = (steps: number): string =>
  `{ users { nodes { ...F0 } } } fragment F${steps} on User { id }
   ${times(steps, (i) => `fragment F${i} on User { ...F${i + 1} ...F${i + 1} }`)}`;

/** The same, and each time through lists that lead back to where they began: executed, every step multiplies. */
const doublingThroughLists = (steps: number): string =>
  `{ users { nodes { ...F0 } } } fragment F${steps} on User { id }
   ${times(steps, (i) => {
     const way = `groups { nodes { members { nodes { ...F${i + 1} } } } }`;
     return `fragment F${i} on User { a: ${way} b: ${way} }`;
   })}`;

/** Requests that stall or kill GraphQL servers in their default settings, and their like. */
export const abuses: readonly Abuse[] = [
  ...toldOf(400, 'LIMIT_EXCEEDED', [
    ['depth 16', 'The depth of the operation is 16; the maximum is 12', () => asking(nested(walk(16)))],
    [
      'a fragment of depth 16',
      'The depth of the operation is 16; the maximum is 12',
      () => asking(`{ ...F } fragment F on Query ${nested(walk(16))}`),
    ],
    [
      'depth 16 in an operation that is not asked for',
      'The depth of the operation is 16; the maximum is 12',
      () =>
        sending(
          JSON.stringify({ query: `query A { __typename } query B ${nested(walk(16))}`, operationName: 'A' }),
        ),
    ],
    [
      'fragments that double 24 times',
      'written out, is 50331649; the maximum is 5000',
      () => asking(doubling(24)),
    ],
    [
      'fragments that double 24 times through lists',
      'written out, is',
      () => asking(doublingThroughLists(24)),
    ],
    ['fragments that double 100 times', 'The number of selections', () => asking(doubling(100))],
    [
      '500 of 500 of 500 of 500',
      '; the maximum is 2000000',
      () => asking(nested([...walk(9, '(first: 500)').slice(0, -1), 'name'])),
    ],
    [
      '5,000 aliases',
      'tokens is more than 2000',
      () => asking(`{ ${times(5_000, (i) => `a${i}: __typename`)} }`),
    ],
    [
      '100 aliased fields at the root',
      'The number of aliases is 100; the maximum is 50',
      () => asking(`{ ${times(100, (i) => `a${i}: users { nodes { id } }`)} }`),
    ],
    [
      '500 times the same field',
      'The times one selection names the same field are 500; the maximum is 10',
      () => asking(`{ ${times(500, () => '__typename')} }`),
    ],
    [
      '2,000 selections that overlap',
      'tokens is more than 2000',
      () => asking(`{ ${times(2_000, () => 'users { nodes { id } }')} }`),
    ],
    [
      '100 directives',
      'The number of directives is 100; the maximum is 20',
      () => asking(`{ __typename ${times(100, () => '@include(if: true)')} }`),
    ],
    [
      '100 directives that do not exist',
      'The number of directives is 100; the maximum is 20',
      () => asking(`{ __typename ${times(100, () => '@a')} }`),
    ],
    ['20,000 braces', 'tokens is more than 2000', () => asking('{a'.repeat(20_000))],
    [
      'a filter of 100 nots',
      'The arguments nest to a depth of 33; the maximum is 32',
      () => asking(`{ users(filter: ${'{not:'.repeat(100)}{}${'}'.repeat(100)}) { nodes { id } } }`),
    ],
    [
      'a text of 100,000 characters',
      'The arguments hold a text of length 100000; the maximum is 10240',
      () => asking(`{ users(filter: { search: "${'x'.repeat(100_000)}" }) { nodes { id } } }`),
    ],
    [
      'variables nested 100,000 deep',
      'The variables nest to a depth of 33; the maximum is 32',
      () =>
        sending(`{"query":"{ __typename }","variables":{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`),
    ],
    [
      'a list of 100,000 in variables',
      'The variables hold a list of length 100000; the maximum is 500',
      () => asking('{ __typename }', { x: Array(100_000).fill(1) }),
    ],
    [
      'a text of 100,000 in variables',
      'The variables hold a text of length 100000; the maximum is 10240',
      () => asking('{ __typename }', { x: 'x'.repeat(100_000) }),
    ],
    [
      'a text of 100,000 in extensions',
      'The variables hold a text of length 100000; the maximum is 10240',
      () => sending(JSON.stringify({ query: '{ __typename }', extensions: { x: 'x'.repeat(100_000) } })),
    ],
  ]),
  ...toldOf(400, 'BAD_INPUT', [
    [
      'first: 1000000',
      '`first` is 1000000; it must be from 1 to 500',
      () => asking(nested(walk(3, '(first: 1000000)'))),
    ],
    [
      'first: 1000000 in a variable',
      '`first` is 1000000; it must be from 1 to 500',
      () => asking(`query ($n: Int) ${nested(walk(3, '(first: $n)'))}`, { n: 1_000_000 }),
    ],
    [
      'first: 1000000 as a default',
      '`first` is 1000000; it must be from 1 to 500',
      () => asking(`query ($n: Int = 1000000) ${nested(walk(3, '(first: $n)'))}`),
    ],
    [
      'a batch',
      'a list of 10 requests; the maximum is 1',
      () => sending(`[${Array(10).fill('{"query":"{__typename}"}').join()}]`),
    ],
    [
      'a field that is named twice',
      'names a member twice',
      () => sending('{"query":"{a}","query":"{__typename}"}'),
    ],
    [
      'a prototype in variables',
      'The name __proto__ is not allowed',
      () => sending('{"query":"{__typename}","variables":{"a":{"__proto__":{"x":1}}}}'),
    ],
    [
      'a quarter of a megabyte of escapes',
      'The body is not JSON',
      () => sending(`{"query":"${'\\"'.repeat(80_000)}`),
    ],
    [
      'a prototype as an alias',
      'The name __proto__ is not allowed',
      () => asking('{ __proto__: __typename }'),
    ],
    [
      'introspection in circles',
      'Maximum introspection depth exceeded',
      () =>
        asking(
          `{ __schema { types ${nested([...Array<string[]>(6).fill(['fields', 'type']).flat(), 'name'])} } }`,
        ),
    ],
    [
      'fragments in circles',
      'Cannot spread fragment',
      () => asking('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'),
    ],
  ]),
  ...toldOf(413, 'LIMIT_EXCEEDED', [
    [
      '10 MB of comments',
      'the maximum is 262144',
      () => asking(`#${'x'.repeat(10 * MEGABYTE)}\n{ __typename }`),
    ],
    [
      '40 MB of variables',
      'the maximum is 262144',
      () => asking('{ __typename }', { x: 'x'.repeat(40 * MEGABYTE) }),
    ],
    [
      'a body that does not say how long it is',
      'the maximum is 262144',
      () => sending('x'.repeat(MEGABYTE), { 'transfer-encoding': 'chunked' }),
    ],
  ]),
  ...toldOf(415, 'BAD_INPUT', [
    [
      'a body that unpacks to 40 MB',
      'without Content-Encoding',
      () => sending(gzipSync(Buffer.alloc(40 * MEGABYTE, ' ')), { 'content-encoding': 'gzip' }),
    ],
    [
      'a form that a foreign page may send',
      'must be application/json',
      () => sending('query={__typename}', { 'content-type': 'application/x-www-form-urlencoded' }),
    ],
    [
      'another charset',
      'must be in UTF-8',
      () => sending('{}', { 'content-type': 'application/json; charset=utf-16' }),
    ],
  ]),
  ...toldOf(405, 'BAD_INPUT', [
    [
      'a query by GET',
      'Ask with POST',
      () => ({ method: 'GET', path: '/graphql?query={__typename}', headers: {} }),
    ],
  ]),
  ...toldOf(403, 'NOT_PERMITTED', [
    ['another site’s page', 'another site', () => sending('{}', { origin: 'https://site.example' })],
    ['a name that was rebound', 'The Host header', () => sending('{}', { host: 'rebound.example' })],
  ]),
  ...toldOf(431, 'BAD_INPUT', [
    ['100 KB of headers', 'too large', () => sending('{}', { 'x-long': 'x'.repeat(100_000) })],
  ]),
  ...toldOf(408, 'BAD_INPUT', [
    ['a body that never ends', 'too long to arrive', () => ({ ...sending('{"query":'), stalls: true })],
  ]),
];

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VendorName } from '../../src/connectors/index.ts';
import { sandboxSystems } from '../../src/sandbox/simulators.ts';
import type { Account, SystemWorld } from '../../src/sandbox/world.ts';
import { stage, type Stage } from '../support.ts';

// Random worlds, random filters, orders and page sizes, against a brute force over what the simulators were told. The
// brute force is written from the contract, and shares no code with the gateway.

const vendors = Object.keys(sandboxSystems) as VendorName[];
const keyOf = (vendor: VendorName) => sandboxSystems[vendor].key;

// ------------------------------------------------------------------------------------------------ worlds

const word = fc.constantFrom(
  'Ada',
  'ada',
  'ADA',
  'Zuse',
  'Straße',
  'STRASSE',
  'Ελλάς',
  'ελλάσ',
  'Péter',
  '𝒜lan',
  '',
  'O’Neil',
);
const instant = fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2026-11-22') });

const accountArbitrary: fc.Arbitrary<Omit<Account, 'username' | 'email'> & { readonly withEmail: boolean }> =
  fc.record({
    withEmail: fc.boolean(),
    givenName: word,
    familyName: word,
    disabled: fc.boolean(),
    admin: fc.constant(false),
    origin: fc.constantFrom('local', 'directory', 'sso'),
    createdAt: instant,
    lastActiveAt: fc.option(instant, { nil: null }),
    sessions: fc.integer({ min: 0, max: 2 }),
    groups: fc.subarray(['north', 'south']),
    jobTitle: fc.constant(''),
    department: fc.constant(''),
  });

const worldArbitrary: fc.Arbitrary<SystemWorld> = fc
  .array(accountArbitrary, { minLength: 1, maxLength: 12 })
  .map((accounts) => ({
    accounts: accounts.map(({ withEmail, ...account }, i) => {
      const username = `${['anna', 'Bert', 'CARL', 'dora'][i % 4]}.${i}`;
      const lastActiveAt = account.lastActiveAt && Math.max(account.lastActiveAt, account.createdAt);
      const shown = {
        ...account,
        lastActiveAt,
        username,
        email: withEmail || i === 0 ? `${username}@Example.org` : '',
      };
      return i === 0 ? { ...shown, admin: true, disabled: false } : shown; // the one the gateway acts as
    }),
    groups: ['north', 'south'].map((name) => ({ name, description: '', admin: false, directoryNames: [] })),
    projects: [],
  }));

// ------------------------------------------------------------------------------------------------ the brute force

type Truth = boolean | null;

/** One row as the contract would show it; null: not known, for facts; absent, for texts. */
interface Row {
  readonly system: string;
  readonly vendor: string;
  readonly username: string;
  readonly email: string | null;
  readonly status: string;
  readonly sessions: number | null;
  readonly createdAt: number | null;
  readonly activity: { readonly at: number | null } | null;
}

const contractNames: Readonly<Record<VendorName, string>> = {
  iguazio: 'IGUAZIO',
  'dataiku-dss': 'DATAIKU_DSS',
  'dataiku-govern': 'DATAIKU_GOVERN',
  squirro: 'SQUIRRO',
};

/** What each vendor tells of an account: Squirro knows neither a switch, nor dates, nor sessions; sessions only DSS. */
function rowOf(vendor: VendorName, account: Account): Row | null {
  const { email, username, disabled, sessions, createdAt, lastActiveAt } = account;
  const isSquirro = vendor === 'squirro';
  if (isSquirro && email === '') return null; // would be known by an id that only the simulator knows
  return {
    system: keyOf(vendor),
    vendor: contractNames[vendor],
    username: isSquirro ? email : username,
    email: email === '' ? null : email,
    status: isSquirro ? 'UNKNOWN' : disabled ? 'DISABLED' : 'ACTIVE',
    sessions: vendor === 'dataiku-dss' ? sessions : null,
    createdAt: isSquirro ? null : createdAt,
    activity: isSquirro ? null : { at: lastActiveAt },
  };
}

const folded = (text: string) => text.toUpperCase().toLowerCase();

interface Filter {
  readonly systems?: readonly string[];
  readonly vendors?: readonly string[];
  readonly username?: Readonly<Record<string, unknown>>;
  readonly email?: Readonly<Record<string, unknown>>;
  readonly status?: readonly string[];
  readonly connected?: boolean;
  readonly createdBefore?: string;
  readonly createdAfter?: string;
  readonly lastActiveBefore?: string;
  readonly and?: readonly Filter[];
  readonly or?: readonly Filter[];
  readonly not?: Filter;
}

const every = (truths: readonly Truth[]): Truth =>
  truths.includes(false) ? false : truths.includes(null) ? null : true;
const some = (truths: readonly Truth[]): Truth =>
  truths.includes(true) ? true : truths.includes(null) ? null : false;
const known = <T>(fact: T | null, test: (fact: T) => boolean): Truth => (fact === null ? null : test(fact));

function textHolds(text: string | null, conditions: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(conditions).every(([name, value]) => {
    if (name === 'exists') return (text !== null) === value;
    if (text === null) return false;
    const [have, want] = [folded(text), typeof value === 'string' ? folded(value) : ''];
    if (name === 'eq') return have === want;
    if (name === 'contains') return have.includes(want);
    if (name === 'startsWith') return have.startsWith(want);
    return (value as string[]).map(folded).includes(have);
  });
}

function holds(filter: Filter, row: Row): Truth {
  return every(
    Object.entries(filter).map(([name, value]): Truth => {
      switch (name) {
        case 'systems':
          return (value as string[]).includes(row.system);
        case 'vendors':
          return (value as string[]).includes(row.vendor);
        case 'username':
          return textHolds(row.username, value as Record<string, unknown>);
        case 'email':
          return textHolds(row.email, value as Record<string, unknown>);
        case 'status':
          return (value as string[]).includes(row.status);
        case 'connected':
          return known(row.sessions, (sessions) => sessions > 0 === value);
        case 'createdBefore':
          return known(row.createdAt, (at) => at < Date.parse(value as string));
        case 'createdAfter':
          return known(row.createdAt, (at) => at > Date.parse(value as string));
        case 'lastActiveBefore':
          return known(row.activity, ({ at }) => at === null || at < Date.parse(value as string));
        case 'and':
          return every((value as Filter[]).map((inner) => holds(inner, row)));
        case 'or':
          return some((value as Filter[]).map((inner) => holds(inner, row)));
        case 'not': {
          const truth = holds(value as Filter, row);
          return truth === null ? null : !truth;
        }
        default:
          throw new Error(`the brute force knows no ${name}`);
      }
    }),
  );
}

const codePoints = (text: string) => [...text].map((character) => character.codePointAt(0) ?? 0);
function byCodePoint(a: string, b: string): number {
  const [x, y] = [codePoints(a), codePoints(b)];
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const difference = (x[i] ?? -1) - (y[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

type OrderField = 'USERNAME' | 'EMAIL' | 'CREATED_AT' | 'LAST_ACTIVITY';
const sortKeys: Readonly<Record<OrderField, (row: Row) => string | number | null>> = {
  USERNAME: ({ username }) => folded(username),
  EMAIL: ({ email }) => email && folded(email),
  CREATED_AT: ({ createdAt }) => createdAt,
  LAST_ACTIVITY: ({ activity }) => activity && (activity.at ?? -Infinity),
};

/** The rows' sort keys in order: ties are settled by ids, which only the simulators know. */
function ordered(rows: readonly Row[], field: OrderField, direction: string): (string | number | null)[] {
  const sign = direction === 'DESC' ? -1 : 1;
  return rows.map(sortKeys[field]).sort((a, b) => {
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * (typeof a === 'string' ? byCodePoint(a, b as string) : a - (b as number) || 0);
  });
}

// ------------------------------------------------------------------------------------------------ questions

const text = fc.constantFrom(
  'anna',
  'ANNA.0',
  'bert',
  'b',
  '@example.ORG',
  '.1',
  'carl.2@example.org',
  'nobody',
  '',
);
const stringFilter = fc.record(
  {
    eq: text,
    in: fc.array(text, { maxLength: 3 }),
    contains: text,
    startsWith: text,
    exists: fc.boolean(),
  },
  { requiredKeys: [] },
);
const date = instant.map((at) => new Date(at).toISOString());

const { filter: filterArbitrary } = fc.letrec<{ filter: Filter }>((tie) => {
  const leaves = {
    systems: fc.subarray(vendors.map(keyOf)) as fc.Arbitrary<string[]>,
    vendors: fc.subarray(Object.values(contractNames)),
    username: stringFilter,
    email: stringFilter,
    status: fc.subarray(['ACTIVE', 'DISABLED', 'UNKNOWN']),
    connected: fc.boolean(),
    createdBefore: date,
    createdAfter: date,
    lastActiveBefore: date,
  };
  const one = fc.oneof(
    ...Object.entries(leaves).map(([name, value]) => fc.record({ [name]: value as fc.Arbitrary<unknown> })),
  );
  return {
    filter: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      one as fc.Arbitrary<Filter>,
      fc.constant({}),
      fc.record({ and: fc.array(tie('filter'), { maxLength: 3 }) }),
      fc.record({ or: fc.array(tie('filter'), { maxLength: 3 }) }),
      fc.record({ not: tie('filter') }),
      fc.tuple(one as fc.Arbitrary<Filter>, tie('filter')).map(([a, b]) => ({ ...a, ...b })),
    ),
  };
});

const WORLDS = 12;
const stages: { stage: Stage; rows: Row[] }[] = [];

beforeAll(async () => {
  const worlds = fc.sample(fc.tuple(worldArbitrary, worldArbitrary, worldArbitrary, worldArbitrary), {
    numRuns: WORLDS,
    seed: 20261122,
  });
  for (const world of worlds) {
    const of = (vendor: VendorName) => {
      const made = world[vendors.indexOf(vendor)] ?? world[0];
      return vendor === 'squirro'
        ? { ...made, accounts: made.accounts.filter(({ email }) => email !== '') }
        : made;
    };
    const rows = vendors.flatMap((vendor) =>
      of(vendor).accounts.flatMap((account) => rowOf(vendor, account) ?? []),
    );
    stages.push({ stage: await stage({ world: of }), rows });
  }
});

afterAll(async () => {
  await Promise.all(stages.map((started) => started.stage[Symbol.asyncDispose]()));
});

const query = `query ($filter: UserFilter, $orderBy: UserOrder, $first: Int, $after: String) {
  users(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount { value exact }
    pageInfo { hasNextPage hasPreviousPage endCursor }
    systems { system { key } state }
    nodes { id username email createdAt lastActivity { at } system { key } }
  }
}`;

interface Node {
  readonly id: string;
  readonly username: string;
  readonly email: string | null;
  readonly createdAt: string | null;
  readonly lastActivity: { readonly at: string | null } | null;
  readonly system: { readonly key: string };
}

describe('a filtered, ordered, paged list of accounts', () => {
  test('is what a brute force over the systems gives', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: WORLDS - 1 }),
        filterArbitrary,
        fc.constantFrom<OrderField>('USERNAME', 'EMAIL', 'CREATED_AT', 'LAST_ACTIVITY'),
        fc.constantFrom('ASC', 'DESC'),
        fc.integer({ min: 1, max: 20 }),
        async (number, filter, field, direction, first) => {
          const { stage: world, rows } = stages[number] ?? { stage: stages[0]?.stage as Stage, rows: [] };
          const truths = rows.map((row) => [row, holds(filter, row)] as const);
          const expected = truths.filter(([, truth]) => truth === true).map(([row]) => row);

          const nodes: Node[] = [];
          let after: string | null = null;
          do {
            const variables = { filter, orderBy: { field, direction }, first, after };
            const { data, errors } = await world.ask(query, variables);
            expect(errors).toEqual([]);
            const page = data.users;
            expect(page.totalCount.value).toBe(expected.length);
            if (truths.some(([, truth]) => truth === null)) expect(page.totalCount.exact).toBe(false);
            expect(page.pageInfo.hasPreviousPage).toBe(nodes.length > 0);
            nodes.push(...page.nodes);
            after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
          } while (after !== null);

          const identity = (row: { system: unknown; username: string }) =>
            `${String(row.system)} ${row.username}`;
          expect(nodes.map((node) => identity({ ...node, system: node.system.key })).sort()).toEqual(
            expected.map(identity).sort(),
          );
          expect(nodes.map((node) => sortKeys[field](shown(node)))).toEqual(
            ordered(expected, field, direction),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});

const at = (text: string | null) => (text === null ? null : Date.parse(text));
const shown = ({ username, email, createdAt, lastActivity, system }: Node): Row => ({
  system: system.key,
  vendor: '',
  username,
  email,
  status: '',
  sessions: null,
  createdAt: at(createdAt),
  activity: lastActivity && { at: at(lastActivity.at) },
});

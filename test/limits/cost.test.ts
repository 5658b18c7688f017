import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stage, type Stage } from '../support.ts';

// A question costs as many fields as its answer may hold. What it cost is what is then missing from the budget.

const BUDGET = 100_000_000;

let world: Stage;
beforeAll(async () => {
  world = await stage();
});
afterAll(() => world[Symbol.asyncDispose]());

/** What one question takes off the budget of a gateway that was asked nothing before. */
async function costOf(query: string, variables: Record<string, unknown> = {}): Promise<number> {
  await using fresh = await world.another();
  const { status, headers } = await fresh.ask(query, variables);
  expect(status).toBe(200);
  return BUDGET - Number(/^"cost";r=(\d+);t=\d+$/u.exec(headers.get('ratelimit') ?? '')?.[1]);
}

describe('a question costs', () => {
  test.for<[query: string, variables: Record<string, unknown>, cost: number]>([
    // users + 500 × (nodes + groups + 500 × (nodes + name))
    ['{ users(first: 500) { nodes { groups(first: 500) { nodes { name } } } } }', {}, 501_001],
    ['{ __typename }', {}, 1],
    ['{ viewer { name } }', {}, 2],
    ['{ a: viewer { name } b: viewer { name scopes } }', {}, 5],
    // users + 50 × (nodes + id), however 50 is said
    ['{ users { nodes { id } } }', {}, 101],
    ['{ users(first: null) { nodes { id } } }', {}, 101],
    ['query ($n: Int) { users(first: $n) { nodes { id } } }', { n: 50 }, 101],
    ['query ($n: Int) { users(first: $n) { nodes { id } } }', {}, 101],
    ['query ($n: Int = 50) { users(first: $n) { nodes { id } } }', {}, 101],
    ['{ users { ...F } } fragment F on UserConnection { nodes { id } }', {}, 101],
    ['query ($no: Boolean = false) { users { nodes { id username @include(if: $no) } } }', {}, 101],
    // nodes + 3 × id
    ['query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['a', 'b', 'c'] }, 4],
    // systems + 5 × (key + vendor): no argument says how many there are
    ['{ systems { key vendor } }', {}, 11],
    // Of what an account of each vendor has, the dearest counts: user + details + 1,000
    [
      `{ user(system: "squirro-main", nativeId: "x") { details {
           ... on SquirroUserDetails { customData } ... on DataikuUserDetails { sourceType } } } }`,
      {},
      1_002,
    ],
    ['query A { __typename } query B { users(first: 500) { nodes { id } } }', { operationName: 'A' }, 1],
  ])('%s with %j: %i', async ([query, { operationName, ...variables }, cost]) => {
    if (operationName === undefined) expect(await costOf(query, variables)).toBe(cost);
    else expect(await costOfNamed(query, String(operationName))).toBe(cost);
  });

  async function costOfNamed(query: string, operationName: string): Promise<number> {
    await using fresh = await world.another();
    const response = await fetch(fresh.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, operationName }),
    });
    return BUDGET - Number(/r=(\d+)/u.exec(response.headers.get('ratelimit') ?? '')?.[1]);
  }
});

describe('is refused, with what it would cost and may:', () => {
  const four = ['users', 'groups', 'members', 'groups'];
  const nest = (levels: number, first: string) =>
    four
      .slice(0, levels)
      .reduceRight((inner, list) => `{ ${list}(first: ${first}) { nodes ${inner} } }`, '{ id }');

  test.for([
    // users + 500 × (nodes + groups + 500 × (nodes + members + 500 × (nodes + id)))
    ['three lists of 500', nest(3, '500'), {}, 250_501_001],
    // … + 500 × (nodes + groups + 500 × (nodes + id)) instead of id
    ['four lists of 500', nest(4, '500'), {}, 125_250_501_001],
    ['three lists of 500 in a variable', `query ($n: Int) ${nest(3, '$n')}`, { n: 500 }, 250_501_001],
    ['three lists of 500 by default', `query ($n: Int = 500) ${nest(3, '$n')}`, {}, 250_501_001],
  ] as const)('%s', async ([, query, variables, cost]) => {
    world.calls();
    const { status, errors, data } = await world.ask(query, variables);

    expect(status).toBe(400);
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([
      {
        message: `The number of fields the answer may hold is ${cost}; the maximum is 2000000 (limits.maxCost).`,
        extensions: { code: 'LIMIT_EXCEEDED' },
      },
    ]);
    expect(world.calls()['dss-design']).toBe(0);
  });
});

test('the introspection that tools send is answered, though it is 15 fields deep', async () => {
  const { status, errors, data } = await world.ask(getIntrospectionQuery());
  expect([status, errors]).toEqual([200, []]);
  expect(data.__schema.queryType.name).toBe('Query');
});

test('a limit that the configuration moves is moved', async () => {
  await using strict = await world.another({ settings: { limits: { maxDepth: 3, maxCost: 101 } } });
  expect((await strict.ask('{ users { nodes { id } } }')).status).toBe(200);
  expect((await strict.ask('{ users { nodes { id email } } }')).errors[0]?.message).toBe(
    'The number of fields the answer may hold is 151; the maximum is 101 (limits.maxCost).',
  );
  expect((await strict.ask('{ users { nodes { groups { nodes { id } } } } }')).errors[0]?.message).toBe(
    'The depth of the operation is 5; the maximum is 3 (limits.maxDepth).',
  );
});

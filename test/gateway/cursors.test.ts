import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stage, type Stage } from '../support.ts';
import { askPage, everyList, pageIn, pageOf } from './lists.ts';

let world: Stage;
const cursors: string[] = [];
beforeAll(async () => {
  world = await stage();
  for (const list of everyList) {
    const { edges } = await pageOf(world.ask, list, 500);
    cursors.push(edges[0]?.cursor ?? '');
  }
});
afterAll(() => world[Symbol.asyncDispose]());

const refusal = (at: readonly (string | number)[]) => [
  { path: at, extensions: { code: 'BAD_INPUT', retryable: false } },
];

describe.for(everyList.map((list, i) => ({ ...list, i })))('the list of $name', ({ i, ...list }) => {
  test('takes the cursor of no other list, filter, order or parent', async () => {
    for (const [j, cursor] of cursors.entries()) {
      const asked = await askPage(world.ask, list, 500, cursor);
      if (i === j) expect(asked.errors).toEqual([]);
      else expect(asked.errors).toMatchObject(refusal(list.at));
    }
  });

  test('refuses a bad cursor without asking any system for its rows', async () => {
    await using fresh = await world.another();
    world.calls();
    await askPage(fresh.ask, list, 500, 'x');
    const calls = world.calls();
    const parent = list.at.length > 1 ? 3 : 0; // the object it is under; in Squirro signing in, and what is read beside it
    expect(Object.values(calls).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(parent);
  });
});

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.base64String({ maxLength: 200 }),
  fc.json().map((json) => Buffer.from(json).toString('base64url')),
  fc
    .record({
      l: fc.string(),
      k: fc.constantFrom(null, 1, 'a'),
      s: fc.string(),
      n: fc.string(),
      c: fc.integer(),
    })
    .map((cursor) => Buffer.from(JSON.stringify(cursor)).toString('base64url')),
);

/** A cursor as it is, and something done to it that leaves another text. */
const altered = fc
  .tuple(
    fc.nat(),
    fc.oneof(
      fc.nat().map((n) => (text: string) => text.slice(0, n % text.length)),
      fc.nat().map((n) => (text: string) => text.slice(1 + (n % (text.length - 1)))),
      fc.tuple(fc.nat(), fc.constantFrom(...'ABZabz059-_=+/ \n')).map(([n, character]) => (text: string) => {
        const at = n % text.length;
        return text.slice(0, at) + character + text.slice(at + 1);
      }),
      fc.constantFrom(' ', '=', 'A', '\0').map((more) => (text: string) => text + more),
      fc.constant((text: string) => text + text),
      fc.constant((text: string) => text.toLowerCase()),
      fc.constant((text: string) => [...text].reverse().join('')),
      fc
        .tuple(fc.constantFrom('k', 's', 'n', 'm', 'l', 'c', 'z'), fc.jsonValue())
        .map(([name, value]) => (text: string) => {
          const content = JSON.parse(Buffer.from(text, 'base64url').toString()) as object;
          return Buffer.from(JSON.stringify({ ...content, [name]: value })).toString('base64url');
        }),
    ),
  )
  .map(([which, change]) => ({ which, change }));

describe('a cursor', () => {
  test('that is none is BAD_INPUT', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(everyList.length - 1), anything, async (which, cursor) => {
        const list = everyList[which] ?? everyList[0];
        if (!list) return;
        const { errors } = await askPage(world.ask, list, 5, cursor);
        expect(errors).toMatchObject(refusal(list.at));
      }),
      { numRuns: 300 },
    );
  });

  test('that was cut or altered is BAD_INPUT', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(altered, async ({ which, change }) => {
        const list = everyList[which % everyList.length];
        const cursor = cursors[which % everyList.length] ?? '';
        const text = change(cursor);
        if (!list || text === cursor) return;
        const { errors } = await askPage(world.ask, list, 5, text);
        expect(errors).toMatchObject(refusal(list.at));
      }),
      { numRuns: 500 },
    );
  });

  test('of another parent of the same kind is refused', async () => {
    const under = (name: string, after: string | null) =>
      world.ask(
        `query ($after: String) { user(system: "dss-design", username: "${name}") {
          groups(first: 1, after: $after) { pageInfo { endCursor } }
        } }`,
        { after },
      );
    const { data } = await under('grace', null);
    const { errors } = await under('ada', data.user.groups.pageInfo.endCursor as string);
    expect(errors).toMatchObject(refusal(['user', 'groups']));
  });

  test('is safe in a URL and holds no words of ours', async () => {
    for (const cursor of cursors) expect(cursor).toMatch(/^[\w-]+$/u);
    expect(new Set(cursors).size).toBe(cursors.length);
  });

  test('whose row has gone still marks its place', async () => {
    const list = everyList[0];
    if (!list) return;
    const { edges } = await pageOf(world.ask, list, 500);
    const middle = edges[edges.length >> 1];
    const { data } = await askPage(world.ask, list, 500, middle?.cursor);
    expect(data.users.nodes).toEqual(edges.slice((edges.length >> 1) + 1).map(({ node }) => node));
    expect(pageIn({ data } as never, list).pageInfo.hasPreviousPage).toBe(true);
  });
});

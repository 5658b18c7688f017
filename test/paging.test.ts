import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSystemKey, type SystemKey } from '../src/model/ref.ts';
import { eachPage, everyPage, type Page, type PagedList } from '../src/paging.ts';

const system = parseSystemKey('acme') as SystemKey;
const keyOf = (item: string) => item;

/** A list of these pages, two entries each; reading past the end gives an empty page. Notes which were asked for. */
function listOf(
  pages: readonly (readonly string[])[],
  told?: number,
): PagedList<string> & { asked: number[] } {
  const asked: number[] = [];
  const read = (number: number): Promise<Page<string>> => {
    asked.push(number);
    const items = pages[number] ?? [];
    return Promise.resolve({ items, received: items.length, totalPages: told });
  };
  return { system, size: 2, keyOf, read, asked };
}

test('a list whose first page tells how many there are is read in exactly that many calls', async () => {
  const list = listOf(
    [
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
    ],
    3,
  );
  const { items, pages } = await everyPage(list);
  expect(items).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  expect(pages).toBe(3);
  expect(list.asked).toEqual([0, 1, 2]);
});

test('pages that are known to exist are read side by side, and keep their order', async () => {
  const waiting: (() => void)[] = [];
  const read = async (number: number): Promise<Page<string>> => {
    if (number > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    return { items: [`item ${number}`], received: 1, totalPages: 3 };
  };
  const list = everyPage({ system, size: 1, keyOf, read });
  await expect.poll(() => waiting.length).toBe(2);
  for (const go of waiting.toReversed()) go();
  expect((await list).items).toEqual(['item 0', 'item 1', 'item 2']);
});

test('an empty list takes one call, whether it is told to have no pages or nothing is told', async () => {
  for (const list of [listOf([], 0), listOf([])]) {
    expect(await everyPage(list)).toEqual({ items: [], unreadable: 0, pages: 1 });
    expect(list.asked).toEqual([0]);
  }
});

test('a list that does not tell its length is read until a short page', async () => {
  const list = listOf([['a', 'b'], ['c', 'd'], ['e']]);
  expect((await everyPage(list)).items).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(list.asked).toEqual([0, 1, 2]);
});

test('a list that does not tell its length, and ends with a full page, is read until an empty one', async () => {
  const list = listOf([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  expect((await everyPage(list)).items).toEqual(['a', 'b', 'c', 'd']);
  expect(list.asked).toEqual([0, 1, 2]);
});

test('an answer of more entries than were asked for is the whole list', async () => {
  const list = listOf([['a', 'b', 'c']]);
  expect((await everyPage(list)).items).toEqual(['a', 'b', 'c']);
  expect(list.asked).toEqual([0]);
});

test('an item that moved from one page to the next while they were read comes once', async () => {
  const { items, unreadable } = await everyPage(
    listOf(
      [
        ['a', 'b'],
        ['b', 'c'],
      ],
      2,
    ),
  );
  expect(items).toEqual(['a', 'b', 'c']);
  expect(unreadable).toBe(0);
});

test('entries that could not be read are counted, and do not make a page short', async () => {
  const bad: Page<string> = { items: ['a'], received: 2, totalPages: undefined };
  const end: Page<string> = { items: [], received: 1, totalPages: undefined };
  const read = (number: number) => Promise.resolve(number === 0 ? bad : end);
  expect(await everyPage({ system, size: 2, keyOf, read })).toEqual({
    items: ['a'],
    unreadable: 2,
    pages: 2,
  });
});

const invalid = { problem: { code: 'UPSTREAM_INVALID_RESPONSE', system: 'acme' } };

test.for([
  ['the vendor tells no length', undefined],
  ['the vendor tells one', 3],
] as const)('a page that comes again is an invalid answer, not more rows, when %s', async ([, told]) => {
  const again = listOf(
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    told,
  );
  await expect(everyPage(again)).rejects.toMatchObject(invalid);
});

test('a list of an absurd length is refused before it is read', async () => {
  const list = listOf([['a', 'b']], 10_001);
  await expect(everyPage(list)).rejects.toMatchObject(invalid);
  expect(list.asked).toEqual([0]);
});

test('a list without end is given up after ten thousand pages', async () => {
  let asked = 0;
  const read = (number: number): Promise<Page<string>> => {
    asked += 1;
    return Promise.resolve({ items: [String(number)], received: 1, totalPages: undefined });
  };
  await expect(everyPage({ system, size: 1, keyOf, read })).rejects.toMatchObject(invalid);
  expect(asked).toBe(10_000);
});

test('a page that fails fails the list', async () => {
  const failure = new Error('page 1');
  const read = (number: number): Promise<Page<string>> =>
    number === 1 ? Promise.reject(failure) : listOf([['a'], [], ['c']], 3).read(number);
  await expect(everyPage({ system, size: 2, keyOf, read })).rejects.toBe(failure);
});

test('whatever the list and the page size, told or not, each entry comes exactly once and in order', async () => {
  const lists = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(lists, fc.integer({ min: 1, max: 20 }), fc.boolean(), async (rows, size, tells) => {
      const totalPages = tells ? Math.ceil(rows.length / size) : undefined;
      const read = (number: number): Promise<Page<string>> => {
        const items = rows.slice(number * size, (number + 1) * size);
        return Promise.resolve({ items, received: items.length, totalPages });
      };
      const { items, unreadable, pages } = await everyPage({ system, size, keyOf, read });
      expect(items).toEqual(rows);
      expect(unreadable).toBe(0);
      expect(pages).toBeLessThanOrEqual(Math.floor(rows.length / size) + 1);
    }),
    { numRuns: 300 },
  );
});

describe('a list that is read page by page', () => {
  test('comes like the whole list, however long, each item once', async () => {
    const rows = fc.array(fc.integer({ min: 0, max: 3_000 }).map(String), { maxLength: 3_000 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 200 }), fc.boolean(), async (all, size, tells) => {
        const totalPages = tells ? Math.ceil(all.length / size) : undefined;
        const read = (number: number): Promise<Page<string>> => {
          const items = all
            .slice(number * size, (number + 1) * size)
            .map((item, i) => (i === 0 ? `${number} begins` : item));
          return Promise.resolve({ items, received: items.length, totalPages });
        };
        const items: string[] = [];
        for await (const page of eachPage({ system, size, keyOf, read })) items.push(...page.items);
        expect(items).toEqual((await everyPage({ system, size, keyOf, read })).items);
      }),
      { numRuns: 100 },
    );
  });

  test('is one page ahead of whoever reads it, and no more', async () => {
    const list = listOf([['a', 'b'], ['c', 'd'], ['e', 'f'], ['g']]);
    const asked: number[] = [];
    for await (const _page of eachPage(list)) asked.push(list.asked.length);
    expect(asked).toEqual([2, 3, 4, 4]);
  });

  test('says of each page what of it could not be read', async () => {
    const read = (number: number): Promise<Page<string>> =>
      Promise.resolve({ items: [`${number}`], received: 2 - number, totalPages: undefined });
    const unreadable: number[] = [];
    for await (const page of eachPage({ system, size: 2, keyOf, read })) unreadable.push(page.unreadable);
    expect(unreadable).toEqual([1, 0]);
  });

  test('gives what came before a page that fails', async () => {
    const failure = new Error('page 1');
    const read = (number: number): Promise<Page<string>> =>
      number === 1 ? Promise.reject(failure) : listOf([['a'], [], ['c']], 3).read(number);
    const pages = eachPage({ system, size: 2, keyOf, read });
    expect((await pages.next()).value).toEqual({ items: ['a'], unreadable: 0 });
    await expect(pages.next()).rejects.toBe(failure);
  });

  test.for([
    [
      'comes again',
      listOf([
        ['a', 'b'],
        ['c', 'd'],
        ['c', 'd'],
      ]),
    ],
    ['is one of an absurd number', listOf([['a', 'b']], 10_001)],
  ] as const)('is an invalid answer where a page %s', async ([, list]) => {
    const all = async () => {
      for await (const _page of eachPage(list));
    };
    await expect(all()).rejects.toMatchObject(invalid);
  });
});

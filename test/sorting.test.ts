import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RowSorter } from '../src/export/sorting.ts';
import { type Answer, Page } from '../src/listing.ts';
import { parseSystemKey, ref, type SystemKey } from '../src/model/ref.ts';

const system = parseSystemKey('acme') as SystemKey;

interface Row {
  readonly ref: ReturnType<typeof ref>;
  readonly key: string | null;
}

/** Rows as lists give them, with their cursors. */
function placed(rows: readonly Row[], direction: 'ASC' | 'DESC') {
  const answer: Answer<Row> = { system, state: 'OK', asOf: null, problem: null, rows, exact: true };
  const order = { keyOf: ({ key }: Row) => key, direction };
  return new Page<Row>('rows', { first: 500 }, order)
    .of([answer])
    .edges.map(({ cursor, node }) => ({ cursor, row: node.ref.native }));
}

/** What a sorter that holds so many characters makes of rows that come in batches. */
async function sorted(batches: readonly (readonly Row[])[], direction: 'ASC' | 'DESC', held: number) {
  await using sorter = new RowSorter(direction, held);
  for (const batch of batches) await sorter.add(placed(batch, direction));
  const rows: unknown[] = [];
  for await (const some of sorter.sorted()) rows.push(...some);
  return rows;
}

const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('rollcall-export-'));
const row = (native: string, key: string | null): Row => ({ ref: ref('user', system, native), key });

test('rows come in the order of their list, however few of them are held', async () => {
  const keys = fc.option(fc.string(), { nil: null });
  const lists = fc.uniqueArray(fc.tuple(fc.string({ minLength: 1 }), keys), {
    selector: ([native]) => native,
    maxLength: 60,
  });
  const ways = fc.constantFrom('ASC' as const, 'DESC' as const);
  await fc.assert(
    fc.asyncProperty(lists, ways, fc.integer({ min: 1, max: 2_000 }), async (list, way, held) => {
      const rows = list.map(([native, key]) => row(native, key));
      const batches = rows.map((one) => [one]);
      expect(await sorted(batches, way, held)).toEqual(placed(rows, way).map(({ row: native }) => native));
    }),
    { numRuns: 50 },
  );
});

test('more runs than are read side by side are put together first', async () => {
  const names = Array.from({ length: 200 }, (_, i) => String((i * 7919) % 200).padStart(3, '0'));

  const rows = await sorted(
    names.map((name) => [row(name, null)]),
    'ASC',
    1,
  );

  expect(rows).toEqual(names.toSorted());
});

test('what waits on disk is gone afterwards, and few rows never wait there', async () => {
  const before = folders();
  {
    await using sorter = new RowSorter('ASC', 1);
    await sorter.add(placed([row('a', null)], 'ASC'));
    expect(folders()).toHaveLength(before.length + 1);
  }
  expect(folders()).toEqual(before);

  await using sorter = new RowSorter('ASC');
  await sorter.add(placed([row('a', null)], 'ASC'));
  for await (const _rows of sorter.sorted());
  expect(folders()).toEqual(before);
});

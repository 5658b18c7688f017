import { describe, expect, test } from 'vitest';
import type { Reading } from '../src/connector.ts';
import { arrived, inPortions, whole } from '../src/portions.ts';
import { problemOf } from '../src/problems.ts';
import { z } from 'zod';

const asOf = new Date(0);
const reading = (...items: readonly string[]): Reading<string> => ({ items, asOf, problem: null });

/** Parts that note which were read. A part of no words fails. */
function partsOf(...parts: readonly (readonly string[])[]) {
  const read: number[] = [];
  async function* all(): AsyncGenerator<Reading<string>, void> {
    for (const [i, part] of parts.entries()) {
      read.push(i);
      if (part.length === 0) throw new Error(`part ${i}`);
      yield reading(...part);
    }
  }
  return { read, portions: inPortions(all(), (list) => list) };
}

describe('portions', () => {
  test('give the parts of a list one after the other', async () => {
    const { portions } = partsOf(['a', 'b'], ['c']);

    const items: string[][] = [];
    for await (const list of portions) items.push([...(await list()).items]);

    expect(items).toEqual([['a', 'b'], ['c']]);
  });

  test('read nothing where nobody asks for a list', async () => {
    const { read, portions } = partsOf(['a'], ['b']);

    let given = 0;
    for await (const _list of portions) given += 1;

    expect([given, read]).toEqual([1, []]);
  });

  test('end with the one that fails, whose list says how', async () => {
    const { portions } = partsOf(['a'], [], ['c']);

    const ends: string[] = [];
    for await (const list of portions) {
      await list().then(
        ({ items }) => ends.push(...items),
        (error: unknown) => ends.push(String(error)),
      );
    }

    expect(ends).toEqual(['a', 'Error: part 1']);
  });
});

describe('a list that came in one answer', () => {
  const reader = {
    shape: z.string(),
    toItem: (text: string) => text.toUpperCase(),
    problemOf: (bad: number, all: number) =>
      bad === 0 ? null : problemOf('UPSTREAM_INVALID_RESPONSE', { message: `${bad} of ${all}` }),
  };
  const messages = (parts: Iterable<Reading<string>>) =>
    [...parts].map(({ items, problem }) => [items, problem?.message ?? null]);

  test('is read in parts of so many items, and the last says what was wrong in all', () => {
    expect(messages(arrived(['a', 'b', 1, 'c', 2], reader)(2))).toEqual([
      [['A', 'B'], null],
      [['C'], '2 of 5'],
    ]);
  });

  test('has a part even if it is empty', () => {
    expect(messages(arrived([], reader)(2))).toEqual([[[], null]]);
  });

  test('is read whole where that is wanted', () => {
    expect(whole(arrived(['a', 'b', 'c'], reader)).items).toEqual(['A', 'B', 'C']);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listIn } from '../src/json-list.ts';

/** A text as it arrives: in chunks of so many bytes. */
function chunksOf(text: string, size: number): Buffer[] {
  const bytes = Buffer.from(text);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
}

const read = (text: string, member?: string, size = 3) => {
  const { frame, elements } = listIn(chunksOf(text, size), member);
  return { frame, elements: [...elements()] };
};

describe('a list in a JSON text', () => {
  test('is read as a parser reads it, whatever its elements hold and however it is cut into chunks', () => {
    const lists = fc.array(fc.jsonValue(), { maxLength: 8 });
    const spaces = fc.constantFrom(undefined, 2);
    fc.assert(
      fc.property(lists, spaces, fc.integer({ min: 1, max: 40 }), (list, space, size) => {
        const text = JSON.stringify(list, null, space);
        expect(read(text, undefined, size).elements).toEqual(JSON.parse(text));
      }),
    );
  });

  test('is found as one member of an object among others, and only at its top', () => {
    const objects = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 });
    const lists = fc.array(fc.jsonValue(), { maxLength: 4 });
    fc.assert(
      fc.property(objects, lists, objects, fc.integer({ min: 1, max: 40 }), (before, users, after, size) => {
        const { users: _other, ...rest } = after;
        const text = JSON.stringify({ before, ...rest, users, after });
        const { frame, elements } = read(text, 'users', size);
        expect(elements).toEqual(JSON.parse(text).users);
        expect(JSON.parse(frame)).toEqual({ ...JSON.parse(text), users: [] });
      }),
    );
  });

  test.for(['[1,]', '[,1]', '[1,,2]', '[{"a":1},{b}]', '[1 2]', '[undefined]'])(
    'that is not JSON inside, as in %s, is told where it is met',
    (text) => {
      expect(() => read(text)).toThrow(SyntaxError);
    },
  );

  test.for(['', '[1,2', '<html>[1]</html>', '[1]]', '[1][2]', '{"users":[1', '[1,{"a":2]'])(
    'in a text that is none around it, as in %s, leaves a frame that is none',
    (text) => {
      expect(() => JSON.parse(listIn(chunksOf(text, 3)).frame) as unknown).toThrow(SyntaxError);
    },
  );

  test.for(['{}', '{"users":{}}', '{"other":[1]}', '"[1]"', 'null'])(
    'that is not where it should be, as in %s, leaves the text as it was',
    (text) => {
      expect(read(text, 'users')).toEqual({ frame: text, elements: [] });
    },
  );

  test('lets go of its bytes as it is read', () => {
    const chunks = chunksOf(JSON.stringify(Array.from({ length: 100 }, (_, i) => `row ${i}`)), 10);
    const all = chunks.length;
    const elements = listIn(chunks).elements();
    for (let i = 0; i < 50; i += 1) elements.next();
    expect(chunks.length).toBeLessThan(all * 0.55);
  });
});

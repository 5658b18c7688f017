import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareText, fold } from '../src/text.ts';

test.for([
  ['Straße', 'STRASSE'],
  ['ΑΣ', 'ας'],
  ['Rózsa', 'RÓZSA'],
  ['ﬁ', 'FI'],
] as const)('%s and %s are the same but for case', ([a, b]) => {
  expect(fold(a)).toBe(fold(b));
});

test('text is ordered by code point', () => {
  expect(['\u{1F600}', '\uFF5E', 'b', 'a', 'B', ''].sort(compareText)).toEqual([
    '',
    'B',
    'a',
    'b',
    '\uFF5E',
    '\u{1F600}',
  ]);
});

test('the order of text is that of its code points', () => {
  const codes = (text: string) => [...text].map((character) => character.codePointAt(0) ?? 0);
  const byCodes = (a: string, b: string): number => {
    const [x, y] = [codes(a), codes(b)];
    for (const [i, code] of x.entries()) if (code !== y[i]) return code - (y[i] ?? -1);
    return x.length - y.length;
  };
  const text = fc.string({ unit: 'grapheme', maxLength: 6 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(Math.sign(compareText(a, b))).toBe(Math.sign(byCodes(a, b)));
    }),
    { numRuns: 1_000 },
  );
});

/** Folds case, so that texts that differ in case alone are the same: full folding, `ß` as `ss`. */
export const fold = (text: string): string => text.toUpperCase().toLowerCase();

/** Orders text by code point; UTF-16 order would put emoji before some letters. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above all others. */
const rank = (unit: number) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

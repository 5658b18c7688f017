import { type Column, MORE } from './plan.ts';

type Row = Readonly<Record<string, unknown>>;

const isRow = (value: unknown): value is Row =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** Takes what only the export asked for out of a row, and says whether a list inside it was cut. */
export function trimmed(value: unknown): { readonly row: unknown; readonly cut: boolean } {
  let cut = false;
  const trim = (inner: unknown): unknown => {
    if (Array.isArray(inner)) return inner.map(trim);
    if (!isRow(inner)) return inner;
    const more = inner[MORE];
    if (isRow(more) && more['hasNextPage'] === true) cut = true;
    const kept = Object.entries(inner).filter(([name]) => name !== MORE);
    return Object.fromEntries(kept.map(([name, one]) => [name, trim(one)]));
  };
  return { row: trim(value), cut };
}

/** A row as cells of text. Several values of one cell stand in their order, `; ` between them. */
export const cellsOf = (row: unknown, columns: readonly Column[]): string[] =>
  columns.map(({ path }) =>
    valuesAt(row, path)
      .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
      .join('; '),
  );

/** The values at the end of a path, lists on the way looked through; nulls are no values. */
function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value) && (path.length > 0 || value.every((one) => !isRow(one)))) {
    return value.flatMap((one) => valuesAt(one, path));
  }
  const [name, ...rest] = path;
  if (name === undefined) return [value];
  return isRow(value) ? valuesAt(value[name], rest) : [];
}

/** The domain of a title: `Project 5` becomes `project-5` (squirro.md §1.4). Empty if nothing is left. */
export const slugOf = (title: string): string =>
  title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-|-$/gu, '');

/** A slug that is not taken: numbered from the second on [assumed]. */
export function freeSlug(title: string, taken: ReadonlyMap<string, unknown>): string {
  const slug = slugOf(title);
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? slug : `${slug}-${n}`;
    if (!taken.has(candidate)) return candidate;
  }
}

const LAST_INSTANT = 8.64e15;

/** null: never, or not an instant at all. */
export const toDate = (ms: number | null | undefined): Date | null =>
  ms && ms > 0 && ms <= LAST_INSTANT ? new Date(ms) : null;

/** null: nothing. */
export const said = (text: string | null | undefined): string | null => text || null;

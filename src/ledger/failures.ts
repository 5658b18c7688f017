/** An act that came to nothing, or of which nobody knows. `reason` is a code; it holds nothing of what was to be kept. */
export class StoreError extends Error {
  readonly kept: 'NO' | 'UNKNOWN';
  readonly reason: string;

  constructor(kept: 'NO' | 'UNKNOWN', reason: string) {
    super(`${kept === 'NO' ? 'not kept' : 'perhaps kept'}: ${reason}`);
    this.kept = kept;
    this.reason = reason;
  }
}

/** The ledger cannot be opened, in words for whoever starts a gateway. */
export class LedgerError extends Error {}

/** What is wrong, by its code where it has one: messages of a database may quote what was to be kept. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  if ('errstr' in error) return String(error.errstr);
  if ('code' in error) return String(error.code);
  return error.name === 'Error' ? error.message : error.name;
}

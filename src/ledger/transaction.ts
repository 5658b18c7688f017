export type Value = string | number | null | Uint8Array;
export type Row = Readonly<Record<string, unknown>>;

/** Runs a statement, whose first value is `$1`; or several without values, and gives what the last one does. */
export type Query = (text: string, values?: readonly Value[]) => Promise<readonly Row[]>;

/** One transaction, as the ledger's acts see it. Those that write come one after the other, across all gateways. */
export interface Transaction {
  readonly query: Query;
  /** Who acts. */
  readonly owner: string;
  /** Whether the gateway of that name is no more. */
  isGone(owner: string): Promise<boolean>;
  /** Whether what runs under `exclusively`, if the act belongs to such work, is alone still. */
  isAlone(): Promise<boolean>;
}

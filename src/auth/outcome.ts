import type { Caller } from '../caller.ts';

/**
 * Whether a credential was good. The reason is for the log: it comes from a fixed set of words and holds nothing a
 * caller sent. `counts` says whose budget of failures it takes from: nobody's, where the credential was genuine or the
 * fault was not the caller's; else that of the credential, or that of the credential and the address.
 */
export type Outcome =
  | { readonly caller: Caller }
  | { readonly refused: string; readonly counts: 'nothing' | 'credential' | 'address' };

export const refused = (
  reason: string,
  counts: 'nothing' | 'credential' | 'address' = 'address',
): Outcome => ({
  refused: reason,
  counts,
});

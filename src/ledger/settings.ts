import type { Secret } from '../secret.ts';

/** Where operations are recorded, every file by its full name. */
export interface LedgerSettings {
  readonly at: 'MEMORY' | { readonly file: string };
  /** Seals secrets on their way to a system. Without it they do not survive a restart. */
  readonly key?: Secret | undefined;
}

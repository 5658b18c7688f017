import type { Secret } from '../secret.ts';
import type { DatabaseAddress } from './postgres-connection.ts';

/** Where operations are recorded, every file by its full name. */
export interface LedgerSettings {
  readonly at: 'MEMORY' | { readonly file: string } | DatabaseAddress;
  /** Seals secrets on their way to a system. Without it they do not survive a restart. */
  readonly key?: Secret | undefined;
  /** A file elsewhere that is told where the audit ends. */
  readonly anchor?: string | undefined;
}

import { dirname, resolve } from 'node:path';
import { readYaml } from '../config.ts';
import { LedgerShape, readLedger } from '../config/ledger.ts';
import { check, ConfigError, type Mistake, mistake } from '../config/mistakes.ts';
import { resolveReferences } from '../config/references.ts';
import type { DatabaseAddress } from '../ledger/postgres-connection.ts';

/** Where a ledger is that can be looked into. */
export interface LedgerPlace {
  readonly at: { readonly file: string } | DatabaseAddress;
  readonly anchor: string | undefined;
  /** As it may be shown. */
  readonly name: string;
}

/** What commands about the ledger need of a configuration: no other secret has to be at hand, not even its key. */
export function ledgerPlace(file: string | undefined): LedgerPlace {
  const path = resolve(file ?? process.env['ROLLCALL_CONFIG'] ?? 'rollcall.yaml');
  const mistakes: Mistake[] = [];
  const from = { environment: process.env, directory: dirname(path) };
  const { key: _, ...raw } = ledgerIn(readYaml(path));
  const shape = check(LedgerShape, resolveReferences(raw, from, mistakes, ['ledger']), {
    at: ['ledger'],
    known: () => Object.keys(LedgerShape.shape),
    mistakes,
  });
  const settings = shape && readLedger(shape, { from, mistakes });
  if (settings === undefined || settings.at === 'MEMORY' || mistakes.length > 0)
    throw new ConfigError(mistakes);
  const { at, anchor } = settings;
  return { at, anchor, name: 'file' in at ? at.file : 'in the database' };
}

function ledgerIn(raw: unknown): Record<string, unknown> {
  const ledger: unknown = typeof raw === 'object' && raw !== null && 'ledger' in raw ? raw.ledger : {};
  if (typeof ledger === 'object' && ledger !== null && !Array.isArray(ledger)) return { ...ledger };
  throw new ConfigError([mistake(['ledger'], 'must be a mapping of settings')]);
}

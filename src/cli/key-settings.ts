import { dirname, resolve } from 'node:path';
import { readFileSync } from 'node:fs';
import { type KeyRecord, type KeyRecords, parseKeys } from '../auth/key-store.ts';
import { readYaml } from '../config.ts';
import { type ApiKeySettings, ApiKeysShape } from '../config/auth.ts';
import { check, ConfigError, type Mistake, mistake } from '../config/mistakes.ts';
import { resolveReferences } from '../config/references.ts';
import { UsageError } from './options.ts';

const AT = ['auth', 'apiKeys'];

export const configOption = {
  config: { value: 'FILE', help: 'the configuration; else ROLLCALL_CONFIG, else rollcall.yaml' },
} as const;

/** What commands about keys need of a configuration: no other secret of it has to be at hand. */
export interface KeySettings extends ApiKeySettings {
  /** The keys of the systems it names. */
  readonly systems: readonly string[];
}

export function keySettings(file: string | undefined): KeySettings {
  const path = resolve(file ?? process.env['ROLLCALL_CONFIG'] ?? 'rollcall.yaml');
  const raw = readYaml(path);
  const mistakes: Mistake[] = [];
  const from = { environment: process.env, directory: dirname(path) };
  const apiKeys = memberOf(memberOf(raw, 'auth'), 'apiKeys');
  if (apiKeys === undefined) throw new ConfigError([mistake(AT, 'is missing: it says where keys are kept')]);
  const known = () => Object.keys(ApiKeysShape.shape);
  const settings = check(ApiKeysShape, resolveReferences(apiKeys, from, mistakes, AT), {
    at: AT,
    known,
    mistakes,
  });
  if (settings === undefined || mistakes.length > 0) throw new ConfigError(mistakes);
  return {
    ...settings,
    file: resolve(from.directory, settings.file),
    systems: Object.keys(memberOf(raw, 'systems') ?? {}),
  };
}

function memberOf(value: unknown, name: string): object | undefined {
  const inner: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof inner === 'object' && inner !== null ? inner : undefined;
}

/** The keys of a store; a file that does not exist holds none. */
export function keysIn(file: string): KeyRecords {
  const keys = parseKeys(textOf(file));
  if (typeof keys === 'string') throw new UsageError(`${keys}: ${file}`);
  return keys;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    if (code === 'ENOENT') return '';
    throw new UsageError(`the key store ${file} cannot be read: ${code}`);
  }
}

export function keyNamed(id: string, keys: KeyRecords): KeyRecord {
  const record = keys.get(id);
  if (record === undefined)
    throw new UsageError(`there is no key "${id}"; rollcall keys list says which there are`);
  return record;
}

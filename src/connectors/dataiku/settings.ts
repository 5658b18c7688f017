import type { DataikuCredential, DataikuSecret } from '../../generated/types.ts';
import { said, toDate } from './primitives.ts';
import type { Product } from './products.ts';
import type { WireCredential, WireUser } from './wire.ts';

/** What stands in an account's settings only. null: the product has no such thing, or does not tell. */
export interface AccountSettings {
  readonly userProperties: Readonly<Record<string, unknown>> | null;
  readonly adminProperties: Readonly<Record<string, unknown>> | null;
  readonly secrets: readonly DataikuSecret[] | null;
  readonly credentials: readonly DataikuCredential[] | null;
}

/** Servers before 14.2 send a list without settings whatever is asked: none of their keys is there. */
export function toSettings(product: Product, wire: WireUser): AccountSettings | undefined {
  const { userProperties, adminProperties, secrets, credentials } = wire;
  if (!userProperties && !adminProperties && !secrets && !credentials) return undefined;
  const isDss = product === 'DATAIKU_DSS';
  return {
    userProperties: userProperties ?? null,
    adminProperties: adminProperties ?? null,
    secrets: (isDss && secrets?.map(({ name }) => ({ __typename: 'DataikuSecret', name }))) || null,
    credentials: (isDss && credentials && Object.entries(credentials).map(toCredential)) || null,
  };
}

const toCredential = ([key, { type, user, lastUpdate }]: [string, WireCredential]): DataikuCredential => ({
  __typename: 'DataikuCredential',
  kind: type ?? 'UNKNOWN',
  ...credentialTarget(key),
  username: said(user),
  updatedAt: toDate(lastUpdate),
});

/**
 * What a credential is for. A plugin's key is the inside of a JSON array: `"PLUGIN", "geo", "account", "main", "login"`;
 * any other is a connection's name (§4.5).
 */
function credentialTarget(key: string) {
  const [plugin, parameterSet, preset, parameter] = pluginKey(key) ?? [];
  if (plugin === undefined) {
    return { connection: key, plugin: null, parameterSet: null, preset: null, parameter: null };
  }
  return {
    connection: null,
    plugin,
    parameterSet: parameterSet ?? null,
    preset: preset ?? null,
    parameter: parameter ?? null,
  };
}

/** A plugin's id and those of its parameter set, preset and parameter; undefined: the credential is a connection's. */
export function pluginKey(key: string): string[] | undefined {
  try {
    const [word, ...parts] = JSON.parse(`[${key}]`) as unknown[];
    const isPlugin = word === 'PLUGIN' && parts.length === 4;
    return isPlugin && parts.every((part) => typeof part === 'string') ? parts : undefined;
  } catch {
    return undefined;
  }
}

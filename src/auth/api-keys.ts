import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Caller } from '../caller.ts';
import type { ApiKeySettings } from '../config/auth.ts';
import type { Secret } from '../secret.ts';
import { type KeyRecord, KeyStore } from './key-store.ts';
import { type Outcome, refused } from './outcome.ts';

/** What every API key begins with, so that scanners for lost secrets can find it. */
export const KEY_PREFIX = 'rck_';

const KEY = /^rck_([a-z0-9]{16})_[A-Za-z0-9_-]{43}$/u;

/** The part of a key that names it; undefined for what has not the form of a key. */
export const idOf = (key: string): string | undefined => KEY.exec(key)?.[1];

/** A new key: its name, and the whole of it with 256 random bits. */
export function newKey(): { readonly id: string; readonly key: string } {
  const id = randomBytes(8).toString('hex');
  return { id, key: `${KEY_PREFIX}${id}_${randomBytes(32).toString('base64url')}` };
}

/** What is kept of a key. Useless without the pepper, and no way back even with it. */
export const digestOf = (key: string, pepper: Secret): Buffer =>
  createHmac('sha256', pepper.reveal()).update(key).digest();

/** Whether a key may be used now. */
export function stateOf(
  { revokedAt, expiresAt }: KeyRecord,
  now = new Date(),
): 'LIVE' | 'EXPIRED' | 'REVOKED' {
  if (revokedAt !== null) return 'REVOKED';
  return expiresAt > now ? 'LIVE' : 'EXPIRED';
}

/** Stands in for the digest of a key that does not exist, so that the same work is done for it. */
const nobody = randomBytes(32);

/** Checks API keys against the store, as it is at that moment. */
export class ApiKeys {
  readonly #store: KeyStore;
  readonly #pepper: Secret;

  constructor({ file, pepper }: ApiKeySettings) {
    this.#store = new KeyStore(file);
    this.#pepper = pepper;
  }

  async verify(key: string): Promise<Outcome> {
    const id = idOf(key);
    if (id === undefined) return refused('not the form of a key');
    const records = await this.#store.read();
    if (typeof records === 'string') return refused(records, 'nothing');
    const record = records.get(id);
    const isSame = timingSafeEqual(digestOf(key, this.#pepper), record?.digest ?? nobody);
    if (record === undefined || !isSame) return refused('not a key of ours');
    const state = stateOf(record);
    return state === 'LIVE' ? { caller: callerOf(record) } : refused(`a key that is ${state}`, 'credential');
  }
}

const callerOf = ({ id, name, grant }: KeyRecord): Caller => ({
  name: `key:${id}`,
  displayName: name,
  email: null,
  grants: [grant],
});

import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import type { JsonObject } from '../json.ts';
import type { Secret } from '../secret.ts';

const [CIPHER, IV_LENGTH, TAG_LENGTH] = ['aes-256-gcm', 12, 16] as const;

/** Closes and opens what is secret of one step. What was sealed for one step opens for no other. */
export interface Sealing {
  seal(operation: string, step: number, secrets: JsonObject): Uint8Array;
  /** null: sealed with another key, or not as it was. */
  open(operation: string, step: number, sealed: Uint8Array): JsonObject | null;
}

/** Without a key: one that dies with this process. */
export function sealingWith(secret: Secret | undefined): Sealing {
  const bytes = secret
    ? Buffer.from(hkdfSync('sha256', secret.reveal(), '', 'rollcall ledger secrets', 32))
    : randomBytes(32);
  const key = createSecretKey(bytes);
  bytes.fill(0);
  const place = (operation: string, step: number) => Buffer.from(JSON.stringify([operation, step]));
  return {
    seal(operation, step, secrets) {
      const iv = randomBytes(IV_LENGTH);
      const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_LENGTH });
      cipher.setAAD(place(operation, step));
      const closed = [cipher.update(JSON.stringify(secrets), 'utf8'), cipher.final()];
      return new Uint8Array(Buffer.concat([iv, cipher.getAuthTag(), ...closed]));
    },
    open(operation, step, sealed) {
      const parts = Buffer.from(sealed);
      const [iv, rest] = [parts.subarray(0, IV_LENGTH), parts.subarray(IV_LENGTH)];
      try {
        const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG_LENGTH });
        decipher.setAAD(place(operation, step));
        decipher.setAuthTag(rest.subarray(0, TAG_LENGTH));
        const text = Buffer.concat([decipher.update(rest.subarray(TAG_LENGTH)), decipher.final()]);
        return JSON.parse(text.toString()) as JsonObject;
      } catch {
        return null;
      }
    },
  };
}

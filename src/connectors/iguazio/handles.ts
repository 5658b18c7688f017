import { createHmac, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import type { SystemKey } from '../../model/ref.ts';
import type { Secret } from '../../secret.ts';

/** Stands in for secrets that are names as well: access keys, whose ids open the door (§8.25). */
export interface Handles {
  /** The same for the same key, as long as the gateway signs in with the same credential. */
  of(id: string): Promise<string>;
  /** Whether it is what the gateway itself signs in with. */
  isCredential(id: string): boolean;
}

const derive = promisify<string, string, number, Buffer>(scrypt);

/**
 * A digest with a key that is made of the gateway's own credential: it survives restarts, and is the same in every
 * replica. That key is slow to make, since whoever is given a new access key knows both it and its handle, and could
 * otherwise try passwords on the pair.
 */
export function handlesOf(system: SystemKey, credential: Secret): Handles {
  let key: Promise<Buffer> | undefined;
  return {
    async of(id) {
      key ??= derive(credential.reveal(), `rollcall: handles of access keys: ${system}`, 32);
      return createHmac('sha256', await key)
        .update(id)
        .digest('base64url');
    },
    isCredential: (id) => id === credential.reveal(),
  };
}

import { createHash, randomBytes } from 'node:crypto';

/** 22 characters of URL-safe base64; one in eight starts with `-` or `_`, to be met in any world (squirro.md §1.4). */
function shaped(bytes: Buffer): string {
  const text = bytes.subarray(0, 16).toString('base64url');
  const lot = bytes[16] ?? 0;
  return lot % 8 === 0 ? `${lot % 16 === 0 ? '-' : '_'}${text.slice(1)}` : text;
}

/** An id that depends on nothing but the words given. */
export const stableId = (...words: readonly (string | number)[]): string =>
  shaped(createHash('sha256').update(words.join('/')).digest());

/** An id for what is created while the simulator runs. */
export const freshId = (): string => shaped(randomBytes(17));

/** A refresh token that depends on nothing but the words given. */
export const stableRefreshToken = (...words: readonly string[]): string =>
  createHash('sha384').update(words.join('/')).digest('hex');

export const freshRefreshToken = (): string => randomBytes(48).toString('hex');

export const freshAccessToken = (): string => randomBytes(20).toString('hex');

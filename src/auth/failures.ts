import { isIPv6 } from 'node:net';
import { RateLimiterMemory } from 'rate-limiter-flexible';

const SECONDS = 60;
const PER_CREDENTIAL = 10;
const PER_ADDRESS = 100;

/** A credential, as one address shows it: the id of a key or the digest of a token. */
export interface Attempt {
  readonly address: string;
  readonly credential: string;
}

/**
 * Counts refused credentials, so that guessing is slow. A credential counts together with the address it comes from:
 * whoever knows the id of a key could otherwise lock out its owner. One broken script that repeats the same credential
 * spends only its own budget, not that of everybody behind the same address.
 */
export class Failures {
  readonly #byCredential = new RateLimiterMemory({ points: PER_CREDENTIAL, duration: SECONDS });
  readonly #byAddress = new RateLimiterMemory({ points: PER_ADDRESS, duration: SECONDS });

  /** Seconds until another attempt is looked at; 0: now. */
  async wait({ address, credential }: Attempt): Promise<number> {
    const block = networkOf(address);
    const [own, shared] = await Promise.all([
      this.#byCredential.get(`${block} ${credential}`),
      this.#byAddress.get(block),
    ]);
    return Math.max(
      own && own.consumedPoints >= PER_CREDENTIAL ? Math.ceil(own.msBeforeNext / 1_000) : 0,
      shared && shared.consumedPoints >= PER_ADDRESS ? Math.ceil(shared.msBeforeNext / 1_000) : 0,
    );
  }

  async count({ address, credential }: Attempt, counts: 'credential' | 'address'): Promise<void> {
    const block = networkOf(address);
    await this.#byCredential.penalty(`${block} ${credential}`);
    if (counts === 'address') await this.#byAddress.penalty(block);
  }
}

/** An IPv4 address, or the /64 of an IPv6 address: who has one of these has all of them. */
function networkOf(address: string): string {
  const bare = address.replace(/^::ffff:(?=\d+\.)/iu, '').replace(/%.*$/u, '');
  if (!isIPv6(bare)) return bare;
  const [head = '', tail = ''] = bare.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const zeros = bare.includes('::')
    ? Array.from({ length: 8 - groups.length - after.length }, () => '0')
    : [];
  return [...groups, ...zeros, ...after].slice(0, 4).join(':');
}

import { addToStore, type KeyEvent } from '../../src/auth/key-store.ts';
import { digestOf, newKey } from '../../src/auth/api-keys.ts';
import { Secret } from '../../src/secret.ts';
import { secretFor } from '../secrets/run.ts';
import { folder } from './gateway.ts';

export const PEPPER = secretFor(
  'configured: auth.apiKeys.pepper',
  'a pepper for tests, long enough to be one',
);

const DAY = 86_400_000;

type Created = Extract<KeyEvent, { event: 'created' }>;

/** A key store in a folder of its own, gone when the test is over. */
export function keyStore() {
  const files = folder();
  const file = files.at('keys.jsonl');
  return {
    file,
    auth: { apiKeys: { file, pepper: PEPPER } },
    /** Adds a key, and gives it. */
    add(change: Partial<Created> = {}, pepper = PEPPER): string {
      const { id, key: random } = newKey();
      const secret = secretFor('caller: API key', random.slice(-43)).padEnd(43, 'x');
      const key = random.slice(0, -43) + secret;
      addToStore(file, {
        event: 'created',
        id,
        name: 'Nightly report',
        digest: digestOf(key, new Secret(pepper)).toString('hex'),
        at: new Date(Date.now() - DAY).toISOString(),
        expiresAt: new Date(Date.now() + DAY).toISOString(),
        grant: { roles: ['reader'], scopes: [], systems: 'all', projects: 'all' },
        ...change,
      });
      return key;
    },
    [Symbol.dispose]: () => files[Symbol.dispose](),
  };
}

export const idIn = (key: string): string => key.split('_')[1] ?? '';

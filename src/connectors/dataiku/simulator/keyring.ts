import { createHash, randomBytes } from 'node:crypto';

/** API keys of one kind, found by their id or by their secret. */
export class KeyRing<K extends { readonly id: string; readonly key: string }> {
  readonly #byId = new Map<string, K>();
  readonly #idOfSecret = new Map<string, string>();

  /** Adds a key, or replaces the one of the same id. */
  put(key: K): K {
    this.#byId.set(key.id, key);
    this.#idOfSecret.set(key.key, key.id);
    return key;
  }

  get(id: string): K | undefined {
    return this.#byId.get(id);
  }

  bySecret(secret: string): K | undefined {
    const id = this.#idOfSecret.get(secret);
    return id === undefined ? undefined : this.#byId.get(id);
  }

  delete({ id, key }: K): void {
    this.#byId.delete(id);
    this.#idOfSecret.delete(key);
  }

  values(): MapIterator<K> {
    return this.#byId.values();
  }
}

/** A secret that depends on nothing but the words given: for keys that are there from the start. */
export const stableSecret = (...words: readonly string[]): string =>
  createHash('sha256').update(words.join('/')).digest('hex').slice(0, 32);

export const randomSecret = (): string => randomBytes(16).toString('hex');

/** An identifier for an object made at run time. */
export const randomId = (): string => randomBytes(8).toString('hex').slice(0, 8);

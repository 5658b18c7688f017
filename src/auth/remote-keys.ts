import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import type { Logger } from 'pino';
import { z } from 'zod';
import { Http } from '../http.ts';
import type { SystemKey } from '../model/ref.ts';
import { ProblemError } from '../problems.ts';
import { Scope } from '../scope.ts';

const MINUTE = 60_000;

/** Milliseconds; why each is what it is stands in docs/authentication.md. */
const COOLDOWN = 30_000;
const FRESH_FOR = 10 * MINUTE;
const KEPT_FOR = 24 * 60 * MINUTE;
const DEADLINE = 3_000;
const MAX_BYTES = 65_536;

/** What an issuer publishes. Keys of a kind we do not know, and symmetric ones, are left out. */
const Published = z.looseObject({
  keys: z
    .array(z.looseObject({ kty: z.string() }))
    .max(100)
    .transform((keys) => keys.filter(({ kty }) => ['RSA', 'EC', 'OKP'].includes(kty)))
    .refine((keys) => keys.length > 0),
});

/** The issuer's keys cannot be had, now or since long: nobody's fault who shows a token. */
export class KeysUnavailable extends Error {}

export interface RemoteKeysSettings {
  /** The issuer's name in the configuration. */
  readonly name: string;
  readonly uri: string;
  readonly ca: string | undefined;
  readonly log: Logger;
  /** Milliseconds from any fixed point. */
  readonly now?: () => number;
}

/**
 * The public keys an issuer publishes. They are fetched when first needed, when ten minutes old, and when a token names
 * one that is not known; but never twice within the cooldown, and never side by side. Where that fails, those fetched
 * last are used for another day.
 */
export class RemoteKeys {
  readonly #http: Http;
  readonly #settings: RemoteKeysSettings;
  readonly #now: () => number;
  #fetched: { readonly keyFor: JWTVerifyGetKey; readonly at: number } | undefined;
  #triedAt = -Infinity;
  #fetching: Promise<void> | undefined;

  constructor(settings: RemoteKeysSettings) {
    this.#settings = settings;
    this.#now = settings.now ?? (() => performance.now());
    const { origin, pathname } = new URL(settings.uri);
    this.#http = new Http({
      system: settings.name as SystemKey, // for the words of problems only
      baseUrl: origin + pathname,
      ca: settings.ca,
      maxConcurrent: 1,
      maxResponseBytes: MAX_BYTES,
    });
  }

  /** The key a token was signed with, as far as its header says. */
  readonly keyFor: JWTVerifyGetKey = async (header, token) => {
    if (this.#age() > FRESH_FOR) await this.#refresh();
    try {
      return await this.#known()(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
    }
    await this.#refresh();
    return await this.#known()(header, token);
  };

  close(): void {
    this.#http.close();
  }

  #known(): JWTVerifyGetKey {
    if (this.#fetched === undefined || this.#age() > KEPT_FOR) throw new KeysUnavailable();
    return this.#fetched.keyFor;
  }

  #age(): number {
    return this.#now() - (this.#fetched?.at ?? -Infinity);
  }

  async #refresh(): Promise<void> {
    if (this.#fetching === undefined) {
      if (this.#now() - this.#triedAt < COOLDOWN) return;
      this.#triedAt = this.#now();
      this.#fetching = this.#fetch().finally(() => (this.#fetching = undefined));
    }
    await this.#fetching;
  }

  async #fetch(): Promise<void> {
    const { name, uri, log } = this.#settings;
    const query = Object.fromEntries(new URL(uri).searchParams);
    try {
      const { keys } = await this.#http.read(
        { method: 'GET', path: { text: '', template: '/(keys)' }, query },
        Published,
        new Scope({ deadline: DEADLINE, perAccountLimit: 0 }),
      );
      this.#fetched = { keyFor: createLocalJWKSet({ keys }), at: this.#now() };
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      log.warn({ issuer: name, failure: error.message }, 'the keys of an issuer cannot be had');
    }
  }
}

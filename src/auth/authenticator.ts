import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Caller } from '../caller.ts';
import type { AuthSettings } from '../config/auth.ts';
import { ApiKeys, idOf, KEY_PREFIX } from './api-keys.ts';
import { bearerOf } from './bearer.ts';
import { certificateOutcome } from './client-certificates.ts';
import { Failures } from './failures.ts';
import { type Outcome, refused } from './outcome.ts';
import { Tokens } from './tokens.ts';

/** Who is asking; or that nobody said so, that it is not believed, or how many seconds to wait before saying it again. */
export type Verdict =
  { readonly caller: Caller } | 'anonymous' | 'refused' | { readonly waitSeconds: number };

/** Finds out who is asking, from the head of a request alone. A request that says it twice is not believed. */
export class Authenticator {
  readonly #auth: AuthSettings;
  readonly #log: Logger;
  readonly #tokens: Tokens;
  readonly #keys: ApiKeys | undefined;
  readonly #failures = new Failures();

  constructor(auth: AuthSettings, log: Logger) {
    this.#auth = auth;
    this.#log = log;
    this.#tokens = new Tokens(auth.issuers, log);
    this.#keys = auth.apiKeys && new ApiKeys(auth.apiKeys);
  }

  async judge(request: FastifyRequest): Promise<Verdict> {
    const grants = this.#auth.clientCertificates?.grants;
    const certificate = grants && certificateOutcome(request.raw.socket, grants);
    const bearer = bearerOf(request);
    if (certificate === undefined && bearer === undefined) return 'anonymous';

    const attempt = { address: request.ip, credential: credentialOf(bearer) };
    const waitSeconds = await this.#failures.wait(attempt);
    if (waitSeconds > 0) return { waitSeconds };
    const outcome = await this.#check(bearer, certificate);
    if ('caller' in outcome) return outcome;
    const { refused: reason, counts } = outcome;
    if (counts !== 'nothing') await this.#failures.count(attempt, counts);
    this.#log.warn({ reason, address: request.ip, key: idOf(bearer ?? '') }, 'a caller was refused');
    return 'refused';
  }

  close(): void {
    this.#tokens.close();
  }

  async #check(bearer: string | null | undefined, certificate: Outcome | undefined): Promise<Outcome> {
    if (bearer === undefined) return certificate ?? refused('nothing shown', 'nothing');
    if (bearer === null) return refused('not one bearer token');
    if (certificate !== undefined) return refused('two kinds of credential');
    if (!bearer.startsWith(KEY_PREFIX)) return this.#tokens.verify(bearer);
    return this.#keys?.verify(bearer) ?? refused('a key where none are taken');
  }
}

/**
 * What failures of a credential are counted under: the same for every guess at the secret of one key. A digest, because
 * a part of a text keeps the whole of it in memory.
 */
function credentialOf(bearer: string | null | undefined): string {
  if (bearer === undefined) return 'certificate';
  if (bearer === null) return 'unreadable';
  return createHash('sha256')
    .update(idOf(bearer) ?? bearer)
    .digest('base64url');
}

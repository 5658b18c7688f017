import { type Http, path } from '../../http.ts';
import type { SystemKey } from '../../model/ref.ts';
import { ProblemError } from '../../problems.ts';
import { type Scope, Shared } from '../../scope.ts';
import { Secret } from '../../secret.ts';
import { WireToken } from './wire.ts';

/** An access token is good for ten minutes, unless the server says otherwise (squirro.md §2.2). Renewed before. */
const RENEW_AFTER_MS = 9 * 60_000;
/** While a token is good, the refresh grant gives the same one again (§2.3): no use in asking every time. */
const ASK_AGAIN_AFTER_MS = 30_000;
/** After a 401, the refresh grant is asked this often for another token: clocks drift (§2.3). */
const TRIES = 3;
const DEADLINE_MS = 10_000;

/** Statuses by which the token endpoint says that what it was given is not, or no longer, good (§2.1). */
const refusals: ReadonlySet<number | undefined> = new Set([403, 404, 410]);
const REFUSED =
  'The system does not accept the gateway’s refresh token any more. Replace credentials.refreshToken in the ' +
  'configuration; where a client is configured, check credentials.clientId and credentials.clientSecret too.';
const NO_TENANT = 'The system did not say which tenant the gateway is in. Set credentials.tenant.';

export interface Credentials {
  readonly refreshToken: Secret;
  readonly tenant?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientSecret?: Secret | undefined;
}

/** The fields by which the gateway's client names itself: none where none is configured. */
export function clientFields({ clientId, clientSecret }: Credentials): Record<string, string> {
  return {
    ...(clientId !== undefined && { client_id: clientId }),
    ...(clientSecret !== undefined && { client_secret: clientSecret.reveal() }),
  };
}

/** An access token, and whose it is. */
export interface SignIn {
  readonly token: Secret;
  readonly tenant: string;
  readonly userId: string | null;
  /** The account's server role. */
  readonly role: string | null;
}

/** Keeps the access token of one system for all requests, and renews it for all of them at once. */
export class Tokens {
  readonly #system: SystemKey;
  readonly #http: Http;
  readonly #credentials: Credentials;
  #refreshToken: Secret;
  #present: SignIn | undefined;
  #renewAt = 0;
  #renewal: Shared<SignIn> | undefined;

  constructor(system: SystemKey, http: Http, credentials: Credentials) {
    this.#system = system;
    this.#http = http;
    this.#credentials = credentials;
    this.#refreshToken = credentials.refreshToken;
  }

  /** The token to call with. One that is soon over is renewed first; where that fails, a call will tell if it is over. */
  async current(scope: Scope): Promise<SignIn> {
    const present = this.#present;
    if (present === undefined) return this.#renew(scope);
    if (Date.now() < this.#renewAt) return present;
    try {
      return await this.#renew(scope);
    } catch {
      this.#renewAt = Date.now() + ASK_AGAIN_AFTER_MS;
      return present;
    }
  }

  /** Another token than the one a call was refused with; undefined: the system gives no other. */
  async otherThan(refused: SignIn, scope: Scope): Promise<SignIn | undefined> {
    if (this.#present !== undefined && this.#present !== refused) return this.#present;
    for (let tried = 0; tried < TRIES; tried++) {
      const renewed = await this.#renew(scope);
      if (renewed !== refused) return renewed;
    }
    return undefined;
  }

  /** One renewal at a time. It goes on while any request waits for it. */
  #renew(scope: Scope): Promise<SignIn> {
    this.#renewal ??= this.#begin(scope);
    return this.#renewal.waitedForBy(scope);
  }

  #begin(scope: Scope): Shared<SignIn> {
    const renewal = new Shared(this.#system, scope, DEADLINE_MS, (own) => this.#refreshGrant(own));
    const forget = () => (this.#renewal = undefined);
    renewal.result.then(forget, forget);
    return renewal;
  }

  async #refreshGrant(scope: Scope): Promise<SignIn> {
    const answer = await this.#token(scope);
    if (answer.refresh_token) this.#refreshToken = new Secret(answer.refresh_token);
    const present = this.#present;
    if (present?.token.reveal() === answer.access_token) {
      this.#renewAt = Date.now() + ASK_AGAIN_AFTER_MS;
      return present;
    }
    const tenant = this.#credentials.tenant ?? answer.tenant;
    if (!tenant) {
      throw new ProblemError('UPSTREAM_INVALID_RESPONSE', { system: this.#system, message: NO_TENANT });
    }
    this.#renewAt = Date.now() + RENEW_AFTER_MS;
    return (this.#present = {
      token: new Secret(answer.access_token),
      tenant,
      userId: answer.user_id ?? null,
      role: answer.role ?? null,
    });
  }

  async #token(scope: Scope): Promise<WireToken> {
    const { tenant } = this.#credentials;
    const form = {
      grant_type: 'refresh_token',
      refresh_token: this.#refreshToken.reveal(),
      ...clientFields(this.#credentials),
      ...(tenant !== undefined && { tenant }),
    };
    try {
      const call = { method: 'POST', path: path`/oauth2/token`, form, changesNothing: true } as const;
      return await this.#http.read(call, WireToken, scope);
    } catch (error) {
      if (!(error instanceof ProblemError) || !refusals.has(error.status)) throw error;
      throw new ProblemError('NOT_PERMITTED', {
        system: this.#system,
        message: REFUSED,
        logged: error.message,
      });
    }
  }
}

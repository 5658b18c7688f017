import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  jwtVerify,
  type JWTVerifyGetKey,
} from 'jose';
import type { Logger } from 'pino';
import type { IssuerSettings } from '../config/issuers.ts';
import { hasDuplicateKeys } from '../json.ts';
import { callerOf } from './claims.ts';
import { type Outcome, refused } from './outcome.ts';
import { KeysUnavailable, RemoteKeys } from './remote-keys.ts';

interface Issuer {
  readonly settings: IssuerSettings;
  readonly keyFor: JWTVerifyGetKey;
  readonly remote: RemoteKeys | undefined;
}

/**
 * Checks JSON Web Tokens of the configured issuers. Key, algorithm and every claim that is checked come from the
 * configuration: what a header says of keys (`jwk`, `jku`, `x5u`, `x5c`) is not looked at, and `crit` is refused.
 */
export class Tokens {
  readonly #issuers: ReadonlyMap<string, Issuer>;

  constructor(issuers: readonly IssuerSettings[], log: Logger) {
    this.#issuers = new Map(issuers.map((settings) => [settings.issuer, openIssuer(settings, log)]));
  }

  async verify(token: string): Promise<Outcome> {
    const looked = look(token);
    if (looked === undefined) return refused('not a signed token');
    const issuer = this.#issuers.get(looked.issuer);
    if (issuer === undefined) return refused('an unknown issuer');
    if (looked.isCritical) return refused('a critical extension');
    if (!issuer.settings.tokenTypes.some((type) => looked.type === type.toLowerCase()))
      return refused('another type');
    try {
      const { payload } = await jwtVerify(token, issuer.keyFor, {
        issuer: issuer.settings.issuer,
        audience: [...issuer.settings.audience],
        algorithms: [...issuer.settings.algorithms],
        clockTolerance: issuer.settings.clockSkewSeconds,
        requiredClaims: ['exp'],
      });
      return admit(issuer.settings, token, payload);
    } catch (error) {
      return refusalOf(error);
    }
  }

  close(): void {
    for (const { remote } of this.#issuers.values()) remote?.close();
  }
}

function openIssuer(settings: IssuerSettings, log: Logger): Issuer {
  const { name, jwksUri: uri, jwks, sharedSecret, ca } = settings;
  const remote = uri === undefined ? undefined : new RemoteKeys({ name, uri, ca, log });
  const secret = new TextEncoder().encode(sharedSecret?.reveal() ?? '');
  const local = jwks ? createLocalJWKSet(jwks) : () => Promise.resolve(secret);
  return { settings, remote, keyFor: remote?.keyFor ?? local };
}

/** What an unverified token says of itself: enough to choose whose keys to check it with, and used for nothing else. */
function look(token: string): { issuer: string; type: string; isCritical: boolean } | undefined {
  try {
    const { typ = 'JWT', crit, b64 } = decodeProtectedHeader(token);
    const { iss } = decodeJwt(token);
    if (typeof iss !== 'string' || typeof typ !== 'string') return undefined;
    const type = typ.toLowerCase().replace(/^application\//u, ''); // RFC 7515 §4.1.9
    return { issuer: iss, type, isCritical: crit !== undefined || b64 !== undefined };
  } catch {
    return undefined;
  }
}

/** The last checks of a token whose signature, issuer, audience and times are good. */
function admit(settings: IssuerSettings, token: string, payload: JWTPayload): Outcome {
  const parts = token
    .split('.')
    .slice(0, 2)
    .map((part) => Buffer.from(part, 'base64url').toString());
  if (parts.some(hasDuplicateKeys)) return refused('a member named twice');
  const { iat } = payload;
  if (iat !== undefined && iat > Date.now() / 1_000 + settings.clockSkewSeconds)
    return refused('issued in the future');
  // Delegation (RFC 8693) would make two names of one: whoever acts as another says so to us, by the right to.
  if (payload['act'] !== undefined) return refused('acts for somebody');
  const caller = callerOf(settings, payload);
  return caller === undefined ? refused('no name in it') : { caller };
}

/** An expired token was a good one once: whoever shows it guesses nothing. */
function refusalOf(error: unknown): Outcome {
  if (error instanceof KeysUnavailable) return refused('the issuer’s keys cannot be had', 'nothing');
  if (error instanceof errors.JWTExpired) return refused(error.code, 'credential');
  return refused(error instanceof errors.JOSEError ? error.code : 'a key that cannot be used');
}

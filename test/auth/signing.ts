import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { secretFor } from '../secrets/run.ts';

export const ISSUER = 'https://sso.example.org/realms/acme';
export const AUDIENCE = 'rollcall';

/** A key pair with the name its issuer gives it. */
export interface SigningKey {
  readonly kid: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export const rsaKey = (kid: string): SigningKey => ({
  kid,
  ...generateKeyPairSync('rsa', { modulusLength: 2_048 }),
});
export const ecKey = (kid: string): SigningKey => ({
  kid,
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }),
});

/** What an issuer publishes of its keys. */
export const published = (...keys: readonly SigningKey[]) => ({
  keys: keys.map(({ kid, publicKey }) => ({ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig' })),
});

export const seconds = (fromNow: number) => Math.floor(Date.now() / 1_000) + fromNow;

/** The claims of a good token. */
export const goodClaims = () => ({
  iss: ISSUER,
  aud: AUDIENCE,
  sub: 'ada',
  iat: seconds(-10),
  exp: seconds(600),
  jti: secretFor('caller: token', '0'),
});

export const encoded = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

type Signer = (input: string) => Buffer;

/** Puts a token together, whatever its parts are; text stands for itself. */
export function assemble(header: unknown, payload: unknown, signer: Signer): string {
  const input = `${encoded(header)}.${encoded(payload)}`;
  return `${input}.${signer(input).toString('base64url')}`;
}

export const withRsa =
  (key: SigningKey, hash = 'sha256'): Signer =>
  (input) =>
    sign(hash, Buffer.from(input), key.privateKey);

export const withEc =
  (key: SigningKey, dsaEncoding: 'ieee-p1363' | 'der' = 'ieee-p1363'): Signer =>
  (input) =>
    sign('sha256', Buffer.from(input), { key: key.privateKey, dsaEncoding });

export const withSecret =
  (secret: string | Buffer): Signer =>
  (input) =>
    createHmac('sha256', secret).update(input).digest();

export const unsigned: Signer = () => Buffer.alloc(0);

/** A token as its issuer signs it. */
export const rs256 = (key: SigningKey, claims: object = {}, header: object = {}): string =>
  assemble(
    { alg: 'RS256', typ: 'at+jwt', kid: key.kid, ...header },
    { ...goodClaims(), ...claims },
    withRsa(key),
  );

import { z } from 'zod';
import { secretSetting } from '../secret.ts';
import { grantFields } from './grants.ts';
import { isLoopback } from './loopback.ts';

const WITH_PUBLIC_KEYS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;
type Algorithm = (typeof WITH_PUBLIC_KEYS)[number] | keyof typeof bytesOfSecret;

/** How long a shared secret must be at least: as long as the digest (RFC 7518 §3.2). */
const bytesOfSecret = { HS256: 32, HS384: 48, HS512: 64 } as const;

const isShared = (algorithm: Algorithm): algorithm is keyof typeof bytesOfSecret =>
  Object.hasOwn(bytesOfSecret, algorithm);

const algorithms = [...WITH_PUBLIC_KEYS, 'HS256', 'HS384', 'HS512'] as const satisfies readonly Algorithm[];

/** One public key. A private or a symmetric one has no place in a configuration. */
const PublicKey = z
  .looseObject({ kty: z.enum(['RSA', 'EC', 'OKP']) })
  .refine((key) => !('d' in key), { error: 'is a private key: give the public one' });

const KeySet = z.looseObject({ keys: z.array(PublicKey).min(1).max(100) });

/** The text of a file is JSON: `jwks: '${file:issuer.jwks.json}'`. */
const KeySetText = z.string().transform((text, context) => {
  try {
    const read = KeySet.safeParse(JSON.parse(text));
    if (read.success) return read.data;
  } catch {
    // Said below: no message quotes the text.
  }
  context.addIssue({ code: 'custom', message: 'must be a JSON Web Key Set of public keys' });
  return z.NEVER;
});

const words = z.string().min(1).max(2_000);

/** A claim by its name; one inside another by a list of names. */
const ClaimPath = z
  .union([words, z.array(words).min(1)])
  .transform((path) => (typeof path === 'string' ? [path] : path));

const value = z.union([words, z.number(), z.boolean()]);

const Condition = z.union([
  z
    .strictObject({
      claim: ClaimPath.describe('The claim to look at.'),
      equals: value.optional().describe('It is this.'),
      contains: value.optional().describe('It is a list, or a text of words, with this among them.'),
    })
    .refine(({ equals, contains }) => (equals === undefined) !== (contains === undefined), {
      error: 'needs either equals or contains',
    }),
  z.literal('always'),
]);

const Claims = z.strictObject({
  name: ClaimPath.default(['sub']).describe('The claim that names the caller, for ever.'),
  displayName: ClaimPath.optional().describe('The claim with a name for people.'),
  email: ClaimPath.optional().describe(
    'The claim with an e-mail address; used only beside email_verified: true.',
  ),
  grants: z
    .array(z.strictObject({ when: Condition, ...grantFields }))
    .default([])
    .describe('What the claims give.'),
});

function keyAddress(text: string, context: z.RefinementCtx): string {
  const url = URL.parse(text);
  const wrong = (message: string) => context.addIssue({ code: 'custom', message });
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    wrong('must be a URL that starts with https://');
  else if (url.protocol === 'http:' && !isLoopback(url.hostname))
    wrong('must be https: whoever is between could give keys');
  else if (url.username || url.password || url.hash) wrong('must hold neither credentials nor a fragment');
  return text;
}

const RawIssuer = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/u)
    .describe('A short name of your choice: part of the names of callers.'),
  issuer: words.describe('The iss of its tokens, to the letter.'),
  audience: z
    .union([words, z.array(words).min(1)])
    .transform((audience) => [audience].flat())
    .describe('The aud of tokens meant for this gateway; one of these must be in it.'),
  algorithms: z.array(z.enum(algorithms)).min(1).optional().describe('How its tokens may be signed.'),
  jwksUri: words.transform(keyAddress).optional().describe('Where its public keys are.'),
  jwks: z.union([KeySet, KeySetText]).optional().describe('Its public keys, instead of an address.'),
  sharedSecret: secretSetting
    .optional()
    .describe('The secret of HS256, HS384 or HS512, instead of public keys.'),
  caFile: words
    .optional()
    .describe('PEM file of the authorities to trust for jwksUri instead of the machine’s.'),
  tokenTypes: z
    .array(words)
    .min(1)
    .default(['JWT', 'at+jwt'])
    .describe('The typ of tokens that are taken; a token without one counts as JWT.'),
  clockSkewSeconds: z.int().min(0).max(60).default(30).describe('By how much the clocks may differ.'),
  claims: Claims.prefault({}),
});

/** An issuer of tokens: exactly one source of keys, and algorithms of that kind only. */
export const IssuerShape = RawIssuer.transform(({ jwksUri, jwks, sharedSecret, ...issuer }, context) => {
  const wrong = (message: string, ...path: string[]) => context.addIssue({ code: 'custom', path, message });
  const sources = [jwksUri, jwks, sharedSecret].filter((source) => source !== undefined);
  if (sources.length !== 1) wrong('needs exactly one of jwksUri, jwks and sharedSecret');
  const used: readonly Algorithm[] =
    issuer.algorithms ?? (sharedSecret ? ['HS256'] : ['RS256', 'ES256', 'EdDSA']);
  if (used.some((algorithm) => isShared(algorithm) !== (sharedSecret !== undefined))) {
    wrong('HS256, HS384 and HS512 go with sharedSecret and with nothing else', 'algorithms');
  }
  const least = Math.max(...used.filter(isShared).map((algorithm) => bytesOfSecret[algorithm]), 0);
  if (sharedSecret && Buffer.byteLength(sharedSecret.reveal()) < least) {
    wrong(`must have at least ${least} bytes`, 'sharedSecret');
  }
  return { ...issuer, algorithms: used, jwksUri, jwks, sharedSecret };
});

type ClaimGrant = z.output<typeof Claims>['grants'][number];
export type ClaimCondition = ClaimGrant['when'];
export type IssuerClaims = z.output<typeof Claims>;

/** An issuer whose tokens are taken. */
export interface IssuerSettings extends Readonly<Omit<z.output<typeof IssuerShape>, 'caFile'>> {
  /** PEM of the authorities to trust for `jwksUri`; undefined: the machine's. */
  readonly ca: string | undefined;
}

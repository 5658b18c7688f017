import { beforeAll, expect, test } from 'vitest';
import { guard, NOBODY, NONSENSE, whoIs } from './gateway.ts';
import {
  assemble,
  AUDIENCE,
  ecKey,
  encoded,
  goodClaims,
  ISSUER,
  published,
  rs256,
  rsaKey,
  seconds,
  type SigningKey,
  unsigned,
  withEc,
  withRsa,
  withSecret,
} from './signing.ts';

let ours: SigningKey;
let ourEc: SigningKey;
let partners: SigningKey;
let theirs: SigningKey;

beforeAll(() => {
  ours = rsaKey('rsa-1');
  ourEc = ecKey('ec-1');
  partners = rsaKey('partner-1');
  theirs = rsaKey('rsa-1');
});

const PARTNER = 'https://partner.example.org';

/** A gateway that knows two issuers and takes RS256 and ES256. */
const guarded = () =>
  guard({
    auth: {
      issuers: [
        { name: 'acme', issuer: ISSUER, audience: AUDIENCE, jwks: published(ours, ourEc) },
        { name: 'partner', issuer: PARTNER, audience: AUDIENCE, jwks: published(partners) },
      ],
    },
  });

const header = { alg: 'RS256', typ: 'at+jwt', kid: 'rsa-1' };
const ecHeader = { alg: 'ES256', typ: 'at+jwt', kid: 'ec-1' };
const pem = () => ours.publicKey.export({ type: 'spki', format: 'pem' });
const inText = (before: string) => `${before},${JSON.stringify(goodClaims()).slice(1)}`;

function withoutClaim(name: keyof ReturnType<typeof goodClaims>): string {
  const { [name]: _, ...claims } = goodClaims();
  return assemble(header, claims, withRsa(ours));
}

/** Changes one part of a good token: 0 its header, 1 its claims, 2 its signature. */
const altered = (at: 0 | 1 | 2, change: (part: string) => string): string =>
  rs256(ours)
    .split('.')
    .map((part, i) => (i === at ? change(part) : part))
    .join('.');

const rewritten = (change: object) => (part: string) =>
  encoded({ ...(JSON.parse(Buffer.from(part, 'base64url').toString()) as object), ...change });

test('a good token of each kind is let in', async () => {
  await using gateway = await guarded();

  expect(await whoIs(gateway, { token: rs256(ours) })).toBe('jwt:acme:ada');
  expect(await whoIs(gateway, { token: assemble(ecHeader, goodClaims(), withEc(ourEc)) })).toBe(
    'jwt:acme:ada',
  );
  expect(await whoIs(gateway, { token: rs256(partners, { iss: PARTNER }) })).toBe('jwt:partner:ada');
});

test.for<[name: string, token: () => string]>([
  // ------------------------------------------------------------------ the algorithm
  ['alg none without a signature', () => assemble({ ...header, alg: 'none' }, goodClaims(), unsigned)],
  ['alg nOnE', () => assemble({ ...header, alg: 'nOnE' }, goodClaims(), unsigned)],
  ['alg none over a good signature', () => altered(0, rewritten({ alg: 'none' }))],
  ['no alg at all', () => assemble({ typ: 'at+jwt', kid: 'rsa-1' }, goodClaims(), withRsa(ours))],
  ['alg as a list', () => assemble({ ...header, alg: ['RS256'] }, goodClaims(), withRsa(ours))],
  [
    'HS256 with the public key as PEM',
    () => assemble({ ...header, alg: 'HS256' }, goodClaims(), withSecret(pem())),
  ],
  [
    'HS256 with the public key as DER',
    () =>
      assemble(
        { ...header, alg: 'HS256' },
        goodClaims(),
        withSecret(ours.publicKey.export({ type: 'spki', format: 'der' })),
      ),
  ],
  [
    'HS256 with the public key as JWK',
    () =>
      assemble(
        { ...header, alg: 'HS256' },
        goodClaims(),
        withSecret(JSON.stringify(published(ours).keys[0])),
      ),
  ],
  ['HS256 with an empty secret', () => assemble({ ...header, alg: 'HS256' }, goodClaims(), withSecret(''))],
  [
    'RS512, which is not configured',
    () => assemble({ ...header, alg: 'RS512' }, goodClaims(), withRsa(ours, 'sha512')),
  ],
  ['RS1', () => assemble({ ...header, alg: 'RS1' }, goodClaims(), withRsa(ours, 'sha1'))],
  ['an RSA signature called ES256', () => assemble({ ...header, alg: 'ES256' }, goodClaims(), withRsa(ours))],
  [
    'an EC signature called RS256',
    () => assemble({ ...ecHeader, alg: 'RS256' }, goodClaims(), withEc(ourEc)),
  ],
  // ------------------------------------------------------------------ the signature
  ['an empty signature', () => altered(2, () => '')],
  ['a shortened signature', () => altered(2, (part) => part.slice(0, -8))],
  ['a signature that is not base64', () => altered(2, () => '++++')],
  ['an EC signature of zeros', () => assemble(ecHeader, goodClaims(), () => Buffer.alloc(64))],
  ['an EC signature in DER', () => assemble(ecHeader, goodClaims(), withEc(ourEc, 'der'))],
  ['another subject under the old signature', () => altered(1, rewritten({ sub: 'root' }))],
  ['another type under the old signature', () => altered(0, rewritten({ typ: 'JWT' }))],
  // ------------------------------------------------------------------ the key
  ['a key of somebody else by our name', () => rs256(theirs)],
  ['a key that is not known', () => rs256({ ...theirs, kid: 'rsa-9' })],
  [
    'a key name that is a path',
    () => assemble({ ...header, alg: 'HS256', kid: '../../../../dev/null' }, goodClaims(), withSecret('')),
  ],
  ['a key name that is a path, signed with RSA', () => rs256({ ...theirs, kid: '../../rsa-1' })],
  ['a key name that is a query', () => rs256({ ...theirs, kid: "' OR 'a'='a" })],
  ['a key name that is a member of every object', () => rs256({ ...theirs, kid: '__proto__' })],
  ['a key name that is a number', () => assemble({ ...header, kid: 1 }, goodClaims(), withRsa(theirs))],
  [
    'a key it brings along (jwk)',
    () => rs256(theirs, {}, { kid: undefined, jwk: published(theirs).keys[0] }),
  ],
  ['a key it brings along, by our name', () => rs256(theirs, {}, { jwk: published(theirs).keys[0] })],
  ['an address of keys (jku)', () => rs256(theirs, {}, { jku: 'http://127.0.0.1:9/keys' })],
  ['an address of certificates (x5u)', () => rs256(theirs, {}, { x5u: 'http://127.0.0.1:9/cert' })],
  ['certificates it brings along (x5c)', () => rs256(theirs, {}, { x5c: ['MIIB'] })],
  ['the key of one issuer in the name of another', () => rs256({ ...partners, kid: 'rsa-1' })],
  ['our key in the name of another issuer', () => rs256(ours, { iss: PARTNER })],
  // ------------------------------------------------------------------ the header
  ['crit with a name we know', () => rs256(ours, {}, { crit: ['exp'], exp: 1 })],
  ['crit with a name we do not know', () => rs256(ours, {}, { crit: ['acme'], acme: true })],
  ['an empty crit', () => rs256(ours, {}, { crit: [] })],
  ['b64 false, critical', () => rs256(ours, {}, { b64: false, crit: ['b64'] })],
  ['b64 false, not critical', () => rs256(ours, {}, { b64: false })],
  ['the type of a logout token', () => rs256(ours, {}, { typ: 'logout+jwt' })],
  ['the type of a security event', () => rs256(ours, {}, { typ: 'application/secevent+jwt' })],
  ['a type that is a number', () => rs256(ours, {}, { typ: 1 })],
  [
    'a header member named twice',
    () => assemble(`{"typ":"x","alg":"RS256","typ":"at+jwt","kid":"rsa-1"}`, goodClaims(), withRsa(ours)),
  ],
  ['a header that is a list', () => assemble([header], goodClaims(), withRsa(ours))],
  // ------------------------------------------------------------------ the claims
  ['another issuer', () => rs256(ours, { iss: 'https://sso.example.org/realms/other' })],
  ['an issuer that ours is the beginning of', () => rs256(ours, { iss: `${ISSUER}/` })],
  ['no issuer', () => withoutClaim('iss')],
  ['two issuers', () => rs256(ours, { iss: [ISSUER, PARTNER] })],
  ['another audience', () => rs256(ours, { aud: 'billing' })],
  ['an audience ours is part of', () => rs256(ours, { aud: 'rollcall-test' })],
  ['no audience', () => withoutClaim('aud')],
  ['an empty list of audiences', () => rs256(ours, { aud: [] })],
  ['an expiry long past', () => rs256(ours, { exp: seconds(-3_600) })],
  ['an expiry past by more than the skew', () => rs256(ours, { exp: seconds(-31) })],
  ['no expiry', () => withoutClaim('exp')],
  ['an expiry that is text', () => rs256(ours, { exp: String(seconds(600)) })],
  ['an expiry that is null', () => rs256(ours, { exp: null })],
  ['a beginning that is ahead', () => rs256(ours, { nbf: seconds(300) })],
  ['a beginning that is text', () => rs256(ours, { nbf: 'now' })],
  ['an issue that is ahead', () => rs256(ours, { iat: seconds(300) })],
  ['no subject', () => withoutClaim('sub')],
  ['an actor beside its subject', () => rs256(ours, { act: { sub: 'somebody-else' } })],
  ['an empty subject', () => rs256(ours, { sub: '' })],
  ['a subject that is a number', () => rs256(ours, { sub: 7 })],
  ['a subject with a line end', () => rs256(ours, { sub: 'ada\nroot' })],
  ['a subject that is turned around', () => rs256(ours, { sub: '\u202eada' })],
  ['a subject of 300 characters', () => rs256(ours, { sub: 'a'.repeat(300) })],
  ['a subject named twice', () => assemble(header, inText('{"sub":"root"'), withRsa(ours))],
  [
    'a subject named twice, once in escapes',
    () => assemble(header, inText('{"\\u0073ub":"root"'), withRsa(ours)),
  ],
  ['a member of a claim named twice', () => assemble(header, inText('{"acme":{"a":1,"a":2}'), withRsa(ours))],
  ['claims that are a list', () => assemble(header, [goodClaims()], withRsa(ours))],
  ['claims that are null', () => assemble(header, 'null', withRsa(ours))],
  ['claims that are no JSON', () => assemble(header, 'sub=ada', withRsa(ours))],
  // ------------------------------------------------------------------ the form
  ['a token in a token', () => assemble({ ...header, cty: 'JWT' }, rs256(ours), withRsa(ours))],
  ['five parts, as if encrypted', () => `${encoded({ alg: 'dir', enc: 'A256GCM' })}..AAAA.AAAA.AAAA`],
  ['two parts', () => rs256(ours).split('.').slice(0, 2).join('.')],
  ['four parts', () => `${rs256(ours)}.AAAA`],
  ['three empty parts', () => '..'],
  ['the JSON form of a signature', () => encoded({ payload: encoded(goodClaims()), signatures: [] })],
  ['one word', () => 'abc'],
  ['more than 8 KB', () => rs256(ours, { note: 'a'.repeat(7_000) })],
])('%s is nobody, and what they ask is not read', async ([, token]) => {
  await using gateway = await guarded();

  const { status, headers, body } = await gateway.send({ token: token(), body: NONSENSE });

  expect({ status, body: JSON.parse(body) as unknown }).toEqual({ status: 401, body: NOBODY });
  expect(headers['www-authenticate']).toBe('Bearer realm="rollcall", error="invalid_token"');
  expect(gateway.upstreamCalls()).toBe(0);
});

test('a token of 1 MB is refused by size, before anything of it is read', async () => {
  await using gateway = await guarded();

  const refusal = await gateway.send({ token: 'a'.repeat(1_048_576) }).then(
    ({ status }) => status,
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );

  // Node answers 431 and hangs up, while the client may still be sending.
  expect([431, 'ECONNRESET', 'EPIPE']).toContain(refusal);
  expect(gateway.upstreamCalls()).toBe(0);
});

test('an expiry within the skew is forgiven', async () => {
  await using gateway = await guarded();

  expect(await whoIs(gateway, { token: rs256(ours, { exp: seconds(-20) }) })).toBe('jwt:acme:ada');
});

test('a refused token is in no log, and neither is what it claims', async () => {
  await using gateway = await guarded();
  const token = rs256(theirs, { sub: 'canary' });

  await gateway.send({ token });

  const logged = gateway.log.join('');
  expect(logged).toContain('"reason":"ERR_JWS_SIGNATURE_VERIFICATION_FAILED"');
  expect(logged).not.toContain('canary');
  for (const part of token.split('.')) expect(logged).not.toContain(part);
});

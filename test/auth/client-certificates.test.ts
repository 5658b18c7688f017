import { describe, expect, test } from 'vitest';
import { createAuthority, type Identity, type LeafOptions } from './certificates.ts';
import { folder, guard, type Guarded, NOBODY, NONSENSE, type Sent, whoIs } from './gateway.ts';
import { AUDIENCE, ISSUER, published, rs256, rsaKey } from './signing.ts';

const roots = createAuthority();
const strangers = createAuthority('Strangers');
const impostors = createAuthority('Acme root');

/** A gateway with its own certificate that takes client certificates of one authority, and tokens. */
async function guarded(): Promise<Guarded & { readonly key: ReturnType<typeof rsaKey> }> {
  const own = createAuthority('Gateway root');
  const served = own.issue({ purpose: 'server' });
  using files = folder({ 'cert.pem': served.cert, 'key.pem': served.key, 'clients.pem': roots.cert });
  const key = rsaKey('rsa-1');
  const gateway = await guard({
    server: { tls: { certFile: files.at('cert.pem'), keyFile: files.at('key.pem') } },
    auth: {
      issuers: [{ name: 'acme', issuer: ISSUER, audience: AUDIENCE, jwks: published(key) }],
      clientCertificates: {
        caFile: files.at('clients.pem'),
        grants: [
          { when: { san: 'URI:spiffe://acme/ci' }, roles: ['reader'], systems: 'all' },
          { when: { san: 'DNS:jobs.example.org' }, roles: ['auditor'], systems: 'all' },
        ],
      },
    },
  });
  const send = ({ tls, ...sent }: Sent) =>
    gateway.send({
      ...sent,
      path: `https://localhost:${gateway.port}/graphql`,
      tls: { ...tls, ca: own.cert },
    });
  return { ...gateway, send, key };
}

const as = ({ cert, key }: Identity): Sent => ({ tls: { cert, key } });

const ci: LeafOptions = { names: ['URI:spiffe://acme/ci'] };
const past = { validFrom: new Date(Date.now() - 2 * 86_400_000), validTo: new Date(Date.now() - 86_400_000) };
const ahead = {
  validFrom: new Date(Date.now() + 86_400_000),
  validTo: new Date(Date.now() + 2 * 86_400_000),
};

describe('a client certificate', () => {
  test.for<[name: string, options: LeafOptions, caller: string]>([
    ['a known address', ci, 'certificate:URI:spiffe://acme/ci'],
    ['a known host', { names: ['DNS:jobs.example.org'] }, 'certificate:DNS:jobs.example.org'],
    [
      'a known name among others',
      { names: ['DNS:a.example.org', 'URI:spiffe://acme/ci'] },
      'certificate:URI:spiffe://acme/ci',
    ],
  ])('of our authority with %s is let in by that name', async ([, options, caller]) => {
    await using gateway = await guarded();

    expect(await whoIs(gateway, as(roots.issue(options)))).toBe(caller);
  });

  test.for<[name: string, identity: () => Identity]>([
    ['that has expired', () => roots.issue({ ...ci, ...past })],
    ['that is not valid yet', () => roots.issue({ ...ci, ...ahead })],
    ['of another authority', () => strangers.issue(ci)],
    ['of another authority by our name', () => impostors.issue(ci)],
    ['that is for servers', () => roots.issue({ ...ci, purpose: 'server' })],
    ['with another name', () => roots.issue({ names: ['URI:spiffe://acme/other'] })],
    ['with a name ours is the beginning of', () => roots.issue({ names: ['URI:spiffe://acme/ci/x'] })],
    ['with our name as another kind of name', () => roots.issue({ names: ['DNS:spiffe://acme/ci'] })],
    ['with a name that reads like two', () => roots.issue({ names: ['DNS:x, URI:spiffe://acme/ci'] })],
    ['with a name in other letters', () => roots.issue({ names: ['URI:spiffe://ACME/ci'] })],
    [
      'with a name that ends in a zero byte',
      () => roots.issue({ names: ['DNS:jobs.example.org\0.evil.test'] }),
    ],
    ['that is the authority’s own', () => roots],
  ])('%s is refused, and the request is not read', async ([, identity]) => {
    await using gateway = await guarded();

    const { status, body } = await gateway.send({ ...as(identity()), body: NONSENSE });

    expect({ status, body: JSON.parse(body) as unknown }).toEqual({ status: 401, body: NOBODY });
    expect(gateway.upstreamCalls()).toBe(0);
  });

  test('together with a token is refused: who asks says so once', async () => {
    await using gateway = await guarded();

    expect(await whoIs(gateway, { ...as(roots.issue(ci)), token: rs256(gateway.key) })).toBe(401);
  });

  test('of a stranger does not let a good token in', async () => {
    await using gateway = await guarded();

    expect(await whoIs(gateway, { ...as(strangers.issue(ci)), token: rs256(gateway.key) })).toBe(401);
  });
});

describe('without a client certificate', () => {
  test('nobody is let in', async () => {
    await using gateway = await guarded();

    expect(await gateway.send({ body: NONSENSE })).toMatchObject({ status: 401 });
  });

  test('a token is as good as ever', async () => {
    await using gateway = await guarded();

    expect(await whoIs(gateway, { token: rs256(gateway.key) })).toBe('jwt:acme:ada');
  });

  test.for([
    { 'x-forwarded-client-cert': 'URI=spiffe://acme/ci' },
    { 'x-client-cert': encodeURIComponent(roots.issue(ci).cert) },
    { 'x-ssl-client-cert': encodeURIComponent(roots.issue(ci).cert), 'x-ssl-client-verify': 'SUCCESS' },
    { 'ssl-client-subject-dn': 'CN=leaf', 'ssl-client-verify': 'SUCCESS' },
    { 'client-cert': `:${Buffer.from(roots.issue(ci).cert).toString('base64')}:` },
  ])('a header that tells of one changes nothing: %j', async (headers) => {
    await using gateway = await guarded();

    expect(await whoIs(gateway, { headers })).toBe(401);
  });
});

test('TLS older than 1.2 is not spoken', async () => {
  await using gateway = await guarded();

  const old = { maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' } as const;

  await expect(gateway.send({ tls: old })).rejects.toThrow();
});

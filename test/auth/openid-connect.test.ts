import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { expect, test } from 'vitest';
import { guard, NONSENSE, whoIs } from './gateway.ts';
import { rsaKey, type SigningKey } from './signing.ts';

/** A real OpenID Connect issuer on loopback. */
interface OpenId extends AsyncDisposable {
  readonly issuer: string;
  readonly jwksUri: string;
  /** An access token of a client for a resource. */
  token(resource?: string): Promise<string>;
  /** Starts over with other keys; the address stays. */
  rotate(...keys: readonly SigningKey[]): void;
}

const RESOURCE = 'urn:rollcall';
const BASIC = `Basic ${Buffer.from('nightly:a-secret-of-the-client').toString('base64')}`;

const provider = (issuer: string, keys: readonly SigningKey[]): RequestListener =>
  new Provider(issuer, {
    clients: [
      {
        client_id: 'nightly',
        client_secret: 'a-secret-of-the-client',
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      },
    ],
    jwks: {
      keys: keys.map(({ kid, privateKey }) => ({ ...privateKey.export({ format: 'jwk' }), kid, use: 'sig' })),
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_context: unknown, resource: string) => ({
          scope: '',
          audience: resource,
          accessTokenTTL: 600,
          accessTokenFormat: 'jwt',
        }),
      },
    },
    extraTokenClaims: () => ({ groups: ['platform', 'auditors'] }),
  }).callback();

async function openId(...keys: readonly SigningKey[]): Promise<OpenId> {
  let listener: RequestListener = () => undefined;
  const server = createServer((request, response) => listener(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  listener = provider(issuer, keys);
  const found = await fetch(`${issuer}/.well-known/openid-configuration`);
  const { jwks_uri: jwksUri, token_endpoint: tokenEndpoint } = (await found.json()) as {
    jwks_uri: string;
    token_endpoint: string;
  };
  return {
    issuer,
    jwksUri,
    rotate: (...others) => (listener = provider(issuer, others)),
    async token(resource = RESOURCE) {
      const body = new URLSearchParams({ grant_type: 'client_credentials', resource });
      const answer = await fetch(tokenEndpoint, { method: 'POST', headers: { authorization: BASIC }, body });
      return ((await answer.json()) as { access_token: string }).access_token;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const guarded = ({ issuer, jwksUri }: OpenId) =>
  guard({
    auth: {
      issuers: [
        {
          name: 'sso',
          issuer,
          audience: RESOURCE,
          jwksUri,
          tokenTypes: ['at+jwt'],
          claims: {
            grants: [{ when: { claim: 'groups', contains: 'auditors' }, roles: ['auditor'], systems: 'all' }],
          },
        },
      ],
    },
  });

test('a token of an OpenID provider is let in, as the client it was issued to', async () => {
  await using issuer = await openId(rsaKey('2026-11'));
  await using gateway = await guarded(issuer);

  expect(await whoIs(gateway, { token: await issuer.token() })).toBe('jwt:sso:nightly');
});

test('what its claims say becomes rights', async () => {
  await using issuer = await openId(rsaKey('2026-11'));
  await using gateway = await guarded(issuer);

  const { body } = await gateway.send({
    token: await issuer.token(),
    body: JSON.stringify({ query: '{ systems { key } }' }),
  });

  expect(JSON.parse(body)).toEqual({ data: { systems: [{ key: 'dss-design' }] } });
});

test('its token for another resource is refused', async () => {
  await using issuer = await openId(rsaKey('2026-11'));
  await using gateway = await guarded(issuer);

  const { status } = await gateway.send({ token: await issuer.token('urn:billing'), body: NONSENSE });

  expect(status).toBe(401);
});

test('a token of the same client by another provider is refused', async () => {
  await using issuer = await openId(rsaKey('2026-11'));
  await using other = await openId(rsaKey('2026-11'));
  await using gateway = await guarded(issuer);

  expect(await whoIs(gateway, { token: await other.token() })).toBe(401);
});

test('tokens of the old key and of the new one are let in while both are published', async () => {
  const [before, after] = [rsaKey('2026-11'), rsaKey('2026-12')];
  await using issuer = await openId(before);
  const old = await issuer.token();
  issuer.rotate(after, before);
  await using gateway = await guarded(issuer);

  expect(await whoIs(gateway, { token: old })).toBe('jwt:sso:nightly');
  expect(await whoIs(gateway, { token: await issuer.token() })).toBe('jwt:sso:nightly');
});

test('a token of a key that is no longer published is refused', async () => {
  await using issuer = await openId(rsaKey('2026-11'));
  const old = await issuer.token();
  issuer.rotate(rsaKey('2026-12'));
  await using gateway = await guarded(issuer);

  expect(await whoIs(gateway, { token: old })).toBe(401);
});

import { cpSync, globSync } from 'node:fs';
import { basename } from 'node:path';
import { inspect } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadConfig, readConfig } from '../../src/config.ts';
import { createAuthority, type Identity } from './certificates.ts';
import { folder } from './gateway.ts';
import { PEPPER } from './keys.ts';
import { grant, issuer, mistakesOf, systems } from './settings.ts';

let served: Identity;

beforeAll(() => {
  served = createAuthority().issue({ purpose: 'server' });
});

const certificates = (more: Readonly<Record<string, string>> = {}) =>
  folder({
    'tls.crt': served.cert,
    'tls.key': served.key,
    'clients-ca.crt': createAuthority().cert,
    pepper: PEPPER,
    ...more,
  });

describe('an example of a configuration', () => {
  test.for(globSync('examples/config/*.yaml'))('%s is good as soon as its files are there', (file) => {
    using files = certificates();
    cpSync(file, files.at(basename(file)));

    const { auth, systems } = loadConfig(files.at(basename(file)), { DSS_API_KEY: 'hush' });

    expect(systems).toHaveLength(1);
    const ways = [...(auth?.issuers ?? []), auth?.apiKeys, auth?.clientCertificates];
    expect(ways.filter((way) => way !== undefined).length).toBeGreaterThan(0);
  });

  test('there is one for each common case', () => {
    expect(globSync('examples/config/*.yaml').map((file) => basename(file, '.yaml'))).toEqual(
      expect.arrayContaining(['keycloak', 'entra', 'okta', 'api-keys', 'behind-proxy', 'mtls']),
    );
  });
});

describe('a way in', () => {
  test.for<[name: string, settings: object, mistakes: string[]]>([
    ['that is none', { auth: {} }, ['auth: lets nobody in: it needs issuers, apiKeys or clientCertificates']],
    ['that was left empty', { auth: null }, ['auth: has no value']],
    [
      'by keys with a short pepper',
      { auth: { apiKeys: { file: 'keys.jsonl', pepper: 'short' } } },
      ['auth.apiKeys.pepper: must have at least 32 characters'],
    ],
    [
      'by client certificates without TLS',
      {
        auth: {
          clientCertificates: { caFile: 'clients-ca.crt', grants: [{ when: { san: 'DNS:a' }, ...grant }] },
        },
      },
      [
        'auth.clientCertificates: needs server.tls: client certificates are checked at the gateway’s own socket',
      ],
    ],
    [
      'by a certificate name of another kind',
      {
        auth: {
          clientCertificates: { caFile: 'clients-ca.crt', grants: [{ when: { san: 'CN:a' }, ...grant }] },
        },
      },
      ['auth.clientCertificates.grants.0.when.san: must be DNS:…, URI:… or email:…'],
    ],
    [
      'through proxies that are no addresses',
      {
        auth: {
          issuers: [issuer],
          trustedProxies: ['proxy.example.org', '10.0.0.0/33', '10.0.0.0/8', '::1/128'],
        },
      },
      [
        'auth.trustedProxies.0: must be an address or a network such as 10.0.0.0/8',
        'auth.trustedProxies.1: must be an address or a network such as 10.0.0.0/8',
      ],
    ],
  ])('%s is a mistake', ([, settings, expected]) => {
    using files = certificates();

    expect(mistakesOf(settings, files.at('.'))).toEqual(expected);
  });
});

describe('a gateway for other machines', () => {
  const auth = { issuers: [issuer] };
  const open = { host: '0.0.0.0', allowedHosts: ['rollcall.example.org'] };
  const tls = { certFile: 'tls.crt', keyFile: 'tls.key' };

  test.for<[name: string, settings: object]>([
    ['its own TLS', { auth, server: { ...open, tls } }],
    [
      'a proxy',
      { auth: { ...auth, trustedProxies: ['10.0.0.0/8'] }, server: { ...open, behindProxy: true } },
    ],
  ])('may have %s', ([, settings]) => {
    using files = certificates();

    expect(mistakesOf(settings, files.at('.'))).toEqual([]);
  });

  test.for<[name: string, settings: object, mistakes: string[]]>([
    [
      'needs authentication',
      { server: open },
      [
        'server.host: must be a loopback address: without authentication the gateway serves this machine only',
        'server.allowedHosts: needs auth: without authentication the gateway serves this machine only',
      ],
    ],
    [
      'needs authentication behind a proxy too',
      { server: { behindProxy: true, allowedOrigins: ['https://console.example.org'] } },
      [
        'server.behindProxy: needs auth: without authentication the gateway serves this machine only',
        'server.allowedOrigins: needs auth: without authentication the gateway serves this machine only',
      ],
    ],
    [
      'needs TLS, its own or a proxy’s',
      { auth, server: open },
      [
        'server.host: must be a loopback address, or tokens go in the clear: set server.tls or server.behindProxy',
      ],
    ],
    [
      'needs names',
      { auth, server: { host: '0.0.0.0', tls } },
      ['server.allowedHosts: must name the hosts that callers ask for'],
    ],
    [
      'needs to know its proxies',
      { auth, server: { ...open, behindProxy: true } },
      ['auth.trustedProxies: must name the proxies: else all callers share one address'],
    ],
    [
      'has no origin for everybody',
      {
        auth,
        server: { allowedOrigins: ['*', 'https://console.example.org/', 'null', 'console.example.org'] },
      },
      [0, 1, 2, 3].map(
        (i) =>
          `server.allowedOrigins.${i}: must be an origin such as https://console.example.org, without a path`,
      ),
    ],
    [
      'has no host for everybody',
      { auth, server: { allowedHosts: ['*'] } },
      ['server.allowedHosts.0: must be a name in lower case, with or without a port'],
    ],
  ])('%s', ([, settings, expected]) => {
    using files = certificates();

    expect(mistakesOf(settings, files.at('.'))).toEqual(expected);
  });

  test('finds out at start that a certificate and a key are not a pair, or are none', () => {
    using files = certificates({ 'other.key': createAuthority().key, none: 'x' });
    const mistakes = (pair: object) =>
      mistakesOf({ auth, server: { tls: { ...tls, ...pair } } }, files.at('.'));

    expect(mistakes({ keyFile: 'other.key' })).toEqual([
      'server.tls.keyFile: is not the key of the certificate',
    ]);
    expect(mistakes({ keyFile: 'none' })).toEqual([
      `server.tls.keyFile: the file ${files.at('none')} holds no PEM private key without a passphrase`,
    ]);
    expect(mistakes({ certFile: 'none' })).toEqual([
      `server.tls.certFile: the file ${files.at('none')} holds no PEM certificate`,
    ]);
  });
});

test('no secret of authentication is in the configuration as read, however closely one looks', () => {
  using files = certificates();
  const sharedSecret = 'hush-'.repeat(10);
  const config = readConfig(
    {
      systems,
      server: { tls: { certFile: 'tls.crt', keyFile: 'tls.key' } },
      auth: {
        issuers: [{ ...issuer, jwksUri: undefined, sharedSecret }],
        apiKeys: { file: 'keys.jsonl', pepper: PEPPER },
      },
    },
    { directory: files.at('.') },
  );

  const shown =
    inspect(config, { depth: Infinity, showHidden: true }) + JSON.stringify([config.auth, config.server]);

  for (const secret of [sharedSecret, PEPPER, 'PRIVATE KEY']) expect(shown).not.toContain(secret);
});

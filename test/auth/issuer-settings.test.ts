import { beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { folder } from './gateway.ts';
import { grant, issuer, mistakesOf, systems } from './settings.ts';
import { published, rsaKey, type SigningKey } from './signing.ts';

let key: SigningKey;

beforeAll(() => {
  key = rsaKey('rsa-1');
});

describe('an issuer', () => {
  const mistakes = (change: object) => mistakesOf({ auth: { issuers: [{ ...issuer, ...change }] } });
  const at = 'auth.issuers.0';

  test('takes RS256, ES256 and EdDSA, a skew of 30 seconds, and two types of token, unless told otherwise', () => {
    const { auth } = readConfig({ systems, auth: { issuers: [issuer] } });

    expect(auth?.issuers[0]).toMatchObject({
      audience: ['rollcall'],
      algorithms: ['RS256', 'ES256', 'EdDSA'],
      clockSkewSeconds: 30,
      tokenTypes: ['JWT', 'at+jwt'],
      claims: { name: ['sub'], grants: [] },
    });
  });

  test.for<[name: string, change: object, mistakes: string[]]>([
    [
      'no source of keys',
      { jwksUri: undefined },
      [`${at}: needs exactly one of jwksUri, jwks and sharedSecret`],
    ],
    [
      'two sources of keys',
      { sharedSecret: 'x'.repeat(32), algorithms: ['HS256'] },
      [`${at}: needs exactly one of jwksUri, jwks and sharedSecret`],
    ],
    [
      'HS256 with public keys',
      { algorithms: ['RS256', 'HS256'] },
      [`${at}.algorithms: HS256, HS384 and HS512 go with sharedSecret and with nothing else`],
    ],
    [
      'RS256 with a shared secret',
      { jwksUri: undefined, sharedSecret: 'x'.repeat(32), algorithms: ['HS256', 'RS256'] },
      [`${at}.algorithms: HS256, HS384 and HS512 go with sharedSecret and with nothing else`],
    ],
    [
      'a shared secret that is short',
      { jwksUri: undefined, sharedSecret: 'x'.repeat(31) },
      [`${at}.sharedSecret: must have at least 32 bytes`],
    ],
    [
      'a shared secret that is short for its algorithm',
      { jwksUri: undefined, sharedSecret: 'x'.repeat(63), algorithms: ['HS512'] },
      [`${at}.sharedSecret: must have at least 64 bytes`],
    ],
    ['no algorithm', { algorithms: [] }, [`${at}.algorithms: must be at least 1`]],
    [
      'keys in the clear',
      { jwksUri: 'http://sso.example.org/keys' },
      [`${at}.jwksUri: must be https: whoever is between could give keys`],
    ],
    [
      'credentials in the address of keys',
      { jwksUri: 'https://a:b@sso.example.org/keys' },
      [`${at}.jwksUri: must hold neither credentials nor a fragment`],
    ],
    [
      'a file as the address of keys',
      { jwksUri: 'file:///keys' },
      [`${at}.jwksUri: must be a URL that starts with https://`],
    ],
    ['no audience', { audience: undefined }, [`${at}.audience: is missing`]],
    ['an empty audience', { audience: '' }, [`${at}.audience: must not be empty`]],
    ['a skew of minutes', { clockSkewSeconds: 61 }, [`${at}.clockSkewSeconds: must be at most 60`]],
    ['a name in capitals', { name: 'Acme' }, [`${at}.name: has the wrong form`]],
    [
      'a setting misspelt',
      { audiences: 'x' },
      [`${at}.audiences: there is no such setting; did you mean "audience"?`],
    ],
    [
      'a secret as the name of a setting',
      { hunter2hunter2: null },
      [expect.stringMatching(/^auth\.issuers\.0: holds a setting that is none/u) as string],
    ],
    [
      'a condition with both comparisons',
      { claims: { grants: [{ when: { claim: 'a', equals: 'b', contains: 'c' }, ...grant }] } },
      [`${at}.claims.grants.0.when: needs either equals or contains`],
    ],
    [
      'a role misspelt',
      { claims: { grants: [{ when: 'always', roles: ['raeder'], systems: 'all' }] } },
      [
        expect.stringMatching(
          /^auth\.issuers\.0\.claims\.grants\.0\.roles\.0: must be one of .*; did you mean "reader"\?$/u,
        ) as string,
      ],
    ],
    [
      'a system misspelt',
      { claims: { grants: [{ when: 'always', roles: ['reader'], systems: ['dss-desing'] }] } },
      [`${at}.claims.grants.0.systems.0: there is no such system; did you mean "dss-design"?`],
    ],
    [
      'a grant without systems',
      { claims: { grants: [{ when: 'always', roles: ['reader'] }] } },
      [`${at}.claims.grants.0.systems: is missing`],
    ],
  ])('with %s is a mistake', ([, change, expected]) => {
    expect(mistakes(change)).toEqual(expected);
  });

  test('never takes tokens without a signature: none is no algorithm', () => {
    expect(mistakes({ algorithms: ['none'] })).toEqual([
      expect.stringMatching(/^auth\.issuers\.0\.algorithms\.0: must be one of RS256, /u),
    ]);
  });

  test('may have its keys in the configuration, or in a file as JSON', () => {
    using files = folder({ 'keys.json': JSON.stringify(published(key)) });
    const own = { ...issuer, jwksUri: undefined };

    expect(mistakes({ jwksUri: undefined, jwks: published(key) })).toEqual([]);
    expect(
      mistakesOf({ auth: { issuers: [{ ...own, jwks: `\${file:${files.at('keys.json')}}` }] } }),
    ).toEqual([]);
  });

  test('may not have a private or a symmetric key there, and neither is quoted', () => {
    const secret = { ...key.privateKey.export({ format: 'jwk' }), kid: 'rsa-1' };
    const symmetric = { kty: 'oct', k: 'aHVudGVyMg' };

    for (const keys of [[secret], [symmetric]]) {
      for (const jwks of [{ keys }, JSON.stringify({ keys })]) {
        const told = mistakes({ jwksUri: undefined, jwks });
        expect(told).toHaveLength(1);
        expect(told.join()).not.toMatch(/aHVudGVyMg|"d"/u);
        expect(told.join()).not.toContain(String(secret.d));
      }
    }
  });

  test('may not share its name or its iss with another', () => {
    expect(mistakesOf({ auth: { issuers: [issuer, issuer] } })).toEqual([
      'auth.issuers.1.name: is used twice',
      'auth.issuers.1.issuer: is used twice',
    ]);
  });
});

import type { VendorName } from '../../src/connectors/index.ts';

/** Where an answer of a vendor holds a secret: the text between the two groups. Known to its API, or added to try us. */
export interface Place {
  readonly name: string;
  readonly at: RegExp;
}

/** The value of a member, wherever it stands. */
const member = (name: string): Place => ({
  name,
  at: new RegExp(String.raw`("${name}":\s?")((?:[^"\\]|\\.)+)(")`, 'gu'),
});

const dataiku: readonly Place[] = [
  { name: 'secrets.value', at: /("name":"[^"]*","value":")([^"]+)(")/gu },
  ...['password', 'refreshToken', 'apiKey', 'key', 'bindPassword', 'clientSecret'].map(member),
];

/** Every secret a vendor sends. */
export const places: Readonly<Record<VendorName, readonly Place[]>> = {
  iguazio: [
    { name: 'session.id', at: /("type":"session","id":")([^"]+)(")/gu },
    { name: 'access_key.id', at: /("type":"access_key","id":")([^"]+)(")/gu },
    ...['password', 'owner_access_key'].map(member),
  ],
  'dataiku-dss': dataiku,
  'dataiku-govern': dataiku,
  squirro: [
    'access_token',
    'refresh_token',
    'access_secret',
    'client_secret',
    'password',
    'api_key',
    'oauth2_token',
  ].map(member),
};

/** Requests whose answer holds a secret that was made for whoever asked. */
export const making: Readonly<Partial<Record<VendorName, RegExp>>> = {
  iguazio: /^POST \/api\/access_keys$/u,
  squirro: /^(?:POST .*\/grants|GET .*\/msexchange\/oauth2_token\?.*)$/u,
};

/** Secrets that a release might send beside an account some day: nothing may read them, or hand them on. */
export const additions: Readonly<Record<VendorName, readonly (readonly [at: RegExp, put: string])[]>> = {
  iguazio: [
    [/"attributes":\{"username":/gu, '"attributes":{"password":"added password","username":'],
    [
      /"relationships":\{/gu,
      '"relationships":{"access_keys":{"data":[{"type":"access_key","id":"added access key"}]},',
    ],
  ],
  'dataiku-dss': [[/"login":"/gu, '"password":"added password","apiKey":"added API key","login":"']],
  'dataiku-govern': [[/"login":"/gu, '"password":"added password","apiKey":"added API key","login":"']],
  squirro: [
    [/"role_permissions":/gu, '"password":"added password","role_permissions":'],
    [/"config":\{/gu, '"config":{"mail":{"api_key":"added API key"},'],
    [/"grants":\[\{/gu, '"grants":[{"client_secret":"added client secret",'],
  ],
};

import type { SystemKey } from '../src/model/ref.ts';
import { mkdtempDisposableSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { rootCertificates } from 'node:tls';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type Config, loadConfig, readConfig } from '../src/config.ts';
import { ConfigError } from '../src/config/mistakes.ts';
import { configSchema } from '../src/config/shape.ts';
import { connectors } from '../src/connectors/index.ts';

const dss = { vendor: 'dataiku-dss', url: 'https://dss.example.org:11200', credentials: { apiKey: 'hush' } };

/** The mistakes of a configuration, one line each; none if it is good. */
function mistakesOf(raw: unknown, environment: Record<string, string> = {}): string[] {
  try {
    readConfig(raw, { environment });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
}

/** A folder with files, gone when the test is over. */
function folder(files: Readonly<Record<string, string>>) {
  const made = mkdtempDisposableSync(join(tmpdir(), 'rollcall-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(made.path, name), text);
  return made;
}

describe('what is left out', () => {
  test('has the documented value', () => {
    const config = readConfig({ systems: { 'dss-prod': dss } });

    const { systems, ...rest } = config;
    expect(rest).toEqual({
      server: {
        host: '127.0.0.1',
        port: 4000,
        behindProxy: false,
        allowedHosts: [],
        allowedOrigins: [],
      },
      auth: undefined,
      limits: {
        deadlineMs: 10_000,
        perAccountCalls: 100,
        maxErrors: 50,
        maxBodyBytes: 262_144,
        maxTokens: 2_000,
        maxDepth: 12,
        maxAliases: 50,
        maxRootFields: 50,
        maxMutations: 10,
        maxRepeats: 10,
        maxDirectives: 20,
        maxSelections: 5_000,
        maxNesting: 32,
        maxListLength: 500,
        maxTextLength: 10_240,
        maxCost: 2_000_000,
        costPerMinute: 100_000_000,
        headersTimeoutMs: 10_000,
        requestTimeoutMs: 30_000,
        maxConnections: 5_000,
        maxConnectionsPerAddress: 1_000,
      },
      changes: { deadlineMs: 60_000, quietMs: 15_000, perMinute: 1_000 },
      ledger: { at: { file: resolve('rollcall.db') }, key: undefined, anchor: undefined },
      protectedNames: new Map([['dss-prod' as SystemKey, []]]),
      people: {
        subAddressing: [],
        ignoredDots: [],
        sharedMailboxes: [],
        serviceAccounts: [],
        usernames: [],
        pins: { same: [], different: [] },
      },
      graphiql: false,
      getQueries: false,
      log: { level: 'info' },
    } satisfies Omit<Config, 'systems'>);
    expect(systems).toMatchObject([
      {
        key: 'dss-prod',
        vendor: 'DATAIKU_DSS',
        displayName: 'dss-prod',
        baseUrl: 'https://dss.example.org:11200',
      },
    ]);
  });
});

describe('a mistake', () => {
  const system = (settings: object) => ({ systems: { a: { ...dss, ...settings } } });

  test.for<[name: string, raw: unknown, mistakes: string[]]>([
    ['no system', {}, ['systems: there must be at least one system']],
    ['an empty file', null, ['systems: there must be at least one system']],
    ['a list', [], ['must be a mapping of settings']],
    ['systems as a list', { systems: [dss] }, ['systems: must be a mapping from keys to systems']],
    ['a system that is text', { systems: { a: 'b' } }, ['systems.a: must be a mapping of settings']],
    [
      'a key in capitals',
      { systems: { DSS: dss } },
      [
        'systems.DSS: a system’s key is a lower-case letter, then up to 39 lower-case letters, digits and dashes',
      ],
    ],
    [
      'no vendor',
      { systems: { a: { ...dss, vendor: undefined } } },
      ['systems.a.vendor: is missing; one of iguazio, dataiku-dss, dataiku-govern, squirro'],
    ],
    [
      'a vendor nearly named',
      system({ vendor: 'dataku-dss' }),
      [
        'systems.a.vendor: must be one of iguazio, dataiku-dss, dataiku-govern, squirro; did you mean "dataiku-dss"?',
      ],
    ],
    ['no url', system({ url: undefined }), ['systems.a.url: is missing']],
    ['a url without a value', system({ url: null }), ['systems.a.url: has no value']],
    [
      'another scheme',
      system({ url: 'ftp://dss.example.org' }),
      ['systems.a.url: must be a URL that starts with https:// (or http://)'],
    ],
    [
      'a password in the url',
      system({ url: 'https://ops:hush@dss.example.org' }),
      ['systems.a.url: must not hold credentials: they have settings of their own'],
    ],
    [
      'a query in the url',
      system({ url: 'https://dss.example.org?x=1' }),
      ['systems.a.url: must not have a query or a fragment'],
    ],
    [
      'http to another machine',
      system({ url: 'http://dss.example.org' }),
      ['systems.a.url: must be https: credentials would go in the clear (tls.insecureHttp allows it)'],
    ],
    [
      'a number that is text',
      { ...system({}), server: { port: 'many' } },
      ['server.port: must be a number, not text'],
    ],
    [
      'a fraction',
      { ...system({}), server: { port: 4000.5 } },
      ['server.port: must be a whole number, not a fraction'],
    ],
    [
      'a number too large',
      { ...system({}), server: { port: 70_000 } },
      ['server.port: must be at most 65535'],
    ],
    [
      'a number too small',
      { ...system({}), limits: { deadlineMs: 0 } },
      ['limits.deadlineMs: must be at least 100'],
    ],
    [
      'a level that is none',
      { ...system({}), log: { level: 'wran' } },
      ['log.level: must be one of fatal, error, warn, info, debug, trace, silent; did you mean "warn"?'],
    ],
    [
      'every interface',
      { ...system({}), server: { host: '0.0.0.0' } },
      [
        'server.host: must be a loopback address: without authentication the gateway serves this machine only',
      ],
    ],
    [
      'a host that only looks like loopback',
      { ...system({}), server: { host: '127.0.0.1.example.org' } },
      [
        'server.host: must be a loopback address: without authentication the gateway serves this machine only',
      ],
    ],
    [
      'a setting misspelt',
      { ...system({}), serve: { port: 1 } },
      ['serve: there is no such setting; did you mean "server"?'],
    ],
    [
      'a setting misspelt in a group',
      { ...system({}), limits: { deadlineMS: 1_000 } },
      ['limits.deadlineMS: there is no such setting; did you mean "deadlineMs"?'],
    ],
    [
      'a setting misspelt in a system',
      system({ dispalyName: 'DSS' }),
      ['systems.a.dispalyName: there is no such setting; did you mean "displayName"?'],
    ],
    [
      'a credential misspelt',
      system({ credentials: { apikey: 'hush' } }),
      [
        'systems.a.credentials.apiKey: is missing',
        'systems.a.credentials.apikey: there is no such setting; did you mean "apiKey"?',
      ],
    ],
    [
      'an empty credential',
      system({ credentials: { apiKey: '' } }),
      ['systems.a.credentials.apiKey: must not be empty'],
    ],
    [
      'a credential as the name of a setting',
      system({ credentials: { hush: null } }),
      [
        'systems.a.credentials.apiKey: is missing',
        'systems.a.credentials: holds a setting that is none; there are: apiKey',
      ],
    ],
    [
      'credentials that are text',
      system({ credentials: 'hush' }),
      ['systems.a.credentials: must be a mapping, not text'],
    ],
  ])('%s is told in plain words', ([, raw, mistakes]) => {
    expect(mistakesOf(raw)).toEqual(mistakes);
  });

  test('does not hide another: all come at once, each with its path', () => {
    const mistakes = mistakesOf({
      server: { prot: 1 },
      systems: {
        a: { ...dss, url: 'nowhere' },
        b: {
          vendor: 'squirro',
          url: 'https://squirro.example.org',
          credentials: { refreshToken: '${env:GONE}' },
        },
      },
    });

    expect(mistakes).toEqual([
      'systems.b.credentials.refreshToken: the environment variable GONE is not set',
      'server.prot: there is no such setting; did you mean "port"?',
      'systems.a.url: must be a URL that starts with https:// (or http://)',
    ]);
  });

  test.for(Object.keys(connectors))('of an unknown setting is noticed in every system of %s', (vendor) => {
    const raw = { systems: { a: { vendor, url: 'https://a.example.org', credentials: {}, colour: 'red' } } };

    expect(mistakesOf(raw)).toContain('systems.a.colour: there is no such setting');
  });
});

describe('a url', () => {
  const urlOf = (url: string, tls = {}) =>
    readConfig({ systems: { a: { ...dss, url, tls } } }).systems[0]?.baseUrl;

  test('loses its trailing slashes and keeps its path', () => {
    expect(urlOf('https://DSS.example.org:443/design//')).toBe('https://dss.example.org/design');
  });

  test.for(['http://127.0.0.1:8080', 'http://localhost:8080', 'http://[::1]:8080'])(
    'may be %s: it does not leave this machine',
    (url) => {
      expect(urlOf(url)).toBe(url);
    },
  );

  test('of a vendor’s own may not be http elsewhere either', () => {
    const squirro = {
      vendor: 'squirro',
      url: 'https://squirro.example.org',
      topicApiUrl: 'http://topic.example.org',
      credentials: { refreshToken: 'hush' },
    };

    expect(() => readConfig({ systems: { a: squirro } })).toThrow(
      'systems.a.topicApiUrl: must be https: credentials would go in the clear',
    );
  });

  test('may be http elsewhere where that is said out loud', () => {
    expect(urlOf('http://dss.example.org', { insecureHttp: true })).toBe('http://dss.example.org');
  });
});

describe('the ledger', () => {
  const ledgerOf = (ledger: unknown, directory = '/etc/rollcall') =>
    readConfig({ ledger, systems: { a: dss } }, { directory }).ledger;
  const wrong = (ledger: unknown) => mistakesOf({ ledger, systems: { a: dss } });
  const near = 'postgres://rollcall:hush@127.0.0.1:5432/rollcall';
  const far = 'postgres://rollcall:hush@db.example.org/rollcall';

  test('is a file beside the configuration unless another is named', () => {
    expect(ledgerOf({}).at).toEqual({ file: '/etc/rollcall/rollcall.db' });
    expect(ledgerOf({ file: '/var/lib/a.db', anchor: 'b' })).toMatchObject({
      at: { file: '/var/lib/a.db' },
      anchor: '/etc/rollcall/b',
    });
  });

  test('is a database where there is a url, whose password is a secret', () => {
    const { at, key } = ledgerOf({ url: near, key: 'hush '.repeat(8) });

    expect(at).toHaveProperty('url');
    expect(inspect({ at, key }, { depth: Infinity, showHidden: true })).not.toContain('hush');
  });

  test.for([
    near,
    'postgresql://%2Fvar%2Frun%2Fpostgresql/rollcall',
    `${far}?sslmode=verify-full&options=-csearch_path%3Da`,
    `${far}?sslmode=disable`,
  ])('may be %s', (url) => {
    expect(wrong({ url })).toEqual([]);
  });

  test.for<[ledger: Record<string, string>, mistake: string]>([
    [{ file: 'a.db', url: near }, 'ledger: must have a file or a url, not both'],
    [
      { url: 'mysql://hush@h/d' },
      'ledger.url: must be a URL such as postgres://name:password@host:5432/database',
    ],
    [
      { url: 'postgres://h' },
      'ledger.url: must be a URL such as postgres://name:password@host:5432/database',
    ],
    [
      { url: far },
      'ledger.url: must have sslmode=verify-full: what is recorded would go in the clear (sslmode=disable allows it)',
    ],
    [{ url: `${far}?sslmode=require` }, 'ledger.url: may have sslmode=verify-full or sslmode=disable'],
    [
      { url: `${near}?password=hush` },
      'ledger.url: may have these parameters, and no others: sslmode, options',
    ],
    [{ key: 'hush' }, 'ledger.key: must have at least 32 characters'],
    [{ caFile: 'a.pem' }, 'ledger.caFile: is for a database: it needs a url'],
    [
      { 'postgres://hush': '' },
      'ledger: holds a setting that is none; there are: file, url, caFile, key, anchor',
    ],
  ])('cannot be %j', ([ledger, mistake]) => {
    expect(wrong(ledger)).toEqual([mistake]);
  });

  test('needs no authorities where its connection is not checked', () => {
    using files = folder({ 'ca.pem': rootCertificates[0] ?? '' });
    const settings = { url: near, caFile: join(files.path, 'ca.pem') };

    expect(wrong(settings)).toEqual(['ledger.caFile: is of no use unless the url has sslmode=verify-full']);
    expect(wrong({ ...settings, url: `${far}?sslmode=verify-full` })).toEqual([]);
  });
});

describe('a reference', () => {
  const name = (displayName: string, environment = {}, directory = '.') =>
    readConfig({ systems: { a: { ...dss, displayName } } }, { environment, directory }).systems[0]
      ?.displayName;

  test('gives a variable, as the whole text or a part of it', () => {
    expect(name('${env:NAME}', { NAME: 'Design' })).toBe('Design');
    expect(name('DSS ${env:NAME}, ${env:PLACE}', { NAME: 'Design', PLACE: 'Bern' })).toBe('DSS Design, Bern');
  });

  test('gives the text of a file beside the configuration, without its last line end', () => {
    using files = folder({ 'name.txt': 'Design\n\n' });

    expect(name('<${file:name.txt}>', {}, files.path)).toBe('<Design\n>');
  });

  test('gives text that is taken literally', () => {
    expect(name('${env:NAME}', { NAME: '${env:OTHER} $& $1' })).toBe('${env:OTHER} $& $1');
  });

  test('is written $${ where the text itself is meant', () => {
    expect(name('$${env:NAME}')).toBe('${env:NAME}');
  });

  test.for<[text: string, mistake: string]>([
    ['${env:GONE}', 'the environment variable GONE is not set'],
    ['${file:/nowhere/key}', 'the file /nowhere/key cannot be read: there is no such file'],
    ['${file:/}', 'the file / cannot be read: it is a folder'],
    ['${HOME}', 'a reference is ${env:NAME} or ${file:/path}; write $${ for ${ itself'],
    ['${env:OPEN', 'a reference is ${env:NAME} or ${file:/path}; write $${ for ${ itself'],
  ])('%s is a mistake at its place', ([text, mistake]) => {
    expect(mistakesOf({ systems: { a: { ...dss, credentials: { apiKey: text } } } })).toEqual([
      `systems.a.credentials.apiKey: ${mistake}`,
    ]);
  });
});

describe('a secret', () => {
  test('is not in the configuration as read, however closely one looks', () => {
    const config = readConfig({ systems: { a: dss } });

    expect(inspect(config, { depth: Infinity, showHidden: true })).not.toContain('hush');
    expect(JSON.stringify(config.systems.map(({ credential }) => credential))).not.toContain('hush');
  });

  test.for<[name: string, yaml: string]>([
    ['a reference to nothing', 'a: *hush'],
    ['a flow that does not end', 'credentials: { apiKey: hush'],
    ['a tag', 'apiKey: !hush x\n\tb: hush'],
    [
      'text in the place of a mapping',
      'systems: { a: { vendor: dataiku-dss, url: "https://u:hush@h", credentials: hush } }',
    ],
    [
      'text as the name of a setting',
      'systems: { a: { vendor: dataiku-dss, url: "https://h", credentials: { hush } } }',
    ],
  ])('is in no message about %s', ([, yaml]) => {
    using files = folder({ 'rollcall.yaml': yaml });

    const failed = thrownBy(() => loadConfig(join(files.path, 'rollcall.yaml'), {}));

    expect(failed).toBeInstanceOf(ConfigError);
    expect(inspect(failed, { depth: Infinity, showHidden: true })).not.toContain('hush');
  });
});

function thrownBy(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

describe('the file', () => {
  const yaml = (port: number) => `server: { port: ${port} }\nsystems: { a: ${JSON.stringify(dss)} }\n`;

  test('is the one named, else that of ROLLCALL_CONFIG', () => {
    using files = folder({ 'a.yaml': yaml(4001), 'b.yaml': yaml(4002) });
    const environment = { ROLLCALL_CONFIG: join(files.path, 'b.yaml') };

    expect(loadConfig(join(files.path, 'a.yaml'), environment).server.port).toBe(4001);
    expect(loadConfig(undefined, environment).server.port).toBe(4002);
  });

  test('that is missing is named, with what to do', () => {
    expect(() => loadConfig('/nowhere/rollcall.yaml', {})).toThrow(
      'the file /nowhere/rollcall.yaml cannot be read: there is no such file ' +
        '(name another with --config or ROLLCALL_CONFIG; rollcall.example.yaml is one to start from)',
    );
  });

  test('that is no YAML is a mistake with line and column', () => {
    using files = folder({ 'rollcall.yaml': 'server: { port: 1 }\nserver: { port: 2 }\n' });
    const file = join(files.path, 'rollcall.yaml');

    expect(() => loadConfig(file, {})).toThrow(`${file}, line 2, column 1: this is not YAML: duplicate key`);
  });

  test('rollcall.example.yaml is good as soon as its secrets are there', () => {
    using files = folder({ key: 'hush' });
    const text = readFileSync('rollcall.example.yaml', 'utf8').replace('/run/secrets/dss-design', 'key');
    writeFileSync(join(files.path, 'rollcall.yaml'), text);
    const environment = {
      IGUAZIO_ACCESS_KEY: 'hush',
      GOVERN_API_KEY: 'hush',
      SQUIRRO_REFRESH_TOKEN: 'hush',
      SQUIRRO_CLIENT_ID: 'hush',
      SQUIRRO_CLIENT_SECRET: 'hush',
    };

    const { systems } = loadConfig(join(files.path, 'rollcall.yaml'), environment);

    expect(systems.map(({ vendor }) => vendor)).toEqual([
      'IGUAZIO',
      'DATAIKU_DSS',
      'DATAIKU_GOVERN',
      'SQUIRRO',
    ]);
  });
});

test('certificate checks cannot be turned off for the whole process', () => {
  expect(mistakesOf({ systems: { a: dss } }, { NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toEqual([
    'NODE_TLS_REJECT_UNAUTHORIZED=0 turns off every certificate check: ' +
      'unset it and name the authority of each system in its tls.caFile',
  ]);
});

test('a file of authorities without a certificate is a mistake at start, not at the first request', () => {
  using files = folder({ 'ca.pem': 'not one' });

  const failed = thrownBy(() =>
    readConfig({ systems: { a: { ...dss, tls: { caFile: 'ca.pem' } } } }, { directory: files.path }),
  );

  expect(failed).toMatchObject({
    mistakes: [
      {
        path: 'systems.a.tls.caFile',
        message: `the file ${join(files.path, 'ca.pem')} holds no PEM certificate`,
      },
    ],
  });
});

test('docs/configuration.md describes every setting', () => {
  const documented = readFileSync('docs/configuration.md', 'utf8');

  const missing = settingNames(configSchema()).filter((name) => !documented.includes(`\`${name}\``));

  expect(missing).toEqual([]);
});

/** The dotted names of all settings; those of systems without their key. */
function settingNames(schema: unknown, prefix = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const {
    properties = {},
    additionalProperties,
    oneOf = [],
    anyOf = [],
  } = schema as {
    properties?: Record<string, unknown>;
    additionalProperties?: unknown;
    oneOf?: unknown[];
    anyOf?: unknown[];
  };
  const own = Object.entries(properties).flatMap(([name, inner]) => {
    const deeper = settingNames(inner, name === 'systems' ? '' : `${prefix}${name}.`);
    return deeper.length > 0 ? deeper : [`${prefix}${name}`];
  });
  const others = [additionalProperties, ...oneOf, ...anyOf].flatMap((inner) => settingNames(inner, prefix));
  return [...new Set([...own, ...others])];
}

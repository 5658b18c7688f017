import { describe, expect, test } from 'vitest';
import { keyOfPreset } from '../../src/connectors/dataiku/secret-plans.ts';
import { simulateDss, simulateGovern } from '../../src/connectors/dataiku/simulator/index.ts';
import { smallWorld } from '../../src/sandbox/world.ts';
import {
  change,
  documentOf,
  effectsOf,
  keeperOf,
  plan,
  readsAfterWriting,
  user,
  writesOf,
} from './dataiku-changes.ts';
import { failure, openDss, openGovern } from './dataiku-systems.ts';

const startDss = () => simulateDss(smallWorld('dataiku-dss'));
const GEO = { plugin: 'geo', parameterSet: 'account', preset: 'main', parameter: 'login' };
const GEO_KEY = '"PLUGIN", "geo", "account", "main", "login"';

describe('a secret', () => {
  test('is set by name, comes last, and leaves the others as they are', async () => {
    await using upstream = await startDss();
    const open = () => openDss(upstream);
    const input = { user: user('emmy'), name: 'mailing', value: 'opaque-new' };

    const first = await change(open, 'setDataikuUserSecret', input);
    const again = await change(open, 'setDataikuUserSecret', input);

    expect([...first, ...again]).toEqual(Array(2).fill('set the secret mailing of emmy: APPLIED'));
    expect(effectsOf(upstream)).toEqual(['user.updated emmy', 'user.updated emmy']);
    expect((await documentOf(upstream, '/admin/users/emmy'))['secrets']).toEqual([
      { name: 'archive', value: 'opaque-emmy-archive', secret: true },
      { name: 'mailing', value: 'opaque-new', secret: true },
    ]);
  });

  test('is removed by name, read back, and gone the second time', async () => {
    await using upstream = await startDss();
    const open = () => openDss(upstream);
    const input = { user: user('emmy'), name: 'mailing' };

    const first = await change(open, 'removeDataikuUserSecret', input);
    const reads = readsAfterWriting(upstream);
    const second = await change(open, 'removeDataikuUserSecret', input);

    expect(first).toEqual(['remove the secret mailing of emmy: APPLIED']);
    expect(second).toEqual(['remove the secret mailing of emmy: ALREADY']);
    expect(reads).toEqual(['GET /admin/users/emmy']);
    expect(effectsOf(upstream)).toEqual(['user.updated emmy']);
    expect((await documentOf(upstream, '/admin/users/emmy'))['secrets']).toEqual([
      { name: 'archive', value: 'opaque-emmy-archive', secret: true },
    ]);
  });

  test('goes with the rest of the document as it came', async () => {
    const emmy = {
      zeta: 1,
      secrets: [{ secret: true, value: 'opaque-a', name: 'a', more: {} }, { name: 'b' }],
      login: 'emmy',
      credentials: { z: { password: 'opaque-z' }, a: { password: 'opaque-y' } },
      alpha: null,
    };
    await using upstream = await keeperOf({ '/admin/users/emmy': emmy });

    await change(() => openDss(upstream), 'setDataikuUserSecret', {
      user: user('emmy'),
      name: 'c',
      value: 'opaque-c',
    });

    expect(upstream.documents.get('/admin/users/emmy')).toBe(
      JSON.stringify({
        ...emmy,
        secrets: [...emmy.secrets, { name: 'c', value: 'opaque-c', secret: true }],
      }),
    );
  });

  test('is proven by the answer alone, and stands in nothing that is recorded in the open', async () => {
    await using upstream = await startDss();
    const session = openDss(upstream);

    const { steps } = await plan(session, 'setDataikuUserSecret', {
      user: user('emmy'),
      name: 'mailing',
      value: 'opaque-new',
    });

    const [{ secrets, ...open } = { secrets: undefined }] = steps;
    expect(JSON.stringify(open)).not.toContain('opaque-new');
    expect(open).toMatchObject({ credentialOf: user('emmy'), document: 'user emmy' });
    expect(secrets).toEqual({ value: 'opaque-new' });
    expect(steps[0] && writesOf(session).change(steps[0]).proof).toBe('ANSWER');
  });
});

describe('a credential for a connection', () => {
  const input = {
    user: user('grace'),
    connection: 'warehouse',
    username: 'ghopper2',
    password: 'opaque-new',
  };

  test('is set in its place', async () => {
    await using upstream = await startDss();

    const done = await change(() => openDss(upstream), 'setDataikuConnectionCredential', input);

    expect(done).toEqual(['set the credential of grace for connection warehouse: APPLIED']);
    expect((await documentOf(upstream, '/admin/users/grace'))['credentials']).toEqual({
      warehouse: { type: 'BASIC', user: 'ghopper2', password: 'opaque-new' },
      [GEO_KEY]: { type: 'OAUTH_REFRESH_TOKEN', refreshToken: 'opaque-grace-geo' },
    });
  });

  test('is for a connection that is there', async () => {
    await using upstream = await startDss();
    const nowhere = { ...input, connection: 'lake' };

    expect(await failure(plan(openDss(upstream), 'setDataikuConnectionCredential', nowhere))).toMatchObject({
      problem: { code: 'NOT_FOUND', field: ['connection'] },
    });
    expect(
      await change(() => openDss(upstream), 'setDataikuConnectionCredential', {
        ...input,
        user: user('ghost'),
      }),
    ).toEqual(['set the credential of ghost for connection warehouse: NOT_FOUND']);
  });

  test('is removed once', async () => {
    await using upstream = await startDss();
    const open = () => openDss(upstream);
    const which = { user: user('grace'), connection: 'warehouse' };

    const first = await change(open, 'removeDataikuConnectionCredential', which);
    const second = await change(open, 'removeDataikuConnectionCredential', which);

    expect([...first, ...second]).toEqual([
      'remove the credential of grace for connection warehouse: APPLIED',
      'remove the credential of grace for connection warehouse: ALREADY',
    ]);
    expect((await documentOf(upstream, '/admin/users/grace'))['credentials']).toEqual({
      [GEO_KEY]: { type: 'OAUTH_REFRESH_TOKEN', refreshToken: 'opaque-grace-geo' },
    });
  });
});

describe('a credential for a plugin', () => {
  test('is set under the key that Python would write', async () => {
    await using upstream = await startDss();

    await change(() => openDss(upstream), 'setDataikuPluginCredential', {
      user: user('grace'),
      ...GEO,
      username: 'ghopper',
      password: 'opaque-new',
    });

    expect((await documentOf(upstream, '/admin/users/grace'))['credentials']).toMatchObject({
      [GEO_KEY]: { type: 'BASIC', user: 'ghopper', password: 'opaque-new' },
    });
  });

  test('may be a token', async () => {
    await using upstream = await startDss();

    await change(() => openDss(upstream), 'setDataikuPluginCredential', {
      user: user('annie'),
      ...GEO,
      refreshToken: 'opaque-token',
    });

    expect((await documentOf(upstream, '/admin/users/annie'))['credentials']).toEqual({
      [GEO_KEY]: { type: 'OAUTH_REFRESH_TOKEN', refreshToken: 'opaque-token' },
    });
  });

  test.for([
    [{}],
    [{ username: 'x' }],
    [{ password: 'x' }],
    [{ username: 'x', password: 'x', refreshToken: 'x' }],
    [{ username: 'x', refreshToken: 'x' }],
  ])('is not made of %j', async ([parts]) => {
    await using upstream = await startDss();
    const asked = plan(openDss(upstream), 'setDataikuPluginCredential', {
      user: user('grace'),
      ...GEO,
      ...parts,
    });

    expect(await failure(asked)).toMatchObject({ problem: { code: 'BAD_INPUT' } });
  });

  test('is removed in whatever layout its key was written', async () => {
    const compact = GEO_KEY.replaceAll(', ', ',');
    const other = '"PLUGIN", "geo", "account", "other", "login"';
    await using upstream = await keeperOf({
      '/admin/users/grace': { login: 'grace', credentials: { [compact]: {}, [other]: {}, [GEO_KEY]: {} } },
    });
    const which = { user: user('grace'), ...GEO };

    expect(await change(() => openDss(upstream), 'removeDataikuPluginCredential', which)).toEqual([
      'remove the credential of grace for preset main of plugin geo: APPLIED',
    ]);
    expect(upstream.documents.get('/admin/users/grace')).toBe(
      JSON.stringify({ login: 'grace', credentials: { [other]: {} } }),
    );
  });

  // As `json.dumps(["PLUGIN", …])[1:-1]` of Python 3 gives them.
  test.for([
    ['main', '"PLUGIN", "geo", "account", "main", "login"'],
    ['Rózsa', '"PLUGIN", "geo", "account", "R\\u00f3zsa", "login"'],
    ['a"b\\c', '"PLUGIN", "geo", "account", "a\\"b\\\\c", "login"'],
    ['tab\there', '"PLUGIN", "geo", "account", "tab\\there", "login"'],
    ['del\u007f', '"PLUGIN", "geo", "account", "del\\u007f", "login"'],
    ['😀', '"PLUGIN", "geo", "account", "\\ud83d\\ude00", "login"'],
  ] as const)('%j has its key', ([preset, expected]) => {
    expect(keyOfPreset({ ...GEO, preset })).toBe(expected);
  });
});

test('Govern keeps neither secrets nor credentials', async () => {
  await using upstream = await simulateGovern(smallWorld('dataiku-govern'));

  expect(Object.keys(writesOf(openGovern(upstream)).ownPlans).toSorted()).toEqual([
    'addDataikuGovernRoleMember',
    'createDataikuUsers',
    'deleteDataikuGlobalApiKey',
    'deleteDataikuUsers',
    'provisionDataikuUsers',
    'removeDataikuGovernRoleMember',
    'resyncDataikuUser',
    'resyncDataikuUsers',
    'updateDataikuUsers',
  ]);
});

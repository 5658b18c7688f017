import { describe, expect, test } from 'vitest';
import { simulateDss } from '../../src/connectors/dataiku/simulator/index.ts';
import { generatedWorld, smallWorld } from '../../src/sandbox/world.ts';
import { ask, effectsOf, keyOf, read, startDss, startGovern } from './dataiku-requests.ts';

interface User {
  readonly login: string;
  readonly groups: readonly string[];
  readonly [key: string]: unknown;
}

const products = [
  ['DSS', startDss],
  ['Govern', startGovern],
] as const;

describe.each(products)('%s', (product, start) => {
  test('lists every account once, in an order of its own, with what it knows of them', async () => {
    await using simulator = await start();

    const users = await read<User[]>(simulator, 'GET /admin/users/?includeSettings=False');

    const names = smallWorld(product === 'DSS' ? 'dataiku-dss' : 'dataiku-govern').accounts.map(
      ({ username }) => username,
    );
    expect(users.map(({ login }) => login).toSorted()).toEqual(names.toSorted());
    expect(users.map(({ login }) => login)).not.toEqual(names);
    expect(users.find(({ login }) => login === 'katherine')).toMatchObject({
      displayName: 'Katherine Johnson',
      email: 'katherine@example.org',
      groups: ['analysts'],
      sourceType: 'LDAP',
      enabled: true,
      creationDate: Date.parse('2025-04-15T09:00:00Z'),
    });
    expect(users.find(({ login }) => login === 'alan')).toMatchObject({ enabled: false });
    expect(users.find(({ login }) => login === 'rollcall')).toMatchObject({ groups: ['administrators'] });
    expect(users[0]).not.toHaveProperty('adminProperties');
  });

  test('creates a user who is enabled and can be read, without the password', async () => {
    await using simulator = await start();

    await read(simulator, 'POST /admin/users/', {
      body: {
        login: 'bilal',
        password: 'correct-horse',
        displayName: 'Bilal Example',
        sourceType: 'LOCAL',
        groups: ['analysts', 'not-there-yet'],
        userProfile: 'DATA_SCIENTIST',
        email: null,
      },
    });

    const user = await read(simulator, 'GET /admin/users/bilal');
    expect(user).toMatchObject({
      login: 'bilal',
      displayName: 'Bilal Example',
      sourceType: 'LOCAL',
      groups: ['analysts', 'not-there-yet'],
      userProfile: 'DATA_SCIENTIST',
      enabled: true,
      userProperties: {},
      adminProperties: {},
    });
    expect(user).not.toHaveProperty('email');
    expect(user).not.toHaveProperty('password');
    expect(effectsOf(simulator)).toEqual(['user.created bilal']);
  });

  test.each(['LDAP', 'LOCAL_NO_AUTH', 'AZURE_AD', 'CUSTOM', 'PAM', 'SAAS'])(
    'creates a user of the source %s without a password',
    async (sourceType) => {
      await using simulator = await start();

      const { status } = await ask(simulator, 'POST /admin/users/', {
        body: {
          login: 'lena',
          password: null,
          displayName: 'Lena',
          sourceType,
          groups: [],
          userProfile: 'READER',
        },
      });

      expect(status).toBe(200);
    },
  );

  test.each([
    ['an empty display name', { displayName: '' }, 'ERR_SECURITY_CRUD_INVALID_SETTINGS'],
    ['a profile without licence', { userProfile: 'WIZARD' }, 'ERR_SECURITY_CRUD_INVALID_SETTINGS'],
    ['an empty password', { password: '' }, 'ERR_SECURITY_INVALID_NEW_PASSWORD'],
    ['no password', { password: null }, 'ERR_SECURITY_INVALID_NEW_PASSWORD'],
    ['a short login', { login: 'ab' }, 'ERR_SECURITY_CRUD_INVALID_SETTINGS'],
    ['a long login', { login: 'a'.repeat(81) }, 'ERR_SECURITY_CRUD_INVALID_SETTINGS'],
    ['a taken login', { login: 'ada' }, 'ERR_SECURITY_USER_EXISTS'],
  ])('refuses to create a user with %s', async (_what, wrong, code) => {
    await using simulator = await start();

    const { json } = await ask(simulator, 'POST /admin/users/', {
      body: { login: 'bilal', password: 'correct-horse', displayName: 'Bilal', ...wrong },
    });

    expect(json).toMatchObject({ errorType: 'com.dataiku.dip.exceptions.CodedException', code });
    expect(simulator.effects).toEqual([]);
  });

  test('a PUT replaces the whole: what it lacks becomes the default, what nobody may set stays', async () => {
    await using simulator = await start();
    const before = await read<User>(simulator, 'GET /admin/users/grace');

    const answer = await read(simulator, 'PUT /admin/users/grace', {
      body: { login: 'somebody', displayName: 'G. Hopper', creationDate: 1, unknownKey: true },
    });

    const after = await read<User>(simulator, 'GET /admin/users/grace');
    expect(answer).toEqual({ msg: 'Edited user grace' });
    expect(after).toMatchObject({
      login: 'grace',
      displayName: 'G. Hopper',
      groups: [],
      sourceType: 'LOCAL',
      userProfile: 'READER',
      enabled: true,
      creationDate: before['creationDate'],
      userProperties: {},
      adminProperties: {},
    });
    expect(after).not.toHaveProperty('email');
    expect(after).not.toHaveProperty('unknownKey');
    expect(effectsOf(simulator)).toEqual(['user.updated grace']);
  });

  test('a document that is read and put back changes nothing', async () => {
    await using simulator = await start();
    const before = await read<User>(simulator, 'GET /admin/users/grace');

    await read(simulator, 'PUT /admin/users/grace', { body: before });

    expect(await read(simulator, 'GET /admin/users/grace')).toEqual(before);
  });

  test('a password can be set and not read', async () => {
    await using simulator = await start();
    const before = await read<User>(simulator, 'GET /admin/users/ada');

    await read(simulator, 'PUT /admin/users/ada', { body: { ...before, password: 'battery-staple' } });

    expect(await read(simulator, 'GET /admin/users/ada')).toEqual(before);
    expect(effectsOf(simulator)).toEqual(['user.updated ada', 'password.changed ada']);
  });

  test.each([
    [undefined, 400],
    ['four', 400],
    ['correct-horse', 200],
  ])('a user from the directory becomes local with the password %s: %i', async (password, expected) => {
    await using simulator = await start();
    const before = await read<User>(simulator, 'GET /admin/users/katherine');

    const { status } = await ask(simulator, 'PUT /admin/users/katherine', {
      body: { ...before, sourceType: 'LOCAL', password },
    });

    expect(status).toBe(expected);
  });

  test('a password for a user who has none here is ignored', async () => {
    await using simulator = await start();
    const before = await read<User>(simulator, 'GET /admin/users/katherine');

    await read(simulator, 'PUT /admin/users/katherine', { body: { ...before, password: 'correct-horse' } });

    expect(effectsOf(simulator)).toEqual(['user.updated katherine']);
  });

  test('a deleted user is gone at once', async () => {
    await using simulator = await start();

    const { status, text } = await ask(simulator, 'DELETE /admin/users/grace?allowSelfDeletion=False');

    expect([status, text]).toEqual([200, '']);
    expect((await ask(simulator, 'GET /admin/users/grace')).status).toBe(404);
    expect(effectsOf(simulator)).toEqual(['user.deleted grace']);
  });

  test('bulk creation answers for each element in its place', async () => {
    await using simulator = await start();

    const statuses = await read(simulator, 'POST /admin/users/actions/bulk', {
      body: [
        { login: 'bulk1', password: 'correct-horse', displayName: 'One', sourceType: 'LOCAL', groups: [] },
        { login: 'grace', password: 'correct-horse', displayName: 'Grace' },
        { login: 'bulk2', displayName: 'Two', sourceType: 'LDAP' },
        { login: 'bulk1', password: 'correct-horse', displayName: 'One again' },
        { login: 'bulk3', displayName: 'No password' },
        { displayName: 'No login', password: 'correct-horse' },
        { login: 'bulk4', displayName: 'Wrong', groups: 'analysts' },
      ],
    });

    expect(statuses).toEqual([
      { login: 'bulk1', status: 'SUCCESS', error: '' },
      { login: 'grace', status: 'FAILURE', error: "User 'grace' already exists" },
      { login: 'bulk2', status: 'SUCCESS', error: '' },
      { login: 'bulk1', status: 'FAILURE', error: "User 'bulk1' already exists" },
      { login: 'bulk3', status: 'FAILURE', error: 'The password must have at least 5 characters' },
      { login: '', status: 'FAILURE', error: "Invalid login ''" },
      { login: 'bulk4', status: 'FAILURE', error: expect.stringContaining('groups') as string },
    ]);
    expect(effectsOf(simulator)).toEqual(['user.created bulk1', 'user.created bulk2']);
  });

  test('a bulk edit patches: keys that are given are replaced as a whole, all others stay', async () => {
    await using simulator = await start();
    const before = await read<User>(simulator, 'GET /admin/users/grace');

    const statuses = await read(simulator, 'PUT /admin/users/actions/bulk', {
      body: [
        { login: 'grace', groups: ['stewards'], enabled: false, password: 'ignored-here', credentials: {} },
        { login: 'ghost', groups: [] },
        { login: 'ada', displayName: '' },
      ],
    });

    expect(statuses).toEqual([
      { login: 'grace', status: 'SUCCESS', error: '' },
      { login: 'ghost', status: 'FAILURE', error: "User 'ghost' does not exist" },
      { login: 'ada', status: 'FAILURE', error: 'The display name must not be empty' },
    ]);
    expect(await read(simulator, 'GET /admin/users/grace')).toEqual({
      ...before,
      groups: ['stewards'],
      enabled: false,
    });
    expect(effectsOf(simulator)).toEqual(['user.updated grace']);
  });

  test('bulk deletion reads the body of a DELETE', async () => {
    await using simulator = await start();

    const statuses = await read(simulator, 'DELETE /admin/users/actions/bulk?allowSelfDeletion=False', {
      body: ['grace', 'ghost'],
    });
    const withoutBody = await ask(simulator, 'DELETE /admin/users/actions/bulk');

    expect(statuses).toEqual([
      { login: 'grace', status: 'SUCCESS', error: '' },
      { login: 'ghost', status: 'FAILURE', error: "User 'ghost' does not exist" },
    ]);
    expect(withoutBody.status).toBe(400);
    expect(effectsOf(simulator)).toEqual(['user.deleted grace']);
  });

  test('tells when users were active; 0 is never', async () => {
    await using simulator = await start();

    const one = await read(simulator, 'GET /admin/users/ada/activity');
    const enabled = await read<User[]>(simulator, 'GET /admin/users-activity?enabledUsersOnly=True');
    const all = await read<User[]>(simulator, 'GET /admin/users-activity?enabledUsersOnly=False');

    expect(one).toEqual({
      login: 'ada',
      lastSuccessfulLogin: Date.parse('2026-11-21T16:15:00Z'),
      lastFailedLogin: 0,
      lastSessionActivity: Date.parse('2026-11-21T16:45:00Z'),
      enabled: true,
    });
    expect(all.length - enabled.length).toBe(1);
    expect(enabled.map(({ login }) => login)).not.toContain('alan');
    if (product === 'DSS') {
      expect(all.find(({ login }) => login === 'edsger')).toMatchObject({
        lastSuccessfulLogin: 0,
        lastSessionActivity: 0,
      });
    }
  });

  test('shows the directory to anybody, and e-mail addresses to administrators only', async () => {
    await using simulator = await start();

    const mine = await read(simulator, 'GET /users/ada');
    const theirs = await read(simulator, 'GET /users/ada', { as: 'claude.shannon' });
    const groups = await read<{ name: string }[]>(simulator, 'GET /groups', { as: 'claude.shannon' });

    expect(mine).toMatchObject({ login: 'ada', email: 'ada@example.org', enabled: true });
    expect(theirs).toEqual({
      login: 'ada',
      displayName: 'Ada Lovelace',
      groups: ['platform-admins', 'engineers'],
      enabled: true,
    });
    expect(groups.map(({ name }) => name)).toContain('alumni');
  });

  test('lets users change their own properties, and nothing that is not theirs', async () => {
    await using simulator = await start();
    const own = await read(simulator, 'GET /current-user', { as: 'grace' });

    const { status, text } = await ask(simulator, 'PUT /current-user', {
      as: 'grace',
      body: {
        ...own,
        userProperties: { theme: 'dark' },
        displayName: 'Boss',
        groups: ['platform-admins'],
        adminProperties: { costCentre: '0' },
      },
    });

    expect([status, text]).toEqual([200, '']);
    const after = await read(simulator, 'GET /admin/users/grace');
    expect(after).toMatchObject({
      displayName: 'Grace Hopper',
      groups: ['analysts', 'engineers'],
      userProperties: { theme: 'dark' },
    });
    expect(after['adminProperties']).not.toEqual({ costCentre: '0' });
    expect(effectsOf(simulator)).toEqual(['user.updated grace']);
  });
});

test('DSS knows sessions, trials, secrets, credentials and preferences', async () => {
  await using dss = await startDss();

  const users = await read<User[]>(dss, 'GET /admin/users/?includeSettings=True');

  const by = Object.fromEntries(users.map((user) => [user.login, user]));
  expect(by['hedy']).toMatchObject({
    activeWebSocketSesssions: 1,
    trialStatus: {
      exists: true,
      expired: false,
      valid: true,
      grantedOn: Date.parse('2026-11-01T09:00:00Z'),
      expiresOn: Date.parse('2026-12-01T09:00:00Z'),
    },
  });
  expect(by['ada']).toMatchObject({
    activeWebSocketSesssions: 2,
    trialStatus: { exists: false, expired: false, valid: false, expiresOn: 0, grantedOn: 0 },
    secrets: [],
    credentials: {},
    preferences: { uiLanguage: 'en', mentionEmails: true },
  });
  expect(by['grace']).toMatchObject({
    secrets: [{ name: 'ticketing', value: 'opaque-grace-ticketing', secret: true }],
    credentials: {
      warehouse: { type: 'BASIC', user: 'ghopper', lastUpdate: Date.parse('2026-03-01T10:00:00Z') },
      '"PLUGIN", "geo", "account", "main", "login"': { type: 'OAUTH_REFRESH_TOKEN' },
    },
    userProperties: { team: 'north' },
    adminProperties: { costCentre: '4711' },
  });
  expect(by['rollcall']).not.toHaveProperty('creationDate');
});

test('Govern knows none of that', async () => {
  await using govern = await startGovern();

  const user = await read(govern, 'GET /admin/users/grace');

  const only = ['activeWebSocketSesssions', 'codeAllowed', 'objectImgHash', 'trialStatus'];
  for (const key of [...only, 'secrets', 'credentials', 'preferences']) expect(user).not.toHaveProperty(key);
});

test.each([
  '/admin/list-trial-expired-users',
  '/personal-api-keys/',
  '/projects/',
  '/workspaces/',
  '/project-folders/ROOT',
])('Govern has no %s', async (path) => {
  await using govern = await startGovern();

  expect((await ask(govern, `GET ${path}`)).status).toBe(404);
});

test('a trial is judged by the day at which the world stands still, not by the clock', async () => {
  const { accounts, ...world } = smallWorld('dataiku-dss');
  const grantedAt = Date.parse('2026-10-01T00:00:00Z');
  const ends: Record<string, number> = {
    edsger: Date.parse('2026-11-21T23:59:59Z'),
    konrad: Date.parse('2026-11-22T00:00:01Z'),
  };
  const onTrial = accounts.map((one) => {
    const expiresAt = ends[one.username];
    return expiresAt === undefined ? one : { ...one, trial: { grantedAt, expiresAt } };
  });
  await using dss = await simulateDss({ ...world, accounts: onTrial });

  const expired = await read<User[]>(dss, 'GET /admin/list-trial-expired-users');
  const running = await read(dss, 'GET /admin/users/konrad');

  expect(expired.map(({ login, trialStatus }) => [login, trialStatus])).toEqual([
    [
      'edsger',
      { exists: true, expired: true, valid: false, expiresOn: ends['edsger'], grantedOn: grantedAt },
    ],
  ]);
  expect(running).toMatchObject({ trialStatus: { exists: true, expired: false, valid: true } });
});

test('secrets and credentials are replaced with the document that carries them', async () => {
  await using dss = await startDss();
  const before = await read(dss, 'GET /admin/users/grace');
  const secrets = [{ name: 'archive', value: 'opaque', secret: true }];
  const credentials = { warehouse: { type: 'BASIC', user: 'gh', password: 'opaque' } };

  await read(dss, 'PUT /admin/users/grace', { body: { ...before, secrets, credentials } });

  expect(await read(dss, 'GET /admin/users/grace')).toEqual({ ...before, secrets, credentials });
});

test.each([
  ['DELETE /admin/users/rollcall?allowSelfDeletion=False', 400],
  ['DELETE /admin/users/rollcall', 400],
  ['DELETE /admin/users/rollcall?allowSelfDeletion=True', 200],
])('protects the caller from themselves: %s gives %i', async (call, status) => {
  await using dss = await startDss();

  expect((await ask(dss, call)).status).toBe(status);
});

test('a bulk deletion protects only the caller', async () => {
  await using dss = await startDss();

  const statuses = await read(dss, 'DELETE /admin/users/actions/bulk?allowSelfDeletion=False', {
    body: ['rollcall', 'grace'],
  });

  expect(statuses).toMatchObject([
    { login: 'rollcall', status: 'FAILURE' },
    { login: 'grace', status: 'SUCCESS' },
  ]);
});

test('a deleted user stays where others name them, and their keys stand for nobody', async () => {
  await using dss = await startDss();
  const key = await keyOf(dss, 'grace');

  await ask(dss, 'DELETE /admin/users/grace');

  expect((await ask(dss, 'GET /auth/info', { key })).status).toBe(401);
  expect(await read(dss, 'GET /projects/CHURN/permissions')).toMatchObject({
    owner: 'grace',
    permissions: expect.arrayContaining([{ user: 'grace', admin: true }]) as unknown,
  });
});

test('who administers is who is in a group that does', async () => {
  await using dss = await startDss();
  const key = await keyOf(dss, 'grace');
  const statusAs = async (groups: string[]) => {
    await read(dss, 'PUT /admin/users/actions/bulk', { body: [{ login: 'grace', groups }] });
    return (await ask(dss, 'GET /admin/users/', { key })).status;
  };

  expect([await statusAs(['analysts']), await statusAs(['platform-admins']), await statusAs([])]).toEqual([
    403, 200, 403,
  ]);
});

test('any of many accounts is readable singly and in the list exactly once', async () => {
  const world = generatedWorld('dataiku-dss', 3_000, 7);
  await using dss = await simulateDss(world);

  const users = await read<User[]>(dss, 'GET /admin/users/');

  const names = world.accounts.map(({ username }) => username);
  expect(users.map(({ login }) => login).toSorted()).toEqual(names.toSorted());
  for (const name of [names[1], names[1_500], names[2_999]]) {
    expect(await read(dss, `GET /admin/users/${name}`)).toMatchObject({ login: name });
  }
});

import { describe, expect, test } from 'vitest';
import { ask, effectsOf, keyOf, read, startDss, startGovern } from './dataiku-requests.ts';

interface Group {
  readonly name: string;
  readonly [key: string]: unknown;
}

interface Key {
  readonly id: string;
  readonly key: string;
  readonly [key: string]: unknown;
}

describe.each([
  ['DSS', startDss],
  ['Govern', startGovern],
] as const)('%s', (product, start) => {
  test('lists groups whole, and without members', async () => {
    await using simulator = await start();

    const groups = await read<Group[]>(simulator, 'GET /admin/groups/');

    expect(groups.map(({ name }) => name).toSorted()).toEqual([
      'administrators',
      'alumni',
      'analysts',
      'engineers',
      'platform-admins',
      'stewards',
    ]);
    expect(groups.find(({ name }) => name === 'analysts')).toMatchObject({
      description: 'Who asks the questions',
      sourceType: 'LDAP',
      admin: false,
      ldapGroupNames: ['cn-analysts'],
      azureADGroupNames: [],
      ssoGroupNames: [],
      customGroupNames: [],
    });
    expect(groups.find(({ name }) => name === 'platform-admins')).toMatchObject({ admin: true });
    expect(groups.find(({ name }) => name === 'administrators')).toMatchObject({ admin: true });
    expect(groups.filter((group) => 'mayCreateProjects' in group)).toHaveLength(product === 'DSS' ? 6 : 0);
    expect(groups.filter((group) => 'mayManageGovern' in group)).toHaveLength(product === 'DSS' ? 0 : 6);
  });

  test('creates a group with nothing but a name, description and source', async () => {
    await using simulator = await start();

    await read(simulator, 'POST /admin/groups/', {
      body: { name: 'reviewers', description: null, sourceType: 'LOCAL', admin: true },
    });

    const group = await read(simulator, 'GET /admin/groups/reviewers');
    expect(group).toMatchObject({ name: 'reviewers', sourceType: 'LOCAL', admin: false, ldapGroupNames: [] });
    expect(group).not.toHaveProperty('description');
    expect(effectsOf(simulator)).toEqual(['group.created reviewers']);
  });

  test('a PUT replaces a group but for its name, and drops what it does not know', async () => {
    await using simulator = await start();

    const answer = await read(simulator, 'PUT /admin/groups/analysts', {
      body: { name: 'renamed', admin: true, ssoGroupNames: ['sso-analysts'], mayFly: true },
    });

    const group = await read(simulator, 'GET /admin/groups/analysts');
    expect(answer).toEqual({ msg: 'Edited group analysts' });
    expect(group).toMatchObject({
      name: 'analysts',
      admin: true,
      sourceType: 'LOCAL',
      ldapGroupNames: [],
      ssoGroupNames: ['sso-analysts'],
    });
    expect(group).not.toHaveProperty('description');
    expect(group).not.toHaveProperty('mayFly');
    expect(effectsOf(simulator)).toEqual(['group.updated analysts']);
  });

  test('a group that is read and put back stays as it was', async () => {
    await using simulator = await start();
    const before = await read(simulator, 'GET /admin/groups/engineers');

    await read(simulator, 'PUT /admin/groups/engineers', { body: before });

    expect(await read(simulator, 'GET /admin/groups/engineers')).toEqual(before);
  });

  test("a deleted group's name stays with its former members", async () => {
    await using simulator = await start();

    const { status, text } = await ask(simulator, 'DELETE /admin/groups/analysts');

    expect([status, text]).toEqual([200, '']);
    expect((await ask(simulator, 'GET /admin/groups/analysts')).status).toBe(404);
    expect(await read(simulator, 'GET /admin/users/grace')).toMatchObject({
      groups: ['analysts', 'engineers'],
    });
    expect(effectsOf(simulator)).toEqual(['group.deleted analysts']);
  });

  test('a global key works as long as it is there, and keeps its secret', async () => {
    await using simulator = await start();
    const made = await read<Key>(simulator, 'POST /admin/global-api-keys/', {
      body: { label: 'jobs', description: null, globalPermissions: { admin: true } },
    });

    const info = await read(simulator, 'GET /auth/info', { key: made.key });
    const { status, text } = await ask(simulator, `PUT /admin/global-api-keys/${made.id}`, {
      body: { label: 'renamed', key: 'stolen', expiry: 30, globalPermissions: { admin: true } },
    });
    const after = await read<Key>(simulator, `GET /admin/global-api-keys/${made.id}`);
    const bySecret = await read<Key>(simulator, `GET /admin/globalAPIKeys/${made.key}`);
    await ask(simulator, `DELETE /admin/global-api-keys/${made.id}`);

    expect(info).toEqual({ authIdentifier: made.id, authSource: 'CONFIGURABLE_API_KEY_GLOBAL', via: [] });
    expect([status, text]).toEqual([200, '']);
    expect(after).toMatchObject({ id: made.id, key: made.key, label: 'renamed', expiry: 30 });
    expect(after['expiresOn']).toBe(Number(made['createdOn']) + 30 * 86_400_000);
    expect(bySecret.id).toBe(made.id);
    expect((await ask(simulator, 'GET /auth/info', { key: made.key })).status).toBe(401);
    expect(effectsOf(simulator)).toEqual([
      `global-api-key.created ${made.id}`,
      `global-api-key.updated ${made.id}`,
      `global-api-key.deleted ${made.id}`,
    ]);
  });

  test.each([
    [{ label: 'l', description: 'd', groups: ['platform-admins'] }, 200],
    [{ label: 'l', description: 'd', groups: ['analysts'] }, 403],
    [{ label: 'l', description: 'd', globalPermissions: { admin: false } }, 403],
  ])('a global key made with %j gets %i from administration', async (body, expected) => {
    await using simulator = await start();
    const { key } = await read<Key>(simulator, 'POST /admin/global-api-keys/', { body });

    const { status } = await ask(simulator, 'GET /admin/users/', { key });

    expect(status).toBe(expected);
  });

  test('lists global keys with ids and secrets', async () => {
    await using simulator = await start();
    await read(simulator, 'POST /admin/global-api-keys/', {
      body: { label: 'jobs', description: null, groups: [] },
    });

    const keys = await read<Key[]>(simulator, 'GET /admin/global-api-keys/');

    expect(keys).toHaveLength(2);
    for (const { id, key } of keys) expect([id, key]).toEqual([expect.any(String), expect.any(String)]);
    expect(keys.find(({ label }) => label === 'jobs')).toMatchObject({ groups: [], globalPermissions: {} });
  });

  test.each([
    ['GET', '/admin/groups/'],
    ['POST', '/admin/groups/'],
    ['GET', '/admin/groups/analysts'],
    ['PUT', '/admin/groups/analysts'],
    ['DELETE', '/admin/groups/analysts'],
    ['GET', '/admin/users/'],
    ['POST', '/admin/users/'],
    ['GET', '/admin/users/ada'],
    ['PUT', '/admin/users/ada'],
    ['DELETE', '/admin/users/ada'],
    ['POST', '/admin/users/actions/bulk'],
    ['PUT', '/admin/users/actions/bulk'],
    ['DELETE', '/admin/users/actions/bulk'],
    ['POST', '/admin/users/actions/resync-multi'],
    ['POST', '/admin/users/ada/actions/resync'],
    ['GET', '/admin/users-activity'],
    ['GET', '/admin/authorization-matrix'],
    ['GET', '/admin/external-users?userSourceType=LDAP'],
    ['GET', '/admin/global-api-keys/'],
    ['POST', '/admin/global-api-keys/'],
    ['GET', '/admin/general-settings'],
    ['PUT', '/admin/general-settings'],
    ['GET', '/admin/licensing/status'],
    ['GET', '/admin/iam/ldap-settings'],
    ['PUT', '/admin//iam/ldap-settings'],
  ])('refuses %s %s to whoever is no administrator', async (method, path) => {
    await using simulator = await start();

    const { status, json } = await ask(simulator, `${method} ${path}`, { as: 'claude.shannon', body: {} });

    expect(status).toBe(403);
    expect(json).toMatchObject({ errorType: 'com.dataiku.dip.exceptions.UnauthorizedException' });
    expect(simulator.effects).toEqual([]);
  });
});

test("users keep their own personal keys, and nobody sees another's", async () => {
  await using dss = await startDss();
  const key = await keyOf(dss, 'grace');
  const made = await read<Key>(dss, 'POST /personal-api-keys/', {
    key,
    body: { label: 'mine', description: 'd' },
  });

  const mine = await read<Key[]>(dss, 'GET /personal-api-keys/', { key });
  const another = await ask(dss, `GET /personal-api-keys/${made.id}`, { key: await keyOf(dss, 'emmy') });
  await ask(dss, `PUT /personal-api-keys/${made.id}`, {
    key,
    body: { ...made, label: 'renamed', user: 'ada' },
  });
  const after = await read(dss, `GET /personal-api-keys/${made.id}`, { key });
  const { text } = await ask(dss, `DELETE /personal-api-keys/${made.id}`, { key });

  expect(made).toMatchObject({ user: 'grace', label: 'mine', description: 'd', createdBy: 'grace' });
  expect(mine.map(({ label }) => label).toSorted()).toEqual(['mine', 'nightly', 'notebooks', 'test']);
  for (const one of mine) expect(one).not.toHaveProperty('key');
  expect(another.status).toBe(404);
  expect(after).toMatchObject({ user: 'grace', label: 'renamed', description: 'd' });
  expect(text).toBe('');
  expect((await ask(dss, 'GET /auth/info', { key: made.key })).status).toBe(401);
});

test('an administrator lists, makes and deletes personal keys of all users', async () => {
  await using dss = await startDss();
  const made = await read<Key>(dss, 'POST /admin/personal-api-keys/', {
    body: { user: 'emmy', label: 'l', description: 'd' },
  });

  const all = await read<Key[]>(dss, 'GET /admin/personal-api-keys/');
  await ask(dss, `DELETE /personal-api-keys/${made.id}`);

  expect(made).toMatchObject({ user: 'emmy', createdBy: 'rollcall', key: expect.any(String) as string });
  expect(all.map(({ user }) => user).toSorted()).toEqual(['alan', 'emmy', 'grace', 'grace', 'rollcall']);
  expect(effectsOf(dss)).toEqual([
    `personal-api-key.created ${made.id}`,
    `personal-api-key.deleted ${made.id}`,
  ]);
});

test('nobody gets a personal key for a user who does not exist, nor without being one', async () => {
  await using dss = await startDss();
  const { key } = await read<Key>(dss, 'POST /admin/global-api-keys/', {
    body: { label: 'l', description: null, globalPermissions: { admin: true } },
  });

  const forGhost = await ask(dss, 'POST /admin/personal-api-keys/', { body: { user: 'ghost', label: '' } });
  const forNobody = await ask(dss, 'POST /personal-api-keys/', { key, body: { label: '' } });

  expect([forGhost.status, forNobody.status]).toEqual([404, 500]);
});

import { describe, expect, test } from 'vitest';
import { ask, effectsOf, NOT_FOUND, read, startDss, startGovern } from './dataiku-requests.ts';

interface Future {
  readonly jobId: string;
  readonly hasResult: boolean;
  readonly result?: unknown;
}

describe.each([
  ['DSS', startDss],
  ['Govern', startGovern],
] as const)('%s', (product, start) => {
  type Running = Awaited<ReturnType<typeof start>>;

  /** Starts a task and polls it as the Python client does; the last answer, whatever it is. */
  const finish = async (simulator: Running, call: string, body?: unknown) => {
    const future = await read<Future>(simulator, call, { body });
    expect(future).toMatchObject({ hasResult: false, alive: true, aborted: false });
    await ask(simulator, `GET /futures/${future.jobId}?peek=False`);
    return ask(simulator, `GET /futures/${future.jobId}?peek=False`);
  };

  test('a task has an id from the start, ends at the second look, and keeps its result', async () => {
    await using simulator = await start();
    const { jobId } = await read<Future>(simulator, 'GET /admin/external-groups?userSourceType=LDAP');

    const looks = [];
    for (const peek of ['True', 'False', 'False']) {
      looks.push(await read(simulator, `GET /futures/${jobId}?peek=${peek}`));
    }

    expect(looks[0]).toMatchObject({ jobId, hasResult: false, alive: true });
    expect(looks[0]).not.toHaveProperty('result');
    expect(looks[1]).toMatchObject({ jobId, hasResult: true, alive: false, result: ['cn-analysts'] });
    expect(looks[2]).toEqual(looks[1]);
  });

  test('lists the tasks that run, to their owner', async () => {
    await using simulator = await start();
    const { jobId } = await read<Future>(simulator, 'GET /admin/external-groups?userSourceType=LDAP');
    const path = '/futures/?withScenarios=False&withNotScenarios=True&allUsers';

    const mine = await read(simulator, `GET ${path}=False`);
    const theirs = await read(simulator, `GET ${path}=True`, { as: 'grace' });
    const scenarios = await read(simulator, 'GET /futures/?withScenarios=True&withNotScenarios=False');
    const { text } = await ask(simulator, `DELETE /futures/${jobId}`);

    expect(mine).toMatchObject([{ jobId, hasResult: false }]);
    expect([theirs, scenarios, text]).toEqual([[], [], '']);
    expect(await read(simulator, `GET ${path}=True`)).toEqual([]);
    expect(await read(simulator, `GET /futures/${jobId}`)).toMatchObject({ aborted: true, hasResult: false });
    expect(effectsOf(simulator)).toEqual([`future.aborted ${jobId}`]);
  });

  test('a task that has ended can no longer be aborted', async () => {
    await using simulator = await start();
    const { json } = await finish(simulator, 'GET /admin/external-groups?userSourceType=LDAP');
    const { jobId } = json as Future;

    await ask(simulator, `DELETE /futures/${jobId}`);

    expect(await read(simulator, `GET /futures/${jobId}`)).toMatchObject({ hasResult: true, aborted: false });
    expect(simulator.effects).toEqual([]);
  });

  test('re-reads one user from the directory', async () => {
    await using simulator = await start();
    await read(simulator, 'PUT /admin/users/actions/bulk', {
      body: [{ login: 'katherine', displayName: 'Kate', email: 'kate@example.com', groups: ['stewards'] }],
    });

    const { json } = await finish(simulator, 'POST /admin/users/katherine/actions/resync');

    expect(json).toMatchObject({ hasResult: true, result: { synced: ['katherine'] } });
    expect(await read(simulator, 'GET /admin/users/katherine')).toMatchObject({
      displayName: 'Katherine Johnson',
      email: 'katherine@example.org',
      groups: ['stewards', 'analysts'],
    });
    expect(effectsOf(simulator)).toEqual(['user.updated katherine', 'user.updated katherine']);
  });

  test.each([
    ['those named', ['katherine', 'grace'], ['katherine']],
    ['nobody, when nobody is named', [], []],
    ['everybody, without a body', undefined, ['katherine']],
  ])('re-reads %s', async (_who, body, synced) => {
    await using simulator = await start();

    const { json } = await finish(simulator, 'POST /admin/users/actions/resync-multi', body);

    expect(json).toMatchObject({ hasResult: true, result: { synced } });
    expect(effectsOf(simulator)).toEqual(synced.map((login) => `user.updated ${login}`));
  });

  test.each([
    ['POST /admin/users/grace/actions/resync', undefined],
    ['GET /admin/external-groups?userSourceType=AZURE_AD', undefined],
    ['GET /admin/external-users?userSourceType=CUSTOM', undefined],
    ['POST /admin/users/actions/provision', { userSourceType: 'AZURE_AD', users: [] }],
  ])('a task that fails says so when its state is asked for: %s', async (call, body) => {
    await using simulator = await start();

    const { status, json } = await finish(simulator, call, body);

    expect(status).toBe(500);
    expect(json).toMatchObject({ errorType: 'java.lang.RuntimeException' });
    expect(simulator.effects).toEqual([]);
  });

  test('fails to re-read anybody, if one of those named is unknown', async () => {
    await using simulator = await start();

    const { json } = await finish(simulator, 'POST /admin/users/actions/resync-multi', [
      'katherine',
      'ghost',
    ]);

    expect(json).toMatchObject({ errorType: NOT_FOUND });
    expect(simulator.effects).toEqual([]);
  });

  test.each([
    ['POST /admin/users/ghost/actions/resync', undefined, 404],
    ['GET /admin/external-groups?userSourceType=LOCAL', undefined, 400],
    ['GET /admin/external-users', undefined, 400],
    ['POST /admin/users/actions/provision', { userSourceType: 'LOCAL', users: [] }, 400],
    ['POST /admin/users/actions/provision', { userSourceType: 'LDAP' }, 400],
  ])('starts nothing for %s %j', async (call, body, expected) => {
    await using simulator = await start();

    expect((await ask(simulator, call, { body })).status).toBe(expected);
  });

  test.each([
    ['', ['dorothy', 'katherine', 'mary.jackson']],
    ['&login=dorothy', ['dorothy']],
    ['&login=Dorothy', []],
    ['&email=dorothy%40example.org&groupName=cn-analysts', ['dorothy']],
    ['&groupName=cn-analysts', ['dorothy', 'katherine', 'mary.jackson']],
    ['&groupName=cn-nobody', []],
  ])('finds external users with "%s"', async (filter, logins) => {
    await using simulator = await start();

    const { json } = await finish(simulator, `GET /admin/external-users?userSourceType=LDAP${filter}`);

    const { result } = json as { result: { login: string }[] };
    expect(result.map(({ login }) => login).toSorted()).toEqual(logins);
  });

  test('provisions external users as they were found, and leaves those alone who are there', async () => {
    await using simulator = await start();
    const found = await finish(simulator, 'GET /admin/external-users?userSourceType=LDAP');
    const { result } = found.json as { result: unknown[] };

    const { json } = await finish(simulator, 'POST /admin/users/actions/provision', {
      userSourceType: 'LDAP',
      users: result,
    });

    expect(json).toMatchObject({ result: { provisioned: ['mary.jackson', 'dorothy'] } });
    expect(await read(simulator, 'GET /admin/users/dorothy')).toMatchObject({
      displayName: 'Dorothy Vaughan',
      sourceType: 'LDAP',
      groups: ['analysts'],
      enabled: true,
    });
    expect(effectsOf(simulator)).toEqual(['user.created mary.jackson', 'user.created dorothy']);
  });

  test('a directory that may not be asked on demand is not asked', async () => {
    await using simulator = await start();
    const settings = await read(simulator, 'GET /admin/iam/ldap-settings');
    await ask(simulator, 'PUT /admin//iam/ldap-settings', {
      body: { ...settings, allowOnDemandUsersSync: false },
    });

    const { status } = await finish(simulator, 'POST /admin/users/katherine/actions/resync');

    expect(status).toBe(500);
    expect(effectsOf(simulator)).toEqual(['iam-settings.updated ldap-settings']);
  });

  test.each(['sso-settings', 'ldap-settings', 'azure-ad-settings'])(
    'replaces its %s as a whole, under a path with two slashes',
    async (name) => {
      await using simulator = await start();

      const { status, text } = await ask(simulator, `PUT /admin//iam/${name}`, { body: { enabled: false } });

      expect([status, text]).toEqual([200, '']);
      expect(await read(simulator, `GET /admin/iam/${name}`)).toEqual({ enabled: false });
      expect(effectsOf(simulator)).toEqual([`iam-settings.updated ${name}`]);
    },
  );

  test('keeps its general settings as they were put, and writes what it is told to audit', async () => {
    await using simulator = await start();

    await ask(simulator, 'PUT /admin/general-settings', { body: { noLoginMode: true } });
    const audited = await ask(simulator, 'POST /admin/audit/custom/gateway', { body: { who: 'ada' } });

    expect(await read(simulator, 'GET /admin/general-settings')).toEqual({ noLoginMode: true });
    expect([audited.status, audited.text]).toEqual([200, '']);
    expect(effectsOf(simulator)).toEqual([
      'general-settings.updated general-settings',
      'audit-entry.created gateway',
    ]);
  });

  test('says which profiles its licence has', async () => {
    await using simulator = await start();

    expect(await read(simulator, 'GET /admin/licensing/status')).toMatchObject({
      base: { userProfiles: ['READER', 'AI_CONSUMER', 'DATA_DESIGNER', 'DATA_SCIENTIST', 'FULL_DESIGNER'] },
    });
  });

  test('its authorization matrix aligns every array with users who are enabled, and with groups', async () => {
    await using simulator = await start();

    const { perUser, perGroup } = await read<Record<'perUser' | 'perGroup', Record<string, unknown[]>>>(
      simulator,
      'GET /admin/authorization-matrix',
    );

    const [users, groups] = [perUser['users'] ?? [], perGroup['groups'] ?? []];
    expect(users).toContain('grace');
    expect(users).not.toContain('alan');
    expect(groups).toContain('analysts');
    for (const [name, values] of Object.entries(perUser)) {
      if (name !== 'projectsGrants') expect(values).toHaveLength(users.length);
    }
    const flag = product === 'DSS' ? 'mayCreateProjects' : 'mayManageGovern';
    const holder = product === 'DSS' ? 'engineers' : 'stewards';
    expect(perGroup[flag]?.[groups.indexOf(holder)]).toBe(true);
    expect(perGroup[flag]?.[groups.indexOf('analysts')]).toBe(false);
  });
});

test('the matrix of DSS shows what everybody may do in every project, whatever gives it to them', async () => {
  await using dss = await startDss();
  type Side = Record<'users' | 'groups', string[]> & {
    projectsGrants: { projectKey: string; projectName: string; grants: Record<string, boolean>[] }[];
  };

  const { perUser, perGroup } = await read<{ perUser: Side; perGroup: Side }>(
    dss,
    'GET /admin/authorization-matrix',
  );

  const forecast = perUser.projectsGrants.find(({ projectKey }) => projectKey === 'FORECAST');
  const grantOf = (login: string) => forecast?.grants[perUser.users.indexOf(login)];
  expect(forecast?.projectName).toBe('Forecast');
  expect(grantOf('claude.shannon')).toEqual({ admin: false, readProjectContent: true, readDashboards: true });
  expect(grantOf('katherine')).toMatchObject({
    admin: false,
    writeProjectContent: true,
    readProjectContent: true,
  });
  expect(grantOf('emmy')).toMatchObject({ admin: true, writeProjectContent: true });
  expect(grantOf('rollcall')).toMatchObject({ admin: true });
  expect(grantOf('konrad')).toEqual({ admin: false, runScenarios: true, readDashboards: true });
  const galaxy = perGroup.projectsGrants.find(({ projectKey }) => projectKey === 'GALAXY');
  expect(galaxy?.grants[perGroup.groups.indexOf('stewards')]).toMatchObject({ readProjectContent: true });
  expect(galaxy?.grants[perGroup.groups.indexOf('alumni')]).toEqual({ admin: false });
});

test.each([
  [
    'writeProjectContent',
    ['readProjectContent', 'writeProjectContent', 'readDashboards', 'writeDashboards', 'runScenarios'],
  ],
  ['readProjectContent', ['readProjectContent', 'readDashboards']],
  ['editPermissions', ['editPermissions', 'readDashboards']],
  ['writeDashboards', ['writeDashboards', 'readDashboards']],
  ['shareToWorkspaces', ['shareToWorkspaces', 'manageDashboardAuthorizations']],
  ['publishToDataCollections', ['publishToDataCollections', 'manageDashboardAuthorizations']],
  ['executeApp', ['executeApp']],
])('%s brings with it %j', async (flag, rights) => {
  await using dss = await startDss();
  await ask(dss, 'PUT /projects/GALAXY/permissions', {
    body: { owner: 'konrad', permissions: [{ group: 'alumni', [flag]: true }] },
  });

  const { perGroup } = await read<{
    perGroup: {
      groups: string[];
      projectsGrants: { projectKey: string; grants: Record<string, boolean>[] }[];
    };
  }>(dss, 'GET /admin/authorization-matrix');

  const galaxy = perGroup.projectsGrants.find(({ projectKey }) => projectKey === 'GALAXY');
  expect(galaxy?.grants[perGroup.groups.indexOf('alumni')]).toEqual({
    admin: false,
    ...Object.fromEntries(rights.map((right) => [right, true])),
  });
});

test('DSS tells administrators how it reaches Govern', async () => {
  await using dss = await startDss();

  const node = await read(dss, 'GET /admin/get-govern-node-ref');

  expect(Object.keys(node).toSorted()).toEqual(['apiKey', 'enabled', 'nodeUrl', 'trustAllSSLCertificates']);
});

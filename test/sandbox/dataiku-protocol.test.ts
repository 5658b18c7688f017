import { describe, expect, test } from 'vitest';
import {
  ask,
  basic,
  CODED,
  effectsOf,
  ILLEGAL_ARGUMENT,
  keyOf,
  NOT_FOUND,
  read,
  startDss,
  startGovern,
  UNAUTHORIZED,
} from './dataiku-requests.ts';

describe.each([
  ['DSS', startDss],
  ['Govern', startGovern],
] as const)('%s', (product, start) => {
  test.each(['/dip/publicapi', '/public/api', '//dip/publicapi/', '/public//api'])(
    'serves its API under the prefix %s',
    async (prefix) => {
      await using simulator = await start();

      const { status, json } = await ask(simulator, 'GET /auth/info', { prefix });

      expect(status).toBe(200);
      expect(json).toMatchObject({ authIdentifier: product === 'DSS' ? 'rollcall' : 'gateway1' });
    },
  );

  test.each([
    ['/admin/users/', '/admin/users'],
    ['/admin/groups/', '/admin/groups'],
    ['/admin/users/ada/', '/admin/users/ada'],
    ['/users/', '/users'],
    ['//admin//iam/sso-settings', '/admin/iam/sso-settings'],
  ])('answers %s like %s', async (sent, tidy) => {
    await using simulator = await start();

    const answers = await Promise.all([ask(simulator, `GET ${sent}`), ask(simulator, `GET ${tidy}`)]);

    expect(answers[0].status).toBe(200);
    expect(answers[0].json).toEqual(answers[1].json);
  });

  test.each(['/users', '/admin/users', '/dip/users', '/dip/publicapiusers', '/'])(
    'has no API outside its prefixes: %s',
    async (path) => {
      await using simulator = await start();

      const { status } = await ask(simulator, `GET ${path}`, { prefix: '' });

      expect(status).toBe(404);
    },
  );

  test('takes a key as Basic user name, as Basic password and as Bearer', async () => {
    await using simulator = await start();
    const { apiKey } = simulator.credentials;

    const statuses = await Promise.all(
      [basic(apiKey), basic('', apiKey), `Bearer ${apiKey}`].map(
        async (Authorization) =>
          (await ask(simulator, 'GET /admin/users/', { key: null, headers: { Authorization } })).status,
      ),
    );

    expect(statuses).toEqual([200, 200, 200]);
  });

  test.each([
    ['nothing', {}],
    ['a wrong key', { Authorization: basic('wrong') }],
    ['a login and a password', { Authorization: basic('ada', 'secret') }],
    ['an empty key', { Authorization: basic('') }],
    ['another scheme', { Authorization: 'Digest ada' }],
    ['a ticket nobody issued', { 'X-DKU-APITicket': 'made-up' }],
  ])('refuses %s with 401 and an object', async (_what, headers) => {
    await using simulator = await start();

    const { status, json } = await ask(simulator, 'GET /auth/info', { key: null, headers });

    expect(status).toBe(401);
    expect(json).toMatchObject({
      errorType: UNAUTHORIZED,
      message: 'Invalid API key',
      detailedMessage: 'Invalid API key',
      detailedMessageHTML: 'Invalid API key',
      stackTraceStr: expect.stringContaining('\tat com.dataiku') as string,
    });
  });

  test('names its versions in a header of every answer, errors included', async () => {
    await using simulator = await start();

    const answers = await Promise.all([
      ask(simulator, 'GET /auth/info'),
      ask(simulator, 'GET /auth/info', { key: 'wrong' }),
      ask(simulator, 'GET /no/such/path'),
    ]);

    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'dss-version': '14.3.3',
        'dss-api-version': '1',
        'content-type': 'application/json',
      });
    }
  });

  test('acts as another user for an administrator who asks it to', async () => {
    await using simulator = await start();

    const own = await read(simulator, 'GET /current-user', { as: 'grace' });
    const refused = await ask(simulator, 'GET /admin/users/', { as: 'grace' });

    expect(own).toMatchObject({ login: 'grace', displayName: 'Grace Hopper' });
    expect(refused.status).toBe(403);
    expect(refused.json).toMatchObject({ errorType: UNAUTHORIZED });
  });

  test.each(['ghost', 'alan'])('impersonates nobody unknown or disabled: %s', async (login) => {
    await using simulator = await start();

    const { status, json } = await ask(simulator, 'GET /auth/info', { as: login });

    expect(status).toBe(403);
    expect(json).toMatchObject({ errorType: UNAUTHORIZED });
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json', ''])(
    'reads a body as JSON when its Content-Type is "%s"',
    async (contentType) => {
      await using simulator = await start();
      const headers = contentType === '' ? {} : { 'Content-Type': contentType };

      const { status } = await ask(simulator, 'POST /admin/groups/', {
        headers,
        body: { name: 'reviewers', description: null, sourceType: 'LOCAL' },
      });

      expect(status).toBe(200);
      expect(effectsOf(simulator)).toEqual(['group.created reviewers']);
    },
  );

  test.each(['', '{', 'null', '[]', '"text"', '{"name": 7}'])(
    'refuses the body %s where an object is needed, and changes nothing',
    async (rawBody) => {
      await using simulator = await start();

      const { status, json } = await ask(simulator, 'POST /admin/groups/', { rawBody });

      expect(status).toBe(400);
      expect(json).toMatchObject({ errorType: 'com.google.gson.JsonSyntaxException' });
      expect(simulator.effects).toEqual([]);
    },
  );

  test.each([
    ['True', true],
    ['true', true],
    ['False', false],
    ['false', false],
  ])('reads %s in a query', async (text, included) => {
    await using simulator = await start();

    const [first] = await read<object[]>(simulator, `GET /admin/users/?includeSettings=${text}`);

    expect('adminProperties' in (first ?? {})).toBe(included);
  });

  test('decodes what is encoded in a path, one segment at a time', async () => {
    await using simulator = await start();
    await read(simulator, 'POST /admin/users/', {
      body: { login: 'claude+test@example.org', password: 'correct-horse', displayName: 'Claude' },
    });

    const encoded = await ask(simulator, 'GET /admin/users/claude%2Btest%40example.org');
    const plain = await ask(simulator, 'GET /admin/users/claude+test@example.org');
    const slash = await ask(simulator, 'GET /admin/users/actions%2Fbulk');

    expect([encoded.status, plain.status, slash.status]).toEqual([200, 200, 404]);
    expect(slash.json).toMatchObject({ message: "User 'actions/bulk' does not exist" });
  });

  test('answers its faults in its own error shape', async () => {
    await using simulator = await start();
    simulator.setFaults([{ fault: 'status:503', times: 1 }]);

    const { status, json } = await ask(simulator, 'GET /auth/info');

    expect(status).toBe(503);
    expect(json).toMatchObject({
      errorType: 'java.lang.RuntimeException',
      message: 'fault: status 503',
      detailedMessage: 'fault: status 503',
    });
  });

  test('says what it is', async () => {
    await using simulator = await start();

    const info = await read(simulator, 'GET /instance-info');

    expect(info['nodeType']).toBe(product === 'DSS' ? 'DESIGN' : 'GOVERN');
  });
});

test('a ticket acts as its user, until tickets expire', async () => {
  await using dss = await startDss();
  const { msg } = await read<{ msg: string }>(dss, 'POST /auth/ticket-from-browser-headers', {
    body: { Cookie: 'other=1; dss_access_token=grace' },
  });
  const withTicket = { key: null, headers: { 'X-DKU-APITicket': msg } } as const;

  const info = await read(dss, 'GET /auth/info?withSecrets=True', withTicket);
  dss.setFaults([{ fault: 'expired-token', times: 1 }]);
  const statuses = [
    (await ask(dss, 'GET /auth/info', withTicket)).status,
    (await ask(dss, 'GET /auth/info', withTicket)).status,
    (await ask(dss, 'GET /auth/info')).status,
  ];

  expect(info).toMatchObject({
    authIdentifier: 'grace',
    authSource: 'TICKET',
    groups: ['analysts', 'engineers'],
    associatedDSSUSer: 'grace',
    secrets: [{ key: 'ticketing', value: 'opaque-grace-ticketing' }],
  });
  expect(statuses).toEqual([401, 401, 200]);
});

test('a key wins over a ticket', async () => {
  await using dss = await startDss();
  const { msg } = await read<{ msg: string }>(dss, 'POST /auth/ticket-from-browser-headers', {
    body: { Cookie: 'dss_access_token=grace' },
  });

  const info = await read(dss, 'GET /auth/info', { headers: { 'X-DKU-APITicket': msg } });

  expect(info['authIdentifier']).toBe('rollcall');
});

test('browser headers without a session name nobody', async () => {
  await using dss = await startDss();

  const { status } = await ask(dss, 'POST /auth/info-from-browser-headers', { body: { Cookie: 'other=1' } });

  expect(status).toBe(401);
});

test("on DSS, the key is the first account's own, and only those asked for get secrets", async () => {
  await using dss = await startDss();

  const info = await read(dss, 'GET /auth/info?withSecrets=False');
  const own = await read(dss, 'GET /current-user');

  expect(info).toEqual({
    authIdentifier: 'rollcall',
    authSource: 'PERSONAL_API_KEY',
    via: [],
    groups: ['administrators'],
    userProfile: 'FULL_DESIGNER',
    userForImpersonation: 'rollcall',
    associatedDSSUSer: 'rollcall',
  });
  expect(own).toMatchObject({ login: 'rollcall' });
  expect(own).not.toHaveProperty('adminProperties');
});

test("on Govern, the key is nobody's: there is no current user", async () => {
  await using govern = await startGovern();

  const info = await read(govern, 'GET /auth/info');
  const own = await ask(govern, 'GET /current-user');

  expect(info).toEqual({ authIdentifier: 'gateway1', authSource: 'CONFIGURABLE_API_KEY_GLOBAL', via: [] });
  expect(own.status).toBe(500);
  expect(own.json).toMatchObject({ errorType: 'org.springframework.web.util.NestedServletException' });
});

test.each([
  ['POST /admin/users/', { login: 'xy', password: 'correct-horse', displayName: 'Xy' }, 400, CODED],
  ['POST /admin/users/', { login: 'a/b/c', password: 'correct-horse', displayName: 'Abc' }, 400, CODED],
  ['POST /admin/users/', { login: 'bilal', password: 'four', displayName: 'Bilal' }, 400, CODED],
  ['POST /admin/users/', { login: 'grace', password: 'correct-horse', displayName: 'G' }, 409, CODED],
  ['POST /admin/groups/', { name: 'no spaces' }, 400, CODED],
  ['POST /admin/groups/', { name: 'analysts' }, 409, CODED],
  ['GET /admin/users/ghost', undefined, 404, NOT_FOUND],
  ['PUT /admin/users/ghost', {}, 404, NOT_FOUND],
  ['DELETE /admin/users/ghost', undefined, 404, NOT_FOUND],
  ['GET /admin/users/ghost/activity', undefined, 404, NOT_FOUND],
  ['GET /users/ghost', undefined, 404, NOT_FOUND],
  ['GET /admin/groups/ghosts', undefined, 404, NOT_FOUND],
  ['PUT /admin/groups/ghosts', {}, 404, NOT_FOUND],
  ['DELETE /admin/groups/ghosts', undefined, 404, NOT_FOUND],
  ['GET /admin/global-api-keys/none', undefined, 404, NOT_FOUND],
  ['GET /personal-api-keys/none', undefined, 404, NOT_FOUND],
  ['GET /futures/none', undefined, 404, NOT_FOUND],
  ['GET /projects/NOPE', undefined, 404, NOT_FOUND],
  ['GET /project-folders/none', undefined, 404, NOT_FOUND],
  ['GET /workspaces/NONE', undefined, 404, NOT_FOUND],
  ['GET /data-collections/none', undefined, 404, NOT_FOUND],
  ['GET /admin/connections/none', undefined, 400, ILLEGAL_ARGUMENT],
  ['DELETE /admin/users/rollcall', undefined, 400, ILLEGAL_ARGUMENT],
  ['POST /projects/', { projectKey: 'CHURN', name: 'Again', owner: 'ada' }, 400, CODED],
  ['POST /projects/', { projectKey: 'with space', name: 'X', owner: 'ada' }, 400, CODED],
] as const)('DSS refuses %s %j with %i, and changes nothing', async (call, body, status, errorType) => {
  await using dss = await startDss();

  const refused = await ask(dss, call, { body });

  expect(refused.status).toBe(status);
  expect(refused.json).toMatchObject({ errorType });
  expect(dss.effects).toEqual([]);
});

test('a project that is unknown looks like one that is not readable, to whoever is no administrator', async () => {
  await using dss = await startDss();
  const key = await keyOf(dss, 'edsger');

  const unknown = await ask(dss, 'GET /projects/NOPE', { key });
  const unreadable = await ask(dss, 'GET /projects/GALAXY', { key });

  expect(unknown.status).toBe(401);
  expect(unknown.json).toMatchObject({
    errorType: UNAUTHORIZED,
    message: 'Failed to read project permissions',
  });
  expect(unreadable).toMatchObject({ status: 401, json: unknown.json });
});

test('only administrators act as others', async () => {
  await using dss = await startDss();

  const { status, json } = await ask(dss, 'GET /auth/info', { key: await keyOf(dss, 'grace'), as: 'ada' });

  expect(status).toBe(403);
  expect(json).toMatchObject({ errorType: UNAUTHORIZED });
});

test("disabling a user stops the user's keys, and enabling starts them again", async () => {
  await using dss = await startDss();
  const key = await keyOf(dss, 'grace');
  const statusWhen = async (enabled: boolean) => {
    await read(dss, 'PUT /admin/users/actions/bulk', { body: [{ login: 'grace', enabled }] });
    return (await ask(dss, 'GET /auth/info', { key })).status;
  };

  expect([await statusWhen(false), await statusWhen(true)]).toEqual([401, 200]);
});

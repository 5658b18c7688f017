import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { simulateSquirro } from '../../src/connectors/squirro/simulator/index.ts';
import { generatedWorld } from '../../src/sandbox/world.ts';
import { Caller, idIn, openSquirro, send } from './squirro-requests.ts';

const U = '/api/user/v0/acme';

describe('the simulator checklist (squirro.md §15)', () => {
  test('1. user and topic service are mounted under /api, with the token endpoint without version', async () => {
    await using squirro = await openSquirro();

    const answers = [
      await squirro.admin.get(`${U}/users`),
      await squirro.admin.get('/api/topic/v0/acme/projects'),
      await squirro.token(`grant_type=refresh_token&refresh_token=${squirro.admin.refreshToken}`),
      await squirro.admin.get('/service/user/v0/acme/users'),
      await squirro.admin.post('/api/user/v0/oauth2/token', { form: '' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 404, 404]);
  });

  test('2. forms and JSON are read where each is due, JSON inside fields of forms included', async () => {
    await using squirro = await openSquirro();
    const { admin, id } = squirro;

    const group = await admin.post(`${U}/groups`, {
      form: `name=Team+North&members=%5B%7B%22id%22%3A%22${id('grace')}%22%7D%5D`,
    });
    const updated = await admin.put(`${U}/groups/${idIn(group)}`, {
      form: `name=Team+North&members=%5B%5D&projects=%5B%7B%22id%22%3A%22${id('Churn')}%22%7D%5D`,
    });
    const project = await admin.post('/api/topic/v0/acme/projects', {
      form: 'title=New&locator=%7B%22en%22%3A1%7D&default_sort=%5B%7B%22date%22%3Atrue%7D%5D',
    });
    const read = await admin.get(`/api/topic/v0/acme/projects/${idIn(project)}`);
    const formForJson = await admin.post(`${U}/users`, { form: 'email=mary%40example.org' });
    const jsonForForm = await admin.post(`${U}/groups`, { json: { name: 'Team South' } });

    expect(group).toMatchObject({ status: 201, json: { members: [{ id: id('grace') }] } });
    expect(updated).toMatchObject({ status: 200, json: { members: [] } });
    expect(read.json).toMatchObject({ locator: { en: 1 }, default_sort: [{ date: true }] });
    expect([formForJson.status, jsonForForm.status]).toEqual([400, 400]);
  });

  test.for([
    ['add user', 'POST', `${U}/users`, { json: { email: 'mary@example.org' } }, 201],
    ['new grant', 'POST', `${U}/users/{ada}/grants`, { form: 'type=user' }, 201],
    ['create group', 'POST', `${U}/groups`, { form: 'name=new' }, 201],
    ['create workspace', 'POST', '/api/user/v2/workspaces', { json: { title: 'New' } }, 201],
    ['new project', 'POST', '/api/topic/v0/acme/projects', { form: 'title=New' }, 201],
    ['add group member', 'POST', `${U}/groups/{alumni}`, { form: 'user_id={ada}' }, 200],
    [
      'add project member',
      'POST',
      `${U}/projects/{Churn}/members`,
      { form: 'role=reader&user_id={ada}' },
      200,
    ],
    ['delete group', 'DELETE', `${U}/groups/{alumni}`, {}, 204],
    ['delete project', 'DELETE', '/api/topic/v0/acme/projects/{Churn}', {}, 204],
    ['modify project', 'PUT', '/api/topic/v0/acme/projects/{Churn}', { json: { title: 'Stay' } }, 204],
    ['update group', 'PUT', `${U}/groups/{alumni}`, { form: 'name=gone' }, 200],
    ['read users', 'GET', `${U}/users`, {}, 200],
  ] as const)('3. success has its exact status: %s', async ([, method, target, body, status]) => {
    await using squirro = await openSquirro();
    const fill = (text: string) => text.replace(/\{(\w+)\}/gu, (_, name: string) => squirro.id(name));

    const answer = await squirro.admin.send(method, fill(target), {
      ...body,
      ...('form' in body && { form: fill(body.form) }),
    });

    expect(answer.status).toBe(status);
  });

  test.for([
    ['status:400', 400],
    ['status:500', 500],
    ['status:503', 503],
    ['retry-after:1', 429],
    ['expired-token', 401],
  ] as const)('3. an error is a JSON object, a fault too: %s', async ([fault, status]) => {
    await using squirro = await openSquirro();
    squirro.simulator.setFaults([{ fault, times: 1 }]);

    const answer = await squirro.admin.get(`${U}/users`);

    expect(answer).toMatchObject({
      status,
      contentType: 'application/json',
      json: { error: expect.any(String) },
    });
  });

  test('4. without a valid token API calls answer 401, and the token endpoint never does', async () => {
    await using squirro = await openSquirro();

    const anonymous = await send(squirro.url, 'GET', `${U}/users`);
    const lost = await send(squirro.url, 'GET', '/api/user/nowhere');
    const token = await squirro.token('grant_type=refresh_token&refresh_token=unknown');

    expect([anonymous.status, lost.status, token.status]).toEqual([401, 401, 404]);
  });

  test('5. a refresh gives the same access token while valid, a new one after expiry, and its own token', async () => {
    await using squirro = await openSquirro();
    const refresh = () =>
      squirro.token(`grant_type=refresh_token&refresh_token=${squirro.admin.refreshToken}`);

    const valid = new Caller(squirro.url, await refresh());
    squirro.simulator.setFaults([{ fault: 'expired-token', times: 1 }]);
    await squirro.admin.get(`${U}/users`);
    const expired = new Caller(squirro.url, await refresh());

    expect(valid.token).toBe(squirro.admin.token);
    expect(expired.token).not.toBe(squirro.admin.token);
    expect([valid.refreshToken, expired.refreshToken]).toEqual(Array(2).fill(squirro.admin.refreshToken));
  });

  test('6. a POST on a group adds a member, a PUT edits, and `members` takes no POST', async () => {
    await using squirro = await openSquirro();
    const group = `${U}/groups/${squirro.id('alumni')}`;
    const form = `user_id=${squirro.id('ada')}`;

    const post = await squirro.admin.post(group, { form });
    const put = await squirro.admin.put(group, { form: 'name=alumni' });
    const misplaced = await squirro.admin.post(`${group}/members`, { form });

    expect([post.status, put.status, misplaced.status]).toEqual([200, 200, 404]);
    expect(put.json).toMatchObject({ members: [{ id: squirro.id('ada') }] });
  });

  test('7. `users/password_policy` is not taken for a user', async () => {
    await using squirro = await openSquirro();

    expect((await squirro.admin.get(`${U}/users/password_policy`)).json).toHaveProperty('min_length');
  });

  test('8. a single user of version 0 carries groups with ids', async () => {
    await using squirro = await openSquirro();

    const { json } = await squirro.admin.get(`${U}/users/${squirro.id('ada')}`);

    expect(json).toMatchObject({
      groups: [{ id: squirro.id('engineers') }, { id: squirro.id('platform-admins') }],
    });
  });

  test('9. posting workspace users answers with an array that is not empty', async () => {
    await using squirro = await openSquirro();

    const { json } = await squirro.admin.post('/api/user/v2/workspaces/lab/users', {
      json: { user_id: squirro.id('lab/hedy'), role: 'user' },
    });

    expect(json).toEqual([{ user_id: squirro.id('lab/hedy'), workspace: 'lab' }]);
  });

  test('10. the domain of a workspace is a tenant', async () => {
    await using squirro = await openSquirro();

    const answer = await squirro.admin.get(`/api/user/v0/lab/users/${squirro.id('lab/hedy')}`);

    expect(answer).toMatchObject({ status: 200, json: { tenant: 'lab', full_name: 'Hedy Lamarr' } });
  });
});

describe('on the wire', () => {
  test('a client with only a refresh token sends no token, gets 401, refreshes and sends again', async () => {
    await using squirro = await openSquirro();
    const { refreshToken, clientId, clientSecret } = squirro.simulator.credentials;
    const list = `${U}/users?include_config=False`;

    const first = await send(squirro.url, 'GET', list);
    const token = await squirro.token(
      `grant_type=refresh_token&client_id=${clientId}&client_secret=${clientSecret}&refresh_token=${refreshToken}&tenant=acme`,
    );
    const second = await new Caller(squirro.url, token).get(list);

    expect([first.status, token.status, second.status]).toEqual([401, 200, 200]);
    expect(
      squirro.simulator.requests.map(({ method, path, status }) => `${method} ${path} ${status}`),
    ).toEqual([`GET ${list} 401`, 'POST /api/user/oauth2/token 200', `GET ${list} 200`]);
  });

  test('the bytes of the Python client make a group', async () => {
    await using squirro = await openSquirro();
    const { hostname, port } = new URL(squirro.url);
    const body = `name=Team+North&members=%5B%7B%22id%22%3A%22${squirro.id('grace')}%22%7D%5D`;
    const socket = connect(Number(port), hostname);
    socket.write(
      [
        `POST ${U}/groups HTTP/1.1`,
        `Host: ${hostname}:${port}`,
        'User-Agent: python-requests/2.32.3',
        'Accept-Encoding: gzip, deflate',
        'Accept: application/json',
        'Connection: close',
        `Authorization: Bearer ${squirro.admin.token}`,
        `Content-Length: ${body.length}`,
        'Content-Type: application/x-www-form-urlencoded',
        '',
        body,
      ].join('\r\n'),
    );

    const [head = '', answer = ''] = (await text(socket)).split('\r\n\r\n');

    expect(head.split('\r\n')[0]).toBe('HTTP/1.1 201 Created');
    expect(head.toLowerCase()).toContain('content-type: application/json');
    expect(JSON.parse(answer)).toMatchObject({ name: 'Team North', members: [{ id: squirro.id('grace') }] });
  });

  test('a delete has neither body nor content type, and so has its answer', async () => {
    await using squirro = await openSquirro();

    const answer = await squirro.admin.delete(`${U}/groups/${squirro.id('alumni')}`);

    expect(answer).toEqual({ status: 204, contentType: undefined, text: '', json: undefined });
  });

  test('the answer to a user who was added is lost, and adding again ends in a conflict', async () => {
    await using squirro = await openSquirro();
    const json = { email: 'mary@example.org' };
    squirro.simulator.setFaults([{ method: 'POST', fault: 'reset-after', times: 1 }]);

    const first = await squirro.admin.post(`${U}/users`, { json }).catch(() => 'lost');
    const second = await squirro.admin.post(`${U}/users`, { json });

    expect(first).toBe('lost');
    expect(second).toMatchObject({ status: 409, json: { error: 'email taken' } });
    expect(squirro.simulator.effects.map(({ kind }) => kind)).toEqual(['user.created']);
  });

  test('booleans are read whatever their case, and as digits', async () => {
    await using squirro = await openSquirro();
    const holds = async (value: string) =>
      (await squirro.admin.get(`${U}/users?include_config=${value}`)).text.includes('"config"');

    expect(await Promise.all(['True', 'true', '1', 'False', 'FALSE', '0'].map(holds))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  test('segments are decoded one by one, so that a name may hold a slash', async () => {
    await using squirro = await openSquirro();
    const path = `${U}/authentications/ms%2Fgraph%20%C3%A9/${squirro.id('ada')}`;

    await squirro.admin.post(path, { json: { service_user: 'ada', access_token: 't' } });

    const { json } = await squirro.admin.get(`/api/user/v1/acme/users/${squirro.id('ada')}`);
    expect(json).toMatchObject({ authentications: { 'ms/graph é': { service_user: 'ada' } } });
  });

  test('ids are taken as they are, case and leading signs included', async () => {
    await using squirro = await openSquirro();
    const id = squirro.id('konrad');

    const [exact, folded] = [
      await squirro.admin.get(`${U}/users/${id}`),
      await squirro.admin.get(`${U}/users/${id.toLowerCase()}`),
    ];

    expect(id).toMatch(/^[-_]/u);
    expect([exact.status, folded.status]).toEqual([200, 404]);
  });
});

test('an update gives the user as it was, with the top-level keys given replaced', async () => {
  await using squirro = await openSquirro();
  const path = `/api/user/v1/acme/users/${squirro.id('emmy')}`;
  const known =
    /^(id|email|tenant|full_name|role|role_permissions|config|authentications|groups|projects|__proto__)$/u;
  const changes = fc.dictionary(
    fc.string().filter((key) => !known.test(key)),
    fc.jsonValue({ maxDepth: 2 }),
    { noNullPrototype: true, maxKeys: 3 },
  );

  await fc.assert(
    fc.asyncProperty(changes, async (json) => {
      const before = (await squirro.admin.get(path)).json as object;

      const answer = await squirro.admin.put(path, { json });

      expect(answer.status).toBe(200);
      expect(answer.json).toEqual({ ...before, ...(JSON.parse(JSON.stringify(json)) as object) });
      expect((await squirro.admin.get(path)).json).toEqual(answer.json);
    }),
    { numRuns: 200 },
  );
});

test('a generated world is served whole: every account is in the list once, and readable singly', async () => {
  const world = generatedWorld('squirro', 5000, 7);
  await using simulator = await simulateSquirro(world);
  const form = `grant_type=refresh_token&refresh_token=${simulator.credentials.refreshToken}`;
  const admin = new Caller(
    simulator.url,
    await send(simulator.url, 'POST', '/api/user/oauth2/token', { form }),
  );

  const { json } = await admin.get(`${U}/users?include_config=False`);

  const { users } = json as { users: { id: string; email: string; role: string }[] };
  expect(users.map(({ email }) => email).toSorted()).toEqual(
    world.accounts.map(({ email }) => email).toSorted(),
  );
  expect(new Set(users.map(({ id }) => id)).size).toBe(5000);
  expect(users.filter(({ role }) => role === 'reader')).toHaveLength(1);
  const some = users.filter((_, i) => i % 500 === 0);
  const singles = await Promise.all(some.map(({ id }) => admin.get(`${U}/users/${id}`)));
  expect(singles.map((answer) => answer.json)).toMatchObject(some);
  expect((await admin.get('/api/user/v2/workspaces')).json).toEqual([{ domain: 'acme', title: 'Acme' }]);
});

import { describe, expect, test } from 'vitest';
import { simulateSquirro } from '../../src/connectors/squirro/simulator/index.ts';
import { smallWorld } from '../../src/sandbox/world.ts';
import { Caller, openSquirro, send } from './squirro-requests.ts';

const USERS = '/api/user/v0/acme/users';

describe('the token endpoint', () => {
  test('gives the gateway a token for its refresh token, without client credentials', async () => {
    await using squirro = await openSquirro();
    const { refreshToken } = squirro.simulator.credentials;

    const answer = await squirro.token(`grant_type=refresh_token&refresh_token=${refreshToken}`);

    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      access_token: expect.stringMatching(/^[0-9a-f]{40}$/u),
      refresh_token: refreshToken,
      session_id: expect.stringMatching(/^[\w-]{22}$/u),
      user_id: squirro.id('rollcall'),
      tenant: 'acme',
      role: 'admin',
      role_permissions: ['admin', 'profile.write.update', 'projects.write.create'],
      project_permissions: ['*', 'frontend.user'],
      user_information: {},
    });
    expect(refreshToken.length).toBeGreaterThan(40);
  });

  test('gives the same access token while it is valid, and a new one after it has expired', async () => {
    await using squirro = await openSquirro();
    const form = `grant_type=refresh_token&refresh_token=${squirro.admin.refreshToken}`;
    const first = new Caller(squirro.url, await squirro.token(form));
    squirro.simulator.setFaults([{ path: USERS, fault: 'expired-token', times: 1 }]);

    const refused = [await first.get(USERS), await first.get(USERS)];
    const second = new Caller(squirro.url, await squirro.token(form));
    const accepted = await second.get(USERS);

    expect(first.token).toBe(squirro.admin.token);
    expect(refused.map(({ status }) => status)).toEqual([401, 401]);
    expect(second.token).not.toBe(first.token);
    expect(second.refreshToken).toBe(first.refreshToken);
    expect(accepted.status).toBe(200);
    expect((await first.get(USERS)).status).toBe(401);
  });

  test('gives tokens that expire by themselves', async () => {
    await using simulator = await simulateSquirro(smallWorld('squirro'), { accessTokenTtlMs: 0 });
    const form = `grant_type=refresh_token&refresh_token=${simulator.credentials.refreshToken}`;
    const caller = new Caller(
      simulator.url,
      await send(simulator.url, 'POST', '/api/user/oauth2/token', { form }),
    );

    const answer = await caller.get(USERS);

    expect(answer).toMatchObject({ status: 401, json: { error: 'access token expired' } });
  });

  test('adopts an access token, and repeats it with its refresh token', async () => {
    await using squirro = await openSquirro();

    const answer = await squirro.token(`grant_type=access_token&access_token=${squirro.admin.token}`);

    expect(answer).toMatchObject({
      status: 200,
      json: { access_token: squirro.admin.token, refresh_token: squirro.admin.refreshToken, tenant: 'acme' },
    });
  });

  test('opens a session for a password, and says who signed in', async () => {
    await using squirro = await openSquirro();
    const form = `grant_type=password&username=emmy%40example.org&password=emmy-password&${squirro.client}&user_information=%7B%22from%22%3A+%22desk%22%7D`;

    const answer = await squirro.token(form);

    expect(answer).toMatchObject({
      status: 200,
      json: {
        user_id: squirro.id('emmy'),
        role: 'user',
        role_permissions: ['user'],
        project_permissions: null,
        user_information: { from: 'desk' },
      },
    });
    expect(squirro.effects()).toEqual([`session.created ${new Caller(squirro.url, answer).sessionId}`]);
  });

  test('signs a user of a workspace in there when that is named', async () => {
    await using squirro = await openSquirro();

    const grace = await squirro.signIn('grace', 'lab');

    expect(await grace.get(`/api/user/v0/lab/users/${squirro.id('lab/grace')}`)).toMatchObject({
      status: 200,
    });
    expect(squirro.id('lab/grace')).not.toBe(squirro.id('grace'));
  });

  test('finds a user by a stored authentication, for a trusted client', async () => {
    await using squirro = await openSquirro();

    const answer = await squirro.token(
      `grant_type=ext_id&auth_service=salesforce&auth_user=kjohnson&${squirro.client}`,
    );

    expect(answer).toMatchObject({ status: 200, json: { user_id: squirro.id('katherine') } });
  });

  test('limits a scoped token to the permissions of its grant', async () => {
    await using squirro = await openSquirro();
    const path = `${USERS}/${squirro.id('katherine')}/grants`;
    const grants = await squirro.admin.get(path);
    const grant = /"refresh_token":"(\w+)","project_permissions"/u.exec(grants.text);

    const answer = await squirro.token(`grant_type=refresh_token&refresh_token=${grant?.[1]}`);

    expect(answer).toMatchObject({
      status: 200,
      json: { project_permissions: ['items.read.*', 'projects.read.*'] },
    });
  });

  test.for([
    ['', 400],
    ['grant_type=magic', 400],
    ['grant_type=refresh_token', 400],
    ['grant_type=password&username=ada%40example.org', 400],
    ['grant_type=ext_id&auth_service=salesforce', 400],
    ['grant_type=refresh_token&refresh_token=feed&user_information=%7B', 400],
    ['grant_type=refresh_token&refresh_token=feed', 404],
    ['grant_type=access_token&access_token=feed', 404],
    ['grant_type=refresh_token&refresh_token=feed&client_id=nobody&client_secret=x', 403],
    ['grant_type=refresh_token&refresh_token=feed&client_id=kiosk&client_secret=wrong', 403],
    ['grant_type=password&username=ada%40example.org&password=ada-password', 403],
    ['grant_type=password&username=ada%40example.org&password=wrong&CLIENT', 403],
    ['grant_type=password&username=nobody%40example.org&password=x&CLIENT', 404],
    ['grant_type=password&username=hedy%40example.org&password=hedy-password&tenant=acme&CLIENT', 404],
    ['grant_type=password&username=ada%40example.org&password=ada-password&tenant=nowhere&CLIENT', 404],
    ['grant_type=ext_id&auth_service=salesforce&auth_user=kjohnson', 403],
    [
      'grant_type=ext_id&auth_service=salesforce&auth_user=kjohnson&client_id=kiosk&client_secret=client-secret-of-kiosk',
      403,
    ],
    ['grant_type=ext_id&auth_service=Salesforce&auth_user=kjohnson&CLIENT', 404],
  ] as const)('answers %s with %i, and never with 401', async ([form, status]) => {
    await using squirro = await openSquirro();

    const answer = await squirro.token(form.replace('CLIENT', squirro.client));

    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({ error: expect.any(String) });
    expect(squirro.effects()).toEqual([]);
  });

  test('names everything that is wrong with a form', async () => {
    await using squirro = await openSquirro();

    const answer = await squirro.token('grant_type=password');

    expect(answer.json).toEqual({
      error: 'request rejected',
      errors: ['username: value is required', 'password: value is required'],
    });
  });

  test('answers 410 for a refresh token that was revoked', async () => {
    await using squirro = await openSquirro();
    const emmy = await squirro.signIn('emmy');
    const session = `${USERS}/${squirro.id('emmy')}/sessions/${emmy.sessionId}`;

    const deleted = await squirro.admin.delete(session);

    expect(deleted.status).toBe(204);
    expect((await emmy.get(USERS)).status).toBe(401);
    const answer = await squirro.token(`grant_type=refresh_token&refresh_token=${emmy.refreshToken}`);
    expect(answer.status).toBe(410);
  });

  test('answers 410 for an access token that has expired', async () => {
    await using squirro = await openSquirro();
    squirro.simulator.setFaults([{ path: USERS, fault: 'expired-token', times: 1 }]);
    await squirro.admin.get(USERS);

    const answer = await squirro.token(`grant_type=access_token&access_token=${squirro.admin.token}`);

    expect(answer.status).toBe(410);
  });

  test('takes forms, not JSON', async () => {
    await using squirro = await openSquirro();

    const answer = await send(squirro.url, 'POST', '/api/user/oauth2/token', {
      json: { grant_type: 'refresh_token', refresh_token: squirro.admin.refreshToken },
    });

    expect(answer).toMatchObject({
      status: 400,
      json: { error: 'malformed request', errors: ['expected application/x-www-form-urlencoded'] },
    });
  });
});

describe('an access token', () => {
  test.for([
    ['none', {}],
    ['an unknown one', { Authorization: 'Bearer 0f1e2d3c4b5a69788796a5b4c3d2e1f00a1b2c3d' }],
    ['Basic instead of Bearer', { Authorization: 'Basic YWRhOmFkYS1wYXNzd29yZA==' }],
  ] as const)('is demanded with 401: %s', async ([, headers]) => {
    await using squirro = await openSquirro();

    const answer = await send(squirro.url, 'GET', USERS, { headers });

    expect(answer).toMatchObject({ status: 401, json: { error: 'no valid access token' } });
  });
});

describe('an Exchange token', () => {
  const jwt = (claims: unknown) =>
    ['{"alg":"none"}', JSON.stringify(claims), 'signature']
      .map((part) => Buffer.from(part).toString('base64url'))
      .join('.');
  const path = '/api/user/msexchange/oauth2_token?msexchuid_token=';

  test('is exchanged for one that works like a refresh token', async () => {
    await using squirro = await openSquirro();
    const token = jwt({ appctx: '{"msexchuid":"katherine@exchange.example.org","version":"ExIdTok.V1"}' });

    const answer = await squirro.admin.get(path + token);

    expect(answer).toMatchObject({
      status: 200,
      json: { oauth2_token: expect.any(String), user_id: squirro.id('katherine') },
    });
    const { oauth2_token: refreshToken } = answer.json as { oauth2_token: string };
    const signedIn = await squirro.token(`grant_type=refresh_token&refresh_token=${refreshToken}`);
    expect(signedIn).toMatchObject({ status: 200, json: { user_id: squirro.id('katherine') } });
  });

  test.for([
    ['', 400],
    ['no.jwt', 400],
    ['not.a.jwt', 400],
    [jwt({ sub: 'katherine' }), 400],
    [jwt({ appctx: { msexchuid: 'stranger@exchange.example.org' } }), 404],
  ] as const)('of %s is refused with %i', async ([token, status]) => {
    await using squirro = await openSquirro();

    expect((await squirro.admin.get(path + token)).status).toBe(status);
  });

  test('needs an access token of its own', async () => {
    await using squirro = await openSquirro();

    expect((await send(squirro.url, 'GET', path)).status).toBe(401);
  });
});

import { describe, expect, test } from 'vitest';
import { openSquirro } from './squirro-requests.ts';

const of = (user: string) => `/api/user/v0/acme/users/${user}`;

describe('grants', () => {
  test('are listed with their refresh tokens, without login sessions', async () => {
    await using squirro = await openSquirro();
    await squirro.signIn('katherine');

    const answer = await squirro.admin.get(
      `${of(squirro.id('katherine'))}/grants?client_id=kiosk&client_secret=client-secret-of-kiosk`,
    );

    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      grants: [
        {
          id: expect.stringMatching(/^[\w-]{22}$/u),
          type: 'service',
          created_at: '2026-03-04 05:06:07',
          valid_to: '2036-03-01 05:06:07',
          refresh_token: expect.stringMatching(/^[0-9a-f]{96}$/u),
          project_permissions: ['items.read.*', 'projects.read.*'],
        },
        {
          id: expect.stringMatching(/^[\w-]{22}$/u),
          type: 'user',
          created_at: '2026-02-03 04:05:06',
          valid_to: '2036-02-01 04:05:06',
          refresh_token: expect.stringMatching(/^[0-9a-f]{96}$/u),
        },
      ],
    });
  });

  test('are none for a person with nothing but a session', async () => {
    await using squirro = await openSquirro();
    await squirro.signIn('emmy');

    const answer = await squirro.admin.get(`${of(squirro.id('emmy'))}/grants`);

    expect(answer.json).toEqual({ grants: [] });
  });

  test('are made by a form, and their refresh token works until they are deleted as a session', async () => {
    await using squirro = await openSquirro();
    const path = of(squirro.id('emmy'));

    const made = await squirro.admin.post(`${path}/grants`, {
      form: `type=service&${squirro.client}&for_client_id=kiosk&project_permissions=items.read.%2A%2Cprojects.read.%2A`,
    });

    expect(made.status).toBe(201);
    const { id, refresh_token: token } = made.json as { id: string; refresh_token: string };
    expect(made.json).toEqual({ id, refresh_token: token });
    const refresh = () => squirro.token(`grant_type=refresh_token&refresh_token=${token}`);
    expect(await refresh()).toMatchObject({ status: 200, json: { user_id: squirro.id('emmy') } });
    expect((await squirro.admin.get(`${path}/grants`)).json).toMatchObject({
      grants: [{ id, type: 'service', project_permissions: ['items.read.*', 'projects.read.*'] }],
    });
    expect((await squirro.admin.get(`${path}/sessions/${id}`)).json).toMatchObject({ client_id: 'kiosk' });

    const deleted = await squirro.admin.delete(`${path}/sessions/${id}`);

    expect(deleted.status).toBe(204);
    expect((await refresh()).status).toBe(410);
    expect(squirro.effects()).toEqual([`grant.created ${id}`, `grant.deleted ${id}`]);
  });

  test('may be listed by the person, who needs client credentials for it', async () => {
    await using squirro = await openSquirro();
    const emmy = await squirro.signIn('emmy');
    const path = `${of(squirro.id('emmy'))}/grants`;

    const [without, withClient] = [await emmy.get(path), await emmy.get(`${path}?${squirro.client}`)];

    expect([without.status, withClient.status]).toEqual([403, 200]);
  });
});

describe('a session', () => {
  test('can be read, and once deleted it is gone', async () => {
    await using squirro = await openSquirro();
    const emmy = await squirro.signIn('emmy');
    const path = `${of(squirro.id('emmy'))}/sessions/${emmy.sessionId}`;

    const read = await emmy.get(path);
    const deleted = await emmy.delete(path);

    expect(read).toMatchObject({ status: 200 });
    expect(read.json).toEqual({
      id: emmy.sessionId,
      user_id: squirro.id('emmy'),
      client_id: 'rollcall',
      type: 'login',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/u),
      valid_to: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/u),
    });
    expect(deleted.status).toBe(204);
    expect((await emmy.get(path)).status).toBe(401);
    expect((await squirro.admin.get(path)).status).toBe(404);
  });

  test('is found under its own user only', async () => {
    await using squirro = await openSquirro();
    const emmy = await squirro.signIn('emmy');

    const answer = await squirro.admin.get(`${of(squirro.id('ada'))}/sessions/${emmy.sessionId}`);

    expect(answer.status).toBe(404);
  });
});

describe('an authentication', () => {
  test('is made, then modified keeping what is left out, then deleted', async () => {
    await using squirro = await openSquirro();
    const { admin, id } = squirro;
    const path = `/api/user/v0/acme/authentications/dropbox/${id('emmy')}`;

    const made = await admin.post(`${path}?${squirro.client}`, {
      json: {
        service_user: 'emmy.n',
        access_token: 'one',
        display_name: 'Emmy',
        access_token_expires: '2030-01-02T03:04:05',
      },
    });
    const modified = await admin.post(path, { json: { service_user: 'emmy.n', access_token: 'two' } });
    const read = await admin.get(path);
    const inUser = await admin.get(`/api/user/v1/acme/users/${id('emmy')}`);

    const link = {
      service_user: 'emmy.n',
      access_token: 'two',
      display_name: 'Emmy',
      access_token_expires: '2030-01-02T03:04:05',
      access_secret: null,
      access_secret_expires: null,
      state: 'ok',
    };
    expect(made).toMatchObject({ status: 201, json: { ...link, access_token: 'one' } });
    expect(modified).toMatchObject({ status: 200, json: link });
    expect(read.json).toEqual(link);
    expect(inUser.json).toMatchObject({ authentications: { dropbox: link } });

    const deleted = await admin.delete(path);

    expect(deleted.status).toBe(204);
    expect((await admin.get(path)).status).toBe(404);
    expect((await admin.get(`/api/user/v1/acme/users/${id('emmy')}`)).json).toMatchObject({
      authentications: {},
    });
    expect(squirro.effects()).toEqual([
      `authentication.created dropbox/${id('emmy')}`,
      `authentication.updated dropbox/${id('emmy')}`,
      `authentication.deleted dropbox/${id('emmy')}`,
    ]);
  });
});

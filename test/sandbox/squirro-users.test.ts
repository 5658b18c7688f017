import { describe, expect, test } from 'vitest';
import { idIn, openSquirro, send } from './squirro-requests.ts';

const users = (version = 'v0') => `/api/user/${version}/acme/users`;
const config = { market: 'en-US', noise_level: 0.1, timezone: 'UTC' };

describe('the list of users', () => {
  test('holds every account once, newest first, without custom data and authentications', async () => {
    await using squirro = await openSquirro();

    const answer = await squirro.admin.get(`${users()}?include_config=True`);

    expect(answer.status).toBe(200);
    const { users: list } = answer.json as { users: { email: string }[] };
    expect(list.map(({ email }) => email)).toEqual([
      'rozsa@example.org',
      'annie@example.org',
      'konrad@example.org',
      'katherine@example.org',
      'claude.shannon@example.org',
      'edsger@example.org',
      'emmy@example.org',
      'GRACE@example.org',
      'ada@example.org',
      'rollcall@example.org',
    ]);
    expect(list[7]).toEqual({
      id: squirro.id('grace'),
      email: 'GRACE@example.org',
      full_name: 'Grace Hopper',
      role: 'user',
      role_permissions: ['user'],
      tenant: 'acme',
      config,
    });
  });

  test('has no config when that is not wanted, and has it when nothing is said', async () => {
    await using squirro = await openSquirro();

    const without = await squirro.admin.get(`${users()}?include_config=False`);
    const unsaid = await squirro.admin.get(users());

    expect(without.text).not.toContain('"config"');
    expect(unsaid.text.split('"config"')).toHaveLength(11);
  });

  test('has one reader, two administrators, and somebody without a name', async () => {
    await using squirro = await openSquirro();

    const { json } = await squirro.admin.get(users());

    const { users: list } = json as { users: { email: string; role: string }[] };
    const having = (role: string) => list.filter((user) => user.role === role).map(({ email }) => email);
    expect(having('reader')).toEqual(['edsger@example.org']);
    expect(having('admin')).toEqual(['ada@example.org', 'rollcall@example.org']);
    expect(list.filter((user) => !('full_name' in user)).map(({ email }) => email)).toEqual([
      'konrad@example.org',
    ]);
  });

  test('has ids of 22 characters, some of which start like an option or a comment', async () => {
    await using squirro = await openSquirro();

    const { json } = await squirro.admin.get(users());

    const ids = (json as { users: { id: string }[] }).users.map(({ id }) => id);
    expect(ids.filter((id) => !/^[\w-]{22}$/u.test(id))).toEqual([]);
    expect(ids.filter((id) => /^[-_]/u.test(id)).length).toBeGreaterThan(0);
  });
});

describe('one user', () => {
  test('of version 0 has groups and custom data, but no authentications', async () => {
    await using squirro = await openSquirro();

    const answer = await squirro.admin.get(`${users()}/${squirro.id('grace')}?include_projects=False`);

    expect(answer).toMatchObject({ status: 200 });
    expect(answer.json).toEqual({
      id: squirro.id('grace'),
      email: 'GRACE@example.org',
      full_name: 'Grace Hopper',
      role: 'user',
      role_permissions: ['user'],
      tenant: 'acme',
      config,
      groups: [
        { id: squirro.id('engineers'), name: 'engineers' },
        { id: squirro.id('analysts'), name: 'analysts' },
      ],
      department: 'analytics',
      badge: 1906,
      preferences: { theme: 'dark', languages: ['en', 'cobol'] },
    });
  });

  test('of version 1 has authentications as well, secrets and all', async () => {
    await using squirro = await openSquirro();

    const answer = await squirro.admin.get(
      `${users('v1')}/${squirro.id('katherine')}?include_projects=False`,
    );

    expect(answer.json).toMatchObject({
      groups: [{ id: squirro.id('analysts'), name: 'analysts' }],
      authentications: {
        msexchange: {
          service_user: 'katherine@exchange.example.org',
          display_name: 'Katherine Johnson',
          access_token: 'exchange-token-of-katherine',
          access_token_expires: '2036-01-02T03:04:05',
          access_secret: 'exchange-secret-of-katherine',
          access_secret_expires: null,
          state: 'ok',
        },
        salesforce: { service_user: 'kjohnson', display_name: null, state: 'ok' },
      },
    });
  });

  test('shows the projects of which it is a direct member, when asked', async () => {
    await using squirro = await openSquirro();
    const path = `${users('v1')}/${squirro.id('konrad')}?include_projects=`;

    const asked = [await squirro.admin.get(`${path}True`), await squirro.admin.get(`${path}1`)];
    const unasked = await squirro.admin.get(`${path}False`);

    for (const answer of asked) {
      expect(answer.json).toMatchObject({
        projects: [
          { id: squirro.id('Galaxy'), title: 'Galaxy', role: 'admin' },
          { id: squirro.id('Forecast'), title: 'Forecast', role: 'reader' },
        ],
      });
    }
    expect(unasked.json).not.toHaveProperty('projects');
  });

  test('may read itself', async () => {
    await using squirro = await openSquirro();
    const edsger = await squirro.signIn('edsger');

    expect((await edsger.get(`${users('v1')}/${squirro.id('edsger')}`)).status).toBe(200);
  });
});

describe('adding a user', () => {
  test('answers 201 with the user, whose name is null', async () => {
    await using squirro = await openSquirro();

    const answer = await squirro.admin.post(users(), {
      json: { email: 'Mary@example.org', password: 'long enough', role: 'reader' },
    });

    expect(answer.status).toBe(201);
    const id = idIn(answer);
    expect(answer.json).toMatchObject({
      id: expect.stringMatching(/^[\w-]{22}$/u),
      email: 'Mary@example.org',
      full_name: null,
      role: 'reader',
      tenant: 'acme',
      groups: [],
    });
    expect(squirro.effects()).toEqual([`user.created ${id}`]);
    expect((await squirro.admin.get(`${users()}/${id}`)).json).toEqual(answer.json);
    const signedIn = await squirro.token(
      `grant_type=password&username=mary%40example.org&password=long+enough&${squirro.client}`,
    );
    expect(signedIn.status).toBe(200);
  });

  test('makes an ordinary user when no role is given', async () => {
    await using squirro = await openSquirro();

    const answer = await squirro.admin.post(users(), { json: { email: 'mary@example.org' } });

    expect(answer).toMatchObject({ status: 201, json: { role: 'user', role_permissions: ['user'] } });
  });

  test('is refused where the server setting forbids it', async () => {
    await using squirro = await openSquirro({ userCreation: false });

    const answer = await squirro.admin.post(users(), { json: { email: 'mary@example.org' } });

    expect(answer).toMatchObject({ status: 403, json: { error: 'user creation is disabled' } });
    expect(squirro.effects()).toEqual([]);
  });
});

describe('updating a user', () => {
  test('through version 1 replaces the top-level keys given, and stores those it does not know', async () => {
    await using squirro = await openSquirro();
    const path = `${users('v1')}/${squirro.id('grace')}`;
    const before = (await squirro.admin.get(path)).json as object;

    const answer = await squirro.admin.put(path, {
      json: {
        full_name: 'Grace M. Hopper',
        role: 'admin',
        preferences: { theme: 'light' },
        badge: null,
        név: [1],
      },
    });

    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      ...before,
      full_name: 'Grace M. Hopper',
      role: 'admin',
      role_permissions: ['admin', 'profile.write.update', 'projects.write.create'],
      preferences: { theme: 'light' },
      badge: null,
      név: [1],
    });
    expect((await squirro.admin.get(path)).json).toEqual(answer.json);
    expect(squirro.effects()).toEqual([`user.updated ${squirro.id('grace')}`]);
  });

  test('through version 0 makes texts of everything, and lists of what is repeated', async () => {
    await using squirro = await openSquirro();

    const answer = await squirro.admin.put(`${users()}/${squirro.id('emmy')}`, {
      form: 'full_name=Emmy+N%C3%B6ther&floor=3&tag=algebra&tag=rings',
    });

    expect(answer).toMatchObject({
      status: 200,
      json: { full_name: 'Emmy Nöther', floor: '3', tag: ['algebra', 'rings'], email: 'emmy@example.org' },
    });
    expect(answer.json).not.toHaveProperty('authentications');
  });

  test('replaces config as one key', async () => {
    await using squirro = await openSquirro();

    const answer = await squirro.admin.put(`${users('v1')}/${squirro.id('emmy')}`, {
      json: { config: { timezone: 'Europe/Berlin' } },
    });

    expect(answer.json).toMatchObject({ config: { timezone: 'Europe/Berlin' } });
    expect(answer.text).not.toContain('market');
  });

  test('leaves alone what is computed', async () => {
    await using squirro = await openSquirro();
    const path = `${users('v1')}/${squirro.id('emmy')}`;
    const before = (await squirro.admin.get(path)).json;

    const answer = await squirro.admin.put(path, {
      json: {
        id: 'x',
        tenant: 'lab',
        groups: [],
        role_permissions: ['admin'],
        authentications: {},
        projects: [],
      },
    });

    expect(answer).toMatchObject({ status: 200, json: before });
  });

  test('moves the account to another address, and back to another spelling of it', async () => {
    await using squirro = await openSquirro();
    const path = `${users('v1')}/${squirro.id('emmy')}`;

    const moved = await squirro.admin.put(path, { json: { email: 'noether@example.org' } });
    const respelt = await squirro.admin.put(path, { json: { email: 'Noether@Example.org' } });
    const reused = await squirro.admin.post(users(), { json: { email: 'emmy@example.org' } });

    expect([moved.status, respelt.status, reused.status]).toEqual([200, 200, 201]);
    expect(respelt.json).toMatchObject({ email: 'Noether@Example.org' });
  });

  test('is open to oneself, but for the role', async () => {
    await using squirro = await openSquirro();
    const emmy = await squirro.signIn('emmy');
    const path = `${users('v1')}/${squirro.id('emmy')}`;

    const own = await emmy.put(path, { json: { mood: 'good', role: 'user' } });
    const promotion = await emmy.put(path, { json: { role: 'admin' } });

    expect(own).toMatchObject({ status: 200, json: { mood: 'good' } });
    expect(promotion).toMatchObject({ status: 403 });
  });
});

describe('deleting a user', () => {
  test('takes sessions, grants, authentications and memberships along, and leaves owned projects', async () => {
    await using squirro = await openSquirro();
    const { admin, id } = squirro;
    const konrad = await squirro.signIn('konrad');

    const answer = await admin.delete(`${users()}/${id('konrad')}`);

    expect(answer).toMatchObject({ status: 204, text: '' });
    expect(squirro.effects().slice(1)).toEqual([
      `session.deleted ${konrad.sessionId}`,
      `membership.deleted ${id('Forecast')}/user/${id('konrad')}`,
      `membership.deleted ${id('Galaxy')}/user/${id('konrad')}`,
      `group-member.removed ${id('engineers')}/${id('konrad')}`,
      `user.deleted ${id('konrad')}`,
    ]);
    expect((await admin.get(`${users()}/${id('konrad')}`)).status).toBe(404);
    expect((await admin.get(users())).text).not.toContain(id('konrad'));
    expect((await admin.get(`/api/user/v0/acme/groups/${id('engineers')}`)).text).not.toContain(id('konrad'));
    const project = await admin.get(`/api/topic/v0/acme/projects/${id('Galaxy')}`);
    expect(project.json).toMatchObject({ owner_id: id('konrad') });
    expect((await konrad.get(users())).status).toBe(401);
  });
});

describe('a password', () => {
  const body = (current: string | null, next: string, confirm: string | null = next) => ({
    json: { current_password: current, new_password: next, new_password_confirm: confirm },
  });

  test('is changed by the person, and from then on is the one that counts', async () => {
    await using squirro = await openSquirro();
    const emmy = await squirro.signIn('emmy');

    const answer = await emmy.put(
      `${users()}/${squirro.id('emmy')}/password`,
      body('emmy-password', 'symmetry'),
    );

    expect(answer).toMatchObject({ status: 200, json: {} });
    expect(squirro.effects().slice(1)).toEqual([`password.changed ${squirro.id('emmy')}`]);
    const signIn = (password: string) =>
      squirro.token(`grant_type=password&username=emmy%40example.org&password=${password}&${squirro.client}`);
    expect([(await signIn('emmy-password')).status, (await signIn('symmetry')).status]).toEqual([403, 200]);
  });

  test.for([
    ['confirmation differs', 'emmy', body('emmy-password', 'symmetry', 'asymmetry'), 400],
    ['no confirmation', 'emmy', body('emmy-password', 'symmetry', null), 400],
    ['too short', 'emmy', body('emmy-password', 'short'), 400],
    ['wrong current password', 'emmy', body('wrong', 'symmetry'), 403],
    ['no current password', 'emmy', body(null, 'symmetry'), 403],
    ["another person's", 'ada', body('ada-password', 'symmetry'), 403],
  ] as const)('is not changed: %s', async ([, target, change, status]) => {
    await using squirro = await openSquirro();
    const emmy = await squirro.signIn('emmy');

    const answer = await emmy.put(`${users()}/${squirro.id(target)}/password`, change);

    expect(answer).toMatchObject({ status, json: { error: expect.any(String) } });
    expect(squirro.effects().slice(1)).toEqual([]);
  });

  test('follows a policy, which anybody may read', async () => {
    await using squirro = await openSquirro();
    const edsger = await squirro.signIn('edsger');

    const answer = await edsger.get(`${users()}/password_policy`);

    expect(answer).toMatchObject({ status: 200 });
    expect(answer.json).toEqual({
      min_length: 8,
      require_uppercase: false,
      require_digit: false,
      require_special: false,
    });
  });
});

describe('signing up', () => {
  const json = {
    client_id: null,
    client_secret: null,
    email: 'mary@example.org',
    password: 'long enough',
    full_name: null,
  };
  const signUp = (url: string, body: object) => send(url, 'POST', '/api/user/v2/signup', { json: body });

  test.for([
    ['by default', {}],
    ['with workspaces, where somebody exists already', { signup: true }],
    ['without workspaces, unless it is switched on', { workspaces: false }],
  ] as const)('is closed %s', async ([, options]) => {
    await using squirro = await openSquirro(options);

    const answer = await signUp(squirro.url, json);

    expect(answer).toMatchObject({ status: 403, json: { error: 'signup is closed' } });
  });

  test('makes a tenant of which the new user is the administrator', async () => {
    await using squirro = await openSquirro({ signup: true, workspaces: false });

    const answer = await signUp(squirro.url, json);

    const { user_id: id } = answer.json as { user_id: string };
    expect(answer.status).toBe(201);
    expect(answer.json).toEqual({ user_id: id, tenant: 'mary-example-org' });
    expect(squirro.effects()).toEqual(['workspace.created mary-example-org', `user.created ${id}`]);
    const signedIn = await squirro.token(
      `grant_type=password&username=mary%40example.org&password=long+enough&${squirro.client}`,
    );
    expect(signedIn).toMatchObject({ status: 200, json: { tenant: 'mary-example-org', role: 'admin' } });
  });

  test.for([
    [{ email: null }, 400],
    [{ password: null }, 400],
    [{ password: 'short' }, 400],
    [{ client_id: 'nobody', client_secret: 'x' }, 403],
    [{ email: 'ADA@example.org' }, 409],
  ] as const)('with %o is refused with %i', async ([change, status]) => {
    await using squirro = await openSquirro({ signup: true, workspaces: false });

    expect((await signUp(squirro.url, { ...json, ...change })).status).toBe(status);
    expect(squirro.effects()).toEqual([]);
  });
});

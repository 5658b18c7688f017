import { describe, expect, test } from 'vitest';
import { openSquirro } from './squirro-requests.ts';

const PROJECTS = '/api/topic/v0/acme/projects';
const membersOf = (project: string) => `/api/user/v0/acme/projects/${project}/members`;

const reader = [
  'items.read.*',
  'previews.read.*',
  'projects.read.*',
  'savedsearches.read.*',
  'scores.read.*',
  'signals.read.*',
  'sources.read.*',
];
const member = [
  'items.*',
  'previews.*',
  'projects.read.*',
  'projects.write.*',
  'savedsearches.*',
  'scores.*',
  'signals.*',
  'sources.*',
];

describe('members of a project', () => {
  test('are the users and groups with a role, neither owner nor administrators for that alone', async () => {
    await using squirro = await openSquirro();
    const { admin, id } = squirro;

    const answer = await admin.get(membersOf(id('Forecast')));

    expect(answer.status).toBe(200);
    const common = { project_id: id('Forecast'), member_type: 'user', server_role: 'user' };
    expect(answer.json).toEqual({
      members: [
        {
          ...common,
          member_id: id('konrad'),
          project_role: 'reader',
          email: 'konrad@example.org',
          permissions: reader,
        },
        {
          ...common,
          member_id: id('claude.shannon'),
          project_role: 'reader',
          email: 'claude.shannon@example.org',
          full_name: 'Claude Shannon',
          permissions: reader,
        },
        {
          member_id: id('analysts'),
          member_type: 'group',
          project_id: id('Forecast'),
          project_role: 'member',
          server_role: null,
          email: null,
          full_name: 'analysts',
          permissions: member,
        },
      ],
    });
  });

  test('are added with 200, changed and deleted, users and groups alike', async () => {
    await using squirro = await openSquirro();
    const { admin, id } = squirro;
    const path = membersOf(id('Galaxy'));

    const user = await admin.post(path, { form: `role=member&user_id=${id('emmy')}` });
    const group = await admin.post(path, { form: `role=admin&group_id=${id('alumni')}` });
    const changed = await admin.put(`${path}/${id('emmy')}`, { form: 'role=reader' });
    const deleted = await admin.delete(`${path}/${id('alumni')}`);

    expect(user).toMatchObject({
      status: 200,
      json: { member_id: id('emmy'), member_type: 'user', project_role: 'member', permissions: member },
    });
    expect(group).toMatchObject({
      status: 200,
      json: { member_id: id('alumni'), member_type: 'group', project_role: 'admin', permissions: ['*'] },
    });
    expect(changed).toMatchObject({ status: 200, json: { project_role: 'reader', permissions: reader } });
    expect(deleted).toMatchObject({ status: 204, text: '' });
    expect(squirro.effects()).toEqual([
      `membership.created ${id('Galaxy')}/user/${id('emmy')}`,
      `membership.created ${id('Galaxy')}/group/${id('alumni')}`,
      `membership.updated ${id('Galaxy')}/user/${id('emmy')}`,
      `membership.deleted ${id('Galaxy')}/group/${id('alumni')}`,
    ]);
    const { json } = await admin.get(path);
    expect((json as { members: object[] }).members).toHaveLength(3);
  });

  test('have permissions that depend on their server role as well', async () => {
    await using squirro = await openSquirro();
    const { admin, id } = squirro;
    const path = membersOf(id('Galaxy'));

    const restricted = await admin.post(path, { form: `role=admin&user_id=${id('edsger')}` });
    const administrator = await admin.post(path, { form: `role=reader&user_id=${id('ada')}` });

    expect(restricted.json).toMatchObject({
      project_role: 'admin',
      server_role: 'reader',
      permissions: reader,
    });
    expect(administrator.json).toMatchObject({
      project_role: 'reader',
      server_role: 'admin',
      permissions: ['*'],
    });
  });

  test('are managed by the owner and by project administrators, without a server role', async () => {
    await using squirro = await openSquirro();
    const { id } = squirro;
    const owner = await squirro.signIn('emmy');
    const projectAdmin = await squirro.signIn('konrad');

    const byOwner = await owner.post(membersOf(id('Forecast')), {
      form: `role=reader&user_id=${id('rozsa')}`,
    });
    const byAdmin = await projectAdmin.post(membersOf(id('Galaxy')), {
      form: `role=reader&user_id=${id('ada')}`,
    });

    expect([byOwner.status, byAdmin.status]).toEqual([200, 200]);
  });
});

describe('projects', () => {
  test('are listed as a bare array, all of them for an administrator', async () => {
    await using squirro = await openSquirro();
    const { admin, id } = squirro;

    const answer = await admin.get(PROJECTS);

    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject([{ title: 'Galaxy' }, { title: 'Forecast' }, { title: 'Churn' }]);
    expect((answer.json as object[])[2]).toEqual({
      id: id('Churn'),
      title: 'Churn',
      description: 'Who leaves, and why',
      owner_id: id('grace'),
      tenant: 'acme',
      project_type: 'normal',
      seeder: null,
    });
  });

  test.for([
    ['annie', ['Forecast', 'Churn'], 'through a group'],
    ['claude.shannon', ['Forecast'], 'as a direct member'],
    ['emmy', ['Galaxy', 'Forecast'], 'through a group, and as owner'],
    ['edsger', ['Forecast', 'Churn'], 'through a group, although restricted'],
  ] as const)('are listed for %s as %o: %s', async ([username, titles]) => {
    await using squirro = await openSquirro();
    const caller = await squirro.signIn(username);

    const { json } = await caller.get(PROJECTS);

    expect((json as { title: string }[]).map(({ title }) => title)).toEqual(titles);
  });

  test('are created from a form with the refresh token, and belong to the caller', async () => {
    await using squirro = await openSquirro();
    const { id } = squirro;
    const emmy = await squirro.signIn('emmy');

    const answer = await emmy.post(PROJECTS, {
      form: `title=Ring+theory&token=${emmy.refreshToken}&project_id=pR0jE2cTQ_aB3dF5hJ7kLw&description=Ideals&locator=%7B%22de%22%3A+1%7D&project_type=monitoring`,
    });

    expect(answer).toMatchObject({ status: 201 });
    expect(answer.json).toEqual({ id: 'pR0jE2cTQ_aB3dF5hJ7kLw' });
    const { json } = await emmy.get(`${PROJECTS}/pR0jE2cTQ_aB3dF5hJ7kLw`);
    expect(json).toMatchObject({
      title: 'Ring theory',
      description: 'Ideals',
      owner_id: id('emmy'),
      project_type: 'monitoring',
      locator: { de: 1 },
      type: null,
    });
    expect(squirro.effects().slice(1)).toEqual(['project.created pR0jE2cTQ_aB3dF5hJ7kLw']);
  });

  test('are modified key by key, and deleted with their memberships', async () => {
    await using squirro = await openSquirro();
    const { admin, id } = squirro;
    const path = `${PROJECTS}/${id('Galaxy')}`;

    const modified = await admin.put(path, {
      json: { title: 'Milky Way', theme: { dark: true }, unheard_of: 1 },
    });
    const read = await admin.get(path);
    const deleted = await admin.delete(path);

    expect(modified).toMatchObject({ status: 204, text: '' });
    expect(read.json).toMatchObject({ title: 'Milky Way', theme: { dark: true }, owner_id: id('konrad') });
    expect(read.json).not.toHaveProperty('unheard_of');
    expect(deleted.status).toBe(204);
    expect((await admin.get(path)).status).toBe(404);
    expect((await admin.get(membersOf(id('Galaxy')))).status).toBe(404);
    expect(squirro.effects()).toEqual([
      `project.updated ${id('Galaxy')}`,
      `membership.deleted ${id('Galaxy')}/user/${id('konrad')}`,
      `membership.deleted ${id('Galaxy')}/group/${id('stewards')}`,
      `project.deleted ${id('Galaxy')}`,
    ]);
  });

  test('are modified by their members, and deleted by their administrators only', async () => {
    await using squirro = await openSquirro();
    const { id } = squirro;
    const annie = await squirro.signIn('annie');
    const path = `${PROJECTS}/${id('Forecast')}`;

    const modified = await annie.put(path, { json: { description: 'Next year' } });
    const deleted = await annie.delete(path);

    expect([modified.status, deleted.status]).toEqual([204, 403]);
  });

  test('can be written by a scoped token only as far as its scope goes', async () => {
    await using squirro = await openSquirro();
    const { admin, id } = squirro;
    const made = await admin.post(`/api/user/v0/acme/users/${id('ada')}/grants`, {
      form: 'type=service&for_client_id=kiosk&project_permissions=projects.read.%2A',
    });
    const { refresh_token: token } = made.json as { refresh_token: string };
    const { json } = await squirro.token(`grant_type=refresh_token&refresh_token=${token}`);
    const headers = { Authorization: `Bearer ${(json as { access_token: string }).access_token}` };
    const path = `${PROJECTS}/${id('Churn')}`;

    const read = await admin.send('GET', path, { headers });
    const modified = await admin.send('PUT', path, { headers, json: { title: 'Stay' } });
    const created = await admin.send('POST', PROJECTS, { headers, form: 'title=New' });

    expect([read.status, modified.status, created.status]).toEqual([200, 403, 403]);
  });
});

describe('the permission check', () => {
  const body = (project: string | null, user: unknown, inProject: unknown) => ({
    json: { project_id: project, user_permissions: user, project_permissions: inProject },
  });

  test.for([
    ['ada', body(null, 'admin', null), 204],
    ['ada', body(null, ['nothing', 'projects.write.create'], null), 204],
    ['ada', body('Churn', null, 'items.write.create'), 204],
    ['emmy', body(null, null, null), 204],
    ['emmy', body(null, 'admin', null), 403],
    ['emmy', body('Galaxy', 'user', 'items.read.get'), 204],
    ['emmy', body('Galaxy', 'admin', 'items.read.get'), 403],
    ['emmy', body('Galaxy', null, ['items.write.create', 'signals.read.list']), 204],
    ['emmy', body('Galaxy', null, 'items.write.create'), 403],
    ['emmy', body('Forecast', null, 'anything.at.all'), 204],
    ['emmy', body('Churn', null, 'items.read.get'), 403],
    ['emmy', body(null, null, 'items.read.get'), 403],
    ['emmy', body('no such project', null, 'items.read.get'), 404],
    ['emmy', body(null, 7, null), 400],
  ] as const)('tells %s about %o with %i', async ([username, { json }, status]) => {
    await using squirro = await openSquirro();
    const caller = await squirro.signIn(username);
    const project = ['Churn', 'Galaxy', 'Forecast'].includes(json.project_id ?? '')
      ? squirro.id(json.project_id ?? '')
      : json.project_id;

    const answer = await caller.post('/api/topic/v0/acme/permission', {
      json: { ...json, project_id: project },
    });

    expect(answer.status).toBe(status);
  });
});

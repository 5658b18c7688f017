import { describe, expect, test } from 'vitest';
import { openSquirro } from './squirro-requests.ts';

const WORKSPACES = '/api/user/v2/workspaces';

describe('workspaces', () => {
  test('are listed as a bare array, with projects when asked', async () => {
    await using squirro = await openSquirro();
    const { admin, id } = squirro;

    const plain = await admin.get(`${WORKSPACES}?include_projects=False&admin_only=True`);
    const withProjects = await admin.get(`${WORKSPACES}?include_projects=True&admin_only=False`);

    expect(plain.json).toEqual([
      { domain: 'lab', title: 'Lab' },
      { domain: 'acme', title: 'Acme' },
    ]);
    expect(withProjects.json).toMatchObject([
      {
        domain: 'lab',
        projects: [
          { id: id('lab/Hopping'), title: 'Hopping' },
          { id: id('lab/Prototype'), title: 'Prototype' },
        ],
      },
      { domain: 'acme', projects: [{ title: 'Galaxy' }, { title: 'Forecast' }, { title: 'Churn' }] },
    ]);
  });

  test('are listed for others as far as they belong to them', async () => {
    await using squirro = await openSquirro();
    const emmy = await squirro.signIn('emmy');
    const grace = await squirro.signIn('grace', 'lab');

    const own = await emmy.get(`${WORKSPACES}?include_projects=False&admin_only=False`);
    const administered = await emmy.get(`${WORKSPACES}?include_projects=False&admin_only=True`);
    const administeredByGrace = await grace.get(`${WORKSPACES}?include_projects=False&admin_only=True`);

    expect(own.json).toEqual([{ domain: 'acme', title: 'Acme' }]);
    expect(administered.json).toEqual([]);
    expect(administeredByGrace.json).toEqual([{ domain: 'lab', title: 'Lab' }]);
  });

  test('are created under the slug of their title, used as tenants, and deleted with all in them', async () => {
    await using squirro = await openSquirro();
    const { admin } = squirro;

    const created = await admin.post(WORKSPACES, { json: { title: 'Projekt Nº 5 – Übung' } });
    const user = await admin.post('/api/user/v0/projekt-no-5-ubung/users', {
      json: { email: 'ada@example.org' },
    });
    const { id } = user.json as { id: string };
    const deleted = await admin.delete(`${WORKSPACES}/projekt-no-5-ubung`);

    expect(created).toMatchObject({ status: 201 });
    expect(created.json).toEqual({ domain: 'projekt-no-5-ubung', title: 'Projekt Nº 5 – Übung' });
    expect(user).toMatchObject({ status: 201, json: { tenant: 'projekt-no-5-ubung' } });
    expect(deleted).toMatchObject({ status: 204, text: '' });
    expect((await admin.get('/api/user/v0/projekt-no-5-ubung/users')).status).toBe(404);
    expect(squirro.effects()).toEqual([
      'workspace.created projekt-no-5-ubung',
      `user.created ${id}`,
      `user.deleted ${id}`,
      'workspace.deleted projekt-no-5-ubung',
    ]);
  });

  test('keep their people apart: the same address is another account', async () => {
    await using squirro = await openSquirro();
    const { admin, id } = squirro;
    const grace = await squirro.signIn('grace', 'lab');

    const elsewhere = await admin.get(`/api/user/v0/acme/users/${id('lab/grace')}`);
    const trespass = await grace.get('/api/user/v0/acme/users');

    expect(elsewhere.status).toBe(404);
    expect(trespass).toMatchObject({ status: 403 });
  });

  test('do not exist where they are off', async () => {
    await using squirro = await openSquirro({ workspaces: false });
    const { admin } = squirro;

    const answers = [
      await admin.get(`${WORKSPACES}?include_projects=False&admin_only=False`),
      await admin.post(WORKSPACES, { json: { title: 'New' } }),
      await admin.get(`${WORKSPACES}/acme/users`),
      await admin.get('/api/user/v0/lab/users'),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  });
});

describe('users of a workspace', () => {
  const users = `${WORKSPACES}/lab/users`;

  test('are a bare array of four keys each', async () => {
    await using squirro = await openSquirro();

    const answer = await squirro.admin.get(users);

    expect(answer.json).toEqual([
      { id: squirro.id('lab/annie'), email: 'annie@example.org', role: 'reader', full_name: 'Annie Easley' },
      { id: squirro.id('lab/hedy'), email: 'hedy@example.org', role: 'user', full_name: 'Hedy Lamarr' },
      { id: squirro.id('lab/grace'), email: 'grace@example.org', role: 'admin', full_name: 'Grace Hopper' },
    ]);
  });

  test('are added by address, known ones with the new role, one entry for each', async () => {
    await using squirro = await openSquirro();
    const grace = await squirro.signIn('grace', 'lab');

    const answer = await grace.post(users, {
      json: { emails: ['mary@example.org', 'HEDY@example.org', 'mary@example.org'], role: 'reader' },
    });

    expect(answer.status).toBe(201);
    const [mary] = answer.json as { user_id: string }[];
    expect(answer.json).toEqual([
      { user_id: mary?.user_id, workspace: 'lab' },
      { user_id: squirro.id('lab/hedy'), workspace: 'lab' },
      { user_id: mary?.user_id, workspace: 'lab' },
    ]);
    expect(squirro.effects().slice(1)).toEqual([
      `user.created ${mary?.user_id}`,
      `user.updated ${squirro.id('lab/hedy')}`,
    ]);
    expect((await grace.get(users)).json).toMatchObject([
      { email: 'mary@example.org', role: 'reader', full_name: null },
      { email: 'annie@example.org' },
      { email: 'hedy@example.org', role: 'reader' },
      { email: 'grace@example.org' },
    ]);
  });

  test('change their role by id, answered with an array of one', async () => {
    await using squirro = await openSquirro();
    const annie = squirro.id('lab/annie');

    const answer = await squirro.admin.post(users, { json: { user_id: annie, role: 'admin' } });

    expect(answer.status).toBe(200);
    expect(answer.json).toEqual([{ user_id: annie, workspace: 'lab' }]);
    expect((await squirro.admin.get(`/api/user/v0/lab/users/${annie}`)).json).toMatchObject({
      role: 'admin',
    });
    expect(squirro.effects()).toEqual([`user.updated ${annie}`]);
  });

  test('are deleted as the client does it: read, out of every group, then out of the workspace', async () => {
    await using squirro = await openSquirro();
    const { admin, id } = squirro;
    const hedy = id('lab/hedy');

    const read = await admin.get(`/api/user/v0/lab/users/${hedy}?include_projects=False`);
    const { groups } = read.json as { groups: { id: string }[] };
    const outOfGroups = [];
    for (const group of groups) {
      outOfGroups.push(await admin.delete(`/api/user/v0/lab/groups/${group.id}/members/${hedy}`));
    }
    const deleted = await admin.delete(`${users}/${hedy}`);

    expect(groups).toEqual([{ id: id('lab/inventors'), name: 'inventors' }]);
    expect([...outOfGroups, deleted].map(({ status }) => status)).toEqual([204, 204]);
    expect(squirro.effects()).toEqual([
      `group-member.removed ${id('lab/inventors')}/${hedy}`,
      `user.deleted ${hedy}`,
    ]);
  });
});

import { describe, expect, test } from 'vitest';
import { idIn, openSquirro } from './squirro-requests.ts';

const GROUPS = '/api/user/v0/acme/groups';
const listOf = (...ids: string[]) =>
  encodeURIComponent(JSON.stringify(ids.map((id) => ({ id, ignored: true }))));

describe('groups', () => {
  test('are listed as a bare array with their members embedded', async () => {
    await using squirro = await openSquirro();

    const answer = await squirro.admin.get(GROUPS);

    expect(answer.status).toBe(200);
    const list = answer.json as { name: string }[];
    expect(list.map(({ name }) => name)).toEqual([
      'alumni',
      'stewards',
      'engineers',
      'analysts',
      'platform-admins',
    ]);
    expect(list[1]).toMatchObject({
      id: squirro.id('stewards'),
      name: 'stewards',
      members: [
        { id: squirro.id('rozsa'), full_name: 'Rózsa Péter' },
        {
          id: squirro.id('emmy'),
          email: 'emmy@example.org',
          full_name: 'Emmy Noether',
          role: 'user',
          role_permissions: ['user'],
          tenant: 'acme',
        },
      ],
    });
    expect(answer.text).not.toContain('"config"');
    expect(list[0]).toMatchObject({ members: [] });
  });

  test('show the projects in which they have a role, when asked', async () => {
    await using squirro = await openSquirro();
    const path = `${GROUPS}/${squirro.id('analysts')}?include_projects=`;

    const [asked, unasked] = [
      await squirro.admin.get(`${path}True`),
      await squirro.admin.get(`${path}False`),
    ];

    expect(asked.json).toMatchObject({
      projects: [
        { id: squirro.id('Forecast'), title: 'Forecast', role: 'member' },
        { id: squirro.id('Churn'), title: 'Churn', role: 'reader' },
      ],
    });
    expect(unasked.json).not.toHaveProperty('projects');
  });

  test('are created from a form that holds members as JSON', async () => {
    await using squirro = await openSquirro();
    const ada = squirro.id('ada');

    const answer = await squirro.admin.post(GROUPS, { form: `name=Team+North&members=${listOf(ada)}` });

    expect(answer).toMatchObject({ status: 201, json: { name: 'Team North', members: [{ id: ada }] } });
    const id = idIn(answer);
    expect((await squirro.admin.get(`${GROUPS}/${id}`)).json).toEqual(answer.json);
    expect(squirro.effects()).toEqual([`group.created ${id}`, `group-member.added ${id}/${ada}`]);
  });

  test('are renamed with members and projects unchanged when those are left out', async () => {
    await using squirro = await openSquirro();
    const path = `${GROUPS}/${squirro.id('stewards')}`;

    const answer = await squirro.admin.put(path, { form: 'name=wardens' });

    expect(answer).toMatchObject({ status: 200, json: { name: 'wardens' } });
    expect((await squirro.admin.get(`${path}?include_projects=True`)).json).toMatchObject({
      name: 'wardens',
      members: [{ id: squirro.id('rozsa') }, { id: squirro.id('emmy') }],
      projects: [{ id: squirro.id('Galaxy'), role: 'reader' }],
    });
    expect(squirro.effects()).toEqual([`group.updated ${squirro.id('stewards')}`]);
  });

  test('have their members replaced by the list given, an empty one included', async () => {
    await using squirro = await openSquirro();
    const { admin, id } = squirro;
    const path = `${GROUPS}/${id('stewards')}`;

    const replaced = await admin.put(path, {
      form: `name=stewards&members=${listOf(id('emmy'), id('ada'))}`,
    });
    const emptied = await admin.put(path, { form: 'name=stewards&members=%5B%5D' });

    expect(replaced.json).toMatchObject({ members: [{ id: id('ada') }, { id: id('emmy') }] });
    expect(emptied.json).toMatchObject({ members: [] });
    expect(squirro.effects()).toEqual([
      `group-member.removed ${id('stewards')}/${id('rozsa')}`,
      `group-member.added ${id('stewards')}/${id('ada')}`,
      `group-member.removed ${id('stewards')}/${id('emmy')}`,
      `group-member.removed ${id('stewards')}/${id('ada')}`,
    ]);
  });

  test('have their projects replaced by ids, or by objects with a role', async () => {
    await using squirro = await openSquirro();
    const { admin, id } = squirro;
    const projects = encodeURIComponent(JSON.stringify([id('Churn'), { id: id('Forecast'), role: 'admin' }]));

    await admin.put(`${GROUPS}/${id('stewards')}`, { form: `name=stewards&projects=${projects}` });

    const { json } = await admin.get(`${GROUPS}/${id('stewards')}?include_projects=True`);
    expect(json).toMatchObject({
      projects: [
        { id: id('Forecast'), role: 'admin' },
        { id: id('Churn'), role: 'reader' },
      ],
    });
    expect(squirro.effects()).toEqual([
      `membership.deleted ${id('Galaxy')}/group/${id('stewards')}`,
      `membership.created ${id('Churn')}/group/${id('stewards')}`,
      `membership.created ${id('Forecast')}/group/${id('stewards')}`,
    ]);
  });

  test('take a member by a POST on the group itself, and take it again without effect', async () => {
    await using squirro = await openSquirro();
    const { admin, id } = squirro;
    const path = `${GROUPS}/${id('alumni')}`;

    const answers = [
      await admin.post(path, { form: `user_id=${id('konrad')}` }),
      await admin.post(path, { form: `user_id=${id('konrad')}` }),
    ];

    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(answer.json).toEqual({
        id: id('konrad'),
        email: 'konrad@example.org',
        role: 'user',
        role_permissions: ['user'],
        tenant: 'acme',
      });
    }
    expect(squirro.effects()).toEqual([`group-member.added ${id('alumni')}/${id('konrad')}`]);
    expect((await admin.post(`${path}/members`, { form: `user_id=${id('ada')}` })).status).toBe(404);
  });

  test('lose a member, who has gone when asked to go again', async () => {
    await using squirro = await openSquirro();
    const { admin, id } = squirro;
    const path = `${GROUPS}/${id('analysts')}/members/${id('grace')}`;

    const [first, second] = [await admin.delete(path), await admin.delete(path)];

    expect([first.status, second.status]).toEqual([204, 404]);
    expect(squirro.effects()).toEqual([`group-member.removed ${id('analysts')}/${id('grace')}`]);
    expect((await admin.get(`/api/user/v0/acme/users/${id('grace')}`)).json).toMatchObject({
      groups: [{ id: id('engineers') }],
    });
  });

  test('lose their roles in projects when they are deleted', async () => {
    await using squirro = await openSquirro();
    const { admin, id } = squirro;

    const answer = await admin.delete(`${GROUPS}/${id('stewards')}`);

    expect(answer).toMatchObject({ status: 204, text: '' });
    expect(squirro.effects()).toEqual([
      `membership.deleted ${id('Galaxy')}/group/${id('stewards')}`,
      `group-member.removed ${id('stewards')}/${id('emmy')}`,
      `group-member.removed ${id('stewards')}/${id('rozsa')}`,
      `group.deleted ${id('stewards')}`,
    ]);
    expect((await admin.get(`${GROUPS}/${id('stewards')}`)).status).toBe(404);
    expect((await admin.get(`/api/user/v0/acme/projects/${id('Galaxy')}/members`)).text).not.toContain(
      'group',
    );
    expect((await admin.post(GROUPS, { form: 'name=stewards' })).status).toBe(201);
  });
});

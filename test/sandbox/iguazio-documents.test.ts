import { expect, test } from 'vitest';
import { idOf, idsOf, namesOf, startIguazio } from './iguazio-requests.ts';

const everyone = [
  'ada',
  'aeasley',
  'alan',
  'charles',
  'claude.shannon',
  'edsger',
  'emmy',
  'grace',
  'katherine',
  'konrad',
  'rollcall',
];

test('an unpaged list is whole, without relationships, in no order of names or age', async () => {
  await using iguazio = await startIguazio();
  const { many, status } = await iguazio.call('GET', '/api/users');
  expect(status).toBe(200);
  expect(namesOf(many.data).toSorted()).toEqual(everyone);
  expect(namesOf(many.data)).not.toEqual(everyone);
  expect(many.data.filter((user) => 'relationships' in user)).toEqual([]);
  expect(many.included).toBeUndefined();
  expect(many.meta).toEqual({ ctx: expect.stringMatching(/^\d{20}$/u), total_pages: 1, page_number: 0 });
});

test('every resource of every list has a UUID, a type, attributes and no null among them', async () => {
  await using iguazio = await startIguazio();
  for (const list of ['users', 'user_groups', 'projects', 'access_keys', 'project_authorization_roles']) {
    const { many } = await iguazio.call('GET', `/api/${list}`);
    expect(many.data.length).toBeGreaterThan(0);
    for (const { id, type, attributes } of many.data) {
      expect(id).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/u);
      expect(`${type}s`).toBe(list);
      expect(Object.values(attributes)).not.toContain(null);
    }
  }
});

test('a user has the attributes of the specification, and optional ones only where they are set', async () => {
  await using iguazio = await startIguazio();
  const find = async (name: string) =>
    (await iguazio.call('GET', `/api/users?filter%5Busername%5D=${name}`)).many.data[0]?.attributes ?? {};
  expect(await find('alan')).toMatchObject({
    username: 'alan',
    first_name: 'Alan',
    last_name: 'Turing',
    email: 'alan@example.org',
    uid: expect.any(Number),
    assigned_policies: ['Developer', 'Application Read Only'],
    authentication_scheme: 'local',
    admin_status: 'up',
    operational_status: 'up',
    data_access_mode: 'enabled',
    created_at: '2025-03-04T09:10:11.123000+00:00',
    last_activity: '2026-06-07T07:00:00.000000+00:00',
  });
  expect(await find('ada')).toMatchObject({ assigned_policies: ['IT Admin', 'Security Admin'] });
  expect(await find('edsger')).not.toHaveProperty('last_activity');
  expect(await find('konrad')).toMatchObject({ authentication_methods: ['sso'] });
  expect(await find('katherine')).toMatchObject({ idp: expect.any(Object) });
  expect(await find('charles')).toMatchObject({ admin_status: 'down', operational_status: 'down' });
  expect(await find('ada')).not.toHaveProperty('password');
});

test('the group of everyone is a system group with nothing to it, and holds all users', async () => {
  await using iguazio = await startIguazio();
  const id = await idOf(iguazio.call, 'user_groups', 'all_users');
  const { one } = await iguazio.call('GET', `/api/user_groups/${id}?include=users`);
  expect(one.data.attributes).toEqual({
    name: 'all_users',
    description: 'Everyone',
    data_access_mode: 'disabled',
    gid: -1,
    kind: 'local',
    assigned_policies: [],
    system_provided: true,
  });
  expect(idsOf(one.data, 'users')).toHaveLength(11);
  expect(namesOf(one.included).toSorted()).toEqual(everyone);
});

test('groups tell administrators’ from others, imported from local, and described from not', async () => {
  await using iguazio = await startIguazio();
  const { many } = await iguazio.call('GET', '/api/user_groups?filter%5Bname%5D=%5B%24contains_istr%5DA');
  const byName = new Map(many.data.map(({ attributes }) => [attributes['name'], attributes]));
  expect(byName.get('platform-admins')).toMatchObject({ assigned_policies: ['IT Admin'], kind: 'local' });
  expect(byName.get('analysts')).toMatchObject({ assigned_policies: ['Data', 'Application Admin'] });
  expect(byName.get('analysts')?.['kind']).not.toBe('local');
});

test('a relationship shows when it is included and not empty', async () => {
  await using iguazio = await startIguazio();
  const grace = await idOf(iguazio.call, 'users', 'grace');
  const shannon = await idOf(iguazio.call, 'users', 'claude.shannon');
  const alumni = await idOf(iguazio.call, 'user_groups', 'alumni');
  const relationshipsAt = async (path: string) =>
    Object.keys((await iguazio.call('GET', path)).one.data.relationships ?? {}).toSorted();

  expect(await relationshipsAt(`/api/users/${grace}`)).toEqual(['tenant']);
  expect(await relationshipsAt(`/api/users/${grace}?include=user_groups`)).toEqual(['tenant', 'user_groups']);
  expect(await relationshipsAt(`/api/users/${grace}?include=primary_group`)).toEqual([
    'primary_group',
    'tenant',
  ]);
  expect(await relationshipsAt(`/api/users/${shannon}?include=user_groups,primary_group`)).toEqual([
    'tenant',
    'user_groups',
  ]);
  expect(await relationshipsAt(`/api/user_groups/${alumni}?include=users`)).toEqual([]);
});

test('a list carries what its items lead to once each, at the top', async () => {
  await using iguazio = await startIguazio();
  const { many } = await iguazio.call('GET', '/api/users?include=user_groups%2Cprimary_group');
  const ids = many.included.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(namesOf(many.included).toSorted()).toEqual([
    'all_users',
    'analysts',
    'engineers',
    'platform-admins',
    'stewards',
  ]);
  for (const user of many.data) for (const id of idsOf(user, 'user_groups')) expect(ids).toContain(id);
  const grace = many.data.find(({ attributes }) => attributes['username'] === 'grace');
  expect(grace && idsOf(grace, 'primary_group')).toEqual([
    await idOf(iguazio.call, 'user_groups', 'analysts'),
  ]);
});

test('a dotted include brings the resources on the way too', async () => {
  await using iguazio = await startIguazio();
  const path = '/api/projects?include=project_authorization_roles.principal_user_groups,owner';
  const { many } = await iguazio.call('GET', path);
  const types = new Set(many.included.map(({ type }) => type));
  expect(types).toEqual(new Set(['user', 'project_authorization_role', 'user_group']));
  expect(many.included.filter(({ type }) => type === 'project_authorization_role')).toHaveLength(9);
});

test('the projects of a user are those where the user or a group has a role', async () => {
  await using iguazio = await startIguazio();
  const alan = await idOf(iguazio.call, 'users', 'alan');
  const konrad = await idOf(iguazio.call, 'users', 'konrad');
  const projectsOf = async (id: string) =>
    namesOf((await iguazio.call('GET', `/api/users/${id}?include=projects`)).one.included).toSorted();
  expect(await projectsOf(alan)).toEqual(['churn']);
  expect(await projectsOf(konrad)).toEqual(['churn', 'forecast', 'galaxy']);
});

test.for<[method: string, path: string]>([
  ['GET', '/api/shoes'],
  ['GET', '/api/users/00000000-0000-4000-8000-000000000000'],
  ['PUT', '/api/users/00000000-0000-4000-8000-000000000000'],
  ['DELETE', '/api/user_groups/00000000-0000-4000-8000-000000000000'],
  ['GET', '/api/projects/00000000-0000-4000-8000-000000000000'],
  ['GET', '/api/jobs/00000000-0000-4000-8000-000000000000'],
  ['GET', '/api/users?page%5Bof%5D=00000000-0000-4000-8000-000000000000'],
  ['PATCH', '/api/users'],
])('%s %s is not found', async ([method, path]) => {
  await using iguazio = await startIguazio();
  const answer = await iguazio.call(method, path, { data: { type: 'user', attributes: {} } });
  expect(answer.status).toBe(404);
  expect(answer.one.errors[0]?.status).toBe(404);
});

test.for<[what: string, body: unknown]>([
  ['that is no JSON', '{"data":'],
  ['that is empty', ''],
  ['of another type', { data: { type: 'user', attributes: { name: 'x' } } }],
  ['without data', { type: 'user_group' }],
  [
    'whose relationships are null',
    { data: { type: 'user_group', attributes: { name: 'x' }, relationships: null } },
  ],
])('a group cannot be created from a body %s', async ([, body]) => {
  await using iguazio = await startIguazio();
  const answer = await iguazio.call('POST', '/api/user_groups', body);
  expect(answer.status).toBe(400);
  expect(iguazio.effects).toEqual([]);
});

test.for<[fault: string, status: number]>([
  ['status:500', 500],
  ['status:425', 425],
  ['retry-after:3', 429],
])('the fault %s comes out as an error of the platform', async ([fault, status]) => {
  await using iguazio = await startIguazio();
  iguazio.setFaults([{ path: '/api/users', fault }]);
  const answer = await iguazio.call('GET', '/api/users');
  expect(answer.status).toBe(status);
  expect(answer.one.errors).toEqual([{ status, detail: expect.any(String) }]);
  expect(answer.one.meta['ctx']).toMatch(/^\d{20}$/u);
});

test('a resource reached by two paths has the relationships of both, whichever comes first', async () => {
  await using iguazio = await startIguazio();
  const analysts = await idOf(iguazio.call, 'user_groups', 'analysts');
  const grace = await idOf(iguazio.call, 'users', 'grace');
  for (const include of ['primary_group,user_groups.users', 'user_groups.users,primary_group']) {
    const { one } = await iguazio.call('GET', `/api/users/${grace}?include=${include}`);
    const group = one.included.find(({ id }) => id === analysts);
    expect(group && idsOf(group, 'users')).toContain(grace);
  }
});

test('the owner of a project comes first among what is included', async () => {
  await using iguazio = await startIguazio();
  const { many } = await iguazio.call('GET', '/api/projects?filter%5Bname%5D=churn');
  const path = `/api/projects/${many.data[0]?.id}?include=project_authorization_roles.principal_users,owner`;
  const { one } = await iguazio.call('GET', path);
  expect(one.included[0]?.attributes['username']).toBe('grace');
});

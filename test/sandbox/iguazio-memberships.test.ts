import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Caller,
  document,
  effectsOf,
  idOf,
  idsOf,
  signIn,
  startIguazio,
  type WireResource,
} from './iguazio-requests.ts';

const INCLUDE =
  'include=project_authorization_roles.principal_users%2Cproject_authorization_roles.principal_user_groups';

interface Membership {
  readonly role: WireResource;
  users: string[];
  groups: string[];
}

/** The three roles of a project by name, read as the Python client does. */
async function readRoles(call: Caller, project: string): Promise<Record<string, Membership>> {
  const { one } = await call('GET', `/api/projects/${project}?${INCLUDE}`);
  const roles = one.included.filter(({ type }) => type === 'project_authorization_role');
  return Object.fromEntries(
    roles.map((role) => [
      String(role.attributes['name']),
      { role, users: idsOf(role, 'principal_users'), groups: idsOf(role, 'principal_user_groups') },
    ]),
  );
}

const putRole = (project: string, { role, users, groups }: Membership) => ({
  method: 'put',
  resource: `project_authorization_roles/${role.id}`,
  body: {
    data: {
      type: 'project_authorization_role',
      attributes: { name: role.attributes['name'] },
      relationships: {
        project: { data: { type: 'project', id: project } },
        principal_users: { data: users.map((id) => ({ id, type: 'user' })) },
        principal_user_groups: { data: groups.map((id) => ({ id, type: 'user_group' })) },
      },
    },
  },
});

const transact = (call: Caller, project: string, requests: readonly object[]) =>
  call('POST', '/api/async_transactions', {
    data: { attributes: { metadata: { project_ids: [project], notify_by_email: false }, requests } },
  });

const jobOf = async (call: Caller, id: string) => (await call('GET', `/api/jobs/${id}`)).one.data.attributes;

test('a project read with its roles has all three, and every principal once', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const galaxy = await idOf(call, 'projects', 'galaxy');
  const { one } = await call('GET', `/api/projects/${galaxy}?${INCLUDE}`);
  const konrad = await idOf(call, 'users', 'konrad');
  const stewards = await idOf(call, 'user_groups', 'stewards');

  const ids = one.included.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(one.included.map(({ type }) => type).toSorted()).toEqual([
    'project_authorization_role',
    'project_authorization_role',
    'project_authorization_role',
    'user',
    'user_group',
  ]);
  const roles = await readRoles(call, galaxy);
  expect(Object.keys(roles).toSorted()).toEqual(['Admin', 'Editor', 'Viewer']);
  expect(roles['Admin']?.role.relationships).toEqual({
    principal_users: { data: [{ type: 'user', id: konrad }] },
  });
  expect(roles['Editor']?.role).not.toHaveProperty('relationships');
  expect(roles['Viewer']?.role.relationships).toEqual({
    principal_user_groups: { data: [{ type: 'user_group', id: stewards }] },
  });
});

test('rights that make up no role are the least one', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const roles = await readRoles(call, await idOf(call, 'projects', 'forecast'));
  expect(roles['Viewer']?.users).toContain(await idOf(call, 'users', 'konrad'));
  expect(roles['Editor']?.groups).toEqual([await idOf(call, 'user_groups', 'analysts')]);
});

test('a membership is ensured by rewriting all three roles in one transaction', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const churn = await idOf(call, 'projects', 'churn');
  const alan = await idOf(call, 'users', 'alan');
  const emmy = await idOf(call, 'users', 'emmy');
  const engineers = await idOf(call, 'user_groups', 'engineers');
  const roles = await readRoles(call, churn);
  const [admin, editor, viewer] = [roles['Admin'], roles['Editor'], roles['Viewer']];
  if (!admin || !editor || !viewer) throw new Error('a role is missing');
  editor.users = [];
  editor.groups = [];
  admin.users.push(alan);
  viewer.users.push(emmy);

  const answer = await transact(
    call,
    churn,
    [admin, editor, viewer].map((role) => putRole(churn, role)),
  );

  expect(answer.status).toBe(202);
  expect(answer.one).toEqual({
    data: { type: 'job', id: expect.any(String) },
    meta: { ctx: expect.any(String) },
  });
  expect(await jobOf(call, answer.one.data.id)).toMatchObject({ state: 'completed', result: '' });
  const after = await readRoles(call, churn);
  expect(after['Admin']?.users).toEqual(admin.users);
  expect(after['Editor']).toMatchObject({ users: [], groups: [] });
  expect(after['Viewer']).toMatchObject({ users: [emmy], groups: viewer.groups });
  expect(effectsOf(iguazio)).toEqual([
    { kind: 'membership.updated', target: `${churn}/user/${alan}` },
    { kind: 'membership.created', target: `${churn}/user/${emmy}` },
    { kind: 'membership.deleted', target: `${churn}/group/${engineers}` },
  ]);
});

test('a role that is not named, and a kind of principal that is not named, stay as they are', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const churn = await idOf(call, 'projects', 'churn');
  const before = await readRoles(call, churn);
  const { role } = before['Editor'] ?? {};
  await transact(call, churn, [
    {
      method: 'put',
      resource: `project_authorization_roles/${role?.id}`,
      body: document('project_authorization_role', {}, { principal_users: { data: [] } }),
    },
  ]);
  const after = await readRoles(call, churn);
  expect(after['Editor']).toMatchObject({ users: [], groups: before['Editor']?.groups });
  expect(after['Admin']).toEqual(before['Admin']);
  expect(after['Viewer']).toEqual(before['Viewer']);
});

test('until the job of a transaction is done, nothing has changed', async () => {
  await using iguazio = await startIguazio({ jobDelayMs: 3_600_000 });
  const { call } = iguazio;
  const churn = await idOf(call, 'projects', 'churn');
  const before = await readRoles(call, churn);
  const answer = await transact(
    call,
    churn,
    Object.values(before).map((role) => putRole(churn, { ...role, groups: [] })),
  );
  expect(await jobOf(call, answer.one.data.id)).toMatchObject({ state: 'in_progress' });
  expect(await readRoles(call, churn)).toEqual(before);
  expect(iguazio.effects).toEqual([]);
});

test('a transaction that takes its time has its effect when its job is completed', async () => {
  await using iguazio = await startIguazio({ jobDelayMs: 20 });
  const { call } = iguazio;
  const churn = await idOf(call, 'projects', 'churn');
  const before = await readRoles(call, churn);
  const answer = await transact(
    call,
    churn,
    Object.values(before).map((role) => putRole(churn, { ...role, groups: [] })),
  );
  let job;
  do job = await jobOf(call, answer.one.data.id);
  while (job['state'] === 'in_progress');
  expect(job['state']).toBe('completed');
  const after = await readRoles(call, churn);
  expect(Object.values(after).flatMap(({ groups }) => groups)).toEqual([]);
});

test('one wrong sub-request fails the job, says why, and nothing is changed', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const churn = await idOf(call, 'projects', 'churn');
  const forecast = await idOf(call, 'projects', 'forecast');
  const { Viewer: viewer } = await readRoles(call, churn);
  const { Viewer: foreign } = await readRoles(call, forecast);
  if (!viewer || !foreign) throw new Error('a role is missing');
  const good = putRole(churn, { ...viewer, groups: [] });
  const wrong: [request: object, status: number][] = [
    [putRole(churn, foreign), 400],
    [putRole(forecast, viewer), 400],
    [putRole(churn, { ...viewer, users: ['nobody'] }), 400],
    [putRole(churn, { ...viewer, groups: ['nobody'] }), 400],
    [{ ...good, method: 'delete' }, 400],
    [{ ...good, resource: 'users/1' }, 400],
    [{ ...good, resource: 'project_authorization_roles/none' }, 404],
    [{ ...good, body: document('project', {}) }, 400],
  ];
  for (const [request, status] of wrong) {
    const answer = await transact(call, churn, [good, request]);
    const job = await jobOf(call, answer.one.data.id);
    expect(answer.status).toBe(202);
    expect(job['state']).toBe('failed');
    expect(JSON.parse(String(job['result']))).toEqual({ status, message: expect.any(String) });
  }
  expect((await readRoles(call, churn))['Viewer']).toEqual(viewer);
  expect(effectsOf(iguazio)).toEqual([]);
});

test.for<[who: string, status: number]>([
  ['grace', 202],
  ['alan', 403],
  ['emmy', 404],
])(
  'a transaction by %s, who may or may not administer the project, is answered with %i',
  async ([who, status]) => {
    await using iguazio = await startIguazio();
    const { call: admin } = iguazio;
    const churn = await idOf(admin, 'projects', 'churn');
    const { Admin: role } = await readRoles(admin, churn);
    if (!role) throw new Error('a role is missing');
    const answer = await transact(await signIn(iguazio, who), churn, [putRole(churn, role)]);
    expect(answer.status).toBe(status);
  },
);

test.for([
  {},
  { data: { attributes: { metadata: { project_ids: [] }, requests: [] } } },
  { data: { attributes: { metadata: { project_ids: ['x'] } } } },
])('a transaction of another form is refused: %j', async (body) => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  expect((await call('POST', '/api/async_transactions', body)).status).toBe(400);
});

test('the list of roles names the project of each, and principals on request', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const galaxy = await idOf(call, 'projects', 'galaxy');
  const konrad = await idOf(call, 'users', 'konrad');
  const plain = await call('GET', '/api/project_authorization_roles');
  const full = await call(
    'GET',
    '/api/project_authorization_roles?filter%5Bname%5D=Admin&include=principal_users',
  );
  expect(plain.many.data).toHaveLength(9);
  for (const role of plain.many.data) expect(Object.keys(role.relationships ?? {})).toEqual(['project']);
  const role = full.many.data.find((candidate) => idsOf(candidate, 'project').includes(galaxy));
  expect(role && idsOf(role, 'principal_users')).toEqual([konrad]);
  expect(full.many.included.map(({ id }) => id)).toContain(konrad);
});

test('whatever memberships are written one after the other, the last one of each role is read back', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const churn = await idOf(call, 'projects', 'churn');
  const users = (await call('GET', '/api/users')).many.data.map(({ id }) => id);
  const groups = (await call('GET', '/api/user_groups')).many.data.map(({ id }) => id);
  const roles = Object.values(await readRoles(call, churn));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...roles),
      fc.subarray(users),
      fc.subarray(groups),
      async (membership, newUsers, newGroups) => {
        const before = await readRoles(call, churn);
        const name = String(membership.role.attributes['name']);
        const written = { role: membership.role, users: newUsers, groups: newGroups };
        await transact(call, churn, [putRole(churn, written)]);
        const after = await readRoles(call, churn);
        for (const [other, { users: had, groups: hadGroups }] of Object.entries(before)) {
          const expected = other === name ? written : { users: had, groups: hadGroups };
          expect(after[other]?.users.toSorted()).toEqual(expected.users.toSorted());
          expect(after[other]?.groups.toSorted()).toEqual(expected.groups.toSorted());
        }
      },
    ),
    { numRuns: 200 },
  );
});

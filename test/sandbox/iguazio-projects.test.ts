import { expect, test } from 'vitest';
import {
  type Answer,
  document,
  effectsOf,
  idOf,
  idsOf,
  namesOf,
  signIn,
  startIguazio,
} from './iguazio-requests.ts';

const SDK = { 'x-projects-role': 'igz-mgmt-sdk' };
const lastJob = (answer: Answer) => idsOf(answer.one.data, 'last_job')[0] ?? '';
const ownerOf = (answer: Answer) => answer.one.included[0]?.attributes['username'];

test('a created project is creating at first, online when its job is done, and belongs to its creator', async () => {
  await using iguazio = await startIguazio();
  const emmy = await signIn(iguazio, 'emmy');
  const created = await emmy(
    'POST',
    '/api/projects',
    document('project', { name: 'atlas', description: 'Maps' }),
    SDK,
  );
  const { id, attributes, relationships } = created.one.data;
  const job = await emmy('GET', `/api/jobs/${lastJob(created)}`);
  const read = await emmy('GET', `/api/projects/${id}?include=owner`);

  expect(created.status).toBe(201);
  expect(attributes).toEqual({
    name: 'atlas',
    description: 'Maps',
    labels: [],
    annotations: [],
    admin_status: 'online',
    operational_status: 'creating',
    mlrun_project: '',
    nuclio_project: '',
    created_at: expect.any(String),
    updated_at: expect.any(String),
  });
  expect(Object.keys(relationships ?? {}).toSorted()).toEqual([
    'last_job',
    'owner',
    'project_group',
    'tenant',
  ]);
  expect(job.one.data.attributes).toMatchObject({ kind: 'project.creation', state: 'completed' });
  expect(read.one.data.attributes).toMatchObject({ operational_status: 'online', owner_username: 'emmy' });
  expect(ownerOf(read)).toBe('emmy');
  expect(effectsOf(iguazio)).toEqual([{ kind: 'project.created', target: id }]);
});

test('a project is created for the owner that is named, by relationship or by username', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const owner = { data: { type: 'user', id: await idOf(call, 'users', 'grace') } };
  const first = await call('POST', '/api/projects', document('project', { name: 'one' }, { owner }));
  const second = await call(
    'POST',
    '/api/projects',
    document('project', { name: 'two', owner_username: 'alan' }),
  );
  expect(ownerOf(await call('GET', `/api/projects/${first.one.data.id}?include=owner`))).toBe('grace');
  expect(ownerOf(await call('GET', `/api/projects/${second.one.data.id}?include=owner`))).toBe('alan');
});

test.for<[why: string, attributes: object, relationships: object, status: number]>([
  ['whose name is taken', { name: 'churn' }, {}, 409],
  ['whose name is no label', { name: 'Big Project' }, {}, 400],
  ['for an unknown owner', { owner_username: 'nobody' }, {}, 400],
  ['for an unknown owner id', {}, { owner: { data: { type: 'user', id: 'nobody' } } }, 400],
  ['with labels of another form', { labels: [{ key: 'a', value: 'b' }] }, {}, 400],
])('a project %s is not created', async ([, attributes, relationships, status]) => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const body = document('project', { name: 'atlas', ...attributes }, relationships);
  expect((await call('POST', '/api/projects', body)).status).toBe(status);
  expect(effectsOf(iguazio)).toEqual([]);
});

test('a project update merges attributes and answers with the project', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const id = await idOf(call, 'projects', 'forecast');
  const before = (await call('GET', `/api/projects/${id}`)).one.data.attributes;
  const labels = [{ name: 'tier', value: 'gold' }];
  const changes = { ...before, labels, name: 'ignored', created_at: 'ignored' };
  const answer = await call('PUT', `/api/projects/${id}`, document('project', changes), SDK);
  expect(answer.status).toBe(200);
  expect(answer.one.data.attributes).toEqual({
    ...before,
    labels,
    updated_at: answer.one.data.attributes['updated_at'],
  });
  expect(effectsOf(iguazio)).toEqual([{ kind: 'project.updated', target: id }]);
});

test('the administrative status of a project takes effect', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const id = await idOf(call, 'projects', 'forecast');
  await call('PUT', `/api/projects/${id}`, document('project', { admin_status: 'archived' }));
  const { attributes } = (await call('GET', `/api/projects/${id}`)).one.data;
  expect(attributes).toMatchObject({ admin_status: 'archived', operational_status: 'archived' });
});

test('who gives a project away may lose sight of it', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const emmy = await signIn(iguazio, 'emmy');
  const id = await idOf(call, 'projects', 'forecast');
  const owner = { data: { type: 'user', id: await idOf(call, 'users', 'grace') } };

  const given = await emmy('PUT', `/api/projects/${id}`, document('project', {}, { owner }), SDK);

  expect(given.status).toBe(200);
  expect((await emmy('GET', `/api/projects/${id}`)).status).toBe(404);
  expect(ownerOf(await call('GET', `/api/projects/${id}?include=owner`))).toBe('grace');
});

test('a project is deleted by the name in the body, whatever becomes of its roles and members', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const id = await idOf(call, 'projects', 'forecast');
  const answer = await call('DELETE', '/api/projects', document('project', { name: 'forecast' }), {
    ...SDK,
    'igz-project-deletion-strategy': 'restricted',
  });
  expect(answer.status).toBe(202);
  expect(answer.one).toEqual({
    data: { type: 'job', id: expect.any(String) },
    meta: { ctx: expect.any(String) },
  });
  const job = await call('GET', `/api/jobs/${answer.one.data.id}`);
  expect(job.one.data.attributes).toMatchObject({ kind: 'project.deletion', state: 'completed' });
  expect((await call('GET', `/api/projects/${id}`)).status).toBe(404);
  expect((await call('GET', '/api/project_authorization_roles')).many.data).toHaveLength(6);
  expect(effectsOf(iguazio).filter(({ kind }) => kind === 'membership.deleted')).toHaveLength(3);
  expect(effectsOf(iguazio).at(-1)).toEqual({ kind: 'project.deleted', target: id });
});

test('a project with content is deleted only by cascading', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const attempt = async (strategy?: string) => {
    const headers = strategy === undefined ? SDK : { ...SDK, 'igz-project-deletion-strategy': strategy };
    return (await call('DELETE', '/api/projects', document('project', { name: 'churn' }), headers)).status;
  };
  expect([await attempt(), await attempt('restricted'), await attempt('reckless')]).toEqual([412, 412, 400]);
  expect(effectsOf(iguazio)).toEqual([]);
  expect([await attempt('cascading'), await attempt('cascading')]).toEqual([202, 404]);
});

test('a project on the way out is shown as deleting', async () => {
  await using iguazio = await startIguazio({ jobDelayMs: 3_600_000 });
  const { call } = iguazio;
  const id = await idOf(call, 'projects', 'forecast');
  await call('DELETE', '/api/projects', document('project', { name: 'forecast' }));
  const { attributes } = (await call('GET', `/api/projects/${id}`)).one.data;
  expect(attributes['operational_status']).toBe('deleting');
});

test('callers see the projects they own or have a role in', async () => {
  await using iguazio = await startIguazio();
  const seenBy = async (username: string) =>
    namesOf((await (await signIn(iguazio, username))('GET', '/api/projects')).many.data).toSorted();
  expect(await seenBy('rollcall')).toEqual(['churn', 'forecast', 'galaxy']);
  expect(await seenBy('emmy')).toEqual(['forecast', 'galaxy']);
  expect(await seenBy('claude.shannon')).toEqual(['forecast']);
});

test('a project is read and updated by name, with its owner and namespace on request', async () => {
  await using iguazio = await startIguazio();
  const { call } = iguazio;
  const path = '/api/projects/__name__/forecast';
  const read = await call('GET', `${path}?include=owner&enrich_owner_access_key=true&enrich_namespace=true`);
  const changed = await call('PUT', path, document('project', { mlrun_project: '{"spec":{}}' }));
  expect(ownerOf(read)).toBe('emmy');
  expect(read.one.data.attributes).toMatchObject({
    owner_username: 'emmy',
    namespace: expect.any(String),
  });
  expect(changed.one.data.attributes['mlrun_project']).toBe('{"spec":{}}');
  expect((await call('GET', '/api/projects/__name__/nothing')).status).toBe(404);
});

const MANAGE = 'action=authorization/roles&sub_resource=authorization/roles';
const GIVE_AWAY = 'action=update&sub_resource=authorization/owner';
const WORK = 'action=update&sub_resource=workflow';

test.for<[who: string, project: string, question: string, status: number]>([
  ['grace', 'churn', MANAGE, 200],
  ['grace', 'churn', GIVE_AWAY, 200],
  ['alan', 'churn', WORK, 200],
  ['alan', 'churn', MANAGE, 403],
  ['claude.shannon', 'forecast', WORK, 403],
  ['claude.shannon', 'galaxy', WORK, 404],
  ['emmy', 'forecast', MANAGE, 200],
  ['rollcall', 'galaxy', MANAGE, 200],
])('%s asks of %s: %s, and hears %i', async ([who, project, question, status]) => {
  await using iguazio = await startIguazio();
  const call = await signIn(iguazio, who);
  const answer = await call('GET', `/api/projects/__name__/${project}/authorization?${question}`);
  expect(answer.status).toBe(status);
  if (status === 200) expect(answer.many.data).toEqual([]);
});

test.for<[who: string, method: string, status: number]>([
  ['claude.shannon', 'PUT', 403],
  ['katherine', 'PUT', 200],
  ['katherine', 'DELETE', 403],
  ['alan', 'PUT', 404],
  ['alan', 'DELETE', 404],
])('%s may not do more in a project than the role allows: %s', async ([who, method, status]) => {
  await using iguazio = await startIguazio();
  const { call: admin } = iguazio;
  const call = await signIn(iguazio, who);
  const id = await idOf(admin, 'projects', 'forecast');
  const path = method === 'PUT' ? `/api/projects/${id}` : '/api/projects';
  const answer = await call(method, path, document('project', { name: 'forecast', description: 'x' }));
  expect(answer.status).toBe(status);
});

test('projects are created by whoever has a policy for it', async () => {
  await using iguazio = await startIguazio();
  const { call: admin } = iguazio;
  const id = await idOf(admin, 'users', 'claude.shannon');
  await admin('PUT', `/api/users/${id}`, document('user', { assigned_policies: ['Application Read Only'] }));
  const shannon = await signIn(iguazio, 'claude.shannon');
  expect((await shannon('POST', '/api/projects', document('project', { name: 'bits' }))).status).toBe(403);
});

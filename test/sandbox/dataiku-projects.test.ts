import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ask, effectsOf, ILLEGAL_ARGUMENT, keyOf, read, startDss, UNAUTHORIZED } from './dataiku-requests.ts';

interface Project {
  readonly projectKey: string;
  readonly [key: string]: unknown;
}

interface Permissions {
  readonly owner: string;
  readonly permissions: readonly Record<string, unknown>[];
  readonly [key: string]: unknown;
}

const creation = {
  projectKey: 'PRICING',
  name: 'Pricing',
  owner: 'emmy',
  settings: null,
  description: null,
  permissions: [],
  tags: [],
};

test.each([
  ['rollcall', ['CHURN', 'FORECAST', 'GALAXY']],
  ['ada', ['CHURN', 'FORECAST', 'GALAXY']],
  ['grace', ['CHURN', 'FORECAST']],
  ['emmy', ['FORECAST', 'GALAXY']],
  ['konrad', ['CHURN', 'FORECAST', 'GALAXY']],
  ['claude.shannon', ['FORECAST']],
])('%s sees the projects they may read', async (login, keys) => {
  await using dss = await startDss();

  const projects = await read<Project[]>(dss, 'GET /projects/', { as: login });

  expect(projects.map(({ projectKey }) => projectKey).toSorted()).toEqual(keys);
});

test('lists projects with owner, dates and, when asked, their place', async () => {
  await using dss = await startDss();

  const plain = await read<Project[]>(dss, 'GET /projects/');
  const located = await read<Project[]>(dss, 'GET /projects/?includeLocation=True');

  const of = (projects: Project[], key: string) => projects.find(({ projectKey }) => projectKey === key);
  const on = Date.parse('2025-05-05T09:00:00Z');
  expect(of(plain, 'CHURN')).toEqual({
    projectKey: 'CHURN',
    name: 'Churn',
    ownerLogin: 'grace',
    ownerDisplayName: 'Grace Hopper',
    shortDesc: 'Who leaves, and why',
    tags: [],
    projectStatus: 'Draft',
    projectAppType: 'REGULAR',
    tutorialProject: false,
    versionTag: { versionNumber: 1, lastModifiedBy: { login: 'grace' }, lastModifiedOn: on },
    creationTag: { versionNumber: 0, lastModifiedBy: { login: 'grace' }, lastModifiedOn: on },
  });
  expect(of(located, 'FORECAST')).toMatchObject({
    projectLocation: [{ id: 'ROOT' }, { id: 'rsrch001', name: 'Research' }],
  });
});

test('finds projects by tag', async () => {
  await using dss = await startDss();
  const metadata = await read(dss, 'GET /projects/CHURN/metadata');
  await ask(dss, 'PUT /projects/CHURN/metadata', { body: { ...metadata, tags: ['gold', 'risk'] } });

  const tagged = await read<Project[]>(dss, 'GET /projects/?tags=silver,gold');

  expect(tagged.map(({ projectKey }) => projectKey)).toEqual(['CHURN']);
});

test('creates a project whose name is answered as a bare JSON string', async () => {
  await using dss = await startDss();

  const { text } = await ask(dss, 'POST /projects/?projectFolderId=rsrch001', { body: creation });

  expect(text).toBe('"PRICING"');
  expect(await read(dss, 'GET /projects/PRICING')).toMatchObject({
    projectKey: 'PRICING',
    name: 'Pricing',
    ownerLogin: 'emmy',
    isProjectAdmin: true,
  });
  expect(await read(dss, 'GET /project-folders/locate-project/PRICING')).toMatchObject({ id: 'rsrch001' });
  expect(effectsOf(dss)).toEqual(['project.created PRICING']);
});

test.each([
  ['konrad', 200],
  ['claude.shannon', 403],
])('%s, who may or may not create projects, gets %i', async (login, expected) => {
  await using dss = await startDss();

  const { status, json } = await ask(dss, 'POST /projects/', {
    as: login,
    body: { ...creation, owner: login },
  });

  expect(status).toBe(expected);
  expect((json as Record<string, unknown>)['errorType']).toBe(
    expected === 200 ? undefined : 'java.lang.SecurityException',
  );
});

test('creates no project in a folder that is not there', async () => {
  await using dss = await startDss();

  const { status } = await ask(dss, 'POST /projects/?projectFolderId=nowhere', { body: creation });

  expect(status).toBe(404);
});

test('a deleted project is gone, whether its deletion is waited for or not', async () => {
  await using dss = await startDss();

  const now = await read(dss, 'DELETE /projects/CHURN?clearManagedDatasets=False&wait=True');
  const later = await read(dss, 'DELETE /projects/GALAXY?wait=False');

  expect(now).toMatchObject({ hasResult: true, jobId: expect.any(String) as string });
  expect(later).toMatchObject({ hasResult: false, jobId: expect.any(String) as string });
  expect((await ask(dss, 'GET /projects/CHURN')).status).toBe(404);
  expect(effectsOf(dss)).toEqual(['project.deleted CHURN', 'project.deleted GALAXY']);
});

test('only administrators of the instance delete projects', async () => {
  await using dss = await startDss();

  const { status } = await ask(dss, 'DELETE /projects/CHURN', { as: 'grace' });

  expect(status).toBe(403);
  expect(dss.effects).toEqual([]);
});

test('metadata and settings are replaced as a whole', async () => {
  await using dss = await startDss();

  await ask(dss, 'PUT /projects/CHURN/metadata', { body: { label: 'Leavers', custom: { kv: { a: '1' } } } });
  await ask(dss, 'PUT /projects/CHURN/settings', {
    body: { projectStatus: 'In production', permissions: [] },
  });

  expect(await read(dss, 'GET /projects/CHURN/metadata')).toEqual({
    label: 'Leavers',
    shortDesc: '',
    description: '',
    tags: [],
    checklists: { checklists: [] },
    custom: { kv: { a: '1' } },
  });
  expect(await read(dss, 'GET /projects/CHURN/settings')).toEqual({
    projectStatus: 'In production',
    settings: {},
    exposedObjects: { objects: [] },
  });
  expect(await read(dss, 'GET /projects/CHURN')).toMatchObject({
    name: 'Leavers',
    projectStatus: 'In production',
    versionTag: { versionNumber: 3, lastModifiedBy: { login: 'rollcall' } },
  });
});

test('permissions hold the rights that were set, not those they imply', async () => {
  await using dss = await startDss();

  const forecast = await read(dss, 'GET /projects/FORECAST/permissions');

  expect(forecast).toEqual({
    owner: 'emmy',
    permissions: [
      { group: 'analysts', writeProjectContent: true },
      { user: 'claude.shannon', readProjectContent: true, readDashboards: true },
      { user: 'konrad', runScenarios: true, readDashboards: true },
    ],
    dashboardAuthorizations: {},
    additionalDashboardUsers: { users: [] },
  });
});

test('permissions are replaced with their owner, and each change of a membership is an effect', async () => {
  await using dss = await startDss();

  const { status, text } = await ask(dss, 'PUT /projects/CHURN/permissions', {
    body: {
      owner: 'ada',
      permissions: [
        { group: 'analysts', admin: false, readProjectContent: true, readDashboards: true },
        { user: 'grace', admin: true },
        { user: 'emmy', executeApp: true, unknownFlag: true },
      ],
    },
  });

  expect([status, text]).toEqual([200, '']);
  expect(await read(dss, 'GET /projects/CHURN/permissions')).toEqual({
    owner: 'ada',
    permissions: [
      { group: 'analysts', admin: false, readProjectContent: true, readDashboards: true },
      { user: 'grace', admin: true },
      { user: 'emmy', executeApp: true },
    ],
    dashboardAuthorizations: {},
    additionalDashboardUsers: { users: [] },
  });
  expect(effectsOf(dss)).toEqual([
    'project-permissions.updated CHURN',
    'project-owner.changed CHURN',
    'membership.updated CHURN/group/analysts',
    'membership.created CHURN/user/emmy',
    'membership.deleted CHURN/group/engineers',
    'membership.deleted CHURN/user/alan',
  ]);
});

test.each([
  ['no owner', { permissions: [] }],
  ['an entry for nobody', { owner: 'grace', permissions: [{ admin: true }] }],
  ['an entry for two', { owner: 'grace', permissions: [{ user: 'ada', group: 'analysts', admin: true }] }],
  ['a right that is no boolean', { owner: 'grace', permissions: [{ user: 'ada', admin: 'yes' }] }],
])('refuses permissions with %s', async (_what, body) => {
  await using dss = await startDss();

  const { status } = await ask(dss, 'PUT /projects/CHURN/permissions', { body });

  expect(status).toBe(400);
  expect(dss.effects).toEqual([]);
});

test.each([
  ['an editor', { writeProjectContent: true }, 403],
  ['who may edit permissions', { editPermissions: true }, 200],
  ['a project admin', { admin: true }, 200],
])('%s reads the permissions of a project: %j gives %i', async (_who, flags, expected) => {
  await using dss = await startDss();
  const before = await read<Permissions>(dss, 'GET /projects/GALAXY/permissions');
  await ask(dss, 'PUT /projects/GALAXY/permissions', {
    body: { ...before, permissions: [{ user: 'grace', ...flags }] },
  });

  const { status } = await ask(dss, 'GET /projects/GALAXY/permissions', { as: 'grace' });

  expect(status).toBe(expected);
});

test.each([
  ['a right they have', { user: 'emmy', readDashboards: true }, 'konrad', 200],
  ['a right they lack', { user: 'emmy', exportDatasetsData: true }, 'konrad', 403],
  ['the project to another owner', { user: 'emmy', readDashboards: true }, 'grace', 403],
])('who may edit permissions only gives %s', async (_what, entry, owner, expected) => {
  await using dss = await startDss();
  const before = await read<Permissions>(dss, 'GET /projects/GALAXY/permissions');
  const permissions = [{ user: 'grace', editPermissions: true }];
  await ask(dss, 'PUT /projects/GALAXY/permissions', { body: { ...before, permissions } });

  const { status, json } = await ask(dss, 'PUT /projects/GALAXY/permissions', {
    as: 'grace',
    body: { ...before, owner, permissions: [...permissions, entry] },
  });

  expect(status).toBe(expected);
  expect(json).toEqual(
    expected === 200 ? undefined : (expect.objectContaining({ errorType: UNAUTHORIZED }) as unknown),
  );
});

test('an owner administers a project without an entry', async () => {
  await using dss = await startDss();

  const summary = await read(dss, 'GET /projects/FORECAST', { key: await keyOf(dss, 'emmy') });

  expect(summary).toMatchObject({ isProjectAdmin: true, canWriteProjectContent: true });
});

test('any permissions that can be written are read back as they were', async () => {
  await using dss = await startDss();
  const rights = fc.record(
    { admin: fc.boolean(), readProjectContent: fc.boolean(), runScenarios: fc.boolean() },
    { requiredKeys: [] },
  );
  const name = fc.stringMatching(/^[a-z][a-z0-9.]{0,12}$/u);
  const entry = fc.oneof(
    fc.tuple(name, rights).map(([user, flags]) => ({ user, ...flags })),
    fc.tuple(name, rights).map(([group, flags]) => ({ group, ...flags })),
  );

  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 6 }), async (permissions) => {
      await ask(dss, 'PUT /projects/GALAXY/permissions', { body: { owner: 'konrad', permissions } });

      const { permissions: stored } = await read<Permissions>(dss, 'GET /projects/GALAXY/permissions');
      expect(stored).toEqual(permissions);
    }),
    { numRuns: 200 },
  );
});

test('the timeline names who did something, not who may', async () => {
  await using dss = await startDss();
  const metadata = await read(dss, 'GET /projects/CHURN/metadata');
  await ask(dss, 'PUT /projects/CHURN/metadata', { as: 'ada', body: metadata });

  const timeline = await read(dss, 'GET /projects/CHURN/timeline?itemCount=1');

  expect(timeline).toMatchObject({
    allContributors: [{ login: 'grace' }, { login: 'ada' }],
    items: [{ action: 'EDIT', user: 'ada' }],
    createdBy: { login: 'grace' },
    lastModifiedBy: { login: 'ada' },
  });
});

test('checks what the caller may do with objects', async () => {
  await using dss = await startDss();
  const item = (objectProjectKey: string) => ({ objectType: 'PROJECT', objectProjectKey, objectId: 'x' });

  const { items } = await read(dss, 'POST /permissions/actions/check-objects', {
    as: 'grace',
    body: { items: [item('CHURN'), item('GALAXY'), item('NOPE')] },
  });

  expect(items).toMatchObject([
    { canRead: true, canWrite: true },
    { canRead: false, canWrite: false },
    { canRead: false, canWrite: false },
  ]);
});

test('the root folder has neither name nor parent', async () => {
  await using dss = await startDss();

  const [root, unnamed] = [
    await read(dss, 'GET /project-folders/ROOT'),
    await read(dss, 'GET /project-folders/'),
  ];

  expect(root).toEqual({ id: 'ROOT', childrenIds: ['rsrch001'], projectKeys: ['CHURN', 'GALAXY'] });
  expect(unnamed).toEqual(root);
});

test('folders are made, renamed, moved and deleted', async () => {
  await using dss = await startDss();
  const { id } = await read(dss, 'POST /project-folders/ROOT/children?name=Customer+care');

  const settings = await read(dss, `GET /project-folders/${String(id)}/settings`);
  await ask(dss, `PUT /project-folders/${String(id)}/settings`, {
    body: {
      ...settings,
      name: 'Customers',
      owner: 'grace',
      permissions: [{ group: 'analysts', read: true }],
    },
  });
  await ask(dss, `POST /project-folders/${String(id)}/move?destination=rsrch001`);
  await ask(dss, `POST /project-folders/ROOT/projects/CHURN/move?destination=${String(id)}`);
  const moved = await read(dss, 'GET /project-folders/locate-project/CHURN');
  const full = await ask(dss, `DELETE /project-folders/${String(id)}`);
  await ask(dss, `POST /project-folders/${String(id)}/projects/CHURN/move?destination=ROOT`);
  const empty = await ask(dss, `DELETE /project-folders/${String(id)}`);

  expect(settings).toEqual({ name: 'Customer care', owner: 'rollcall', permissions: [] });
  expect(moved).toEqual({
    id,
    name: 'Customers',
    parentId: 'rsrch001',
    childrenIds: [],
    projectKeys: ['CHURN'],
  });
  expect(full).toMatchObject({ status: 400, json: { errorType: ILLEGAL_ARGUMENT } });
  expect([empty.status, empty.text]).toEqual([200, '']);
  expect(effectsOf(dss)).toEqual([
    `project-folder.created ${String(id)}`,
    `project-folder.updated ${String(id)}`,
    `project-folder.moved ${String(id)}`,
    'project.moved CHURN',
    'project.moved CHURN',
    `project-folder.deleted ${String(id)}`,
  ]);
});

test.each([
  ['POST /project-folders/rsrch001/move?destination=rsrch001', 400],
  ['POST /project-folders/ROOT/move?destination=rsrch001', 400],
  ['POST /project-folders/rsrch001/projects/CHURN/move?destination=ROOT', 400],
  ['POST /project-folders/ROOT/projects/CHURN/move?destination=nowhere', 404],
  ['POST /project-folders/ROOT/children', 400],
  ['DELETE /project-folders/ROOT', 400],
  ['DELETE /project-folders/rsrch001', 400],
])('refuses %s with %i', async (call, expected) => {
  await using dss = await startDss();

  expect((await ask(dss, call)).status).toBe(expected);
  expect(dss.effects).toEqual([]);
});

test.each([
  ['konrad', 'ROOT', 200],
  ['edsger', 'ROOT', 403],
  ['emmy', 'rsrch001', 200],
  ['grace', 'rsrch001', 403],
])('%s makes a folder in %s: %i', async (login, parent, expected) => {
  await using dss = await startDss();

  const { status } = await ask(dss, `POST /project-folders/${parent}/children?name=New`, { as: login });

  expect(status).toBe(expected);
});

test('a folder is where new projects go by default', async () => {
  await using dss = await startDss();

  const folder = await read(dss, 'GET /project-folders/rsrch001/default-for-project-creation');

  expect(folder).toMatchObject({ id: 'rsrch001', projectKeys: ['FORECAST'] });
});

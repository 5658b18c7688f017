import { expect, test } from 'vitest';
import { simulateGovern } from '../../src/connectors/dataiku/simulator/index.ts';
import { generatedWorld } from '../../src/sandbox/world.ts';
import {
  ask,
  effectsOf,
  ILLEGAL_ARGUMENT,
  NOT_FOUND,
  read,
  startGovern,
  UNKNOWN_PATH,
} from './dataiku-requests.ts';

const PROJECT = 'bp.system.govern_project';
const INITIATIVE = 'bp.system.business_initiative';
const UNASSIGNED = 'bp.system.dataiku_project';

test('lists roles, each found under a path of its own', async () => {
  await using govern = await startGovern();

  const roles = await read<{ id: string }[]>(govern, 'GET /admin/roles');

  expect(roles.map(({ id }) => id).toSorted()).toEqual([
    'ro.contributor',
    'ro.governance_manager',
    'ro.project_manager',
    'ro.reader',
  ]);
  expect(await read(govern, 'GET /admin/role/ro.reader')).toEqual({
    id: 'ro.reader',
    label: 'Reader',
    description: 'Sees what is governed',
  });
});

test('makes a role with a prefix before its identifier, replaces and deletes it', async () => {
  await using govern = await startGovern();

  const made = await read(govern, 'POST /admin/roles/?newIdentifier=data-auditor', {
    body: { label: 'Auditor', description: 'Looks on' },
  });
  const saved = await read(govern, 'PUT /admin/role/ro.data-auditor', {
    body: { id: 'ro.other', label: 'Audit' },
  });
  const deleted = await ask(govern, 'DELETE /admin/role/ro.data-auditor');

  expect(made).toEqual({ id: 'ro.data-auditor', label: 'Auditor', description: 'Looks on' });
  expect(saved).toEqual({ id: 'ro.data-auditor', label: 'Audit', description: '' });
  expect([deleted.status, deleted.text]).toEqual([200, '']);
  expect((await ask(govern, 'GET /admin/role/ro.data-auditor')).status).toBe(404);
  expect(effectsOf(govern)).toEqual([
    'role.created ro.data-auditor',
    'role.updated ro.data-auditor',
    'role.deleted ro.data-auditor',
  ]);
});

test.each([
  ['POST /admin/roles/?newIdentifier=ro.dotted', {}, 400, ILLEGAL_ARGUMENT],
  ['POST /admin/roles/', {}, 400, ILLEGAL_ARGUMENT],
  ['POST /admin/roles/?newIdentifier=reader', {}, 400, ILLEGAL_ARGUMENT],
  ['GET /admin/role/ro.none', undefined, 404, NOT_FOUND],
  ['PUT /admin/role/ro.none', {}, 404, NOT_FOUND],
  ['DELETE /admin/role/ro.none', undefined, 404, NOT_FOUND],
  ['GET /admin/roles/ro.reader', undefined, 404, UNKNOWN_PATH],
  [`GET /admin/blueprint-role-assignments/${UNASSIGNED}`, undefined, 404, NOT_FOUND],
  [`PUT /admin/blueprint-role-assignments/${UNASSIGNED}`, {}, 404, NOT_FOUND],
  [`DELETE /admin/blueprint-role-assignments/${UNASSIGNED}`, undefined, 404, NOT_FOUND],
  ['POST /admin/blueprint-role-assignments', { blueprintId: PROJECT }, 400, ILLEGAL_ARGUMENT],
  ['POST /admin/blueprint-role-assignments', { blueprintId: 'bp.none' }, 404, NOT_FOUND],
  ['POST /admin/blueprint-role-assignments', {}, 404, NOT_FOUND],
  [`GET /admin/blueprint-permissions/${PROJECT}`, undefined, 404, NOT_FOUND],
  ['POST /admin/blueprint-permissions', { blueprintId: INITIATIVE }, 400, ILLEGAL_ARGUMENT],
  ['DELETE /admin/blueprint-permissions/default', undefined, 400, ILLEGAL_ARGUMENT],
  ['GET /blueprint/bp.none', undefined, 404, NOT_FOUND],
  ['GET /artifact/ar.0', undefined, 404, NOT_FOUND],
  ['DELETE /artifact/ar.0', undefined, 404, NOT_FOUND],
  ['GET /artifact/ar.0/signoffs', undefined, 404, NOT_FOUND],
] as const)('refuses %s %j with %i, and changes nothing', async (call, body, status, errorType) => {
  await using govern = await startGovern();

  const refused = await ask(govern, call, { body });

  expect(refused.status).toBe(status);
  expect(refused.json).toMatchObject({ errorType });
  expect(govern.effects).toEqual([]);
});

test('assigns roles per blueprint, to groups, users and the users in fields, some under conditions', async () => {
  await using govern = await startGovern();

  const all = await read<{ blueprintId: string }[]>(govern, 'GET /admin/blueprint-role-assignments');

  expect(all.map(({ blueprintId }) => blueprintId).toSorted()).toEqual([INITIATIVE, PROJECT]);
  expect(all.find(({ blueprintId }) => blueprintId === PROJECT)).toEqual({
    blueprintId: PROJECT,
    roleAssignmentsRules: {
      'ro.reader': [
        {
          criteria: [],
          fieldIds: [],
          userContainers: [
            { type: 'group', groupName: 'analysts' },
            { type: 'user', login: 'grace' },
          ],
        },
      ],
      'ro.contributor': [
        {
          criteria: [
            { type: 'BLUEPRINT_VERSION', blueprintVersionId: 'bv.system.default' },
            { type: 'FIELD_VALUE', fieldId: 'risk', operator: 'EQUALS', value: 'HIGH' },
            { type: 'WORKFLOW_STEP', stepId: 'review' },
          ],
          fieldIds: [],
          userContainers: [{ type: 'group', groupName: 'engineers' }],
        },
      ],
      'ro.project_manager': [
        { criteria: [], fieldIds: ['sponsor'], userContainers: [{ type: 'user', login: 'emmy' }] },
      ],
      'ro.governance_manager': [],
    },
    inheritBlueprintId: INITIATIVE,
    inheritArtifactFieldId: 'business_initiative',
  });
});

test('a write of role assignments carries all roles of its blueprint', async () => {
  await using govern = await startGovern();
  const rule = { criteria: [], fieldIds: [], userContainers: [{ type: 'user', login: 'ada' }] };

  const saved = await read(govern, `PUT /admin/blueprint-role-assignments/${PROJECT}`, {
    body: { blueprintId: 'bp.other', roleAssignmentsRules: { 'ro.reader': [rule] } },
  });

  expect(saved).toEqual({ blueprintId: PROJECT, roleAssignmentsRules: { 'ro.reader': [rule] } });
  expect(await read(govern, `GET /admin/blueprint-role-assignments/${PROJECT}`)).toEqual(saved);
  expect(effectsOf(govern)).toEqual([`role-assignments.updated ${PROJECT}`]);
});

test('role assignments are made once for a blueprint, and deleted with all their rules', async () => {
  await using govern = await startGovern();

  const made = await read(govern, 'POST /admin/blueprint-role-assignments', {
    body: { blueprintId: UNASSIGNED },
  });
  await ask(govern, `DELETE /admin/blueprint-role-assignments/${UNASSIGNED}`);

  expect(made).toEqual({ blueprintId: UNASSIGNED, roleAssignmentsRules: {} });
  expect((await ask(govern, `GET /admin/blueprint-role-assignments/${UNASSIGNED}`)).status).toBe(404);
  expect(effectsOf(govern)).toEqual([
    `role-assignments.created ${UNASSIGNED}`,
    `role-assignments.deleted ${UNASSIGNED}`,
  ]);
});

test('the default permissions are a document of their own, which names no blueprint', async () => {
  await using govern = await startGovern();

  const before = await read(govern, 'GET /admin/blueprint-permissions/default');
  const after = await read(govern, 'PUT /admin/blueprint-permissions/default', {
    body: { everyonePermissions: { artifactRead: true } },
  });
  const own = await read<{ blueprintId: string }[]>(govern, 'GET /admin/blueprint-permissions');

  expect(Object.keys(before).toSorted()).toEqual(['everyonePermissions', 'rolePermissions']);
  expect(after).toEqual({ everyonePermissions: { artifactRead: true }, rolePermissions: {} });
  expect(own.map(({ blueprintId }) => blueprintId)).toEqual([INITIATIVE]);
});

test('a blueprint gets permissions of its own, and loses them', async () => {
  await using govern = await startGovern();
  const rolePermissions = { 'ro.reader': { artifactRead: true } };

  const made = await read(govern, 'POST /admin/blueprint-permissions', { body: { blueprintId: PROJECT } });
  const saved = await read(govern, `PUT /admin/blueprint-permissions/${PROJECT}`, {
    body: { rolePermissions },
  });
  await ask(govern, `DELETE /admin/blueprint-permissions/${PROJECT}`);

  expect(made).toEqual({ blueprintId: PROJECT, everyonePermissions: {}, rolePermissions: {} });
  expect(saved).toEqual({ blueprintId: PROJECT, everyonePermissions: {}, rolePermissions });
  expect((await ask(govern, `GET /admin/blueprint-permissions/${PROJECT}`)).status).toBe(404);
  expect(effectsOf(govern)).toEqual([
    `blueprint-permissions.created ${PROJECT}`,
    `blueprint-permissions.updated ${PROJECT}`,
    `blueprint-permissions.deleted ${PROJECT}`,
  ]);
});

test.each([
  ['emmy', 200],
  ['grace', 403],
])('roles are administered by Govern managers too: %s gets %i', async (login, expected) => {
  await using govern = await startGovern();

  const roles = await ask(govern, 'GET /admin/roles', { as: login });
  const users = await ask(govern, 'GET /admin/users/', { as: login });

  expect([roles.status, users.status]).toEqual([expected, 403]);
});

test('wraps blueprints and artifacts', async () => {
  await using govern = await startGovern();

  const blueprints = await read<{ blueprint: { id: string } }[]>(govern, 'GET /blueprints');
  const one = await read(govern, `GET /blueprint/${PROJECT}`);

  expect(blueprints.map(({ blueprint }) => blueprint.id)).toContain('bp.system.user');
  expect(one).toMatchObject({ blueprint: { id: PROJECT, name: 'Govern project' } });
});

interface Hit {
  readonly artifact: { readonly id: string; readonly name: string; readonly fields: Record<string, unknown> };
  readonly uiArtifactDetails: { readonly user?: { readonly login: string } };
}

interface Page {
  readonly uiArtifacts: readonly Hit[];
  readonly hasNextPage: boolean;
}

type Govern = Awaited<ReturnType<typeof startGovern>>;

const search = (govern: Govern, filters: object[], more: object = {}) =>
  read<Page>(govern, 'POST /artifacts/search', {
    body: {
      artifactSearchSource: { type: 'all' },
      artifactFilters: filters,
      artifactSearchPagination: { pageSize: 100, lastArtifactId: null },
      ...more,
    },
  });

const byName = { artifactSearchSort: { direction: 'ASC', column: { type: 'name' } } };

test.each([
  ['blueprint', [{ type: 'blueprints', blueprintIds: [PROJECT] }], ['Churn', 'Forecast', 'Galaxy']],
  [
    'blueprint version',
    [
      {
        type: 'blueprintVersions',
        blueprintVersionIds: [{ blueprintId: INITIATIVE, versionId: 'bv.system.default' }],
      },
    ],
    ['Retention'],
  ],
  [
    'what is not archived',
    [
      { type: 'blueprints', blueprintIds: [PROJECT] },
      { type: 'archived', isArchived: false },
    ],
    ['Churn', 'Forecast'],
  ],
  [
    'part of a name, in any case',
    [{ type: 'field', conditionType: 'CONTAINS', condition: 'RETEN' }],
    ['Retention'],
  ],
  [
    'part of a name, in this case',
    [{ type: 'field', conditionType: 'CONTAINS', condition: 'RETEN', caseSensitive: true }],
    [],
  ],
  ['start of a name', [{ type: 'field', conditionType: 'START_WITH', condition: 'reten' }], ['Retention']],
  ['end of a name', [{ type: 'field', conditionType: 'END_WITH', condition: 'TENTION' }], ['Retention']],
  ['a field', [{ type: 'field', conditionType: 'EQUALS', fieldId: 'risk', condition: 'HIGH' }], ['Churn']],
  [
    'a field that is otherwise',
    [
      { type: 'blueprints', blueprintIds: [PROJECT] },
      { type: 'field', conditionType: 'EQUALS', fieldId: 'risk', condition: 'HIGH', negateCondition: true },
    ],
    ['Forecast', 'Galaxy'],
  ],
])('finds artifacts by %s', async (_what, filters, names) => {
  await using govern = await startGovern();

  const { uiArtifacts } = await search(govern, filters, byName);

  expect(uiArtifacts.map(({ artifact }) => artifact.name)).toEqual(names);
});

test.each([
  [{ type: 'name' }, 'DESC', ['Galaxy', 'Forecast', 'Churn']],
  [{ type: 'workflow' }, 'ASC', ['Galaxy', 'Forecast', 'Churn']],
  [
    { type: 'field', fields: [{ blueprintId: PROJECT, fieldId: 'risk' }] },
    'ASC',
    ['Churn', 'Galaxy', 'Forecast'],
  ],
])('sorts by %j, %s', async (column, direction, names) => {
  await using govern = await startGovern();

  const { uiArtifacts } = await search(govern, [{ type: 'blueprints', blueprintIds: [PROJECT] }], {
    artifactSearchSort: { direction, column },
  });

  expect(uiArtifacts.map(({ artifact }) => artifact.name)).toEqual(names);
});

/** Logins of all user artifacts, page after page. */
async function userPages(govern: Govern, pageSize: number): Promise<string[]> {
  const logins: string[] = [];
  let last: string | null = null;
  for (;;) {
    const page: Page = await search(govern, [{ type: 'blueprints', blueprintIds: ['bp.system.user'] }], {
      artifactSearchPagination: { pageSize, lastArtifactId: last },
    });
    logins.push(...page.uiArtifacts.map(({ uiArtifactDetails }) => uiArtifactDetails.user?.login ?? ''));
    last = page.uiArtifacts.at(-1)?.artifact.id ?? null;
    if (!page.hasNextPage) return logins;
  }
}

test.each([1, 3, 8, 100])('pages of %i show every user exactly once', async (pageSize) => {
  await using govern = await startGovern();

  const logins = await userPages(govern, pageSize);

  expect(logins.toSorted()).toEqual([
    'ada',
    'alan',
    'claude.shannon',
    'emmy',
    'grace',
    'katherine',
    'rollcall',
    'rozsa',
  ]);
});

test('a page that holds the last artifact says that there is no next', async () => {
  await using govern = await startGovern();
  const filters = [{ type: 'blueprints', blueprintIds: [PROJECT] }];
  const ofSize = (pageSize: number) =>
    search(govern, filters, { artifactSearchPagination: { pageSize, lastArtifactId: null } });

  const [short, exact] = [await ofSize(2), await ofSize(3)];

  expect([short.hasNextPage, exact.hasNextPage, exact.uiArtifacts.length]).toEqual([true, false, 3]);
});

test('a user who is created gets an artifact', async () => {
  await using govern = await startGovern();
  await read(govern, 'POST /admin/users/', {
    body: { login: 'bilal', password: 'correct-horse', displayName: 'Bilal' },
  });

  expect(await userPages(govern, 5)).toContain('bilal');
});

test('users in fields are named by their artifacts', async () => {
  await using govern = await startGovern();
  const { uiArtifacts } = await search(govern, [
    { type: 'field', conditionType: 'EQUALS', condition: 'retention' },
  ]);

  const [sponsor] = uiArtifacts[0]?.artifact.fields['sponsor'] as string[];

  expect(await read(govern, `GET /artifact/${sponsor}`)).toMatchObject({
    artifact: { name: 'Emmy Noether', blueprintVersionId: { blueprintId: 'bp.system.user' } },
  });
});

test('artifacts are made, replaced and deleted', async () => {
  await using govern = await startGovern();
  const blueprintVersionId = { blueprintId: PROJECT, versionId: 'bv.system.default' };

  const { artifactId } = await read(govern, 'POST /artifacts', { body: { blueprintVersionId, name: 'New' } });
  const saved = await read(govern, `PUT /artifact/${String(artifactId)}`, {
    body: { id: 'ar.1', blueprintVersionId, name: 'Newer', fields: { risk: 'LOW' } },
  });
  await ask(govern, `DELETE /artifact/${String(artifactId)}`);

  expect(saved).toEqual({
    artifact: { id: artifactId, blueprintVersionId, name: 'Newer', fields: { risk: 'LOW' }, archived: false },
  });
  expect(effectsOf(govern)).toEqual([
    `artifact.created ${String(artifactId)}`,
    `artifact.updated ${String(artifactId)}`,
    `artifact.deleted ${String(artifactId)}`,
  ]);
});

test('a page goes on only after an artifact that was found', async () => {
  await using govern = await startGovern();

  const { status } = await ask(govern, 'POST /artifacts/search', {
    body: {
      artifactSearchSource: { type: 'all' },
      artifactFilters: [],
      artifactSearchPagination: { pageSize: 5, lastArtifactId: 'ar.0' },
    },
  });

  expect(status).toBe(400);
});

test('shows who may review a step, and hands reviewing on', async () => {
  await using govern = await startGovern();
  const { uiArtifacts } = await search(govern, [
    { type: 'blueprints', blueprintIds: [PROJECT] },
    { type: 'field', conditionType: 'EQUALS', condition: 'Churn' },
  ]);
  const id = uiArtifacts[0]?.artifact.id ?? '';
  const step = `/artifact/${id}/workflow/step/review/signoff`;

  const signoffs = await read(govern, `GET /artifact/${id}/signoffs`);
  const feedback = await ask(govern, `POST ${step}/delegate-feedback?groupId=experts`, {
    body: { type: 'user', login: 'ada' },
  });
  const approval = await ask(govern, `POST ${step}/delegate-approval`, {
    body: { type: 'group', groupName: 'platform-admins' },
  });
  const details = await read<{
    feedbackGroups: { id: string; users: { login: string }[] }[];
    approval: { users: { login: string }[] };
  }>(govern, `GET ${step}/details`);

  expect(signoffs).toMatchObject([{ signoffId: { artifactId: id, stepId: 'review' } }]);
  expect(await read(govern, `GET ${step}`)).toMatchObject({
    signoffId: { stepId: 'review' },
    feedbackResponses: [],
  });
  expect([feedback.status, feedback.json, approval.status, approval.json]).toEqual([200, {}, 200, {}]);
  const [experts] = details.feedbackGroups;
  expect(experts?.id).toBe('experts');
  expect(experts?.users.map(({ login }) => login).toSorted()).toEqual(['ada', 'alan', 'grace', 'katherine']);
  expect(details.approval.users.map(({ login }) => login).toSorted()).toEqual(['ada', 'emmy', 'rozsa']);
  expect(effectsOf(govern)).toEqual([`signoff.delegated ${id}/review`, `signoff.delegated ${id}/review`]);
});

test.each([
  ['delegate-feedback?groupId=nobody', { type: 'user', login: 'ada' }, 404],
  ['delegate-feedback?groupId=experts', { type: 'user', login: 'ghost' }, 400],
  ['delegate-approval', { type: 'robot' }, 400],
])('hands nothing on with %s %j', async (call, body, expected) => {
  await using govern = await startGovern();
  const { uiArtifacts } = await search(govern, [
    { type: 'field', conditionType: 'EQUALS', fieldId: 'risk', condition: 'HIGH' },
  ]);

  const { status } = await ask(
    govern,
    `POST /artifact/${uiArtifacts[0]?.artifact.id}/workflow/step/review/signoff/${call}`,
    { body },
  );

  expect(status).toBe(expected);
  expect(govern.effects).toEqual([]);
});

test('a generated world has roles, rules and artifacts about people who are in it', async () => {
  await using govern = await simulateGovern(generatedWorld('dataiku-govern', 200, 3));

  const [first] = await read<{ roleAssignmentsRules: Record<string, unknown> }[]>(
    govern,
    'GET /admin/blueprint-role-assignments',
  );
  const logins = await userPages(govern, 50);

  expect(first?.roleAssignmentsRules['ro.governance_manager']).toMatchObject([
    { userContainers: [{ type: 'group', groupName: 'group-3' }] },
  ]);
  expect(new Set(logins).size).toBe(200);
});

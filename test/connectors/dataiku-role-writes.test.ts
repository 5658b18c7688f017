import { describe, expect, test } from 'vitest';
import { dss } from '../../src/connectors/dataiku/index.ts';
import { simulateGovern } from '../../src/connectors/dataiku/simulator/index.ts';
import { smallWorld } from '../../src/sandbox/world.ts';
import {
  change,
  documentOf,
  editByHand,
  effectsOf,
  group,
  keeperOf,
  plan,
  readsAfterWriting,
  user,
  writesOf,
} from './dataiku-changes.ts';
import { failure, openGovern } from './dataiku-systems.ts';

const startGovern = () => simulateGovern(smallWorld('dataiku-govern'));

const PROJECT = 'bp.system.govern_project';
const path = (blueprint: string) => `/admin/blueprint-role-assignments/${blueprint}`;
const container = (login: string) => ({ type: 'user', login });

interface Assignments {
  readonly roleAssignmentsRules: Readonly<Record<string, readonly Record<string, unknown>[]>>;
}

const assignmentsOf = (upstream: Awaited<ReturnType<typeof startGovern>>, blueprint = PROJECT) =>
  documentOf(upstream, path(blueprint)) as Promise<Record<string, unknown> & Assignments>;

describe('a role on a blueprint', () => {
  test('is given once, read back, and found the second time', async () => {
    await using upstream = await startGovern();
    const before = await assignmentsOf(upstream);
    const input = { member: user('emmy'), blueprint: PROJECT, role: 'ro.reader' };

    const first = await change(() => openGovern(upstream), 'addDataikuGovernRoleMember', input);
    const reads = readsAfterWriting(upstream);
    const second = await change(() => openGovern(upstream), 'addDataikuGovernRoleMember', input);

    expect(first).toEqual([`put user emmy into ro.reader on ${PROJECT}: APPLIED`]);
    expect(second).toEqual([`put user emmy into ro.reader on ${PROJECT}: ALREADY`]);
    expect(reads).toEqual([`GET ${path(PROJECT)}`]);
    expect(effectsOf(upstream)).toEqual([`role-assignments.updated ${PROJECT}`]);
    expect(await assignmentsOf(upstream)).toEqual({
      ...before,
      roleAssignmentsRules: {
        ...before.roleAssignmentsRules,
        'ro.reader': [
          {
            criteria: [],
            fieldIds: [],
            userContainers: [{ type: 'group', groupName: 'analysts' }, container('grace'), container('emmy')],
          },
        ],
      },
    });
  });

  test('that has conditions only is given by a rule of its own', async () => {
    await using upstream = await startGovern();
    const before = await assignmentsOf(upstream);

    await change(() => openGovern(upstream), 'addDataikuGovernRoleMember', {
      member: group('engineers'), // who have it on conditions
      blueprint: PROJECT,
      role: 'ro.contributor',
    });

    const { roleAssignmentsRules } = await assignmentsOf(upstream);
    expect(roleAssignmentsRules).toEqual({
      ...before.roleAssignmentsRules,
      'ro.contributor': [
        ...(before.roleAssignmentsRules['ro.contributor'] ?? []),
        { criteria: [], userContainers: [{ type: 'group', groupName: 'engineers' }], fieldIds: [] },
      ],
    });
  });

  test('on a blueprint that gives none yet makes its first assignments', async () => {
    await using upstream = await startGovern();
    const blueprint = 'bp.system.dataiku_project';

    const done = await change(() => openGovern(upstream), 'addDataikuGovernRoleMember', {
      member: user('emmy'),
      blueprint,
      role: 'ro.reader',
    });

    expect(done).toEqual([`put user emmy into ro.reader on ${blueprint}: APPLIED`]);
    expect(effectsOf(upstream)).toEqual([`role-assignments.created ${blueprint}`]);
    expect((await assignmentsOf(upstream, blueprint)).roleAssignmentsRules).toEqual({
      'ro.reader': [{ criteria: [], userContainers: [container('emmy')], fieldIds: [] }],
    });
  });

  test('is taken away once; fields and rules that name others stay', async () => {
    await using upstream = await startGovern();
    const before = await assignmentsOf(upstream);
    const input = { member: user('emmy'), blueprint: PROJECT, role: 'ro.project_manager' };

    const first = await change(() => openGovern(upstream), 'removeDataikuGovernRoleMember', input);
    const second = await change(() => openGovern(upstream), 'removeDataikuGovernRoleMember', input);

    expect([...first, ...second].map((line) => line.split(': ')[1])).toEqual(['APPLIED', 'ALREADY']);
    expect((await assignmentsOf(upstream)).roleAssignmentsRules).toEqual({
      ...before.roleAssignmentsRules,
      'ro.project_manager': [{ criteria: [], fieldIds: ['sponsor'], userContainers: [] }],
    });
  });

  test('given and taken away again leaves what was there before', async () => {
    await using upstream = await startGovern();
    const before = await assignmentsOf(upstream);
    const input = { member: user('emmy'), blueprint: PROJECT, role: 'ro.governance_manager' };

    await change(() => openGovern(upstream), 'addDataikuGovernRoleMember', input);
    await change(() => openGovern(upstream), 'removeDataikuGovernRoleMember', input);

    expect(await assignmentsOf(upstream)).toEqual(before);
  });

  test.for([
    [{ member: user('ghost') }, ['member']],
    [{ member: group('ghosts') }, ['member']],
    [{ role: 'ro.ghost' }, ['role']],
    [{ blueprint: 'bp.ghost' }, ['blueprint']],
  ] as const)('of %j is not given', async ([wrong, field]) => {
    await using upstream = await startGovern();
    const input = { member: user('emmy'), blueprint: PROJECT, role: 'ro.reader', ...wrong };

    expect(await failure(plan(openGovern(upstream), 'addDataikuGovernRoleMember', input))).toMatchObject({
      problem: { code: 'NOT_FOUND', field },
    });
  });

  test('of whoever is gone can still be taken away', async () => {
    await using upstream = await startGovern();
    await change(() => openGovern(upstream), 'deleteUser', { user: user('grace') });

    const done = await change(() => openGovern(upstream), 'removeDataikuGovernRoleMember', {
      member: user('grace'),
      blueprint: PROJECT,
      role: 'ro.reader',
    });

    expect(done).toEqual([`take user grace out of ro.reader on ${PROJECT}: APPLIED`]);
  });

  test('is shown as it is afterwards', async () => {
    await using upstream = await startGovern();
    const session = openGovern(upstream);
    const { steps } = await plan(session, 'addDataikuGovernRoleMember', {
      member: user('emmy'),
      blueprint: PROJECT,
      role: 'ro.reader',
    });
    const reader = dss.details['DataikuGovernRolePayload']?.['assignments'];

    const shown = await reader?.(
      { record: { steps: steps.map((intent) => ({ intent })) } } as never,
      {} as never,
      session as never,
    );

    expect(shown).toMatchObject([
      {
        blueprint: PROJECT,
        role: 'ro.reader',
        holders: [{ memberName: 'analysts' }, { memberName: 'grace' }],
      },
    ]);
    expect(await reader?.({ record: null } as never, {} as never, session as never)).toBeNull();
  });
});

/** A document with everything in it that is not ours: roles, rules, conditions, keys and fields nobody here knows. */
const foreign = {
  zeta: { kept: true },
  blueprintId: 'bp.x',
  roleAssignmentsRules: {
    'ro.other': [{ userContainers: [{ login: 'emmy', type: 'user' }], more: 1 }],
    'ro.reader': [
      {
        criteria: [{ z: 1, type: 'FIELD_VALUE', a: 2 }],
        userContainers: [
          { login: 'emmy', type: 'user' },
          { type: 'globalApiKey', key: 'k1' },
        ],
        fieldIds: ['b', 'a'],
        note: 'conditional',
      },
      {
        fieldIds: null,
        userContainers: [
          { groupName: 'emmy', type: 'group', since: 3 },
          { type: 'user', login: 'emmy' },
        ],
      },
      { criteria: null, userContainers: [], label: 'second' },
    ],
    'ro.empty': [],
  },
  inheritArtifactFieldId: null,
  alpha: [],
};

const servingForeign = () =>
  keeperOf(
    { [path('bp.x')]: foreign },
    {
      '/admin/users/ada': { login: 'ada' },
      '/admin/role/ro.reader': { id: 'ro.reader' },
      '/blueprint/bp.x': { blueprint: { id: 'bp.x' } },
    },
  );

describe('what nobody asked to change', () => {
  test('is byte for byte as it was when somebody is added', async () => {
    await using upstream = await servingForeign();

    await change(() => openGovern(upstream), 'addDataikuGovernRoleMember', {
      member: user('ada'),
      blueprint: 'bp.x',
      role: 'ro.reader',
    });

    const [conditional, always, second] = foreign.roleAssignmentsRules['ro.reader'];
    expect(upstream.documents.get(path('bp.x'))).toBe(
      JSON.stringify({
        ...foreign,
        roleAssignmentsRules: {
          ...foreign.roleAssignmentsRules,
          'ro.reader': [
            conditional,
            {
              ...always,
              userContainers: [...(always?.userContainers ?? []), { type: 'user', login: 'ada' }],
            },
            second,
          ],
        },
      }),
    );
  });

  test('is byte for byte as it was when somebody is taken out, of conditional rules too', async () => {
    await using upstream = await servingForeign();

    await change(() => openGovern(upstream), 'removeDataikuGovernRoleMember', {
      member: user('emmy'),
      blueprint: 'bp.x',
      role: 'ro.reader',
    });

    const [conditional, always, second] = foreign.roleAssignmentsRules['ro.reader'];
    expect(upstream.documents.get(path('bp.x'))).toBe(
      JSON.stringify({
        ...foreign,
        roleAssignmentsRules: {
          ...foreign.roleAssignmentsRules,
          'ro.reader': [
            { ...conditional, userContainers: [{ type: 'globalApiKey', key: 'k1' }] },
            { ...always, userContainers: [{ groupName: 'emmy', type: 'group', since: 3 }] },
            second,
          ],
        },
      }),
    );
  });

  test('is kept when somebody else edits another role meanwhile', async () => {
    await using upstream = await startGovern();
    const { steps } = await plan(openGovern(upstream), 'addDataikuGovernRoleMember', {
      member: user('emmy'),
      blueprint: PROJECT,
      role: 'ro.reader',
    });
    const [step] = steps;
    if (!step) throw new Error('no step');
    await editByHand(upstream, path(PROJECT), (document) => ({
      ...document,
      roleAssignmentsRules: {
        ...(document as unknown as Assignments).roleAssignmentsRules,
        'ro.governance_manager': [{ criteria: [], userContainers: [container('ada')], fieldIds: [] }],
      },
    }));
    const addition = writesOf(openGovern(upstream)).change(step);

    await addition.write(await addition.read());

    const { roleAssignmentsRules } = await assignmentsOf(upstream);
    expect(roleAssignmentsRules['ro.governance_manager']).toEqual([
      { criteria: [], userContainers: [container('ada')], fieldIds: [] },
    ]);
    expect(JSON.stringify(roleAssignmentsRules['ro.reader'])).toContain('emmy');
  });

  test('says whom it takes something from', async () => {
    await using upstream = await startGovern();
    const input = { member: user('grace'), blueprint: PROJECT, role: 'ro.reader' };

    expect((await plan(openGovern(upstream), 'removeDataikuGovernRoleMember', input)).steps).toMatchObject([
      { touches: [user('grace')], document: `roles of ${PROJECT}` },
    ]);
  });
});

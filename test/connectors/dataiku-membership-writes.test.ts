import { describe, expect, test } from 'vitest';
import { granting, storedFor } from '../../src/connectors/dataiku/grant-edits.ts';
import { dss } from '../../src/connectors/dataiku/index.ts';
import type { DataikuSession } from '../../src/connectors/dataiku/session.ts';
import { simulateDss } from '../../src/connectors/dataiku/simulator/index.ts';
import { WholePermissions } from '../../src/connectors/dataiku/wire.ts';
import { membershipRef } from '../../src/model/ref.ts';
import { smallWorld } from '../../src/sandbox/world.ts';
import {
  change,
  documentOf,
  editByHand,
  effectsOf,
  group,
  keeperOf,
  plan,
  project,
  readsAfterWriting,
  user,
  writesOf,
} from './dataiku-changes.ts';
import { failure, key, openDss, scopeOf, systemOf } from './dataiku-systems.ts';

const startDss = () => simulateDss(smallWorld('dataiku-dss'));
const PERMISSIONS = '/projects/CHURN/permissions';
const churn = project('CHURN');

const entryOf = (document: Record<string, unknown>, holder: object) =>
  (document['permissions'] as Record<string, unknown>[]).find((entry) =>
    Object.entries(holder).every(([name, value]) => entry[name] === value),
  );

describe('a role in a project', () => {
  test('is granted once, read back, and found the second time', async () => {
    await using upstream = await startDss();
    const before = await documentOf(upstream, PERMISSIONS);
    const input = { project: churn, member: user('hedy'), role: 'EDITOR' };

    const first = await change(() => openDss(upstream), 'ensureProjectMembership', input);
    const reads = readsAfterWriting(upstream);
    const second = await change(() => openDss(upstream), 'ensureProjectMembership', input);

    expect(first).toEqual(['grant user hedy EDITOR in CHURN: APPLIED']);
    expect(second).toEqual(['grant user hedy EDITOR in CHURN: ALREADY']);
    expect(reads).toEqual(['GET /projects/CHURN/permissions']);
    expect(effectsOf(upstream)).toEqual([
      'project-permissions.updated CHURN',
      'membership.created CHURN/user/hedy',
    ]);
    expect(await documentOf(upstream, PERMISSIONS)).toEqual({
      ...before,
      permissions: [...(before['permissions'] as object[]), { user: 'hedy', writeProjectContent: true }],
    });
  });

  test.for([
    ['VIEWER', { group: 'analysts', readProjectContent: true, readDashboards: true }],
    [
      'EDITOR',
      { group: 'analysts', readProjectContent: true, readDashboards: true, writeProjectContent: true },
    ],
    ['ADMIN', { group: 'analysts', readProjectContent: true, readDashboards: true, admin: true }],
  ] as const)('%s, for a group that views, leaves it %j', async ([role, expected]) => {
    await using upstream = await startDss();

    await change(() => openDss(upstream), 'ensureProjectMembership', {
      project: churn,
      member: group('analysts'),
      role,
    });

    expect(entryOf(await documentOf(upstream, PERMISSIONS), { group: 'analysts' })).toEqual(expected);
    expect(effectsOf(upstream)).toEqual(
      role === 'VIEWER'
        ? []
        : ['project-permissions.updated CHURN', 'membership.updated CHURN/group/analysts'],
    );
  });

  test('that is so already leaves further flags alone', async () => {
    await using upstream = await startDss();
    await editByHand(upstream, PERMISSIONS, (document) => ({
      ...document,
      permissions: [{ user: 'hedy', readProjectContent: true, exportDatasetsData: true }],
    }));

    const done = await change(() => openDss(upstream), 'ensureProjectMembership', {
      project: churn,
      member: user('hedy'),
      role: 'VIEWER',
    });

    expect(done).toEqual(['grant user hedy VIEWER in CHURN: ALREADY']);
  });

  test.for([
    // Of a higher role nothing is left, whether or not the server stored what it implies.
    [{ admin: true }, 'EDITOR', { admin: false, writeProjectContent: true }],
    [{ writeProjectContent: true }, 'VIEWER', { writeProjectContent: false, readProjectContent: true }],
    [
      { writeProjectContent: true, readDashboards: true, writeDashboards: true, runScenarios: true },
      'VIEWER',
      {
        writeProjectContent: false,
        readDashboards: true,
        writeDashboards: false,
        runScenarios: false,
        readProjectContent: true,
      },
    ],
    [
      { admin: true, editPermissions: true, exportDatasetsData: true, readProjectContent: true },
      'VIEWER',
      { admin: false, editPermissions: false, exportDatasetsData: false, readProjectContent: true },
    ],
    // What belongs to no higher role that is held stays.
    [
      { writeProjectContent: true, exportDatasetsData: true },
      'VIEWER',
      { writeProjectContent: false, exportDatasetsData: true, readProjectContent: true },
    ],
    [{ runScenarios: true }, 'VIEWER', { runScenarios: true, readProjectContent: true }],
    [
      { readProjectContent: true, madeUp: true },
      'EDITOR',
      { readProjectContent: true, madeUp: true, writeProjectContent: true },
    ],
  ] as const)('%j becomes %s as %j', ([held, role, expected]) => {
    const document = WholePermissions.parse({ permissions: [{ user: 'hedy', ...held }] });

    const after = granting(document, { kind: 'user', name: 'hedy' }, { role });

    expect(after).toEqual({ permissions: [{ user: 'hedy', ...expected }] });
  });

  test('that several entries make up is put right in all of them', () => {
    const document = WholePermissions.parse({
      permissions: [
        { user: 'hedy', readProjectContent: true },
        { group: 'hedy', admin: true },
        { user: 'hedy', admin: true, note: 'kept' },
      ],
    });
    const hedy = { kind: 'user', name: 'hedy' } as const;

    const after = granting(document, hedy, { role: 'VIEWER' });

    expect(after).toEqual({
      permissions: [
        { user: 'hedy', readProjectContent: true, admin: false },
        { group: 'hedy', admin: true },
        { user: 'hedy', admin: false, note: 'kept' },
      ],
    });
    expect([...storedFor(WholePermissions.parse(after), hedy)]).toEqual(['readProjectContent']);
  });

  test('that is another one is a conflict where override is false', async () => {
    await using upstream = await startDss();
    const input = { project: churn, override: false };

    const other = { ...input, member: user('alan'), role: 'VIEWER' };
    const none = { ...input, member: user('hedy'), role: 'VIEWER' };

    expect(await change(() => openDss(upstream), 'ensureProjectMembership', other)).toEqual([
      'grant user alan VIEWER in CHURN: CONFLICT',
    ]);
    expect(await change(() => openDss(upstream), 'ensureProjectMembership', none)).toEqual([
      'grant user hedy VIEWER in CHURN: APPLIED',
    ]);
  });

  test('names the membership, and whom it takes something from', async () => {
    await using upstream = await startDss();
    const session = openDss(upstream);
    const ask = (member: object, role: string) =>
      plan(session, 'ensureProjectMembership', { project: churn, member, role });

    const lower = await ask(user('grace'), 'VIEWER');
    const same = await ask(user('grace'), 'ADMIN');
    const higher = await ask(user('alan'), 'ADMIN');

    const ends = { project: 'CHURN', memberKind: 'USER', member: 'grace' } as const;
    expect(lower.targets).toEqual([membershipRef(key, ends), churn, user('grace')]);
    expect(lower.steps).toMatchObject([{ touches: [user('grace')], document: 'project CHURN' }]);
    expect(same.steps[0]?.touches).toBeUndefined();
    expect(higher.steps[0]?.touches).toBeUndefined();
  });
});

describe('exact permissions in a project', () => {
  test('are these and no others', async () => {
    await using upstream = await startDss();
    const input = {
      project: churn,
      member: group('engineers'),
      permissions: ['readProjectContent', 'runScenarios'],
    };

    const first = await change(() => openDss(upstream), 'ensureProjectMembership', input);
    const second = await change(() => openDss(upstream), 'ensureProjectMembership', input);

    expect(first).toEqual([
      'grant group engineers exactly readProjectContent, runScenarios in CHURN: APPLIED',
    ]);
    expect(second).toEqual([
      'grant group engineers exactly readProjectContent, runScenarios in CHURN: ALREADY',
    ]);
    expect(entryOf(await documentOf(upstream, PERMISSIONS), { group: 'engineers' })).toEqual({
      group: 'engineers',
      writeProjectContent: false,
      readProjectContent: true,
      runScenarios: true,
    });
  });

  test('that are stored with what they imply are so already', async () => {
    await using upstream = await startDss(); // analysts: readProjectContent, readDashboards

    const done = await change(() => openDss(upstream), 'ensureProjectMembership', {
      project: churn,
      member: group('analysts'),
      permissions: ['readProjectContent'],
    });

    expect(done).toEqual([`grant group analysts exactly readProjectContent in CHURN: ALREADY`]);
  });

  test('that do not exist would be dropped with a yes, and are not sent', async () => {
    await using upstream = await startDss();

    const done = await change(() => openDss(upstream), 'ensureProjectMembership', {
      project: churn,
      member: user('hedy'),
      permissions: ['readProjectContent', 'fly'],
    });

    expect(done).toEqual(['grant user hedy exactly readProjectContent, fly in CHURN: BAD_INPUT']);
    expect(effectsOf(upstream)).toEqual([]);
  });
});

test.for([
  [{ role: undefined }, 'BAD_INPUT', ['role']],
  [{ permissions: ['admin'] }, 'BAD_INPUT', ['role']],
  [{ role: 'OWNER' }, 'BAD_INPUT', ['role']],
  [{ role: undefined, permissions: [] }, 'BAD_INPUT', ['permissions']],
  [{ member: user('ghost') }, 'NOT_FOUND', ['member']],
  [{ member: group('ghosts') }, 'NOT_FOUND', ['member']],
] as const)('%j is refused before anything is planned', async ([wrong, code, field]) => {
  await using upstream = await startDss();
  const input = { project: churn, member: user('hedy'), role: 'VIEWER', ...wrong };

  expect(await failure(plan(openDss(upstream), 'ensureProjectMembership', input))).toMatchObject({
    problem: { code, field },
  });
});

test('everything else in the document goes back as it came, in its order', async () => {
  const document = {
    zeta: 1,
    permissions: [
      { everybody: true, readProjectContent: true },
      { more: { b: 1, a: 2 }, user: 'hedy', readProjectContent: true, futureFlag: true },
      { group: 'analysts', admin: false },
    ],
    owner: 'grace',
    dashboardAuthorizations: { authorizations: [{ id: 'x' }] },
    additionalDashboardUsers: { users: ['zoe'] },
    alpha: null,
  };
  await using upstream = await keeperOf(
    { [PERMISSIONS]: document },
    { '/admin/users/hedy': { login: 'hedy', groups: [] } },
  );

  await change(() => openDss(upstream), 'ensureProjectMembership', {
    project: churn,
    member: user('hedy'),
    role: 'EDITOR',
  });

  const [everybody, hedy, analysts] = document.permissions;
  expect(upstream.documents.get(PERMISSIONS)).toBe(
    JSON.stringify({
      ...document,
      permissions: [everybody, { ...hedy, writeProjectContent: true }, analysts],
    }),
  );
});

test('grants that somebody else made meanwhile are kept', async () => {
  await using upstream = await startDss();
  const { steps } = await plan(openDss(upstream), 'removeProjectMembership', {
    project: churn,
    member: user('alan'),
  });
  const [step] = steps;
  if (!step) throw new Error('no step');
  await editByHand(upstream, PERMISSIONS, (document) => ({
    ...document,
    permissions: [...(document['permissions'] as object[]), { user: 'konrad', runScenarios: true }],
  }));
  const removal = writesOf(openDss(upstream)).change(step);

  await removal.write(await removal.read());

  const after = await documentOf(upstream, PERMISSIONS);
  expect(entryOf(after, { user: 'konrad' })).toEqual({ user: 'konrad', runScenarios: true });
  expect(entryOf(after, { user: 'alan' })).toBeUndefined();
});

test('whoever administers a project may grant in it without administering the system', async () => {
  await using upstream = await startDss();
  const asGrace = () => systemOf(dss, upstream).open(scopeOf(), user('grace')) as DataikuSession;
  const input = { project: churn, role: 'VIEWER' };

  expect(await change(asGrace, 'ensureProjectMembership', { ...input, member: user('hedy') })).toEqual([
    'grant user hedy VIEWER in CHURN: APPLIED',
  ]);
  expect(await change(asGrace, 'ensureProjectMembership', { ...input, member: group('stewards') })).toEqual([
    'grant group stewards VIEWER in CHURN: APPLIED',
  ]);
  for (const member of [user('ghost'), group('ghosts')]) {
    expect(await failure(plan(asGrace(), 'ensureProjectMembership', { ...input, member }))).toMatchObject({
      problem: { code: 'NOT_FOUND', field: ['member'] },
    });
  }
});

describe('what a project grants', () => {
  test('is taken back, and only from the one it was granted to', async () => {
    await using upstream = await startDss();
    const before = (await documentOf(upstream, PERMISSIONS))['permissions'] as Record<string, unknown>[];
    const input = { project: churn, member: user('grace') };

    const first = await change(() => openDss(upstream), 'removeProjectMembership', input);
    const second = await change(() => openDss(upstream), 'removeProjectMembership', input);

    expect(first).toEqual(['take back what CHURN grants to user grace: APPLIED']);
    expect(second).toEqual(['take back what CHURN grants to user grace: ALREADY']);
    expect(effectsOf(upstream)).toEqual([
      'project-permissions.updated CHURN',
      'membership.deleted CHURN/user/grace',
    ]);
    expect((await documentOf(upstream, PERMISSIONS))['permissions']).toEqual(
      before.filter((entry) => entry['user'] !== 'grace'),
    );
  });

  test('by a project that is not there is not taken back', async () => {
    await using upstream = await startDss();
    const nowhere = { project: project('NOWHERE'), member: user('grace') };

    expect(await change(() => openDss(upstream), 'removeProjectMembership', nowhere)).toEqual([
      'take back what NOWHERE grants to user grace: NOT_FOUND',
    ]);
    expect(
      await change(() => openDss(upstream), 'ensureProjectMembership', { ...nowhere, role: 'VIEWER' }),
    ).toEqual(['grant user grace VIEWER in NOWHERE: NOT_FOUND']);
  });
});

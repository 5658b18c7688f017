import { describe, expect, test } from 'vitest';
import { type IguazioSimulator, simulateIguazio } from '../../src/connectors/iguazio/simulator/index.ts';
import { membershipRef } from '../../src/model/ref.ts';
import { smallWorld } from '../../src/sandbox/world.ts';
import { key, openSession, projectId, startIguazio, userId } from './iguazio-systems.ts';
import {
  effectsOf,
  group,
  make,
  methodsOf,
  outcomesOf,
  planned,
  project,
  refusalOf,
  stepOf,
  stepProblem,
  user,
  writesOf,
} from './iguazio-writing.ts';

const churn = project('churn');
const inChurn = (member: string) => `${churn.native}/${member}`;

/** Who has which role in a project. */
async function rolesIn(upstream: IguazioSimulator, name: string): Promise<Record<string, string>> {
  const found = await openSession(upstream).projects?.memberships([projectId(name)]);
  const reading = found?.get(projectId(name));
  if (!reading || reading instanceof Error) throw new Error('no memberships');
  return Object.fromEntries(reading.items.map((one) => [one.memberName, one.nativeRole]));
}

const before = { analysts: 'Viewer', engineers: 'Editor', grace: 'Admin', alan: 'Editor' };

test('the world’s project grants what these tests begin with', async () => {
  await using upstream = await startIguazio();
  expect(await rolesIn(upstream, 'churn')).toEqual(before);
});

describe('a role in a project', () => {
  test.for([
    ['VIEWER', 'Viewer'],
    ['EDITOR', 'Editor'],
    ['ADMIN', 'Admin'],
  ] as const)('%s is granted by a job, and read back', async ([role, word]) => {
    await using upstream = await simulateIguazio(smallWorld('iguazio'), { jobDelayMs: 50 });
    const input = { project: churn, member: user('emmy'), role };

    const { plan, results } = await make(upstream, 'ensureProjectMembership', input);

    expect(results).toMatchObject([
      {
        outcome: 'APPLIED',
        description: `make emmy ${word} of churn`,
        sent: { job: expect.any(String) as unknown },
      },
    ]);
    expect(plan).toMatchObject({
      target: 'emmy in churn',
      targets: [
        membershipRef(key, { project: churn.native, memberKind: 'USER', member: userId('emmy') }),
        user('emmy'),
        churn,
      ],
    });
    expect(await rolesIn(upstream, 'churn')).toEqual({ ...before, emmy: word });
    expect(effectsOf(upstream)).toEqual([`membership.created ${inChurn(`user/${userId('emmy')}`)}`]);
    expect(methodsOf(upstream).indexOf('POST')).toBeLessThan(methodsOf(upstream).lastIndexOf('GET'));

    expect(await outcomesOf(upstream, 'ensureProjectMembership', input)).toEqual(['ALREADY']);
    expect(upstream.effects).toHaveLength(1);
  });

  test('is granted to groups as well, and takes the place of another', async () => {
    await using upstream = await startIguazio();
    const input = { project: churn, member: group('analysts'), role: 'ADMIN' } as const;
    expect(await outcomesOf(upstream, 'ensureProjectMembership', input)).toEqual(['APPLIED']);
    expect(await rolesIn(upstream, 'churn')).toEqual({ ...before, analysts: 'Admin' });
    expect(effectsOf(upstream)).toEqual([
      `membership.updated ${inChurn(`group/${group('analysts').native}`)}`,
    ]);
  });

  test('does not take the place of another where that is not wanted', async () => {
    await using upstream = await startIguazio();
    const input = { project: churn, member: user('alan'), override: false };
    const step = await stepOf(upstream, 'ensureProjectMembership', { ...input, role: 'VIEWER' });
    expect(await stepProblem(upstream, step)).toMatchObject({
      code: 'CONFLICT',
      field: ['role'],
      message: 'It has the role Editor there.',
    });
    expect(await outcomesOf(upstream, 'ensureProjectMembership', { ...input, role: 'EDITOR' })).toEqual([
      'ALREADY',
    ]);
    const emmy = { ...input, member: user('emmy'), role: 'EDITOR' } as const;
    expect(await outcomesOf(upstream, 'ensureProjectMembership', emmy)).toEqual(['APPLIED']);
  });

  test('is written on what the roles are at that moment', async () => {
    await using upstream = await startIguazio();
    const step = await stepOf(upstream, 'ensureProjectMembership', {
      project: churn,
      member: user('emmy'),
      role: 'VIEWER',
    });
    await make(upstream, 'ensureProjectMembership', {
      project: churn,
      member: user('edsger'),
      role: 'VIEWER',
    });
    expect(await stepProblem(upstream, step)).toBeUndefined();
    expect(await rolesIn(upstream, 'churn')).toEqual({ ...before, emmy: 'Viewer', edsger: 'Viewer' });
  });

  test('changes no role that need not change: what others write there meanwhile stays', async () => {
    await using upstream = await startIguazio();
    const step = await stepOf(upstream, 'ensureProjectMembership', {
      project: churn,
      member: user('emmy'),
      role: 'VIEWER',
    });
    const change = writesOf(openSession(upstream)).change(step);
    const state = await change.read();
    await make(upstream, 'ensureProjectMembership', {
      project: churn,
      member: user('edsger'),
      role: 'ADMIN',
    });
    await change.write(state);
    expect(await rolesIn(upstream, 'churn')).toEqual({ ...before, emmy: 'Viewer', edsger: 'Admin' });
  });

  test('is taken back, and then is none', async () => {
    await using upstream = await startIguazio();
    const input = { project: churn, member: user('grace') };

    const { plan, results } = await make(upstream, 'removeProjectMembership', input);

    expect(results).toMatchObject([{ outcome: 'APPLIED', description: 'take grace out of churn' }]);
    expect(plan.steps).toMatchObject([{ touches: [user('grace')] }]);
    const { grace: _, ...rest } = before;
    expect(await rolesIn(upstream, 'churn')).toEqual(rest);
    expect(await outcomesOf(upstream, 'removeProjectMembership', input)).toEqual(['ALREADY']);
    expect(effectsOf(upstream)).toEqual([`membership.deleted ${inChurn(`user/${userId('grace')}`)}`]);
  });

  test.for([
    [{ permissions: ['project:read'] }, 'UNSUPPORTED', ['permissions']],
    [{}, 'BAD_INPUT', ['role']],
    [{ role: 'OWNER' }, 'BAD_INPUT', ['role']],
    [{ role: 'CUSTOM' }, 'BAD_INPUT', ['role']],
    [{ role: 'VIEWER', member: user('nobody') }, 'NOT_FOUND', ['member']],
    [{ role: 'VIEWER', member: group('nowhere') }, 'NOT_FOUND', ['member']],
  ] as const)('%j is %s at %j', async ([wrong, code, field]) => {
    await using upstream = await startIguazio();
    const input = { project: churn, member: user('emmy'), ...wrong };
    expect(await refusalOf(upstream, 'ensureProjectMembership', input)).toMatchObject({ code, field });
    expect(methodsOf(upstream)).not.toContain('POST');
  });

  test('in a project that is not there is NOT_FOUND', async () => {
    await using upstream = await startIguazio();
    const input = { project: project('nothing'), member: user('emmy') };
    const ensure = await stepOf(upstream, 'ensureProjectMembership', { ...input, role: 'VIEWER' });
    const remove = await stepOf(upstream, 'removeProjectMembership', input);
    for (const step of [ensure, remove]) {
      expect(await stepProblem(upstream, step)).toMatchObject({ code: 'NOT_FOUND', field: ['project'] });
    }
  });

  test('beside permissions is granted, and the permissions are left out', async () => {
    await using upstream = await startIguazio();
    const input = { project: churn, member: user('emmy'), role: 'VIEWER', permissions: ['x'] } as const;
    const { leftOut } = await planned(upstream, 'ensureProjectMembership', input);
    expect(leftOut).toMatchObject([{ code: 'UNSUPPORTED', field: ['permissions'] }]);
  });
});

test('all steps on one project’s roles share a lock, and so do all on one account', async () => {
  await using upstream = await startIguazio();
  const input = { project: churn, member: user('emmy'), role: 'VIEWER' } as const;
  const documents = [
    await stepOf(upstream, 'ensureProjectMembership', input),
    await stepOf(upstream, 'removeProjectMembership', { project: churn, member: group('analysts') }),
  ].map(({ document }) => document);
  expect(new Set(documents)).toEqual(new Set([`roles of project ${churn.native}`]));

  const grace = user('grace');
  const steps = [
    await stepOf(upstream, 'updateUser', { user: grace, groups: [group('analysts')] }),
    await stepOf(upstream, 'disableUser', { user: grace }),
    await stepOf(upstream, 'setPrimaryGroup', { user: grace }),
    await stepOf(upstream, 'addGroupMembers', { group: group('stewards'), users: [grace] }),
    await stepOf(upstream, 'removeGroupMembers', { group: group('stewards'), users: [grace] }),
    await stepOf(upstream, 'deleteUser', { user: grace }),
  ];
  expect(new Set(steps.map(({ document }) => document))).toEqual(new Set([`account ${grace.native}`]));
});

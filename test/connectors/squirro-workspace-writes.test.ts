import { describe, expect, test } from 'vitest';
import { simulateSquirro, type SquirroOptions } from '../../src/connectors/squirro/simulator/index.ts';
import { ref } from '../../src/model/ref.ts';
import { smallWorld } from '../../src/sandbox/world.ts';
import {
  changeOf,
  effectsOf,
  ownPlan,
  performOwn,
  problemOf,
  sentOnce,
  userRef,
  writesTo,
} from './squirro-changes.ts';
import { callsOf, credentialsOf, idOf, json, key, open, serverOf } from './squirro-systems.ts';

const start = (options: SquirroOptions = {}) => simulateSquirro(smallWorld('squirro'), options);
const workspaceRef = (domain: string) => ref('workspace', key, domain);
const lab = workspaceRef('lab');

describe('a new workspace', () => {
  test('gets the domain the server makes of its title, once', async () => {
    await using upstream = await start();
    const input = { system: key, title: 'Project 5' };

    const { plan, outcomes, results } = await performOwn(upstream, 'createSquirroWorkspace', input);
    const again = await performOwn(upstream, 'createSquirroWorkspace', input);

    expect([outcomes, again.outcomes]).toEqual([['APPLIED'], ['ALREADY']]);
    expect(plan).toMatchObject({ target: 'Project 5', targets: [] });
    expect(results[0]?.sent?.made).toEqual(workspaceRef('project-5'));
    expect(effectsOf(upstream)).toEqual(['workspace.created project-5']);
  });

  test('whose answer was lost is found by what was there before', async () => {
    await using upstream = await start();
    const session = open(upstream);
    const change = changeOf(
      session,
      await ownPlan(session, 'createSquirroWorkspace', { title: 'Project 5' }),
    );
    const state: unknown = await change.read();
    const before = change.keep?.(state) ?? null;
    upstream.setFaults([{ method: 'POST', path: '/api/user/v2', fault: 'reset-after' }]);

    expect(await problemOf(change.write(state))).toBe('UPSTREAM_UNAVAILABLE');

    expect(change.proof).toBe('COMPARISON');
    expect((before as string[]).toSorted()).toEqual(['acme', 'lab']);
    expect(change.judge(await change.read(), { ...sentOnce, before })).toEqual({
      is: 'DONE',
      subject: workspaceRef('project-5'),
    });
    const known = { ...sentOnce, before: ['acme', 'lab', 'project-5'] };
    expect(change.judge(await change.read(), known)).toEqual({ is: 'OPEN' });
  });

  test.for([
    ['BAD_INPUT title', '', {}],
    ['BAD_INPUT title', '!!!', {}],
    ['ALREADY_EXISTS title', 'LAB', {}],
    ['UNSUPPORTED', 'Project 5', { workspaces: false }],
  ] as const)('is %s: %s %o', async ([problem, title, options]) => {
    await using upstream = await start(options);

    expect(await problemOf(performOwn(upstream, 'createSquirroWorkspace', { system: key, title }))).toBe(
      problem,
    );
    expect(effectsOf(upstream)).toEqual([]);
  });

  test('is not for others than cluster administrators', async () => {
    await using upstream = await start();
    const emmy = await credentialsOf('emmy', upstream);
    const promise = performOwn(emmy, 'createSquirroWorkspace', { system: key, title: 'Project 5' });

    expect(await problemOf(promise)).toBe('NOT_PERMITTED');
  });
});

describe('a workspace', () => {
  test('goes with everything in it, and everybody there is told to lose by it', async () => {
    await using upstream = await start();

    const { plan, outcomes } = await performOwn(upstream, 'deleteSquirroWorkspace', { workspace: lab });
    const strict = await performOwn(upstream, 'deleteSquirroWorkspace', { workspace: lab });
    const lenient = await performOwn(upstream, 'deleteSquirroWorkspace', {
      workspace: lab,
      ignoreMissing: true,
    });

    expect([outcomes, strict.outcomes, lenient.outcomes]).toEqual([
      ['APPLIED'],
      ['NOT_APPLIED NOT_FOUND'],
      ['ALREADY'],
    ]);
    expect(plan).toMatchObject({ target: 'lab', targets: [lab], steps: [{ unseats: [] }] });
    expect(plan.steps[0]?.touches).toEqual(
      expect.arrayContaining([userRef('lab', 'grace'), userRef('lab', 'hedy'), userRef('lab', 'annie')]),
    );
    expect(effectsOf(upstream)).toContain('workspace.deleted lab');
  });

  test('that is the gateway’s own holds the administrators it counts', async () => {
    await using upstream = await start();

    const plan = await ownPlan(open(upstream), 'deleteSquirroWorkspace', { workspace: workspaceRef('acme') });

    expect(plan.steps[0]?.unseats).toHaveLength(2);
    expect(plan.steps[0]?.touches).toContainEqual(userRef('rollcall'));
  });

  test('that is only not shown is not taken for gone', async () => {
    await using upstream = await start();
    const emmy = await credentialsOf('emmy', upstream);
    const promise = performOwn(emmy, 'deleteSquirroWorkspace', { workspace: lab, ignoreMissing: true });

    expect(await problemOf(promise)).toBe('NOT_PERMITTED');
  });

  test.for([
    ['deleteSquirroWorkspace', { workspace: lab, ignoreMissing: true }],
    ['addSquirroWorkspaceUsers', { workspace: lab, emails: ['lise@example.org'], role: 'user' }],
    ['setSquirroWorkspaceUserRole', { workspace: lab, user: userRef('lab', 'hedy'), role: 'admin' }],
    ['removeSquirroWorkspaceUser', { workspace: lab, user: userRef('lab', 'hedy') }],
  ] as const)('is not there where workspaces are off: %s', async ([mutation, input]) => {
    await using upstream = await start({ workspaces: false });

    expect(await problemOf(performOwn(upstream, mutation, input))).toBe('UNSUPPORTED');
  });
});

describe('the users of a workspace', () => {
  test('are added by e-mail, each by itself, and nobody’s role is changed by it', async () => {
    await using upstream = await start();
    const input = {
      workspace: lab,
      emails: ['lise@example.org', 'grace@example.org', 'HEDY@example.org'],
      role: 'user',
    };

    const { plan, outcomes } = await performOwn(upstream, 'addSquirroWorkspaceUsers', input);
    const again = await performOwn(upstream, 'addSquirroWorkspaceUsers', input);

    expect(outcomes).toEqual(['APPLIED', 'NOT_APPLIED CONFLICT', 'ALREADY']);
    expect(again.outcomes).toEqual(['ALREADY', 'NOT_APPLIED CONFLICT', 'ALREADY']);
    expect(plan).toMatchObject({ target: 'lab', targets: [lab] });
    expect(plan.steps.every(({ independent }) => independent)).toBe(true);
    expect(effectsOf(upstream)).toEqual([expect.stringMatching(/^user\.created /u)]);
  });

  test('get another role, once', async () => {
    await using upstream = await start();
    const input = { workspace: lab, user: userRef('lab', 'grace'), role: 'reader' };

    const { plan, outcomes } = await performOwn(upstream, 'setSquirroWorkspaceUserRole', input);
    const again = await performOwn(upstream, 'setSquirroWorkspaceUserRole', input);

    expect([outcomes, again.outcomes]).toEqual([['APPLIED'], ['ALREADY']]);
    expect(plan).toMatchObject({ target: 'grace@example.org in lab', targets: [lab, input.user] });
    expect(plan.steps[0]).toMatchObject({ touches: [input.user], unseats: [] });
    expect(effectsOf(upstream)).toEqual([`user.updated ${idOf('user', 'lab', 'grace')}`]);
  });

  test.for([
    ['reader', [userRef('ada')], [userRef('ada')]],
    ['admin', undefined, undefined],
  ] as const)('of the gateway’s own may be its administrators: %s', async ([role, touches, unseats]) => {
    await using upstream = await start();
    const input = { workspace: workspaceRef('acme'), user: userRef('ada'), role };

    const plan = await ownPlan(open(upstream), 'setSquirroWorkspaceUserRole', input);

    expect(plan.steps[0]?.touches).toEqual(touches);
    expect(plan.steps[0]?.unseats).toEqual(unseats);
  });

  test('leave its groups, then it', async () => {
    await using upstream = await start();
    const hedy = userRef('lab', 'hedy');

    const { plan, outcomes } = await performOwn(upstream, 'removeSquirroWorkspaceUser', {
      workspace: lab,
      user: hedy,
      allowProtected: true,
    });

    expect(outcomes).toEqual(['APPLIED', 'APPLIED']);
    expect(plan.steps.map(({ touches }) => touches)).toEqual([[hedy], [hedy]]);
    expect(writesTo(callsOf(upstream))).toEqual([
      `DELETE /v0/lab/groups/${idOf('group', 'lab', 'inventors')}/members/${hedy.native}`,
      `DELETE /v2/workspaces/lab/users/${hedy.native}`,
    ]);
    expect(effectsOf(upstream)).toEqual([
      `group-member.removed ${idOf('group', 'lab', 'inventors')}/${hedy.native}`,
      expect.stringMatching(/^user\.deleted /u),
    ]);
  });

  test.for([
    [
      'NOT_FOUND workspace',
      'addSquirroWorkspaceUsers',
      { workspace: workspaceRef('moon'), emails: [], role: 'user' },
    ],
    ['BAD_INPUT emails', 'addSquirroWorkspaceUsers', { workspace: lab, emails: ['lise'], role: 'user' }],
    ['BAD_INPUT role', 'addSquirroWorkspaceUsers', { workspace: lab, emails: [], role: '' }],
    [
      'BAD_INPUT role',
      'addSquirroWorkspaceUsers',
      { workspace: lab, emails: ['lise@example.org'], role: 'owner' },
    ],
    ['NOT_FOUND user', 'setSquirroWorkspaceUserRole', { workspace: lab, user: userRef('ada'), role: 'user' }],
    [
      'BAD_INPUT role',
      'setSquirroWorkspaceUserRole',
      { workspace: lab, user: userRef('lab', 'hedy'), role: 'owner' },
    ],
    [
      'BAD_INPUT role',
      'setSquirroWorkspaceUserRole',
      { workspace: lab, user: userRef('lab', 'hedy'), role: '' },
    ],
    ['NOT_FOUND user', 'removeSquirroWorkspaceUser', { workspace: lab, user: userRef('hedy') }],
    [
      'NOT_FOUND workspace',
      'removeSquirroWorkspaceUser',
      { workspace: workspaceRef('moon'), user: userRef('ada') },
    ],
  ] as const)('are %s: %s %o', async ([problem, mutation, input]) => {
    await using upstream = await start();

    expect(await problemOf(performOwn(upstream, mutation, input))).toBe(problem);
    expect(effectsOf(upstream)).toEqual([]);
  });

  test('are added with 200 as well as with 201, and believed when they are there', async () => {
    await using upstream = await serverOf({
      'GET /api/user/v2/workspaces/lab/users': json([]),
      'POST /api/user/v2/workspaces/lab/users': json([]),
    });
    const input = { workspace: lab, emails: ['lise@example.org'], role: 'user' };

    const { outcomes } = await performOwn(upstream, 'addSquirroWorkspaceUsers', input);

    expect(outcomes).toEqual(['NOT_APPLIED NOT_APPLIED']);
  });
});

test('every write that an unfinished operation may hold is known by its name, and no other', async () => {
  await using upstream = await start();
  const { writes } = open(upstream);

  expect(Object.keys(writes.ownPlans).toSorted()).toEqual([
    'addSquirroWorkspaceUsers',
    'createSquirroGrant',
    'createSquirroWorkspace',
    'deleteSquirroGrant',
    'deleteSquirroSession',
    'deleteSquirroWorkspace',
    'exchangeSquirroMicrosoftToken',
    'removeSquirroAuthentication',
    'removeSquirroWorkspaceUser',
    'setSquirroAuthentication',
    'setSquirroWorkspaceUserRole',
    'signUpSquirroUser',
  ]);
  expect(() => writes.change({ write: 'moon.move', args: {} })).toThrow('no write is called moon.move');
});

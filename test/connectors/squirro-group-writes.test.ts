import { describe, expect, test } from 'vitest';
import { simulateSquirro } from '../../src/connectors/squirro/simulator/index.ts';
import { formatRef, membershipRef, ref } from '../../src/model/ref.ts';
import { smallWorld } from '../../src/sandbox/world.ts';
import {
  changeOf,
  effectsOf,
  groupRef,
  neverSent,
  perform,
  problemOf,
  projectRef,
  sentOnce,
  userRef,
  writesTo,
} from './squirro-changes.ts';
import { callsOf, credentialsOf, idOf, json, key, open, refusal, serverOf } from './squirro-systems.ts';

const start = () => simulateSquirro(smallWorld('squirro'));
const memberAdded = (group: string, user: string) =>
  `group-member.added ${idOf('group', group)}/${idOf('user', user)}`;
const memberRemoved = (group: string, user: string) =>
  `group-member.removed ${idOf('group', group)}/${idOf('user', user)}`;

describe('a new group', () => {
  const described = {
    system: key,
    name: 'logicians',
    members: [userRef('rozsa'), userRef('emmy')],
    squirro: { projects: [projectRef('churn'), projectRef('galaxy')], projectRole: 'EDITOR' as const },
  };

  test('is made with its members, and gets its role in projects', async () => {
    await using upstream = await start();

    const { plan, outcomes, results } = await perform(upstream, 'createGroup', described);

    expect(outcomes).toEqual(['APPLIED', 'ALREADY', 'APPLIED', 'APPLIED']);
    const id = results[0]?.sent?.made?.native;
    expect(effectsOf(upstream)).toEqual([
      `group.created ${id}`,
      `group-member.added ${id}/${idOf('user', 'rozsa')}`,
      `group-member.added ${id}/${idOf('user', 'emmy')}`,
      `membership.created ${idOf('project', 'churn')}/group/${id}`,
      `membership.created ${idOf('project', 'galaxy')}/group/${id}`,
    ]);
    expect(plan).toMatchObject({ target: 'logicians', targets: [] });
  });

  test('that is there already as described is left alone', async () => {
    await using upstream = await start();
    await perform(upstream, 'createGroup', described);
    upstream.forgetRequests();

    const { outcomes } = await perform(upstream, 'createGroup', described);

    expect(outcomes).toEqual(['ALREADY', 'ALREADY', 'ALREADY', 'ALREADY']);
    expect(writesTo(callsOf(upstream))).toEqual([]);
  });

  test.for([
    [{ members: [userRef('rozsa')] }, ['members'], 'members'],
    [{ squirro: { projects: [projectRef('forecast')] } }, ['squirro', 'projects'], 'squirro.projects'],
    [
      { members: [], squirro: { projects: [projectRef('churn')], projectRole: 'ADMIN' } },
      ['name'],
      'members, squirro.projects',
    ],
  ] as const)('of a name that is taken otherwise is refused: %o', async ([changes, field, names]) => {
    await using upstream = await start();
    await perform(upstream, 'createGroup', described);
    const session = open(upstream);
    const plan = await session.writes.plans.createGroup?.({ ...described, ...changes } as never);
    const change = changeOf(session, plan);

    const verdict = change.judge(await change.read(), neverSent);

    const message = `A group of that name is there already, and differs in: ${names}.`;
    expect(verdict).toMatchObject({ is: 'REFUSED', problem: { code: 'ALREADY_EXISTS', field, message } });
  });

  test('is filled afterwards where it was made without its members', async () => {
    const members: { id: string }[] = [];
    let isMade = false;
    await using upstream = await serverOf({
      'GET /api/user/v0/acme/users': json({ users: [{ id: 'ann' }, { id: 'ben' }] }),
      'GET /api/user/v0/acme/groups': () => json(isMade ? [{ id: 'g', name: 'logicians', members }] : []),
      'POST /api/user/v0/acme/groups': () => {
        isMade = true;
        return { ...json({ id: 'g' }), status: 201 };
      },
      'POST /api/user/v0/acme/groups/g': ({ rawBody }) => {
        members.push({ id: new URLSearchParams(rawBody.toString()).get('user_id') ?? '' });
        return json({});
      },
    });

    const { outcomes } = await perform(upstream, 'createGroup', {
      system: key,
      name: 'logicians',
      members: [ref('user', key, 'ann'), ref('user', key, 'ben')],
    });

    expect(outcomes).toEqual(['APPLIED', 'APPLIED']);
    expect(members).toEqual([{ id: 'ann' }, { id: 'ben' }]);
  });

  test('whose answer was lost is found by its name', async () => {
    await using upstream = await start();
    const session = open(upstream);
    const change = changeOf(session, await session.writes.plans.createGroup?.(described));
    const state: unknown = await change.read();
    upstream.setFaults([{ method: 'POST', path: '/api/user/v0', fault: 'reset-after' }]);

    expect(await problemOf(change.write(state))).toBe('UPSTREAM_UNAVAILABLE');

    const [effect] = upstream.effects;
    expect(change.judge(await change.read(), sentOnce)).toEqual({
      is: 'DONE',
      subject: ref('group', key, effect?.target ?? ''),
    });
  });

  test('that came from elsewhere while the answer was lost is not taken for ours', async () => {
    await using upstream = await start();
    const session = open(upstream);
    const change = changeOf(session, await session.writes.plans.createGroup?.(described));
    await perform(upstream, 'createGroup', { system: key, name: 'logicians', members: [userRef('ada')] });

    expect(change.judge(await change.read(), sentOnce)).toMatchObject({
      is: 'REFUSED',
      problem: { code: 'ALREADY_EXISTS' },
    });
  });

  test.for([
    ['BAD_INPUT name', { name: ' ' }],
    ['NOT_FOUND members', { members: [userRef('nobody')] }],
    ['NOT_FOUND squirro.projects', { squirro: { projects: [projectRef('nothing')] } }],
    ['BAD_INPUT squirro.projectRole', { squirro: { projectRole: 'OWNER' } }],
  ] as const)('is %s with %o, and nothing is made', async ([problem, changes]) => {
    await using upstream = await start();

    const promise = perform(upstream, 'createGroup', { system: key, name: 'new', ...changes } as never);

    expect(await problemOf(promise)).toBe(problem);
    expect(effectsOf(upstream)).toEqual([]);
  });

  test('has no place for what it is for', async () => {
    await using upstream = await start();

    const { plan } = await perform(upstream, 'createGroup', {
      system: key,
      name: 'new',
      description: 'News',
    });

    expect(plan.leftOut).toMatchObject([{ code: 'UNSUPPORTED', field: ['description'], system: key }]);
  });
});

describe('a group', () => {
  test('is called otherwise, and keeps its members and its roles', async () => {
    await using upstream = await start();
    const input = { group: groupRef('analysts'), name: 'askers', description: 'Who asks' };

    const { plan, outcomes } = await perform(upstream, 'updateGroup', input);
    const again = await perform(upstream, 'updateGroup', input);

    expect([outcomes, again.outcomes]).toEqual([['APPLIED'], ['ALREADY']]);
    expect(plan.leftOut).toMatchObject([{ code: 'UNSUPPORTED', field: ['description'] }]);
    expect(effectsOf(upstream)).toEqual([`group.updated ${idOf('group', 'analysts')}`]);
    const members = await open(upstream).groups.members([idOf('group', 'analysts')]);
    expect(members.get(idOf('group', 'analysts'))).toHaveLength(4);
  });

  test('gets its role in projects, and whoever loses by it is told', async () => {
    await using upstream = await start();

    const { plan, outcomes } = await perform(upstream, 'updateGroup', {
      group: groupRef('engineers'),
      squirro: { projects: [projectRef('churn'), projectRef('forecast')], projectRole: 'VIEWER' },
    });

    expect(outcomes).toEqual(['APPLIED', 'APPLIED']);
    expect(effectsOf(upstream)).toEqual([
      `membership.updated ${idOf('project', 'churn')}/group/${idOf('group', 'engineers')}`,
      `membership.created ${idOf('project', 'forecast')}/group/${idOf('group', 'engineers')}`,
    ]);
    expect(plan.steps[0]?.touches).toHaveLength(3);
    expect(plan.steps[1]?.touches).toEqual([]);
  });

  test('goes, and its members stay', async () => {
    await using upstream = await start();

    const { plan, outcomes } = await perform(upstream, 'deleteGroup', { group: groupRef('stewards') });
    const strict = await perform(upstream, 'deleteGroup', { group: groupRef('stewards') });
    const lenient = await perform(upstream, 'deleteGroup', {
      group: groupRef('stewards'),
      ignoreMissing: true,
    });

    expect(outcomes).toEqual(['APPLIED']);
    expect(plan.steps[0]?.touches).toEqual(expect.arrayContaining([userRef('emmy'), userRef('rozsa')]));
    expect([strict.outcomes, lenient.outcomes]).toEqual([['NOT_APPLIED NOT_FOUND'], ['ALREADY']]);
    expect(effectsOf(upstream)).toContain(`group.deleted ${idOf('group', 'stewards')}`);
    expect(await open(upstream).users.byId.load(idOf('user', 'emmy'))).not.toBeNull();
  });

  test.for([
    ['NOT_FOUND group', 'updateGroup', { group: groupRef('nobody'), name: 'new' }],
    ['ALREADY_EXISTS name', 'updateGroup', { group: groupRef('analysts'), name: 'engineers' }],
    ['BAD_INPUT name', 'updateGroup', { group: groupRef('analysts'), name: '' }],
    ['NOT_FOUND group', 'addGroupMembers', { group: groupRef('nobody'), users: [userRef('ada')] }],
    ['NOT_FOUND group', 'removeGroupMembers', { group: groupRef('nobody'), users: [userRef('ada')] }],
    ['NOT_FOUND group', 'setGroupMembers', { group: groupRef('nobody'), users: [userRef('ada')] }],
  ] as const)('is %s: %s %o', async ([problem, mutation, input]) => {
    await using upstream = await start();

    expect(await problemOf(perform(upstream, mutation, input as never))).toBe(problem);
    expect(effectsOf(upstream)).toEqual([]);
  });
});

describe('the members of a group', () => {
  test('come one by one, each with its own result', async () => {
    await using upstream = await start();

    const { plan, outcomes } = await perform(upstream, 'addGroupMembers', {
      group: groupRef('alumni'),
      users: [userRef('emmy'), userRef('konrad')],
    });
    const again = await perform(upstream, 'addGroupMembers', {
      group: groupRef('alumni'),
      users: [userRef('konrad')],
    });

    expect([outcomes, again.outcomes]).toEqual([['APPLIED', 'APPLIED'], ['ALREADY']]);
    expect(effectsOf(upstream)).toEqual([memberAdded('alumni', 'emmy'), memberAdded('alumni', 'konrad')]);
    expect(plan).toMatchObject({ target: 'alumni', targets: [groupRef('alumni')] });
    expect(plan.steps[0]).toMatchObject({
      independent: true,
      about: { userId: formatRef(userRef('emmy')), action: 'ADD' },
      document: `group ${idOf('group', 'alumni')}`,
    });
  });

  test('are nobody who is not there', async () => {
    await using upstream = await start();
    const promise = perform(upstream, 'addGroupMembers', {
      group: groupRef('alumni'),
      users: [userRef('nobody')],
    });

    expect(await problemOf(promise)).toBe('NOT_FOUND users');
  });

  test('go one by one; who is not in it is out already', async () => {
    await using upstream = await start();

    const { plan, outcomes } = await perform(upstream, 'removeGroupMembers', {
      group: groupRef('stewards'),
      users: [userRef('emmy'), userRef('ada')],
    });

    expect(outcomes).toEqual(['APPLIED', 'ALREADY']);
    expect(effectsOf(upstream)).toEqual([memberRemoved('stewards', 'emmy')]);
    expect(plan.steps[0]).toMatchObject({
      independent: true,
      about: { userId: formatRef(userRef('emmy')), action: 'REMOVE' },
      touches: [userRef('emmy')],
    });
  });

  test('are exactly these: first those who come, then those who go', async () => {
    await using upstream = await start();

    const { plan, outcomes } = await perform(upstream, 'setGroupMembers', {
      group: groupRef('stewards'),
      users: [userRef('konrad'), userRef('rozsa')],
    });

    expect(outcomes).toEqual(['APPLIED', 'ALREADY', 'APPLIED']);
    expect(plan.steps.map(({ about }) => about?.action)).toEqual(['ADD', 'ADD', 'REMOVE']);
    expect(effectsOf(upstream)).toEqual([
      memberAdded('stewards', 'konrad'),
      memberRemoved('stewards', 'emmy'),
    ]);
  });

  test('are not changed by what a group does not tell', async () => {
    await using upstream = await serverOf({
      'GET /api/user/v0/acme/groups/g': json({ id: 'g', name: 'quiet' }),
    });
    const promise = perform(upstream, 'setGroupMembers', { group: ref('group', key, 'g'), users: [] });

    expect(await problemOf(promise)).toBe('UPSTREAM_INVALID_RESPONSE');
  });
});

describe('what a project grants', () => {
  const target = (slug: string, memberKind: 'USER' | 'GROUP', member: string) =>
    membershipRef(key, {
      project: idOf('project', slug),
      memberKind,
      member: idOf(memberKind === 'USER' ? 'user' : 'group', member),
    });

  test.for([
    ['VIEWER', 'reader'],
    ['EDITOR', 'member'],
    ['ADMIN', 'admin'],
  ] as const)('%s is %s, given once', async ([role, nativeRole]) => {
    await using upstream = await start();
    const input = { project: projectRef('galaxy'), member: userRef('ada'), role };

    const { plan, outcomes } = await perform(upstream, 'ensureProjectMembership', input);
    const again = await perform(upstream, 'ensureProjectMembership', input);

    expect([outcomes, again.outcomes]).toEqual([['APPLIED'], ['ALREADY']]);
    const membership = target('galaxy', 'USER', 'ada');
    expect(plan).toMatchObject({
      target: 'ada@example.org in Galaxy',
      targets: [membership, projectRef('galaxy'), userRef('ada')],
    });
    expect(effectsOf(upstream)).toEqual([
      `membership.created ${idOf('project', 'galaxy')}/user/${idOf('user', 'ada')}`,
    ]);
    const memberships = await open(upstream).projects.memberships([idOf('project', 'galaxy')]);
    const reading = memberships.get(idOf('project', 'galaxy'));
    expect(reading instanceof Error ? [] : reading?.items).toContainEqual(
      expect.objectContaining({ ref: membership, role, nativeRole }),
    );
  });

  test.for([
    ['EDITOR', [groupRef('analysts')], 0],
    ['ADMIN', [groupRef('engineers')], 0],
    ['VIEWER', [groupRef('engineers')], 3],
  ] as const)('another role is changed in place: %s to %o', async ([role, [group], losers]) => {
    await using upstream = await start();

    const { plan, outcomes } = await perform(upstream, 'ensureProjectMembership', {
      project: projectRef('churn'),
      member: group,
      role,
    });

    expect(outcomes).toEqual(['APPLIED']);
    expect(effectsOf(upstream)).toEqual([
      `membership.updated ${idOf('project', 'churn')}/group/${group.native}`,
    ]);
    expect(plan.steps[0]?.touches).toHaveLength(losers);
  });

  test('another role is a conflict where it is not to be changed', async () => {
    await using upstream = await start();

    const { outcomes } = await perform(upstream, 'ensureProjectMembership', {
      project: projectRef('churn'),
      member: userRef('grace'),
      role: 'VIEWER',
      override: false,
    });

    expect(outcomes).toEqual(['NOT_APPLIED CONFLICT']);
    expect(effectsOf(upstream)).toEqual([]);
  });

  test.for([
    ['ADMIN', 'ALREADY'],
    ['VIEWER', 'NOT_APPLIED CONFLICT'],
  ] as const)('an owner who is listed keeps ownership: %s is %s', async ([role, outcome]) => {
    const row = { member_id: 'ann', member_type: 'user', project_role: 'owner' };
    await using upstream = await serverOf({
      'GET /api/topic/v0/acme/projects/p': json({ id: 'p', title: 'Churn' }),
      'GET /api/user/v0/acme/projects/p/members': json({ members: [row] }),
      'GET /api/user/v1/acme/users/ann': json({ id: 'ann' }),
    });

    const { outcomes } = await perform(upstream, 'ensureProjectMembership', {
      project: ref('project', key, 'p'),
      member: ref('user', key, 'ann'),
      role,
    });

    expect(outcomes).toEqual([outcome]);
  });

  test.for([
    ['NOT_FOUND project', { project: projectRef('nothing'), role: 'VIEWER' }],
    ['NOT_FOUND member', { member: userRef('nobody'), role: 'VIEWER' }],
    ['NOT_FOUND member', { member: groupRef('nobody'), role: 'VIEWER' }],
    ['BAD_INPUT role', { role: 'OWNER' }],
    ['BAD_INPUT role', {}],
    ['UNSUPPORTED permissions', { permissions: ['items.read.*'] }],
  ] as const)('is %s with %o', async ([problem, changes]) => {
    await using upstream = await start();
    const input = { project: projectRef('galaxy'), member: userRef('ada'), ...changes };

    expect(await problemOf(perform(upstream, 'ensureProjectMembership', input))).toBe(problem);
    expect(effectsOf(upstream)).toEqual([]);
  });

  test('is not for the gateway to change where its account may not', async () => {
    await using upstream = await start();
    const emmy = await credentialsOf('emmy', upstream);
    const input = { project: projectRef('galaxy'), member: userRef('ada'), role: 'VIEWER' as const };

    expect(await problemOf(perform(emmy, 'ensureProjectMembership', input))).toBe('NOT_PERMITTED');
  });

  test('is taken back; what is not granted is taken back already', async () => {
    await using upstream = await start();
    const input = { project: projectRef('galaxy'), member: groupRef('stewards') };

    const { plan, outcomes } = await perform(upstream, 'removeProjectMembership', input);
    const again = await perform(upstream, 'removeProjectMembership', input);

    expect([outcomes, again.outcomes]).toEqual([['APPLIED'], ['ALREADY']]);
    expect(plan.targets[0]).toEqual(target('galaxy', 'GROUP', 'stewards'));
    expect(plan.steps[0]?.touches).toHaveLength(2);
    expect(effectsOf(upstream)).toEqual([
      `membership.deleted ${idOf('project', 'galaxy')}/group/${idOf('group', 'stewards')}`,
    ]);
  });

  test('is not taken back from a project that is not there', async () => {
    await using upstream = await start();
    const input = { project: projectRef('nothing'), member: userRef('ada') };

    expect(await problemOf(perform(upstream, 'removeProjectMembership', input))).toBe('NOT_FOUND project');
  });

  test('is not known where tenant or project say that they are not there, and the list differs', async () => {
    await using upstream = await serverOf({
      'GET /api/topic/v0/acme/projects/p': json({ id: 'p', title: 'Churn' }),
      'GET /api/user/v0/acme/projects/p/members': refusal(404),
      'GET /api/user/v1/acme/users/ann': json({ id: 'ann' }),
    });
    const input = { project: ref('project', key, 'p'), member: ref('user', key, 'ann') };

    expect(await problemOf(perform(upstream, 'removeProjectMembership', input))).toBe(
      'UPSTREAM_INVALID_RESPONSE',
    );
  });
});

import { describe, expect, test } from 'vitest';
import { formatRef } from '../../src/model/ref.ts';
import { groupId, key, openSession, startIguazio, userId, write } from './iguazio-systems.ts';
import {
  effectsOf,
  group,
  groupsOf,
  look,
  make,
  methodsOf,
  outcomesOf,
  planned,
  put,
  refusalOf,
  stepOf,
  stepProblem,
  user,
  verdictOf,
  writesOf,
} from './iguazio-writing.ts';

const membership = (of: string, username: string) => `${groupId(of)}/user/${userId(username)}`;

describe('making a group', () => {
  const input = {
    system: key,
    name: 'auditors',
    description: 'Who look twice',
    iguazio: { gid: 4711, assignedPolicies: ['IT Admin Read Only'] },
  };

  test('makes it, then puts its members in one by one', async () => {
    await using upstream = await startIguazio();

    const { results } = await make(upstream, 'createGroup', {
      ...input,
      members: [user('grace'), user('nobody'), user('emmy')],
    });

    expect(results).toMatchObject([
      { outcome: 'APPLIED', description: 'make the group auditors' },
      { outcome: 'APPLIED', description: 'put grace into auditors' },
      { outcome: 'NOT_APPLIED', code: 'NOT_FOUND' },
      { outcome: 'APPLIED', description: 'put emmy into auditors' },
    ]);
    const id = results[0]?.sent?.made?.native ?? '';
    const made = await look(upstream, `user_groups/${id}?include=users`);
    expect(made?.data.attributes).toMatchObject({
      name: 'auditors',
      description: 'Who look twice',
      gid: 4711,
      assigned_policies: ['IT Admin Read Only'],
    });
    expect(made?.included.map(({ attributes }) => attributes['username']).sort()).toEqual(['emmy', 'grace']);
    expect(await groupsOf(upstream, userId('grace'))).toEqual({
      groups: ['all_users', 'analysts', 'auditors', 'engineers'],
      primary: 'analysts',
    });
  });

  test('gives it no policies where none are named', async () => {
    await using upstream = await startIguazio();
    const { results } = await make(upstream, 'createGroup', { system: key, name: 'auditors' });
    const { data } = (await look(upstream, `user_groups/${results[0]?.sent?.made?.native}`)) ?? {};
    expect(data?.attributes['assigned_policies']).toEqual([]);
  });

  test('is ALREADY where it is as described, and refused where it is another one', async () => {
    await using upstream = await startIguazio();
    await make(upstream, 'createGroup', input);
    const before = effectsOf(upstream);
    expect(await outcomesOf(upstream, 'createGroup', input)).toEqual(['ALREADY']);
    expect(await outcomesOf(upstream, 'createGroup', { system: key, name: 'auditors' })).toEqual(['ALREADY']);
    expect(await verdictOf(upstream, await stepOf(upstream, 'createGroup', input))).toMatchObject({
      is: 'DONE',
      subject: { kind: 'group' },
    });

    const other = await stepOf(upstream, 'createGroup', { ...input, description: 'Who listen' });
    expect(await stepProblem(upstream, other)).toMatchObject({
      code: 'ALREADY_EXISTS',
      field: ['description'],
    });
    const sameGid = await stepOf(upstream, 'createGroup', { ...input, name: 'listeners' });
    expect(await stepProblem(upstream, sameGid)).toMatchObject({
      code: 'ALREADY_EXISTS',
      field: ['iguazio', 'gid'],
    });
    expect(effectsOf(upstream)).toEqual(before);
  });

  test.for([
    [{ name: '' }, ['name']],
    [{ name: '[$ne]x' }, ['name']],
    [{ name: 'x'.repeat(129) }, ['name']],
    [{ iguazio: { gid: -1 } }, ['iguazio', 'gid']],
    [{ iguazio: { assignedPolicies: ['Root'] } }, ['iguazio', 'assignedPolicies']],
  ] as const)('%j is BAD_INPUT at %j', async ([wrong, field]) => {
    await using upstream = await startIguazio();
    const problem = await refusalOf(upstream, 'createGroup', { ...input, ...wrong });
    expect(problem).toMatchObject({ code: 'BAD_INPUT', field });
  });
});

describe('changing a group', () => {
  const stewards = group('stewards');

  test('writes what is given and leaves its members alone', async () => {
    await using upstream = await startIguazio();
    const input = {
      group: stewards,
      name: 'keepers',
      description: '',
      iguazio: { assignedPolicies: ['Data'] },
    };

    expect(await outcomesOf(upstream, 'updateGroup', input)).toEqual(['APPLIED']);

    const found = await look(upstream, `user_groups/${stewards.native}?include=users`);
    expect(found?.data.attributes).toMatchObject({
      name: 'keepers',
      description: '',
      assigned_policies: ['Data'],
    });
    expect(found?.included).toHaveLength(1);
    expect(effectsOf(upstream)).toEqual([`group.updated ${stewards.native}`]);
    expect(await outcomesOf(upstream, 'updateGroup', input)).toEqual(['ALREADY']);
    expect(effectsOf(upstream)).toHaveLength(1);
  });

  test('undoes nobody’s work on other fields', async () => {
    await using upstream = await startIguazio();
    const step = await stepOf(upstream, 'updateGroup', { group: stewards, description: 'Keepers' });
    const change = writesOf(openSession(upstream)).change(step);
    const state = await change.read();
    await write(upstream, 'user_group', stewards.native, { assigned_policies: ['Security Admin'] });
    await change.write(state);
    expect((await look(upstream, `user_groups/${stewards.native}`))?.data.attributes).toMatchObject({
      description: 'Keepers',
      assigned_policies: ['Security Admin'],
    });
  });

  test('that takes policies away touches its members, and unseats who administered by it alone', async () => {
    await using upstream = await startIguazio();
    await write(upstream, 'user_group', stewards.native, { assigned_policies: ['Security Admin', 'Data'] });
    const emmy = user('emmy');
    const without = await stepOf(upstream, 'updateGroup', {
      group: stewards,
      iguazio: { assignedPolicies: ['Data'] },
    });
    expect(without).toMatchObject({ touches: [emmy], unseats: [emmy] });
    const more = await stepOf(upstream, 'updateGroup', {
      group: stewards,
      iguazio: { assignedPolicies: ['Security Admin', 'Data', 'Developer'] },
    });
    expect(more.unseats).toEqual([]);
    expect(more).not.toHaveProperty('touches');
    expect((await stepOf(upstream, 'updateGroup', { group: stewards, description: 'x' })).unseats).toEqual(
      [],
    );
  });

  test('is refused for a system group, a name that is taken, and one that is not there', async () => {
    await using upstream = await startIguazio();
    const everyone = await stepOf(upstream, 'updateGroup', { group: group('all_users'), name: 'everyone' });
    expect(await stepProblem(upstream, everyone)).toMatchObject({ code: 'CONFLICT', field: ['group'] });
    const taken = await stepOf(upstream, 'updateGroup', { group: stewards, name: 'engineers' });
    expect(await stepProblem(upstream, taken)).toMatchObject({ code: 'CONFLICT' });
    expect(await refusalOf(upstream, 'updateGroup', { group: group('nowhere'), name: 'x' })).toMatchObject({
      code: 'NOT_FOUND',
      field: ['group'],
    });
    expect(upstream.effects).toEqual([]);
  });

  test('leaves out its number: that is given once and for all', async () => {
    await using upstream = await startIguazio();
    const { leftOut, steps } = await planned(upstream, 'updateGroup', {
      group: stewards,
      iguazio: { gid: 5 },
    });
    expect(leftOut).toMatchObject([{ code: 'UNSUPPORTED', field: ['iguazio', 'gid'] }]);
    expect(steps).toEqual([]);
  });
});

describe('deleting a group', () => {
  test('is done at once; its members stay', async () => {
    await using upstream = await startIguazio();
    const stewards = group('stewards');

    const { plan, results } = await make(upstream, 'deleteGroup', { group: stewards });

    expect(results).toMatchObject([{ outcome: 'APPLIED', sent: { job: undefined } }]);
    expect(plan.steps).toMatchObject([{ touches: [user('emmy')], unseats: [] }]);
    expect(await look(upstream, `user_groups/${stewards.native}`)).toBeNull();
    expect(await groupsOf(upstream, userId('emmy'))).toEqual({ groups: ['all_users'], primary: undefined });
    expect(await outcomesOf(upstream, 'deleteGroup', { group: stewards })).toEqual(['NOT_APPLIED NOT_FOUND']);
    expect(await outcomesOf(upstream, 'deleteGroup', { group: stewards, ignoreMissing: true })).toEqual([
      'ALREADY',
    ]);
  });

  test('is refused for a system group and for one that an identity provider manages', async () => {
    await using upstream = await startIguazio();
    const refused = async (name: string) =>
      stepProblem(upstream, await stepOf(upstream, 'deleteGroup', { group: group(name) }));
    expect(await refused('all_users')).toMatchObject({ code: 'CONFLICT', field: ['group'] });
    expect(await refused('analysts')).toMatchObject({ code: 'CONFLICT' });
    expect(upstream.effects).toEqual([]);
  });

  test('unseats who administers the system by it alone', async () => {
    await using upstream = await startIguazio();
    await write(upstream, 'user_group', groupId('engineers'), { assigned_policies: ['Tenant Admin'] });
    const { unseats } = await stepOf(upstream, 'deleteGroup', { group: group('engineers') });
    expect(new Set(unseats?.map(({ native }) => native))).toEqual(
      new Set(['grace', 'alan', 'konrad', 'charles'].map(userId)), // ada holds a policy of her own
    );
  });
});

describe('the members of a group', () => {
  const stewards = group('stewards');

  test('are added one by one, each keeping its other groups, and each with its own outcome', async () => {
    await using upstream = await startIguazio();
    const users = [user('grace'), user('emmy'), user('nobody')];

    const { plan, results } = await make(upstream, 'addGroupMembers', { group: stewards, users });

    expect(results).toMatchObject([
      { outcome: 'APPLIED', description: 'put grace into stewards' },
      { outcome: 'ALREADY' },
      { outcome: 'NOT_APPLIED', code: 'NOT_FOUND' },
    ]);
    expect(plan).toMatchObject({
      target: 'stewards',
      targets: [stewards, ...users],
      steps: users.map((one) => ({
        about: { userId: formatRef(one), action: 'ADD' },
        document: `account ${one.native}`,
        independent: true,
      })),
    });
    expect(await groupsOf(upstream, userId('grace'))).toEqual({
      groups: ['all_users', 'analysts', 'engineers', 'stewards'],
      primary: 'analysts',
    });
    expect(effectsOf(upstream)).toEqual([
      `group-membership.created ${membership('stewards', 'grace')}`,
      `user.updated ${userId('grace')}`,
    ]);
  });

  test('are added to what each account’s groups are at that moment', async () => {
    await using upstream = await startIguazio();
    const step = await stepOf(upstream, 'addGroupMembers', { group: stewards, users: [user('edsger')] });
    await put(upstream, `users/${userId('edsger')}`, {
      type: 'user',
      attributes: {},
      relationships: {
        user_groups: {
          data: ['all_users', 'analysts', 'engineers'].map((name) => ({
            type: 'user_group',
            id: groupId(name),
          })),
        },
      },
    });
    expect(await stepProblem(upstream, step)).toBeUndefined();
    expect((await groupsOf(upstream, userId('edsger'))).groups).toEqual([
      'all_users',
      'analysts',
      'engineers',
      'stewards',
    ]);
  });

  test('are removed; a primary group only by force, and then the account is without one', async () => {
    await using upstream = await startIguazio();
    const input = { group: group('analysts'), users: [user('grace'), user('emmy')] };

    const [step] = (await planned(upstream, 'removeGroupMembers', input)).steps;
    expect(step).toMatchObject({ touches: [user('grace')], unseats: [], about: { action: 'REMOVE' } });
    expect(await outcomesOf(upstream, 'removeGroupMembers', input)).toEqual([
      'NOT_APPLIED CONFLICT',
      'ALREADY',
    ]);
    expect(upstream.effects).toEqual([]);

    expect(await outcomesOf(upstream, 'removeGroupMembers', { ...input, force: true })).toEqual([
      'APPLIED',
      'ALREADY',
    ]);
    expect(await groupsOf(upstream, userId('grace'))).toEqual({
      groups: ['all_users', 'engineers'],
      primary: undefined,
    });
    expect(methodsOf(upstream).filter((method) => method === 'PUT')).toHaveLength(1);
  });

  test('are made exactly these: first those of the input, then those who go', async () => {
    await using upstream = await startIguazio();
    const input = { group: group('engineers'), users: [user('emmy'), user('grace')] };

    const { plan, results } = await make(upstream, 'setGroupMembers', { ...input, force: true });

    expect(plan.steps.slice(0, 2).map(({ description }) => description)).toEqual([
      'put emmy into engineers',
      'put grace into engineers',
    ]);
    expect(new Set(plan.steps.slice(2).map(({ description }) => description))).toEqual(
      new Set(['ada', 'alan', 'konrad', 'charles'].map((name) => `take ${name} out of engineers`)),
    );
    expect(results.map(({ outcome }) => outcome)).toEqual([
      'APPLIED',
      'ALREADY',
      'APPLIED',
      'APPLIED',
      'APPLIED',
      'APPLIED',
    ]);
    const { included } = (await look(upstream, `user_groups/${groupId('engineers')}?include=users`)) ?? {};
    expect(included?.map(({ attributes }) => attributes['username']).sort()).toEqual(['emmy', 'grace']);
    expect(await outcomesOf(upstream, 'setGroupMembers', input)).toEqual(['ALREADY', 'ALREADY']);
  });

  test('of all_users stay: nobody who leaves it could be used', async () => {
    await using upstream = await startIguazio();
    const input = { group: group('all_users'), users: [user('grace')], force: true };
    expect(await outcomesOf(upstream, 'removeGroupMembers', input)).toEqual(['NOT_APPLIED CONFLICT']);
    expect(methodsOf(upstream)).not.toContain('PUT');
  });

  test('are not touched where the group is not there', async () => {
    await using upstream = await startIguazio();
    for (const mutation of ['addGroupMembers', 'removeGroupMembers', 'setGroupMembers'] as const) {
      const input = { group: group('nowhere'), users: [user('grace')] };
      expect(await refusalOf(upstream, mutation, input)).toMatchObject({
        code: 'NOT_FOUND',
        field: ['group'],
      });
    }
  });

  test('that administer by it alone are unseated', async () => {
    await using upstream = await startIguazio();
    await write(upstream, 'user_group', stewards.native, { assigned_policies: ['Security Admin'] });
    const input = { group: stewards, users: [user('emmy')], force: true };
    expect((await stepOf(upstream, 'removeGroupMembers', input)).unseats).toEqual([user('emmy')]);
  });

  test('are never written from half a reading: who is in no all_users is still being made', async () => {
    await using upstream = await startIguazio();
    const step = await stepOf(upstream, 'addGroupMembers', { group: stewards, users: [user('grace')] });
    const change = writesOf(openSession(upstream)).change(step);
    const state = (await change.read()) as { account: object; group: string };
    const half = { ...state, account: { ...state.account, sent: [] } };
    expect(change.judge(half, { attempts: 0, before: null, made: undefined })).toMatchObject({
      is: 'REFUSED',
      problem: { code: 'CONFLICT' },
    });
  });
});

import { describe, expect, test } from 'vitest';
import { type IguazioSimulator, simulateIguazio } from '../../src/connectors/iguazio/simulator/index.ts';
import { smallWorld } from '../../src/sandbox/world.ts';
import {
  callsOf,
  groupId,
  openSession,
  startIguazio,
  systemAt,
  scopeOf,
  userId,
  write,
} from './iguazio-systems.ts';
import {
  effectsOf,
  group,
  groupsOf,
  look,
  make,
  methodsOf,
  outcomesOf,
  put,
  refusalOf,
  stepOf,
  stepProblem,
  user,
  verdictOf,
  writesOf,
} from './iguazio-writing.ts';

const grace = user('grace');
const graceIs = `user.updated ${userId('grace')}`;
const attributesOf = async (upstream: IguazioSimulator, username: string) =>
  (await look(upstream, `users/${userId(username)}`))?.data.attributes ?? {};

const updating = (upstream: IguazioSimulator, input: Parameters<typeof stepOf<'updateUser'>>[2]) =>
  stepOf(upstream, 'updateUser', input);

describe('changing an account', () => {
  test('writes what is given, reads it back, and writes nothing the second time', async () => {
    await using upstream = await startIguazio();
    const input = {
      user: grace,
      email: 'grace.hopper@example.org',
      givenName: 'Grace Brewster',
      familyName: 'Murray Hopper',
      iguazio: { jobTitle: '', department: 'navy', phoneNumber: '+1 555', assignedPolicies: ['Data'] },
    };

    expect(await outcomesOf(upstream, 'updateUser', input)).toEqual(['APPLIED']);

    expect(await attributesOf(upstream, 'grace')).toMatchObject({
      email: 'grace.hopper@example.org',
      first_name: 'Grace Brewster',
      last_name: 'Murray Hopper',
      job_title: '',
      department: 'navy',
      phone_number: '+1 555',
      assigned_policies: ['Data'],
    });
    expect(methodsOf(upstream).slice(-3)).toEqual(['PUT', 'GET', 'GET']); // the last is the test's own
    expect(effectsOf(upstream)).toEqual([graceIs]);

    expect(await outcomesOf(upstream, 'updateUser', input)).toEqual(['ALREADY']);
    expect(effectsOf(upstream)).toEqual([graceIs]);
  });

  test('undoes nobody’s work on other fields, groups among them', async () => {
    await using upstream = await startIguazio();
    const step = await stepOf(upstream, 'updateUser', { user: grace, familyName: 'Murray' });
    const change = writesOf(openSession(upstream)).change(step);
    const state = await change.read();
    await write(upstream, 'user', grace.native, { department: 'navy', assigned_policies: ['Data'] });
    await put(upstream, `users/${grace.native}`, {
      type: 'user',
      attributes: {},
      relationships: {
        user_groups: {
          data: ['all_users', 'stewards'].map((name) => ({ type: 'user_group', id: groupId(name) })),
        },
        primary_group: { data: { type: 'user_group', id: groupId('stewards') } },
      },
    });

    await change.write(state);

    expect(await attributesOf(upstream, 'grace')).toMatchObject({
      last_name: 'Murray',
      department: 'navy',
      assigned_policies: ['Data'],
    });
    expect(await groupsOf(upstream, grace.native)).toEqual({
      groups: ['all_users', 'stewards'],
      primary: 'stewards',
    });
  });

  test('makes exactly these its groups, and never takes it out of the group of everyone', async () => {
    await using upstream = await startIguazio();
    const groups = [group('analysts'), group('stewards')];

    expect(await outcomesOf(upstream, 'updateUser', { user: grace, groups })).toEqual(['APPLIED']);

    expect(await groupsOf(upstream, grace.native)).toEqual({
      groups: ['all_users', 'analysts', 'stewards'],
      primary: 'analysts',
    });
    expect(await outcomesOf(upstream, 'updateUser', { user: grace, groups })).toEqual(['ALREADY']);
  });

  test('does not leave it without its primary group unless another is named', async () => {
    await using upstream = await startIguazio();
    const groups = [group('stewards')];
    const step = await stepOf(upstream, 'updateUser', { user: grace, groups });
    expect(await stepProblem(upstream, step)).toMatchObject({ code: 'CONFLICT', field: ['groups'] });
    expect(upstream.effects).toEqual([]);

    const iguazio = { primaryGroup: group('stewards') };
    expect(await outcomesOf(upstream, 'updateUser', { user: grace, groups, iguazio })).toEqual(['APPLIED']);
    expect(await groupsOf(upstream, grace.native)).toEqual({
      groups: ['all_users', 'stewards'],
      primary: 'stewards',
    });
  });

  test.for([
    [{ email: '' }, 'BAD_INPUT', ['email']],
    [{ familyName: '' }, 'BAD_INPUT', ['familyName']],
    [{ iguazio: { assignedPolicies: [] } }, 'BAD_INPUT', ['iguazio', 'assignedPolicies']],
    [{ groups: [group('nowhere')] }, 'NOT_FOUND', ['groups', '0']],
    [{ iguazio: { primaryGroup: group('nowhere') } }, 'NOT_FOUND', ['iguazio', 'primaryGroup']],
    [
      { groups: [group('stewards')], iguazio: { primaryGroup: group('analysts') } },
      'BAD_INPUT',
      ['iguazio', 'primaryGroup'],
    ],
    [{ user: user('nobody'), email: 'n@example.org' }, 'NOT_FOUND', ['user']],
  ] as const)('%j is %s at %j', async ([wrong, code, field]) => {
    await using upstream = await startIguazio();
    expect(await refusalOf(upstream, 'updateUser', { user: grace, ...wrong })).toMatchObject({ code, field });
    expect(methodsOf(upstream)).not.toContain('PUT');
  });

  test('an e-mail address that another account has is a conflict', async () => {
    await using upstream = await startIguazio();
    const step = await stepOf(upstream, 'updateUser', { user: grace, email: 'ada@example.org' });
    expect(await stepProblem(upstream, step)).toMatchObject({ code: 'CONFLICT' });
  });

  test('leaves out what there is no place for; where that is all, there is nothing to do', async () => {
    await using upstream = await startIguazio();
    const input = { user: grace, displayName: 'Amazing Grace', iguazio: { uid: 5 } };
    const { plan, results } = await make(upstream, 'updateUser', input);
    expect(plan.leftOut).toMatchObject([
      { code: 'UNSUPPORTED', field: ['displayName'] },
      { code: 'UNSUPPORTED', field: ['iguazio', 'uid'] },
    ]);
    expect(results).toEqual([]);
  });

  test('tells who would no longer administer the system', async () => {
    await using upstream = await startIguazio();
    const unseats = async (input: Parameters<typeof updating>[1]) =>
      (await updating(upstream, input)).unseats;
    const ada = user('ada');
    expect(await unseats({ user: ada, iguazio: { assignedPolicies: ['Data'] } })).toEqual([ada]);
    expect(await unseats({ user: ada, iguazio: { assignedPolicies: ['Tenant Admin'] } })).toEqual([]);
    expect(await unseats({ user: ada, email: 'ada.l@example.org' })).toEqual([]);
    expect(await unseats({ user: grace, iguazio: { assignedPolicies: ['Data'] } })).toEqual([]);
  });

  test('an account that administers through a group alone is unseated when it leaves that', async () => {
    await using upstream = await startIguazio();
    await write(upstream, 'user_group', groupId('stewards'), { assigned_policies: ['Security Admin'] });
    const emmy = user('emmy');
    const step = await stepOf(upstream, 'updateUser', { user: emmy, groups: [group('engineers')] });
    expect(step.unseats).toEqual([emmy]);
    expect(step.touches).toEqual([emmy]);
  });
});

describe('switching an account', () => {
  test('off and on writes the switch alone', async () => {
    await using upstream = await startIguazio();
    expect(await outcomesOf(upstream, 'disableUser', { user: grace })).toEqual(['APPLIED']);
    expect(await attributesOf(upstream, 'grace')).toMatchObject({
      admin_status: 'down',
      operational_status: 'down',
    });
    expect(await outcomesOf(upstream, 'disableUser', { user: grace })).toEqual(['ALREADY']);

    expect(await outcomesOf(upstream, 'enableUser', { user: grace })).toEqual(['APPLIED']);
    expect(await outcomesOf(upstream, 'enableUser', { user: grace })).toEqual(['ALREADY']);
    expect(effectsOf(upstream)).toEqual([graceIs, graceIs]);
  });

  test('off says who loses something, and who administers no longer', async () => {
    await using upstream = await startIguazio();
    const ada = user('ada');
    expect(await stepOf(upstream, 'disableUser', { user: ada })).toMatchObject({
      description: 'disable the account ada',
      touches: [ada],
      unseats: [ada],
    });
    expect((await stepOf(upstream, 'disableUser', { user: grace })).unseats).toEqual([]);
    expect(await stepOf(upstream, 'enableUser', { user: ada })).not.toHaveProperty('touches');
  });

  test('is refused for who owns services, and for who is not there', async () => {
    await using upstream = await simulateIguazio(smallWorld('iguazio'), { serviceOwners: ['grace'] });
    const step = await stepOf(upstream, 'disableUser', { user: grace });
    expect(await stepProblem(upstream, step)).toMatchObject({
      code: 'NOT_PERMITTED',
      message: expect.stringContaining('owns services') as unknown,
    });
    expect(await outcomesOf(upstream, 'disableUser', { user: user('nobody') })).toEqual([
      'NOT_APPLIED NOT_FOUND',
    ]);
  });
});

describe('deleting an account', () => {
  test('is a job, and done when the account is gone', async () => {
    await using upstream = await simulateIguazio(smallWorld('iguazio'), { jobDelayMs: 50 });

    const { results } = await make(upstream, 'deleteUser', { user: grace });

    expect(results).toMatchObject([
      { outcome: 'APPLIED', sent: { job: expect.stringMatching(/^[0-9a-f-]{36}$/u) as unknown } },
    ]);
    expect(await look(upstream, `users/${grace.native}`)).toBeNull();
    expect(effectsOf(upstream)).toContain(`user.deleted ${grace.native}`);
  });

  test('of one that is not there is NOT_FOUND, or ALREADY where that was said to be fine', async () => {
    await using upstream = await startIguazio();
    const nobody = user('nobody');
    expect(await outcomesOf(upstream, 'deleteUser', { user: nobody })).toEqual(['NOT_APPLIED NOT_FOUND']);
    expect(await outcomesOf(upstream, 'deleteUser', { user: nobody, ignoreMissing: true })).toEqual([
      'ALREADY',
    ]);
    expect(methodsOf(upstream)).not.toContain('DELETE');
  });

  test('once sent, one that is not there is done, one on its way out is being worked on, any other is open', async () => {
    await using upstream = await simulateIguazio(smallWorld('iguazio'), { jobDelayMs: 60_000 });
    const step = await stepOf(upstream, 'deleteUser', { user: grace });
    expect(await verdictOf(upstream, step, { attempts: 1 })).toEqual({ is: 'OPEN' });
    const change = writesOf(openSession(upstream)).change(step);
    await change.write(await change.read());
    expect(await verdictOf(upstream, step, { attempts: 1 })).toMatchObject({ is: 'WORKING' });

    const gone = await stepOf(upstream, 'deleteUser', { user: user('nobody') });
    expect(await verdictOf(upstream, gone, { attempts: 1 })).toMatchObject({ is: 'DONE' });
    await writesOf(openSession(upstream)).change(gone).write(null);
  });

  test('of one that an identity provider manages, or that owns services, is refused', async () => {
    await using upstream = await simulateIguazio(smallWorld('iguazio'), { serviceOwners: ['grace'] });
    const refused = async (username: string) =>
      stepProblem(upstream, await stepOf(upstream, 'deleteUser', { user: user(username) }));
    expect(await refused('grace')).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await refused('katherine')).toMatchObject({ code: 'CONFLICT' });
  });

  test('says whether the system would lose an administrator', async () => {
    await using upstream = await startIguazio();
    const ada = user('ada');
    expect(await stepOf(upstream, 'deleteUser', { user: ada })).toMatchObject({
      touches: [ada],
      unseats: [ada],
    });
  });
});

describe('setting a password', () => {
  test('is proven by the answer alone, and nothing of it is kept', async () => {
    await using upstream = await startIguazio();
    const input = { user: grace, newPassword: 'Chang3-me!', currentPassword: 'Passw0rd-of-grace' };
    const { plan, results } = await make(upstream, 'setUserPassword', input);

    expect(results).toMatchObject([{ outcome: 'APPLIED' }]);
    expect(plan.leftOut).toMatchObject([{ code: 'UNSUPPORTED', field: ['currentPassword'] }]);
    expect(plan.steps).toMatchObject([
      { secrets: { password: 'Chang3-me!' }, credentialOf: grace, touches: [grace] },
    ]);
    expect(JSON.stringify(plan.steps.map(({ secrets: _, ...rest }) => rest))).not.toContain('Chang3-me!');
    const session = systemAt(upstream.url, { username: 'grace', password: 'Chang3-me!' }).open(scopeOf());
    expect(await session.self()).toMatchObject({ username: 'grace' });
  });

  test('is refused for a bad one, and for who is not there', async () => {
    await using upstream = await startIguazio();
    expect(await refusalOf(upstream, 'setUserPassword', { user: grace, newPassword: 'short' })).toMatchObject(
      {
        code: 'BAD_INPUT',
        field: ['newPassword'],
      },
    );
    const input = { user: user('nobody'), newPassword: 'Chang3-me!' };
    expect(await outcomesOf(upstream, 'setUserPassword', input)).toEqual(['NOT_APPLIED NOT_FOUND']);
  });
});

describe('the primary group', () => {
  test('is one of the account’s groups: it is put into it where it is not', async () => {
    await using upstream = await startIguazio();
    const input = { user: grace, group: group('stewards') };

    expect(await outcomesOf(upstream, 'setPrimaryGroup', input)).toEqual(['APPLIED']);

    expect(await groupsOf(upstream, grace.native)).toEqual({
      groups: ['all_users', 'analysts', 'engineers', 'stewards'],
      primary: 'stewards',
    });
    expect(await outcomesOf(upstream, 'setPrimaryGroup', input)).toEqual(['ALREADY']);
  });

  test('can be none; the account stays in the group', async () => {
    await using upstream = await startIguazio();
    expect(await outcomesOf(upstream, 'setPrimaryGroup', { user: grace })).toEqual(['APPLIED']);
    expect(await groupsOf(upstream, grace.native)).toEqual({
      groups: ['all_users', 'analysts', 'engineers'],
      primary: undefined,
    });
    expect(await outcomesOf(upstream, 'setPrimaryGroup', { user: grace })).toEqual(['ALREADY']);
  });

  test('is never the group of everyone, nor one that is not there', async () => {
    await using upstream = await startIguazio();
    expect(
      await refusalOf(upstream, 'setPrimaryGroup', { user: grace, group: group('all_users') }),
    ).toMatchObject({ code: 'BAD_INPUT', field: ['group'] });
    expect(
      await refusalOf(upstream, 'setPrimaryGroup', { user: grace, group: group('nowhere') }),
    ).toMatchObject({ code: 'NOT_FOUND', field: ['group'] });
  });
});

test('the accounts that administer the system and can be used are read anew each time', async () => {
  await using upstream = await startIguazio();
  const writes = writesOf(openSession(upstream));
  const found = async () => new Set(await writes.administrators());
  expect(await found()).toEqual(new Set([userId('rollcall'), userId('ada')]));

  await write(upstream, 'user', userId('ada'), { admin_status: 'down' });
  await write(upstream, 'user_group', groupId('stewards'), { assigned_policies: ['Security Admin'] });

  expect(await found()).toEqual(new Set([userId('rollcall'), userId('emmy')]));
  expect(callsOf(upstream).filter((call) => call.startsWith('GET users?'))).toHaveLength(2);
});

test('who administers is not known where the accounts cannot all be read', async () => {
  await using upstream = await startIguazio();
  upstream.setFaults([{ path: '/api/users?', fault: 'status:403' }]);
  expect(await writesOf(openSession(upstream)).administrators()).toBeNull();
});

import { describe, expect, test } from 'vitest';
import { simulateSquirro, type SquirroOptions } from '../../src/connectors/squirro/simulator/index.ts';
import { smallWorld } from '../../src/sandbox/world.ts';
import {
  changeOf,
  effectsOf,
  groupRef,
  neverSent,
  perform,
  problemOf,
  sentOnce,
  userRef,
  writesTo,
} from './squirro-changes.ts';
import {
  callsOf,
  credentialsOf,
  detail,
  idOf,
  json,
  key,
  open,
  refusal,
  serverOf,
} from './squirro-systems.ts';

const start = (options: SquirroOptions = {}) => simulateSquirro(smallWorld('squirro'), options);
const newcomer = { system: key, username: 'lise@example.org' };

test('there is no switch on accounts, and no primary group', async () => {
  await using upstream = await start();

  expect(open(upstream).writes.plans).toMatchObject({
    enableUser: undefined,
    disableUser: undefined,
    setPrimaryGroup: undefined,
  });
});

test('administrators are read anew', async () => {
  await using upstream = await start();
  const { writes } = open(upstream);
  const before = await writes.administrators();

  await perform(upstream, 'updateUser', { user: userRef('emmy'), squirro: { role: 'admin' } });

  expect(before?.toSorted()).toEqual([idOf('user', 'ada'), idOf('user', 'rollcall')].toSorted());
  expect(await writes.administrators()).toContain(idOf('user', 'emmy'));
});

describe('a new account', () => {
  const described = {
    ...newcomer,
    email: newcomer.username,
    password: 'uranium-235',
    displayName: 'Lise Meitner',
    origin: 'LOCAL' as const,
    groups: [groupRef('analysts')],
    squirro: { role: 'reader', customData: { badge: 7, preferences: { theme: 'dark' } } },
  };

  test('is made, then described, then put into its groups, and read back after each', async () => {
    await using upstream = await start();

    const { plan, outcomes, results } = await perform(upstream, 'createUser', described);

    expect(outcomes).toEqual(['APPLIED', 'APPLIED', 'APPLIED']);
    expect(plan).toMatchObject({ target: 'lise@example.org', targets: [], leftOut: [] });
    const made = results[0]?.sent?.made;
    expect(effectsOf(upstream)).toEqual([
      `user.created ${made?.native}`,
      `user.updated ${made?.native}`,
      `group-member.added ${idOf('group', 'analysts')}/${made?.native}`,
    ]);
    const user = await open(upstream).users.byUsername.load('lise@example.org');
    expect(user).toMatchObject({ ref: made, displayName: 'Lise Meitner', details: { role: 'reader' } });
    expect(await detail(open(upstream), user?.details, 'customData')).toEqual({
      badge: 7,
      preferences: { theme: 'dark' },
    });
  });

  test('that is there already as described is left alone', async () => {
    await using upstream = await start();
    await perform(upstream, 'createUser', described);
    const before = upstream.effects.length;
    upstream.forgetRequests();

    const { outcomes } = await perform(upstream, 'createUser', described);

    expect(outcomes).toEqual(['ALREADY', 'ALREADY', 'ALREADY']);
    expect(upstream.effects).toHaveLength(before);
    expect(writesTo(callsOf(upstream))).toEqual([]);
  });

  test.for([
    [{ displayName: 'L. Meitner' }, ['displayName'], 'displayName'],
    [
      { squirro: { role: 'user', customData: { badge: 8 } } },
      ['username'],
      'squirro.role, squirro.customData.badge',
    ],
    [{ groups: [groupRef('stewards')] }, ['groups'], 'groups'],
    [{ username: 'LISE@example.org', email: undefined }, ['username'], 'username'],
  ] as const)('of an e-mail that is taken otherwise is refused: %o', async ([changes, field, names]) => {
    await using upstream = await start();
    await perform(upstream, 'createUser', described);
    const before = upstream.effects.length;
    const session = open(upstream);
    const plan = await session.writes.plans.createUser?.({ ...described, ...changes } as never);
    const change = changeOf(session, plan);

    const verdict = change.judge(await change.read(), neverSent);

    const message = `An account of that e-mail is there already, and differs in: ${names}.`;
    expect(verdict).toMatchObject({ is: 'REFUSED', problem: { code: 'ALREADY_EXISTS', field, message } });
    expect(upstream.effects).toHaveLength(before);
  });

  test('whose answer was lost is found by its e-mail', async () => {
    await using upstream = await start();
    const session = open(upstream);
    const plan = await session.writes.plans.createUser?.(described);
    const change = changeOf(session, plan);
    const state: unknown = await change.read();
    upstream.setFaults([{ method: 'POST', path: '/api/user/v0', fault: 'reset-after' }]);

    expect(await problemOf(change.write(state))).toBe('UPSTREAM_UNAVAILABLE');

    const verdict = change.judge(await change.read(), sentOnce);
    const [effect] = upstream.effects;
    expect(verdict).toEqual({ is: 'DONE', subject: { kind: 'user', system: key, native: effect?.target } });
    expect(effectsOf(upstream)).toHaveLength(1);
  });

  test('that came from elsewhere while the answer was lost is not taken for ours', async () => {
    await using upstream = await start();
    const session = open(upstream);
    const plan = await session.writes.plans.createUser?.(described);
    const change = changeOf(session, plan);
    await perform(upstream, 'createUser', { ...newcomer, squirro: { role: 'admin' } });

    const verdict = change.judge(await change.read(), sentOnce);

    expect(verdict).toMatchObject({ is: 'REFUSED', problem: { code: 'ALREADY_EXISTS' } });
  });

  test('leaves out what Squirro has no place for, and says so', async () => {
    await using upstream = await start();

    const { plan, outcomes } = await perform(upstream, 'createUser', {
      ...newcomer,
      givenName: 'Lise',
      familyName: 'Meitner',
      origin: 'SSO',
      iguazio: { uid: 7 },
    });

    expect(outcomes).toEqual(['APPLIED']);
    expect(plan.leftOut?.map(({ code, field }) => [code, field?.join('.')])).toEqual([
      ['UNSUPPORTED', 'givenName'],
      ['UNSUPPORTED', 'familyName'],
      ['UNSUPPORTED', 'origin'],
      ['UNSUPPORTED', 'iguazio'],
    ]);
  });

  test.for([
    ['BAD_INPUT username', { username: 'lise' }],
    ['BAD_INPUT email', { email: 'meitner@example.org' }],
    ['BAD_INPUT password', { password: 'short' }],
    ['BAD_INPUT password', { password: '' }],
    ['BAD_INPUT squirro.role', { squirro: { role: 'emperor' } }],
    ['BAD_INPUT squirro.role', { squirro: { role: '' } }],
    ['BAD_INPUT squirro.customData.role', { squirro: { customData: { role: 'admin' } } }],
    ['BAD_INPUT squirro.customData', { squirro: { customData: ['badge'] } }],
    ['NOT_FOUND groups', { groups: [groupRef('nobody')] }],
  ] as const)('is %s with %o, and nothing is made', async ([problem, changes]) => {
    await using upstream = await start();

    expect(await problemOf(perform(upstream, 'createUser', { ...newcomer, ...changes } as never))).toBe(
      problem,
    );
    expect(effectsOf(upstream)).toEqual([]);
  });

  test.for([
    ['is not permitted where the server makes none', { userCreation: false }, 'rollcall'],
    ['is not permitted to others than administrators', {}, 'grace'],
  ] as const)('%s', async ([, options, as]) => {
    await using upstream = await start(options);
    const caller = as === 'rollcall' ? upstream : await credentialsOf('konrad', upstream);
    upstream.forgetRequests();

    expect(await problemOf(perform(caller, 'createUser', newcomer))).toBe('NOT_PERMITTED');
    expect(effectsOf(upstream).filter((effect) => effect.startsWith('user.'))).toEqual([]);
  });

  test('is not believed on a status that was never promised', async () => {
    await using upstream = await serverOf({
      'GET /api/user/v0/acme/users': json({ users: [] }),
      'POST /api/user/v0/acme/users': json({ id: 'made' }),
    });

    expect(await problemOf(perform(upstream, 'createUser', newcomer))).toBe('UPSTREAM_INVALID_RESPONSE');
  });

  test('is sent once more when its token is over, for a 401 made nothing', async () => {
    await using upstream = await start();
    await open(upstream).users.list();
    upstream.setFaults([{ method: 'POST', path: '/api/user/v0', fault: 'expired-token', times: 1 }]);

    const { outcomes } = await perform(upstream, 'createUser', newcomer);

    expect(outcomes).toEqual(['APPLIED']);
    expect(effectsOf(upstream)).toHaveLength(1);
  });

  test('keeps its password, and what is named like a credential, out of the open part of its record', async () => {
    await using upstream = await start();

    const { plan, outcomes } = await perform(upstream, 'createUser', {
      ...newcomer,
      password: 'uranium-235',
      squirro: { customData: { apiToken: 'uranium-238', deep: [{ secret: 'uranium-239' }], badge: 7 } },
    });

    expect(outcomes).toEqual(['APPLIED', 'APPLIED']);
    const recorded = plan.steps.map(({ args, description, document }) => ({ args, description, document }));
    expect(JSON.stringify(recorded)).not.toMatch(/uranium/u);
    expect(JSON.stringify(recorded)).toMatch(/"badge":7/u);
  });
});

describe('a change of an account', () => {
  test('sets what is given, key by key, and keeps what others set meanwhile', async () => {
    await using upstream = await start();
    const session = open(upstream);
    const plan = await session.writes.plans.updateUser?.({
      user: userRef('grace'),
      displayName: 'Rear Admiral Hopper',
      squirro: { customData: { badge: null, preferences: { theme: 'light' } } },
    });
    const change = changeOf(session, plan);
    const state: unknown = await change.read();
    await perform(upstream, 'updateUser', {
      user: userRef('grace'),
      squirro: { role: 'reader', customData: { desk: 12 } },
    });

    await change.write(state);

    const verdict = change.judge(await change.read(), sentOnce);
    expect(verdict).toEqual({ is: 'DONE', subject: undefined });
    const user = await open(upstream).users.byId.load(idOf('user', 'grace'));
    expect(user).toMatchObject({ displayName: 'Rear Admiral Hopper', details: { role: 'reader' } });
    expect(await detail(open(upstream), user?.details, 'customData')).toEqual({
      department: 'analytics',
      badge: null,
      preferences: { theme: 'light' },
      desk: 12,
    });
  });

  test('sends only what differs, and nothing where nothing does', async () => {
    await using upstream = await serverOf({
      'GET /api/user/v1/acme/users/ann': json({
        id: 'ann',
        email: 'ann@example.org',
        full_name: 'Ann',
        badge: 7,
      }),
    });

    const { outcomes } = await perform(upstream, 'updateUser', {
      user: { ...userRef('ann'), native: 'ann' },
      email: 'ann@example.org',
      displayName: 'Ann',
      squirro: { customData: { badge: 7, desk: null } },
    });

    expect(outcomes).toEqual(['ALREADY']);
    expect(writesTo(callsOf(upstream))).toEqual([]);
  });

  test('clears a name that is given empty', async () => {
    await using upstream = await start();

    const { outcomes } = await perform(upstream, 'updateUser', { user: userRef('grace'), displayName: '' });

    expect(outcomes).toEqual(['APPLIED']);
    expect(await open(upstream).users.byId.load(idOf('user', 'grace'))).toMatchObject({ displayName: null });
  });

  test('is not believed where the server says yes and does nothing', async () => {
    await using upstream = await serverOf({
      'GET /api/user/v1/acme/users/ann': json({ id: 'ann', email: 'ann@example.org', role: 'user' }),
      'PUT /api/user/v1/acme/users/ann': json({ id: 'ann', role: 'admin' }),
    });

    const { outcomes } = await perform(upstream, 'updateUser', {
      user: { ...userRef('ann'), native: 'ann' },
      squirro: { role: 'admin' },
    });

    expect(outcomes).toEqual(['NOT_APPLIED NOT_APPLIED']);
  });

  test('makes the groups exactly these: into those it lacks, out of the others', async () => {
    await using upstream = await start();

    const { plan, outcomes } = await perform(upstream, 'updateUser', {
      user: userRef('grace'),
      groups: [groupRef('analysts'), groupRef('stewards')],
    });

    expect(outcomes).toEqual(['ALREADY', 'APPLIED', 'APPLIED']);
    expect(effectsOf(upstream)).toEqual([
      `group-member.added ${idOf('group', 'stewards')}/${idOf('user', 'grace')}`,
      `group-member.removed ${idOf('group', 'engineers')}/${idOf('user', 'grace')}`,
    ]);
    expect(plan.steps.map(({ touches }) => touches)).toEqual([undefined, undefined, [userRef('grace')]]);
  });

  test.for([
    [{ squirro: { role: 'user' } }, [userRef('ada')], [userRef('ada')]],
    [{ squirro: { role: 'admin' } }, undefined, undefined],
    [{ squirro: { customData: { badge: 1 } } }, undefined, undefined],
    [{ email: 'lovelace@example.org' }, [userRef('ada')], undefined],
    [{ email: 'ada@example.org' }, undefined, undefined],
  ] as const)('says whom it costs something: %o', async ([changes, touches, unseats]) => {
    await using upstream = await start();

    const plan = await open(upstream).writes.plans.updateUser?.({ user: userRef('ada'), ...changes });

    expect(plan?.steps[0]?.touches).toEqual(touches);
    expect(plan?.steps[0]?.unseats).toEqual(unseats);
    expect(plan).toMatchObject({ target: 'ada@example.org', targets: [userRef('ada')] });
  });

  test.for([
    ...['id', 'email', 'tenant', 'full_name', 'role', 'role_permissions', 'config', 'authentications'],
    ...['groups', 'projects', 'password', ''],
  ])('never comes through custom data: %s', async (name) => {
    await using upstream = await start();
    const squirro = { customData: { badge: 1, [name]: 'admin' } };

    const problem = await problemOf(perform(upstream, 'updateUser', { user: userRef('grace'), squirro }));

    expect(problem).toBe(`BAD_INPUT squirro.customData.${name}`);
    expect(effectsOf(upstream)).toEqual([]);
  });

  test.for([
    ['NOT_FOUND user', { user: userRef('nobody'), displayName: 'Nobody' }],
    ['NOT_FOUND user', { user: { ...userRef('nobody'), native: 'password_policy' }, displayName: 'Policy' }],
    ['NOT_FOUND groups', { user: userRef('grace'), groups: [groupRef('nobody')] }],
    ['BAD_INPUT email', { user: userRef('grace'), email: '' }],
    ['BAD_INPUT squirro.role', { user: userRef('grace'), squirro: { role: 'emperor' } }],
    ['ALREADY_EXISTS email', { user: userRef('grace'), email: 'Ada@example.org' }],
  ] as const)('is %s', async ([problem, input]) => {
    await using upstream = await start();

    expect(await problemOf(perform(upstream, 'updateUser', input))).toBe(problem);
    expect(effectsOf(upstream)).toEqual([]);
  });
});

describe('a deletion', () => {
  test('takes the account away, and says what it costs', async () => {
    await using upstream = await start();

    const { plan, outcomes } = await perform(upstream, 'deleteUser', { user: userRef('ada') });

    expect(outcomes).toEqual(['APPLIED']);
    expect(effectsOf(upstream)).toContain(`user.deleted ${idOf('user', 'ada')}`);
    expect(plan.steps[0]).toMatchObject({ touches: [userRef('ada')], unseats: [userRef('ada')] });
  });

  test('of what is gone is refused, unless that does not matter', async () => {
    await using upstream = await start();
    const user = userRef('nobody');

    const strict = await perform(upstream, 'deleteUser', { user });
    const lenient = await perform(upstream, 'deleteUser', { user, ignoreMissing: true });

    expect(strict.outcomes).toEqual(['NOT_APPLIED NOT_FOUND']);
    expect(lenient.outcomes).toEqual(['ALREADY']);
    expect(writesTo(callsOf(upstream))).toEqual([]);
  });

  test('whose answer was lost is done when it is gone', async () => {
    await using upstream = await start();
    const session = open(upstream);
    const plan = await session.writes.plans.deleteUser?.({ user: userRef('emmy') });
    const change = changeOf(session, plan);
    upstream.setFaults([{ method: 'DELETE', path: '/api/user/v0', fault: 'reset-after' }]);

    expect(await problemOf(change.write(await change.read()))).toBe('UPSTREAM_UNAVAILABLE');

    expect(change.judge(await change.read(), sentOnce)).toMatchObject({ is: 'DONE' });
  });

  test('is not taken for done in a tenant that is not there', async () => {
    await using upstream = await serverOf({
      'GET /api/user/v1/acme/users/ann': refusal(404),
      'GET /api/user/v0/acme/users': refusal(404),
    });
    const user = { ...userRef('ann'), native: 'ann' };

    const problem = await problemOf(perform(upstream, 'deleteUser', { user, ignoreMissing: true }));

    expect(problem).toBe('UPSTREAM_ERROR');
  });

  test('of the gateway’s own account is what Squirro does not permit', async () => {
    await using upstream = await start();

    expect(await problemOf(perform(upstream, 'deleteUser', { user: userRef('rollcall') }))).toBe(
      'NOT_PERMITTED',
    );
  });
});

describe('a password', () => {
  const rollcall = userRef('rollcall');

  test('is set where the present one is right, and is in no open part of the record', async () => {
    await using upstream = await start();

    const { plan, outcomes } = await perform(upstream, 'setUserPassword', {
      user: rollcall,
      currentPassword: 'rollcall-password',
      newPassword: 'uranium-235',
    });

    expect(outcomes).toEqual(['APPLIED']);
    expect(effectsOf(upstream)).toEqual([`password.changed ${idOf('user', 'rollcall')}`]);
    const [step] = plan.steps;
    expect(step).toMatchObject({
      touches: [rollcall],
      credentialOf: rollcall,
      args: { id: rollcall.native },
    });
    expect(step?.secrets).toEqual({ current: 'rollcall-password', next: 'uranium-235' });
    expect(JSON.stringify({ ...step, secrets: undefined })).not.toMatch(/rollcall-password|uranium/u);
    expect(step && open(upstream).writes.change(step).proof).toBe('ANSWER');
  });

  test.for([
    ['NOT_PERMITTED currentPassword', { currentPassword: 'guess', newPassword: 'uranium-235' }],
    ['NOT_PERMITTED currentPassword', { newPassword: 'uranium-235' }],
    ['BAD_INPUT newPassword', { currentPassword: 'rollcall-password', newPassword: 'short' }],
    ['BAD_INPUT newPassword', { currentPassword: 'rollcall-password', newPassword: '' }],
    ['NOT_FOUND user', { user: userRef('nobody'), newPassword: 'uranium-235' }],
    ['NOT_PERMITTED currentPassword', { user: userRef('grace'), newPassword: 'uranium-235' }],
  ] as const)('is %s with %o', async ([problem, input]) => {
    await using upstream = await start();

    expect(await problemOf(perform(upstream, 'setUserPassword', { user: rollcall, ...input }))).toBe(problem);
    expect(effectsOf(upstream)).toEqual([]);
  });
});

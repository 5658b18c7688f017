import { describe, expect, test } from 'vitest';
import { dss } from '../../src/connectors/dataiku/index.ts';
import { simulateDss, simulateGovern } from '../../src/connectors/dataiku/simulator/index.ts';
import { formatRef } from '../../src/model/ref.ts';
import { smallWorld } from '../../src/sandbox/world.ts';
import { change, documentOf, effectsOf, group, plan, user, writesOf } from './dataiku-changes.ts';
import { callsOf, failure, json, openDss, openGovern, serverOf } from './dataiku-systems.ts';

const startDss = () => simulateDss(smallWorld('dataiku-dss'));

const outcomeOf = (step: object) =>
  dss.details['DataikuUserResult']?.['outcome']?.(step as never, {} as never, undefined as never);

const newcomers = {
  system: 'dss-design',
  accounts: [
    { username: 'dorothy', password: 'correct-horse', displayName: 'Dorothy', groups: [group('analysts')] },
    { username: 'grace', password: 'correct-horse', displayName: 'Somebody Else' },
    { username: 'mary.jackson', origin: 'LDAP', displayName: 'Mary', profile: 'READER' },
  ],
};

describe('many new accounts', () => {
  test('are made in one call, and each is looked at; one that cannot be made stops no other', async () => {
    await using upstream = await startDss();

    const done = await change(() => openDss(upstream), 'createDataikuUsers', newcomers);

    expect(done).toEqual([
      'create 3 accounts in one call: APPLIED',
      'create dorothy: ALREADY',
      'create grace: ALREADY_EXISTS',
      'create mary.jackson: ALREADY',
    ]);
    expect(effectsOf(upstream)).toEqual(['user.created dorothy', 'user.created mary.jackson']);
    expect(callsOf(upstream).filter((call) => !call.startsWith('GET'))).toEqual([
      'POST /admin/users/actions/bulk',
    ]);
    expect(await documentOf(upstream, '/admin/users/mary.jackson')).toMatchObject({
      sourceType: 'LDAP',
      userProfile: 'READER',
    });
  });

  test('are there the second time', async () => {
    await using upstream = await startDss();
    const input = {
      ...newcomers,
      accounts: newcomers.accounts.filter(({ username }) => username !== 'grace'),
    };
    await change(() => openDss(upstream), 'createDataikuUsers', input);
    const before = effectsOf(upstream);

    const done = await change(() => openDss(upstream), 'createDataikuUsers', input);

    expect(done).toEqual(['create dorothy: ALREADY', 'create mary.jackson: ALREADY']);
    expect(effectsOf(upstream)).toEqual(before);
  });

  test('tell by account what was done by the call and what was so before', async () => {
    await using upstream = await startDss();
    const { steps } = await plan(openDss(upstream), 'createDataikuUsers', newcomers);

    const each = steps.slice(1);
    expect(each.map(({ about, independent }) => [about?.userId, independent])).toEqual(
      ['dorothy', 'grace', 'mary.jackson'].map((login) => [formatRef(user(login)), true]),
    );
    expect(each.map((intent) => outcomeOf({ outcome: 'ALREADY', intent }))).toEqual([
      'APPLIED',
      'ALREADY',
      'APPLIED',
    ]);
    expect(outcomeOf({ outcome: 'NOT_APPLIED', intent: each[0] })).toBe('NOT_APPLIED');
    expect(outcomeOf({ outcome: null, state: 'PENDING', intent: each[0] })).toBe('PENDING');
  });

  test('keep their passwords out of what is recorded in the open', async () => {
    await using upstream = await startDss();
    const { steps } = await plan(openDss(upstream), 'createDataikuUsers', newcomers);

    expect(JSON.stringify(steps.map(({ secrets: _sealed, ...open }) => open))).not.toContain('horse');
    expect(steps[0]?.secrets).toEqual({ dorothy: 'correct-horse', grace: 'correct-horse' });
  });

  test('that the call made nothing of are tried one by one, to say what speaks against each', async () => {
    await using upstream = await startDss();
    const { steps } = await plan(openDss(upstream), 'createDataikuUsers', newcomers);
    const [first] = steps;
    if (!first) throw new Error('no step');
    const call = writesOf(openDss(upstream)).change(first);
    const before: unknown = await call.read();

    const verdict = call.judge(before, { attempts: 1, before: call.keep?.(before) ?? null, made: undefined });

    expect(verdict).toMatchObject({ is: 'REFUSED', problem: { code: 'NOT_APPLIED' } });
  });

  test.for([
    [{ accounts: [] }, 'BAD_INPUT', ['accounts']],
    [{ accounts: [{ username: 'xy' }] }, 'BAD_INPUT', ['accounts', '0', 'username']],
    [
      {
        accounts: [
          { username: 'anna', origin: 'SSO' },
          { username: 'anna', origin: 'SSO' },
        ],
      },
      'BAD_INPUT',
      ['accounts', '1'],
    ],
    [
      { accounts: [{ username: 'anna', origin: 'SSO', profile: 'GENIUS' }] },
      'BAD_INPUT',
      ['accounts', '0', 'profile'],
    ],
    [
      { accounts: [{ username: 'anna', origin: 'SSO', groups: [group('ghosts')] }] },
      'NOT_FOUND',
      ['accounts', '0', 'groups', '0'],
    ],
  ] as const)('%j is refused before anything is planned', async ([input, code, field]) => {
    await using upstream = await startDss();

    expect(
      await failure(plan(openDss(upstream), 'createDataikuUsers', { system: 'dss-design', ...input })),
    ).toMatchObject({ problem: { code, field } });
  });
});

describe('changes of many accounts', () => {
  const input = {
    changes: [
      { user: user('grace'), profile: 'READER', email: '' },
      { user: user('ghost'), enabled: false },
      { user: user('ada'), groups: [group('engineers')] },
      { user: user('alan'), enabled: false },
    ],
  };

  test('are made in one call that carries nothing else', async () => {
    await using upstream = await startDss();

    const done = await change(() => openDss(upstream), 'updateDataikuUsers', input);

    expect(done).toEqual([
      'change 4 accounts in one call: APPLIED',
      'change grace: ALREADY',
      'change ghost: NOT_FOUND',
      'change ada: ALREADY',
      'change alan: ALREADY',
    ]);
    expect(effectsOf(upstream)).toEqual(['user.updated grace', 'user.updated ada']);
    expect(await documentOf(upstream, '/admin/users/grace')).toMatchObject({
      userProfile: 'READER',
      groups: ['analysts', 'engineers'],
      secrets: [{ name: 'ticketing', value: 'opaque-grace-ticketing', secret: true }],
    });
  });

  test('say of each whom it touches, and of the call everybody', async () => {
    await using upstream = await startDss();

    const { steps, targets } = await plan(openDss(upstream), 'updateDataikuUsers', input);

    expect(steps[0]).toMatchObject({
      touches: [user('grace'), user('ada'), user('alan')],
      unseats: [user('ada')],
    });
    expect(steps.slice(1).map(({ unseats }) => unseats ?? [])).toEqual([[], [], [user('ada')], []]);
    expect(targets).toEqual(['grace', 'ghost', 'ada', 'alan'].map(user));
  });
});

describe('deletions of many accounts', () => {
  test('are made in one call; one unknown account stops no other', async () => {
    await using upstream = await startDss();
    const input = { users: [user('hedy'), user('ghost'), user('annie')] };

    const { steps } = await plan(openDss(upstream), 'deleteDataikuUsers', input);
    const done = await change(() => openDss(upstream), 'deleteDataikuUsers', input);

    expect(done).toEqual([
      'delete 3 accounts in one call: APPLIED',
      'delete hedy: ALREADY',
      'delete ghost: NOT_FOUND',
      'delete annie: ALREADY',
    ]);
    expect(steps.slice(1).map((intent) => outcomeOf({ outcome: 'ALREADY', intent }))).toEqual([
      'APPLIED',
      'ALREADY',
      'APPLIED',
    ]);
    expect(effectsOf(upstream)).toEqual(['user.deleted hedy', 'user.deleted annie']);
    expect(callsOf(upstream).filter((call) => !call.startsWith('GET'))).toEqual([
      'DELETE /admin/users/actions/bulk',
    ]);
  });

  test('none of whom is there are no call, and not so in part; nor are changes', async () => {
    await using upstream = await startDss();
    const users = [user('ghost'), user('spectre')];
    const changes = users.map((one) => ({ user: one, displayName: 'Boo' }));

    const done = await change(() => openDss(upstream), 'deleteDataikuUsers', { users });
    const changed = await change(() => openDss(upstream), 'updateDataikuUsers', { changes });

    expect(done).toEqual(['delete ghost: NOT_FOUND', 'delete spectre: NOT_FOUND']);
    expect(changed).toEqual(['change ghost: NOT_FOUND', 'change spectre: NOT_FOUND']);
    expect(callsOf(upstream).filter((call) => !call.startsWith('GET'))).toEqual([]);
  });

  test('of which a proxy drops the body come to nothing, and are then made one by one', async () => {
    await using upstream = await startDss();
    upstream.setFaults([{ method: 'DELETE', path: '/public/api/admin/users/actions', fault: 'status:400' }]);
    const { steps } = await plan(openDss(upstream), 'deleteDataikuUsers', { users: [user('hedy')] });

    const [call, one] = steps.map((step) => writesOf(openDss(upstream)).change(step));
    const refused = await failure(call?.write(await call.read()) ?? Promise.resolve());
    await one?.write(await one.read());

    expect(refused).toMatchObject({ status: 400 });
    expect(effectsOf(upstream)).toEqual(['user.deleted hedy']);
  });
});

test.for([
  ['14.1.3', 'UNSUPPORTED'],
  ['13.5.0', 'UNSUPPORTED'],
  ['14.2.0', 'NOT_FOUND'],
  ['15.0.1', 'NOT_FOUND'],
] as const)('a server of release %s has calls for many accounts or has not', async ([version, code]) => {
  const info = { ...json({ authIdentifier: 'k' }), headers: { 'dss-version': version } };
  await using upstream = await serverOf({ '/auth/info': info });

  // What comes after the question for the release is not there on this server.
  const asked = failure(plan(openDss(upstream), 'deleteDataikuUsers', { users: [user('hedy')] }));

  const { problem } = (await asked) as { problem: { code: string } };
  expect(problem.code).toBe(code === 'UNSUPPORTED' ? 'UNSUPPORTED' : 'UPSTREAM_ERROR');
});

test('Govern has the same calls', async () => {
  await using upstream = await simulateGovern(smallWorld('dataiku-govern'));
  const open = () => openGovern(upstream);

  const done = [
    await change(open, 'createDataikuUsers', {
      system: 'dss-design',
      accounts: [{ username: 'dorothy', password: 'correct-horse' }],
    }),
    await change(open, 'deleteDataikuUsers', { users: [user('dorothy')] }),
  ];

  expect(done.map(([first]) => first)).toEqual([
    'create 1 accounts in one call: APPLIED',
    'delete 1 accounts in one call: APPLIED',
  ]);
});

describe('asking again where accounts come from', () => {
  test('begins a future', async () => {
    await using upstream = await startDss();
    const session = openDss(upstream);
    const { steps } = await plan(session, 'resyncDataikuUser', { user: user('katherine') });
    const [step] = steps;
    if (!step) throw new Error('no step');
    const resync = writesOf(session).change(step);

    const sent = await resync.write(await resync.read());

    expect(resync.proof).toBe('ANSWER');
    expect(sent?.job).toMatch(/^job-/u);
    expect(await session.jobs?.load(sent?.job ?? '')).toMatchObject({ state: 'RUNNING' });
    expect(effectsOf(upstream)).toEqual(['user.updated katherine']);
  });

  test.for([
    ['grace', 'CONFLICT'],
    ['konrad', 'CONFLICT'],
    ['ghost', 'NOT_FOUND'],
  ] as const)('is refused for %s', async ([login, code]) => {
    await using upstream = await startDss();

    expect(await change(() => openDss(upstream), 'resyncDataikuUser', { user: user(login) })).toEqual([
      `ask again for ${login}: ${code}`,
    ]);
  });

  test('is possible for several, and for everybody only when that is said', async () => {
    await using upstream = await startDss();
    const open = () => openDss(upstream);
    const system = 'dss-design';

    const several = await change(open, 'resyncDataikuUsers', { system, users: [user('katherine')] });
    const everybody = await change(open, 'resyncDataikuUsers', { system, everyone: true });

    expect(several).toEqual(['ask again for katherine: APPLIED']);
    expect(everybody).toEqual(['ask again for everybody: APPLIED']);
    for (const wrong of [{}, { users: [] }, { users: [user('katherine')], everyone: true }]) {
      expect(await failure(plan(open(), 'resyncDataikuUsers', { system, ...wrong }))).toMatchObject({
        problem: { code: 'BAD_INPUT', field: ['users'] },
      });
    }
    expect(
      await failure(plan(open(), 'resyncDataikuUsers', { system, users: [user('ada'), user('ghost')] })),
    ).toMatchObject({ problem: { code: 'NOT_FOUND', field: ['users', '1'] } });
  });
});

describe('accounts of people whom a directory knows', () => {
  test('are made as it describes them; who is not known there stops no other', async () => {
    await using upstream = await startDss();
    const input = { system: 'dss-design', source: 'LDAP', usernames: ['dorothy', 'ghost', 'katherine'] };

    const first = await change(() => openDss(upstream), 'provisionDataikuUsers', input);
    const second = await change(() => openDss(upstream), 'provisionDataikuUsers', {
      ...input,
      usernames: ['dorothy'],
    });

    expect(first).toEqual([
      'make an account of dorothy from LDAP: APPLIED',
      'make an account of ghost from LDAP: NOT_FOUND',
      'make an account of katherine from LDAP: ALREADY',
    ]);
    expect(second).toEqual(['make an account of dorothy from LDAP: ALREADY']);
    expect(effectsOf(upstream)).toEqual(['user.created dorothy']);
    expect(await documentOf(upstream, '/admin/users/dorothy')).toMatchObject({
      displayName: 'Dorothy Vaughan',
      groups: ['analysts'],
      sourceType: 'LDAP',
    });
  });

  test('are not made from a source that cannot be asked', async () => {
    await using upstream = await startDss();
    const input = { system: 'dss-design', source: 'AZURE_AD', usernames: ['dorothy'] };

    expect(await failure(change(() => openDss(upstream), 'provisionDataikuUsers', input))).toMatchObject({
      problem: { code: 'UPSTREAM_UNAVAILABLE' },
    });
    expect(
      await failure(plan(openDss(upstream), 'provisionDataikuUsers', { ...input, usernames: [] })),
    ).toMatchObject({ problem: { code: 'BAD_INPUT' } });
  });
});

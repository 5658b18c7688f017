import { describe, expect, test } from 'vitest';
import { capabilitiesOf } from '../../src/connector.ts';
import { simulateDss, simulateGovern } from '../../src/connectors/dataiku/simulator/index.ts';
import { smallWorld } from '../../src/sandbox/world.ts';
import {
  change,
  documentOf,
  editByHand,
  effectsOf,
  keeperOf,
  plan,
  readsAfterWriting,
  user,
  writesOf,
} from './dataiku-changes.ts';
import { failure, openDss, openGovern } from './dataiku-systems.ts';

const startDss = () => simulateDss(smallWorld('dataiku-dss'));

describe('the switch of an account', () => {
  test('is turned off and on, each once', async () => {
    await using upstream = await startDss();
    const open = () => openDss(upstream);
    const input = { user: user('grace') };

    const done = [
      await change(open, 'disableUser', input),
      await change(open, 'disableUser', input),
      await change(open, 'enableUser', input),
      await change(open, 'enableUser', input),
    ];

    expect(done.flat()).toEqual([
      'disable grace: APPLIED',
      'disable grace: ALREADY',
      'enable grace: APPLIED',
      'enable grace: ALREADY',
    ]);
    expect(effectsOf(upstream)).toEqual(['user.updated grace', 'user.updated grace']);
    expect(await documentOf(upstream, '/admin/users/grace')).toMatchObject({
      secrets: [{ name: 'ticketing', value: 'opaque-grace-ticketing', secret: true }],
      credentials: { warehouse: { password: 'opaque-grace-warehouse' } },
    });
  });

  test('says whose seat it is', async () => {
    await using upstream = await startDss();
    const session = openDss(upstream);

    const grace = await plan(session, 'disableUser', { user: user('grace') });
    const ada = await plan(session, 'disableUser', { user: user('ada') });
    const ghost = await plan(session, 'disableUser', { user: user('ghost') });

    expect(grace.steps).toMatchObject([{ touches: [user('grace')] }]);
    expect(grace.steps[0]?.unseats).toBeUndefined();
    expect(ada.steps).toMatchObject([{ touches: [user('ada')], unseats: [user('ada')] }]);
    expect(ghost.steps[0]?.touches).toBeUndefined();
  });

  test('of nobody is not turned', async () => {
    await using upstream = await startDss();

    expect(await change(() => openDss(upstream), 'disableUser', { user: user('ghost') })).toEqual([
      'disable ghost: NOT_FOUND',
    ]);
  });
});

describe('a deletion', () => {
  test('is made, read back, and named after the account', async () => {
    await using upstream = await startDss();

    const done = await change(() => openDss(upstream), 'deleteUser', { user: user('hedy') });

    expect(done).toEqual(['delete hedy: APPLIED']);
    expect(readsAfterWriting(upstream)).toEqual(['GET /admin/users/hedy']);
    expect(effectsOf(upstream)).toEqual(['user.deleted hedy']);
  });

  test('of what is not there is refused, or ignored where that was asked', async () => {
    await using upstream = await startDss();
    const open = () => openDss(upstream);

    expect(await change(open, 'deleteUser', { user: user('ghost') })).toEqual(['delete ghost: NOT_FOUND']);
    expect(await change(open, 'deleteUser', { user: user('ghost'), ignoreMissing: true })).toEqual([
      'delete ghost: ALREADY',
    ]);
    expect(effectsOf(upstream)).toEqual([]);
  });

  test('of which the answer was lost is done when the account is gone', async () => {
    await using upstream = await startDss();
    const { steps } = await plan(openDss(upstream), 'deleteUser', { user: user('hedy') });
    const [step] = steps;
    if (!step) throw new Error('no step');
    upstream.setFaults([{ method: 'DELETE', path: '/', fault: 'reset-after', times: 1 }]);
    const deletion = writesOf(openDss(upstream)).change(step);

    await failure(deletion.write(await deletion.read()));
    const verdict = deletion.judge(await deletion.read(), { attempts: 1, before: null, made: undefined });

    expect(verdict).toMatchObject({ is: 'DONE' });
    expect(effectsOf(upstream)).toEqual(['user.deleted hedy']);
  });

  test('of the account that asks for it is refused by the server', async () => {
    await using upstream = await startDss();

    const refused = await failure(change(() => openDss(upstream), 'deleteUser', { user: user('rollcall') }));

    expect(refused).toMatchObject({ problem: { code: 'UPSTREAM_ERROR' }, status: 400 });
    expect(effectsOf(upstream)).toEqual([]);
  });

  test('of an administrator unseats it', async () => {
    await using upstream = await startDss();

    const { steps } = await plan(openDss(upstream), 'deleteUser', { user: user('ada') });

    expect(steps).toMatchObject([{ touches: [user('ada')], unseats: [user('ada')] }]);
  });
});

describe('a password', () => {
  const input = { user: user('grace'), newPassword: 'new-correct-horse' };

  test('is set, and nothing else', async () => {
    await using upstream = await startDss();
    const before = await documentOf(upstream, '/admin/users/grace');

    const done = await change(() => openDss(upstream), 'setUserPassword', input);

    expect(done).toEqual(['set the password of grace: APPLIED']);
    expect(effectsOf(upstream)).toEqual(['user.updated grace', 'password.changed grace']);
    expect(await documentOf(upstream, '/admin/users/grace')).toEqual(before);
  });

  test('cannot be read, and is set again when it is asked for again', async () => {
    await using upstream = await startDss();
    await change(() => openDss(upstream), 'setUserPassword', input);
    await change(() => openDss(upstream), 'setUserPassword', input);

    const passwords = effectsOf(upstream).filter((effect) => effect.startsWith('password'));
    expect(passwords).toHaveLength(2);
  });

  test('is a secret, of somebody, and proven by the answer alone', async () => {
    await using upstream = await startDss();
    const session = openDss(upstream);

    const { steps, leftOut } = await plan(session, 'setUserPassword', { ...input, currentPassword: 'old' });

    const [step] = steps;
    expect(step).toMatchObject({
      args: { login: 'grace' },
      secrets: { password: 'new-correct-horse' },
      touches: [user('grace')],
      credentialOf: user('grace'),
    });
    expect(step && writesOf(session).change(step).proof).toBe('ANSWER');
    expect(leftOut).toMatchObject([{ code: 'UNSUPPORTED', field: ['currentPassword'] }]);
  });

  test('of an account that signs in elsewhere would be ignored without a word, and is not sent', async () => {
    await using upstream = await startDss();
    const elsewhere = { user: user('katherine'), newPassword: 'correct-horse' };

    const done = await change(() => openDss(upstream), 'setUserPassword', elsewhere);

    expect(done).toEqual(['set the password of katherine: CONFLICT']);
    expect(effectsOf(upstream)).toEqual([]);
  });

  test('that is too short is refused', async () => {
    await using upstream = await startDss();

    expect(
      await failure(plan(openDss(upstream), 'setUserPassword', { ...input, newPassword: 'four' })),
    ).toMatchObject({ problem: { code: 'BAD_INPUT', field: ['newPassword'] } });
  });
});

describe('what speaks against a write', () => {
  const coded = (code: string, message: string, more: object = {}) => ({
    errorType: 'com.dataiku.dip.exceptions.CodedException',
    message,
    detailedMessage: message,
    ...more,
    code,
  });

  test.for([
    [409, coded('ERR_SECURITY_USER_EXISTS', 'User exists'), 'ALREADY_EXISTS'],
    [400, coded('', 'ERR_SECURITY_CRUD_INVALID_SETTINGS: Invalid login'), 'BAD_INPUT'],
    [400, coded('ERR_SECURITY_INVALID_NEW_PASSWORD', 'Too short'), 'BAD_INPUT'],
    [500, { errorType: 'java.lang.SecurityException', message: 'no' }, 'NOT_PERMITTED'],
    [409, { errorType: 'java.lang.IllegalStateException', message: 'busy' }, 'CONFLICT'],
    [400, { errorType: 'java.lang.IllegalArgumentException', message: 'no' }, 'UPSTREAM_ERROR'],
    [500, { errorType: 'java.lang.NullPointerException', message: null }, 'UPSTREAM_UNAVAILABLE'],
  ] as const)('%s %j is told by its code', async ([status, body, code]) => {
    const { classify } = await import('../../src/connectors/dataiku/refusals.ts');

    expect(classify(status, body) ?? (status >= 500 ? 'UPSTREAM_UNAVAILABLE' : 'UPSTREAM_ERROR')).toBe(code);
  });
});

describe('administrators', () => {
  test('are enabled accounts in a group that makes them so', async () => {
    await using upstream = await startDss();

    expect((await writesOf(openDss(upstream)).administrators())?.toSorted()).toEqual(['ada', 'rollcall']);
    await editByHand(upstream, '/admin/users/ada', (document) => ({ ...document, enabled: false }));
    expect(await writesOf(openDss(upstream)).administrators()).toEqual(['rollcall']);
  });

  test('are not known to a key that may not see them', async () => {
    await using upstream = await keeperOf({});
    upstream.setFaults([{ path: '/', fault: 'status:403' }]);

    expect(await writesOf(openDss(upstream)).administrators()).toBeNull();
  });
});

test('Govern has the same accounts and groups of its own, and no project to be a member of', async () => {
  await using upstream = await simulateGovern(smallWorld('dataiku-govern'));
  const open = () => openGovern(upstream);
  const input = { system: 'dss-design', username: 'bilal', password: 'correct-horse', displayName: 'Bilal' };

  const done = [
    await change(open, 'createUser', input),
    await change(open, 'updateUser', { user: user('bilal'), dataiku: { adminProperties: { unit: 7 } } }),
    await change(open, 'setUserPassword', { user: user('bilal'), newPassword: 'other-horse' }),
    await change(open, 'disableUser', { user: user('bilal') }),
    await change(open, 'deleteUser', { user: user('bilal') }),
  ];

  expect(done.flat().map((line) => line.split(': ')[1])).toEqual(Array(5).fill('APPLIED'));
  expect(effectsOf(upstream)).toEqual([
    'user.created bilal',
    'user.updated bilal',
    'user.updated bilal',
    'password.changed bilal',
    'user.updated bilal',
    'user.deleted bilal',
  ]);
  expect(capabilitiesOf(open())).toContain('WRITE_GROUP_MEMBERS');
  expect(capabilitiesOf(open())).not.toContain('WRITE_MEMBERSHIPS');
  expect(capabilitiesOf(openDss(upstream))).toContain('WRITE_MEMBERSHIPS');
  expect(capabilitiesOf(openDss(upstream))).not.toContain('WRITE_PRIMARY_GROUP');
});

import { describe, expect, test } from 'vitest';
import { simulateDss } from '../../src/connectors/dataiku/simulator/index.ts';
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
import { failure, openDss } from './dataiku-systems.ts';

const startDss = () => simulateDss(smallWorld('dataiku-dss'));

const bilal = {
  system: 'dss-design',
  username: 'bilal',
  password: 'correct-horse',
  displayName: 'Bilal Example',
  email: 'bilal@example.org',
  origin: 'LOCAL',
  groups: [group('analysts')],
  dataiku: { profile: 'DATA_DESIGNER' },
};

describe('a new account', () => {
  test('is made once, read back, and found the second time', async () => {
    await using upstream = await startDss();
    const open = () => openDss(upstream);

    const first = await change(open, 'createUser', bilal);
    const reads = readsAfterWriting(upstream);
    const second = await change(open, 'createUser', bilal);

    expect(first).toEqual(['create bilal: APPLIED']);
    expect(second).toEqual(['create bilal: ALREADY']);
    expect(reads).toEqual(['GET /admin/users/bilal']);
    expect(effectsOf(upstream)).toEqual(['user.created bilal']);
    expect(await documentOf(upstream, '/admin/users/bilal')).toMatchObject({
      login: 'bilal',
      displayName: 'Bilal Example',
      email: 'bilal@example.org',
      groups: ['analysts'],
      sourceType: 'LOCAL',
      userProfile: 'DATA_DESIGNER',
      enabled: true,
    });
  });

  test.for([
    ['LDAP', {}, 'LDAP'],
    ['SSO', {}, 'LOCAL_NO_AUTH'],
    ['LOCAL', { sourceType: 'AZURE_AD' }, 'AZURE_AD'],
    ['EXTERNAL', { sourceType: 'CUSTOM' }, 'CUSTOM'],
  ] as const)('of origin %s with %j is of source type %s', async ([origin, dataiku, sourceType]) => {
    await using upstream = await startDss();
    const input = { system: 'dss-design', username: 'bilal', origin, dataiku };

    const done = await change(() => openDss(upstream), 'createUser', input);

    expect(done).toEqual(['create bilal: APPLIED']);
    expect(await documentOf(upstream, '/admin/users/bilal')).toMatchObject({
      sourceType,
      displayName: 'bilal', // the server wants one
    });
  });

  test('gets its properties by an update that follows', async () => {
    await using upstream = await startDss();
    const open = () => openDss(upstream);
    const dataiku = {
      userProperties: { team: 'north' },
      adminProperties: { costCentre: '4711', gone: null },
    };

    const first = await change(open, 'createUser', { ...bilal, dataiku });
    const second = await change(open, 'createUser', { ...bilal, dataiku });

    expect(first).toEqual(['create bilal: APPLIED', 'set the properties of bilal: APPLIED']);
    expect(second).toEqual(['create bilal: ALREADY', 'set the properties of bilal: ALREADY']);
    expect(effectsOf(upstream)).toEqual(['user.created bilal', 'user.updated bilal']);
    expect(await documentOf(upstream, '/admin/users/bilal')).toMatchObject({
      userProperties: { team: 'north' },
      adminProperties: { costCentre: '4711' },
    });
  });

  test.for([
    ['email', { email: 'other@example.org' }],
    ['displayName', { displayName: 'Somebody Else' }],
    ['dataiku.sourceType', { origin: 'LDAP', password: undefined }],
    ['dataiku.profile', { dataiku: { profile: 'READER' } }],
    ['groups', { groups: [group('stewards')] }],
    ['dataiku.userProperties', { dataiku: { userProperties: { team: 'south' } } }],
  ] as const)('that is there with another %s is refused, and nothing is written', async ([field, other]) => {
    await using upstream = await startDss();
    await change(() => openDss(upstream), 'createUser', bilal);
    const planned = await plan(openDss(upstream), 'createUser', { ...bilal, ...other });
    const [step] = planned.steps;
    if (!step) throw new Error('no step');
    const creation = writesOf(openDss(upstream)).change(step);

    const verdict = creation.judge(await creation.read(), { attempts: 0, before: null, made: undefined });

    expect(verdict).toMatchObject({
      is: 'REFUSED',
      problem: {
        code: 'ALREADY_EXISTS',
        field: ['username'],
        message: `An account of that name is there already, and differs in: ${field}.`,
      },
    });
    expect(effectsOf(upstream)).toEqual(['user.created bilal']);
  });

  test('that is there but disabled is another one', async () => {
    await using upstream = await startDss();

    const done = await change(() => openDss(upstream), 'createUser', {
      system: 'dss-design',
      username: 'alan',
      password: 'correct-horse',
    });

    expect(done).toEqual(['create alan: ALREADY_EXISTS']);
    expect(effectsOf(upstream)).toEqual([]);
  });

  test('of which the answer was lost is found by reading, and is not made twice', async () => {
    await using upstream = await startDss();
    const planned = await plan(openDss(upstream), 'createUser', bilal);
    const [step] = planned.steps;
    if (!step) throw new Error('no step');
    upstream.setFaults([
      { method: 'POST', path: '/public/api/admin/users/', fault: 'reset-after', times: 1 },
    ]);
    const creation = writesOf(openDss(upstream)).change(step);

    const lost = await failure(creation.write(null));
    const verdict = creation.judge(await creation.read(), { attempts: 1, before: null, made: undefined });

    expect(lost).toMatchObject({ problem: { code: 'UPSTREAM_UNAVAILABLE' } });
    expect(verdict).toEqual({ is: 'DONE', subject: user('bilal') });
  });

  test('may be put into a group of its own by the server', async () => {
    await using upstream = await startDss();
    await change(() => openDss(upstream), 'createUser', bilal);
    await editByHand(upstream, '/admin/users/bilal', (document) => ({
      ...document,
      groups: ['analysts', 'bilal'],
    }));

    expect(await change(() => openDss(upstream), 'createUser', bilal)).toEqual(['create bilal: ALREADY']);
  });

  test.for([
    [{ username: 'bo' }, 'BAD_INPUT', ['username']],
    [{ username: 'a/b' }, 'BAD_INPUT', ['username']],
    [{ username: '..' }, 'BAD_INPUT', ['username']],
    [{ password: undefined }, 'BAD_INPUT', ['password']],
    [{ password: 'four' }, 'BAD_INPUT', ['password']],
    [{ displayName: ' ' }, 'BAD_INPUT', ['displayName']],
    [{ origin: 'EXTERNAL' }, 'BAD_INPUT', ['origin']],
    [{ origin: 'LDAP', dataiku: { sourceType: 'AZURE_AD' } }, 'BAD_INPUT', ['dataiku', 'sourceType']],
    [{ dataiku: { sourceType: 'OKTA' } }, 'BAD_INPUT', ['dataiku', 'sourceType']],
    [{ dataiku: { profile: 'GENIUS' } }, 'BAD_INPUT', ['dataiku', 'profile']],
    [{ dataiku: { userProperties: ['north'] } }, 'BAD_INPUT', ['dataiku', 'userProperties']],
    [{ groups: [group('analysts'), group('ghosts')] }, 'NOT_FOUND', ['groups', '1']],
  ] as const)('with %j is refused before anything is planned', async ([wrong, code, field]) => {
    await using upstream = await startDss();

    const refused = await failure(plan(openDss(upstream), 'createUser', { ...bilal, ...wrong }));

    expect(refused).toMatchObject({ problem: { code, field } });
  });

  test('names what there is no place for, and is made all the same', async () => {
    await using upstream = await startDss();

    const { leftOut, steps } = await plan(openDss(upstream), 'createUser', {
      ...bilal,
      origin: 'LDAP',
      givenName: 'Bilal',
      elsewhere: { uid: 7 },
    });

    expect(leftOut?.map(({ code, field }) => [code, field])).toEqual([
      ['UNSUPPORTED', ['givenName']],
      ['UNSUPPORTED', ['elsewhere']],
      ['UNSUPPORTED', ['password']],
    ]);
    expect(steps).toHaveLength(1);
    expect(JSON.stringify(steps)).not.toContain('correct-horse');
  });

  test('keeps its password out of what is recorded in the open', async () => {
    await using upstream = await startDss();

    const { steps } = await plan(openDss(upstream), 'createUser', bilal);

    const open = steps.map(({ secrets: _sealed, ...rest }) => rest);
    expect(JSON.stringify(open)).not.toContain('correct-horse');
    expect(steps[0]?.secrets).toEqual({ password: 'correct-horse' });
  });
});

describe('a change of an account', () => {
  test('sets what is given, and nothing else', async () => {
    await using upstream = await startDss();
    const before = await documentOf(upstream, '/admin/users/grace');
    const input = {
      user: user('grace'),
      displayName: 'Rear Admiral Hopper',
      dataiku: {
        profile: 'READER',
        userProperties: { team: 'south' },
        adminProperties: { costCentre: null },
      },
    };

    const first = await change(() => openDss(upstream), 'updateUser', input);
    const reads = readsAfterWriting(upstream);
    const second = await change(() => openDss(upstream), 'updateUser', input);

    expect(first).toEqual(['change grace: APPLIED']);
    expect(second).toEqual(['change grace: ALREADY']);
    expect(reads).toEqual(['GET /admin/users/grace']);
    expect(effectsOf(upstream)).toEqual(['user.updated grace']);
    expect(await documentOf(upstream, '/admin/users/grace')).toEqual({
      ...before,
      displayName: 'Rear Admiral Hopper',
      userProfile: 'READER',
      codeAllowed: false,
      userProperties: { team: 'south' },
      adminProperties: {},
    });
  });

  test('sends back all it does not know as it came, secrets and order included', async () => {
    const grace = {
      zeta: [3, 1, 2],
      login: 'grace',
      displayName: 'Grace',
      groups: ['b', 'a', 'b'],
      enabled: true,
      secrets: [{ name: 's', value: 'opaque', secret: true, more: 1 }],
      credentials: {
        w: { type: 'BASIC', password: 'opaque' },
        '"PLUGIN", "g", "a", "m", "l"': { type: 'X' },
      },
      userProperties: { b: { deep: [1, { x: null }] }, a: 1 },
      preferences: { new: 'thing' },
      alpha: null,
    };
    await using upstream = await keeperOf({ '/admin/users/grace': grace });

    const done = await change(() => openDss(upstream), 'updateUser', {
      user: user('grace'),
      email: 'grace@example.org',
      dataiku: { userProperties: { b: null } },
    });

    expect(done).toEqual(['change grace: APPLIED']);
    expect(upstream.documents.get('/admin/users/grace')).toBe(
      JSON.stringify({ ...grace, userProperties: { a: 1 }, email: 'grace@example.org' }),
    );
  });

  test('keeps what somebody else changed in between', async () => {
    await using upstream = await startDss();
    const { steps } = await plan(openDss(upstream), 'updateUser', {
      user: user('grace'),
      email: 'g@example.org',
    });
    const [step] = steps;
    if (!step) throw new Error('no step');
    await editByHand(upstream, '/admin/users/grace', (document) => ({
      ...document,
      displayName: 'Amazing Grace',
      secrets: [],
    }));

    const again = writesOf(openDss(upstream)).change(step);
    await again.write(await again.read());

    expect(await documentOf(upstream, '/admin/users/grace')).toMatchObject({
      displayName: 'Amazing Grace',
      secrets: [],
      email: 'g@example.org',
    });
  });

  test('to exactly these groups keeps the places of those that stay, and says who loses', async () => {
    await using upstream = await startDss();
    const input = { user: user('ada'), groups: [group('stewards'), group('engineers')] };

    const { steps } = await plan(openDss(upstream), 'updateUser', input);
    const done = await change(() => openDss(upstream), 'updateUser', input);

    expect(steps).toMatchObject([{ touches: [user('ada')], unseats: [user('ada')] }]);
    expect(done).toEqual(['change ada: APPLIED']);
    expect(await documentOf(upstream, '/admin/users/ada')).toMatchObject({
      groups: ['engineers', 'stewards'],
    });
  });

  test('that takes nothing away touches nobody', async () => {
    await using upstream = await startDss();

    const { steps } = await plan(openDss(upstream), 'updateUser', {
      user: user('ada'),
      displayName: 'Countess',
      groups: [group('stewards'), group('platform-admins'), group('engineers')],
    });

    expect(steps[0]?.touches).toBeUndefined();
    expect(steps[0]?.unseats).toBeUndefined();
  });

  test('clears an address with an empty text', async () => {
    await using upstream = await startDss();
    const input = { user: user('grace'), email: '' };

    expect(await change(() => openDss(upstream), 'updateUser', input)).toEqual(['change grace: APPLIED']);
    expect(await change(() => openDss(upstream), 'updateUser', input)).toEqual(['change grace: ALREADY']);
  });

  test.for([
    [{ user: user('ghost'), displayName: 'Boo' }, 'change ghost: NOT_FOUND'],
    [{ user: user('Grace'), displayName: 'Boo' }, 'change Grace: NOT_FOUND'],
    [{ user: user('katherine'), dataiku: { sourceType: 'LOCAL' } }, 'change katherine: BAD_INPUT'],
  ] as const)('of %j is not made', async ([input, expected]) => {
    await using upstream = await startDss();

    expect(await change(() => openDss(upstream), 'updateUser', input)).toEqual([expected]);
    expect(effectsOf(upstream)).toEqual([]);
  });

  test('that the server drops with a yes is not believed', async () => {
    const grace = { login: 'grace', displayName: 'Grace', groups: [], sourceType: 'LOCAL' };
    await using upstream = await keeperOf({}, { '/admin/users/grace': grace });
    upstream.setFaults([{ method: 'PUT', path: '/public/api/admin/users/grace', fault: 'empty' }]);

    const done = await change(() => openDss(upstream), 'updateUser', {
      user: user('grace'),
      email: 'g@x.org',
    });

    expect(done).toEqual(['change grace: NOT_APPLIED']);
  });
});

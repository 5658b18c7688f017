import { describe, expect, test } from 'vitest';
import { simulateDss, simulateGovern } from '../../src/connectors/dataiku/simulator/index.ts';
import { formatRef } from '../../src/model/ref.ts';
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
import { failure, openDss, openGovern } from './dataiku-systems.ts';

const startDss = () => simulateDss(smallWorld('dataiku-dss'));

const readers = {
  system: 'dss-design',
  name: 'readers',
  description: 'Who reads',
  dataiku: {
    origin: 'LDAP',
    permissions: ['mayWriteSafeCode', 'mayShareToWorkspaces'],
    ldapGroupNames: ['cn-readers'],
  },
  members: [user('grace'), user('ghost')],
};

describe('a new group', () => {
  test('is made, then described, then filled; who cannot be put in stops nobody', async () => {
    await using upstream = await startDss();

    const done = await change(() => openDss(upstream), 'createGroup', {
      ...readers,
      members: [user('ghost'), user('grace')],
    });

    expect(done).toEqual([
      'create readers: APPLIED',
      'change readers: APPLIED',
      'put ghost into readers: NOT_FOUND',
      'put grace into readers: APPLIED',
    ]);
    expect(effectsOf(upstream)).toEqual([
      'group.created readers',
      'group.updated readers',
      'user.updated grace',
    ]);
    expect(await documentOf(upstream, '/admin/groups/readers')).toMatchObject({
      name: 'readers',
      description: 'Who reads',
      sourceType: 'LDAP',
      admin: false,
      ldapGroupNames: ['cn-readers'],
      mayWriteSafeCode: true,
      mayShareToWorkspaces: true,
      mayCreateProjects: false,
    });
  });

  test('that is there as described is left alone', async () => {
    await using upstream = await startDss();
    const input = { ...readers, members: [user('grace')] };
    await change(() => openDss(upstream), 'createGroup', input);
    const before = effectsOf(upstream);

    const done = await change(() => openDss(upstream), 'createGroup', input);

    expect(done).toEqual([
      'create readers: ALREADY',
      'change readers: ALREADY',
      'put grace into readers: ALREADY',
    ]);
    expect(effectsOf(upstream)).toEqual(before);
  });

  test.for([
    ['description', { description: 'Who writes' }],
    ['sourceType', { dataiku: {} }],
    ['admin', { dataiku: { ...readers.dataiku, admin: true } }],
    ['permissions', { dataiku: { ...readers.dataiku, permissions: [] } }],
    ['ldapGroupNames', { dataiku: { ...readers.dataiku, ldapGroupNames: ['cn-writers'] } }],
    ['members', { members: [user('emmy')] }],
  ] as const)('that is there with other %s is refused', async ([field, other]) => {
    await using upstream = await startDss();
    await change(() => openDss(upstream), 'createGroup', { ...readers, members: [] });
    const planned = await plan(openDss(upstream), 'createGroup', { ...readers, members: [], ...other });
    const [step] = planned.steps;
    if (!step) throw new Error('no step');
    const creation = writesOf(openDss(upstream)).change(step);

    const verdict = creation.judge(await creation.read(), { attempts: 0, before: null, made: undefined });

    expect(verdict).toMatchObject({
      is: 'REFUSED',
      problem: {
        code: 'ALREADY_EXISTS',
        message: `A group of that name is there already, and differs in: ${field}.`,
      },
    });
  });

  test.for([
    [{ name: '' }, ['name']],
    [{ name: 'a b' }, ['name']],
    [{ dataiku: { origin: 'EXTERNAL' } }, ['dataiku', 'origin']],
    [{ dataiku: { permissions: ['mayWriteSafeCode', 'mayFly'] } }, ['dataiku', 'permissions', '1']],
  ] as const)('with %j is refused before anything is planned', async ([wrong, field]) => {
    await using upstream = await startDss();

    expect(await failure(plan(openDss(upstream), 'createGroup', { ...readers, ...wrong }))).toMatchObject({
      problem: { code: 'BAD_INPUT', field },
    });
  });

  test('of an outside source is of the one whose names it has', async () => {
    await using upstream = await startDss();

    await change(() => openDss(upstream), 'createGroup', {
      system: 'dss-design',
      name: 'cloud',
      dataiku: { origin: 'EXTERNAL', azureADGroupNames: ['cloud'] },
    });

    expect(await documentOf(upstream, '/admin/groups/cloud')).toMatchObject({
      sourceType: 'AZURE_AD',
      azureADGroupNames: ['cloud'],
    });
  });
});

describe('a change of a group', () => {
  test('sets what is given, and switches off what is not among the permissions', async () => {
    await using upstream = await startDss();
    const before = await documentOf(upstream, '/admin/groups/analysts');
    const input = {
      group: group('analysts'),
      description: 'Who answers',
      dataiku: { permissions: ['mayWriteSafeCode', 'mayCreateProjects'] },
    };

    const first = await change(() => openDss(upstream), 'updateGroup', input);
    const reads = readsAfterWriting(upstream);
    const second = await change(() => openDss(upstream), 'updateGroup', input);

    expect(first).toEqual(['change analysts: APPLIED']);
    expect(second).toEqual(['change analysts: ALREADY']);
    expect(reads).toEqual(['GET /admin/groups/analysts']);
    expect(effectsOf(upstream)).toEqual(['group.updated analysts']);
    expect(await documentOf(upstream, '/admin/groups/analysts')).toEqual({
      ...before,
      description: 'Who answers',
      mayCreateProjects: true,
      mayShareToWorkspaces: false,
    });
  });

  test('sends back all it does not know as it came', async () => {
    const analysts = {
      zeta: { b: 1, a: [2] },
      name: 'analysts',
      mayFly: true,
      mayWriteSafeCode: true,
      admin: false,
      canObtainAPITicketFromCookiesForGroupsRegex: '.*',
      alpha: null,
    };
    await using upstream = await keeperOf(
      { '/admin/groups/analysts': analysts },
      { '/admin/groups/': [analysts], '/admin/users/': [] },
    );

    await change(() => openDss(upstream), 'updateGroup', {
      group: group('analysts'),
      description: 'New',
      dataiku: { permissions: ['mayWriteSafeCode'] },
    });

    expect(upstream.documents.get('/admin/groups/analysts')).toBe(
      JSON.stringify({ ...analysts, mayFly: false, description: 'New' }),
    );
  });

  test('that makes no administrators any more says whom it unseats', async () => {
    await using upstream = await startDss();
    const input = { group: group('platform-admins'), dataiku: { admin: false } };

    const { steps } = await plan(openDss(upstream), 'updateGroup', input);
    const done = await change(() => openDss(upstream), 'updateGroup', input);

    expect(steps).toMatchObject([{ touches: [user('ada')], unseats: [user('ada')] }]);
    expect(done).toEqual(['change platform-admins: APPLIED']);
  });

  test('of the name is not to be had here', async () => {
    await using upstream = await startDss();

    const { leftOut, steps } = await plan(openDss(upstream), 'updateGroup', {
      group: group('analysts'),
      name: 'answerers',
    });

    expect(leftOut).toMatchObject([{ code: 'UNSUPPORTED', field: ['name'] }]);
    expect(steps).toMatchObject([{ args: { name: 'analysts', set: {} } }]);
    expect(await change(() => openDss(upstream), 'updateGroup', { group: group('ghosts') })).toEqual([
      'change ghosts: NOT_FOUND',
    ]);
  });
});

describe('a deletion of a group', () => {
  test('is made, and says whom it touches and unseats', async () => {
    await using upstream = await startDss();
    const input = { group: group('platform-admins') };

    const { steps } = await plan(openDss(upstream), 'deleteGroup', input);
    const done = await change(() => openDss(upstream), 'deleteGroup', input);

    expect(steps).toMatchObject([{ touches: [user('ada')], unseats: [user('ada')] }]);
    expect(done).toEqual(['delete platform-admins: APPLIED']);
    expect(effectsOf(upstream)).toEqual(['group.deleted platform-admins']);
  });

  test('of what is not there is refused, or ignored where that was asked', async () => {
    await using upstream = await startDss();
    const open = () => openDss(upstream);

    expect(await change(open, 'deleteGroup', { group: group('ghosts') })).toEqual([
      'delete ghosts: NOT_FOUND',
    ]);
    expect(await change(open, 'deleteGroup', { group: group('ghosts'), ignoreMissing: true })).toEqual([
      'delete ghosts: ALREADY',
    ]);
  });
});

describe('members of a group', () => {
  test('are put in one by one, each known by its id', async () => {
    await using upstream = await startDss();
    const input = {
      group: group('stewards'),
      users: [user('grace'), user('ghost'), user('emmy'), user('grace')],
    };

    const { steps, targets } = await plan(openDss(upstream), 'addGroupMembers', input);
    const done = await change(() => openDss(upstream), 'addGroupMembers', input);

    expect(targets).toEqual([group('stewards')]);
    expect(steps.map(({ about, independent }) => [about?.userId, about?.action, independent])).toEqual(
      ['grace', 'ghost', 'emmy'].map((login) => [formatRef(user(login)), 'ADD', true]),
    );
    expect(done).toEqual([
      'put grace into stewards: APPLIED',
      'put ghost into stewards: NOT_FOUND',
      'put emmy into stewards: ALREADY',
    ]);
    expect(effectsOf(upstream)).toEqual(['user.updated grace']);
    expect(await documentOf(upstream, '/admin/users/grace')).toMatchObject({
      groups: ['analysts', 'engineers', 'stewards'],
      secrets: [{ name: 'ticketing', value: 'opaque-grace-ticketing', secret: true }],
    });
  });

  test('keep the groups that somebody else put them into meanwhile', async () => {
    await using upstream = await startDss();
    const { steps } = await plan(openDss(upstream), 'addGroupMembers', {
      group: group('stewards'),
      users: [user('hedy')],
    });
    const [step] = steps;
    if (!step) throw new Error('no step');
    await editByHand(upstream, '/admin/users/hedy', (document) => ({ ...document, groups: ['alumni'] }));
    const joining = writesOf(openDss(upstream)).change(step);

    await joining.write(await joining.read());

    expect(await documentOf(upstream, '/admin/users/hedy')).toMatchObject({ groups: ['alumni', 'stewards'] });
  });

  test('are not put into a group that goes before their turn', async () => {
    await using upstream = await startDss();
    const input = { group: group('alumni'), users: [user('hedy')] };
    const { steps } = await plan(openDss(upstream), 'addGroupMembers', input);
    const [step] = steps;
    if (!step) throw new Error('no step');
    await change(() => openDss(upstream), 'deleteGroup', { group: group('alumni') });
    const joining = writesOf(openDss(upstream)).change(step);

    const verdict = joining.judge(await joining.read(), { attempts: 0, before: null, made: undefined });

    expect(verdict).toMatchObject({ is: 'REFUSED', problem: { code: 'NOT_FOUND', field: ['group'] } });
    expect(await failure(plan(openDss(upstream), 'addGroupMembers', input))).toMatchObject({
      problem: { code: 'NOT_FOUND', field: ['group'] },
    });
  });

  test('are taken out one by one, and it is said whose seat it is', async () => {
    await using upstream = await startDss();
    const input = { group: group('platform-admins'), users: [user('ada'), user('grace')] };

    const { steps } = await plan(openDss(upstream), 'removeGroupMembers', input);
    const done = await change(() => openDss(upstream), 'removeGroupMembers', input);

    expect(steps).toMatchObject([
      { about: { action: 'REMOVE' }, touches: [user('ada')], unseats: [user('ada')] },
      { about: { action: 'REMOVE' } },
    ]);
    expect(steps[1]?.touches).toBeUndefined();
    expect(steps[1]?.unseats).toBeUndefined();
    expect(done).toEqual([
      'take ada out of platform-admins: APPLIED',
      'take grace out of platform-admins: ALREADY',
    ]);
    expect(effectsOf(upstream)).toEqual(['user.updated ada']);
    expect(await documentOf(upstream, '/admin/users/ada')).toMatchObject({ groups: ['engineers'] });
  });

  test('are exactly those asked for', async () => {
    await using upstream = await startDss();
    const input = { group: group('engineers'), users: [user('emmy'), user('grace')] };

    const done = await change(() => openDss(upstream), 'setGroupMembers', input);

    expect(done.slice(0, 2)).toEqual([
      'put emmy into engineers: APPLIED',
      'put grace into engineers: ALREADY',
    ]);
    expect(done.slice(2).toSorted()).toEqual([
      'take ada out of engineers: APPLIED',
      'take konrad out of engineers: APPLIED',
    ]);
    const again = await change(() => openDss(upstream), 'setGroupMembers', input);
    expect(again).toEqual(['put emmy into engineers: ALREADY', 'put grace into engineers: ALREADY']);
  });

  test('are not set on the grounds of a list that is not whole', async () => {
    await using upstream = await keeperOf(
      { '/admin/groups/engineers': { name: 'engineers' } },
      { '/admin/users/': [{ login: 'ada', groups: ['engineers'] }, { nonsense: true }] },
    );
    const input = { group: group('engineers'), users: [] };

    expect(await failure(plan(openDss(upstream), 'setGroupMembers', input))).toMatchObject({
      problem: { code: 'UPSTREAM_INVALID_RESPONSE' },
    });
  });

  test('and groups of Govern are written alike', async () => {
    await using upstream = await simulateGovern(smallWorld('dataiku-govern'));
    const open = () => openGovern(upstream);

    const done = [
      await change(open, 'createGroup', {
        system: 'dss-design',
        name: 'architects',
        dataiku: { permissions: ['mayManageGovern'] },
        members: [user('grace')],
      }),
      await change(open, 'removeGroupMembers', { group: group('architects'), users: [user('grace')] }),
      await change(open, 'deleteGroup', { group: group('architects') }),
    ];

    expect(done.flat().map((line) => line.split(': ')[1])).toEqual(Array(5).fill('APPLIED'));
  });
});

import { describe, expect, test } from 'vitest';
import type { Reading } from '../../src/connector.ts';
import { ref } from '../../src/model/ref.ts';
import type { Membership } from '../../src/model/types.ts';
import {
  callsOf,
  groupId,
  key,
  openAs,
  openSession,
  projectId,
  refusal,
  serverOf,
  startIguazio,
  userId,
} from './iguazio-systems.ts';

const granted = ({ items }: Reading<Membership>) =>
  items
    .map(
      ({ memberKind, memberName, role, nativeRole }) => `${memberKind} ${memberName} ${role} ${nativeRole}`,
    )
    .sort();

const CHURN = [
  'GROUP analysts VIEWER Viewer',
  'GROUP engineers EDITOR Editor',
  'USER alan EDITOR Editor',
  'USER grace ADMIN Admin',
];
const FORECAST = [
  'GROUP analysts EDITOR Editor',
  'USER claude.shannon VIEWER Viewer',
  'USER konrad VIEWER Viewer',
];
const GALAXY = ['GROUP stewards VIEWER Viewer', 'USER konrad ADMIN Admin'];

describe('projects', () => {
  test('a project is read with everything its list tells, its owner by name', async () => {
    await using upstream = await startIguazio();
    const { projects } = openSession(upstream);

    const items = (await projects?.list())?.items;

    expect(items).toHaveLength(3);
    expect(items?.find((project) => project.key === 'forecast')).toEqual({
      __typename: 'Project',
      ref: { kind: 'project', system: 'iguazio-main', native: projectId('forecast') },
      key: 'forecast',
      name: 'forecast',
      description: 'Demand for the next season',
      nativeStatus: 'online',
      ownerName: 'emmy',
      owner: { kind: 'user', system: 'iguazio-main', native: userId('emmy') },
      createdAt: new Date('2025-06-06T09:00:00Z'),
    });
    expect(items?.find((project) => project.key === 'galaxy')?.description).toBeNull();
  });

  test('a project is found by name and by id, exactly', async () => {
    await using upstream = await startIguazio();
    const { projects } = openSession(upstream);
    expect(await projects?.byKey.load('churn')).toMatchObject({ name: 'churn', ownerName: 'grace' });
    expect(await projects?.byId.load(projectId('churn'))).toMatchObject({
      name: 'churn',
      ownerName: 'grace',
    });
    expect(await projects?.byKey.load('Churn')).toBeNull();
    expect(await projects?.byId.load('9f8e7d6c-5b4a-4321-8fed-cba987654321')).toBeNull();
  });

  test.for([
    ['the owner’s name is told beside', { owner_username: 'dana' }, 'dana'],
    ['nothing but its id is', {}, 'gone'],
  ] as const)(
    'an owner that is not there any more is named all the same, where %s',
    async ([, more, name]) => {
      const relationships = { owner: { data: { type: 'user', id: 'gone' } } };
      const data = { id: '1', type: 'project', attributes: { name: 'forecast', ...more }, relationships };
      await using upstream = await serverOf({ '/projects/:id': { data, included: [] } });
      expect(await upstream.session.projects?.byId.load('1')).toMatchObject({
        ownerName: name,
        owner: ref('user', key, 'gone'),
      });
    },
  );

  test('an account sees the projects it may see, and no others', async () => {
    await using upstream = await startIguazio();
    const { projects } = openAs('emmy', upstream);
    const reading = await projects?.list();
    expect(reading?.items.map(({ name }) => name).sort()).toEqual(['forecast', 'galaxy']);
    expect(reading?.problem).toBeNull();
  });
});

describe('memberships', () => {
  test('each project grants what its three roles say, and an owner holds nothing by that alone', async () => {
    await using upstream = await startIguazio();
    const { projects } = openSession(upstream);
    const names = ['churn', 'forecast', 'galaxy'];
    const found = await projects?.memberships([...names.map(projectId), 'none']);
    const readings = names.map((name) => found?.get(projectId(name)) as Reading<Membership>);
    expect(readings.map(granted)).toEqual([CHURN, FORECAST, GALAXY]);
    expect(readings.map(({ problem }) => problem)).toEqual([null, null, null]);
    expect(found?.has('none')).toBe(false);
  });

  test('all of them are read with the list of projects, and are the same', async () => {
    await using upstream = await startIguazio();
    const reading = await openSession(upstream).projects?.allMemberships();
    expect(reading && granted(reading)).toEqual([...CHURN, ...FORECAST, ...GALAXY].sort());
    expect(reading?.problem).toBeNull();
    expect(callsOf(upstream)).toHaveLength(1);
  });

  test('a membership names both its ends and what the role permits', async () => {
    await using upstream = await startIguazio();
    const reading = await openSession(upstream).projects?.allMemberships();
    expect(reading?.items.find(({ memberName }) => memberName === 'stewards')).toEqual({
      __typename: 'Membership',
      ref: {
        kind: 'membership',
        system: 'iguazio-main',
        native: `${projectId('galaxy')}.group.${groupId('stewards')}`,
      },
      project: { kind: 'project', system: 'iguazio-main', native: projectId('galaxy') },
      memberKind: 'GROUP',
      member: { kind: 'group', system: 'iguazio-main', native: groupId('stewards') },
      memberName: 'stewards',
      role: 'VIEWER',
      nativeRole: 'Viewer',
      permissions: ['project:read', 'project/.*:read', 'marketplace.functions:read'],
    });
  });
});

const role = (id: string, name: string, users: readonly string[], more: object = {}) => ({
  id,
  type: 'project_authorization_role',
  attributes: { name, ...more },
  relationships: { principal_users: { data: users.map((user) => ({ type: 'user', id: user })) } },
});
const user = (id: string, username: string) => ({ id, type: 'user', attributes: { username } });
const project = (id: string, roles: readonly string[]) => ({
  id,
  type: 'project',
  attributes: { name: `project ${id}` },
  ...(roles.length > 0 && {
    relationships: {
      project_authorization_roles: {
        data: roles.map((native) => ({ type: 'project_authorization_role', id: native })),
      },
    },
  }),
});

/** What a project grants whose document holds this. */
async function grantsOf(...included: object[]): Promise<Reading<Membership>> {
  await using upstream = await serverOf({ '/projects/:id': { data: project('1', []), included } });
  const found = await upstream.session.projects?.memberships(['1']);
  return found?.get('1') as Reading<Membership>;
}

describe('what roles grant', () => {
  test('who is in several roles has one membership, of the strongest, with what all of them permit', async () => {
    const permits = (...actions: string[]) => ({ permissions: [{ resource: 'project', actions }] });
    const reading = await grantsOf(
      role('v', 'Viewer', ['7'], permits('read')),
      role('a', 'Admin', ['7'], permits('.*')),
      role('e', 'Editor', ['7'], permits('read', 'update')),
      user('7', 'dana'),
    );
    expect(granted(reading)).toEqual(['USER dana ADMIN Admin']);
    expect(reading.items[0]?.permissions).toEqual(['project:.*', 'project:read', 'project:update']);
  });

  test('a holder that was not sent along keeps the grant, under its id', async () => {
    const reading = await grantsOf(role('e', 'Editor', ['7']));
    expect(granted(reading)).toEqual(['USER 7 EDITOR Editor']);
    expect(reading.items[0]?.permissions).toBeNull();
  });

  test('a role of an unfamiliar name is CUSTOM, and weaker than any other', async () => {
    const reading = await grantsOf(
      role('x', 'Auditor', ['7', '8']),
      role('v', 'Viewer', ['8']),
      user('7', 'dana'),
    );
    expect(granted(reading)).toEqual(['USER 8 VIEWER Viewer', 'USER dana CUSTOM Auditor']);
  });

  test('a project whose roles are not sent, or cannot be read, does not look like one that grants nothing', async () => {
    const invalid = { code: 'UPSTREAM_INVALID_RESPONSE', system: 'iguazio-main' };
    expect((await grantsOf()).problem).toMatchObject(invalid);
    const nameless = { ...role('e', 'Editor', ['8']), attributes: {} };
    const reading = await grantsOf(role('v', 'Viewer', ['7']), nameless);
    expect(granted(reading)).toEqual(['USER 7 VIEWER Viewer']);
    expect(reading.problem).toMatchObject(invalid);
  });

  test('empty roles grant nothing, and that is known', async () => {
    const reading = await grantsOf(role('a', 'Admin', []), role('e', 'Editor', []), role('v', 'Viewer', []));
    expect(reading).toMatchObject({ items: [], problem: null });
  });

  test('where a list sends no roles along, each project is asked, and one that fails costs its own grants', async () => {
    await using upstream = await serverOf({
      '/projects': { data: [project('1', ['a']), project('2', []), project('3', ['b'])] },
      '/projects/1': { data: project('1', ['a']), included: [role('a', 'Admin', ['7'])] },
      '/projects/2': () => refusal(503),
      '/projects/3': { data: project('3', ['b']), included: [role('b', 'Viewer', ['7'])] },
    });
    const reading = await upstream.session.projects?.allMemberships();
    expect(reading && granted(reading)).toEqual(['USER 7 ADMIN Admin', 'USER 7 VIEWER Viewer']);
    expect(reading?.problem).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    expect(upstream.requests).toHaveLength(4);
  });
});

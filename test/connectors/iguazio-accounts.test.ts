import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { User } from '../../src/model/types.ts';
import { openSession, serverOf, startIguazio, userId } from './iguazio-systems.ts';

describe('accounts', () => {
  test('an account is read with everything its list tells', async () => {
    await using upstream = await startIguazio();
    const { users } = openSession(upstream);

    const { items, problem } = await users.list();

    expect(problem).toBeNull();
    expect(items).toHaveLength(11);
    expect(items.find(({ username }) => username === 'grace')).toEqual({
      __typename: 'User',
      ref: { kind: 'user', system: 'iguazio-main', native: userId('grace') },
      username: 'grace',
      email: 'grace@example.org',
      displayName: 'Grace Hopper',
      givenName: 'Grace',
      familyName: 'Hopper',
      status: 'ACTIVE',
      origin: 'LOCAL',
      createdAt: new Date('2025-02-03T09:00:00Z'),
      lastActivity: {
        at: new Date('2026-11-20T10:15:00Z'),
        kind: 'ANY',
        evidence: 'last_activity of the account; the vendor does not say what counts',
      },
      isAdmin: null,
      isOperational: null,
      activeSessions: null,
      details: {
        __typename: 'IguazioUserDetails',
        system: 'iguazio-main',
        accountId: userId('grace'),
        uid: 1008,
        assignedPolicies: ['Developer', 'Application Read Only'],
        authenticationMethods: ['password'],
        operationalStatus: 'up',
        adminStatus: 'up',
        jobTitle: 'Principal analyst',
        department: 'analytics',
        phoneNumber: null,
      },
    });
  });

  test('what is special about people is seen on their accounts', async () => {
    await using upstream = await startIguazio();
    const { users } = openSession(upstream);
    const read = async (username: string) => (await users.byUsername.load(username)) as User;

    expect(await read('charles')).toMatchObject({
      status: 'DISABLED',
      details: { operationalStatus: 'down' },
    });
    expect(await read('konrad')).toMatchObject({
      origin: 'SSO',
      details: { authenticationMethods: ['sso'] },
    });
    expect(await read('katherine')).toMatchObject({ origin: 'EXTERNAL' });
    expect((await read('edsger')).lastActivity).toMatchObject({ at: null, kind: 'ANY' });
    expect((await read('aeasley')).email).toBe('annie@example.org');
  });

  test('an account found by id, by name or in the list is the same', async () => {
    await using upstream = await startIguazio();
    const byId = await openSession(upstream).users.byId.load(userId('ada'));
    const byName = await openSession(upstream).users.byUsername.load('ada');
    const { items } = await openSession(upstream).users.list();

    expect(byId).toMatchObject({ username: 'ada' });
    expect(byName).toEqual(byId);
    expect(items.find(({ username }) => username === 'ada')).toEqual(byId);
  });

  test('there is no account where there is none, and names are exact', async () => {
    await using upstream = await startIguazio();
    const { users } = openSession(upstream);
    expect(await users.byId.load('5b0f6c1e-8d3a-4f27-9a61-2c7e4d90b1aa')).toBeNull();
    expect(await users.byUsername.load('ADA')).toBeNull();
    expect(await users.byUsername.load('')).toBeNull();
  });

  test.for(['../admin', 'a/b', 'ada?x=1', '#ada', '%2e%2e', 'ada&filter[uid]=1', 'ada\0', 'Ünï', '..'])(
    'the name or id %j finds nothing and changes no path',
    async (text) => {
      await using upstream = await startIguazio();
      const { users, groups, projects } = openSession(upstream);

      expect(await users.byUsername.load(text)).toBeNull();
      expect(await users.byId.load(text)).toBeNull();
      expect(await groups.byId.load(text)).toBeNull();
      expect(await projects?.byId.load(text)).toBeNull();
      expect(await projects?.byKey.load(text)).toBeNull();

      const paths = upstream.requests.map(({ path }) => path.replace(/\?.*/u, ''));
      expect(paths.every((path) => /^\/api\/(?:users|user_groups|projects)(?:\/[^/]+)?$/u.test(path))).toBe(
        true,
      );
    },
  );

  test('no text whatever names an account by accident, or leads a call astray', async () => {
    await using upstream = await startIguazio();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        const { users } = openSession(upstream);
        expect(await users.byId.load(text)).toBeNull();
        expect(await users.byUsername.load(text)).toBeNull();
      }),
      { numRuns: 200 },
    );
    const paths = new Set(upstream.requests.map(({ path }) => path.split(/[/?]/u).slice(1, 3).join('/')));
    expect([...paths]).toEqual(['api/users']);
  });

  test('a name that would be an operator to the server is the name of nobody, and is not asked for', async () => {
    await using upstream = await startIguazio();
    const { users, groups, projects } = openSession(upstream);
    expect(await users.byUsername.load('[$ne]nobody')).toBeNull();
    expect(await groups.byName.load('[$contains_istr]a')).toBeNull();
    expect(await projects?.byKey.load('[$match-i]^.*$')).toBeNull();
    expect(upstream.requests).toEqual([]);
  });

  test('a server that compares loosely does not make another account of that name', async () => {
    const user = (id: string, username: string) => ({ id, type: 'user', attributes: { username } });
    await using upstream = await serverOf({ '/users': { data: [user('1', 'DANA'), user('2', 'dana')] } });
    const { users } = upstream.session;
    expect((await users.byUsername.load('dana'))?.ref.native).toBe('2');
    expect(await users.byUsername.load('Dana')).toBeNull();
  });
});

describe('the words for an account', () => {
  const readOne = async (attributes: object) => {
    const data = { id: '1', type: 'user', attributes: { username: 'dana', ...attributes } };
    await using upstream = await serverOf({ '/users/:id': { data } });
    return await upstream.session.users.byId.load('1');
  };

  test.for([
    [{ admin_status: 'up', operational_status: 'up' }, 'ACTIVE'],
    [{ admin_status: 'up', operational_status: 'down' }, 'ACTIVE'],
    [{ admin_status: 'up' }, 'ACTIVE'],
    [{ admin_status: 'down', operational_status: 'up' }, 'DISABLED'],
    [{ admin_status: 'up', operational_status: 'deleting' }, 'DELETING'],
    [{ admin_status: 'up', operational_status: 'creating' }, 'PENDING'],
    [{ admin_status: 'up', operational_status: 'paused' }, 'UNKNOWN'],
    [{ admin_status: 'asleep', operational_status: 'up' }, 'UNKNOWN'],
    [{ operational_status: 'up' }, 'UNKNOWN'],
    [{}, 'UNKNOWN'],
  ] as const)('%j is the status %s', async ([attributes, status]) => {
    expect((await readOne(attributes))?.status).toBe(status);
  });

  test.for([
    [{ authentication_scheme: 'local' }, 'LOCAL'],
    [{ authentication_methods: ['password'] }, 'LOCAL'],
    [{ authentication_scheme: 'local', authentication_methods: ['password', 'sso'] }, 'LOCAL'],
    [{ authentication_scheme: 'local', authentication_methods: ['sso'] }, 'SSO'],
    [{ idp: { name: 'directory' } }, 'EXTERNAL'],
    [{ authentication_scheme: 'local', idp: { name: 'directory' } }, 'EXTERNAL'],
    [{ authentication_scheme: 'kerberos' }, 'UNKNOWN'],
    [{}, 'UNKNOWN'],
  ] as const)('%j is of the origin %s', async ([attributes, origin]) => {
    expect((await readOne(attributes))?.origin).toBe(origin);
  });

  test('text that was never filled in is nothing, and so is a time without a zone', async () => {
    const blank = {
      email: '',
      first_name: '',
      last_name: '',
      job_title: '',
      created_at: '2025-03-04T09:10:11',
    };
    expect(await readOne(blank)).toMatchObject({
      email: null,
      displayName: null,
      givenName: null,
      createdAt: null,
      details: { jobTitle: null },
    });
  });

  test('an activity that cannot be read is not known, which is not never', async () => {
    expect((await readOne({ last_activity: 'yesterday' }))?.lastActivity).toBeNull();
    expect((await readOne({}))?.lastActivity).toMatchObject({ at: null });
  });

  test('a time with microseconds and an offset is an instant', async () => {
    const user = await readOne({ created_at: '2025-03-04T11:10:11.123000+02:00' });
    expect(user?.createdAt).toEqual(new Date('2025-03-04T09:10:11.123Z'));
  });

  test('a POSIX id that is no GraphQL Int costs itself, and an unfamiliar policy costs nothing', async () => {
    const user = await readOne({ uid: 4_294_967_294, assigned_policies: ['Project Admin'] });
    expect(user?.details).toMatchObject({ uid: null, assignedPolicies: ['Project Admin'] });
  });
});

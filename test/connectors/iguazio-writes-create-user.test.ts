import { describe, expect, test } from 'vitest';
import { simulateIguazio } from '../../src/connectors/iguazio/simulator/index.ts';
import { smallWorld } from '../../src/sandbox/world.ts';
import { callsOf, key, openSession, startIguazio, userId, write } from './iguazio-systems.ts';
import {
  effectsOf,
  group,
  groupsOf,
  look,
  make,
  methodsOf,
  outcomesOf,
  planned,
  refusalOf,
  stepOf,
  stepProblem,
  user,
  verdictOf,
  writesOf,
} from './iguazio-writing.ts';

const dana = {
  system: key,
  username: 'dana',
  email: 'dana@example.org',
  givenName: 'Dana',
  familyName: 'Example',
};

describe('making an account', () => {
  test('sends everything the vendor’s client sends, and waits until it can be used', async () => {
    await using upstream = await simulateIguazio(smallWorld('iguazio'), { jobDelayMs: 50 });

    const { results } = await make(upstream, 'createUser', {
      ...dana,
      password: 'Chang3-me!',
      groups: [group('engineers')],
      iguazio: {
        uid: 4711,
        assignedPolicies: ['Data'],
        authenticationMethods: ['password'],
        primaryGroup: group('stewards'),
        jobTitle: 'Analyst',
        department: 'research',
        phoneNumber: '+49 30 1234',
      },
    });

    expect(results).toMatchObject([{ outcome: 'APPLIED', description: 'make the account dana' }]);
    const { made, job } = results[0]?.sent ?? {};
    expect(made).toMatchObject({ kind: 'user', system: 'iguazio-main' });
    expect(job).toMatch(/^[0-9a-f-]{36}$/u);
    const id = made?.native ?? '';
    expect((await look(upstream, `users/${id}`))?.data.attributes).toMatchObject({
      username: 'dana',
      first_name: 'Dana',
      last_name: 'Example',
      email: 'dana@example.org',
      uid: 4711,
      assigned_policies: ['Data'],
      authentication_methods: ['password'],
      job_title: 'Analyst',
      department: 'research',
      phone_number: '+49 30 1234',
      operational_status: 'up',
    });
    expect(await groupsOf(upstream, id)).toEqual({
      groups: ['all_users', 'engineers', 'stewards'],
      primary: 'stewards',
    });
    expect(callsOf(upstream).at(-1)).not.toContain('POST');
    const signIn = await fetch(`${upstream.url}/api/sessions`, {
      method: 'POST',
      body: JSON.stringify({
        data: { type: 'session', attributes: { username: 'dana', password: 'Chang3-me!' } },
      }),
    });
    expect(signIn.status).toBe(201);
  });

  test('gives it the policies of the vendor’s own client where none are named, and no password', async () => {
    await using upstream = await startIguazio();
    const { plan, results } = await make(upstream, 'createUser', dana);
    expect(plan.steps[0]?.secrets).toBeUndefined();
    const id = results[0]?.sent?.made?.native;
    expect((await look(upstream, `users/${id}`))?.data.attributes).toMatchObject({
      assigned_policies: ['Developer', 'Application Read Only'],
      phone_number: '',
      job_title: '',
      department: '',
    });
  });

  test('is ALREADY where it is as described, whatever else it has, and says which it is', async () => {
    await using upstream = await startIguazio();
    await make(upstream, 'createUser', { ...dana, groups: [group('engineers')] });
    const before = effectsOf(upstream);

    expect(await outcomesOf(upstream, 'createUser', { ...dana, password: 'another-one' })).toEqual([
      'ALREADY',
    ]);

    expect(effectsOf(upstream)).toEqual(before);
    expect(await verdictOf(upstream, await stepOf(upstream, 'createUser', dana))).toMatchObject({
      is: 'DONE',
      subject: { kind: 'user', system: 'iguazio-main' },
    });
  });

  test('is refused where an account of that name is another one, and told what differs', async () => {
    await using upstream = await startIguazio();
    const grace = { ...dana, username: 'grace', groups: [group('stewards')] };
    const step = await stepOf(upstream, 'createUser', grace);
    expect(await stepProblem(upstream, step)).toMatchObject({
      code: 'ALREADY_EXISTS',
      field: ['email'],
      message:
        'An account of that name exists and is another one: it differs in email, givenName, familyName, groups.',
    });
    expect(upstream.effects).toEqual([]);
  });

  test('is refused where the account of that name is switched off, or on its way out', async () => {
    await using upstream = await startIguazio();
    const edsger = (await look(upstream, `users/${userId('edsger')}`))?.data.attributes ?? {};
    const same = {
      ...dana,
      username: 'edsger',
      email: String(edsger['email']),
      givenName: String(edsger['first_name']),
      familyName: String(edsger['last_name']),
    };
    await write(upstream, 'user', userId('edsger'), { admin_status: 'down' });
    const step = await stepOf(upstream, 'createUser', same);
    expect(await stepProblem(upstream, step)).toMatchObject({ code: 'ALREADY_EXISTS', field: ['status'] });
  });

  test('is not OPEN while the platform says it made it but does not show it yet', async () => {
    await using upstream = await startIguazio();
    const step = await stepOf(upstream, 'createUser', dana);
    expect(await verdictOf(upstream, step, { attempts: 1 })).toEqual({ is: 'OPEN' });
    expect(await verdictOf(upstream, step, { attempts: 1, made: user('dana') })).toMatchObject({
      is: 'WORKING',
    });
  });

  test('is WORKING until the account is in the group of everyone', async () => {
    await using upstream = await simulateIguazio(smallWorld('iguazio'), { jobDelayMs: 60_000 });
    const step = await stepOf(upstream, 'createUser', dana);
    const change = writesOf(openSession(upstream)).change(step);
    await change.write(await change.read());
    expect(await verdictOf(upstream, step, { attempts: 1 })).toMatchObject({ is: 'WORKING' });
  });

  test('says whose e-mail address or user id it is, where another account has it', async () => {
    await using upstream = await startIguazio();
    const uid = Number((await look(upstream, `users/${userId('grace')}`))?.data.attributes['uid']);
    const taken = async (input: Partial<typeof dana> & { iguazio?: { uid: number } }) =>
      stepProblem(upstream, await stepOf(upstream, 'createUser', { ...dana, ...input }));
    expect(await taken({ email: 'grace@example.org' })).toMatchObject({
      code: 'ALREADY_EXISTS',
      field: ['email'],
    });
    expect(await taken({ iguazio: { uid } })).toMatchObject({
      code: 'ALREADY_EXISTS',
      field: ['iguazio', 'uid'],
    });
    expect(upstream.effects).toEqual([]);
  });

  test.for([
    [{ username: '4dana' }, ['username']],
    [{ username: 'd'.repeat(33) }, ['username']],
    [{ username: '[$ne]dana' }, ['username']],
    [{ email: 'dana' }, ['email']],
    [{ email: '' }, ['email']],
    [{ email: undefined }, ['email']],
    [{ givenName: undefined }, ['givenName']],
    [{ givenName: '1st' }, ['givenName']],
    [{ familyName: 'x'.repeat(31) }, ['familyName']],
    [{ password: 'short' }, ['password']],
    [{ iguazio: { uid: -1 } }, ['iguazio', 'uid']],
    [{ iguazio: { uid: 2_147_483_648 } }, ['iguazio', 'uid']],
    [{ iguazio: { assignedPolicies: [] } }, ['iguazio', 'assignedPolicies']],
    [{ iguazio: { assignedPolicies: ['developer'] } }, ['iguazio', 'assignedPolicies']],
    [{ iguazio: { authenticationMethods: ['ldap'] } }, ['iguazio', 'authenticationMethods']],
    [{ iguazio: { phoneNumber: '1'.repeat(18) } }, ['iguazio', 'phoneNumber']],
    [{ iguazio: { jobTitle: 'x'.repeat(129) } }, ['iguazio', 'jobTitle']],
    [{ iguazio: { primaryGroup: group('all_users') } }, ['iguazio', 'primaryGroup']],
  ] as const)('%j is BAD_INPUT at %j', async ([wrong, field]) => {
    await using upstream = await startIguazio();
    const problem = await refusalOf(upstream, 'createUser', { ...dana, ...wrong });
    expect(problem).toMatchObject({ code: 'BAD_INPUT', field });
    expect(methodsOf(upstream)).not.toContain('POST');
  });

  test('names a group that is not there', async () => {
    await using upstream = await startIguazio();
    const groups = [group('stewards'), group('nowhere')];
    expect(await refusalOf(upstream, 'createUser', { ...dana, groups })).toMatchObject({
      code: 'NOT_FOUND',
      field: ['groups', '1'],
    });
  });

  test('leaves out what there is no place for, and says so', async () => {
    await using upstream = await startIguazio();
    const { plan, results } = await make(upstream, 'createUser', { ...dana, displayName: 'Dana E.' });
    expect(plan.leftOut).toMatchObject([{ code: 'UNSUPPORTED', field: ['displayName'] }]);
    expect(results).toMatchObject([{ outcome: 'APPLIED' }]);
  });

  test('makes accounts that sign in by single sign-on, and none of a directory', async () => {
    await using upstream = await startIguazio();
    const { results } = await make(upstream, 'createUser', { ...dana, origin: 'SSO' });
    const id = results[0]?.sent?.made?.native;
    expect((await look(upstream, `users/${id}`))?.data.attributes).toMatchObject({
      authentication_methods: ['sso'],
    });
    expect(await refusalOf(upstream, 'createUser', { ...dana, origin: 'LDAP' })).toMatchObject({
      code: 'UNSUPPORTED',
      field: ['origin'],
    });
  });

  test('on a platform that knows no ways to sign in, leaves them out', async () => {
    await using upstream = await startIguazio();
    upstream.setFaults([{ path: '/api/tunnel', fault: 'status:404' }]);
    const input = { ...dana, iguazio: { authenticationMethods: ['password'] } };
    const { leftOut, steps } = await planned(upstream, 'createUser', input);
    expect(leftOut).toMatchObject([{ code: 'UNSUPPORTED', field: ['iguazio', 'authenticationMethods'] }]);
    expect(steps[0]?.args['attributes']).not.toHaveProperty('authentication_methods');
    expect(await refusalOf(upstream, 'createUser', { ...dana, origin: 'SSO' })).toMatchObject({
      code: 'UNSUPPORTED',
      field: ['origin'],
    });
  });

  test('keeps the password among the secrets', async () => {
    await using upstream = await startIguazio();
    const step = await stepOf(upstream, 'createUser', { ...dana, password: 'Chang3-me!' });
    expect(step.secrets).toEqual({ password: 'Chang3-me!' });
    expect(JSON.stringify({ ...step, secrets: undefined })).not.toContain('Chang3-me!');
  });

  test('past the platform’s limit is LIMIT_EXCEEDED', async () => {
    await using upstream = await simulateIguazio(smallWorld('iguazio'), { recordLimit: 3 });
    const step = await stepOf(upstream, 'createUser', dana);
    expect(await stepProblem(upstream, step)).toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });
});

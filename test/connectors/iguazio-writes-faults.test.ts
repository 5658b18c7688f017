import { describe, expect, test } from 'vitest';
import type { IguazioSimulator } from '../../src/connectors/iguazio/simulator/index.ts';
import type { ProblemError } from '../../src/problems.ts';
import type { Step } from '../../src/writing.ts';
import { failure, key, openAs, openSession, startIguazio } from './iguazio-systems.ts';
import { group, look, project, stepOf, stepProblem, user, verdictOf, writesOf } from './iguazio-writing.ts';

const dana = {
  system: key,
  username: 'dana',
  email: 'dana@example.org',
  givenName: 'Dana',
  familyName: 'Example',
};

/** One of each write whose effect can be read, with the method it is sent by. */
const writes: readonly (readonly [string, string, (upstream: IguazioSimulator) => Promise<Step>])[] = [
  ['making an account', 'POST', (upstream) => stepOf(upstream, 'createUser', dana)],
  [
    'changing an account',
    'PUT',
    (upstream) => stepOf(upstream, 'updateUser', { user: user('grace'), familyName: 'Murray' }),
  ],
  ['disabling an account', 'PUT', (upstream) => stepOf(upstream, 'disableUser', { user: user('grace') })],
  ['deleting an account', 'DELETE', (upstream) => stepOf(upstream, 'deleteUser', { user: user('grace') })],
  [
    'setting a primary group',
    'PUT',
    (upstream) => stepOf(upstream, 'setPrimaryGroup', { user: user('grace'), group: group('engineers') }),
  ],
  ['making a group', 'POST', (upstream) => stepOf(upstream, 'createGroup', { system: key, name: 'new' })],
  [
    'changing a group',
    'PUT',
    (upstream) => stepOf(upstream, 'updateGroup', { group: group('stewards'), description: 'x' }),
  ],
  ['deleting a group', 'DELETE', (upstream) => stepOf(upstream, 'deleteGroup', { group: group('stewards') })],
  [
    'adding a member',
    'PUT',
    (upstream) => stepOf(upstream, 'addGroupMembers', { group: group('stewards'), users: [user('grace')] }),
  ],
  [
    'removing a member',
    'PUT',
    (upstream) =>
      stepOf(upstream, 'removeGroupMembers', { group: group('engineers'), users: [user('grace')] }),
  ],
  [
    'granting a role',
    'POST',
    (upstream) =>
      stepOf(upstream, 'ensureProjectMembership', {
        project: project('churn'),
        member: user('emmy'),
        role: 'EDITOR',
      }),
  ],
  [
    'taking a role back',
    'POST',
    (upstream) =>
      stepOf(upstream, 'removeProjectMembership', { project: project('churn'), member: user('grace') }),
  ],
];

/** Sends a step while something is wrong, and gives back how that failed. */
async function sendUnder(
  upstream: IguazioSimulator,
  step: Step,
  fault: { method: string; fault: string; path?: string },
): Promise<ProblemError> {
  const change = writesOf(openSession(upstream)).change(step);
  const state: unknown = await change.read();
  upstream.setFaults([{ ...fault, times: 1 }]);
  const error = await failure(change.write(state));
  upstream.setFaults([]);
  return error as ProblemError;
}

describe.for(writes)('%s', ([, method, stepIn]) => {
  test.for([
    ['reset-after', 'UPSTREAM_UNAVAILABLE'],
    ['truncate', 'UPSTREAM_UNAVAILABLE'],
  ] as const)('is known to be done after %s', async ([fault, code]) => {
    await using upstream = await startIguazio();
    const step = await stepIn(upstream);
    const error = await sendUnder(upstream, step, { method, fault });
    // An answer without a body cannot be cut short: then it came.
    if (fault === 'reset-after') expect(error).toMatchObject({ problem: { code }, status: undefined });
    expect(await verdictOf(upstream, step, { attempts: 1 })).toMatchObject({ is: 'DONE' });
  });

  test.for([
    ['status:503', 'UPSTREAM_UNAVAILABLE'],
    ['status:500', 'UPSTREAM_UNAVAILABLE'],
    ['reset-before', 'UPSTREAM_UNAVAILABLE'],
    ['retry-after:3', 'UPSTREAM_RATE_LIMITED'],
    ['status:425', 'UPSTREAM_RATE_LIMITED'],
    ['status:400', 'BAD_INPUT'],
    ['status:403', 'NOT_PERMITTED'],
    ['status:405', 'LIMIT_EXCEEDED'],
    ['redirect', 'UPSTREAM_INVALID_RESPONSE'],
  ] as const)('is known to be open after %s, which is %s', async ([fault, code]) => {
    await using upstream = await startIguazio();
    const step = await stepIn(upstream);
    const error = await sendUnder(upstream, step, { method, fault });
    expect(error).toMatchObject({ problem: { code, system: key } });
    expect(await verdictOf(upstream, step, { attempts: 1 })).toEqual({ is: 'OPEN' });
    expect(upstream.effects).toEqual([]);
  });

  test('takes a second sending of what came through as done', async () => {
    await using upstream = await startIguazio();
    const step = await stepIn(upstream);
    const change = writesOf(openSession(upstream)).change(step);
    const state: unknown = await change.read();
    await change.write(state);
    await change.write(state); // as if the first had come late, after the state was read again
    expect(await verdictOf(upstream, step, { attempts: 2 })).toMatchObject({ is: 'DONE' });
  });
});

test('a password cannot be read: after a lost answer nothing tells', async () => {
  await using upstream = await startIguazio();
  const step = await stepOf(upstream, 'setUserPassword', { user: user('grace'), newPassword: 'Chang3-me!' });
  expect(writesOf(openSession(upstream)).change(step).proof).toBe('ANSWER');
  const error = await sendUnder(upstream, step, { method: 'PUT', fault: 'reset-after' });
  expect(error).toMatchObject({ problem: { code: 'UPSTREAM_UNAVAILABLE' } });
  expect(await verdictOf(upstream, step, { attempts: 1 })).toEqual({ is: 'OPEN' });
});

test('a role is not granted where the roles cannot all be read', async () => {
  await using upstream = await startIguazio();
  const step = await stepOf(upstream, 'ensureProjectMembership', {
    project: project('churn'),
    member: user('emmy'),
    role: 'EDITOR',
  });
  upstream.setFaults([{ path: '/api/projects/', fault: 'wrong-types' }]);
  const change = writesOf(openSession(upstream)).change(step);
  expect(await failure(change.read())).toMatchObject({ problem: { code: 'UPSTREAM_INVALID_RESPONSE' } });
});

test('a role in a transaction that the platform does not carry out is not granted', async () => {
  await using upstream = await startIguazio();
  const step = await stepOf(upstream, 'ensureProjectMembership', {
    project: project('churn'),
    member: user('emmy'),
    role: 'EDITOR',
  });
  const goneMeanwhile = { ...step, args: { ...step.args, member: 'gone' } };
  const change = writesOf(openSession(upstream)).change(goneMeanwhile);
  const sent = await change.write(await change.read());
  expect(await openSession(upstream).jobs?.load(sent?.job ?? '')).toMatchObject({
    state: 'FAILED',
    message: 'unknown user "gone"',
  });
  expect(await verdictOf(upstream, goneMeanwhile, { attempts: 1 })).toEqual({ is: 'OPEN' });
});

test('the gateway’s own account may be allowed less than what is asked', async () => {
  await using upstream = await startIguazio();
  const { writes: ofGrace } = openAs('grace', upstream);
  const step = await stepOf(upstream, 'createGroup', { system: key, name: 'mine' });
  const change = ofGrace?.change(step);
  expect(await failure(change?.write(null) ?? Promise.resolve())).toMatchObject({
    problem: { code: 'NOT_PERMITTED' },
    status: 403,
  });
  expect(await ofGrace?.administrators()).toBeNull();
});

test('a write that no step names is a bug', async () => {
  await using upstream = await startIguazio();
  expect(() => writesOf(openSession(upstream)).change({ write: 'user.praise', args: {} })).toThrow(
    'no write is called user.praise',
  );
  expect(await look(upstream, 'users/nobody')).toBeNull();
});

test('nothing that fails shows a password', async () => {
  await using upstream = await startIguazio();
  const step = await stepOf(upstream, 'createUser', { ...dana, password: 'Chang3-me!' });
  upstream.setFaults([{ method: 'POST', fault: 'status:400' }]);
  const problem = await stepProblem(upstream, step);
  expect(problem).toMatchObject({ code: 'BAD_INPUT' });
  expect(JSON.stringify(problem)).not.toContain('Chang3-me!');
});

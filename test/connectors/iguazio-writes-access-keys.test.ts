import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { IguazioSimulator } from '../../src/connectors/iguazio/simulator/index.ts';
import type { IguazioSession } from '../../src/connectors/iguazio/session.ts';
import type { IguazioAccessKey } from '../../src/generated/types.ts';
import { ref } from '../../src/model/ref.ts';
import {
  callsOf,
  failure,
  key,
  openSession,
  scopeOf,
  startIguazio,
  systemAt,
  userId,
} from './iguazio-systems.ts';
import {
  makeOwn,
  methodsOf,
  ownOutcomes,
  ownStep,
  planOwn,
  problemOf,
  user,
  verdictOf,
  writesOf,
} from './iguazio-writing.ts';

const self = user('rollcall');
const make = { user: self, label: 'nightly', planes: ['control'] };

const keysOf = async (upstream: IguazioSimulator, username = 'rollcall') =>
  (openSession(upstream) as IguazioSession).accessKeys(userId(username));

const named = (keys: readonly IguazioAccessKey[] | null, label: string) => {
  const found = keys?.find((one) => one.label === label);
  if (!found) throw new Error(`no key is called ${label}`);
  return found;
};

describe('the gateway’s own access keys', () => {
  test('are told by handles, which say nothing of them; those of others are told to nobody', async () => {
    await using upstream = await startIguazio();

    const keys = await keysOf(upstream);

    expect(keys).toEqual([
      {
        __typename: 'IguazioAccessKey',
        handle: expect.stringMatching(/^[\w-]{43}$/u) as unknown,
        label: 'rollcall',
        planes: ['data', 'control'],
        createdAt: expect.any(Date) as unknown,
        expiresAt: expect.any(Date) as unknown,
      },
    ]);
    expect(inspect(keys, { depth: Infinity })).not.toContain(upstream.credentials.accessKey);
    expect(await keysOf(upstream, 'grace')).toBeNull();
  });

  test('have the same handles in every process, and others under another credential', async () => {
    await using upstream = await startIguazio();
    const again = await keysOf(upstream);
    expect(await keysOf(upstream)).toEqual(again);

    const { username, password } = upstream.credentials;
    const other = systemAt(upstream.url, { username, password }).open(scopeOf()) as IguazioSession;
    const others = await other.accessKeys(userId('rollcall'));
    expect(others).toMatchObject([{ label: 'rollcall' }]);
    expect(named(others, 'rollcall').handle).not.toBe(named(again, 'rollcall').handle);
  });

  test('are not told by half', async () => {
    await using upstream = await startIguazio();
    upstream.setFaults([{ path: '/api/access_keys', fault: 'wrong-types' }]);
    expect(await failure(keysOf(upstream))).toMatchObject({ problem: { code: 'UPSTREAM_INVALID_RESPONSE' } });
  });
});

describe('making an access key', () => {
  test('shows the key in this one answer; it opens the door, and is found among the keys by its handle', async () => {
    await using upstream = await startIguazio();

    const { plan, results } = await makeOwn(upstream, 'createIguazioAccessKey', make);

    expect(plan).toMatchObject({ target: 'rollcall', targets: [self], steps: [{ credentialOf: self }] });
    expect(results).toMatchObject([{ outcome: 'APPLIED', description: 'make an access key of rollcall' }]);
    const { secret, accessKey } = results[0]?.sent?.shown ?? {};
    expect(accessKey).toMatchObject({ label: 'nightly', planes: ['control'] });
    expect(named(await keysOf(upstream), 'nightly')).toEqual(accessKey);
    const session = systemAt(upstream.url, { accessKey: secret }).open(scopeOf());
    expect(await session.self()).toMatchObject({ username: 'rollcall' });
    expect(methodsOf(upstream).indexOf('POST')).toBeLessThan(methodsOf(upstream).lastIndexOf('GET'));
  });

  test('makes another each time, with both planes where none is named', async () => {
    await using upstream = await startIguazio();
    expect(await ownOutcomes(upstream, 'createIguazioAccessKey', { user: self })).toEqual(['APPLIED']);
    expect(await ownOutcomes(upstream, 'createIguazioAccessKey', { user: self })).toEqual(['APPLIED']);
    expect((await keysOf(upstream))?.map(({ planes }) => planes)).toEqual(Array(3).fill(['data', 'control']));
  });

  test('is proven by comparison alone: what is remembered holds no key, and a lost answer is told from a lost call', async () => {
    await using upstream = await startIguazio();
    const step = await ownStep(upstream, 'createIguazioAccessKey', make);
    const change = writesOf(openSession(upstream)).change(step);
    expect(change.proof).toBe('COMPARISON');
    const state: unknown = await change.read();
    const before = change.keep?.(state) ?? null;
    expect(before).toEqual((await keysOf(upstream))?.map(({ handle }) => handle));

    upstream.setFaults([{ method: 'POST', fault: 'reset-before', times: 1 }]);
    expect(await failure(change.write(state))).toMatchObject({ problem: { code: 'UPSTREAM_UNAVAILABLE' } });
    expect(await verdictOf(upstream, step, { attempts: 1, before })).toEqual({ is: 'OPEN' });

    upstream.setFaults([{ method: 'POST', fault: 'reset-after', times: 1 }]);
    expect(await failure(change.write(state))).toMatchObject({ problem: { code: 'UPSTREAM_UNAVAILABLE' } });
    expect(await verdictOf(upstream, step, { attempts: 1, before })).toMatchObject({ is: 'DONE' });
  });

  test('is another’s where it is not what was asked for', async () => {
    await using upstream = await startIguazio();
    const step = await ownStep(upstream, 'createIguazioAccessKey', make);
    const before = (await keysOf(upstream))?.map(({ handle }) => handle) ?? null;
    await makeOwn(upstream, 'createIguazioAccessKey', { ...make, label: 'weekly' });
    expect(await verdictOf(upstream, step, { attempts: 1, before })).toEqual({ is: 'OPEN' });
  });

  test('of another account is UNSUPPORTED, and of unknown planes BAD_INPUT', async () => {
    await using upstream = await startIguazio();
    for (const mutation of ['createIguazioAccessKey', 'revokeIguazioAccessKey']) {
      const input = { user: user('grace'), handle: 'x' };
      expect(await problemOf(planOwn(upstream, mutation, input))).toMatchObject({
        code: 'UNSUPPORTED',
        field: ['user'],
      });
    }
    for (const planes of [[], ['astral']]) {
      const input = { user: self, planes };
      expect(await problemOf(planOwn(upstream, 'createIguazioAccessKey', input))).toMatchObject({
        code: 'BAD_INPUT',
        field: ['planes'],
      });
    }
  });
});

describe('revoking an access key', () => {
  test('by its handle ends it, once', async () => {
    await using upstream = await startIguazio();
    const { results } = await makeOwn(upstream, 'createIguazioAccessKey', make);
    const { handle } = named(await keysOf(upstream), 'nightly');
    const input = { user: self, handle };

    const revoked = await makeOwn(upstream, 'revokeIguazioAccessKey', input);

    expect(revoked.results).toMatchObject([{ outcome: 'APPLIED' }]);
    const secret = String(results[0]?.sent?.shown?.['secret']);
    expect(JSON.stringify(revoked.plan)).not.toContain(secret);
    const session = systemAt(upstream.url, { accessKey: secret }).open(scopeOf());
    expect(await failure(session.self())).toMatchObject({ status: 401 });
    expect(callsOf(upstream).filter((call) => call.startsWith('DELETE'))).toHaveLength(1);

    expect(await ownOutcomes(upstream, 'revokeIguazioAccessKey', input)).toEqual(['NOT_APPLIED NOT_FOUND']);
    expect(await ownOutcomes(upstream, 'revokeIguazioAccessKey', { ...input, ignoreMissing: true })).toEqual([
      'ALREADY',
    ]);
    const step = await ownStep(upstream, 'revokeIguazioAccessKey', input);
    expect(await verdictOf(upstream, step, { attempts: 1 })).toMatchObject({ is: 'DONE' });
  });

  test('is refused for the key that the gateway signs in with', async () => {
    await using upstream = await startIguazio();
    const { handle } = named(await keysOf(upstream), 'rollcall');
    expect(await ownOutcomes(upstream, 'revokeIguazioAccessKey', { user: self, handle })).toEqual([
      'NOT_APPLIED PROTECTED',
    ]);
    expect(methodsOf(upstream)).not.toContain('DELETE');
  });

  test('shows no key where it fails', async () => {
    await using upstream = await startIguazio();
    const { results } = await makeOwn(upstream, 'createIguazioAccessKey', make);
    const secret = String(results[0]?.sent?.shown?.['secret']);
    const { handle } = named(await keysOf(upstream), 'nightly');
    const step = await ownStep(upstream, 'revokeIguazioAccessKey', { user: self, handle });
    const change = writesOf(openSession(upstream)).change(step);
    const state: unknown = await change.read();
    upstream.setFaults([{ method: 'DELETE', fault: 'status:500' }]);
    const error = await failure(change.write(state));
    expect(error).toMatchObject({ problem: { code: 'UPSTREAM_UNAVAILABLE' } });
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain(secret);
    expect(await verdictOf(upstream, step, { attempts: 1 })).toEqual({ is: 'OPEN' });
  });
});

test('an account is asked for its keys by the session that read it', async () => {
  await using upstream = await startIguazio();
  const session = openSession(upstream);
  const found = await session.users.byId.load(self.native);
  expect(found).toMatchObject({ ref: ref('user', key, self.native), details: { accountId: self.native } });
});

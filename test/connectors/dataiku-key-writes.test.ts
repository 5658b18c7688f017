import { describe, expect, test } from 'vitest';
import { dss } from '../../src/connectors/dataiku/index.ts';
import { simulateDss, simulateGovern } from '../../src/connectors/dataiku/simulator/index.ts';
import { smallWorld } from '../../src/sandbox/world.ts';
import { change, effectsOf, plan, readsAfterWriting, user } from './dataiku-changes.ts';
import { callsOf, detail, failure, json, openDss, openGovern, serverOf } from './dataiku-systems.ts';

const startDss = () => simulateDss(smallWorld('dataiku-dss'));

interface Key {
  readonly nativeId: string;
  readonly label: string;
}

async function keysOf(
  upstream: Awaited<ReturnType<typeof startDss>>,
  login: string,
): Promise<readonly Key[]> {
  const session = openDss(upstream);
  const account = await session.users.byUsername.load(login);
  return (await detail(session, account?.details ?? null, 'apiKeys')) as readonly Key[];
}

const globalKeys = (session: ReturnType<typeof openDss>) =>
  detail(session, session.details, 'globalApiKeys') as Promise<readonly Record<string, unknown>[]>;

describe('personal API keys', () => {
  test('are told by account, without what is secret in them, in one call', async () => {
    await using upstream = await startDss();

    const keys = await keysOf(upstream, 'grace');

    expect(keys.map(({ label }) => label).toSorted()).toEqual(['nightly', 'notebooks']);
    expect(keys.find(({ label }) => label === 'notebooks')).toEqual({
      __typename: 'DataikuApiKey',
      nativeId: expect.any(String) as string,
      label: 'notebooks',
      description: 'for notebooks on the laptop',
      createdAt: new Date('2026-04-04T09:00:00Z'),
      createdBy: 'grace',
    });
    expect(callsOf(upstream)).toEqual(['GET /admin/users/grace', 'GET /admin/personal-api-keys/']);
  });

  test('are deleted by id, read back, and only those of the account named', async () => {
    await using upstream = await startDss();
    const [key] = await keysOf(upstream, 'grace');
    const id = key?.nativeId ?? '';
    const open = () => openDss(upstream);

    const ofAnother = await change(open, 'deleteDataikuApiKey', { user: user('alan'), key: id });
    const first = await change(open, 'deleteDataikuApiKey', { user: user('grace'), key: id });
    const reads = readsAfterWriting(upstream);
    const second = await change(open, 'deleteDataikuApiKey', { user: user('grace'), key: id });

    expect(ofAnother).toEqual([`delete API key ${id} of alan: NOT_FOUND`]);
    expect(first).toEqual([`delete API key ${id} of grace: APPLIED`]);
    expect(second).toEqual([`delete API key ${id} of grace: NOT_FOUND`]);
    expect(reads).toEqual(['GET /admin/personal-api-keys/']);
    expect(effectsOf(upstream)).toEqual([`personal-api-key.deleted ${id}`]);
    expect(await keysOf(upstream, 'grace')).toHaveLength(1);
  });

  test('say whose they are, so that those of the gateway are spared', async () => {
    await using upstream = await startDss();
    const asked = { user: user('rollcall'), key: 'gateway1' };

    expect((await plan(openDss(upstream), 'deleteDataikuApiKey', asked)).steps).toMatchObject([
      { touches: [user('rollcall')] },
    ]);
  });

  test('are not known where an id is the secret itself', async () => {
    await using upstream = await serverOf({
      '/admin/users/grace': json({ login: 'grace' }),
      '/admin/personal-api-keys/': json([{ id: 'opaque-secret', key: 'opaque-secret', user: 'grace' }]),
    });
    const session = openDss(upstream);
    const grace = await session.users.byUsername.load('grace');

    const failed = await failure(Promise.resolve(detail(session, grace?.details ?? null, 'apiKeys')));

    expect(failed).toMatchObject({ problem: { code: 'UPSTREAM_INVALID_RESPONSE' } });
    expect(JSON.stringify(failed)).not.toContain('opaque-secret');
  });
});

describe('global API keys', () => {
  test('are told without what is secret in them', async () => {
    await using upstream = await startDss();

    expect(await globalKeys(openDss(upstream))).toEqual([
      {
        __typename: 'DataikuGlobalApiKey',
        nativeId: 'nightly1',
        label: 'nightly jobs',
        description: 'starts what runs at night',
        createdAt: new Date('2026-01-10T09:00:00Z'),
        createdBy: 'ada',
        expiresAt: null,
        isAdmin: null,
        groups: ['engineers'],
      },
    ]);
  });

  test('are deleted by id', async () => {
    await using upstream = await startDss();
    const input = { system: 'dss-design', key: 'nightly1' };

    expect(await change(() => openDss(upstream), 'deleteDataikuGlobalApiKey', input)).toEqual([
      'delete global API key nightly1: APPLIED',
    ]);
    expect(await change(() => openDss(upstream), 'deleteDataikuGlobalApiKey', input)).toEqual([
      'delete global API key nightly1: NOT_FOUND',
    ]);
    expect(effectsOf(upstream)).toEqual(['global-api-key.deleted nightly1']);
  });

  test('spare the one that the gateway signs in with, unless told otherwise', async () => {
    await using upstream = await simulateGovern(smallWorld('dataiku-govern'));
    const session = openGovern(upstream);
    const input = { system: 'dss-design', key: 'gateway1' };

    expect(await failure(plan(session, 'deleteDataikuGlobalApiKey', input))).toMatchObject({
      problem: { code: 'PROTECTED', field: ['key'] },
    });
    expect(
      (await plan(session, 'deleteDataikuGlobalApiKey', { ...input, allowProtected: true })).steps,
    ).toHaveLength(1);
    expect(await globalKeys(session)).toMatchObject([{ nativeId: 'gateway1', isAdmin: true }]);
    expect(dss.details).toHaveProperty('GovernSystemDetails.globalApiKeys');
  });
});

import { describe, expect, test } from 'vitest';
import { stableUuid } from '../../src/sandbox/world.ts';
import { failure, openSession, refusal, serverOf, startIguazio } from './iguazio-systems.ts';

describe('jobs', () => {
  test('a job is read by its id, and there is none where there is none', async () => {
    await using upstream = await startIguazio();
    const { jobs } = openSession(upstream);
    const id = stableUuid('iguazio', 'job', 'churn');
    expect(await jobs?.load(id)).toEqual({
      __typename: 'Job',
      ref: { kind: 'job', system: 'iguazio-main', native: id },
      kind: 'project.creation',
      state: 'SUCCEEDED',
      nativeState: 'completed',
      message: null,
      createdAt: new Date('2025-05-05T09:00:00Z'),
      updatedAt: new Date('2025-05-05T09:00:00Z'),
    });
    expect(await jobs?.load('d0d0d0d0-1111-4222-8333-444455556666')).toBeNull();
  });

  const readJob = async (attributes: object) => {
    await using upstream = await serverOf({ '/jobs/:id': { data: { id: '1', type: 'job', attributes } } });
    return await upstream.session.jobs?.load('1');
  };

  test.for([
    ['created', 'PENDING'],
    ['dispatched', 'PENDING'],
    ['republishing', 'PENDING'],
    ['in_progress', 'RUNNING'],
    ['completed', 'SUCCEEDED'],
    ['failed', 'FAILED'],
    ['canceled', 'CANCELED'],
    ['sleeping', 'UNKNOWN'],
  ] as const)('the state %s is %s', async ([nativeState, state]) => {
    expect(await readJob({ kind: 'user.deletion', state: nativeState })).toMatchObject({
      state,
      nativeState,
    });
  });

  test.for([
    ['', null],
    ['out of disk', 'out of disk'],
    ['{"status":400,"message":"no such user"}', 'no such user'],
    ['{"status":null,"message":"done","project_id":"1"}', 'done'],
    ['{"project_id":"1"}', null],
    ['12', '12'],
  ] as const)('the result %j says %j', async ([result, message]) => {
    expect((await readJob({ state: 'failed', result }))?.message).toBe(message);
  });
});

describe('the release', () => {
  const version = (external: string) => ({ data: { attributes: { external } } });

  test('comes from the first node that tells one', async () => {
    await using upstream = await serverOf({
      '/tunnel/igz0.version.0/external_versions/igz0': version('not known'),
      '/tunnel/igz1.version.0/external_versions/igz1': () => refusal(503),
      '/tunnel/igz2.version.0/external_versions/igz2': version('3.5.3'),
    });
    expect(await upstream.session.version()).toBe('3.5.3');
  });

  test('is nothing where no node tells one, and a failure where one could not say', async () => {
    await using silent = await serverOf({});
    expect(await silent.session.version()).toBeNull();
    expect(silent.requests).toHaveLength(3);

    await using down = await serverOf({
      '/tunnel/igz1.version.0/external_versions/igz1': () => refusal(503),
    });
    expect(await failure(down.session.version())).toMatchObject({
      problem: { code: 'UPSTREAM_UNAVAILABLE' },
    });
  });
});

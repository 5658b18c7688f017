import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { simulateIguazio } from '../../src/connectors/iguazio/simulator/index.ts';
import { smallWorld } from '../../src/sandbox/world.ts';
import { hasDatabase } from '../ledger/places.ts';
import { canaryRun } from '../secrets/run.ts';
import { serve } from '../serve.ts';
import { ask, type Asked, reach, stage, type Stage } from '../support.ts';
import { replicas } from './gateways.ts';
import { type Answered, type Change, inSomeOrder } from './orders.ts';
import {
  dssProject,
  dssUser,
  governRoles,
  iguazioProject,
  type Shared,
  squirroGroup,
  type Upstream,
} from './shared-documents.ts';

// Many write one document at once, and each is told what came of it. Whatever there is in the end, and whatever they were
// told, must be what they had made of it one after the other, in some order. What nobody asked for must be as it was.

const SEED = 20_261_128;
const PATIENCE = 60_000;
const many = { changes: { quietMs: 200, perMinute: 1_000_000 }, limits: { costPerMinute: 1_000_000_000 } };

/** Asks a gateway; `at`: which of them, where there are several. */
type Ask = (at: number, query: string, variables: Record<string, unknown>) => Promise<Asked>;

/** What one change was answered with, as the model says it. */
async function answerOf(
  { mutation, type, input, effect }: Change,
  at: number,
  asking: Ask,
): Promise<Answered> {
  const { data, errors } = await asking(
    at,
    `mutation($input: ${type}!) { ${mutation}(input: $input) { outcome problems { code message } } }`,
    { input },
  );
  expect(errors).toEqual([]);
  const { outcome, problems } = data[mutation];
  // The one call for many accounts and what follows for each are two writes: which of them did it is no matter.
  if (mutation === 'updateDataikuUsers') {
    expect(['APPLIED', 'ALREADY']).toContain(outcome);
    return { effect, answer: null };
  }
  return { effect, answer: outcome === 'NOT_APPLIED' ? problems[0]?.code : outcome };
}

/** Lets many write at once, again and again, and holds each time what is there to what was told. */
const writeAtOnce = (shared: Shared, asking: Ask, numRuns: number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(
      fc.array(shared.changes, { minLength: 3, maxLength: 8 }),
      fc.nat(1_000),
      async (changes, value) => {
        await shared.foreign(value);
        const before = await shared.read();

        const answered = await Promise.all(changes.map((change, at) => answerOf(change, at, asking)));

        const after = await shared.read();
        const told = changes.map(({ mutation, input }, at) => [mutation, input, answered[at]?.answer]);
        expect(
          inSomeOrder(before, after, answered),
          JSON.stringify({ before: [...before], told, after: [...after] }, null, 1),
        ).toBe(true);
      },
    ),
    // What is left of one case is where the next begins, so that a smaller case would be another one.
    { numRuns, seed: SEED, endOnFailure: true },
  );

describe('many who write at once', { timeout: PATIENCE }, () => {
  let world: Stage;
  beforeAll(async () => {
    world = await stage({ settings: many });
  });
  afterAll(() => world[Symbol.asyncDispose]());
  const asking: Ask = (_at, query, variables) => world.ask(query, variables);
  const upstream = (system: string) => world.systems[system] as Upstream;

  test('what a project of DSS grants', async () => {
    await writeAtOnce(dssProject(upstream('dss-design')), asking, 60);
  });

  // Its secrets read as canaries in a canary run, those that were written here among them.
  test.skipIf(canaryRun)('an account of DSS', async () => {
    await writeAtOnce(dssUser(upstream('dss-design')), asking, 60);
  });

  test('the roles on a blueprint of Govern', async () => {
    await writeAtOnce(governRoles(upstream('govern')), asking, 40);
  });

  test('a group of Squirro', async () => {
    await writeAtOnce(await squirroGroup(upstream('squirro-main')), asking, 40);
  });

  test('what a project of Iguazio grants', async () => {
    await writeAtOnce(await iguazioProject(upstream('iguazio-main')), asking, 30);
  });

  test.skipIf(!hasDatabase)('what a project of DSS grants, by two gateways', async () => {
    await using gateways = await replicas([world.systems, world.systems], many);

    await writeAtOnce(dssProject(upstream('dss-design')), gateways.ask, 20);
  });

  test('what a project of Iguazio grants, while its work takes time', async () => {
    await using slow = await simulateIguazio(smallWorld('iguazio'), { jobDelayMs: 30 });
    const { system, end } = await reach('iguazio', slow as never);
    const gateway = await serve({ server: { port: 0 }, systems: { 'iguazio-main': system }, ...many });
    try {
      await writeAtOnce(
        await iguazioProject(system as unknown as Upstream),
        (_at, query, variables) => ask(gateway.url, query, variables),
        10,
      );
    } finally {
      await gateway.close();
      await end();
    }
  });
});

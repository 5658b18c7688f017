import { createClient } from '@redis/client';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { openBudgets } from '../../src/limits/budget.ts';
import { Secret } from '../../src/secret.ts';
import { stage } from '../support.ts';

const silent = pino({ enabled: false });
const open = (redisUrl?: string, log = silent) => {
  const allowances = { cost: { points: 1_000, setting: 'limits.costPerMinute' } };
  const { of, ready, close } = openBudgets(
    allowances,
    redisUrl === undefined ? undefined : new Secret(redisUrl),
    log,
  );
  return { ...of.cost, ready, close };
};
const refusal = (cost: number) => ({
  problem: {
    code: 'LIMIT_EXCEEDED',
    message: expect.stringContaining(
      `would cost ${cost}; the maximum is 1000 (limits.costPerMinute)`,
    ) as string,
    retryAfterSeconds: expect.any(Number) as number,
  },
});

test('a caller who has spent the budget is told how long to wait, and no system is asked', async () => {
  await using world = await stage({ settings: { limits: { costPerMinute: 150 } } });
  const query = '{ users { nodes { id } } }'; // 101

  const first = await world.ask(query);
  world.calls();
  const second = await world.ask(query);

  expect(first.headers.get('ratelimit-policy')).toBe('"cost";q=150;w=60');
  expect(first.headers.get('ratelimit')).toMatch(/^"cost";r=49;t=(60|59|58)$/u);
  expect(second.status).toBe(429);
  expect(second.headers.get('retry-after')).toMatch(/^\d{1,2}$/u);
  expect(second.errors).toMatchObject([
    {
      message: expect.stringContaining('would cost 202; the maximum is 150 (limits.costPerMinute)') as string,
      extensions: { code: 'LIMIT_EXCEEDED', retryAfterSeconds: Number(second.headers.get('retry-after')) },
    },
  ]);
  expect(second.data).toBeUndefined();
  expect(Object.values(world.calls())).toEqual([0, 0, 0, 0]);
});

test('what one caller spends is missing from no other’s budget', async () => {
  const budget = open();

  expect((await budget.spend('ada', 900)).remaining).toBe(100);
  expect((await budget.spend('grace', 900)).remaining).toBe(100);
  await expect(budget.spend('ada', 101)).rejects.toMatchObject(refusal(1_001));
});

const redisUrl = process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379';
const isThere = await createClient({
  url: redisUrl,
  socket: { connectTimeout: 1_000, reconnectStrategy: false },
})
  .on('error', () => undefined)
  .connect()
  .then(async (client) => client.close())
  .then(
    () => true,
    () => process.env['CI'] === 'true', // then it must be there
  );

describe.skipIf(!isThere)(`with Redis at ${redisUrl}`, () => {
  test('replicas share what a caller has spent', async () => {
    const [caller, another] = [`ada-${crypto.randomUUID()}`, `grace-${crypto.randomUUID()}`];
    const [one, other] = [open(redisUrl), open(redisUrl)];
    await Promise.all([one.ready, other.ready]);

    expect((await one.spend(caller, 600)).remaining).toBe(400);
    expect((await other.spend(caller, 300)).remaining).toBe(100);
    await expect(one.spend(caller, 101)).rejects.toMatchObject(refusal(1_001));
    expect((await other.spend(another, 1)).remaining).toBe(999);
    one.close();
    other.close();
  });
});

test('while Redis does not answer, a replica counts for itself and says so, without the address', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line) => void lines.push(line) });
  const budget = open('redis://:hush-hush@127.0.0.1:1', log);

  expect((await budget.spend('ada', 900)).remaining).toBe(100);
  await expect(budget.spend('ada', 101)).rejects.toMatchObject(refusal(1_001));
  await budget.ready;
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { code: 'ECONNREFUSED', msg: 'Redis does not answer: budgets are counted here alone' },
  ]);
  expect(lines.join('')).not.toContain('hush');
  budget.close();
});

import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { send } from '../auth/gateway.ts';
import { asking } from './bad-requests.ts';
import { Canaries } from './canaries.ts';
import { soughtIn } from './heap.ts';
import { canaryWorld, DEADLINE } from './world.ts';

test('a caller who leaves before the answer leaves nothing behind', { timeout: 120_000 }, async () => {
  const canaries = new Canaries();
  await using world = await canaryWorld({ canaries });
  for (const { simulator } of world.systems.values()) simulator.setFaults([{ fault: 'latency:600' }]);
  const { headers, body } = asking('{ user(system: "dss-design", username: "grace") { id } }');
  const cookie = `session=${canaries.mint('caller: cookie')}`;
  const authorization = `Bearer ${world.bearers.token}`;

  const leaving = fetch(world.url, {
    method: 'POST',
    headers: { ...headers, authorization, cookie },
    body,
    signal: AbortSignal.timeout(300),
  });

  await expect(leaving).rejects.toThrow('timeout');
  expect(world.systems.get('dss-design')?.simulator.requests.length).toBeGreaterThan(0);
  await wait(DEADLINE * 2); // the answer that nobody waits for is made
  await send(world.url, {});
  const heap = soughtIn(await world.snapshot(), (text) => canaries.in(text).includes('caller: cookie'));
  expect(heap).toEqual([]);
});

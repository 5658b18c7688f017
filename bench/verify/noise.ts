import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { quantile } from './quantile.ts';

/** Milliseconds between two looks at the clock. */
const TICK = 5;

/**
 * How late this machine lets a thread run that does nothing but look at the clock: milliseconds, 99 of 100 times at most.
 * Measured while nothing is asked of any server, it is what others on the machine take, and part of whatever is measured here.
 */
export async function machineNoise(seconds: number): Promise<number> {
  const control = new Worker(new URL(import.meta.url));
  await once(control, 'message');
  await wait(seconds * 1_000);
  control.postMessage('enough');
  const [late] = (await once(control, 'message')) as [readonly number[]];
  await control.terminate();
  return quantile(
    late.toSorted((a, b) => a - b),
    0.99,
  );
}

if (!isMainThread) {
  const late: number[] = [];
  let due = performance.now() + TICK;
  const clock = setInterval(() => {
    const now = performance.now();
    late.push(Math.max(0, now - due));
    due = now + TICK;
  }, TICK);
  parentPort?.once('message', () => {
    clearInterval(clock);
    parentPort?.postMessage(late);
  });
  parentPort?.postMessage('ready');
}

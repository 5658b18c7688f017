import { setFlagsFromString } from 'node:v8';

/**
 * Lets the old generation grow to three times what is in use before it is collected. Some of what a request makes gets
 * there: what hangs on a stream or on an entry of a `WeakMap`, young collections do not take. Measured under the siege of
 * `npm run verify`: one collection in 30 seconds instead of one a second, and a p99 of 15 to 17 ms instead of 48.
 */
export function collectLater(): void {
  setFlagsFromString('--heap-growing-percent=200');
}

/**
 * Node lets garbage pile up while there is room. An export holds little at a time, and shows it: measured with 10,000
 * accounts, a third less memory at no more work.
 */
export function collectSooner(): void {
  for (const flag of ['--semi-space-growth-factor=1', '--heap-growing-percent=20']) setFlagsFromString(flag);
}

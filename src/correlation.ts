import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

const current = new AsyncLocalStorage<string>();

/** The id of a request: the caller's own if it is harmless anywhere it is written, else a new one. */
export const requestIdFor = (inbound: unknown): string =>
  typeof inbound === 'string' && /^[A-Za-z0-9-]{8,64}$/u.test(inbound) ? inbound : randomUUID();

/** Does the work of one request: errors and log lines made meanwhile carry its id. */
export const correlated = <T>(requestId: string, work: () => T): T => current.run(requestId, work);

/** The id of the request at work; undefined outside of one. */
export const currentRequestId = (): string | undefined => current.getStore();

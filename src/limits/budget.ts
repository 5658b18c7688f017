import { createClient } from '@redis/client';
import type { Logger } from 'pino';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { ProblemError } from '../problems.ts';
import type { Secret } from '../secret.ts';

export const WINDOW_SECONDS = 60;

/** What is left to a caller. */
export interface Balance {
  readonly remaining: number;
  readonly resetSeconds: number;
}

/** What callers may spend in a minute. */
export interface Budget {
  /** Takes a cost off a caller's budget; LIMIT_EXCEEDED with the seconds to wait when it is spent. */
  spend(caller: string, cost: number): Promise<Balance>;
}

/** What may be spent in a minute of one thing. */
export interface Allowance {
  readonly points: number;
  /** The setting that says so. */
  readonly setting: string;
}

/** Budgets by what they are of, with one connection for all. */
export interface Budgets<Name extends string> {
  readonly of: Readonly<Record<Name, Budget>>;
  /** Settles when it is known whether Redis answers. Nothing has to wait for it. */
  readonly ready: Promise<void>;
  close(): void;
}

/**
 * Keeps the budgets: here, or in Redis where replicas share them. While Redis does not answer, each replica counts for
 * itself: callers are neither let loose nor locked out.
 */
export function openBudgets<Name extends string>(
  allowances: Readonly<Record<Name, Allowance>>,
  redisUrl: Secret | undefined,
  log: Logger,
): Budgets<Name> {
  const { client: redis, ready } = redisUrl
    ? connect(redisUrl, log)
    : { client: undefined, ready: Promise.resolve() };
  const open = (name: string, { points, setting }: Allowance): Budget => {
    const options = { points, duration: WINDOW_SECONDS, keyPrefix: `rollcall:${name}` };
    const own = new RateLimiterMemory(options);
    const limiter = redis
      ? new RateLimiterRedis({
          ...options,
          storeClient: redis,
          useRedisPackage: true,
          rejectIfRedisNotReady: true,
          insuranceLimiter: own,
        })
      : own;
    return {
      spend: async (caller, cost) => {
        try {
          return balanceOf(await limiter.consume(caller, cost));
        } catch (error) {
          if (error instanceof RateLimiterRes) throw spent(error, points, setting);
          throw error;
        }
      },
    };
  };
  const entries = Object.entries<Allowance>(allowances).map(([name, allowance]) => [
    name,
    open(name, allowance),
  ]);
  return {
    of: Object.fromEntries(entries) as Record<Name, Budget>,
    ready,
    close: () => redis?.destroy(),
  };
}

const balanceOf = ({ remainingPoints, msBeforeNext }: RateLimiterRes): Balance => ({
  remaining: remainingPoints,
  resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1_000)),
});

function spent(state: RateLimiterRes, points: number, setting: string): ProblemError {
  const { resetSeconds } = balanceOf(state);
  return new ProblemError('LIMIT_EXCEEDED', {
    message:
      `What you asked for in this minute would cost ${state.consumedPoints}; the maximum is ${points} ` +
      `(${setting}). Ask again in ${resetSeconds} s.`,
    retryAfterSeconds: resetSeconds,
  });
}

/** Connects in the background. An error of the client may quote the address, and with it a password: its code is logged. */
function connect(address: Secret, log: Logger) {
  const client = createClient({
    url: addressWithout(address),
    credentialsProvider: {
      type: 'async-credentials-provider',
      credentials: () => Promise.resolve(credentialsIn(address)),
    },
    disableOfflineQueue: true,
    commandOptions: { timeout: 250 },
  });
  const { promise: ready, resolve } = Promise.withResolvers<undefined>();
  let isTold = false;
  client.on('ready', () => {
    isTold = false;
    resolve(undefined);
  });
  client.on('error', (error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (!isTold) log.warn({ code }, 'Redis does not answer: budgets are counted here alone');
    isTold = true;
    resolve(undefined);
  });
  client.connect().catch(() => undefined); // told as an error event
  return { client, ready };
}

/** The client keeps its address in several places: without credentials it is no secret. */
function addressWithout(address: Secret): string {
  const url = new URL(address.reveal());
  url.username = '';
  url.password = '';
  return url.href;
}

/** Looked up whenever the client signs in. */
function credentialsIn(address: Secret): { username?: string; password: string } {
  const { username, password } = new URL(address.reveal());
  return {
    ...(username && { username: decodeURIComponent(username) }),
    password: decodeURIComponent(password),
  };
}

import { createHash } from 'node:crypto';
import type { Client, ClientConfig } from 'pg';
import type { Secret } from '../secret.ts';
import type { StoreError } from './failures.ts';
import { now } from './store.ts';

/** Milliseconds that connecting may take. */
const CONNECT_PATIENCE = 1_500;

/** Where a database is, and how to get in. */
export interface DatabaseAddress {
  /** Of its parameters, `sslmode=verify-full` and `options` count. */
  readonly url: Secret;
  /** PEM of the authorities to trust instead of the machine's. */
  readonly ca?: string | undefined;
}

/** What the client is told; everything the URL says is told outright, so that little is left to its environment. */
export function clientConfig({ url, ca }: DatabaseAddress): ClientConfig {
  const { hostname, port, username, pathname, searchParams } = new URL(url.reveal());
  const host = decodeURIComponent(hostname).replace(/^\[(.*)\]$/u, '$1');
  const options = searchParams.get('options');
  return {
    host,
    port: port === '' ? 5432 : Number(port),
    database: decodeURIComponent(pathname.slice(1)),
    ...(username && { user: decodeURIComponent(username) }),
    password: () => decodeURIComponent(new URL(url.reveal()).password),
    ssl: searchParams.get('sslmode') === 'verify-full' && { ...(ca !== undefined && { ca }) },
    ...(options !== null && { options }),
    application_name: 'rollcall',
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_PATIENCE,
  };
}

/** To be called when a client is in: it keeps the password, which it needs no more. And an error of one that idles is no reason to die. */
export function tame(client: Client): void {
  client.on('error', () => undefined);
  // The types of `pg` do not tell of the members that hold it.
  const keeper = client as unknown as { password: unknown; connectionParameters: { password: unknown } };
  keeper.password = null;
  keeper.connectionParameters.password = null;
}

/**
 * For sessions whose locks say that this gateway lives: nothing but its end ends them, and if the whole machine goes,
 * the database notices within half a minute.
 */
export const LASTING = [
  'set statement_timeout = 0',
  'set lock_timeout = 0',
  'set tcp_keepalives_idle = 10',
  'set tcp_keepalives_interval = 5',
  'set tcp_keepalives_count = 3',
].join('; ');

/** The number that PostgreSQL knows a lock by. */
export const lockKey = (ledger: string, kind: string, name = ''): string =>
  createHash('sha256')
    .update(JSON.stringify([ledger, kind, name]))
    .digest()
    .readBigInt64BE()
    .toString();

/** A promise with an end: once `until` has passed, `late` says what that means. */
export function within<T>(promise: Promise<T>, until: number, late: () => StoreError): Promise<T> {
  const { promise: result, resolve, reject } = Promise.withResolvers<T>();
  const timer = setTimeout(() => reject(late()), until - now());
  promise.then(resolve, reject).finally(() => clearTimeout(timer));
  return result;
}

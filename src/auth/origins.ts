import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ListenSettings } from '../config/server.ts';

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** Which names a request may call the gateway by, and which sites' pages may send one. */
export class Origins {
  readonly #settings: ListenSettings;
  readonly #ownPort: () => number;

  constructor(settings: ListenSettings, ownPort: () => number) {
    this.#settings = settings;
    this.#ownPort = ownPort;
  }

  /** Why a request is not for us or not from us; undefined if it is. A name that was rebound to us, or a page elsewhere, is not. */
  strangerOf({ host, origin }: FastifyRequest['headers']): string | undefined {
    const own = LOOPBACK_NAMES.map((name) => `${name}:${this.#ownPort()}`);
    const { allowedHosts, allowedOrigins, tls, behindProxy } = this.#settings;
    const isOwn = host !== undefined && own.includes(host);
    if (!isOwn && !isAmong(allowedHosts, host)) {
      const known = allowedHosts.length === 0 ? own.join(', ') : 'those of server.allowedHosts';
      return `The Host header must be one of ${known}.`;
    }
    const scheme = tls || behindProxy ? 'https' : 'http';
    const ours = [...own, host].map((name) => `${scheme}://${name}`);
    if (origin !== undefined && !ours.includes(origin) && !allowedOrigins.includes(origin)) {
      return 'The Origin header is that of another site: this gateway answers its own pages only.';
    }
    return undefined;
  }

  /**
   * Lets pages of the configured origins read what is answered. True if the request was the browser's question whether
   * they may (a preflight, which carries no credential): then `reply` says what they may.
   */
  greet({ method, headers }: FastifyRequest, reply: FastifyReply, allowed: CrossOriginRequest): boolean {
    const { allowedOrigins } = this.#settings;
    if (allowedOrigins.length === 0) return false;
    void reply.header('vary', 'origin');
    if (headers.origin === undefined || !allowedOrigins.includes(headers.origin)) return false;
    void reply.headers({
      'access-control-allow-origin': headers.origin,
      'access-control-expose-headers': 'retry-after, ratelimit, ratelimit-policy, x-request-id',
    });
    if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) return false;
    void reply.headers({
      'access-control-allow-methods': allowed.methods.join(', '),
      'access-control-allow-headers': allowed.headers.join(', '),
      'access-control-max-age': '600',
    });
    return true;
  }
}

/** What a page of another site may send. */
export interface CrossOriginRequest {
  readonly methods: readonly string[];
  readonly headers: readonly string[];
}

/** A name without a port stands for that name at every port. */
const isAmong = (allowedHosts: readonly string[], host = ''): boolean => {
  const asked = host.toLowerCase();
  return allowedHosts.some((name) => name === asked || name === asked.replace(/:\d{1,5}$/u, ''));
};

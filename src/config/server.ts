import { z } from 'zod';
import type { AuthSettings } from './auth.ts';
import { type KeyPair, readKeyPair } from './certificates.ts';
import { isLoopback } from './loopback.ts';
import { type Mistake, mistake } from './mistakes.ts';
import type { Surroundings } from './references.ts';

const ALONE = 'without authentication the gateway serves this machine only';

const hostName = z
  .string()
  .regex(/^[a-z0-9.-]+(?::\d{1,5})?$/u, { error: 'must be a name in lower case, with or without a port' });

const origin = z.string().refine((text) => /^https?:/u.test(text) && URL.parse(text)?.origin === text, {
  error: 'must be an origin such as https://console.example.org, without a path',
});

export const ServerShape = z.strictObject({
  host: z.string().min(1).default('127.0.0.1').describe('Where to listen. Without auth: a loopback address.'),
  port: z.int().min(0).max(65_535).default(4000).describe('0 takes any free port.'),
  tls: z
    .strictObject({
      certFile: z
        .string()
        .min(1)
        .describe('PEM file of the gateway’s certificate, with those between it and the root.'),
      keyFile: z.string().min(1).describe('PEM file of its private key.'),
    })
    .optional(),
  behindProxy: z
    .boolean()
    .default(false)
    .describe('Whether a proxy ends TLS, and is the only one that can reach the gateway.'),
  allowedHosts: z
    .array(hostName)
    .default([])
    .describe('The names callers use, as in the Host header; one without a port stands for every port.'),
  allowedOrigins: z.array(origin).default([]).describe('Origins of other sites whose pages may ask (CORS).'),
});

/** Where the gateway listens, how, and which names it answers to. */
export interface ListenSettings extends Readonly<Omit<z.output<typeof ServerShape>, 'tls'>> {
  readonly tls?: KeyPair;
}

/** Reads the files that `server` names, and checks that nothing is open to the network that should not be. */
export function readServer(
  { tls, ...server }: z.output<typeof ServerShape>,
  auth: AuthSettings | undefined,
  { from, mistakes }: { readonly from: Surroundings; readonly mistakes: Mistake[] },
): ListenSettings {
  const wrong = (message: string, ...at: string[]) => mistakes.push(mistake(at, message));
  const isLocal = isLoopback(server.host);
  if (auth === undefined) {
    if (!isLocal) wrong(`must be a loopback address: ${ALONE}`, 'server', 'host');
    if (server.behindProxy) wrong(`needs auth: ${ALONE}`, 'server', 'behindProxy');
    for (const list of ['allowedHosts', 'allowedOrigins'] as const) {
      if (server[list].length > 0) wrong(`needs auth: ${ALONE}`, 'server', list);
    }
  } else {
    if (!isLocal && !tls && !server.behindProxy) {
      wrong(
        'must be a loopback address, or tokens go in the clear: set server.tls or server.behindProxy',
        'server',
        'host',
      );
    }
    if ((!isLocal || server.behindProxy) && server.allowedHosts.length === 0) {
      wrong('must name the hosts that callers ask for', 'server', 'allowedHosts');
    }
    if (server.behindProxy && auth.trustedProxies.length === 0) {
      wrong('must name the proxies: else all callers share one address', 'auth', 'trustedProxies');
    }
    if (auth.clientCertificates && !tls) {
      wrong(
        'needs server.tls: client certificates are checked at the gateway’s own socket',
        'auth',
        'clientCertificates',
      );
    }
  }
  const pair = tls && readKeyPair(tls, from, { at: ['server', 'tls'], mistakes });
  return pair ? { ...server, tls: pair } : server;
}

import { mkdtempDisposableSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import { expect } from 'vitest';
import { simulateDss } from '../../src/connectors/dataiku/simulator/index.ts';
import { smallWorld } from '../../src/sandbox/world.ts';
import { cookieFor } from '../secrets/run.ts';
import { serve } from '../serve.ts';
import { reach } from '../support.ts';

/** What a gateway answered, unread. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Sent {
  readonly path?: string;
  readonly method?: string;
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
  /** The client's side of TLS. */
  readonly tls?: ConnectionOptions;
}

/** One system behind a gateway that asks who is there. */
export interface Guarded extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** The lines logged so far. */
  readonly log: readonly string[];
  readonly send: (sent: Sent) => Promise<Answered>;
  /** How many requests the system has been sent. */
  readonly upstreamCalls: () => number;
}

/** A question everybody may ask who is anybody. */
export const WHO = JSON.stringify({ query: '{ viewer { name scopes } }' });

/** No parser takes this: who reads it answers 400. */
export const NONSENSE = '{"query":"{';

/** All that anybody is told who is not known, to the letter. */
export const NOBODY = {
  errors: [
    {
      message: 'Nobody knows who is asking.',
      extensions: { code: 'UNAUTHENTICATED', retryable: false, requestId: expect.any(String) as string },
    },
  ],
};

export async function guard(
  settings: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string>> = {},
): Promise<Guarded> {
  const { url, credentials, ...simulator } = await simulateDss(smallWorld('dataiku-dss'));
  const upstream = { ...simulator, url, credentials: { apiKey: credentials.apiKey } };
  const { key, system, end } = await reach('dataiku-dss', upstream);
  const server = { port: 0, ...(settings['server'] as object | undefined) };
  const gateway = await serve({ systems: { [key]: system }, ...settings, server }, environment);
  simulator.forgetRequests();
  return {
    url: gateway.url,
    port: Number(new URL(gateway.url).port),
    get log() {
      return gateway.log;
    },
    send: async (sent) => {
      const answered = await send(gateway.url, sent);
      gateway.hear?.(`${JSON.stringify(answered.headers)}\n${answered.body}`);
      return answered;
    },
    upstreamCalls: () => simulator.requests.length,
    async [Symbol.asyncDispose]() {
      await gateway.close();
      await end();
      await simulator[Symbol.asyncDispose]();
    },
  };
}

/** Sends one request on a connection of its own, headers exactly as given. */
export function send(
  url: string,
  { path, method = 'POST', token, headers = {}, body = method === 'POST' ? WHO : '', tls }: Sent,
): Promise<Answered> {
  const target = new URL(path ?? '', url);
  const options: RequestOptions = {
    method,
    agent: false,
    headers: {
      'content-type': 'application/json',
      ...(body === '' ? {} : { 'content-length': Buffer.byteLength(body) }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...cookieFor(),
      ...headers,
    },
  };
  const start = target.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = start(target, { ...options, ...tls }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Who a gateway took the sender for; what was answered instead, if it was no answer. */
export async function whoIs(gateway: Pick<Guarded, 'send'>, sent: Omit<Sent, 'body'>): Promise<unknown> {
  const { status, body } = await gateway.send(sent);
  if (status !== 200) return status;
  return (JSON.parse(body) as { data: { viewer: { name: string } } }).data.viewer.name;
}

/** A folder with files, gone when the test is over. */
export function folder(
  files: Readonly<Record<string, string>> = {},
): Disposable & { at(name: string): string } {
  const made = mkdtempDisposableSync(join(tmpdir(), 'rollcall-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(made.path, name), text);
  return { at: (name) => join(made.path, name), [Symbol.dispose]: () => made.remove() };
}

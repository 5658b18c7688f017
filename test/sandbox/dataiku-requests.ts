import { request } from 'node:http';
import {
  type DataikuSimulator,
  simulateDss,
  simulateGovern,
} from '../../src/connectors/dataiku/simulator/index.ts';
import { smallWorld } from '../../src/sandbox/world.ts';

export const NOT_FOUND = 'com.dataiku.dip.server.controllers.NotFoundException';
export const UNAUTHORIZED = 'com.dataiku.dip.exceptions.UnauthorizedException';
export const CODED = 'com.dataiku.dip.exceptions.CodedException';
export const ILLEGAL_ARGUMENT = 'java.lang.IllegalArgumentException';
export const UNKNOWN_PATH = 'org.springframework.web.servlet.NoHandlerFoundException';

export const startDss = () => simulateDss(smallWorld('dataiku-dss'));
export const startGovern = () => simulateGovern(smallWorld('dataiku-govern'));

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The body read as JSON; undefined when there is none. */
  readonly json: unknown;
}

interface Extras {
  /** Sent as JSON, without a Content-Type, as the vendor's Python client does. */
  readonly body?: unknown;
  readonly rawBody?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Another key than the simulator's own; null: none. */
  readonly key?: string | null;
  /** Impersonates a user. */
  readonly as?: string;
  readonly prefix?: string;
}

export const basic = (username: string, password = ''): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

/** Sends `GET /path` to a simulator, with the headers of the vendor's Python client. */
export async function ask(
  simulator: DataikuSimulator,
  call: string,
  { body, rawBody, headers = {}, key, as, prefix = '/dip/publicapi' }: Extras = {},
): Promise<Reply> {
  const [method = 'GET', path = '/'] = call.split(' ');
  const payload = rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
  const { hostname, port } = new URL(simulator.url);
  const secret = key === undefined ? simulator.credentials.apiKey : key;
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        hostname,
        port,
        method,
        path: prefix + path,
        headers: {
          'User-Agent': 'python-requests/2.28.1',
          'Accept-Encoding': 'gzip, deflate',
          Accept: '*/*',
          Connection: 'keep-alive',
          ...(payload !== undefined || method !== 'GET'
            ? { 'Content-Length': Buffer.byteLength(payload ?? '') }
            : {}),
          ...(secret === null ? {} : { Authorization: basic(secret) }),
          ...(as === undefined ? {} : { 'X-DKU-ProxyUser': as }),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            json: text === '' ? undefined : JSON.parse(text),
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(payload);
  });
}

/** The body of a call that must succeed. */
export async function read<T = Record<string, unknown>>(
  simulator: DataikuSimulator,
  call: string,
  extras?: Extras,
): Promise<T> {
  const { status, text, json } = await ask(simulator, call, extras);
  if (status !== 200) throw new Error(`${call}: ${status} ${text}`);
  return json as T;
}

/** A secret of a new personal key, to call as that user. */
export async function keyOf(dss: DataikuSimulator, user: string): Promise<string> {
  const { key } = await read<{ key: string }>(dss, 'POST /admin/personal-api-keys/', {
    body: { user, label: 'test', description: '' },
  });
  return key;
}

/** What changed, in order, as `kind target`. */
export const effectsOf = ({ effects }: DataikuSimulator): string[] =>
  effects.map(({ kind, target }) => `${kind} ${target}`);

import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import { z } from 'zod';
import { send, type SimResponse } from './exchange.ts';

/**
 * One thing that goes wrong on purpose, for requests whose method and path (a prefix, query included) match;
 * `times` limits how often.
 */
export interface Fault {
  readonly method?: string | undefined;
  readonly path?: string | undefined;
  readonly fault: string;
  readonly times?: number | undefined;
}

const plain = [
  'hang',
  'hang-after',
  'drip',
  'reset-before',
  'reset-after',
  'truncate',
  'html',
  'empty',
  'wrong-types',
  'huge',
  'gzip-bomb',
  'redirect',
  'expired-token',
] as const;
const numbered = /^(status:[1-5]\d\d|(?:retry-after|latency|late):\d{1,7})$/u;

/** The body of `PUT /__sandbox/faults`. */
export const Faults = z.strictObject({
  faults: z.array(
    z.strictObject({
      method: z.string().optional(),
      path: z.string().startsWith('/').optional(),
      fault: z.union([z.enum(plain), z.string().regex(numbered)]),
      times: z.number().int().positive().optional(),
    }),
  ),
});

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Runs the route: the effect, and the answer it would have. */
  readonly execute: () => Promise<SimResponse>;
  readonly extra: Readonly<Record<string, string>>;
  readonly vendor: { error(status: number, message: string): SimResponse; expireTokens?(): void };
}

/**
 * Lets a fault happen. Without effect: `status`, `retry-after`, `hang`, `drip`, `reset-before`, `html`, `redirect`,
 * `expired-token`. The route runs, and its answer is spoilt, late or lost: `latency`, `hang-after`, `reset-after`, `late`,
 * `truncate`, `empty`, `wrong-types`, `huge`, `gzip-bomb`.
 */
export async function applyFault(fault: string, exchange: Exchange): Promise<void> {
  const { request, response, execute, extra, vendor } = exchange;
  const [name, value] = fault.split(':');
  const amount = Number(value);
  switch (name) {
    case 'status':
      return send(response, vendor.error(amount, `fault: status ${amount}`), extra);
    case 'retry-after': {
      const refusal = vendor.error(429, 'fault: slow down');
      return send(
        response,
        { ...refusal, headers: { ...refusal.headers, 'retry-after': String(amount) } },
        extra,
      );
    }
    case 'latency':
      await wait(amount);
      return send(response, await execute(), extra);
    case 'late':
      send(response, vendor.error(503, 'fault: busy'), extra);
      await wait(amount);
      await execute();
      return;
    case 'hang':
      return;
    case 'hang-after':
      await execute();
      return;
    case 'drip':
      return drip(response);
    case 'reset-before':
      return reset(request);
    case 'reset-after':
      await execute();
      return reset(request);
    case 'truncate':
      return truncate(response, await execute());
    case 'html':
      return send(response, {
        status: 200,
        text: '<!doctype html><title>Sign in</title><form action="/login"></form>',
        headers: { 'content-type': 'text/html' },
      });
    case 'empty':
      await execute();
      return send(response, { status: 200, headers: { 'content-type': 'application/json' } }, extra);
    case 'wrong-types': {
      const answer = await execute();
      return send(response, { ...answer, json: wrongTypes(answer.json ?? null) }, extra);
    }
    case 'huge':
      await execute();
      return flood(response, false);
    case 'gzip-bomb':
      await execute();
      return flood(response, true);
    case 'redirect':
      return send(response, { status: 307, headers: { location: 'http://127.0.0.1:9/elsewhere' } }, extra);
    case 'expired-token':
      vendor.expireTokens?.();
      return send(response, vendor.error(401, 'fault: token expired'), extra);
    default:
      throw new Error(`unknown fault: ${fault}`);
  }
}

function reset(request: IncomingMessage): void {
  request.socket.resetAndDestroy();
}

function truncate(response: ServerResponse, answer: SimResponse): void {
  const body = Buffer.from(answer.json === undefined ? (answer.text ?? '') : JSON.stringify(answer.json));
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    'content-length': body.length + 1,
  });
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}

/** A byte every 200 ms, never an end. */
async function drip(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('[');
  while (!response.destroyed) {
    await wait(200, undefined, { ref: false });
    response.write(' ');
  }
}

const FLOOD_BYTES = 400 * 1024 * 1024;

/** 400 MB of well-formed JSON, as they are or as a few hundred KB of gzip. */
async function flood(response: ServerResponse, gzip: boolean): Promise<void> {
  response.writeHead(200, {
    'content-type': 'application/json',
    ...(gzip ? { 'content-encoding': 'gzip' } : {}),
  });
  const target = gzip ? createGzip({ level: 9 }) : response;
  if (target !== response) target.pipe(response);
  const chunk = Buffer.alloc(1024 * 1024, ' ');
  const gone = closed(response);
  target.write('["');
  for (let sent = 0; sent < FLOOD_BYTES && !response.destroyed; sent += chunk.length) {
    if (!target.write(chunk)) await Promise.race([drained(target), gone]);
  }
  target.end('"]');
}

const drained = (stream: NodeJS.WritableStream) =>
  new Promise<void>((resolve) => stream.once('drain', resolve));
const closed = (stream: NodeJS.WritableStream) =>
  new Promise<void>((resolve) => stream.once('close', resolve));

/** The same shape with every leaf of another type. */
function wrongTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(wrongTypes);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wrongTypes(inner)]));
  }
  return typeof value === 'string' ? 12_345 : { unexpected: true };
}

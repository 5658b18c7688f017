import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { ControlPlane } from './control.ts';
import {
  BoundedLog,
  type Effect,
  type Journal,
  type LoggedRequest,
  Refusal,
  send,
  type SimRequest,
  type SimResponse,
} from './exchange.ts';
import { applyFault, type Fault } from './faults.ts';

export type Handler<Caller> = (request: SimRequest<Caller>) => SimResponse | Promise<SimResponse>;

/** One endpoint. `pattern` holds `:name` for a segment, e.g. `/admin/users/:login`; the first match wins. */
export interface Route<Caller> {
  readonly method: string;
  readonly pattern: string;
  readonly handle: Handler<Caller>;
  /** Answered without asking who calls. */
  readonly public?: boolean;
}

/** A vendor's server, as far as the kit has to know it. */
export interface VendorServer<Caller> {
  readonly routes: readonly Route<Caller>[];
  /** Who asks, or the refusal the vendor would send. */
  authenticate(request: SimRequest<undefined>): { caller: Caller } | { refuse: SimResponse };
  /** An error in the vendor's own shape: unknown path (404), a fault (`status:503`), a failed route (500). */
  error(status: number, message: string): SimResponse;
  /** Rewrites the path before routing, where the vendor is lenient: double or trailing slashes, several prefixes. */
  normalisePath?(path: string): string;
  /** Headers on every answer. Called once per answer. */
  headers?(): Readonly<Record<string, string>>;
  /** Makes every token or session issued so far invalid, as the fault `expired-token` asks. */
  expireTokens?(): void;
}

export interface SimulatorOptions {
  /** Milliseconds by which every answer is late. */
  readonly latency?: number;
  /** The journal of state changes, given to the vendor's state when it is made. */
  readonly journal: Journal;
}

/** A running simulator. Stops with `await using` or by disposing of it. */
export interface Simulator extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly LoggedRequest[];
  readonly effects: readonly Effect[];
  forgetRequests(): void;
  /** Replaces the set of faults. */
  setFaults(faults: readonly Fault[]): void;
}

interface CompiledRoute<Caller> extends Route<Caller> {
  readonly segments: readonly string[];
}

/** Finds the route of a path. Segments are decoded one by one, so that `%2F` in a name stays in the name. */
function matchRoute<Caller>(
  routes: readonly CompiledRoute<Caller>[],
  method: string,
  path: string,
): { route: CompiledRoute<Caller>; params: Record<string, string> } | undefined {
  const parts = path.split('/');
  next: for (const route of routes) {
    if (route.method !== method || route.segments.length !== parts.length) continue;
    const params: Record<string, string> = {};
    for (const [i, segment] of route.segments.entries()) {
      const part = parts[i] ?? '';
      if (segment.startsWith(':')) {
        if (part === '') continue next;
        params[segment.slice(1)] = decode(part);
      } else if (segment !== part) continue next;
    }
    return { route, params };
  }
  return undefined;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

const MAX_BODY = 32 * 1024 * 1024;

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY) throw new Error('body too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Serves a vendor's API on a free loopback port, with the control endpoints of the sandbox contract under `/__sandbox`. */
export async function simulate<Caller>(
  vendor: VendorServer<Caller>,
  { latency = 0, journal }: SimulatorOptions,
): Promise<Simulator> {
  const routes = vendor.routes.map((route) => ({ ...route, segments: route.pattern.split('/') }));
  const requests = new BoundedLog<LoggedRequest>();
  const control = new ControlPlane(requests, journal);

  const answer = async (request: IncomingMessage, rawBody: Buffer): Promise<SimResponse> => {
    const method = request.method ?? 'GET';
    const url = request.url ?? '/';
    const at = url.indexOf('?');
    const query = new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
    const sent = at < 0 ? url : url.slice(0, at);
    const path = vendor.normalisePath?.(sent) ?? sent;
    const found = matchRoute(routes, method, path);
    const asked = { method, path, params: found?.params ?? {}, query, headers: request.headers, rawBody };
    try {
      if (found?.route.public === true) {
        return await found.route.handle({ ...asked, caller: undefined as Caller });
      }
      const who = vendor.authenticate({ ...asked, caller: undefined });
      if ('refuse' in who) return who.refuse;
      if (!found) return vendor.error(404, `no such path: ${method} ${sent}`);
      return await found.route.handle({ ...asked, caller: who.caller });
    } catch (error) {
      if (error instanceof Refusal) return error.response;
      return vendor.error(500, `simulator failed: ${String(error)}`);
    }
  };

  const server = createServer((request, response) => {
    void serve(request, response).catch(() => response.destroy());
  });

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = request.url ?? '/';
    if (url.startsWith('/__sandbox/')) {
      send(response, control.answer(request, await readBody(request), `127.0.0.1:${port()}`));
      return;
    }
    const entry: LoggedRequest = {
      method: request.method ?? 'GET',
      path: url,
      status: null,
      at: new Date().toISOString(),
    };
    requests.add(entry);
    response.once('finish', () => (entry.status = response.statusCode));
    const rawBody = await readBody(request);
    if (latency > 0) await wait(latency);
    const execute = () => answer(request, rawBody);
    const extra = vendor.headers?.() ?? {};
    const fault = control.takeFault(entry.method, url);
    if (fault === undefined) return send(response, await execute(), extra);
    entry.fault = fault;
    await applyFault(fault, { request, response, execute, extra, vendor });
  };

  const port = () => (server.address() as AddressInfo).port;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  server.keepAliveTimeout = 60_000;

  return {
    url: `http://127.0.0.1:${port()}`,
    requests: requests.entries,
    effects: journal.entries,
    forgetRequests: () => requests.clear(),
    setFaults: (faults) => control.setFaults(faults),
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

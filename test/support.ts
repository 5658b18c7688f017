import { pino } from 'pino';
import { readConfig } from '../src/config.ts';
import type { VendorName } from '../src/connectors/index.ts';
import { type Gateway, startGateway } from '../src/main.ts';
import type { Simulator } from '../src/sandbox/kit.ts';
import { sandboxSystems, simulators } from '../src/sandbox/simulators.ts';
import { smallWorld, type SystemWorld } from '../src/sandbox/world.ts';

export type SystemName = (typeof sandboxSystems)[VendorName]['key'];

/** What came back: the answer's parts, the status and the headers. */
export interface Asked {
  readonly status: number;
  readonly headers: Headers;
  // What a query selects is the test's own business.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data: any;
  readonly errors: readonly {
    message: string;
    path?: (string | number)[];
    extensions: Record<string, unknown>;
  }[];
  readonly extensions: Record<string, unknown> | undefined;
}

/** Four simulators and a gateway over them. */
export interface Stage extends AsyncDisposable {
  readonly url: string;
  /** The `systems` of a configuration for a gateway of one's own. */
  readonly systems: Readonly<Record<string, unknown>>;
  readonly upstream: Readonly<Record<SystemName, Simulator>>;
  ask(query: string, variables?: Record<string, unknown>, headers?: Record<string, string>): Promise<Asked>;
  /** Requests each system has been sent since the last call of this. */
  calls(): Record<SystemName, number>;
  /** Lets one system meet a fault on every request. */
  break(system: SystemName, fault: string): void;
  heal(): void;
  /** Starts one more gateway over the same systems; it ends with the stage, unless before. */
  another(options?: GatewayOptions): Promise<Asker & AsyncDisposable>;
}

type Asker = Pick<Stage, 'url' | 'ask'>;

export interface GatewayOptions {
  /** Merged into the gateway's configuration. */
  readonly settings?: Record<string, unknown>;
  /** Of each system. */
  readonly systemLimits?: Record<string, unknown>;
}

export interface StageOptions extends GatewayOptions {
  readonly world?: (product: VendorName) => SystemWorld;
}

/** Starts a world of simulators and a gateway over it, on free loopback ports. */
export async function stage({ world = smallWorld, ...options }: StageOptions = {}): Promise<Stage> {
  const vendors = Object.keys(sandboxSystems) as VendorName[];
  const started = await Promise.all(
    vendors.map(async (vendor) => ({ vendor, simulator: await simulators[vendor](world(vendor)) })),
  );
  const systemsWith = (limits: Record<string, unknown>) =>
    Object.fromEntries(
      started.map(({ vendor, simulator: { url, credentials } }) => {
        const { key, signIn } = sandboxSystems[vendor];
        const used = Object.fromEntries(signIn.map((name) => [name, credentials[name]]));
        return [key, { vendor, url, credentials: used, limits }];
      }),
    );
  const start = async ({ settings = {}, systemLimits = {} }: GatewayOptions): Promise<Gateway> => {
    const raw = {
      server: { port: 0 },
      systems: systemsWith(systemLimits),
      changes: { quietMs: 200 },
      ...settings,
    };
    return startGateway(
      { ...readConfig(raw), ledger: { at: 'MEMORY' } },
      { log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }) },
    );
  };
  const gateway = await start(options);
  const others: Gateway[] = [];
  const upstream = Object.fromEntries(
    started.map(({ vendor, simulator }) => [sandboxSystems[vendor].key, simulator]),
  ) as Readonly<Record<string, Simulator>> as Stage['upstream'];
  return {
    url: gateway.url,
    systems: systemsWith({}),
    upstream,
    ask: (query, variables, headers) => ask(gateway.url, query, variables, headers),
    calls: () => {
      const counted = Object.entries(upstream).map(([key, simulator]) => {
        const count = simulator.requests.length;
        simulator.forgetRequests();
        return [key, count];
      });
      return Object.fromEntries(counted) as Record<SystemName, number>;
    },
    break: (system, fault) => upstream[system].setFaults([{ fault }]),
    heal: () => {
      for (const simulator of Object.values(upstream)) simulator.setFaults([]);
    },
    another: async (different = {}) => {
      const other = await start(different);
      others.push(other);
      return {
        url: other.url,
        ask: (query, variables, headers) => ask(other.url, query, variables, headers),
        [Symbol.asyncDispose]: () => other.close(),
      };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([gateway, ...others].map((one) => one.close()));
      await Promise.all(started.map(({ simulator }) => simulator[Symbol.asyncDispose]()));
    },
  };
}

/** Asks a gateway one question over HTTP. */
export async function ask(
  url: string,
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Asked> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as Partial<Asked>;
  return {
    status: response.status,
    headers: response.headers,
    data: body.data,
    errors: body.errors ?? [],
    extensions: body.extensions,
  };
}

import type { VendorName } from '../src/connectors/index.ts';
import type { Simulator } from '../src/sandbox/kit.ts';
import { sandboxSystems, simulators } from '../src/sandbox/simulators.ts';
import { smallWorld, type SystemWorld } from '../src/sandbox/world.ts';
import { Disguise, plant } from './secrets/planting.ts';
import { canaryRun, cookieFor } from './secrets/run.ts';
import { serve, type Served } from './serve.ts';

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

type Upstream = Simulator & { readonly credentials: Readonly<Record<string, string>> };

/** Four simulators and a gateway over them. */
export interface Stage extends AsyncDisposable {
  readonly url: string;
  /** The `systems` of a configuration for a gateway of one's own. */
  readonly systems: Readonly<Record<string, unknown>>;
  /** Each system itself, with what its own administrator signs in with. */
  readonly upstream: Readonly<Record<SystemName, Upstream>>;
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
  const reached = await Promise.all(started.map(({ vendor, simulator }) => reach(vendor, simulator)));
  const systemsWith = (limits: Record<string, unknown>) =>
    Object.fromEntries(reached.map(({ key, system }) => [key, { ...system, limits }]));
  const start = ({ settings = {}, systemLimits = {} }: GatewayOptions): Promise<Served> =>
    serve({
      server: { port: 0 },
      systems: systemsWith(systemLimits),
      changes: { quietMs: 200 },
      ...settings,
    });
  const gateway = await start(options);
  const others: Served[] = [];
  const upstream = Object.fromEntries(
    started.map(({ vendor, simulator }) => [sandboxSystems[vendor].key, simulator]),
  ) as Readonly<Record<string, Upstream>> as Stage['upstream'];
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
      await Promise.all(reached.map(({ end }) => end()));
      await Promise.all(started.map(({ simulator }) => simulator[Symbol.asyncDispose]()));
    },
  };
}

/** How a gateway is told of a system. */
interface Reached {
  readonly key: SystemName;
  readonly system: Record<string, unknown>;
  end(): PromiseLike<void>;
}

/** A simulator as a gateway reaches it: directly, or with canaries put into all its secrets. */
export async function reach(vendor: VendorName, { url, credentials }: Upstream): Promise<Reached> {
  const { key, signIn } = sandboxSystems[vendor];
  const real = signIn.map((name) => [name, credentials[name] ?? ''] as const);
  const direct = { vendor, url, credentials: Object.fromEntries(real) };
  if (canaryRun === undefined) return { key, system: direct, end: () => Promise.resolve() };
  const { canaries } = canaryRun;
  const disguise = new Disguise(canaries);
  const planted = await plant(url, { system: key, vendor, canaries, disguise });
  const worn = real.map(([name, text]) =>
    PLAIN.has(name) ? [name, text] : [name, disguise.of(text, `configured: ${key} ${name}`)],
  );
  return {
    key,
    system: { vendor, url: planted.url, credentials: Object.fromEntries(worn) as object },
    end: () => planted[Symbol.asyncDispose](),
  };
}

/** What one signs in with that is no secret. */
const PLAIN: ReadonlySet<string> = new Set(['tenant', 'clientId']);

/** Asks a gateway one question over HTTP. */
export async function ask(
  url: string,
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Asked> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...cookieFor(),
      ...headers,
    },
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

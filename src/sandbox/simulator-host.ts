import type { VendorName } from '../connectors/index.ts';
import { sandboxSystems, simulators } from './simulators.ts';
import { generatedWorld, type Product, smallWorld } from './world.ts';

/** What the simulators serve. */
export interface WorldOptions {
  /** Accounts per system; undefined: the small world. */
  readonly users: number | undefined;
  readonly seed: number;
  /** Milliseconds by which every answer is late. */
  readonly latency: number;
}

/** A system of the sandbox, as its process tells the gateway's. */
export interface HostedSystem {
  readonly key: string;
  readonly vendor: VendorName;
  readonly url: string;
  readonly credentials: Readonly<Record<string, string>>;
  /** Which of the credentials the gateway signs in with. */
  readonly signIn: readonly string[];
}

// The process of the simulators. It ends with the one that started it, however that ends, and with nothing else: Ctrl-C
// reaches both, and requests under way still need their answers.
process.once('disconnect', () => process.exit());
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

const worldOf = (product: Product, { users, seed }: WorldOptions) =>
  users === undefined ? smallWorld(product) : generatedWorld(product, users, seed);

async function host(options: WorldOptions): Promise<readonly HostedSystem[]> {
  const vendors = Object.keys(simulators) as VendorName[];
  return Promise.all(
    vendors.map(async (vendor) => {
      const { url, credentials } = await simulators[vendor](worldOf(vendor, options), options);
      return { ...sandboxSystems[vendor], vendor, url, credentials };
    }),
  );
}

process.send?.(await host(JSON.parse(process.argv[2] ?? '') as WorldOptions));

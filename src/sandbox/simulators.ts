import { simulateDss, simulateGovern } from '../connectors/dataiku/simulator/index.ts';
import { simulateIguazio } from '../connectors/iguazio/simulator/index.ts';
import type { VendorName } from '../connectors/index.ts';
import { simulateSquirro } from '../connectors/squirro/simulator/index.ts';
import type { Simulator } from './kit.ts';
import type { SystemWorld } from './world.ts';

/** A running simulator, and what the vendor's own client library would be given to sign in. */
type Simulated<C> = Simulator & { readonly credentials: C };

type Simulate<C> = (world: SystemWorld, options?: { readonly latency?: number }) => Promise<Simulated<C>>;

/** The same simulator, its credentials seen as names and texts. */
const named = <C extends object>(simulate: Simulate<C>): Simulate<{ readonly [K in keyof C]: C[K] }> =>
  simulate;

/** The simulators, by the word the configuration uses for their vendor. */
export const simulators: Readonly<Record<VendorName, Simulate<Readonly<Record<string, string>>>>> = {
  iguazio: named(simulateIguazio),
  'dataiku-dss': named(simulateDss),
  'dataiku-govern': named(simulateGovern),
  squirro: named(simulateSquirro),
};

/** What the sandbox calls its systems, and which of the credentials its gateway signs in with. */
export const sandboxSystems = {
  iguazio: { key: 'iguazio-main', signIn: ['accessKey'] },
  'dataiku-dss': { key: 'dss-design', signIn: ['apiKey'] },
  'dataiku-govern': { key: 'govern', signIn: ['apiKey'] },
  squirro: { key: 'squirro-main', signIn: ['tenant', 'refreshToken', 'clientId', 'clientSecret'] },
} as const satisfies Record<VendorName, { key: string; signIn: readonly string[] }>;

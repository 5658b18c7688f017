import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from '../../src/auth/api-keys.ts';
import { addToStore } from '../../src/auth/key-store.ts';
import type { CallerGrant } from '../../src/caller.ts';
import type { VendorName } from '../../src/connectors/index.ts';
import { scopes } from '../../src/policy.ts';
import type { Simulator } from '../../src/sandbox/kit.ts';
import { simulators } from '../../src/sandbox/simulators.ts';
import { smallWorld } from '../../src/sandbox/world.ts';
import { Secret } from '../../src/secret.ts';
import { assemble, AUDIENCE, goodClaims, ISSUER, withSecret } from '../auth/signing.ts';
import type { Canaries } from './canaries.ts';
import { Disguise, plant, type Planted } from './planting.ts';

/** Writes secrets in the three ways a configuration can hold them, in turn. */
export class Given {
  /** What the process must find in its environment. */
  readonly environment: Record<string, string> = {};
  readonly #folder: string;
  #count = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What stands for a secret in the configuration. */
  as(secret: string): string {
    const name = `SECRET_${this.#count}`;
    const way = (['in clear', 'variable', 'file'] as const)[this.#count % 3];
    this.#count += 1;
    if (way === 'in clear') return secret;
    if (way === 'file') writeFileSync(join(this.#folder, name), `${secret}\n`);
    else this.environment[name] = secret;
    return way === 'file' ? `\${file:${name}}` : `\${env:${name}}`;
  }
}

interface ConfiguredSystem {
  readonly key: string;
  readonly vendor: VendorName;
  /** What each credential is called; those not named are no secrets. */
  readonly credentials: readonly string[];
  readonly plain?: readonly string[];
}

/** Both ways to sign in to Iguazio; the rest have one. */
const configured: readonly ConfiguredSystem[] = [
  { key: 'iguazio-key', vendor: 'iguazio', credentials: ['accessKey'] },
  { key: 'iguazio-password', vendor: 'iguazio', credentials: ['password'], plain: ['username'] },
  { key: 'dss-design', vendor: 'dataiku-dss', credentials: ['apiKey'] },
  { key: 'govern', vendor: 'dataiku-govern', credentials: ['apiKey'] },
  {
    key: 'squirro-main',
    vendor: 'squirro',
    credentials: ['refreshToken', 'clientSecret'],
    plain: ['tenant', 'clientId'],
  },
];

export interface PlantedSystem {
  readonly key: string;
  readonly simulator: Simulator;
  readonly planted: Planted;
  /** As the configuration has it. */
  readonly settings: object;
}

/** Starts every system, with canaries in all that it sends and in what the gateway signs in with. */
export function plantSystems(
  canaries: Canaries,
  given: Given,
  stack: AsyncDisposableStack,
): Promise<readonly PlantedSystem[]> {
  return Promise.all(
    configured.map(async ({ key, vendor, credentials, plain = [] }) => {
      const disguise = new Disguise(canaries);
      const simulator = stack.use(await simulators[vendor](smallWorld(vendor)));
      const planted = stack.use(await plant(simulator.url, { system: key, vendor, canaries, disguise }));
      const real = (name: string) => simulator.credentials[name] ?? '';
      const secrets = credentials.map((name) => {
        return [name, given.as(disguise.of(real(name), `configured: ${key} ${name}`))] as const;
      });
      const shown = plain.map((name) => [name, real(name)] as const);
      const limits = { maxResponseBytes: 4 * 1024 * 1024 };
      const own = Object.fromEntries([...secrets, ...shown]);
      return { key, simulator, planted, settings: { vendor, url: planted.url, credentials: own, limits } };
    }),
  );
}

/** Good credentials of callers. */
export interface Bearers {
  readonly token: string;
  readonly apiKey: string;
  /** Of somebody who may change everything. */
  readonly writersKey: string;
}

/** What lets callers in: the gateway's side of it, and theirs. */
export interface Entrance {
  readonly auth: object;
  readonly bearers: Bearers;
}

/** Makes a token and an API key that are good, and writes the store of keys. */
export function openEntrance(canaries: Canaries, given: Given, folder: string): Entrance {
  const long = (name: string) => canaries.mint(`configured: ${name}`).repeat(2);
  const [pepper, shared] = [long('auth.apiKeys.pepper'), long('auth.issuers.sharedSecret')];
  const grant: CallerGrant = { roles: ['auditor'], scopes: ['TRACE'], systems: 'all', projects: 'all' };
  const keyFor = (name: string, id: string, granted: CallerGrant) => {
    const apiKey = `rck_${id}_${canaries.mint(`a caller’s API key, ${name}`).padEnd(43, 'x')}`;
    const now = Date.now();
    addToStore(join(folder, 'keys'), {
      event: 'created',
      id,
      name,
      digest: digestOf(apiKey, new Secret(pepper)).toString('hex'),
      at: new Date(now).toISOString(),
      expiresAt: new Date(now + 3_600_000).toISOString(),
      grant: granted,
    });
    return apiKey;
  };
  const claims = { ...goodClaims(), jti: canaries.mint('a caller’s token') };
  return {
    auth: {
      issuers: [
        {
          name: 'acme',
          issuer: ISSUER,
          audience: AUDIENCE,
          sharedSecret: given.as(shared),
          claims: { grants: [{ when: 'always', ...grant }] },
        },
      ],
      apiKeys: { file: 'keys', pepper: given.as(pepper) },
    },
    bearers: {
      token: assemble({ alg: 'HS256', typ: 'JWT' }, claims, withSecret(shared)),
      apiKey: keyFor('the suite', '0'.repeat(16), grant),
      writersKey: keyFor('a writer', '1'.repeat(16), { ...grant, roles: [], scopes: [...scopes] }),
    },
  };
}

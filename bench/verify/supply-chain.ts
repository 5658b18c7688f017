import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const Package = z.object({
  dependencies: z.record(z.string(), z.string()),
  allowScripts: z.record(z.string(), z.boolean()),
});
const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      integrity: z.string().optional(),
      resolved: z.string().optional(),
      dev: z.boolean().optional(),
      optional: z.boolean().optional(),
      devOptional: z.boolean().optional(),
      hasInstallScript: z.boolean().optional(),
    }),
  ),
});

/** What goes to production, as the lock file has it. */
export interface SupplyChain {
  readonly direct: number;
  readonly total: number;
  /** Such as `MIT`, with how many packages have it. */
  readonly licences: Readonly<Record<string, number>>;
  /** Packages whose install script nobody has decided about. */
  readonly undecidedScripts: readonly string[];
  /** Packages that are not from the registry, or without a checksum. */
  readonly unpinned: readonly string[];
}

export function readSupplyChain(): SupplyChain {
  const { dependencies, allowScripts } = Package.parse(JSON.parse(readFileSync('package.json', 'utf8')));
  const { packages } = Lock.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
  const all = Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, found]) => ({ name: path.replace(/^.*node_modules\//u, ''), ...found }));
  const shipped = all.filter(({ dev, optional, devOptional }) => !dev && !optional && !devOptional);
  const licences: Record<string, number> = {};
  for (const { license = 'none' } of shipped) licences[license] = (licences[license] ?? 0) + 1;
  return {
    direct: Object.keys(dependencies).length,
    total: new Set(shipped.map(({ name, version }) => `${name}@${version}`)).size,
    licences,
    undecidedScripts: all
      .filter(
        ({ name, hasInstallScript, optional }) => hasInstallScript && !optional && !(name in allowScripts),
      )
      .map(({ name }) => name),
    unpinned: shipped.filter(({ integrity }) => integrity === undefined).map(({ name }) => name),
  };
}

/** Licences that ask for no more than to be named. */
export const PERMISSIVE: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
]);

/** Writes the bill of materials (CycloneDX) of what goes to production; how many components it has. */
export function writeBillOfMaterials(file: string): number {
  const args = ['sbom', '--omit=dev', '--omit=optional', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const { stdout } = spawnSync('npm', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const { components } = z.object({ components: z.array(z.unknown()) }).parse(JSON.parse(stdout));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, stdout);
  return components.length;
}

/** High and critical advisories about what goes to production; undefined where the registry does not answer. */
export function knownVulnerabilities(): number | undefined {
  const args = ['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=10000'];
  const { stdout } = spawnSync('npm', args, {
    encoding: 'utf8',
    timeout: 20_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  const counts = z.object({ high: z.number(), critical: z.number() });
  const shape = z.object({ metadata: z.object({ vulnerabilities: counts }) });
  try {
    const { high, critical } = shape.parse(JSON.parse(stdout)).metadata.vulnerabilities;
    return high + critical;
  } catch {
    return undefined;
  }
}

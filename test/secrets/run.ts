import { randomInt } from 'node:crypto';
import { appendFileSync, copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Canaries } from './canaries.ts';

/** What `npm run canaries` tells the tests it runs: where to put all that comes out, and a Redis, if there is one. */
interface CanaryRun {
  readonly canaries: Canaries;
  readonly redisUrl: string | undefined;
  /** Makes a folder that is this caller's alone; its number is too. */
  folderFor(kind: 'gateways' | 'commands'): { readonly folder: string; readonly number: number };
}

/** Present while `npm run canaries` runs the suite: gateways are then processes of their own, and secrets are canaries. */
export const canaryRun = openRun(process.env['ROLLCALL_CANARIES']);

/** A secret for a test to configure or to send; one that is known by sight while `npm run canaries` runs the suite. */
export const secretFor = (name: string, plain: string): string => canaryRun?.canaries.mint(name) ?? plain;

/** A credential that no gateway asks for, in every request of a test while `npm run canaries` runs the suite. */
export const cookieFor = (): { readonly cookie?: string } =>
  canaryRun ? { cookie: `session=${canaryRun.canaries.mint('caller: cookie')}` } : {};

/** Keeps what a command said, and the files it was told to write. */
export function keepOutput(args: readonly string[], said: string): void {
  if (canaryRun === undefined) return;
  const { folder } = canaryRun.folderFor('commands');
  appendFileSync(join(folder, 'said'), said);
  const out = args[args.indexOf('--out') + 1] ?? '';
  for (const [file, name] of [
    [out, 'written'],
    [`${out}.manifest.json`, 'manifest'],
  ] as const)
    if (args.includes('--out') && existsSync(file)) copyFileSync(file, join(folder, name));
}

function openRun(folder: string | undefined): CanaryRun | undefined {
  if (folder === undefined) return undefined;
  const minted = join(folder, 'minted');
  const tell = (number: number, name: string) =>
    appendFileSync(minted, `${JSON.stringify({ number, name })}\n`);
  return {
    canaries: new Canaries(randomInt(1_000_000, 100_000_000) * 100_000, tell),
    redisUrl: process.env['ROLLCALL_CANARIES_REDIS'],
    folderFor(kind) {
      const parent = join(folder, kind);
      for (let number = readdirSync(parent).length; ; number += 1) {
        const own = join(parent, String(number));
        if (isMade(own)) return { folder: own, number };
      }
    },
  };
}

/** Of several that try at once, one makes it. */
function isMade(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

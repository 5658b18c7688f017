import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ideAssetsFolder } from '../ide.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const vite = `${root}/node_modules/vite/bin/vite.js`;
const assets = `${root}/dist/graphiql`;

/**
 * Builds GraphiQL's files where they are missing. Several processes may do so at once: each builds aside, and the first
 * one's result is taken. Resolves to what keeps them missing, in words; undefined: they are there.
 */
export async function ensureGraphiql(tell: (line: string) => void): Promise<string | undefined> {
  if (ideAssetsFolder() !== undefined) return undefined;
  if (!existsSync(vite)) return 'GraphiQL is not built, and its tools are not installed here';
  tell('Building GraphiQL, once …');
  const aside = `${assets}.${process.pid}`;
  try {
    const args = [vite, 'build', '--outDir', aside, '--emptyOutDir', '--logLevel', 'error'];
    await promisify(execFile)(process.execPath, args, { cwd: root });
    await rename(aside, assets).catch(() => undefined);
    return ideAssetsFolder() === undefined ? `GraphiQL was built but is not at ${assets}` : undefined;
  } catch {
    return 'GraphiQL could not be built; npm run build says why';
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

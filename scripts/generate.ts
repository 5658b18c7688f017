import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { configSchema } from '../src/config/shape.ts';
import { withAbilities } from './abilities.ts';

const root = join(import.meta.dirname, '..');

/** The files that are made from others, besides those of GraphQL Code Generator. */
const generated: Readonly<Record<string, () => string>> = {
  'schema/rollcall.config.json': () => JSON.stringify(configSchema()),
  'README.md': () => withAbilities(readFileSync(join(root, 'README.md'), 'utf8')),
};

/** `node scripts/generate.ts` writes them; with `--check` it only says which are not current. */
const checkOnly = process.argv.includes('--check');
const stale: string[] = [];
for (const [name, make] of Object.entries(generated)) {
  const file = join(root, name);
  const text = await format(make(), { ...(await resolveConfig(file)), filepath: file });
  if (text === current(file)) continue;
  if (checkOnly) stale.push(name);
  else writeFileSync(file, text);
}
if (stale.length > 0) {
  process.stderr.write(`Not current: ${stale.join(', ')}. npm run generate writes them.\n`);
  process.exitCode = 1;
}

function current(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const env = {
  ...process.env,
  PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH']}`,
};

interface Step {
  readonly what: string;
  readonly command: string;
  readonly unless?: () => boolean;
}

/** Everything that must hold before a commit, quickest to tell first. The pipeline runs exactly this. */
const steps: readonly Step[] = [
  { what: 'Generated types are current', command: 'graphql-codegen --check' },
  { what: 'Other generated files are current', command: 'node scripts/generate.ts --check' },
  { what: 'Format', command: 'prettier --check .' },
  { what: 'Lint', command: 'eslint .' },
  { what: 'Types', command: 'tsc' },
  { what: 'Types of GraphiQL’s page', command: 'tsc -p src/graphiql' },
  {
    what: 'GraphiQL’s files',
    command: 'vite build --logLevel warn',
    unless: () => existsSync(join(root, 'dist/graphiql/index.html')),
  },
  {
    what: 'Tests',
    command: 'vitest run --reporter=default --reporter=json --outputFile.json=test-results.json',
  },
];

for (const { what, command, unless } of steps) {
  if (unless?.()) continue;
  process.stdout.write(`\n== ${what}: ${command}\n`);
  const { status } = spawnSync(command, { cwd: root, env, shell: true, stdio: 'inherit' });
  if (status === 0) continue;
  process.stderr.write(`\n== Failed: ${what}. What comes after it was not run.\n`);
  process.exit(1);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createVitest } from 'vitest/node';
import { type Mutant, mutantsOf } from './mutants.ts';

/**
 * `npm run mutate`: changes the rules of who may do what in every small way that could matter, one at a time, and runs
 * their tests against each: a change that no test notices is a rule that no test holds. `npm run mutate -- demands` does
 * so with one of them.
 */
const { positionals } = parseArgs({ allowPositionals: true });
const root = join(import.meta.dirname, '..');
const print = (line: string) => process.stdout.write(`${line}\n`);

/** Where rules are, and the tests that state them. */
const modules = [
  { name: 'policy', file: 'src/policy.ts', tests: 'test/policy/policy.test.ts' },
  { name: 'demands', file: 'src/changes/demands.ts', tests: 'test/policy/demands.test.ts' },
  { name: 'guard', file: 'src/changes/guard.ts', tests: 'test/policy/demands.test.ts' },
] as const;
/** The share of mutants that must be noticed, of each. */
const REQUIRED = 0.95;

/** What stands in the place of a file just now. */
let current: { readonly file: string; readonly text: string } | undefined;

const vitest = await createVitest(
  { root, watch: false, reporters: [{}], bail: 1, fsModuleCache: false },
  {
    plugins: [
      {
        name: 'mutate',
        enforce: 'pre',
        transform: (_code, id) => (id === current?.file ? { code: current.text, map: null } : undefined),
      },
    ],
  },
);

let isEnough = true;
for (const { name, file, tests } of modules.filter(isAsked)) {
  const path = join(root, file);
  const source = readFileSync(path, 'utf8');
  const mutants = mutantsOf(source);
  const specifications = await vitest.globTestSpecifications([join(root, tests)]);

  /** Whether the tests notice; a text that does not load is noticed too. */
  const isNoticed = async (text: string): Promise<boolean> => {
    current = { file: path, text };
    vitest.invalidateFile(path);
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications, false);
    // Those of earlier runs are among them, as they ended there.
    const asked = testModules.filter(({ moduleId }) =>
      specifications.some((one) => one.moduleId === moduleId),
    );
    return unhandledErrors.length > 0 || asked.length === 0 || asked.some((one) => !one.ok());
  };

  if (await isNoticed(source)) throw new Error(`${tests} does not pass without a mutant`);
  const survivors: Mutant[] = [];
  for (const mutant of mutants) if (!(await isNoticed(mutant.text))) survivors.push(mutant);
  current = undefined;
  vitest.invalidateFile(path);

  const killed = mutants.length - survivors.length;
  const share = killed / mutants.length;
  for (const { line, was, is } of survivors) print(`survived: ${file}, line ${line}: ${was} -> ${is}`);
  print(`${name}: ${killed} of ${mutants.length} mutants killed (${(share * 100).toFixed(1)} %)`);
  if (share < REQUIRED) isEnough = false;
}
await vitest.close();
process.exitCode = isEnough ? 0 : 1;

function isAsked({ name }: { readonly name: string }): boolean {
  return positionals.length === 0 || positionals.includes(name);
}

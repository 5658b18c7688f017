import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createVitest } from 'vitest/node';
import { type Mutant, mutantsOf } from './mutants.ts';

// Changes the policy in every small way that could matter, one at a time, and runs its tests against each: a change that
// no test notices is a rule that no test holds.

const root = join(import.meta.dirname, '..');
const POLICY = join(root, 'src', 'policy.ts');
const TESTS = join(root, 'test', 'policy', 'policy.test.ts');
/** The share of mutants that must be noticed. */
const REQUIRED = 0.95;

const source = readFileSync(POLICY, 'utf8');
const mutants = mutantsOf(source);
let current: Mutant | undefined;

const vitest = await createVitest(
  { root, watch: false, reporters: [{}], bail: 1, fsModuleCache: false },
  {
    plugins: [
      {
        name: 'mutate',
        enforce: 'pre',
        transform: (_code, id) => (id === POLICY ? { code: current?.text ?? source, map: null } : undefined),
      },
    ],
  },
);
const specifications = await vitest.globTestSpecifications([TESTS]);

/** Whether the tests notice; a mutant that does not load is noticed too. */
async function isKilled(mutant: Mutant | undefined): Promise<boolean> {
  current = mutant;
  vitest.invalidateFile(POLICY);
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications, false);
  return unhandledErrors.length > 0 || testModules.length === 0 || testModules.some((one) => !one.ok());
}

if (await isKilled(undefined)) throw new Error('the tests do not pass without a mutant');
const survivors: Mutant[] = [];
for (const mutant of mutants) if (!(await isKilled(mutant))) survivors.push(mutant);
await vitest.close();

const killed = mutants.length - survivors.length;
const share = killed / mutants.length;
for (const { line, was, is } of survivors) process.stdout.write(`survived: line ${line}: ${was} -> ${is}\n`);
process.stdout.write(
  `policy: ${killed} of ${mutants.length} mutants killed (${(share * 100).toFixed(1)} %)\n`,
);
process.exitCode = share >= REQUIRED ? 0 : 1;

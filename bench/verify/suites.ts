import { spawnSync } from 'node:child_process';
import { mkdtempDisposableSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

/** How a folder of tests went. A file that could not be loaded counts as one that failed. */
export interface SuiteResult {
  readonly passed: number;
  readonly failed: number;
}

/** Runs folders of tests, and counts each. */
export function runSuites<Name extends string>(
  folders: Readonly<Record<Name, string>>,
): Record<Name, SuiteResult> {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'rollcall-verify-'));
  const file = join(folder.path, 'report.json');
  const paths = Object.values<string>(folders);
  const vitest = join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs');
  spawnSync(process.execPath, [vitest, 'run', '--reporter=json', `--outputFile=${file}`, ...paths], {
    stdio: 'ignore',
  });
  const { testResults } = Report.parse(JSON.parse(readFileSync(file, 'utf8')));
  const resultOf = (path: string): SuiteResult => {
    const files = testResults.filter(({ name }) => name.includes(path));
    const tests = files.flatMap(({ assertionResults }) => assertionResults);
    const unloaded = files.filter(({ status, assertionResults }) => {
      return status === 'failed' && !assertionResults.some((one) => one.status === 'failed');
    });
    return {
      passed: tests.filter(({ status }) => status === 'passed').length,
      failed: tests.filter(({ status }) => status === 'failed').length + unloaded.length,
    };
  };
  const results = Object.entries<string>(folders).map(([name, path]) => [name, resultOf(path)]);
  return Object.fromEntries(results) as Record<Name, SuiteResult>;
}

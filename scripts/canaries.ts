import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempDisposableSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { Canaries } from '../test/secrets/canaries.ts';
import { startRedis } from '../test/secrets/redis.ts';
import { readRecord, type Sink, verdictOn } from '../test/secrets/verdict.ts';

/**
 * `npm run canaries`: the whole suite with a canary in every secret, over gateways in processes of their own, and a search
 * of everything that came out of them. `npm run canaries -- test/auth` runs a part.
 */
const { positionals } = parseArgs({ allowPositionals: true });
const print = (line: string) => process.stdout.write(`${line}\n`);
const root = join(import.meta.dirname, '..');

/** Where its own canaries begin: some of the tests count canaries too, from 0, and let them out on purpose. */
const RUN = 1_000_000;

using folder = mkdtempDisposableSync(join(tmpdir(), 'rollcall-canaries-'));
await using stack = new AsyncDisposableStack();
for (const name of ['gateways', 'commands']) mkdirSync(join(folder.path, name));
const canaries = new Canaries(RUN);
const redis = await startRedis(canaries, stack);

const report = join(folder.path, 'report.json');
const vitest = spawn(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    ...['run', '--testTimeout=600000', '--hookTimeout=600000'],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...positionals],
  ],
  {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: {
      ...process.env,
      ROLLCALL_CANARIES: folder.path,
      ...(redis && { ROLLCALL_CANARIES_REDIS: redis.url }),
    },
  },
);
await once(vitest, 'exit');
const { numPassedTests, numFailedTests, testResults } = z
  .object({
    numPassedTests: z.int(),
    numFailedTests: z.int(),
    testResults: z.array(z.object({ name: z.string() })),
  })
  .parse(JSON.parse(readFileSync(report, 'utf8')));

const record = readRecord(folder.path, canaries);
const { sinks, gateways, files, copies } = verdictOn(record, redis?.told);
print(table(sinks));
for (const { where, hits } of sinks) {
  for (const [hit, { length }] of Map.groupBy(hits, (hit) => hit)) print(`HIT ${where}: ${hit} (${length})`);
}
print('');
print(`${gateways} gateways, each a process of its own, for ${files.length} files of tests:`);
print(files.map(({ file, count }) => `${file} (${count})`).join(', '));
print(`The other ${testResults.length - files.length} files start no gateway.`);
print(`One of its own credentials is in a gateway’s memory at most ${copies} times.`);
print('Traces and metrics are not searched: the product has none yet.');
print(`${numPassedTests} tests pass, ${numFailedTests} fail.`);
const isClean = sinks.every(({ hits }) => hits.length === 0);
process.exitCode = isClean && numFailedTests === 0 && gateways > 0 ? 0 : 1;

function table(all: readonly Sink[]): string {
  const head = ['Where', 'Bytes searched', 'Hits'];
  const rows = all.map(({ where, bytes, hits }) => [where, bytes.toLocaleString('en'), String(hits.length)]);
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

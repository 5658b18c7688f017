import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { anonymousRow, auditRow, type Row, siegeRows, suiteRow, supplyChainRows } from './verify/rows.ts';
import { startBaseline, startOurs } from './verify/servers.ts';
import { besiege } from './verify/siege.ts';
import { runSuites } from './verify/suites.ts';

/** `npm run verify`: what is promised about safety, measured here and now, and the same of a default server beside it. */
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'string', default: 'dist/verify.json' },
  },
});
const say = (line: string) => process.stderr.write(`${line}\n`);

const rows: readonly Row[] = [
  ...(await underSiege(values.quick ? 6 : 25)),
  ...(await overHttp()),
  ...beside(),
];
const wrong = rows.filter(({ pass }) => pass === false);
const untold = rows.filter(({ pass }) => pass === 'NOISE');
const about = {
  at: new Date().toISOString(),
  node: process.version,
  cpus: availableParallelism(),
  isQuick: values.quick,
};
mkdirSync(dirname(values.json), { recursive: true });
writeFileSync(
  values.json,
  `${JSON.stringify({ ...about, ok: wrong.length + untold.length === 0, rows }, null, 2)}\n`,
);
process.stdout.write(
  `${table(rows)}\n\nNode ${about.node}, ${about.cpus} processors. Also in ${values.json}.\n`,
);
if (untold.length > 0)
  say(`${untold.length} lines are not told: others keep this machine busy. Measure again.`);
process.exitCode = wrong.length > 0 ? 1 : untold.length > 0 ? 2 : 0;

async function underSiege(seconds: number): Promise<readonly Row[]> {
  await using ours = await startOurs();
  say(`Abuse at 10/s beside good questions at 50/s, for ${seconds} s: Rollcall …`);
  const own = await besiege(ours, seconds);
  await using theirs = await startBaseline(ours);
  say('… and Apollo Server and got with their defaults.');
  return siegeRows(own, await besiege(theirs, seconds));
}

async function overHttp(): Promise<readonly Row[]> {
  await using ours = await startOurs({ getQueries: true });
  await using theirs = await startBaseline(ours);
  say('GraphQL over HTTP …');
  return [await auditRow(ours, theirs), await anonymousRow(ours, theirs)];
}

/** What needs no server beside it. */
function beside(): readonly Row[] {
  say('Packages …');
  const packages = supplyChainRows(values.json.replace(/[^/]*$/u, 'sbom.cdx.json'));
  return values.quick ? packages : [...suites(), fuzzed(), ...packages];
}

function suites(): readonly Row[] {
  say('Tests of authentication, policy, limits and secrets …');
  const { auth, policy, limits, secrets } = runSuites({
    auth: 'test/auth/',
    policy: 'test/policy/',
    limits: 'test/limits/',
    secrets: 'test/secrets/',
  });
  return [
    suiteRow('wrong tokens, keys and certificates are refused', auth),
    suiteRow('nobody reads or infers what no grant allows', policy),
    suiteRow('limits hold, before work is done', limits),
    suiteRow('canaries in every secret, every sink searched: 0 hits', secrets),
  ];
}

function fuzzed(): Row {
  const count = 2_000;
  say(`${count} bad inputs …`);
  const args = ['scripts/fuzz.ts', '--count', String(count), '--seed', '1'];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const said = /^\d+ wrong answers.*$/mu.exec(stdout)?.[0] ?? 'it did not end';
  const target = 'none wrong, no crash';
  return { what: `bad inputs, ${count} of seed 1`, target, measured: said, pass: status === 0, baseline: '' };
}

function table(all: readonly Row[]): string {
  const head = ['', 'Target', 'Rollcall', 'Pass', 'Apollo Server + got'];
  const words = ({ pass, target }: Row) =>
    pass === null ? (target === '' ? '' : 'not told') : pass === 'NOISE' ? 'too noisy' : pass ? 'yes' : 'NO';
  const lines = all.map((line) => [line.what, line.target, line.measured, words(line), line.baseline]);
  const widths = head.map((_, i) => Math.max(...[head, ...lines].map((line) => line[i]?.length ?? 0)));
  const row = (line: readonly string[]) =>
    `| ${line.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [row(head), row(widths.map((width) => '-'.repeat(width))), ...lines.map(row)].join('\n');
}

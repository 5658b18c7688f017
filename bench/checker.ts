import { parseArgs } from 'node:util';
import { crashEverywhere, rehearsed } from './checker/points.ts';
import { crashRows, faultRows, findingRows, outcomeRows, table } from './checker/report.ts';
import { storm } from './checker/storm.ts';
import { findingsIn } from './checker/verdict.ts';

// `npm run checker`: what becomes of changes while systems misbehave and the gateway is killed. Clients, the ledger and the
// systems' journals each tell their story afterwards, and the stories are compared.
// npm run checker -- [--mutations N] [--kills N] [--seed N]

const { values } = parseArgs({
  options: {
    mutations: { type: 'string', default: '10000' },
    kills: { type: 'string', default: '500' },
    seed: { type: 'string', default: '2026' },
  },
});
const [mutations, kills, seed] = [values.mutations, values.kills, values.seed].map(Number) as [
  number,
  number,
  number,
];
if (![mutations, kills, seed].every(Number.isInteger))
  throw new Error('--mutations, --kills and --seed are whole numbers');

const print = (text: string) => process.stdout.write(`${text}\n`);
const progress = (line: string) =>
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);

print(`seed ${seed}\n`);
const stormed = await storm({ mutations, kills, seed, progress });
const { history: weathered } = stormed;
print('Random mutations, random faults, random kills');
print(table(outcomeRows(weathered, ({ system }) => system)));
print('');
print(table(outcomeRows(weathered, ({ writeClass }) => writeClass)));
print('');
print(table(faultRows(stormed)));
const { all, counted } = stormed.kills;
const { length } = weathered.recorded;
print(
  `\n${weathered.sent.length} mutations sent, ${length} of them recorded; ${all} kills, ${counted} of which found an operation not at its end\n`,
);

const found = findingsIn(weathered);
for (const { wrong, what } of found) print(`${wrong}: ${what}`);

const pointed = await crashEverywhere({ moves: rehearsed, seed, progress });
const crashes = pointed.points.filter(({ sent }) => sent).length;
print('A crash at every moment in the life of a mutation, one at a time: how many crashes there were');
print(table(crashRows(pointed)));
print('');
print(table(outcomeRows(pointed.history, ({ system }) => system)));
print(`\n${crashes} crashes; the lives of the other ${pointed.points.length - crashes} have no such moment:`);
const without = Map.groupBy(
  pointed.points.filter(({ sent }) => !sent),
  ({ moment }) => moment,
);
for (const [moment, points] of without)
  print(`  ${moment}: ${points.map(({ move }) => `${move.system} ${move.mutation}`).join(', ')}`);

const foundThere = findingsIn(pointed.history);
for (const { wrong, what } of foundThere) print(`${wrong}: ${what}`);

const findings = [...found, ...foundThere];
print(`\n${table(findingRows(findings))}`);
process.exitCode = findings.length === 0 && counted >= kills && weathered.sent.length >= mutations ? 0 : 1;

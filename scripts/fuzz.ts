import { parseArgs } from 'node:util';
import { z } from 'zod';
import { abuses } from '../bench/abuse.ts';
import { start } from '../test/cli-process.ts';
import { fuzz } from '../test/fuzz/run.ts';
import { send } from '../test/limits/send.ts';

/** `npm run fuzz -- --count 100000 --seed 1`: bad inputs, each held to what it must get; then how fast abuse is refused. */
const { values } = parseArgs({
  options: { count: { type: 'string', default: '100000' }, seed: { type: 'string' } },
});
const count = Number(values.count);
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
const print = (line: string) => process.stdout.write(`${line}\n`);
const Ready = z.object({ gateway: z.object({ url: z.string() }) });
let crashes = 0;
for (const event of ['uncaughtException', 'unhandledRejection']) {
  process.on(event, (error: unknown) => {
    crashes += 1;
    print(`${event}: ${String(error)}`);
  });
}

print(`Seed ${seed}: the same inputs again with --seed ${seed}`);
let told = 0;
const { sent, upstream, wrong, unforeseen, seconds } = await fuzz(count, seed, (total) => {
  if (total - told < 10_000) return;
  told = total;
  print(`${total} sent`);
});
const total = Object.values(sent).reduce((sum, some) => sum + some, 0);
for (const [name, some] of Object.entries(sent)) print(`${String(some).padStart(8)}  ${name}`);
print(`${total} bad inputs made the gateway send ${upstream} requests in ${Math.round(seconds)} s.`);
for (const complaint of wrong) print(`\nWRONG ${complaint}`);
for (const request of unforeseen) print(`\nUNFORESEEN ${request}`);
print(
  `${wrong.length} wrong answers, ${unforeseen.length} requests to an unforeseen path or host, ${crashes} crashes.`,
);

const slowest = await refusalTimes();
process.exitCode = total < count || wrong.length + unforeseen.length + crashes > 0 || slowest > 50 ? 1 : 0;

/** Milliseconds until abuse is refused, one at a time, by a gateway in another process; what is slow on purpose is left out. */
async function refusalTimes(): Promise<number> {
  await using sandbox = start(['sandbox', '--port', '0', '--json']);
  const { gateway } = Ready.parse(JSON.parse(await sandbox.line()));
  print('\nmedian   worst of 20   milliseconds until it is refused');
  let slowest = 0;
  for (const { name, build } of abuses.filter(({ status }) => status !== 408)) {
    const built = build();
    const request = { ...built, body: Buffer.from(built.body ?? '') };
    const times: number[] = [];
    for (let i = 0; i < 20; i += 1) {
      const started = performance.now();
      await send(gateway.url, request);
      times.push(performance.now() - started);
    }
    times.sort((a, b) => a - b);
    const [median = 0, worst = 0] = [times[10], times[19]];
    slowest = Math.max(slowest, median);
    print(`${median.toFixed(1).padStart(6)} ${worst.toFixed(1).padStart(13)}   ${name}`);
  }
  return slowest;
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempDisposableSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// What an export takes: peak memory of the exporting process, beside the largest single answer that a system gave it.
// node bench/export.ts [--users N] [--heap MB]

const option = (name: string, otherwise: number) =>
  Number(process.argv[process.argv.indexOf(name) + 1]) || otherwise;
const users = option('--users', 100_000);
const heap = option('--heap', 96);
const launcher = fileURLToPath(new URL('../bin/rollcall.js', import.meta.url));
const probe = new URL('export/probe.ts', import.meta.url).href;

using folder = mkdtempDisposableSync(join(tmpdir(), 'rollcall-bench-'));
const inFolder = (name: string) => join(folder.path, name);

interface SandboxLine {
  readonly systems: readonly {
    key: string;
    vendor: string;
    url: string;
    credentials: Record<string, string>;
  }[];
}

/** Simulators over a generated world, and a configuration for them. */
class World implements AsyncDisposable {
  readonly config: string;
  readonly systems: SandboxLine['systems'];
  readonly #end: () => Promise<void>;

  private constructor(name: string, systems: SandboxLine['systems'], end: () => Promise<void>) {
    this.config = inFolder(`${name}.yaml`);
    this.systems = systems;
    this.#end = end;
    const settings = systems.map(({ key, vendor, url, credentials }) => {
      const { accessKey } = credentials;
      const used = accessKey === undefined ? credentials : { accessKey };
      return [key, { vendor: vendor.toLowerCase().replace('_', '-'), url, credentials: used }];
    });
    writeFileSync(this.config, JSON.stringify({ systems: Object.fromEntries(settings) }));
  }

  static async of(accounts: number): Promise<World> {
    const args = [launcher, 'sandbox', '--json', '--port', '0', '--users', String(accounts)];
    const sandbox = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(sandbox.stdout, 'data')) as [Buffer];
    return new World(`${accounts}`, (JSON.parse(String(line)) as SandboxLine).systems, async () => {
      sandbox.kill('SIGTERM');
      await once(sandbox, 'exit');
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#end();
  }
}

interface Measured {
  readonly name: string;
  readonly rows: number;
  readonly seconds: number;
  readonly written: number;
  /** Peak resident memory, in bytes. */
  readonly peak: number;
  /** The largest answer of each upstream, in bytes, by origin. */
  readonly largest: Readonly<Record<string, number>>;
}

async function exported(
  name: string,
  { config }: World,
  query: string,
  flags: readonly string[] = [],
): Promise<Measured> {
  const [file, out] = [inFolder('query.graphql'), inFolder('out')];
  writeFileSync(file, query);
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [
      ...flags,
      '--import',
      probe,
      launcher,
      'export',
      file,
      '--config',
      config,
      '--format',
      'ndjson',
      '--out',
      out,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0) throw new Error(`${name}: ended with ${code}: ${said}`);
  const { rows } = JSON.parse(readFileSync(`${out}.manifest.json`, 'utf8')) as { rows: number };
  const probed = JSON.parse(/^probe (.*)$/mu.exec(said)?.[1] ?? '') as Pick<Measured, 'peak' | 'largest'>;
  return { name, rows, seconds, written: statSync(out).size, ...probed };
}

const columns =
  'nodes { id username email displayName status isAdmin createdAt lastActivity { at } groups { nodes { name } } }';
const usersOf = (system: string) => `{ users(filter: { systems: ["${system}"] }) { ${columns} } }`;
const everybody = `{ users { ${columns} } }`;
const byEmail = `{ users(orderBy: { field: EMAIL }) { ${columns} } }`;

const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(1).padStart(6);

function tell({ name, rows, seconds, written, peak, largest }: Measured, idle: number): void {
  const answer = Math.max(...Object.values(largest));
  process.stdout.write(
    `${name.padEnd(44)} ${String(rows).padStart(7)} rows ${megabytes(written)} MB written ${seconds.toFixed(0).padStart(4)} s` +
      `  largest answer ${megabytes(answer)} MB  peak ${megabytes(peak)} MB` +
      `  (peak - idle) / answer ${((peak - idle) / answer).toFixed(1).padStart(5)}\n`,
  );
}

async function idleOf(flags: readonly string[]): Promise<number> {
  await using small = await World.of(10);
  const { peak } = await exported('idle', small, everybody, flags);
  process.stdout.write(`idle, an export of 10 accounts a system: ${megabytes(peak)} MB ${flags.join(' ')}\n`);
  return peak;
}

const idle = await idleOf([]);
{
  await using tenth = await World.of(users / 10);
  tell(await exported('iguazio-main, a tenth', tenth, usersOf('iguazio-main')), idle);
}
{
  await using world = await World.of(users);
  for (const { key } of world.systems) tell(await exported(key, world, usersOf(key)), idle);
  tell(await exported('all four', world, everybody), idle);
  tell(await exported('all four, by e-mail', world, byEmail), idle);
  // What V8 takes beyond that is room it has, not room it needs.
  const bounded = [`--max-old-space-size=${heap}`];
  const named = `all four, by e-mail, heap of ${heap} MB`;
  tell(await exported(named, world, byEmail, bounded), await idleOf(bounded));
}

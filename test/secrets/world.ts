import { globSync, mkdirSync, mkdtempDisposableSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Ended, type Running, startProcess } from '../cli-process.ts';
import type { Canaries } from './canaries.ts';
import { type Bearers, Given, openEntrance, type PlantedSystem, plantSystems } from './given.ts';
import { startDatabase } from './database.ts';
import { SNAPSHOT_FLAGS } from './heap.ts';
import { startRedis } from './redis.ts';

/** Milliseconds after which the gateway gives up whatever it was asked. */
export const DEADLINE = 1_500;

const launcher = fileURLToPath(new URL('../../bin/rollcall.js', import.meta.url));

/** A gateway in a process of its own in which every secret is a canary: its own credentials, callers', and vendors'. */
export interface CanaryWorld extends AsyncDisposable {
  readonly url: string;
  /** Good credentials of callers. */
  readonly bearers: Bearers;
  /** By key. */
  readonly systems: ReadonlyMap<string, PlantedSystem>;
  /** Runs `rollcall` to its end with the gateway's configuration, in the folder where its files are looked at. */
  run(...args: string[]): Promise<Ended>;
  /** The file of a snapshot of the gateway's heap. */
  snapshot(): Promise<string>;
  /** Ends the gateway. What it and others wrote there is in `written`. */
  end(): Promise<Ended>;
  /** Texts of all files that anything wrote, by name. */
  written(): ReadonlyMap<string, string>;
  /** What Redis was told, command by command; undefined where no Redis is installed. */
  readonly told: readonly string[] | undefined;
  /** What PostgreSQL was told, connection by connection; undefined where the record of changes is in a file. */
  readonly toldDatabase: (() => readonly string[]) | undefined;
}

export interface WorldOptions {
  readonly canaries: Canaries;
  /** Of Node, for the gateway alone. */
  readonly flags?: readonly string[];
  /** Where changes are recorded; else in a file among those that are looked at. */
  readonly ledger?: 'FILE' | 'POSTGRESQL';
}

export async function canaryWorld({
  canaries,
  flags = [],
  ledger = 'FILE',
}: WorldOptions): Promise<CanaryWorld> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.adopt(mkdtempDisposableSync(join(tmpdir(), 'rollcall-')), (made) => made.remove());
  const at = (...names: string[]) => join(folder.path, ...names);
  for (const name of ['given', 'work', 'temp']) mkdirSync(at(name));

  const given = new Given(at('given'));
  const { auth, bearers } = openEntrance(canaries, given, at('given'));
  const redis = await startRedis(canaries, stack);
  const redisUrl = redis && given.as(redis.url);
  const systems = await plantSystems(canaries, given, stack);
  const database = ledger === 'FILE' ? undefined : await startDatabase(canaries, stack);
  const record = {
    key: given.as(canaries.mint('configured: ledger.key').repeat(2)),
    ...(database ? { url: given.as(database.url) } : { file: at('work', 'rollcall.db') }),
  };
  const settings = systems.map(({ key, settings: own }) => [key, own]);
  const config = {
    ...GATEWAY,
    limits: { ...LIMITS, redisUrl },
    auth,
    ledger: record,
    systems: Object.fromEntries(settings),
  };
  writeFileSync(at('given', 'rollcall.yaml'), JSON.stringify(config));

  const env = {
    PATH: process.env['PATH'],
    HOME: at('work'),
    TMPDIR: at('temp'),
    ROLLCALL_CONFIG: at('given', 'rollcall.yaml'),
    ...given.environment,
  };
  const start = (nodeFlags: readonly string[], ...args: string[]): Running =>
    startProcess(process.execPath, [...nodeFlags, launcher, ...args], { cwd: at('work'), env });
  const gateway = stack.use(start([...SNAPSHOT_FLAGS, ...flags], 'start'));
  const url = await addressIn(gateway);
  const held = stack.move();
  return {
    url,
    bearers,
    systems: new Map(systems.map((system) => [system.key, system])),
    told: redis?.told,
    toldDatabase: database?.told,
    run: (...args) => start([], ...args).ended,
    snapshot: () => snapshotOf(gateway, at('work'), url),
    end: () => {
      gateway.process.kill('SIGTERM');
      return gateway.ended;
    },
    written: () => writtenIn(folder.path),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

const GATEWAY = {
  server: { port: 0 },
  log: { level: 'trace' },
  graphiql: true,
  getQueries: true,
  changes: { quietMs: 50, deadlineMs: 3_000 },
};

/** High enough for questions after everything. */
const LIMITS = {
  deadlineMs: DEADLINE,
  perAccountCalls: 10_000,
  maxDepth: 50,
  maxCost: 1_000_000_000,
  costPerMinute: 1_000_000_000_000,
};

function writtenIn(folder: string): ReadonlyMap<string, string> {
  const files = globSync(['work/**', 'temp/**'], { cwd: folder, withFileTypes: true });
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  const texts = paths.filter((path) => !path.endsWith('.heapsnapshot'));
  return new Map(texts.map((path) => [path, readFileSync(path, 'latin1')]));
}

/** Reads the log until the gateway says where it listens. */
async function addressIn(gateway: Running): Promise<string> {
  for (;;) {
    const { msg, url } = JSON.parse(await gateway.line()) as { msg: string; url?: string };
    if (msg === 'listening' && url !== undefined) return url;
  }
}

/** Node writes it in one go, during which it answers nothing: an answer after the file appeared means that it is whole. */
async function snapshotOf({ process: { pid } }: Running, folder: string, url: string): Promise<string> {
  const written = () => globSync(join(folder, '*.heapsnapshot'));
  if (pid === undefined) throw new Error('it does not run');
  process.kill(pid, 'SIGUSR2');
  while (written().length === 0) await fetch(new URL('/health/live', url));
  await fetch(new URL('/health/live', url));
  const [file = ''] = written();
  return file;
}

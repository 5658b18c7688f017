import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempDisposableSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { keepOutput } from './secrets/run.ts';

const launcher = fileURLToPath(new URL('../bin/rollcall.js', import.meta.url));

/** How a process ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process that runs. It is killed when the test is over. */
export interface Running extends AsyncDisposable {
  readonly process: ChildProcess;
  /** The next line on stdout, and what was said until then. Fails if the process ends before. */
  line(): Promise<string>;
  /** Resolves when it has ended. */
  readonly ended: Promise<Ended>;
}

/** Starts `rollcall` as a shell would. */
export const start = (args: readonly string[], options: SpawnOptions = {}): Running =>
  startProcess(process.execPath, [launcher, ...args], options);

/** Starts any process whose lines are waited for. */
export function startProcess(command: string, args: readonly string[], options: SpawnOptions): Running {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (said.stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (said.stderr += String(chunk)));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const ended = once(child, 'close').then(([code]) => {
    keepOutput(args, said.stdout + said.stderr);
    return { code: code as number | null, ...said };
  });
  return {
    process: child,
    ended,
    async line() {
      const { done, value } = await lines.next();
      if (done) throw new Error(`it ended: ${JSON.stringify(await ended)}`);
      return value;
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Runs `rollcall` to its end. */
export const run = async (args: readonly string[], options: SpawnOptions = {}): Promise<Ended> =>
  start(args, options).ended;

/** A configuration in a file of its own, gone when the test is over. JSON is YAML. */
export function configFile(config: unknown): Disposable & { readonly file: string } {
  const folder = mkdtempDisposableSync(join(tmpdir(), 'rollcall-'));
  const file = join(folder.path, 'rollcall.yaml');
  writeFileSync(file, JSON.stringify(config));
  return { file, [Symbol.dispose]: () => folder.remove() };
}

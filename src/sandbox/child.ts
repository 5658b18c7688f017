import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { HostedSystem, WorldOptions } from './simulator-host.ts';

/** The simulators, running in a process of their own. */
export interface Simulators extends AsyncDisposable {
  readonly systems: readonly HostedSystem[];
  /** Resolves if that process ends although nobody asked it to. */
  readonly lost: Promise<void>;
}

const script = fileURLToPath(new URL('./simulator-host.ts', import.meta.url));

/** Starts one process with a simulator for every vendor. It writes nothing to stdout. */
export async function startSimulators(options: WorldOptions): Promise<Simulators> {
  const child = fork(script, [JSON.stringify(options)], { stdio: ['ignore', 2, 2, 'ipc'] });
  const exited = once(child, 'exit').then(() => undefined);
  const ready = once(child, 'message') as Promise<[readonly HostedSystem[]]>;
  const first = await Promise.race([ready, exited]);
  if (first === undefined) throw new Error('the simulators did not start');
  return {
    systems: first[0],
    lost: exited,
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}

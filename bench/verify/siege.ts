import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Attack, Refusal } from './attacker.ts';
import { machineNoise } from './noise.ts';
import { quantile } from './quantile.ts';

/** A server in a process of its own, and how it is asked. */
export interface Besieged {
  readonly process: ChildProcess;
  readonly url: string;
  readonly authorization: string;
}

/** How long good questions took, in milliseconds, and how many got no answer: these count as the longest that is waited. */
export interface Asked {
  readonly asked: number;
  readonly failed: number;
  /** Those of the failed for whose answer nobody waited any longer. */
  readonly late: number;
  readonly p50: number;
  readonly p99: number;
}

/** What became of a server, and of those who asked it nothing bad. */
export interface Siege {
  /** How late the machine was by itself just before and just after, in milliseconds: see `machineNoise`. */
  readonly noise: number;
  /** Before there was any abuse: what this machine can do at this hour. */
  readonly calm: Asked;
  readonly good: Asked;
  readonly refusals: readonly Refusal[];
  /** Megabytes. */
  readonly rss: { readonly before: number; readonly peak: number };
  /** How the process ended, if it did. */
  readonly death: string | null;
}

const GOOD_PER_SECOND = 50;
const BAD_PER_SECOND = 10;
/** Milliseconds after which a good question has failed. */
const PATIENCE = 5_000;

const NOISE_SECONDS = 3;

const QUESTION = JSON.stringify({
  query: `{ users(first: 20, filter: { systems: ["dss-design"] }) {
    nodes { id username email displayName groups { nodes { id name } } } totalCount { value }
  } }`,
});

/** Asks good questions for a while, and then with abuse beside them. */
export async function besiege(besieged: Besieged, seconds: number): Promise<Siege> {
  const { process: child, url, authorization } = besieged;
  const memory = memoryOf(child);
  for (let i = 0; i < 50; i += 1) await good(besieged); // code that runs often is compiled by now
  const before = memory();
  const noiseBefore = await machineNoise(NOISE_SECONDS);
  const calm = await askSteadily(besieged, Math.ceil(seconds / 4));
  const worker = new Worker(new URL('./attacker.ts', import.meta.url), {
    workerData: { url, authorization, perSecond: BAD_PER_SECOND, seconds } satisfies Attack,
  });
  await once(worker, 'message');
  const attacked = once(worker, 'message') as Promise<[readonly Refusal[]]>;
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, memory())), 100);
  const asked = await askSteadily(besieged, seconds);
  const [refusals] = await attacked;
  clearInterval(watch);
  const end = child.exitCode ?? child.signalCode;
  return {
    noise: Math.max(noiseBefore, await machineNoise(NOISE_SECONDS)),
    calm,
    good: asked,
    refusals,
    rss: { before, peak: Math.max(peak, memory()) },
    death: end === null ? null : String(end),
  };
}

/** Asks at an even pace, whatever becomes of it. Each is counted from when it should have been sent. */
async function askSteadily(besieged: Besieged, seconds: number): Promise<Asked> {
  const agent = new Agent({ keepAlive: true });
  const all: Promise<{ ms: number; end: End }>[] = [];
  const started = performance.now();
  for (let i = 0; i < GOOD_PER_SECOND * seconds; i += 1) {
    const due = started + (i * 1_000) / GOOD_PER_SECOND;
    await wait(Math.max(0, due - performance.now()));
    all.push(
      good(besieged, agent).then((end) => {
        const ms = performance.now() - due;
        return { ms: end === 'GOOD' ? ms : Math.max(ms, PATIENCE), end };
      }),
    );
  }
  const asked = await Promise.all(all);
  agent.destroy();
  const sorted = asked.map(({ ms }) => ms).toSorted((a, b) => a - b);
  return {
    asked: asked.length,
    failed: asked.filter(({ end }) => end !== 'GOOD').length,
    late: asked.filter(({ end }) => end === 'LATE').length,
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
  };
}

/** How a good question ended. */
type End = 'GOOD' | 'WRONG' | 'LATE';

function good({ url, authorization }: Besieged, agent?: Agent): Promise<End> {
  const headers = { 'content-type': 'application/json', 'content-length': QUESTION.length, authorization };
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(PATIENCE);
    const fail = () => resolve(signal.aborted ? 'LATE' : 'WRONG');
    const outgoing = request(url, { method: 'POST', agent: agent ?? false, headers, signal }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk: string) => (text += chunk));
      incoming.on('error', fail);
      incoming.on('end', () => {
        resolve(incoming.statusCode === 200 && text.includes('"username"') ? 'GOOD' : 'WRONG');
      });
    });
    outgoing.on('error', fail);
    outgoing.end(QUESTION);
  });
}

/** Reads how many megabytes a process has had at most; 0 where the operating system does not tell, or no longer. */
function memoryOf({ pid }: ChildProcess): () => number {
  return () => {
    try {
      const [, kilobytes = '0'] = /VmHWM:\s*(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      return Number(kilobytes) / 1_024;
    } catch {
      return 0;
    }
  };
}

import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { type Abuse, abuses } from '../abuse.ts';

/** What the attacker is told. */
export interface Attack {
  readonly url: string;
  readonly authorization: string;
  readonly perSecond: number;
  readonly seconds: number;
}

/** How one abusive request ended; no status: it was not answered while anybody waited. */
export interface Refusal {
  readonly name: string;
  readonly expected: Pick<Abuse, 'status' | 'code'>;
  readonly status: number | null;
  readonly code: string | null;
  readonly ms: number;
}

/** Milliseconds that answers are waited for when all is sent. */
const PATIENCE = 7_000;

/** Sends the whole list over and over, at an even pace, whatever becomes of it. A thread of its own: it must not slow the measuring one. */
async function attack({ url, authorization, perSecond, seconds }: Attack): Promise<readonly Refusal[]> {
  const built = abuses.map((abuse) => {
    const { body, ...rest } = abuse.build();
    return { abuse, rest, body: Buffer.from(body ?? '') };
  });
  parentPort?.postMessage('ready');
  const refusals: Refusal[] = [];
  const under = new Set<Promise<void>>();
  const started = performance.now();
  for (let i = 0; i < perSecond * seconds; i += 1) {
    const { abuse, rest, body } = built[i % built.length] ?? never();
    await wait(Math.max(0, started + (i * 1_000) / perSecond - performance.now()));
    const begun = performance.now();
    const { name, status, code } = abuse;
    const one = answerTo(url, { ...rest, body, headers: { authorization, ...rest.headers } }).then(
      (answer) => {
        refusals.push({ name, expected: { status, code }, ms: performance.now() - begun, ...answer });
        under.delete(one);
      },
    );
    under.add(one);
  }
  await Promise.race([Promise.all(under), wait(PATIENCE)]);
  const open = perSecond * seconds - refusals.length;
  const silent = {
    name: 'never answered',
    expected: { status: 0, code: 'INTERNAL' },
    status: null,
    code: null,
  } as const;
  return [
    ...refusals,
    ...Array.from({ length: open }, () => ({ ...silent, ms: performance.now() - started })),
  ];
}

interface Sent extends ReturnType<Abuse['build']> {
  readonly body: Buffer;
}

type Answer = Pick<Refusal, 'status' | 'code'>;

/** An answer that comes before all is sent is an answer; a connection that breaks is none. */
function answerTo(
  url: string,
  { method = 'POST', path, headers, body, stalls = false }: Sent,
): Promise<Answer> {
  const target = new URL(path ?? '', url);
  const length = { 'content-length': String(body.length + (stalls ? 1 : 0)) };
  const sized = method === 'GET' || 'transfer-encoding' in headers ? {} : length;
  return new Promise((resolve) => {
    const silent = () => resolve({ status: null, code: null });
    const outgoing = request(
      target,
      { method, agent: false, headers: { ...sized, ...headers } },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', silent);
        incoming.on('end', () => {
          resolve({ status: incoming.statusCode ?? null, code: codeIn(Buffer.concat(chunks)) });
        });
      },
    );
    outgoing.on('error', silent);
    if (stalls) outgoing.write(body);
    else outgoing.end(body);
  });
}

function codeIn(body: Buffer): string | null {
  if (body.length > 100_000) return null;
  return /"code":\s*"(\w+)"/u.exec(body.toString())?.[1] ?? null;
}

function never(): never {
  throw new Error('there is no abuse');
}

parentPort?.postMessage(await attack(workerData as Attack));

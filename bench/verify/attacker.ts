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

/** How one abusive request ended. */
export interface Refusal extends Answer {
  readonly name: string;
  readonly expected: Pick<Abuse, 'status' | 'code'>;
  readonly ms: number;
}

/** What came back. No status: nothing did, and `why` says what happened instead. */
interface Answer {
  readonly status: number | null;
  readonly code: string | null;
  readonly why: string | null;
  /** Nobody waited any longer. */
  readonly isLate: boolean;
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
  const under = new Map<Promise<void>, Omit<Refusal, keyof Answer>>();
  const started = performance.now();
  for (let i = 0; i < perSecond * seconds; i += 1) {
    const { abuse, rest, body } = built[i % built.length] ?? never();
    await wait(Math.max(0, started + (i * 1_000) / perSecond - performance.now()));
    const begun = performance.now();
    const { name, status, code } = abuse;
    const asked = { name, expected: { status, code } };
    const one = answerTo(url, { ...rest, body, headers: { authorization, ...rest.headers } }).then(
      (answer) => {
        refusals.push({ ...asked, ms: performance.now() - begun, ...answer });
        under.delete(one);
      },
    );
    under.set(one, { ...asked, ms: begun });
  }
  await Promise.race([Promise.all(under.keys()), wait(PATIENCE)]);
  const open = [...under.values()].map(({ ms, ...asked }): Refusal => {
    const waited = performance.now() - ms;
    const why = `nothing in ${Math.round(waited / 1_000)} s`;
    return { ...asked, ms: waited, status: null, code: null, why, isLate: true };
  });
  return [...refusals, ...open];
}

interface Sent extends ReturnType<Abuse['build']> {
  readonly body: Buffer;
}

/** An answer that comes before all is sent is an answer; a connection that breaks is none. */
function answerTo(
  url: string,
  { method = 'POST', path, headers, body, stalls = false }: Sent,
): Promise<Answer> {
  const target = new URL(path ?? '', url);
  const length = { 'content-length': String(body.length + (stalls ? 1 : 0)) };
  const sized = method === 'GET' || 'transfer-encoding' in headers ? {} : length;
  return new Promise((resolve) => {
    const silent = ({ code: why = 'an error' }: NodeJS.ErrnoException) =>
      resolve({ status: null, code: null, why, isLate: false });
    const outgoing = request(
      target,
      { method, agent: false, headers: { ...sized, ...headers } },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', silent);
        incoming.on('end', () => {
          const code = codeIn(Buffer.concat(chunks));
          resolve({ status: incoming.statusCode ?? null, code, why: null, isLate: false });
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

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  globSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Served } from '../serve.ts';
import { canariesIn, isKept } from './canaries.ts';
import { Given } from './given.ts';
import { SNAPSHOT_FLAGS, soughtIn } from './heap.ts';
import { FORGETTING, searchMemory } from './memory.ts';
import { canaryRun } from './run.ts';

const launcher = fileURLToPath(new URL('../../bin/rollcall.js', import.meta.url));
const collecting = fileURLToPath(new URL('./collect.ts', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where it listens. Callers reach it at 127.0.0.1, at the same port: what stands between writes down what it answers. */
export const OWN_ADDRESS = '127.0.0.2';
/** Milliseconds after which what a gateway still holds of requests is no longer under way. */
const PATIENCE = 15_000;

/** What was found in a gateway before it ended. */
export interface Findings {
  /** The test file that started it. */
  readonly file: string;
  readonly memory: { readonly bytes: number; readonly found: readonly (readonly [number, number])[] };
  /** Of those files of tests whose first gateway it was; null otherwise. */
  readonly heap: { readonly bytes: number; readonly found: readonly Held[] } | null;
  readonly code: number | null;
}

/** Canaries of one text on the heap, and what holds it. */
export interface Held {
  readonly numbers: readonly number[];
  readonly heldBy: readonly string[];
}

type Raw = Readonly<Record<string, unknown>>;

/** Starts `rollcall start`, as it is installed, with everything written down that it says, writes and holds. */
export async function serveApart(raw: Raw, environment: Readonly<Record<string, string>>): Promise<Served> {
  if (canaryRun === undefined) throw new Error('there is nowhere to write');
  const file = await testFile();
  const { folder, number } = canaryRun.folderFor('gateways');
  const at = (...names: string[]) => join(folder, ...names);
  for (const name of ['given', 'work', 'temp']) mkdirSync(at(name));
  const hear = (answer: string | Buffer) => appendFileSync(at('answers'), answer);
  const entrance = await openEntrance(hear);
  const given = new Given(at('given'));
  const config = configOf(raw, entrance.port, number);
  writeFileSync(at('given', 'rollcall.yaml'), JSON.stringify(hidden(config, given)));
  const child = spawnGateway(folder, { ...given.environment, ...environment });
  await listening(child, folder);
  const url = `${isEncrypted(raw) ? 'https' : 'http'}://127.0.0.1:${entrance.port}/graphql`;
  return {
    url,
    hear,
    get log() {
      return lines(at('stdout')).filter((line) => /"level":(?:[3-6]0),/u.test(line) && !isListening(line));
    },
    async close() {
      entrance.cutAll();
      // As it is while it is written: with the log that is written ahead of the ledger.
      cpSync(at('work'), at('running'), { recursive: true });
      const found = child.exitCode === null ? await examine(child, { folder, url, file }) : undefined;
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      await entrance.close();
      const nothing = { file, memory: { bytes: 0, found: [] }, heap: null };
      const findings: Findings = { ...nothing, ...found, code: child.exitCode };
      writeFileSync(at('findings.json'), JSON.stringify(findings));
    },
  };
}

/** The file of the test that runs; asked for only under vitest. */
async function testFile(): Promise<string> {
  const { expect } = await import('vitest');
  return relative(root, expect.getState().testPath ?? '');
}

/** Most talkative, with a Redis of its own where there is one, and a ledger whose key is a secret. */
function configOf({ server, limits, ledger, ...raw }: Raw, port: number, database: number): Raw {
  const key = canaryRun?.canaries.mint('configured: ledger.key').repeat(2);
  const redis = canaryRun?.redisUrl && { redisUrl: `${canaryRun.redisUrl}/${database}` };
  return {
    log: { level: 'trace' },
    ...raw,
    server: { ...(server as Raw | undefined), host: OWN_ADDRESS, port },
    limits: { ...redis, ...(limits as Raw | undefined) },
    ledger: { file: join('..', 'work', 'rollcall.db'), key, ...(ledger as Raw | undefined) },
  };
}

const isEncrypted = ({ server }: Raw) => (server as Raw | undefined)?.['tls'] !== undefined;

/** A configuration whose secrets are given in each of the ways there are. */
function hidden(value: unknown, given: Given): unknown {
  if (typeof value === 'string') return canariesIn(value).size > 0 ? given.as(value) : value;
  if (Array.isArray(value)) return value.map((one) => hidden(one, given));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, hidden(one, given)]));
}

function spawnGateway(folder: string, environment: Readonly<Record<string, string>>): ChildProcess {
  const at = (name: string) => join(folder, name);
  const flags = [...FORGETTING.flags, ...SNAPSHOT_FLAGS, '--import', collecting];
  const more = process.env['ROLLCALL_CANARIES_FLAGS']?.split(' ') ?? [];
  return spawn(process.execPath, [...flags, ...more, launcher, 'start'], {
    cwd: at('work'),
    stdio: ['ignore', openSync(at('stdout'), 'a'), openSync(at('stderr'), 'a'), 'ipc'],
    env: {
      ...FORGETTING.environment,
      PATH: process.env['PATH'],
      HOME: at('work'),
      TMPDIR: at('temp'),
      ROLLCALL_CONFIG: join(at('given'), 'rollcall.yaml'),
      // Shared by all gateways of the run, which need not compile again what is the same.
      NODE_COMPILE_CACHE: join(folder, '../../compiled'),
      ...environment,
    },
  });
}

const lines = (file: string) => readFileSync(file, 'utf8').split('\n').slice(0, -1);
const isListening = (line: string) => line.includes('"msg":"listening"');

async function listening(child: ChildProcess, folder: string): Promise<void> {
  while (!lines(join(folder, 'stdout')).some(isListening)) {
    if (child.exitCode !== null) throw new Error(readFileSync(join(folder, 'stderr'), 'utf8'));
    await wait(20);
  }
}

interface Entrance {
  readonly port: number;
  /** Ends every connection that is open. */
  cutAll(): void;
  close(): Promise<void>;
}

/** Passes connections on as they come, and has every byte heard that comes back. */
async function openEntrance(hear: (answer: Buffer) => void): Promise<Entrance> {
  const open = new Set<Socket>();
  const server: Server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) => {
    const { port } = server.address() as AddressInfo;
    const gateway = connect({ host: OWN_ADDRESS, localAddress: '127.0.0.1', port, allowHalfOpen: true });
    for (const [socket, other] of [
      [client, gateway],
      [gateway, client],
    ] as const) {
      open.add(socket);
      socket.on('error', () => other.resetAndDestroy());
      socket.on('close', () => {
        open.delete(socket);
        other.destroySoon();
      });
    }
    gateway.on('data', hear);
    gateway.pipe(client);
    client.pipe(gateway);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    cutAll: () => open.forEach((socket) => socket.destroy()),
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}

interface Examined {
  readonly folder: string;
  readonly url: string;
  readonly file: string;
}

/** Files of tests whose first gateway has had a snapshot taken of its heap. */
const photographed = new Set<string>();

/** Searches a gateway that has nothing left to do. What is still under way after a while is not: it is held. */
async function examine(
  child: ChildProcess,
  { folder, url, file }: Examined,
): Promise<Omit<Findings, 'code'>> {
  const started = performance.now();
  for (;;) {
    await overwriteBuffers(url);
    child.send('x'.repeat(OVERWRITTEN));
    await Promise.race([once(child, 'message'), once(child, 'exit')]);
    const { bytes, found } = searchMemory(child.pid ?? 0);
    const isOver = performance.now() - started > PATIENCE;
    if (![...found.keys()].some(isOfRequest) || isOver) {
      const isFirst = !photographed.has(file);
      photographed.add(file);
      const heap = isFirst ? await photograph(child, folder, url) : null;
      return { file, memory: { bytes, found: [...found] }, heap };
    }
    await wait(250);
  }
}

const isOfRequest = (number: number) => {
  const name = canaryRun?.canaries.nameOf(number);
  return name !== undefined && !isKept(name);
};

/** Bytes after which nothing is left of what was in a buffer before. */
const OVERWRITTEN = 300_000;

/** Long enough to take the place of a reason phrase, and short enough for where a parser keeps it. */
const PATH = `/${'x'.repeat(99)}`;

/** As long as an address with a token in it. */
const ADDRESS = `/graphql?${'x'.repeat(1_000)}`;

/** How many connections are open at once: more than a gateway has had, so that each of Node's parsers reads something else. */
const PARSERS = 200;

/**
 * Node keeps the buffers that it reads into, 64 KB for requests and as many for everything else, and each of its parsers
 * keeps the reason phrase or path it read last, and something the last address: what comes next takes their place, as far as
 * it is as long. This is what comes next as requests; the message that asks for a collection is for the other buffer.
 */
async function overwriteBuffers(url: string): Promise<void> {
  for (let i = 0; i < 4; i += 1) await post(url, 'x'.repeat(OVERWRITTEN));
  const { port } = new URL(url);
  const sockets = Array.from({ length: PARSERS }, () => connect(Number(port), OWN_ADDRESS));
  const ends = sockets.map(
    (socket) => new Promise((resolve) => socket.on('error', resolve).on('close', resolve)),
  );
  await Promise.race([Promise.all(ends), Promise.all(sockets.map((socket) => once(socket, 'connect')))]);
  // In two pieces: a path is kept only where a piece ends before the head does.
  for (const socket of sockets) socket.resume().write(`GET ${PATH} HTTP/1.1\r\nHost: x\r\n`);
  await wait(100);
  for (const socket of sockets) socket.end('Connection: close\r\n\r\n');
  await Promise.all(ends);
}

/** Sends something that is refused, on a connection of its own. */
function post(url: string, body: string): Promise<void> {
  const { hostname, port, protocol } = new URL(url);
  const start = protocol === 'https:' ? httpsRequest : httpRequest;
  const headers = { 'content-type': 'application/json', 'x-padding': 'x'.repeat(8_000) };
  const options = { hostname, port, path: ADDRESS, method: 'POST', agent: false, headers };
  return new Promise((resolve) => {
    const outgoing = start({ ...options, rejectUnauthorized: false }, (answer) =>
      answer.resume().on('end', resolve).on('error', resolve),
    );
    outgoing.on('error', () => resolve()).end(body);
  });
}

/** The canaries on the heap, with what holds them, as a snapshot shows it. */
async function photograph(child: ChildProcess, folder: string, url: string): Promise<Findings['heap']> {
  const taken = () => globSync(join(folder, 'work', '*.heapsnapshot'));
  child.kill('SIGUSR2');
  while (taken().length === 0) await wait(50);
  await overwriteBuffers(url); // it answers again: the file is whole
  const [snapshot = ''] = taken();
  const texts = soughtIn(snapshot, (text) => canariesIn(text).size > 0);
  const { length } = readFileSync(snapshot);
  rmSync(snapshot);
  return {
    bytes: length,
    found: texts.map(({ text, heldBy }) => ({ numbers: [...canariesIn(text)], heldBy })),
  };
}

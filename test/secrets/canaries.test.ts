import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempDisposableSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { send } from '../auth/gateway.ts';
import { startProcess } from '../cli-process.ts';
import { Canaries } from './canaries.ts';
import { SNAPSHOT_FLAGS, soughtIn } from './heap.ts';
import { FORGETTING, searchMemory } from './memory.ts';
import { isInstalled } from './redis.ts';
import { canaryWorld } from './world.ts';

// A search that finds nothing proves nothing, unless it finds what is there.

const base64 = (text: string) => Buffer.from(text).toString('base64');

test.for<[string, (canary: string) => string]>([
  ['in clear', (canary) => `password=${canary}&more`],
  ['cut off', (canary) => canary.slice(0, -8)],
  ['in Base64', (canary) => `Basic ${base64(`${canary}:`)}`],
  ['in Base64 after one letter', (canary) => base64(`a${canary}`)],
  ['in Base64 after two letters', (canary) => base64(`ab${canary}`)],
  [
    'in the middle of a token',
    (canary) => `Bearer e30.${Buffer.from(`{"jti":"${canary}"}`).toString('base64url')}.x`,
  ],
  ['in hex', (canary) => Buffer.from(canary).toString('hex')],
  ['in an address', (canary) => `/a?b=${encodeURIComponent(canary)}`],
])('a canary is found %s', ([, hide]) => {
  const canaries = new Canaries();
  canaries.mint('another');
  const text = hide(canaries.mint('the sought'));

  const found = canaries.in(`nothing, ${text}, nothing`);

  expect(found).toEqual(['the sought']);
});

test('what is no canary is not found', () => {
  const canaries = new Canaries();
  canaries.mint('the sought');
  expect(canaries.in('canary, canary-bird, Y2FuYXJ5, the canary of 1-2')).toEqual([]);
});

/** Keeps a text in all the ways a program may; what it is called says how. */
const HOLDER = `
  const { Secret } = await import(process.argv[1]);
  const text = (way) => JSON.parse('"' + way + '-sought"');
  globalThis.kept = {
    member: text('member'),
    listed: [text('listed')],
    mapped: new Map([[text('key'), 1]]),
    closed: ((held) => () => held)(text('closed')),
    long: JSON.parse('"' + 'x'.repeat(5000) + 'long-sought"'),
    part: text('x'.repeat(40) + 'part').slice(5),
    joined: text('joined') + process.pid,
    [text('called')]: 1,
    secret: new Secret(text('secret')),
  };
  process.stdout.write('ready\\n');
  setInterval(() => undefined, 1000);
`;

test('a text on the heap is found however it is held, with its holder', async () => {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'rollcall-'));
  const secret = new URL('../../src/secret.ts', import.meta.url).href;
  const flags = [...SNAPSHOT_FLAGS, '--input-type=module', '--eval', HOLDER, secret];
  await using program = startProcess(process.execPath, flags, { cwd: folder.path });
  await program.line();
  const files = () => globSync(join(folder.path, '*.heapsnapshot'));
  program.process.kill('SIGUSR2');
  await expect.poll(() => files().map((file) => isWhole(file)), { timeout: 20_000 }).toEqual([true]);

  const found = soughtIn(files()[0] ?? '', (text) => text.endsWith('sought') && text.length < 6_000);

  const holders = Object.fromEntries(
    found.map(({ text, heldBy }) => [/x*(\w+)-sought$/u.exec(text)?.[1], heldBy]),
  );
  expect(
    Object.keys(holders)
      .map((way) => way.replace(/^x+/u, ''))
      .toSorted(),
  ).toEqual(['called', 'closed', 'joined', 'key', 'listed', 'long', 'member', 'part', 'secret'].toSorted());
  expect(holders['secret']).toEqual(['Secret.#value']);
  expect(holders['member']).toEqual(['Object.member']);
  expect(holders['part']).toEqual(['Object.part']);
});

/** Holds canaries on the heap, outside of it and in letters of two bytes, until it is asked for the second time. */
const FORGETTER = `
  const canary = (number, more) => ['canary', number, more].join('-');
  let held = [canary(7, process.pid), Buffer.allocUnsafeSlow(99).fill(canary(8, 'x')), canary(9, '\\u65e5') + process.pid];
  process.once('message', () => (held = undefined));
  setInterval(() => undefined, 1000);
  process.send('ready');
`;

test('a text in memory is found on the heap and outside of it, and no longer once nothing holds it', async () => {
  const preload = new URL('./collect.ts', import.meta.url).href;
  const flags = [...FORGETTING.flags, '--import', preload, '--input-type=module', '--eval', FORGETTER];
  using program = spawn(process.execPath, flags, {
    env: { PATH: process.env['PATH'], ...FORGETTING.environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await once(program, 'message');
  const collected = async () => {
    program.send('collect');
    await once(program, 'message');
    return [...searchMemory(program.pid ?? 0).found.keys()].toSorted();
  };

  expect(await collected()).toEqual([7, 8, 9]);
  expect(await collected()).toEqual([]);
});

const isWhole = (file: string): boolean => readFileSync(file, 'utf8').trimEnd().endsWith('}');

/** Lets a credential out at every place that is searched. */
const LEAK = `
  import { createConnection } from 'node:net';
  import { ServerResponse } from 'node:http';
  import { dirname, join } from 'node:path';
  import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
  const secret = process.env.SECRET_1;
  process.stderr.write('leak: ' + secret + '\\n');
  setTimeout(() => process.stdout.write('{"leak":"' + btoa(secret) + '"}\\n'), 10).unref();
  writeFileSync('leak.txt', secret);
  writeFileSync(join(process.env.TMPDIR, 'leak.bin'), Buffer.from(secret));
  globalThis.leak = { authorization: 'Basic ' + btoa('ada:' + secret) };
  const { writeHead } = ServerResponse.prototype;
  ServerResponse.prototype.writeHead = function (...args) {
    this.setHeader('x-leak', secret);
    (globalThis.requests ??= []).push(Buffer.from(String(this.req.headers.cookie)));
    return writeHead.apply(this, args);
  };
  const given = dirname(process.env.ROLLCALL_CONFIG);
  const texts = readdirSync(given).map((name) => readFileSync(join(given, name), 'utf8').trim());
  const redis = texts.find((text) => text.startsWith('redis:'));
  if (redis) {
    const { port, password } = new URL(redis);
    createConnection(Number(port), '127.0.0.1').end('AUTH ' + password + '\\r\\nSET leak ' + secret + '\\r\\n');
  }
`;

test('a gateway that leaks is found out wherever it does', { timeout: 120_000 }, async () => {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'rollcall-'));
  const leak = join(folder.path, 'leak.mjs');
  writeFileSync(leak, LEAK);
  const canaries = new Canaries();
  await using world = await canaryWorld({ canaries, flags: ['--import', leak] });

  const { headers } = await send(world.url, {});
  const heap = soughtIn(await world.snapshot(), (text) => canaries.in(text).length > 0);
  const { stdout, stderr } = await world.end();

  const leaked = ['configured: auth.apiKeys.pepper'];
  expect(canaries.in(JSON.stringify(headers))).toEqual(leaked);
  expect(canaries.in(stdout)).toEqual(leaked);
  expect(canaries.in(stderr)).toEqual(leaked);
  const found = [...world.written().values()].map((text) => canaries.in(text));
  expect(found.filter(({ length }) => length > 0)).toEqual([leaked, leaked]);
  if (world.told) expect(canaries.in(world.told.join('\n'))).toEqual(leaked);
  expect(heap.flatMap(({ heldBy }) => heldBy)).toContain('Object.authorization');
});

/** What `npm run canaries` says of one file of tests: how often each place was hit, and how it ended. */
async function canariesOver(file: string, env: Readonly<Record<string, string>> = {}) {
  const command = fileURLToPath(new URL('../../scripts/canaries.ts', import.meta.url));
  const { PATH = '', HOME = '' } = process.env;
  await using running = startProcess(process.execPath, [command, file], { env: { PATH, HOME, ...env } });
  const { code, stdout } = await running.ended;
  const rows = [...stdout.matchAll(/^\| ([^|]+?) +\| +[\d,]+ \| +(\d+) \|$/gmu)];
  return {
    code,
    hits: Object.fromEntries(rows.map(([, where, hits]) => [where?.split(/[, ]/u)[0], Number(hits)])),
  };
}

const ONE_GATEWAY = 'test/gateway/once.test.ts';

test(
  'the suite runs over gateways that are processes of their own, and nothing comes out of them',
  { timeout: 240_000 },
  async () => {
    const { code, hits } = await canariesOver(ONE_GATEWAY);

    expect(hits).toEqual({ answers: 0, log: 0, output: 0, files: 0, Redis: 0, memory: 0, snapshots: 0 });
    expect(code).toBe(0);
  },
);

test('a gateway that leaks under the suite is found out wherever it does', { timeout: 240_000 }, async () => {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'rollcall-'));
  const leak = join(folder.path, 'leak.mjs');
  writeFileSync(leak, LEAK);

  const { code, hits } = await canariesOver(ONE_GATEWAY, { ROLLCALL_CANARIES_FLAGS: `--import ${leak}` });

  const { Redis, output, ...others } = hits;
  expect(Object.keys(others)).toHaveLength(5);
  expect(Object.values(others)).not.toContain(0);
  if (isInstalled) expect(Redis).toBeGreaterThan(0);
  expect({ code, output }).toEqual({ code: 1, output: 0 });
});

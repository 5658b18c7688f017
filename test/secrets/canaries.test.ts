import { globSync, mkdtempDisposableSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { send } from '../auth/gateway.ts';
import { startProcess } from '../cli-process.ts';
import { Canaries } from './canaries.ts';
import { SNAPSHOT_FLAGS, soughtIn } from './heap.ts';
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

const isWhole = (file: string): boolean => readFileSync(file, 'utf8').trimEnd().endsWith('}');

/** Lets a credential out at every place that is searched. */
const LEAK = `
  import { createConnection } from 'node:net';
  import { ServerResponse } from 'node:http';
  import { dirname, join } from 'node:path';
  import { readFileSync, writeFileSync } from 'node:fs';
  const secret = process.env.SECRET_1;
  process.stderr.write('leak: ' + secret + '\\n');
  setTimeout(() => process.stdout.write('{"leak":"' + btoa(secret) + '"}\\n'), 10).unref();
  writeFileSync('leak.txt', secret);
  writeFileSync(join(process.env.TMPDIR, 'leak.bin'), Buffer.from(secret));
  globalThis.leak = { authorization: 'Basic ' + btoa('ada:' + secret) };
  const { writeHead } = ServerResponse.prototype;
  ServerResponse.prototype.writeHead = function (...args) {
    this.setHeader('x-leak', secret);
    return writeHead.apply(this, args);
  };
  const redis = join(dirname(process.env.ROLLCALL_CONFIG), 'SECRET_2');
  try {
    const { port, password } = new URL(readFileSync(redis, 'utf8').trim());
    createConnection(Number(port), '127.0.0.1').end('AUTH ' + password + '\\r\\nSET leak ' + secret + '\\r\\n');
  } catch {}
`;

test('a gateway that leaks is found out wherever it does', { timeout: 60_000 }, async () => {
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
  expect([...world.written().values()].map((text) => canaries.in(text))).toEqual([leaked, leaked]);
  if (world.told) expect(canaries.in(world.told.join('\n'))).toEqual(leaked);
  expect(heap.flatMap(({ heldBy }) => heldBy)).toContain('Object.authorization');
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ended } from '../cli-process.ts';
import { Canaries, isKept } from './canaries.ts';
import { askEverything, type Catalogue } from './catalogue.ts';
import { type HeldText, soughtIn } from './heap.ts';
import { type CanaryWorld, canaryWorld } from './world.ts';

// One gateway, asked everything once; every test looks at another place where a secret could have come out.
const canaries = new Canaries();
let world: CanaryWorld;
let catalogue: Catalogue;
let heap: readonly (HeldText & { readonly names: readonly string[] })[];
let ended: Ended;

beforeAll(async () => {
  world = await canaryWorld({ canaries });
  catalogue = await askEverything(world, canaries);
  const file = await world.snapshot();
  heap = soughtIn(file, (text) => canaries.in(text).length > 0).map((held) => ({
    ...held,
    names: canaries.in(held.text),
  }));
  ended = await world.end();
}, 110_000);

afterAll(() => world[Symbol.asyncDispose]());

test('every field of the contract was asked for, and every question answered', () => {
  expect(catalogue.fields.unreached).toEqual([]);
  expect(catalogue.unanswered).toEqual([]);
});

const REFUSALS = ['reason phrase', 'header', 'cookie', 'message', 'stack'].map(
  (part) => `${part} of a refusal`,
);

test.for([
  ['iguazio-key', 'access_key.id', 'password', 'redirect'],
  ['iguazio-password', 'session cookie', 'session.id', 'access_key.id', 'password'],
  ['dss-design', 'secrets.value', 'password', 'refreshToken', 'apiKey', 'redirect'],
  ['govern', 'password', 'apiKey', 'redirect'],
  ['squirro-main', 'access_token', 'refresh_token', 'access_secret', 'client_secret', 'password', 'api_key'],
])('%s told its secrets: in its answers, and in its refusals', ([system = '', ...places]) => {
  const sent = world.systems.get(system)?.planted.sent ?? new Set();
  expect([...places, ...REFUSALS].filter((place) => !sent.has(place))).toEqual([]);
});

test('no answer, header or output of a command holds a secret', () => {
  const leaks = catalogue.said.flatMap(({ name, text, mayQuote }) =>
    canaries.in(text).flatMap((found) => (mayQuote.includes(found) ? [] : [`${found}, in: ${name}`])),
  );
  expect(leaks).toEqual([]);
  expect(catalogue.said.length).toBeGreaterThan(140);
});

test('no line of the log holds a secret, however much is logged', () => {
  expect(ended.stdout.split('\n').length).toBeGreaterThan(300);
  expect(canaries.in(ended.stdout + ended.stderr)).toEqual([]);
  expect(ended.code).toBe(0);
});

test('no file that was written holds a secret', () => {
  const written = [...world.written()];
  expect(written.map(([name]) => name).join()).toContain('accounts.csv.manifest.json');
  expect(written.filter(([, text]) => canaries.in(text).length > 0)).toEqual([]);
});

test('Redis is told no secret', (context) => {
  if (world.told === undefined) return context.skip('there is no redis-server');
  expect(world.told.join('\n')).toContain('rollcall:cost:jwt:acme:ada');
  expect(canaries.in(world.told.join('\n'))).toEqual([]);
});

test('nothing of a request or of an answer is on the heap once it is over', () => {
  const left = heap.flatMap(({ names, heldBy }) =>
    names
      .filter((name) => !isKept(name) && !name.startsWith('caller, name: '))
      .map((name) => `${name}, held by ${heldBy.join(' and ')}`),
  );
  expect(left).toEqual([]);
});

test('every credential of the gateway is on the heap, inside a Secret and nowhere else', () => {
  const kept = heap.filter(({ names }) => names.some(isKept));
  expect(new Set(kept.flatMap(({ heldBy }) => heldBy))).toEqual(new Set(['Secret.#value']));
  const configured = [
    'iguazio-key accessKey',
    'iguazio-password password',
    'dss-design apiKey',
    'govern apiKey',
    'squirro-main refreshToken',
    'squirro-main clientSecret',
    'auth.apiKeys.pepper',
    'auth.issuers.sharedSecret',
    'ledger.key',
    ...(world.told ? ['limits.redisUrl'] : []),
  ];
  const found = new Set(kept.flatMap(({ names }) => names));
  expect(configured.filter((name) => !found.has(`configured: ${name}`))).toEqual([]);
});

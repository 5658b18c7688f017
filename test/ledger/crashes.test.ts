import { fileURLToPath } from 'node:url';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vitest from 'vitest';
import { withReader } from '../../src/ledger/reader.ts';
import { verify } from '../../src/ledger/verify.ts';
import { type Running, startProcess } from '../cli-process.ts';
import type { Task } from './child.ts';
import { attempt, end, everything, none, operation, stepEnd } from './operations.ts';
import { aDatabase, aFile, hasDatabase, open, type Place } from './places.ts';

const { describe, expect } = vitest;

const child = fileURLToPath(new URL('child.ts', import.meta.url));

/** A gateway in a process of its own. */
const gateway = (where: string, task: Task): Running =>
  startProcess(process.execPath, [child, where, task], {});

interface Shared extends Place {
  readonly where: string;
  readonly at: Exclude<Place['at'], 'MEMORY'>;
}

const kinds: readonly { name: string; isThere: boolean; place(): Promise<Shared> }[] = [
  {
    name: 'in a file',
    isThere: true,
    place: () => {
      const place = aFile();
      return Promise.resolve({ ...place, where: place.at.file });
    },
  },
  {
    name: 'in PostgreSQL',
    isThere: hasDatabase,
    place: async () => {
      const place = await aDatabase();
      return { ...place, where: place.url };
    },
  },
];

describe.for(kinds)('when a gateway is killed, a ledger $name', ({ place, isThere }) => {
  const test = vitest.test.skipIf(!isThere);

  test('has everything that was acknowledged, and is whole', async () => {
    await using shared = await place();
    const acknowledged: string[] = [];
    for (const count of [1, 20, 50]) {
      await using killed = gateway(shared.where, 'accept');
      for (let i = 0; i < count; i++) acknowledged.push(await killed.line());
      killed.process.kill('SIGKILL');
      const { stdout } = await killed.ended;
      acknowledged.push(...stdout.split('\n').slice(count, -1));
    }

    await using ledger = await open(shared.at);
    const kept = new Set((await ledger.adopt()).map(({ id }) => id));
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    // What was under way when it was killed may be there as well: one operation each time.
    expect(kept.size).toBeLessThanOrEqual(acknowledged.length + 3);
    expect((await withReader(shared.at, (reader) => verify(reader, []))).wrong).toEqual([]);
  });

  test('gives its unfinished operations to the next that asks, at once, with their secrets', async () => {
    await using shared = await place();
    await using killed = gateway(shared.where, 'begin');
    const id = await killed.line();
    killed.process.kill('SIGKILL');
    await killed.ended;

    await using ledger = await open(shared.at);

    expect(await ledger.adopt()).toMatchObject([{ id, state: 'RUNNING', steps: [{ attempts: 1 }] }]);
    expect(await ledger.adopt()).toEqual([]);
    expect(await ledger.secretsOf(id, 0)).toEqual({ password: 'hush' });
    expect(await ledger.add(id, attempt)).toMatchObject({ steps: [{ attempts: 2 }] });
  });
});

describe('a file', () => {
  const { test } = vitest;

  test('belongs to one gateway, for as long as that lives', async () => {
    await using place = aFile();
    await using first = gateway(place.at.file, 'begin');
    await first.line();

    await expect(open(place.at)).rejects.toThrow(`the ledger ${place.at.file} is in use by another gateway`);
    first.process.kill('SIGKILL');
    await first.ended;
    await using second = await open(place.at);
    expect(await second.adopt()).toHaveLength(1);
  });

  test('holds no secret in clear, and nothing of it when the operation is over', async () => {
    await using place = aFile();
    await using ledger = await open(place.at);
    const { id } = operation();
    await ledger.accept(operation({ id }), new Map([[0, { password: 'hush-hush-canary' }]]));
    const bytes = () => {
      const folder = dirname(place.at.file);
      return Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
    };
    const sealed = await withReader(place.at, async ({ query }) => {
      const [row] = await query('select sealed from secrets');
      return Buffer.from(row?.['sealed'] as Uint8Array);
    });
    expect(bytes().includes(sealed)).toBe(true);
    expect(bytes().includes('hush-hush-canary')).toBe(false);

    await ledger.add(id, stepEnd);
    await ledger.add(id, end);

    expect(bytes().includes(sealed)).toBe(false);
    for (let i = 16; i < sealed.length; i += 16)
      expect(bytes().includes(sealed.subarray(i - 16, i))).toBe(false);
  });

  test('opens no secret that was sealed with another key, or by a process without one', async () => {
    await using place = aFile();
    const { id } = operation();
    for (const settings of [{ key: undefined }, {}]) {
      await using ledger = await open(place.at, settings);
      await ledger.accept(operation({ id }), new Map([[0, { password: 'hush' }]])).catch(() => undefined);
      expect(await ledger.get(id)).toMatchObject({ id });
      if ('key' in settings) expect(await ledger.secretsOf(id, 0)).toEqual({ password: 'hush' });
      else expect(await ledger.secretsOf(id, 0)).toBeNull();
    }
  });
});

describe.skipIf(!hasDatabase)('two gateways on one database', () => {
  const { test } = vitest;

  test('leave each other’s operations alone while both live', async () => {
    await using place = await aDatabase();
    await using first = await open(place.at);
    await using second = await open(place.at);
    const { id } = operation();
    await first.accept(operation({ id }), none);

    expect(await second.adopt()).toEqual([]);
    await expect(second.add(id, attempt)).rejects.toMatchObject({ problem: { code: 'CONFLICT' } });
    expect(await first.add(id, attempt)).toMatchObject({ id });
    expect((await second.list(everything, { first: 10, after: null })).totalCount).toBe(1);
  });

  test('accept one of forty operations with the same key', async () => {
    await using place = await aDatabase();
    await using other = gateway(place.url, 'race');
    await using ledger = await open(place.at);
    await ledger.head();
    expect(await other.line()).toBe('ready');

    const here = await Promise.all(
      Array.from({ length: 20 }, () => ledger.accept(operation({ idempotencyKey: 'once' }), none)),
    );
    const there = Number(await other.line());

    expect(here.filter(({ isNew }) => isNew).length + there).toBe(1);
    expect((await ledger.head()).seq).toBe(1);
  });

  test('wait for each other’s work under a name, and not for that of one that was killed', async () => {
    await using place = await aDatabase();
    await using other = gateway(place.url, 'hold');
    await using ledger = await open(place.at);
    expect(await other.line()).toBe('held');
    const events: string[] = [];

    const alone = ledger.exclusively(['user ada'], () => Promise.resolve(events.push('alone')));
    await ledger.exclusively(['user bob'], () => Promise.resolve(events.push('aside')));
    await ledger.accept(operation(), none);
    expect(events).toEqual(['aside']);
    other.process.kill('SIGKILL');
    await alone;

    expect(events).toEqual(['aside', 'alone']);
  });
});

import { inspect } from 'node:util';
import { pino } from 'pino';
import { describe, expect, test, vi } from 'vitest';
import { openLedger } from '../../src/ledger/open.ts';
import { Secret } from '../../src/secret.ts';
import { attempt, key, none, operation, stepEnd } from './operations.ts';
import { aDatabase, hasDatabase, open } from './places.ts';
import { type Wire, wireTo } from './wire.ts';

const refusal = { problem: { code: 'RECORD_UNAVAILABLE' } };
const conflict = { problem: { code: 'CONFLICT' } };

/** A ledger in a database, with a wire in between that can be cut. */
async function wired() {
  const place = await aDatabase();
  const wire = await wireTo(place.url);
  const ledger = await open({ url: new Secret(wire.url) });
  await ledger.head();
  return {
    place,
    wire,
    ledger,
    audit: async () =>
      (await place.query('select operation from audit order by seq')).map((row) => row['operation']),
    async [Symbol.asyncDispose]() {
      await ledger.close();
      await wire[Symbol.asyncDispose]();
      await place[Symbol.asyncDispose]();
    },
  };
}

/** Resolves as soon as something works again. */
const again = <T>(work: () => Promise<T>): Promise<T> => vi.waitFor(work, { timeout: 20_000 });

describe.skipIf(!hasDatabase)('a ledger in a database', { timeout: 60_000 }, () => {
  test('may be opened before the database is there', async () => {
    await using place = await aDatabase();
    await using wire: Wire = await wireTo(place.url);
    wire.mode = 'CLOSED';
    await using ledger = await open({ url: new Secret(wire.url) });

    await expect(ledger.accept(operation(), none)).rejects.toMatchObject(refusal);
    await expect(ledger.exclusively(['user ada'], () => Promise.resolve())).rejects.toMatchObject(refusal);
    wire.mode = 'OPEN';

    const { isNew } = await again(() => ledger.accept(operation(), none));
    expect(isNew).toBe(true);
    expect((await ledger.head()).seq).toBe(1);
  });

  test('refuses in time when the network swallows everything, and keeps nothing of it', async () => {
    await using all = await wired();
    all.wire.mode = 'SILENT';

    const start = performance.now();
    const refused = await Promise.allSettled([
      all.ledger.accept(operation(), none),
      all.ledger.accept(operation(), none),
      all.ledger.head(),
    ]);

    expect(performance.now() - start).toBeLessThan(3_500);
    expect(refused).toMatchObject(refused.map(() => ({ status: 'rejected', reason: refusal })));
    expect(await all.audit()).toEqual([]);
    all.wire.cut();
    all.wire.mode = 'OPEN';
    await again(() => all.ledger.accept(operation(), none));
  });

  test('finds out what became of a commit whose answer was lost', async () => {
    await using all = await wired();
    const { id } = operation();

    const lost = all.wire.lose('ANSWER');
    const accepted = await all.ledger.accept(operation({ id }), none);
    await lost;

    expect(accepted).toMatchObject({ isNew: true, record: { id } });
    const lostAgain = all.wire.lose('ANSWER');
    expect(await all.ledger.add(id, attempt)).toMatchObject({ steps: [{ attempts: 1 }] });
    await lostAgain;
    expect(await all.audit()).toEqual([id, id]);
    expect(await all.ledger.adopt()).toEqual([]);
  });

  test('refuses where the commit itself was lost, and keeps nothing of it', async () => {
    await using all = await wired();

    const lost = all.wire.lose('COMMIT');
    await expect(all.ledger.accept(operation(), none)).rejects.toMatchObject(refusal);
    await lost;

    expect(await all.audit()).toEqual([]);
    expect(await all.ledger.adopt()).toEqual([]);
  });

  test('gives what it could not be told of later, where nobody could find out', async () => {
    await using all = await wired();
    const { id } = operation();

    const lost = all.wire.lose('ANSWER').then(() => (all.wire.mode = 'CLOSED'));
    const accepting = all.ledger.accept(operation({ id }), none);
    await expect(accepting).rejects.toMatchObject({ problem: { code: 'OUTCOME_UNKNOWN' } });
    await lost;
    all.wire.mode = 'OPEN';

    expect(await again(() => all.ledger.adopt())).toMatchObject([{ id }]);
  });

  test('goes on with what nobody took over when its connections were lost, under another name', async () => {
    await using all = await wired();
    const { owner } = all.ledger;
    const { id } = operation();
    await all.ledger.accept(operation({ id }), none);

    all.wire.cut();

    expect(await again(() => all.ledger.add(id, attempt))).toMatchObject({ id });
    expect(all.ledger.owner).not.toBe(owner);
  });

  test('leaves alone what another took over when its connections were lost', async () => {
    await using all = await wired();
    await using other = await open(all.place.at);
    const { id } = operation();
    await all.ledger.accept(operation({ id }), none);
    expect(await other.adopt()).toEqual([]);

    all.wire.mode = 'CLOSED';
    all.wire.cut();
    const taken = await again(async () => {
      const [record] = await other.adopt();
      expect(record).toMatchObject({ id });
      return record;
    });
    all.wire.mode = 'OPEN';

    expect(taken).toMatchObject({ id });
    await again(() => all.ledger.accept(operation(), none));
    await expect(all.ledger.add(id, attempt)).rejects.toMatchObject(conflict);
    expect(await other.add(id, attempt)).toMatchObject({ steps: [{ attempts: 1 }] });
  });

  test('lets nothing more be sent by work that lost its locks, but what was sent be told', async () => {
    await using all = await wired();
    const { id } = operation();
    await all.ledger.accept(operation({ id }), none);

    await all.ledger.exclusively(['user ada', 'user bob'], async () => {
      expect(await all.ledger.add(id, attempt)).toMatchObject({ steps: [{ attempts: 1 }] });
      all.wire.cut();
      await again(() => all.ledger.accept(operation(), none));
      await expect(all.ledger.add(id, attempt)).rejects.toMatchObject(conflict);
      expect(await all.ledger.add(id, stepEnd)).toMatchObject({ steps: [{ outcome: 'APPLIED' }] });
    });

    const twice = await all.ledger.exclusively(['user ada'], () => all.ledger.add(id, attempt));
    expect(twice).toMatchObject({ steps: [{ attempts: 2 }] });
  });

  test('keeps more work waiting for its turn than it has connections', async () => {
    await using all = await wired();
    let [running, most] = [0, 0];

    await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        all.ledger.exclusively([`document ${i % 20}`], async () => {
          most = Math.max(most, ++running);
          await all.ledger.accept(operation(), none);
          running--;
        }),
      ),
    );

    expect(most).toBeLessThanOrEqual(16);
    expect(await all.audit()).toHaveLength(40);
  });
});

test('a database that is not there is told to the log once, without its password', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
  const url = new Secret('postgres://rollcall:hush-hush@127.0.0.1:1/rollcall');
  const ledger = await openLedger({ at: { url }, key }, log);

  await expect(ledger.head()).rejects.toMatchObject(refusal);
  await ledger.close();

  const [line = ''] = lines;
  expect(JSON.parse(line)).toMatchObject({
    level: 50,
    reason: 'not kept: ECONNREFUSED',
    msg: 'the ledger’s database cannot be used: changes are refused',
  });
  expect(lines.join('') + inspect(ledger, { depth: Infinity, showHidden: true })).not.toContain('hush-hush');
});

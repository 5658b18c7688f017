import * as vitest from 'vitest';
import type { OperationQuery } from '../../src/ledger/ledger.ts';
import { isVisible } from '../../src/ledger/search.ts';
import type { OperationRecord } from '../../src/operation.ts';
import { attempt, dss, end, everything, govern, none, operation, step, stepEnd } from './operations.ts';
import { open, places } from './places.ts';

const { describe, expect } = vitest;

const page = { first: 50, after: null };

const idsOf = (records: readonly OperationRecord[]) => records.map(({ id }) => id);

describe.for(places)('a ledger $name', ({ place, isThere }) => {
  const test = vitest.test.skipIf(!isThere);

  test('gives back what it accepted, and what became of it', async () => {
    await using where = await place();
    await using ledger = await open(where.at);
    const accepted = operation({ idempotencyKey: 'once', target: 'A\u0000\ud800' });

    expect(await ledger.accept(accepted, none)).toEqual({ record: accepted, isNew: true });
    expect(await ledger.add(accepted.id, attempt)).toMatchObject({
      state: 'RUNNING',
      steps: [{ attempts: 1, before: { enabled: true } }],
    });
    await ledger.add(accepted.id, stepEnd);
    const ended = await ledger.add(accepted.id, end);

    expect(ended).toMatchObject({ state: 'SUCCEEDED', outcome: 'APPLIED', steps: [{ state: 'SUCCEEDED' }] });
    expect(ended.finishedAt).toBeInstanceOf(Date);
    expect(await ledger.get(accepted.id)).toEqual(ended);
    expect(await ledger.get('nothing')).toBeNull();
  });

  test('takes nothing for an operation at its end, or one that was never accepted', async () => {
    await using where = await place();
    await using ledger = await open(where.at);
    const { id } = operation();
    await ledger.accept(operation({ id }), none);
    await ledger.add(id, end);
    const head = await ledger.head();

    for (const one of [id, 'nothing']) {
      await expect(ledger.add(one, attempt)).rejects.toMatchObject({
        problem: { code: 'CONFLICT' },
      });
    }
    expect(await ledger.head()).toEqual(head);
  });

  test('accepts one of twenty operations with the same key at once', async () => {
    await using where = await place();
    await using ledger = await open(where.at);

    const accepted = await Promise.all(
      Array.from({ length: 20 }, () => ledger.accept(operation({ idempotencyKey: 'once' }), none)),
    );

    expect(accepted.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(idsOf(accepted.map(({ record }) => record)))).toHaveLength(1);
    expect((await ledger.head()).seq).toBe(1);
  });

  test('keeps keys of different actors apart, and operations without one', async () => {
    await using where = await place();
    await using ledger = await open(where.at);

    const actors = ['grace', 'ada', 'grace\u0000', 'grace\ud800'];
    const keys = ['once', 'Once', null, null];
    for (const actor of actors) {
      for (const idempotencyKey of keys) {
        expect(await ledger.accept(operation({ actor, idempotencyKey }), none)).toMatchObject({
          isNew: true,
        });
      }
    }
  });

  test('lists newest first, page by page, and counts them all', async () => {
    await using where = await place();
    await using ledger = await open(where.at);
    const accepted = Array.from({ length: 7 }, () => operation());
    for (const one of accepted) await ledger.accept(one, none);
    const newestFirst = idsOf(accepted).toReversed();

    const first = await ledger.list(everything, { first: 3, after: null });
    const second = await ledger.list(everything, { first: 3, after: newestFirst[2] ?? null });
    const third = await ledger.list(everything, { first: 3, after: newestFirst[5] ?? null });

    expect([first, second, third].map(({ records }) => idsOf(records))).toEqual([
      newestFirst.slice(0, 3),
      newestFirst.slice(3, 6),
      newestFirst.slice(6),
    ]);
    expect([first, second, third].map(({ hasNextPage }) => hasNextPage)).toEqual([true, true, false]);
    expect([first, second, third].map(({ totalCount }) => totalCount)).toEqual([7, 7, 7]);
  });

  test('finds operations by everything a filter can say', async () => {
    await using where = await place();
    await using ledger = await open(where.at);
    const [old, other, inTwo] = [
      operation({ startedAt: new Date('2026-01-01T00:00:00Z'), idempotencyKey: 'k' }),
      operation({
        kind: 'createUser',
        actor: 'ada',
        targets: ['user.govern.x', 'group.govern.y'],
        system: govern,
      }),
      operation({ steps: [step(), step({ system: govern })], actor: 'ada' }),
    ];
    for (const one of [old, other, inTwo]) await ledger.accept(one, none);
    await ledger.add(other.id, { ...end, targets: ['user.govern.z'] });
    const found = async (conditions: Partial<OperationQuery>) =>
      idsOf((await ledger.list({ ...everything, ...conditions }, page)).records);

    expect(await found({ kinds: ['createUser', 'none'] })).toEqual([other.id]);
    expect(await found({ kinds: [] })).toEqual([]);
    expect(await found({ states: ['SUCCEEDED'] })).toEqual([other.id]);
    expect(await found({ states: ['RUNNING', 'SUCCEEDED'] })).toHaveLength(3);
    expect(await found({ actor: 'ada' })).toEqual([inTwo.id, other.id]);
    expect(await found({ systems: ['govern'] })).toEqual([inTwo.id]);
    expect(await found({ systems: ['nul\u0000', "' or 1=1 --"] })).toEqual([]);
    expect(await found({ target: 'user.govern.z' })).toEqual([other.id]);
    expect(await found({ target: 'group.govern.y' })).toEqual([]);
    expect(await found({ idempotencyKey: 'k' })).toEqual([old.id]);
    expect(await found({ since: new Date('2026-01-01T00:00:00.001Z') })).toEqual([inTwo.id, other.id]);
    expect(await found({ until: new Date('2026-01-01T00:00:00.001Z') })).toEqual([old.id]);
    expect(await found({ actor: 'ada', kinds: ['disableUser'] })).toEqual([inTwo.id]);
  });

  test('shows a caller its own, and what went nowhere but where the caller may look', async () => {
    await using where = await place();
    await using ledger = await open(where.at);
    const records = [
      operation({ actor: 'ada' }),
      operation(),
      operation({ system: govern, steps: [step({ system: govern })] }),
      operation({ steps: [step(), step({ system: govern })] }),
      operation({ steps: [] }),
    ];
    for (const one of records) await ledger.accept(one, none);

    for (const systems of [[], [dss], [govern], [dss, govern]]) {
      const visible = { actor: 'ada', systems };
      const listed = await ledger.list({ visible }, page);
      const allowed = records.filter((record) => isVisible(record, visible));
      expect(idsOf(listed.records)).toEqual(idsOf(allowed).toReversed());
      expect(listed.totalCount).toBe(allowed.length);
    }
  });

  test('opens the secrets of a step until the operation ends', async () => {
    await using where = await place();
    await using ledger = await open(where.at);
    const { id, ...rest } = operation({ steps: [step(), step()] });
    await ledger.accept({ id, ...rest }, new Map([[1, { password: 'hush' }]]));

    expect(await ledger.secretsOf(id, 1)).toEqual({ password: 'hush' });
    expect(await ledger.secretsOf(id, 0)).toBeNull();
    await ledger.add(id, end);
    expect(await ledger.secretsOf(id, 1)).toBeNull();
  });

  test('writes every line of the audit after the one before', async () => {
    await using where = await place();
    await using ledger = await open(where.at);
    const { id } = operation();
    await ledger.accept(operation({ id }), none);
    for (const event of [attempt, stepEnd, end]) await ledger.add(id, event);

    const lines = await Array.fromAsync(ledger.audit());

    expect(lines.map(({ seq, operation: about, entry }) => [seq, about, entry['type']])).toEqual([
      [1, id, 'accept'],
      [2, id, 'attempt'],
      [3, id, 'stepEnd'],
      [4, id, 'end'],
    ]);
    expect(lines.slice(1).map(({ previous }) => previous)).toEqual(
      lines.slice(0, -1).map(({ hash }) => hash),
    );
    expect(await ledger.head()).toEqual({ seq: 4, hash: lines.at(-1)?.hash });
  });

  test('lets one piece of work at a time through under a name, in order', async () => {
    await using where = await place();
    await using ledger = await open(where.at);
    const events: string[] = [];
    const work = (text: string) => async () => {
      events.push(`${text} begins`);
      await ledger.head();
      events.push(`${text} ends`);
    };

    const failing = ledger.exclusively(['a', 'b'], () => Promise.reject(new Error('no')));
    const others = [
      ledger.exclusively(['b', 'a'], work('first')),
      ledger.exclusively(['a'], work('second')),
      ledger.exclusively(['c'], work('aside')),
    ];

    await expect(failing).rejects.toThrow('no');
    await Promise.all(others);
    expect(events.filter((event) => !event.startsWith('aside'))).toEqual([
      'first begins',
      'first ends',
      'second begins',
      'second ends',
    ]);
    expect(events.indexOf('aside begins')).toBeLessThan(events.indexOf('first ends'));
  });
});

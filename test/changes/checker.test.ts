import { describe, expect, test } from 'vitest';
import type { Happened, History, Recorded, Sent } from '../../bench/checker/history.ts';
import { crashEverywhere, moments, rehearsed } from '../../bench/checker/points.ts';
import { storm } from '../../bench/checker/storm.ts';
import { findingsIn } from '../../bench/checker/verdict.ts';

// The short run of `npm run checker`: the same program, fewer mutations and crashes. First, that it finds what is wrong.

const SEED = 20_261_128;
const momentsWithoutJob = moments.filter((moment) => !moment.endsWith('job'));

describe('the checker finds', () => {
  const ada: Sent = {
    key: 'k1',
    system: 'dss',
    writeClass: 'document',
    mutation: 'updateUser',
    subjects: ['ada'],
    facts: [{ cell: 'name of ada', value: 'Countess' }],
    from: 0,
    to: 1,
    replies: [{ outcome: 'APPLIED', operation: 'o1', isOver: true, problem: null }],
  };
  const record: Recorded = {
    id: 'o1',
    key: 'k1',
    outcome: 'APPLIED',
    steps: [{ about: null, outcome: 'APPLIED', attempts: 1 }],
  };
  const effect: Happened = { kind: 'user.updated', target: 'ada' };
  const failed: Recorded = {
    ...record,
    outcome: 'NOT_APPLIED',
    steps: [{ about: null, outcome: 'NOT_APPLIED', attempts: 1 }],
  };
  const told = (outcome: 'NOT_APPLIED' | 'UNKNOWN'): Sent => ({
    ...ada,
    replies: [{ outcome, operation: 'o1', isOver: true, problem: null }],
  });
  const history = ({
    sent = [ada],
    recorded = [record],
    happened = [effect],
    after = 'Countess',
  }: {
    sent?: readonly Sent[];
    recorded?: readonly Recorded[];
    happened?: readonly Happened[];
    after?: string;
  }): History => ({
    sent,
    recorded,
    happened: { dss: happened },
    before: new Map([['name of ada', 'Ada']]),
    after: new Map([['name of ada', after]]),
  });
  const wrong = (given: Parameters<typeof history>[0]) => findingsIn(history(given)).map((one) => one.wrong);

  test('nothing where all three agree', () => {
    expect(wrong({})).toEqual([]);
    expect(wrong({ sent: [told('UNKNOWN')] })).toEqual([]);
  });
  test('what was said to be applied and never happened', () => {
    expect(wrong({ happened: [], after: 'Ada' })).toEqual(['lost', 'lost']);
  });
  test('what was undone by somebody else', () => {
    expect(wrong({ after: 'Ada' })).toEqual(['lost']);
  });
  test('what is not at its end', () => {
    expect(wrong({ recorded: [{ ...record, outcome: null }] })).toContain('lost');
    expect(wrong({ sent: [{ ...ada, to: undefined }] })).toContain('lost');
  });
  test('an operation that was told of and is not on record', () => {
    expect(wrong({ recorded: [] })).toEqual(expect.arrayContaining(['lost', 'ghosts']));
  });
  test('what happened twice', () => {
    expect(wrong({ sent: [{ ...ada, to: 2 }], happened: [effect, effect] })).toEqual(['doubled']);
    expect(wrong({ recorded: [record, { ...record, id: 'o2' }] })).toEqual(['doubled']);
  });
  test('what happened without a record, or without an attempt on it, or when nothing was under way', () => {
    expect(
      wrong({ recorded: [{ ...record, steps: [{ about: null, outcome: 'APPLIED', attempts: 0 }] }] }),
    ).toEqual(['ghosts']);
    expect(wrong({ happened: [effect, { kind: 'user.deleted', target: 'ada' }] })).toEqual(['ghosts']);
    expect(wrong({ happened: [effect, { kind: 'user.updated', target: 'grace' }] })).toEqual(['ghosts']);
  });
  test('what was said to have come to nothing, and happened', () => {
    expect(wrong({ recorded: [failed], sent: [told('NOT_APPLIED')] })).toContain('misreported');
  });
  test('a client that was told something else than the record says', () => {
    expect(wrong({ sent: [told('NOT_APPLIED')] })).toEqual(['misreported']);
  });

  test.for([
    ['sends twice', 'doubled'],
    ['sends nothing', 'lost'],
  ] as const)('a gateway that %s', { timeout: 120_000 }, async ([sabotage, expected]) => {
    const { history: found } = await storm({ mutations: 20, kills: 0, seed: SEED, sabotage });

    expect(findingsIn(found).map(({ wrong: one }) => one)).toContain(expected);
  });
});

test(
  `nothing is lost, doubled or misreported while systems fail and the gateway is killed (seed ${SEED})`,
  { timeout: 300_000 },
  async () => {
    const { history, kills } = await storm({ mutations: 250, kills: 10, seed: SEED });

    expect(findingsIn(history)).toEqual([]);
    expect(history.sent.length).toBeGreaterThanOrEqual(250);
    expect(kills.counted).toBeGreaterThanOrEqual(10);
  },
);

/** The long run takes every class of write in every system. */
test.for([
  ['a thing that the system goes on making by itself', 'iguazio-main', 'createUser', moments],
  ['a thing without a name of its own', 'squirro-main', 'createSquirroGrant', momentsWithoutJob],
] as const)(
  'nor when the gateway dies at any moment while it makes %s',
  { timeout: 300_000 },
  async ([, system, mutation, all]) => {
    const moves = rehearsed.filter((move) => move.system === system && move.mutation === mutation);
    const { history, points } = await crashEverywhere({ moves, seed: SEED });

    expect(findingsIn(history)).toEqual([]);
    expect(points.filter(({ sent }) => sent !== undefined).map(({ moment }) => moment)).toEqual(all);
  },
);

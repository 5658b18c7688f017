import { setTimeout as sleep } from 'node:timers/promises';
import type { Cast } from './cast.ts';
import { type MomentInside, momentsInside, type MomentOutside, momentsOutside } from './crash-points.ts';
import type { History, Sent } from './history.ts';
import type { Life } from './lives.ts';
import { type Move, moves } from './moves.ts';
import { Player } from './player.ts';
import { Random } from './random.ts';
import { CheckedStage, LATEST } from './stage.ts';

export type Moment = MomentInside | MomentOutside;

export const moments: readonly Moment[] = [...momentsInside, ...momentsOutside];

export interface Point {
  readonly moment: Moment;
  readonly move: Move;
  /** The mutation that died there; undefined: its life has no such moment. */
  readonly sent: Sent | undefined;
}

export interface Pointed {
  readonly history: History;
  readonly points: readonly Point[];
}

/** One way to change each system by each class of write. */
export const rehearsed: readonly Move[] = [
  ...Map.groupBy(moves, ({ system, writeClass }) => `${system} ${writeClass}`).values(),
].flatMap(([first]) => first ?? []);

interface Options {
  readonly moves: readonly Move[];
  readonly seed: number;
  progress?(line: string): void;
}

/** How often a mutation is drawn again that turns out to change nothing. */
const TRIES = 5;

/** Kills the gateway at every moment in the life of every mutation, one at a time, in fair weather. */
export async function crashEverywhere({ moves: chosen, seed, progress }: Options): Promise<Pointed> {
  const random = new Random(seed);
  await using stage = await CheckedStage.start();
  let life = await stage.lives.start();
  const casts = await stage.casts(random);
  const before = await stage.facts();
  const player = new Player(stage, casts, random, 'point');
  const points: Point[] = [];
  for (const move of chosen) {
    for (const moment of moments) {
      const sent = await crashAt(moment, move);
      points.push({ moment, move, sent });
    }
    progress?.(`${move.system} ${move.mutation}: ${points.filter(({ sent }) => sent).length} crashes so far`);
  }
  await life.kill();
  return { history: await stage.history(player.sent, before), points };

  async function crashAt(moment: Moment, move: Move): Promise<Sent | undefined> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const cast = casts[move.system];
      await prepare(move, cast);
      const arm = momentsInside.find((one) => one === moment);
      if (arm) await life.dieAt(arm);
      else foul(moment as MomentOutside, move);
      const playing = player.play(move);
      if (playing === undefined) throw new Error(`nothing is free for ${move.mutation} in ${move.system}`);
      const isDead = await (arm
        ? diesDuring(playing, life)
        : killedDuring(playing, move, moment === 'effect'));
      stage.heal();
      if (isDead) life = await stage.lives.start();
      const sent = await playing;
      if (isDead) return sent;
      if (sent.replies.at(-1)?.outcome !== 'ALREADY') return undefined;
    }
    return undefined;
  }

  /** What is to be removed must be made first; and whoever has not signed in does it now. */
  async function prepare({ system, writeClass, mutation }: Move, cast: Cast): Promise<void> {
    const kind = (['user', 'group', 'project'] as const).find((one) => mutation.toLowerCase().endsWith(one));
    if (writeClass !== 'delete' || kind === undefined || cast.made(kind)) {
      await stage.ask('query($key: String!) { system(key: $key) { self { id } } }', { key: system });
      return;
    }
    const making = moves.find(
      (one) => one.system === system && one.mutation === mutation.replace('delete', 'create'),
    );
    if (making) await player.play(making);
  }

  function foul(moment: MomentOutside, { system }: Move): void {
    const faults = { received: 'hang', 'received, late': `latency:${LATEST}`, effect: 'hang-after' };
    const fault = faults[moment];
    stage.systems[system].setFaults(
      ['POST', 'PUT', 'PATCH', 'DELETE'].map((method) => ({ method, fault, times: 1 })),
    );
  }

  /** Kills the gateway when the system has met the fault, and the effect has come if that is waited for. */
  async function killedDuring(
    playing: Promise<Sent>,
    { system }: Move,
    withEffect: boolean,
  ): Promise<boolean> {
    const { requests, effects } = stage.systems[system];
    const [asked, changed] = [requests.length, effects.length];
    const isOver = settled(playing);
    while (!isOver()) {
      const isMet = requests.slice(asked).some(({ fault }) => fault !== undefined);
      if (isMet && (!withEffect || effects.length > changed)) {
        await life.kill();
        return true;
      }
      await sleep(1);
    }
    return false;
  }
}

/** Whether the gateway died before the mutation was at its end. */
const diesDuring = (playing: Promise<Sent>, { ended }: Life): Promise<boolean> =>
  Promise.race([ended.then(() => true), playing.then(() => false)]);

function settled(work: Promise<unknown>): () => boolean {
  let isOver = false;
  void work.finally(() => (isOver = true));
  return () => isOver;
}

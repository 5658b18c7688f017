import { setTimeout as sleep } from 'node:timers/promises';
import type { SystemName } from '../../test/support.ts';
import type { Sabotage } from './crash-points.ts';
import type { History } from './history.ts';
import { type Move, moves } from './moves.ts';
import { Player } from './player.ts';
import { Random } from './random.ts';
import { CheckedStage, LATEST } from './stage.ts';

/** What a storm is to be. */
export interface StormOptions {
  readonly mutations: number;
  /** `kill -9`s that found an operation not at its end. */
  readonly kills: number;
  readonly seed: number;
  readonly sabotage?: Sabotage;
  /** Told now and then. */
  progress?(line: string): void;
}

export interface Stormed {
  readonly history: History;
  /** How often a gateway was killed, and how many of these found an operation not at its end. */
  readonly kills: { readonly all: number; readonly counted: number };
  /** How often each fault was met. */
  readonly faults: ReadonlyMap<string, number>;
}

/** How many mutations are under way at once. */
const CROWD = 24;

/** Random mutations everywhere, random faults of every kind, and a gateway that is killed again and again. */
export async function storm({ mutations, kills, seed, sabotage, progress }: StormOptions): Promise<Stormed> {
  const random = new Random(seed);
  await using stage = await CheckedStage.start({ sabotage });
  let life = await stage.lives.start();
  const casts = await stage.casts(random);
  const before = await stage.facts();
  const player = new Player(stage, casts, random, 'storm');
  const weather = new Weather(stage, random);
  const playing = new Set<Promise<unknown>>();
  const failed = Promise.withResolvers<never>();
  let all = 0;
  let counted = 0;
  const isEnough = () => player.sent.length >= mutations && counted >= kills;
  const fill = () => {
    for (let tries = 0; player.underWay < CROWD && tries < 50 && !isEnough(); tries += 1) {
      const played = player.play(random.one(moves as readonly [Move, ...Move[]]));
      if (!played) continue;
      const one: Promise<unknown> = played.catch(failed.reject).finally(() => {
        playing.delete(one);
        fill();
      });
      playing.add(one);
    }
  };
  weather.start();
  fill();
  const pace = Math.max(1, Math.floor(mutations / Math.max(1, kills)));
  const die = async () => {
    while (!isEnough()) {
      const goal = player.ended + random.between(1, 2 * pace - 1);
      while (player.ended < goal && !isEnough()) await sleep(random.between(1, 10));
      if (counted >= kills || player.underWay === 0) continue;
      await life.kill();
      all += 1;
      if ((await stage.unfinished()) > 0) counted += 1;
      life = await stage.lives.start();
      if (all % 25 === 0) progress?.(`${player.ended} mutations, ${counted} kills`);
    }
  };
  await Promise.race([failed.promise, die()]);
  weather.stop();
  await Promise.race([failed.promise, Promise.all(playing)]);
  await life.kill();
  return {
    history: await stage.history(player.sent, before),
    kills: { all, counted },
    faults: weather.met(),
  };
}

/** What strikes, and how often compared with the others. */
const weights: readonly (readonly [fault: (random: Random) => string, weight: number])[] = [
  [() => 'reset-before', 10],
  [() => 'reset-after', 12],
  [(random) => `late:${random.between(20, LATEST)}`, 12],
  [(random) => `latency:${random.between(20, LATEST)}`, 10],
  [(random) => `status:${random.one([500, 502, 503, 504, 409, 403, 404, 423])}`, 12],
  [() => 'hang', 3],
  [() => 'hang-after', 4],
  [() => 'drip', 2],
  [() => 'truncate', 6],
  [() => 'html', 4],
  [() => 'empty', 4],
  [() => 'wrong-types', 4],
  [() => 'redirect', 3],
  [() => 'retry-after:0', 4],
  [() => 'retry-after:1', 1],
  [() => 'expired-token', 4],
  [() => 'huge', 0.2],
  [() => 'gzip-bomb', 0.1],
];

/** Milliseconds between changes of the weather. */
const CHANGE = 60;

/** Faults that come and go. */
class Weather {
  readonly #stage: CheckedStage;
  readonly #random: Random;
  #timer: NodeJS.Timeout | undefined;

  constructor(stage: CheckedStage, random: Random) {
    this.#stage = stage;
    this.#random = random;
  }

  start(): void {
    this.#timer = setInterval(() => this.#change(), CHANGE);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#stage.heal();
  }

  /** How often each fault was met, as far as the systems still know. */
  met(): ReadonlyMap<string, number> {
    const met = new Map<string, number>();
    for (const { requests } of Object.values(this.#stage.systems)) {
      for (const { fault } of requests) {
        if (fault === undefined) continue;
        const [name = fault] = fault.split(':');
        met.set(name, (met.get(name) ?? 0) + 1);
      }
    }
    return met;
  }

  #change(): void {
    for (const key of Object.keys(this.#stage.systems) as SystemName[]) {
      const method = this.#random.one([
        'PUT',
        'PUT',
        'PUT',
        'POST',
        'POST',
        'POST',
        'DELETE',
        'DELETE',
        'GET',
      ]);
      this.#stage.systems[key].setFaults([{ method, fault: this.#draw(), times: 1 }]);
    }
  }

  #draw(): string {
    const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
    let left = this.#random.draw() * total;
    for (const [fault, weight] of weights) {
      left -= weight;
      if (left <= 0) return fault(this.#random);
    }
    return 'reset-after';
  }
}

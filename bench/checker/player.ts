import { setTimeout as sleep } from 'node:timers/promises';
import type { ChangeOutcome } from '../../src/generated/types.ts';
import type { SystemName } from '../../test/support.ts';
import type { Cast } from './cast.ts';
import type { Reply, Sent } from './history.ts';
import { documentOf, type Drawn, type Move } from './moves.ts';
import type { Random } from './random.ts';
import type { CheckedStage } from './stage.ts';

/** A mutation under way. */
type Playing = { -readonly [K in keyof Sent]: Sent[K] } & { replies: Reply[] };

interface Answer {
  readonly outcome: ChangeOutcome;
  readonly problems: readonly { readonly code: string; readonly message: string }[];
  readonly operation: {
    readonly id: string;
    readonly outcome: ChangeOutcome | null;
    readonly targets: readonly string[];
  } | null;
}

type Followed = NonNullable<Answer['operation']> & Pick<Answer, 'problems'>;

const textOf = ([problem]: Answer['problems']): string | null =>
  problem === undefined ? null : `${problem.code}: ${problem.message}`;

/** Sends mutations as a client does that wants to know what became of each, whatever happens meanwhile. */
export class Player {
  readonly sent: Sent[] = [];
  readonly #stage: CheckedStage;
  readonly #casts: Readonly<Record<SystemName, Cast>>;
  readonly #random: Random;
  readonly #name: string;
  #underWay = 0;
  #ended = 0;

  constructor(stage: CheckedStage, casts: Readonly<Record<SystemName, Cast>>, random: Random, name: string) {
    this.#stage = stage;
    this.#casts = casts;
    this.#random = random;
    this.#name = name;
  }

  get underWay(): number {
    return this.#underWay;
  }

  get ended(): number {
    return this.#ended;
  }

  /** Draws and sends one; undefined: nothing it could be about is free now. Resolves at the mutation's end. */
  play({ system, mutation, writeClass, draw }: Move): Promise<Sent> | undefined {
    const cast = this.#casts[system];
    const nth = this.sent.length;
    const drawn = draw(cast, nth, this.#random);
    if (drawn === undefined) return undefined;
    const playing: Playing = {
      key: `${this.#name}-${nth}`,
      system,
      writeClass,
      mutation,
      subjects: drawn.subjects,
      facts: drawn.facts,
      from: this.#stage.systems[system].effects.length,
      to: undefined,
      replies: [],
    };
    this.sent.push(playing);
    cast.take(drawn.subjects);
    this.#underWay += 1;
    return this.#toTheEnd(playing, { ...drawn, mutation, writeClass }, cast).finally(
      () => (this.#underWay -= 1),
    );
  }

  async #toTheEnd(playing: Playing, drawn: Drawn, cast: Cast): Promise<Sent> {
    const { mutation, input, removes, subjects } = drawn;
    const answer = await this.#answered(playing, mutation, { ...input, idempotencyKey: playing.key });
    const outcome = await this.#settled(playing, answer);
    playing.to = this.#stage.systems[playing.system as SystemName].effects.length;
    cast.release(subjects);
    this.#ended += 1;
    const [name = ''] = subjects;
    if (outcome.is === 'APPLIED' && drawn.writeClass === 'create')
      for (const id of outcome.targets) cast.add(id, name);
    // What may be gone is not asked for again.
    if (removes && outcome.is !== 'NOT_APPLIED') cast.forget(removes);
    return playing;
  }

  async #answered(playing: Playing, mutation: string, input: object): Promise<Answer> {
    const data = await this.#stage.ask<Record<string, Answer>>(documentOf(mutation), { input });
    const answer = data[mutation];
    if (!answer) throw new Error(`${mutation} was not answered`);
    const { outcome, operation, problems } = answer;
    const isOver = outcome !== 'PENDING' && (operation === null || isEnd(operation.outcome));
    playing.replies.push({ outcome, operation: operation?.id ?? null, isOver, problem: textOf(problems) });
    return answer;
  }

  /** What became of it, which `operation` tells where the answer did not. */
  async #settled(
    playing: Playing,
    { outcome, operation }: Answer,
  ): Promise<{ readonly is: ChangeOutcome; readonly targets: readonly string[] }> {
    if (operation === null) return { is: outcome, targets: [] };
    if (isEnd(operation.outcome)) return { is: operation.outcome, targets: operation.targets };
    for (const until = performance.now() + PATIENCE; performance.now() < until;) {
      await sleep(100);
      const { operation: now } = await this.#stage.ask<{ operation: Followed | null }>(
        'query($id: ID!) { operation(id: $id) { id outcome targets problems { code message } } }',
        { id: operation.id },
      );
      if (!now || !isEnd(now.outcome)) continue;
      const problem = textOf(now.problems);
      playing.replies.push({ outcome: now.outcome, operation: now.id, isOver: true, problem });
      return { is: now.outcome, targets: now.targets };
    }
    throw new Error(`${playing.key}: the operation ${operation.id} does not come to its end`);
  }
}

const isEnd = (outcome: ChangeOutcome | null): outcome is ChangeOutcome =>
  outcome !== null && outcome !== 'PENDING';

/** Milliseconds within which everything must have come to its end. */
const PATIENCE = 120_000;

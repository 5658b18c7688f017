import { mkdtempDisposableSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { openLedger } from '../../src/ledger/open.ts';
import type { OperationRecord } from '../../src/operation.ts';
import { formatOperation, parseRef } from '../../src/model/ref.ts';
import type { Simulator } from '../../src/sandbox/kit.ts';
import { sandboxSystems, simulators } from '../../src/sandbox/simulators.ts';
import type { VendorName } from '../../src/connectors/index.ts';
import type { SystemName } from '../../test/support.ts';
import { Cast, checkedWorld } from './cast.ts';
import { persistent } from './client.ts';
import type { Sabotage } from './crash-points.ts';
import type { History, Recorded, Sent } from './history.ts';
import { Lives } from './lives.ts';
import type { Random } from './random.ts';

/** Milliseconds after which what was sent late has taken effect, and that the gateway waits before it looks. */
export const LATEST = 250;
const QUIET = 700;

/** Milliseconds that one call to a system may take. */
const CALL = 2_000;

/** Four systems, the gateways that come and go over them, and the ledger that stays. */
export class CheckedStage implements AsyncDisposable {
  readonly systems: Readonly<Record<SystemName, Simulator>>;
  readonly lives: Lives;
  readonly ask;
  readonly #file: string;
  readonly #stack: AsyncDisposableStack;

  private constructor(
    stack: AsyncDisposableStack,
    systems: CheckedStage['systems'],
    lives: Lives,
    file: string,
  ) {
    this.#stack = stack;
    this.systems = systems;
    this.lives = lives;
    this.ask = persistent(() => lives.url);
    this.#file = file;
  }

  static async start({ sabotage }: { readonly sabotage?: Sabotage | undefined } = {}): Promise<CheckedStage> {
    const stack = new AsyncDisposableStack();
    const folder = stack.use(mkdtempDisposableSync(join(tmpdir(), 'rollcall-checker-')));
    const file = join(folder.path, 'ledger.db');
    const started = await Promise.all(
      (Object.keys(sandboxSystems) as VendorName[]).map(async (vendor) => {
        const { key, signIn } = sandboxSystems[vendor];
        const simulator = stack.use(await simulators[vendor](checkedWorld(vendor)));
        const credentials = Object.fromEntries(signIn.map((name) => [name, simulator.credentials[name]]));
        return { key, simulator, settings: { vendor, url: simulator.url, credentials } };
      }),
    );
    const lives = new Lives(
      {
        server: { port: 0 },
        systems: Object.fromEntries(started.map(({ key, settings }) => [key, settings])),
        ledger: { file, key: 'a key that seals the secrets of this check' },
        changes: { quietMs: QUIET, perMinute: 1_000_000 },
        limits: { deadlineMs: CALL, costPerMinute: 1_000_000_000 },
      },
      join(folder.path, 'compiled'),
      sabotage,
    );
    stack.use(lives);
    const systems = Object.fromEntries(started.map(({ key, simulator }) => [key, simulator])) as never;
    return new CheckedStage(stack, systems, lives, file);
  }

  async casts(random: Random): Promise<Readonly<Record<SystemName, Cast>>> {
    const keys = Object.keys(this.systems) as SystemName[];
    const found = await Promise.all(
      keys.map(async (key) => [key, await Cast.of(key, this.ask, random)] as const),
    );
    return Object.fromEntries(found) as Record<SystemName, Cast>;
  }

  heal(): void {
    for (const simulator of Object.values(this.systems)) simulator.setFaults([]);
  }

  /** How many operations the ledger holds that are not at their end. No gateway may run meanwhile. */
  async unfinished(): Promise<number> {
    return this.#read(async (list) => (await list({ states: ['RUNNING', 'PENDING'] }, 1, null)).totalCount);
  }

  /** Every operation there ever was. No gateway may run meanwhile. */
  async recorded(): Promise<readonly Recorded[]> {
    return this.#read(async (list) => {
      const all: OperationRecord[] = [];
      for (let after: string | null = null; ; after = all.at(-1)?.id ?? null) {
        const { records, hasNextPage } = await list({}, 500, after);
        all.push(...records);
        if (!hasNextPage) return all.map(recordedOf);
      }
    });
  }

  async #read<T>(work: (list: List) => Promise<T>): Promise<T> {
    const ledger = await openLedger({ at: { file: this.#file } }, pino({ enabled: false }));
    const visible = { actor: '', systems: Object.keys(this.systems) };
    try {
      return await work((query, first, after) => ledger.list({ ...query, visible }, { first, after }));
    } finally {
      await ledger.close();
    }
  }

  /** What can be read of everything that mutations make so, by cell. */
  async facts(): Promise<ReadonlyMap<string, string>> {
    const cells = new Map<string, string>();
    for await (const { id, system, username, status, displayName, givenName, groups } of this.#all<User>(
      'users',
      'id username status displayName givenName system { key } groups(first: 20) { nodes { id } }',
    )) {
      cells.set(`status of ${id}`, status);
      cells.set(`name of ${id}`, (system.key === sandboxSystems.iguazio.key ? givenName : displayName) ?? '');
      cells.set(`user ${username} of ${system.key}`, 'there');
      for (const group of groups.nodes) cells.set(`${id} in ${group.id}`, 'yes');
    }
    for (const kind of ['group', 'project']) {
      for await (const { name, system } of this.#all<Named>(`${kind}s`, 'name system { key }'))
        cells.set(`${kind} ${name} of ${system.key}`, 'there');
    }
    for await (const { member, project, role } of this.#all<Membership>(
      'memberships',
      'role project { id } member { ... on Node { id } }',
    ))
      cells.set(`${member.id} at ${project.id}`, role);
    return cells;
  }

  async *#all<T>(list: string, fields: string): AsyncGenerator<T> {
    for (let after: string | null = null; ;) {
      const answer: Record<string, Connection<T>> = await this.ask(
        `query($after: String) {
          ${list}(first: 200, after: $after) { nodes { ${fields} } pageInfo { hasNextPage endCursor } }
        }`,
        { after },
      );
      const page = answer[list];
      if (!page) throw new Error(`no ${list}`);
      yield* page.nodes;
      if (!page.pageInfo.hasNextPage) return;
      after = page.pageInfo.endCursor;
    }
  }

  /** Stops the gateway, and has all three parties speak. */
  async history(sent: readonly Sent[], before: History['before']): Promise<History> {
    this.heal();
    const life = await this.lives.start();
    const after = await this.facts();
    await life.kill();
    const recorded = await this.recorded();
    const happened = Object.fromEntries(
      Object.entries(this.systems).map(([key, { effects }]) => [key, effects]),
    );
    return { sent, recorded, happened, before, after };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}

type List = (
  query: { readonly states?: readonly ('RUNNING' | 'PENDING')[] },
  first: number,
  after: string | null,
) => Promise<{
  readonly records: readonly OperationRecord[];
  readonly hasNextPage: boolean;
  readonly totalCount: number;
}>;

const recordedOf = ({ id, idempotencyKey: key, outcome, steps }: OperationRecord): Recorded => ({
  id: formatOperation(id),
  key,
  outcome,
  steps: steps.map((step) => ({
    about: step.about === null ? null : (parseRef(step.about.userId)?.native ?? null),
    outcome: step.outcome,
    attempts: step.attempts,
  })),
});

interface Connection<T> {
  readonly nodes: readonly T[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

interface User {
  readonly id: string;
  readonly system: { readonly key: string };
  readonly username: string;
  readonly status: string;
  readonly displayName: string | null;
  readonly givenName: string | null;
  readonly groups: { readonly nodes: readonly { readonly id: string }[] };
}

interface Named {
  readonly name: string;
  readonly system: { readonly key: string };
}

interface Membership {
  readonly role: string;
  readonly project: { readonly id: string };
  readonly member: { readonly id: string };
}

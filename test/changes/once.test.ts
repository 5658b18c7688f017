import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasDatabase } from '../ledger/places.ts';
import { stage, type Stage, type SystemName } from '../support.ts';
import { type Replicas, replicas } from './gateways.ts';

// One idempotency key, asked forty times at once of two gateways on one record: one effect, and one story about it.

const SENDS = 20;

/** What one key is sent with, and what the journal calls its one effect. */
interface Case {
  readonly mutation: string;
  readonly type: string;
  readonly system: SystemName;
  readonly input: Readonly<Record<string, unknown>>;
  readonly effect: string;
}

interface Reply {
  readonly outcome: string;
  readonly problems: readonly { readonly code: string }[];
  readonly operation: { readonly id: string; readonly state: string } | null;
  readonly secret?: string | null;
}

describe.skipIf(!hasDatabase)(
  'one key, sent forty times at once to two gateways',
  { timeout: 60_000 },
  () => {
    let world: Stage;
    let gateways: Replicas;
    const ids: Record<string, string> = {};
    beforeAll(async () => {
      world = await stage();
      gateways = await replicas([world.systems, world.systems]);
      const { data } = await world.ask(
        `{ system(key: "iguazio-main") { self { id } }
         projects(first: 1, filter: { systems: ["iguazio-main"] }) { nodes { id } }
       }`,
      );
      ids['self'] = data.system.self.id;
      ids['project'] = data.projects.nodes[0].id;
    });
    afterAll(async () => {
      await gateways[Symbol.asyncDispose]();
      await world[Symbol.asyncDispose]();
    });

    /** Sends the same to both, as often as asked; what each was answered. */
    async function sendAll({ mutation, type, input }: Case, times: number, own = ''): Promise<Reply[]> {
      const query = `mutation($input: ${type}!) {
      ${mutation}(input: $input) { outcome problems { code } operation { id state } ${own} }
    }`;
      const answers = await Promise.all(
        Array.from({ length: 2 * times }, (_, index) => gateways.ask(index, query, { input })),
      );
      return answers.map(({ data, errors }) => {
        expect(errors).toEqual([]);
        return data[mutation] as Reply;
      });
    }

    /** Sends all at once, and all again afterwards; holds every answer to what may be told. */
    async function once(one: Case, own?: string): Promise<{ first: Reply[]; again: Reply[] }> {
      const since = world.upstream[one.system].effects.length;
      const keyed = { ...one, input: { ...one.input, idempotencyKey: `once ${one.mutation}` } };

      const first = await sendAll(keyed, SENDS, own);
      const again = await sendAll(keyed, SENDS, own);

      const effects = world.upstream[one.system].effects.slice(since);
      expect(effects.filter(({ kind }) => kind === one.effect)).toHaveLength(1);
      const [operation] = new Set(first.map((reply) => reply.operation?.id));
      expect(operation).toMatch(/^operation\./u);
      for (const { outcome, problems, operation: told } of first) {
        expect(told?.id).toBe(operation);
        // Where the vendor is at it, that is no problem.
        if (outcome === 'PENDING') expect([[], [{ code: 'IN_PROGRESS' }]]).toContainEqual(problems);
        else expect(outcome).toBe('APPLIED');
      }
      expect(first.some(({ outcome }) => outcome === 'APPLIED')).toBe(true);
      for (const reply of again) {
        expect(reply).toMatchObject({ outcome: 'APPLIED', operation: { id: operation, state: 'SUCCEEDED' } });
        expect(reply).toEqual(again[0]);
      }
      return { first, again };
    }

    test('makes one account', async () => {
      await once({
        mutation: 'createUser',
        type: 'CreateUserInput',
        system: 'dss-design',
        input: { system: 'dss-design', username: 'nina', displayName: 'Nina', password: 'Sinner-man-1965' },
        effect: 'user.created',
      });
    });

    test('puts one account into a group once', async () => {
      await once({
        mutation: 'addGroupMembers',
        type: 'GroupMembersInput',
        system: 'dss-design',
        input: { group: 'group.dss-design.stewards', users: ['user.dss-design.ada'] },
        effect: 'user.updated',
      });
    });

    test('makes one access key, and shows it to one of the forty', async () => {
      const { first, again } = await once(
        {
          mutation: 'createIguazioAccessKey',
          type: 'CreateIguazioAccessKeyInput',
          system: 'iguazio-main',
          input: { user: ids['self'], label: 'once' },
          effect: 'access-key.created',
        },
        'secret',
      );
      const shown = (replies: Reply[]) => replies.filter(({ secret }) => secret != null);

      expect(shown(first)).toHaveLength(1);
      expect(shown(again)).toEqual([]);
    });

    test('deletes what is then not there to be asked about', async () => {
      await once({
        mutation: 'deleteIguazioProject',
        type: 'DeleteIguazioProjectInput',
        system: 'iguazio-main',
        input: { project: ids['project'], cascade: true },
        effect: 'project.deleted',
      });
    });
  },
);

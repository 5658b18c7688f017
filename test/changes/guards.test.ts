import * as vitest from 'vitest';
import { hasDatabase } from '../ledger/places.ts';
import { serve } from '../serve.ts';
import { ask, type Asked, stage, type Stage } from '../support.ts';
import { replicas, type Systems } from './gateways.ts';
import type { Upstream } from './shared-documents.ts';

const { describe, expect } = vitest;

// Whoever takes something from administrators at the same time: one of them stays. The gateway's own account is one of them
// where it has one, and nothing is taken from it either; so that it counts, gateways without an account are asked here, or
// two, each with an account of its own that the other may take.

interface Asking extends AsyncDisposable {
  /** Asks a gateway; `at`: which of them, where there are several. */
  ask(at: number, query: string, variables?: Record<string, unknown>): Promise<Asked>;
}

/** One gateway, or two that keep one record. */
const settings: readonly { name: string; isThere: boolean; over(systems: Systems): Promise<Asking> }[] = [
  {
    name: 'by one gateway',
    isThere: true,
    over: async (systems) => {
      const gateway = await serve({ server: { port: 0 }, systems, changes: { quietMs: 200 } });
      return {
        ask: (_at, query, variables) => ask(gateway.url, query, variables),
        [Symbol.asyncDispose]: () => gateway.close(),
      };
    },
  },
  {
    name: 'by two gateways on one record',
    isThere: hasDatabase,
    over: (systems) => replicas([systems, systems]),
  },
];

interface Call {
  readonly mutation: string;
  readonly type: string;
  readonly input: Readonly<Record<string, unknown>>;
}

async function answer(asking: Asking, at: number, { mutation, type, input }: Call): Promise<string> {
  const { data, errors } = await asking.ask(
    at,
    `mutation($input: ${type}Input!) { ${mutation}(input: $input) { outcome problems { code } } }`,
    { input },
  );
  expect(errors).toEqual([]);
  const { outcome, problems } = data[mutation];
  return [outcome, ...problems.map(({ code }: { code: string }) => code)].join(' ');
}

const both = (asking: Asking, calls: readonly Call[]): Promise<string[]> =>
  Promise.all(calls.map((call, at) => answer(asking, at, call)));

const insisting = ({ input, ...call }: Call): Call => ({
  ...call,
  input: { ...input, allowProtected: true },
});

/** What takes the power of an account that administers by one group alone. */
const ways = ['dss-design', 'govern'].flatMap((system) =>
  Object.entries({
    'is disabled': (user: string) => ({ mutation: 'disableUser', type: 'UserTarget', input: { user } }),
    'is deleted': (user: string) => ({ mutation: 'deleteUser', type: 'DeleteUser', input: { user } }),
    'leaves the group': (user: string, group: string) => ({
      mutation: 'removeGroupMembers',
      type: 'RemoveGroupMembers',
      input: { group, users: [user] },
    }),
    'is given other groups': (user: string) => ({
      mutation: 'updateUser',
      type: 'UpdateUser',
      input: { user, groups: [`group.${system}.analysts`] },
    }),
    'has a group without members': (_user: string, group: string) => ({
      mutation: 'setGroupMembers',
      type: 'GroupMembers',
      input: { group, users: [] },
    }),
    'has a group that is deleted': (_user: string, group: string) => ({
      mutation: 'deleteGroup',
      type: 'DeleteGroup',
      input: { group },
    }),
    'has a group that loses its power': (_user: string, group: string) => ({
      mutation: 'updateGroup',
      type: 'UpdateGroup',
      input: { group, dataiku: { admin: false } },
    }),
    'is disabled among many': (user: string) => ({
      mutation: 'updateDataikuUsers',
      type: 'UpdateDataikuUsers',
      input: { changes: [{ user, enabled: false }] },
    }),
    'is deleted among many': (user: string) => ({
      mutation: 'deleteDataikuUsers',
      type: 'DeleteDataikuUsers',
      input: { users: [user] },
    }),
  }).map(([name, way]) => ({ system, name, way })),
);

/** The systems with the DSS as an administrator's key that is nobody's sees it. Govern knows no other keys. */
async function withoutAccount({ systems }: Stage): Promise<Systems> {
  const dss = systems['dss-design'] as Upstream;
  const made = await direct(dss, '/admin/global-api-keys', 'POST', { globalPermissions: { admin: true } });
  return { ...systems, 'dss-design': { ...dss, credentials: { apiKey: (made as { key: string }).key } } };
}

async function direct({ url, credentials }: Upstream, path: string, method = 'GET', body?: unknown) {
  const response = await fetch(`${url}/public/api${path}`, {
    method,
    headers: { authorization: `Bearer ${credentials['apiKey']}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await response.json()) as unknown;
}

/** Who administers a Dataiku, by its own word. */
async function administrators(systems: Systems, system: string): Promise<string[]> {
  const upstream = systems[system] as Upstream;
  const users = (await direct(upstream, '/admin/users')) as {
    login: string;
    enabled: boolean;
    groups: readonly string[];
  }[];
  const groups = (await direct(upstream, '/admin/groups')) as { name: string; admin: boolean }[];
  const admins = new Set(groups.filter(({ admin }) => admin).map(({ name }) => name));
  return users
    .filter((user) => user.enabled && user.groups.some((name) => admins.has(name)))
    .map(({ login }) => login);
}

describe.for(settings)('of the last two administrators one stays, asked $name', ({ over, isThere }) => {
  const test = vitest.test.skipIf(!isThere);

  test.for(ways)('in $system, when each $name at once', async ({ system, way }) => {
    await using world = await stage();
    const systems = await withoutAccount(world);
    await using asking = await over(systems);
    const calls = [
      way(`user.${system}.ada`, `group.${system}.platform-admins`),
      way(`user.${system}.rollcall`, `group.${system}.administrators`),
    ];
    expect(await administrators(systems, system)).toEqual(['ada', 'rollcall']);

    const answers = await both(asking, calls);

    expect(answers.toSorted()).toEqual(['APPLIED', expect.stringMatching(/^NOT_APPLIED( PROTECTED)+$/u)]);
    const refused = calls[answers.findIndex((one) => one !== 'APPLIED')] as Call;
    expect(await administrators(systems, system)).toHaveLength(1);
    expect(await answer(asking, 0, refused)).toMatch(/^NOT_APPLIED( PROTECTED)+$/u);
    expect(await answer(asking, 1, insisting(refused))).toBe('APPLIED');
    expect(await administrators(systems, system)).toEqual([]);
  });

  test('in a workspace of Squirro', async () => {
    await using world = await stage();
    const squirro = world.systems['squirro-main'] as Upstream;
    const lab = { ...squirro, credentials: { ...squirro.credentials, tenant: 'lab' } };
    await using asking = await over({ 'squirro-main': lab });
    const { data } = await asking.ask(0, '{ users(first: 10) { nodes { id displayName } } }');
    const named = (name: string) =>
      data.users.nodes.find((user: { displayName: string }) => user.displayName.startsWith(name))
        .id as string;
    const role = (user: string, to: string) => ({
      mutation: 'updateUser',
      type: 'UpdateUser',
      input: { user, squirro: { role: to } },
    });
    const remove = (user: string) => ({ mutation: 'deleteUser', type: 'DeleteUser', input: { user } });
    expect(await answer(asking, 0, role(named('Hedy'), 'admin'))).toBe('APPLIED');

    const answers = await both(asking, [role(named('Grace'), 'user'), remove(named('Hedy'))]);

    expect(answers.toSorted()).toEqual(['APPLIED', 'NOT_APPLIED PROTECTED']);
    const left = answers[0] === 'APPLIED' ? 'Hedy' : 'Grace';
    expect(await answer(asking, 1, remove(named(left)))).toBe('NOT_APPLIED PROTECTED');
    expect(await answer(asking, 0, insisting(remove(named(left))))).toBe('APPLIED');
  });
});

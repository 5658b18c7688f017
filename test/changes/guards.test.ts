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
async function withoutAccount({ systems, upstream }: Stage): Promise<Systems> {
  const dss = systems['dss-design'] as Upstream;
  const made = await direct(upstream['dss-design'], '/admin/global-api-keys', 'POST', {
    globalPermissions: { admin: true },
  });
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

describe.skipIf(!hasDatabase)('of two gateways, each with an account of its own', () => {
  const { test } = vitest;

  /** Of two gateways that take the other's account what it administers by, one does; the other has nothing left to do it with. */
  async function oneStays(asking: Asking, calls: readonly Call[]): Promise<void> {
    const answers = await both(asking, calls);
    expect(answers.filter((one) => one === 'APPLIED')).toHaveLength(1);
    expect(answers.find((one) => one !== 'APPLIED')).toMatch(
      /^NOT_APPLIED (?:PROTECTED|NOT_PERMITTED|UPSTREAM_\w+)$/u,
    );
  }

  test.for([
    ['disables', 'disableUser', 'UserTarget', {}],
    ['deletes', 'deleteUser', 'DeleteUser', {}],
    ['takes the policies of', 'updateUser', 'UpdateUser', { iguazio: { assignedPolicies: ['Developer'] } }],
  ] as const)('in Iguazio one %s the other’s', async ([, mutation, type, more]) => {
    await using world = await stage();
    const iguazio = world.systems['iguazio-main'] as Upstream;
    const credentials = { username: 'ada', password: 'Passw0rd-of-ada' };
    await using asking = await replicas([
      { 'iguazio-main': iguazio },
      { 'iguazio-main': { ...iguazio, credentials } },
    ]);
    const users = await accountsOf(asking);
    const call = (user: string | undefined): Call => ({ mutation, type, input: { user, ...more } });

    expect(await answer(asking, 0, call(users.get('rollcall')))).toBe('NOT_APPLIED PROTECTED');
    await oneStays(asking, [call(users.get('ada')), call(users.get('rollcall'))]);
  });

  test.for([
    ['deletes', 'deleteUser', 'DeleteUser', {}],
    ['takes the role of', 'updateUser', 'UpdateUser', { squirro: { role: 'user' } }],
  ] as const)('in Squirro one %s the other’s', async ([, mutation, type, more]) => {
    await using world = await stage();
    const squirro = world.systems['squirro-main'] as Upstream;
    const { data } = await world.ask(
      '{ users(first: 50, filter: { systems: ["squirro-main"] }) { nodes { id email } } }',
    );
    const users = new Map<string, string>(data.users.nodes.map(({ email, id }: never) => [email, id]));
    const ada = users.get('ada@example.org');
    const made = await world.ask(
      `mutation { createSquirroGrant(input: { user: "${ada}", type: "user" }) { refreshToken } }`,
    );
    const { refreshToken } = made.data.createSquirroGrant;
    await using asking = await replicas([
      { 'squirro-main': squirro },
      { 'squirro-main': { ...squirro, credentials: { ...squirro.credentials, refreshToken } } },
    ]);
    const call = (user: string | undefined): Call => ({ mutation, type, input: { user, ...more } });
    const own = users.get('rollcall@example.org');

    expect(await answer(asking, 0, call(own))).toBe('NOT_APPLIED PROTECTED');
    await oneStays(asking, [call(ada), call(own)]);
  });

  test('in Iguazio, where one administers by a group that the other deletes', async () => {
    await using world = await stage();
    const iguazio = world.systems['iguazio-main'] as Upstream;
    const users = await accountsOf({ ask: (_at, query) => world.ask(query) });
    const group = await world.ask(
      `mutation { createGroup(input: { system: "iguazio-main", name: "security", members: ["${users.get('ada')}"]
        iguazio: { assignedPolicies: ["Security Admin"] } }) { outcome group { id } } }`,
    );
    const security = group.data.createGroup.group.id as string;
    await world.ask(
      `mutation { updateUser(input: { user: "${users.get('ada')}", iguazio: { assignedPolicies: ["Developer"] } }) { outcome } }`,
    );
    const credentials = { username: 'ada', password: 'Passw0rd-of-ada' };
    await using asking = await replicas([
      { 'iguazio-main': iguazio },
      { 'iguazio-main': { ...iguazio, credentials } },
    ]);

    await oneStays(asking, [
      { mutation: 'deleteGroup', type: 'DeleteGroup', input: { group: security } },
      { mutation: 'disableUser', type: 'UserTarget', input: { user: users.get('rollcall') } },
    ]);
  });

  /** Ids of accounts, by name. */
  async function accountsOf({ ask: asked }: Pick<Asking, 'ask'>): Promise<ReadonlyMap<string, string>> {
    const { data } = await asked(
      0,
      `{ users(first: 50, filter: { systems: ["iguazio-main"] }) { nodes { id username } } }`,
    );
    return new Map(data.users.nodes.map(({ username, id }: never) => [username, id]));
  }
});

describe('what was laid down before others changed who administers', () => {
  const { test } = vitest;
  const one = settings[0] as (typeof settings)[0];
  const ADA = 'user.dss-design.ada';
  const GRACE = 'user.dss-design.grace';
  const group = (name: string) => `group.dss-design.${name}`;
  const leave = (name: string, user: string): Call => ({
    mutation: 'removeGroupMembers',
    type: 'RemoveGroupMembers',
    input: { group: group(name), users: [user] },
  });
  const join = (name: string, user: string): Call => ({
    mutation: 'addGroupMembers',
    type: 'GroupMembers',
    input: { group: group(name), users: [user] },
  });
  const disable = (user: string): Call => ({ mutation: 'disableUser', type: 'UserTarget', input: { user } });

  test('takes the only administrator out of one of its two groups, and not of both', async () => {
    await using world = await stage();
    const systems = await withoutAccount(world);
    await using asking = await one.over(systems);
    expect(await both(asking, [join('administrators', ADA), disable('user.dss-design.rollcall')])).toEqual([
      'APPLIED',
      'APPLIED',
    ]);

    const answers = await both(asking, [leave('administrators', ADA), leave('platform-admins', ADA)]);

    expect(answers.toSorted()).toEqual(['APPLIED', 'NOT_APPLIED PROTECTED']);
    expect(await administrators(systems, 'dss-design')).toEqual(['ada']);
  });

  test.for([
    ['disables', disable(GRACE)],
    ['takes out of the group', leave('platform-admins', GRACE)],
    [
      'gives other groups to',
      { mutation: 'updateUser', type: 'UpdateUser', input: { user: GRACE, groups: [group('analysts')] } },
    ],
    ['deletes', { mutation: 'deleteUser', type: 'DeleteUser', input: { user: GRACE } }],
  ] as const)('never %s who has become the only administrator since', async ([, call]) => {
    await using world = await stage();
    const systems = await withoutAccount(world);
    await using asking = await one.over(systems);
    // Both are laid down while nobody of that name administers, and wait for the account: one after the other.
    world.upstream['dss-design'].setFaults([
      { method: 'PUT', path: '/public/api/admin/users/grace', fault: 'latency:600' },
    ]);
    const joining = answer(asking, 0, join('platform-admins', GRACE));
    await sent(world, 'PUT', 1);
    const renaming = answer(asking, 0, {
      mutation: 'updateUser',
      type: 'UpdateUser',
      input: { user: GRACE, displayName: 'Amazing Grace' },
    });
    await planned(asking, 2);
    const taking = answer(asking, 0, call);
    await planned(asking, 3);
    expect(await joining).toBe('APPLIED');
    expect(await both(asking, [disable(ADA), disable('user.dss-design.rollcall')])).toEqual([
      'APPLIED',
      'APPLIED',
    ]);

    expect(await Promise.all([renaming, taking])).toEqual(['APPLIED', 'NOT_APPLIED PROTECTED']);
    expect(await administrators(systems, 'dss-design')).toEqual(['grace']);
  });

  /** Resolves when the account has been sent as many writes. */
  async function sent({ upstream }: Stage, method: string, times: number): Promise<void> {
    await vitest.vi.waitFor(() => {
      const { requests } = upstream['dss-design'];
      const writes = requests.filter((request) => request.method === method);
      expect(writes.length).toBeGreaterThanOrEqual(times);
    }, 5_000);
  }

  /** Resolves when as many operations have been recorded. */
  async function planned(asking: Asking, times: number): Promise<void> {
    await vitest.vi.waitFor(async () => {
      const { data } = await asking.ask(0, '{ operations { totalCount { value } } }');
      expect(data.operations.totalCount.value).toBeGreaterThanOrEqual(times);
    }, 5_000);
  }
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stage, type Stage } from '../support.ts';

let world: Stage;
const id: Record<string, string> = {};
beforeAll(async () => {
  world = await stage();
  const { data } = await world.ask(`{
    system(key: "dss-design") { id }
    user(system: "dss-design", username: "grace") { id memberships { nodes { id } } }
    group(system: "dss-design", name: "analysts") { id }
    project(system: "dss-design", key: "CHURN") { id }
    elsewhere: project(system: "iguazio-main", key: "churn") { id }
  }`);
  for (const [name, found] of Object.entries(data as Record<string, { id: string }>)) id[name] = found.id;
  id['membership'] = data.user.memberships.nodes[0].id as string;
});
afterAll(() => world[Symbol.asyncDispose]());

const page = '{ nodes { id } totalCount { value exact } systems { system { key } state } }';
const refused = (path: string, message: string | RegExp = '') => [
  {
    path: [path],
    message: (message instanceof RegExp
      ? expect.stringMatching(message)
      : expect.stringContaining(message)) as string,
    extensions: { code: 'BAD_INPUT' },
  },
];

describe('a system nobody configured is BAD_INPUT', () => {
  test.for([
    ['user', 'user(system: $system, username: "ada") { id }'],
    ['user', 'user(system: $system, nativeId: "ada") { id }'],
    ['group', 'group(system: $system, name: "analysts") { id }'],
    ['project', 'project(system: $system, key: "CHURN") { id }'],
    ['job', 'job(system: $system, nativeId: "1") { id }'],
    ...['users', 'groups', 'projects', 'memberships'].flatMap((list) =>
      [
        '{ systems: [$system] }',
        '{ systems: ["govern", $system] }',
        '{ and: [{ systems: [$system] }] }',
        '{ or: [{}, { not: { or: [{ systems: [$system] }] } }] }',
        '{ systems: [], and: [{ systems: [$system] }] }',
      ].map((filter) => [list, `${list}(filter: ${filter}) ${page}`] as const),
    ),
  ] as const)('as argument of %s: %s', async ([field, query]) => {
    for (const system of ['nowhere', 'DSS-design', '', '../govern', 'dss-design ']) {
      const { errors } = await world.ask(`query ($system: String!) { ${query} }`, { system });
      expect(errors).toMatchObject(refused(field, JSON.stringify(system).slice(1, -1)));
    }
  });

  test('but null when it is the question itself', async () => {
    const { data, errors } = await world.ask('{ system(key: "nowhere") { id } }');
    expect([data, errors]).toEqual([{ system: null }, []]);
  });
});

describe('an id of another kind is BAD_INPUT', () => {
  const arguments_ = [
    ['users', 'users(filter: { inGroup: $id }) { nodes { id } }', ['group']],
    ['users', 'users(filter: { or: [{ not: { inGroup: $id } }] }) { nodes { id } }', ['group']],
    ['projects', 'projects(filter: { owner: $id }) { nodes { id } }', ['user']],
    ['projects', 'projects(filter: { systems: [], and: [{ owner: $id }] }) { nodes { id } }', ['user']],
    ['memberships', 'memberships(filter: { project: $id }) { nodes { id } }', ['project', 'elsewhere']],
    ['memberships', 'memberships(filter: { member: $id }) { nodes { id } }', ['user', 'group']],
  ] as const;

  test.for(arguments_)('%s: %s takes only %j', async ([field, query, fitting]) => {
    for (const [kind, value] of Object.entries(id)) {
      const { errors } = await world.ask(`query ($id: ID!) { ${query} }`, { id: value });
      expect(errors).toMatchObject(
        (fitting as readonly string[]).includes(kind) ? [] : refused(field, 'id of a'),
      );
    }
  });

  const bad = [
    '',
    'x',
    'user',
    'user.dss-design',
    'user.dss-design.',
    'user.nowhere.ada',
    'user.DSS-DESIGN.ada',
    'USER.dss-design.ada',
    'user.dss-design.a.b',
    'user.dss-design.%61',
    'user.dss-design.~61',
    'user.dss-design.~',
    'user.dss-design.~ff',
    'user.dss-design.a b',
    ' user.dss-design.ada',
    'user.dss-design.ada\n',
    'constructor.dss-design.ada',
    '__proto__.dss-design.ada',
    `user.dss-design.${'a'.repeat(5_000)}`,
  ];

  test.for(bad)('%j is no id of anything', async (value) => {
    for (const [field, query] of arguments_) {
      const { errors } = await world.ask(`query ($id: ID!) { ${query} }`, { id: value });
      expect(errors).toMatchObject(refused(field));
    }
    const { data, errors } = await world.ask(
      'query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id, "system.govern"]) { id } }',
      { id: value },
    );
    expect([data, errors]).toEqual([{ node: null, nodes: [null, { id: 'system.govern' }] }, []]);
  });

  test.for(['user', 'group', 'membership', 'system'])(
    'under an account: the id of a %s is no project',
    async (kind) => {
      const { data, errors } = await world.ask(
        `query ($id: ID!) { user(system: "dss-design", username: "ada") { access(project: $id) { id } effectiveRole(project: $id) }
        govern: user(system: "govern", username: "ada") { access(project: $id) { id } } }`,
        { id: id[kind] },
      );
      expect(data).toEqual({ user: { access: null, effectiveRole: null }, govern: { access: null } });
      expect(errors.map(({ extensions }) => extensions['code'])).toEqual([
        'BAD_INPUT',
        'BAD_INPUT',
        'BAD_INPUT',
      ]);
    },
  );

  test('under an account: the group and the project of another system', async () => {
    const { data, errors } = await world.ask(
      `query ($project: ID!) { user(system: "dss-design", username: "ada") {
        access(project: $project) { id } inGroup(group: "group.govern.analysts") } }`,
      { project: id['elsewhere'] },
    );
    expect(data.user).toEqual({ access: null, inGroup: null });
    expect(errors).toMatchObject([
      { extensions: { code: 'BAD_INPUT' } },
      { extensions: { code: 'BAD_INPUT' } },
    ]);
  });
});

describe('what a look-up is given', () => {
  test.for([
    ['user', ''],
    ['user', 'username: "ada", nativeId: "ada"'],
    ['user', 'username: null'],
    ['group', ''],
    ['group', 'name: "analysts", nativeId: "analysts"'],
    ['project', 'key: null, nativeId: null'],
  ] as const)('%s(%s) must be one of two', async ([field, given]) => {
    const { errors } = await world.ask(`{ ${field}(system: "dss-design", ${given}) { id } }`);
    expect(errors).toMatchObject(refused(field, 'exactly one of'));
  });

  test('ids, at most 500, are answered in the order asked', async () => {
    const ids = ['user.dss-design.nobody', 'user.dss-design.grace', 'system.govern', 'user.dss-design.grace'];
    const { data } = await world.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(data.nodes).toEqual([null, ...ids.slice(1).map((one) => ({ id: one }))]);

    const many = await world.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: Array<string>(501).fill('system.govern'),
    });
    expect(many.errors).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED' } }]);
  });

  test('filters that nest without end are BAD_INPUT', async () => {
    let filter: object = {};
    for (let i = 0; i < 1_000; i++) filter = { not: filter };
    const { errors } = await world.ask(
      'query ($filter: UserFilter) { users(filter: $filter) { nodes { id } } }',
      {
        filter,
      },
    );
    expect(errors.map(({ extensions }) => extensions['code'])).not.toContain('INTERNAL');
    expect(errors).toHaveLength(1);
  });
});

describe('a list of nothing matches nothing', () => {
  test.for([
    ['users', 'systems: []'],
    ['users', 'vendors: []'],
    ['users', 'status: []'],
    ['users', 'origin: []'],
    ['users', 'or: []'],
    ['users', 'username: { in: [] }'],
    ['users', 'not: {}'],
    ['groups', 'origin: []'],
    ['groups', 'or: []'],
    ['projects', 'vendors: []'],
    ['memberships', 'role: []'],
    ['memberships', 'systems: []'],
  ] as const)('%s(filter: { %s })', async ([list, filter]) => {
    const { data, errors } = await world.ask(`{ ${list}(filter: { ${filter} }) ${page} }`);
    expect(errors).toEqual([]);
    expect(data[list]).toMatchObject({ nodes: [], totalCount: { value: 0, exact: true } });
  });

  test.for(['and: []', 'not: { or: [] }', 'systems: null', 'username: {}', 'or: null'])(
    'but { %s } matches everything',
    async (filter) => {
      const everything = await world.ask(`{ users ${page} }`);
      const { data } = await world.ask(`{ users(filter: { ${filter} }) ${page} }`);
      expect(data).toEqual(everything.data);
    },
  );
});

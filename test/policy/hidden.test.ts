import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Grants, policyWorld, type PolicyWorld } from './world.ts';

let world: PolicyWorld;
beforeAll(async () => {
  world = await policyWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const dssReader: Grants = [{ roles: ['reader'], systems: ['dss-design'] }];
const churnReader: Grants = [{ roles: ['reader'], systems: ['dss-design'], projects: ['CHURN'] }];
const everything: Grants = [{ roles: ['auditor'] }];

describe('what may not be seen answers as what does not exist', () => {
  const pairs: readonly (readonly [string, Grants, hidden: string, missing: string])[] = [
    ['a system', dssReader, 'iguazio-main', 'iguazio-mine'],
    [
      'the system whose key continues another',
      [{ roles: ['reader'], systems: ['dss'] }],
      'dss-design',
      'dss-desigm',
    ],
  ];
  const questions = [
    '{ system(key: "$") { key } }',
    '{ node(id: "system.$") { id } }',
    '{ node(id: "user.$.ada") { id } }',
    '{ nodes(ids: ["group.$.engineers", "project.$.CHURN", "job.$.one", "membership.$.CHURN.user.ada", "access.$.CHURN.ada"]) { id } }',
    '{ user(system: "$", username: "ada") { id } }',
    '{ group(system: "$", name: "engineers") { id } }',
    '{ project(system: "$", key: "CHURN") { id } }',
    '{ job(system: "$", nativeId: "one") { id } }',
    '{ users(filter: { systems: ["$"] }) { totalCount { value } } }',
    '{ users(filter: { inGroup: "group.$.engineers" }) { totalCount { value } } }',
    '{ projects(filter: { owner: "user.$.ada" }) { totalCount { value } } }',
    '{ people(filter: { hasNoAccountIn: ["$"] }) { totalCount { value } } }',
  ];
  const cells = pairs.flatMap(([what, grants, hidden, missing]) =>
    questions.map((question) => [question, what, grants, hidden, missing] as const),
  );

  test.for(cells)('%s for %s', async ([question, , grants, hidden, missing]) => {
    const [one, other] = await Promise.all(
      [hidden, missing].map((key) => world.askAs(grants, question.replaceAll('$', key))),
    );
    expect(JSON.stringify(one).replaceAll(hidden, '$')).toBe(JSON.stringify(other).replaceAll(missing, '$'));
  });

  const inProjects = [
    '{ project(system: "dss-design", key: "$") { id } }',
    '{ project(system: "dss-design", nativeId: "$") { id name } }',
    '{ node(id: "project.dss-design.$") { id } }',
    '{ node(id: "membership.dss-design.$.group.analysts") { id } }',
    '{ node(id: "access.dss-design.$.grace") { id } }',
    '{ user(system: "dss-design", username: "grace") { access(project: "project.dss-design.$") { role } effectiveRole(project: "project.dss-design.$") } }',
    '{ memberships(filter: { project: "project.dss-design.$" }) { totalCount { value exact } systems { state } } }',
    '{ projects(filter: { key: { eq: "$" } }) { totalCount { value exact } } }',
    '{ projects(filter: { search: "$" }) { totalCount { value exact } } }',
  ];
  test.for(inProjects.flatMap((question) => ['FORECAST', 'GALAXY'].map((key) => [question, key] as const)))(
    '%s for the project %s of others',
    async ([question, hidden]) => {
      const [one, other] = await Promise.all(
        [hidden, 'NOWHERE'].map((key) => world.askAs(churnReader, question.replaceAll('$', key))),
      );
      expect(JSON.stringify(one).replaceAll(hidden, '$')).toBe(
        JSON.stringify(other).replaceAll('NOWHERE', '$'),
      );
    },
  );

  test('a project whose key continues that of a permitted one is not permitted', async () => {
    const { data } = await world.askAs(
      [{ roles: ['reader'], systems: ['dss-design'], projects: ['CHUR', 'churn', 'CHURNS', ''] }],
      '{ projects { totalCount { value exact } nodes { key } } project(system: "dss-design", key: "CHURN") { id } }',
    );
    expect(data).toEqual({ projects: { totalCount: { value: 0, exact: true }, nodes: [] }, project: null });
  });
});

describe('a caller limited to a project', () => {
  test('sees that project alone, in lists, counts and edges', async () => {
    const { data, errors } = await world.askAs(
      churnReader,
      `{ projects { totalCount { value exact } nodes { key effectiveMembers { totalCount { value } } } }
         memberships { totalCount { value exact } nodes { projectId } }
         user(system: "dss-design", username: "konrad") { memberships { totalCount { value } nodes { projectId } } }
         group(system: "dss-design", name: "analysts") { memberships { nodes { projectId } } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.projects.totalCount).toEqual({ value: 1, exact: true });
    expect(data.projects.nodes[0].key).toBe('CHURN');
    expect(data.projects.nodes[0].effectiveMembers.totalCount.value).toBeGreaterThan(3);
    const churn = { projectId: 'project.dss-design.CHURN' };
    expect(data.memberships).toEqual({
      totalCount: { value: 4, exact: true },
      nodes: [churn, churn, churn, churn],
    });
    expect(data.user.memberships).toEqual({ totalCount: { value: 0 }, nodes: [] });
    expect(data.group.memberships.nodes).toEqual([churn]);
  });

  test('costs no call for the projects of others', async () => {
    world.upstream['dss-design'].forgetRequests();
    await world.askAs(churnReader, '{ memberships { totalCount { value } } }');
    const asked = world.upstream['dss-design'].requests
      .map(({ path }) => path)
      .filter((path) => /permissions/u.test(path));
    expect(asked).toEqual(['/public/api/projects/CHURN/permissions']);
  });
});

describe('an e-mail that may not be read', () => {
  const seesNothing = { value: 0, exact: false };

  test.for([
    'email: { startsWith: "a" }',
    'email: { exists: true }',
    'email: {}',
    'not: { email: { eq: "ada@example.org" } }',
    'or: [{ username: { eq: "ada" } }, { email: { contains: "@" } }]',
    'and: [{ or: [{ not: { email: { in: ["ada@example.org"] } } }] }]',
    'lastActiveBefore: "2026-01-01T00:00:00Z"',
    'connected: true',
  ])('is no condition to find anybody by: %s', async (condition) => {
    const { data, errors } = await world.askAs(
      dssReader,
      `{ users(filter: { ${condition} }) { totalCount { value exact } nodes { id } systems { state problem { code message } } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.users).toMatchObject({
      totalCount: seesNothing,
      nodes: [],
      systems: [{ state: 'NOT_PERMITTED', problem: { code: 'NOT_PERMITTED' } }],
    });
  });

  test('is not found by halving: every guess has the same answer', async () => {
    const guesses = ['a', 'g', 'm', 'z', 'grace@', 'grace@example.org', 'nobody@nowhere'];
    const answers = await Promise.all(
      guesses.map((startsWith) =>
        world.askAs(
          dssReader,
          'query ($f: UserFilter) { users(filter: $f) { totalCount { value exact } nodes { id } pageInfo { hasNextPage } } }',
          {
            variables: { f: { email: { startsWith } } },
          },
        ),
      ),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  test.for(['EMAIL', 'LAST_ACTIVITY'])('is no order to sort by: %s', async (field) => {
    const { data } = await world.askAs(
      dssReader,
      `{ users(orderBy: { field: ${field} }) { nodes { id } edges { cursor } systems { state } } system(key: "dss-design") { users(orderBy: { field: ${field}, direction: DESC }) { nodes { id } } } }`,
    );
    expect(data.users).toEqual({ nodes: [], edges: [], systems: [{ state: 'NOT_PERMITTED' }] });
    expect(data.system.users.nodes).toEqual([]);
  });

  test('is not looked at by a search', async () => {
    const query = '{ users(filter: { search: "example.org" }) { totalCount { value exact } } }';
    const [blind, seeing] = await Promise.all([
      world.askAs([{ roles: ['reader'] }], query),
      world.askAs(everything, query),
    ]);
    expect(blind.data.users.totalCount).toEqual({ value: 0, exact: true });
    expect(seeing.data.users.totalCount.value).toBeGreaterThan(20);
  });

  test('contributes rows where it may be read, and says which systems did not', async () => {
    const { data } = await world.askAs(
      [{ roles: ['reader'] }, { scopes: ['READ_EMAIL'], systems: ['govern'] }],
      '{ users(filter: { email: { eq: "ada@example.org" } }) { nodes { id email } systems { system { key } state } } }',
    );
    expect(data.users.nodes).toEqual([{ id: 'user.govern.ada', email: 'ada@example.org' }]);
    expect(data.users.systems.map(({ state }: { state: string }) => state)).toEqual([
      'NOT_PERMITTED',
      'OK',
      'NOT_PERMITTED',
      'NOT_PERMITTED',
    ]);
  });

  test('is nowhere in what a reader is shown of every system', async () => {
    const { data, errors } = await world.askAs(
      [{ roles: ['reader'] }],
      `{ users(first: 500) { nodes { id nativeId username displayName givenName familyName groups { nodes { name } } person { id displayName accounts { evidence rule } proposed { evidence } } } }
         memberships(first: 500) { nodes { memberName member { nativeId } } }
         projects { nodes { ownerName owner { username } effectiveMembers { nodes { user { username } paths { reason } } } } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.users.nodes.length).toBeGreaterThan(30);
    expect(JSON.stringify(data)).not.toContain('@');
  });

  test('finds no account that goes by it, and the id that stands in for it does', async () => {
    const ask = (username: string) =>
      world.askAs(
        [{ roles: ['reader'], systems: ['squirro-main'] }],
        'query ($u: String) { user(system: "squirro-main", username: $u) { username nativeId } }',
        { variables: { u: username } },
      );
    const { data } = await world.askAs(
      [{ roles: ['reader'], systems: ['squirro-main'] }],
      '{ users(filter: { displayName: { eq: "Ada Lovelace" } }) { nodes { username nativeId } } }',
    );
    const [ada] = data.users.nodes;
    expect(ada.username).toBe(ada.nativeId);
    expect((await ask('ada@example.org')).data.user).toBeNull();
    expect((await ask(ada.username)).data.user).toEqual(ada);
  });

  test.for([
    '{ a: user(system: "dss-design", username: "ada") { x: email } }',
    '{ ...F } fragment F on Query { user(system: "dss-design", username: "ada") { ...G } } fragment G on User { email }',
    '{ node(id: "user.dss-design.ada") { ... on User { email } } }',
    '{ node(id: "user.dss-design.ada") { ... on Member { ... on User { email } } } }',
    '{ nodes(ids: ["user.dss-design.ada"]) { ... on User { email } } }',
    '{ group(system: "dss-design", name: "platform-admins") { members { edges { node { email } } } } }',
    '{ project(system: "dss-design", key: "CHURN") { owner { email } } }',
    '{ project(system: "dss-design", key: "CHURN") { effectiveMembers(first: 1) { nodes { user { email } } } } }',
    '{ memberships(filter: { memberKind: USER }, first: 1) { nodes { member { ... on User { email } } } } }',
    '{ people(first: 1) { nodes { accounts { user { email } } } } }',
  ])('stays hidden on the way %s', async (query) => {
    const { data, errors } = await world.askAs(dssReader, query);
    expect(errors[0]).toMatchObject({
      code: 'NOT_PERMITTED',
      message: 'User.email takes the scope READ_EMAIL in dss-design.',
    });
    expect(JSON.stringify({ data, errors })).not.toContain('@');
  });
});

describe('the role self', () => {
  const self: Grants = [{ roles: ['self'] }];
  const grace = { email: 'grace@example.org' };

  test('shows one’s own accounts in every system, with what they have', async () => {
    const { data, errors } = await world.askAs(
      self,
      '{ users { totalCount { value exact } nodes { displayName email lastActivity { at } groups { nodes { name } } } systems { state } } viewer { person { accounts { user { system { key } } } } } }',
      grace,
    );
    expect(errors).toEqual([]);
    expect(data.users.totalCount).toEqual({ value: 4, exact: true });
    expect(
      data.users.nodes.every((user: { displayName: string }) => user.displayName === 'Grace Hopper'),
    ).toBe(true);
    expect(data.viewer.person.accounts).toHaveLength(4);
  });

  test('shows the access one has, with its reasons, and nobody’s but one’s own', async () => {
    const { data, errors } = await world.askAs(
      self,
      `{ projects(filter: { systems: ["dss-design"] }) { nodes { key ownerName owner { username }
           effectiveMembers { nodes { user { username email } role paths { via groupName } } } memberships { nodes { memberName } } } }
         group(system: "dss-design", name: "analysts") { members { nodes { username } } memberships { nodes { projectId } } } }`,
      grace,
    );
    expect(errors).toEqual([]);
    expect(data.projects.nodes.map(({ key }: { key: string }) => key)).toEqual(['CHURN', 'FORECAST']);
    const [churn, forecast] = data.projects.nodes;
    expect(churn.owner).toEqual({ username: 'grace' });
    expect(
      churn.memberships.nodes.map(({ memberName }: { memberName: string }) => memberName).toSorted(),
    ).toEqual(['analysts', 'engineers', 'grace']);
    expect(churn.effectiveMembers.nodes.map(({ user }: { user: object }) => user)).toEqual([
      { username: 'grace', email: 'grace@example.org' },
    ]);
    expect(forecast).toMatchObject({
      ownerName: null,
      owner: null,
      memberships: { nodes: [{ memberName: 'analysts' }] },
    });
    expect(data.group.members.nodes).toEqual([{ username: 'grace' }]);
    expect(JSON.stringify(data)).not.toMatch(/ada|alan|konrad|emmy|katherine/u);
  });

  test.for([
    '{ user(system: "dss-design", username: "ada") { id } }',
    '{ node(id: "user.dss-design.ada") { id } }',
    '{ node(id: "group.dss-design.platform-admins") { id } }',
    '{ group(system: "dss-design", name: "stewards") { id } }',
    '{ node(id: "project.dss-design.GALAXY") { id } }',
    '{ node(id: "membership.dss-design.CHURN.user.alan") { id } }',
    '{ node(id: "access.dss-design.CHURN.alan") { id } }',
    '{ person(email: "ada@example.org") { id } }',
    '{ job(system: "dss-design", nativeId: "anything") { id } }',
  ])('knows of nobody else: %s', async (query) => {
    const { data, errors } = await world.askAs(self, query, grace);
    expect(errors).toEqual([]);
    expect(Object.values(data as object)).toEqual([null]);
  });

  test.for([{}, { email: 'nobody@example.org' }, { email: 'not an address' }])(
    'shows nothing to %j, who has no account',
    async (who) => {
      const { data, errors } = await world.askAs(
        self,
        '{ users { totalCount { value } } groups { totalCount { value } } projects { totalCount { value } } memberships { totalCount { value } } people { totalCount { value } } }',
        who,
      );
      expect(errors).toEqual([]);
      const none = { totalCount: { value: 0 } };
      expect(data).toEqual({ users: none, groups: none, projects: none, memberships: none, people: none });
    },
  );

  test('beside reader gives one’s own e-mail and no one else’s', async () => {
    const { data, errors } = await world.askAs(
      [{ roles: ['self', 'reader'], systems: ['dss-design'] }],
      '{ own: user(system: "dss-design", username: "grace") { email details { ... on DataikuUserDetails { secrets { name } adminProperties } } } other: user(system: "dss-design", username: "ada") { username email } }',
      grace,
    );
    expect(data).toMatchObject({
      own: { email: 'grace@example.org', details: { adminProperties: null } },
      other: { username: 'ada', email: null },
    });
    expect(errors.map(({ path }) => path).toSorted()).toEqual(['other.email', 'own.details.adminProperties']);
  });
});

test('what one caller was shown changes nothing for another', async () => {
  const query =
    '{ users(first: 500) { nodes { id username person { id } } } people(first: 500) { nodes { id } } }';
  const before = await world.askAs(everything, query);
  const callers: readonly Grants[] = [
    [{ roles: ['self'] }],
    dssReader,
    [{ roles: ['reader'] }],
    everything,
    churnReader,
  ];
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      world.askAs(callers[i % callers.length] ?? [], query, { email: 'grace@example.org' }),
    ),
  );
  const alone = await Promise.all(
    callers.map((grants) => world.askAs(grants, query, { email: 'grace@example.org' })),
  );
  for (const [i, answer] of answers.entries()) expect(answer).toEqual(alone[i % callers.length]);
  expect(await world.askAs(everything, query)).toEqual(before);
});

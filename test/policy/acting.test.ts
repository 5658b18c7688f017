import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallWorld, type SystemWorld } from '../../src/sandbox/world.ts';
import { type Grants, policyWorld, type PolicyWorld } from './world.ts';

/** The small world, with somebody who only looks and an administrator through a second group. */
function worldOf(product: Parameters<typeof smallWorld>[0]): SystemWorld {
  const world = smallWorld(product);
  const [, ada] = world.accounts;
  if (!ada) throw new Error('nobody is there');
  const plain = { ...ada, admin: false, sessions: 0, groups: [] };
  return {
    ...world,
    accounts: [
      ...world.accounts,
      { ...plain, username: 'onlooker', email: 'onlooker@example.org' },
      { ...plain, username: 'deputy', email: 'deputy@example.org', groups: ['alumni', 'platform-admins'] },
    ],
    projects: world.projects.map((project) =>
      project.slug === 'churn'
        ? {
            ...project,
            grants: [...project.grants, { memberKind: 'user', member: 'onlooker', role: 'viewer' }],
          }
        : project,
    ),
  };
}

let world: PolicyWorld;
beforeAll(async () => {
  world = await policyWorld(worldOf);
});
afterAll(() => world[Symbol.asyncDispose]());

const id = (username: string, system = 'dss-design') => `user.${system}.${username}`;
const who = '{ viewer { name actingAs { id } } }';
const refused = [{ code: 'NOT_PERMITTED', path: '', message: 'The caller may not act as this account.' }];

const looker: Grants = [{ roles: ['reader', 'act-as'] }];
const operator: Grants = [{ roles: ['membership-operator', 'act-as'] }];
const local: Grants = [{ roles: ['operator-local'] }];

describe('a caller with the right to it', () => {
  test.for([
    ['READ covers who only looks', looker, 'onlooker'],
    ['WRITE_MEMBERSHIPS covers every project role', operator, 'grace'],
    ['WRITE_MEMBERSHIPS covers owners', operator, 'emmy'],
    ['everything covers everybody without power', local, 'grace'],
  ] as const)('acts as an account that its rights cover: %s', async ([, grants, username]) => {
    const { data, errors } = await world.askAs(grants, who, { actAs: id(username) });
    expect(errors).toEqual([]);
    expect(data.viewer).toEqual({ name: 'key:test', actingAs: { id: id(username) } });
  });

  test.for([
    ['an editor through a group, by one who only reads', looker, id('katherine')],
    ['a project administrator, by one who only reads', looker, id('grace')],
    ['an owner, by one who only reads', looker, id('emmy')],
    ['an administrator', local, id('ada')],
    ['an administrator through one of several groups', local, id('deputy')],
    ['the account the gateway signs in with', local, id('rollcall')],
    ['a disabled account', local, id('alan')],
    ['one that does not exist', local, id('grace2')],
    ['one that another spelling would make', local, 'user.dss-design.Grace'],
    ['one of a system that is not configured', local, id('grace', 'dss-other')],
    ['one of a system without impersonation', local, id('grace', 'squirro-main')],
    ['one, without the right', [{ roles: ['auditor', 'membership-operator'] }], id('onlooker')],
    [
      'one, with the right elsewhere',
      [{ roles: ['reader'] }, { roles: ['act-as'], systems: ['govern'] }],
      id('onlooker'),
    ],
    [
      'one, with the right for one project',
      [{ roles: ['reader'] }, { roles: ['act-as'], projects: ['CHURN'] }],
      id('onlooker'),
    ],
    [
      'one, without reading there',
      [{ roles: ['act-as'] }, { roles: ['reader'], systems: ['govern'] }],
      id('onlooker'),
    ],
    [
      'one, reading one project only',
      [{ roles: ['act-as'] }, { roles: ['reader'], projects: ['CHURN'] }],
      id('onlooker'),
    ],
    ['oneself, without more than one’s own', [{ roles: ['self', 'act-as'] }], id('onlooker')],
  ] as const)('is refused, in the same words: %s', async ([, grants, actAs]) => {
    const { data, errors } = await world.askAs(grants as Grants, who, {
      actAs,
      email: 'onlooker@example.org',
    });
    expect({ data, errors }).toEqual({ data: null, errors: refused });
  });

  test.for([
    '',
    'grace',
    'group.dss-design.analysts',
    `${id('grace')}, ${id('emmy')}`,
    `${id('grace')} `,
    'USER.dss-design.grace',
  ])('says which account by exactly one id: %j is none', async (actAs) => {
    const { errors } = await world.askAs(local, who, { actAs });
    expect(errors).toMatchObject([{ code: 'BAD_INPUT' }]);
  });
});

describe('a request that acts as another account', () => {
  const actAs = id('grace');

  test('is made as that account, to the last call', async () => {
    const { data } = await world.askAs(
      local,
      '{ projects(filter: { systems: ["dss-design"] }) { nodes { key } systems { state } } system(key: "dss-design") { self { id } } }',
      { actAs },
    );
    // Galaxy is not hers; as the gateway's own account all three are there.
    expect(data.projects.nodes).toEqual([{ key: 'CHURN' }, { key: 'FORECAST' }]);
    expect(data.system.self).toEqual({ id: actAs });
  });

  test('asks nothing of other systems, whose part is NOT_PERMITTED', async () => {
    for (const key of ['govern', 'iguazio-main', 'squirro-main'] as const)
      world.upstream[key].forgetRequests();
    const { data, errors } = await world.askAs(
      local,
      `{ users { nodes { system { key } } totalCount { exact } systems { system { key capabilities } state } }
         user(system: "govern", username: "ada") { id } }`,
      { actAs },
    );
    expect(
      data.users.systems.map((one: { system: { key: string }; state: string }) => [
        one.system.key,
        one.state,
      ]),
    ).toEqual([
      ['dss-design', 'NOT_PERMITTED'], // she is no administrator there: not everybody is shown to her
      ['govern', 'NOT_PERMITTED'],
      ['iguazio-main', 'NOT_PERMITTED'],
      ['squirro-main', 'NOT_PERMITTED'],
    ]);
    expect(new Set(data.users.nodes.map((one: { system: { key: string } }) => one.system.key))).toEqual(
      new Set(['dss-design']),
    );
    expect(errors).toMatchObject([{ code: 'NOT_PERMITTED', path: 'user' }]);
    for (const key of ['govern', 'iguazio-main', 'squirro-main'] as const)
      expect(world.upstream[key].requests).toEqual([]);
  });

  test('is still held to what the caller may', async () => {
    const { errors } = await world.askAs(
      operator,
      '{ user(system: "dss-design", username: "grace") { email } }',
      { actAs },
    );
    expect(errors).toMatchObject([
      { code: 'NOT_PERMITTED', message: 'User.email takes the scope READ_EMAIL in dss-design.' },
    ]);
  });

  test('is told in the log with both names, and so is one that is refused', async () => {
    await world.askAs(local, who, { actAs, name: 'key:both' });
    await world.askAs(local, who, { actAs: id('ada'), name: 'key:both' });
    expect(world.log.filter(({ caller }) => caller === 'key:both')).toMatchObject([
      { level: 30, caller: 'key:both', actAs: id('grace') },
      { level: 40, caller: 'key:both', actAs: id('ada') },
    ]);
  });

  test('leaves nothing behind for others, nor they for it', async () => {
    const query =
      '{ projects(filter: { systems: ["dss-design"] }) { nodes { key } } people { totalCount { value } nodes { id } } }';
    const identities = [undefined, id('grace'), id('claude~2Eshannon'), id('onlooker')];
    const alone = [];
    for (const one of identities)
      alone.push(await world.askAs(local, query, one === undefined ? {} : { actAs: one }));
    const mixed = await Promise.all(
      Array.from({ length: 24 }, (_, i) => identities[i % identities.length]).map((one) =>
        world.askAs(local, query, one === undefined ? {} : { actAs: one }),
      ),
    );
    for (const [i, answer] of mixed.entries()) expect(answer).toEqual(alone[i % identities.length]);
    expect(new Set(alone.map((answer) => JSON.stringify(answer.data.projects))).size).toBe(4);
  });
});

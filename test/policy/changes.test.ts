import { getNullableType, isInputObjectType, isNonNullType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildSchema } from '../../src/contract.ts';
import { changeTable } from './change-table.ts';
import { allScopes, roleTable } from './table.ts';
import { type Grants, policyWorld, type PolicyWorld, systemKeys } from './world.ts';

// Who may change what. The matrix is every mutation of the schema by every role, with ids that name nobody, so that
// whatever is allowed comes to nothing.

let world: PolicyWorld;
beforeAll(async () => {
  world = await policyWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const schema = buildSchema();
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});

const writes = () => systemKeys.flatMap((key) => world.upstream[key].effects).length;

/** The least that a mutation takes, about nobody there. */
function leastInput(mutation: string, system: string): Record<string, unknown> {
  const argument = mutations.find(({ name }) => name === mutation)?.args[0];
  const input = argument && getNullableType(argument.type);
  if (!isInputObjectType(input)) throw new Error(`${mutation} takes no input`);
  const required = Object.values(input.getFields()).filter(({ type }) => isNonNullType(type));
  return Object.fromEntries(
    required.map(({ name, type }) => [name, valueOf(name, String(type), system)] as const),
  );
}

function valueOf(name: string, type: string, system: string): unknown {
  const kind = { users: 'user', member: 'user', members: 'user' }[name] ?? name;
  if (name === 'system') return system;
  if (type === 'ID!') return `${kind}.${system}.nobody-there`;
  if (type === '[ID!]!') return [`${kind}.${system}.nobody-there`];
  if (type === '[String!]!') return ['nobody@example.org'];
  if (type.startsWith('[')) return [];
  return name === 'email' ? 'nobody@example.org' : 'nobody-there';
}

const inputType = (mutation: string) =>
  String(mutations.find(({ name }) => name === mutation)?.args[0]?.type);

const ask = async (grants: Grants, mutation: string, input: Record<string, unknown>) => {
  const query = `mutation($input: ${inputType(mutation)}) { ${mutation}(input: $input) { outcome problems { code message } operation { id } } }`;
  const { data, errors } = await world.askAs(grants, query, { variables: { input } });
  expect(errors).toEqual([]);
  return data[mutation];
};

test('every mutation is in the table, and no other', () => {
  expect(Object.keys(changeTable).toSorted()).toEqual(mutations.map(({ name }) => name).toSorted());
});

const systemOf = (mutation: string) => {
  if (mutation.includes('Iguazio') || mutation === 'setPrimaryGroup') return 'iguazio-main';
  if (mutation.includes('Squirro')) return 'squirro-main';
  return mutation.includes('Govern') ? 'govern' : 'dss-design';
};
const cells = Object.keys(roleTable).flatMap((role) =>
  Object.keys(changeTable).map((mutation) => [role, mutation] as const),
);

describe('what nobody there is about', () => {
  test.for(cells)('the role %s is refused %s, unless it has the scope', async ([role, mutation]) => {
    const system = systemOf(mutation);
    const scope = changeTable[mutation] as never;
    const before = writes();

    const there = await ask([{ roles: [role], systems: [system] }], mutation, leastInput(mutation, system));

    const lacks = `This takes the scope ${String(scope)} in ${system}.`;
    const messages = there.problems.map(({ message }: { message: string }) => message);
    const isAllowed = roleTable[role]?.everyone.includes(scope) === true;
    const seesNobody = roleTable[role]?.everyone.includes('READ') !== true;
    if (isAllowed) expect(messages).not.toContain(lacks);
    else {
      expect(there).toMatchObject({ outcome: 'NOT_APPLIED', operation: null });
      expect(there.problems).toHaveLength(1);
      expect(['NOT_PERMITTED', 'NOT_FOUND', ...(seesNobody ? ['BAD_INPUT'] : [])]).toContain(
        there.problems[0].code,
      );
      expect(writes()).toBe(before);
    }
  });

  test.for(Object.keys(changeTable))(
    '%s is not to be had in a system it is not granted for',
    async (mutation) => {
      const system = systemOf(mutation);
      const elsewhere = system === 'govern' ? 'dss-design' : 'govern';
      const before = writes();

      const { outcome, problems } = await ask(
        [{ scopes: allScopes, systems: [elsewhere] }],
        mutation,
        leastInput(mutation, system),
      );

      expect({ outcome, codes: problems.map(({ code }: { code: string }) => code) }).toEqual({
        outcome: 'NOT_APPLIED',
        codes: ['BAD_INPUT'],
      });
      expect(problems[0].message).toContain('There is no system');
      expect(writes()).toBe(before);
    },
  );
});

const all: Grants = [{ scopes: allScopes }];
const without = (...left: readonly string[]): Grants => [
  { scopes: allScopes.filter((scope) => !left.includes(scope)) },
];
const ada = 'user.dss-design.ada';

describe('what an input holds takes a scope of its own:', () => {
  test.for<[string, string, Record<string, unknown>, string]>([
    ['a password', 'createUser', { system: 'dss-design', username: 'n', password: 'p' }, 'WRITE_SECRETS'],
    ['groups', 'updateUser', { user: ada, groups: ['group.dss-design.analysts'] }, 'WRITE_MEMBERSHIPS'],
    [
      'administration',
      'createGroup',
      { system: 'dss-design', name: 'g', dataiku: { admin: true } },
      'WRITE_PRIVILEGES',
    ],
    [
      'its end',
      'updateGroup',
      { group: 'group.dss-design.analysts', dataiku: { admin: false } },
      'WRITE_PRIVILEGES',
    ],
    [
      'exact flags',
      'ensureProjectMembership',
      { project: 'project.dss-design.CHURN', member: ada, permissions: [] },
      'WRITE_PRIVILEGES',
    ],
    ['going on all the same', 'disableUser', { user: ada, allowProtected: true }, 'ALLOW_PROTECTED'],
    [
      'the way into a group of administrators',
      'addGroupMembers',
      { group: 'group.dss-design.platform-admins', users: [ada] },
      'WRITE_PRIVILEGES',
    ],
    ['a password of somebody', 'setUserPassword', { user: ada, newPassword: 'Sinner-man-1965' }, 'ACT_AS'],
  ])('%s', async ([, mutation, input, scope]) => {
    const before = writes();

    const reply = await ask(without(scope), mutation, input);

    expect(reply).toMatchObject({
      outcome: 'NOT_APPLIED',
      operation: null,
      problems: [{ code: 'NOT_PERMITTED' }],
    });
    expect(reply.problems[0].message).toContain(scope);
    expect(writes()).toBe(before);
  });

  test('but not to go on takes none', async () => {
    const reply = await ask(without('ALLOW_PROTECTED'), 'enableUser', { user: ada, allowProtected: false });

    expect(reply).toMatchObject({ outcome: 'ALREADY', problems: [] });
  });
});

describe('a credential', () => {
  test('of whoever has power over the system takes the right to give it', async () => {
    const { data } = await world.askAs(
      all,
      '{ users(filter: { systems: ["dss-design"], isAdmin: true }) { nodes { id } } }',
    );
    const input = { user: data.users.nodes[0].id, newPassword: 'Sinner-man-1965' };

    expect(await ask(without('WRITE_PRIVILEGES'), 'setUserPassword', input)).toMatchObject({
      problems: [{ code: 'NOT_PERMITTED' }],
    });
  });
});

describe('a grant for one project', () => {
  const operator = (projects: readonly string[]): Grants => [
    { roles: ['membership-operator'], systems: ['dss-design'], projects },
  ];
  const grant = (project: string) => ({
    project: `project.dss-design.${project}`,
    member: ada,
    role: 'VIEWER',
  });

  test('lets its holder change who is in that project alone', async () => {
    const there = await ask(operator(['CHURN']), 'ensureProjectMembership', {
      ...grant('CHURN'),
      role: 'EDITOR',
    });
    const other = await ask(operator(['CHURN']), 'ensureProjectMembership', grant('FORECAST'));
    const missing = await ask(operator(['CHURN']), 'ensureProjectMembership', grant('NOWHERE'));

    expect(['APPLIED', 'ALREADY']).toContain(there.outcome);
    expect(other).toEqual(missing);
    expect(other).toMatchObject({
      outcome: 'NOT_APPLIED',
      problems: [{ code: 'NOT_FOUND' }],
      operation: null,
    });
  });

  test('lets its holder change no group', async () => {
    const reply = await ask(operator(['CHURN']), 'addGroupMembers', {
      group: 'group.dss-design.analysts',
      users: [ada],
    });

    expect(reply).toMatchObject({ outcome: 'NOT_APPLIED', problems: [{ code: 'NOT_PERMITTED' }] });
  });
});

describe('operations', () => {
  test('of others are seen by those who may', async () => {
    const { operation } = await ask([{ roles: ['account-administrator'] }], 'enableUser', { user: ada });
    const query = `{ operation(id: "${operation.id}") { id } node(id: "${operation.id}") { id } operations { totalCount { value } } }`;
    const asker = (grants: Grants, name: string) => world.askAs(grants, query, { name });

    const own = await asker([{ roles: ['reader'] }], 'key:test');
    const other = await asker([{ roles: ['account-administrator'] }], 'key:other');
    const auditor = await asker([{ roles: ['auditor'] }], 'key:auditor');
    const elsewhere = await asker([{ roles: ['auditor'], systems: ['govern'] }], 'key:elsewhere');

    expect(own.data.operation).toEqual({ id: operation.id });
    expect(auditor.data.operation).toEqual({ id: operation.id });
    expect(auditor.data.node).toEqual({ id: operation.id });
    for (const { data } of [other, elsewhere])
      expect(data).toEqual({ operation: null, node: null, operations: { totalCount: { value: 0 } } });
  });
});

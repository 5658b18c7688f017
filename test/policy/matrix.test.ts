import { type GraphQLNamedType, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildSchema } from '../../src/contract.ts';
import { labelReader } from '../../src/labels.ts';
import { changeLabels, changeTable } from './change-table.ts';
import { labelTable, roleTable } from './table.ts';
import { policyWorld, type PolicyWorld, type SystemKey } from './world.ts';

// Every role, asked for every labelled field of the schema, in a system it is granted for and in another one. What must
// come of it is worked out from the hand-made tables alone.

let world: PolicyWorld;
beforeAll(async () => {
  world = await policyWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const schema = buildSchema();
const labelOf = labelReader(schema);

const membersOf = (type: GraphQLNamedType) => {
  if (isEnumType(type)) return type.getValues();
  return isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)
    ? Object.values(type.getFields())
    : [];
};

test('the schema bears the labels of the table, and no other', () => {
  const found = Object.values(schema.getTypeMap()).flatMap((type) =>
    membersOf(type).flatMap((member): [string, string][] => {
      const label = labelOf(member);
      return label ? [[`${type.name}.${member.name}`, `${label.scope}${label.whole ? '!' : ''}`]] : [];
    }),
  );
  const changes = Object.entries(changeTable).map(([name, scope]) => [`Mutation.${name}`, scope] as const);
  expect(Object.fromEntries(found)).toEqual({
    ...labelTable,
    ...Object.fromEntries(changes),
    ...changeLabels,
  });
});

const grace = { email: 'grace@example.org' };

/** Where each type's objects are, and a query that leads there; `$` is where the field goes. */
const ways: Readonly<Record<string, readonly [SystemKey, string]>> = {
  System: ['dss-design', '{ system(key: "dss-design") { $ } }'],
  User: ['dss-design', '{ user(system: "dss-design", username: "grace") { $ } }'],
  Person: ['dss-design', '{ user(system: "dss-design", username: "grace") { person { $ } } }'],
  DataikuUserDetails: [
    'dss-design',
    '{ user(system: "dss-design", username: "grace") { details { ... on DataikuUserDetails { $ } } } }',
  ],
  IguazioUserDetails: [
    'iguazio-main',
    '{ users(filter: { systems: ["iguazio-main"], username: { eq: "grace" } }) { nodes { details { ... on IguazioUserDetails { $ } } } } }',
  ],
  DataikuSystemDetails: [
    'dss-design',
    '{ system(key: "dss-design") { details { ... on DataikuSystemDetails { $ } } } }',
  ],
  GovernSystemDetails: [
    'govern',
    '{ system(key: "govern") { details { ... on GovernSystemDetails { $ } } } }',
  ],
  SquirroSystemDetails: [
    'squirro-main',
    '{ system(key: "squirro-main") { details { ... on SquirroSystemDetails { $ } } } }',
  ],
  SquirroUserDetails: [
    'squirro-main',
    '{ users(first: 1, filter: { systems: ["squirro-main"], displayName: { eq: "Grace Hopper" } }) { nodes { details { ... on SquirroUserDetails { $ } } } } }',
  ],
  SquirroGroupDetails: [
    'squirro-main',
    '{ groups(filter: { systems: ["squirro-main"], name: { eq: "analysts" } }) { nodes { details { ... on SquirroGroupDetails { $ } } } } }',
  ],
  SquirroWorkspaceUser: [
    'squirro-main',
    '{ system(key: "squirro-main") { details { ... on SquirroSystemDetails { workspaces { users { $ } } } } } }',
  ],
};

const selectionOf: Readonly<Record<string, string>> = {
  'SquirroUserDetails.session': 'session(nativeId: "none") { __typename }',
};
const LEAVES = /^(?:String|JSON|Int|Boolean|Float|DateTime)/u;
function selection(type: string, field: string): string {
  const coordinate = `${type}.${field}`;
  const owner = schema.getType(type);
  const named = isObjectType(owner) ? String(owner.getFields()[field]?.type).replaceAll(/[[\]!]/gu, '') : '';
  return selectionOf[coordinate] ?? (LEAVES.test(named) ? field : `${field} { __typename }`);
}

const sensitive = Object.keys(labelTable).filter(
  (coordinate) => !/^(?:Query|Subscription|\w+Filter|\w+OrderField)\./u.test(coordinate),
);
const cells = Object.keys(roleTable).flatMap((role) =>
  sensitive.map((coordinate) => [role, coordinate] as const),
);

describe('where it is granted, and in another system,', () => {
  test.for(cells)('the role %s and %s', async ([role, coordinate]) => {
    const [type = '', field = ''] = coordinate.split('.');
    const [system, way] = ways[type] ?? ['dss-design', ''];
    const query = way.replace('$', selection(type, field));
    const { everyone = [], own = [] } = roleTable[role] ?? {};
    const label = labelTable[coordinate] ?? '';
    const scope = label.replace('!', '');
    // The account and the groups asked about are the caller's own; systems and their settings are nobody's.
    const isOwn = [
      'User',
      'Person',
      'DataikuUserDetails',
      'IguazioUserDetails',
      'SquirroUserDetails',
      'SquirroGroupDetails',
    ].includes(type);
    const reaches = everyone.includes('READ') || own.includes('READ');
    const behind = type === 'SquirroWorkspaceUser' && !everyone.includes('READ');
    const has = (label.endsWith('!') || !isOwn ? everyone : [...everyone, ...own]).includes(scope as never);

    const there = await world.askAs([{ roles: [role], systems: [system] }], query, grace);
    const denied = there.errors.filter(({ code }) => code === 'NOT_PERMITTED');
    expect(there.errors.filter(({ code }) => code.startsWith('INTERNAL'))).toEqual([]);
    if (!reaches)
      expect(denied.map(({ message }) => message)).toEqual([
        expect.stringMatching(/^Query\.\w+ takes the scope READ\.$/u),
      ]);
    else if (behind)
      expect(denied.map(({ message }) => message)).toEqual([
        `SquirroSystemDetails.workspaces takes the scope READ in ${system}.`,
      ]);
    else if (has) expect(denied).toEqual([]);
    else {
      const where = type === 'Person' ? '' : ` in ${system}`;
      expect(denied.length).toBeGreaterThan(0);
      for (const { message } of denied)
        expect(message).toBe(`${coordinate} takes the scope ${scope}${where}.`);
    }

    const elsewhere = system === 'dss-design' ? 'govern' : 'dss-design';
    const other = await world.askAs([{ roles: [role], systems: [elsewhere] }], query, grace);
    expect(JSON.stringify(other)).not.toMatch(/@example\.org|127\.0\.0\.1|Hopper/iu);
    expect(other.errors.filter(({ code }) => code.startsWith('INTERNAL'))).toEqual([]);
  });
});

const roots = Object.keys(labelTable).filter((coordinate) => coordinate.startsWith('Query.'));
const asked: Readonly<Record<string, string>> = {
  node: 'node(id: "user.dss-design.ada") { id }',
  nodes: 'nodes(ids: ["user.dss-design.ada", "project.dss-design.CHURN"]) { id }',
  viewer: 'viewer { name }',
  systems: 'systems { key }',
  system: 'system(key: "dss-design") { key }',
  user: 'user(system: "dss-design", username: "ada") { id }',
  group: 'group(system: "dss-design", name: "platform-admins") { id }',
  project: 'project(system: "dss-design", key: "FORECAST") { id }',
  job: 'job(system: "dss-design", nativeId: "none") { id }',
  users: 'users { totalCount { value } nodes { id } }',
  groups: 'groups { totalCount { value } nodes { id } }',
  projects: 'projects { totalCount { value } nodes { id } }',
  memberships: 'memberships { totalCount { value } nodes { id } }',
  people: 'people { totalCount { value } nodes { id } }',
  person: 'person(email: "ada@example.org") { id }',
  operation: 'operation(id: "operation.none") { id }',
  operations: 'operations { totalCount { value } }',
};

describe('of the fields of Query,', () => {
  test.for(Object.keys(roleTable).flatMap((role) => roots.map((root) => [role, root] as const)))(
    'the role %s is given %s exactly if it has the scope',
    async ([role, root]) => {
      const { everyone = [], own = [] } = roleTable[role] ?? {};
      const scope = labelTable[root] as never;
      const has = String(scope) === 'AUTHENTICATED' || everyone.includes(scope) || own.includes(scope);
      const field = asked[root.replace('Query.', '')] ?? '';
      const { errors } = await world.askAs(
        [{ roles: [role], systems: ['dss-design'] }],
        `{ ${field} }`,
        grace,
      );
      const denied = errors.filter(({ message }) => message === `${root} takes the scope ${String(scope)}.`);
      expect(denied).toHaveLength(has ? 0 : 1);
      expect(errors.filter(({ code }) => code !== 'NOT_PERMITTED')).toEqual([]);
    },
  );

  test.for(roots)('%s says nothing to whoever is granted nothing', async (root) => {
    if (labelTable[root] === 'AUTHENTICATED') return; // what is one's own, and nothing here is
    const { data, errors } = await world.askAs([], `{ ${asked[root.replace('Query.', '')]} }`);
    expect(errors.map(({ code }) => code)).toEqual(['NOT_PERMITTED']);
    expect(JSON.stringify(data)).not.toContain('dss-design');
  });
});

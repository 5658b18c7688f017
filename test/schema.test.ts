import { readFileSync } from 'node:fs';
import {
  buildASTSchema,
  buildSchema,
  findBreakingChanges,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { expect, test } from 'vitest';
import { readContract } from '../src/contract.ts';

const contract = buildASTSchema(readContract());

test('nothing a client relies on has gone from the schema', () => {
  const released = buildSchema(readFileSync('schema/released/schema.graphql', 'utf8'));
  expect(findBreakingChanges(released, contract)).toEqual([]);
});

test('every type, field, argument and enum value says what it means', () => {
  const silent: string[] = [];
  for (const type of Object.values(contract.getTypeMap())) {
    if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
    if (!type.description) silent.push(type.name);
    silent.push(...membersOf(type));
  }
  expect(silent).toEqual([]);
});

function membersOf(type: GraphQLNamedType): string[] {
  if (isEnumType(type)) return missing(type.getValues(), type.name);
  if (isInputObjectType(type)) return missing(Object.values(type.getFields()), type.name);
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  const fields = Object.values(type.getFields());
  const args = fields.flatMap((field) =>
    field.args.map((arg) => ({ name: `${field.name}(${arg.name}:)`, description: arg.description })),
  );
  return missing([...fields, ...args], type.name);
}

const missing = (
  members: readonly { name: string; description?: string | null | undefined }[],
  owner: string,
) => members.filter(({ description }) => !description).map(({ name }) => `${owner}.${name}`);

// What the contract's outline promises, by its names and nullability.
test('the contract keeps every name and nullability of its outline', () => {
  const outline: readonly [string, string][] = [
    ['Query.node', 'Node'],
    ['Query.nodes', '[Node]!'],
    ['Query.viewer', 'Viewer!'],
    ['Query.systems', '[System!]!'],
    ['Query.user', 'User'],
    ['Query.users', 'UserConnection!'],
    ['Query.groups', 'GroupConnection!'],
    ['Query.projects', 'ProjectConnection!'],
    ['Query.memberships', 'MembershipConnection!'],
    ['Subscription.operationUpdated', 'Operation!'],
    ['User.groups', 'GroupConnection'],
    ['User.lastActivity', 'Activity'],
    ['User.memberships', 'MembershipConnection'],
    ['Group.members', 'UserConnection'],
    ['Project.owner', 'User'],
    ['Membership.member', 'Member'],
    ['Membership.permissions', '[String!]'],
    ['System.self', 'User'],
    ['System.health', 'SystemHealth!'],
    ['UserConnection.totalCount', 'Count!'],
    ['UserConnection.systems', '[SystemReport!]!'],
    ['SystemReport.problem', 'Problem'],
  ];
  const found = outline.map(([coordinate]) => {
    const [type, field] = coordinate.split('.');
    const owner = contract.getType(type ?? '');
    return [coordinate, isObjectType(owner) ? String(owner.getFields()[field ?? '']?.type) : 'no such type'];
  });
  expect(found).toEqual(outline);
});

import type { GraphQLSchema } from 'graphql';
import type { Connector } from '../connector.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { formatRef } from '../model/ref.ts';
import { DateTime, JSONScalar } from '../scalars.ts';
import { Access, AccessPath } from './access.ts';
import { GroupMemberResult, mutationResolvers, payloadResolvers } from './change.ts';
import { detailResolvers } from './details.ts';
import { Group, GroupEdge } from './group.ts';
import { findOperation, listOperations } from '../operations.ts';
import { Operation, OperationStep, operationUpdated } from './operation.ts';
import { Person, personOfUser, personOfViewer, personQueries } from './person.ts';
import { Membership, Project } from './project.ts';
import { Query } from './query.ts';
import { System, SystemReport } from './system.ts';
import { User } from './user.ts';

const typeOf = ({ __typename }: { readonly __typename: string }) => __typename;

/** Every field of the contract that is not simply a property of its object. */
export function resolversFor(connectors: readonly Connector[], contract: GraphQLSchema) {
  const payloads = payloadResolvers(contract);
  const details = detailResolvers(connectors, contract);
  const both = Object.keys(payloads).map((name) => [name, { ...payloads[name], ...details[name] }] as const);
  return {
    ...(neutral satisfies Resolvers),
    Mutation: mutationResolvers(contract),
    ...details,
    ...Object.fromEntries(both),
  };
}

const neutral: Resolvers = {
  DateTime,
  JSON: JSONScalar,
  Query: {
    ...Query,
    ...personQueries,
    operation: (_root, { id }, context) => findOperation(id, context),
    operations: (_root, args, context) => listOperations(args, context),
  },
  Subscription: { operationUpdated: operationUpdated as never },
  Operation,
  OperationStep,
  GroupMemberResult,
  ChangePayload: { __resolveType: typeOf as never },
  System,
  SystemReport,
  User: { ...User, person: personOfUser },
  Group,
  GroupEdge,
  Project,
  Membership,
  Access,
  AccessPath,
  Person,
  Job: {
    id: ({ ref }) => formatRef(ref),
    system: ({ ref }, _args, { directory }) => directory.requireSystem(ref.system),
  },
  Problem: {
    system: ({ system }, _args, { directory }) => (system && directory.findSystem(system)) ?? null,
  },
  Viewer: {
    systems: (_viewer, _args, { directory }) => directory.systems,
    actingAs: (_viewer, _args, { directory }) => directory.asker.actingAs,
    rights: (_viewer, _args, { directory }) =>
      directory.asker.rights.in(directory.systems.map(({ key }) => key)),
    person: personOfViewer,
  },
  ViewerRight: {
    system: ({ system }, _args, { directory }) => directory.requireSystem(system),
  },
  Node: {
    __resolveType: (found) => {
      if ('__typename' in found) return typeOf(found) as never;
      return 'steps' in found ? 'Operation' : 'System';
    },
  },
  Member: { __resolveType: typeOf as never },
  UserDetails: { __resolveType: typeOf as never },
  GroupDetails: { __resolveType: typeOf as never },
  SystemDetails: { __resolveType: typeOf as never },
};

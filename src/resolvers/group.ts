import type { GroupEdgeResolvers, GroupResolvers } from '../generated/resolvers.ts';
import { listMembershipsOf, listMembersOf } from '../lists.ts';
import { formatRef } from '../model/ref.ts';

export const Group: GroupResolvers = {
  id: ({ ref }) => formatRef(ref),
  nativeId: ({ ref }) => ref.native,
  system: ({ ref }, _args, { directory }) => directory.requireSystem(ref.system),
  members: ({ ref }, args, { directory }) => listMembersOf(directory, ref, args),
  memberships: ({ ref }, args, { directory }) => listMembershipsOf(directory, ref, args),
};

export const GroupEdge: GroupEdgeResolvers = {
  isPrimary: async ({ memberOf, node }, _args, { directory }) => {
    if (!memberOf || !directory.capabilities(memberOf.system).includes('PRIMARY_GROUP')) return null;
    return (await directory.primaryGroupOf(memberOf))?.native === node.ref.native;
  },
};

import { accessOf } from '../access.ts';
import type { UserResolvers } from '../generated/resolvers.ts';
import { listGroupsOf, listMembershipsOf } from '../lists.ts';
import { formatRef } from '../model/ref.ts';
import { badInput } from '../problems.ts';

export const User: UserResolvers = {
  id: ({ ref }) => formatRef(ref),
  nativeId: ({ ref }) => ref.native,
  system: ({ ref }, _args, { directory }) => directory.requireSystem(ref.system),
  createdAt: (user, _args, { directory }) => directory.fact('createdAt', user),
  isAdmin: (user, _args, { directory }) => directory.fact('isAdmin', user),
  isOperational: (user, _args, { directory }) => directory.fact('isOperational', user),
  lastActivity: (user, _args, { directory }) => directory.fact('lastActivity', user),
  activeSessions: (user, _args, { directory }) => directory.fact('activeSessions', user),
  groups: ({ ref }, args, { directory }) => listGroupsOf(directory, ref, args),
  inGroup: async ({ ref }, { group: id }, { directory }) => {
    const group = directory.requireRef('group', id, ['group']);
    if (group.system !== ref.system) throw badInput('`group` is of another system than the account.');
    return (await directory.groupsOf(ref)).some(({ native }) => native === group.native);
  },
  primaryGroup: async ({ ref }, _args, { directory }) => {
    const group = await directory.primaryGroupOf(ref);
    return group && directory.group(group);
  },
  effectiveRole: async (user, { project }, { directory }) =>
    (await accessOf(directory, user, project))?.role ?? null,
  access: (user, { project }, { directory }) => accessOf(directory, user, project),
  memberships: ({ ref }, args, { directory }) => listMembershipsOf(directory, ref, args),
};

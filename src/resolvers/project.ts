import { listEffectiveMembers } from '../access.ts';
import type { MembershipResolvers, ProjectResolvers } from '../generated/resolvers.ts';
import { listMembershipsOf } from '../lists.ts';
import { formatRef } from '../model/ref.ts';

export const Project: ProjectResolvers = {
  id: ({ ref }) => formatRef(ref),
  nativeId: ({ ref }) => ref.native,
  system: ({ ref }, _args, { directory }) => directory.requireSystem(ref.system),
  owner: ({ owner }, _args, { directory }) => owner && directory.user(owner),
  effectiveMembers: (project, args, { directory }) => listEffectiveMembers(directory, project, args),
  memberships: ({ ref }, args, { directory }) => listMembershipsOf(directory, ref, args),
};

export const Membership: MembershipResolvers = {
  id: ({ ref }) => formatRef(ref),
  system: ({ ref }, _args, { directory }) => directory.requireSystem(ref.system),
  projectId: ({ project }) => formatRef(project),
  project: ({ project }, _args, { directory }) => directory.project(project),
  memberId: ({ member }) => formatRef(member),
  member: ({ memberKind, member }, _args, { directory }) =>
    memberKind === 'OTHER' ? null : directory.member(member),
};

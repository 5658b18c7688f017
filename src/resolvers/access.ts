import type { AccessPathResolvers, AccessResolvers } from '../generated/resolvers.ts';
import { formatRef } from '../model/ref.ts';

export const Access: AccessResolvers = {
  id: ({ ref }) => formatRef(ref),
};

export const AccessPath: AccessPathResolvers = {
  group: ({ group }, _args, { directory }) => group && directory.group(group),
};

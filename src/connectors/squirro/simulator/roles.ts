/** Server roles; `demo` is deprecated but may be met (squirro.md §13). */
export const SERVER_ROLES = ['admin', 'user', 'reader', 'demo'] as const;
export type ServerRole = (typeof SERVER_ROLES)[number];

/** The roles one may give in a workspace; `user` is [assumed]. */
export const WORKSPACE_ROLES = ['admin', 'user', 'reader'] as const;

/** The roles one may give in a project. The owner counts as `admin` without holding it. */
export const PROJECT_ROLES = ['reader', 'member', 'admin'] as const;
export type ProjectRole = (typeof PROJECT_ROLES)[number];

/** `reader` and `demo` rows are [assumed]; the others are documented examples. */
export const rolePermissions: Readonly<Record<ServerRole, readonly string[]>> = {
  admin: ['admin', 'profile.write.update', 'projects.write.create'],
  user: ['user'],
  reader: ['reader'],
  demo: ['demo'],
};

/** squirro.md §10, the column of the 3.14 client. */
const projectPermissions: Readonly<Record<ProjectRole, readonly string[]>> = {
  reader: [
    'items.read.*',
    'previews.read.*',
    'projects.read.*',
    'savedsearches.read.*',
    'scores.read.*',
    'signals.read.*',
    'sources.read.*',
  ],
  member: [
    'items.*',
    'previews.*',
    'projects.read.*',
    'projects.write.*',
    'savedsearches.*',
    'scores.*',
    'signals.*',
    'sources.*',
  ],
  admin: ['*'],
};

/** What each call on a project needs. The names are [assumed]; that a member may modify and only an admin delete follows. */
export const projectActions = {
  read: 'projects.read.get',
  listMembers: 'projects.read.members',
  create: 'projects.write.create',
  modify: 'projects.write.update',
  delete: 'projects.delete',
  changeMembers: 'members.write',
} as const;

export const isRestricted = (role: ServerRole): boolean => role === 'reader' || role === 'demo';

/**
 * What a project role permits somebody of a server role; null stands for a group. That both count is documented; how
 * is [assumed]: an administrator may everything, a restricted account only reads.
 */
export function permissionsOf(role: ProjectRole, serverRole: ServerRole | null): readonly string[] {
  if (serverRole === 'admin') return projectPermissions.admin;
  if (serverRole !== null && isRestricted(serverRole)) return projectPermissions.reader;
  return projectPermissions[role];
}

/** Whether one of the permissions held, `items.*` say, covers the one asked for. */
export const covers = (held: readonly string[], wanted: string): boolean =>
  held.some(
    (permission) =>
      permission === '*' ||
      permission === wanted ||
      (permission.endsWith('.*') && wanted.startsWith(permission.slice(0, -1))),
  );

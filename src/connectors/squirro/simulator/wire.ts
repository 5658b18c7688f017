import type { Group, Link, Project, ProjectMember, Session, User } from './records.ts';
import { permissionsOf, rolePermissions } from './roles.ts';

/** Lists come in no documented order; here the newest is first. */
export const inNoOrder = <T, U>(items: Iterable<T>, show: (item: T) => U): U[] =>
  Array.from(items, show).reverse();

/** A user as group members are shown; lists add `config`. No custom data and no authentications [assumed]. */
export const briefUser = (user: User) => ({
  id: user.id,
  email: user.email,
  full_name: user.fullName,
  role: user.role,
  role_permissions: rolePermissions[user.role],
  tenant: user.tenant.domain,
});

export const listedUser = (user: User) => ({ ...briefUser(user), config: user.config });

/** Version 0 knows no authentications. That v1 carries `groups` is [assumed]. */
export const singleUser = (user: User, version: 'v0' | 'v1', includeProjects = false) => ({
  ...user.custom,
  ...listedUser(user),
  groups: inNoOrder(user.groups, ({ id, name }) => ({ id, name })),
  ...(version === 'v1' && {
    authentications: Object.fromEntries([...user.links].map(([name, link]) => [name, shownLink(link)])),
  }),
  ...(includeProjects && { projects: projectRolesOf(user) }),
});

export const shownLink = (link: Link) => ({ ...link, state: 'ok' });

/** `tenant` is no documented key of a group. */
export const shownGroup = (group: Group, includeProjects = false) => ({
  id: group.id,
  name: group.name,
  tenant: group.tenant.domain,
  members: inNoOrder(group.members, briefUser),
  ...(includeProjects && { projects: projectRolesOf(group) }),
});

/** The projects of which a user or group is a direct member; key, shape and extent are [assumed]. */
const projectRolesOf = ({ id, projects }: User | Group) =>
  inNoOrder(projects, (project) => ({
    id: project.id,
    title: project.title,
    role: project.members.get(id)?.role,
  }));

/** The fields of a group are [assumed]. */
export function shownMember(project: Project, { member, role }: ProjectMember) {
  const common = {
    member_id: member.of.id,
    member_type: member.kind,
    project_id: project.id,
    project_role: role,
  };
  if (member.kind === 'group') {
    return {
      ...common,
      server_role: null,
      email: null,
      full_name: member.of.name,
      permissions: permissionsOf(role, null),
    };
  }
  const user = member.of;
  return {
    ...common,
    server_role: user.role,
    email: user.email,
    full_name: user.fullName,
    permissions: permissionsOf(role, user.role),
  };
}

/** `id` and `title` are documented, the others [assumed]. */
export const listedProject = (project: Project) => ({
  id: project.id,
  title: project.title,
  description: project.description,
  owner_id: project.ownerId,
  tenant: project.tenant.domain,
  project_type: project.projectType,
  seeder: null,
});

export const singleProject = (project: Project) => ({
  ...project.attributes,
  ...listedProject(project),
  type: null,
});

/** The body is [assumed]; nothing of it is public. */
export const shownSession = (session: Session) => ({
  id: session.id,
  user_id: session.user.id,
  client_id: session.clientId,
  type: session.type,
  created_at: spacedTime(session.createdAt),
  valid_to: spacedTime(session.validTo),
});

export const shownGrant = (session: Session) => ({
  id: session.id,
  type: session.type,
  created_at: spacedTime(session.createdAt),
  valid_to: spacedTime(session.validTo),
  refresh_token: session.refreshToken,
  ...(session.projectPermissions && { project_permissions: session.projectPermissions }),
});

/** `YYYY-MM-DD HH:MM:SS` (squirro.md §1.4). */
const spacedTime = (time: number): string => new Date(time).toISOString().slice(0, 19).replace('T', ' ');

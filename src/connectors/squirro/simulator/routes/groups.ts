import { z } from 'zod';
import type { SimResponse } from '../../../../sandbox/exchange.ts';
import {
  findGroup,
  findProject,
  findUser,
  type Installation,
  type SquirroRequest,
  visitAsAdmin,
  visitUnrestricted,
} from '../access.ts';
import { flag, jsonField, oneOf, readForm, readQuery, requiredText } from '../input.ts';
import type { Group, Project, User } from '../records.ts';
import { refuse } from '../refusals.ts';
import { PROJECT_ROLES, type ProjectRole } from '../roles.ts';
import type { RouteTable } from '../routing.ts';
import type { SquirroState } from '../state.ts';
import { briefUser, inNoOrder, shownGroup } from '../wire.ts';

/** Keys other than `id` are ignored (squirro.md §9). */
const Members = jsonField(z.array(z.object({ id: z.string() }), 'not a JSON array'));

/** Ids, or objects with an optional role; the shape is undetermined, this one is [assumed]. */
const Projects = jsonField(
  z.array(
    z.union([
      z.string().transform((id) => ({ id, role: undefined })),
      z.object({ id: z.string(), role: oneOf(PROJECT_ROLES).optional() }),
    ]),
    'not a JSON array',
  ),
);
const DEFAULT_PROJECT_ROLE: ProjectRole = 'reader';

const GroupQuery = z.object({ include_projects: flag(false) });
const NewGroupForm = z.object({ name: requiredText, members: Members.optional() });
const GroupForm = NewGroupForm.extend({ projects: Projects.optional() });
const MemberForm = z.object({ user_id: requiredText });

/** Makes the list given the whole membership. That it replaces rather than extends is [assumed]. */
function replaceMembers(state: SquirroState, group: Group, members: ReadonlySet<User>): void {
  for (const user of group.members) if (!members.has(user)) state.removeFromGroup(group, user);
  for (const user of members) state.addToGroup(group, user);
}

/** The same for the projects in which the group has a role. */
function replaceProjects(state: SquirroState, group: Group, roles: ReadonlyMap<Project, ProjectRole>): void {
  for (const project of group.projects) if (!roles.has(project)) state.removeMember(project, group.id);
  for (const [project, role] of roles) {
    if (project.members.get(group.id)?.role !== role)
      state.setMember(project, { kind: 'group', of: group }, role);
  }
}

function listGroups(installation: Installation, request: SquirroRequest): SimResponse {
  const { tenant } = visitUnrestricted(installation, request);
  return { status: 200, json: inNoOrder(tenant.groups.values(), (one) => shownGroup(one)) };
}

function createGroup(installation: Installation, request: SquirroRequest): SimResponse {
  const { state } = installation;
  const { tenant } = visitAsAdmin(installation, request);
  const { name, members = [] } = readForm(request, NewGroupForm);
  const users = members.map(({ id }) => findUser(tenant, id));
  if (tenant.groupsByName.has(name)) refuse(409, 'group name taken');
  const created = state.createGroup(tenant, name);
  for (const user of users) state.addToGroup(created, user);
  return { status: 201, json: shownGroup(created) };
}

function readGroup(installation: Installation, request: SquirroRequest): SimResponse {
  const { tenant } = visitUnrestricted(installation, request);
  const { include_projects: includeProjects } = readQuery(request, GroupQuery);
  const found = findGroup(tenant, request.params['group'] ?? '');
  return { status: 200, json: shownGroup(found, includeProjects) };
}

function updateGroup(installation: Installation, request: SquirroRequest): SimResponse {
  const { state } = installation;
  const { tenant } = visitAsAdmin(installation, request);
  const found = findGroup(tenant, request.params['group'] ?? '');
  const { name, members, projects } = readForm(request, GroupForm);
  const users = members && new Set(members.map(({ id }) => findUser(tenant, id)));
  const roles =
    projects &&
    new Map(projects.map(({ id, role }) => [findProject(tenant, id), role ?? DEFAULT_PROJECT_ROLE]));
  const holder = tenant.groupsByName.get(name);
  if (holder && holder !== found) refuse(409, 'group name taken');
  if (!holder) state.renameGroup(found, name);
  if (users) replaceMembers(state, found, users);
  if (roles) replaceProjects(state, found, roles);
  return { status: 200, json: shownGroup(found) };
}

function deleteGroup(installation: Installation, request: SquirroRequest): SimResponse {
  const { state } = installation;
  const { tenant } = visitAsAdmin(installation, request);
  state.deleteGroup(findGroup(tenant, request.params['group'] ?? ''));
  return { status: 204 };
}

// Adding a member is a POST on the group itself; there is none on `members` (squirro.md §9).
function addGroupMember(installation: Installation, request: SquirroRequest): SimResponse {
  const { state } = installation;
  const { tenant } = visitAsAdmin(installation, request);
  const found = findGroup(tenant, request.params['group'] ?? '');
  const user = findUser(tenant, readForm(request, MemberForm).user_id);
  state.addToGroup(found, user);
  return { status: 200, json: briefUser(user) };
}

function removeGroupMember(installation: Installation, request: SquirroRequest): SimResponse {
  const { state } = installation;
  const { tenant } = visitAsAdmin(installation, request);
  const found = findGroup(tenant, request.params['group'] ?? '');
  const user = tenant.users.get(request.params['user'] ?? '');
  if (!user || !found.members.has(user)) refuse(404, 'not a member');
  state.removeFromGroup(found, user);
  return { status: 204 };
}

export const groupRoutes: RouteTable = {
  'GET /api/user/v0/:tenant/groups': listGroups,
  'POST /api/user/v0/:tenant/groups': createGroup,
  'GET /api/user/v0/:tenant/groups/:group': readGroup,
  'PUT /api/user/v0/:tenant/groups/:group': updateGroup,
  'DELETE /api/user/v0/:tenant/groups/:group': deleteGroup,
  'POST /api/user/v0/:tenant/groups/:group': addGroupMember,
  'DELETE /api/user/v0/:tenant/groups/:group/members/:user': removeGroupMember,
};

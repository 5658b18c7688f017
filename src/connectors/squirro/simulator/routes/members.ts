import { z } from 'zod';
import type { SimResponse } from '../../../../sandbox/exchange.ts';
import { findGroup, findUser, type Installation, type SquirroRequest, visitProject } from '../access.ts';
import { oneOf, readForm } from '../input.ts';
import type { MemberRef, Tenant } from '../records.ts';
import { refuse } from '../refusals.ts';
import { PROJECT_ROLES, projectActions } from '../roles.ts';
import type { RouteTable } from '../routing.ts';
import { inNoOrder, shownMember } from '../wire.ts';

const role = oneOf(PROJECT_ROLES);
const RoleForm = z.object({ role });
const NewMemberForm = z
  .object({ role, user_id: z.string().optional(), group_id: z.string().optional() })
  .refine(
    ({ user_id: user, group_id: group }) => !user !== !group,
    'exactly one of user_id and group_id is required',
  );

function findMember(
  tenant: Tenant,
  { user_id: user, group_id: group }: z.infer<typeof NewMemberForm>,
): MemberRef {
  if (user) return { kind: 'user', of: findUser(tenant, user) };
  return { kind: 'group', of: findGroup(tenant, group ?? '') };
}

function findEntry(installation: Installation, request: SquirroRequest) {
  const { project } = visitProject(installation, request, projectActions.changeMembers);
  const entry = project.members.get(request.params['member'] ?? '') ?? refuse(404, 'not a member');
  return { project, entry };
}

function listMembers(installation: Installation, request: SquirroRequest): SimResponse {
  const { project } = visitProject(installation, request, projectActions.listMembers);
  const shown = inNoOrder(project.members.values(), (entry) => shownMember(project, entry));
  return { status: 200, json: { members: shown } };
}

// 200, although something is created.
function addMember(installation: Installation, request: SquirroRequest): SimResponse {
  const { state } = installation;
  const { tenant, project } = visitProject(installation, request, projectActions.changeMembers);
  const form = readForm(request, NewMemberForm);
  const added = findMember(tenant, form);
  if (project.members.has(added.of.id)) refuse(409, 'already a member');
  return { status: 200, json: shownMember(project, state.setMember(project, added, form.role)) };
}

function changeMember(installation: Installation, request: SquirroRequest): SimResponse {
  const { state } = installation;
  const { project, entry } = findEntry(installation, request);
  const changed = state.setMember(project, entry.member, readForm(request, RoleForm).role);
  return { status: 200, json: shownMember(project, changed) };
}

function removeMember(installation: Installation, request: SquirroRequest): SimResponse {
  const { state } = installation;
  const { project, entry } = findEntry(installation, request);
  state.removeMember(project, entry.member.of.id);
  return { status: 204 };
}

/** Members of projects: who has a role directly. Owners and administrators are not among them for that alone. */
export const memberRoutes: RouteTable = {
  'GET /api/user/v0/:tenant/projects/:project/members': listMembers,
  'POST /api/user/v0/:tenant/projects/:project/members': addMember,
  'PUT /api/user/v0/:tenant/projects/:project/members/:member': changeMember,
  'DELETE /api/user/v0/:tenant/projects/:project/members/:member': removeMember,
};

import { z } from 'zod';
import type { SimResponse } from '../../../../sandbox/exchange.ts';
import { findUser, type Installation, isClusterAdmin, type SquirroRequest, visitAsAdmin } from '../access.ts';
import { email, flag, oneOf, readJson, readQuery, requiredText } from '../input.ts';
import type { Tenant, User } from '../records.ts';
import { refuse } from '../refusals.ts';
import { WORKSPACE_ROLES } from '../roles.ts';
import type { RouteTable } from '../routing.ts';
import { HOME_TENANT } from '../seed.ts';
import { slugOf } from '../slug.ts';
import { inNoOrder } from '../wire.ts';

const ListQuery = z.object({ include_projects: flag(false), admin_only: flag(false) });
const NewWorkspaceBody = z.object({ title: requiredText });
const role = oneOf(WORKSPACE_ROLES);
/** The two forms of one call are told apart by their keys (squirro.md §12). */
const UsersBody = z.union(
  [z.object({ emails: z.array(email), role }), z.object({ user_id: z.string(), role })],
  'emails or user_id, and a known role, are required',
);

/** The key `projects` and its items are [assumed]. */
const shownWorkspace = ({ domain, title, projects }: Tenant, includeProjects: boolean) => ({
  domain,
  title,
  ...(includeProjects && {
    projects: inNoOrder(projects.values(), (project) => ({ id: project.id, title: project.title })),
  }),
});

function requireClusterAdmin(installation: Installation, request: SquirroRequest): void {
  if (!isClusterAdmin(installation, request.caller.user)) refuse(403, 'cluster administrators only');
}

function listWorkspaces(installation: Installation, request: SquirroRequest): SimResponse {
  const { state } = installation;
  const query = readQuery(request, ListQuery);
  const { user } = request.caller;
  const shown = state.tenants
    .values()
    .filter(
      (tenant) =>
        isClusterAdmin(installation, user) ||
        (tenant === user.tenant && (!query.admin_only || user.role === 'admin')),
    );
  return {
    status: 200,
    json: inNoOrder(shown, (tenant) => shownWorkspace(tenant, query.include_projects)),
  };
}

function createWorkspace(installation: Installation, request: SquirroRequest): SimResponse {
  const { state } = installation;
  requireClusterAdmin(installation, request);
  const { title } = readJson(request, NewWorkspaceBody);
  const domain = slugOf(title);
  if (domain === '') refuse(400, 'request rejected', ['title: makes no domain']);
  if (state.tenants.has(domain)) refuse(409, 'domain taken');
  return { status: 201, json: shownWorkspace(state.createTenant(domain, title), false) };
}

function deleteWorkspace(installation: Installation, request: SquirroRequest): SimResponse {
  const { state } = installation;
  requireClusterAdmin(installation, request);
  const { tenant } = visitAsAdmin(installation, request);
  // [assumed]: the cluster would be left without administrators.
  if (tenant.domain === HOME_TENANT) refuse(403, 'the global workspace stays');
  state.deleteTenant(tenant);
  return { status: 204 };
}

function listWorkspaceUsers(installation: Installation, request: SquirroRequest): SimResponse {
  const { tenant } = visitAsAdmin(installation, request);
  const shown = inNoOrder(tenant.users.values(), ({ id, email, role, fullName }) => ({
    id,
    email,
    role,
    full_name: fullName,
  }));
  return { status: 200, json: shown };
}

/** Adds users by address, one entry for each, or sets the role of one. Unknown addresses become users [assumed]. */
function postUsers(installation: Installation, request: SquirroRequest): SimResponse {
  const { state } = installation;
  const { tenant } = visitAsAdmin(installation, request);
  const body = readJson(request, UsersBody);
  const { role } = body;
  const setRole = (user: User) => {
    if (user.role !== role) state.updateUser(user, { role });
    return { user_id: user.id, workspace: tenant.domain };
  };
  if ('user_id' in body) return { status: 200, json: [setRole(findUser(tenant, body.user_id))] };

  const before = tenant.users.size;
  const entries = body.emails.map((address) =>
    setRole(
      tenant.usersByEmail.get(address.toLowerCase()) ??
        state.createUser(tenant, { email: address, role, fullName: null }),
    ),
  );
  return { status: tenant.users.size > before ? 201 : 200, json: entries };
}

function removeUser(installation: Installation, request: SquirroRequest): SimResponse {
  const { state } = installation;
  const { tenant, user } = visitAsAdmin(installation, request);
  const target = findUser(tenant, request.params['user'] ?? '');
  if (target === user) refuse(403, 'own account'); // as for deleting a user [assumed]
  state.deleteUser(target);
  return { status: 204 };
}

/** Workspaces: tenants under another name, administered across them. All of it is absent when they are off. */
export const workspaceRoutes: RouteTable = {
  'GET /api/user/v2/workspaces': listWorkspaces,
  'POST /api/user/v2/workspaces': createWorkspace,
  'DELETE /api/user/v2/workspaces/:tenant': deleteWorkspace,
  'GET /api/user/v2/workspaces/:tenant/users': listWorkspaceUsers,
  'POST /api/user/v2/workspaces/:tenant/users': postUsers,
  'DELETE /api/user/v2/workspaces/:tenant/users/:user': removeUser,
};

import { z } from 'zod';
import type { SimResponse } from '../../../../sandbox/exchange.ts';
import {
  findProject,
  type Installation,
  may,
  type SquirroRequest,
  visit,
  visitProject,
  visitUnrestricted,
} from '../access.ts';
import { jsonField, oneOf, readForm, readJson, requiredText } from '../input.ts';
import { refuse } from '../refusals.ts';
import { covers, projectActions, rolePermissions } from '../roles.ts';
import type { RouteTable } from '../routing.ts';
import { inNoOrder, listedProject, singleProject } from '../wire.ts';

const title = requiredText.max(200, 'longer than 200 characters');
const anything = z.unknown().optional();
const projectType = oneOf(['normal', 'monitoring']);

const NewProjectForm = z.object({
  title,
  token: z.string().optional(),
  project_id: z
    .string()
    .regex(/^[\w-]{22}$/u, 'not 22 characters of URL-safe base64')
    .optional(),
  description: z.string().optional(),
  owner_id: z.string().optional(),
  locator: jsonField(z.unknown()).optional(),
  default_sort: jsonField(z.unknown()).optional(),
  photo: z.string().optional(),
  project_type: projectType.optional(),
});

/** Keys the client lets pass; others are ignored. */
const ProjectChanges = z.object({
  title: title.optional(),
  description: z.string().nullish(),
  project_type: projectType.optional(),
  default_search: anything,
  default_sort: anything,
  locator: anything,
  guide_completed_steps: anything,
  theme: anything,
  integration_dashboards: anything,
  first_visit: anything,
  newsletter_config: anything,
  photo: anything,
});

const wanted = z.union([z.string().transform((one) => [one]), z.array(z.string())]).nullish();
const PermissionBody = z.object({
  project_id: z.string().nullish(),
  user_permissions: wanted,
  project_permissions: wanted,
});

function listProjects(installation: Installation, request: SquirroRequest): SimResponse {
  const entered = visit(installation, request);
  const accessible = entered.tenant.projects.values().filter((one) => may(entered, projectActions.read, one));
  return { status: 200, json: inNoOrder(accessible, listedProject) };
}

function createProject(installation: Installation, request: SquirroRequest): SimResponse {
  const { state } = installation;
  const { tenant, user, scope } = visitUnrestricted(installation, request);
  if (scope && !covers(scope, projectActions.create)) refuse(403, 'token scope');
  const {
    title,
    token,
    project_id: id,
    owner_id: ownerId = user.id,
    ...form
  } = readForm(request, NewProjectForm);
  // [assumed]: the caller's refresh token may be missing, but not be wrong.
  if (token !== undefined && typeof state.sessions.ofRefreshToken(token) !== 'object') {
    refuse(400, 'request rejected', ['token: unknown refresh token']);
  }
  if (ownerId !== user.id && !tenant.users.has(ownerId)) {
    refuse(400, 'request rejected', ['owner_id: unknown user']);
  }
  if (id !== undefined && state.hasProject(id)) refuse(409, 'project_id taken');
  const { description, project_type: type, ...attributes } = form;
  const created = state.createProject(tenant, {
    id,
    title,
    description,
    ownerId,
    projectType: type,
    attributes,
  });
  return { status: 201, json: { id: created.id } };
}

function readProject(installation: Installation, request: SquirroRequest): SimResponse {
  const { project: found } = visitProject(installation, request, projectActions.read);
  return { status: 200, json: singleProject(found) };
}

function modifyProject(installation: Installation, request: SquirroRequest): SimResponse {
  const { state } = installation;
  const { project: found } = visitProject(installation, request, projectActions.modify);
  const { title, description, project_type: type, ...rest } = readJson(request, ProjectChanges);
  state.updateProject(found, {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(type !== undefined && { projectType: type }),
    attributes: { ...found.attributes, ...rest },
  });
  return { status: 204 };
}

function deleteProject(installation: Installation, request: SquirroRequest): SimResponse {
  const { state } = installation;
  const { project: found } = visitProject(installation, request, projectActions.delete);
  state.deleteProject(found);
  return { status: 204 };
}

function checkPermission(installation: Installation, request: SquirroRequest): SimResponse {
  const entered = visit(installation, request);
  const body = readJson(request, PermissionBody);
  const found = body.project_id ? findProject(entered.tenant, body.project_id) : undefined;
  const held = rolePermissions[entered.user.role];
  const allowed =
    (!body.user_permissions || body.user_permissions.some((one) => covers(held, one))) &&
    (!body.project_permissions || body.project_permissions.some((one) => may(entered, one, found)));
  return allowed ? { status: 204 } : refuse(403, 'permission missing');
}

/** Projects and the permission check: the topic service. */
export const projectRoutes: RouteTable = {
  'GET /api/topic/v0/:tenant/projects': listProjects,
  'POST /api/topic/v0/:tenant/projects': createProject,
  'GET /api/topic/v0/:tenant/projects/:project': readProject,
  'PUT /api/topic/v0/:tenant/projects/:project': modifyProject,
  'DELETE /api/topic/v0/:tenant/projects/:project': deleteProject,
  'POST /api/topic/v0/:tenant/permission': checkPermission,
};

import type { SimRequest } from '../../../sandbox/exchange.ts';
import type { Project, Session, Tenant, User } from './records.ts';
import { refuse } from './refusals.ts';
import { covers, isRestricted, permissionsOf } from './roles.ts';
import { HOME_TENANT } from './seed.ts';
import type { SquirroState } from './state.ts';

/** A request of somebody who has signed in. */
export type SquirroRequest = SimRequest<Session>;

/** An installation: what it holds, and how its operator has set it up. */
export interface Installation {
  readonly state: SquirroState;
  readonly workspaces: boolean;
  /** Whether people may sign up. */
  readonly signup: boolean;
  /** The server setting `user.create`. */
  readonly userCreation: boolean;
}

/** Somebody in the tenant their request names. */
export interface Visit {
  readonly tenant: Tenant;
  readonly user: User;
  /** Administers this tenant. */
  readonly admin: boolean;
  /** What the token is limited to; null: nothing. */
  readonly scope: readonly string[] | null;
}

/** With workspaces on, the administrators of the global workspace administer every workspace (squirro.md §12). */
export const isClusterAdmin = ({ workspaces }: Installation, user: User): boolean =>
  workspaces && user.role === 'admin' && user.tenant.domain === HOME_TENANT;

/** Enters the tenant of the path. Other tenants are closed to all but cluster administrators [assumed]. */
export function visit(installation: Installation, { params, caller }: SquirroRequest): Visit {
  const { user } = caller;
  const tenant = installation.state.tenants.get(params['tenant'] ?? '') ?? refuse(404, 'tenant not found');
  if (user.tenant !== tenant && !isClusterAdmin(installation, user)) refuse(403, 'another tenant');
  return { tenant, user, admin: user.role === 'admin', scope: caller.projectPermissions };
}

/** Enters as an administrator of the tenant. */
export function visitAsAdmin(installation: Installation, request: SquirroRequest): Visit {
  const entered = visit(installation, request);
  if (!entered.admin) refuse(403, 'administrators only');
  return entered;
}

/** Enters as anybody but `reader` and `demo`. */
export function visitUnrestricted(installation: Installation, request: SquirroRequest): Visit {
  const entered = visit(installation, request);
  if (isRestricted(entered.user.role)) refuse(403, 'server role too low');
  return entered;
}

/** Enters to deal with the user of the path, as that user or as an administrator. */
export function visitUser(
  installation: Installation,
  request: SquirroRequest,
): Visit & { readonly target: User } {
  const entered = visit(installation, request);
  const id = request.params['user'] ?? '';
  if (!entered.admin && entered.user.id !== id) refuse(403, 'neither this user nor an administrator');
  return { ...entered, target: findUser(entered.tenant, id) };
}

/** Enters to do something to the project of the path, if project role, server role and token permit it. */
export function visitProject(
  installation: Installation,
  request: SquirroRequest,
  action: string,
): Visit & { readonly project: Project } {
  const entered = visit(installation, request);
  const project = findProject(entered.tenant, request.params['project'] ?? '');
  if (!may(entered, action, project)) refuse(403, `permission missing: ${action}`);
  return { ...entered, project };
}

export const findUser = (tenant: Tenant, id: string): User =>
  tenant.users.get(id) ?? refuse(404, 'user not found');

export const findGroup = (tenant: Tenant, id: string) =>
  tenant.groups.get(id) ?? refuse(404, 'group not found');

export const findProject = (tenant: Tenant, id: string): Project =>
  tenant.projects.get(id) ?? refuse(404, 'project not found');

/** Whether a token permits an action, in a project or outside all of them. */
export function may({ user, scope }: Visit, action: string, project?: Project): boolean {
  return covers(permissionsIn(user, project), action) && (scope === null || covers(scope, action));
}

/** Everything a person may do in a project: as administrator, as owner, as member, and through groups. */
function permissionsIn(user: User, project: Project | undefined): readonly string[] {
  if (user.role === 'admin') return permissionsOf('admin', user.role);
  if (!project) return [];
  const roles = [user, ...user.groups].flatMap(({ id }) => project.members.get(id)?.role ?? []);
  if (project.ownerId === user.id) roles.push('admin');
  return roles.flatMap((role) => permissionsOf(role, user.role));
}

/** Refuses client credentials that were given and are wrong; answers who the client is, if it said so. */
export function checkClient(given: {
  readonly client_id?: string | null | undefined;
  readonly client_secret?: string | null | undefined;
}): Client | undefined {
  if (!given.client_id && !given.client_secret) return undefined;
  const client = clients.find(({ id }) => id === given.client_id);
  if (client?.secret !== given.client_secret) refuse(403, 'unknown client or wrong secret');
  return client;
}

export interface Client {
  readonly id: string;
  readonly secret: string;
  /** May name the user it signs in by an external identity. */
  readonly trusted: boolean;
}

/** The client whose credentials the gateway is given. */
export const GATEWAY_CLIENT: Client = { id: 'rollcall', secret: 'client-secret-of-rollcall', trusted: true };

/** OAuth2 clients of the installation, as in `[clients]` of `user.ini` (squirro.md §2.2). */
const clients: readonly Client[] = [
  GATEWAY_CLIENT,
  { id: 'kiosk', secret: 'client-secret-of-kiosk', trusted: false },
];

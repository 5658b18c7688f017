import { z } from 'zod';
import type { SimResponse } from '../../../../sandbox/exchange.ts';
import {
  findUser,
  type Installation,
  type SquirroRequest,
  visit,
  visitAsAdmin,
  visitUnrestricted,
  visitUser,
} from '../access.ts';
import { email, flag, oneOf, readJson, readQuery, readRepeatingForm } from '../input.ts';
import { passwordPolicy, requireGoodPassword } from '../password-policy.ts';
import type { User } from '../records.ts';
import { refuse } from '../refusals.ts';
import { SERVER_ROLES } from '../roles.ts';
import type { Reply, RouteTable } from '../routing.ts';
import { briefUser, inNoOrder, listedUser, singleUser } from '../wire.ts';

const UserListQuery = z.object({ include_config: flag(true) });
const UserQuery = z.object({ include_projects: flag(false) });
const NewUserBody = z.object({
  email,
  password: z.string().nullish(),
  role: oneOf(SERVER_ROLES).default('user'),
});
const PasswordBody = z.object({
  current_password: z.string().nullable(),
  new_password: z.string('value is required'),
  new_password_confirm: z.string().nullable(),
});

/** What `update_user_data` may set: these keys, and any other as custom data. */
const Changes = z.looseObject({
  email: email.optional(),
  full_name: z.string('not a text').nullish(),
  role: oneOf(SERVER_ROLES).optional(),
  config: z.record(z.string(), z.unknown(), 'not an object').optional(),
});

/** Keys of a user that are computed; setting them does nothing [assumed]. */
const computed = new Set(['id', 'tenant', 'role_permissions', 'authentications', 'groups', 'projects']);

type ReadChanges = (request: SquirroRequest, shape: typeof Changes) => z.infer<typeof Changes>;

/** Replaces the top-level keys given and leaves the others as they are; null is stored [assumed]. */
function update(installation: Installation, request: SquirroRequest, readChanges: ReadChanges): User {
  const { target, admin } = visitUser(installation, request);
  const { email, full_name: fullName, role, config, ...rest } = readChanges(request, Changes);
  if (role !== undefined && role !== target.role && !admin) refuse(403, 'administrators only: role');
  const holder = email === undefined ? undefined : target.tenant.usersByEmail.get(email.toLowerCase());
  if (holder && holder !== target) refuse(409, 'email taken');
  const custom = Object.entries(rest).filter(([key]) => !computed.has(key));
  installation.state.updateUser(target, {
    ...(email !== undefined && { email }),
    ...(fullName !== undefined && { fullName }),
    ...(role !== undefined && { role }),
    ...(config !== undefined && { config }),
    ...(custom.length > 0 && { custom: { ...target.custom, ...Object.fromEntries(custom) } }),
  });
  return target;
}

/** Both versions are of the same user; they differ in what they show. */
const read =
  (version: 'v0' | 'v1'): Reply =>
  (installation, request) => {
    const { target } = visitUser(installation, request);
    const { include_projects: includeProjects } = readQuery(request, UserQuery);
    return { status: 200, json: singleUser(target, version, includeProjects) };
  };

const updateAndShow =
  (version: 'v0' | 'v1', readChanges: ReadChanges): Reply =>
  (installation, request) => ({
    status: 200,
    json: singleUser(update(installation, request, readChanges), version),
  });

function listUsers(installation: Installation, request: SquirroRequest): SimResponse {
  const { tenant } = visitUnrestricted(installation, request);
  const { include_config: includeConfig } = readQuery(request, UserListQuery);
  const show = includeConfig ? listedUser : briefUser;
  return { status: 200, json: { users: inNoOrder(tenant.users.values(), show) } };
}

function addUser(installation: Installation, request: SquirroRequest): SimResponse {
  const { state } = installation;
  const { tenant } = visitAsAdmin(installation, request);
  if (!installation.userCreation) refuse(403, 'user creation is disabled');
  const { email, password, role } = readJson(request, NewUserBody);
  if (typeof password === 'string') requireGoodPassword(password);
  if (tenant.usersByEmail.has(email.toLowerCase())) refuse(409, 'email taken');
  const user = state.createUser(tenant, { email, password, role, fullName: null });
  return { status: 201, json: singleUser(user, 'v0') };
}

function readPolicy(installation: Installation, request: SquirroRequest): SimResponse {
  visit(installation, request);
  return { status: 200, json: passwordPolicy };
}

function deleteUser(installation: Installation, request: SquirroRequest): SimResponse {
  const { state } = installation;
  const { tenant, user } = visitAsAdmin(installation, request);
  const target = findUser(tenant, request.params['user'] ?? '');
  if (target === user) refuse(403, 'own account');
  state.deleteUser(target);
  return { status: 204 };
}

function changePassword(installation: Installation, request: SquirroRequest): SimResponse {
  const { state } = installation;
  const { tenant, user } = visit(installation, request);
  const target = findUser(tenant, request.params['user'] ?? '');
  if (target !== user) refuse(403, "another person's password");
  const body = readJson(request, PasswordBody);
  if (body.current_password !== user.password) refuse(403, 'wrong current password');
  if (body.new_password !== body.new_password_confirm) refuse(400, 'confirmation differs');
  requireGoodPassword(body.new_password);
  state.changePassword(user, body.new_password);
  return { status: 200, json: {} };
}

export const userRoutes: RouteTable = {
  'GET /api/user/v0/:tenant/users': listUsers,
  'POST /api/user/v0/:tenant/users': addUser,
  // Before `users/:user`, which would take it for an id.
  'GET /api/user/v0/:tenant/users/password_policy': readPolicy,
  'GET /api/user/v0/:tenant/users/:user': read('v0'),
  'GET /api/user/v1/:tenant/users/:user': read('v1'),
  'PUT /api/user/v0/:tenant/users/:user': updateAndShow('v0', readRepeatingForm),
  'PUT /api/user/v1/:tenant/users/:user': updateAndShow('v1', readJson),
  'DELETE /api/user/v0/:tenant/users/:user': deleteUser,
  'PUT /api/user/v0/:tenant/users/:user/password': changePassword,
};

import { z } from 'zod';
import { type Call, type Http, type Path, path, type Query, type Shape } from '../../http.ts';
import { ProblemError } from '../../problems.ts';
import type { Scope } from '../../scope.ts';
import type { Secret } from '../../secret.ts';
import {
  WholeGroup,
  WholePermissions,
  WholeRoleAssignments,
  WholeUser,
  WireActivity,
  WireAllRoleAssignments,
  WireAuthInfo,
  WireFuture,
  WireGroup,
  WireInstanceInfo,
  WireLicensing,
  WireList,
  WirePermissions,
  WireProject,
  WireRole,
  WireRoles,
  WireUser,
} from './wire.ts';

export type Client = ReturnType<typeof openClient>;

/** Booleans of a query as Dataiku's own client spells them. */
const python = (value: boolean) => (value ? 'True' : 'False');
const optional = (value: boolean | undefined) => (value === undefined ? undefined : python(value));

/** Who calls: the key's owner, or whom it impersonates on every call (§2.3). */
interface Identity {
  readonly apiKey: Secret;
  readonly login?: string | undefined;
}

/** A header loses blanks at its ends and has no place for more than ASCII: such a login would be another's, or nobody's. */
const NAMEABLE = /^[\x21-\x7e]+$/u;

/** The endpoints that are called, by their numbers in dataiku.md §5, with the key as a Basic user name (§2.1). */
export function openClient(http: Http, { apiKey, login }: Identity, scope: Scope) {
  if (login !== undefined && !NAMEABLE.test(login)) throw new ProblemError('NOT_PERMITTED');
  const headers = {
    authorization: `Basic ${Buffer.from(`${apiKey.reveal()}:`).toString('base64')}`,
    ...(login === undefined ? {} : { 'x-dku-proxyuser': login }),
  };
  const call = (to: Path, query: Query = {}) => ({
    method: 'GET' as const,
    path: to,
    query,
    headers,
  });
  const get = <T>(shape: Shape<T>, to: Path, query?: Query) => http.read(call(to, query), shape, scope);
  /** What a write answers is not looked at: it says little, and what it says is not believed. */
  const send = (method: Call['method'], to: Path, json?: unknown) =>
    http.read({ ...call(to), method, json }, z.unknown(), scope);
  /** What starts a future. */
  const start = (method: Call['method'], to: Path, json?: unknown) =>
    http.read({ ...call(to), method, json }, WireFuture, scope);
  /** Read item by item, as it is gone through. */
  const list = (to: Path, query?: Query) => http.list(call(to, query), WireList, scope);

  return {
    /** U1; releases before 14.2 do not know the parameter and send no settings. */
    users: (settings: boolean) => list(path`/admin/users/`, { includeSettings: python(settings) }),
    /** U3, always with settings. */
    user: async (login: string) => get(WireUser, path`/admin/users/${login}`),
    /** U3, all of it, to be written back. */
    wholeUser: async (login: string) => get(WholeUser, path`/admin/users/${login}`),
    /** U2 */
    createUser: (user: object) => send('POST', path`/admin/users/`, user),
    /** U4: replaces all of it. */
    putUser: async (login: string, user: object) => send('PUT', path`/admin/users/${login}`, user),
    /** U5. It leaves the caller's own account alone, since 14.2. */
    deleteUser: async (login: string) => send('DELETE', path`/admin/users/${login}`),
    /** U6, since 14.2 */
    createUsers: (users: readonly object[]) => send('POST', path`/admin/users/actions/bulk`, users),
    /** U7, since 14.2: what is left out of each stays. */
    editUsers: (users: readonly object[]) => send('PUT', path`/admin/users/actions/bulk`, users),
    /** U8, since 14.2 */
    deleteUsers: (logins: readonly string[]) => send('DELETE', path`/admin/users/actions/bulk`, logins),
    /** S1 */
    resyncUser: async (login: string) => start('POST', path`/admin/users/${login}/actions/resync`),
    /** S2; without logins it is S3, which means everybody: an empty list must not come to that (§6.5). */
    resyncUsers: (logins: readonly string[] | undefined) =>
      start('POST', path`/admin/users/actions/resync-multi`, logins),
    /** S5: accounts of that login where they come from, once the future is done. */
    externalUsers: (userSourceType: string, login: string) =>
      get(WireFuture, path`/admin/external-users`, { userSourceType, login }),
    /** S6: takes what S5 gave, unchanged. */
    provisionUsers: (userSourceType: string, users: readonly unknown[]) =>
      start('POST', path`/admin/users/actions/provision`, { userSourceType, users }),
    /** U9 */
    activity: async (login: string) => get(WireActivity, path`/admin/users/${login}/activity`),
    /** U10 */
    activities: () => list(path`/admin/users-activity`, { enabledUsersOnly: python(false) }),
    /** N1, since 14.0 */
    directoryUsers: () => list(path`/users`),
    /** N2 */
    directoryUser: async (login: string) => get(WireUser, path`/users/${login}`),
    /** G1 */
    groups: () => list(path`/admin/groups/`),
    /** G3 */
    group: async (name: string) => get(WireGroup, path`/admin/groups/${name}`),
    /** G3, all of it, to be written back. */
    wholeGroup: async (name: string) => get(WholeGroup, path`/admin/groups/${name}`),
    /** G2 */
    createGroup: (group: object) => send('POST', path`/admin/groups/`, group),
    /** G4: replaces all of it. */
    putGroup: async (name: string, group: object) => send('PUT', path`/admin/groups/${name}`, group),
    /** G5 */
    deleteGroup: async (name: string) => send('DELETE', path`/admin/groups/${name}`),
    /** N3 */
    directoryGroups: () => list(path`/groups`),
    /** P1 */
    projects: () => list(path`/projects/`),
    /** P3 */
    project: async (key: string) => get(WireProject, path`/projects/${key}`),
    /** P9 */
    permissions: async (key: string) => get(WirePermissions, path`/projects/${key}/permissions`),
    /** P9, all of it, to be written back. */
    wholePermissions: async (key: string) => get(WholePermissions, path`/projects/${key}/permissions`),
    /** P10: replaces all of it, the owner included. */
    putPermissions: async (key: string, permissions: object) =>
      send('PUT', path`/projects/${key}/permissions`, permissions),
    /** T2 */
    future: async (id: string) => get(WireFuture, path`/futures/${id}`, { peek: python(true) }),
    /** T2, with the result where there is one */
    futureResult: async (id: string) => get(WireFuture, path`/futures/${id}`, { peek: python(false) }),
    /** K1 */
    globalKeys: () => get(WireList, path`/admin/global-api-keys/`),
    /** K5, by an id that is no secret. */
    deleteGlobalKey: async (id: string) => send('DELETE', path`/admin/global-api-keys/${id}`),
    /** K12 */
    personalKeys: () => get(WireList, path`/admin/personal-api-keys/`),
    /** K11 */
    deletePersonalKey: async (id: string) => send('DELETE', path`/personal-api-keys/${id}`),
    /** X14: names of all connections, where an administrator asks. */
    connectionNames: () => get(z.array(z.string()), path`/connections/get-names`, { type: 'all' }),
    /** O3; its headers tell the release. The parameter exists on DSS only. */
    authInfo: (withSecrets: boolean | undefined) =>
      http.send(call(path`/auth/info`, { withSecrets: optional(withSecrets) }), WireAuthInfo, scope),
    /** I1 */
    instanceInfo: () => get(WireInstanceInfo, path`/instance-info`),
    /** I2 */
    licensing: () => get(WireLicensing, path`/admin/licensing/status`),
    /** R1 */
    roles: () => get(WireRoles, path`/admin/roles`),
    /** R3 */
    role: async (id: string) => get(WireRole, path`/admin/role/${id}`),
    /** A2 */
    blueprint: async (id: string) => get(z.unknown(), path`/blueprint/${id}`),
    /** R7: for a blueprint that has no assignments yet. */
    createRoleAssignments: (assignments: object) =>
      send('POST', path`/admin/blueprint-role-assignments`, assignments),
    /** R8, all of it, to be written back. */
    wholeRoleAssignments: async (blueprint: string) =>
      get(WholeRoleAssignments, path`/admin/blueprint-role-assignments/${blueprint}`),
    /** R9: replaces the rules of all roles. */
    putRoleAssignments: async (blueprint: string, assignments: object) =>
      send('PUT', path`/admin/blueprint-role-assignments/${blueprint}`, assignments),
    /** R6 */
    roleAssignments: () => get(WireAllRoleAssignments, path`/admin/blueprint-role-assignments`),
  };
}

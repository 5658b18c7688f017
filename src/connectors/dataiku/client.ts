import { type Http, type Path, path, type Query, type Shape } from '../../http.ts';
import { ProblemError } from '../../problems.ts';
import type { Scope } from '../../scope.ts';
import type { Secret } from '../../secret.ts';
import {
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
  /** Read item by item, as it is gone through. */
  const list = (to: Path, query?: Query) => http.list(call(to, query), WireList, scope);

  return {
    /** U1; releases before 14.2 do not know the parameter and send no settings. */
    users: (settings: boolean) => list(path`/admin/users/`, { includeSettings: python(settings) }),
    /** U3, always with settings. */
    user: async (login: string) => get(WireUser, path`/admin/users/${login}`),
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
    /** N3 */
    directoryGroups: () => list(path`/groups`),
    /** P1 */
    projects: () => list(path`/projects/`),
    /** P3 */
    project: async (key: string) => get(WireProject, path`/projects/${key}`),
    /** P9 */
    permissions: async (key: string) => get(WirePermissions, path`/projects/${key}/permissions`),
    /** T2 */
    future: async (id: string) => get(WireFuture, path`/futures/${id}`, { peek: python(true) }),
    /** O3; its headers tell the release. The parameter exists on DSS only. */
    authInfo: (withSecrets: boolean | undefined) =>
      http.send(call(path`/auth/info`, { withSecrets: optional(withSecrets) }), WireAuthInfo, scope),
    /** I1 */
    instanceInfo: () => get(WireInstanceInfo, path`/instance-info`),
    /** I2 */
    licensing: () => get(WireLicensing, path`/admin/licensing/status`),
    /** R1 */
    roles: () => get(WireRoles, path`/admin/roles`),
    /** R6 */
    roleAssignments: () => get(WireAllRoleAssignments, path`/admin/blueprint-role-assignments`),
  };
}

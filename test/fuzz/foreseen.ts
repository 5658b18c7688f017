import type { SystemName } from '../support.ts';

// Every request the gateway may send, by system. A value is one segment: whatever a caller sends stays within it.

const VALUE = '[^/?#;]+';

/** What a path may look like: `*` is one value. */
const templates: Readonly<Record<SystemName, readonly string[]>> = {
  'iguazio-main': [
    'POST /api/sessions',
    'GET /api/self',
    'GET /api/users',
    'GET /api/users/*',
    'GET /api/scrubbed_users',
    'GET /api/user_groups',
    'GET /api/user_groups/*',
    'GET /api/scrubbed_user_groups',
    'GET /api/projects',
    'GET /api/projects/*',
    'GET /api/projects/__name__/*',
    'GET /api/jobs/*',
    'GET /api/tunnel/*/external_versions/*',
  ],
  'dss-design': [
    'GET /public/api/admin/users/',
    'GET /public/api/admin/users/*',
    'GET /public/api/admin/users/*/activity',
    'GET /public/api/admin/users-activity',
    'GET /public/api/users',
    'GET /public/api/users/*',
    'GET /public/api/admin/groups/',
    'GET /public/api/admin/groups/*',
    'GET /public/api/groups',
    'GET /public/api/projects/',
    'GET /public/api/projects/*',
    'GET /public/api/projects/*/permissions',
    'GET /public/api/futures/*',
    'GET /public/api/auth/info',
    'GET /public/api/instance-info',
    'GET /public/api/admin/licensing/status',
  ],
  govern: [
    'GET /public/api/admin/users/',
    'GET /public/api/admin/users/*',
    'GET /public/api/admin/users/*/activity',
    'GET /public/api/admin/users-activity',
    'GET /public/api/users',
    'GET /public/api/users/*',
    'GET /public/api/admin/groups/',
    'GET /public/api/admin/groups/*',
    'GET /public/api/groups',
    'GET /public/api/futures/*',
    'GET /public/api/auth/info',
    'GET /public/api/instance-info',
    'GET /public/api/admin/licensing/status',
    'GET /public/api/admin/roles',
    'GET /public/api/admin/blueprint-role-assignments',
  ],
  'squirro-main': [
    'POST /api/user/oauth2/token',
    'GET /api/user/v0/acme/users',
    'GET /api/user/v0/acme/users/*',
    'GET /api/user/v0/acme/users/*/grants',
    'GET /api/user/v0/acme/users/*/sessions/*',
    'GET /api/user/v0/acme/users/password_policy',
    'GET /api/user/v1/acme/users/*',
    'GET /api/user/v0/acme/groups',
    'GET /api/user/v0/acme/groups/*',
    'GET /api/topic/v0/acme/projects',
    'GET /api/topic/v0/acme/projects/*',
    'GET /api/user/v0/acme/projects/*/members',
    'GET /api/user/v2/workspaces',
    'GET /api/user/v2/workspaces/*/users',
  ],
};

/** What only a change sends. */
const ofChanges: typeof templates = {
  'iguazio-main': [
    'GET /api/access_keys',
    'POST /api/users',
    'PUT /api/users/*',
    'DELETE /api/users/*',
    'POST /api/user_groups',
    'PUT /api/user_groups/*',
    'DELETE /api/user_groups/*',
    'POST /api/async_transactions',
    'POST /api/projects',
    'PUT /api/projects/*',
    'DELETE /api/projects',
    'POST /api/access_keys',
    'DELETE /api/access_keys/*',
  ],
  'dss-design': [
    'GET /public/api/admin/global-api-keys/',
    'GET /public/api/admin/personal-api-keys/',
    'GET /public/api/admin/external-users',
    'GET /public/api/connections/get-names',
    'POST /public/api/admin/users/',
    'PUT /public/api/admin/users/*',
    'DELETE /public/api/admin/users/*',
    'POST /public/api/admin/users/actions/bulk',
    'PUT /public/api/admin/users/actions/bulk',
    'DELETE /public/api/admin/users/actions/bulk',
    'POST /public/api/admin/users/*/actions/resync',
    'POST /public/api/admin/users/actions/resync-multi',
    'POST /public/api/admin/users/actions/provision',
    'POST /public/api/admin/groups/',
    'PUT /public/api/admin/groups/*',
    'DELETE /public/api/admin/groups/*',
    'PUT /public/api/projects/*/permissions',
    'DELETE /public/api/admin/global-api-keys/*',
    'DELETE /public/api/personal-api-keys/*',
  ],
  govern: [
    'GET /public/api/admin/global-api-keys/',
    'GET /public/api/admin/personal-api-keys/',
    'GET /public/api/admin/external-users',
    'GET /public/api/admin/role/*',
    'GET /public/api/blueprint/*',
    'GET /public/api/admin/blueprint-role-assignments/*',
    'POST /public/api/admin/users/',
    'PUT /public/api/admin/users/*',
    'DELETE /public/api/admin/users/*',
    'POST /public/api/admin/users/actions/bulk',
    'PUT /public/api/admin/users/actions/bulk',
    'DELETE /public/api/admin/users/actions/bulk',
    'POST /public/api/admin/users/*/actions/resync',
    'POST /public/api/admin/users/actions/resync-multi',
    'POST /public/api/admin/users/actions/provision',
    'POST /public/api/admin/groups/',
    'PUT /public/api/admin/groups/*',
    'DELETE /public/api/admin/groups/*',
    'DELETE /public/api/admin/global-api-keys/*',
    'DELETE /public/api/personal-api-keys/*',
    'POST /public/api/admin/blueprint-role-assignments',
    'PUT /public/api/admin/blueprint-role-assignments/*',
  ],
  'squirro-main': [
    'GET /api/user/msexchange/oauth2_token',
    'POST /api/user/v2/signup',
    'POST /api/user/v0/acme/users',
    'PUT /api/user/v1/acme/users/*',
    'PUT /api/user/v0/acme/users/*/password',
    'DELETE /api/user/v0/acme/users/*',
    'POST /api/user/v0/acme/users/*/grants',
    'DELETE /api/user/v0/acme/users/*/sessions/*',
    'GET /api/user/v0/acme/authentications/*/*',
    'POST /api/user/v0/acme/authentications/*/*',
    'PUT /api/user/v0/acme/authentications/*/*',
    'DELETE /api/user/v0/acme/authentications/*/*',
    'POST /api/user/v0/acme/groups',
    'POST /api/user/v0/acme/groups/*',
    'PUT /api/user/v0/acme/groups/*',
    'DELETE /api/user/v0/acme/groups/*',
    'DELETE /api/user/v0/acme/groups/*/members/*',
    'POST /api/user/v0/acme/projects/*/members',
    'PUT /api/user/v0/acme/projects/*/members/*',
    'DELETE /api/user/v0/acme/projects/*/members/*',
    'POST /api/user/v2/workspaces',
    'DELETE /api/user/v2/workspaces/*',
    'POST /api/user/v2/workspaces/*/users',
    'DELETE /api/user/v2/workspaces/*/users/*',
  ],
};

/** Names of query parameters; their values are URL-encoded, so that none begins another. */
const PARAMETERS = /^(?:(?:[\w.[\]-]|%5[BD])+=[^&=?#\s]*(?:&(?:[\w.[\]-]|%5[BD])+=[^&=?#\s]*)*)?$/u;

const patternsOf = (table: typeof templates) =>
  Object.fromEntries(
    Object.entries(table).map(([system, known]) => [
      system,
      new RegExp(`^(?:${known.map((one) => one.replaceAll('*', VALUE)).join('|')})$`, 'u'),
    ]),
  );
const [reading, writing] = [patternsOf(templates), patternsOf(ofChanges)];

/** Whether a request is one that the gateway may send to this system. `path` includes the query. */
export function isForeseen(
  system: SystemName,
  { method, path }: { method: string; path: string },
  { changes }: { changes: boolean },
): boolean {
  const [way = '', query = '', ...rest] = path.split('?');
  const dots = way.split('/').some((segment) => /^(?:\.|%2e){1,2}$/iu.test(segment));
  const call = `${method} ${way}`;
  const isKnown = reading[system]?.test(call) === true || (changes && writing[system]?.test(call) === true);
  return rest.length === 0 && !dots && isKnown && PARAMETERS.test(query);
}

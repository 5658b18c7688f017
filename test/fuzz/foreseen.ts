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

/** Names of query parameters; their values are URL-encoded, so that none begins another. */
const PARAMETERS = /^(?:(?:[\w.[\]-]|%5[BD])+=[^&=?#\s]*(?:&(?:[\w.[\]-]|%5[BD])+=[^&=?#\s]*)*)?$/u;

const patterns = Object.fromEntries(
  Object.entries(templates).map(([system, known]) => [
    system,
    new RegExp(`^(?:${known.map((one) => one.replaceAll('*', VALUE)).join('|')})$`, 'u'),
  ]),
);

/** Whether a request is one that the gateway may send to this system. `path` includes the query. */
export function isForeseen(system: SystemName, { method, path }: { method: string; path: string }): boolean {
  const [way = '', query = '', ...rest] = path.split('?');
  const dots = way.split('/').some((segment) => /^(?:\.|%2e){1,2}$/iu.test(segment));
  return (
    rest.length === 0 &&
    !dots &&
    patterns[system]?.test(`${method} ${way}`) === true &&
    PARAMETERS.test(query)
  );
}

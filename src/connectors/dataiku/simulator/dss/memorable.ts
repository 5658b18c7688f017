import type { Group } from '../groups.ts';
import { stableSecret } from '../keyring.ts';
import type { GlobalFlag } from '../products.ts';
import type { User } from '../users.ts';
import type { Dss } from './dss.ts';

const at = (text: string) => Date.parse(text);

/** What only some users of the small world have. Secrets are opaque, and must come out nowhere but here. */
const users: Readonly<Record<string, Partial<User>>> = {
  // Older than the field that says since when.
  rollcall: { creationDate: undefined },
  grace: {
    secrets: [{ name: 'ticketing', value: 'opaque-grace-ticketing', secret: true }],
    credentials: {
      warehouse: {
        type: 'BASIC',
        user: 'ghopper',
        password: 'opaque-grace-warehouse',
        lastUpdate: at('2026-03-01T10:00:00Z'),
      },
      '"PLUGIN", "geo", "account", "main", "login"': {
        type: 'OAUTH_REFRESH_TOKEN',
        refreshToken: 'opaque-grace-geo',
      },
    },
    userProperties: { team: 'north' },
    adminProperties: { costCentre: '4711' },
  },
  emmy: {
    secrets: [
      { name: 'mailing', value: 'opaque-emmy-mailing', secret: true },
      { name: 'archive', value: 'opaque-emmy-archive', secret: true },
    ],
    credentials: { warehouse: { type: 'BASIC', user: 'enoether', password: 'opaque-emmy-warehouse' } },
    userProperties: { team: 'south' },
    adminProperties: { costCentre: '1918', contract: { kind: 'external', until: '2027-01-31' } },
  },
};

const flags: Readonly<Record<string, readonly GlobalFlag[]>> = {
  analysts: ['mayWriteSafeCode', 'mayShareToWorkspaces'],
  engineers: [
    'mayCreateProjects',
    'mayWriteSafeCode',
    'mayWriteUnsafeCode',
    'mayWriteInRootProjectFolder',
    'mayCreateWorkspaces',
    'mayCreateDataCollections',
  ],
};

const personalKeys = [
  { user: 'grace', label: 'notebooks', description: 'for notebooks on the laptop' },
  { user: 'grace', label: 'nightly', description: '' },
  { user: 'alan', label: 'experiments', description: 'of a user who is disabled' },
] as const;

/** Adds to a DSS what its memorable users and groups have, as far as they are there. */
export function dress(dss: Dss): void {
  for (const [login, extra] of Object.entries(users)) {
    const user = dss.users.get(login);
    if (user) dss.users.set(login, { ...user, ...extra });
  }
  for (const [name, granted] of Object.entries(flags)) {
    const group = dss.groups.get(name);
    if (!group) continue;
    const dressed: Group = { ...group, ...Object.fromEntries(granted.map((flag) => [flag, true])) };
    dss.groups.set(name, dressed);
  }
  for (const { user, label, description } of personalKeys) {
    if (!dss.users.has(user)) continue;
    dss.personalKeys.put({
      id: stableSecret('personal key', user, label).slice(0, 8),
      key: stableSecret('personal secret', user, label),
      user,
      label,
      description,
      createdOn: at('2026-04-04T09:00:00Z'),
      createdBy: user,
    });
  }
  if (dss.users.has('grace')) dressShared(dss);
}

/** A folder, a workspace, a data collection and a key that stands for no user. */
function dressShared(dss: Dss): void {
  dss.folders.set('rsrch001', {
    id: 'rsrch001',
    name: 'Research',
    parentId: 'ROOT',
    owner: 'emmy',
    permissions: [{ group: 'stewards', read: true, writeContents: true, admin: false }],
  });
  const forecast = dss.projects.get('FORECAST');
  if (forecast) dss.projects.set('FORECAST', { ...forecast, folderId: 'rsrch001' });
  const shared = { description: '', color: '#3B99FC', tags: [] };
  const permissions = [
    { user: 'emmy', admin: true, write: true, read: true },
    { group: 'analysts', admin: false, write: false, read: true },
  ];
  dss.workspaces.set('SEASON', { ...shared, displayName: 'Season', permissions });
  dss.collections.set('custom01', { ...shared, displayName: 'Customers', tags: ['gold'], permissions });
  dss.globalKeys.put({
    id: 'nightly1',
    key: stableSecret('global secret', 'nightly'),
    label: 'nightly jobs',
    description: 'starts what runs at night',
    createdOn: at('2026-01-10T09:00:00Z'),
    createdBy: 'ada',
    expiresOn: 0,
    expiry: 0,
    dssUserForImpersonation: null,
    groups: ['engineers'],
    globalPermissions: {},
  });
}

import type { Session } from '../../connector.ts';
import type { GovernRole } from '../../generated/types.ts';
import { eachKey, keyedLoader, orNull } from '../../loading.ts';
import { remembered } from '../../planner.ts';
import { type Accounts, openAccounts } from './accounts.ts';
import { readGlobalKeys, readPersonalKeys } from './api-keys.ts';
import type { Client } from './client.ts';
import { openGroups, readGroups } from './groups.ts';
import { toJob } from './mapping.ts';
import { isPowerful } from './power.ts';
import { type Product, products } from './products.ts';
import { openProjects } from './projects.ts';
import type { Reach } from './reach.ts';
import { type RoleAssignment, toRoleAssignments, toRoles } from './roles.ts';
import type { WireKey } from './wire.ts';
import { openWrites } from './writes.ts';

/** A session with what only Dataiku's detail readers ask of it. */
export interface DataikuSession extends Session {
  readonly product: Product;
  readonly users: Accounts;
  readonly instanceInfo: Client['instanceInfo'];
  userProfiles(): Promise<readonly string[] | null>;
  /** DSS only. */
  personalKeys(): Promise<readonly WireKey[]>;
  globalKeys(): Promise<readonly WireKey[]>;
  /** Govern only. */
  roles(): Promise<readonly GovernRole[]>;
  /** Govern only. */
  roleAssignments(): Promise<readonly RoleAssignment[]>;
}

/** API keys that stand for themselves and for no account, by how their `authSource` begins (§4.18). */
const KEY_OF_NOBODY = 'CONFIGURABLE_API_KEY';

export function openSession(reach: Reach): DataikuSession {
  const { client, system, product } = reach;
  const isDss = product === 'DATAIKU_DSS';
  const { abilities, systemDetails } = products[product];
  const groups = readGroups(reach);
  const users = openAccounts(reach, groups.list);
  const identity = remembered(() => client.authInfo(isDss ? false : undefined));

  return {
    product,
    users,
    groups: openGroups(groups, users.everyone),
    projects: isDss ? openProjects(reach) : undefined,
    jobs: keyedLoader('futures', (ids) =>
      eachKey(ids, (id) => orNull(async () => toJob(system, id, await client.future(id)))),
    ),
    workspaces: undefined,
    impersonation: { isPowerful: (user) => isPowerful(user, users, groups.list) },
    writes: openWrites(reach),
    abilities,
    async self() {
      const { authIdentifier, authSource } = (await identity()).body;
      if (!authIdentifier || authSource?.startsWith(KEY_OF_NOBODY)) return null;
      return users.byUsername.load(authIdentifier);
    },
    async version() {
      const header = (await identity()).headers['dss-version'];
      return typeof header === 'string' ? header : null;
    },
    details: { __typename: systemDetails, system },
    instanceInfo: remembered(client.instanceInfo),
    userProfiles: remembered(async () => (await client.licensing()).base?.userProfiles ?? null),
    personalKeys: remembered(() => readPersonalKeys(reach)),
    globalKeys: remembered(() => readGlobalKeys(reach)),
    roles: remembered(async () => toRoles(await client.roles())),
    roleAssignments: remembered(async () => toRoleAssignments(system, await client.roleAssignments())),
  };
}

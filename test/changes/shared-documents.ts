import fc from 'fast-check';
import type { SystemName } from '../support.ts';
import { add, type Change, type Effect, type Facts, removeAll, set, setBlindly, starting } from './orders.ts';

/** A document that many write at once. */
export interface Shared {
  /** As it is now, read from the system itself. */
  read(): Promise<Facts>;
  readonly changes: fc.Arbitrary<Change>;
  /** Another administrator changes something else of it, past the gateway. */
  foreign(value: number): Promise<void>;
}

/** Where a system is, and what a gateway signs in with. */
export interface Upstream {
  readonly url: string;
  readonly credentials: Readonly<Record<string, string>>;
}

type Raw = Record<string, unknown>;

/** Asks a system as its own administrator would. */
async function send(url: string, headers: Record<string, string>, method = 'GET', body?: unknown) {
  const isForm = body instanceof URLSearchParams;
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
  return (text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : {}) as Raw;
}

type Send = (path: string, method?: string, body?: unknown) => Promise<Raw>;

const dataiku =
  ({ url, credentials }: Upstream): Send =>
  (path, method, body) =>
    send(`${url}/public/api${path}`, { authorization: `Bearer ${credentials['apiKey']}` }, method, body);

/** Everything else of a document, as one fact: nothing may change it. */
const rest = (document: unknown): string => `rest=${JSON.stringify(document)}`;

const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values);

const id = (kind: string, system: SystemName, native: string) => `${kind}.${system}.${native}`;

const ensure = (input: Raw, effect: Effect): Change => ({
  mutation: 'ensureProjectMembership',
  type: 'EnsureProjectMembershipInput',
  input,
  effect,
});
const revoke = (input: Raw, effect: Effect): Change => ({
  mutation: 'removeProjectMembership',
  type: 'RemoveProjectMembershipInput',
  input,
  effect,
});

// What each permission of a project brings along, as Dataiku documents it: what is stored beside it belongs to it.
const EVERYTHING = [
  'admin editPermissions readProjectContent writeProjectContent exportDatasetsData readDashboards writeDashboards',
  'moderateDashboards publishToDataCollections shareToWorkspaces runScenarios manageDashboardAuthorizations',
  'manageExposedElements manageAdditionalDashboardUsers executeApp',
].flatMap((line) => line.split(' '));
const BELONGS: readonly (readonly [role: string, flag: string, all: readonly string[]])[] = [
  ['ADMIN', 'admin', EVERYTHING],
  [
    'EDITOR',
    'writeProjectContent',
    ['writeProjectContent', 'readProjectContent', 'readDashboards', 'writeDashboards', 'runScenarios'],
  ],
  ['VIEWER', 'readProjectContent', ['readProjectContent', 'readDashboards']],
];

/** A role: it stays as it is if the member has it; else what makes it is set, and what belongs to higher ones goes. */
const granting =
  (holder: string, role: string, override: boolean): Effect =>
  (facts) => {
    const held = starting(facts, `${holder}: `);
    const now = BELONGS.find(([, flag]) => held.includes(flag))?.[0];
    if (now === role) return 'ALREADY';
    if (held.length > 0 && !override) return 'CONFLICT';
    const rank = BELONGS.findIndex(([name]) => name === role);
    const [, flag = '', own = []] = BELONGS[rank] ?? [];
    const higher = BELONGS.slice(0, rank).filter(([, one]) => held.includes(one));
    const cleared = new Set(higher.flatMap(([, , all]) => all).filter((one) => !own.includes(one)));
    return holding(facts, holder, [...held.filter((one) => !cleared.has(one)), flag]);
  };

const holding = (facts: Facts, holder: string, flags: readonly string[]): Facts =>
  new Set([
    ...[...facts].filter((fact) => !fact.startsWith(`${holder}: `)),
    ...flags.map((flag) => `${holder}: ${flag}`),
  ]);

/** Exactly these; what they bring along may be stored or not. */
const permitting =
  (holder: string, flags: readonly string[]): Effect =>
  (facts) => {
    const held = starting(facts, `${holder}: `);
    const brought = flags.includes('readProjectContent') ? [...flags, 'readDashboards'] : flags;
    const isSo = flags.every((one) => held.includes(one)) && held.every((one) => brought.includes(one));
    return isSo ? 'ALREADY' : holding(facts, holder, flags);
  };

/** What a project of DSS grants: one document for all members. */
export function dssProject(upstream: Upstream): Shared {
  const ask = dataiku(upstream);
  const path = '/projects/FORECAST/permissions';
  const project = 'project.dss-design.FORECAST';
  const member = oneOf(['user', 'ada'], ['user', 'grace'], ['group', 'analysts'], ['group', 'engineers']).map(
    ([kind = '', name = '']) => ({
      holder: `${kind} ${name}`,
      input: { project, member: id(kind, 'dss-design', name) },
    }),
  );
  return {
    async read() {
      const { permissions, ...others } = (await ask(path)) as { permissions: readonly Raw[] };
      const flags = permissions.flatMap(({ user, group, ...entry }) =>
        Object.keys(entry)
          .filter((flag) => entry[flag] === true)
          .map(
            (flag) => `${user === undefined ? `group ${String(group)}` : `user ${String(user)}`}: ${flag}`,
          ),
      );
      return new Set([...flags, rest(others)]);
    },
    changes: fc.oneof(
      fc
        .tuple(member, oneOf('VIEWER', 'EDITOR', 'ADMIN'), oneOf(true, true, false))
        .map(([{ holder, input }, role, override]) =>
          ensure({ ...input, role, override }, granting(holder, role, override)),
        ),
      fc
        .tuple(member, oneOf(['executeApp'], ['readProjectContent'], ['runScenarios', 'exportDatasetsData']))
        .map(([{ holder, input }, permissions]) =>
          ensure({ ...input, permissions }, permitting(holder, permissions)),
        ),
      member.map(({ holder, input }) => revoke(input, removeAll(`${holder}: `))),
    ),
    async foreign(value) {
      const document = await ask(path);
      await ask(path, 'PUT', {
        ...document,
        dashboardAuthorizations: { allAuthorized: value % 2 === 0, authorizations: [] },
        additionalDashboardUsers: { users: [{ login: `guest-${value}` }] },
      });
    },
  };
}

/** An account of DSS: one document with its names, its groups and its secrets. */
export function dssUser(upstream: Upstream): Shared {
  const ask = dataiku(upstream);
  const path = '/admin/users/grace';
  const user = 'user.dss-design.grace';
  const change = (mutation: string, type: string, input: Raw, effect: Effect): Change => ({
    mutation,
    type: `${type}Input`,
    input,
    effect,
  });
  const update = (field: string, value: string) =>
    change('updateUser', 'UpdateUser', { user, [field]: value }, set(field, value));
  const group = oneOf('analysts', 'engineers', 'stewards', 'alumni');
  const regroup = (name: string) => ({ group: id('group', 'dss-design', name), users: [user] });
  const name = oneOf('token', 'key');
  return {
    async read() {
      const { displayName, email, enabled, groups, secrets, credentials, userProperties, ...others } =
        (await ask(path)) as {
          displayName: string;
          email?: string;
          enabled: boolean;
          groups: readonly string[];
          secrets: readonly { name: string; value: string }[];
          credentials: Readonly<Record<string, { password: string }>>;
          userProperties: Readonly<Record<string, unknown>>;
        };
      return new Set([
        `displayName=${displayName}`,
        `email=${email ?? ''}`,
        `enabled=${String(enabled)}`,
        ...groups.map((one) => `group ${one}`),
        ...secrets.map((one) => `secret ${one.name}=${one.value}`),
        ...Object.entries(credentials).map(([key, one]) => `credential ${key}=${one.password}`),
        ...Object.entries(userProperties).map(([key, one]) => `property ${key}=${String(one)}`),
        rest(others),
      ]);
    },
    changes: fc.oneof(
      oneOf('Grace Hopper', 'Amazing Grace', 'Admiral').map((value) => update('displayName', value)),
      oneOf('grace@example.org', 'hopper@example.org', '').map((value) => update('email', value)),
      fc
        .tuple(oneOf('desk', 'floor'), oneOf('1', '2'))
        .map(([key, value]) =>
          change(
            'updateUser',
            'UpdateUser',
            { user, dataiku: { userProperties: { [key]: value } } },
            set(`property ${key}`, value),
          ),
        ),
      oneOf('enableUser', 'disableUser').map((mutation) =>
        change(mutation, 'UserTarget', { user }, set('enabled', String(mutation === 'enableUser'))),
      ),
      group.map((one) => change('addGroupMembers', 'GroupMembers', regroup(one), add(`group ${one}`))),
      group.map((one) =>
        change('removeGroupMembers', 'RemoveGroupMembers', regroup(one), removeAll(`group ${one}`)),
      ),
      fc
        .tuple(name, oneOf('v1', 'v2', 'v3'))
        .map(([key, value]) =>
          change(
            'setDataikuUserSecret',
            'SetDataikuUserSecret',
            { user, name: key, value },
            setBlindly(`secret ${key}`, value),
          ),
        ),
      name.map((key) =>
        change(
          'removeDataikuUserSecret',
          'RemoveDataikuUserSecret',
          { user, name: key },
          removeAll(`secret ${key}=`),
        ),
      ),
      oneOf('p1', 'p2').map((password) =>
        change(
          'setDataikuConnectionCredential',
          'SetDataikuConnectionCredential',
          { user, connection: 'warehouse', username: 'grace', password },
          setBlindly('credential warehouse', password),
        ),
      ),
      oneOf('Rear Admiral', 'Commodore').map((displayName) =>
        change(
          'updateDataikuUsers',
          'UpdateDataikuUsers',
          { changes: [{ user, displayName }] },
          set('displayName', displayName),
        ),
      ),
    ),
    async foreign(value) {
      const document = await ask(path);
      await ask(path, 'PUT', { ...document, adminProperties: { badge: value } });
    },
  };
}

/** Who plays which role on a blueprint of Govern: one document for all roles. */
export function governRoles(upstream: Upstream): Shared {
  const ask = dataiku(upstream);
  const blueprint = 'bp.system.govern_project';
  const path = `/admin/blueprint-role-assignments/${blueprint}`;
  interface Rule {
    readonly criteria?: readonly unknown[];
    readonly userContainers?: readonly { readonly login?: string; readonly groupName?: string }[];
    readonly fieldIds?: readonly string[];
  }
  type Rules = Readonly<Record<string, readonly Rule[]>>;
  const factsOf = (role: string, { criteria = [], userContainers = [], fieldIds = [] }: Rule): string[] => {
    const condition = criteria.length === 0 ? 'always' : `if ${JSON.stringify(criteria)}`;
    return [
      ...userContainers.map(
        ({ login, groupName }) => `${role} ${login ? `user ${login}` : `group ${groupName}`}: ${condition}`,
      ),
      ...fieldIds.map((field) => `${role} of ${field}: ${condition}`),
    ];
  };
  const change = fc
    .tuple(
      oneOf('ro.reader', 'ro.contributor', 'ro.project_manager', 'ro.governance_manager'),
      oneOf('user grace', 'user emmy', 'group analysts', 'group engineers'),
    )
    .map(([role, who]) => {
      const [kind = '', name = ''] = who.split(' ');
      return { place: `${role} ${who}: `, input: { member: id(kind, 'govern', name), blueprint, role } };
    });
  return {
    async read() {
      const { roleAssignmentsRules: rules, ...others } = (await ask(path)) as { roleAssignmentsRules: Rules };
      return new Set([
        ...Object.entries(rules).flatMap(([role, all]) => all.flatMap((rule) => factsOf(role, rule))),
        rest(others),
      ]);
    },
    changes: fc.oneof(
      change.map(({ place, input }) => ({
        mutation: 'addDataikuGovernRoleMember',
        type: 'DataikuGovernRoleMemberInput',
        input,
        effect: add(`${place}always`),
      })),
      change.map(({ place, input }) => ({
        mutation: 'removeDataikuGovernRoleMember',
        type: 'DataikuGovernRoleMemberInput',
        input,
        effect: removeAll(place),
      })),
    ),
    async foreign(value) {
      const document = (await ask(path)) as { roleAssignmentsRules: Rules };
      const criteria = [{ type: 'FIELD_VALUE', fieldId: 'risk', operator: 'EQUALS', value: String(value) }];
      const userContainers = [{ type: 'user', login: 'ada' }];
      const rules = { ...document.roleAssignmentsRules, 'ro.foreign': [{ criteria, userContainers }] };
      await ask(path, 'PUT', { ...document, roleAssignmentsRules: rules });
    },
  };
}

/** What a project of Iguazio grants: three lists, rewritten whole by work that goes on after the answer. */
export async function iguazioProject({ url, credentials }: Upstream): Promise<Shared> {
  const session = encodeURIComponent(`j:${JSON.stringify({ sid: credentials['accessKey'] })}`);
  const ask: Send = (path, method, body) =>
    send(`${url}/api${path}`, { cookie: `session=${session}` }, method, body);
  interface Item {
    readonly id: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly relationships?: Readonly<Record<string, { readonly data?: readonly { readonly id: string }[] }>>;
  }
  const list = async (kind: string) => (await ask(`/${kind}?page[size]=200`))['data'] as readonly Item[];
  const named = (items: readonly Item[], name: string) =>
    items.find(({ attributes }) => attributes['username'] === name || attributes['name'] === name)?.id ?? '';
  const [users, groups, projects] = await Promise.all(['users', 'user_groups', 'projects'].map(list));
  const project = named(projects ?? [], 'forecast');
  const stranger = named(users ?? [], 'charles');
  const members = [
    ...['ada', 'grace', 'emmy'].map((name) => ['user', named(users ?? [], name)] as const),
    ...['engineers', 'stewards'].map((name) => ['group', named(groups ?? [], name)] as const),
  ];
  const readRoles = async () => {
    const { data, included } = (await ask(
      `/projects/${project}?include=${['users', 'user_groups'].map((kind) => `project_authorization_roles.principal_${kind}`).join(',')}`,
    )) as unknown as { data: Item; included: readonly (Item & { readonly type: string })[] };
    return { data, roles: included.filter(({ type }) => type === 'project_authorization_role') };
  };
  const holdersOf = ({ relationships = {} }: Item, list: string) =>
    (relationships[list]?.data ?? []).map((one) => one.id);
  const input = ([kind, native]: readonly [string, string]) => ({
    project: id('project', 'iguazio-main', project),
    member: id(kind, 'iguazio-main', native),
  });
  return {
    async read() {
      const { data, roles } = await readRoles();
      const held = roles.flatMap((role) => [
        ...holdersOf(role, 'principal_users').map((one) => `user ${one}=${role.attributes['name']}`),
        ...holdersOf(role, 'principal_user_groups').map((one) => `group ${one}=${role.attributes['name']}`),
      ]);
      return new Set([...held, `description=${data.attributes['description']}`]);
    },
    changes: fc.oneof(
      fc
        .tuple(oneOf(...members), oneOf('Viewer', 'Editor', 'Admin'), oneOf(true, true, false))
        .map(([member, role, override]) =>
          ensure({ ...input(member), role: role.toUpperCase(), override }, (facts) => {
            const name = member.join(' ');
            const isHeld = starting(facts, `${name}=`).length > 0;
            const then = set(name, role)(facts);
            return isHeld && !override && then !== 'ALREADY' ? 'CONFLICT' : then;
          }),
        ),
      oneOf(...members).map((member) => revoke(input(member), removeAll(`${member.join(' ')}=`))),
    ),
    async foreign(value) {
      const { roles } = await readRoles();
      const role = roles.find(({ attributes }) => attributes['name'] === 'Viewer');
      const others = holdersOf(role ?? { id: '', attributes: {} }, 'principal_users');
      const without = others.filter((one) => one !== stranger);
      const data = (value % 2 === 0 ? [...without, stranger] : without).map((one) => ({
        type: 'user',
        id: one,
      }));
      const request = {
        method: 'put',
        resource: `project_authorization_roles/${role?.id}`,
        body: {
          data: {
            type: 'project_authorization_role',
            attributes: { name: 'Viewer' },
            relationships: { principal_users: { data } },
          },
        },
      };
      const metadata = { project_ids: [project], notify_by_email: false };
      const begun = (await ask('/async_transactions', 'POST', {
        data: { attributes: { metadata, requests: [request] } },
      })) as unknown as { data: Item };
      for (let state = ''; state !== 'completed';) {
        const { data: job } = (await ask(`/jobs/${begun.data.id}`)) as unknown as { data: Item };
        state = job.attributes['state'] ?? '';
      }
    },
  };
}

/** A group of Squirro: its name and its members, which are written one by one. */
export async function squirroGroup({ url, credentials }: Upstream): Promise<Shared> {
  const { tenant = '', refreshToken = '', clientId = '', clientSecret = '' } = credentials;
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: clientId,
    client_secret: clientSecret,
  });
  const { access_token: token } = await send(`${url}/api/user/oauth2/token`, {}, 'POST', form);
  const ask: Send = (path, method, body) =>
    send(`${url}/api/user/v0/${tenant}${path}`, { authorization: `Bearer ${String(token)}` }, method, body);
  const groups = (await ask('/groups')) as unknown as readonly { id: string; name: string }[];
  const { users } = (await ask('/users')) as unknown as { users: readonly { id: string; email: string }[] };
  const found = groups.find(({ name }) => name === 'analysts')?.id ?? '';
  const userOf = (name: string) =>
    users.find(({ email }) => email.toLowerCase() === `${name}@example.org`)?.id ?? '';
  const members = ['ada', 'grace', 'emmy', 'annie'].map(userOf);
  const stranger = userOf('konrad');
  const group = id('group', 'squirro-main', found);
  const regroup = (user: string) => ({ group, users: [id('user', 'squirro-main', user)] });
  const read = async (): Promise<Facts> => {
    const document = (await ask(`/groups/${found}`)) as { name: string; members: readonly { id: string }[] };
    return new Set([`name=${document.name}`, ...document.members.map((one) => `member ${one.id}`)]);
  };
  return {
    read,
    changes: fc.oneof(
      oneOf('analysts', 'analytics', 'askers').map((name) => ({
        mutation: 'updateGroup',
        type: 'UpdateGroupInput',
        input: { group, name },
        effect: set('name', name),
      })),
      oneOf(...members).map((user) => ({
        mutation: 'addGroupMembers',
        type: 'GroupMembersInput',
        input: regroup(user),
        effect: add(`member ${user}`),
      })),
      oneOf(...members).map((user) => ({
        mutation: 'removeGroupMembers',
        type: 'RemoveGroupMembersInput',
        input: regroup(user),
        effect: removeAll(`member ${user}`),
      })),
    ),
    async foreign(value) {
      const isIn = (await read()).has(`member ${stranger}`);
      if (isIn === (value % 2 === 0)) return;
      if (isIn) await ask(`/groups/${found}/members/${stranger}`, 'DELETE');
      else await ask(`/groups/${found}`, 'POST', new URLSearchParams({ user_id: stranger }));
    },
  };
}

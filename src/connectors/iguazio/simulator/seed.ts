import {
  type Account,
  type GrantSeed,
  type SeedRole,
  stableUuid,
  type SystemWorld,
} from '../../../sandbox/world.ts';
import { newAccessKey } from './access-keys.ts';
import { newJob } from './job-runner.ts';
import {
  ALL_USERS,
  type Group,
  PLANES,
  type Policy,
  type Project,
  type RoleName,
  type User,
  wireTime,
} from './resources.ts';
import { addRoles } from './roles.ts';
import type { State } from './state.ts';

const ROLE_OF: Readonly<Record<SeedRole, RoleName>> = {
  viewer: 'Viewer',
  custom: 'Viewer',
  editor: 'Editor',
  admin: 'Admin',
};

const GATEWAY_POLICIES: readonly Policy[] = [
  'IT Admin',
  'Security Admin',
  'Project Security Admin',
  'Developer',
];
const ADMIN_POLICIES: readonly Policy[] = ['IT Admin', 'Security Admin'];
const PERSON_POLICIES: readonly Policy[] = ['Developer', 'Application Read Only'];
const GROUP_POLICIES: readonly Policy[] = ['Data', 'Application Admin'];

/** The password of a seeded account; those who only use single sign-on have none. */
export const seedPassword = (username: string): string => `Passw0rd-of-${username}`;

export const seedAccessKey = (username: string): string => stableUuid('iguazio', 'access-key', username);

/** Fills an empty state from a world. The first account is the gateway's own and holds an access key. */
export function seed(state: State, world: SystemWorld): void {
  seedGroups(state, world);
  const everyone = addEveryone(state);
  for (const [i, account] of world.accounts.entries()) {
    addUser(state, everyone, account, i === 0 ? GATEWAY_POLICIES : undefined);
  }
  seedProjects(state, world);
  const gateway = state.users.with('username', world.accounts[0]?.username);
  if (gateway) {
    const id = seedAccessKey(gateway.attributes.username);
    const createdAt = world.accounts[0]?.createdAt ?? 0;
    state.accessKeys.add(newAccessKey(state, gateway, id, { planes: PLANES, label: 'rollcall' }, createdAt));
  }
}

function seedGroups(state: State, { groups }: SystemWorld): void {
  for (const { name, description, admin, directoryNames } of groups) {
    state.groups.add({
      type: 'user_group',
      id: stableUuid('iguazio', 'group', name),
      members: new Set(),
      attributes: {
        name,
        ...(description === '' ? {} : { description }),
        gid: state.nextPosixId(),
        assigned_policies: admin ? ['IT Admin'] : GROUP_POLICIES,
        data_access_mode: 'enabled',
        kind: directoryNames.length > 0 ? 'imported' : 'local', // the word is [assumed]
        system_provided: false,
      },
    });
  }
}

/** §5.1. */
function addEveryone(state: State): Group {
  return state.groups.add({
    type: 'user_group',
    id: stableUuid('iguazio', 'group', ALL_USERS),
    members: new Set(),
    attributes: {
      name: ALL_USERS,
      description: 'Everyone',
      gid: -1,
      assigned_policies: [],
      data_access_mode: 'disabled',
      kind: 'local',
      system_provided: true,
    },
  });
}

function addUser(
  state: State,
  everyone: Group,
  account: Account,
  policies: readonly Policy[] | undefined,
): void {
  const groups = account.groups.flatMap((name) => state.groups.with('name', name) ?? []);
  const user: User = {
    type: 'user',
    id: stableUuid('iguazio', 'user', account.username),
    password: account.origin === 'sso' ? undefined : seedPassword(account.username),
    groups: new Set([everyone, ...groups].map(({ id }) => id)),
    primaryGroup: groups[0]?.id,
    attributes: attributesOf(account, state.nextPosixId(), policies),
  };
  for (const group of [everyone, ...groups]) group.members.add(user.id);
  state.users.add(user);
}

/** Not every account has every attribute: the phone number of even uids, a job title only where there is one, and so on. */
function attributesOf(
  account: Account,
  uid: number,
  policies: readonly Policy[] = account.admin ? ADMIN_POLICIES : PERSON_POLICIES,
): User['attributes'] {
  const { origin, jobTitle, lastActiveAt } = account;
  const status = account.disabled ? 'down' : 'up';
  return {
    username: account.username,
    first_name: account.givenName,
    last_name: account.familyName,
    email: account.email,
    uid,
    assigned_policies: policies,
    ...(origin === 'sso' ? { authentication_methods: ['sso'] } : {}),
    ...(origin === 'local' && uid % 2 === 0 ? { authentication_methods: ['password'] } : {}),
    ...(origin === 'directory'
      ? { idp: { name: 'corporate-directory' } }
      : { authentication_scheme: 'local' }),
    admin_status: status,
    operational_status: status,
    data_access_mode: 'enabled',
    send_password_on_creation: false,
    ...(uid % 2 === 0 ? { phone_number: '' } : {}),
    ...(jobTitle === '' ? {} : { job_title: jobTitle }),
    department: account.department,
    created_at: wireTime(account.createdAt),
    updated_at: wireTime(account.createdAt),
    ...(origin === 'local' ? { password_changed_at: wireTime(account.createdAt) } : {}),
    ...(lastActiveAt === null ? {} : { last_activity: wireTime(lastActiveAt) }),
  };
}

/** Every other project has content, and is so protected from deletion under `restricted`. */
function seedProjects(state: State, { projects }: SystemWorld): void {
  for (const [i, { slug, description, owner, createdAt, grants }] of projects.entries()) {
    const id = stableUuid('iguazio', 'project', slug);
    const ownerId = state.users.with('username', owner)?.id ?? '';
    const job = newJob(
      stableUuid('iguazio', 'job', slug),
      'project.creation',
      ownerId,
      jobContext(i),
      createdAt,
    );
    state.jobs.add({ ...job, attributes: { ...job.attributes, state: 'completed' } });
    const project = state.projects.add({
      type: 'project',
      id,
      owner: ownerId,
      lastJob: job.id,
      roles: addRoles(state.roles, id),
      attributes: {
        name: slug,
        description,
        labels: [],
        annotations: [],
        admin_status: 'online',
        operational_status: 'online',
        mlrun_project: i % 2 === 0 ? '{"kind":"project"}' : '',
        nuclio_project: '',
        created_at: wireTime(createdAt),
        updated_at: wireTime(createdAt),
      },
    });
    seedGrants(state, project, grants);
  }
}

function seedGrants(state: State, project: Project, grants: readonly GrantSeed[]): void {
  for (const role of state.rolesIn(project)) {
    const held = grants.filter((grant) => ROLE_OF[grant.role] === role.attributes.name);
    const [users, groups] = (['user', 'group'] as const).map((kind) =>
      held
        .filter(({ memberKind }) => memberKind === kind)
        .map(({ member }) => stableUuid('iguazio', kind, member)),
    );
    state.setPrincipals(role, 'user', users ?? []);
    state.setPrincipals(role, 'group', groups ?? []);
  }
}

const jobContext = (i: number) => String(10_000_000_000_000_000_000n + BigInt(i));

import { type Account, SERVICE_ACCOUNT, type SeedRole, type SystemWorld } from '../../../sandbox/world.ts';
import { stableId, stableRefreshToken } from './ids.ts';
import type { Link, Tenant, User } from './records.ts';
import type { ProjectRole, ServerRole } from './roles.ts';
import type { SquirroState } from './state.ts';

/** The tenant of the world's accounts; with workspaces on, the global workspace. */
export const HOME_TENANT = 'acme';

/** The refresh token the gateway is given: a grant of the world's first account. */
export const GATEWAY_REFRESH_TOKEN = stableRefreshToken('grant', SERVICE_ACCOUNT);

const projectRoles: Readonly<Record<SeedRole, ProjectRole>> = {
  viewer: 'reader',
  custom: 'reader',
  editor: 'member',
  admin: 'admin',
};

const fullName = ({ givenName, familyName }: Account) => `${givenName} ${familyName}`;
const passwordOf = (username: string) => `${username}-password`;

const customData: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  grace: { department: 'analytics', badge: 1906, preferences: { theme: 'dark', languages: ['en', 'cobol'] } },
  rozsa: { 'kedvenc-függvény': 'Ackermann', department: null },
};

/** People without the key `full_name`. */
const nameless = new Set(['konrad']);

const katherinesLinks: Readonly<Record<string, Link>> = {
  msexchange: {
    service_user: 'katherine@exchange.example.org',
    display_name: 'Katherine Johnson',
    access_token: 'exchange-token-of-katherine',
    access_token_expires: '2036-01-02T03:04:05',
    access_secret: 'exchange-secret-of-katherine',
    access_secret_expires: null,
  },
  salesforce: {
    service_user: 'kjohnson',
    display_name: null,
    access_token: 'salesforce-token-of-katherine',
    access_token_expires: null,
    access_secret: null,
    access_secret_expires: null,
  },
};

/** Puts the world into the home tenant, and what only Squirro has beside it. */
export function seed(state: SquirroState, world: SystemWorld, { workspaces }: { workspaces: boolean }): void {
  const home = state.createTenant(HOME_TENANT, 'Acme');
  const users = seedUsers(state, home, world.accounts);
  seedGroupsAndProjects(state, home, world, users);

  const katherine = users.get('katherine');
  if (katherine) seedCredentials(state, katherine);
  const isSmallWorld = users.has('ada');
  if (workspaces && isSmallWorld) seedLab(state);
}

function seedUsers(state: SquirroState, home: Tenant, accounts: readonly Account[]): Map<string, User> {
  const reader = accounts.find(({ admin, lastActiveAt }) => !admin && lastActiveAt === null);
  const roleOf = (account: Account): ServerRole => {
    if (account.admin) return 'admin';
    return account === reader ? 'reader' : 'user';
  };
  const users = new Map<string, User>();
  for (const account of accounts) {
    const { username, email, createdAt, lastActiveAt } = account;
    const user = state.createUser(home, {
      id: stableId('user', username),
      email,
      fullName: nameless.has(username) ? undefined : fullName(account),
      role: roleOf(account),
      password: passwordOf(username),
      custom: customData[username],
    });
    users.set(username, user);
    for (let n = 1; n <= account.sessions; n++) {
      state.sessions.open({
        user,
        type: 'login',
        id: stableId('session', username, n),
        refreshToken: stableRefreshToken('session', username, String(n)),
        createdAt: lastActiveAt ?? createdAt,
      });
    }
  }
  const own = accounts[0];
  const gateway = own && users.get(own.username);
  if (gateway) {
    state.sessions.open({
      user: gateway,
      type: 'user',
      id: stableId('grant', own.username),
      refreshToken: GATEWAY_REFRESH_TOKEN,
      createdAt: own.createdAt,
    });
  }
  return users;
}

function seedGroupsAndProjects(
  state: SquirroState,
  home: Tenant,
  world: SystemWorld,
  users: ReadonlyMap<string, User>,
): void {
  for (const { name } of world.groups) state.createGroup(home, name, stableId('group', name));
  for (const account of world.accounts) {
    const user = users.get(account.username);
    for (const name of account.groups) {
      const group = home.groupsByName.get(name);
      if (user && group) state.addToGroup(group, user);
    }
  }
  for (const { slug, name, description, owner, grants } of world.projects) {
    const project = state.createProject(home, {
      id: stableId('project', slug),
      title: name,
      description,
      ownerId: stableId('user', owner),
    });
    for (const { memberKind, member, role } of grants) {
      const user = memberKind === 'user' ? users.get(member) : undefined;
      const group = memberKind === 'group' ? home.groupsByName.get(member) : undefined;
      if (user) state.setMember(project, { kind: 'user', of: user }, projectRoles[role]);
      if (group) state.setMember(project, { kind: 'group', of: group }, projectRoles[role]);
    }
  }
}

function seedCredentials(state: SquirroState, user: User): void {
  for (const [name, link] of Object.entries(katherinesLinks)) state.setLink(user, name, link);
  state.sessions.open({
    user,
    type: 'user',
    id: stableId('grant', 'katherine', 'user'),
    refreshToken: stableRefreshToken('grant', 'katherine', 'user'),
    createdAt: Date.parse('2026-02-03T04:05:06Z'),
  });
  state.sessions.open({
    user,
    type: 'service',
    clientId: 'kiosk',
    id: stableId('grant', 'katherine', 'service'),
    refreshToken: stableRefreshToken('grant', 'katherine', 'service'),
    createdAt: Date.parse('2026-03-04T05:06:07Z'),
    projectPermissions: ['items.read.*', 'projects.read.*'],
  });
}

/** A second workspace. Its people are other accounts than those of the same address elsewhere. */
function seedLab(state: SquirroState): void {
  const lab = state.createTenant('lab', 'Lab');
  const person = (username: string, name: string, role: ServerRole) =>
    state.createUser(lab, {
      id: stableId('user', 'lab', username),
      email: `${username}@example.org`,
      fullName: name,
      role,
      password: passwordOf(username),
    });
  const grace = person('grace', 'Grace Hopper', 'admin');
  const hedy = person('hedy', 'Hedy Lamarr', 'user');
  const annie = person('annie', 'Annie Easley', 'reader');

  const group = state.createGroup(lab, 'inventors', stableId('group', 'lab', 'inventors'));
  state.addToGroup(group, hedy);
  state.addToGroup(group, annie);

  const prototype = state.createProject(lab, {
    id: stableId('project', 'lab', 'prototype'),
    title: 'Prototype',
    ownerId: grace.id,
  });
  state.setMember(prototype, { kind: 'group', of: group }, 'member');
  state.createProject(lab, { id: stableId('project', 'lab', 'hopping'), title: 'Hopping', ownerId: hedy.id });
}

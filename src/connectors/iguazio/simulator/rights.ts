import { type Call, refuse } from './replies.ts';
import { type Policy, type Project, ROLE_NAMES, type RoleName, type User } from './resources.ts';
import type { State } from './state.ts';

/**
 * Which policy allows what. `Security Admin` for users and groups and `Project Security Admin` for memberships are documented
 * (§3, §5); the rest is [assumed].
 */
const policyTable = {
  manageUsersAndGroups: ['Security Admin'],
  administerProjects: ['Project Security Admin'],
  readProjects: ['Project Read Only'],
  createProjects: ['Developer', 'Application Admin', 'Project Security Admin', 'IT Admin'],
  seeAllJobs: ['IT Admin', 'Security Admin'],
} as const satisfies Record<string, readonly Policy[]>;

type Right = keyof typeof policyTable;

function may(state: State, user: User, right: Right): boolean {
  const policies = state.policiesOf(user);
  return policyTable[right].some((policy) => policies.has(policy));
}

export const managesUsers = (state: State, user: User) => may(state, user, 'manageUsersAndGroups');
export const seesAllJobs = (state: State, user: User) => may(state, user, 'seeAllJobs');

export function requireUserManagement(state: State, { caller }: Call): void {
  if (!managesUsers(state, caller.user)) refuse(403, 'the Security Admin policy is required');
}

export function requireProjectCreation(state: State, { caller }: Call): void {
  if (!may(state, caller.user, 'createProjects')) refuse(403, 'not allowed to create projects');
}

/** What the user may do in each project: the strongest of ownership, roles (own and through groups) and policies. */
export function standings(state: State, user: User): (project: Project) => RoleName | undefined {
  if (may(state, user, 'administerProjects')) return () => 'Admin';
  const reads = may(state, user, 'readProjects');
  const held = new Map<string, RoleName>();
  for (const principal of [user.id, ...user.groups]) {
    for (const { project, attributes } of state.rolesOf(principal)) {
      const before = held.get(project);
      if (!before || atLeast(attributes.name, before)) held.set(project, attributes.name);
    }
  }
  return ({ id, owner }) => (owner === user.id ? 'Admin' : (held.get(id) ?? (reads ? 'Viewer' : undefined)));
}

export const atLeast = (role: RoleName, wanted: RoleName): boolean =>
  ROLE_NAMES.indexOf(role) <= ROLE_NAMES.indexOf(wanted);

/** 404 for who cannot see the project at all, 403 for who may do less than is asked. */
export function requireStanding(
  state: State,
  { caller }: Call,
  project: Project | undefined,
  wanted: RoleName,
): Project {
  const standing = project && standings(state, caller.user)(project);
  if (!standing) return refuse(404, 'project not found');
  if (!atLeast(standing, wanted)) refuse(403, `the role ${wanted} is required in this project`);
  return project;
}

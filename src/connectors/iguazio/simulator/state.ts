import type { Journal } from '../../../sandbox/exchange.ts';
import { stableUuid } from '../../../sandbox/world.ts';
import { Collection } from './collection.ts';
import { JobRunner } from './job-runner.ts';
import type { AccessKey, Group, Job, Landmark, Policy, Project, Role, RoleName, User } from './resources.ts';

export type PrincipalKind = 'user' | 'group';

export interface StateOptions {
  /** How long every job takes; 0: it is done before the answer that names it. */
  readonly jobDelayMs?: number;
  /** How many users, and groups, and projects there may be; beyond it creation gets 405. */
  readonly recordLimit?: number;
  /** Usernames of people who own services: they can be neither disabled nor deleted (§8.20). */
  readonly serviceOwners?: readonly string[];
}

/** Everything one Iguazio tenant holds. Whatever changes it records so in the journal. */
export class State {
  readonly tenant: Landmark = landmark('tenant', 'default-tenant');
  readonly projectGroup: Landmark = landmark('project_group', 'default');
  readonly users = new Collection<User>(['username', 'email', 'uid']);
  readonly groups = new Collection<Group>(['name', 'gid']);
  readonly projects = new Collection<Project>(['name']);
  readonly roles = new Collection<Role>();
  readonly jobs = new Collection<Job>();
  readonly accessKeys = new Collection<AccessKey>();
  readonly runner: JobRunner;
  readonly journal: Journal;
  readonly recordLimit: number;
  readonly #serviceOwners: ReadonlySet<string>;
  readonly #rolesOf = new Map<string, Set<Role>>();
  #lastPosixId = 1000;

  constructor(
    journal: Journal,
    { jobDelayMs = 0, recordLimit = Infinity, serviceOwners = [] }: StateOptions,
  ) {
    this.journal = journal;
    this.runner = new JobRunner(this.jobs, jobDelayMs);
    this.recordLimit = recordLimit;
    this.#serviceOwners = new Set(serviceOwners);
  }

  /** The next free uid or gid. */
  nextPosixId(): number {
    do this.#lastPosixId += 1;
    while (this.users.with('uid', this.#lastPosixId) ?? this.groups.with('gid', this.#lastPosixId));
    return this.#lastPosixId;
  }

  ownsServices(user: User): boolean {
    return this.#serviceOwners.has(user.attributes.username);
  }

  enrol(user: User, group: Group): void {
    user.groups.add(group.id);
    group.members.add(user.id);
    this.journal.record('group-membership.created', `${group.id}/user/${user.id}`);
  }

  withdraw(user: User, group: Group): void {
    user.groups.delete(group.id);
    group.members.delete(user.id);
    if (user.primaryGroup === group.id) user.primaryGroup = undefined;
    this.journal.record('group-membership.deleted', `${group.id}/user/${user.id}`);
  }

  /** The policies of the user and of all the user's groups (§8.24). */
  policiesOf(user: User): ReadonlySet<Policy> {
    const policies = new Set(user.attributes.assigned_policies);
    for (const group of this.groups.every(user.groups)) {
      for (const policy of group.attributes.assigned_policies) policies.add(policy);
    }
    return policies;
  }

  /** The roles that list the user or group itself. */
  rolesOf(principal: string): ReadonlySet<Role> {
    return this.#rolesOf.get(principal) ?? new Set();
  }

  rolesIn(project: Project): Role[] {
    return this.roles.every(project.roles);
  }

  /** Makes these, and no others, the role's principals of that kind. Not journalled: see `journalMemberships`. */
  setPrincipals(role: Role, kind: PrincipalKind, principals: Iterable<string>): void {
    const listed = kind === 'user' ? role.users : role.groups;
    for (const id of listed) this.#rolesOf.get(id)?.delete(role);
    listed.clear();
    for (const id of principals) {
      listed.add(id);
      const roles = this.#rolesOf.get(id) ?? new Set();
      this.#rolesOf.set(id, roles.add(role));
    }
  }

  /** Who holds which roles in the project; a member is `kind/id`. */
  membershipsOf(project: Project): Map<string, RoleName[]> {
    const memberships = new Map<string, RoleName[]>();
    for (const role of this.rolesIn(project)) {
      const members = [
        ...[...role.users].map((id) => `user/${id}`),
        ...[...role.groups].map((id) => `group/${id}`),
      ];
      for (const member of members) {
        memberships.set(member, [...(memberships.get(member) ?? []), role.attributes.name]);
      }
    }
    return memberships;
  }

  /** Records what became of a project's memberships since `before` was taken. */
  journalMemberships(project: Project, before: ReadonlyMap<string, readonly RoleName[]>): void {
    const after = this.membershipsOf(project);
    for (const [member, roles] of after) {
      const had = before.get(member);
      if (!had) this.journal.record('membership.created', `${project.id}/${member}`);
      else if (had.join() !== roles.join()) {
        this.journal.record('membership.updated', `${project.id}/${member}`);
      }
    }
    for (const member of before.keys()) {
      if (!after.has(member)) this.journal.record('membership.deleted', `${project.id}/${member}`);
    }
  }

  /** Deletes the user, who drops out of groups and roles and leaves no valid key behind ([assumed], §8). */
  removeUser(user: User): void {
    for (const group of this.groups.every(user.groups)) this.withdraw(user, group);
    this.#dropFromRoles('user', user.id);
    for (const key of [...this.accessKeys.values()]) {
      if (key.owner === user.id) this.accessKeys.remove(key);
    }
    this.users.remove(user);
    this.journal.record('user.deleted', user.id);
  }

  /** Deletes the group: members lose it, as their primary group too, and roles drop it ([assumed], §8). */
  removeGroup(group: Group): void {
    for (const user of this.users.every(group.members)) this.withdraw(user, group);
    this.#dropFromRoles('group', group.id);
    this.groups.remove(group);
    this.journal.record('group.deleted', group.id);
  }

  removeProject(project: Project): void {
    const before = this.membershipsOf(project);
    for (const role of this.rolesIn(project)) {
      this.setPrincipals(role, 'user', []);
      this.setPrincipals(role, 'group', []);
    }
    this.journalMemberships(project, before);
    for (const role of this.rolesIn(project)) this.roles.remove(role);
    this.projects.remove(project);
    this.journal.record('project.deleted', project.id);
  }

  #dropFromRoles(kind: PrincipalKind, id: string): void {
    for (const role of [...this.rolesOf(id)]) {
      const listed = kind === 'user' ? role.users : role.groups;
      this.setPrincipals(
        role,
        kind,
        [...listed].filter((other) => other !== id),
      );
      this.journal.record('membership.deleted', `${role.project}/${kind}/${id}`);
    }
  }
}

function landmark(type: Landmark['type'], name: string): Landmark {
  return { type, id: stableUuid('iguazio', type, name), attributes: { name } };
}

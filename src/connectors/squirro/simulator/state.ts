import type { Journal } from '../../../sandbox/exchange.ts';
import { freshId } from './ids.ts';
import type { Group, Link, MemberRef, Project, ProjectMember, Tenant, User } from './records.ts';
import type { ProjectRole, ServerRole } from './roles.ts';
import { Sessions } from './sessions.ts';

/** What a new user's `config` holds (squirro.md §4). */
const DEFAULT_CONFIG = { market: 'en-US', noise_level: 0.1, timezone: 'UTC' };
const NO_CUSTOM_DATA = {};

export interface NewUser {
  readonly id?: string;
  readonly email: string;
  readonly fullName?: string | null | undefined;
  readonly role: ServerRole;
  readonly password?: string | null | undefined;
  readonly custom?: Readonly<Record<string, unknown>> | undefined;
}

export interface NewProject {
  readonly id?: string | undefined;
  readonly title: string;
  readonly description?: string | undefined;
  readonly ownerId: string;
  readonly projectType?: string | undefined;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** What a Squirro installation holds. Every change goes through here, keeps the indexes and is told to the journal. */
export class SquirroState {
  readonly tenants = new Map<string, Tenant>();
  readonly sessions: Sessions;
  /** Ids of projects are unique across tenants. */
  readonly #projectIds = new Set<string>();
  #journal: Journal | undefined;

  constructor(accessTokenTtl: number) {
    this.sessions = new Sessions(accessTokenTtl, (...effect) => this.#record(...effect));
  }

  /** What happened before is the seed and stays out of the journal. */
  startRecording(journal: Journal): void {
    this.#journal = journal;
  }

  #record(kind: string, target: string, name?: string): void {
    this.#journal?.record(kind, target, name);
  }

  createTenant(domain: string, title: string): Tenant {
    const tenant: Tenant = {
      domain,
      title,
      users: new Map(),
      usersByEmail: new Map(),
      groups: new Map(),
      groupsByName: new Map(),
      projects: new Map(),
    };
    this.tenants.set(domain, tenant);
    this.#record('workspace.created', domain);
    return tenant;
  }

  /** Deletes everything in it as well [assumed]. */
  deleteTenant(tenant: Tenant): void {
    for (const project of tenant.projects.values()) this.deleteProject(project);
    for (const group of tenant.groups.values()) this.deleteGroup(group);
    for (const user of tenant.users.values()) this.deleteUser(user);
    this.tenants.delete(tenant.domain);
    this.#record('workspace.deleted', tenant.domain);
  }

  createUser(tenant: Tenant, { id = freshId(), email, fullName, role, password, custom }: NewUser): User {
    const user: User = {
      id,
      tenant,
      email,
      fullName,
      role,
      password: password ?? null,
      config: DEFAULT_CONFIG,
      custom: custom ?? NO_CUSTOM_DATA,
      links: new Map(),
      sessions: new Set(),
      groups: new Set(),
      projects: new Set(),
    };
    tenant.users.set(id, user);
    tenant.usersByEmail.set(email.toLowerCase(), user);
    this.#record('user.created', id, email);
    return user;
  }

  updateUser(
    user: User,
    changes: Partial<Pick<User, 'email' | 'fullName' | 'role' | 'config' | 'custom'>>,
  ): void {
    user.tenant.usersByEmail.delete(user.email.toLowerCase());
    Object.assign(user, changes);
    user.tenant.usersByEmail.set(user.email.toLowerCase(), user);
    this.#record('user.updated', user.id);
  }

  changePassword(user: User, password: string): void {
    user.password = password;
    this.#record('password.changed', user.id);
  }

  /** Its sessions, links and memberships go with it; the projects it owns stay [assumed]. */
  deleteUser(user: User): void {
    for (const session of user.sessions) this.sessions.close(session);
    for (const name of user.links.keys()) this.deleteLink(user, name);
    for (const project of user.projects) this.removeMember(project, user.id);
    for (const group of user.groups) this.removeFromGroup(group, user);
    user.tenant.users.delete(user.id);
    user.tenant.usersByEmail.delete(user.email.toLowerCase());
    this.#record('user.deleted', user.id);
  }

  setLink(user: User, name: string, link: Link): void {
    const kind = user.links.has(name) ? 'authentication.updated' : 'authentication.created';
    user.links.set(name, link);
    this.#record(kind, `${name}/${user.id}`);
  }

  deleteLink(user: User, name: string): void {
    user.links.delete(name);
    this.#record('authentication.deleted', `${name}/${user.id}`);
  }

  createGroup(tenant: Tenant, name: string, id = freshId()): Group {
    const group: Group = { id, tenant, name, members: new Set(), projects: new Set() };
    tenant.groups.set(id, group);
    tenant.groupsByName.set(name, group);
    this.#record('group.created', id, name);
    return group;
  }

  renameGroup(group: Group, name: string): void {
    group.tenant.groupsByName.delete(group.name);
    group.name = name;
    group.tenant.groupsByName.set(name, group);
    this.#record('group.updated', group.id);
  }

  addToGroup(group: Group, user: User): void {
    if (group.members.has(user)) return;
    group.members.add(user);
    user.groups.add(group);
    this.#record('group-member.added', `${group.id}/${user.id}`);
  }

  removeFromGroup(group: Group, user: User): void {
    group.members.delete(user);
    user.groups.delete(group);
    this.#record('group-member.removed', `${group.id}/${user.id}`);
  }

  deleteGroup(group: Group): void {
    for (const project of group.projects) this.removeMember(project, group.id);
    for (const user of group.members) this.removeFromGroup(group, user);
    group.tenant.groups.delete(group.id);
    group.tenant.groupsByName.delete(group.name);
    this.#record('group.deleted', group.id);
  }

  hasProject(id: string): boolean {
    return this.#projectIds.has(id);
  }

  createProject(tenant: Tenant, { id = freshId(), ...given }: NewProject): Project {
    const project: Project = {
      id,
      tenant,
      title: given.title,
      description: given.description ?? null,
      projectType: given.projectType ?? 'normal',
      ownerId: given.ownerId,
      attributes: given.attributes ?? {},
      members: new Map(),
    };
    tenant.projects.set(id, project);
    this.#projectIds.add(id);
    this.#record('project.created', id, given.title);
    return project;
  }

  updateProject(
    project: Project,
    changes: Partial<Pick<Project, 'title' | 'description' | 'projectType' | 'attributes'>>,
  ): void {
    Object.assign(project, changes);
    this.#record('project.updated', project.id);
  }

  deleteProject(project: Project): void {
    for (const id of project.members.keys()) this.removeMember(project, id);
    project.tenant.projects.delete(project.id);
    this.#projectIds.delete(project.id);
    this.#record('project.deleted', project.id);
  }

  /** Adds the member, or changes the role it has. */
  setMember(project: Project, member: MemberRef, role: ProjectRole): ProjectMember {
    const known = project.members.get(member.of.id);
    const entry = { member, role };
    project.members.set(member.of.id, entry);
    member.of.projects.add(project);
    this.#record(known ? 'membership.updated' : 'membership.created', membershipTarget(project, member));
    return entry;
  }

  removeMember(project: Project, id: string): void {
    const entry = project.members.get(id);
    if (!entry) return;
    project.members.delete(id);
    entry.member.of.projects.delete(project);
    this.#record('membership.deleted', membershipTarget(project, entry.member));
  }
}

const membershipTarget = (project: Project, { kind, of }: MemberRef) => `${project.id}/${kind}/${of.id}`;

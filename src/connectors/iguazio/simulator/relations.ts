import type { Resource, ResourceType, AccessKey, Group, Project, Role, User } from './resources.ts';
import type { State } from './state.ts';

/** How one type points at another, by the name `include` knows it under. */
interface Relation<R> {
  readonly to: ResourceType;
  readonly many: boolean;
  readonly read: (state: State, record: R) => readonly Resource[];
}

type RecordOf<T extends ResourceType> = Extract<Resource, { readonly type: T }>;

const one = <R>(to: ResourceType, read: (state: State, record: R) => Resource | undefined): Relation<R> => ({
  to,
  many: false,
  read: (state, record) => {
    const other = read(state, record);
    return other ? [other] : [];
  },
});

const many = <R>(to: ResourceType, read: Relation<R>['read']): Relation<R> => ({ to, many: true, read });

/** The projects in which a role lists the user or one of the user's groups. */
function projectsOf(state: State, user: User): Project[] {
  const roles = [user.id, ...user.groups].flatMap((principal) => [...state.rolesOf(principal)]);
  return state.projects.every(new Set(roles.map((role) => role.project)));
}

const relations: { readonly [T in ResourceType]: Readonly<Record<string, Relation<RecordOf<T>>>> } = {
  user: {
    user_groups: many('user_group', (state, user: User) => state.groups.every(user.groups)),
    primary_group: one('user_group', (state, user: User) => state.groups.get(user.primaryGroup ?? '')),
    tenant: one('tenant', (state) => state.tenant),
    projects: many('project', projectsOf),
  },
  user_group: {
    users: many('user', (state, group: Group) => state.users.every(group.members)),
  },
  project: {
    owner: one('user', (state, project: Project) => state.users.get(project.owner)),
    tenant: one('tenant', (state) => state.tenant),
    project_group: one('project_group', (state) => state.projectGroup),
    last_job: one('job', (state, project: Project) => state.jobs.get(project.lastJob)),
    project_authorization_roles: many('project_authorization_role', (state, project: Project) =>
      state.rolesIn(project),
    ),
  },
  project_authorization_role: {
    project: one('project', (state, role: Role) => state.projects.get(role.project)),
    principal_users: many('user', (state, role: Role) => state.users.every(role.users)),
    principal_user_groups: many('user_group', (state, role: Role) => state.groups.every(role.groups)),
  },
  job: {},
  access_key: {},
  tenant: {},
  project_group: {},
};

/** What one type's relation is called and leads to, or undefined when it has none of that name. */
export function relationNamed(type: ResourceType, name: string): Omit<Relation<never>, 'read'> | undefined {
  return Object.hasOwn(relations[type], name) ? relations[type][name] : undefined;
}

/** The records at the other end. */
export function related(state: State, record: Resource, name: string): readonly Resource[] {
  const relation: Relation<never> | undefined = relations[record.type][name];
  return relation?.read(state, record as never) ?? [];
}

/** Attributes as they go out: some depend on other records, some on what was asked for. */
export function wireAttributes(
  state: State,
  record: Resource,
  includes: ReadonlyMap<string, unknown>,
): object {
  if (record.type === 'access_key') return { ...record.attributes, ...posixOf(state, record) };
  if (record.type === 'project' && includes.has('owner')) {
    const owner = state.users.get(record.owner);
    return owner ? { ...record.attributes, owner_username: owner.attributes.username } : record.attributes;
  }
  return record.attributes;
}

/** The owner's POSIX ids and groups, which an access key shows (§5.6). */
function posixOf(state: State, key: AccessKey): object {
  const owner = state.users.get(key.owner);
  if (!owner) return {};
  const groups = state.groups.every(owner.groups);
  return {
    uid: owner.attributes.uid,
    gids: groups.map((group) => group.attributes.gid),
    group_ids: groups.map((group) => group.id),
  };
}

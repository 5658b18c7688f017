import { z } from 'zod';
import type { ProjectSeed, SeedRole } from '../../../../sandbox/world.ts';
import type { Caller } from '../callers.ts';
import { type Objection, objections, orElse, Properties, refuse } from '../replies.ts';

/** The rights of an entry (§4.13). */
export const PROJECT_FLAGS = [
  'admin',
  'editPermissions',
  'readProjectContent',
  'writeProjectContent',
  'exportDatasetsData',
  'readDashboards',
  'writeDashboards',
  'moderateDashboards',
  'publishToDataCollections',
  'shareToWorkspaces',
  'runScenarios',
  'manageDashboardAuthorizations',
  'manageExposedElements',
  'manageAdditionalDashboardUsers',
  'executeApp',
] as const;
export type ProjectFlag = (typeof PROJECT_FLAGS)[number];

/** What a right brings with it. Computed where rights are asked for; entries keep only what was written ([assumed]). */
const implied: Partial<Record<ProjectFlag, readonly ProjectFlag[]>> = {
  admin: PROJECT_FLAGS,
  writeProjectContent: ['readProjectContent', 'readDashboards', 'writeDashboards', 'runScenarios'],
  readProjectContent: ['readDashboards'],
  editPermissions: ['readDashboards'],
  writeDashboards: ['readDashboards'],
  shareToWorkspaces: ['manageDashboardAuthorizations'],
  publishToDataCollections: ['manageDashboardAuthorizations'],
};

/** Rights of one user or of one group. */
export type PermissionEntry = {
  readonly [key in ProjectFlag]?: boolean | undefined;
} & { readonly [kind in 'user' | 'group']?: string | undefined };

export interface Project {
  readonly projectKey: string;
  readonly name: string;
  readonly shortDesc: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly projectStatus: string;
  readonly owner: string;
  readonly permissions: readonly PermissionEntry[];
  readonly dashboardAuthorizations: Properties;
  readonly additionalDashboardUsers: Properties;
  readonly checklists: Properties;
  readonly custom: Properties;
  readonly settings: Properties;
  readonly exposedObjects: Properties;
  readonly createdBy: string;
  readonly createdOn: number;
  readonly lastModifiedBy: string;
  readonly lastModifiedOn: number;
  readonly versionNumber: number;
  readonly folderId: string;
}

/** Where projects are kept. */
export interface ProjectStore {
  readonly projects: Map<string, Project>;
}

const Entry = z
  .object({
    user: z.string().min(1),
    group: z.string().min(1),
    ...Object.fromEntries(PROJECT_FLAGS.map((name) => [name, z.boolean()])),
  })
  .partial()
  .refine((entry) => (entry.user === undefined) !== (entry.group === undefined), {
    message: 'exactly one of user and group',
  });

export const Entries: z.ZodType<readonly PermissionEntry[]> = z.array(Entry);

/** The permissions document (§4.13); its owner must be named, anything else that is missing becomes empty. */
export const PermissionsWrite = z.object({
  owner: z.string().min(1),
  permissions: orElse(Entries, []),
  dashboardAuthorizations: orElse(Properties, {}),
  additionalDashboardUsers: orElse(Properties, { users: [] }),
});

export const EMPTY_PROJECT = {
  shortDesc: '',
  description: '',
  tags: [],
  projectStatus: 'Draft',
  permissions: [],
  dashboardAuthorizations: {},
  additionalDashboardUsers: { users: [] },
  checklists: { checklists: [] },
  custom: { kv: {} },
  settings: {},
  exposedObjects: { objects: [] },
  versionNumber: 1,
} as const;

const flagsOfRole: Record<SeedRole, Partial<Record<ProjectFlag, true>>> = {
  viewer: { readProjectContent: true, readDashboards: true },
  editor: { writeProjectContent: true },
  admin: { admin: true },
  custom: { runScenarios: true, readDashboards: true },
};

/** A project of an invented world; its slug in the spelling of a project key. */
export const toProject = ({ slug, name, description, owner, createdAt, grants }: ProjectSeed): Project => ({
  ...EMPTY_PROJECT,
  projectKey: slug.toUpperCase().replaceAll('-', '_'),
  name,
  shortDesc: description,
  owner,
  permissions: grants.map(({ memberKind, member, role }) =>
    memberKind === 'user' ? { user: member, ...flagsOfRole[role] } : { group: member, ...flagsOfRole[role] },
  ),
  createdBy: owner,
  createdOn: createdAt,
  lastModifiedBy: owner,
  lastModifiedOn: createdAt,
  folderId: 'ROOT',
});

/** Adds what an entry gives, with all it implies, to a set of rights. */
export function addRights(rights: Set<ProjectFlag>, entry: PermissionEntry): void {
  for (const name of PROJECT_FLAGS) {
    if (entry[name] !== true) continue;
    rights.add(name);
    for (const other of implied[name] ?? []) rights.add(other);
  }
}

/** What a caller may do in a project: as instance admin, as owner, and by entries for them or their groups. */
export function rightsIn(project: Project, { admin, user, groups }: Caller): ReadonlySet<ProjectFlag> {
  const rights = new Set<ProjectFlag>();
  if (admin || (user && user.login === project.owner)) addRights(rights, { admin: true });
  for (const entry of project.permissions) {
    const applies = entry.group === undefined ? entry.user === user?.login : groups.includes(entry.group);
    if (applies) addRights(rights, entry);
  }
  return rights;
}

/** A project the caller has any right in. Without, it is the same as one that does not exist: 401 (§3.2). */
export function readableProject({ projects }: ProjectStore, caller: Caller, key = ''): Project {
  const project = projects.get(key);
  if (project && rightsIn(project, caller).size > 0) return project;
  return refuse(caller.admin ? objections.notFound('Project', key) : objections.unreadableProject());
}

/** A project in which the caller has one of the rights named. */
export function projectFor(
  store: ProjectStore,
  caller: Caller,
  key: string | undefined,
  ...needed: ProjectFlag[]
): Project {
  const project = readableProject(store, caller, key);
  const rights = rightsIn(project, caller);
  return needed.some((name) => rights.has(name))
    ? project
    : refuse(objections.forbidden(`You need one of ${needed.join(', ')} in project ${project.projectKey}`));
}

const subject = (entry: PermissionEntry): string =>
  entry.group === undefined ? `user/${entry.user}` : `group/${entry.group}`;

/** Entries by subject. */
export const bySubject = (entries: readonly PermissionEntry[]): Map<string, PermissionEntry> =>
  new Map(entries.map((entry) => [subject(entry), entry]));

/** Who may edit permissions but is no project admin can neither give nor take what they lack (§4.13). */
export function objectionToPermissions(
  before: Project,
  after: z.infer<typeof PermissionsWrite>,
  rights: ReadonlySet<ProjectFlag>,
): Objection | undefined {
  if (rights.has('admin')) return undefined;
  if (after.owner !== before.owner) return objections.forbidden('Only a project admin may change the owner');
  const [old, now] = [bySubject(before.permissions), bySubject(after.permissions)];
  const beyond = [...new Set([...old.keys(), ...now.keys()])].some((who) =>
    PROJECT_FLAGS.some(
      (name) => (old.get(who)?.[name] ?? false) !== (now.get(who)?.[name] ?? false) && !rights.has(name),
    ),
  );
  return beyond
    ? objections.forbidden('You cannot grant or revoke permissions that you do not have')
    : undefined;
}

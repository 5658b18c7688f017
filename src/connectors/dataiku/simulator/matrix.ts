import { addRights, type PermissionEntry, type Project, type ProjectFlag } from './dss/projects.ts';
import { anyGroupHas } from './groups.ts';
import type { Instance } from './instance.ts';
import { flagsOf } from './products.ts';
import { listed, objections, refuse, reply } from './replies.ts';
import { forAdmins, get, type Routes } from './routing.ts';

/** Grants a server can hold in memory at once; beyond, it fails as Java does ([assumed]). */
const MOST_GRANTS = 5_000_000;

type Grant = Readonly<Record<string, boolean>>;
const NOTHING: Grant = Object.freeze({ admin: false });

interface Column {
  readonly name: string;
  /** Rights in every project. */
  readonly admin: boolean;
}

/** Columns of the matrix by who they stand for in an entry. */
interface Columns {
  readonly all: readonly Column[];
  of(entry: PermissionEntry): readonly number[];
}

/** One project's grants, aligned with the columns. Effective rights: implied ones are in ([assumed]). */
function grantsOf(project: Project, { all, of }: Columns): Grant[] {
  const rights = new Map<number, Set<ProjectFlag>>();
  const add = (at: number, entry: PermissionEntry) => {
    const held = rights.get(at) ?? new Set();
    rights.set(at, held);
    addRights(held, entry);
  };
  for (const [at, { admin }] of all.entries()) if (admin) add(at, { admin: true });
  for (const at of of({ user: project.owner })) add(at, { admin: true });
  for (const entry of project.permissions) for (const at of of(entry)) add(at, entry);
  const grants = new Array<Grant>(all.length).fill(NOTHING);
  for (const [at, held] of rights) {
    grants[at] = { ...NOTHING, ...Object.fromEntries([...held].map((flag) => [flag, true])) };
  }
  return grants;
}

const projectsGrants = (projects: readonly Project[], columns: Columns) =>
  projects.map((project) => ({
    projectKey: project.projectKey,
    projectName: project.name,
    grants: grantsOf(project, columns),
  }));

function userColumns(instance: Instance): Columns & { readonly groups: readonly (readonly string[])[] } {
  const users = listed(instance.users.values().filter(({ enabled }) => enabled));
  const byLogin = new Map(users.map(({ login }, at) => [login, [at]]));
  const byGroup = new Map<string, number[]>();
  for (const [at, { groups }] of users.entries()) {
    for (const name of groups) {
      const members = byGroup.get(name);
      if (members) members.push(at);
      else byGroup.set(name, [at]);
    }
  }
  return {
    all: users.map(({ login, groups }) => ({ name: login, admin: anyGroupHas(instance, groups, 'admin') })),
    of: (entry) =>
      (entry.group === undefined ? byLogin.get(entry.user ?? '') : byGroup.get(entry.group)) ?? [],
    groups: users.map(({ groups }) => groups),
  };
}

function groupColumns({ groups }: Instance): Columns {
  const all = listed(groups.values()).map(({ name, admin }) => ({ name, admin }));
  const byName = new Map(all.map(({ name }, at) => [name, [at]]));
  return { all, of: (entry) => byName.get(entry.group ?? '') ?? [] };
}

/** U12: parallel arrays over enabled users and over groups (§4.11). Govern has no projects to grant anything in. */
export const matrixRoutes = (instance: Instance, projects?: ReadonlyMap<string, Project>): Routes =>
  forAdmins([
    get('/admin/authorization-matrix', () => {
      const all = listed(projects?.values() ?? []);
      const [users, groups] = [userColumns(instance), groupColumns(instance)];
      if (all.length * (users.all.length + groups.all.length) > MOST_GRANTS) {
        refuse({ ...objections.unexpected(500, 'Java heap space'), errorType: 'java.lang.OutOfMemoryError' });
      }
      const permissions = (held: readonly (readonly string[])[]) =>
        Object.fromEntries(
          flagsOf(instance.product).map((flag) => [
            flag,
            held.map((names) => anyGroupHas(instance, names, flag)),
          ]),
        );
      const names = ({ all: columns }: Columns) => columns.map(({ name }) => name);
      return reply({
        perUser: {
          users: names(users),
          ...permissions(users.groups),
          ...(projects ? { projectsGrants: projectsGrants(all, users) } : {}),
        },
        perGroup: {
          groups: names(groups),
          ...permissions(names(groups).map((name) => [name])),
          ...(projects ? { projectsGrants: projectsGrants(all, groups) } : {}),
        },
      });
    }),
  ]);

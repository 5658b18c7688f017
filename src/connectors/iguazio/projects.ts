import type { Projects, Reading } from '../../connector.ts';
import { eachKey, keyedLoader } from '../../loading.ts';
import { ref, type SystemKey } from '../../model/ref.ts';
import type { Membership, Project } from '../../model/types.ts';
import { type Problem, ProblemError, problemOf } from '../../problems.ts';
import type { Scope } from '../../scope.ts';
import type { Client } from './client.ts';
import {
  type Collection,
  type CollectionOptions,
  type Context,
  openCollection,
  richerWhereListed,
} from './collection.ts';
import { toMemberships } from './grants.ts';
import { toProject } from './mapping.ts';
import { rightsOf } from './rights.ts';
import { idsIn, WireProject } from './wire.ts';

interface Granting {
  readonly project: Project;
  /** undefined: what it grants was not sent along. */
  readonly grants: Reading<Membership> | undefined;
}

export const OWNER = 'owner';
export const ROLES =
  'project_authorization_roles.principal_users,project_authorization_roles.principal_user_groups';

/** Fields answered by the projects' roles: a list that carries them answers all of these. */
const NEED_ROLES = [
  'Query.memberships',
  'Project.memberships',
  'Project.effectiveMembers',
  'User.memberships',
  'User.access',
  'User.effectiveRole',
  'Group.memberships',
];

export function openProjects(
  system: SystemKey,
  client: Client,
  scope: Scope,
  pages: Map<string, number>,
): Projects {
  return projectsOver(projectCollections(system, client, scope, pages));
}

interface ProjectCollections {
  readonly plain: Collection<Granting>;
  readonly granting: Collection<Granting>;
}

function projectsOver({ plain, granting }: ProjectCollections): Projects {
  const projects = richerWhereListed(plain, granting);
  const granted = keyedLoader<Reading<Membership>>('grants', (ids) =>
    eachKey(ids, async (id) => {
      const found = await granting.byId.load(id);
      return found && (found.grants ?? (await granting.alone(id))?.grants ?? null);
    }),
  );
  return {
    async list() {
      const { items, asOf, problem } = await projects.list();
      return { items: items.map(({ project }) => project), asOf, problem };
    },
    async *portions() {
      for await (const portion of plain.portions())
        yield projectsOver({ plain: portion, granting: plain === granting ? portion : granting });
    },
    byId: { load: async (id) => (await projects.byId.load(id))?.project ?? null },
    byKey: { load: async (name) => (await projects.byName.load(name))?.project ?? null },
    rights: rightsOf,
    covers: undefined,
    memberships: (ids) => eachKey(ids, (id) => granted.load(id)),
    async allMemberships() {
      const { items, asOf, problem } = await granting.list();
      const parts = await Promise.all(items.map(({ project }) => partOf(granted.load(project.ref.native))));
      return {
        items: parts.flatMap((part) => part.items),
        asOf,
        problem: problem ?? parts.find((part) => part.problem)?.problem ?? null,
      };
    },
  };
}

function projectCollections(
  system: SystemKey,
  client: Client,
  scope: Scope,
  pages: Map<string, number>,
): ProjectCollections {
  const ownerOf = (wire: WireProject, { included }: Context) =>
    included.users.get(wire.relationships?.owner?.data?.id ?? '');
  const options: Omit<CollectionOptions<WireProject, Granting>, 'include' | 'toItem'> = {
    system,
    name: 'projects',
    pages,
    shape: WireProject,
    page: (query) => client.projects(query),
    one: (id, query) => client.project(id, query),
    nameAttribute: 'name',
    idOf: ({ project }) => project.ref.native,
    nameOf: ({ project }) => project.name,
  };
  const granting = openCollection({
    ...options,
    include: `${OWNER},${ROLES}`,
    toItem: (wire, context) => ({
      project: toProject(system, wire, ownerOf(wire, context)),
      grants: grantsOf(system, wire, context),
    }),
  });
  if (NEED_ROLES.some((field) => scope.selects(field))) return { plain: granting, granting };
  const plain = openCollection({
    ...options,
    include: OWNER,
    toItem: (wire: WireProject, context: Context) => ({
      project: toProject(system, wire, ownerOf(wire, context)),
      grants: undefined,
    }),
  });
  return { plain, granting };
}

/**
 * What a project grants, from the roles sent along with it. In a document of one project all roles are its own, named or
 * not. A project always has roles (§5.4): where they are missing from a list it is read by itself; where they are missing
 * there too, grants are missing.
 */
function grantsOf(
  system: SystemKey,
  { id, relationships }: WireProject,
  { included, alone, asOf }: Context,
): Reading<Membership> | undefined {
  const named = idsIn(relationships?.project_authorization_roles);
  const ids = named.length === 0 && alone ? [...included.roles.keys()] : named;
  const roles = ids.flatMap((role) => included.roles.get(role) ?? []);
  const whole = roles.length > 0 && roles.length === ids.length && !(alone && included.rolesLost);
  if (!whole && !alone) return undefined;
  const problem = whole ? null : problemOf('UPSTREAM_INVALID_RESPONSE', { system });
  return { items: toMemberships(ref('project', system, id), roles, included), asOf, problem };
}

/** One project's part of what all projects grant: one that fails costs its own grants, and is told. */
async function partOf(
  grants: Promise<Reading<Membership> | null>,
): Promise<{ items: readonly Membership[]; problem: Problem | null }> {
  try {
    return (await grants) ?? { items: [], problem: null };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { items: [], problem: error.problem };
  }
}

import type { System } from '../connector.ts';
import type { Context } from '../context.ts';
import type { Directory } from '../directory.ts';
import { find, type Found } from '../finding.ts';
import type { QueryResolvers } from '../generated/resolvers.ts';
import { listGroups, listMemberships, listProjects, listUsers } from '../lists.ts';
import type { Loader } from '../loading.ts';
import { badInput, ProblemError } from '../problems.ts';
import { findOperation } from '../operations.ts';

const MAX_NODES = 500;

export const Query: QueryResolvers = {
  node: (_root, { id }, context) => findNode(id, context),
  nodes: (_root, { ids }, context) => {
    if (ids.length > MAX_NODES)
      throw badInput(`\`ids\` holds ${ids.length} ids; at most ${MAX_NODES} are answered.`);
    // One that cannot be read is null with its own error; the generated type has no word for a promise of null.
    return ids.map((id) => findNode(id, context) as Promise<Found>);
  },
  viewer: (_root, _args, { viewer }) => viewer,
  systems: (_root, _args, { directory }) => directory.systems,
  system: (_root, { key }, { directory }) => directory.findSystem(key) ?? null,
  user: (_root, { system, username, nativeId }, { directory }) => {
    const { users } = directory.session(directory.requireSystem(system).key);
    return byOne({ username: users.byUsername, nativeId: users.byId }, { username, nativeId });
  },
  group: (_root, { system, name, nativeId }, { directory }) => {
    const { groups } = directory.session(directory.requireSystem(system).key);
    return byOne({ name: groups.byName, nativeId: groups.byId }, { name, nativeId });
  },
  project: (_root, { system, key, nativeId }, { directory }) => {
    const { projects } = supporting(directory, system, 'projects');
    return byOne({ key: projects.byKey, nativeId: projects.byId }, { key, nativeId });
  },
  job: (_root, { system, nativeId }, { directory }) =>
    supporting(directory, system, 'jobs').jobs.load(nativeId),
  users: (_root, args, { directory }) => listUsers(directory, args),
  groups: (_root, args, { directory }) => listGroups(directory, args),
  projects: (_root, args, { directory }) => listProjects(directory, args),
  memberships: (_root, args, { directory }) => listMemberships(directory, args),
};

const findNode = async (id: string, context: Context): Promise<Found | null> =>
  (await findOperation(id, context)) ?? find(context.directory, id);

/** The session of a system that has a feature; UNSUPPORTED where it has not. */
function supporting<F extends 'projects' | 'jobs'>(directory: Directory, key: string, feature: F) {
  const system: System = directory.requireSystem(key);
  const session = directory.session(system.key);
  const ability = session[feature];
  if (!ability) throw new ProblemError('UNSUPPORTED', { system: system.key });
  return { [feature]: ability } as { [K in F]: NonNullable<(typeof session)[K]> };
}

/** Looks one object up by exactly one of several keys. */
function byOne<V, K extends string>(
  loaders: Readonly<Record<K, Loader<V>>>,
  given: Readonly<Record<K, string | null | undefined>>,
): Promise<V | null> {
  const names = Object.keys(loaders) as K[];
  const said = names.filter((name) => given[name] != null);
  const [name] = said;
  if (name === undefined || said.length > 1) {
    throw badInput(`Give exactly one of \`${names.join('` and `')}\` beside \`system\`.`);
  }
  return loaders[name].load(given[name] ?? '');
}

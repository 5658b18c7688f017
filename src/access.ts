import type { Holder, Right } from './connector.ts';
import type { Directory } from './directory.ts';
import type { ProjectRole } from './generated/types.ts';
import { type Connection, Page, type PageArguments, stateOf } from './listing.ts';
import { accessRef, formatRef, type Ref } from './model/ref.ts';
import type { Access, AccessPath, Group, Membership, Project, User } from './model/types.ts';
import { badInput, ProblemError } from './problems.ts';
import { compareText } from './text.ts';

export type AccessPage = Connection<Access>;

const ranks: Readonly<Record<ProjectRole, number>> = { CUSTOM: 0, VIEWER: 1, EDITOR: 2, ADMIN: 3, OWNER: 4 };

/** Whether a role is at least another. */
export const isAtLeast = (role: ProjectRole, least: ProjectRole): boolean => ranks[role] >= ranks[least];

/**
 * What one account may in one project of its system, with every reason; null: no such project. Whole or a problem: it
 * is never worked out from half of the facts.
 */
export async function accessOf(directory: Directory, user: User, projectId: string): Promise<Access | null> {
  const { projects } = directory.session(user.ref.system);
  if (!projects) throw new ProblemError('UNSUPPORTED', { system: user.ref.system });
  const ref = directory.requireRef('project', projectId, ['project']);
  if (ref.system !== user.ref.system) throw badInput('`project` is of another system than the account.');
  const [project, grants, groups] = await Promise.all([
    directory.project(ref),
    directory.grantsOf(ref),
    groupsOf(directory, user.ref),
  ]);
  if (!project || !grants) return null;
  if (grants.problem) throw ProblemError.of(grants.problem);
  const isOperational = await directory.fact('isOperational', user);
  return judge({ ...user, isOperational }, groups, project, grants.items, projects.rights);
}

/** The groups of an account that exist. */
async function groupsOf(directory: Directory, user: Ref<'user'>): Promise<readonly Group[]> {
  const groups = await Promise.all((await directory.groupsOf(user)).map((group) => directory.group(group)));
  return groups.filter((group) => group !== null);
}

/** Everybody with a way into a project; null: no such project, or no projects there. */
export async function listEffectiveMembers(
  directory: Directory,
  project: Project,
  { role, ...page }: PageArguments & { readonly role?: ProjectRole | null | undefined },
): Promise<Connection<Access> | null> {
  const { system } = project.ref;
  const { users, groups, projects } = directory.session(system);
  const cut = new Page<Access>({ list: 'effectiveMembers', project: formatRef(project.ref), role }, page);
  const grants = projects && (await directory.grantsOf(project.ref));
  if (!grants) return null;
  const [accounts, known] = await Promise.all([users.list(), groups.list()]);
  for (const { problem } of [grants, known]) if (problem) throw ProblemError.of(problem);
  const groupById = new Map(known.items.map((group) => [group.ref.native, group]));
  const rows = await Promise.all(
    accounts.items.map(async (user) => {
      const [memberOf, isOperational] = await Promise.all([
        directory.groupsOf(user.ref),
        directory.fact('isOperational', user),
      ]);
      const held = memberOf.flatMap(({ native }) => groupById.get(native) ?? []);
      return judge({ ...user, isOperational }, held, project, grants.items, projects.rights);
    }),
  );
  const wanted = rows.filter((access) =>
    role == null ? access.paths.length > 0 : access.role !== null && isAtLeast(access.role, role),
  );
  const { asOf, problem } = accounts;
  const state = problem ? stateOf(problem.code) : 'OK';
  return cut.of([{ system, state, asOf, problem, rows: wanted, exact: problem === null }]);
}

/** Collects every path, lets the vendor's rules say what each gives, and adds up those that count. */
function judge(
  user: User,
  groups: readonly Group[],
  project: Project,
  grants: readonly Membership[],
  rights: (holder: Holder) => readonly Right[],
): Access {
  const groupById = new Map(groups.map((group) => [group.ref.native, group]));
  const holding = grants.flatMap((membership): { membership: Membership; group: Group | null }[] => {
    const { kind, native } = membership.member;
    if (membership.memberKind === 'USER' && kind === 'user' && native === user.ref.native)
      return [{ membership, group: null }];
    const group = membership.memberKind === 'GROUP' && kind === 'group' ? groupById.get(native) : undefined;
    return group ? [{ membership, group }] : [];
  });
  const paths = rights({ user, groups, project, grants: holding }).map(pathOf).sort(strongestFirst);
  const counted = paths.filter((path) => path.counted);
  const role = counted[0]?.role ?? null;
  return {
    __typename: 'Access',
    ref: accessRef(user.ref.system, { project: project.ref.native, user: user.ref.native }),
    user,
    project,
    role,
    permissions: unite(counted),
    usable: role === null ? null : user.status === 'DISABLED' ? false : user.isOperational,
    paths,
  };
}

const pathOf = ({ group, membership, conditions, ...right }: Right): AccessPath => ({
  ...right,
  groupName: group?.name ?? null,
  group: group?.ref ?? null,
  membership: membership ?? null,
  conditions: conditions ?? [],
});

const vias = ['DIRECT', 'GROUP', 'OWNER', 'SYSTEM_ADMIN', 'EVERYONE', 'RULE'] as const;

function strongestFirst(a: AccessPath, b: AccessPath): number {
  return (
    Number(b.counted) - Number(a.counted) ||
    ranks[b.role] - ranks[a.role] ||
    vias.indexOf(a.via) - vias.indexOf(b.via) ||
    compareText(a.reason, b.reason)
  );
}

/** The permissions of several paths, each once; null: none of them names any. */
function unite(paths: readonly AccessPath[]): readonly string[] | null {
  const named = paths.flatMap(({ permissions }) => permissions ?? []);
  return paths.some(({ permissions }) => permissions !== null) ? [...new Set(named)] : null;
}

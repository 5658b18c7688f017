import { setImmediate } from 'node:timers/promises';
import type { Projects, Reading, Right, Session, Users } from './connector.ts';
import type { Directory } from './directory.ts';
import type { ProjectRole } from './generated/types.ts';
import { type Connection, Page, type PageArguments, stateOf } from './listing.ts';
import { accessRef, formatRef, type Ref, type SystemKey } from './model/ref.ts';
import type { Access, AccessPath, Group, Membership, Project, User } from './model/types.ts';
import { badInput, ProblemError } from './problems.ts';
import { compareText } from './text.ts';

export type AccessPage = Connection<Access>;

const ranks: Readonly<Record<ProjectRole, number>> = { CUSTOM: 0, VIEWER: 1, EDITOR: 2, ADMIN: 3, OWNER: 4 };

/** Whether a role is at least another. */
const isAtLeast = (role: ProjectRole, least: ProjectRole): boolean => ranks[role] >= ranks[least];

/** An account with everything its rights can rest on, but for what a project grants. */
interface Account {
  readonly user: User;
  /** The groups it is in that exist, each once. */
  readonly groups: readonly Group[];
}

/**
 * What one account may in one project of its system, with every reason; null: no such project. Whole or a problem: it
 * is never worked out from half of the facts.
 */
export async function accessOf(directory: Directory, user: User, projectId: string): Promise<Access | null> {
  const ref = directory.requireRef('project', projectId, ['project']);
  const { projects } = directory.session(user.ref.system);
  if (!projects) throw new ProblemError('UNSUPPORTED', { system: user.ref.system });
  if (ref.system !== user.ref.system) throw badInput('`project` is of another system than the account.');
  const [project, grants, memberOf] = await Promise.all([
    directory.project(ref),
    directory.grantsOf(ref),
    directory.groupsOf(user.ref),
  ]);
  if (!project || !grants) return null;
  if (grants.problem) throw ProblemError.of(grants.problem);
  const [isOperational, ...groups] = await Promise.all([
    directory.fact('isOperational', user),
    ...distinct(memberOf).map((group) => directory.group(group)),
  ]);
  const account = { user: { ...user, isOperational }, groups: groups.filter((group) => group !== null) };
  const paths = pathsOf(account, project, byMember(grants.items), projects);
  return toAccess(account, project, paths, projects);
}

/** Everybody with a way into a project; null: no such project, or no projects there. */
export async function listEffectiveMembers(
  directory: Directory,
  project: Project,
  { role, ...page }: PageArguments & { readonly role?: ProjectRole | null | undefined },
): Promise<Connection<Access> | null> {
  const { system } = project.ref;
  const { projects } = directory.session(system);
  const cut = new Page<Access>({ list: 'effectiveMembers', project: formatRef(project.ref), role }, page);
  const grants = projects && (await directory.grantsOf(project.ref));
  if (!grants) return null;
  if (grants.problem) throw ProblemError.of(grants.problem);
  const { items, asOf, problem } = await everybodyIn(directory, system);
  const granted = byMember(grants.items);
  await nextTurn();
  if (directory.scope.signal.aborted) throw new ProblemError('LIMIT_EXCEEDED', { system, message: TOO_MUCH });
  const rows = items.flatMap((account) => {
    const paths = pathsOf(account, project, granted, projects);
    const wanted = role == null ? paths.length > 0 : paths[0]?.counted && isAtLeast(paths[0].role, role);
    return wanted ? [toAccess(account, project, paths, projects)] : [];
  });
  const state = problem ? stateOf(problem.code) : 'OK';
  return cut.of([{ system, state, asOf, problem, rows, exact: problem === null }]);
}

const TOO_MUCH = 'Working out who may what took longer than the request may. Ask for fewer projects.';

let turn = Promise.resolve();

/** Each project's reckoning takes turns with everything else the process has to do, so that many of them stall nobody. */
function nextTurn(): Promise<void> {
  turn = turn.then(() => setImmediate());
  return turn;
}

const everybody = new WeakMap<Users['list'], Promise<Reading<Account>>>();

/** Every account of a system; read and put together once for all projects of a request. */
function everybodyIn(directory: Directory, system: SystemKey): Promise<Reading<Account>> {
  const session = directory.session(system);
  const reading = everybody.get(session.users.list) ?? readEverybody(directory, session);
  everybody.set(session.users.list, reading);
  return reading;
}

async function readEverybody(directory: Directory, { users, groups }: Session): Promise<Reading<Account>> {
  const [accounts, known] = await Promise.all([users.list(), groups.list()]);
  if (known.problem) throw ProblemError.of(known.problem);
  const groupById = new Map(known.items.map((group) => [group.ref.native, group]));
  const items = accounts.items.map(async (user): Promise<Account> => {
    const [memberOf, isOperational] = await Promise.all([
      directory.groupsOf(user.ref),
      directory.fact('isOperational', user),
    ]);
    const held = distinct(memberOf).flatMap(({ native }) => groupById.get(native) ?? []);
    return { user: { ...user, isOperational }, groups: held };
  });
  return { ...accounts, items: await Promise.all(items) };
}

const distinct = (refs: readonly Ref<'group'>[]): readonly Ref<'group'>[] =>
  refs.filter(({ native }, index) => refs.findIndex((other) => other.native === native) === index);

type Granted = ReadonlyMap<string, readonly Membership[]>;

const memberKey = ({ kind, native }: Ref): string => `${kind}/${native}`;

/** What a project grants, by the account or group it names. */
function byMember(grants: readonly Membership[]): Granted {
  const named = grants.filter(({ memberKind }) => memberKind !== 'OTHER');
  return Map.groupBy(named, ({ member }) => memberKey(member));
}

/** Every way of an account into a project, as the vendor's rules see it; the strongest of those that count first. */
function pathsOf(
  { user, groups }: Account,
  project: Project,
  granted: Granted,
  { rights }: Projects,
): readonly AccessPath[] {
  const grants = [null, ...groups].flatMap((group) =>
    (granted.get(memberKey((group ?? user).ref)) ?? []).map((membership) => ({ membership, group })),
  );
  return rights({ user, groups, project, grants }).map(pathOf).sort(strongestFirst);
}

/** Adds up the ways that count. */
function toAccess(
  { user }: Account,
  project: Project,
  paths: readonly AccessPath[],
  { covers }: Projects,
): Access {
  const counted = paths.filter((path) => path.counted);
  const role = counted[0]?.role ?? null;
  return {
    __typename: 'Access',
    ref: accessRef(user.ref.system, { project: project.ref.native, user: user.ref.native }),
    user,
    project,
    role,
    permissions: unite(counted, covers),
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

/** What several paths permit together, the widest words for it; null: there are none, or one of them does not tell. */
function unite(paths: readonly AccessPath[], covers: Projects['covers']): readonly string[] | null {
  const each = paths.map(({ permissions }) => permissions);
  if (each.length === 0 || !each.every((permissions) => permissions !== null)) return null;
  const all = [...new Set(each.flat())];
  return covers ? all.filter((one) => !all.some((other) => other !== one && covers(other, one))) : all;
}

import { answered, answerOf, type Sifted } from './answers.ts';
import { type Condition, judge, needsOf } from './conditions.ts';
import type { Reading, Session, UserFact } from './connector.ts';
import type { Directory } from './directory.ts';
import {
  groupFilter,
  membershipFilter,
  projectFilter,
  type ReadFilter,
  userFilter,
  type UserNeed,
} from './filters.ts';
import type {
  GroupFilter,
  GroupOrder,
  MembershipFilter,
  ProjectFilter,
  ProjectOrder,
  UserFilter,
  UserOrder,
} from './generated/types.ts';
import { type Connection, type Order, Page, type PageArguments } from './listing.ts';
import type { Ref, SystemKey } from './model/ref.ts';
import type { Activity, Group, Membership, Project, User } from './model/types.ts';
import { ProblemError } from './problems.ts';
import { fold } from './text.ts';

export type UserPage = Connection<User>;
export type GroupPage = Connection<Group> & { readonly edges: readonly GroupRow[] };
export type ProjectPage = Connection<Project>;
export type MembershipPage = Connection<Membership>;

/** A row of groups; under an account it knows whose. */
export interface GroupRow {
  readonly cursor: string;
  readonly node: Group;
  readonly memberOf?: Ref<'user'>;
}

/** What a list's arguments may say; null means left out. */
interface ListArguments<Filter, By> extends PageArguments {
  readonly filter?: Filter | null | undefined;
  readonly orderBy?: By | null | undefined;
}

/** A list of accounts, of all systems or of one. */
export function listUsers(
  directory: Directory,
  { filter, orderBy, ...page }: ListArguments<UserFilter, UserOrder>,
  only?: SystemKey,
): Promise<Connection<User>> {
  const read = userFilter(directory, filter ?? {});
  const activity = new Map<string, Activity | null>();
  const by = orderBy?.field;
  const order = orderOf<User>(orderBy, {
    USERNAME: ({ username }) => fold(username),
    EMAIL: ({ email }) => email && fold(email),
    DISPLAY_NAME: ({ displayName }) => displayName && fold(displayName),
    CREATED_AT: ({ createdAt }) => createdAt && createdAt.getTime(),
    LAST_ACTIVITY: ({ ref }) => instantOf(activity.get(placeOf(ref)) ?? null),
  });
  return listed(
    directory,
    { name: 'users', filter, orderBy, page, order, only },
    read,
    async (session, condition) => {
      const reading = await session.users.list();
      const facts = await factsFor(directory, session, reading.items, needsOf(condition));
      if (by === 'LAST_ACTIVITY') {
        const known = facts.get('lastActivity') ?? (await readFact(session, 'lastActivity', reading.items));
        for (const user of reading.items)
          activity.set(placeOf(user.ref), (known?.(user) as Activity | null) ?? null);
      }
      return sift(reading, condition, facts);
    },
  );
}

const placeOf = ({ system, native }: Ref) => `${system}/${native}`;

/** Never is the oldest activity there is. */
const instantOf = (activity: Activity | null) =>
  activity && (activity.at?.getTime() ?? Number.MIN_SAFE_INTEGER);

/** A list of groups, of all systems or of one. */
export function listGroups(
  directory: Directory,
  { filter, orderBy, ...page }: ListArguments<GroupFilter, GroupOrder>,
  only?: SystemKey,
): Promise<Connection<Group>> {
  const order = orderOf<Group>(orderBy, { NAME: ({ name }) => fold(name) });
  const read = groupFilter(directory, filter ?? {});
  return listed(
    directory,
    { name: 'groups', filter, orderBy, page, order, only },
    read,
    async (session, condition) => sift(await session.groups.list(), condition),
  );
}

/** A list of projects, of all systems or of one. */
export function listProjects(
  directory: Directory,
  { filter, orderBy, ...page }: ListArguments<ProjectFilter, ProjectOrder>,
  only?: SystemKey,
): Promise<Connection<Project>> {
  const order = orderOf<Project>(orderBy, {
    NAME: ({ name }) => fold(name),
    KEY: ({ key }) => fold(key),
    CREATED_AT: ({ createdAt }) => createdAt && createdAt.getTime(),
  });
  const read = projectFilter(directory, filter ?? {});
  return listed(
    directory,
    { name: 'projects', filter, orderBy, page, order, only },
    read,
    async (session, condition) => (session.projects ? sift(await session.projects.list(), condition) : null),
  );
}

/** A list of memberships of all systems. */
export function listMemberships(
  directory: Directory,
  { filter, ...page }: ListArguments<MembershipFilter, never>,
): Promise<Connection<Membership>> {
  const read = membershipFilter(directory, filter ?? {});
  return listed(directory, { name: 'memberships', filter, page }, read, async (session, condition) =>
    session.projects ? sift(await session.projects.allMemberships(), condition) : null,
  );
}

/** The memberships under one project, account or group; null: no such thing, or no projects there. */
export async function listMembershipsOf(
  directory: Directory,
  parent: Ref<'project' | 'user' | 'group'>,
  { filter, ...page }: ListArguments<MembershipFilter, never>,
): Promise<Connection<Membership> | null> {
  const read = membershipFilter(directory, filter ?? {});
  const cut = new Page<Membership>({ list: 'membershipsOf', parent, filter: filter ?? {} }, page);
  const reading = await (parent.kind === 'project'
    ? directory.grantsOf(parent as Ref<'project'>)
    : directory.grantsTo(parent as Ref<'user' | 'group'>));
  if (!reading) return null;
  const system = directory.requireSystem(parent.system);
  return cut.of([answerOf(system.key, sift(reading, read(system)))]);
}

/** The groups an account is in, those that exist. */
export async function listGroupsOf(
  directory: Directory,
  user: Ref<'user'>,
  page: PageArguments,
): Promise<GroupPage> {
  const cut = new Page<Group>({ list: 'groupsOf', user }, page);
  const groups = await directory.groupsOf(user);
  const found = await related(cut, user.system, groups, (ref) => directory.group(ref));
  return { ...found, edges: found.edges.map((edge) => ({ ...edge, memberOf: user })) };
}

/** The accounts in a group, those that exist; null: the group is gone. */
export async function listMembersOf(
  directory: Directory,
  group: Ref<'group'>,
  page: PageArguments,
): Promise<Connection<User> | null> {
  const cut = new Page<User>({ list: 'membersOf', group }, page);
  const members = await directory.membersOf(group);
  return members && related(cut, group.system, members, (ref) => directory.user(ref));
}

/** A page of related objects: what could not be read is a problem, unless that is all of it; what is gone is left out. */
async function related<R extends Ref, T extends { readonly ref: Ref }>(
  cut: Page<T>,
  system: SystemKey,
  refs: readonly R[],
  load: (ref: R) => Promise<T | null>,
): Promise<Connection<T>> {
  const settled = await Promise.allSettled(refs.map(load));
  const items = settled.flatMap((one) => (one.status === 'fulfilled' && one.value ? [one.value] : []));
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed && (items.length === 0 || !(failed.reason instanceof ProblemError))) throw failed.reason;
  const problem = failed?.reason instanceof ProblemError ? failed.reason.problem : null;
  return cut.of([answerOf(system, { items, asOf: new Date(), problem, exact: true })]);
}

interface ListOf<T> {
  readonly name: string;
  readonly filter: unknown;
  readonly orderBy?: object | null | undefined;
  readonly page: PageArguments;
  readonly order?: Order<T> | undefined;
  readonly only?: SystemKey | undefined;
}

/** Asks every system that the filter leaves open, side by side, and merges what they say. */
async function listed<T extends { readonly ref: Ref }, Need>(
  directory: Directory,
  { name, filter, orderBy, page, order, only }: ListOf<T>,
  read: ReadFilter<T, Need>,
  ask: (session: Session, condition: Condition<T, Need>) => Promise<Sifted<T> | null>,
): Promise<Connection<T>> {
  const by = orderBy && { ...orderBy, direction: order?.direction };
  const cut = new Page<T>({ name, filter: filter ?? {}, orderBy: by, only }, page, order);
  const sessionOf = (key: SystemKey) => (only === undefined ? directory.rows(key) : directory.session(key));
  const asked = directory.systems
    .filter(({ key }) => key === (only ?? directory.focus ?? key))
    .map((system) => ({ system, condition: read(system) }))
    .filter(({ condition }) => condition.is !== 'decided' || condition.truth);
  const answers = await Promise.all(
    asked.map(
      async ({ system: { key }, condition }) =>
        cut.lost(key) ?? answered(key, () => ask(sessionOf(key), condition)),
    ),
  );
  return cut.of(answers);
}

export type Facts<Need> = ReadonlyMap<Need, ((row: User) => unknown) | undefined>;

/** Reads what a condition needs, for all accounts at once. undefined in the map: the vendor does not tell. */
export async function factsFor(
  directory: Directory,
  session: Session,
  users: readonly User[],
  needs: ReadonlySet<UserNeed>,
): Promise<Facts<UserNeed>> {
  const entries = [...needs].map(async (need) => {
    if (typeof need === 'string') return [need, await readFact(session, need, users)] as const;
    const members = new Set((await directory.membersOf(need))?.map(({ native }) => native));
    return [need, () => members] as const;
  });
  return new Map<UserNeed, ((row: User) => unknown) | undefined>(await Promise.all(entries));
}

async function readFact(
  { users: { facts } }: Session,
  fact: UserFact,
  users: readonly User[],
): Promise<((user: User) => unknown) | undefined> {
  const source = facts[fact];
  if (source === 'unknown') return undefined;
  if (source === 'listed') return (user) => user[fact];
  const found = await source(users);
  return ({ ref }) => found.get(ref.native) ?? null;
}

/** Keeps the rows that meet a condition. A row that cannot be judged is left out, and the count is then not exact. */
function sift<T, Need = never>(
  { items, asOf, problem }: Reading<T>,
  condition: Condition<T, Need>,
  facts: ReadonlyMap<Need, ((row: T) => unknown) | undefined> = new Map(),
): Sifted<T> {
  let unjudged = 0;
  const kept = items.filter((row) => {
    const truth = judge(condition, row, (need, judged) => facts.get(need)?.(judged) ?? null);
    if (truth === null) unjudged += 1;
    return truth === true;
  });
  const unsupported = [...needsOf(condition)].some((need) => facts.get(need) === undefined);
  return { items: kept, asOf, problem, exact: unjudged === 0 && !unsupported, unsupported };
}

function orderOf<T>(
  by: { readonly field: string; readonly direction?: Order<T>['direction'] | null } | null | undefined,
  keys: Readonly<Record<string, Order<T>['keyOf']>>,
): Order<T> | undefined {
  const keyOf = by && keys[by.field];
  return keyOf ? { keyOf, direction: by.direction ?? 'ASC' } : undefined;
}

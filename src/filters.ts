import {
  claim,
  claimOn,
  type Condition,
  decided,
  nested,
  oneOf,
  onSearch,
  onText,
  type Truth,
} from './conditions.ts';
import type { System, UserFact } from './connector.ts';
import type { Directory } from './directory.ts';
import type { GroupFilter, MembershipFilter, ProjectFilter, UserFilter } from './generated/types.ts';
import type { Ref } from './model/ref.ts';
import type { Activity, Group, Membership, Project, User } from './model/types.ts';

/** What a condition on accounts may need besides the account: a fact, or who is in a group. */
export type UserNeed = UserFact | Ref<'group'>;

/** Reads a filter for one system: what that system decides by itself is folded away. */
export type ReadFilter<Row, Need = never> = (system: System) => Condition<Row, Need>;

/** Conditions that hold or not for a whole system. */
interface Where {
  readonly systems?: readonly string[] | null;
  readonly vendors?: readonly string[] | null;
}

const where = ({ key, vendor }: System, { systems, vendors }: Where) => [
  decided(!systems || systems.includes(key)),
  decided(!vendors || vendors.includes(vendor)),
];

export function userFilter(directory: Directory, filter: UserFilter): ReadFilter<User, UserNeed> {
  const groups = checkIds(directory, filter, 'inGroup', ['group']);
  return (system) =>
    nested<UserFilter, User, UserNeed>(filter, (own) => {
      const { isAdmin, connected, inGroup, createdBefore, createdAfter, lastActiveBefore } = own;
      return [
        ...where(system, own),
        onSearch(textsOf, own.search),
        onText(({ username }) => username, own.username),
        onText(({ email }) => email, own.email),
        onText(({ displayName }) => displayName, own.displayName),
        onText(({ givenName }) => givenName, own.givenName),
        onText(({ familyName }) => familyName, own.familyName),
        oneOf(({ status }) => status, own.status),
        oneOf(({ origin }) => origin, own.origin),
        on('isAdmin', isAdmin, (is: boolean, wanted) => is === wanted),
        on('activeSessions', connected, (sessions: number, wanted) => sessions > 0 === wanted),
        on('createdAt', createdBefore, (at: Date, limit) => at < limit),
        on('createdAt', createdAfter, (at: Date, limit) => at > limit),
        on('lastActivity', lastActiveBefore, ({ at }: Activity, limit) => at === null || at < limit),
        inGroup == null ? decided(true) : memberOf(system, groups.get(inGroup)),
      ];
    });
}

const textsOf = ({ username, email, displayName, givenName, familyName }: User) => [
  username,
  email,
  displayName,
  givenName,
  familyName,
];

/** A condition on a fact that may not be known. */
function on<Fact, Wanted>(
  fact: UserFact,
  wanted: Wanted | null | undefined,
  test: (fact: Fact, wanted: Wanted) => Truth,
): Condition<User, UserFact> {
  if (wanted == null) return decided(true);
  return claimOn<User, UserFact, Fact | null>(fact, (known) => (known === null ? null : test(known, wanted)));
}

/** Nobody is in a group of another system. */
function memberOf(system: System, group: Ref<'group'> | undefined): Condition<User, UserNeed> {
  if (group?.system !== system.key) return decided(false);
  return claimOn<User, UserNeed, ReadonlySet<string>>(group, (members, { ref }) => members.has(ref.native));
}

export function groupFilter(directory: Directory, filter: GroupFilter): ReadFilter<Group> {
  checkIds(directory, filter);
  return (system) =>
    nested<GroupFilter, Group, never>(filter, (own) => [
      ...where(system, own),
      onSearch(({ name, description }) => [name, description], own.search),
      onText(({ name }) => name, own.name),
      oneOf(({ origin }) => origin, own.origin),
      own.isAdmin == null
        ? decided(true)
        : claim(({ isAdmin }) => (isAdmin === null ? null : isAdmin === own.isAdmin)),
    ]);
}

export function projectFilter(directory: Directory, filter: ProjectFilter): ReadFilter<Project> {
  const owners = checkIds(directory, filter, 'owner', ['user']);
  return (system) =>
    nested<ProjectFilter, Project, never>(filter, (own) => [
      ...where(system, own),
      onSearch(({ name, key, description }) => [name, key, description], own.search),
      onText(({ name }) => name, own.name),
      onText(({ key }) => key, own.key),
      own.owner == null ? decided(true) : named(system, owners.get(own.owner), ({ owner }) => owner),
    ]);
}

export function membershipFilter(directory: Directory, filter: MembershipFilter): ReadFilter<Membership> {
  const projects = checkIds(directory, filter, 'project', ['project']);
  const members = checkIds(directory, filter, 'member', ['user', 'group']);
  return (system) =>
    nested<MembershipFilter, Membership, never>(filter, (own) => [
      ...where(system, own),
      own.project == null
        ? decided(true)
        : named(system, projects.get(own.project), ({ project }) => project),
      own.member == null ? decided(true) : named(system, members.get(own.member), ({ member }) => member),
      oneOf(({ memberKind }) => memberKind, own.memberKind == null ? null : [own.memberKind]),
      oneOf(({ role }) => role, own.role),
    ]);
}

/** A condition that a row names this object; nothing in another system does. */
function named<Row>(
  system: System,
  wanted: Ref | undefined,
  nameOf: (row: Row) => Ref | null,
): Condition<Row> {
  if (wanted?.system !== system.key) return decided(false);
  return claim((row) => {
    const named = nameOf(row);
    return named?.kind === wanted.kind && named.native === wanted.native;
  });
}

interface AnyFilter extends Where {
  readonly and?: readonly AnyFilter[] | null;
  readonly or?: readonly AnyFilter[] | null;
  readonly not?: AnyFilter | null;
}

/**
 * Refuses unknown systems and wrong ids anywhere in a filter, also where a condition beside them would already decide.
 * Gives the refs that the ids of one field name.
 */
function checkIds<Filter extends AnyFilter, K extends Ref['kind']>(
  directory: Directory,
  filter: Filter,
  field?: keyof Filter & string,
  kinds: readonly K[] = [],
): Map<string, Ref<K>> {
  const refs = new Map<string, Ref<K>>();
  const visit = (inner: AnyFilter): void => {
    for (const key of inner.systems ?? []) directory.requireSystem(key);
    const id = field === undefined ? null : (inner as Filter)[field];
    if (typeof id === 'string') refs.set(id, directory.requireRef(field ?? '', id, kinds));
    for (const below of [...(inner.and ?? []), ...(inner.or ?? []), ...(inner.not ? [inner.not] : [])])
      visit(below);
  };
  visit(filter);
  return refs;
}

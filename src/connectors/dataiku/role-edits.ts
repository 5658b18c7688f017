import type { WholeRoleAssignments, WireUserContainer } from './wire.ts';

/** A member as rules name it (§4.19). */
export type RoleMember =
  { readonly type: 'user'; readonly login: string } | { readonly type: 'group'; readonly groupName: string };

type Rules = WholeRoleAssignments['known']['roleAssignmentsRules'];
type KnownRule = NonNullable<Rules>[string][number];
type Raw = Readonly<Record<string, unknown>>;

const isFor = ({ type, login, groupName }: WireUserContainer, member: RoleMember): boolean =>
  type === member.type && (member.type === 'user' ? login === member.login : groupName === member.groupName);

const names = ({ userContainers }: KnownRule, member: RoleMember): boolean =>
  userContainers?.some((container) => isFor(container, member)) ?? false;

const isAlways = ({ criteria }: KnownRule): boolean => !criteria || criteria.length === 0;

const rulesOf = ({ known }: WholeRoleAssignments, role: string): readonly KnownRule[] =>
  Object.entries(known.roleAssignmentsRules ?? {}).find(([name]) => name === role)?.[1] ?? [];

/** Whether any rule of the role names the member. */
export const isNamed = (document: WholeRoleAssignments, role: string, member: RoleMember): boolean =>
  rulesOf(document, role).some((rule) => names(rule, member));

/** Whether a rule without conditions does. */
export const isNamedAlways = (document: WholeRoleAssignments, role: string, member: RoleMember): boolean =>
  rulesOf(document, role).some((rule) => isAlways(rule) && names(rule, member));

const rawRules = ({ raw }: WholeRoleAssignments): Readonly<Record<string, readonly Raw[]>> =>
  (raw['roleAssignmentsRules'] ?? {}) as Readonly<Record<string, readonly Raw[]>>;

/** The whole document with the rules of one role edited; the other roles stay as they came. */
function withRules(
  document: WholeRoleAssignments,
  role: string,
  edit: (rules: readonly Raw[]) => readonly Raw[],
): Record<string, unknown> {
  const all = rawRules(document);
  const rules = Object.hasOwn(all, role) ? (all[role] ?? []) : [];
  return { ...document.raw, roleAssignmentsRules: { ...all, [role]: edit(rules) } };
}

export const newRule = (member: RoleMember) => ({ criteria: [], userContainers: [member], fieldIds: [] });

const containersOf = (rule: Raw) => (rule['userContainers'] ?? []) as readonly Raw[];

/** Puts the member into the first rule without conditions, or into a new one at the end. */
export function adding(
  document: WholeRoleAssignments,
  role: string,
  member: RoleMember,
): Record<string, unknown> {
  const at = rulesOf(document, role).findIndex(isAlways);
  return withRules(document, role, (rules) =>
    at < 0
      ? [...rules, newRule(member)]
      : rules.map((rule, index) =>
          index === at ? { ...rule, userContainers: [...containersOf(rule), member] } : rule,
        ),
  );
}

/** Takes the member out of every rule. A rule without conditions that names nobody any more goes; others stay. */
export function removing(
  document: WholeRoleAssignments,
  role: string,
  member: RoleMember,
): Record<string, unknown> {
  const known = rulesOf(document, role);
  return withRules(document, role, (rules) =>
    rules.flatMap((rule, index) => {
      const read = known[index];
      if (!read || !names(read, member)) return [rule];
      const userContainers = containersOf(rule).filter((_, at) => {
        const container = read.userContainers?.[at];
        return !container || !isFor(container, member);
      });
      const saysNothing = userContainers.length === 0 && isAlways(read) && !read.fieldIds?.length;
      return saysNothing ? [] : [{ ...rule, userContainers }];
    }),
  );
}

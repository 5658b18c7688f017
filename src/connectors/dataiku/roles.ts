import type { GovernRole, MemberKind } from '../../generated/types.ts';
import type { SystemKey } from '../../model/ref.ts';
import type { WireRole, WireRoleAssignments, WireUserContainer } from './wire.ts';

/** One rule that gives a role, as `GovernRoleAssignment` has it; its holders' `member` is read when asked for. */
export interface RoleAssignment {
  readonly __typename: 'GovernRoleAssignment';
  readonly blueprint: string;
  readonly role: string;
  readonly holders: readonly RoleHolder[];
  readonly fields: readonly string[];
  readonly conditions: readonly string[];
}

export interface RoleHolder {
  readonly __typename: 'GovernRoleHolder';
  readonly system: SystemKey;
  readonly memberKind: MemberKind;
  readonly memberName: string;
}

const byCodePoint = (a: string, b: string) => (a < b ? -1 : Number(a > b));

export const toRoles = (wire: readonly WireRole[]): GovernRole[] =>
  wire
    .map(({ id, label, description }) => ({
      __typename: 'GovernRole' as const,
      nativeId: id,
      label: label ?? null,
      description: description ?? null,
    }))
    .toSorted((a, b) => byCodePoint(a.nativeId, b.nativeId));

/** One row for each rule, by blueprint and role; the rules of one role stay in their order. */
export const toRoleAssignments = (
  system: SystemKey,
  wire: readonly WireRoleAssignments[],
): RoleAssignment[] =>
  wire
    .flatMap(({ blueprintId, roleAssignmentsRules }) =>
      Object.entries(roleAssignmentsRules ?? {}).flatMap(([role, rules]) =>
        rules.map(({ criteria, userContainers, fieldIds }) => ({
          __typename: 'GovernRoleAssignment' as const,
          blueprint: blueprintId,
          role,
          holders: (userContainers ?? []).map((container) => toHolder(system, container)),
          fields: fieldIds ?? [],
          conditions: (criteria ?? []).map(inWords),
        })),
      ),
    )
    .toSorted((a, b) => byCodePoint(a.blueprint, b.blueprint) || byCodePoint(a.role, b.role));

/** Accounts and groups are named as documented; how an API key is named is not known (§4.19): by whatever text is there. */
function toHolder(system: SystemKey, { type, login, groupName, ...rest }: WireUserContainer): RoleHolder {
  const holder = (memberKind: MemberKind, memberName: string): RoleHolder => ({
    __typename: 'GovernRoleHolder',
    system,
    memberKind,
    memberName,
  });
  if (type === 'user' && login) return holder('USER', login);
  if (type === 'group' && groupName) return holder('GROUP', groupName);
  const name = Object.values(rest).find((value) => typeof value === 'string' && value !== '');
  return holder('OTHER', typeof name === 'string' ? name : (type ?? 'unknown'));
}

/** `FIELD_VALUE fieldId=risk operator=EQUALS value=HIGH`: the kind first, then everything it says by name. */
function inWords(criterion: unknown): string {
  if (typeof criterion !== 'object' || criterion === null || Array.isArray(criterion))
    return plainly(criterion);
  const { type, ...rest } = criterion as Record<string, unknown>;
  const parts = Object.entries(rest)
    .toSorted(([a], [b]) => byCodePoint(a, b))
    .map(([key, value]) => `${key}=${plainly(value)}`);
  return (type === undefined ? parts : [plainly(type), ...parts]).join(' ');
}

const plainly = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

import type { ProjectRole } from '../../generated/types.ts';
import { roleOf, roles, withImplied } from './grants.ts';
import { PROJECT_PERMISSIONS, type WholePermissions, type WireGrant } from './wire.ts';

/** A member as grants name it. */
export interface Holder {
  readonly kind: 'user' | 'group';
  readonly name: string;
}

/** What a member is to have: a role, or exactly these permissions. */
export type Wanted = { readonly role: ProjectRole } | { readonly permissions: readonly string[] };

type Grants = Readonly<Record<string, unknown>>[];

const isFor = (grant: WireGrant, { kind, name }: Holder): boolean => grant[kind] === name;

const grantsIn = ({ raw }: WholePermissions): Grants => raw['permissions'] as Grants;

/** What a project stores for a member. Several grants to one add up. */
export function storedFor({ known }: WholePermissions, holder: Holder): ReadonlySet<string> {
  const grants = known.permissions.filter((grant) => isFor(grant, holder));
  return new Set(
    grants.flatMap((grant) => Object.keys(grant).filter((permission) => grant[permission] === true)),
  );
}

/** Names of permissions: the documented ones, and any other that some grant of the project has. */
export function permissionsKnownTo({ known }: WholePermissions): ReadonlySet<string> {
  const flags = known.permissions.flatMap((grant) =>
    Object.keys(grant).filter((name) => typeof grant[name] === 'boolean'),
  );
  return new Set([...PROJECT_PERMISSIONS, ...flags]);
}

/** A server may store what permissions imply as well (§4.13): that much more is no difference. */
export function isSo(stored: ReadonlySet<string>, wanted: Wanted): boolean {
  if ('role' in wanted) return stored.size > 0 && roleOf(stored) === wanted.role;
  const names = new Set(wanted.permissions);
  return names.isSubsetOf(stored) && stored.isSubsetOf(withImplied(names));
}

/** Which permissions to switch on, and which off. */
function switches(stored: ReadonlySet<string>, wanted: Wanted): Readonly<Record<string, boolean>> {
  const on = 'role' in wanted ? flagsOf(wanted.role) : new Set(wanted.permissions);
  const off = 'role' in wanted ? beyond(stored, wanted.role) : stored.difference(on);
  return Object.fromEntries([
    ...[...off].map((name) => [name, false] as const),
    ...[...on].map((name) => [name, true] as const),
  ]);
}

/** Whether a member would lose something by it. */
export const takes = (stored: ReadonlySet<string>, wanted: Wanted): boolean =>
  !isSo(stored, wanted) && Object.values(switches(stored, wanted)).includes(false);

const flagsOf = (role: ProjectRole): ReadonlySet<string> =>
  new Set(roles.filter(([, name]) => name === role).map(([permission]) => permission));

/**
 * What is held of a higher role than the one wanted, with what that implies: a server may have stored it too, and it must
 * not outlive the role. Without a higher role nothing is too much.
 */
function beyond(stored: ReadonlySet<string>, role: ProjectRole): ReadonlySet<string> {
  const rank = roles.findIndex(([, name]) => name === role);
  const higher = roles.slice(0, rank).map(([permission]) => permission);
  const held = new Set(higher.filter((permission) => stored.has(permission)));
  return withImplied(held)
    .difference(withImplied(flagsOf(role)))
    .intersection(stored);
}

/** The whole document with one member's grants edited where they stand, or with one more at the end. */
export function granting(
  document: WholePermissions,
  holder: Holder,
  wanted: Wanted,
): Record<string, unknown> {
  const changes = switches(storedFor(document, holder), wanted);
  const first = document.known.permissions.findIndex((grant) => isFor(grant, holder));
  const off = Object.fromEntries(Object.entries(changes).filter(([, value]) => !value));
  const grants = grantsIn(document).map((raw, at) => {
    const grant = document.known.permissions[at];
    if (!grant || !isFor(grant, holder)) return raw;
    return at === first ? { ...raw, ...changes } : { ...raw, ...only(off, raw) };
  });
  const added = first < 0 ? [{ [holder.kind]: holder.name, ...changes }] : [];
  return { ...document.raw, permissions: [...grants, ...added] };
}

/** Changes of what a grant holds itself. */
const only = (changes: Readonly<Record<string, boolean>>, grant: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(changes).filter(([name]) => grant[name] === true));

/** The whole document without the member's grants. */
export const revoking = (document: WholePermissions, holder: Holder): Record<string, unknown> => ({
  ...document.raw,
  permissions: grantsIn(document).filter((_, at) => {
    const grant = document.known.permissions[at];
    return !grant || !isFor(grant, holder);
  }),
});

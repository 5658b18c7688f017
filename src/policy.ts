import type { Caller, CallerGrant } from './caller.ts';
import type { Scope } from './generated/types.ts';

/** Where something is that a caller wants. */
export interface Place {
  readonly system: string;
  /** The key of the project it is of; left out: it is of none. */
  readonly project?: string | undefined;
  /** Whether it is an account of the caller's, or what such an account has. */
  readonly own?: boolean | undefined;
}

/** One thing a caller may do in one system. */
export interface Right {
  readonly system: string;
  readonly scope: Scope;
  /** Only with the caller's own accounts. */
  readonly ownOnly: boolean;
  /** By key; null: all. */
  readonly projects: readonly string[] | null;
}

/** What one caller may. Nothing is allowed that no grant allows. */
export interface Rights {
  may(scope: Scope, place: Place): boolean;
  /** Whether there may be a place where the caller has the scope. */
  mayAnywhere(scope: Scope): boolean;
  /** Whether the caller has the scope over everybody's objects and all projects of a system. */
  mayWholly(scope: Scope, system: string): boolean;
  /** Whether the caller has the scope over every account it may read there: what a filter or an order on them takes. */
  mayThroughout(scope: Scope, system: string): boolean;
  /** The same as a list, for the caller to read. */
  in(systems: readonly string[]): readonly Right[];
}

/** Every scope that can be granted. `AUTHENTICATED` cannot: whoever was let in has it. */
export const scopes = [
  'READ',
  'READ_EMAIL',
  'READ_ACTIVITY',
  'READ_CUSTOM_DATA',
  'READ_CREDENTIALS',
  'READ_INFRASTRUCTURE',
  'TRACE',
  'INTROSPECT',
  'READ_OPERATIONS',
  'EXPORT',
  'ACT_AS',
  'WRITE_MEMBERSHIPS',
  'WRITE_ACCOUNTS',
  'WRITE_PRIVILEGES',
  'WRITE_SECRETS',
  'ALLOW_PROTECTED',
] as const satisfies readonly Scope[];

/** What a role allows: with everybody's objects, and with the caller's own accounts only. */
interface Role {
  readonly everyone: readonly Scope[];
  readonly own: readonly Scope[];
}

const role = (...everyone: readonly Scope[]): Role => ({ everyone, own: [] });

/** The ready roles. `TRACE` and `ALLOW_PROTECTED` are in none of them: they are granted by name. */
export const roles: ReadonlyMap<string, Role> = new Map([
  ['self', { everyone: [], own: ['READ', 'READ_EMAIL', 'READ_ACTIVITY', 'READ_CREDENTIALS'] }],
  ['reader', role('READ', 'INTROSPECT')],
  ['membership-operator', role('READ', 'INTROSPECT', 'WRITE_MEMBERSHIPS')],
  [
    'account-administrator',
    role('READ', 'INTROSPECT', 'READ_EMAIL', 'READ_ACTIVITY', 'READ_CUSTOM_DATA', 'WRITE_ACCOUNTS'),
  ],
  ['privilege-administrator', role('READ', 'INTROSPECT', 'WRITE_PRIVILEGES')],
  ['secrets', role('READ', 'INTROSPECT', 'READ_CREDENTIALS', 'WRITE_SECRETS')],
  [
    'auditor',
    role(
      'READ',
      'INTROSPECT',
      'READ_EMAIL',
      'READ_ACTIVITY',
      'READ_CUSTOM_DATA',
      'READ_CREDENTIALS',
      'READ_INFRASTRUCTURE',
      'READ_OPERATIONS',
      'EXPORT',
    ),
  ],
  ['act-as', role('ACT_AS')],
]);

/** The role of whoever asks a gateway without authentication. No configuration can give it. */
const LOCAL_ROLE = 'operator-local';

/**
 * What a grant that is limited to projects gives of what is of no project: who is in the system, and how to ask. Every
 * other scope reaches beyond projects only where it is granted for all of them.
 */
const BEYOND_PROJECTS: ReadonlySet<Scope> = new Set([
  'READ',
  'READ_EMAIL',
  'READ_ACTIVITY',
  'TRACE',
  'INTROSPECT',
  'EXPORT',
]);

/** A set of names, or all there are. Names are compared exactly: `team` is not `team-admin`. */
type Names = ReadonlySet<string> | 'all';

interface Grant {
  readonly everyone: ReadonlySet<Scope>;
  readonly own: ReadonlySet<Scope>;
  readonly systems: Names;
  readonly projects: Names;
}

/** Adds up a caller's grants. Roles and scopes that do not exist allow nothing. */
export function rightsOf({ grants }: Pick<Caller, 'grants'>): Rights {
  const read = grants.map(readGrant).filter(({ projects }) => projects === 'all' || projects.size > 0);

  const may: Rights['may'] = (scope, { system, project, own = false }) =>
    read.some(
      (grant) =>
        gives(grant, scope, own) && holds(grant.systems, system) && reaches(grant.projects, scope, project),
    );

  return {
    may,
    mayAnywhere: (scope) =>
      scope === 'AUTHENTICATED' ||
      read.some((grant) => gives(grant, scope, true) && (grant.systems === 'all' || grant.systems.size > 0)),
    mayWholly: (scope, system) =>
      read.some(
        (grant) => gives(grant, scope, false) && holds(grant.systems, system) && grant.projects === 'all',
      ),
    mayThroughout: (scope, system) =>
      may(scope, { system }) || (!may('READ', { system }) && may(scope, { system, own: true })),
    in: (systems) =>
      systems.flatMap((system) => {
        const here = read.filter((grant) => holds(grant.systems, system));
        return scopes.flatMap((scope) => rightsTo(scope, system, here));
      }),
  };
}

function readGrant({ roles: names, scopes: words, systems, projects }: CallerGrant): Grant {
  const held = names.flatMap((name) => roles.get(name) ?? (name === LOCAL_ROLE ? role(...scopes) : []));
  const named = scopes.filter((scope) => words.includes(scope));
  return {
    everyone: new Set([...named, ...held.flatMap(({ everyone }) => everyone)]),
    own: new Set(held.flatMap(({ own }) => own)),
    systems: systems === 'all' ? 'all' : new Set(systems),
    projects: projects === 'all' ? 'all' : new Set(projects),
  };
}

const gives = ({ everyone, own }: Grant, scope: Scope, isOwn: boolean): boolean =>
  everyone.has(scope) || (isOwn && own.has(scope));

const holds = (names: Names, name: string): boolean => names === 'all' || names.has(name);

const reaches = (projects: Names, scope: Scope, project: string | undefined): boolean =>
  project === undefined ? projects === 'all' || BEYOND_PROJECTS.has(scope) : holds(projects, project);

/** What grants for one system say of one scope: over everybody's objects and, unless that is all, over the caller's own. */
function rightsTo(scope: Scope, system: string, grants: readonly Grant[]): readonly Right[] {
  const over = (group: 'everyone' | 'own'): readonly Right[] => {
    const giving = grants.filter((grant) => grant[group].has(scope));
    const right = { system, scope, ownOnly: group === 'own', projects: projectsOf(giving) };
    return giving.length === 0 ? [] : [right];
  };
  const rights = over('everyone');
  return rights[0]?.projects === null ? rights : [...rights, ...over('own')];
}

function projectsOf(grants: readonly Grant[]): readonly string[] | null {
  if (grants.some(({ projects }) => projects === 'all')) return null;
  return [...new Set(grants.flatMap(({ projects }) => [...projects]))].toSorted();
}

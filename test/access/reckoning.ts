import { type Cast, type CastAccount, type Grant, OWNER, type Situation } from './cases.ts';
import { EVERYTHING } from './dataiku.cases.ts';
import { iguazioPermissions } from './iguazio.cases.ts';
import { squirroPermissions } from './squirro.cases.ts';

// Effective access worked out a second time, the plain way, from the specification and from what was written into the
// simulators: no model, no engine and no vendor rule of the gateway is used.

export interface Reckoned {
  readonly role: string | null;
  readonly usable: boolean | null;
  readonly permissions: readonly string[] | null;
  /** In no order. */
  readonly paths: readonly string[];
}

/** One account before one project. */
export interface Question {
  readonly cast: Cast;
  readonly name: string;
  readonly situation: Situation;
}

interface Way {
  readonly path: string;
  readonly role: string;
  /** null: not told. */
  readonly permissions: readonly string[] | null;
}

export const STRENGTH = ['CUSTOM', 'VIEWER', 'EDITOR', 'ADMIN', 'OWNER'];

const strongest = (roles: readonly string[]): string | null =>
  STRENGTH.findLast((role) => roles.includes(role)) ?? null;

function sum(
  ways: readonly Way[],
  usable: boolean | null,
  shorten = (all: readonly string[]) => all,
  uncounted: readonly string[] = [],
): Reckoned {
  const lists = ways.map(({ permissions }) => permissions);
  const told = ways.length > 0 && !lists.includes(null);
  return {
    role: strongest(ways.map(({ role }) => role)),
    usable: ways.length > 0 ? usable : null,
    permissions: told ? shorten([...new Set(lists.flatMap((list) => list ?? []))]).toSorted() : null,
    paths: [...ways.map(({ path }) => path), ...uncounted.map((path) => `${path} (not counted)`)].toSorted(),
  };
}

/** The words a project grants to one holder. */
const wordsFor = (grants: readonly Grant[], kind: 'user' | 'group', name: string) =>
  grants.filter(([holder]) => holder === `${kind} ${name}`).map(([, words]) => words);

const accountOf = ({ cast, name }: Question): CastAccount => cast.accounts[name] ?? {};

/** The groups of an account that are still there, each once. */
const groupsOf = ({ cast, name }: Question): string[] =>
  [...new Set(cast.accounts[name]?.groups ?? [])].filter((group) => cast.groups[group]?.gone !== true);

const ownsIt = ({ name, situation: { owner = OWNER } }: Question) => name === owner;

const BRINGS: Readonly<Record<string, readonly string[]>> = {
  admin: EVERYTHING,
  writeProjectContent: ['readProjectContent', 'readDashboards', 'writeDashboards', 'runScenarios'],
  readProjectContent: ['readDashboards'],
  editPermissions: ['readDashboards'],
  writeDashboards: ['readDashboards'],
  shareToWorkspaces: ['manageDashboardAuthorizations'],
  publishToDataCollections: ['manageDashboardAuthorizations'],
};

/** DSS (dataiku.md §4.13): everything adds up, nothing denies. */
export function reckonDss(question: Question): Reckoned {
  const { cast, name, situation } = question;
  const ways: Way[] = [];
  const grant = (kind: 'user' | 'group', holder: string) => {
    const flags = new Set(wordsFor(situation.grants, kind, holder).flatMap((words) => words.split('+')));
    const stored = EVERYTHING.filter((flag) => flags.has(flag));
    if (stored.length === 0) return;
    const has = (flag: string) => stored.includes(flag);
    const role = has('admin')
      ? 'ADMIN'
      : has('writeProjectContent')
        ? 'EDITOR'
        : has('readProjectContent')
          ? 'VIEWER'
          : 'CUSTOM';
    const words = stored.join('+');
    const path = kind === 'user' ? `DIRECT ${role}: ${words}` : `GROUP ${role}: group ${holder}: ${words}`;
    ways.push({ path, role, permissions: [...stored, ...stored.flatMap((flag) => BRINGS[flag] ?? [])] });
  };
  grant('user', name);
  for (const group of groupsOf(question)) {
    grant('group', group);
    if (cast.groups[group]?.admin) {
      const path = `SYSTEM_ADMIN ADMIN: group ${group}: admin`;
      ways.push({ path, role: 'ADMIN', permissions: EVERYTHING });
    }
  }
  if (ownsIt(question)) ways.push({ path: 'OWNER OWNER: owner', role: 'OWNER', permissions: EVERYTHING });
  return sum(ways, !accountOf(question).disabled);
}

const IGUAZIO_ROLES = { Viewer: 'VIEWER', Editor: 'EDITOR', Admin: 'ADMIN' } as const;
const ADMINISTRATION = ['IT Admin', 'Security Admin', 'Tenant Admin', 'System Admin'];

/** Iguazio (iguazio.md §7.13): the highest of own and groups' roles; ownership and policies beside it. */
export function reckonIguazio(question: Question): Reckoned {
  const { cast, name, situation } = question;
  const ways: Way[] = [];
  const uncounted: string[] = [];
  const grant = (kind: 'user' | 'group', holder: string) => {
    const words = wordsFor(situation.grants, kind, holder) as (keyof typeof IGUAZIO_ROLES)[];
    const word = (['Admin', 'Editor', 'Viewer'] as const).find((candidate) => words.includes(candidate));
    if (word === undefined) return;
    const role = IGUAZIO_ROLES[word];
    const path = kind === 'user' ? `DIRECT ${role}: ${word}` : `GROUP ${role}: group ${holder}: ${word}`;
    ways.push({ path, role, permissions: words.flatMap((one) => iguazioPermissions[one]) });
  };
  const policies = (held: readonly string[], by: string) => {
    for (const policy of held) {
      if (policy === 'Project Read Only') uncounted.push(`RULE VIEWER: ${by}policy ${policy}`);
      if (policy === 'Project Security Admin') uncounted.push(`RULE ADMIN: ${by}policy ${policy}`);
      const passedOn = by === '' || policy !== 'IT Admin';
      if (ADMINISTRATION.includes(policy) && passedOn) {
        uncounted.push(`SYSTEM_ADMIN ADMIN: ${by}policy ${policy}`);
      }
    }
  };
  grant('user', name);
  policies(accountOf(question).policies ?? [], '');
  for (const group of [...groupsOf(question), 'all_users']) {
    grant('group', group);
    policies(cast.groups[group]?.policies ?? [], `group ${group}: `);
  }
  if (ownsIt(question)) uncounted.push('OWNER OWNER: owner');
  return sum(ways, !accountOf(question).disabled, undefined, uncounted);
}

const SQUIRRO_ROLES = { reader: 'VIEWER', member: 'EDITOR', admin: 'ADMIN' } as const;

/** Whether a pattern with a star at its end matches; patterns are text here, as permissions are. */
const matches = (pattern: string, text: string) =>
  new RegExp(`^${pattern.replaceAll('.', '\\.').replace('*', '.*')}$`, 'u').test(text);

/** Squirro (squirro.md §9, §10): roles of account and groups, the owner and server administrators as administrators. */
export function reckonSquirro(question: Question): Reckoned {
  const { name, situation } = question;
  const { admin = false, serverRole = admin ? 'admin' : 'user' } = accountOf(question);
  const restricted = serverRole === 'reader' || serverRole === 'demo';
  const narrowing = restricted ? `, narrowed by server role ${serverRole}` : '';
  const ways: Way[] = [];
  for (const word of wordsFor(situation.grants, 'user', name) as (keyof typeof SQUIRRO_ROLES)[]) {
    const role = SQUIRRO_ROLES[word];
    const reckonedAs = serverRole === 'admin' ? 'admin' : restricted ? 'reader' : word;
    ways.push({ path: `DIRECT ${role}: ${word}`, role, permissions: squirroPermissions[reckonedAs] });
  }
  for (const group of groupsOf(question)) {
    for (const word of wordsFor(situation.grants, 'group', group) as (keyof typeof SQUIRRO_ROLES)[]) {
      const role = SQUIRRO_ROLES[word];
      const path = `GROUP ${role}: group ${group}: ${word}${narrowing}`;
      ways.push({ path, role, permissions: restricted ? null : squirroPermissions[word] });
    }
  }
  if (ownsIt(question)) {
    const path = `OWNER OWNER: owner${narrowing}`;
    ways.push({ path, role: 'OWNER', permissions: restricted ? null : ['*'] });
  }
  if (serverRole === 'admin') {
    ways.push({ path: 'SYSTEM_ADMIN ADMIN: server role admin', role: 'ADMIN', permissions: ['*'] });
  }
  return sum(ways, null, (all) =>
    all.filter((one) => !all.some((other) => other !== one && matches(other, one))),
  );
}

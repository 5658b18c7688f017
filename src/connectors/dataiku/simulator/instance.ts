import type { Journal } from '../../../sandbox/exchange.ts';
import type { Account, GroupSeed, SystemWorld } from '../../../sandbox/world.ts';
import { Futures } from './futures.ts';
import { type Group, type GroupStore, makeGroup } from './groups.ts';
import { KeyRing } from './keyring.ts';
import type { KeyStore } from './keys.ts';
import type { Product } from './products.ts';
import { USER_PROFILES, NEW_USER, type User } from './users.ts';

/** What DSS and Govern have in common: their own users, groups, keys and tasks. */
export interface Instance extends GroupStore, KeyStore {
  readonly product: Product;
  readonly journal: Journal;
  readonly futures: Futures;
  readonly users: Map<string, User>;
  /** Login by ticket, for as long as the ticket is good. */
  readonly tickets: Map<string, string>;
  /** The directory's accounts, for suppliers; users were made from some of them. */
  readonly world: SystemWorld;
  /** Settings documents that are read and replaced as a whole, by name. */
  readonly settings: Map<string, unknown>;
}

/** The instant at which an invented world stands still; trials are judged by it. */
export const WORLD_NOW = Date.parse('2026-11-22T00:00:00Z');

const HALF_AN_HOUR = 30 * 60_000;
const SOURCE_TYPE = { local: 'LOCAL', directory: 'LDAP', sso: 'LOCAL_NO_AUTH' } as const;

/** The group made for administrators who are in no group that would make them so. */
const ADMINISTRATORS = 'administrators';

/** An instance with the accounts and groups of a world. */
export function createInstance(product: Product, world: SystemWorld, journal: Journal): Instance {
  const groups = new Map(world.groups.map((group) => [group.name, toGroup(product, group)]));
  const editors = whoEdits(world);
  const users = new Map<string, User>();
  for (const account of world.accounts) {
    const lacksGroup = account.admin && !account.groups.some((name) => groups.get(name)?.admin);
    if (lacksGroup && !groups.has(ADMINISTRATORS)) {
      groups.set(ADMINISTRATORS, makeGroup(product, ADMINISTRATORS, { admin: true }));
    }
    const memberOf = lacksGroup ? [...account.groups, ADMINISTRATORS] : account.groups;
    const edits =
      account.admin || editors.has(account.username) || memberOf.some((name) => editors.has(`@${name}`));
    users.set(account.username, toUser(account, memberOf, edits));
  }
  return {
    product,
    journal,
    futures: new Futures(journal),
    users,
    groups,
    globalKeys: new KeyRing(),
    personalKeys: new KeyRing(),
    tickets: new Map(),
    world,
    settings: new Map(),
  };
}

const toGroup = (product: Product, { name, description, admin, directoryNames }: GroupSeed): Group =>
  makeGroup(product, name, {
    description: description === '' ? null : description,
    admin,
    sourceType: directoryNames.length > 0 ? 'LDAP' : 'LOCAL',
    ldapGroupNames: directoryNames,
  });

function toUser(account: Account, groups: readonly string[], edits: boolean): User {
  const { lastActiveAt, createdAt } = account;
  return {
    ...NEW_USER,
    login: account.username,
    displayName: `${account.givenName} ${account.familyName}`,
    email: account.email,
    groups,
    sourceType: SOURCE_TYPE[account.origin],
    userProfile: edits ? 'FULL_DESIGNER' : USER_PROFILES[0],
    enabled: !account.disabled,
    creationDate: createdAt,
    sessions: account.sessions,
    lastLogin: lastActiveAt === null ? 0 : Math.max(createdAt, lastActiveAt - HALF_AN_HOUR),
    lastActivity: lastActiveAt ?? 0,
    trial: account.trial,
  };
}

/** Who owns or edits a project: usernames, and group names after an `@`. */
function whoEdits({ projects }: SystemWorld): ReadonlySet<string> {
  const names = projects.flatMap(({ owner, grants }) => [
    owner,
    ...grants
      .filter(({ role }) => role === 'editor' || role === 'admin')
      .map(({ memberKind, member }) => (memberKind === 'group' ? `@${member}` : member)),
  ]);
  return new Set(names);
}

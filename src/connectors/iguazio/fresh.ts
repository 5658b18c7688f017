import type { z } from 'zod';
import { decodeEach, type Query } from '../../http.ts';
import { orNull } from '../../loading.ts';
import type { SystemKey } from '../../model/ref.ts';
import { ProblemError } from '../../problems.ts';
import { RELATIONS } from './accounts.ts';
import type { Client } from './client.ts';
import { readPage } from './collection.ts';
import { readIncluded } from './included.ts';
import { EVERYONE } from './mapping.ts';
import { OWNER, ROLES } from './projects.ts';
import { idsIn, type WireDocument, WireGroup, type WireList, type WireRole, WireUser } from './wire.ts';

// What writes rest on: read from the platform itself at that moment, complete, one object at a time.

/** An account with its groups. */
export interface FreshAccount {
  readonly wire: WireUser;
  readonly groups: readonly string[];
  readonly primaryGroup: string | undefined;
  /** The groups themselves, as they were sent along. */
  readonly sent: readonly WireGroup[];
}

/** null: there is none. */
export async function readAccount(client: Client, id: string): Promise<FreshAccount | null> {
  const document = await orNull(() => client.user(id, { include: RELATIONS }));
  return document?.data.id === id ? toFresh(document) : null;
}

/** §7.8. */
export async function findAccount(
  system: SystemKey,
  client: Client,
  username: string,
): Promise<FreshAccount | null> {
  const id = await idWhere(system, WireUser, (query) => client.users(query), { username });
  return id === null ? null : readAccount(client, id);
}

function toFresh({ data, included }: WireDocument<WireUser>): FreshAccount {
  const { user_groups: groups, primary_group: primary } = data.relationships ?? {};
  return {
    wire: data,
    groups: idsIn(groups),
    primaryGroup: primary?.data?.id || undefined,
    sent: [...readIncluded(included).groups.values()],
  };
}

/** The group of everyone, where the account is in it; without it an account is still being made, or half read. */
export const everyoneOf = ({ groups, sent }: FreshAccount): string | undefined =>
  sent.find(({ id, attributes }) => attributes.name === EVERYONE && groups.includes(id))?.id;

/** null: there is none. */
export async function readGroup(client: Client, id: string, query: Query = {}): Promise<WireGroup | null> {
  const document = await orNull(() => client.group(id, query));
  return document?.data.id === id ? document.data : null;
}

/** §7.8. */
export async function findGroup(system: SystemKey, client: Client, name: string): Promise<WireGroup | null> {
  const id = await idWhere(system, WireGroup, (query) => client.groups(query), { name });
  return id === null ? null : readGroup(client, id);
}

/** The id of the object of which an attribute has a value: the server may have compared loosely (§8.10). */
export async function idWhere(
  system: SystemKey,
  shape: z.ZodType<WireUser | WireGroup>,
  page: (query: Query) => Promise<WireList>,
  wanted: Readonly<Record<string, string | number>>,
): Promise<string | null> {
  const filters = Object.entries(wanted).map(([name, value]) => [`filter[${name}]`, value] as const);
  const query = { ...Object.fromEntries(filters), 'page[number]': 0, 'page[size]': 200 };
  const { items, bad } = decodeEach((await readPage(system, page(query))).data, shape);
  const found = items.find(({ attributes }) =>
    Object.entries(wanted).every(
      ([name, value]) => (attributes as Readonly<Record<string, unknown>>)[name] === value,
    ),
  );
  if (!found && bad > 0) throw new ProblemError('UPSTREAM_INVALID_RESPONSE', { system });
  return found?.id ?? null;
}

/** A project with its owner and all of its roles. */
export interface FreshProject {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly owner: string | undefined;
  readonly roles: readonly WireRole[];
}

/** Weakest first. */
export const ROLE_NAMES = ['Viewer', 'Editor', 'Admin'] as const;
export type RoleName = (typeof ROLE_NAMES)[number];

/** null: there is none, or none that the gateway's account can see. A project whose roles are not all there is refused. */
export async function readProject(
  system: SystemKey,
  client: Client,
  id: string,
): Promise<FreshProject | null> {
  const document = await orNull(() => client.project(id, { include: `${OWNER},${ROLES}` }));
  if (document?.data.id !== id) return null;
  const { attributes, relationships } = document.data;
  const { roles, rolesLost } = readIncluded(document.included);
  const named = idsIn(relationships?.project_authorization_roles);
  const names = [...roles.values()].map((role) => role.attributes.name);
  const whole =
    !rolesLost && named.every((role) => roles.has(role)) && ROLE_NAMES.every((name) => names.includes(name));
  if (!whole) throw new ProblemError('UPSTREAM_INVALID_RESPONSE', { system });
  return {
    id,
    name: attributes.name,
    description: attributes.description ?? '',
    owner: relationships?.owner?.data?.id || undefined,
    roles: [...roles.values()],
  };
}

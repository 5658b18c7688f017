import { z } from 'zod';
import type { Shape } from '../../http.ts';
import { orNull } from '../../loading.ts';
import type { Ref } from '../../model/ref.ts';
import type { Membership } from '../../model/types.ts';
import { whole } from '../../portions.ts';
import { ProblemError } from '../../problems.ts';
import { NOT_AN_ACCOUNT } from './accounts.ts';
import type { Client } from './client.ts';
import { toMemberships } from './mapping.ts';
import { askList, told } from './reading.ts';
import {
  type WireFullAccount,
  type WireGrant,
  WireGroup,
  WireMember,
  WireProject,
  WireUser,
  type WireWorkspace,
  type WireWorkspaceUser,
} from './wire.ts';

// What a write is about, as it is now. A 404 may be the tenant's as well as the object's (squirro.md §3.3): that
// something is not there is believed only when the list of its kind, read whole, does not hold it either.

const CONTRADICTION = 'The system lists it, and says that it is not there.';

/** An account by its id, or by the e-mail that one just made has. */
export const Who = z.union([z.object({ id: z.string() }), z.object({ email: z.string() })]);
export type Who = z.infer<typeof Who>;

/** A group by its id, or by the name that one just made has. */
export const Which = z.union([z.object({ id: z.string() }), z.object({ name: z.string() })]);
export type Which = z.infer<typeof Which>;

/** A list that lacks nothing. */
async function wholeList<T>(client: Client, list: Promise<Iterable<unknown>>, shape: Shape<T>) {
  const { items, problem } = whole(await askList(client.system, list, shape, (wire) => wire));
  if (problem) throw ProblemError.of(problem);
  return items;
}

export const usersNow = (client: Client): Promise<readonly WireUser[]> =>
  wholeList(client, client.users({ config: false }), WireUser);

/** `domain`: of another workspace than the gateway's. */
export const groupsNow = (client: Client, domain?: string): Promise<readonly WireGroup[]> =>
  wholeList(client, client.groups(domain), WireGroup);

/** What is read by itself; null only if the list agrees that there is none. */
async function unlessListed<T extends { readonly id: string }>(
  client: Client,
  id: string,
  read: () => Promise<T>,
  list: () => Promise<readonly { readonly id: string }[]>,
): Promise<T | null> {
  const found = await orNull(read);
  if (found?.id === id) return found;
  if (!(await list()).some((one) => one.id === id)) return null;
  throw new ProblemError('UPSTREAM_INVALID_RESPONSE', { system: client.system, message: CONTRADICTION });
}

export async function accountNow(client: Client, who: Who): Promise<WireFullAccount | null> {
  const id = 'id' in who ? who.id : (await userOfEmail(client, who.email))?.id;
  if (id === undefined || id === NOT_AN_ACCOUNT) return null;
  return unlessListed(
    client,
    id,
    () => client.fullAccount(id, { projects: false }),
    () => usersNow(client),
  );
}

/** Spelt exactly so; else the one whose spelling differs in case alone, which is thought to be the same (squirro.md §15). */
export async function userOfEmail(client: Client, email: string): Promise<WireUser | undefined> {
  const users = await usersNow(client);
  return users.find((user) => user.email === email) ?? users.find((user) => isSameEmail(user.email, email));
}

export const isSameEmail = (a: string | null | undefined, b: string): boolean =>
  a?.toLowerCase() === b.toLowerCase();

export function groupNow(client: Client, id: string, domain?: string): Promise<WireGroup | null> {
  return unlessListed(
    client,
    id,
    () => client.group(id, { projects: false, domain }),
    () => groupsNow(client, domain),
  );
}

/** A group that may have been made just now. */
export async function groupOf(client: Client, which: Which): Promise<WireGroup | null> {
  if ('id' in which) return groupNow(client, which.id);
  return (await groupsNow(client)).find(({ name }) => name === which.name) ?? null;
}

/** The members of a group; a group that does not tell them is not an empty one. */
export const membersOf = (client: Client, group: WireGroup): readonly string[] =>
  told(group.members, client.system, 'the members of a group').map(({ id }) => id);

export const projectNow = (client: Client, id: string): Promise<WireProject | null> =>
  unlessListed(
    client,
    id,
    () => client.project(id),
    () => wholeList(client, client.projects(), WireProject),
  );

/** What a project grants to whom, itself; null: there is no such project. */
export async function membershipsNow(
  client: Client,
  project: Ref<'project'>,
): Promise<readonly Membership[] | null> {
  const rows = await partOf(
    client,
    () => client.projectMembers(project.native),
    () => projectNow(client, project.native),
  );
  return rows && toMemberships(project, await wholeList(client, Promise.resolve(rows), WireMember));
}

/** The grants of an account; null: there is no such account. */
export const grantsNow = (client: Client, id: string): Promise<readonly WireGrant[] | null> =>
  partOf(
    client,
    () => client.grants(id),
    () => accountNow(client, { id }),
  );

/** What belongs to something; null only if that is not there. */
async function partOf<T>(
  client: Client,
  read: () => Promise<T>,
  whole: () => Promise<unknown>,
): Promise<T | null> {
  const part = await orNull(read);
  if (part !== null || (await whole()) === null) return part;
  throw new ProblemError('UPSTREAM_INVALID_RESPONSE', { system: client.system, message: CONTRADICTION });
}

/** Every workspace the gateway is shown. Switched off, there are none, and none can be made (squirro.md §12). */
export async function workspacesNow(client: Client): Promise<readonly WireWorkspace[]> {
  const workspaces = await orNull(() => client.workspaces({ projects: false, adminOnly: false }));
  if (workspaces !== null) return workspaces;
  throw new ProblemError('UNSUPPORTED', { system: client.system, message: OFF });
}
const OFF = 'Workspaces are switched off there.';

/** Whoever is in a workspace; null: there is none of that domain. One that is only not shown refuses this call. */
export async function workspaceUsersNow(
  client: Client,
  domain: string,
): Promise<readonly WireWorkspaceUser[] | null> {
  const users = await orNull(() => client.workspaceUsers(domain));
  if (users === null) await workspacesNow(client);
  return users;
}

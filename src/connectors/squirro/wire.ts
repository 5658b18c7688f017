import { z } from 'zod';

// What Squirro sends, as far as it is read here. Roles, types and states are texts: mapping.ts decides what an
// unfamiliar one means. A part that is wrong in itself (`catch`) is a part that is not told; it does not cost the rest.

const text = z.string().nullish();
const texts = z.array(z.string()).nullish();
const id = z.string().min(1);
const ids = z.array(z.object({ id })).nullish().catch(null);

/** Answer of the token endpoint (squirro.md §2.1). */
export type WireToken = z.infer<typeof WireToken>;
export const WireToken = z.object({
  access_token: z.string().min(1),
  refresh_token: text,
  tenant: text,
  user_id: text,
  role: text,
});

/** Lists come wrapped or bare, call by call (squirro.md §15). Their items are decoded one by one. */
export const WireList = z.array(z.unknown());
export const WireUserList = z.object({ users: WireList });
export const WireMemberList = z.object({ members: WireList });

/** A user of the list (squirro.md §4). */
export type WireUser = z.infer<typeof WireUser>;
export const WireUser = z.object({
  id,
  email: text,
  full_name: text,
  role: text,
  role_permissions: texts,
  config: z.unknown().optional(),
});

/** The single v0 read. */
export type WireAccount = z.infer<typeof WireAccount>;
export const WireAccount = WireUser.extend({ groups: ids });

/** The shape of `projects` in users, groups and workspaces is [assumed]: squirro.md §16. */
export type WireProjectRole = z.infer<typeof WireProjectRole>;
export const WireProjectRole = z.object({ id, title: text, role: text });
const projectRoles = z.array(WireProjectRole).nullish().catch(null);

/** Tokens and secrets, which are sent in clear text, are not read (squirro.md §7). */
export type WireAuthentication = z.infer<typeof WireAuthentication>;
export const WireAuthentication = z.object({
  service_user: text,
  display_name: text,
  state: text,
  access_token_expires: text,
  access_secret_expires: text,
});

/** The same with its secrets: read only to be compared with what is to be written. */
export type WireStoredAuthentication = z.infer<typeof WireStoredAuthentication>;
export const WireStoredAuthentication = WireAuthentication.extend({
  access_token: text,
  access_secret: text,
});

/** The single v1 read; keys that are not documented are custom data. */
export type WireFullAccount = z.infer<typeof WireFullAccount>;
export const WireFullAccount = z.looseObject({
  id,
  email: text,
  full_name: text,
  role: text,
  config: z.unknown().optional(),
  authentications: z.record(z.string(), WireAuthentication).nullish(),
  projects: projectRoles,
});

/** squirro.md §9. */
export type WireGroup = z.infer<typeof WireGroup>;
export const WireGroup = z.object({ id, name: z.string(), members: ids, projects: projectRoles });

/** squirro.md §11: only `id` and `title` are sure. */
export type WireProject = z.infer<typeof WireProject>;
export const WireProject = z.object({
  id,
  title: z.string(),
  description: text,
  owner_id: text,
  project_type: text,
});

/** squirro.md §10. */
export type WireMember = z.infer<typeof WireMember>;
export const WireMember = z.object({
  member_id: id,
  member_type: text,
  project_role: text,
  email: text,
  full_name: text,
  permissions: texts,
});

/** Its `refresh_token` is not read (squirro.md §6). */
export type WireGrant = z.infer<typeof WireGrant>;
export const WireGrant = z.object({
  id,
  type: z.string(),
  created_at: text,
  valid_to: text,
  project_permissions: texts,
});
export const WireGrantList = z.object({ grants: z.array(WireGrant) });

/** The whole body is [assumed]: squirro.md §5. */
export type WireSession = z.infer<typeof WireSession>;
export const WireSession = z.object({
  client_id: text,
  type: text,
  created_at: text,
  valid_to: text,
});

/** squirro.md §12. */
export type WireWorkspace = z.infer<typeof WireWorkspace>;
export const WireWorkspace = z.object({ domain: z.string().min(1), title: text, projects: projectRoles });
export const WireWorkspaceList = z.array(WireWorkspace);

export type WireWorkspaceUser = z.infer<typeof WireWorkspaceUser>;
export const WireWorkspaceUser = z.object({ id, email: text, role: text, full_name: text });
export const WireWorkspaceUserList = z.array(WireWorkspaceUser);

/** An object whose keys are not public (squirro.md §4). */
export const WirePasswordPolicy = z.record(z.string(), z.unknown());

/** What tells of a new account or group (squirro.md §4, §9). */
export const WireMade = z.object({ id });

export const WireSignUp = z.object({ user_id: id });
export const WireNewGrant = z.object({ id, refresh_token: z.string().min(1) });
export const WireExchangedToken = z.object({ oauth2_token: z.string().min(1), user_id: id });
export const WireNewWorkspace = z.object({ domain: z.string().min(1) });

/** What says nothing that is read: a 204, or an object that will be read back. */
export const WireNothing = z.unknown();

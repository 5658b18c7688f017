import { z } from 'zod';
import { type Ref, ref } from '../../model/ref.ts';
import { done, open, refused } from '../../writing.ts';
import type { Client } from './client.ts';
import { change, writeKind } from './intents.ts';
import { isSameEmail, workspacesNow, workspaceUsersNow } from './present.ts';
import { judgeGone, sent } from './refusals.ts';
import type { WireWorkspaceUser } from './wire.ts';

const Domains = z.array(z.string());

/** Makes a workspace. Its domain, which the server makes of the title, is not known before. */
export const createWorkspace = writeKind(
  'workspace.create',
  z.object({ title: z.string() }),
  (client, { title }) =>
    change({
      proof: 'COMPARISON',
      read: () => workspacesNow(client),
      keep: (workspaces) => workspaces.map(({ domain }) => domain),
      judge: (workspaces, { attempts, before, made }) => {
        const known = attempts === 0 ? undefined : Domains.safeParse(before).data;
        const found = made
          ? workspaces.find(({ domain }) => domain === made.native)
          : workspaces.find((one) => one.title === title && !known?.includes(one.domain));
        return found ? done(ref('workspace', client.system, found.domain)) : open;
      },
      write: async () => {
        const { domain } = await sent(client.system, client.edits.createWorkspace(title), {
          400: { code: 'BAD_INPUT', field: ['title'] },
          409: {
            code: 'ALREADY_EXISTS',
            message: 'A workspace of another title has the domain that this one would have.',
            field: ['title'],
          },
        });
        return { made: ref('workspace', client.system, domain) };
      },
    }),
);

export const deleteWorkspace = writeKind(
  'workspace.delete',
  z.object({ domain: z.string(), ignoreMissing: z.boolean() }),
  (client, { domain, ignoreMissing }) =>
    change({
      proof: 'READ_BACK',
      read: async () => (await workspaceUsersNow(client, domain)) !== null,
      judge: (isThere, history) =>
        judgeGone(isThere, history, { ignore: ignoreMissing, field: ['workspace'] }),
      write: () => sent(client.system, client.edits.deleteWorkspace(domain)),
    }),
);

/** Adds one account. The same call would change the role of one that is there: so it is not made for such a one. */
export const addWorkspaceUser = writeKind(
  'workspace-user.add',
  z.object({ domain: z.string(), email: z.string(), role: z.string() }),
  (client, { domain, email, role }) =>
    change({
      proof: 'READ_BACK',
      read: async () => {
        const users = await workspaceUsersNow(client, domain);
        return users && { present: users.find((user) => isSameEmail(user.email, email)) };
      },
      judge: (state) => {
        if (state === null) return refused('NOT_FOUND', { field: ['workspace'] });
        if (state.present === undefined) return open;
        if (state.present.role === role) return done(ref('user', client.system, state.present.id));
        const message = 'The account is in the workspace with another role, which this does not change.';
        return refused('CONFLICT', { message, field: ['emails'] });
      },
      write: () =>
        sent(client.system, client.edits.postWorkspaceUser(domain, { emails: [email], role }), {
          400: { code: 'BAD_INPUT', field: ['role'] },
          404: { code: 'NOT_FOUND', field: ['workspace'] },
        }),
    }),
);

export const setWorkspaceUserRole = writeKind(
  'workspace-user.role',
  z.object({ domain: z.string(), user: z.string(), role: z.string() }),
  (client, { domain, user, role }) =>
    change({
      proof: 'READ_BACK',
      read: async () => {
        const users = await workspaceUsersNow(client, domain);
        return users && { present: users.find(({ id }) => id === user) };
      },
      judge: (state) => {
        if (state === null) return refused('NOT_FOUND', { field: ['workspace'] });
        if (state.present === undefined) return refused('NOT_FOUND', { field: ['user'] });
        return state.present.role === role ? done() : open;
      },
      unseats: (state) => (role === 'admin' ? [] : seated(client, domain, state?.present)),
      write: () =>
        sent(client.system, client.edits.postWorkspaceUser(domain, { user_id: user, role }), {
          400: { code: 'BAD_INPUT', field: ['role'] },
          404: { code: 'NOT_FOUND', field: ['user'] },
        }),
    }),
);

/** Its groups are left before: see workspace-plans.ts. */
export const removeWorkspaceUser = writeKind(
  'workspace-user.remove',
  z.object({ domain: z.string(), user: z.string() }),
  (client, { domain, user }) =>
    change({
      proof: 'READ_BACK',
      read: async () => (await workspaceUsersNow(client, domain))?.find(({ id }) => id === user),
      judge: (present, history) =>
        judgeGone(present !== undefined, history, { ignore: false, field: ['user'] }),
      unseats: (present) => seated(client, domain, present),
      write: () => sent(client.system, client.edits.deleteWorkspaceUser(domain, user)),
    }),
);

/** The account, if it administers the gateway's own workspace: only there is it among those that are counted. */
async function seated(
  client: Client,
  domain: string,
  present: WireWorkspaceUser | undefined,
): Promise<readonly Ref<'user'>[]> {
  if (present?.role !== 'admin') return [];
  const { tenant } = await client.signIn();
  return domain === tenant ? [ref('user', client.system, present.id)] : [];
}

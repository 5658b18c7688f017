import { z } from 'zod';
import { orNull } from '../../loading.ts';
import { done, open, refused } from '../../writing.ts';
import { change, writeKind } from './intents.ts';
import { grantsNow } from './present.ts';
import { judgeGone, sent } from './refusals.ts';
import type { WireGrant } from './wire.ts';

const Ids = z.array(z.string());

/** Makes a long-lived token. A grant has no name: a new one is told from those that were there before. */
export const createGrant = writeKind(
  'grant.create',
  z.object({
    user: z.string(),
    type: z.enum(['user', 'service']),
    forClientId: z.string().nullable(),
    projectPermissions: z.array(z.string()).nullable(),
  }),
  (client, { user, type, forClientId, projectPermissions }) =>
    change({
      proof: 'COMPARISON',
      read: () => grantsNow(client, user),
      keep: (grants) => (grants ?? []).map(({ id }) => id),
      judge: (grants, { attempts, before }) => {
        if (grants === null) return refused('NOT_FOUND', { field: ['user'] });
        const known = Ids.safeParse(before);
        if (attempts === 0 || !known.success) return open;
        const isNew = (grant: WireGrant) => !known.data.includes(grant.id);
        const isMade = grants.some(
          (grant) =>
            isNew(grant) &&
            grant.type === type &&
            haveSame(grant.project_permissions ?? [], projectPermissions ?? []),
        );
        return isMade ? done() : open;
      },
      write: async () => {
        const form = {
          type,
          ...(forClientId !== null && { for_client_id: forClientId }),
          ...(projectPermissions && { project_permissions: projectPermissions.join(',') }),
        };
        const made = await sent(client.system, client.edits.newGrant(user, form), {
          404: { code: 'NOT_FOUND', field: ['user'] },
        });
        return { shown: { grantId: made.id, refreshToken: made.refresh_token } };
      },
    }),
);

const haveSame = (a: readonly string[], b: readonly string[]) =>
  new Set(a).symmetricDifference(new Set(b)).size === 0;

/** Deletes a grant, and no session that is none. */
export const deleteGrant = writeKind(
  'grant.delete',
  z.object({ user: z.string(), grant: z.string() }),
  (client, { user, grant }) =>
    change({
      proof: 'READ_BACK',
      read: async () => (await grantsNow(client, user))?.some(({ id }) => id === grant) ?? false,
      judge: (isThere, history) => judgeGone(isThere, history, { ignore: false, field: ['grant'] }),
      write: () => sent(client.system, client.edits.deleteSession(user, grant)),
    }),
);

/** Ends a session, which may be a grant. */
export const deleteSession = writeKind(
  'session.delete',
  z.object({ user: z.string(), session: z.string() }),
  (client, { user, session }) =>
    change({
      proof: 'READ_BACK',
      read: async () => (await orNull(() => client.session(user, session))) !== null,
      judge: (isThere, history) => judgeGone(isThere, history, { ignore: false, field: ['session'] }),
      write: () => sent(client.system, client.edits.deleteSession(user, session)),
    }),
);

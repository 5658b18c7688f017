import { z } from 'zod';
import type { MemberKind } from '../../generated/types.ts';
import { membershipRef, ref } from '../../model/ref.ts';
import type { Membership } from '../../model/types.ts';
import { done, open, refused } from '../../writing.ts';
import type { Client } from './client.ts';
import { change, writeKind } from './intents.ts';
import { groupOf, membershipsNow, Which } from './present.ts';
import { sent } from './refusals.ts';

/** Roles that may be given, in Squirro's words (squirro.md §13). An owner's may not. */
const words = { VIEWER: 'reader', EDITOR: 'member', ADMIN: 'admin' } as const;
export const SettableRole = z.enum(['VIEWER', 'EDITOR', 'ADMIN']);
export type SettableRole = z.infer<typeof SettableRole>;

export const Holder = z.union([
  z.object({ kind: z.literal('USER'), id: z.string() }),
  z.object({ kind: z.literal('GROUP'), which: Which }),
]);

export type Holder = z.infer<typeof Holder>;

export const membershipOf = (
  memberships: readonly Membership[],
  kind: MemberKind,
  id: string,
): Membership | undefined =>
  memberships.find(({ memberKind, member }) => memberKind === kind && member.native === id);

/** Gives a member one role in a project. */
export const setMembership = writeKind(
  'membership.set',
  z.object({ project: z.string(), holder: Holder, role: SettableRole, override: z.boolean() }),
  (client, { project, holder, role, override }) =>
    change({
      proof: 'READ_BACK',
      read: async () => {
        const id = holder.kind === 'USER' ? holder.id : await idOf(client, holder.which);
        const memberships = await membershipsNow(client, ref('project', client.system, project));
        if (memberships === null) return null;
        return {
          id,
          present: id === undefined ? undefined : membershipOf(memberships, holder.kind, id)?.role,
        };
      },
      judge: (state) => {
        if (state === null) return refused('NOT_FOUND', { field: ['project'] });
        const { id, present } = state;
        if (id === undefined) return refused('NOT_FOUND', { field: ['member'] });
        if (present === role || (present === 'OWNER' && role === 'ADMIN')) {
          return done(membershipRef(client.system, { project, memberKind: holder.kind, member: id }));
        }
        if (present === 'OWNER') return refused('CONFLICT', { message: OWNER, field: ['member'] });
        if (present !== undefined && !override)
          return refused('CONFLICT', { message: OTHER, field: ['role'] });
        return open;
      },
      write: (state) => {
        const id = state?.id ?? '';
        if (state?.present !== undefined) {
          return sent(client.system, client.edits.updateProjectMember(project, id, words[role]));
        }
        const member = holder.kind === 'USER' ? { user_id: id } : { group_id: id };
        return sent(client.system, client.edits.addProjectMember(project, { role: words[role], ...member }), {
          404: { code: 'NOT_FOUND', field: ['member'] },
          409: { code: 'CONFLICT', message: OTHER, field: ['member'] },
        });
      },
    }),
);
const OWNER = 'The member owns the project, which is more than that role.';
const OTHER = 'The member has another role there.';

const idOf = async (client: Client, which: Which) =>
  'id' in which ? which.id : (await groupOf(client, which))?.id;

/** Takes back what a project grants to a member itself. */
export const removeMembership = writeKind(
  'membership.remove',
  z.object({ project: z.string(), kind: z.enum(['USER', 'GROUP']), id: z.string() }),
  (client, { project, kind, id }) =>
    change({
      proof: 'READ_BACK',
      read: async () => {
        const memberships = await membershipsNow(client, ref('project', client.system, project));
        return memberships && membershipOf(memberships, kind, id) !== undefined;
      },
      judge: (isThere, { attempts }) => {
        if (isThere === null && attempts === 0) return refused('NOT_FOUND', { field: ['project'] });
        return isThere ? open : done();
      },
      write: () => sent(client.system, client.edits.deleteProjectMember(project, id)),
    }),
);

import { z } from 'zod';
import { ref } from '../../model/ref.ts';
import { done, open, refused } from '../../writing.ts';
import type { Client } from './client.ts';
import { change, writeKind } from './intents.ts';
import { accountNow, groupNow, groupOf, membersOf, membershipsNow, Who } from './present.ts';
import { judgeGone, sent } from './refusals.ts';
import { SettableRole } from './membership-writes.ts';

const texts = z.array(z.string());

/** Makes a group by its name, which is unique in a tenant. What it is lacking then is written after it. */
export const createGroup = writeKind(
  'group.create',
  z.object({ name: z.string(), members: texts, projects: texts, role: SettableRole }),
  (client, { name, members, projects, role }) =>
    change({
      proof: 'READ_BACK',
      read: async () => {
        const group = await groupOf(client, { name });
        if (group === null) return null;
        const granting = await Promise.all(projects.map((id) => grants(client, id, group.id, role)));
        return { id: group.id, members: membersOf(client, group), lacksProjects: granting.includes(false) };
      },
      judge: (state, { attempts, made }) => {
        if (state === null) return open;
        const subject = ref('group', client.system, state.id);
        const strangers = state.members.some((id) => !members.includes(id));
        // One that came while the answer was lost is ours if nobody is in it whom we did not name.
        if (made?.native === state.id || (attempts > 0 && !strangers)) return done(subject);
        const lacksMembers = members.some((id) => !state.members.includes(id));
        const fields = [
          ...(strangers || lacksMembers ? [['members']] : []),
          ...(state.lacksProjects ? [['squirro', 'projects']] : []),
        ];
        if (fields.length === 0) return done(subject);
        const names = fields.map((field) => field.join('.')).join(', ');
        const message = `A group of that name is there already, and differs in: ${names}.`;
        return refused('ALREADY_EXISTS', { message, field: fields.length === 1 ? fields[0] : ['name'] });
      },
      write: async () => {
        const { id } = await sent(client.system, client.edits.createGroup(name, members), {
          400: { code: 'BAD_INPUT', field: ['name'] },
          404: { code: 'NOT_FOUND', field: ['members'] },
          409: { code: 'ALREADY_EXISTS', field: ['name'] },
        });
        return { made: ref('group', client.system, id) };
      },
    }),
);

async function grants(client: Client, project: string, group: string, role: SettableRole) {
  const memberships = await membershipsNow(client, ref('project', client.system, project));
  return (memberships ?? []).some(
    ({ memberKind, member, role: present }) =>
      memberKind === 'GROUP' && member.native === group && present === role,
  );
}

/** Puts the members into a new group that it was not made with: older releases take none (squirro.md §15). */
export const fillGroup = writeKind(
  'group.fill',
  z.object({ name: z.string(), members: texts }),
  (client, { name, members }) =>
    change({
      proof: 'READ_BACK',
      read: async () => {
        const group = await groupOf(client, { name });
        if (group === null) return null;
        const present = membersOf(client, group);
        return { id: group.id, missing: members.filter((id) => !present.includes(id)) };
      },
      judge: (state) => {
        if (state === null) return refused('NOT_FOUND', { field: ['name'] });
        return state.missing.length === 0 ? done() : open;
      },
      write: async (state) => {
        for (const user of state?.missing ?? []) await add(client, state?.id ?? '', user, ['members']);
        return undefined;
      },
    }),
);

const add = (client: Client, group: string, user: string, field: readonly string[]) =>
  sent(client.system, client.edits.addGroupMember(group, user), { 404: { code: 'NOT_FOUND', field } });

/** Its name is all that can be changed of a group itself. */
export const renameGroup = writeKind(
  'group.rename',
  z.object({ id: z.string(), name: z.string() }),
  (client, { id, name }) =>
    change({
      proof: 'READ_BACK',
      read: () => groupNow(client, id),
      judge: (group) => {
        if (group === null) return refused('NOT_FOUND', { field: ['group'] });
        return group.name === name ? done() : open;
      },
      write: () =>
        sent(client.system, client.edits.renameGroup(id, name), {
          400: { code: 'BAD_INPUT', field: ['name'] },
          404: { code: 'NOT_FOUND', field: ['group'] },
          409: { code: 'ALREADY_EXISTS', field: ['name'] },
        }),
    }),
);

export const deleteGroup = writeKind(
  'group.delete',
  z.object({ id: z.string(), ignoreMissing: z.boolean() }),
  (client, { id, ignoreMissing }) =>
    change({
      proof: 'READ_BACK',
      read: async () => (await groupNow(client, id)) !== null,
      judge: (isThere, history) => judgeGone(isThere, history, { ignore: ignoreMissing, field: ['group'] }),
      write: () => sent(client.system, client.edits.deleteGroup(id)),
    }),
);

/** Where the input names group and account, by whether it is about the group or the account. */
const fields = {
  group: { group: ['group'], user: ['users'] },
  user: { group: ['groups'], user: ['user'] },
} as const;

/** Puts one account into a group. */
export const addToGroup = writeKind(
  'group-member.add',
  z.object({ group: z.string(), who: Who, inputOf: z.enum(['group', 'user']) }),
  (client, { group: id, who, inputOf }) =>
    change({
      proof: 'READ_BACK',
      read: async () => {
        const group = await groupNow(client, id);
        if (group === null) return null;
        const user = 'id' in who ? who.id : (await accountNow(client, who))?.id;
        return { user, isIn: user !== undefined && membersOf(client, group).includes(user) };
      },
      judge: (state) => {
        if (state === null) return refused('NOT_FOUND', { field: fields[inputOf].group });
        if (state.user === undefined) return refused('NOT_FOUND', { field: fields[inputOf].user });
        return state.isIn ? done() : open;
      },
      write: (state) => add(client, id, state?.user ?? '', fields[inputOf].user),
    }),
);

/**
 * Takes one account out of a group. One that is not in it is out, and so is everybody when it is gone. `domain`: of
 * another workspace than the gateway's.
 */
export const removeFromGroup = writeKind(
  'group-member.remove',
  z.object({ group: z.string(), user: z.string(), domain: z.string().nullable() }),
  (client, { group: id, user, domain }) =>
    change({
      proof: 'READ_BACK',
      read: async () => {
        const group = await groupNow(client, id, domain ?? undefined);
        return group !== null && membersOf(client, group).includes(user);
      },
      judge: (isIn) => (isIn ? open : done()),
      write: () => sent(client.system, client.edits.deleteGroupMember(id, user, domain ?? undefined)),
    }),
);

import { z } from 'zod';
import { ref } from '../../model/ref.ts';
import { done, open, refused } from '../../writing.ts';
import type { Client } from './client.ts';
import { change, secretWriteKind, writeKind } from './intents.ts';
import { accountNow, groupsNow, membersOf, Who } from './present.ts';
import { differences, fieldOf, Profile } from './profile.ts';
import { judgeGone, sent } from './refusals.ts';

const DISABLED_SETTING =
  'The gateway’s account is no administrator, or the server does not let accounts be made.';

/** Makes an account by its e-mail, which is unique in a tenant. What cannot be said there is written after it. */
export const createUser = secretWriteKind(
  'user.create',
  {
    args: z.object({ email: z.string(), profile: Profile, groups: z.array(z.string()) }),
    secrets: z.object({ password: z.string().nullable(), profile: Profile.nullable() }).optional(),
  },
  (client, { email, profile, groups }, secrets) => {
    const role = typeof profile['role'] === 'string' ? profile['role'] : undefined;
    const described = { ...profile, ...secrets?.profile, email };
    return change({
      proof: 'READ_BACK',
      read: async () => {
        const account = await accountNow(client, { email });
        if (account === null) return null;
        const joined = groups.length === 0 ? [] : await groupsWith(client, account.id);
        return { account, lacksGroups: groups.some((group) => !joined.includes(group)) };
      },
      judge: (state, { attempts, made }) => {
        if (state === null) return open;
        const { account, lacksGroups } = state;
        const subject = ref('user', client.system, account.id);
        if (made?.native === account.id) return done(subject);
        // One that came while the answer was lost is ours as far as the call itself describes it.
        if (attempts > 0 && differences(account, { email, ...(role && { role }) }).length === 0)
          return done(subject);
        const fields = differences(account, described).map((key) =>
          key === 'email' ? ['username'] : fieldOf(key),
        );
        if (lacksGroups) fields.push(['groups']);
        return fields.length === 0 ? done(subject) : refused('ALREADY_EXISTS', differing(fields));
      },
      write: async () => {
        const user = {
          email,
          ...(role && { role }),
          ...(secrets?.password && { password: secrets.password }),
        };
        const suspects = [...(user.role ? [fieldOf('role')] : []), ...(user.password ? [['password']] : [])];
        const { id } = await sent(client.system, client.edits.addUser(user), {
          400: {
            code: 'BAD_INPUT',
            message: 'The system does not take this e-mail, this role, or a password such as this.',
            field: suspects.length === 1 ? suspects[0] : undefined,
          },
          403: { code: 'NOT_PERMITTED', message: DISABLED_SETTING },
          409: { code: 'ALREADY_EXISTS', field: ['username'] },
        });
        return { made: ref('user', client.system, id) };
      },
    });
  },
);

function differing(fields: readonly (readonly string[])[]) {
  const names = fields.map((field) => field.join('.')).join(', ');
  const message = `An account of that e-mail is there already, and differs in: ${names}.`;
  return { message, field: fields.length === 1 ? fields[0] : ['username'] };
}

const groupsWith = async (client: Client, id: string) =>
  (await groupsNow(client)).filter((group) => membersOf(client, group).includes(id)).map((group) => group.id);

/** Sets keys of an account, and leaves the others as they are. */
export const updateUser = secretWriteKind(
  'user.update',
  { args: z.object({ who: Who, profile: Profile }), secrets: z.object({ profile: Profile }).optional() },
  (client, { who, profile }, secrets) => {
    const wanted = { ...profile, ...secrets?.profile };
    return change({
      proof: 'READ_BACK',
      read: () => accountNow(client, who),
      judge: (account) => {
        if (account === null) return refused('NOT_FOUND', { field: ['user'] });
        return differences(account, wanted).length === 0 ? done() : open;
      },
      unseats: (account) =>
        account?.role === 'admin' && (wanted['role'] ?? 'admin') !== 'admin'
          ? [ref('user', client.system, account.id)]
          : [],
      write: async (account) => {
        if (account === null) return undefined;
        const keys = differences(account, wanted);
        const changes = Object.fromEntries(keys.map((key) => [key, wanted[key] ?? null]));
        await sent(client.system, client.edits.updateUser(account.id, changes), {
          400: { code: 'BAD_INPUT', field: keys.length === 1 ? fieldOf(keys[0] ?? '') : undefined },
          404: { code: 'NOT_FOUND', field: ['user'] },
          409: { code: 'ALREADY_EXISTS', field: fieldOf('email') },
        });
        return undefined;
      },
    });
  },
);

export const deleteUser = writeKind(
  'user.delete',
  z.object({ id: z.string(), ignoreMissing: z.boolean() }),
  (client, { id, ignoreMissing }) =>
    change({
      proof: 'READ_BACK',
      read: () => accountNow(client, { id }),
      judge: (account, history) =>
        judgeGone(account !== null, history, { ignore: ignoreMissing, field: ['user'] }),
      unseats: (account) => (account?.role === 'admin' ? [ref('user', client.system, account.id)] : []),
      write: () => sent(client.system, client.edits.deleteUser(id)),
    }),
);

/** Nobody can read a password back. */
export const setPassword = secretWriteKind(
  'user.password',
  {
    args: z.object({ id: z.string() }),
    secrets: z.object({ current: z.string().nullable(), next: z.string() }),
  },
  (client, { id }, { current, next }) =>
    change({
      proof: 'ANSWER',
      read: async () => (await accountNow(client, { id })) !== null,
      judge: (isThere) => (isThere ? open : refused('NOT_FOUND', { field: ['user'] })),
      write: async () => {
        await sent(client.system, client.edits.changePassword(id, current, next), {
          400: {
            code: 'BAD_INPUT',
            message: 'The system’s password policy does not allow that password.',
            field: ['newPassword'],
          },
          403: {
            code: 'NOT_PERMITTED',
            message: 'The current password is wrong, or the gateway’s account may not set that of another.',
            field: ['currentPassword'],
          },
          404: { code: 'NOT_FOUND', field: ['user'] },
        });
        return undefined;
      },
    }),
);

import { z } from 'zod';
import { ref } from '../../model/ref.ts';
import { open, refused } from '../../writing.ts';
import { change, secretWriteKind } from './intents.ts';
import { userOfEmail } from './present.ts';
import { sent } from './refusals.ts';

/**
 * Signs somebody up. Where workspaces are off the account comes into a tenant of its own, which the gateway may not
 * see: there is nothing to read back (squirro.md §4).
 */
export const signUp = secretWriteKind(
  'user.sign-up',
  {
    args: z.object({ email: z.string(), fullName: z.string().nullable() }),
    secrets: z.object({ password: z.string() }),
  },
  (client, { email, fullName }, { password }) =>
    change({
      proof: 'ANSWER',
      read: async () => (await userOfEmail(client, email)) !== undefined,
      judge: (isThere) => (isThere ? refused('ALREADY_EXISTS', { field: ['email'] }) : open),
      write: async () => {
        const person = { email, password, full_name: fullName };
        const made = await sent(client.system, client.edits.signUp(person), {
          400: {
            code: 'BAD_INPUT',
            message: 'The system’s password policy does not allow that password.',
            field: ['password'],
          },
          403: {
            code: 'NOT_PERMITTED',
            message: 'The system does not let people sign up, or not with the gateway’s client.',
          },
          409: { code: 'ALREADY_EXISTS', field: ['email'] },
        });
        return { made: ref('user', client.system, made.user_id) };
      },
    }),
);

/** Whose the token will be is known when it is there. */
export const exchangeMicrosoftToken = secretWriteKind(
  'microsoft-token.exchange',
  { args: z.object({}), secrets: z.object({ identityToken: z.string() }) },
  (client, _args, { identityToken }) =>
    change({
      proof: 'ANSWER',
      read: () => Promise.resolve(null),
      judge: () => open,
      write: async () => {
        const exchanged = await sent(client.system, client.edits.exchangeMicrosoftToken(identityToken), {
          400: { code: 'BAD_INPUT', message: 'This is no identity token.', field: ['identityToken'] },
          404: {
            code: 'NOT_FOUND',
            message: 'There is no account of that identity.',
            field: ['identityToken'],
          },
        });
        return {
          made: ref('user', client.system, exchanged.user_id),
          shown: { token: exchanged.oauth2_token },
        };
      },
    }),
);

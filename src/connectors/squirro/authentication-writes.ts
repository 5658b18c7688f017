import { z } from 'zod';
import { orNull } from '../../loading.ts';
import { done, open } from '../../writing.ts';
import { toInstant } from './details-mapping.ts';
import { change, secretWriteKind, writeKind } from './intents.ts';
import { judgeGone, sent } from './refusals.ts';

/** What a link to another service is to be, by Squirro's keys. What is left out keeps its value (squirro.md §7). */
const Link = z.record(z.string(), z.string());
type Link = Readonly<z.infer<typeof Link>>;

/** Links an account to another service. Squirro gives its secrets back, so that they can be compared. */
export const setAuthentication = secretWriteKind(
  'authentication.set',
  { args: z.object({ user: z.string(), service: z.string(), link: Link }), secrets: Link },
  (client, { user, service, link }, secrets) => {
    const wanted = { ...link, ...secrets };
    return change({
      proof: 'READ_BACK',
      read: async () => {
        const present = await orNull(() => client.authentication(user, service));
        return present !== null && isSo(present, wanted);
      },
      judge: (is) => (is ? done() : open),
      write: () =>
        sent(client.system, client.edits.setAuthentication(user, service, wanted), {
          404: { code: 'NOT_FOUND', field: ['user'] },
        }),
    });
  },
);

const isSo = (present: Readonly<Record<string, string | null | undefined>>, wanted: Link): boolean =>
  Object.entries(wanted).every(([key, value]) =>
    key.endsWith('_expires')
      ? toInstant(present[key])?.getTime() === toInstant(value)?.getTime()
      : present[key] === value,
  );

export const removeAuthentication = writeKind(
  'authentication.remove',
  z.object({ user: z.string(), service: z.string() }),
  (client, { user, service }) =>
    change({
      proof: 'READ_BACK',
      read: async () => (await orNull(() => client.authentication(user, service))) !== null,
      judge: (isThere, history) => judgeGone(isThere, history, { ignore: false, field: ['service'] }),
      write: () => sent(client.system, client.edits.deleteAuthentication(user, service)),
    }),
);

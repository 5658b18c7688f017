import { z } from 'zod';
import type { Intent } from '../../operation.ts';
import { type Change, done, open, refused } from '../../writing.ts';
import type { Reach } from './reach.ts';
import { pluginKey } from './settings.ts';
import { readUser, type UserState } from './user-changes.ts';
import type { WholeUser } from './wire.ts';

const Secret = z.object({ login: z.string(), name: z.string() });
const Credential = z.object({ login: z.string(), key: z.string() });
const NewCredential = Credential.extend({ fields: z.record(z.string(), z.string()) });
const Sealed = z.record(z.string(), z.string());

/** How an edited account differs from what it was, in one key of its document. */
type Edit = (user: WholeUser) => Readonly<Record<string, unknown>>;

/** U3, then U4 with one key edited. What is secret cannot be read back: setting it is proven by the answer alone. */
const setting = (reach: Reach, login: string, edit: Edit): Change<UserState> => ({
  proof: 'ANSWER',
  read: () => readUser(reach, login),
  judge: (user) => (user ? open : refused('NOT_FOUND', { field: ['user'] })),
  write: (user) => put(reach, user, edit),
});

/** The same for what is removed, which can be read back: by its name. */
const removing = (
  reach: Reach,
  login: string,
  isThere: (user: WholeUser) => boolean,
  edit: Edit,
): Change<UserState> => ({
  ...setting(reach, login, edit),
  proof: 'READ_BACK',
  judge: (user) => {
    if (!user) return refused('NOT_FOUND', { field: ['user'] });
    return isThere(user) ? open : done();
  },
});

async function put({ client }: Reach, user: UserState, edit: Edit): Promise<undefined> {
  if (user) await client.putUser(user.known.login, { ...user.raw, ...edit(user) });
}

/** The list as it came, but for those of that name. */
const secretsBut = ({ known, raw }: WholeUser, name: string): readonly unknown[] =>
  ((raw['secrets'] ?? []) as readonly unknown[]).filter((_, at) => known.secrets?.[at]?.name !== name);

/** As the vendor's own client does: whatever has that name goes, and the new one comes last (§4.5). */
export function setSecret(reach: Reach, { args, secrets }: Intent): Change<UserState> {
  const { login, name } = Secret.parse(args);
  const { value } = z.object({ value: z.string() }).parse(secrets);
  return setting(reach, login, (user) => ({
    secrets: [...secretsBut(user, name), { name, value, secret: true }],
  }));
}

export function removeSecret(reach: Reach, { args }: Intent): Change<UserState> {
  const { login, name } = Secret.parse(args);
  return removing(
    reach,
    login,
    ({ known }) => known.secrets?.some((secret) => secret.name === name) ?? false,
    (user) => ({ secrets: secretsBut(user, name) }),
  );
}

const credentialsIn = ({ raw }: WholeUser) => (raw['credentials'] ?? {}) as Readonly<Record<string, unknown>>;

export function setCredential(reach: Reach, { args, secrets }: Intent): Change<UserState> {
  const { login, key, fields } = NewCredential.parse(args);
  const credential = { ...fields, ...Sealed.parse(secrets) };
  return setting(reach, login, (user) => ({ credentials: { ...credentialsIn(user), [key]: credential } }));
}

export function removeCredential(reach: Reach, { args }: Intent): Change<UserState> {
  const { login, key } = Credential.parse(args);
  const meant = (other: string) => other === key || sameKey(other, key);
  return removing(
    reach,
    login,
    (user) => Object.keys(credentialsIn(user)).some(meant),
    (user) => ({
      credentials: Object.fromEntries(Object.entries(credentialsIn(user)).filter(([other]) => !meant(other))),
    }),
  );
}

/** A plugin's key may have been written in another layout of the same JSON, which the server takes for another key. */
function sameKey(one: string, other: string): boolean {
  const [parts, others] = [pluginKey(one), pluginKey(other)];
  return parts !== undefined && others !== undefined && parts.every((part, at) => part === others[at]);
}

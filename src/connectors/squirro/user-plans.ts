import type { Ref } from '../../model/ref.ts';
import type { Inputs, Plan, Read, Step, Writes } from '../../writing.ts';
import type { Client } from './client.ts';
import { addToGroup, removeFromGroup } from './group-writes.ts';
import { accountNow, groupsNow, membersOf, usersNow, type Who } from './present.ts';
import { type PartedProfile, toProfile } from './profile.ts';
import { badField, leftOutOf, notFound, requireEmail, requireText } from './refusals.ts';
import { createUser, deleteUser, setPassword, updateUser } from './user-writes.ts';
import type { WireFullAccount, WireGroup } from './wire.ts';

type Planned = Pick<
  Writes['plans'],
  'createUser' | 'updateUser' | 'enableUser' | 'disableUser' | 'deleteUser' | 'setUserPassword'
>;

/** What is laid down for changes of accounts. Squirro has no switch on them: they are there, or deleted (squirro.md §4). */
export const userPlans = (client: Client): Planned => ({
  createUser: (input) => planCreate(client, input),
  updateUser: (input) => planUpdate(client, input),
  enableUser: undefined,
  disableUser: undefined,
  deleteUser: (input) => planDelete(client, input),
  setUserPassword: (input) => planPassword(client, input),
});

const isEmpty = (object: object) => Object.keys(object).length === 0;

async function planCreate(client: Client, input: Read<Inputs['createUser']>): Promise<Plan> {
  const { username: email, displayName, squirro, password, groups = [] } = input;
  requireEmail(email, 'username');
  if (input.email !== undefined && input.email !== email)
    throw badField('In this system the username is the e-mail address.', 'email');
  if (squirro?.role !== undefined) requireText(squirro.role, 'squirro', 'role');
  const profile = toProfile(
    { email: undefined, full_name: displayName || undefined, role: squirro?.role },
    squirro?.customData,
  );
  if (password !== undefined) requireText(password, 'password');
  if (groups.length > 0) await requireGroups(client, groups);
  const secrets =
    password === undefined && profile.secret === undefined
      ? undefined
      : { password: password ?? null, profile: profile.secret ?? null };
  const args = { email, profile: profile.open, groups: groups.map(({ native }) => native) };
  const making: Step = {
    ...createUser.intent(args, secrets),
    document: documentOf({ email }),
    description: `make the account ${email}`,
  };
  return {
    steps: [
      making,
      ...describing({ email }, email, profile),
      ...groups.map((group) => joining(group, { email }, email)),
    ],
    target: email,
    targets: [],
    leftOut: leftOutOf(client.system, { ...input, ...(input.origin === 'LOCAL' && { origin: undefined }) }, [
      'system',
      'username',
      'email',
      'password',
      'displayName',
      'groups',
      'squirro',
      'wait',
      'idempotencyKey',
    ]),
  };
}

/** The names of accounts' documents. One to be made is known by its e-mail, in whatever case. */
const documentOf = (who: Who) => `user ${'id' in who ? who.id : who.email.toLowerCase()}`;

function describing(who: Who, name: string, { open, secret }: PartedProfile): Step[] {
  if (isEmpty(open) && secret === undefined) return [];
  const keys = [...Object.keys(open), ...Object.keys(secret ?? {})].join(', ');
  return [
    {
      ...updateUser.intent({ who, profile: open }, secret && { profile: secret }),
      document: documentOf(who),
      description: `set ${keys} of ${name}`,
    },
  ];
}

const joining = ({ native: group }: Ref<'group'>, who: Who, name: string): Step => ({
  ...addToGroup.intent({ group, who, inputOf: 'user' }),
  document: `group ${group}`,
  description: `put ${name} into group ${group}`,
});

async function planUpdate(client: Client, input: Read<Inputs['updateUser']>): Promise<Plan> {
  const { user, email, displayName, squirro, groups } = input;
  if (email !== undefined) requireEmail(email, 'email');
  if (squirro?.role !== undefined) requireText(squirro.role, 'squirro', 'role');
  const profile = toProfile({ email, full_name: displayName, role: squirro?.role }, squirro?.customData);
  const account = await requireAccount(client, user);
  const name = nameOf(account);
  const [describe] = describing({ id: user.native }, name, profile);
  const lowers = squirro?.role !== undefined && squirro.role !== 'admin';
  // Whoever signs in by an e-mail no longer does when it is another.
  const moves = email !== undefined && email !== account.email;
  return {
    steps: [
      ...(describe
        ? [{ ...describe, ...(moves && { touches: [user] }), ...(lowers && losing(account, user)) }]
        : []),
      ...(groups ? await regrouping(client, user, name, groups) : []),
    ],
    target: name,
    targets: [user],
    leftOut: leftOutOf(client.system, input, [
      'user',
      'email',
      'displayName',
      'groups',
      'squirro',
      'allowProtected',
      'idempotencyKey',
    ]),
  };
}

/** Who loses something, and whether the system may lose an administrator by it. */
const losing = (account: WireFullAccount, user: Ref<'user'>): Pick<Step, 'touches' | 'unseats'> => ({
  touches: [user],
  unseats: account.role === 'admin' ? [user] : [],
});

/** All groups there are; the ones named must be among them. */
async function requireGroups(client: Client, named: readonly Ref<'group'>[]): Promise<readonly WireGroup[]> {
  const all = await groupsNow(client);
  if (named.some(({ native }) => !all.some(({ id }) => id === native))) throw notFound('groups');
  return all;
}

/** Into the groups it lacks, then out of the others. */
async function regrouping(
  client: Client,
  user: Ref<'user'>,
  name: string,
  wanted: readonly Ref<'group'>[],
): Promise<Step[]> {
  const all = await requireGroups(client, wanted);
  const others = all.filter(
    (group) =>
      membersOf(client, group).includes(user.native) && !wanted.some(({ native }) => native === group.id),
  );
  return [
    ...wanted.map((group) => joining(group, { id: user.native }, name)),
    ...others.map(({ id, name: groupName }) => ({
      ...removeFromGroup.intent({ group: id, user: user.native, domain: null }),
      document: `group ${id}`,
      description: `take ${name} out of ${groupName}`,
      touches: [user],
    })),
  ];
}

async function planDelete(client: Client, input: Read<Inputs['deleteUser']>): Promise<Plan> {
  const { user, ignoreMissing = false } = input;
  const account = await accountNow(client, { id: user.native });
  const name = account ? nameOf(account) : user.native;
  return {
    steps: [
      {
        ...deleteUser.intent({ id: user.native, ignoreMissing }),
        document: documentOf({ id: user.native }),
        description: `delete ${name}`,
        ...(account && losing(account, user)),
      },
    ],
    target: name,
    targets: [user],
  };
}

async function planPassword(client: Client, input: Read<Inputs['setUserPassword']>): Promise<Plan> {
  const { user, newPassword: next, currentPassword: current = null } = input;
  if (next === '') throw badField('newPassword must not be empty.', 'newPassword');
  const name = nameOf(await requireAccount(client, user));
  return {
    steps: [
      {
        ...setPassword.intent({ id: user.native }, { current, next }),
        document: documentOf({ id: user.native }),
        description: `set the password of ${name}`,
        touches: [user],
        credentialOf: user,
      },
    ],
    target: name,
    targets: [user],
  };
}

/** The account; one that is not there refuses it all. */
export async function requireAccount(client: Client, { native: id }: Ref<'user'>): Promise<WireFullAccount> {
  const account = await accountNow(client, { id });
  if (account === null) throw notFound('user');
  return account;
}

export const nameOf = ({ email, id }: WireFullAccount): string => email || id;

/** Accounts that administer the tenant. Cluster administrators do so as well, and are not listed there (squirro.md §12). */
export async function administrators(client: Client): Promise<readonly string[]> {
  return (await usersNow(client)).filter(({ role }) => role === 'admin').map(({ id }) => id);
}

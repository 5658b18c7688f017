import { z } from 'zod';
import type { JsonObject } from '../../json.ts';
import { orNull } from '../../loading.ts';
import { type Ref, ref } from '../../model/ref.ts';
import { ProblemError } from '../../problems.ts';
import { type Change, done, open, refused, type Sent, type Verdict, working } from '../../writing.ts';
import { givesAdministration, powerless, standingOf, unseated, unseatedAlone } from './administration.ts';
import { toDocument, toGroups, toOne } from './documents.ts';
import { changesOf, differing, newUserFields, pathOf } from './fields.ts';
import { everyoneOf, findAccount, type FreshAccount, idWhere, readAccount, readGroup } from './fresh.ts';
import { isGroupSet, regroup, stillBeingMade } from './placement.ts';
import { jobOf } from './jobs.ts';
import { unlessOwner } from './refusals.ts';
import { Attributes, kindOf, type Site } from './site.ts';
import { idsIn, WireUser } from './wire.ts';

const CreateUser = z.object({
  username: z.string(),
  attributes: Attributes,
  groups: z.array(z.string()),
  primaryGroup: z.string().optional(),
  /** What is sent where nothing was asked for; never compared. */
  defaults: Attributes,
  password: z.string().optional(),
});

/**
 * §7.1. The account is known by its name. It is made when it can be used: `up`, and in the group of everyone. Until then
 * its groups are the platform's own work.
 */
export const createUser = kindOf(CreateUser, (site, args): Change<FreshAccount | null> => {
  const { system, client } = site;
  const { username, attributes, groups, primaryGroup, defaults, password } = args;
  const read = () => findAccount(system, client, username);
  return {
    proof: 'READ_BACK',
    read,
    judge(account, { attempts, made }) {
      if (!account) return made === undefined ? open : working(); // an account may not be seen for some seconds (§8.8)
      if (isGoing(account)) return refused('CONFLICT', { system, message: 'It is being deleted.' });
      const isReady =
        account.wire.attributes.operational_status === 'up' && everyoneOf(account) !== undefined;
      const other = isReady || attempts === 0 ? differences(account, args) : [];
      if (account.wire.attributes.admin_status === 'down') other.push(['status']);
      if (other.length > 0) return taken(site, other);
      return isReady ? done(ref('user', system, account.wire.id)) : working();
    },
    async write(): Promise<Sent | undefined> {
      const body = toDocument(
        'user',
        { username, ...defaults, ...attributes, ...(password === undefined ? {} : { password }) },
        {
          ...(groups.length > 0 ? { user_groups: toGroups(groups) } : {}),
          ...(primaryGroup === undefined ? {} : { primary_group: toOne('user_group', primaryGroup) }),
        },
      );
      try {
        const { data } = await client.createUser(body);
        return { job: idsIn(data.relationships?.jobs)[0], made: ref('user', system, data.id) };
      } catch (error) {
        if (!(error instanceof ProblemError) || error.status !== 409) throw error;
        if (await read()) return undefined; // an attempt that seemed lost has come through, or another's: reading tells
        throw await takenBy(site, error, attributes);
      }
    },
  };
});

function differences(
  { wire, groups, primaryGroup }: FreshAccount,
  wanted: z.infer<typeof CreateUser>,
): (readonly string[])[] {
  const paths = differing(wanted.attributes, wire.attributes).map((name) => pathOf(newUserFields, name));
  if (wanted.groups.some((id) => !groups.includes(id))) paths.push(['groups']);
  if (wanted.primaryGroup !== undefined && wanted.primaryGroup !== primaryGroup)
    paths.push(['iguazio', 'primaryGroup']);
  return paths;
}

function taken({ system }: Site, paths: readonly (readonly string[])[]): Verdict {
  const names = paths.map((path) => path.join('.')).join(', ');
  const message = `An account of that name exists and is another one: it differs in ${names}.`;
  return refused('ALREADY_EXISTS', { system, message, field: paths[0] });
}

/** Which value another account has already (§3). */
async function takenBy(
  { system, client }: Site,
  refusal: ProblemError,
  attributes: JsonObject,
): Promise<ProblemError> {
  for (const name of ['email', 'uid'] as const) {
    const value = attributes[name];
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    if (typeof value === 'string' && value.startsWith('[$')) continue; // an operator (§8.9)
    const page = (query: Parameters<typeof client.users>[0]) => client.users(query);
    if ((await idWhere(system, WireUser, page, { [name]: value })) === null) continue;
    const field = pathOf(newUserFields, name);
    const message = `Another account has that ${name === 'uid' ? 'user id' : 'e-mail address'}.`;
    return new ProblemError('ALREADY_EXISTS', { system, message, field, status: 409 });
  }
  return refusal;
}

const isGoing = ({ wire }: FreshAccount) => wire.attributes.operational_status === 'deleting';

const UpdateUser = z.object({
  id: z.string(),
  attributes: Attributes,
  /** Exactly these, besides the group of everyone. */
  groups: z.array(z.string()).optional(),
  /** null: none. */
  primaryGroup: z.string().nullish(),
});

/** §7.4, §7.7. Only what is not as it should be is sent; groups, which are written whole, as just read. */
export const updateUser = kindOf(UpdateUser, (site, args): Change<FreshAccount | null> => {
  const { system, client } = site;
  const { id, attributes, primaryGroup } = args;
  const isPlaced = (account: FreshAccount) =>
    isGroupSet(account, groupsFor(account, args)) &&
    (primaryGroup === undefined || (primaryGroup ?? undefined) === account.primaryGroup);
  return {
    proof: 'READ_BACK',
    read: () => readAccount(client, id),
    judge(account) {
      if (!account) return refused('NOT_FOUND', { system, field: ['user'] });
      const placed = isPlaced(account);
      if (placed && differing(attributes, account.wire.attributes).length === 0) return done();
      if (isGoing(account)) return refused('CONFLICT', { system, message: 'It is being deleted.' });
      if (placed) return open;
      return stillBeingMade(site, account) ?? leavesPrimary(site, account, args) ?? open;
    },
    unseats: (account) => (account ? unseatedBy(site, account, args) : []),
    async write(account) {
      if (!account) return undefined;
      const changes = changesOf(attributes, account.wire.attributes);
      const relationships = isPlaced(account) ? {} : regroup(groupsFor(account, args), primaryGroup);
      const sent = client.updateUser(id, toDocument('user', changes, relationships));
      await (changes['admin_status'] === 'down' ? unlessOwner(sent) : sent);
      return undefined;
    },
  };
});

/** The account, if it administers and would not with what is to be written of it. */
async function unseatedBy(
  { system, client }: Site,
  account: FreshAccount,
  { attributes, groups }: z.infer<typeof UpdateUser>,
): Promise<readonly Ref<'user'>[]> {
  const standing = standingOf(system, account);
  if (attributes['admin_status'] === 'down') return unseated(system, [standing], powerless);
  const policies = attributes['assigned_policies'] as readonly string[] | undefined;
  if (policies === undefined && groups === undefined) return [];
  const joined = (groups ?? []).filter((id) => !account.groups.includes(id));
  const read = await Promise.all(joined.map((id) => readGroup(client, id)));
  const gained = read.flatMap((group) => (group && givesAdministration(system, group) ? [group.id] : []));
  const kept = standing.adminGroups.filter((id) => groups?.includes(id) ?? true);
  return unseated(system, [standing], {
    policies: policies ?? standing.policies,
    adminGroups: [...kept, ...gained],
  });
}

/** The groups to be: a primary group must be among them (§7.7), and nobody leaves the group of everyone (§8.18). */
function groupsFor(account: FreshAccount, { groups, primaryGroup }: z.infer<typeof UpdateUser>): string[] {
  const wanted = groups ?? account.groups;
  return [...new Set([...wanted, ...[everyoneOf(account), primaryGroup].filter((id) => id != null)])];
}

function leavesPrimary(
  { system }: Site,
  account: FreshAccount,
  args: z.infer<typeof UpdateUser>,
): Verdict | undefined {
  const { primaryGroup } = account;
  if (args.primaryGroup !== undefined || primaryGroup === undefined) return undefined;
  if (groupsFor(account, args).includes(primaryGroup)) return undefined;
  const message = 'It would leave its primary group. Give it another one, or none, first.';
  return refused('CONFLICT', { system, message, field: ['groups'] });
}

const DeleteUser = z.object({ id: z.string(), ignoreMissing: z.boolean() });

/** §7.9. */
export const deleteUser = kindOf(DeleteUser, (site, { id, ignoreMissing }): Change<WireUser | null> => {
  const { system, client } = site;
  return {
    proof: 'READ_BACK',
    async read() {
      return (await orNull(() => client.user(id, {})))?.data ?? null;
    },
    judge(user, { attempts }) {
      if (user) return user.attributes.operational_status === 'deleting' ? working() : open;
      return attempts > 0 || ignoreMissing ? done() : refused('NOT_FOUND', { system, field: ['user'] });
    },
    unseats: () => unseatedAlone(site, id, powerless),
    async write() {
      return { job: jobOf(await orNull(() => unlessOwner(client.deleteUser(id)))) };
    },
  };
});

const SetPassword = z.object({ id: z.string(), password: z.string() });

/** §8.6. Nobody can read it: the answer is all there is. */
export const setPassword = kindOf(
  SetPassword,
  ({ system, client }, { id, password }): Change<WireUser | null> => ({
    proof: 'ANSWER',
    async read() {
      return (await orNull(() => client.user(id, {})))?.data ?? null;
    },
    judge: (user) => (user ? open : refused('NOT_FOUND', { system, field: ['user'] })),
    async write() {
      await client.updateUser(id, toDocument('user', { password }));
      return undefined;
    },
  }),
);

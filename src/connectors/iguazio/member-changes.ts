import { z } from 'zod';
import { type Change, done, open, refused } from '../../writing.ts';
import { standingOf, unseated, without } from './administration.ts';
import { toDocument } from './documents.ts';
import { everyoneOf, findGroup, type FreshAccount, readAccount } from './fresh.ts';
import { EVERYONE } from './mapping.ts';
import { regroup, stillBeingMade } from './placement.ts';
import { kindOf } from './site.ts';

const Join = z.object({
  user: z.string(),
  /** By id, or by the name of a group that is made by the same operation. */
  group: z.union([z.object({ id: z.string() }), z.object({ name: z.string() })]),
  /** Where the input names the account. */
  field: z.array(z.string()),
});

interface Joining {
  readonly account: FreshAccount | null;
  /** undefined: there is none. */
  readonly group: string | undefined;
}

/** §7.5. */
export const join = kindOf(Join, (site, { user, group, field }): Change<Joining> => {
  const { system, client } = site;
  return {
    proof: 'READ_BACK',
    async read() {
      const id = 'id' in group ? group.id : (await findGroup(system, client, group.name))?.id;
      return { account: await readAccount(client, user), group: id };
    },
    judge({ account, group: id }) {
      if (!account) return refused('NOT_FOUND', { system, field });
      if (id === undefined) return refused('NOT_FOUND', { system, field: ['group'] });
      return account.groups.includes(id) ? done() : (stillBeingMade(site, account) ?? open);
    },
    async write({ account, group: id }) {
      if (!account || id === undefined) return undefined;
      await client.updateUser(user, toDocument('user', {}, regroup([...account.groups, id])));
      return undefined;
    },
  };
});

const Leave = z.object({
  user: z.string(),
  group: z.string(),
  force: z.boolean(),
  field: z.array(z.string()),
});

/** §7.6, in one write: where the group is the primary one, the account is without one afterwards. */
export const leave = kindOf(Leave, (site, { user, group, force, field }): Change<FreshAccount | null> => {
  const { system, client } = site;
  return {
    proof: 'READ_BACK',
    read: () => readAccount(client, user),
    judge(account) {
      if (!account) return refused('NOT_FOUND', { system, field });
      const isPrimary = account.primaryGroup === group;
      if (!account.groups.includes(group) && !isPrimary) return done();
      if (everyoneOf(account) === group) {
        const message = `Nobody leaves ${EVERYONE}: an account outside it cannot be used.`;
        return refused('CONFLICT', { system, message, field });
      }
      if (isPrimary && !force) {
        const message = 'It is the account’s primary group. `force` takes it out all the same.';
        return refused('CONFLICT', { system, message, field });
      }
      return stillBeingMade(site, account) ?? open;
    },
    unseats: (account) => (account ? unseated(system, [standingOf(system, account)], without(group)) : []),
    async write(account) {
      if (!account) return undefined;
      const rest = account.groups.filter((id) => id !== group);
      const relationships = regroup(rest, account.primaryGroup === group ? null : undefined);
      await client.updateUser(user, toDocument('user', {}, relationships));
      return undefined;
    },
  };
});

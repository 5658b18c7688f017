import type { Intent } from '../../operation.ts';
import type { Writes } from '../../writing.ts';
import { administers, readStandings } from './administration.ts';
import { grant } from './grant-changes.ts';
import { planGrant, planRevoke } from './grant-plans.ts';
import { createGroup, deleteGroup, updateGroup } from './group-changes.ts';
import {
  planAddMembers,
  planCreateGroup,
  planDeleteGroup,
  planRemoveMembers,
  planSetMembers,
  planUpdateGroup,
} from './group-plans.ts';
import { join, leave } from './member-changes.ts';
import type { Maker, Site } from './site.ts';
import { createUser, deleteUser, setPassword, updateUser } from './user-changes.ts';
import { planCreateUser, planUpdateUser } from './user-plans.ts';
import { planDeleteUser, planSetPrimaryGroup, planSetUserPassword, planSwitch } from './user-target-plans.ts';

/** Every write there is, by the name that intents have it under. Names stay: recorded intents hold them. */
const makers: ReadonlyMap<string, Maker> = new Map([
  ['user.create', createUser],
  ['user.update', updateUser],
  ['user.delete', deleteUser],
  ['user.password', setPassword],
  ['group.create', createGroup],
  ['group.update', updateGroup],
  ['group.delete', deleteGroup],
  ['group.join', join],
  ['group.leave', leave],
  ['project.grant', grant],
]);

export const openWrites = (site: Site): Writes => ({
  plans: {
    createUser: planCreateUser(site),
    updateUser: planUpdateUser(site),
    enableUser: planSwitch(site, 'up'),
    disableUser: planSwitch(site, 'down'),
    deleteUser: planDeleteUser(site),
    setUserPassword: planSetUserPassword(site),
    createGroup: planCreateGroup(site),
    updateGroup: planUpdateGroup(site),
    deleteGroup: planDeleteGroup(site),
    addGroupMembers: planAddMembers(site),
    removeGroupMembers: planRemoveMembers(site),
    setGroupMembers: planSetMembers(site),
    setPrimaryGroup: planSetPrimaryGroup(site),
    ensureProjectMembership: planGrant(site),
    removeProjectMembership: planRevoke(site),
  },
  ownPlans: {},
  change(intent: Intent) {
    const make = makers.get(intent.write);
    if (!make) throw new Error(`no write is called ${intent.write}`);
    return make(site, intent);
  },
  async administrators() {
    const standings = await readStandings(site);
    return standings?.filter((one) => one.usable && administers(one)).map(({ id }) => id) ?? null;
  },
});

import type { Intent } from '../../operation.ts';
import type { AnyChange, Writes } from '../../writing.ts';
import { createGroup, deleteGroup, updateGroup } from './group-changes.ts';
import { planCreateGroup, planDeleteGroup, planUpdateGroup } from './group-plans.ts';
import { planAddMembers, planRemoveMembers, planSetMembers } from './member-plans.ts';
import { ensureMembership, removeMembership } from './membership-changes.ts';
import { planEnsureMembership, planRemoveMembership } from './membership-plans.ts';
import type { Reach } from './reach.ts';
import { readAdministrators } from './seats.ts';
import { createUser, deleteUser, joinGroup, leaveGroup, setPassword, updateUser } from './user-changes.ts';
import {
  planCreateUser,
  planDeleteUser,
  planDisableUser,
  planEnableUser,
  planSetPassword,
  planUpdateUser,
} from './user-plans.ts';

type Maker = (reach: Reach, intent: Intent) => AnyChange;

/** Every write, by the name that intents have for it: once recorded, a name stays. */
const makers: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ['user.create', createUser],
  ['user.update', updateUser],
  ['user.delete', deleteUser],
  ['user.password', setPassword],
  ['user.join', joinGroup],
  ['user.leave', leaveGroup],
  ['group.create', createGroup],
  ['group.update', updateGroup],
  ['group.delete', deleteGroup],
  ['membership.ensure', ensureMembership],
  ['membership.remove', removeMembership],
]);

export function openWrites(reach: Reach): Writes {
  const isDss = reach.product === 'DATAIKU_DSS';
  return {
    plans: {
      createUser: (input) => planCreateUser(reach, input),
      updateUser: (input) => planUpdateUser(reach, input),
      enableUser: planEnableUser,
      disableUser: (input) => planDisableUser(reach, input),
      deleteUser: (input) => planDeleteUser(reach, input),
      setUserPassword: planSetPassword,
      createGroup: (input) => planCreateGroup(reach, input),
      updateGroup: (input) => planUpdateGroup(reach, input),
      deleteGroup: (input) => planDeleteGroup(reach, input),
      addGroupMembers: (input) => planAddMembers(reach, input),
      removeGroupMembers: (input) => planRemoveMembers(reach, input),
      setGroupMembers: (input) => planSetMembers(reach, input),
      setPrimaryGroup: undefined,
      ensureProjectMembership: isDss ? (input) => planEnsureMembership(reach, input) : undefined,
      removeProjectMembership: isDss ? (input) => planRemoveMembership(reach, input) : undefined,
    },
    ownPlans: {},
    change(intent) {
      const make = makers.get(intent.write);
      if (!make) throw new Error(`no such write: ${intent.write}`);
      return make(reach, intent);
    },
    administrators: () => readAdministrators(reach),
  };
}

import type { Intent } from '../../operation.ts';
import type { AnyChange, Planner, Read, Writes } from '../../writing.ts';
import {
  deleteGlobalKey,
  deletePersonalKey,
  planDeleteGlobalKey,
  planDeletePersonalKey,
} from './api-keys.ts';
import * as bulk from './bulk-changes.ts';
import { planCreateUsers, planDeleteUsers, planUpdateUsers } from './bulk-plans.ts';
import type * as contract from '../../generated/types.ts';
import { createGroup, deleteGroup, updateGroup } from './group-changes.ts';
import { planCreateGroup, planDeleteGroup, planUpdateGroup } from './group-plans.ts';
import { planAddMembers, planRemoveMembers, planSetMembers } from './member-plans.ts';
import { ensureMembership, removeMembership } from './membership-changes.ts';
import { planEnsureMembership, planRemoveMembership } from './membership-plans.ts';
import { planProvisionUsers, provisionUser } from './provision.ts';
import type { Reach } from './reach.ts';
import { planResyncUser, planResyncUsers, resyncUser, resyncUsers } from './resync.ts';
import { addRoleMember, removeRoleMember } from './role-changes.ts';
import { planAddRoleMember, planRemoveRoleMember } from './role-plans.ts';
import { removeCredential, removeSecret, setCredential, setSecret } from './secret-changes.ts';
import {
  planRemoveConnectionCredential,
  planRemovePluginCredential,
  planRemoveSecret,
  planSetConnectionCredential,
  planSetPluginCredential,
  planSetSecret,
} from './secret-plans.ts';
import { readAdministrators } from './seats.ts';
import { createUser, deleteUser, joinGroup, leaveGroup, setPassword, updateUser } from './user-changes.ts';
import { planCreateUser } from './user-creation.ts';
import {
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
  ['secret.set', setSecret],
  ['secret.remove', removeSecret],
  ['credential.set', setCredential],
  ['credential.remove', removeCredential],
  ['users.create', bulk.createUsers],
  ['users.update', bulk.updateUsers],
  ['users.delete', bulk.deleteUsers],
  ['user.resync', resyncUser],
  ['users.resync', resyncUsers],
  ['user.provision', provisionUser],
  ['key.delete', deletePersonalKey],
  ['global-key.delete', deleteGlobalKey],
  ['role.add', addRoleMember],
  ['role.remove', removeRoleMember],
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
    ownPlans: { ...commonPlans(reach), ...(isDss ? dssPlans(reach) : governPlans(reach)) },
    change(intent) {
      const make = makers.get(intent.write);
      if (!make) throw new Error(`no such write: ${intent.write}`);
      return make(reach, intent);
    },
    administrators: () => readAdministrators(reach),
  };
}

type Plans = Readonly<Record<string, Planner<never>>>;

/** The vendor's own mutations that both products have. */
const commonPlans = (reach: Reach): Plans => ({
  createDataikuUsers: (input: Read<contract.CreateDataikuUsersInput>) => planCreateUsers(reach, input),
  updateDataikuUsers: (input: Read<contract.UpdateDataikuUsersInput>) => planUpdateUsers(reach, input),
  deleteDataikuUsers: (input: Read<contract.DeleteDataikuUsersInput>) => planDeleteUsers(reach, input),
  resyncDataikuUser: planResyncUser,
  deleteDataikuGlobalApiKey: (input: Read<contract.DeleteDataikuGlobalApiKeyInput>) =>
    planDeleteGlobalKey(reach, input),
  resyncDataikuUsers: (input: Read<contract.ResyncDataikuUsersInput>) => planResyncUsers(reach, input),
  provisionDataikuUsers: (input: Read<contract.ProvisionDataikuUsersInput>) =>
    planProvisionUsers(reach, input),
});

/** Govern keeps no secrets, credentials and personal keys (§1.1). */
const dssPlans = (reach: Reach): Plans => ({
  deleteDataikuApiKey: planDeletePersonalKey,
  setDataikuUserSecret: planSetSecret,
  removeDataikuUserSecret: planRemoveSecret,
  setDataikuConnectionCredential: (input: Read<contract.SetDataikuConnectionCredentialInput>) =>
    planSetConnectionCredential(reach, input),
  removeDataikuConnectionCredential: planRemoveConnectionCredential,
  setDataikuPluginCredential: planSetPluginCredential,
  removeDataikuPluginCredential: planRemovePluginCredential,
});

/** DSS has no roles. */
const governPlans = (reach: Reach): Plans => ({
  addDataikuGovernRoleMember: (input: Read<contract.DataikuGovernRoleMemberInput>) =>
    planAddRoleMember(reach, input),
  removeDataikuGovernRoleMember: planRemoveRoleMember,
});

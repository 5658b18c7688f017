import type { Intent } from '../../operation.ts';
import type { AnyChange, Writes } from '../../writing.ts';
import { removeAuthentication, setAuthentication } from './authentication-writes.ts';
import type { Client } from './client.ts';
import { credentialPlans } from './credential-plans.ts';
import { createGrant, deleteGrant, deleteSession } from './grant-writes.ts';
import { groupPlans } from './group-plans.ts';
import * as groups from './group-writes.ts';
import { membershipPlans } from './membership-plans.ts';
import { removeMembership, setMembership } from './membership-writes.ts';
import { exchangeMicrosoftToken, signUp } from './sign-in-writes.ts';
import { administrators, userPlans } from './user-plans.ts';
import { createUser, deleteUser, setPassword, updateUser } from './user-writes.ts';
import { workspacePlans } from './workspace-plans.ts';
import * as workspaces from './workspace-writes.ts';

/** Every kind of write there is. What an unfinished operation holds must stay in here under its name. */
const kinds = [
  createUser,
  updateUser,
  deleteUser,
  setPassword,
  groups.createGroup,
  groups.fillGroup,
  groups.renameGroup,
  groups.deleteGroup,
  groups.addToGroup,
  groups.removeFromGroup,
  setMembership,
  removeMembership,
  createGrant,
  deleteGrant,
  deleteSession,
  setAuthentication,
  removeAuthentication,
  signUp,
  exchangeMicrosoftToken,
  workspaces.createWorkspace,
  workspaces.deleteWorkspace,
  workspaces.addWorkspaceUser,
  workspaces.setWorkspaceUserRole,
  workspaces.removeWorkspaceUser,
];
const makers = new Map<string, (client: Client, intent: Intent) => AnyChange>(
  kinds.map(({ name, change }) => [name, change]),
);

/** What one request may change in one Squirro. */
export const writesOf = (client: Client): Writes => ({
  plans: { ...userPlans(client), ...groupPlans(client), ...membershipPlans(client) },
  ownPlans: { ...credentialPlans(client), ...workspacePlans(client) },
  change: (intent) => {
    const change = makers.get(intent.write);
    if (change === undefined) throw new Error(`no write is called ${intent.write}`);
    return change(client, intent);
  },
  administrators: () => administrators(client),
});

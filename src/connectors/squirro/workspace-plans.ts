import type * as contract from '../../generated/types.ts';
import { ref, type Ref } from '../../model/ref.ts';
import type { Plan, Read, Step } from '../../writing.ts';
import type { Client } from './client.ts';
import { removeFromGroup } from './group-writes.ts';
import { groupsNow, membersOf, workspaceUsersNow } from './present.ts';
import { notFound, requireEmail, requireText } from './refusals.ts';
import type { WireWorkspaceUser } from './wire.ts';
import {
  addWorkspaceUser,
  createWorkspace,
  deleteWorkspace,
  removeWorkspaceUser,
  setWorkspaceUserRole,
} from './workspace-writes.ts';

/** What is laid down for workspaces, which are tenants: an account of one is in no other (squirro.md §12). */
export const workspacePlans = (client: Client) => ({
  createSquirroWorkspace: planCreate,
  deleteSquirroWorkspace: (input: Read<contract.DeleteSquirroWorkspaceInput>) => planDelete(client, input),
  addSquirroWorkspaceUsers: (input: Read<contract.AddSquirroWorkspaceUsersInput>) => planAdd(client, input),
  setSquirroWorkspaceUserRole: (input: Read<contract.SetSquirroWorkspaceUserRoleInput>) =>
    planRole(client, input),
  removeSquirroWorkspaceUser: (input: Read<contract.RemoveSquirroWorkspaceUserInput>) =>
    planRemove(client, input),
});

const documentOf = ({ native }: Ref<'workspace'>) => `workspace ${native}`;

function planCreate({ title }: Read<contract.CreateSquirroWorkspaceInput>): Plan {
  const step: Step = {
    ...createWorkspace.intent({ title: requireText(title, 'title') }),
    document: 'workspaces',
    description: `make the workspace ${title}`,
  };
  return { steps: [step], target: title, targets: [] };
}

async function planDelete(client: Client, input: Read<contract.DeleteSquirroWorkspaceInput>): Promise<Plan> {
  const { workspace, ignoreMissing = false } = input;
  const users = (await workspaceUsersNow(client, workspace.native)) ?? [];
  const step: Step = {
    ...deleteWorkspace.intent({ domain: workspace.native, ignoreMissing }),
    document: documentOf(workspace),
    description: `delete the workspace ${workspace.native} and everything in it`,
    ...(await losing(client, workspace, users)),
  };
  return { steps: [step], target: workspace.native, targets: [workspace] };
}

async function planAdd(client: Client, input: Read<contract.AddSquirroWorkspaceUsersInput>): Promise<Plan> {
  const { workspace, emails, role } = input;
  requireText(role, 'role');
  for (const email of emails) requireEmail(email, 'emails');
  await requireUsers(client, workspace);
  return {
    steps: emails.map((email) => ({
      ...addWorkspaceUser.intent({ domain: workspace.native, email, role }),
      document: documentOf(workspace),
      description: `add ${email} to ${workspace.native} as ${role}`,
      independent: true,
    })),
    target: workspace.native,
    targets: [workspace],
  };
}

async function planRole(
  client: Client,
  input: Read<contract.SetSquirroWorkspaceUserRoleInput>,
): Promise<Plan> {
  const { workspace, user, role } = input;
  requireText(role, 'role');
  const present = await requireUser(client, workspace, user);
  const lowers = role !== 'admin' && role !== present.role;
  const step: Step = {
    ...setWorkspaceUserRole.intent({ domain: workspace.native, user: user.native, role }),
    document: documentOf(workspace),
    description: `make ${nameOf(present)} ${role} in ${workspace.native}`,
    ...(lowers && (await losing(client, workspace, [present]))),
  };
  return { steps: [step], target: targetOf(present, workspace), targets: [workspace, user] };
}

/** Out of its groups there one by one, as Squirro's own client does it, then out of the workspace (squirro.md §12). */
async function planRemove(
  client: Client,
  input: Read<contract.RemoveSquirroWorkspaceUserInput>,
): Promise<Plan> {
  const { workspace, user } = input;
  const { native: domain } = workspace;
  const present = await requireUser(client, workspace, user);
  const groups = (await groupsNow(client, domain)).filter((group) =>
    membersOf(client, group).includes(user.native),
  );
  const loss = await losing(client, workspace, [present]);
  const name = nameOf(present);
  const leaving = groups.map((group): Step => ({
    ...removeFromGroup.intent({ group: group.id, user: user.native, domain }),
    document: `group ${group.id}`,
    description: `take ${name} out of ${group.name}`,
    ...loss,
  }));
  const removing: Step = {
    ...removeWorkspaceUser.intent({ domain, user: user.native }),
    document: documentOf(workspace),
    description: `take ${name} out of ${domain}`,
    ...loss,
  };
  return {
    steps: [...leaving, removing],
    target: targetOf(present, workspace),
    targets: [workspace, user],
  };
}

/** Who loses something. Only in the gateway's own workspace are they the administrators that it counts. */
async function losing(
  client: Client,
  workspace: Ref<'workspace'>,
  users: readonly WireWorkspaceUser[],
): Promise<Pick<Step, 'touches' | 'unseats'>> {
  const { tenant } = await client.signIn();
  const toRef = ({ id }: WireWorkspaceUser) => ref('user', client.system, id);
  const seated = workspace.native === tenant ? users.filter(({ role }) => role === 'admin') : [];
  return { touches: users.map(toRef), unseats: seated.map(toRef) };
}

async function requireUsers(client: Client, { native }: Ref<'workspace'>) {
  const users = await workspaceUsersNow(client, native);
  if (users === null) throw notFound('workspace');
  return users;
}

async function requireUser(client: Client, workspace: Ref<'workspace'>, { native }: Ref<'user'>) {
  const user = (await requireUsers(client, workspace)).find(({ id }) => id === native);
  if (user === undefined) throw notFound('user');
  return user;
}

const nameOf = ({ email, id }: WireWorkspaceUser) => email || id;
const targetOf = (user: WireWorkspaceUser, { native }: Ref<'workspace'>) => `${nameOf(user)} in ${native}`;

import type { MemberAction } from '../../generated/types.ts';
import { formatRef, ref, type Ref } from '../../model/ref.ts';
import type { Inputs, Plan, Read, Step, Writes } from '../../writing.ts';
import type { Client } from './client.ts';
import {
  addToGroup,
  createGroup,
  deleteGroup,
  fillGroup,
  removeFromGroup,
  renameGroup,
} from './group-writes.ts';
import { granting, requireSettable } from './membership-plans.ts';
import { groupNow, membersOf, usersNow } from './present.ts';
import { leftOutOf, notFound, requireText } from './refusals.ts';
import type { WireGroup } from './wire.ts';

type Planned = Pick<
  Writes['plans'],
  | 'createGroup'
  | 'updateGroup'
  | 'deleteGroup'
  | 'addGroupMembers'
  | 'removeGroupMembers'
  | 'setGroupMembers'
  | 'setPrimaryGroup'
>;

/** What is laid down for changes of groups, and of who is in them. No group is the primary one of anybody. */
export const groupPlans = (client: Client): Planned => ({
  createGroup: (input) => planCreate(client, input),
  updateGroup: (input) => planUpdate(client, input),
  deleteGroup: (input) => planDelete(client, input),
  addGroupMembers: async ({ group, users }) => {
    const { name } = await requireGroup(client, group);
    return { steps: users.map((user) => adding(group, user, name)), target: name, targets: [group] };
  },
  removeGroupMembers: async ({ group, users }) => {
    const { name } = await requireGroup(client, group);
    return { steps: users.map((user) => removing(group, user, name)), target: name, targets: [group] };
  },
  setGroupMembers: (input) => planMembers(client, input),
  setPrimaryGroup: undefined,
});

async function planCreate(client: Client, input: Read<Inputs['createGroup']>): Promise<Plan> {
  const { name, members = [], squirro } = input;
  requireText(name, 'name');
  const { projects = [] } = squirro ?? {};
  const role = requireSettable(squirro?.projectRole ?? 'VIEWER', 'squirro', 'projectRole');
  const natives = members.map(({ native }) => native);
  await requireUsers(client, natives);
  const document = `group named ${name}`;
  const args = { name, members: natives, projects: projects.map(({ native }) => native), role };
  const filling: Step = {
    ...fillGroup.intent({ name, members: natives }),
    document,
    description: `put ${natives.length} accounts into ${name}`,
  };
  return {
    steps: [
      { ...createGroup.intent(args), document, description: `make the group ${name}` },
      ...(natives.length > 0 ? [filling] : []),
      ...(await granting(client, { projects, role }, { which: { name }, name, members: [] })),
    ],
    target: name,
    targets: [],
    leftOut: leftOutOf(client.system, input, ['system', 'name', 'members', 'squirro', 'idempotencyKey']),
  };
}

async function planUpdate(client: Client, input: Read<Inputs['updateGroup']>): Promise<Plan> {
  const { group, name, squirro } = input;
  if (name !== undefined) requireText(name, 'name');
  const { projects = [] } = squirro ?? {};
  const role = requireSettable(squirro?.projectRole ?? 'VIEWER', 'squirro', 'projectRole');
  const present = await requireGroup(client, group);
  const renaming: Step[] =
    name === undefined
      ? []
      : [
          {
            ...renameGroup.intent({ id: group.native, name }),
            document: documentOf(group),
            description: `call ${present.name} ${name}`,
          },
        ];
  const which = { id: group.native };
  const members = membersIn(client, present);
  return {
    steps: [
      ...renaming,
      ...(await granting(client, { projects, role }, { which, name: present.name, members })),
    ],
    target: present.name,
    targets: [group],
    leftOut: leftOutOf(client.system, input, [
      'group',
      'name',
      'squirro',
      'allowProtected',
      'idempotencyKey',
    ]),
  };
}

async function planDelete(client: Client, input: Read<Inputs['deleteGroup']>): Promise<Plan> {
  const { group, ignoreMissing = false } = input;
  const present = await groupNow(client, group.native);
  const name = present?.name ?? group.native;
  return {
    steps: [
      {
        ...deleteGroup.intent({ id: group.native, ignoreMissing }),
        document: documentOf(group),
        description: `delete the group ${name}`,
        touches: present ? membersIn(client, present) : [],
      },
    ],
    target: name,
    targets: [group],
  };
}

/** Those who are to be in it, then those who are in it and are not to be. */
async function planMembers(client: Client, input: Read<Inputs['setGroupMembers']>): Promise<Plan> {
  const { group, users } = input;
  const present = await requireGroup(client, group);
  const others = membersIn(client, present).filter(
    ({ native }) => !users.some((wanted) => wanted.native === native),
  );
  return {
    steps: [
      ...users.map((user) => adding(group, user, present.name)),
      ...others.map((user) => removing(group, user, present.name)),
    ],
    target: present.name,
    targets: [group],
  };
}

const documentOf = ({ native }: Ref<'group'>) => `group ${native}`;

const aboutMember = (group: Ref<'group'>, user: Ref<'user'>, action: MemberAction) => ({
  document: documentOf(group),
  about: { userId: formatRef(user), action },
  independent: true,
});

const adding = (group: Ref<'group'>, user: Ref<'user'>, name: string): Step => ({
  ...addToGroup.intent({ group: group.native, who: { id: user.native }, inputOf: 'group' }),
  ...aboutMember(group, user, 'ADD'),
  description: `put ${user.native} into ${name}`,
});

const removing = (group: Ref<'group'>, user: Ref<'user'>, name: string): Step => ({
  ...removeFromGroup.intent({ group: group.native, user: user.native, domain: null }),
  ...aboutMember(group, user, 'REMOVE'),
  description: `take ${user.native} out of ${name}`,
  touches: [user],
});

/** Whoever is to be put into a new group must be there before it is made. */
async function requireUsers(client: Client, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const known = new Set((await usersNow(client)).map(({ id }) => id));
  if (ids.some((id) => !known.has(id))) throw notFound('members');
}

async function requireGroup(client: Client, { native }: Ref<'group'>): Promise<WireGroup> {
  const group = await groupNow(client, native);
  if (group === null) throw notFound('group');
  return group;
}

const membersIn = (client: Client, group: WireGroup): Ref<'user'>[] =>
  membersOf(client, group).map((id) => ref('user', client.system, id));

import { formatRef, type Ref } from '../../model/ref.ts';
import type { Inputs, Plan, Planner, Read, Step } from '../../writing.ts';
import { givesAdministration, membersOf, unseatedAlone, unseatedWithout, without } from './administration.ts';
import { attributesIn, groupFields, newGroupFields } from './fields.ts';
import { readGroup } from './fresh.ts';
import { given, leftOut, leftOutOf, notFound, type Site } from './site.ts';
import { documentOf, requireGroup, requireUser } from './requirements.ts';
import type { WireGroup } from './wire.ts';

type Input<M extends keyof Inputs> = Read<Inputs[M]>;

const PLACES = ['name', 'description', 'iguazio'];

/**
 * Members are put in one by one afterwards: their groups are written on them, one writer at a time (§8.1). They must
 * exist, since what follows on a group that could not be made would go into another of that name.
 */
export const planCreateGroup =
  (site: Site): Planner<Input<'createGroup'>> =>
  async (input): Promise<Plan> => {
    const { name, ...attributes } = attributesIn(newGroupFields, input);
    const group = String(name);
    const joins = (input.members ?? []).map(async (user, index): Promise<Step> => {
      const field = ['members', String(index)];
      const who = await requireUser(site, user, ...field);
      return {
        write: 'group.join',
        args: { user: user.native, group: { name: group }, field },
        document: documentOf(user.native),
        description: `put ${who} into ${group}`,
      };
    });
    return {
      steps: [
        {
          write: 'group.create',
          args: { name: group, attributes },
          document: `group named ${group}`,
          description: `make the group ${group}`,
        },
        ...(await Promise.all(joins)),
      ],
      target: group,
      targets: [],
      leftOut: leftOutOf(site.system, input, 'members', ...PLACES),
    };
  };

const groupDocument = (id: string) => `group ${id}`;

export const planUpdateGroup =
  (site: Site): Planner<Input<'updateGroup'>> =>
  async (input): Promise<Plan> => {
    const { system } = site;
    const { native: id } = input.group;
    const attributes = attributesIn(groupFields, input);
    const { group, members } = await readMembers(site, input.group);
    const { assigned_policies: policies } = attributes;
    const losing =
      policies !== undefined &&
      (group.attributes.assigned_policies ?? []).some(
        (policy) => !(policies as readonly string[]).includes(policy),
      );
    const then = { ...group, attributes: { ...group.attributes, ...attributes } } as WireGroup;
    const step: Step = {
      write: 'group.update',
      args: given({ id, attributes }),
      document: groupDocument(id),
      description: `change the group ${group.attributes.name}`,
      ...(losing ? { touches: members } : {}),
      unseats: givesAdministration(system, then) ? [] : await unseatedWithout(site, group),
    };
    return {
      steps: Object.keys(attributes).length > 0 ? [step] : [],
      target: group.attributes.name,
      targets: [input.group],
      leftOut: [
        ...leftOutOf(system, input, 'group', ...PLACES),
        ...(input.iguazio?.gid === undefined ? [] : [leftOut(system, 'iguazio', 'gid')]),
      ],
    };
  };

export const planDeleteGroup =
  (site: Site): Planner<Input<'deleteGroup'>> =>
  async ({ group, ignoreMissing }): Promise<Plan> => {
    const found = await readGroup(site.client, group.native, { include: 'users' });
    const name = found?.attributes.name ?? group.native;
    return {
      steps: [
        {
          write: 'group.delete',
          args: { id: group.native, ignoreMissing: ignoreMissing ?? false },
          document: groupDocument(group.native),
          description: `delete the group ${name}`,
          touches: found ? membersOf(site, found) : [],
          unseats: found ? await unseatedWithout(site, found) : [],
        },
      ],
      target: name,
      targets: [group],
    };
  };

interface GroupMembers {
  readonly group: WireGroup;
  readonly members: readonly Ref<'user'>[];
}

/** The group and, complete and as it is now, who is in it. */
async function readMembers(site: Site, { native }: Ref<'group'>): Promise<GroupMembers> {
  const group = await readGroup(site.client, native, { include: 'users' });
  if (!group) throw notFound('group');
  return { group, members: membersOf(site, group) };
}

export const planAddMembers =
  (site: Site): Planner<Input<'addGroupMembers'>> =>
  async ({ group: where, users }): Promise<Plan> => {
    const group = await requireGroup(site, where, 'group');
    return planFor(group, where, users, await Promise.all(users.map(joinOf(site, group))));
  };

export const planRemoveMembers =
  (site: Site): Planner<Input<'removeGroupMembers'>> =>
  async ({ group: where, users, force = false }): Promise<Plan> => {
    const group = await requireGroup(site, where, 'group');
    const leaves = users.map((user, index) => leaveOf(site, group, force, user, ['users', String(index)]));
    return planFor(group, where, users, await Promise.all(leaves));
  };

/** Those who are to be in it, in the order of the input; then those who are in it and are not to be. */
export const planSetMembers =
  (site: Site): Planner<Input<'setGroupMembers'>> =>
  async ({ group: where, users, force = false }): Promise<Plan> => {
    const { group, members } = await readMembers(site, where);
    const wanted = new Set(users.map(({ native }) => native));
    const others = members.filter(({ native }) => !wanted.has(native));
    const steps = await Promise.all([
      ...users.map(joinOf(site, group)),
      ...others.map((user) => leaveOf(site, group, force, user, [])),
    ]);
    return planFor(group, where, [...users, ...others], steps);
  };

const planFor = (
  { attributes }: WireGroup,
  group: Ref<'group'>,
  users: readonly Ref<'user'>[],
  steps: readonly Step[],
): Plan => ({ steps, target: attributes.name, targets: [group, ...users] });

const joinOf =
  (site: Site, { id, attributes }: WireGroup) =>
  async (user: Ref<'user'>, index: number): Promise<Step> => ({
    write: 'group.join',
    args: { user: user.native, group: { id }, field: ['users', String(index)] },
    document: documentOf(user.native),
    description: `put ${await site.nameOf(user)} into ${attributes.name}`,
    about: { userId: formatRef(user), action: 'ADD' },
    independent: true,
  });

async function leaveOf(
  site: Site,
  group: WireGroup,
  force: boolean,
  user: Ref<'user'>,
  field: readonly string[],
): Promise<Step> {
  const losesPower = givesAdministration(site.system, group);
  return {
    write: 'group.leave',
    args: { user: user.native, group: group.id, force, field },
    document: documentOf(user.native),
    description: `take ${await site.nameOf(user)} out of ${group.attributes.name}`,
    about: { userId: formatRef(user), action: 'REMOVE' },
    independent: true,
    touches: [user],
    unseats: losesPower ? await unseatedAlone(site, user.native, without(group.id)) : [],
  };
}

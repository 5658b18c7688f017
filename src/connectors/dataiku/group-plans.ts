import { ref } from '../../model/ref.ts';
import type { Inputs, Plan, Read, Step } from '../../writing.ts';
import { type GroupSettings, permissionsOf } from './group-settings.ts';
import { badField, checkName, given, unplaced, unsupported } from './inputs.ts';
import { isPermission } from './mapping.ts';
import { joining } from './member-plans.ts';
import { groupSourceTypeOf } from './origins.ts';
import type { Reach } from './reach.ts';
import { adminsAmong, readEveryone, readGroups, unseatedBy } from './seats.ts';
import type { WireGroup } from './wire.ts';

type Input<M extends keyof Inputs> = Read<Inputs[M]>;
type Own = NonNullable<Input<'createGroup'>['dataiku']>;

export const groupDocument = (name: string) => `group ${name}`;

export async function planCreateGroup(reach: Reach, input: Input<'createGroup'>): Promise<Plan> {
  const { name, description, members = [], dataiku = {} } = input;
  checkName(name, 1, 'name');
  await checkPermissions(reach, dataiku.permissions);
  const { sourceType = 'LOCAL', ...rest } = settingsIn(dataiku);
  const create: Step = {
    write: 'group.create',
    args: {
      name,
      base: given({ description, sourceType }),
      rest: given(rest),
      members: members.map(({ native }) => native),
    },
    document: groupDocument(name),
    description: `create ${name}`,
  };
  const isPlain = Object.keys(given(rest)).length === 0;
  const group = ref('group', reach.system, name);
  return {
    steps: [
      create,
      ...(isPlain ? [] : [updating(name, given(rest))]),
      ...members.map((user) => joining(user, group)),
    ],
    target: name,
    targets: [],
    leftOut: unplaced(input, 'name', 'description', 'members', 'dataiku'),
  };
}

const updating = (name: string, set: ReturnType<typeof given>): Step => ({
  write: 'group.update',
  args: { name, set },
  document: groupDocument(name),
  description: `change ${name}`,
});

const settingsIn = ({ origin, ...settings }: Own): Omit<GroupSettings, 'description'> =>
  origin === undefined ? settings : { ...settings, sourceType: groupSourceTypeOf(origin, settings) };

/** An unknown key is dropped with a yes (§6.1), and the rest of the write is done: so it is looked for beforehand. */
async function checkPermissions(reach: Reach, wanted: readonly string[] | undefined): Promise<void> {
  if (wanted === undefined || wanted.length === 0) return;
  const groups = await readGroups(reach);
  const known = new Set(groups.flatMap((group) => Object.keys(group)).filter(isPermission));
  const unknown = wanted.findIndex((name) => !known.has(name));
  if (unknown < 0) return;
  const message = `There is no such permission. There are: ${[...known].join(', ')}.`;
  throw badField(['dataiku', 'permissions', String(unknown)], message);
}

export async function planUpdateGroup(reach: Reach, input: Input<'updateGroup'>): Promise<Plan> {
  const { group, name, description, dataiku = {} } = input;
  await checkPermissions(reach, dataiku.permissions);
  const settings = settingsIn(dataiku);
  const mayTake = settings.admin === false || settings.permissions !== undefined;
  const losses = mayTake ? await lossesOf(reach, group.native, settings) : {};
  const renamed = name !== undefined && name !== group.native;
  return {
    steps: [{ ...updating(group.native, given({ description, ...settings })), ...losses }],
    target: group.native,
    targets: [group],
    leftOut: [
      ...unplaced(input, 'name', 'description', 'dataiku'),
      ...(renamed ? [unsupported(['name'], 'Groups cannot be renamed here.')] : []),
    ],
  };
}

export const planDeleteGroup = async (
  reach: Reach,
  { group, ignoreMissing = false }: Input<'deleteGroup'>,
): Promise<Plan> => ({
  steps: [
    {
      write: 'group.delete',
      args: { name: group.native, ignoreMissing },
      document: groupDocument(group.native),
      description: `delete ${group.native}`,
      ...(await lossesOf(reach, group.native, undefined)),
    },
  ],
  target: group.native,
  targets: [group],
});

/** What a group takes from its members when it is left with these powers; `undefined`: when it goes. */
async function lossesOf(
  reach: Reach,
  name: string,
  left: GroupSettings | undefined,
): Promise<Pick<Step, 'touches' | 'unseats'>> {
  const groups = await readGroups(reach);
  const group = groups.find((one) => one.name === name);
  if (!group || (left && !takes(group, left))) return {};
  const members = (await readEveryone(reach)).filter((user) => user.groups?.includes(name));
  const powers = adminsAmong(groups);
  const stays = left !== undefined && left.admin !== false;
  return {
    touches: members.map(({ login }) => ref('user', reach.system, login)),
    unseats: stays ? [] : unseatedBy(reach, members, powers, powers.difference(new Set([name]))),
  };
}

const takes = (group: WireGroup, { admin, permissions }: GroupSettings): boolean =>
  (admin === false && group.admin === true) ||
  (permissions !== undefined && permissionsOf(group).some((name) => !permissions.includes(name)));

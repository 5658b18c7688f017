import type { MemberAction } from '../../generated/types.ts';
import { formatRef, type Ref, ref } from '../../model/ref.ts';
import type { Inputs, Plan, Read, Step } from '../../writing.ts';
import { readGroup } from './group-changes.ts';
import { notThere } from './inputs.ts';
import type { Reach } from './reach.ts';
import { adminsAmong, readEveryone, readGroups, unseatedBy } from './seats.ts';
import { userDocument } from './user-creation.ts';
import type { WireUser } from './wire.ts';

type Input = Read<Inputs['setGroupMembers']>;

const about = (user: Ref<'user'>, action: MemberAction) => ({ userId: formatRef(user), action });

/** Goes on whatever became of others, and looks for the group itself. */
export const joining = (user: Ref<'user'>, group: Ref<'group'>): Step => ({
  write: 'user.join',
  args: { login: user.native, group: group.native },
  document: userDocument(user.native),
  description: `put ${user.native} into ${group.native}`,
  about: about(user, 'ADD'),
  independent: true,
});

/** Takes the places of whoever administers by this group alone, in one look at everybody. */
async function leavings(
  reach: Reach,
  group: Ref<'group'>,
  leaving: readonly Ref<'user'>[],
  everyone: readonly WireUser[],
) {
  const powers = adminsAmong(await readGroups(reach));
  const left = powers.difference(new Set([group.native]));
  const unseats = unseatedBy(reach, everyone, powers, left);
  const members = new Set(membersOf(group, everyone));
  return leaving.map((user): Step => {
    const seat = unseats.filter(({ native }) => native === user.native);
    return {
      write: 'user.leave',
      args: { login: user.native, group: group.native },
      document: userDocument(user.native),
      description: `take ${user.native} out of ${group.native}`,
      about: about(user, 'REMOVE'),
      independent: true,
      ...(members.has(user.native) ? { touches: [user] } : {}),
      ...(seat.length > 0 ? { unseats: seat } : {}),
    };
  });
}

const membersOf = ({ native }: Ref<'group'>, everyone: readonly WireUser[]): string[] =>
  everyone.filter(({ groups }) => groups?.includes(native)).map(({ login }) => login);

/** Whoever is named twice is one. */
const distinct = (users: readonly Ref<'user'>[]): Ref<'user'>[] => [
  ...new Map(users.map((user) => [user.native, user])).values(),
];

async function existing(reach: Reach, group: Ref<'group'>): Promise<void> {
  if (!(await readGroup(reach, group.native))) throw notThere(['group']);
}

const planFor = (group: Ref<'group'>, steps: readonly Step[]): Plan => ({
  steps,
  target: group.native,
  targets: [group],
});

export async function planAddMembers(reach: Reach, { group, users }: Input): Promise<Plan> {
  await existing(reach, group);
  return planFor(
    group,
    distinct(users).map((user) => joining(user, group)),
  );
}

export async function planRemoveMembers(reach: Reach, { group, users }: Input): Promise<Plan> {
  await existing(reach, group);
  const everyone = await readEveryone(reach);
  return planFor(group, await leavings(reach, group, distinct(users), everyone));
}

/** Before anybody is taken out, everybody is looked at: a list that is not whole is refused. */
export async function planSetMembers(reach: Reach, { group, users }: Input): Promise<Plan> {
  await existing(reach, group);
  const everyone = await readEveryone(reach);
  const staying = distinct(users);
  const leaving = membersOf(group, everyone)
    .filter((login) => !staying.some(({ native }) => native === login))
    .map((login) => ref('user', reach.system, login));
  return planFor(group, [
    ...staying.map((user) => joining(user, group)),
    ...(leaving.length > 0 ? await leavings(reach, group, leaving, everyone) : []),
  ]);
}

import { z } from 'zod';
import { orNull } from '../../loading.ts';
import { ref } from '../../model/ref.ts';
import type { Intent } from '../../operation.ts';
import { type Change, done, open, refused } from '../../writing.ts';
import { differing, GroupSettings, withSettings } from './group-settings.ts';
import { said } from './primitives.ts';
import type { Reach } from './reach.ts';
import { readEveryone, unseatedWithout } from './seats.ts';
import { judgeDeletion } from './user-changes.ts';
import type { WholeGroup } from './wire.ts';

type GroupState = WholeGroup | null;

const name = z.string();
/** `rest` and `members` are for writes that follow; before anything is written they tell whether it is the group meant. */
const Creation = z.object({
  name,
  base: GroupSettings.pick({ description: true }).extend({ sourceType: z.string() }),
  rest: GroupSettings,
  members: z.array(z.string()),
});
const Update = z.object({ name, set: GroupSettings });
const Deletion = z.object({ name, ignoreMissing: z.boolean() });

/** A group as it is now, by exactly that name; null: there is none. */
export const readGroup = ({ client }: Reach, wanted: string): Promise<GroupState> =>
  orNull(async () => {
    const group = await client.wholeGroup(wanted);
    return group.known.name === wanted ? group : null;
  });

interface CreationState {
  readonly group: GroupState;
  /** Logins of those to be in it who are not; not asked while there is no group. */
  readonly outside: readonly string[];
}

/** G2, which takes no more than `base`. */
export function createGroup(reach: Reach, { args }: Intent): Change<CreationState> {
  const { name: wanted, base, rest, members } = Creation.parse(args);
  const made = ref('group', reach.system, wanted);
  return {
    proof: 'READ_BACK',
    async read() {
      const group = await readGroup(reach, wanted);
      const everyone = group && members.length > 0 ? await readEveryone(reach) : [];
      const inside = everyone.filter(({ groups }) => groups?.includes(wanted)).map(({ login }) => login);
      return { group, outside: group ? members.filter((login) => !inside.includes(login)) : [] };
    },
    judge({ group, outside }, { attempts }) {
      if (!group) return open;
      const differences: string[] = differing(group.known, attempts === 0 ? { ...base, ...rest } : base);
      if (attempts === 0 && outside.length > 0) differences.push('members');
      if (differences.length === 0) return done(made);
      const message = `A group of that name is there already, and differs in: ${differences.join(', ')}.`;
      return refused(attempts === 0 ? 'ALREADY_EXISTS' : 'CONFLICT', { field: ['name'], message });
    },
    async write() {
      const { description, sourceType } = base;
      await reach.client.createGroup({ name: wanted, description: said(description), sourceType });
      return { made };
    },
  };
}

/** G3, then G4. */
export function updateGroup(reach: Reach, { args }: Intent): Change<GroupState> {
  const { name: wanted, set } = Update.parse(args);
  return {
    proof: 'READ_BACK',
    read: () => readGroup(reach, wanted),
    judge(group) {
      if (!group) return refused('NOT_FOUND', { field: ['group'] });
      return differing(group.known, set).length === 0 ? done() : open;
    },
    unseats: () => (set.admin === false ? unseatedWithout(reach, wanted) : []),
    async write(group) {
      if (group) await reach.client.putGroup(wanted, withSettings(group, set));
      return undefined;
    },
  };
}

/** G5. Accounts and projects that name it go on doing so (§6.3). */
export function deleteGroup(reach: Reach, { args }: Intent): Change<GroupState> {
  const { name: wanted, ignoreMissing } = Deletion.parse(args);
  return {
    proof: 'READ_BACK',
    read: () => readGroup(reach, wanted),
    judge: (group, history) => judgeDeletion(group, history, ignoreMissing, 'group'),
    unseats: () => unseatedWithout(reach, wanted),
    async write() {
      await reach.client.deleteGroup(wanted);
      return undefined;
    },
  };
}

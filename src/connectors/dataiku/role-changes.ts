import { z } from 'zod';
import { orNull } from '../../loading.ts';
import type { Intent } from '../../operation.ts';
import { type Change, done, open } from '../../writing.ts';
import type { Reach } from './reach.ts';
import { adding, isNamed, isNamedAlways, newRule, removing, type RoleMember } from './role-edits.ts';
import type { WholeRoleAssignments } from './wire.ts';

/** null: the blueprint has no assignments. */
type State = WholeRoleAssignments | null;

const Member: z.ZodType<RoleMember> = z.union([
  z.object({ type: z.literal('user'), login: z.string() }),
  z.object({ type: z.literal('group'), groupName: z.string() }),
]);

export type RoleArgs = z.infer<typeof RoleArgs>;
export const RoleArgs = z.object({ blueprint: z.string(), role: z.string(), member: Member });

export const readAssignments = ({ client }: Reach, blueprint: string): Promise<State> =>
  orNull(() => client.wholeRoleAssignments(blueprint));

/** R8, then R9; R7 where the blueprint has none. */
export function addRoleMember(reach: Reach, { args }: Intent): Change<State> {
  const { blueprint, role, member } = RoleArgs.parse(args);
  const { client } = reach;
  return {
    proof: 'READ_BACK',
    read: () => readAssignments(reach, blueprint),
    judge: (state) => (state && isNamedAlways(state, role, member) ? done() : open),
    async write(state) {
      if (state) await client.putRoleAssignments(blueprint, adding(state, role, member));
      else
        await client.createRoleAssignments({
          blueprintId: blueprint,
          roleAssignmentsRules: { [role]: [newRule(member)] },
        });
      return undefined;
    },
  };
}

/** R8, then R9. */
export function removeRoleMember(reach: Reach, { args }: Intent): Change<State> {
  const { blueprint, role, member } = RoleArgs.parse(args);
  return {
    proof: 'READ_BACK',
    read: () => readAssignments(reach, blueprint),
    judge: (state) => (state && isNamed(state, role, member) ? open : done()),
    async write(state) {
      if (state) await reach.client.putRoleAssignments(blueprint, removing(state, role, member));
      return undefined;
    },
  };
}

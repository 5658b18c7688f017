import type * as contract from '../../generated/types.ts';
import { orNull } from '../../loading.ts';
import type { Plan, Read } from '../../writing.ts';
import { notThere } from './inputs.ts';
import { isThere } from './presence.ts';
import type { Reach } from './reach.ts';
import type { RoleMember } from './role-edits.ts';

type Input = Read<contract.DataikuGovernRoleMemberInput>;

const memberOf = ({ member: { kind, native } }: Input): RoleMember =>
  kind === 'user' ? { type: 'user', login: native } : { type: 'group', groupName: native };

/** The server may take a rule about what is not there. */
async function checkThere(reach: Reach, { member, role, blueprint }: Input): Promise<void> {
  const { client } = reach;
  const [found, foundRole, foundBlueprint] = await Promise.all([
    isThere(reach, member),
    orNull(() => client.role(role)),
    orNull(() => client.blueprint(blueprint)),
  ]);
  if (!found) throw notThere(['member']);
  if (foundRole?.id !== role) throw notThere(['role']);
  if (foundBlueprint === null) throw notThere(['blueprint']);
}

function planFor(input: Input, write: 'role.add' | 'role.remove', words: readonly [string, string]): Plan {
  const { member, blueprint, role } = input;
  return {
    steps: [
      {
        write,
        args: { blueprint, role, member: { ...memberOf(input) } },
        document: `roles of ${blueprint}`,
        description: `${words[0]} ${member.kind} ${member.native} ${words[1]} ${role} on ${blueprint}`,
        ...(write === 'role.remove' && member.kind === 'user' ? { touches: [member] } : {}),
      },
    ],
    target: `${member.native} as ${role} on ${blueprint}`,
    targets: [member],
  };
}

export async function planAddRoleMember(reach: Reach, input: Input): Promise<Plan> {
  await checkThere(reach, input);
  return planFor(input, 'role.add', ['put', 'into']);
}

/** Whoever is gone can still be taken out; the role and the blueprint need not be there either. */
export const planRemoveRoleMember = (input: Input): Plan => planFor(input, 'role.remove', ['take', 'out of']);

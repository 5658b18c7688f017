import type { Inputs, Plan, Read, Step } from '../../writing.ts';
import { type Holder, storedFor, takes, type Wanted } from './grant-edits.ts';
import { badField, given, notThere } from './inputs.ts';
import { membershipOf, readPermissions } from './membership-changes.ts';
import { isThere } from './presence.ts';
import type { Reach } from './reach.ts';

type Ensure = Read<Inputs['ensureProjectMembership']>;
type Remove = Read<Inputs['removeProjectMembership']>;

const projectDocument = (key: string) => `project ${key}`;

const holderOf = ({ member }: Pick<Remove, 'member'>): Holder => ({
  kind: member.kind === 'user' ? 'user' : 'group',
  name: member.native,
});

const ROLES = ['VIEWER', 'EDITOR', 'ADMIN'] as const;

function wantedBy({ role, permissions }: Ensure): Wanted {
  if ((role === undefined) === (permissions === undefined)) {
    throw badField(['role'], 'Give one of role and permissions.');
  }
  if (permissions !== undefined) {
    if (permissions.length === 0) throw badField(['permissions'], 'To grant nothing, remove the membership.');
    return { permissions };
  }
  const known = ROLES.find((name) => name === role);
  if (known === undefined) throw badField(['role'], 'A role is VIEWER, EDITOR or ADMIN.');
  return { role: known };
}

export async function planEnsureMembership(reach: Reach, input: Ensure): Promise<Plan> {
  const { project, member, override = true } = input;
  const [holder, wanted] = [holderOf(input), wantedBy(input)];
  if (!(await isThere(reach, member))) throw notThere(['member']);
  const permissions = await readPermissions(reach, project.native);
  const stored = permissions ? storedFor(permissions, holder) : new Set<string>();
  const step: Step = {
    write: 'membership.ensure',
    args: { project: project.native, holder: { ...holder }, wanted: given({ ...wanted }), override },
    document: projectDocument(project.native),
    description: `grant ${holder.kind} ${holder.name} ${inWords(wanted)} in ${project.native}`,
    ...(takes(stored, wanted) && member.kind === 'user' ? { touches: [member] } : {}),
  };
  return planFor(reach, input, step);
}

const inWords = (wanted: Wanted): string =>
  'role' in wanted ? wanted.role : `exactly ${wanted.permissions.join(', ')}`;

const planFor = (reach: Reach, input: Remove, step: Step): Plan => ({
  steps: [step],
  target: `${input.member.native} in ${input.project.native}`,
  targets: [membershipOf(reach, input.project.native, holderOf(input)), input.project, input.member],
});

export function planRemoveMembership(reach: Reach, input: Remove): Plan {
  const { project, member } = input;
  const holder = holderOf(input);
  return planFor(reach, input, {
    write: 'membership.remove',
    args: { project: project.native, holder: { ...holder } },
    document: projectDocument(project.native),
    description: `take back what ${project.native} grants to ${holder.kind} ${holder.name}`,
    ...(member.kind === 'user' ? { touches: [member] } : {}),
  });
}

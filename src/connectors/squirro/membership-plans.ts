import type { ProjectRole } from '../../generated/types.ts';
import { membershipRef, ref, type Ref } from '../../model/ref.ts';
import type { Membership } from '../../model/types.ts';
import { ProblemError } from '../../problems.ts';
import type { Inputs, Plan, Read, Step, Writes } from '../../writing.ts';
import type { Client } from './client.ts';
import {
  type Holder,
  membershipOf,
  removeMembership,
  setMembership,
  SettableRole,
} from './membership-writes.ts';
import { accountNow, groupNow, membersOf, membershipsNow, projectNow, type Which } from './present.ts';
import { badField, notFound } from './refusals.ts';

type Planned = Pick<Writes['plans'], 'ensureProjectMembership' | 'removeProjectMembership'>;

/** What is laid down for changes of what a project grants. */
export const membershipPlans = (client: Client): Planned => ({
  ensureProjectMembership: (input) => planEnsure(client, input),
  removeProjectMembership: (input) => planRemove(client, input),
});

/** A role that may be given (squirro.md §13). */
export function requireSettable(role: ProjectRole, ...field: readonly string[]): SettableRole {
  const read = SettableRole.safeParse(role);
  if (read.success) return read.data;
  throw badField(`${field.join('.')} must be VIEWER, EDITOR or ADMIN.`, ...field);
}

/** Names the document: everything that a project grants. */
const documentOf = (project: Ref<'project'>) => `members of project ${project.native}`;

/** Gives a group a role in each of the projects. `members`: those who lose something where it had a stronger one. */
export async function granting(
  client: Client,
  { projects, role }: { readonly projects: readonly Ref<'project'>[]; readonly role: SettableRole },
  group: { readonly which: Which; readonly name: string; readonly members: readonly Ref<'user'>[] },
): Promise<Step[]> {
  const { which, name, members } = group;
  return Promise.all(
    projects.map(async (project) => {
      const memberships = await membershipsNow(client, project);
      if (memberships === null) throw notFound('squirro', 'projects');
      const present = 'id' in which ? membershipOf(memberships, 'GROUP', which.id) : undefined;
      const holder: Holder = { kind: 'GROUP', which };
      return {
        ...setMembership.intent({ project: project.native, holder, role, override: true }),
        document: documentOf(project),
        description: `make ${name} ${role} in project ${project.native}`,
        touches: lowers(present, role) ? members : [],
      };
    }),
  );
}

const strength: Readonly<Partial<Record<ProjectRole, number>>> = { VIEWER: 1, EDITOR: 2, ADMIN: 3 };

/** Whether the role is less than the one that is; it may be less than one that is not known. */
const lowers = (present: Membership | undefined, role: SettableRole): boolean =>
  present !== undefined && (strength[role] ?? 0) < (strength[present.role] ?? Infinity);

async function planEnsure(client: Client, input: Read<Inputs['ensureProjectMembership']>): Promise<Plan> {
  const { project, member, override = true } = input;
  if (input.permissions !== undefined) {
    const message = 'The system knows roles in projects, and no permissions that could be given one by one.';
    throw new ProblemError('UNSUPPORTED', { message, field: ['permissions'] });
  }
  if (input.role === undefined) throw badField('role must be VIEWER, EDITOR or ADMIN.', 'role');
  const role = requireSettable(input.role, 'role');
  const { holder, name, present, everybody, ...ends } = await endsOf(client, project, member);
  if (name === undefined) throw notFound('member');
  const step: Step = {
    ...setMembership.intent({ project: project.native, holder, role, override }),
    document: documentOf(project),
    description: `make ${name} ${role} in ${ends.title}`,
    touches: lowers(present, role) ? everybody : [],
  };
  return { steps: [step], target: `${name} in ${ends.title}`, targets: ends.targets };
}

async function planRemove(client: Client, input: Read<Inputs['removeProjectMembership']>): Promise<Plan> {
  const { project, member } = input;
  const { holder, name, everybody, ...ends } = await endsOf(client, project, member);
  const who = name ?? member.native;
  const step: Step = {
    ...removeMembership.intent({ project: project.native, kind: holder.kind, id: member.native }),
    document: documentOf(project),
    description: `take from ${who} what ${ends.title} grants`,
    touches: everybody,
  };
  return { steps: [step], target: `${who} in ${ends.title}`, targets: ends.targets };
}

/** A project that must be there, and a member that may not be. */
async function endsOf(client: Client, project: Ref<'project'>, member: Ref<'user'> | Ref<'group'>) {
  const [found, memberships, { name, everybody }] = await Promise.all([
    projectNow(client, project.native),
    membershipsNow(client, project),
    memberNow(client, member),
  ]);
  if (found === null || memberships === null) throw notFound('project');
  const holder = toHolder(member);
  return {
    holder,
    name,
    everybody,
    title: found.title,
    present: membershipOf(memberships, holder.kind, member.native),
    targets: [
      membershipRef(client.system, {
        project: project.native,
        memberKind: holder.kind,
        member: member.native,
      }),
      project,
      member,
    ],
  };
}

const toHolder = ({ kind, native: id }: Ref<'user'> | Ref<'group'>): Holder =>
  kind === 'user' ? { kind: 'USER', id } : { kind: 'GROUP', which: { id } };

/** What it is called, and who has what is granted to it; no name: it is not there. */
async function memberNow(
  client: Client,
  member: Ref<'user'> | Ref<'group'>,
): Promise<{ name: string | undefined; everybody: Ref<'user'>[] }> {
  if (member.kind === 'user') {
    const account = await accountNow(client, { id: member.native });
    return { name: account ? account.email || account.id : undefined, everybody: [member] };
  }
  const group = await groupNow(client, member.native);
  const members = group ? membersOf(client, group) : [];
  return { name: group?.name, everybody: members.map((id) => ref('user', client.system, id)) };
}

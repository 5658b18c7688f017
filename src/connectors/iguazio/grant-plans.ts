import type { ProjectRole } from '../../generated/types.ts';
import { orNull } from '../../loading.ts';
import { membershipRef } from '../../model/ref.ts';
import { ProblemError } from '../../problems.ts';
import type { Inputs, Plan, Planner, Read } from '../../writing.ts';
import { readGroup, type RoleName } from './fresh.ts';
import { badInput, leftOut, notFound, type Site } from './site.ts';

type Input<M extends keyof Inputs> = Read<Inputs[M]>;

const ROLES: Readonly<Partial<Record<ProjectRole, RoleName>>> = {
  VIEWER: 'Viewer',
  EDITOR: 'Editor',
  ADMIN: 'Admin',
};

export const planGrant =
  (site: Site): Planner<Input<'ensureProjectMembership'>> =>
  async (input): Promise<Plan> => {
    const { member, role, permissions, override = true } = input;
    if (role === undefined && permissions !== undefined) {
      const message = 'The system grants roles, and no single permissions.';
      throw new ProblemError('UNSUPPORTED', { system: site.system, message, field: ['permissions'] });
    }
    const name = role && ROLES[role];
    if (name === undefined) throw badInput('It is one of VIEWER, EDITOR and ADMIN.', 'role');
    await requireMember(site, member);
    return {
      ...(await planFor(site, input, name, override)),
      leftOut: permissions === undefined ? [] : [leftOut(site.system, 'permissions')],
    };
  };

export const planRevoke =
  (site: Site): Planner<Input<'removeProjectMembership'>> =>
  (input) =>
    planFor(site, input, null, true);

async function planFor(
  site: Site,
  { project, member }: Input<'removeProjectMembership'>,
  role: RoleName | null,
  override: boolean,
): Promise<Plan> {
  const [who, where] = await Promise.all([site.nameOf(member), site.nameOf(project)]);
  const memberKind = member.kind === 'user' ? 'USER' : 'GROUP';
  const ends = { project: project.native, memberKind, member: member.native } as const;
  return {
    steps: [
      {
        write: 'project.grant',
        args: { project: project.native, kind: member.kind, member: member.native, role, override },
        document: `roles of project ${project.native}`,
        description: role ? `make ${who} ${role} of ${where}` : `take ${who} out of ${where}`,
        touches: member.kind === 'user' ? [member] : [],
      },
    ],
    target: `${who} in ${where}`,
    targets: [membershipRef(site.system, ends), member, project],
  };
}

/** A role would be written with an id that is nobody's, and the whole transaction fail. */
async function requireMember({ client }: Site, { kind, native }: Input<'removeProjectMembership'>['member']) {
  const found =
    kind === 'user' ? (await orNull(() => client.user(native, {})))?.data : await readGroup(client, native);
  if (found?.id !== native) throw notFound('member');
}

import type { Directory } from './directory.ts';
import type { ProjectRole } from './generated/types.ts';
import type { Ref, SystemKey } from './model/ref.ts';
import { type Problem, ProblemError } from './problems.ts';

/** The roles that the accounts of one system have in its projects. */
export interface RolesThere {
  /** By the account's native id. */
  readonly byAccount: ReadonlyMap<string, ReadonlySet<ProjectRole>>;
  /** null: all that are granted are here. */
  readonly problem: Problem | null;
}

/** What projects grant to accounts, themselves and through groups. Reads every project's grants. */
export async function rolesIn(directory: Directory, system: SystemKey): Promise<RolesThere> {
  const { projects } = directory.session(system);
  if (!projects) return { byAccount: new Map(), problem: null };
  const { items, problem } = await projects.allMemberships();
  const byAccount = new Map<string, Set<ProjectRole>>();
  const give = (native: string, role: ProjectRole) =>
    byAccount.set(native, (byAccount.get(native) ?? new Set()).add(role));

  const byGroup = new Map<string, { group: Ref<'group'>; roles: Set<ProjectRole> }>();
  for (const { memberKind, member, role } of items) {
    if (memberKind === 'USER') give(member.native, role);
    if (memberKind !== 'GROUP') continue;
    const held = byGroup.get(member.native) ?? { group: member as Ref<'group'>, roles: new Set() };
    byGroup.set(member.native, { ...held, roles: held.roles.add(role) });
  }
  const unread: (Problem | null)[] = await Promise.all(
    [...byGroup.values()].map(async ({ group, roles }) => {
      try {
        for (const { native } of (await directory.membersOf(group)) ?? [])
          for (const role of roles) give(native, role);
        return null;
      } catch (error) {
        if (error instanceof ProblemError) return error.problem;
        throw error;
      }
    }),
  );
  return { byAccount, problem: problem ?? unread.find((one) => one !== null) ?? null };
}

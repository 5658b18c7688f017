import type { DetailReaders } from '../../connector.ts';
import type {
  SquirroSystemDetailsWorkspacesArgs,
  SquirroUserDetailsSessionArgs,
} from '../../generated/types.ts';
import type { Ref } from '../../model/ref.ts';
import { ProblemError } from '../../problems.ts';
import type { NamedProject, Workspace, WorkspaceUser } from './details-mapping.ts';
import type { GroupDetails, UserDetails } from './mapping.ts';
import type { SquirroSession } from './session.ts';

type None = Readonly<Record<string, never>>;

/** The project of this id; null where the gateway's tenant has none, or does not show it to the gateway. */
async function project({ nativeId }: NamedProject, _: None, { projects }: SquirroSession) {
  try {
    return await projects.byId.load(nativeId);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'NOT_PERMITTED') return null;
    throw error;
  }
}

/** What the answer that made a grant shows; any other shows no `grantId`. */
interface NewGrant {
  readonly targets: readonly Ref[];
  readonly grantId?: string;
}

/** Fields of Squirro's own types that take a read. */
export const details = {
  SquirroSystemDetails: {
    passwordPolicy: (_of: object, _: None, session: SquirroSession) => session.passwordPolicy(),
    workspaces: (
      _of: object,
      { adminOnly }: SquirroSystemDetailsWorkspacesArgs,
      { workspaceReads }: SquirroSession,
    ) => workspaceReads.list(adminOnly ?? false),
  },
  SquirroWorkspace: {
    projects: (of: Workspace, _: None, { workspaceReads }: SquirroSession) => workspaceReads.projects(of),
    users: ({ domain }: Workspace, _: None, { workspaceReads }: SquirroSession) =>
      workspaceReads.users.load(domain),
  },
  SquirroWorkspaceProject: { project },
  SquirroWorkspaceUser: {
    user: ({ nativeId }: WorkspaceUser, _: None, { users }: SquirroSession) => users.byId.load(nativeId),
  },
  SquirroProjectRole: { project },
  SquirroUserDetails: {
    config: ({ nativeId, configAsRead }: UserDetails, _: None, { perAccount }: SquirroSession) =>
      configAsRead === undefined ? perAccount.config(nativeId) : configAsRead,
    customData: ({ nativeId }: UserDetails, _: None, { perAccount }: SquirroSession) =>
      perAccount.customData(nativeId),
    projects: ({ nativeId }: UserDetails, _: None, { perAccount }: SquirroSession) =>
      perAccount.projects(nativeId),
    grants: ({ nativeId }: UserDetails, _: None, { perAccount }: SquirroSession) =>
      perAccount.grants.load(nativeId),
    authentications: ({ nativeId }: UserDetails, _: None, { perAccount }: SquirroSession) =>
      perAccount.authentications(nativeId),
    session: (of: UserDetails, { nativeId }: SquirroUserDetailsSessionArgs, { perAccount }: SquirroSession) =>
      perAccount.session(of.nativeId, nativeId),
  },
  CreateSquirroGrantPayload: {
    grant: async ({ targets: [user], grantId }: NewGrant, _: None, { perAccount }: SquirroSession) => {
      if (grantId === undefined || user === undefined) return null;
      const grants = await perAccount.grants.load(user.native);
      return grants?.find(({ nativeId }) => nativeId === grantId) ?? null;
    },
  },
  SquirroGroupDetails: {
    projects: ({ nativeId }: GroupDetails, _: None, { perAccount }: SquirroSession) =>
      perAccount.groupProjects.load(nativeId),
  },
} as const satisfies DetailReaders;

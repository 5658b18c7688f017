import type { DetailReaders } from '../../connector.ts';
import type { RoleHolder } from './roles.ts';
import type { DataikuSession } from './session.ts';
import type { AccountSettings } from './settings.ts';

interface OfAccount {
  readonly login: string;
}

const settingOf =
  <K extends keyof AccountSettings>(field: K) =>
  async ({ login }: OfAccount, _args: unknown, session: DataikuSession): Promise<AccountSettings[K] | null> =>
    (await session.users.settings(login))?.[field] ?? null;

/** Settings that Govern has no place for are null there without asking (§1.1). */
const dssSettingOf = <K extends keyof AccountSettings>(field: K) => {
  const read = settingOf(field);
  return (of: OfAccount, args: unknown, session: DataikuSession) =>
    session.product === 'DATAIKU_DSS' ? read(of, args, session) : null;
};

const nodeFact =
  (field: 'nodeId' | 'nodeName' | 'nodeType') =>
  async (_of: unknown, _args: unknown, session: DataikuSession): Promise<string | null> =>
    (await session.instanceInfo())[field] ?? null;

const userProfiles = (_of: unknown, _args: unknown, session: DataikuSession) => session.userProfiles();

export const details: DetailReaders = {
  DataikuUserDetails: {
    activity: ({ login }: OfAccount, _args: unknown, session: DataikuSession) =>
      session.users.activity(login),
    userProperties: settingOf('userProperties'),
    adminProperties: settingOf('adminProperties'),
    secrets: dssSettingOf('secrets'),
    credentials: dssSettingOf('credentials'),
  },
  DataikuSystemDetails: {
    nodeId: nodeFact('nodeId'),
    nodeName: nodeFact('nodeName'),
    nodeType: nodeFact('nodeType'),
    userProfiles,
  },
  GovernSystemDetails: {
    nodeName: nodeFact('nodeName'),
    userProfiles,
    roles: (_of: unknown, _args: unknown, session: DataikuSession) => session.roles(),
    roleAssignments: (_of: unknown, _args: unknown, session: DataikuSession) => session.roleAssignments(),
  },
  GovernRoleHolder: {
    member: ({ memberKind, memberName }: RoleHolder, _args: unknown, session: DataikuSession) => {
      if (memberKind === 'USER') return session.users.byUsername.load(memberName);
      return memberKind === 'GROUP' ? session.groups.byName.load(memberName) : null;
    },
  },
};

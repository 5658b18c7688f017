import type { DetailReaders } from '../../connector.ts';
import type { ChangeOutcome } from '../../generated/types.ts';
import { parseRef } from '../../model/ref.ts';
import type { OperationRecord, ToldStep } from '../../operation.ts';
import { toGlobalKey, toKey } from './api-keys.ts';
import { RoleArgs } from './role-changes.ts';
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

const globalApiKeys = async (_of: unknown, _args: unknown, session: DataikuSession) =>
  (await session.globalKeys()).map(toGlobalKey);

interface RolePayload {
  readonly record: OperationRecord | null;
}

/** What the one call did for an account is so before its own turn, and yet was done by this operation. */
function outcomeOfOne({ outcome, state, intent }: ToldStep): ChangeOutcome {
  if (outcome === null) return state === 'PENDING' ? 'PENDING' : 'UNKNOWN';
  return outcome === 'ALREADY' && intent.args['wasSo'] === false ? 'APPLIED' : outcome;
}

export const details: DetailReaders = {
  DataikuUserDetails: {
    activity: ({ login }: OfAccount, _args: unknown, session: DataikuSession) =>
      session.users.activity(login),
    userProperties: settingOf('userProperties'),
    adminProperties: settingOf('adminProperties'),
    secrets: dssSettingOf('secrets'),
    credentials: dssSettingOf('credentials'),
    apiKeys: async ({ login }: OfAccount, _args: unknown, session: DataikuSession) =>
      session.product === 'DATAIKU_DSS'
        ? (await session.personalKeys()).filter(({ user }) => user === login).map(toKey)
        : null,
  },
  DataikuSystemDetails: {
    nodeId: nodeFact('nodeId'),
    nodeName: nodeFact('nodeName'),
    nodeType: nodeFact('nodeType'),
    userProfiles,
    globalApiKeys,
  },
  GovernSystemDetails: {
    nodeName: nodeFact('nodeName'),
    userProfiles,
    globalApiKeys,
    roles: (_of: unknown, _args: unknown, session: DataikuSession) => session.roles(),
    roleAssignments: (_of: unknown, _args: unknown, session: DataikuSession) => session.roleAssignments(),
  },
  DataikuUserResult: {
    userId: ({ about }: ToldStep) => about?.userId,
    user: ({ about }: ToldStep, _args: unknown, session: DataikuSession) => {
      const login = parseRef(about?.userId ?? '')?.native;
      return login === undefined ? null : session.users.byUsername.load(login);
    },
    outcome: outcomeOfOne,
  },
  DataikuGovernRolePayload: {
    assignments: async ({ record }: RolePayload, _args: unknown, session: DataikuSession) => {
      const asked = RoleArgs.safeParse(record?.steps[0]?.intent.args).data;
      if (!asked) return null;
      const all = await session.roleAssignments();
      return all.filter(({ blueprint, role }) => blueprint === asked.blueprint && role === asked.role);
    },
  },
  GovernRoleHolder: {
    member: ({ memberKind, memberName }: RoleHolder, _args: unknown, session: DataikuSession) => {
      if (memberKind === 'USER') return session.users.byUsername.load(memberName);
      return memberKind === 'GROUP' ? session.groups.byName.load(memberName) : null;
    },
  },
};

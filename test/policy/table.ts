import type { Scope } from '../../src/generated/types.ts';

// Written by hand from what the roles promise, not read from the code: what a role allows with everybody's objects, and
// with the caller's own accounts.

type Row = { readonly everyone: readonly Scope[]; readonly own: readonly Scope[] };
const row = (everyone: readonly Scope[], own: readonly Scope[] = []): Row => ({ everyone, own });

export const roleTable: Readonly<Record<string, Row>> = {
  self: row([], ['READ', 'READ_EMAIL', 'READ_ACTIVITY', 'READ_CREDENTIALS']),
  reader: row(['READ', 'INTROSPECT']),
  'membership-operator': row(['READ', 'INTROSPECT', 'WRITE_MEMBERSHIPS']),
  'account-administrator': row([
    'READ',
    'INTROSPECT',
    'READ_EMAIL',
    'READ_ACTIVITY',
    'READ_CUSTOM_DATA',
    'WRITE_ACCOUNTS',
  ]),
  'privilege-administrator': row(['READ', 'INTROSPECT', 'WRITE_PRIVILEGES']),
  secrets: row(['READ', 'INTROSPECT', 'READ_CREDENTIALS', 'WRITE_SECRETS']),
  auditor: row([
    'READ',
    'INTROSPECT',
    'READ_EMAIL',
    'READ_ACTIVITY',
    'READ_CUSTOM_DATA',
    'READ_CREDENTIALS',
    'READ_INFRASTRUCTURE',
    'READ_OPERATIONS',
    'EXPORT',
  ]),
  'act-as': row(['ACT_AS']),
};

export const allScopes: readonly Scope[] = [
  'READ',
  'READ_EMAIL',
  'READ_ACTIVITY',
  'READ_CUSTOM_DATA',
  'READ_CREDENTIALS',
  'READ_INFRASTRUCTURE',
  'TRACE',
  'INTROSPECT',
  'READ_OPERATIONS',
  'EXPORT',
  'ACT_AS',
  'WRITE_MEMBERSHIPS',
  'WRITE_ACCOUNTS',
  'WRITE_PRIVILEGES',
  'WRITE_SECRETS',
  'ALLOW_PROTECTED',
];

/** What a grant that is limited to projects still gives of what is of no project. */
export const beyondProjects: readonly Scope[] = [
  'READ',
  'READ_EMAIL',
  'READ_ACTIVITY',
  'TRACE',
  'INTROSPECT',
  'EXPORT',
];

/** Every label of the schema, by what bears it. `!`: over the whole system. */
export const labelTable: Readonly<Record<string, string>> = {
  'Query.node': 'READ',
  'Query.nodes': 'READ',
  'Query.viewer': 'AUTHENTICATED',
  'Query.systems': 'READ',
  'Query.system': 'READ',
  'Query.user': 'READ',
  'Query.group': 'READ',
  'Query.project': 'READ',
  'Query.job': 'READ',
  'Query.users': 'READ',
  'Query.groups': 'READ',
  'Query.projects': 'READ',
  'Query.memberships': 'READ',
  'Query.people': 'READ',
  'Query.person': 'READ_EMAIL',
  'Subscription.operationUpdated': 'AUTHENTICATED',
  'System.baseUrl': 'READ_INFRASTRUCTURE',
  'System.self': 'READ_INFRASTRUCTURE',
  'User.email': 'READ_EMAIL',
  'User.lastActivity': 'READ_ACTIVITY',
  'User.activeSessions': 'READ_ACTIVITY',
  'Person.primaryEmail': 'READ_EMAIL',
  'Person.emails': 'READ_EMAIL',
  'IguazioUserDetails.phoneNumber': 'READ_EMAIL',
  'DataikuUserDetails.activity': 'READ_ACTIVITY',
  'DataikuUserDetails.userProperties': 'READ_CUSTOM_DATA',
  'DataikuUserDetails.adminProperties': 'READ_CUSTOM_DATA',
  'DataikuUserDetails.secrets': 'READ_CREDENTIALS',
  'DataikuUserDetails.credentials': 'READ_CREDENTIALS',
  'GovernSystemDetails.roleAssignments': 'READ!',
  'SquirroSystemDetails.passwordPolicy': 'READ_INFRASTRUCTURE',
  'SquirroSystemDetails.workspaces': 'READ!',
  'SquirroWorkspaceUser.email': 'READ_EMAIL',
  'SquirroUserDetails.config': 'READ_CUSTOM_DATA',
  'SquirroUserDetails.customData': 'READ_CUSTOM_DATA',
  'SquirroUserDetails.projects': 'READ!',
  'SquirroUserDetails.grants': 'READ_CREDENTIALS',
  'SquirroUserDetails.authentications': 'READ_CREDENTIALS',
  'SquirroUserDetails.session': 'READ_ACTIVITY',
  'SquirroGroupDetails.projects': 'READ!',
  'UserFilter.email': 'READ_EMAIL',
  'UserFilter.connected': 'READ_ACTIVITY',
  'UserFilter.lastActiveBefore': 'READ_ACTIVITY',
  'UserOrderField.EMAIL': 'READ_EMAIL',
  'UserOrderField.LAST_ACTIVITY': 'READ_ACTIVITY',
  'PersonFilter.email': 'READ_EMAIL',
};

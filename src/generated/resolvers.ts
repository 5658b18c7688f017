import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { System as SystemModel } from '../connector.ts';
import type { Report as ReportModel } from '../listing.ts';
import type { Problem as ProblemModel } from '../problems.ts';
import type { User as UserModel, Group as GroupModel, Member as MemberModel, Project as ProjectModel, Membership as MembershipModel, Job as JobModel, Access as AccessModel, AccessPath as AccessPathModel, Person as PersonModel, AccountMatch as AccountMatchModel, Details as DetailsModel } from '../model/types.ts';
import type { Found as FoundModel } from '../finding.ts';
import type { AccessPage } from '../access.ts';
import type { OperationRecord, StepRecord } from '../operation.ts';
import type { OperationPage } from '../operations.ts';
import type { ChangeReply } from '../changes/request.ts';
import type { Viewer as ViewerModel, Context } from '../context.ts';
import type { Right as RightModel } from '../policy.ts';
import type { UserPage, GroupPage, ProjectPage, MembershipPage, GroupRow } from '../lists.ts';
import type { PersonPage } from '../person-list.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An instant as RFC 3339 text, always UTC, to the millisecond: `2026-11-22T09:30:00.000Z`. */
  DateTime: { input: Date; output: Date; }
  /** Free-form data in the vendor's own shape: custom user data, properties, settings that differ from release to release. */
  JSON: { input: unknown; output: unknown; }
};

/** The rights one account really has in one project, and why. */
export type Access = Node & {
  readonly __typename?: 'Access';
  /** Finds it again through `node`; opaque to clients. Names both ends. */
  readonly id: Scalars['ID']['output'];
  /** Every way in which the account comes to rights there: those that count first, of these the strongest first. */
  readonly paths: ReadonlyArray<AccessPath>;
  /**
   * What all counted paths permit together, in the vendor's words, without those that a wider one contains; null: the vendor
   * does not tell it of every one of them, or no access.
   */
  readonly permissions?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** In which project. */
  readonly project: Project;
  /** The strongest counted path's role; null: no access. */
  readonly role?: Maybe<ProjectRole>;
  /** Whether the account can use it. false: granted, but the account is switched off. null: not known, or no access. */
  readonly usable?: Maybe<Scalars['Boolean']['output']>;
  /** Whose rights. */
  readonly user: User;
};

/** A page of people's access to one project. */
export type AccessConnection = {
  readonly __typename?: 'AccessConnection';
  /** The rows with their cursors. */
  readonly edges: ReadonlyArray<AccessEdge>;
  /** The rows. */
  readonly nodes: ReadonlyArray<Access>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How the system took part. */
  readonly systems: ReadonlyArray<SystemReport>;
  /** How many there are in all. */
  readonly totalCount: Count;
};

/** One row of a page. */
export type AccessEdge = {
  readonly __typename?: 'AccessEdge';
  /** Where the row stands, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The access. */
  readonly node: Access;
};

/** One way in which an account comes to rights in a project. */
export type AccessPath = {
  readonly __typename?: 'AccessPath';
  /** It applies only where these hold; empty: always. */
  readonly conditions: ReadonlyArray<Scalars['String']['output']>;
  /**
   * Whether it counts in the role. false: shown, but conditional, or outside the vendor's own reckoning (in Iguazio:
   * ownership and management policies).
   */
  readonly counted: Scalars['Boolean']['output'];
  /** The group it leads through; null: none. */
  readonly group?: Maybe<Group>;
  /** The group it leads through; null: none. */
  readonly groupName?: Maybe<Scalars['String']['output']>;
  /** The membership it rests on; null: it rests on none. */
  readonly membership?: Maybe<Membership>;
  /** What it permits by itself, in the vendor's words; null: the vendor names nothing. */
  readonly permissions?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** In the vendor's words, e.g. `group analysts: Editor`, `policy Project Read Only`. */
  readonly reason: Scalars['String']['output'];
  /** What it amounts to by itself. */
  readonly role: ProjectRole;
  /** Which kind of way. */
  readonly via: GrantVia;
};

/** One account of a person, or one that may be theirs. */
export type AccountMatch = {
  readonly __typename?: 'AccountMatch';
  /** How sure it is, 0 to 1. Joined accounts have 0.9 or more, proposed ones less. */
  readonly confidence: Scalars['Float']['output'];
  /** The same in words, with what was compared. */
  readonly evidence: Scalars['String']['output'];
  /** What speaks for it; the strongest, where several do. */
  readonly rule: MatchRule;
  /** The account. */
  readonly user: User;
};

/** Where an account or a group comes from. */
export type AccountOrigin =
  /** From another outside source. */
  | 'EXTERNAL'
  /** From a directory over LDAP. */
  | 'LDAP'
  /** Made and kept in the system itself. */
  | 'LOCAL'
  /** Known by single sign-on. */
  | 'SSO'
  /** The vendor does not tell, or says something unfamiliar. */
  | 'UNKNOWN';

/** When an account was last active, and how that is known. */
export type Activity = {
  readonly __typename?: 'Activity';
  /** When; null: the vendor says never. */
  readonly at?: Maybe<Scalars['DateTime']['output']>;
  /** The vendor's field or call it rests on, and what it covers. */
  readonly evidence: Scalars['String']['output'];
  /** What was seen. */
  readonly kind: ActivityKind;
};

/** What was seen of an account. */
export type ActivityKind =
  /** The vendor does not say what. */
  | 'ANY'
  /** It signed in. */
  | 'LOGIN'
  /** It used a session. */
  | 'SESSION';

/** Whom to add to which workspace. */
export type AddSquirroWorkspaceUsersInput = {
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Their e-mail addresses. Of one that nobody has, the vendor makes an account. */
  readonly emails: ReadonlyArray<Scalars['String']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The role they are to have, in the vendor's words: `admin`, `user`, `reader`. */
  readonly role: Scalars['String']['input'];
  /** The workspace's id. */
  readonly workspace: Scalars['ID']['input'];
};

/** What can be read at a system, then what can be changed there. */
export type Capability =
  /** Which credentials an account holds: names and dates, never values. */
  | 'CREDENTIALS'
  /** Free-form data on accounts: properties, custom data. */
  | 'CUSTOM_DATA'
  /** Groups and who is in them. */
  | 'GROUPS'
  /** Acting as another account. */
  | 'IMPERSONATION'
  /** Long-running work by id. */
  | 'JOBS'
  /** When an account was last active. */
  | 'LAST_ACTIVITY'
  /** What projects grant to whom. */
  | 'MEMBERSHIPS'
  /** The primary group of an account. */
  | 'PRIMARY_GROUP'
  /** Projects. */
  | 'PROJECTS'
  /** Roles and their assignments. */
  | 'ROLES'
  /** How many sessions an account has open now. */
  | 'SESSIONS'
  /** Accounts. */
  | 'USERS'
  /** Whether an account is active or disabled. */
  | 'USER_STATUS'
  /** Workspaces and their users. */
  | 'WORKSPACES'
  /** Creating, changing and deleting groups. */
  | 'WRITE_GROUPS'
  /** Adding and removing members of groups. */
  | 'WRITE_GROUP_MEMBERS'
  /** Granting and revoking roles in projects. */
  | 'WRITE_MEMBERSHIPS'
  /** Setting passwords. */
  | 'WRITE_PASSWORDS'
  /** Setting the primary group of an account. */
  | 'WRITE_PRIMARY_GROUP'
  /** Creating, changing and deleting accounts. */
  | 'WRITE_USERS'
  /** Enabling and disabling accounts. */
  | 'WRITE_USER_STATUS';

/** What became of a change. */
export type ChangeOutcome =
  /** It was so before: nothing was written. */
  | 'ALREADY'
  /** Done, and read back. */
  | 'APPLIED'
  /** Refused, failed, or the vendor said yes and the read-back says no: see `problems`. */
  | 'NOT_APPLIED'
  /** Several targets or steps: some are so now, some are not. See `results`, `problems` and the operation's steps. */
  | 'PARTIAL'
  /** The vendor works on it: see `job`. The operation tells when it is over. */
  | 'PENDING'
  /** Sent, the answer lost, and a read could not settle it: look there before anything is done about it. */
  | 'UNKNOWN'
  /** Only with `checkOnly`: it is not so yet, and nothing that can be seen beforehand stands against it. */
  | 'WOULD_APPLY';

/** What every mutation answers, besides what is its own. */
export type ChangePayload = {
  /** The vendor's work that it waits for; null: none. */
  readonly job?: Maybe<Job>;
  /** Its durable record; null only when the request was refused before anything was recorded. */
  readonly operation?: Maybe<Operation>;
  /** What became of it. */
  readonly outcome: ChangeOutcome;
  /**
   * Why it is not so, or not all of it. May stand beside APPLIED: a field of the input that the vendor has no place for is left out
   * and named here (UNSUPPORTED), the rest is done.
   */
  readonly problems: ReadonlyArray<Problem>;
};

/** How many rows paging to the end would give. */
export type Count = {
  readonly __typename?: 'Count';
  /** false: a lower bound. Rows are missing (see `systems`), or could not be judged by the filter because a fact is not known. */
  readonly exact: Scalars['Boolean']['output'];
  /** The number of rows. */
  readonly value: Scalars['Int']['output'];
};

/** Many accounts to make. */
export type CreateDataikuUsersInput = {
  /** The accounts, each username once. */
  readonly accounts: ReadonlyArray<NewDataikuUserInput>;
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The system's key. */
  readonly system: Scalars['String']['input'];
};

/** What to make. A field the vendor has no place for is left out, and named in `problems`. */
export type CreateGroupInput = {
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** What only Dataiku groups have. */
  readonly dataiku?: InputMaybe<DataikuGroupInput>;
  /** What it is for. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What only Iguazio groups have. */
  readonly iguazio?: InputMaybe<IguazioGroupInput>;
  /** The accounts to put into it, by id. */
  readonly members?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The name. */
  readonly name: Scalars['String']['input'];
  /** What only Squirro groups have. */
  readonly squirro?: InputMaybe<SquirroGroupInput>;
  /** The system's key. */
  readonly system: Scalars['String']['input'];
};

/** What became of a new group. */
export type CreateGroupPayload = ChangePayload & {
  readonly __typename?: 'CreateGroupPayload';
  /** The group as it is now; null: it is not there. */
  readonly group?: Maybe<Group>;
  /** The vendor's work that it waits for; null: none. */
  readonly job?: Maybe<Job>;
  /** Its durable record; null only when nothing was recorded. */
  readonly operation?: Maybe<Operation>;
  /** What became of it. */
  readonly outcome: ChangeOutcome;
  /** Why it is not so, or what was left out. */
  readonly problems: ReadonlyArray<Problem>;
};

/** What key to make. */
export type CreateIguazioAccessKeyInput = {
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What it is for. */
  readonly label?: InputMaybe<Scalars['String']['input']>;
  /** What it opens: `control`, `data`; left out: both. */
  readonly planes?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The id of the account: only the gateway's own. */
  readonly user: Scalars['ID']['input'];
};

/** What became of a new access key. */
export type CreateIguazioAccessKeyPayload = ChangePayload & {
  readonly __typename?: 'CreateIguazioAccessKeyPayload';
  /** The key, by its handle; null in every answer but the first. */
  readonly accessKey?: Maybe<IguazioAccessKey>;
  /** The vendor's work that it waits for; null: none. */
  readonly job?: Maybe<Job>;
  /** Its durable record; null only when nothing was recorded. */
  readonly operation?: Maybe<Operation>;
  /** What became of it. */
  readonly outcome: ChangeOutcome;
  /** Why it is not so, or what was left out. */
  readonly problems: ReadonlyArray<Problem>;
  /** The key itself. It is in this one answer and nowhere else: null ever after, also for the same `idempotencyKey`. */
  readonly secret?: Maybe<Scalars['String']['output']>;
  /** The account it belongs to. */
  readonly user?: Maybe<User>;
};

/** What project to make. */
export type CreateIguazioProjectInput = {
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** What it is for. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The name: small letters, digits and hyphens. */
  readonly name: Scalars['String']['input'];
  /** The system's key. */
  readonly system: Scalars['String']['input'];
  /** The id of the account that is to own it; left out: the gateway's own does. */
  readonly user?: InputMaybe<Scalars['ID']['input']>;
  /** Wait until it is done, or the request's deadline, whichever comes first; then the outcome is PENDING. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What to make. */
export type CreateSquirroGrantInput = {
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** The client that is to use it: for `service`, and only there. */
  readonly forClientId?: InputMaybe<Scalars['String']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What to narrow it to, in the vendor's words; left out: nothing. An empty list would narrow nothing either, and is refused. */
  readonly projectPermissions?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** `user` or `service`. */
  readonly type: Scalars['String']['input'];
  /** The account's id. */
  readonly user: Scalars['ID']['input'];
};

/** What became of a new grant. */
export type CreateSquirroGrantPayload = ChangePayload & {
  readonly __typename?: 'CreateSquirroGrantPayload';
  /** The grant; null: it was not made, or this is not the answer that made it. */
  readonly grant?: Maybe<SquirroGrant>;
  /** The vendor's work that it waits for; null: none. */
  readonly job?: Maybe<Job>;
  /** Its durable record; null only when nothing was recorded. */
  readonly operation?: Maybe<Operation>;
  /** What became of it. */
  readonly outcome: ChangeOutcome;
  /** Why it is not so, or what was left out. */
  readonly problems: ReadonlyArray<Problem>;
  /** Its token. In the answer that made it, and nowhere else: null ever after, also for the same `idempotencyKey`. */
  readonly refreshToken?: Maybe<Scalars['String']['output']>;
};

/** What to make. */
export type CreateSquirroWorkspaceInput = {
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The system's key. */
  readonly system: Scalars['String']['input'];
  /** The title; the vendor makes the domain of it. */
  readonly title: Scalars['String']['input'];
};

/** What to make. A field the vendor has no place for is left out, and named in `problems`. */
export type CreateUserInput = {
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** What only Dataiku accounts have. */
  readonly dataiku?: InputMaybe<DataikuUserInput>;
  /** The name for people. */
  readonly displayName?: InputMaybe<Scalars['String']['input']>;
  /** The e-mail address. */
  readonly email?: InputMaybe<Scalars['String']['input']>;
  /** The family name. */
  readonly familyName?: InputMaybe<Scalars['String']['input']>;
  /** The given name. */
  readonly givenName?: InputMaybe<Scalars['String']['input']>;
  /** The groups to put it into, by id. */
  readonly groups?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What only Iguazio accounts have. */
  readonly iguazio?: InputMaybe<IguazioUserInput>;
  /** Where the account is signed in. */
  readonly origin?: InputMaybe<AccountOrigin>;
  /** The first password. */
  readonly password?: InputMaybe<Scalars['String']['input']>;
  /** What only Squirro accounts have. */
  readonly squirro?: InputMaybe<SquirroUserInput>;
  /** The system's key. */
  readonly system: Scalars['String']['input'];
  /** The username; in Squirro the e-mail address. */
  readonly username: Scalars['String']['input'];
  /** Wait until it is done, or the request's deadline, whichever comes first; then the outcome is PENDING. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What became of a new account. */
export type CreateUserPayload = ChangePayload & {
  readonly __typename?: 'CreateUserPayload';
  /** The vendor's work that it waits for; null: none. */
  readonly job?: Maybe<Job>;
  /** Its durable record; null only when nothing was recorded. */
  readonly operation?: Maybe<Operation>;
  /** What became of it. */
  readonly outcome: ChangeOutcome;
  /** Why it is not so, or what was left out. */
  readonly problems: ReadonlyArray<Problem>;
  /** The account as it is now; null: it is not there. */
  readonly user?: Maybe<User>;
};

/** What was seen of a Dataiku account. null: never. */
export type DataikuActivity = {
  readonly __typename?: 'DataikuActivity';
  /** When it last failed to sign in. */
  readonly lastFailedLogin?: Maybe<Scalars['DateTime']['output']>;
  /** When it last opened or refreshed a tab. */
  readonly lastSessionActivity?: Maybe<Scalars['DateTime']['output']>;
  /** When it last signed in. */
  readonly lastSuccessfulLogin?: Maybe<Scalars['DateTime']['output']>;
};

/** An API key that acts as its account, without what is secret in it. */
export type DataikuApiKey = {
  readonly __typename?: 'DataikuApiKey';
  /** When it was made; null: not known. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who made it. */
  readonly createdBy?: Maybe<Scalars['String']['output']>;
  /** What it is for. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** Its name for people. */
  readonly label?: Maybe<Scalars['String']['output']>;
  /** Its id, which is no secret. */
  readonly nativeId: Scalars['String']['output'];
};

/** A personal credential, without what is secret in it. */
export type DataikuCredential = {
  readonly __typename?: 'DataikuCredential';
  /** The connection it is for; null for a plugin's. */
  readonly connection?: Maybe<Scalars['String']['output']>;
  /** The vendor's type, e.g. `BASIC` or `OAUTH_REFRESH_TOKEN`. */
  readonly kind: Scalars['String']['output'];
  /** The parameter in that. */
  readonly parameter?: Maybe<Scalars['String']['output']>;
  /** The plugin's parameter set. */
  readonly parameterSet?: Maybe<Scalars['String']['output']>;
  /** The plugin it is for; null for a connection's. */
  readonly plugin?: Maybe<Scalars['String']['output']>;
  /** The preset in it. */
  readonly preset?: Maybe<Scalars['String']['output']>;
  /** When it was last changed; null: not known. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The name it signs in with, where it has one. */
  readonly username?: Maybe<Scalars['String']['output']>;
};

/** An API key that is no account's, without what is secret in it. */
export type DataikuGlobalApiKey = {
  readonly __typename?: 'DataikuGlobalApiKey';
  /** When it was made; null: not known. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who made it. */
  readonly createdBy?: Maybe<Scalars['String']['output']>;
  /** What it is for. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** When it ends; null: never, or not known. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Names of the groups whose rights it has; null: none, it has rights of its own. */
  readonly groups?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Whether it administers the system by itself; null: not known. */
  readonly isAdmin?: Maybe<Scalars['Boolean']['output']>;
  /** Its name for people. */
  readonly label?: Maybe<Scalars['String']['output']>;
  /** Its id, which is no secret. */
  readonly nativeId: Scalars['String']['output'];
};

/** What became of a global API key. */
export type DataikuGlobalApiKeyPayload = ChangePayload & {
  readonly __typename?: 'DataikuGlobalApiKeyPayload';
  /** The vendor's work that it waits for; null: none. */
  readonly job?: Maybe<Job>;
  /** Its durable record; null only when nothing was recorded. */
  readonly operation?: Maybe<Operation>;
  /** What became of it. */
  readonly outcome: ChangeOutcome;
  /** Why it is not so, or what was left out. */
  readonly problems: ReadonlyArray<Problem>;
};

/** Who has which role where. */
export type DataikuGovernRoleMemberInput = {
  /** Go on although the member is protected. */
  readonly allowProtected?: InputMaybe<Scalars['Boolean']['input']>;
  /** The blueprint's id, e.g. `bp.system.govern_project`. */
  readonly blueprint: Scalars['String']['input'];
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The id of the account or group. */
  readonly member: Scalars['ID']['input'];
  /** The role's id, e.g. `ro.reader`. */
  readonly role: Scalars['String']['input'];
};

/** What became of a role assignment. */
export type DataikuGovernRolePayload = ChangePayload & {
  readonly __typename?: 'DataikuGovernRolePayload';
  /** The rules that give the role on the blueprint, as they are now. */
  readonly assignments?: Maybe<ReadonlyArray<GovernRoleAssignment>>;
  /** The vendor's work that it waits for; null: none. */
  readonly job?: Maybe<Job>;
  /** Its durable record; null only when nothing was recorded. */
  readonly operation?: Maybe<Operation>;
  /** What became of it. */
  readonly outcome: ChangeOutcome;
  /** Why it is not so, or what was left out. */
  readonly problems: ReadonlyArray<Problem>;
};

/** What only Dataiku groups have, in DSS and in Govern. */
export type DataikuGroupDetails = {
  readonly __typename?: 'DataikuGroupDetails';
  /** The Entra ID groups it stands for. */
  readonly azureADGroupNames?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The custom supplier's groups it stands for. */
  readonly customGroupNames?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The LDAP groups it stands for. */
  readonly ldapGroupNames?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The names of the global permissions it gives, e.g. `mayCreateProjects`. */
  readonly permissions?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The vendor's word for where it comes from. */
  readonly sourceType?: Maybe<Scalars['String']['output']>;
  /** The single sign-on groups it stands for. */
  readonly ssoGroupNames?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** What only Dataiku groups have; what is left out stays as it is. */
export type DataikuGroupInput = {
  /** Whether its members administer the system. */
  readonly admin?: InputMaybe<Scalars['Boolean']['input']>;
  /** The Entra groups whose members are in it. */
  readonly azureADGroupNames?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The groups of a custom supplier whose members are in it. */
  readonly customGroupNames?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The LDAP groups whose members are in it. */
  readonly ldapGroupNames?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Where its members come from. */
  readonly origin?: InputMaybe<AccountOrigin>;
  /** What its members may do in the system, in the vendor's words: exactly these. */
  readonly permissions?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The single sign-on groups whose members are in it. */
  readonly ssoGroupNames?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** A user secret, by name. */
export type DataikuSecret = {
  readonly __typename?: 'DataikuSecret';
  /** Its name. */
  readonly name: Scalars['String']['output'];
};

/** What only DSS systems have. */
export type DataikuSystemDetails = {
  readonly __typename?: 'DataikuSystemDetails';
  /** Its API keys that are no account's, never with what is secret in them. */
  readonly globalApiKeys?: Maybe<ReadonlyArray<DataikuGlobalApiKey>>;
  /** The node's id. */
  readonly nodeId?: Maybe<Scalars['String']['output']>;
  /** The node's name. */
  readonly nodeName?: Maybe<Scalars['String']['output']>;
  /** `DESIGN`, `AUTOMATION` or `DEPLOYER`. */
  readonly nodeType?: Maybe<Scalars['String']['output']>;
  /** The licence's user profiles that may be assigned. */
  readonly userProfiles?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** A DSS trial. */
export type DataikuTrial = {
  readonly __typename?: 'DataikuTrial';
  /** Whether it is or was on trial. */
  readonly exists: Scalars['Boolean']['output'];
  /** Whether the trial is over. */
  readonly expired: Scalars['Boolean']['output'];
  /** When it ends. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it began. */
  readonly grantedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether the trial can be used now. */
  readonly valid: Scalars['Boolean']['output'];
};

/** What to change of one of many accounts; what is left out stays as it is, and an empty text clears one. */
export type DataikuUserChangeInput = {
  /** The name for people. */
  readonly displayName?: InputMaybe<Scalars['String']['input']>;
  /** The e-mail address. */
  readonly email?: InputMaybe<Scalars['String']['input']>;
  /** Whether it can be used. */
  readonly enabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Exactly these groups, by id. */
  readonly groups?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The licence profile. */
  readonly profile?: InputMaybe<Scalars['String']['input']>;
  /** The account's id. */
  readonly user: Scalars['ID']['input'];
};

/** What only Dataiku accounts have, in DSS and in Govern. */
export type DataikuUserDetails = {
  readonly __typename?: 'DataikuUserDetails';
  /** When it signed in, failed to, and was last seen; null: not known. */
  readonly activity?: Maybe<DataikuActivity>;
  /** Properties only administrators see. From its settings: one call for all since release 14.2, per account before. */
  readonly adminProperties?: Maybe<Scalars['JSON']['output']>;
  /** Its personal API keys, never with what is secret in them. DSS only. One call for all accounts. */
  readonly apiKeys?: Maybe<ReadonlyArray<DataikuApiKey>>;
  /** Whether the licence lets it write code; DSS only. */
  readonly codeAllowed?: Maybe<Scalars['Boolean']['output']>;
  /**
   * Its personal credentials, never with a password or token. DSS only. From its settings: one call for all since release
   * 14.2, per account before.
   */
  readonly credentials?: Maybe<ReadonlyArray<DataikuCredential>>;
  /** The licence profile. It says what is paid for, not what is allowed. */
  readonly profile?: Maybe<Scalars['String']['output']>;
  /**
   * Its secrets, by name only: no value ever leaves the gateway. DSS only. From its settings: one call for all since
   * release 14.2, per account before.
   */
  readonly secrets?: Maybe<ReadonlyArray<DataikuSecret>>;
  /** The vendor's word for where it comes from, e.g. `LOCAL_NO_AUTH`. */
  readonly sourceType?: Maybe<Scalars['String']['output']>;
  /** Its trial; DSS only. */
  readonly trial?: Maybe<DataikuTrial>;
  /** Properties the account itself may change. From its settings: one call for all since release 14.2, per account before. */
  readonly userProperties?: Maybe<Scalars['JSON']['output']>;
};

/** What only Dataiku accounts have; what is left out stays as it is. */
export type DataikuUserInput = {
  /** Properties administrators may set: these keys are set, a key given null goes, others stay. */
  readonly adminProperties?: InputMaybe<Scalars['JSON']['input']>;
  /** The licence profile. */
  readonly profile?: InputMaybe<Scalars['String']['input']>;
  /** The vendor's word for where the account is signed in, where `origin` does not tell enough. */
  readonly sourceType?: InputMaybe<Scalars['String']['input']>;
  /** Properties users may set: these keys are set, a key given null goes, others stay. */
  readonly userProperties?: InputMaybe<Scalars['JSON']['input']>;
};

/** What became of one of many accounts. */
export type DataikuUserResult = {
  readonly __typename?: 'DataikuUserResult';
  /** What became of it. */
  readonly outcome: ChangeOutcome;
  /** Why it is not so; null: it is. */
  readonly problem?: Maybe<Problem>;
  /** The account as it is now; null, without an error: there is none. */
  readonly user?: Maybe<User>;
  /** The account's id, whether or not it exists. */
  readonly userId: Scalars['ID']['output'];
};

/** A source of accounts that can be asked. */
export type DataikuUserSource =
  /** Entra ID. */
  | 'AZURE_AD'
  /** A plugin. */
  | 'CUSTOM'
  /** An LDAP directory. */
  | 'LDAP';

/** What became of many accounts. */
export type DataikuUsersPayload = ChangePayload & {
  readonly __typename?: 'DataikuUsersPayload';
  /** The vendor's work that it waits for; null: none. */
  readonly job?: Maybe<Job>;
  /** Its durable record; null only when nothing was recorded. */
  readonly operation?: Maybe<Operation>;
  /** What became of it. */
  readonly outcome: ChangeOutcome;
  /** Why it is not so, or what was left out. */
  readonly problems: ReadonlyArray<Problem>;
  /** One for each account, in the order of the input; none for a job that is about all of them. */
  readonly results: ReadonlyArray<DataikuUserResult>;
};

/** Which personal API key to delete. */
export type DeleteDataikuApiKeyInput = {
  /** Go on although the account is protected. */
  readonly allowProtected?: InputMaybe<Scalars['Boolean']['input']>;
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The key's `nativeId`. */
  readonly key: Scalars['String']['input'];
  /** The id of the account that it acts as. */
  readonly user: Scalars['ID']['input'];
};

/** Which global API key to delete. */
export type DeleteDataikuGlobalApiKeyInput = {
  /** Go on although the gateway uses it. */
  readonly allowProtected?: InputMaybe<Scalars['Boolean']['input']>;
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The API key's `nativeId`. */
  readonly key: Scalars['String']['input'];
  /** The system's key. */
  readonly system: Scalars['String']['input'];
};

/** Many accounts to delete. */
export type DeleteDataikuUsersInput = {
  /** Go on although an account is protected. */
  readonly allowProtected?: InputMaybe<Scalars['Boolean']['input']>;
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** One that is not there is ALREADY; otherwise it is NOT_APPLIED with NOT_FOUND. */
  readonly ignoreMissing?: InputMaybe<Scalars['Boolean']['input']>;
  /** The accounts' ids. */
  readonly users: ReadonlyArray<Scalars['ID']['input']>;
};

/** The group to delete. */
export type DeleteGroupInput = {
  /** Go on although it touches a protected account or the last administrator. */
  readonly allowProtected?: InputMaybe<Scalars['Boolean']['input']>;
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** The group's id. */
  readonly group: Scalars['ID']['input'];
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** One that is not there is ALREADY; otherwise it is NOT_APPLIED with NOT_FOUND. */
  readonly ignoreMissing?: InputMaybe<Scalars['Boolean']['input']>;
  /** Wait until it is done, or the request's deadline, whichever comes first; then the outcome is PENDING. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What became of a deletion. */
export type DeleteGroupPayload = ChangePayload & {
  readonly __typename?: 'DeleteGroupPayload';
  /** The id of the group that is gone; null: it is not. */
  readonly deletedId?: Maybe<Scalars['ID']['output']>;
  /** The vendor's work that it waits for; null: none. */
  readonly job?: Maybe<Job>;
  /** Its durable record; null only when nothing was recorded. */
  readonly operation?: Maybe<Operation>;
  /** What became of it. */
  readonly outcome: ChangeOutcome;
  /** Why it is not so, or what was left out. */
  readonly problems: ReadonlyArray<Problem>;
};

/** The project to delete. */
export type DeleteIguazioProjectInput = {
  /** With all that it holds; otherwise one that is not empty is a CONFLICT. */
  readonly cascade?: InputMaybe<Scalars['Boolean']['input']>;
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** One that is not there is ALREADY; otherwise it is NOT_APPLIED with NOT_FOUND. */
  readonly ignoreMissing?: InputMaybe<Scalars['Boolean']['input']>;
  /** The project's id. */
  readonly project: Scalars['ID']['input'];
  /** Wait until it is done, or the request's deadline, whichever comes first; then the outcome is PENDING. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What became of a deletion. */
export type DeleteIguazioProjectPayload = ChangePayload & {
  readonly __typename?: 'DeleteIguazioProjectPayload';
  /** The id of the project that is gone; null: it is not. */
  readonly deletedId?: Maybe<Scalars['ID']['output']>;
  /** The vendor's work that it waits for; null: none. */
  readonly job?: Maybe<Job>;
  /** Its durable record; null only when nothing was recorded. */
  readonly operation?: Maybe<Operation>;
  /** What became of it. */
  readonly outcome: ChangeOutcome;
  /** Why it is not so, or what was left out. */
  readonly problems: ReadonlyArray<Problem>;
};

/** The grant to delete. */
export type DeleteSquirroGrantInput = {
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** The grant's `nativeId`. */
  readonly grant: Scalars['String']['input'];
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The account's id. */
  readonly user: Scalars['ID']['input'];
};

/** The session to end. */
export type DeleteSquirroSessionInput = {
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The session's `nativeId`. */
  readonly session: Scalars['String']['input'];
  /** The account's id. */
  readonly user: Scalars['ID']['input'];
};

/** The workspace to delete. */
export type DeleteSquirroWorkspaceInput = {
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** One that is not there is ALREADY; otherwise it is NOT_APPLIED with NOT_FOUND. */
  readonly ignoreMissing?: InputMaybe<Scalars['Boolean']['input']>;
  /** The workspace's id. */
  readonly workspace: Scalars['ID']['input'];
};

/** What became of a deletion. */
export type DeleteSquirroWorkspacePayload = ChangePayload & {
  readonly __typename?: 'DeleteSquirroWorkspacePayload';
  /** The id of the workspace that is gone; null: it is not. */
  readonly deletedId?: Maybe<Scalars['ID']['output']>;
  /** The vendor's work that it waits for; null: none. */
  readonly job?: Maybe<Job>;
  /** Its durable record; null only when nothing was recorded. */
  readonly operation?: Maybe<Operation>;
  /** What became of it. */
  readonly outcome: ChangeOutcome;
  /** Why it is not so, or what was left out. */
  readonly problems: ReadonlyArray<Problem>;
};

/** The account to delete. */
export type DeleteUserInput = {
  /** Go on although the account is protected. */
  readonly allowProtected?: InputMaybe<Scalars['Boolean']['input']>;
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** One that is not there is ALREADY; otherwise it is NOT_APPLIED with NOT_FOUND. */
  readonly ignoreMissing?: InputMaybe<Scalars['Boolean']['input']>;
  /** The account's id. */
  readonly user: Scalars['ID']['input'];
  /** Wait until it is done, or the request's deadline, whichever comes first; then the outcome is PENDING. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What became of a deletion. */
export type DeleteUserPayload = ChangePayload & {
  readonly __typename?: 'DeleteUserPayload';
  /** The id of the account that is gone; null: it is not. */
  readonly deletedId?: Maybe<Scalars['ID']['output']>;
  /** The vendor's work that it waits for; null: none. */
  readonly job?: Maybe<Job>;
  /** Its durable record; null only when nothing was recorded. */
  readonly operation?: Maybe<Operation>;
  /** What became of it. */
  readonly outcome: ChangeOutcome;
  /** Why it is not so, or what was left out. */
  readonly problems: ReadonlyArray<Problem>;
};

/** What to grant: one of `role` and `permissions`. */
export type EnsureProjectMembershipInput = {
  /** Go on although the member is protected. */
  readonly allowProtected?: InputMaybe<Scalars['Boolean']['input']>;
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The id of the account or group. */
  readonly member: Scalars['ID']['input'];
  /** false: a member who has another role is a CONFLICT. */
  readonly override?: InputMaybe<Scalars['Boolean']['input']>;
  /** Exactly these permissions, in the vendor's words. */
  readonly permissions?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The project's id. */
  readonly project: Scalars['ID']['input'];
  /** VIEWER, EDITOR or ADMIN. */
  readonly role?: InputMaybe<ProjectRole>;
};

/** What to exchange. */
export type ExchangeSquirroMicrosoftTokenInput = {
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The identity token, a JWT. */
  readonly identityToken: Scalars['String']['input'];
  /** The system's key. */
  readonly system: Scalars['String']['input'];
};

/** What became of an exchange. */
export type ExchangeSquirroMicrosoftTokenPayload = ChangePayload & {
  readonly __typename?: 'ExchangeSquirroMicrosoftTokenPayload';
  /** The vendor's work that it waits for; null: none. */
  readonly job?: Maybe<Job>;
  /** Its durable record; null only when nothing was recorded. */
  readonly operation?: Maybe<Operation>;
  /** What became of it. */
  readonly outcome: ChangeOutcome;
  /** Why it is not so, or what was left out. */
  readonly problems: ReadonlyArray<Problem>;
  /** The token. In the answer that made it, and nowhere else: null ever after, also for the same `idempotencyKey`. */
  readonly token?: Maybe<Scalars['String']['output']>;
  /** The account the token is of; null: none, or of another workspace. */
  readonly user?: Maybe<User>;
};

/** A role in Govern. */
export type GovernRole = {
  readonly __typename?: 'GovernRole';
  /** What it is for. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** Its name for people. */
  readonly label?: Maybe<Scalars['String']['output']>;
  /** Its id, e.g. `ro.reader`. */
  readonly nativeId: Scalars['String']['output'];
};

/**
 * One rule: these holders, and whoever the artifact fields name, have the role on the blueprint's artifacts where all
 * conditions hold. Rules only ever add.
 */
export type GovernRoleAssignment = {
  readonly __typename?: 'GovernRoleAssignment';
  /** The blueprint's id. */
  readonly blueprint: Scalars['String']['output'];
  /** What must hold of the artifact, in the vendor's words; empty: always. */
  readonly conditions: ReadonlyArray<Scalars['String']['output']>;
  /** Ids of artifact fields whose people get the role as well: whoever may edit these fields can give it. */
  readonly fields: ReadonlyArray<Scalars['String']['output']>;
  /** Who the rule names. */
  readonly holders: ReadonlyArray<GovernRoleHolder>;
  /** The role's id. */
  readonly role: Scalars['String']['output'];
};

/** Who a rule names. */
export type GovernRoleHolder = {
  readonly __typename?: 'GovernRoleHolder';
  /** The holder; null, without an error: gone, or neither account nor group. */
  readonly member?: Maybe<Member>;
  /** What kind of holder. */
  readonly memberKind: MemberKind;
  /** The holder as the rule names it. */
  readonly memberName: Scalars['String']['output'];
};

/** What only Govern systems have. Govern has no projects here: its rights are roles, assigned by rules per blueprint. */
export type GovernSystemDetails = {
  readonly __typename?: 'GovernSystemDetails';
  /** Its API keys, never with what is secret in them. */
  readonly globalApiKeys?: Maybe<ReadonlyArray<DataikuGlobalApiKey>>;
  /** The node's name. */
  readonly nodeName?: Maybe<Scalars['String']['output']>;
  /** Every rule that gives a role, of every blueprint that has rules of its own. */
  readonly roleAssignments?: Maybe<ReadonlyArray<GovernRoleAssignment>>;
  /** Its roles. */
  readonly roles?: Maybe<ReadonlyArray<GovernRole>>;
  /** The licence's user profiles that may be assigned. */
  readonly userProfiles?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** How a right comes to an account. */
export type GrantVia =
  /** A grant names the account. */
  | 'DIRECT'
  /** Everybody has it. */
  | 'EVERYONE'
  /** A grant names a group the account is in. */
  | 'GROUP'
  /** The account owns the project. */
  | 'OWNER'
  /** A rule of the vendor's gives it, e.g. a management policy. */
  | 'RULE'
  /** The account administers the whole system. */
  | 'SYSTEM_ADMIN';

/** One group in one system. */
export type Group = Member & Node & {
  readonly __typename?: 'Group';
  /** What it is for; null: nothing said, or the vendor has no place for it. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** What only this vendor has. */
  readonly details?: Maybe<GroupDetails>;
  /** Finds it again through `node`; opaque to clients. */
  readonly id: Scalars['ID']['output'];
  /** Whether being in it makes an administrator of the system; null: not known. */
  readonly isAdmin?: Maybe<Scalars['Boolean']['output']>;
  /** The accounts in it that exist. */
  readonly members?: Maybe<UserConnection>;
  /** What projects grant to it. Reads the grants of every project of the system; null, without an error, where there are no projects. */
  readonly memberships?: Maybe<MembershipConnection>;
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** The vendor's own id: an Iguazio UUID, a Dataiku group name, a Squirro id. */
  readonly nativeId: Scalars['String']['output'];
  /** Where it comes from. */
  readonly origin: AccountOrigin;
  /** Where it is. */
  readonly system: System;
};


/** One group in one system. */
export type GroupMembersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** One group in one system. */
export type GroupMembershipsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<MembershipFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of groups. */
export type GroupConnection = {
  readonly __typename?: 'GroupConnection';
  /** The rows with their cursors. */
  readonly edges: ReadonlyArray<GroupEdge>;
  /** The rows. */
  readonly nodes: ReadonlyArray<Group>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How each system took part. */
  readonly systems: ReadonlyArray<SystemReport>;
  /** How many there are in all. */
  readonly totalCount: Count;
};

/** What only one vendor's groups have. Members are declared in `schema/vendors/`. */
export type GroupDetails = DataikuGroupDetails | IguazioGroupDetails | SquirroGroupDetails;

/** One row of a page. */
export type GroupEdge = {
  readonly __typename?: 'GroupEdge';
  /** Where the row stands, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** Under `User.groups`: whether it is that account's primary group. null elsewhere, and where there is no such thing. */
  readonly isPrimary?: Maybe<Scalars['Boolean']['output']>;
  /** The group. */
  readonly node: Group;
};

/** Conditions on groups; all that are given must hold, and a list means any of. */
export type GroupFilter = {
  /** All of these hold. */
  readonly and?: InputMaybe<ReadonlyArray<GroupFilter>>;
  /** Makes administrators of the system, or not. */
  readonly isAdmin?: InputMaybe<Scalars['Boolean']['input']>;
  /** On the name. */
  readonly name?: InputMaybe<StringFilter>;
  /** This does not hold. */
  readonly not?: InputMaybe<GroupFilter>;
  /** At least one of these holds; `[]` matches nothing. */
  readonly or?: InputMaybe<ReadonlyArray<GroupFilter>>;
  /** Of one of these origins. */
  readonly origin?: InputMaybe<ReadonlyArray<AccountOrigin>>;
  /** Part of the name or the description. */
  readonly search?: InputMaybe<Scalars['String']['input']>;
  /** In one of these systems, by key. */
  readonly systems?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Of one of these vendors. */
  readonly vendors?: InputMaybe<ReadonlyArray<Vendor>>;
};

/** What became of one account. */
export type GroupMemberResult = {
  readonly __typename?: 'GroupMemberResult';
  /** What was to be done. */
  readonly action: MemberAction;
  /** What became of it. */
  readonly outcome: ChangeOutcome;
  /** Why it is not so; null: it is. */
  readonly problem?: Maybe<Problem>;
  /** The account; null, without an error: there is none. */
  readonly user?: Maybe<User>;
  /** The account's id, whether or not it exists. */
  readonly userId: Scalars['ID']['output'];
};

/** Whom to put into which group. */
export type GroupMembersInput = {
  /** For those whom `setGroupMembers` removes: also protected ones. */
  readonly allowProtected?: InputMaybe<Scalars['Boolean']['input']>;
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** For those whom `setGroupMembers` removes: also where it is their primary group. */
  readonly force?: InputMaybe<Scalars['Boolean']['input']>;
  /** The group's id. */
  readonly group: Scalars['ID']['input'];
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The accounts' ids. */
  readonly users: ReadonlyArray<Scalars['ID']['input']>;
};

/** What became of each account. */
export type GroupMembersPayload = ChangePayload & {
  readonly __typename?: 'GroupMembersPayload';
  /** The group as it is now; null: it is not there. */
  readonly group?: Maybe<Group>;
  /** The vendor's work that it waits for; null: none. */
  readonly job?: Maybe<Job>;
  /** Its durable record; null only when nothing was recorded. */
  readonly operation?: Maybe<Operation>;
  /** What became of it. */
  readonly outcome: ChangeOutcome;
  /** Why it is not so, or what was left out. */
  readonly problems: ReadonlyArray<Problem>;
  /** One for each account, in the order of the input; then one for each account that `setGroupMembers` removes. */
  readonly results: ReadonlyArray<GroupMemberResult>;
};

/** How to sort groups; ties by system key, then native id. */
export type GroupOrder = {
  /** Which way. */
  readonly direction?: InputMaybe<OrderDirection>;
  /** By what. */
  readonly field: GroupOrderField;
};

/** What groups can be sorted by. */
export type GroupOrderField =
  /** The name. */
  | 'NAME';

/** Whether a system answers. */
export type HealthState =
  /** The last request was refused or answered with something unexpected. */
  | 'DEGRADED'
  /** The last request was not answered. */
  | 'DOWN'
  /** Not asked yet. */
  | 'UNKNOWN'
  /** The last request was answered. */
  | 'UP';

/** An access key: whoever has it is the account it belongs to. */
export type IguazioAccessKey = {
  readonly __typename?: 'IguazioAccessKey';
  /** When it was made; null: not told. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Until when it opens anything; null: not told. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * Names the key, and says nothing of it: the platform's own name for a key is the key itself. It changes when the gateway's own
   * credential does.
   */
  readonly handle: Scalars['String']['output'];
  /** What it is for, in the words of whoever made it. */
  readonly label?: Maybe<Scalars['String']['output']>;
  /** What it opens: `control`, `data`. */
  readonly planes?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** What only Iguazio groups have. */
export type IguazioGroupDetails = {
  readonly __typename?: 'IguazioGroupDetails';
  /** Management policies its members hold. */
  readonly assignedPolicies?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** POSIX group id. */
  readonly gid?: Maybe<Scalars['Int']['output']>;
  /** `local`, or what kind of import it is. */
  readonly kind?: Maybe<Scalars['String']['output']>;
  /** Made by the platform, like `all_users`. */
  readonly systemProvided?: Maybe<Scalars['Boolean']['output']>;
};

/** What only Iguazio groups have; what is left out stays as it is. */
export type IguazioGroupInput = {
  /** The management policies, exactly these. */
  readonly assignedPolicies?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The group id in the file system. */
  readonly gid?: InputMaybe<Scalars['Int']['input']>;
};

/** What became of a project. */
export type IguazioProjectPayload = ChangePayload & {
  readonly __typename?: 'IguazioProjectPayload';
  /** The vendor's work that it waits for; null: none. */
  readonly job?: Maybe<Job>;
  /** Its durable record; null only when nothing was recorded. */
  readonly operation?: Maybe<Operation>;
  /** What became of it. */
  readonly outcome: ChangeOutcome;
  /** Why it is not so, or what was left out. */
  readonly problems: ReadonlyArray<Problem>;
  /** The project as it is now; null: it is not there, or cannot be seen any more. */
  readonly project?: Maybe<Project>;
};

/** What only Iguazio accounts have. */
export type IguazioUserDetails = {
  readonly __typename?: 'IguazioUserDetails';
  /** Its access keys. null for every account but the gateway's own: the platform shows each account its own keys only. */
  readonly accessKeys?: Maybe<ReadonlyArray<IguazioAccessKey>>;
  /** `up` or `down`: the switch. */
  readonly adminStatus?: Maybe<Scalars['String']['output']>;
  /** Management policies assigned to the account itself; it holds those of its groups as well. */
  readonly assignedPolicies?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** How it may sign in: `password`, `sso`; null on older platforms. */
  readonly authenticationMethods?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Department. */
  readonly department?: Maybe<Scalars['String']['output']>;
  /** Job title. */
  readonly jobTitle?: Maybe<Scalars['String']['output']>;
  /** `up`, `down` or `deleting`: what the platform made of it. */
  readonly operationalStatus?: Maybe<Scalars['String']['output']>;
  /** Phone number. */
  readonly phoneNumber?: Maybe<Scalars['String']['output']>;
  /** POSIX user id. */
  readonly uid?: Maybe<Scalars['Int']['output']>;
};

/** What only Iguazio accounts have; what is left out stays as it is. */
export type IguazioUserInput = {
  /** The management policies, exactly these. */
  readonly assignedPolicies?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The ways to sign in, exactly these. */
  readonly authenticationMethods?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Where they do it. */
  readonly department?: InputMaybe<Scalars['String']['input']>;
  /** What they do. */
  readonly jobTitle?: InputMaybe<Scalars['String']['input']>;
  /** How to call them. */
  readonly phoneNumber?: InputMaybe<Scalars['String']['input']>;
  /** The primary group, by id. */
  readonly primaryGroup?: InputMaybe<Scalars['ID']['input']>;
  /** The user id in the file system. */
  readonly uid?: InputMaybe<Scalars['Int']['input']>;
};

/** Long-running work at a vendor: an Iguazio job, a Dataiku future. */
export type Job = Node & {
  readonly __typename?: 'Job';
  /** When it began; null: not known. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Finds it again through `node`; opaque to clients. */
  readonly id: Scalars['ID']['output'];
  /** What it does, in the vendor's words, e.g. `user.deletion`. */
  readonly kind: Scalars['String']['output'];
  /** What the vendor says about the result; null: nothing. */
  readonly message?: Maybe<Scalars['String']['output']>;
  /** How far it is, in the vendor's words. */
  readonly nativeState: Scalars['String']['output'];
  /** How far it is. */
  readonly state: JobState;
  /** Where it runs. */
  readonly system: System;
  /** When it last changed; null: not known. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** How far a piece of long-running work is. */
export type JobState =
  /** Called off. */
  | 'CANCELED'
  /** Ended without success; see `message`. */
  | 'FAILED'
  /** Not begun. */
  | 'PENDING'
  /** At work. */
  | 'RUNNING'
  /** Done. */
  | 'SUCCEEDED'
  /** The vendor says something unfamiliar. */
  | 'UNKNOWN';

/** What speaks for an account being a person's. */
export type MatchRule =
  /** The same e-mail, normalised. */
  | 'EMAIL'
  /** The same full name and the same e-mail domain. Joins nobody: only among what is proposed. */
  | 'NAME'
  /** The configuration says so, above every rule. */
  | 'PIN'
  /** The person's only account, matched with nothing. */
  | 'SOLE'
  /** The same username, in systems where the configuration lets it count. */
  | 'USERNAME';

/** What can hold a grant: an account or a group. */
export type Member = {
  /** Finds it again through `node`; opaque to clients. */
  readonly id: Scalars['ID']['output'];
  /** Administrator of the whole system; null: not known. */
  readonly isAdmin?: Maybe<Scalars['Boolean']['output']>;
  /** What projects grant to it, itself. Reads the grants of every project of the system; null, without an error, where there are no projects. */
  readonly memberships?: Maybe<MembershipConnection>;
  /** The vendor's own id. */
  readonly nativeId: Scalars['String']['output'];
  /** Where it comes from. */
  readonly origin: AccountOrigin;
  /** Where it is. */
  readonly system: System;
};


/** What can hold a grant: an account or a group. */
export type MemberMembershipsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<MembershipFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** What was done about an account. */
export type MemberAction =
  /** It was to be put into the group. */
  | 'ADD'
  /** It was to be taken out. */
  | 'REMOVE';

/** What kind of holder a grant names. */
export type MemberKind =
  /** A group. */
  | 'GROUP'
  /** Something else, e.g. an API key; its `member` is null. */
  | 'OTHER'
  /** An account. */
  | 'USER';

/**
 * What the vendor stores for one member in one project; several grants to the same member are one Membership, of their
 * strongest role and all their permissions. Owners and system administrators have none by that alone.
 */
export type Membership = Node & {
  readonly __typename?: 'Membership';
  /** Finds it again through `node`; opaque to clients. */
  readonly id: Scalars['ID']['output'];
  /** The holder; null, without an error: the account or group is gone, or it is neither. */
  readonly member?: Maybe<Member>;
  /** The holder's id, whether or not it still exists. */
  readonly memberId: Scalars['ID']['output'];
  /** What kind of holder the grant names. */
  readonly memberKind: MemberKind;
  /** The holder as the grant names it, even when nobody of that name is left. */
  readonly memberName: Scalars['String']['output'];
  /** The vendor's own word for it, e.g. `Editor`, `member`, `readProjectContent+runScenarios`. */
  readonly nativeRole: Scalars['String']['output'];
  /** The vendor's own permission names, implied ones included; null: it names none. */
  readonly permissions?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The project; null, without an error: it is gone. */
  readonly project?: Maybe<Project>;
  /** The project's id. */
  readonly projectId: Scalars['ID']['output'];
  /** What the grant amounts to. */
  readonly role: ProjectRole;
  /** Where it is. */
  readonly system: System;
};

/** A page of memberships. */
export type MembershipConnection = {
  readonly __typename?: 'MembershipConnection';
  /** The rows with their cursors. */
  readonly edges: ReadonlyArray<MembershipEdge>;
  /** The rows. */
  readonly nodes: ReadonlyArray<Membership>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How each system took part. */
  readonly systems: ReadonlyArray<SystemReport>;
  /** How many there are in all. */
  readonly totalCount: Count;
};

/** One row of a page. */
export type MembershipEdge = {
  readonly __typename?: 'MembershipEdge';
  /** Where the row stands, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The membership. */
  readonly node: Membership;
};

/** Conditions on memberships; all that are given must hold, and a list means any of. */
export type MembershipFilter = {
  /** All of these hold. */
  readonly and?: InputMaybe<ReadonlyArray<MembershipFilter>>;
  /** Held by this account or group, itself. */
  readonly member?: InputMaybe<Scalars['ID']['input']>;
  /** Held by this kind. */
  readonly memberKind?: InputMaybe<MemberKind>;
  /** This does not hold. */
  readonly not?: InputMaybe<MembershipFilter>;
  /** At least one of these holds; `[]` matches nothing. */
  readonly or?: InputMaybe<ReadonlyArray<MembershipFilter>>;
  /** In this project. */
  readonly project?: InputMaybe<Scalars['ID']['input']>;
  /** Of one of these roles. */
  readonly role?: InputMaybe<ReadonlyArray<ProjectRole>>;
  /** In one of these systems, by key. */
  readonly systems?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Gives an account or a group a role on the artifacts of a blueprint, always. It is put into the role's first rule without conditions,
   * or into a new one; other rules, roles and conditions stay as they are. Govern only.
   */
  readonly addDataikuGovernRoleMember: DataikuGovernRolePayload;
  /** Puts accounts into a group. */
  readonly addGroupMembers: GroupMembersPayload;
  /** Adds accounts to a workspace by e-mail, each by itself. One that is there with another role is a CONFLICT. */
  readonly addSquirroWorkspaceUsers: SquirroWorkspacePayload;
  /**
   * Makes many accounts in one call to the system, which has it since release 14.2; UNSUPPORTED before. Each is then looked at by itself,
   * and one that the call did not make is tried alone, so that what speaks against it is known.
   */
  readonly createDataikuUsers: DataikuUsersPayload;
  /** Makes a group. One that is there already, as described, is ALREADY. */
  readonly createGroup: CreateGroupPayload;
  /**
   * Makes an access key of the gateway's own account: the platform makes keys for no other account than the one that asks. Its owner
   * must have no more rights than the caller.
   */
  readonly createIguazioAccessKey: CreateIguazioAccessKeyPayload;
  /** Makes a project. One that is there already, as described, is ALREADY. */
  readonly createIguazioProject: IguazioProjectPayload;
  /**
   * Makes a long-lived token of an account. It is in this one answer only; where the answer is lost, the grant can be found on the
   * account, and must be deleted and made again.
   */
  readonly createSquirroGrant: CreateSquirroGrantPayload;
  /** Makes a workspace. One of that title is ALREADY. */
  readonly createSquirroWorkspace: SquirroWorkspacePayload;
  /** Makes an account. One that is there already, as described, is ALREADY. */
  readonly createUser: CreateUserPayload;
  /** Deletes a personal API key, at once and for good. Of the account that the gateway itself uses it takes `allowProtected`. DSS only. */
  readonly deleteDataikuApiKey: UpdateUserPayload;
  /** Deletes an API key that is no account's, at once and for good. The one the gateway itself uses takes `allowProtected`. */
  readonly deleteDataikuGlobalApiKey: DataikuGlobalApiKeyPayload;
  /** Deletes many accounts in one call; otherwise like `createDataikuUsers`. */
  readonly deleteDataikuUsers: DataikuUsersPayload;
  /** Deletes a group. Its members stay. */
  readonly deleteGroup: DeleteGroupPayload;
  /** Deletes a project, with all that it grants. */
  readonly deleteIguazioProject: DeleteIguazioProjectPayload;
  /** Deletes a grant: its token is worth nothing from then on. */
  readonly deleteSquirroGrant: UpdateUserPayload;
  /** Ends a session. A grant is a session as well. */
  readonly deleteSquirroSession: UpdateUserPayload;
  /** Deletes a workspace and everything in it. */
  readonly deleteSquirroWorkspace: DeleteSquirroWorkspacePayload;
  /** Deletes an account. */
  readonly deleteUser: DeleteUserPayload;
  /** Keeps an account from being used, and keeps it. */
  readonly disableUser: UpdateUserPayload;
  /** Lets an account be used again. */
  readonly enableUser: UpdateUserPayload;
  /**
   * Grants a member a role, or exactly these permissions, in a project. The same unified role is ALREADY, and further flags stay
   * untouched; otherwise what makes up the role is set and what belongs to higher roles is cleared.
   */
  readonly ensureProjectMembership: ProjectMembershipPayload;
  /** Exchanges a Microsoft Exchange identity token for a token of the account it names. */
  readonly exchangeSquirroMicrosoftToken: ExchangeSquirroMicrosoftTokenPayload;
  /** Makes accounts of people whom a directory knows, as it describes them. */
  readonly provisionDataikuUsers: DataikuUsersPayload;
  /** Removes what an account has for a connection. DSS only. */
  readonly removeDataikuConnectionCredential: UpdateUserPayload;
  /**
   * Takes an account or a group out of every rule that gives it the role by name, conditional ones included. Who has the role
   * by an artifact field, through a group or from another blueprint keeps it. Govern only.
   */
  readonly removeDataikuGovernRoleMember: DataikuGovernRolePayload;
  /** Removes what an account has for a plugin's preset. DSS only. */
  readonly removeDataikuPluginCredential: UpdateUserPayload;
  /** Removes a secret of an account. DSS only. */
  readonly removeDataikuUserSecret: UpdateUserPayload;
  /** Takes accounts out of a group. */
  readonly removeGroupMembers: GroupMembersPayload;
  /** Takes back everything a project grants to a member itself. */
  readonly removeProjectMembership: ProjectMembershipPayload;
  /** Removes the link of an account to another service. */
  readonly removeSquirroAuthentication: UpdateUserPayload;
  /** Takes an account out of the groups of a workspace, then out of the workspace: it is gone there. */
  readonly removeSquirroWorkspaceUser: SquirroWorkspacePayload;
  /**
   * Has an account asked for again where it comes from, such as a directory, which may change its groups, name, address and profile.
   * APPLIED means that the system has begun: `job` says how far it is.
   */
  readonly resyncDataikuUser: UpdateUserPayload;
  /** The same for many accounts, or for everybody. */
  readonly resyncDataikuUsers: DataikuUsersPayload;
  /** Ends an access key of the gateway's own account; never the one that the gateway signs in with. */
  readonly revokeIguazioAccessKey: UpdateUserPayload;
  /** Sets with what an account signs in to a connection. Values cannot be read: it is written whether or not it was so. DSS only. */
  readonly setDataikuConnectionCredential: UpdateUserPayload;
  /** Sets with what an account signs in for a plugin's preset. Values cannot be read: it is written whether or not it was so. DSS only. */
  readonly setDataikuPluginCredential: UpdateUserPayload;
  /** Sets a secret of an account, by name. Values cannot be read: it is written whether or not it was so. DSS only. */
  readonly setDataikuUserSecret: UpdateUserPayload;
  /** Makes exactly these accounts the members of a group. */
  readonly setGroupMembers: GroupMembersPayload;
  /** Gives a project to another account. The gateway may then see it no longer: it is APPLIED all the same. */
  readonly setIguazioProjectOwner: IguazioProjectPayload;
  /** Makes a group the primary one of an account. */
  readonly setPrimaryGroup: UpdateUserPayload;
  /** Links an account to another service, or changes the link. What is left out keeps its value there. */
  readonly setSquirroAuthentication: UpdateUserPayload;
  /** Changes the role of an account in a workspace. */
  readonly setSquirroWorkspaceUserRole: SquirroWorkspacePayload;
  /** Sets the password of an account. Nobody can read one back: APPLIED means that the vendor said so. */
  readonly setUserPassword: UpdateUserPayload;
  /**
   * Signs somebody up with Squirro, where it lets people do that. Where workspaces are off it makes a tenant of their own, which the
   * gateway may not see: APPLIED means that the vendor said so.
   */
  readonly signUpSquirroUser: CreateUserPayload;
  /** Changes many accounts in one call; otherwise like `createDataikuUsers`. */
  readonly updateDataikuUsers: DataikuUsersPayload;
  /** Changes what is given of a group, and nothing else. */
  readonly updateGroup: UpdateGroupPayload;
  /** Changes what is given of a project, and nothing else. */
  readonly updateIguazioProject: IguazioProjectPayload;
  /** Changes what is given of an account, and nothing else. */
  readonly updateUser: UpdateUserPayload;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationAddDataikuGovernRoleMemberArgs = {
  input: DataikuGovernRoleMemberInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationAddGroupMembersArgs = {
  input: GroupMembersInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationAddSquirroWorkspaceUsersArgs = {
  input: AddSquirroWorkspaceUsersInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationCreateDataikuUsersArgs = {
  input: CreateDataikuUsersInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationCreateGroupArgs = {
  input: CreateGroupInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationCreateIguazioAccessKeyArgs = {
  input: CreateIguazioAccessKeyInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationCreateIguazioProjectArgs = {
  input: CreateIguazioProjectInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationCreateSquirroGrantArgs = {
  input: CreateSquirroGrantInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationCreateSquirroWorkspaceArgs = {
  input: CreateSquirroWorkspaceInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationCreateUserArgs = {
  input: CreateUserInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationDeleteDataikuApiKeyArgs = {
  input: DeleteDataikuApiKeyInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationDeleteDataikuGlobalApiKeyArgs = {
  input: DeleteDataikuGlobalApiKeyInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationDeleteDataikuUsersArgs = {
  input: DeleteDataikuUsersInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationDeleteGroupArgs = {
  input: DeleteGroupInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationDeleteIguazioProjectArgs = {
  input: DeleteIguazioProjectInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationDeleteSquirroGrantArgs = {
  input: DeleteSquirroGrantInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationDeleteSquirroSessionArgs = {
  input: DeleteSquirroSessionInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationDeleteSquirroWorkspaceArgs = {
  input: DeleteSquirroWorkspaceInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationDeleteUserArgs = {
  input: DeleteUserInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationDisableUserArgs = {
  input: UserTargetInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationEnableUserArgs = {
  input: UserTargetInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationEnsureProjectMembershipArgs = {
  input: EnsureProjectMembershipInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationExchangeSquirroMicrosoftTokenArgs = {
  input: ExchangeSquirroMicrosoftTokenInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationProvisionDataikuUsersArgs = {
  input: ProvisionDataikuUsersInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationRemoveDataikuConnectionCredentialArgs = {
  input: RemoveDataikuConnectionCredentialInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationRemoveDataikuGovernRoleMemberArgs = {
  input: DataikuGovernRoleMemberInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationRemoveDataikuPluginCredentialArgs = {
  input: RemoveDataikuPluginCredentialInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationRemoveDataikuUserSecretArgs = {
  input: RemoveDataikuUserSecretInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationRemoveGroupMembersArgs = {
  input: RemoveGroupMembersInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationRemoveProjectMembershipArgs = {
  input: RemoveProjectMembershipInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationRemoveSquirroAuthenticationArgs = {
  input: RemoveSquirroAuthenticationInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationRemoveSquirroWorkspaceUserArgs = {
  input: RemoveSquirroWorkspaceUserInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationResyncDataikuUserArgs = {
  input: ResyncDataikuUserInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationResyncDataikuUsersArgs = {
  input: ResyncDataikuUsersInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationRevokeIguazioAccessKeyArgs = {
  input: RevokeIguazioAccessKeyInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationSetDataikuConnectionCredentialArgs = {
  input: SetDataikuConnectionCredentialInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationSetDataikuPluginCredentialArgs = {
  input: SetDataikuPluginCredentialInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationSetDataikuUserSecretArgs = {
  input: SetDataikuUserSecretInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationSetGroupMembersArgs = {
  input: GroupMembersInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationSetIguazioProjectOwnerArgs = {
  input: SetIguazioProjectOwnerInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationSetPrimaryGroupArgs = {
  input: SetPrimaryGroupInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationSetSquirroAuthenticationArgs = {
  input: SetSquirroAuthenticationInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationSetSquirroWorkspaceUserRoleArgs = {
  input: SetSquirroWorkspaceUserRoleInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationSetUserPasswordArgs = {
  input: SetUserPasswordInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationSignUpSquirroUserArgs = {
  input: SignUpSquirroUserInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationUpdateDataikuUsersArgs = {
  input: UpdateDataikuUsersInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationUpdateGroupArgs = {
  input: UpdateGroupInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationUpdateIguazioProjectArgs = {
  input: UpdateIguazioProjectInput;
};


/**
 * Changes. Each takes one `input` and answers one payload, and nothing foreseeable is an error. A change is recorded before it is
 * sent, ends in one of `ChangeOutcome`, and is believed only when it has been read back. The same `idempotencyKey` with the same
 * input again answers what the first did, and sends nothing. An account is protected if the configuration says so, if it is the one
 * the gateway itself uses, or if it is the last administrator of its system: `allowProtected` goes on all the same.
 */
export type MutationUpdateUserArgs = {
  input: UpdateUserInput;
};

/** One of many accounts to make. */
export type NewDataikuUserInput = {
  /** The name for people. */
  readonly displayName?: InputMaybe<Scalars['String']['input']>;
  /** The e-mail address. */
  readonly email?: InputMaybe<Scalars['String']['input']>;
  /** The groups to put it into, by id. */
  readonly groups?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Where the account is signed in. */
  readonly origin?: InputMaybe<AccountOrigin>;
  /** The first password. */
  readonly password?: InputMaybe<Scalars['String']['input']>;
  /** The licence profile. */
  readonly profile?: InputMaybe<Scalars['String']['input']>;
  /** The vendor's word for where the account is signed in, where `origin` does not tell enough. */
  readonly sourceType?: InputMaybe<Scalars['String']['input']>;
  /** The username. */
  readonly username: Scalars['String']['input'];
};

/** An object with an id that finds it again through `node`. */
export type Node = {
  /** Stable, URL-safe text. Opaque to clients: store it, compare it, do not take it apart. */
  readonly id: Scalars['ID']['output'];
};

/** The durable record of one mutation: written before anything was sent, and kept. */
export type Operation = Node & {
  readonly __typename?: 'Operation';
  /** The id of the account it ran as; null: the gateway's own. */
  readonly actingAs?: Maybe<Scalars['String']['output']>;
  /** Who asked for it. */
  readonly actor: Scalars['String']['output'];
  /** When it came to its end; null: it has not. */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Finds it again through `node` and `operation`; opaque to clients. */
  readonly id: Scalars['ID']['output'];
  /** The key its caller gave it; null: none. */
  readonly idempotencyKey?: Maybe<Scalars['String']['output']>;
  /** The vendor's work that it waits for or waited for; null: none, or no longer there. */
  readonly job?: Maybe<Job>;
  /** The mutation's name. */
  readonly kind: Scalars['String']['output'];
  /** What became of it; null while it is at work. */
  readonly outcome?: Maybe<ChangeOutcome>;
  /** Why it is not so, or not all of it, and what was left out. */
  readonly problems: ReadonlyArray<Problem>;
  /** When it was recorded. */
  readonly startedAt: Scalars['DateTime']['output'];
  /** How far it is. */
  readonly state: OperationState;
  /** What it took, in order. */
  readonly steps: ReadonlyArray<OperationStep>;
  /** What it was about, readable, e.g. `ada in dss-design`. */
  readonly target?: Maybe<Scalars['String']['output']>;
  /** The same as ids, whether or not they still exist. */
  readonly targets: ReadonlyArray<Scalars['ID']['output']>;
};

/** A page of operations. */
export type OperationConnection = {
  readonly __typename?: 'OperationConnection';
  /** The rows with their cursors. */
  readonly edges: ReadonlyArray<OperationEdge>;
  /** The rows. */
  readonly nodes: ReadonlyArray<Operation>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Count;
};

/** One row of a page. */
export type OperationEdge = {
  readonly __typename?: 'OperationEdge';
  /** Where the row stands, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The operation. */
  readonly node: Operation;
};

/** Conditions on operations; all that are given must hold, and a list means any of. */
export type OperationFilter = {
  /** Asked for by this caller. */
  readonly actor?: InputMaybe<Scalars['String']['input']>;
  /** With this idempotency key. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Of one of these mutations, by name. */
  readonly kinds?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Recorded at this time or later. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  /** As far as one of these. */
  readonly states?: InputMaybe<ReadonlyArray<OperationState>>;
  /** With a step in one of these systems, by key. */
  readonly systems?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** About this object, by id. */
  readonly target?: InputMaybe<Scalars['ID']['input']>;
  /** Recorded before this time. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** How far an operation is. */
export type OperationState =
  /** It is not so, or not all of it: NOT_APPLIED, PARTIAL. */
  | 'FAILED'
  /** At work at the vendor. */
  | 'PENDING'
  /** At work here. */
  | 'RUNNING'
  /** It is so now, or was so before: APPLIED, ALREADY. */
  | 'SUCCEEDED'
  /** Nobody could find out: UNKNOWN. */
  | 'UNKNOWN';

/** One write of an operation. */
export type OperationStep = {
  readonly __typename?: 'OperationStep';
  /** How often it was sent. 0: never. */
  readonly attempts: Scalars['Int']['output'];
  /** What it does, readable. Holds no secret. */
  readonly description: Scalars['String']['output'];
  /** When it came to its end; null: it has not. */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why it is not so; null: it is, or is at work. */
  readonly problem?: Maybe<Problem>;
  /** When it was first looked at; null: not yet. */
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** How far it is. */
  readonly state: OperationState;
  /** That system; null, without an error: no longer configured, or not for this caller. */
  readonly system?: Maybe<System>;
  /** The key of the system it went to. */
  readonly systemKey: Scalars['String']['output'];
};

/** Which way a list is sorted. What is not known comes last in both directions. */
export type OrderDirection =
  /** Smallest first: A to Z, oldest first. */
  | 'ASC'
  /** Largest first: Z to A, newest first. */
  | 'DESC';

/** Where a page stands in its list. Paging goes forward only. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Cursor of the last row of the page; null on an empty page. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether rows follow this page. With `endCursor` as `after`, they are the next page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether rows stand before this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first row of the page; null on an empty page. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/**
 * One human, by the accounts that are joined to it. Every account belongs to exactly one person. Accounts are joined by pins in
 * the configuration, by the same e-mail, and by the same username between systems where the configuration lets it count; never by
 * name, and never where a choice would be needed.
 */
export type Person = Node & {
  readonly __typename?: 'Person';
  /** The joined accounts, by system key, then native id, as far as systems could be read. */
  readonly accounts: ReadonlyArray<AccountMatch>;
  /** The name people see: that of the first account that has one; null: none has. */
  readonly displayName?: Maybe<Scalars['String']['output']>;
  /** Every e-mail of its accounts, normalised, the primary one first. What is no address is left out. */
  readonly emails: ReadonlyArray<Scalars['String']['output']>;
  /** Finds it again through `node`. It stays while what joins the accounts stands: when accounts come and go, and when systems cannot be read. */
  readonly id: Scalars['ID']['output'];
  /** Its own e-mail, else that of its first account, normalised; null: none has one. */
  readonly primaryEmail?: Maybe<Scalars['String']['output']>;
  /** Accounts that may be the same human's, the likeliest first, at most 25. They are shown, never joined: a pin settles it. */
  readonly proposed: ReadonlyArray<AccountMatch>;
  /** How each system took part in telling who this is. */
  readonly systems: ReadonlyArray<SystemReport>;
};

/** A page of people. */
export type PersonConnection = {
  readonly __typename?: 'PersonConnection';
  /** The rows with their cursors. */
  readonly edges: ReadonlyArray<PersonEdge>;
  /** The rows. */
  readonly nodes: ReadonlyArray<Person>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How each system took part. */
  readonly systems: ReadonlyArray<SystemReport>;
  /** How many there are in all. */
  readonly totalCount: Count;
};

/** One row of a page. */
export type PersonEdge = {
  readonly __typename?: 'PersonEdge';
  /** Where the row stands, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The person. */
  readonly node: Person;
};

/**
 * Conditions on people, about their joined accounts; all that are given must hold, and `[]` matches nobody. What a system that
 * could not be read would add is not known, and what is not known meets neither a condition nor its `not`. So "disabled in one
 * system, active in another" is `and: [{ anyStatus: [DISABLED] }, { anyStatus: [ACTIVE] }]`.
 */
export type PersonFilter = {
  /** All of these hold. */
  readonly and?: InputMaybe<ReadonlyArray<PersonFilter>>;
  /** Has an account that meets this. */
  readonly anyAccount?: InputMaybe<UserFilter>;
  /** Has an account in any of these states. */
  readonly anyStatus?: InputMaybe<ReadonlyArray<UserStatus>>;
  /** On any of its e-mails, normalised. */
  readonly email?: InputMaybe<StringFilter>;
  /** Has an account in each of these systems, by key. */
  readonly hasAccountIn?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Has an account in none of these systems, by key. Nobody is said to have none where the system could not be read. */
  readonly hasNoAccountIn?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** This does not hold. */
  readonly not?: InputMaybe<PersonFilter>;
  /** At least one of these holds; `[]` matches nobody. */
  readonly or?: InputMaybe<ReadonlyArray<PersonFilter>>;
  /** Has an account that a project grants one of these roles, itself or through a group. Reads every project's grants. */
  readonly projectRole?: InputMaybe<ReadonlyArray<ProjectRole>>;
  /** Part of the name, an e-mail or a username of an account. */
  readonly search?: InputMaybe<Scalars['String']['input']>;
  /** Has an account in any of these systems, by key. */
  readonly systems?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** A failure that has a name, as data. The same code and message stand in the `extensions` and `message` of errors. */
export type Problem = {
  readonly __typename?: 'Problem';
  /** Which kind of failure. */
  readonly code: ProblemCode;
  /** Path into the mutation's input, where one field is to blame, e.g. `["users", "1"]`. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** For people. Never carries a secret, a stack or a vendor's raw text. */
  readonly message: Scalars['String']['output'];
  /** How many seconds the system asked to wait; null when it did not say. */
  readonly retryAfterSeconds?: Maybe<Scalars['Int']['output']>;
  /** Whether asking again, unchanged, may help. */
  readonly retryable: Scalars['Boolean']['output'];
  /** The system it happened at; null when it is the gateway's own. */
  readonly system?: Maybe<System>;
};

/** What kind of failure a problem is. The codes are closed: clients may switch on them. */
export type ProblemCode =
  /** An object of that name exists already. */
  | 'ALREADY_EXISTS'
  /** An argument or header is wrong; the message says which and what to change. */
  | 'BAD_INPUT'
  /** The object's present state does not allow it, or several objects match where one was meant. */
  | 'CONFLICT'
  /** The gateway failed. That is a fault of the gateway, never of a system. */
  | 'INTERNAL'
  /** The first use of this idempotency key is still at work. */
  | 'IN_PROGRESS'
  /** The idempotency key came with another input before. */
  | 'KEY_REUSED'
  /** A limit was passed; the message names limit, value and maximum. */
  | 'LIMIT_EXCEEDED'
  /** The change was not made. */
  | 'NOT_APPLIED'
  /** There is no such object. */
  | 'NOT_FOUND'
  /** The caller, or the gateway's account at the vendor, may not. */
  | 'NOT_PERMITTED'
  /** The change was sent, the answer was lost, and a read could not settle it. */
  | 'OUTCOME_UNKNOWN'
  /** The object is protected from this change. */
  | 'PROTECTED'
  /** The change could not be recorded and was therefore not made. */
  | 'RECORD_UNAVAILABLE'
  /** Nobody knows who is asking. */
  | 'UNAUTHENTICATED'
  /** The vendor has no such feature. */
  | 'UNSUPPORTED'
  /** The system refused the request for a reason of its own. */
  | 'UPSTREAM_ERROR'
  /** The system answered with something that is not in its protocol. */
  | 'UPSTREAM_INVALID_RESPONSE'
  /** The system asked the gateway to slow down. */
  | 'UPSTREAM_RATE_LIMITED'
  /** The system did not answer in time. */
  | 'UPSTREAM_TIMEOUT'
  /** The system did not answer: no connection, or an error of its own. */
  | 'UPSTREAM_UNAVAILABLE';

/** One project in one system. */
export type Project = Node & {
  readonly __typename?: 'Project';
  /** When it was made; null: not known. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** What it is for; null: nothing said. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** Who really may what here: accounts, groups expanded, with every reason. One read of the accounts and groups of the system. */
  readonly effectiveMembers?: Maybe<AccessConnection>;
  /** Finds it again through `node`; opaque to clients. */
  readonly id: Scalars['ID']['output'];
  /** What people address it by: an Iguazio name, a DSS project key, a Squirro id. */
  readonly key: Scalars['String']['output'];
  /** What it grants to whom. */
  readonly memberships?: Maybe<MembershipConnection>;
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** The vendor's own id: an Iguazio UUID, a DSS project key, a Squirro id. */
  readonly nativeId: Scalars['String']['output'];
  /** Its state in the vendor's words; null: the vendor says none. */
  readonly nativeStatus?: Maybe<Scalars['String']['output']>;
  /** The owner's account; null, without an error: none, or no such account any more. */
  readonly owner?: Maybe<User>;
  /** The owner as the project names it, even when nobody of that name is left; null: none. */
  readonly ownerName?: Maybe<Scalars['String']['output']>;
  /** Where it is. */
  readonly system: System;
};


/** One project in one system. */
export type ProjectEffectiveMembersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  role?: InputMaybe<ProjectRole>;
};


/** One project in one system. */
export type ProjectMembershipsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<MembershipFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of projects. */
export type ProjectConnection = {
  readonly __typename?: 'ProjectConnection';
  /** The rows with their cursors. */
  readonly edges: ReadonlyArray<ProjectEdge>;
  /** The rows. */
  readonly nodes: ReadonlyArray<Project>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How each system took part. */
  readonly systems: ReadonlyArray<SystemReport>;
  /** How many there are in all. */
  readonly totalCount: Count;
};

/** One row of a page. */
export type ProjectEdge = {
  readonly __typename?: 'ProjectEdge';
  /** Where the row stands, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The project. */
  readonly node: Project;
};

/** Conditions on projects; all that are given must hold, and a list means any of. */
export type ProjectFilter = {
  /** All of these hold. */
  readonly and?: InputMaybe<ReadonlyArray<ProjectFilter>>;
  /** On the key. */
  readonly key?: InputMaybe<StringFilter>;
  /** On the name. */
  readonly name?: InputMaybe<StringFilter>;
  /** This does not hold. */
  readonly not?: InputMaybe<ProjectFilter>;
  /** At least one of these holds; `[]` matches nothing. */
  readonly or?: InputMaybe<ReadonlyArray<ProjectFilter>>;
  /** Owned by this account. */
  readonly owner?: InputMaybe<Scalars['ID']['input']>;
  /** Part of the name, the key or the description. */
  readonly search?: InputMaybe<Scalars['String']['input']>;
  /** In one of these systems, by key. */
  readonly systems?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Of one of these vendors. */
  readonly vendors?: InputMaybe<ReadonlyArray<Vendor>>;
};

/** What became of a grant. */
export type ProjectMembershipPayload = ChangePayload & {
  readonly __typename?: 'ProjectMembershipPayload';
  /** The id of the membership that was removed; null: none was. */
  readonly deletedId?: Maybe<Scalars['ID']['output']>;
  /** The vendor's work that it waits for; null: none. */
  readonly job?: Maybe<Job>;
  /** The membership as it is now; null: there is none. */
  readonly membership?: Maybe<Membership>;
  /** Its durable record; null only when nothing was recorded. */
  readonly operation?: Maybe<Operation>;
  /** What became of it. */
  readonly outcome: ChangeOutcome;
  /** Why it is not so, or what was left out. */
  readonly problems: ReadonlyArray<Problem>;
};

/** How to sort projects; ties by system key, then native id. */
export type ProjectOrder = {
  /** Which way. */
  readonly direction?: InputMaybe<OrderDirection>;
  /** By what. */
  readonly field: ProjectOrderField;
};

/** What projects can be sorted by. */
export type ProjectOrderField =
  /** When it was made. */
  | 'CREATED_AT'
  /** The key. */
  | 'KEY'
  /** The name. */
  | 'NAME';

/** What a grant amounts to. VIEWER < EDITOR < ADMIN < OWNER; CUSTOM ranks below them. */
export type ProjectRole =
  /** May change everything, rights included. */
  | 'ADMIN'
  /** Rights that make up none of these: see `nativeRole` and `permissions`. */
  | 'CUSTOM'
  /** May change the content. */
  | 'EDITOR'
  /** It is theirs. */
  | 'OWNER'
  /** May look. */
  | 'VIEWER';

/** Whom to make accounts of. */
export type ProvisionDataikuUsersInput = {
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Where they are known. */
  readonly source: DataikuUserSource;
  /** The system's key. */
  readonly system: Scalars['String']['input'];
  /** Their usernames there. */
  readonly usernames: ReadonlyArray<Scalars['String']['input']>;
  /** Wait until it is done, or the request's deadline, whichever comes first; then the outcome is PENDING. */
  readonly wait?: InputMaybe<Scalars['Boolean']['input']>;
};

/**
 * Questions. A list over several systems never fails because of one of them: its `systems` tells how each took part.
 * Systems are named by `System.key`; objects by the `id` they came with.
 */
export type Query = {
  readonly __typename?: 'Query';
  /** One group, exact and case-sensitive, by exactly one of `name` and `nativeId`; null when there is none. */
  readonly group?: Maybe<Group>;
  /** Groups of every system. */
  readonly groups: GroupConnection;
  /** One piece of long-running work at a vendor, by the vendor's own id; null when there is none, or no longer. */
  readonly job?: Maybe<Job>;
  /** What every system's projects grant to whom. Reads the grants of every project asked about. */
  readonly memberships: MembershipConnection;
  /** The object of this id; null, without an error, when there is nothing there, when it is not for this caller, or when the id is not one. */
  readonly node?: Maybe<Node>;
  /** The objects of these ids, at most 500, in the order asked; null where `node` would be null. */
  readonly nodes: ReadonlyArray<Maybe<Node>>;
  /**
   * The record of one mutation; null when there is none, or it is another caller's and this one may not READ_OPERATIONS where it
   * went.
   */
  readonly operation?: Maybe<Operation>;
  /** Records of mutations, newest first: the caller's own, and everybody's where the caller may READ_OPERATIONS. */
  readonly operations: OperationConnection;
  /** People over every system, by id. Reads every system's accounts. */
  readonly people: PersonConnection;
  /**
   * Who uses this e-mail, in whatever spelling; null when nobody does. When several people do, or accounts that share it are not
   * joined, null with a CONFLICT error: `people` shows them.
   */
  readonly person?: Maybe<Person>;
  /**
   * One project, exact and case-sensitive, by exactly one of `key` and `nativeId`; null when there is none. By name, ask
   * `projects(filter:)`: names need not be unique.
   */
  readonly project?: Maybe<Project>;
  /** Projects of every system. */
  readonly projects: ProjectConnection;
  /** The system of this key; null when there is none. */
  readonly system?: Maybe<System>;
  /** Every system the caller may see, by key. */
  readonly systems: ReadonlyArray<System>;
  /** One account, exact and case-sensitive, by exactly one of `username` and `nativeId`; null when there is none. */
  readonly user?: Maybe<User>;
  /** Accounts of every system. */
  readonly users: UserConnection;
  /** Who is asking, and what they may do. */
  readonly viewer: Viewer;
};


/**
 * Questions. A list over several systems never fails because of one of them: its `systems` tells how each took part.
 * Systems are named by `System.key`; objects by the `id` they came with.
 */
export type QueryGroupArgs = {
  name?: InputMaybe<Scalars['String']['input']>;
  nativeId?: InputMaybe<Scalars['String']['input']>;
  system: Scalars['String']['input'];
};


/**
 * Questions. A list over several systems never fails because of one of them: its `systems` tells how each took part.
 * Systems are named by `System.key`; objects by the `id` they came with.
 */
export type QueryGroupsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<GroupFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<GroupOrder>;
};


/**
 * Questions. A list over several systems never fails because of one of them: its `systems` tells how each took part.
 * Systems are named by `System.key`; objects by the `id` they came with.
 */
export type QueryJobArgs = {
  nativeId: Scalars['String']['input'];
  system: Scalars['String']['input'];
};


/**
 * Questions. A list over several systems never fails because of one of them: its `systems` tells how each took part.
 * Systems are named by `System.key`; objects by the `id` they came with.
 */
export type QueryMembershipsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<MembershipFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * Questions. A list over several systems never fails because of one of them: its `systems` tells how each took part.
 * Systems are named by `System.key`; objects by the `id` they came with.
 */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Questions. A list over several systems never fails because of one of them: its `systems` tells how each took part.
 * Systems are named by `System.key`; objects by the `id` they came with.
 */
export type QueryNodesArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


/**
 * Questions. A list over several systems never fails because of one of them: its `systems` tells how each took part.
 * Systems are named by `System.key`; objects by the `id` they came with.
 */
export type QueryOperationArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Questions. A list over several systems never fails because of one of them: its `systems` tells how each took part.
 * Systems are named by `System.key`; objects by the `id` they came with.
 */
export type QueryOperationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<OperationFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * Questions. A list over several systems never fails because of one of them: its `systems` tells how each took part.
 * Systems are named by `System.key`; objects by the `id` they came with.
 */
export type QueryPeopleArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<PersonFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * Questions. A list over several systems never fails because of one of them: its `systems` tells how each took part.
 * Systems are named by `System.key`; objects by the `id` they came with.
 */
export type QueryPersonArgs = {
  email: Scalars['String']['input'];
};


/**
 * Questions. A list over several systems never fails because of one of them: its `systems` tells how each took part.
 * Systems are named by `System.key`; objects by the `id` they came with.
 */
export type QueryProjectArgs = {
  key?: InputMaybe<Scalars['String']['input']>;
  nativeId?: InputMaybe<Scalars['String']['input']>;
  system: Scalars['String']['input'];
};


/**
 * Questions. A list over several systems never fails because of one of them: its `systems` tells how each took part.
 * Systems are named by `System.key`; objects by the `id` they came with.
 */
export type QueryProjectsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ProjectFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ProjectOrder>;
};


/**
 * Questions. A list over several systems never fails because of one of them: its `systems` tells how each took part.
 * Systems are named by `System.key`; objects by the `id` they came with.
 */
export type QuerySystemArgs = {
  key: Scalars['String']['input'];
};


/**
 * Questions. A list over several systems never fails because of one of them: its `systems` tells how each took part.
 * Systems are named by `System.key`; objects by the `id` they came with.
 */
export type QueryUserArgs = {
  nativeId?: InputMaybe<Scalars['String']['input']>;
  system: Scalars['String']['input'];
  username?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Questions. A list over several systems never fails because of one of them: its `systems` tells how each took part.
 * Systems are named by `System.key`; objects by the `id` they came with.
 */
export type QueryUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<UserFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<UserOrder>;
};

/** Which credential to remove. One that is not there is ALREADY. */
export type RemoveDataikuConnectionCredentialInput = {
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** The connection's name. */
  readonly connection: Scalars['String']['input'];
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The account's id. */
  readonly user: Scalars['ID']['input'];
};

/** Which credential to remove. One that is not there is ALREADY. */
export type RemoveDataikuPluginCredentialInput = {
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The parameter's name. */
  readonly parameter: Scalars['String']['input'];
  /** The parameter set's id. */
  readonly parameterSet: Scalars['String']['input'];
  /** The plugin's id. */
  readonly plugin: Scalars['String']['input'];
  /** The preset's id. */
  readonly preset: Scalars['String']['input'];
  /** The account's id. */
  readonly user: Scalars['ID']['input'];
};

/** Which secret to remove. One that is not there is ALREADY. */
export type RemoveDataikuUserSecretInput = {
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The secret's name. */
  readonly name: Scalars['String']['input'];
  /** The account's id. */
  readonly user: Scalars['ID']['input'];
};

/** Whom to take out of which group. */
export type RemoveGroupMembersInput = {
  /** Also protected ones. */
  readonly allowProtected?: InputMaybe<Scalars['Boolean']['input']>;
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Also where it is their primary group. */
  readonly force?: InputMaybe<Scalars['Boolean']['input']>;
  /** The group's id. */
  readonly group: Scalars['ID']['input'];
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The accounts' ids. */
  readonly users: ReadonlyArray<Scalars['ID']['input']>;
};

/** What to take back. */
export type RemoveProjectMembershipInput = {
  /** Go on although the member is protected. */
  readonly allowProtected?: InputMaybe<Scalars['Boolean']['input']>;
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The id of the account or group. */
  readonly member: Scalars['ID']['input'];
  /** The project's id. */
  readonly project: Scalars['ID']['input'];
};

/** The link to remove. */
export type RemoveSquirroAuthenticationInput = {
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The service's name. */
  readonly service: Scalars['String']['input'];
  /** The account's id. */
  readonly user: Scalars['ID']['input'];
};

/** Whom to take out of which workspace. */
export type RemoveSquirroWorkspaceUserInput = {
  /** Go on although the account is protected. */
  readonly allowProtected?: InputMaybe<Scalars['Boolean']['input']>;
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The account's id. */
  readonly user: Scalars['ID']['input'];
  /** The workspace's id. */
  readonly workspace: Scalars['ID']['input'];
};

/** Whom to ask for again. */
export type ResyncDataikuUserInput = {
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The account's id. */
  readonly user: Scalars['ID']['input'];
};

/** Whom to ask for again: one of `users` and `everyone`. */
export type ResyncDataikuUsersInput = {
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Everybody whom the system has. */
  readonly everyone?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The system's key. */
  readonly system: Scalars['String']['input'];
  /** The accounts' ids. */
  readonly users?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** The access key to end. */
export type RevokeIguazioAccessKeyInput = {
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** The key's handle. */
  readonly handle: Scalars['String']['input'];
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** One that is not there is ALREADY; otherwise it is NOT_APPLIED with NOT_FOUND. */
  readonly ignoreMissing?: InputMaybe<Scalars['Boolean']['input']>;
  /** The id of the account: only the gateway's own. */
  readonly user: Scalars['ID']['input'];
};

/**
 * What callers may be allowed. Scopes are granted by name or through roles, each for systems and, where the object is of one,
 * projects. None implies another.
 */
export type Scope =
  /** The header `Rollcall-Act-As`: asking as another account, never as one with more rights than the caller's. */
  | 'ACT_AS'
  /** Changes of protected accounts and of the last administrator. */
  | 'ALLOW_PROTECTED'
  /** Nothing but to be known to the gateway. */
  | 'AUTHENTICATED'
  /** Writing whole lists out. */
  | 'EXPORT'
  /** Asking for the schema, and being told how a question that does not fit it was meant. */
  | 'INTROSPECT'
  /** Systems, accounts, groups, projects, memberships and access. Objects that may not be read do not seem to exist. */
  | 'READ'
  /** When and how much accounts are used: last activity, sessions. */
  | 'READ_ACTIVITY'
  /** Which secrets, credentials, tokens and links to other services accounts have: names and dates, never values. */
  | 'READ_CREDENTIALS'
  /** Free-form data on accounts: custom data, properties, settings. */
  | 'READ_CUSTOM_DATA'
  /** E-mail addresses and phone numbers. A name that is an e-mail address counts as one. */
  | 'READ_EMAIL'
  /** Where systems are and as whom the gateway signs in there. */
  | 'READ_INFRASTRUCTURE'
  /** The operations of others. */
  | 'READ_OPERATIONS'
  /** The header `Rollcall-Trace`: what an answer cost upstream. */
  | 'TRACE'
  /** Creating, changing, disabling and deleting accounts and groups. */
  | 'WRITE_ACCOUNTS'
  /** Granting and revoking roles in projects, adding and removing members of groups. */
  | 'WRITE_MEMBERSHIPS'
  /** What makes power: administrator flags, policies, permissions, names of external groups. */
  | 'WRITE_PRIVILEGES'
  /** Passwords, tokens and keys: making one is being whom it belongs to. */
  | 'WRITE_SECRETS';

/** With what an account signs in to a connection. */
export type SetDataikuConnectionCredentialInput = {
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** The connection's name. */
  readonly connection: Scalars['String']['input'];
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The password there. */
  readonly password: Scalars['String']['input'];
  /** The account's id. */
  readonly user: Scalars['ID']['input'];
  /** The username there. */
  readonly username: Scalars['String']['input'];
};

/** With what an account signs in for a plugin's preset: username and password, or a token. */
export type SetDataikuPluginCredentialInput = {
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The parameter's name. */
  readonly parameter: Scalars['String']['input'];
  /** The parameter set's id. */
  readonly parameterSet: Scalars['String']['input'];
  /** The password there. */
  readonly password?: InputMaybe<Scalars['String']['input']>;
  /** The plugin's id. */
  readonly plugin: Scalars['String']['input'];
  /** The preset's id. */
  readonly preset: Scalars['String']['input'];
  /** The OAuth refresh token, instead of the two above. */
  readonly refreshToken?: InputMaybe<Scalars['String']['input']>;
  /** The account's id. */
  readonly user: Scalars['ID']['input'];
  /** The username there. */
  readonly username?: InputMaybe<Scalars['String']['input']>;
};

/** Which secret, and what it is to be. */
export type SetDataikuUserSecretInput = {
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The secret's name. */
  readonly name: Scalars['String']['input'];
  /** The account's id. */
  readonly user: Scalars['ID']['input'];
  /** What it is to be. */
  readonly value: Scalars['String']['input'];
};

/** Which project, and whose it is to be. */
export type SetIguazioProjectOwnerInput = {
  /** Go on although the present owner is protected. */
  readonly allowProtected?: InputMaybe<Scalars['Boolean']['input']>;
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The project's id. */
  readonly project: Scalars['ID']['input'];
  /** The id of the account that is to own it. */
  readonly user: Scalars['ID']['input'];
};

/** Whose primary group, and which. */
export type SetPrimaryGroupInput = {
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** The group's id; null: none. */
  readonly group?: InputMaybe<Scalars['ID']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The account's id. */
  readonly user: Scalars['ID']['input'];
};

/** The link to be. */
export type SetSquirroAuthenticationInput = {
  /** The access secret. */
  readonly accessSecret?: InputMaybe<Scalars['String']['input']>;
  /** When the access secret ends. Kept to the second. */
  readonly accessSecretExpires?: InputMaybe<Scalars['DateTime']['input']>;
  /** The access token. */
  readonly accessToken: Scalars['String']['input'];
  /** When the access token ends. Kept to the second. */
  readonly accessTokenExpires?: InputMaybe<Scalars['DateTime']['input']>;
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** The name shown for it. */
  readonly displayName?: InputMaybe<Scalars['String']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The service's name. */
  readonly service: Scalars['String']['input'];
  /** The account's name there. */
  readonly serviceUser: Scalars['String']['input'];
  /** The account's id. */
  readonly user: Scalars['ID']['input'];
};

/** Whose role, and which. */
export type SetSquirroWorkspaceUserRoleInput = {
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The role to be, in the vendor's words: `admin`, `user`, `reader`. */
  readonly role: Scalars['String']['input'];
  /** The account's id. */
  readonly user: Scalars['ID']['input'];
  /** The workspace's id. */
  readonly workspace: Scalars['ID']['input'];
};

/** Whose password, and which. */
export type SetUserPasswordInput = {
  /** Go on although the account is protected. */
  readonly allowProtected?: InputMaybe<Scalars['Boolean']['input']>;
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** The password that is, where the vendor asks for it. */
  readonly currentPassword?: InputMaybe<Scalars['String']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The password to be. */
  readonly newPassword: Scalars['String']['input'];
  /** The account's id. */
  readonly user: Scalars['ID']['input'];
};

/** Whom to sign up. */
export type SignUpSquirroUserInput = {
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** The name for people. */
  readonly displayName?: InputMaybe<Scalars['String']['input']>;
  /** The e-mail address. */
  readonly email: Scalars['String']['input'];
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The password. */
  readonly password: Scalars['String']['input'];
  /** The system's key. */
  readonly system: Scalars['String']['input'];
};

/** A link of a Squirro account to another service, without tokens or secrets. */
export type SquirroAuthentication = {
  readonly __typename?: 'SquirroAuthentication';
  /** When its access secret ends. */
  readonly accessSecretExpires?: Maybe<Scalars['DateTime']['output']>;
  /** When its access token ends. */
  readonly accessTokenExpires?: Maybe<Scalars['DateTime']['output']>;
  /** The name shown for it. */
  readonly displayName?: Maybe<Scalars['String']['output']>;
  /** The service's name. */
  readonly service: Scalars['String']['output'];
  /** The account's name there. */
  readonly serviceUser?: Maybe<Scalars['String']['output']>;
  /** `ok`, or what the vendor says instead. */
  readonly state?: Maybe<Scalars['String']['output']>;
};

/** A long-lived token of a Squirro account, without the token. */
export type SquirroGrant = {
  readonly __typename?: 'SquirroGrant';
  /** When it was made. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** The vendor's own id. */
  readonly nativeId: Scalars['String']['output'];
  /** What it is narrowed to; null: nothing. */
  readonly projectPermissions?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** `user` or `service`. */
  readonly type: Scalars['String']['output'];
  /** When it ends. */
  readonly validTo?: Maybe<Scalars['DateTime']['output']>;
};

/** What only Squirro groups have. */
export type SquirroGroupDetails = {
  readonly __typename?: 'SquirroGroupDetails';
  /** The projects it is in. Per group: counts against the request's limit of such calls. */
  readonly projects?: Maybe<ReadonlyArray<SquirroProjectRole>>;
  /** The tenant, a domain. */
  readonly tenant?: Maybe<Scalars['String']['output']>;
};

/** What only Squirro groups have; what is left out stays as it is. */
export type SquirroGroupInput = {
  /** Its role in `projects`: VIEWER, EDITOR or ADMIN. */
  readonly projectRole?: InputMaybe<ProjectRole>;
  /** Projects in which the group is to have `projectRole`, by id. What it has in others stays. */
  readonly projects?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** A project that an account or a group reaches, as Squirro tells it. */
export type SquirroProjectRole = {
  readonly __typename?: 'SquirroProjectRole';
  /** The vendor's own id of the project. */
  readonly nativeId: Scalars['String']['output'];
  /** The project; null, without an error: gone, or not for the gateway. */
  readonly project?: Maybe<Project>;
  /** The role there, in the vendor's words. */
  readonly role?: Maybe<Scalars['String']['output']>;
  /** Its title. */
  readonly title?: Maybe<Scalars['String']['output']>;
};

/** A session of a Squirro account. */
export type SquirroSession = {
  readonly __typename?: 'SquirroSession';
  /** The client it was opened with. */
  readonly clientId?: Maybe<Scalars['String']['output']>;
  /** When it was opened. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** The vendor's own id. */
  readonly nativeId: Scalars['String']['output'];
  /** Its type, in the vendor's words. */
  readonly type?: Maybe<Scalars['String']['output']>;
  /** When it ends. */
  readonly validTo?: Maybe<Scalars['DateTime']['output']>;
};

/** What only Squirro systems have. */
export type SquirroSystemDetails = {
  readonly __typename?: 'SquirroSystemDetails';
  /** The rules for passwords, in the vendor's shape. */
  readonly passwordPolicy?: Maybe<Scalars['JSON']['output']>;
  /** Its workspaces; `adminOnly`: those the gateway's account administers. null, without an error: switched off there. */
  readonly workspaces?: Maybe<ReadonlyArray<SquirroWorkspace>>;
};


/** What only Squirro systems have. */
export type SquirroSystemDetailsWorkspacesArgs = {
  adminOnly?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What only Squirro accounts have. */
export type SquirroUserDetails = {
  readonly __typename?: 'SquirroUserDetails';
  /** Its links to other services, never their tokens. Per account: counts against the request's limit of such calls. */
  readonly authentications?: Maybe<ReadonlyArray<SquirroAuthentication>>;
  /** Settings such as time zone and market. */
  readonly config?: Maybe<Scalars['JSON']['output']>;
  /** Free-form data kept with the account. Per account: counts against the request's limit of such calls. */
  readonly customData?: Maybe<Scalars['JSON']['output']>;
  /** Its long-lived tokens, never their values. Per account: counts against the request's limit of such calls. */
  readonly grants?: Maybe<ReadonlyArray<SquirroGrant>>;
  /** The projects it is in. Per account: counts against the request's limit of such calls. */
  readonly projects?: Maybe<ReadonlyArray<SquirroProjectRole>>;
  /** The server role: `admin`, `user`, `reader`; others are possible. */
  readonly role?: Maybe<Scalars['String']['output']>;
  /** What the server role permits, in the vendor's words. */
  readonly rolePermissions?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** One of its sessions; null: none of that id. Per account: counts against the request's limit of such calls. */
  readonly session?: Maybe<SquirroSession>;
  /** The tenant, a domain. */
  readonly tenant?: Maybe<Scalars['String']['output']>;
};


/** What only Squirro accounts have. */
export type SquirroUserDetailsSessionArgs = {
  nativeId: Scalars['String']['input'];
};

/** What only Squirro accounts have; what is left out stays as it is. */
export type SquirroUserInput = {
  /** Free-form data: these keys are set, a key given null goes, others stay. Keys that the vendor reads itself are refused. */
  readonly customData?: InputMaybe<Scalars['JSON']['input']>;
  /** The server role, in the vendor's words. */
  readonly role?: InputMaybe<Scalars['String']['input']>;
};

/** A Squirro workspace: what was a tenant before. */
export type SquirroWorkspace = Node & {
  readonly __typename?: 'SquirroWorkspace';
  /** Its slug, which is its id at the vendor. */
  readonly domain: Scalars['String']['output'];
  /** Finds it again through `node`; opaque to clients. */
  readonly id: Scalars['ID']['output'];
  /** Its projects. */
  readonly projects?: Maybe<ReadonlyArray<SquirroWorkspaceProject>>;
  /** Where it is. */
  readonly system: System;
  /** Its title. */
  readonly title: Scalars['String']['output'];
  /** Its users. One upstream call per workspace; counts against the request's limit of such calls. */
  readonly users?: Maybe<ReadonlyArray<SquirroWorkspaceUser>>;
};

/** What became of a change of a workspace. */
export type SquirroWorkspacePayload = ChangePayload & {
  readonly __typename?: 'SquirroWorkspacePayload';
  /** The vendor's work that it waits for; null: none. */
  readonly job?: Maybe<Job>;
  /** Its durable record; null only when nothing was recorded. */
  readonly operation?: Maybe<Operation>;
  /** What became of it. */
  readonly outcome: ChangeOutcome;
  /** Why it is not so, or what was left out. */
  readonly problems: ReadonlyArray<Problem>;
  /** The workspace as it is now; null: it is not there. */
  readonly workspace?: Maybe<SquirroWorkspace>;
};

/** A project as a workspace lists it. */
export type SquirroWorkspaceProject = {
  readonly __typename?: 'SquirroWorkspaceProject';
  /** The vendor's own id. */
  readonly nativeId: Scalars['String']['output'];
  /** The project; null, without an error: it belongs to a workspace the gateway is not in. */
  readonly project?: Maybe<Project>;
  /** Its title. */
  readonly title?: Maybe<Scalars['String']['output']>;
};

/** An account as a workspace lists it. */
export type SquirroWorkspaceUser = {
  readonly __typename?: 'SquirroWorkspaceUser';
  /** Its e-mail. */
  readonly email?: Maybe<Scalars['String']['output']>;
  /** Its name. */
  readonly fullName?: Maybe<Scalars['String']['output']>;
  /** Its role in the workspace, in the vendor's words. */
  readonly role?: Maybe<Scalars['String']['output']>;
  /** The account; null, without an error: it belongs to a workspace the gateway is not in. */
  readonly user?: Maybe<User>;
  /** The account's id. */
  readonly userId: Scalars['ID']['output'];
};

/**
 * Conditions on a text; all that are given must hold. Comparison folds case. An absent text meets none of them but
 * `exists: false`, and every `not`.
 */
export type StringFilter = {
  /** Holds this as a part. */
  readonly contains?: InputMaybe<Scalars['String']['input']>;
  /** Equal to this. */
  readonly eq?: InputMaybe<Scalars['String']['input']>;
  /** true: there is a text, be it empty; false: there is none. */
  readonly exists?: InputMaybe<Scalars['Boolean']['input']>;
  /** Equal to one of these; `[]` matches nothing. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Begins with this. */
  readonly startsWith?: InputMaybe<Scalars['String']['input']>;
};

/** What is told as it happens: asked at `/graphql/stream`, and answered as server-sent events. */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /**
   * The record of one mutation as it is, then whenever it has changed, up to its end. NOT_FOUND where `operation` would be
   * null.
   */
  readonly operationUpdated: Operation;
};


/** What is told as it happens: asked at `/graphql/stream`, and answered as server-sent events. */
export type SubscriptionOperationUpdatedArgs = {
  id: Scalars['ID']['input'];
};

/** One configured installation of a vendor's product. */
export type System = Node & {
  readonly __typename?: 'System';
  /** Where it is, as configured. */
  readonly baseUrl: Scalars['String']['output'];
  /** What it can do, whatever the caller may. */
  readonly capabilities: ReadonlyArray<Capability>;
  /** What only this vendor has; null where it has nothing. */
  readonly details?: Maybe<SystemDetails>;
  /** For people; the key unless the configuration says otherwise. */
  readonly displayName: Scalars['String']['output'];
  /** Its groups. */
  readonly groups: GroupConnection;
  /** How it was when last asked. Reading this asks nothing. */
  readonly health: SystemHealth;
  /** Finds it again through `node`; opaque to clients. */
  readonly id: Scalars['ID']['output'];
  /** The name given to it in the configuration, e.g. `dss-prod`. */
  readonly key: Scalars['String']['output'];
  /** Its projects. */
  readonly projects: ProjectConnection;
  /** The account the gateway acts as there; null where the credential belongs to no account. */
  readonly self?: Maybe<User>;
  /** Its accounts. */
  readonly users: UserConnection;
  /** Which product it is. */
  readonly vendor: Vendor;
  /** The vendor's release, as the system tells it; null when it does not. */
  readonly version?: Maybe<Scalars['String']['output']>;
};


/** One configured installation of a vendor's product. */
export type SystemGroupsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<GroupFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<GroupOrder>;
};


/** One configured installation of a vendor's product. */
export type SystemProjectsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ProjectFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ProjectOrder>;
};


/** One configured installation of a vendor's product. */
export type SystemUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<UserFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<UserOrder>;
};

/** What only one vendor's systems have. Members are declared in `schema/vendors/`. */
export type SystemDetails = DataikuSystemDetails | GovernSystemDetails | SquirroSystemDetails;

/** How a system was when it was last asked something. */
export type SystemHealth = {
  readonly __typename?: 'SystemHealth';
  /** When it was last asked; null: not yet. */
  readonly checkedAt?: Maybe<Scalars['DateTime']['output']>;
  /** How long that took, in milliseconds. */
  readonly latencyMs?: Maybe<Scalars['Float']['output']>;
  /** What went wrong then; null when nothing did. */
  readonly problem?: Maybe<Problem>;
  /** Whether it answers. */
  readonly state: HealthState;
};

/**
 * What one system contributed to one answer; there is one report for each system that a list spans. A failed read never
 * looks like an empty one.
 */
export type SystemReport = {
  readonly __typename?: 'SystemReport';
  /** When the data was read from the vendor; null when there is none. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Set in every state but OK: what went wrong, or why the data is stale. */
  readonly problem?: Maybe<Problem>;
  /** How it took part. */
  readonly state: SystemState;
  /** The system. */
  readonly system: System;
};

/** How one system took part in an answer. */
export type SystemState =
  /** Rows are missing, some or all: it could not be read. */
  | 'FAILED'
  /** Rows are missing, some or all: the gateway's account or the caller may not read them. */
  | 'NOT_PERMITTED'
  /** Its whole part is there. */
  | 'OK'
  /** Its part is there, read earlier than now because it cannot be read now: see `asOf` and `problem`. */
  | 'STALE'
  /**
   * The vendor has no such objects (nothing is missing), or does not tell a fact that the filter asks for (rows that match
   * whatever the fact may be are there, and the count is not exact).
   */
  | 'UNSUPPORTED';

/** Changes of many accounts. */
export type UpdateDataikuUsersInput = {
  /** Go on although an account is protected. */
  readonly allowProtected?: InputMaybe<Scalars['Boolean']['input']>;
  /** The changes, each account once. */
  readonly changes: ReadonlyArray<DataikuUserChangeInput>;
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** What to change of a group; what is left out stays as it is, and an empty text clears one. */
export type UpdateGroupInput = {
  /** Go on although it touches a protected account or the last administrator. */
  readonly allowProtected?: InputMaybe<Scalars['Boolean']['input']>;
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** What only Dataiku groups have. */
  readonly dataiku?: InputMaybe<DataikuGroupInput>;
  /** What it is for. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** The group's id. */
  readonly group: Scalars['ID']['input'];
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What only Iguazio groups have. */
  readonly iguazio?: InputMaybe<IguazioGroupInput>;
  /** The name to be. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** What only Squirro groups have. */
  readonly squirro?: InputMaybe<SquirroGroupInput>;
};

/** What became of a change of a group. */
export type UpdateGroupPayload = ChangePayload & {
  readonly __typename?: 'UpdateGroupPayload';
  /** The group as it is now; null: it is not there. */
  readonly group?: Maybe<Group>;
  /** The vendor's work that it waits for; null: none. */
  readonly job?: Maybe<Job>;
  /** Its durable record; null only when nothing was recorded. */
  readonly operation?: Maybe<Operation>;
  /** What became of it. */
  readonly outcome: ChangeOutcome;
  /** Why it is not so, or what was left out. */
  readonly problems: ReadonlyArray<Problem>;
};

/** What to change of a project; what is left out stays as it is, and an empty text clears one. */
export type UpdateIguazioProjectInput = {
  /** The switch: `online`, `offline`, `archived`. */
  readonly adminStatus?: InputMaybe<Scalars['String']['input']>;
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** What it is for. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The project's id. */
  readonly project: Scalars['ID']['input'];
};

/** What to change of an account; what is left out stays as it is, and an empty text clears one. */
export type UpdateUserInput = {
  /** Go on although the account is protected. */
  readonly allowProtected?: InputMaybe<Scalars['Boolean']['input']>;
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** What only Dataiku accounts have. */
  readonly dataiku?: InputMaybe<DataikuUserInput>;
  /** The name for people. */
  readonly displayName?: InputMaybe<Scalars['String']['input']>;
  /** The e-mail address. */
  readonly email?: InputMaybe<Scalars['String']['input']>;
  /** The family name. */
  readonly familyName?: InputMaybe<Scalars['String']['input']>;
  /** The given name. */
  readonly givenName?: InputMaybe<Scalars['String']['input']>;
  /** Exactly these groups, by id. */
  readonly groups?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What only Iguazio accounts have. */
  readonly iguazio?: InputMaybe<IguazioUserInput>;
  /** What only Squirro accounts have. */
  readonly squirro?: InputMaybe<SquirroUserInput>;
  /** The account's id. */
  readonly user: Scalars['ID']['input'];
};

/** What became of a change of an account. */
export type UpdateUserPayload = ChangePayload & {
  readonly __typename?: 'UpdateUserPayload';
  /** The vendor's work that it waits for; null: none. */
  readonly job?: Maybe<Job>;
  /** Its durable record; null only when nothing was recorded. */
  readonly operation?: Maybe<Operation>;
  /** What became of it. */
  readonly outcome: ChangeOutcome;
  /** Why it is not so, or what was left out. */
  readonly problems: ReadonlyArray<Problem>;
  /** The account as it is now; null: it is not there. */
  readonly user?: Maybe<User>;
};

/** One account in one system. */
export type User = Member & Node & {
  readonly __typename?: 'User';
  /**
   * What the account really may in a project, with every reason; null, without an error: no such project. Whole or not at
   * all: never worked out from half of the facts. UNSUPPORTED where there are no projects.
   */
  readonly access?: Maybe<Access>;
  /** How many sessions it has open now; null: not known. */
  readonly activeSessions?: Maybe<Scalars['Int']['output']>;
  /** When it was made; null: not known. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** What only this vendor has. */
  readonly details?: Maybe<UserDetails>;
  /** The name people see; null: none. */
  readonly displayName?: Maybe<Scalars['String']['output']>;
  /** The role of `access`; null: no access. UNSUPPORTED where there are no projects. */
  readonly effectiveRole?: Maybe<ProjectRole>;
  /** Its e-mail, as the vendor spells it; null: none. */
  readonly email?: Maybe<Scalars['String']['output']>;
  /** Family name; null where the vendor has none, never split off a display name. */
  readonly familyName?: Maybe<Scalars['String']['output']>;
  /** Given name; null where the vendor has none, never split off a display name. */
  readonly givenName?: Maybe<Scalars['String']['output']>;
  /** The groups it is in. */
  readonly groups?: Maybe<GroupConnection>;
  /** Finds it again through `node`; opaque to clients. */
  readonly id: Scalars['ID']['output'];
  /** Whether it is in this group. A group of another system is BAD_INPUT. */
  readonly inGroup?: Maybe<Scalars['Boolean']['output']>;
  /** Administrator of the whole system, itself or through a group; null: not known. */
  readonly isAdmin?: Maybe<Scalars['Boolean']['output']>;
  /** Whether it can be used right now; null: not known. */
  readonly isOperational?: Maybe<Scalars['Boolean']['output']>;
  /** When it was last active; null: not known, which is not the same as never (`at: null`). */
  readonly lastActivity?: Maybe<Activity>;
  /** What projects grant to it, itself. Reads the grants of every project of the system; null, without an error, where there are no projects. */
  readonly memberships?: Maybe<MembershipConnection>;
  /** The vendor's own id: an Iguazio UUID, a Dataiku login, a Squirro id. */
  readonly nativeId: Scalars['String']['output'];
  /** Where it comes from. */
  readonly origin: AccountOrigin;
  /** Who uses it. Reads every system's accounts; null, without an error: no list of accounts holds it. */
  readonly person?: Maybe<Person>;
  /** Its primary group; null: none, or the vendor has no such thing. */
  readonly primaryGroup?: Maybe<Group>;
  /** What its switch says. */
  readonly status: UserStatus;
  /** Where it is. */
  readonly system: System;
  /** What it signs in with. Squirro has none: its e-mail, or its id where it has no e-mail either. */
  readonly username: Scalars['String']['output'];
};


/** One account in one system. */
export type UserAccessArgs = {
  project: Scalars['ID']['input'];
};


/** One account in one system. */
export type UserEffectiveRoleArgs = {
  project: Scalars['ID']['input'];
};


/** One account in one system. */
export type UserGroupsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** One account in one system. */
export type UserInGroupArgs = {
  group: Scalars['ID']['input'];
};


/** One account in one system. */
export type UserMembershipsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<MembershipFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of accounts. */
export type UserConnection = {
  readonly __typename?: 'UserConnection';
  /** The rows with their cursors. */
  readonly edges: ReadonlyArray<UserEdge>;
  /** The rows. */
  readonly nodes: ReadonlyArray<User>;
  /** Where the page stands. */
  readonly pageInfo: PageInfo;
  /** How each system took part. */
  readonly systems: ReadonlyArray<SystemReport>;
  /** How many there are in all. */
  readonly totalCount: Count;
};

/** What only one vendor's accounts have. Members are declared in `schema/vendors/`. */
export type UserDetails = DataikuUserDetails | IguazioUserDetails | SquirroUserDetails;

/** One row of a page. */
export type UserEdge = {
  readonly __typename?: 'UserEdge';
  /** Where the row stands, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The account. */
  readonly node: User;
};

/**
 * Conditions on accounts; all that are given must hold, and a list means any of. A fact that is not known meets neither a
 * condition nor its `not`.
 */
export type UserFilter = {
  /** All of these hold. */
  readonly and?: InputMaybe<ReadonlyArray<UserFilter>>;
  /** Has open sessions, or none. */
  readonly connected?: InputMaybe<Scalars['Boolean']['input']>;
  /** Made after this instant. */
  readonly createdAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** Made before this instant. */
  readonly createdBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** On the display name. */
  readonly displayName?: InputMaybe<StringFilter>;
  /** On the e-mail. */
  readonly email?: InputMaybe<StringFilter>;
  /** On the family name. */
  readonly familyName?: InputMaybe<StringFilter>;
  /** On the given name. */
  readonly givenName?: InputMaybe<StringFilter>;
  /** In this group. */
  readonly inGroup?: InputMaybe<Scalars['ID']['input']>;
  /** Administrator of the whole system, or not. */
  readonly isAdmin?: InputMaybe<Scalars['Boolean']['input']>;
  /** Last active before this instant. Never is before any time; not known is not. */
  readonly lastActiveBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** This does not hold. */
  readonly not?: InputMaybe<UserFilter>;
  /** At least one of these holds; `[]` matches nothing. */
  readonly or?: InputMaybe<ReadonlyArray<UserFilter>>;
  /** Of one of these origins. */
  readonly origin?: InputMaybe<ReadonlyArray<AccountOrigin>>;
  /** Part of the username, the e-mail or one of the names: as far as the caller may read them. */
  readonly search?: InputMaybe<Scalars['String']['input']>;
  /** In one of these states. */
  readonly status?: InputMaybe<ReadonlyArray<UserStatus>>;
  /** In one of these systems, by key. */
  readonly systems?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** On the username. */
  readonly username?: InputMaybe<StringFilter>;
  /** Of one of these vendors. */
  readonly vendors?: InputMaybe<ReadonlyArray<Vendor>>;
};

/** How to sort accounts; ties by system key, then native id. */
export type UserOrder = {
  /** Which way. */
  readonly direction?: InputMaybe<OrderDirection>;
  /** By what. */
  readonly field: UserOrderField;
};

/** What accounts can be sorted by. Text sorts by code point of its case-folded form. */
export type UserOrderField =
  /** When it was made. */
  | 'CREATED_AT'
  /** The display name. */
  | 'DISPLAY_NAME'
  /** The e-mail. */
  | 'EMAIL'
  /** When it was last active; never is the oldest. */
  | 'LAST_ACTIVITY'
  /** The username. */
  | 'USERNAME';

/** What an account's switch says. */
export type UserStatus =
  /** Switched on. */
  | 'ACTIVE'
  /** Being deleted. */
  | 'DELETING'
  /** Switched off. */
  | 'DISABLED'
  /** Being created. */
  | 'PENDING'
  /** The vendor has no such switch, or says something unfamiliar. */
  | 'UNKNOWN';

/** One account. */
export type UserTargetInput = {
  /** Go on although the account is protected. */
  readonly allowProtected?: InputMaybe<Scalars['Boolean']['input']>;
  /** Say only what would become of it: nothing is sent, and nothing recorded. A key means nothing then. */
  readonly checkOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes it happen once: see `Mutation`. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The account's id. */
  readonly user: Scalars['ID']['input'];
};

/** A product with a user-administration API. Its values are declared in `schema/vendors/`. */
export type Vendor =
  /** Dataiku DSS. */
  | 'DATAIKU_DSS'
  /** Dataiku Govern. */
  | 'DATAIKU_GOVERN'
  /** The Iguazio platform's control plane. */
  | 'IGUAZIO'
  /** Squirro. */
  | 'SQUIRRO';

/** Who is asking. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  /** The account the whole request acts as; null when it acts as the gateway. */
  readonly actingAs?: Maybe<User>;
  /** The caller's name for people. */
  readonly displayName: Scalars['String']['output'];
  /** The name the caller is known by. */
  readonly name: Scalars['String']['output'];
  /** The person the caller is, by e-mail; null: the caller is known by none, or nobody has it. */
  readonly person?: Maybe<Person>;
  /** What the caller may do, system by system. */
  readonly rights: ReadonlyArray<ViewerRight>;
  /** What the caller may do, as scopes. */
  readonly scopes: ReadonlyArray<Scalars['String']['output']>;
  /** The systems the caller may see, by key. */
  readonly systems: ReadonlyArray<System>;
};

/** One thing the caller may do in one system. */
export type ViewerRight = {
  readonly __typename?: 'ViewerRight';
  /** Whether only with the caller's own accounts and what they have. */
  readonly ownOnly: Scalars['Boolean']['output'];
  /** In which projects, by key, as far as objects are of one; null: in all. */
  readonly projects?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** What. */
  readonly scope: Scope;
  /** Where. */
  readonly system: System;
};

export type WithIndex<TObject> = TObject & Record<string, any>;
export type ResolversObject<TObject> = WithIndex<TObject>;

export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = ResolversObject<{
  Access: ResolverTypeWrapper<AccessModel>;
  AccessConnection: ResolverTypeWrapper<AccessPage>;
  AccessEdge: ResolverTypeWrapper<Omit<AccessEdge, 'node'> & { node: ResolversTypes['Access'] }>;
  AccessPath: ResolverTypeWrapper<AccessPathModel>;
  AccountMatch: ResolverTypeWrapper<AccountMatchModel>;
  AccountOrigin: AccountOrigin;
  Activity: ResolverTypeWrapper<Activity>;
  ActivityKind: ActivityKind;
  AddSquirroWorkspaceUsersInput: AddSquirroWorkspaceUsersInput;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Capability: Capability;
  ChangeOutcome: ChangeOutcome;
  ChangePayload: ResolverTypeWrapper<ChangeReply>;
  Count: ResolverTypeWrapper<Count>;
  CreateDataikuUsersInput: CreateDataikuUsersInput;
  CreateGroupInput: CreateGroupInput;
  CreateGroupPayload: ResolverTypeWrapper<Omit<CreateGroupPayload, 'group' | 'job' | 'operation' | 'problems'> & { group?: Maybe<ResolversTypes['Group']>, job?: Maybe<ResolversTypes['Job']>, operation?: Maybe<ResolversTypes['Operation']>, problems: ReadonlyArray<ResolversTypes['Problem']> }>;
  CreateIguazioAccessKeyInput: CreateIguazioAccessKeyInput;
  CreateIguazioAccessKeyPayload: ResolverTypeWrapper<Omit<CreateIguazioAccessKeyPayload, 'job' | 'operation' | 'problems' | 'user'> & { job?: Maybe<ResolversTypes['Job']>, operation?: Maybe<ResolversTypes['Operation']>, problems: ReadonlyArray<ResolversTypes['Problem']>, user?: Maybe<ResolversTypes['User']> }>;
  CreateIguazioProjectInput: CreateIguazioProjectInput;
  CreateSquirroGrantInput: CreateSquirroGrantInput;
  CreateSquirroGrantPayload: ResolverTypeWrapper<Omit<CreateSquirroGrantPayload, 'job' | 'operation' | 'problems'> & { job?: Maybe<ResolversTypes['Job']>, operation?: Maybe<ResolversTypes['Operation']>, problems: ReadonlyArray<ResolversTypes['Problem']> }>;
  CreateSquirroWorkspaceInput: CreateSquirroWorkspaceInput;
  CreateUserInput: CreateUserInput;
  CreateUserPayload: ResolverTypeWrapper<Omit<CreateUserPayload, 'job' | 'operation' | 'problems' | 'user'> & { job?: Maybe<ResolversTypes['Job']>, operation?: Maybe<ResolversTypes['Operation']>, problems: ReadonlyArray<ResolversTypes['Problem']>, user?: Maybe<ResolversTypes['User']> }>;
  DataikuActivity: ResolverTypeWrapper<DataikuActivity>;
  DataikuApiKey: ResolverTypeWrapper<DataikuApiKey>;
  DataikuCredential: ResolverTypeWrapper<DataikuCredential>;
  DataikuGlobalApiKey: ResolverTypeWrapper<DataikuGlobalApiKey>;
  DataikuGlobalApiKeyPayload: ResolverTypeWrapper<Omit<DataikuGlobalApiKeyPayload, 'job' | 'operation' | 'problems'> & { job?: Maybe<ResolversTypes['Job']>, operation?: Maybe<ResolversTypes['Operation']>, problems: ReadonlyArray<ResolversTypes['Problem']> }>;
  DataikuGovernRoleMemberInput: DataikuGovernRoleMemberInput;
  DataikuGovernRolePayload: ResolverTypeWrapper<Omit<DataikuGovernRolePayload, 'assignments' | 'job' | 'operation' | 'problems'> & { assignments?: Maybe<ReadonlyArray<ResolversTypes['GovernRoleAssignment']>>, job?: Maybe<ResolversTypes['Job']>, operation?: Maybe<ResolversTypes['Operation']>, problems: ReadonlyArray<ResolversTypes['Problem']> }>;
  DataikuGroupDetails: ResolverTypeWrapper<DataikuGroupDetails>;
  DataikuGroupInput: DataikuGroupInput;
  DataikuSecret: ResolverTypeWrapper<DataikuSecret>;
  DataikuSystemDetails: ResolverTypeWrapper<DataikuSystemDetails>;
  DataikuTrial: ResolverTypeWrapper<DataikuTrial>;
  DataikuUserChangeInput: DataikuUserChangeInput;
  DataikuUserDetails: ResolverTypeWrapper<DataikuUserDetails>;
  DataikuUserInput: DataikuUserInput;
  DataikuUserResult: ResolverTypeWrapper<Omit<DataikuUserResult, 'problem' | 'user'> & { problem?: Maybe<ResolversTypes['Problem']>, user?: Maybe<ResolversTypes['User']> }>;
  DataikuUserSource: DataikuUserSource;
  DataikuUsersPayload: ResolverTypeWrapper<Omit<DataikuUsersPayload, 'job' | 'operation' | 'problems' | 'results'> & { job?: Maybe<ResolversTypes['Job']>, operation?: Maybe<ResolversTypes['Operation']>, problems: ReadonlyArray<ResolversTypes['Problem']>, results: ReadonlyArray<ResolversTypes['DataikuUserResult']> }>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeleteDataikuApiKeyInput: DeleteDataikuApiKeyInput;
  DeleteDataikuGlobalApiKeyInput: DeleteDataikuGlobalApiKeyInput;
  DeleteDataikuUsersInput: DeleteDataikuUsersInput;
  DeleteGroupInput: DeleteGroupInput;
  DeleteGroupPayload: ResolverTypeWrapper<Omit<DeleteGroupPayload, 'job' | 'operation' | 'problems'> & { job?: Maybe<ResolversTypes['Job']>, operation?: Maybe<ResolversTypes['Operation']>, problems: ReadonlyArray<ResolversTypes['Problem']> }>;
  DeleteIguazioProjectInput: DeleteIguazioProjectInput;
  DeleteIguazioProjectPayload: ResolverTypeWrapper<Omit<DeleteIguazioProjectPayload, 'job' | 'operation' | 'problems'> & { job?: Maybe<ResolversTypes['Job']>, operation?: Maybe<ResolversTypes['Operation']>, problems: ReadonlyArray<ResolversTypes['Problem']> }>;
  DeleteSquirroGrantInput: DeleteSquirroGrantInput;
  DeleteSquirroSessionInput: DeleteSquirroSessionInput;
  DeleteSquirroWorkspaceInput: DeleteSquirroWorkspaceInput;
  DeleteSquirroWorkspacePayload: ResolverTypeWrapper<Omit<DeleteSquirroWorkspacePayload, 'job' | 'operation' | 'problems'> & { job?: Maybe<ResolversTypes['Job']>, operation?: Maybe<ResolversTypes['Operation']>, problems: ReadonlyArray<ResolversTypes['Problem']> }>;
  DeleteUserInput: DeleteUserInput;
  DeleteUserPayload: ResolverTypeWrapper<Omit<DeleteUserPayload, 'job' | 'operation' | 'problems'> & { job?: Maybe<ResolversTypes['Job']>, operation?: Maybe<ResolversTypes['Operation']>, problems: ReadonlyArray<ResolversTypes['Problem']> }>;
  EnsureProjectMembershipInput: EnsureProjectMembershipInput;
  ExchangeSquirroMicrosoftTokenInput: ExchangeSquirroMicrosoftTokenInput;
  ExchangeSquirroMicrosoftTokenPayload: ResolverTypeWrapper<Omit<ExchangeSquirroMicrosoftTokenPayload, 'job' | 'operation' | 'problems' | 'user'> & { job?: Maybe<ResolversTypes['Job']>, operation?: Maybe<ResolversTypes['Operation']>, problems: ReadonlyArray<ResolversTypes['Problem']>, user?: Maybe<ResolversTypes['User']> }>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  GovernRole: ResolverTypeWrapper<GovernRole>;
  GovernRoleAssignment: ResolverTypeWrapper<Omit<GovernRoleAssignment, 'holders'> & { holders: ReadonlyArray<ResolversTypes['GovernRoleHolder']> }>;
  GovernRoleHolder: ResolverTypeWrapper<Omit<GovernRoleHolder, 'member'> & { member?: Maybe<ResolversTypes['Member']> }>;
  GovernSystemDetails: ResolverTypeWrapper<Omit<GovernSystemDetails, 'roleAssignments'> & { roleAssignments?: Maybe<ReadonlyArray<ResolversTypes['GovernRoleAssignment']>> }>;
  GrantVia: GrantVia;
  Group: ResolverTypeWrapper<GroupModel>;
  GroupConnection: ResolverTypeWrapper<GroupPage>;
  GroupDetails: ResolverTypeWrapper<DetailsModel>;
  GroupEdge: ResolverTypeWrapper<GroupRow>;
  GroupFilter: GroupFilter;
  GroupMemberResult: ResolverTypeWrapper<StepRecord>;
  GroupMembersInput: GroupMembersInput;
  GroupMembersPayload: ResolverTypeWrapper<Omit<GroupMembersPayload, 'group' | 'job' | 'operation' | 'problems' | 'results'> & { group?: Maybe<ResolversTypes['Group']>, job?: Maybe<ResolversTypes['Job']>, operation?: Maybe<ResolversTypes['Operation']>, problems: ReadonlyArray<ResolversTypes['Problem']>, results: ReadonlyArray<ResolversTypes['GroupMemberResult']> }>;
  GroupOrder: GroupOrder;
  GroupOrderField: GroupOrderField;
  HealthState: HealthState;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  IguazioAccessKey: ResolverTypeWrapper<IguazioAccessKey>;
  IguazioGroupDetails: ResolverTypeWrapper<IguazioGroupDetails>;
  IguazioGroupInput: IguazioGroupInput;
  IguazioProjectPayload: ResolverTypeWrapper<Omit<IguazioProjectPayload, 'job' | 'operation' | 'problems' | 'project'> & { job?: Maybe<ResolversTypes['Job']>, operation?: Maybe<ResolversTypes['Operation']>, problems: ReadonlyArray<ResolversTypes['Problem']>, project?: Maybe<ResolversTypes['Project']> }>;
  IguazioUserDetails: ResolverTypeWrapper<IguazioUserDetails>;
  IguazioUserInput: IguazioUserInput;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Job: ResolverTypeWrapper<JobModel>;
  JobState: JobState;
  MatchRule: MatchRule;
  Member: ResolverTypeWrapper<MemberModel>;
  MemberAction: MemberAction;
  MemberKind: MemberKind;
  Membership: ResolverTypeWrapper<MembershipModel>;
  MembershipConnection: ResolverTypeWrapper<MembershipPage>;
  MembershipEdge: ResolverTypeWrapper<Omit<MembershipEdge, 'node'> & { node: ResolversTypes['Membership'] }>;
  MembershipFilter: MembershipFilter;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NewDataikuUserInput: NewDataikuUserInput;
  Node: ResolverTypeWrapper<FoundModel>;
  Operation: ResolverTypeWrapper<OperationRecord>;
  OperationConnection: ResolverTypeWrapper<OperationPage>;
  OperationEdge: ResolverTypeWrapper<Omit<OperationEdge, 'node'> & { node: ResolversTypes['Operation'] }>;
  OperationFilter: OperationFilter;
  OperationState: OperationState;
  OperationStep: ResolverTypeWrapper<StepRecord>;
  OrderDirection: OrderDirection;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Person: ResolverTypeWrapper<PersonModel>;
  PersonConnection: ResolverTypeWrapper<PersonPage>;
  PersonEdge: ResolverTypeWrapper<Omit<PersonEdge, 'node'> & { node: ResolversTypes['Person'] }>;
  PersonFilter: PersonFilter;
  Problem: ResolverTypeWrapper<ProblemModel>;
  ProblemCode: ProblemCode;
  Project: ResolverTypeWrapper<ProjectModel>;
  ProjectConnection: ResolverTypeWrapper<ProjectPage>;
  ProjectEdge: ResolverTypeWrapper<Omit<ProjectEdge, 'node'> & { node: ResolversTypes['Project'] }>;
  ProjectFilter: ProjectFilter;
  ProjectMembershipPayload: ResolverTypeWrapper<Omit<ProjectMembershipPayload, 'job' | 'membership' | 'operation' | 'problems'> & { job?: Maybe<ResolversTypes['Job']>, membership?: Maybe<ResolversTypes['Membership']>, operation?: Maybe<ResolversTypes['Operation']>, problems: ReadonlyArray<ResolversTypes['Problem']> }>;
  ProjectOrder: ProjectOrder;
  ProjectOrderField: ProjectOrderField;
  ProjectRole: ProjectRole;
  ProvisionDataikuUsersInput: ProvisionDataikuUsersInput;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RemoveDataikuConnectionCredentialInput: RemoveDataikuConnectionCredentialInput;
  RemoveDataikuPluginCredentialInput: RemoveDataikuPluginCredentialInput;
  RemoveDataikuUserSecretInput: RemoveDataikuUserSecretInput;
  RemoveGroupMembersInput: RemoveGroupMembersInput;
  RemoveProjectMembershipInput: RemoveProjectMembershipInput;
  RemoveSquirroAuthenticationInput: RemoveSquirroAuthenticationInput;
  RemoveSquirroWorkspaceUserInput: RemoveSquirroWorkspaceUserInput;
  ResyncDataikuUserInput: ResyncDataikuUserInput;
  ResyncDataikuUsersInput: ResyncDataikuUsersInput;
  RevokeIguazioAccessKeyInput: RevokeIguazioAccessKeyInput;
  Scope: Scope;
  SetDataikuConnectionCredentialInput: SetDataikuConnectionCredentialInput;
  SetDataikuPluginCredentialInput: SetDataikuPluginCredentialInput;
  SetDataikuUserSecretInput: SetDataikuUserSecretInput;
  SetIguazioProjectOwnerInput: SetIguazioProjectOwnerInput;
  SetPrimaryGroupInput: SetPrimaryGroupInput;
  SetSquirroAuthenticationInput: SetSquirroAuthenticationInput;
  SetSquirroWorkspaceUserRoleInput: SetSquirroWorkspaceUserRoleInput;
  SetUserPasswordInput: SetUserPasswordInput;
  SignUpSquirroUserInput: SignUpSquirroUserInput;
  SquirroAuthentication: ResolverTypeWrapper<SquirroAuthentication>;
  SquirroGrant: ResolverTypeWrapper<SquirroGrant>;
  SquirroGroupDetails: ResolverTypeWrapper<Omit<SquirroGroupDetails, 'projects'> & { projects?: Maybe<ReadonlyArray<ResolversTypes['SquirroProjectRole']>> }>;
  SquirroGroupInput: SquirroGroupInput;
  SquirroProjectRole: ResolverTypeWrapper<Omit<SquirroProjectRole, 'project'> & { project?: Maybe<ResolversTypes['Project']> }>;
  SquirroSession: ResolverTypeWrapper<SquirroSession>;
  SquirroSystemDetails: ResolverTypeWrapper<Omit<SquirroSystemDetails, 'workspaces'> & { workspaces?: Maybe<ReadonlyArray<ResolversTypes['SquirroWorkspace']>> }>;
  SquirroUserDetails: ResolverTypeWrapper<Omit<SquirroUserDetails, 'projects'> & { projects?: Maybe<ReadonlyArray<ResolversTypes['SquirroProjectRole']>> }>;
  SquirroUserInput: SquirroUserInput;
  SquirroWorkspace: ResolverTypeWrapper<Omit<SquirroWorkspace, 'projects' | 'system' | 'users'> & { projects?: Maybe<ReadonlyArray<ResolversTypes['SquirroWorkspaceProject']>>, system: ResolversTypes['System'], users?: Maybe<ReadonlyArray<ResolversTypes['SquirroWorkspaceUser']>> }>;
  SquirroWorkspacePayload: ResolverTypeWrapper<Omit<SquirroWorkspacePayload, 'job' | 'operation' | 'problems' | 'workspace'> & { job?: Maybe<ResolversTypes['Job']>, operation?: Maybe<ResolversTypes['Operation']>, problems: ReadonlyArray<ResolversTypes['Problem']>, workspace?: Maybe<ResolversTypes['SquirroWorkspace']> }>;
  SquirroWorkspaceProject: ResolverTypeWrapper<Omit<SquirroWorkspaceProject, 'project'> & { project?: Maybe<ResolversTypes['Project']> }>;
  SquirroWorkspaceUser: ResolverTypeWrapper<Omit<SquirroWorkspaceUser, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  StringFilter: StringFilter;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  System: ResolverTypeWrapper<SystemModel>;
  SystemDetails: ResolverTypeWrapper<DetailsModel>;
  SystemHealth: ResolverTypeWrapper<Omit<SystemHealth, 'problem'> & { problem?: Maybe<ResolversTypes['Problem']> }>;
  SystemReport: ResolverTypeWrapper<ReportModel>;
  SystemState: SystemState;
  UpdateDataikuUsersInput: UpdateDataikuUsersInput;
  UpdateGroupInput: UpdateGroupInput;
  UpdateGroupPayload: ResolverTypeWrapper<Omit<UpdateGroupPayload, 'group' | 'job' | 'operation' | 'problems'> & { group?: Maybe<ResolversTypes['Group']>, job?: Maybe<ResolversTypes['Job']>, operation?: Maybe<ResolversTypes['Operation']>, problems: ReadonlyArray<ResolversTypes['Problem']> }>;
  UpdateIguazioProjectInput: UpdateIguazioProjectInput;
  UpdateUserInput: UpdateUserInput;
  UpdateUserPayload: ResolverTypeWrapper<Omit<UpdateUserPayload, 'job' | 'operation' | 'problems' | 'user'> & { job?: Maybe<ResolversTypes['Job']>, operation?: Maybe<ResolversTypes['Operation']>, problems: ReadonlyArray<ResolversTypes['Problem']>, user?: Maybe<ResolversTypes['User']> }>;
  User: ResolverTypeWrapper<UserModel>;
  UserConnection: ResolverTypeWrapper<UserPage>;
  UserDetails: ResolverTypeWrapper<DetailsModel>;
  UserEdge: ResolverTypeWrapper<Omit<UserEdge, 'node'> & { node: ResolversTypes['User'] }>;
  UserFilter: UserFilter;
  UserOrder: UserOrder;
  UserOrderField: UserOrderField;
  UserStatus: UserStatus;
  UserTargetInput: UserTargetInput;
  Vendor: Vendor;
  Viewer: ResolverTypeWrapper<ViewerModel>;
  ViewerRight: ResolverTypeWrapper<RightModel>;
}>;

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = ResolversObject<{
  Access: AccessModel;
  AccessConnection: AccessPage;
  AccessEdge: Omit<AccessEdge, 'node'> & { node: ResolversParentTypes['Access'] };
  AccessPath: AccessPathModel;
  AccountMatch: AccountMatchModel;
  Activity: Activity;
  AddSquirroWorkspaceUsersInput: AddSquirroWorkspaceUsersInput;
  Boolean: Scalars['Boolean']['output'];
  ChangePayload: ChangeReply;
  Count: Count;
  CreateDataikuUsersInput: CreateDataikuUsersInput;
  CreateGroupInput: CreateGroupInput;
  CreateGroupPayload: Omit<CreateGroupPayload, 'group' | 'job' | 'operation' | 'problems'> & { group?: Maybe<ResolversParentTypes['Group']>, job?: Maybe<ResolversParentTypes['Job']>, operation?: Maybe<ResolversParentTypes['Operation']>, problems: ReadonlyArray<ResolversParentTypes['Problem']> };
  CreateIguazioAccessKeyInput: CreateIguazioAccessKeyInput;
  CreateIguazioAccessKeyPayload: Omit<CreateIguazioAccessKeyPayload, 'job' | 'operation' | 'problems' | 'user'> & { job?: Maybe<ResolversParentTypes['Job']>, operation?: Maybe<ResolversParentTypes['Operation']>, problems: ReadonlyArray<ResolversParentTypes['Problem']>, user?: Maybe<ResolversParentTypes['User']> };
  CreateIguazioProjectInput: CreateIguazioProjectInput;
  CreateSquirroGrantInput: CreateSquirroGrantInput;
  CreateSquirroGrantPayload: Omit<CreateSquirroGrantPayload, 'job' | 'operation' | 'problems'> & { job?: Maybe<ResolversParentTypes['Job']>, operation?: Maybe<ResolversParentTypes['Operation']>, problems: ReadonlyArray<ResolversParentTypes['Problem']> };
  CreateSquirroWorkspaceInput: CreateSquirroWorkspaceInput;
  CreateUserInput: CreateUserInput;
  CreateUserPayload: Omit<CreateUserPayload, 'job' | 'operation' | 'problems' | 'user'> & { job?: Maybe<ResolversParentTypes['Job']>, operation?: Maybe<ResolversParentTypes['Operation']>, problems: ReadonlyArray<ResolversParentTypes['Problem']>, user?: Maybe<ResolversParentTypes['User']> };
  DataikuActivity: DataikuActivity;
  DataikuApiKey: DataikuApiKey;
  DataikuCredential: DataikuCredential;
  DataikuGlobalApiKey: DataikuGlobalApiKey;
  DataikuGlobalApiKeyPayload: Omit<DataikuGlobalApiKeyPayload, 'job' | 'operation' | 'problems'> & { job?: Maybe<ResolversParentTypes['Job']>, operation?: Maybe<ResolversParentTypes['Operation']>, problems: ReadonlyArray<ResolversParentTypes['Problem']> };
  DataikuGovernRoleMemberInput: DataikuGovernRoleMemberInput;
  DataikuGovernRolePayload: Omit<DataikuGovernRolePayload, 'assignments' | 'job' | 'operation' | 'problems'> & { assignments?: Maybe<ReadonlyArray<ResolversParentTypes['GovernRoleAssignment']>>, job?: Maybe<ResolversParentTypes['Job']>, operation?: Maybe<ResolversParentTypes['Operation']>, problems: ReadonlyArray<ResolversParentTypes['Problem']> };
  DataikuGroupDetails: DataikuGroupDetails;
  DataikuGroupInput: DataikuGroupInput;
  DataikuSecret: DataikuSecret;
  DataikuSystemDetails: DataikuSystemDetails;
  DataikuTrial: DataikuTrial;
  DataikuUserChangeInput: DataikuUserChangeInput;
  DataikuUserDetails: DataikuUserDetails;
  DataikuUserInput: DataikuUserInput;
  DataikuUserResult: Omit<DataikuUserResult, 'problem' | 'user'> & { problem?: Maybe<ResolversParentTypes['Problem']>, user?: Maybe<ResolversParentTypes['User']> };
  DataikuUsersPayload: Omit<DataikuUsersPayload, 'job' | 'operation' | 'problems' | 'results'> & { job?: Maybe<ResolversParentTypes['Job']>, operation?: Maybe<ResolversParentTypes['Operation']>, problems: ReadonlyArray<ResolversParentTypes['Problem']>, results: ReadonlyArray<ResolversParentTypes['DataikuUserResult']> };
  DateTime: Scalars['DateTime']['output'];
  DeleteDataikuApiKeyInput: DeleteDataikuApiKeyInput;
  DeleteDataikuGlobalApiKeyInput: DeleteDataikuGlobalApiKeyInput;
  DeleteDataikuUsersInput: DeleteDataikuUsersInput;
  DeleteGroupInput: DeleteGroupInput;
  DeleteGroupPayload: Omit<DeleteGroupPayload, 'job' | 'operation' | 'problems'> & { job?: Maybe<ResolversParentTypes['Job']>, operation?: Maybe<ResolversParentTypes['Operation']>, problems: ReadonlyArray<ResolversParentTypes['Problem']> };
  DeleteIguazioProjectInput: DeleteIguazioProjectInput;
  DeleteIguazioProjectPayload: Omit<DeleteIguazioProjectPayload, 'job' | 'operation' | 'problems'> & { job?: Maybe<ResolversParentTypes['Job']>, operation?: Maybe<ResolversParentTypes['Operation']>, problems: ReadonlyArray<ResolversParentTypes['Problem']> };
  DeleteSquirroGrantInput: DeleteSquirroGrantInput;
  DeleteSquirroSessionInput: DeleteSquirroSessionInput;
  DeleteSquirroWorkspaceInput: DeleteSquirroWorkspaceInput;
  DeleteSquirroWorkspacePayload: Omit<DeleteSquirroWorkspacePayload, 'job' | 'operation' | 'problems'> & { job?: Maybe<ResolversParentTypes['Job']>, operation?: Maybe<ResolversParentTypes['Operation']>, problems: ReadonlyArray<ResolversParentTypes['Problem']> };
  DeleteUserInput: DeleteUserInput;
  DeleteUserPayload: Omit<DeleteUserPayload, 'job' | 'operation' | 'problems'> & { job?: Maybe<ResolversParentTypes['Job']>, operation?: Maybe<ResolversParentTypes['Operation']>, problems: ReadonlyArray<ResolversParentTypes['Problem']> };
  EnsureProjectMembershipInput: EnsureProjectMembershipInput;
  ExchangeSquirroMicrosoftTokenInput: ExchangeSquirroMicrosoftTokenInput;
  ExchangeSquirroMicrosoftTokenPayload: Omit<ExchangeSquirroMicrosoftTokenPayload, 'job' | 'operation' | 'problems' | 'user'> & { job?: Maybe<ResolversParentTypes['Job']>, operation?: Maybe<ResolversParentTypes['Operation']>, problems: ReadonlyArray<ResolversParentTypes['Problem']>, user?: Maybe<ResolversParentTypes['User']> };
  Float: Scalars['Float']['output'];
  GovernRole: GovernRole;
  GovernRoleAssignment: Omit<GovernRoleAssignment, 'holders'> & { holders: ReadonlyArray<ResolversParentTypes['GovernRoleHolder']> };
  GovernRoleHolder: Omit<GovernRoleHolder, 'member'> & { member?: Maybe<ResolversParentTypes['Member']> };
  GovernSystemDetails: Omit<GovernSystemDetails, 'roleAssignments'> & { roleAssignments?: Maybe<ReadonlyArray<ResolversParentTypes['GovernRoleAssignment']>> };
  Group: GroupModel;
  GroupConnection: GroupPage;
  GroupDetails: DetailsModel;
  GroupEdge: GroupRow;
  GroupFilter: GroupFilter;
  GroupMemberResult: StepRecord;
  GroupMembersInput: GroupMembersInput;
  GroupMembersPayload: Omit<GroupMembersPayload, 'group' | 'job' | 'operation' | 'problems' | 'results'> & { group?: Maybe<ResolversParentTypes['Group']>, job?: Maybe<ResolversParentTypes['Job']>, operation?: Maybe<ResolversParentTypes['Operation']>, problems: ReadonlyArray<ResolversParentTypes['Problem']>, results: ReadonlyArray<ResolversParentTypes['GroupMemberResult']> };
  GroupOrder: GroupOrder;
  ID: Scalars['ID']['output'];
  IguazioAccessKey: IguazioAccessKey;
  IguazioGroupDetails: IguazioGroupDetails;
  IguazioGroupInput: IguazioGroupInput;
  IguazioProjectPayload: Omit<IguazioProjectPayload, 'job' | 'operation' | 'problems' | 'project'> & { job?: Maybe<ResolversParentTypes['Job']>, operation?: Maybe<ResolversParentTypes['Operation']>, problems: ReadonlyArray<ResolversParentTypes['Problem']>, project?: Maybe<ResolversParentTypes['Project']> };
  IguazioUserDetails: IguazioUserDetails;
  IguazioUserInput: IguazioUserInput;
  Int: Scalars['Int']['output'];
  JSON: Scalars['JSON']['output'];
  Job: JobModel;
  Member: MemberModel;
  Membership: MembershipModel;
  MembershipConnection: MembershipPage;
  MembershipEdge: Omit<MembershipEdge, 'node'> & { node: ResolversParentTypes['Membership'] };
  MembershipFilter: MembershipFilter;
  Mutation: Record<PropertyKey, never>;
  NewDataikuUserInput: NewDataikuUserInput;
  Node: FoundModel;
  Operation: OperationRecord;
  OperationConnection: OperationPage;
  OperationEdge: Omit<OperationEdge, 'node'> & { node: ResolversParentTypes['Operation'] };
  OperationFilter: OperationFilter;
  OperationStep: StepRecord;
  PageInfo: PageInfo;
  Person: PersonModel;
  PersonConnection: PersonPage;
  PersonEdge: Omit<PersonEdge, 'node'> & { node: ResolversParentTypes['Person'] };
  PersonFilter: PersonFilter;
  Problem: ProblemModel;
  Project: ProjectModel;
  ProjectConnection: ProjectPage;
  ProjectEdge: Omit<ProjectEdge, 'node'> & { node: ResolversParentTypes['Project'] };
  ProjectFilter: ProjectFilter;
  ProjectMembershipPayload: Omit<ProjectMembershipPayload, 'job' | 'membership' | 'operation' | 'problems'> & { job?: Maybe<ResolversParentTypes['Job']>, membership?: Maybe<ResolversParentTypes['Membership']>, operation?: Maybe<ResolversParentTypes['Operation']>, problems: ReadonlyArray<ResolversParentTypes['Problem']> };
  ProjectOrder: ProjectOrder;
  ProvisionDataikuUsersInput: ProvisionDataikuUsersInput;
  Query: Record<PropertyKey, never>;
  RemoveDataikuConnectionCredentialInput: RemoveDataikuConnectionCredentialInput;
  RemoveDataikuPluginCredentialInput: RemoveDataikuPluginCredentialInput;
  RemoveDataikuUserSecretInput: RemoveDataikuUserSecretInput;
  RemoveGroupMembersInput: RemoveGroupMembersInput;
  RemoveProjectMembershipInput: RemoveProjectMembershipInput;
  RemoveSquirroAuthenticationInput: RemoveSquirroAuthenticationInput;
  RemoveSquirroWorkspaceUserInput: RemoveSquirroWorkspaceUserInput;
  ResyncDataikuUserInput: ResyncDataikuUserInput;
  ResyncDataikuUsersInput: ResyncDataikuUsersInput;
  RevokeIguazioAccessKeyInput: RevokeIguazioAccessKeyInput;
  SetDataikuConnectionCredentialInput: SetDataikuConnectionCredentialInput;
  SetDataikuPluginCredentialInput: SetDataikuPluginCredentialInput;
  SetDataikuUserSecretInput: SetDataikuUserSecretInput;
  SetIguazioProjectOwnerInput: SetIguazioProjectOwnerInput;
  SetPrimaryGroupInput: SetPrimaryGroupInput;
  SetSquirroAuthenticationInput: SetSquirroAuthenticationInput;
  SetSquirroWorkspaceUserRoleInput: SetSquirroWorkspaceUserRoleInput;
  SetUserPasswordInput: SetUserPasswordInput;
  SignUpSquirroUserInput: SignUpSquirroUserInput;
  SquirroAuthentication: SquirroAuthentication;
  SquirroGrant: SquirroGrant;
  SquirroGroupDetails: Omit<SquirroGroupDetails, 'projects'> & { projects?: Maybe<ReadonlyArray<ResolversParentTypes['SquirroProjectRole']>> };
  SquirroGroupInput: SquirroGroupInput;
  SquirroProjectRole: Omit<SquirroProjectRole, 'project'> & { project?: Maybe<ResolversParentTypes['Project']> };
  SquirroSession: SquirroSession;
  SquirroSystemDetails: Omit<SquirroSystemDetails, 'workspaces'> & { workspaces?: Maybe<ReadonlyArray<ResolversParentTypes['SquirroWorkspace']>> };
  SquirroUserDetails: Omit<SquirroUserDetails, 'projects'> & { projects?: Maybe<ReadonlyArray<ResolversParentTypes['SquirroProjectRole']>> };
  SquirroUserInput: SquirroUserInput;
  SquirroWorkspace: Omit<SquirroWorkspace, 'projects' | 'system' | 'users'> & { projects?: Maybe<ReadonlyArray<ResolversParentTypes['SquirroWorkspaceProject']>>, system: ResolversParentTypes['System'], users?: Maybe<ReadonlyArray<ResolversParentTypes['SquirroWorkspaceUser']>> };
  SquirroWorkspacePayload: Omit<SquirroWorkspacePayload, 'job' | 'operation' | 'problems' | 'workspace'> & { job?: Maybe<ResolversParentTypes['Job']>, operation?: Maybe<ResolversParentTypes['Operation']>, problems: ReadonlyArray<ResolversParentTypes['Problem']>, workspace?: Maybe<ResolversParentTypes['SquirroWorkspace']> };
  SquirroWorkspaceProject: Omit<SquirroWorkspaceProject, 'project'> & { project?: Maybe<ResolversParentTypes['Project']> };
  SquirroWorkspaceUser: Omit<SquirroWorkspaceUser, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  String: Scalars['String']['output'];
  StringFilter: StringFilter;
  Subscription: Record<PropertyKey, never>;
  System: SystemModel;
  SystemDetails: DetailsModel;
  SystemHealth: Omit<SystemHealth, 'problem'> & { problem?: Maybe<ResolversParentTypes['Problem']> };
  SystemReport: ReportModel;
  UpdateDataikuUsersInput: UpdateDataikuUsersInput;
  UpdateGroupInput: UpdateGroupInput;
  UpdateGroupPayload: Omit<UpdateGroupPayload, 'group' | 'job' | 'operation' | 'problems'> & { group?: Maybe<ResolversParentTypes['Group']>, job?: Maybe<ResolversParentTypes['Job']>, operation?: Maybe<ResolversParentTypes['Operation']>, problems: ReadonlyArray<ResolversParentTypes['Problem']> };
  UpdateIguazioProjectInput: UpdateIguazioProjectInput;
  UpdateUserInput: UpdateUserInput;
  UpdateUserPayload: Omit<UpdateUserPayload, 'job' | 'operation' | 'problems' | 'user'> & { job?: Maybe<ResolversParentTypes['Job']>, operation?: Maybe<ResolversParentTypes['Operation']>, problems: ReadonlyArray<ResolversParentTypes['Problem']>, user?: Maybe<ResolversParentTypes['User']> };
  User: UserModel;
  UserConnection: UserPage;
  UserDetails: DetailsModel;
  UserEdge: Omit<UserEdge, 'node'> & { node: ResolversParentTypes['User'] };
  UserFilter: UserFilter;
  UserOrder: UserOrder;
  UserTargetInput: UserTargetInput;
  Viewer: ViewerModel;
  ViewerRight: RightModel;
}>;

export type CostDirectiveArgs = {
  weight: Scalars['Int']['input'];
};

export type CostDirectiveResolver<Result, Parent, ContextType = Context, Args = CostDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type RequiresDirectiveArgs = {
  scope: Scope;
  whole?: Scalars['Boolean']['input'];
};

export type RequiresDirectiveResolver<Result, Parent, ContextType = Context, Args = RequiresDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Access'] = ResolversParentTypes['Access']> = ResolversObject<{
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  paths?: Resolver<ReadonlyArray<ResolversTypes['AccessPath']>, ParentType, ContextType>;
  permissions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  project?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['ProjectRole']>, ParentType, ContextType>;
  usable?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type AccessConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessConnection'] = ResolversParentTypes['AccessConnection']> = ResolversObject<{
  edges?: Resolver<ReadonlyArray<ResolversTypes['AccessEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Access']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  systems?: Resolver<ReadonlyArray<ResolversTypes['SystemReport']>, ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
}>;

export type AccessEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessEdge'] = ResolversParentTypes['AccessEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Access'], ParentType, ContextType>;
}>;

export type AccessPathResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessPath'] = ResolversParentTypes['AccessPath']> = ResolversObject<{
  conditions?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  counted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  group?: Resolver<Maybe<ResolversTypes['Group']>, ParentType, ContextType>;
  groupName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  membership?: Resolver<Maybe<ResolversTypes['Membership']>, ParentType, ContextType>;
  permissions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['ProjectRole'], ParentType, ContextType>;
  via?: Resolver<ResolversTypes['GrantVia'], ParentType, ContextType>;
}>;

export type AccountMatchResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccountMatch'] = ResolversParentTypes['AccountMatch']> = ResolversObject<{
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  evidence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['MatchRule'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
}>;

export type ActivityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Activity'] = ResolversParentTypes['Activity']> = ResolversObject<{
  at?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  evidence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ActivityKind'], ParentType, ContextType>;
}>;

export type ChangePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangePayload'] = ResolversParentTypes['ChangePayload']> = ResolversObject<{
  __resolveType: TypeResolveFn<'CreateGroupPayload' | 'CreateIguazioAccessKeyPayload' | 'CreateSquirroGrantPayload' | 'CreateUserPayload' | 'DataikuGlobalApiKeyPayload' | 'DataikuGovernRolePayload' | 'DataikuUsersPayload' | 'DeleteGroupPayload' | 'DeleteIguazioProjectPayload' | 'DeleteSquirroWorkspacePayload' | 'DeleteUserPayload' | 'ExchangeSquirroMicrosoftTokenPayload' | 'GroupMembersPayload' | 'IguazioProjectPayload' | 'ProjectMembershipPayload' | 'SquirroWorkspacePayload' | 'UpdateGroupPayload' | 'UpdateUserPayload', ParentType, ContextType>;
}>;

export type CountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Count'] = ResolversParentTypes['Count']> = ResolversObject<{
  exact?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
}>;

export type CreateGroupPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateGroupPayload'] = ResolversParentTypes['CreateGroupPayload']> = ResolversObject<{
  group?: Resolver<Maybe<ResolversTypes['Group']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['ChangeOutcome'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type CreateIguazioAccessKeyPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateIguazioAccessKeyPayload'] = ResolversParentTypes['CreateIguazioAccessKeyPayload']> = ResolversObject<{
  accessKey?: Resolver<Maybe<ResolversTypes['IguazioAccessKey']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['ChangeOutcome'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type CreateSquirroGrantPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateSquirroGrantPayload'] = ResolversParentTypes['CreateSquirroGrantPayload']> = ResolversObject<{
  grant?: Resolver<Maybe<ResolversTypes['SquirroGrant']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['ChangeOutcome'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  refreshToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type CreateUserPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateUserPayload'] = ResolversParentTypes['CreateUserPayload']> = ResolversObject<{
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['ChangeOutcome'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type DataikuActivityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DataikuActivity'] = ResolversParentTypes['DataikuActivity']> = ResolversObject<{
  lastFailedLogin?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastSessionActivity?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastSuccessfulLogin?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
}>;

export type DataikuApiKeyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DataikuApiKey'] = ResolversParentTypes['DataikuApiKey']> = ResolversObject<{
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  nativeId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type DataikuCredentialResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DataikuCredential'] = ResolversParentTypes['DataikuCredential']> = ResolversObject<{
  connection?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parameter?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  parameterSet?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  plugin?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  preset?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  username?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
}>;

export type DataikuGlobalApiKeyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DataikuGlobalApiKey'] = ResolversParentTypes['DataikuGlobalApiKey']> = ResolversObject<{
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  groups?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  isAdmin?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  nativeId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type DataikuGlobalApiKeyPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DataikuGlobalApiKeyPayload'] = ResolversParentTypes['DataikuGlobalApiKeyPayload']> = ResolversObject<{
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['ChangeOutcome'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type DataikuGovernRolePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DataikuGovernRolePayload'] = ResolversParentTypes['DataikuGovernRolePayload']> = ResolversObject<{
  assignments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['GovernRoleAssignment']>>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['ChangeOutcome'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type DataikuGroupDetailsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DataikuGroupDetails'] = ResolversParentTypes['DataikuGroupDetails']> = ResolversObject<{
  azureADGroupNames?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  customGroupNames?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  ldapGroupNames?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  permissions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  sourceType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ssoGroupNames?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type DataikuSecretResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DataikuSecret'] = ResolversParentTypes['DataikuSecret']> = ResolversObject<{
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type DataikuSystemDetailsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DataikuSystemDetails'] = ResolversParentTypes['DataikuSystemDetails']> = ResolversObject<{
  globalApiKeys?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DataikuGlobalApiKey']>>, ParentType, ContextType>;
  nodeId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  nodeName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  nodeType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userProfiles?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type DataikuTrialResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DataikuTrial'] = ResolversParentTypes['DataikuTrial']> = ResolversObject<{
  exists?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  expired?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  grantedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  valid?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
}>;

export type DataikuUserDetailsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DataikuUserDetails'] = ResolversParentTypes['DataikuUserDetails']> = ResolversObject<{
  activity?: Resolver<Maybe<ResolversTypes['DataikuActivity']>, ParentType, ContextType>;
  adminProperties?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  apiKeys?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DataikuApiKey']>>, ParentType, ContextType>;
  codeAllowed?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  credentials?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DataikuCredential']>>, ParentType, ContextType>;
  profile?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  secrets?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DataikuSecret']>>, ParentType, ContextType>;
  sourceType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  trial?: Resolver<Maybe<ResolversTypes['DataikuTrial']>, ParentType, ContextType>;
  userProperties?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type DataikuUserResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DataikuUserResult'] = ResolversParentTypes['DataikuUserResult']> = ResolversObject<{
  outcome?: Resolver<ResolversTypes['ChangeOutcome'], ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
}>;

export type DataikuUsersPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DataikuUsersPayload'] = ResolversParentTypes['DataikuUsersPayload']> = ResolversObject<{
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['ChangeOutcome'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['DataikuUserResult']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteGroupPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteGroupPayload'] = ResolversParentTypes['DeleteGroupPayload']> = ResolversObject<{
  deletedId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['ChangeOutcome'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type DeleteIguazioProjectPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteIguazioProjectPayload'] = ResolversParentTypes['DeleteIguazioProjectPayload']> = ResolversObject<{
  deletedId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['ChangeOutcome'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type DeleteSquirroWorkspacePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteSquirroWorkspacePayload'] = ResolversParentTypes['DeleteSquirroWorkspacePayload']> = ResolversObject<{
  deletedId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['ChangeOutcome'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type DeleteUserPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteUserPayload'] = ResolversParentTypes['DeleteUserPayload']> = ResolversObject<{
  deletedId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['ChangeOutcome'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type ExchangeSquirroMicrosoftTokenPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExchangeSquirroMicrosoftTokenPayload'] = ResolversParentTypes['ExchangeSquirroMicrosoftTokenPayload']> = ResolversObject<{
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['ChangeOutcome'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  token?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type GovernRoleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GovernRole'] = ResolversParentTypes['GovernRole']> = ResolversObject<{
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  nativeId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type GovernRoleAssignmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GovernRoleAssignment'] = ResolversParentTypes['GovernRoleAssignment']> = ResolversObject<{
  blueprint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  conditions?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  fields?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  holders?: Resolver<ReadonlyArray<ResolversTypes['GovernRoleHolder']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type GovernRoleHolderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GovernRoleHolder'] = ResolversParentTypes['GovernRoleHolder']> = ResolversObject<{
  member?: Resolver<Maybe<ResolversTypes['Member']>, ParentType, ContextType>;
  memberKind?: Resolver<ResolversTypes['MemberKind'], ParentType, ContextType>;
  memberName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type GovernSystemDetailsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GovernSystemDetails'] = ResolversParentTypes['GovernSystemDetails']> = ResolversObject<{
  globalApiKeys?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DataikuGlobalApiKey']>>, ParentType, ContextType>;
  nodeName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  roleAssignments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['GovernRoleAssignment']>>, ParentType, ContextType>;
  roles?: Resolver<Maybe<ReadonlyArray<ResolversTypes['GovernRole']>>, ParentType, ContextType>;
  userProfiles?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type GroupResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Group'] = ResolversParentTypes['Group']> = ResolversObject<{
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  details?: Resolver<Maybe<ResolversTypes['GroupDetails']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isAdmin?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  members?: Resolver<Maybe<ResolversTypes['UserConnection']>, ParentType, ContextType, RequireFields<GroupMembersArgs, 'first'>>;
  memberships?: Resolver<Maybe<ResolversTypes['MembershipConnection']>, ParentType, ContextType, RequireFields<GroupMembershipsArgs, 'first'>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nativeId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['AccountOrigin'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type GroupConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GroupConnection'] = ResolversParentTypes['GroupConnection']> = ResolversObject<{
  edges?: Resolver<ReadonlyArray<ResolversTypes['GroupEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Group']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  systems?: Resolver<ReadonlyArray<ResolversTypes['SystemReport']>, ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
}>;

export type GroupDetailsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GroupDetails'] = ResolversParentTypes['GroupDetails']> = ResolversObject<{
  __resolveType: TypeResolveFn<'DataikuGroupDetails' | 'IguazioGroupDetails' | 'SquirroGroupDetails', ParentType, ContextType>;
}>;

export type GroupEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GroupEdge'] = ResolversParentTypes['GroupEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  isPrimary?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Group'], ParentType, ContextType>;
}>;

export type GroupMemberResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GroupMemberResult'] = ResolversParentTypes['GroupMemberResult']> = ResolversObject<{
  action?: Resolver<ResolversTypes['MemberAction'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['ChangeOutcome'], ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
}>;

export type GroupMembersPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GroupMembersPayload'] = ResolversParentTypes['GroupMembersPayload']> = ResolversObject<{
  group?: Resolver<Maybe<ResolversTypes['Group']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['ChangeOutcome'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['GroupMemberResult']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type IguazioAccessKeyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IguazioAccessKey'] = ResolversParentTypes['IguazioAccessKey']> = ResolversObject<{
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  handle?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  planes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
}>;

export type IguazioGroupDetailsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IguazioGroupDetails'] = ResolversParentTypes['IguazioGroupDetails']> = ResolversObject<{
  assignedPolicies?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  gid?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  systemProvided?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type IguazioProjectPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IguazioProjectPayload'] = ResolversParentTypes['IguazioProjectPayload']> = ResolversObject<{
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['ChangeOutcome'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type IguazioUserDetailsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IguazioUserDetails'] = ResolversParentTypes['IguazioUserDetails']> = ResolversObject<{
  accessKeys?: Resolver<Maybe<ReadonlyArray<ResolversTypes['IguazioAccessKey']>>, ParentType, ContextType>;
  adminStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  assignedPolicies?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  authenticationMethods?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  department?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  jobTitle?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  operationalStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  phoneNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  uid?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type JobResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Job'] = ResolversParentTypes['Job']> = ResolversObject<{
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  nativeState?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['JobState'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type MemberResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Member'] = ResolversParentTypes['Member']> = ResolversObject<{
  __resolveType: TypeResolveFn<'Group' | 'User', ParentType, ContextType>;
}>;

export type MembershipResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Membership'] = ResolversParentTypes['Membership']> = ResolversObject<{
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  member?: Resolver<Maybe<ResolversTypes['Member']>, ParentType, ContextType>;
  memberId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  memberKind?: Resolver<ResolversTypes['MemberKind'], ParentType, ContextType>;
  memberName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nativeRole?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  permissions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  projectId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['ProjectRole'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type MembershipConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MembershipConnection'] = ResolversParentTypes['MembershipConnection']> = ResolversObject<{
  edges?: Resolver<ReadonlyArray<ResolversTypes['MembershipEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Membership']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  systems?: Resolver<ReadonlyArray<ResolversTypes['SystemReport']>, ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
}>;

export type MembershipEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MembershipEdge'] = ResolversParentTypes['MembershipEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Membership'], ParentType, ContextType>;
}>;

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = ResolversObject<{
  addDataikuGovernRoleMember?: Resolver<ResolversTypes['DataikuGovernRolePayload'], ParentType, ContextType, RequireFields<MutationAddDataikuGovernRoleMemberArgs, 'input'>>;
  addGroupMembers?: Resolver<ResolversTypes['GroupMembersPayload'], ParentType, ContextType, RequireFields<MutationAddGroupMembersArgs, 'input'>>;
  addSquirroWorkspaceUsers?: Resolver<ResolversTypes['SquirroWorkspacePayload'], ParentType, ContextType, RequireFields<MutationAddSquirroWorkspaceUsersArgs, 'input'>>;
  createDataikuUsers?: Resolver<ResolversTypes['DataikuUsersPayload'], ParentType, ContextType, RequireFields<MutationCreateDataikuUsersArgs, 'input'>>;
  createGroup?: Resolver<ResolversTypes['CreateGroupPayload'], ParentType, ContextType, RequireFields<MutationCreateGroupArgs, 'input'>>;
  createIguazioAccessKey?: Resolver<ResolversTypes['CreateIguazioAccessKeyPayload'], ParentType, ContextType, RequireFields<MutationCreateIguazioAccessKeyArgs, 'input'>>;
  createIguazioProject?: Resolver<ResolversTypes['IguazioProjectPayload'], ParentType, ContextType, RequireFields<MutationCreateIguazioProjectArgs, 'input'>>;
  createSquirroGrant?: Resolver<ResolversTypes['CreateSquirroGrantPayload'], ParentType, ContextType, RequireFields<MutationCreateSquirroGrantArgs, 'input'>>;
  createSquirroWorkspace?: Resolver<ResolversTypes['SquirroWorkspacePayload'], ParentType, ContextType, RequireFields<MutationCreateSquirroWorkspaceArgs, 'input'>>;
  createUser?: Resolver<ResolversTypes['CreateUserPayload'], ParentType, ContextType, RequireFields<MutationCreateUserArgs, 'input'>>;
  deleteDataikuApiKey?: Resolver<ResolversTypes['UpdateUserPayload'], ParentType, ContextType, RequireFields<MutationDeleteDataikuApiKeyArgs, 'input'>>;
  deleteDataikuGlobalApiKey?: Resolver<ResolversTypes['DataikuGlobalApiKeyPayload'], ParentType, ContextType, RequireFields<MutationDeleteDataikuGlobalApiKeyArgs, 'input'>>;
  deleteDataikuUsers?: Resolver<ResolversTypes['DataikuUsersPayload'], ParentType, ContextType, RequireFields<MutationDeleteDataikuUsersArgs, 'input'>>;
  deleteGroup?: Resolver<ResolversTypes['DeleteGroupPayload'], ParentType, ContextType, RequireFields<MutationDeleteGroupArgs, 'input'>>;
  deleteIguazioProject?: Resolver<ResolversTypes['DeleteIguazioProjectPayload'], ParentType, ContextType, RequireFields<MutationDeleteIguazioProjectArgs, 'input'>>;
  deleteSquirroGrant?: Resolver<ResolversTypes['UpdateUserPayload'], ParentType, ContextType, RequireFields<MutationDeleteSquirroGrantArgs, 'input'>>;
  deleteSquirroSession?: Resolver<ResolversTypes['UpdateUserPayload'], ParentType, ContextType, RequireFields<MutationDeleteSquirroSessionArgs, 'input'>>;
  deleteSquirroWorkspace?: Resolver<ResolversTypes['DeleteSquirroWorkspacePayload'], ParentType, ContextType, RequireFields<MutationDeleteSquirroWorkspaceArgs, 'input'>>;
  deleteUser?: Resolver<ResolversTypes['DeleteUserPayload'], ParentType, ContextType, RequireFields<MutationDeleteUserArgs, 'input'>>;
  disableUser?: Resolver<ResolversTypes['UpdateUserPayload'], ParentType, ContextType, RequireFields<MutationDisableUserArgs, 'input'>>;
  enableUser?: Resolver<ResolversTypes['UpdateUserPayload'], ParentType, ContextType, RequireFields<MutationEnableUserArgs, 'input'>>;
  ensureProjectMembership?: Resolver<ResolversTypes['ProjectMembershipPayload'], ParentType, ContextType, RequireFields<MutationEnsureProjectMembershipArgs, 'input'>>;
  exchangeSquirroMicrosoftToken?: Resolver<ResolversTypes['ExchangeSquirroMicrosoftTokenPayload'], ParentType, ContextType, RequireFields<MutationExchangeSquirroMicrosoftTokenArgs, 'input'>>;
  provisionDataikuUsers?: Resolver<ResolversTypes['DataikuUsersPayload'], ParentType, ContextType, RequireFields<MutationProvisionDataikuUsersArgs, 'input'>>;
  removeDataikuConnectionCredential?: Resolver<ResolversTypes['UpdateUserPayload'], ParentType, ContextType, RequireFields<MutationRemoveDataikuConnectionCredentialArgs, 'input'>>;
  removeDataikuGovernRoleMember?: Resolver<ResolversTypes['DataikuGovernRolePayload'], ParentType, ContextType, RequireFields<MutationRemoveDataikuGovernRoleMemberArgs, 'input'>>;
  removeDataikuPluginCredential?: Resolver<ResolversTypes['UpdateUserPayload'], ParentType, ContextType, RequireFields<MutationRemoveDataikuPluginCredentialArgs, 'input'>>;
  removeDataikuUserSecret?: Resolver<ResolversTypes['UpdateUserPayload'], ParentType, ContextType, RequireFields<MutationRemoveDataikuUserSecretArgs, 'input'>>;
  removeGroupMembers?: Resolver<ResolversTypes['GroupMembersPayload'], ParentType, ContextType, RequireFields<MutationRemoveGroupMembersArgs, 'input'>>;
  removeProjectMembership?: Resolver<ResolversTypes['ProjectMembershipPayload'], ParentType, ContextType, RequireFields<MutationRemoveProjectMembershipArgs, 'input'>>;
  removeSquirroAuthentication?: Resolver<ResolversTypes['UpdateUserPayload'], ParentType, ContextType, RequireFields<MutationRemoveSquirroAuthenticationArgs, 'input'>>;
  removeSquirroWorkspaceUser?: Resolver<ResolversTypes['SquirroWorkspacePayload'], ParentType, ContextType, RequireFields<MutationRemoveSquirroWorkspaceUserArgs, 'input'>>;
  resyncDataikuUser?: Resolver<ResolversTypes['UpdateUserPayload'], ParentType, ContextType, RequireFields<MutationResyncDataikuUserArgs, 'input'>>;
  resyncDataikuUsers?: Resolver<ResolversTypes['DataikuUsersPayload'], ParentType, ContextType, RequireFields<MutationResyncDataikuUsersArgs, 'input'>>;
  revokeIguazioAccessKey?: Resolver<ResolversTypes['UpdateUserPayload'], ParentType, ContextType, RequireFields<MutationRevokeIguazioAccessKeyArgs, 'input'>>;
  setDataikuConnectionCredential?: Resolver<ResolversTypes['UpdateUserPayload'], ParentType, ContextType, RequireFields<MutationSetDataikuConnectionCredentialArgs, 'input'>>;
  setDataikuPluginCredential?: Resolver<ResolversTypes['UpdateUserPayload'], ParentType, ContextType, RequireFields<MutationSetDataikuPluginCredentialArgs, 'input'>>;
  setDataikuUserSecret?: Resolver<ResolversTypes['UpdateUserPayload'], ParentType, ContextType, RequireFields<MutationSetDataikuUserSecretArgs, 'input'>>;
  setGroupMembers?: Resolver<ResolversTypes['GroupMembersPayload'], ParentType, ContextType, RequireFields<MutationSetGroupMembersArgs, 'input'>>;
  setIguazioProjectOwner?: Resolver<ResolversTypes['IguazioProjectPayload'], ParentType, ContextType, RequireFields<MutationSetIguazioProjectOwnerArgs, 'input'>>;
  setPrimaryGroup?: Resolver<ResolversTypes['UpdateUserPayload'], ParentType, ContextType, RequireFields<MutationSetPrimaryGroupArgs, 'input'>>;
  setSquirroAuthentication?: Resolver<ResolversTypes['UpdateUserPayload'], ParentType, ContextType, RequireFields<MutationSetSquirroAuthenticationArgs, 'input'>>;
  setSquirroWorkspaceUserRole?: Resolver<ResolversTypes['SquirroWorkspacePayload'], ParentType, ContextType, RequireFields<MutationSetSquirroWorkspaceUserRoleArgs, 'input'>>;
  setUserPassword?: Resolver<ResolversTypes['UpdateUserPayload'], ParentType, ContextType, RequireFields<MutationSetUserPasswordArgs, 'input'>>;
  signUpSquirroUser?: Resolver<ResolversTypes['CreateUserPayload'], ParentType, ContextType, RequireFields<MutationSignUpSquirroUserArgs, 'input'>>;
  updateDataikuUsers?: Resolver<ResolversTypes['DataikuUsersPayload'], ParentType, ContextType, RequireFields<MutationUpdateDataikuUsersArgs, 'input'>>;
  updateGroup?: Resolver<ResolversTypes['UpdateGroupPayload'], ParentType, ContextType, RequireFields<MutationUpdateGroupArgs, 'input'>>;
  updateIguazioProject?: Resolver<ResolversTypes['IguazioProjectPayload'], ParentType, ContextType, RequireFields<MutationUpdateIguazioProjectArgs, 'input'>>;
  updateUser?: Resolver<ResolversTypes['UpdateUserPayload'], ParentType, ContextType, RequireFields<MutationUpdateUserArgs, 'input'>>;
}>;

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = ResolversObject<{
  __resolveType: TypeResolveFn<'Access' | 'Group' | 'Job' | 'Membership' | 'Operation' | 'Person' | 'Project' | 'SquirroWorkspace' | 'System' | 'User', ParentType, ContextType>;
}>;

export type OperationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Operation'] = ResolversParentTypes['Operation']> = ResolversObject<{
  actingAs?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  idempotencyKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['ChangeOutcome']>, ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['OperationState'], ParentType, ContextType>;
  steps?: Resolver<ReadonlyArray<ResolversTypes['OperationStep']>, ParentType, ContextType>;
  target?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  targets?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type OperationConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OperationConnection'] = ResolversParentTypes['OperationConnection']> = ResolversObject<{
  edges?: Resolver<ReadonlyArray<ResolversTypes['OperationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Operation']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
}>;

export type OperationEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OperationEdge'] = ResolversParentTypes['OperationEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Operation'], ParentType, ContextType>;
}>;

export type OperationStepResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OperationStep'] = ResolversParentTypes['OperationStep']> = ResolversObject<{
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['OperationState'], ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['System']>, ParentType, ContextType>;
  systemKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = ResolversObject<{
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
}>;

export type PersonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Person'] = ResolversParentTypes['Person']> = ResolversObject<{
  accounts?: Resolver<ReadonlyArray<ResolversTypes['AccountMatch']>, ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  emails?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  primaryEmail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  proposed?: Resolver<ReadonlyArray<ResolversTypes['AccountMatch']>, ParentType, ContextType>;
  systems?: Resolver<ReadonlyArray<ResolversTypes['SystemReport']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type PersonConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PersonConnection'] = ResolversParentTypes['PersonConnection']> = ResolversObject<{
  edges?: Resolver<ReadonlyArray<ResolversTypes['PersonEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Person']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  systems?: Resolver<ReadonlyArray<ResolversTypes['SystemReport']>, ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
}>;

export type PersonEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PersonEdge'] = ResolversParentTypes['PersonEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
}>;

export type ProblemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Problem'] = ResolversParentTypes['Problem']> = ResolversObject<{
  code?: Resolver<ResolversTypes['ProblemCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAfterSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['System']>, ParentType, ContextType>;
}>;

export type ProjectResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Project'] = ResolversParentTypes['Project']> = ResolversObject<{
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  effectiveMembers?: Resolver<Maybe<ResolversTypes['AccessConnection']>, ParentType, ContextType, RequireFields<ProjectEffectiveMembersArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  memberships?: Resolver<Maybe<ResolversTypes['MembershipConnection']>, ParentType, ContextType, RequireFields<ProjectMembershipsArgs, 'first'>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nativeId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nativeStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  owner?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  ownerName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type ProjectConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProjectConnection'] = ResolversParentTypes['ProjectConnection']> = ResolversObject<{
  edges?: Resolver<ReadonlyArray<ResolversTypes['ProjectEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Project']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  systems?: Resolver<ReadonlyArray<ResolversTypes['SystemReport']>, ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
}>;

export type ProjectEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProjectEdge'] = ResolversParentTypes['ProjectEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
}>;

export type ProjectMembershipPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProjectMembershipPayload'] = ResolversParentTypes['ProjectMembershipPayload']> = ResolversObject<{
  deletedId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  membership?: Resolver<Maybe<ResolversTypes['Membership']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['ChangeOutcome'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = ResolversObject<{
  group?: Resolver<Maybe<ResolversTypes['Group']>, ParentType, ContextType, RequireFields<QueryGroupArgs, 'system'>>;
  groups?: Resolver<ResolversTypes['GroupConnection'], ParentType, ContextType, RequireFields<QueryGroupsArgs, 'first'>>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType, RequireFields<QueryJobArgs, 'nativeId' | 'system'>>;
  memberships?: Resolver<ResolversTypes['MembershipConnection'], ParentType, ContextType, RequireFields<QueryMembershipsArgs, 'first'>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType, RequireFields<QueryOperationArgs, 'id'>>;
  operations?: Resolver<ResolversTypes['OperationConnection'], ParentType, ContextType, RequireFields<QueryOperationsArgs, 'first'>>;
  people?: Resolver<ResolversTypes['PersonConnection'], ParentType, ContextType, RequireFields<QueryPeopleArgs, 'first'>>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType, RequireFields<QueryPersonArgs, 'email'>>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<QueryProjectArgs, 'system'>>;
  projects?: Resolver<ResolversTypes['ProjectConnection'], ParentType, ContextType, RequireFields<QueryProjectsArgs, 'first'>>;
  system?: Resolver<Maybe<ResolversTypes['System']>, ParentType, ContextType, RequireFields<QuerySystemArgs, 'key'>>;
  systems?: Resolver<ReadonlyArray<ResolversTypes['System']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType, RequireFields<QueryUserArgs, 'system'>>;
  users?: Resolver<ResolversTypes['UserConnection'], ParentType, ContextType, RequireFields<QueryUsersArgs, 'first'>>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
}>;

export type SquirroAuthenticationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SquirroAuthentication'] = ResolversParentTypes['SquirroAuthentication']> = ResolversObject<{
  accessSecretExpires?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  accessTokenExpires?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  service?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  serviceUser?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
}>;

export type SquirroGrantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SquirroGrant'] = ResolversParentTypes['SquirroGrant']> = ResolversObject<{
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  nativeId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  projectPermissions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
}>;

export type SquirroGroupDetailsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SquirroGroupDetails'] = ResolversParentTypes['SquirroGroupDetails']> = ResolversObject<{
  projects?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SquirroProjectRole']>>, ParentType, ContextType>;
  tenant?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type SquirroProjectRoleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SquirroProjectRole'] = ResolversParentTypes['SquirroProjectRole']> = ResolversObject<{
  nativeId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
}>;

export type SquirroSessionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SquirroSession'] = ResolversParentTypes['SquirroSession']> = ResolversObject<{
  clientId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  nativeId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
}>;

export type SquirroSystemDetailsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SquirroSystemDetails'] = ResolversParentTypes['SquirroSystemDetails']> = ResolversObject<{
  passwordPolicy?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  workspaces?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SquirroWorkspace']>>, ParentType, ContextType, RequireFields<SquirroSystemDetailsWorkspacesArgs, 'adminOnly'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type SquirroUserDetailsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SquirroUserDetails'] = ResolversParentTypes['SquirroUserDetails']> = ResolversObject<{
  authentications?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SquirroAuthentication']>>, ParentType, ContextType>;
  config?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  customData?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  grants?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SquirroGrant']>>, ParentType, ContextType>;
  projects?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SquirroProjectRole']>>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rolePermissions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  session?: Resolver<Maybe<ResolversTypes['SquirroSession']>, ParentType, ContextType, RequireFields<SquirroUserDetailsSessionArgs, 'nativeId'>>;
  tenant?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type SquirroWorkspaceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SquirroWorkspace'] = ResolversParentTypes['SquirroWorkspace']> = ResolversObject<{
  domain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  projects?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SquirroWorkspaceProject']>>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  users?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SquirroWorkspaceUser']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type SquirroWorkspacePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SquirroWorkspacePayload'] = ResolversParentTypes['SquirroWorkspacePayload']> = ResolversObject<{
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['ChangeOutcome'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  workspace?: Resolver<Maybe<ResolversTypes['SquirroWorkspace']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type SquirroWorkspaceProjectResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SquirroWorkspaceProject'] = ResolversParentTypes['SquirroWorkspaceProject']> = ResolversObject<{
  nativeId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
}>;

export type SquirroWorkspaceUserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SquirroWorkspaceUser'] = ResolversParentTypes['SquirroWorkspaceUser']> = ResolversObject<{
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fullName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
}>;

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = ResolversObject<{
  operationUpdated?: SubscriptionResolver<ResolversTypes['Operation'], "operationUpdated", ParentType, ContextType, RequireFields<SubscriptionOperationUpdatedArgs, 'id'>>;
}>;

export type SystemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['System'] = ResolversParentTypes['System']> = ResolversObject<{
  baseUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  capabilities?: Resolver<ReadonlyArray<ResolversTypes['Capability']>, ParentType, ContextType>;
  details?: Resolver<Maybe<ResolversTypes['SystemDetails']>, ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  groups?: Resolver<ResolversTypes['GroupConnection'], ParentType, ContextType, RequireFields<SystemGroupsArgs, 'first'>>;
  health?: Resolver<ResolversTypes['SystemHealth'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  projects?: Resolver<ResolversTypes['ProjectConnection'], ParentType, ContextType, RequireFields<SystemProjectsArgs, 'first'>>;
  self?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  users?: Resolver<ResolversTypes['UserConnection'], ParentType, ContextType, RequireFields<SystemUsersArgs, 'first'>>;
  vendor?: Resolver<ResolversTypes['Vendor'], ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type SystemDetailsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SystemDetails'] = ResolversParentTypes['SystemDetails']> = ResolversObject<{
  __resolveType: TypeResolveFn<'DataikuSystemDetails' | 'GovernSystemDetails' | 'SquirroSystemDetails', ParentType, ContextType>;
}>;

export type SystemHealthResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SystemHealth'] = ResolversParentTypes['SystemHealth']> = ResolversObject<{
  checkedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  latencyMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['HealthState'], ParentType, ContextType>;
}>;

export type SystemReportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SystemReport'] = ResolversParentTypes['SystemReport']> = ResolversObject<{
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['SystemState'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
}>;

export type UpdateGroupPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateGroupPayload'] = ResolversParentTypes['UpdateGroupPayload']> = ResolversObject<{
  group?: Resolver<Maybe<ResolversTypes['Group']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['ChangeOutcome'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type UpdateUserPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateUserPayload'] = ResolversParentTypes['UpdateUserPayload']> = ResolversObject<{
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['Operation']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['ChangeOutcome'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = ResolversObject<{
  access?: Resolver<Maybe<ResolversTypes['Access']>, ParentType, ContextType, RequireFields<UserAccessArgs, 'project'>>;
  activeSessions?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  details?: Resolver<Maybe<ResolversTypes['UserDetails']>, ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  effectiveRole?: Resolver<Maybe<ResolversTypes['ProjectRole']>, ParentType, ContextType, RequireFields<UserEffectiveRoleArgs, 'project'>>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  familyName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  givenName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  groups?: Resolver<Maybe<ResolversTypes['GroupConnection']>, ParentType, ContextType, RequireFields<UserGroupsArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inGroup?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType, RequireFields<UserInGroupArgs, 'group'>>;
  isAdmin?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  isOperational?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  lastActivity?: Resolver<Maybe<ResolversTypes['Activity']>, ParentType, ContextType>;
  memberships?: Resolver<Maybe<ResolversTypes['MembershipConnection']>, ParentType, ContextType, RequireFields<UserMembershipsArgs, 'first'>>;
  nativeId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['AccountOrigin'], ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  primaryGroup?: Resolver<Maybe<ResolversTypes['Group']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['UserStatus'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
  username?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type UserConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserConnection'] = ResolversParentTypes['UserConnection']> = ResolversObject<{
  edges?: Resolver<ReadonlyArray<ResolversTypes['UserEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['User']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  systems?: Resolver<ReadonlyArray<ResolversTypes['SystemReport']>, ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Count'], ParentType, ContextType>;
}>;

export type UserDetailsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserDetails'] = ResolversParentTypes['UserDetails']> = ResolversObject<{
  __resolveType: TypeResolveFn<'DataikuUserDetails' | 'IguazioUserDetails' | 'SquirroUserDetails', ParentType, ContextType>;
}>;

export type UserEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserEdge'] = ResolversParentTypes['UserEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
}>;

export type ViewerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = ResolversObject<{
  actingAs?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  rights?: Resolver<ReadonlyArray<ResolversTypes['ViewerRight']>, ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  systems?: Resolver<ReadonlyArray<ResolversTypes['System']>, ParentType, ContextType>;
}>;

export type ViewerRightResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ViewerRight'] = ResolversParentTypes['ViewerRight']> = ResolversObject<{
  ownOnly?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  projects?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  scope?: Resolver<ResolversTypes['Scope'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['System'], ParentType, ContextType>;
}>;

export type Resolvers<ContextType = Context> = ResolversObject<{
  Access?: AccessResolvers<ContextType>;
  AccessConnection?: AccessConnectionResolvers<ContextType>;
  AccessEdge?: AccessEdgeResolvers<ContextType>;
  AccessPath?: AccessPathResolvers<ContextType>;
  AccountMatch?: AccountMatchResolvers<ContextType>;
  Activity?: ActivityResolvers<ContextType>;
  ChangePayload?: ChangePayloadResolvers<ContextType>;
  Count?: CountResolvers<ContextType>;
  CreateGroupPayload?: CreateGroupPayloadResolvers<ContextType>;
  CreateIguazioAccessKeyPayload?: CreateIguazioAccessKeyPayloadResolvers<ContextType>;
  CreateSquirroGrantPayload?: CreateSquirroGrantPayloadResolvers<ContextType>;
  CreateUserPayload?: CreateUserPayloadResolvers<ContextType>;
  DataikuActivity?: DataikuActivityResolvers<ContextType>;
  DataikuApiKey?: DataikuApiKeyResolvers<ContextType>;
  DataikuCredential?: DataikuCredentialResolvers<ContextType>;
  DataikuGlobalApiKey?: DataikuGlobalApiKeyResolvers<ContextType>;
  DataikuGlobalApiKeyPayload?: DataikuGlobalApiKeyPayloadResolvers<ContextType>;
  DataikuGovernRolePayload?: DataikuGovernRolePayloadResolvers<ContextType>;
  DataikuGroupDetails?: DataikuGroupDetailsResolvers<ContextType>;
  DataikuSecret?: DataikuSecretResolvers<ContextType>;
  DataikuSystemDetails?: DataikuSystemDetailsResolvers<ContextType>;
  DataikuTrial?: DataikuTrialResolvers<ContextType>;
  DataikuUserDetails?: DataikuUserDetailsResolvers<ContextType>;
  DataikuUserResult?: DataikuUserResultResolvers<ContextType>;
  DataikuUsersPayload?: DataikuUsersPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeleteGroupPayload?: DeleteGroupPayloadResolvers<ContextType>;
  DeleteIguazioProjectPayload?: DeleteIguazioProjectPayloadResolvers<ContextType>;
  DeleteSquirroWorkspacePayload?: DeleteSquirroWorkspacePayloadResolvers<ContextType>;
  DeleteUserPayload?: DeleteUserPayloadResolvers<ContextType>;
  ExchangeSquirroMicrosoftTokenPayload?: ExchangeSquirroMicrosoftTokenPayloadResolvers<ContextType>;
  GovernRole?: GovernRoleResolvers<ContextType>;
  GovernRoleAssignment?: GovernRoleAssignmentResolvers<ContextType>;
  GovernRoleHolder?: GovernRoleHolderResolvers<ContextType>;
  GovernSystemDetails?: GovernSystemDetailsResolvers<ContextType>;
  Group?: GroupResolvers<ContextType>;
  GroupConnection?: GroupConnectionResolvers<ContextType>;
  GroupDetails?: GroupDetailsResolvers<ContextType>;
  GroupEdge?: GroupEdgeResolvers<ContextType>;
  GroupMemberResult?: GroupMemberResultResolvers<ContextType>;
  GroupMembersPayload?: GroupMembersPayloadResolvers<ContextType>;
  IguazioAccessKey?: IguazioAccessKeyResolvers<ContextType>;
  IguazioGroupDetails?: IguazioGroupDetailsResolvers<ContextType>;
  IguazioProjectPayload?: IguazioProjectPayloadResolvers<ContextType>;
  IguazioUserDetails?: IguazioUserDetailsResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Job?: JobResolvers<ContextType>;
  Member?: MemberResolvers<ContextType>;
  Membership?: MembershipResolvers<ContextType>;
  MembershipConnection?: MembershipConnectionResolvers<ContextType>;
  MembershipEdge?: MembershipEdgeResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  Operation?: OperationResolvers<ContextType>;
  OperationConnection?: OperationConnectionResolvers<ContextType>;
  OperationEdge?: OperationEdgeResolvers<ContextType>;
  OperationStep?: OperationStepResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Person?: PersonResolvers<ContextType>;
  PersonConnection?: PersonConnectionResolvers<ContextType>;
  PersonEdge?: PersonEdgeResolvers<ContextType>;
  Problem?: ProblemResolvers<ContextType>;
  Project?: ProjectResolvers<ContextType>;
  ProjectConnection?: ProjectConnectionResolvers<ContextType>;
  ProjectEdge?: ProjectEdgeResolvers<ContextType>;
  ProjectMembershipPayload?: ProjectMembershipPayloadResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  SquirroAuthentication?: SquirroAuthenticationResolvers<ContextType>;
  SquirroGrant?: SquirroGrantResolvers<ContextType>;
  SquirroGroupDetails?: SquirroGroupDetailsResolvers<ContextType>;
  SquirroProjectRole?: SquirroProjectRoleResolvers<ContextType>;
  SquirroSession?: SquirroSessionResolvers<ContextType>;
  SquirroSystemDetails?: SquirroSystemDetailsResolvers<ContextType>;
  SquirroUserDetails?: SquirroUserDetailsResolvers<ContextType>;
  SquirroWorkspace?: SquirroWorkspaceResolvers<ContextType>;
  SquirroWorkspacePayload?: SquirroWorkspacePayloadResolvers<ContextType>;
  SquirroWorkspaceProject?: SquirroWorkspaceProjectResolvers<ContextType>;
  SquirroWorkspaceUser?: SquirroWorkspaceUserResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  System?: SystemResolvers<ContextType>;
  SystemDetails?: SystemDetailsResolvers<ContextType>;
  SystemHealth?: SystemHealthResolvers<ContextType>;
  SystemReport?: SystemReportResolvers<ContextType>;
  UpdateGroupPayload?: UpdateGroupPayloadResolvers<ContextType>;
  UpdateUserPayload?: UpdateUserPayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserConnection?: UserConnectionResolvers<ContextType>;
  UserDetails?: UserDetailsResolvers<ContextType>;
  UserEdge?: UserEdgeResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  ViewerRight?: ViewerRightResolvers<ContextType>;
}>;

export type DirectiveResolvers<ContextType = Context> = ResolversObject<{
  cost?: CostDirectiveResolver<any, any, ContextType>;
  requires?: RequiresDirectiveResolver<any, any, ContextType>;
}>;

import type {
  AccountOrigin,
  DataikuActivity,
  DataikuTrial,
  JobState,
  UserStatus,
} from '../../generated/types.ts';
import { type Ref, ref, type SystemKey } from '../../model/ref.ts';
import type { Activity, Group, Job, Project, User } from '../../model/types.ts';
import { said, toDate } from './primitives.ts';
import type { Product } from './products.ts';
import { type AccountSettings, toSettings } from './settings.ts';
import type { WireActivity, WireFuture, WireGroup, WireProject, WireTrial, WireUser } from './wire.ts';

/** One account with what the model's `User` has no place for. */
export interface Account {
  readonly user: User;
  readonly groups: readonly Ref<'group'>[];
  /** undefined: what was read holds no settings. */
  readonly settings: AccountSettings | undefined;
  /** Whether it was read as an administrator reads it; everybody else sees less. */
  readonly complete: boolean;
}

/** What was seen of one account, in the model's words and in Dataiku's. */
export interface Seen {
  readonly login: string;
  readonly activity: Activity;
  readonly details: DataikuActivity;
}

/** By `sourceType` (§4.4). */
const origins: ReadonlyMap<string, AccountOrigin> = new Map([
  ['LOCAL', 'LOCAL'],
  ['LDAP', 'LDAP'],
  ['LOCAL_NO_AUTH', 'SSO'],
  ['AZURE_AD', 'EXTERNAL'],
  ['CUSTOM', 'EXTERNAL'],
  ['PAM', 'EXTERNAL'],
  ['SAAS', 'EXTERNAL'],
]);
export const originOf = (sourceType: string | null | undefined): AccountOrigin =>
  origins.get(sourceType ?? '') ?? 'UNKNOWN';

/** The official samples append group names without looking, so one may stand there twice. */
const groupRefs = (system: SystemKey, names: readonly string[]) =>
  [...new Set(names)].filter((name) => name !== '').map((name) => ref('group', system, name));

export function toAccount(
  { system, product }: { readonly system: SystemKey; readonly product: Product },
  wire: WireUser,
  complete: boolean,
): Account {
  return {
    user: toUser(system, product, wire),
    groups: groupRefs(system, wire.groups ?? []),
    settings: toSettings(product, wire),
    complete,
  };
}

function toUser(system: SystemKey, product: Product, wire: WireUser): User {
  const isDss = product === 'DATAIKU_DSS';
  const details = {
    __typename: 'DataikuUserDetails',
    system,
    login: wire.login,
    profile: said(wire.userProfile),
    sourceType: said(wire.sourceType),
    codeAllowed: isDss ? (wire.codeAllowed ?? null) : null,
    trial: isDss && wire.trialStatus ? toTrial(wire.trialStatus) : null,
  };
  const sessions = wire.activeWebSocketSesssions ?? wire.activeWebSocketSessions ?? null;
  return {
    __typename: 'User',
    ref: ref('user', system, wire.login),
    username: wire.login,
    email: said(wire.email),
    displayName: said(wire.displayName),
    givenName: null,
    familyName: null,
    status: statusOf(wire),
    origin: originOf(wire.sourceType),
    isAdmin: null,
    isOperational: isOperational(wire),
    createdAt: toDate(wire.creationDate),
    lastActivity: null,
    activeSessions: isDss ? sessions : null,
    details,
  };
}

function statusOf({ enabled }: WireUser): UserStatus {
  if (typeof enabled !== 'boolean') return 'UNKNOWN';
  return enabled ? 'ACTIVE' : 'DISABLED';
}

/**
 * Disabled accounts cannot be used, their keys included (§6.3). Whether one whose trial is over still can is documented
 * nowhere: profiles are licensing and no bar, and whoever got a full profile since still carries the old trial.
 */
function isOperational({ enabled, trialStatus }: WireUser): boolean | null {
  if (enabled === true && trialStatus?.exists === true && trialStatus.expired === true) return null;
  return enabled ?? null;
}

const toTrial = ({ exists, expired, valid, expiresOn, grantedOn }: WireTrial): DataikuTrial => ({
  __typename: 'DataikuTrial',
  exists: exists ?? false,
  expired: expired ?? false,
  valid: valid ?? false,
  expiresAt: toDate(expiresOn),
  grantedAt: toDate(grantedOn),
});

/** `call` is where it was read; it is part of the evidence. */
export function toSeen(wire: WireActivity, call: string): Seen {
  const login = toDate(wire.lastSuccessfulLogin);
  const session = toDate(wire.lastSessionActivity);
  const details: DataikuActivity = {
    __typename: 'DataikuActivity',
    lastSuccessfulLogin: login,
    lastFailedLogin: toDate(wire.lastFailedLogin),
    lastSessionActivity: session,
  };
  return { login: wire.login, details, activity: later(login, session, call) };
}

function later(login: Date | null, session: Date | null, call: string): Activity {
  if (session && (!login || session > login)) {
    return { at: session, kind: 'SESSION', evidence: `${call}: lastSessionActivity` };
  }
  if (login) return { at: login, kind: 'LOGIN', evidence: `${call}: lastSuccessfulLogin` };
  return { at: null, kind: 'ANY', evidence: `${call}: lastSuccessfulLogin, lastSessionActivity` };
}

/** Global permissions are the keys that read so; those of later releases count as well (§4.10). */
export const isPermission = (key: string): boolean => key.startsWith('may') || key === 'isGovernArchitect';

export function toGroup(system: SystemKey, wire: WireGroup): Group {
  const flags = Object.entries(wire).filter(([key]) => isPermission(key));
  const details = {
    __typename: 'DataikuGroupDetails',
    system,
    sourceType: said(wire.sourceType),
    permissions: flags.length > 0 ? trueOf(flags) : null,
    ldapGroupNames: wire.ldapGroupNames ?? null,
    ssoGroupNames: wire.ssoGroupNames ?? null,
    azureADGroupNames: wire.azureADGroupNames ?? null,
    customGroupNames: wire.customGroupNames ?? null,
  };
  return {
    __typename: 'Group',
    ref: ref('group', system, wire.name),
    name: wire.name,
    description: said(wire.description),
    origin: originOf(wire.sourceType),
    isAdmin: wire.admin ?? null,
    details,
  };
}

const trueOf = (flags: readonly (readonly [string, unknown])[]): string[] =>
  flags.filter(([, value]) => value === true).map(([key]) => key);

export function toProject(system: SystemKey, wire: WireProject): Project {
  const owner = said(wire.ownerLogin);
  return {
    __typename: 'Project',
    ref: ref('project', system, wire.projectKey),
    key: wire.projectKey,
    name: said(wire.name) ?? wire.projectKey,
    description: said(wire.shortDesc) ?? said(wire.description),
    nativeStatus: said(wire.projectStatus),
    ownerName: owner,
    owner: owner === null ? null : ref('user', system, owner),
    createdAt: toDate(wire.creationTag?.lastModifiedOn),
  };
}

/** The first flag that is set decides (§4.17). A failure has no flag: the call itself fails. */
const jobStates = [
  ['hasResult', 'SUCCEEDED'],
  ['alive', 'RUNNING'],
  ['aborted', 'CANCELED'],
] as const satisfies readonly (readonly [keyof WireFuture, JobState])[];

/** null: the server does not know the future any more. */
export function toJob(system: SystemKey, id: string, wire: WireFuture): Job | null {
  const found = jobStates.find(([flag]) => wire[flag] === true);
  if (!found && wire.unknown === true) return null;
  const [nativeState, state] = found ?? ['ended', 'UNKNOWN' as const];
  return {
    __typename: 'Job',
    ref: ref('job', system, id),
    kind: 'future',
    state,
    nativeState,
    message: null,
    createdAt: toDate(wire.startTime),
    updatedAt: null,
  };
}

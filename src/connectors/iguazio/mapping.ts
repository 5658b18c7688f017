import type {
  AccountOrigin,
  IguazioGroupDetails,
  IguazioUserDetails,
  JobState,
  UserStatus,
} from '../../generated/types.ts';
import { ref, type SystemKey } from '../../model/ref.ts';
import type { Activity, Details, Group, Job, Project, User } from '../../model/types.ts';
import type { WireGroup, WireJob, WireProject, WireUser } from './wire.ts';

type UserDetails = IguazioUserDetails & Details & { readonly accountId: string };
type GroupDetails = IguazioGroupDetails & Details;

/** The group every account joins before it can be used (§5.1, §7.2). */
export const EVERYONE = 'all_users';

/** [assumed] Management policies that administer the whole system: the documentation names no such set. */
const ADMIN_POLICIES = ['IT Admin', 'Security Admin', 'Tenant Admin', 'System Admin'];
/** Policies that a group does not pass on: held through one, IT Admin does not open the cluster's dashboards. */
const DIRECT_ONLY = ['IT Admin'];

export const isAdminPolicy = (policy: string): boolean => ADMIN_POLICIES.includes(policy);
export const holdsThroughGroup = (policy: string): boolean => !DIRECT_ONLY.includes(policy);

/** [assumed] What a switched-on account is, by its `operational_status`; `down` says nothing of the switch. */
const SWITCHED_ON: Readonly<Record<string, UserStatus>> = {
  up: 'ACTIVE',
  down: 'ACTIVE',
  creating: 'PENDING',
};

/** [assumed] Which states have begun and which have not; the final ones are documented (§5.8). */
const JOB_STATES: Readonly<Record<string, JobState>> = {
  created: 'PENDING',
  republishing: 'PENDING',
  dispatched: 'PENDING',
  in_progress: 'RUNNING',
  completed: 'SUCCEEDED',
  failed: 'FAILED',
  canceled: 'CANCELED',
};

export function toUser(system: SystemKey, { id, attributes }: WireUser): User {
  const { first_name: givenName, last_name: familyName } = attributes;
  return {
    __typename: 'User',
    ref: ref('user', system, id),
    username: attributes.username,
    email: said(attributes.email),
    displayName: said([givenName, familyName].filter(Boolean).join(' ')),
    givenName: said(givenName),
    familyName: said(familyName),
    status: statusOf(attributes),
    origin: originOf(attributes),
    createdAt: instant(attributes.created_at),
    lastActivity: activityOf(attributes),
    isAdmin: null,
    isOperational: null,
    activeSessions: null,
    details: userDetails(system, id, attributes),
  };
}

/** An account of which only the names were to be read: what else is absent is not known. */
export const toScrubbedUser = (system: SystemKey, wire: WireUser): User => ({
  ...toUser(system, wire),
  lastActivity: null,
});

const userDetails = (
  system: SystemKey,
  accountId: string,
  attributes: WireUser['attributes'],
): UserDetails => ({
  __typename: 'IguazioUserDetails',
  system,
  accountId,
  uid: attributes.uid ?? null,
  assignedPolicies: attributes.assigned_policies ?? null,
  authenticationMethods: attributes.authentication_methods ?? null,
  operationalStatus: attributes.operational_status ?? null,
  adminStatus: attributes.admin_status ?? null,
  jobTitle: said(attributes.job_title),
  department: said(attributes.department),
  phoneNumber: said(attributes.phone_number),
});

/** What only Iguazio accounts have; undefined for an account of another vendor. */
export const iguazioUserDetails = ({ details }: User): UserDetails | undefined =>
  details?.__typename === 'IguazioUserDetails' ? (details as UserDetails) : undefined;

/** What only Iguazio groups have; undefined for a group of another vendor. */
export const iguazioGroupDetails = ({ details }: Group): GroupDetails | undefined =>
  details?.__typename === 'IguazioGroupDetails' ? (details as GroupDetails) : undefined;

function statusOf({
  admin_status: admin,
  operational_status: operational,
}: WireUser['attributes']): UserStatus {
  if (admin === 'down') return 'DISABLED';
  if (operational === 'deleting') return 'DELETING';
  if (admin !== 'up') return 'UNKNOWN';
  return SWITCHED_ON[operational ?? 'up'] ?? 'UNKNOWN';
}

/** [assumed] Which attribute tells where an account comes from, the most telling first. */
function originOf(attributes: WireUser['attributes']): AccountOrigin {
  const { authentication_methods: methods, authentication_scheme: scheme, idp } = attributes;
  if (methods?.includes('sso') && !methods.includes('password')) return 'SSO';
  if (typeof idp === 'object' && idp !== null) return 'EXTERNAL';
  if (scheme === 'local' || methods?.includes('password')) return 'LOCAL';
  return 'UNKNOWN';
}

/** The attribute is left out for accounts that never signed in (§5.1). */
function activityOf({ last_activity: last }: WireUser['attributes']): Activity | null {
  const at = instant(last);
  if (at === null && said(last) !== null) return null;
  return { at, kind: 'ANY', evidence: 'last_activity of the account; the vendor does not say what counts' };
}

export function toGroup(system: SystemKey, { id, attributes }: WireGroup): Group {
  const { name, description, kind, assigned_policies: policies } = attributes;
  const details: GroupDetails = {
    __typename: 'IguazioGroupDetails',
    system,
    gid: attributes.gid ?? null,
    kind: kind ?? null,
    assignedPolicies: policies ?? null,
    systemProvided: attributes.system_provided ?? null,
  };
  return {
    __typename: 'Group',
    ref: ref('group', system, id),
    name,
    description: said(description),
    origin: groupOriginOf(kind),
    isAdmin: policies?.filter(holdsThroughGroup).some(isAdminPolicy) ?? null,
    details,
  };
}

/** [assumed] Words other than `local` mark imports (§5.2). */
function groupOriginOf(kind: string | null | undefined): AccountOrigin {
  if (!kind) return 'UNKNOWN';
  return kind === 'local' ? 'LOCAL' : 'EXTERNAL';
}

/** `owner`: the account the project names as its owner, if that was sent along. */
export function toProject(system: SystemKey, wire: WireProject, owner: WireUser | undefined): Project {
  const { attributes } = wire;
  const ownerId = wire.relationships?.owner?.data?.id || null;
  return {
    __typename: 'Project',
    ref: ref('project', system, wire.id),
    key: attributes.name,
    name: attributes.name,
    description: said(attributes.description),
    nativeStatus: attributes.operational_status ?? attributes.admin_status ?? null,
    ownerName: owner?.attributes.username ?? said(attributes.owner_username) ?? ownerId,
    owner: ownerId === null ? null : ref('user', system, ownerId),
    createdAt: instant(attributes.created_at),
  };
}

export function toJob(system: SystemKey, { id, attributes }: WireJob): Job {
  return {
    __typename: 'Job',
    ref: ref('job', system, id),
    kind: attributes.kind ?? '',
    state: JOB_STATES[attributes.state] ?? 'UNKNOWN',
    nativeState: attributes.state,
    message: resultMessage(attributes.result ?? ''),
    createdAt: instant(attributes.created_at),
    updatedAt: instant(attributes.updated_at),
  };
}

/** Plain text, or JSON text of which `message` is for people (§5.5). */
function resultMessage(result: string): string | null {
  const parsed = parseObject(result);
  if (!parsed) return said(result);
  return 'message' in parsed && typeof parsed.message === 'string' ? said(parsed.message) : null;
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Iguazio sends empty text for what was never filled in. */
function said(text: string | null | undefined): string | null {
  return text || null;
}

/** Times carry an offset (§4.6); one without could mean any zone and is not known. */
function instant(text: string | null | undefined): Date | null {
  if (!text || !/(?:Z|[+-]\d\d:?\d\d)$/u.test(text)) return null;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : at;
}

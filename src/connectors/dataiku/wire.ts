import { z } from 'zod';

// What Dataiku sends, as far as it is read. The server may omit whatever is null ([assumed], dataiku.md §4), so only
// what names an object is required. No shape lists a secret's value, a password or a token: decoding drops them.

const name = z.string().min(1);
const text = z.string().nullish();
const texts = z.array(z.string()).nullish();
const flag = z.boolean().nullish();
/** Epoch milliseconds; 0, negative or null means never. */
const time = z.number().nullish();
const properties = z.record(z.string(), z.unknown()).nullish();

/**
 * A document that is written back: what is read of it, and all of it as it came. A write replaces the whole document
 * (§6.1), so what nobody reads here goes back untouched: unknown fields, order, secrets.
 */
export interface Whole<T> {
  readonly known: T;
  readonly raw: Readonly<Record<string, unknown>>;
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

function whole<T>(shape: z.ZodType<T>): z.ZodType<Whole<T>> {
  return z.custom<Whole<T>['raw']>(isObject).transform((raw, context) => {
    const read = shape.safeParse(raw);
    if (read.success) return { known: read.data, raw };
    for (const { path } of read.error.issues) context.addIssue({ code: 'custom', path });
    return z.NEVER;
  });
}

/** Elements are decoded one by one, so that a bad one costs itself only. */
export const WireList = z.array(z.unknown());

export type WireTrial = z.infer<typeof WireTrial>;
const WireTrial = z.object({ exists: flag, expired: flag, valid: flag, expiresOn: time, grantedOn: time });

export type WireCredential = z.infer<typeof WireCredential>;
const WireCredential = z.object({ type: text, user: text, lastUpdate: time });

/** A list item (§4.1), with settings (§4.2) where they were asked for; the directory for everybody (§4.8) has less. */
export type WireUser = z.infer<typeof WireUser>;
export const WireUser = z.object({
  login: name,
  displayName: text,
  email: text,
  groups: texts,
  sourceType: text,
  userProfile: text,
  enabled: flag,
  creationDate: time,
  activeWebSocketSesssions: z.int().nullish(), // three s: that is how it is sent
  activeWebSocketSessions: z.int().nullish(), // two s: in case it is ever put right
  codeAllowed: flag,
  trialStatus: WireTrial.nullish(),
  userProperties: properties,
  adminProperties: properties,
  secrets: z.array(z.object({ name: z.string() })).nullish(),
  credentials: z.record(z.string(), WireCredential).nullish(),
});

export type WholeUser = Whole<WireUser>;
export const WholeUser = whole(WireUser);

export type WireActivity = z.infer<typeof WireActivity>;
export const WireActivity = z.object({
  login: name,
  lastSuccessfulLogin: time,
  lastFailedLogin: time,
  lastSessionActivity: time,
});

/** Loose: every release adds permissions, and they are told by name (§4.10). */
export type WireGroup = z.infer<typeof WireGroup>;
export const WireGroup = z.looseObject({
  name,
  description: text,
  sourceType: text,
  admin: flag,
  ldapGroupNames: texts,
  ssoGroupNames: texts,
  azureADGroupNames: texts,
  customGroupNames: texts,
});

export type WholeGroup = Whole<WireGroup>;
export const WholeGroup = whole(WireGroup);

/** A list item; the summary of one project has neither descriptions nor `creationTag` (§4.12). */
export type WireProject = z.infer<typeof WireProject>;
export const WireProject = z.object({
  projectKey: name,
  name: text,
  ownerLogin: text,
  shortDesc: text,
  description: text,
  projectStatus: text,
  creationTag: z.object({ lastModifiedOn: time }).nullish(),
});

/** The permissions a grant can hold, in the order of §4.13. */
export const PROJECT_PERMISSIONS = [
  'admin',
  'editPermissions',
  'readProjectContent',
  'writeProjectContent',
  'exportDatasetsData',
  'readDashboards',
  'writeDashboards',
  'moderateDashboards',
  'publishToDataCollections',
  'shareToWorkspaces',
  'runScenarios',
  'manageDashboardAuthorizations',
  'manageExposedElements',
  'manageAdditionalDashboardUsers',
  'executeApp',
] as const;
export type ProjectPermission = (typeof PROJECT_PERMISSIONS)[number];

const permissionFlags = Object.fromEntries(PROJECT_PERMISSIONS.map((known) => [known, flag])) as Record<
  ProjectPermission,
  typeof flag
>;

/** Loose: permissions of later releases count as well. */
export type WireGrant = z.infer<typeof WireGrant>;
export const WireGrant = z.looseObject({ user: text, group: text, ...permissionFlags });

export const WirePermissions = z.object({ permissions: WireList });

/** With every grant understood: a document of which anything is not is never replaced. */
export type WholePermissions = z.infer<typeof WholePermissions>;
export const WholePermissions = whole(z.object({ permissions: z.array(WireGrant) }));

export type WireFuture = z.infer<typeof WireFuture>;
export const WireFuture = z.object({
  jobId: text,
  hasResult: flag,
  result: z.unknown().optional(),
  alive: flag,
  aborted: flag,
  unknown: flag,
  startTime: time,
});

/**
 * A personal key (§4.16), or a global one (§4.15). Servers before 13.1 knew keys by their secret alone: an id that is the
 * secret is none. The secret itself is dropped here.
 */
export type WireKey = z.infer<typeof WireKey>;
export const WireKey = z
  .object({
    id: name,
    key: text,
    user: text,
    label: text,
    description: text,
    createdOn: time,
    createdBy: text,
    expiresOn: time,
    groups: texts,
    globalPermissions: z.object({ admin: flag }).nullish(),
  })
  .refine(({ id, key }) => id !== key)
  .transform(({ key: _secret, ...shown }) => shown);

export const WireAuthInfo = z.object({ authIdentifier: text, authSource: text });

export const WireInstanceInfo = z.object({ nodeId: text, nodeName: text, nodeType: text });

export const WireLicensing = z.object({ base: z.object({ userProfiles: texts }).nullish() });

export type WireRole = z.infer<typeof WireRole>;
export const WireRole = z.object({ id: name, label: text, description: text });
export const WireRoles = z.array(WireRole);

/** Loose: how a rule names an API key is not known (§4.19). */
export type WireUserContainer = z.infer<typeof WireUserContainer>;
const WireUserContainer = z.looseObject({ type: text, login: text, groupName: text });

const WireRule = z.object({
  criteria: WireList.nullish(),
  userContainers: z.array(WireUserContainer).nullish(),
  fieldIds: texts,
});

export type WireRoleAssignments = z.infer<typeof WireRoleAssignments>;
const WireRoleAssignments = z.object({
  blueprintId: name,
  roleAssignmentsRules: z.record(z.string(), z.array(WireRule)).nullish(),
});
export const WireAllRoleAssignments = z.array(WireRoleAssignments);

export type WholeRoleAssignments = z.infer<typeof WholeRoleAssignments>;
export const WholeRoleAssignments = whole(WireRoleAssignments);

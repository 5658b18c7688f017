import { z } from 'zod';
import { Names, type Objection, objections, orElse, orNull, Properties } from './replies.ts';

/** The profiles of the licence (`base.userProfiles`); the first is given to whoever has none. */
export const USER_PROFILES = [
  'READER',
  'AI_CONSUMER',
  'DATA_DESIGNER',
  'DATA_SCIENTIST',
  'FULL_DESIGNER',
] as const;

const SOURCE_TYPES = ['LOCAL', 'LDAP', 'LOCAL_NO_AUTH', 'AZURE_AD', 'CUSTOM', 'PAM', 'SAAS'] as const;

/** Preferences that are booleans, with what a new user has: mails are on, the noisier notifications off ([assumed]). */
const preferenceFlags = {
  mentionEmails: true,
  discussionEmails: true,
  accessRequestEmails: true,
  grantedAccessEmails: true,
  grantedPluginRequestEmails: true,
  pluginRequestEmails: true,
  instanceAccessRequestsEmails: true,
  profileUpgradeRequestsEmails: true,
  codeEnvCreationRequestEmails: true,
  grantedCodeEnvCreationRequestEmails: true,
  dailyDigestsEmails: false,
  offlineActivityEmails: false,
  rememberPositionFlow: true,
  loginLogoutNotifications: false,
  watchedObjectsEditionsNotifications: true,
  objectOnCurrentProjectCreatedDeletedNotifications: true,
  anyObjectOnCurrentProjectEditedNotifications: false,
  watchStarOnCurrentProjectNotifications: false,
  otherUsersJobsTasksNotifications: false,
  requestAccessNotifications: true,
  scenarioRunNotifications: true,
} as const;

const DEFAULT_PREFERENCES: Properties = { uiLanguage: 'en', ...preferenceFlags };
const Preferences: z.ZodType<Properties> = z.object({
  uiLanguage: orElse(z.enum(['en', 'ja', 'fr']), 'en'),
  ...Object.fromEntries(
    Object.entries(preferenceFlags).map(([name, value]) => [name, orElse(z.boolean(), value)]),
  ),
});

const EMPTY: Properties = Object.freeze({});
const NO_CREDENTIALS: Readonly<Record<string, Properties>> = Object.freeze({});
const NONE: readonly never[] = Object.freeze([]);

const Secrets: z.ZodType<readonly { name: string; value: unknown; secret: unknown }[]> = z.array(
  z.object({ name: z.string(), value: z.unknown(), secret: z.unknown() }),
);
const Credentials: z.ZodType<Readonly<Record<string, Properties>>> = z.record(z.string(), Properties);

/** What a write may set (§4.2), and what it becomes when the write does not say. */
export const UserWrite = z.object({
  displayName: orElse(z.string(), ''),
  email: orNull(z.string()),
  enabled: orElse(z.boolean(), true),
  groups: orElse(Names, NONE),
  sourceType: orElse(z.enum(SOURCE_TYPES), 'LOCAL'),
  userProfile: orElse(z.string(), USER_PROFILES[0]),
  userProperties: orElse(Properties, EMPTY),
  adminProperties: orElse(Properties, EMPTY),
  secrets: orElse(Secrets, NONE),
  credentials: orElse(Credentials, NO_CREDENTIALS),
  preferences: orElse(Preferences, DEFAULT_PREFERENCES),
});
export type UserWrite = Readonly<z.infer<typeof UserWrite>>;

/** A write that may also carry a password, which no read gives back. */
export const UserWriteWithPassword = UserWrite.extend({ password: z.string().nullish() });

/** The body of a creation (§4.3); its other keys are those of a write. */
export const UserCreation = UserWriteWithPassword.pick({
  displayName: true,
  email: true,
  groups: true,
  sourceType: true,
  userProfile: true,
  password: true,
}).extend({ login: orElse(z.string(), '') });
export type UserCreation = z.infer<typeof UserCreation>;

/** Start and end of a trial, in epoch milliseconds. */
export interface Trial {
  readonly grantedAt: number;
  readonly expiresAt: number;
}

/** A user as kept: replaced on every write, never changed in place. */
export interface User extends UserWrite {
  readonly login: string;
  /** Unknown for users older than the field. */
  readonly creationDate: number | undefined;
  readonly sessions: number;
  /** 0: never. */
  readonly lastLogin: number;
  readonly lastActivity: number;
  readonly trial: Trial | undefined;
}

export const NEW_USER: UserWrite = UserWrite.parse({});

const LOGIN = /^[\w@.+-]{3,80}$/u;

/** What speaks against creating a user, apart from its login being taken. */
export function objectionToCreation({ login, password, ...wanted }: UserCreation): Objection | undefined {
  if (!LOGIN.test(login)) return objections.invalidSettings(`Invalid login '${login}'`);
  return objectionToSettings(wanted) ?? objectionToPassword(wanted.sourceType, password ?? '');
}

/** What speaks against replacing a user's settings. A change to `LOCAL` needs a password in the same write (§4.4). */
export function objectionToEdit(
  before: User,
  after: UserWrite,
  password: string | null | undefined,
): Objection | undefined {
  const becomesLocal = after.sourceType === 'LOCAL' && before.sourceType !== 'LOCAL';
  const objection = objectionToSettings(after);
  if (objection || (!becomesLocal && (password ?? null) === null)) return objection;
  return objectionToPassword(after.sourceType, password ?? '');
}

function objectionToSettings(user: Pick<UserWrite, 'displayName' | 'userProfile'>): Objection | undefined {
  if (user.displayName.trim() === '') return objections.invalidSettings('The display name must not be empty');
  const licensed: readonly string[] = USER_PROFILES;
  // [assumed]: the error of a profile that is not in the licence.
  if (!licensed.includes(user.userProfile)) {
    return objections.invalidSettings(`User profile '${user.userProfile}' is not in the licence`);
  }
  return undefined;
}

/** Only `LOCAL` users have a password here; for others one is ignored. */
function objectionToPassword(sourceType: string, password: string): Objection | undefined {
  return sourceType === 'LOCAL' && password.length < 5 ? objections.invalidPassword() : undefined;
}

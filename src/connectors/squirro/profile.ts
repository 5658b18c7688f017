import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Json, JsonObject } from '../../json.ts';
import { documentedKeys, withoutCredentials } from './details-mapping.ts';
import { badField } from './refusals.ts';
import type { WireFullAccount } from './wire.ts';

/** Keys of an account as Squirro has them (squirro.md §4), custom ones among them, and what they are to be. */
export type Profile = Readonly<Record<string, Json>>;
export const Profile: z.ZodType<Profile> = z.record(z.string(), z.json());

/** Where the input has what the documented keys hold. */
const fields: ReadonlyMap<string, readonly string[]> = new Map([
  ['email', ['email']],
  ['full_name', ['displayName']],
  ['role', ['squirro', 'role']],
]);
const CUSTOM_DATA = ['squirro', 'customData'] as const;

export const fieldOf = (key: string): readonly string[] => fields.get(key) ?? [...CUSTOM_DATA, key];

/** Keys that mean something to Squirro, or are taken for one of its own: not free for custom data. */
const reservedKeys: ReadonlySet<string> = new Set([
  ...documentedKeys,
  'password',
  'current_password',
  'new_password',
  'new_password_confirm',
  '__proto__',
]);

/** What is to be, parted: what is named like a credential is kept as one. */
export interface PartedProfile {
  readonly open: Profile;
  readonly secret: Profile | undefined;
}

/** The profile that an input describes. A key left out stays as it is; a custom one given null goes. */
export function toProfile(
  own: Readonly<Record<'email' | 'full_name' | 'role', string | undefined>>,
  customData: unknown,
): PartedProfile {
  const documented = Object.entries(own).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const custom = Object.entries(customData === undefined ? {} : readCustomData(customData));
  const isOpen = ([key, value]: [string, Json]) =>
    isDeepStrictEqual(withoutCredentials({ [key]: value }), { [key]: value });
  const secret = custom.filter((entry) => !isOpen(entry));
  return {
    open: Object.fromEntries([...documented, ...custom.filter(isOpen)]),
    secret: secret.length > 0 ? Object.fromEntries(secret) : undefined,
  };
}

/** Custom data as it was given. What Squirro reads itself has its own field and its own right, and is refused here. */
function readCustomData(customData: unknown): JsonObject {
  const read = Profile.safeParse(customData);
  if (!read.success || Array.isArray(customData)) {
    throw badField('squirro.customData must be an object.', ...CUSTOM_DATA);
  }
  const reserved = Object.keys(customData as object).find((key) => key === '' || reservedKeys.has(key));
  if (reserved !== undefined) {
    throw badField('This key means something to the system itself.', ...CUSTOM_DATA, reserved);
  }
  return read.data;
}

/** The keys in which an account is not as described. */
export const differences = (account: WireFullAccount, profile: Profile): string[] =>
  Object.entries(profile)
    .filter(([key, wanted]) => !isSo(key, account[key], wanted))
    .map(([key]) => key);

/** Whether null removes a key or is kept is not public (squirro.md §15): both say that there is nothing. */
function isSo(key: string, present: unknown, wanted: Json): boolean {
  if (wanted === null) return present === null || present === undefined;
  if (key === 'full_name' && wanted === '')
    return present === '' || present === null || present === undefined;
  return isDeepStrictEqual(present, wanted);
}

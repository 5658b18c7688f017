import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { Properties } from './inputs.ts';
import { said } from './primitives.ts';
import type { WholeUser, WireUser } from './wire.ts';

/** What a write sets of an account; what is left out stays. Properties are set key by key, and a key that is null goes. */
export type UserSettings = z.infer<typeof UserSettings>;
export const UserSettings = z
  .object({
    displayName: z.string(),
    email: z.string(),
    enabled: z.boolean(),
    groups: z.array(z.string()),
    userProfile: z.string(),
    sourceType: z.string(),
    userProperties: Properties,
    adminProperties: Properties,
  })
  .partial();

type Key = keyof UserSettings;

/** What a setting is called in an input. */
export const fieldOf: Readonly<Record<Key, readonly string[]>> = {
  displayName: ['displayName'],
  email: ['email'],
  enabled: ['user'],
  groups: ['groups'],
  userProfile: ['dataiku', 'profile'],
  sourceType: ['dataiku', 'sourceType'],
  userProperties: ['dataiku', 'userProperties'],
  adminProperties: ['dataiku', 'adminProperties'],
};

/** How to tell whether a setting is as wanted. */
const agree: { readonly [K in Key]: (user: WireUser, wanted: NonNullable<UserSettings[K]>) => boolean } = {
  displayName: (user, wanted) => user.displayName === wanted,
  email: (user, wanted) => said(user.email) === said(wanted),
  enabled: (user, wanted) => user.enabled === wanted,
  groups: (user, wanted) => sameNames(user.groups ?? [], wanted),
  userProfile: (user, wanted) => user.userProfile === wanted,
  sourceType: (user, wanted) => user.sourceType === wanted,
  userProperties: (user, wanted) => propertiesAgree(user.userProperties, wanted),
  adminProperties: (user, wanted) => propertiesAgree(user.adminProperties, wanted),
};

const sameNames = (names: readonly string[], wanted: readonly string[]) =>
  new Set(names).symmetricDifference(new Set(wanted)).size === 0;

function propertiesAgree(properties: WireUser['userProperties'], wanted: Properties): boolean {
  return Object.entries(wanted).every(([name, value]) =>
    isDeepStrictEqual(ownValue(properties ?? {}, name) ?? null, value),
  );
}

const ownValue = (of: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(of, name) ? of[name] : undefined;

/** Settings that are not as wanted. */
export function differing(user: WireUser, wanted: UserSettings): Key[] {
  const differs = <K extends Key>(key: K): boolean => {
    const value = wanted[key];
    return value !== undefined && !agree[key](user, value);
  };
  return UserSettings.keyof().options.filter(differs);
}

/** What differs, put right. */
export const corrections = (user: WireUser, wanted: UserSettings): Record<string, unknown> =>
  Object.fromEntries(differing(user, wanted).map((key) => [key, valueFor(user, wanted, key)] as const));

/** The whole document with what differs put right, and everything else as it came. */
export const withSettings = ({ known, raw }: WholeUser, wanted: UserSettings): Record<string, unknown> => ({
  ...raw,
  ...corrections(known, wanted),
});

function valueFor(user: WireUser, wanted: UserSettings, key: Key): unknown {
  if (key === 'email') return said(wanted.email);
  if (key === 'groups') return inPlace(user.groups ?? [], wanted.groups ?? []);
  if (key === 'userProperties' || key === 'adminProperties') return merged(user[key], wanted[key]);
  return wanted[key];
}

/** Groups that stay keep their places. */
const inPlace = (before: readonly string[], wanted: readonly string[]): string[] => [
  ...new Set([...before.filter((name) => wanted.includes(name)), ...wanted]),
];

function merged(before: WireUser['userProperties'], wanted: Properties | undefined): Record<string, unknown> {
  const all = { ...before, ...wanted };
  return Object.fromEntries(
    Object.entries(all).filter(([name, value]) => !(value === null && name in (wanted ?? {}))),
  );
}

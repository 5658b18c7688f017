import type { z } from 'zod';
import { ref, type SystemKey } from '../../src/model/ref.ts';
import type { User } from '../../src/model/types.ts';
import { type Match, matchPeople, seatOf } from '../../src/people/matching.ts';
import { type PeopleRules, peopleRules, PeopleShape } from '../../src/people/rules.ts';
import type { AccountLine } from './pairs.ts';

type Settings = z.input<typeof PeopleShape>;

/** The rules of a configuration's `people` block. */
export const rulesOf = (settings: Settings = {}): PeopleRules => peopleRules(PeopleShape.parse(settings));

/** Reads an account written as `system:username <e-mail> Full Name`. */
export function account(line: AccountLine): User {
  const parts = /^(?<system>[a-z]+):(?<username>\S+)(?: <(?<email>[^>]*)>)?(?: (?<name>.+))?$/u.exec(
    line,
  )?.groups;
  if (!parts) throw new Error(`Not an account: ${line}`);
  const { system = '', username = '', email = null, name = null } = parts;
  return {
    __typename: 'User',
    ref: ref('user', system as SystemKey, username),
    username,
    email,
    displayName: name,
    givenName: null,
    familyName: null,
    status: 'ACTIVE',
    origin: 'LOCAL',
    createdAt: null,
    isAdmin: null,
    isOperational: null,
    lastActivity: null,
    activeSessions: null,
    details: null,
  };
}

/** Who is who among accounts. */
export const matched = (users: readonly User[], rules: PeopleRules): Match[] =>
  matchPeople(
    users.map((user) => seatOf(user, rules)),
    rules,
  );

/** People as the places of their accounts. */
export const placesOf = (people: readonly Match[]): string[][] =>
  people.map(({ seats }) => seats.map(({ place }) => place)).toSorted();

import { createHash } from 'node:crypto';
import type { MatchRule } from '../generated/types.ts';
import { personRef, type PersonRef, type SystemKey } from '../model/ref.ts';
import type { User } from '../model/types.ts';
import { compareText } from '../text.ts';
import { type Claim, type Ground, join, settle } from './claims.ts';
import { Components } from './components.ts';
import { pinsOver } from './pins.ts';
import type { PeopleRules } from './rules.ts';

/** An account with what rules compare. */
export interface Seat {
  readonly user: User;
  /** `system/native`. */
  readonly place: string;
  /** The mailbox its e-mail reaches; null: it has no e-mail address. */
  readonly mailbox: string | null;
  /** The same, where mailbox and account are one person's by all that is known of either. */
  readonly personal: string | null;
  /** The username as it is compared; null where it is a machine's or anybody's. */
  readonly login: string | null;
}

/** Accounts that are one person. */
export interface Match {
  readonly ref: PersonRef;
  /** By system, then native id. */
  readonly seats: readonly Seat[];
  /** Why each is among them, in the same order. */
  readonly rules: readonly MatchRule[];
  /** The name of the pin that holds for it. */
  readonly pin: string | null;
  /** The mailbox that is this person's alone. */
  readonly mailbox: string | null;
}

export function seatOf(user: User, rules: PeopleRules): Seat {
  const mailbox = rules.mailboxOf(user.email);
  const login = rules.loginOf(user.username);
  return {
    user,
    place: `${user.ref.system}/${user.ref.native}`,
    mailbox,
    personal: login !== null && mailbox !== null && rules.isPersonal(mailbox) ? mailbox : null,
    login,
  };
}

/**
 * Joins accounts to people: by pins, then by e-mail, then by usernames where they count. A rule that would have to
 * choose joins nobody. The outcome does not depend on the order of the accounts.
 */
export function matchPeople(accounts: readonly Seat[], rules: PeopleRules): Match[] {
  const seats = accounts.toSorted(
    ({ user: { ref: a } }, { user: { ref: b } }) =>
      compareText(a.system, b.system) || compareText(a.native, b.native),
  );
  const pins = pinsOver(
    seats.map(({ place }) => place),
    rules,
  );
  const pinned = new Components(seats.length);
  for (const members of pins.same.values()) pinned.join(members);

  const systems = seats.map(({ user }) => user.ref.system);
  const before: Ground = { components: pinned, pins, systems };
  const byEmail = join(settle(emailClaims(seats), before), before);
  const between: Ground = { components: byEmail.people, pins, systems };
  const { claims, isAlone } = loginClaims(seats, byEmail.people, rules);
  const byLogin = join(settle(claims, between), between);

  const { people } = byLogin;
  const mailboxOf = ownersOf(byEmail.kept, people);
  const loginOf = ownersOf(byLogin.kept.filter(isAlone), people);
  const [emailed, named] = [joinedBy(byEmail.kept), joinedBy(byLogin.kept)];
  return [...Map.groupBy(seats.keys(), (i) => people.partOf(i))].map(([part, members]) => {
    const pin = members.map((i) => pins.nameOf(i)).find((name) => name !== undefined) ?? null;
    const mailbox = mailboxOf.get(part) ?? null;
    return {
      ref: refOf({ pin, mailbox, login: loginOf.get(part), place: (seats[part] as Seat).place }),
      seats: members.map((i) => seats[i] as Seat),
      rules: members.map((i) => {
        if (pins.nameOf(i) !== undefined) return 'PIN';
        if (emailed.has(i)) return 'EMAIL';
        return named.has(i) ? 'USERNAME' : 'SOLE';
      }),
      pin,
      mailbox,
    };
  });
}

function emailClaims(seats: readonly Seat[]): Claim[] {
  const users = new Map<string, number[]>();
  for (const [i, { personal }] of seats.entries()) if (personal !== null) add(users, personal, i);
  return [...users].map(([key, members]) => ({ key, members }));
}

interface LoginClaims {
  readonly claims: readonly Claim[];
  /** Whether nobody else has the username in any system that is linked to the claim's, however far around. */
  isAlone(claim: Claim): boolean;
}

/** Who has the same username in systems where it counts. Two e-mails under one username are two people's, or nobody knows. */
function loginClaims(seats: readonly Seat[], known: Components, rules: PeopleRules): LoginClaims {
  const users = new Map<string, number[]>();
  const mailboxes = new Map<number, Set<string>>();
  for (const [i, { login, personal, user }] of seats.entries()) {
    const source = rules.usernameSources.get(user.ref.system);
    if (login !== null && source !== undefined) add(users, `${source}/${login}`, i);
    const part = known.partOf(i);
    if (personal !== null) mailboxes.set(part, (mailboxes.get(part) ?? new Set()).add(personal));
  }
  const systemOf = (i: number) => (seats[i] as Seat).user.ref.system;
  const agree = (members: readonly number[]) => {
    const told = [...new Set(members.map((i) => known.partOf(i)))].flatMap(
      (part) => mailboxes.get(part) ?? [],
    );
    return told.length < 2 || new Set(told.flatMap((each) => [...each])).size < 2;
  };
  const sets = [...users].map(([key, members]) => ({ key, sets: linked(members, systemOf, rules) }));
  const alone = new Set(sets.flatMap(({ key, sets: { length } }) => (length === 1 ? [key] : [])));
  return {
    claims: sets.flatMap((one) =>
      one.sets.map((members) => ({ key: one.key, members: agree(members) ? members : [] })),
    ),
    isAlone: ({ key }) => alone.has(key),
  };
}

/** Splits accounts into those whose systems are paired, from one to the next. */
function linked(
  members: readonly number[],
  systemOf: (i: number) => SystemKey,
  { usernamesCount }: PeopleRules,
): readonly (readonly number[])[] {
  const sets = new Components(members.length);
  for (const [a, one] of members.entries()) {
    for (const [b, other] of members.entries()) {
      const [here, there] = [systemOf(one), systemOf(other)];
      if (a < b && (here === there || usernamesCount(here, there))) sets.join([a, b]);
    }
  }
  return [...Map.groupBy(members.keys(), (a) => sets.partOf(a)).values()].map((numbers) =>
    numbers.map((a) => members[a] as number),
  );
}

function add(index: Map<string, number[]>, key: string, i: number): void {
  const members = index.get(key);
  if (members) members.push(i);
  else index.set(key, [i]);
}

/** What each part owns alone; the first by code point where it owns several. */
function ownersOf(claims: readonly Claim[], people: Components): Map<number, string> {
  const owned = new Map<number, string>();
  for (const { key, members } of claims) {
    const [first] = members;
    if (first === undefined) continue;
    const part = people.partOf(first);
    const other = owned.get(part);
    if (other === undefined || compareText(key, other) < 0) owned.set(part, key);
  }
  return owned;
}

const joinedBy = (claims: readonly Claim[]): ReadonlySet<number> =>
  new Set(claims.flatMap(({ members }) => (members.length > 1 ? members : [])));

interface Grounds {
  readonly pin: string | null;
  readonly mailbox: string | null;
  readonly login: string | undefined;
  readonly place: string;
}

/** A person is named after the strongest thing that joins it, so that the name stays while that stands. */
function refOf({ pin, mailbox, login, place }: Grounds): PersonRef {
  if (pin !== null) return personRef('pin', pin);
  if (mailbox !== null) return personRef('email', digest(mailbox));
  return login === undefined ? personRef('account', place) : personRef('username', digest(login));
}

/** Names a text without showing it. */
const digest = (text: string): string =>
  createHash('sha256').update(text).digest().subarray(0, 15).toString('base64url');

import type { MatchRule } from '../generated/types.ts';
import type { Ref } from '../model/ref.ts';
import type { AccountMatch } from '../model/types.ts';
import { compareText } from '../text.ts';
import type { Match, Seat } from './matching.ts';
import { fullNameOf } from './names.ts';
import { type PeopleRules, untagged } from './rules.ts';

/** A reason to think that two accounts may be one human's, that is not enough to say so. */
interface Hint {
  readonly rule: MatchRule;
  readonly confidence: number;
  /** What an account shares with others; null: nothing of this kind. */
  keyOf(seat: Seat, rules: PeopleRules): string | null;
  /** Whether it counts between people who have accounts in one system, too. */
  readonly within?: boolean;
  evidence(key: string): string;
}

/** Strongest first. All of it stays under what joins: nothing here does. */
const hints: readonly Hint[] = [
  {
    rule: 'EMAIL',
    confidence: 0.7,
    keyOf: ({ mailbox }, rules) => (mailbox !== null && rules.isPersonal(mailbox) ? mailbox : null),
    within: true,
    evidence: (key) =>
      `the same e-mail ${key}, which does not settle it here: more than one person may use it`,
  },
  {
    rule: 'EMAIL',
    confidence: 0.6,
    keyOf: ({ user, personal, login }, rules) => {
      const named = login?.includes('@') ? rules.mailboxOf(user.username) : null;
      return personal ?? (named !== null && rules.isPersonal(named) ? named : null);
    },
    evidence: (key) => `${key} is the username of at least one of them`,
  },
  {
    rule: 'EMAIL',
    confidence: 0.5,
    keyOf: ({ personal }) => {
      if (personal === null) return null;
      const at = personal.lastIndexOf('@');
      return untagged(personal.slice(0, at)) + personal.slice(at);
    },
    within: true,
    evidence: (key) => `the same e-mail ${key} but for what follows a plus`,
  },
  {
    rule: 'USERNAME',
    confidence: 0.4,
    keyOf: ({ login }) => login,
    evidence: (key) => `the same username ${JSON.stringify(key)}, which does not settle it here`,
  },
  {
    rule: 'NAME',
    confidence: 0.3,
    keyOf: ({ user, personal }) => {
      const name = fullNameOf(user);
      return name === null || personal === null
        ? null
        : `${name}${personal.slice(personal.lastIndexOf('@'))}`;
    },
    evidence: (key) =>
      `the same full name, and e-mail in the same domain ${key.slice(key.lastIndexOf('@') + 1)}`,
  },
];

/** What more accounts than this share tells nothing about any of them. */
const MAX_SHARED = 50;
const MAX_PROPOSED = 25;

/** Accounts that may be the same human as a person's, the likeliest first, at most 25 of them. */
export type Proposer = (person: Match) => readonly AccountMatch[];

/** Indexes accounts by what they share. Those whom pins tell from a person are not proposed to it. */
export function proposerOver(people: readonly Match[], rules: PeopleRules): Proposer {
  const indexes = hints.map((hint) => ({ hint, index: indexOf(people, hint, rules) }));
  const areDifferent = distinctionBetween(people, rules);
  const personOf = new Map(
    people.flatMap((person) => person.seats.map(({ place }) => [place, person] as const)),
  );

  return (person) => {
    const found = new Map<string, AccountMatch>();
    for (const { hint, index } of indexes) {
      for (const key of new Set(person.seats.map((seat) => hint.keyOf(seat, rules)))) {
        const sharing = key === null ? [] : (index.get(key) ?? []);
        if (key === null || sharing.length > MAX_SHARED) continue;
        for (const { place, user } of sharing) {
          const other = personOf.get(place);
          if (found.has(place) || !other || other === person || areDifferent(person, other)) continue;
          if (!hint.within && shareSystem(person, other)) continue;
          const { rule, confidence } = hint;
          found.set(place, { user, rule, confidence, evidence: hint.evidence(key) });
        }
      }
    }
    return [...found]
      .toSorted(([a, one], [b, other]) => other.confidence - one.confidence || compareText(a, b))
      .map(([, match]) => match)
      .slice(0, MAX_PROPOSED);
  };
}

function indexOf(
  people: readonly Match[],
  { keyOf }: Hint,
  rules: PeopleRules,
): ReadonlyMap<string, readonly Seat[]> {
  const index = new Map<string, Seat[]>();
  for (const seat of people.flatMap(({ seats }) => seats)) {
    const key = keyOf(seat, rules);
    if (key === null) continue;
    const sharing = index.get(key);
    if (sharing) sharing.push(seat);
    else index.set(key, [seat]);
  }
  return index;
}

const shareSystem = (a: Match, b: Match) =>
  a.seats.some(({ user }) => b.seats.some((other) => other.user.ref.system === user.ref.system));

/** Two pins are two people, and so are the accounts of a pair that is pinned to be different. */
function distinctionBetween(
  people: readonly Match[],
  { pins }: PeopleRules,
): (a: Match, b: Match) => boolean {
  const placeOf = ({ system, native }: Ref) => `${system}/${native}`;
  const apart = new Map<string, Set<string>>();
  for (const [a, b] of pins.different.map((pair) => pair.map(placeOf))) {
    if (a === undefined || b === undefined) continue;
    apart.set(a, (apart.get(a) ?? new Set()).add(b));
    apart.set(b, (apart.get(b) ?? new Set()).add(a));
  }
  return (a, b) =>
    (a.pin !== null && b.pin !== null) ||
    a.seats.some(({ place }) => b.seats.some((other) => apart.get(place)?.has(other.place)));
}

import { answered } from '../answers.ts';
import type { Reading } from '../connector.ts';
import type { Answer, Report } from '../listing.ts';
import { type PersonRef, type Ref, type SystemKey } from '../model/ref.ts';
import type { AccountMatch, Person, User } from '../model/types.ts';
import { badInput, ProblemError } from '../problems.ts';
import { type Match, matchPeople, type Seat, seatOf } from './matching.ts';
import { proposerOver } from './proposals.ts';
import type { PeopleRules } from './rules.ts';

/**
 * The rules, and whom each system was last seen to hold. While a system cannot be read, its accounts still take part in
 * matching, unseen: an outage tells nothing about who the others are. Lives as long as the process.
 */
export class Census {
  readonly rules: PeopleRules;
  readonly #last = new Map<SystemKey, readonly User[]>();

  constructor(rules: PeopleRules) {
    this.rules = rules;
  }

  /** Takes a whole list as the last one; gives, for one that is not whole, the accounts it lacks. */
  lacking({ system, rows, exact }: Answer<User>): readonly User[] {
    if (exact) {
      this.#last.set(system, rows);
      return [];
    }
    const seen = new Set(rows.map(({ ref }) => ref.native));
    return this.#last.get(system)?.filter(({ ref }) => !seen.has(ref.native)) ?? [];
  }
}

/** One system's accounts, to be read. */
export interface Roll {
  readonly system: SystemKey;
  list(): Promise<Reading<User>>;
}

/** Reads every system's accounts, side by side, and joins them to people. */
export async function readPeople(rolls: readonly Roll[], census: Census): Promise<People> {
  const answers = await Promise.all(
    rolls.map(({ system, list }) => answered(system, async () => ({ ...(await list()), exact: true }))),
  );
  return new People(answers, census);
}

/** Everybody, as one request sees them. */
export class People {
  /** What each system contributed. */
  readonly answers: readonly Answer<User>[];
  readonly everybody: readonly Person[];
  readonly #rules: PeopleRules;
  readonly #matches = new Map<string, Match>();
  readonly #persons = new Map<string, Person>();
  readonly #byPlace = new Map<string, Person>();
  readonly #byMailbox = new Map<string, Set<string>>();
  #propose: ((person: Match) => readonly AccountMatch[]) | undefined;

  constructor(answers: readonly Answer<User>[], census: Census) {
    this.answers = answers;
    this.#rules = census.rules;
    const unseen = new Set(answers.flatMap((answer) => census.lacking(answer)));
    const seats = [...answers.flatMap(({ rows }) => rows), ...unseen].map((user) =>
      seatOf(user, census.rules),
    );
    for (const match of matchPeople(seats, census.rules)) {
      for (const { mailbox } of match.seats) this.#note(mailbox, match.ref);
      const seen = seenOf(match, ({ user }) => !unseen.has(user));
      if (seen.seats.length > 0) this.#admit(seen);
    }
    this.everybody = [...this.#persons.values()];
  }

  get reports(): readonly Report[] {
    return this.answers.map(({ system, state, asOf, problem }) => ({ system, state, asOf, problem }));
  }

  /** null: nobody of this id. A problem if somebody may have it whose system could not be read. */
  find({ native }: PersonRef): Person | null {
    return this.#persons.get(native) ?? this.#unlessUnread(() => true);
  }

  /** Whose account it is. A problem if its system could not be read. */
  of({ system, native }: Ref<'user'>): Person | null {
    return (
      this.#byPlace.get(`${system}/${native}`) ?? this.#unlessUnread((answer) => answer.system === system)
    );
  }

  /** Who uses an e-mail, in whatever spelling; CONFLICT when several people do. */
  byEmail(email: string): Person | null {
    const mailbox = this.#rules.mailboxOf(email);
    if (mailbox === null) throw badInput('`email` is not an e-mail address.');
    const users = [...(this.#byMailbox.get(mailbox) ?? [])];
    if (users.length > 1) {
      const message = `${users.length} people use this e-mail, or one whose accounts are not joined: ask people(filter: { email: { eq: … } }) for them, and settle it with a pin.`;
      throw new ProblemError('CONFLICT', { message });
    }
    const found = users.map((native) => this.#persons.get(native)).find((person) => person !== undefined);
    return found ?? this.#unlessUnread(() => true);
  }

  /** Accounts that may be this person's as well. */
  proposedTo({ ref }: Person): readonly AccountMatch[] {
    this.#propose ??= proposerOver([...this.#matches.values()], this.#rules);
    const match = this.#matches.get(ref.native);
    return match ? this.#propose(match) : [];
  }

  #note(mailbox: string | null, { native }: PersonRef): void {
    if (mailbox !== null)
      this.#byMailbox.set(mailbox, (this.#byMailbox.get(mailbox) ?? new Set()).add(native));
  }

  #admit(match: Match): void {
    const person = personOf(match);
    this.#matches.set(match.ref.native, match);
    this.#persons.set(match.ref.native, person);
    for (const { place } of match.seats) this.#byPlace.set(place, person);
  }

  /** That nobody was found says nothing where not everybody was read. */
  #unlessUnread(mayHold: (answer: Answer<User>) => boolean): null {
    const unread = this.answers.find((answer) => !answer.exact && mayHold(answer));
    if (unread?.problem) throw ProblemError.of(unread.problem);
    return null;
  }
}

/** A match without the accounts that cannot be seen now. */
function seenOf(match: Match, isSeen: (seat: Seat) => boolean): Match {
  const numbers = [...match.seats.keys()].filter((i) => isSeen(match.seats[i] as Seat));
  return {
    ...match,
    seats: numbers.map((i) => match.seats[i] as Seat),
    rules: numbers.map((i) => match.rules[i] ?? 'SOLE'),
  };
}

function personOf({ ref, seats, rules, pin, mailbox }: Match): Person {
  const accounts = seats.map((seat, i) => accountOf(seat, rules[i] ?? 'SOLE', pin));
  const mailboxes = [mailbox, ...seats.map((seat) => seat.mailbox)].filter((one) => one !== null);
  return {
    __typename: 'Person',
    ref,
    displayName: seats.map(({ user }) => user.displayName).find((name) => name) ?? null,
    emails: [...new Set(mailboxes)],
    accounts,
  };
}

/** What is certain is 1; that the same username means the same human is as certain as the configuration. */
function accountOf(
  { user, personal, login }: Seat,
  rule: AccountMatch['rule'],
  pin: string | null,
): AccountMatch {
  switch (rule) {
    case 'PIN':
      return { user, rule, evidence: `pinned to ${pin} in the configuration`, confidence: 1 };
    case 'EMAIL':
      return { user, rule, evidence: `the same e-mail ${personal}`, confidence: 1 };
    case 'USERNAME':
      return {
        user,
        rule,
        evidence: `the same username ${JSON.stringify(login)}, which the configuration lets count`,
        confidence: 0.9,
      };
    case 'NAME':
    case 'SOLE':
      return { user, rule: 'SOLE', evidence: 'the only account', confidence: 1 };
  }
}

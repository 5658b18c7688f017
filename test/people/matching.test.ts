import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/listing.ts';
import { formatPerson, formatRef } from '../../src/model/ref.ts';
import type { Person, User } from '../../src/model/types.ts';
import { Census, People } from '../../src/people/people.ts';
import { proposerOver } from '../../src/people/proposals.ts';
import { PeopleShape, type PeopleRules, peopleRules } from '../../src/people/rules.ts';
import { problemOf } from '../../src/problems.ts';
import { account, matched, placesOf, rulesOf } from './accounts.ts';

const systems = ['dss', 'gov', 'igz', 'sqr'] as const;
const usernames = ['ada', 'Ada', 'grace', 'max', 'admin', 'svc-etl', 'ada@example.org'];
const emails = [
  'ada@example.org',
  'ADA@example.org.',
  'ada+x@example.org',
  'grace@example.org',
  'max@example.org',
  'desk@example.org',
  'noreply@example.org',
  'none',
  '',
  null,
];

interface World {
  readonly users: readonly User[];
  readonly rules: PeopleRules;
}

const users = fc
  .uniqueArray(fc.record({ system: fc.constantFrom(...systems), username: fc.constantFrom(...usernames) }), {
    maxLength: 14,
    selector: ({ system, username }) => `${system}:${username}`,
  })
  .chain((places) =>
    fc.tuple(
      ...places.map(({ system, username }) =>
        fc.constantFrom(...emails).map((email) => ({ ...account(`${system}:${username}`), email })),
      ),
    ),
  );

const ids = fc
  .record({ system: fc.constantFrom(...systems), username: fc.constantFrom(...usernames) })
  .map(({ system, username }) => formatRef(account(`${system}:${username}`).ref));

/** Settings that pass the checks at start; most that contradict themselves do not. */
const rules: fc.Arbitrary<PeopleRules> = fc
  .record({
    subAddressing: fc.subarray(['example.org']),
    sharedMailboxes: fc.subarray(['desk@example.org']),
    usernames: fc.array(fc.uniqueArray(fc.constantFrom(...systems), { minLength: 2, maxLength: 2 }), {
      maxLength: 3,
    }),
    pins: fc.record({
      same: fc
        .array(fc.uniqueArray(ids, { minLength: 2, maxLength: 3 }), { maxLength: 2 })
        .map((pins) => pins.map((accounts, i) => ({ name: `pin-${i}`, accounts }))),
      different: fc.array(fc.uniqueArray(ids, { minLength: 2, maxLength: 2 }), { maxLength: 3 }),
    }),
  })
  .map((settings) => PeopleShape.safeParse(settings))
  .filter(({ success }) => success)
  .map(({ data }) => peopleRules(data ?? PeopleShape.parse({})));

const worlds: fc.Arbitrary<World> = fc.record({ users, rules });
const runs = { numRuns: 500 };
const place = ({ ref }: User) => `${ref.system}/${ref.native}`;

/** Who is who, with ids and reasons, in a form that can be compared. */
const told = (people: readonly Person[]) =>
  people
    .map(({ ref, accounts }) => ({
      id: formatPerson(ref),
      accounts: accounts.map(({ user, rule, evidence }) => [place(user), rule, evidence]),
    }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));

const answer = (system: string, rows: readonly User[]): Answer<User> => ({
  system: system as never,
  state: 'OK',
  asOf: new Date(0),
  problem: null,
  rows,
  exact: true,
});

const failed = (system: string): Answer<User> => ({
  system: system as never,
  state: 'FAILED',
  asOf: null,
  problem: problemOf('UPSTREAM_UNAVAILABLE'),
  rows: [],
  exact: false,
});

const answersOf = (all: readonly User[]) =>
  systems.map((system) =>
    answer(
      system,
      all.filter(({ ref }) => (ref.system as string) === system),
    ),
  );

describe('whatever the accounts and the configuration', () => {
  test('every account belongs to exactly one person, and every person has another id', () => {
    fc.assert(
      fc.property(worlds, ({ users, rules }) => {
        const people = matched(users, rules);
        const places = people.flatMap(({ seats }) => seats.map(({ place }) => place));
        expect(places.toSorted()).toEqual(users.map(place).toSorted());
        expect(new Set(people.map(({ ref }) => ref.native)).size).toBe(people.length);
      }),
      runs,
    );
  });

  test('the order in which accounts come changes nothing', () => {
    const shuffled = worlds.chain(({ users, rules }) =>
      fc.record({
        users: fc.constant(users),
        rules: fc.constant(rules),
        other: fc.shuffledSubarray([...users], { minLength: users.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ users, rules, other }) => {
        expect(matched(other, rules)).toEqual(matched(users, rules));
      }),
      runs,
    );
  });

  test('one more account that shares nothing changes nobody', () => {
    fc.assert(
      fc.property(worlds, fc.constantFrom(...systems), ({ users, rules }, system) => {
        const stranger = account(`${system}:zeno <zeno@elsewhere.example>`);
        const before = matched(users, rules);
        const after = matched([...users, stranger], rules);
        expect(after.filter(({ seats }) => seats[0]?.user !== stranger)).toEqual(before);
      }),
      runs,
    );
  });

  test('a system that cannot be read any more changes nobody else, neither id nor accounts nor reasons', () => {
    fc.assert(
      fc.property(worlds, fc.constantFrom(...systems), ({ users, rules }, down) => {
        const census = new Census(rules);
        const before = told(new People(answersOf(users), census).everybody);
        const answers = answersOf(users).map((one) => ((one.system as string) === down ? failed(down) : one));
        const after = told(new People(answers, census).everybody);
        const withoutIt = before
          .map(({ id, accounts }) => ({
            id,
            accounts: accounts.filter(([where]) => !where?.startsWith(`${down}/`)),
          }))
          .filter(({ accounts }) => accounts.length > 0);
        expect(after).toEqual(withoutIt);
      }),
      runs,
    );
  });

  test('accounts pinned to be the same are, those pinned to be different are not', () => {
    fc.assert(
      fc.property(worlds, ({ users, rules }) => {
        const personOf = new Map(
          matched(users, rules).flatMap(({ ref, seats }) => seats.map(({ place }) => [place, ref.native])),
        );
        const personsOf = (refs: readonly User['ref'][]) =>
          refs.flatMap(({ system, native }) => personOf.get(`${system}/${native}`) ?? []);
        for (const { name, accounts } of rules.pins.same) {
          expect(personsOf(accounts).filter((native) => native !== `pin.${name}`)).toEqual([]);
        }
        for (const pair of rules.pins.different) {
          const persons = personsOf(pair);
          expect(new Set(persons).size).toBe(persons.length);
        }
      }),
      runs,
    );
  });

  test('only a pin gives a person two accounts in one system', () => {
    fc.assert(
      fc.property(worlds, ({ users, rules }) => {
        for (const { seats, rules: reasons } of matched(users, rules)) {
          for (const [i, seat] of seats.entries()) {
            const twins = seats.filter(({ user }) => user.ref.system === seat.user.ref.system);
            if (reasons[i] !== 'PIN') expect(twins).toEqual([seat]);
          }
        }
      }),
      runs,
    );
  });

  test('nobody is proposed to themselves, and proposals are mutual', () => {
    fc.assert(
      fc.property(worlds, ({ users, rules }) => {
        const people = matched(users, rules);
        const propose = proposerOver(people, rules);
        const proposedTo = new Map(
          people.map((person) => [person, propose(person).map(({ user }) => place(user))] as const),
        );
        for (const [person, places] of proposedTo) {
          for (const other of people) {
            const takes = other.seats.some(({ place }) => places.includes(place));
            const taken = person.seats.some(({ place }) => proposedTo.get(other)?.includes(place));
            expect(takes).toBe(taken);
            if (other === person) expect(takes).toBe(false);
          }
        }
      }),
      runs,
    );
  });
});

describe('the id of a person', () => {
  const idsOf = (lines: readonly string[], settings: Parameters<typeof rulesOf>[0] = {}) =>
    matched(lines.map(account), rulesOf(settings)).map(({ ref }) => formatPerson(ref));

  test('comes from its e-mail, so that it stays when accounts come and go', () => {
    const alone = idsOf(['dss:ada <ada@example.org>']);
    expect(alone).toEqual([expect.stringMatching(/^person\.email\.[\w-]{20}$/u)]);
    expect(idsOf(['igz:x <ADA@example.org>', 'dss:ada <ada@example.org>'])).toEqual(alone);
    expect(idsOf(['sqr:z <ada@example.org>', 'gov:y <ada@Example.org.>'])).toEqual(alone);
  });

  test('is the pin’s name where one holds', () => {
    const pins = { same: [{ name: 'ada', accounts: ['user.dss.ada', 'user.igz.countess'] }] };
    expect(idsOf(['dss:ada <ada@example.org>', 'igz:countess'], { pins })).toEqual(['person.pin.ada']);
    expect(idsOf(['igz:countess'], { pins })).toEqual(['person.pin.ada']);
  });

  test('comes from the username where that counts and there is no e-mail', () => {
    const settings = { usernames: [['dss', 'igz']] };
    const both = idsOf(['dss:ada', 'igz:ada'], settings);
    expect(both).toEqual([expect.stringMatching(/^person\.username\.[\w-]{20}$/u)]);
    expect(idsOf(['dss:ada'], settings)).toEqual(both);
    expect(idsOf(['igz:ADA'], settings)).toEqual(both);
  });

  test('is its only account’s where nothing else names it', () => {
    expect(idsOf(['dss:ada', 'dss:svc-etl <ada@example.org>'])).toEqual([
      'person.account.dss~2Fada',
      'person.account.dss~2Fsvc-etl',
    ]);
  });

  test('does not show the e-mail', () => {
    expect(idsOf(['dss:ada <ada@example.org>']).join()).not.toContain('ada');
  });
});

test('a mailbox of several accounts of one system joins nobody, and proposes all of them', () => {
  const people = matched(
    ['dss:bob', 'dss:carol', 'gov:dan', 'igz:eve'].map((who) => account(`${who} <desk@example.org>`)),
    rulesOf(),
  );

  expect(placesOf(people)).toEqual([['dss/bob'], ['dss/carol'], ['gov/dan'], ['igz/eve']]);
  const [bob] = people;
  const proposed = bob ? proposerOver(people, rulesOf())(bob) : [];
  expect(proposed.map(({ user, rule, confidence }) => [place(user), rule, confidence])).toEqual([
    ['dss/carol', 'EMAIL', 0.7],
    ['gov/dan', 'EMAIL', 0.7],
    ['igz/eve', 'EMAIL', 0.7],
  ]);
});

describe('what one e-mail cannot settle leaves alone what another joins', () => {
  const ada = { name: 'ada', accounts: ['user.dss.ada', 'user.igz.countess'] };
  const pinned = ['dss:ada <ada@example.org>', 'igz:countess <lovelace@example.org>'];
  const joinedWith = (lines: readonly string[], settings: Parameters<typeof rulesOf>[0]) =>
    placesOf(matched([...pinned, ...lines].map(account), rulesOf(settings)));

  test('when two accounts of one system use it', () => {
    const lines = ['gov:a <ada@example.org>', 'gov:b <ada@example.org>', 'sqr:l <lovelace@example.org>'];

    expect(joinedWith(lines, { pins: { same: [ada] } })).toEqual([
      ['dss/ada', 'igz/countess', 'sqr/l'],
      ['gov/a'],
      ['gov/b'],
    ]);
  });

  test('when a pin keeps two of its accounts apart', () => {
    const lines = ['gov:a <ada@example.org>', 'x:b <ada@example.org>', 'sqr:l <lovelace@example.org>'];

    expect(joinedWith(lines, { pins: { same: [ada], different: [['user.gov.a', 'user.x.b']] } })).toEqual([
      ['dss/ada', 'igz/countess', 'sqr/l'],
      ['gov/a'],
      ['x/b'],
    ]);
  });
});

test('an account that pins keep apart from all others of its e-mail leaves the others joined', () => {
  const lines = ['dss:trainee', 'gov:ada', 'igz:ada'].map((who) => account(`${who} <ada@example.org>`));
  const different = ['user.gov.ada', 'user.igz.ada'].map((id) => ['user.dss.trainee', id]);

  expect(placesOf(matched(lines, rulesOf({ pins: { different } })))).toEqual([
    ['dss/trainee'],
    ['gov/ada', 'igz/ada'],
  ]);
});

test('what is proposed says why, the likeliest first', () => {
  const lines = [
    'dss:ada <ada@example.org> Ada Lovelace',
    'gov:ada@example.org',
    'igz:al <ada+igz@example.org>',
    'sqr:ada',
    'sqr:s9 <a.lovelace@example.org> Lovelace, Ada',
  ];
  const people = matched(lines.map(account), rulesOf());
  const ada = people.find(({ seats }) => seats[0]?.place === 'dss/ada');

  expect(
    ada && proposerOver(people, rulesOf())(ada).map(({ user, evidence }) => [place(user), evidence]),
  ).toEqual([
    ['gov/ada@example.org', 'ada@example.org is the username of at least one of them'],
    ['igz/al', 'the same e-mail ada@example.org but for what follows a plus'],
    ['sqr/ada', 'the same username "ada", which does not settle it here'],
    ['sqr/s9', 'the same full name, and e-mail in the same domain example.org'],
  ]);
});

test('what only a system that is down shows to be shared stays shared', () => {
  const census = new Census(rulesOf());
  const all = ['dss:bob', 'dss:carol', 'gov:dan', 'igz:eve'].map((who) =>
    account(`${who} <desk@example.org>`),
  );
  expect(new People(answersOf(all), census).everybody).toHaveLength(4);

  const answers = answersOf(all).map((one) => ((one.system as string) === 'dss' ? failed('dss') : one));

  expect(told(new People(answers, census).everybody).map(({ id }) => id)).toEqual([
    'person.account.gov~2Fdan',
    'person.account.igz~2Feve',
  ]);
});

import { describe, expect, test } from 'vitest';
import { type Account, type Product, smallWorld, type SystemWorld } from '../../src/sandbox/world.ts';
import { type Asked, stage } from '../support.ts';

const PERSON = `
  id displayName primaryEmail emails
  accounts { rule evidence confidence user { username system { key } } }
  proposed { rule confidence user { username system { key } } }
  systems { state system { key } }
`;

interface Answered {
  readonly id: string;
  readonly displayName: string;
  readonly accounts: readonly {
    readonly user: { readonly username: string; readonly system: { readonly key: string } };
  }[];
  readonly proposed: Answered['accounts'];
}

const placesIn = (matches: Answered['accounts']) =>
  matches.map(({ user: { username, system } }) => `${system.key}/${username}`);

const people = (filter: string) => `{ people(filter: ${filter}, first: 500) {
  totalCount { value exact } systems { state system { key } } nodes { displayName }
} }`;

const namesIn = ({ data, errors }: Asked): string[] => {
  expect(errors).toEqual([]);
  return (data.people.nodes as Answered[]).map(({ displayName }) => displayName).toSorted();
};

/** The small world with more accounts, by product. */
const worldWith =
  (more: Partial<Record<Product, readonly Partial<Account>[]>>) =>
  (product: Product): SystemWorld => {
    const world = smallWorld(product);
    const model = world.accounts.find(({ username }) => username === 'ada') ?? world.accounts[0];
    const added = (more[product] ?? []).map((account): Account => {
      if (!model) throw new Error('The small world is empty');
      return { ...model, admin: false, groups: [], ...account };
    });
    return { ...world, accounts: [...world.accounts, ...added] };
  };

const shared = worldWith({
  'dataiku-dss': [
    { username: 'bob', email: 'desk@example.org', givenName: 'Bob', familyName: 'Floyd' },
    { username: 'carol', email: 'Desk@example.org', givenName: 'Carol', familyName: 'Shaw' },
  ],
  iguazio: [{ username: 'dan', email: 'desk@example.org', givenName: 'Dan', familyName: 'Bricklin' }],
});

/** The ids of the accounts that have these usernames, in this order. */
async function idsOf(
  world: (product: Product) => SystemWorld,
  usernames: readonly string[],
): Promise<string[]> {
  await using company = await stage({ world });
  const { data } = await company.ask(
    'query ($names: [String!]) { users(filter: { username: { in: $names } }) { nodes { id username } } }',
    { names: usernames },
  );
  const nodes = data.users.nodes as { id: string; username: string }[];
  return usernames.flatMap((name) => nodes.filter(({ username }) => username === name).map(({ id }) => id));
}

describe('a person', () => {
  test('is found by any spelling of the e-mail, with the accounts of every system and why they are there', async () => {
    await using company = await stage();

    const { data, errors } = await company.ask(`{ person(email: " GRACE@Example.org.") { ${PERSON} } }`);

    expect(errors).toEqual([]);
    const match = (key: string, username: string) => ({
      rule: 'EMAIL',
      evidence: 'the same e-mail grace@example.org',
      confidence: 1,
      user: { username, system: { key } },
    });
    expect(data.person).toEqual({
      id: expect.stringMatching(/^person\.email\.[\w-]{20}$/u),
      displayName: 'Grace Hopper',
      primaryEmail: 'grace@example.org',
      emails: ['grace@example.org'],
      accounts: [
        match('dss-design', 'grace'),
        match('govern', 'grace'),
        match('iguazio-main', 'grace'),
        match('squirro-main', 'GRACE@example.org'),
      ],
      proposed: [],
      systems: ['dss-design', 'govern', 'iguazio-main', 'squirro-main'].map((key) => ({
        state: 'OK',
        system: { key },
      })),
    });
  });

  test('is the same whichever way leads there', async () => {
    await using company = await stage();
    const { data } = await company.ask(`{ person(email: "ada@example.org") { ${PERSON} } }`);

    const other = await company.ask(
      `query ($id: ID!) {
        node(id: $id) { ...on Person { ${PERSON} } }
        user(system: "govern", username: "ada") { person { ${PERSON} } }
        people(filter: { email: { eq: "ADA@example.org" } }) { nodes { ${PERSON} } }
      }`,
      { id: data.person.id },
    );

    expect(other.errors).toEqual([]);
    expect(other.data).toEqual({
      node: data.person,
      user: { person: data.person },
      people: { nodes: [data.person] },
    });
  });

  test('that nobody is, is null without an error', async () => {
    await using company = await stage();

    const { data, errors } = await company.ask(`{
      person(email: "nobody.at.all@example.org") { id }
      node(id: "person.email.AAAAAAAAAAAAAAAAAAAA") { id }
      viewer { person { id } }
    }`);

    expect([data, errors]).toEqual([{ person: null, node: null, viewer: { person: null } }, []]);
  });

  test('is not said to be nobody while a system cannot be read', async () => {
    await using company = await stage();
    company.break('govern', 'status:503');

    const { data, errors } = await company.ask(`{
      known: person(email: "ada@example.org") { accounts { user { system { key } } } systems { state } }
      absent: person(email: "nobody.at.all@example.org") { id }
    }`);

    expect(data).toEqual({
      known: {
        accounts: ['dss-design', 'iguazio-main', 'squirro-main'].map((key) => ({
          user: { system: { key } },
        })),
        systems: [{ state: 'OK' }, { state: 'FAILED' }, { state: 'OK' }, { state: 'OK' }],
      },
      absent: null,
    });
    expect(errors.map(({ path, extensions: { code, system } }) => [path, code, system])).toEqual([
      [['absent'], 'UPSTREAM_UNAVAILABLE', 'govern'],
    ]);
  });

  test('keeps its id when a system is down, whether or not the gateway has ever seen it up', async () => {
    await using company = await stage();
    const ids = async () => {
      const { data } = await company.ask('{ people(first: 500) { nodes { id displayName } } }');
      return (data.people.nodes as Answered[]).map(({ id, displayName }) => `${displayName} ${id}`);
    };
    company.break('dss-design', 'status:503');
    const before = await ids();
    company.heal();
    const all = await ids();
    company.break('iguazio-main', 'status:503');
    const after = await ids();

    expect(all).toEqual(expect.arrayContaining(before));
    expect(all).toEqual(expect.arrayContaining(after));
    expect([before.length, all.length, after.length]).toEqual([12, 13, 12]);
  });

  test('costs one list of accounts per system, for one account or for a hundred', async () => {
    await using company = await stage();
    await company.ask('{ users { totalCount { value } } }'); // Signs in.
    company.calls();
    await company.ask('{ people(first: 1) { nodes { accounts { rule } } } }');
    const forOne = company.calls();

    await company.ask(
      '{ users(first: 500) { nodes { person { id proposed { rule } } } } people { nodes { id } } }',
    );

    expect(forOne).toEqual({ 'iguazio-main': 1, 'dss-design': 1, govern: 1, 'squirro-main': 1 });
    expect(company.calls()).toEqual(forOne);
  });

  test('asked for by what is no e-mail is BAD_INPUT', async () => {
    await using company = await stage();

    const { data, errors } = await company.ask('{ person(email: "ada") { id } }');

    expect(data).toEqual({ person: null });
    expect(errors[0]?.extensions['code']).toBe('BAD_INPUT');
  });
});

describe('an e-mail that several accounts of one system use', () => {
  test('joins nobody, and says so when asked for a person', async () => {
    await using company = await stage({ world: shared });

    const { data, errors } = await company.ask(`{
      person(email: "desk@example.org") { id }
      people(filter: { email: { eq: "desk@example.org" } }) { nodes { ${PERSON} } }
    }`);

    expect(data.person).toBeNull();
    expect(errors.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
      [['person'], 'CONFLICT'],
    ]);
    const found = (data.people.nodes as Answered[]).map(({ accounts, proposed }) => [
      ...placesIn(accounts),
      placesIn(proposed).toSorted(),
    ]);
    expect(found.toSorted()).toEqual([
      ['dss-design/bob', ['dss-design/carol', 'iguazio-main/dan']],
      ['dss-design/carol', ['dss-design/bob', 'iguazio-main/dan']],
      ['iguazio-main/dan', ['dss-design/bob', 'dss-design/carol']],
    ]);
  });

  test('stays so while that system is down', async () => {
    const world = worldWith({
      'dataiku-govern': [
        { username: 'bob', email: 'desk@example.org' },
        { username: 'carol', email: 'desk@example.org' },
      ],
      'dataiku-dss': [{ username: 'dan', email: 'desk@example.org' }],
      iguazio: [{ username: 'eve', email: 'desk@example.org' }],
    });
    await using company = await stage({ world });
    const question =
      '{ people(filter: { email: { eq: "desk@example.org" } }) { nodes { id accounts { user { username } } } } }';
    const before = await company.ask(question);
    company.break('govern', 'status:503');

    const after = await company.ask(question);

    expect(before.data.people.nodes).toHaveLength(4);
    expect(after.data.people.nodes).toHaveLength(2);
    expect(before.data.people.nodes).toEqual(expect.arrayContaining(after.data.people.nodes));
  });
});

describe('the configuration', () => {
  const strangers = worldWith({
    'dataiku-dss': [
      { username: 'vera', email: 'vera@a.example' },
      { username: 'olga', email: '' },
    ],
    iguazio: [
      { username: 'molnar', email: 'v.molnar@b.example' },
      { username: 'olga', email: 'olga@b.example' },
    ],
  });

  test('lets pins and usernames join what e-mails do not', async () => {
    const accounts = await idsOf(strangers, ['vera', 'molnar']);
    const settings = {
      people: { usernames: [['dss-design', 'iguazio-main']], pins: { same: [{ name: 'vera', accounts }] } },
    };
    await using company = await stage({ world: strangers, settings });

    const { data, errors } = await company.ask(`{
      vera: person(email: "vera@a.example") { id accounts { rule user { username } } }
      olga: person(email: "olga@b.example") { accounts { rule confidence user { system { key } } } }
    }`);

    expect(errors).toEqual([]);
    expect(data).toEqual({
      vera: {
        id: 'person.pin.vera',
        accounts: ['vera', 'molnar'].map((username) => ({ rule: 'PIN', user: { username } })),
      },
      olga: {
        accounts: ['dss-design', 'iguazio-main'].map((key) => ({
          rule: 'USERNAME',
          confidence: 0.9,
          user: { system: { key } },
        })),
      },
    });
  });

  test('lets a pin keep apart what an e-mail would join', async () => {
    const pair = await idsOf(smallWorld, ['aeasley', 'annie']);
    const settings = { people: { pins: { different: [pair] } } };
    await using company = await stage({ settings });

    const { data } = await company.ask(
      '{ people(filter: { search: "easley" }) { nodes { accounts { user { username system { key } } } } } }',
    );

    const found = data.people.nodes as Answered[];
    expect(found.map(({ accounts: own }) => placesIn(own)).toSorted()).toEqual([
      ['dss-design/annie'],
      ['iguazio-main/aeasley'],
      ['squirro-main/annie@example.org'],
    ]);
  });

  test('proposes the same username where it may not count', async () => {
    await using company = await stage({ world: strangers });

    const { data } = await company.ask(`{ person(email: "olga@b.example") { ${PERSON} } }`);

    expect(placesIn(data.person.accounts)).toEqual(['iguazio-main/olga']);
    expect(data.person.proposed).toEqual([
      { rule: 'USERNAME', confidence: 0.4, user: { username: 'olga', system: { key: 'dss-design' } } },
    ]);
  });
});

describe('people', () => {
  test.for([
    [
      'disabled in one system, active in another',
      '{ and: [{ anyStatus: [DISABLED] }, { anyStatus: [ACTIVE] }] }',
      ['Alan Turing'],
    ],
    ['administrator somewhere', '{ anyAccount: { isAdmin: true } }', ['Ada Lovelace', 'Rollcall Gateway']],
    [
      'with DSS but without Govern',
      '{ hasAccountIn: ["dss-design"], hasNoAccountIn: ["govern"] }',
      ['Annie Easley', 'Edsger Dijkstra', 'Hedy Lamarr', 'Konrad Zuse'],
    ],
    [
      'in every one of several systems',
      '{ hasAccountIn: ["govern", "iguazio-main"], not: { systems: ["squirro-main"] } }',
      ['Alan Turing'],
    ],
    ['in any of several systems', '{ systems: ["govern"], search: "péter" }', ['Rózsa Péter']],
    ['by part of a username', '{ search: "EASLEY" }', ['Annie Easley']],
    ['by e-mail', '{ email: { startsWith: "Grace@" } }', ['Grace Hopper']],
    ['who administer a project', '{ projectRole: [ADMIN] }', ['Grace Hopper', 'Konrad Zuse']],
    [
      'who view a project, themselves or through a group, and do nothing more in any',
      '{ projectRole: [VIEWER], not: { projectRole: [EDITOR, ADMIN, CUSTOM] } }',
      ['Claude Shannon', 'Emmy Noether', 'Rózsa Péter'],
    ],
    ['without an account anywhere they are asked for', '{ systems: [] }', []],
    [
      'in a system by an account filter of it',
      '{ anyAccount: { systems: ["iguazio-main"], status: [DISABLED] } }',
      ['Charles Babbage'],
    ],
    ['all but those without e-mail', '{ not: { email: { exists: true } } }', []],
  ] as const)('are found: %s', async ([, filter, names]) => {
    await using company = await stage();

    const answer = await company.ask(people(filter));

    expect(namesIn(answer)).toEqual(names);
  });

  test('are not said to lack an account in a system that could not be read, nor to have one', async () => {
    await using company = await stage();
    company.break('govern', 'status:503');

    const lacking = await company.ask(people('{ hasNoAccountIn: ["govern"] }'));
    const having = await company.ask(people('{ hasAccountIn: ["govern"] }'));
    const either = await company.ask(people('{ not: { hasNoAccountIn: ["govern"] } }'));
    const elsewhere = await company.ask(people('{ hasNoAccountIn: ["squirro-main"] }'));

    for (const answer of [lacking, having, either]) {
      expect(namesIn(answer)).toEqual([]);
      expect(answer.data.people.totalCount).toEqual({ value: 0, exact: false });
      expect(answer.data.people.systems[1]).toEqual({ state: 'FAILED', system: { key: 'govern' } });
    }
    expect(namesIn(elsewhere)).toEqual(['Alan Turing', 'Charles Babbage', 'Hedy Lamarr']);
  });

  test('come page by page, each exactly once', async () => {
    await using company = await stage();
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data, errors } = await company.ask(
        `query ($after: String) { people(first: 4, after: $after) {
          nodes { id } totalCount { value exact } pageInfo { hasNextPage endCursor }
        } }`,
        { after },
      );
      expect(errors).toEqual([]);
      expect(data.people.totalCount).toEqual({ value: 13, exact: true });
      seen.push(...(data.people.nodes as Answered[]).map(({ id }) => id));
      after = data.people.pageInfo.hasNextPage ? (data.people.pageInfo.endCursor as string) : null;
    } while (after !== null);

    expect(seen).toEqual(seen.toSorted());
    expect(new Set(seen).size).toBe(13);
  });

  test('that a page could not see stay out of the pages after it, which say so', async () => {
    await using company = await stage();
    company.break('iguazio-main', 'status:503');
    const first = await company.ask('{ people(first: 2) { pageInfo { endCursor } } }');
    company.heal();

    const second = await company.ask(
      `query ($after: String) { people(first: 500, after: $after) {
        totalCount { value exact } nodes { displayName } systems { state system { key } }
      } }`,
      { after: first.data.people.pageInfo.endCursor },
    );

    expect(second.data.people.totalCount).toEqual({ value: 12, exact: false });
    expect(second.data.people.systems[2]).toEqual({ state: 'FAILED', system: { key: 'iguazio-main' } });
    expect(namesIn(second)).not.toContain('Charles Babbage');
  });

  test.for([
    ['an unknown system', '{ not: { hasNoAccountIn: ["goven"] } }'],
    ['an unknown system within an account filter', '{ anyAccount: { or: [{ systems: ["goven"] }] } }'],
    ['an id that is no group’s', '{ anyAccount: { inGroup: "person.pin.ada" } }'],
  ] as const)('asked for by %s are BAD_INPUT, at no cost', async ([, filter]) => {
    await using company = await stage();
    company.calls();

    const { errors } = await company.ask(people(filter));

    expect(errors[0]?.extensions['code']).toBe('BAD_INPUT');
    expect(company.calls()).toEqual({ 'iguazio-main': 0, 'dss-design': 0, govern: 0, 'squirro-main': 0 });
  });
});

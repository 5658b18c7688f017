import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keyStore } from '../auth/keys.ts';
import { type Asked, stage, type Stage } from '../support.ts';

// Callers with keys, over HTTP.

const store = keyStore();
const keyFor = (roles: readonly string[], scopes: readonly string[] = []) =>
  store.add({ grant: { roles, scopes, systems: ['dss-design'], projects: 'all' } });
const keys = {
  reader: keyFor(['reader']),
  quiet: keyFor([], ['READ']),
  tracer: keyFor(['reader'], ['TRACE']),
  actor: keyFor(['membership-operator', 'act-as']),
};

let world: Stage;
beforeAll(async () => {
  world = await stage({ settings: { auth: store.auth } });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  store[Symbol.dispose]();
});

const askWith = (
  key: keyof typeof keys,
  query: string,
  headers: Record<string, string> = {},
): Promise<Asked> => world.ask(query, {}, { authorization: `Bearer ${keys[key]}`, ...headers });

const codes = ({ errors }: Asked) => errors.map(({ extensions }) => extensions['code']);

test('viewer tells what the caller may, system by system', async () => {
  const { data, errors } = await askWith(
    'tracer',
    '{ viewer { displayName scopes systems { key } rights { system { key } scope ownOnly projects } } systems { key } }',
  );
  const right = { system: { key: 'dss-design' }, ownOnly: false, projects: null };
  expect(errors).toEqual([]);
  expect(data).toEqual({
    viewer: {
      displayName: 'Nightly report',
      scopes: ['READ', 'TRACE', 'INTROSPECT'],
      systems: [{ key: 'dss-design' }],
      rights: [
        { ...right, scope: 'READ' },
        { ...right, scope: 'TRACE' },
        { ...right, scope: 'INTROSPECT' },
      ],
    },
    systems: [{ key: 'dss-design' }],
  });
});

describe('the trace', () => {
  test('is for those who may have it', async () => {
    const { extensions } = await askWith('tracer', '{ users { totalCount { value } } }', {
      'rollcall-trace': '1',
    });
    expect(Object.keys(extensions?.['upstream'] as object)).toEqual(['dss-design']);
  });

  test('is refused to others, and nothing is asked upstream', async () => {
    world.calls();
    const answer = await askWith('reader', '{ users { totalCount { value } } }', { 'rollcall-trace': '1' });
    expect(answer.status).toBe(403);
    expect(codes(answer)).toEqual(['NOT_PERMITTED']);
    expect(answer.data).toBeUndefined();
    expect(answer.extensions).toBeUndefined();
    expect(Object.values(world.calls())).toEqual([0, 0, 0, 0]);
  });

  test('is not added to what fails before it is looked at', async () => {
    const answer = await askWith('reader', '{ nothing }', { 'rollcall-trace': '1' });
    expect(answer.extensions).toBeUndefined();
  });
});

describe('the schema', () => {
  const questions = [
    '{ __schema { queryType { name } } }',
    '{ __type(name: "User") { name } }',
    '{ a: __schema { types { name } } }',
    'query { ...F } fragment F on Query { __type(name: "User") { fields { name } } }',
    '{ viewer { name } ... on Query { __schema { types { name } } } }',
    '{ viewer { name } ... @include(if: false) { __schema { types { name } } } }',
  ];
  test.for(questions)('is told to whoever may ask for it: %s', async (query) => {
    expect((await askWith('reader', query)).errors).toEqual([]);
  });

  test.for(questions)('is not told to others: %s', async (query) => {
    const answer = await askWith('quiet', query);
    expect(codes(answer)).toEqual(['NOT_PERMITTED']);
    expect(answer.data).toBeUndefined();
  });

  test.for([
    '{ user { id } }',
    '{ userz(system: "dss-design") { id } }',
    '{ users { nodes { emial } } }',
    '{ users }',
    '{ users(filter: { usernam: { eq: "ada" } }) { totalCount { value } } }',
    '{ users(filter: { status: [ACTIV] }) { totalCount { value } } }',
    '{ users(first: "many") { totalCount { value } } }',
    '{ node(id: "x") { ... on Usr { id } } }',
    'query ($f: UserFiltr) { users(filter: $f) { totalCount { value } } }',
    'mutation { createUser { id } }',
  ])('is given away by no mistake: %s', async (query) => {
    const [told, untold] = await Promise.all([askWith('reader', query), askWith('quiet', query)]);
    expect(codes(told)).toContain('BAD_INPUT');
    expect(new Set(codes(untold))).toEqual(new Set(['BAD_INPUT']));
    expect(JSON.stringify(untold.errors.map(({ message }) => message))).not.toMatch(
      /did you mean|User|Connection|String|email/iu,
    );
  });

  test('is given away by no variable', async () => {
    const query = 'query ($f: UserFilter) { users(filter: $f) { totalCount { value } } }';
    const answer = await world.ask(
      query,
      { f: { emial: { eq: 'x' } } },
      { authorization: `Bearer ${keys.quiet}` },
    );
    expect(answer.errors.map(({ message }) => message)).toEqual(['The question does not fit the schema.']);
  });

  test('may be spoken of by __typename', async () => {
    const { data } = await askWith('quiet', '{ __typename viewer { __typename } }');
    expect(data).toEqual({ __typename: 'Query', viewer: { __typename: 'Viewer' } });
  });
});

describe('Rollcall-Act-As', () => {
  const who = '{ viewer { name actingAs { username } } }';

  test('makes the request another account’s', async () => {
    const { data, status } = await askWith('actor', who, { 'rollcall-act-as': 'user.dss-design.grace' });
    expect(status).toBe(200);
    expect(data.viewer).toEqual({
      name: expect.stringMatching(/^key:/u) as string,
      actingAs: { username: 'grace' },
    });
  });

  test.for(['user.dss-design.ada', 'user.dss-design.nobody', 'user.govern.grace', 'user.nowhere.grace'])(
    'is refused for %s in the same words',
    async (account) => {
      const { status, errors } = await askWith('actor', who, { 'rollcall-act-as': account });
      expect([status, errors.map(({ message }) => message)]).toEqual([
        403,
        ['The caller may not act as this account.'],
      ]);
    },
  );

  test('is refused without the right, in the same words', async () => {
    const { status, errors } = await askWith('reader', who, { 'rollcall-act-as': 'user.dss-design.grace' });
    expect([status, errors.map(({ message }) => message)]).toEqual([
      403,
      ['The caller may not act as this account.'],
    ]);
  });

  test('names one account, not one within another', async () => {
    const answer = await askWith('actor', who, {
      'rollcall-act-as': 'user.dss-design.grace, user.dss-design.emmy',
    });
    expect([answer.status, codes(answer)]).toEqual([400, ['BAD_INPUT']]);
  });
});

import { buildSchema as schemaOf } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demandCredentials, demandScopes, mutationsOf } from '../../src/changes/demands.ts';
import { guardStep } from '../../src/changes/guard.ts';
import { readInput } from '../../src/changes/intake.ts';
import type { System } from '../../src/connector.ts';
import { dss } from '../../src/connectors/dataiku/index.ts';
import { type DataikuSimulator, simulateDss } from '../../src/connectors/dataiku/simulator/index.ts';
import { askerOf } from '../../src/context.ts';
import { buildSchema } from '../../src/contract.ts';
import { Directory } from '../../src/directory.ts';
import { ref } from '../../src/model/ref.ts';
import type { StepRecord } from '../../src/operation.ts';
import { Census } from '../../src/people/people.ts';
import { PeopleShape, peopleRules } from '../../src/people/rules.ts';
import { ProblemError } from '../../src/problems.ts';
import { smallWorld } from '../../src/sandbox/world.ts';
import type { Step } from '../../src/writing.ts';
import {
  json,
  key,
  openDss,
  refusal,
  scopeOf,
  serverOf,
  systemOf,
  UNAUTHORIZED,
} from '../connectors/dataiku-systems.ts';
import type { Grants } from './world.ts';

// What a change is held to, asked for itself: what its input takes, whether its caller has it there, and what is spared.
// `npm run mutate` runs this against every small change of those rules.

let upstream: DataikuSimulator;
let system: System;
beforeAll(async () => {
  upstream = await simulateDss(smallWorld('dataiku-dss'));
  system = systemOf(dss, upstream);
});
afterAll(async () => {
  system.close();
  await upstream[Symbol.asyncDispose]();
});

const mutations = mutationsOf(buildSchema());
const mutation = (name: string) => {
  const found = mutations.get(name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
};

function directoryFor(grants: Grants, email: string | null = null): Directory {
  const whole = grants.map((grant) => ({
    roles: [],
    scopes: [],
    systems: 'all' as const,
    projects: 'all' as const,
    ...grant,
  }));
  const asker = askerOf({ name: 'key:test', displayName: 'Test', email, grants: whole });
  const census = new Census(peopleRules(PeopleShape.parse({})));
  return new Directory({ systems: [system], scope: scopeOf(), census, asker });
}

/** What comes of a demand: nothing, or the problem. */
async function held(demand: Promise<void>): Promise<string> {
  try {
    await demand;
    return 'ALLOWED';
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { code, field, message } = error.problem;
    expect(error.problem.system).toBe('dss-design');
    return [code, ...(field ? [field.join('.')] : []), message].join(': ');
  }
}

const lacks = (scope: string) => `NOT_PERMITTED: This takes the scope ${scope} in dss-design.`;
const user = (name: string) => `user.dss-design.${name}`;
const group = (name: string) => `group.dss-design.${name}`;
const project = (name: string) => `project.dss-design.${name}`;

describe('an input', () => {
  test.for<[string, string, Record<string, unknown>, readonly string[]]>([
    ['takes the scope of its mutation', 'updateUser', { user: user('annie') }, ['WRITE_ACCOUNTS']],
    [
      'takes those of fields that are given',
      'createUser',
      { system: 'dss-design', username: 'n', password: 'p', groups: [] },
      ['WRITE_ACCOUNTS', 'WRITE_SECRETS', 'WRITE_MEMBERSHIPS'],
    ],
    [
      'takes those of fields within',
      'createGroup',
      { system: 'dss-design', name: 'g', dataiku: { admin: false } },
      ['WRITE_ACCOUNTS', 'WRITE_PRIVILEGES'],
    ],
    [
      'takes one more to go on all the same',
      'disableUser',
      { user: user('annie'), allowProtected: true },
      ['WRITE_ACCOUNTS', 'ALLOW_PROTECTED'],
    ],
    ['takes none not to', 'disableUser', { user: user('annie'), allowProtected: false }, ['WRITE_ACCOUNTS']],
  ])('%s: %s', ([, name, input, scopes]) => {
    expect(mutation(name).scopesOf(input)).toEqual(new Set(scopes));
  });

  test('is the argument of that name, of every mutation there is', () => {
    const made = mutationsOf(
      schemaOf(`
        input Thing { name: String }
        type Query { a: Int }
        type Mutation { make(other: Int, input: Thing!): Int, take(input: Thing): Int }
      `),
    );
    expect([...made.keys()]).toEqual(['make', 'take']);
    expect(made.get('make')?.input.name).toBe('Thing');
    expect(made.get('make')?.scopesOf({ name: 'x' })).toEqual(new Set());
    expect(mutationsOf(schemaOf('type Query { a: Int }'))).toEqual(new Map());
  });

  test.for(['make: Int', 'make(other: Thing): Int', 'make(input: String): Int'])(
    'is what a mutation cannot do without: %s',
    (field) => {
      const schema = schemaOf(
        `input Thing { name: String } type Query { a: Int } type Mutation { ${field} }`,
      );
      expect(() => mutationsOf(schema)).toThrow('make takes no input.');
    },
  );
});

describe('a change', () => {
  const READ = { roles: ['reader'] };
  const accounts: Grants = [READ, { scopes: ['WRITE_ACCOUNTS'] }];
  const members: Grants = [READ, { scopes: ['WRITE_MEMBERSHIPS'] }];
  const mighty: Grants = [READ, { scopes: ['WRITE_MEMBERSHIPS', 'WRITE_PRIVILEGES'] }];
  const own: Grants = [{ roles: ['self'] }, { scopes: ['WRITE_ACCOUNTS', 'WRITE_MEMBERSHIPS'] }];
  const churn: Grants = [{ roles: ['membership-operator'], projects: ['CHURN'] }];
  const elsewhere: Grants = [READ, { scopes: ['WRITE_ACCOUNTS'], systems: ['govern'] }];
  const into = (name: string, ...users: string[]) => ({ group: group(name), users: users.map(user) });
  const grant = (name: string, member = user('annie')) => ({
    project: project(name),
    member,
    role: 'VIEWER',
  });

  test.for<[string, Record<string, unknown>, string, Grants, string]>([
    ['updateUser', { user: user('annie') }, 'has its scope', accounts, 'ALLOWED'],
    ['updateUser', { user: user('annie') }, 'has another', members, lacks('WRITE_ACCOUNTS')],
    ['updateUser', { user: user('annie') }, 'has it elsewhere', elsewhere, lacks('WRITE_ACCOUNTS')],
    ['updateUser', { user: user('nobody') }, 'may see everybody', accounts, 'ALLOWED'],
    [
      'updateUser',
      { user: user('annie'), groups: [] },
      'lacks the scope of a field',
      accounts,
      lacks('WRITE_MEMBERSHIPS'),
    ],
    ['updateUser', { user: user('annie') }, 'sees it alone', own, 'ALLOWED'],
    ['updateUser', { user: user('emmy') }, 'does not see it', own, 'NOT_FOUND: user: There is no such user.'],
    ['addGroupMembers', into('analysts', 'annie'), 'is in the group', own, 'ALLOWED'],
    [
      'addGroupMembers',
      into('engineers', 'annie'),
      'is not in the group',
      own,
      'NOT_FOUND: group: There is no such group.',
    ],
    [
      'addGroupMembers',
      into('analysts', 'annie', 'emmy'),
      'sees one of two',
      own,
      'NOT_FOUND: users.1: There is no such user.',
    ],
    ['addGroupMembers', into('analysts', 'emmy'), 'may change members', members, 'ALLOWED'],
    [
      'addGroupMembers',
      into('platform-admins', 'emmy'),
      'may not make administrators',
      members,
      lacks('WRITE_PRIVILEGES'),
    ],
    ['addGroupMembers', into('platform-admins', 'emmy'), 'may make administrators', mighty, 'ALLOWED'],
    [
      'addGroupMembers',
      into('analysts', 'platform-admins'),
      'names an account like a group',
      members,
      'ALLOWED',
    ],
    ['addGroupMembers', into('nowhere', 'emmy'), 'names no group', members, 'ALLOWED'],
    [
      'updateUser',
      { user: user('annie'), groups: [group('analysts'), group('platform-admins')] },
      'may not make administrators, not even in passing',
      [...accounts, ...members],
      lacks('WRITE_PRIVILEGES'),
    ],
    [
      'updateGroup',
      { group: group('platform-admins'), description: 'x' },
      'changes no members',
      accounts,
      'ALLOWED',
    ],
    [
      'ensureProjectMembership',
      grant('CHURN', group('platform-admins')),
      'gives a group of administrators a role',
      members,
      'ALLOWED',
    ],
    ['ensureProjectMembership', grant('CHURN'), 'may in that project', churn, 'ALLOWED'],
    [
      'ensureProjectMembership',
      grant('FORECAST'),
      'may in another',
      churn,
      'NOT_FOUND: project: There is no such project.',
    ],
    [
      'ensureProjectMembership',
      grant('FORECAST'),
      'sees all, and may in another',
      [READ, { scopes: ['WRITE_MEMBERSHIPS'], projects: ['CHURN'] }],
      lacks('WRITE_MEMBERSHIPS'),
    ],
    [
      'ensureProjectMembership',
      grant('NOWHERE'),
      'may everywhere, and names no project',
      members,
      'NOT_FOUND: project: There is no such project.',
    ],
    ['addGroupMembers', into('analysts', 'annie'), 'may in a project', churn, lacks('WRITE_MEMBERSHIPS')],
  ])('%s, %o, of one who %s', async ([name, input, , grants, expected]) => {
    const directory = directoryFor(grants, 'annie@example.org');
    const intake = readInput(mutation(name).input, input, directory);
    expect(await held(demandScopes(intake, mutation(name).scopesOf(input), directory))).toBe(expected);
  });
});

describe('a credential', () => {
  const step = (credentialOf: Step['credentialOf']): Step => ({
    write: 'x',
    args: {},
    document: 'x',
    description: 'x',
    credentialOf,
  });
  const of = (name: string) => step(ref('user', key, name));
  const scopes = (...given: string[]): Grants => [{ roles: ['reader'] }, { scopes: given }];
  const refused =
    'NOT_PERMITTED: Making a credential takes the scope ACT_AS as well, and reaches no account that may more than ' +
    'the caller: one with power over the system takes WRITE_PRIVILEGES too.';

  test.for<[string, readonly Step[], Grants, string]>([
    ['none, whatever one may', [step(undefined)], scopes(), 'ALLOWED'],
    ['of an account, without ACT_AS', [of('annie')], scopes('WRITE_MEMBERSHIPS'), refused],
    ['of an account', [of('annie')], scopes('ACT_AS', 'WRITE_MEMBERSHIPS'), 'ALLOWED'],
    ['of an administrator', [of('ada')], scopes('ACT_AS', 'WRITE_MEMBERSHIPS'), refused],
    [
      'of an administrator, after others',
      [step(undefined), of('annie'), of('ada')],
      scopes('ACT_AS', 'WRITE_MEMBERSHIPS'),
      refused,
    ],
    ['of an administrator, by the mightiest', [of('ada')], scopes('ACT_AS', 'WRITE_PRIVILEGES'), 'ALLOWED'],
    ['of an administrator, without ACT_AS', [of('ada')], scopes('WRITE_PRIVILEGES'), refused],
    ['of nobody knows whom', [step('ANYBODY')], scopes('ACT_AS', 'WRITE_MEMBERSHIPS'), refused],
    [
      'of nobody knows whom, by the mightiest',
      [step('ANYBODY')],
      scopes('ACT_AS', 'WRITE_PRIVILEGES'),
      'ALLOWED',
    ],
  ])('%s', async ([, steps, grants, expected]) => {
    expect(await held(demandCredentials(steps, key, directoryFor(grants)))).toBe(expected);
  });
});

describe('what is spared', () => {
  const taking = (touches: readonly string[], unseats: readonly string[] = []) =>
    ({ system: key, touches: touches.map(user), unseats: unseats.map(user) }) as unknown as StepRecord;
  const spared = (why: string) => ({
    code: 'PROTECTED',
    system: 'dss-design',
    message: `${why} \`allowProtected\` does it all the same.`,
  });
  const OWN = spared('It is the account that the gateway itself uses there.');
  const LISTED = spared('The configuration protects the account.');
  const LAST = spared('Nobody would be left who administers the system.');
  const NOT_KNOWN = spared('Who administers the system could not be found out.');

  test.for<[string, StepRecord, readonly string[], object | null]>([
    ['nobody, where nobody loses anything', taking([]), ['annie'], null],
    ['the account of the gateway', taking(['rollcall']), [], OWN],
    ['it among others', taking(['annie', 'rollcall']), ['grace'], OWN],
    ['no other', taking(['annie']), [], null],
    ['an account that is listed, in whatever letters', taking(['annie']), ['Annie'], LISTED],
    ['one among others', taking(['grace', 'nobody', 'annie']), ['edsger', 'ANNIE'], LISTED],
    ['none that is not listed', taking(['annie']), ['edsger'], null],
    ['nobody who is not there', taking(['nobody']), ['edsger'], null],
    ['the last administrators', taking([], ['rollcall', 'ada']), [], LAST],
    [
      'the last administrators, among others',
      taking(['annie'], ['ada', 'rollcall', 'annie']),
      ['edsger'],
      LAST,
    ],
    ['no administrator who is not the last', taking([], ['ada']), [], null],
    ['nobody who administers nothing', taking([], ['annie']), [], null],
  ])('%s', async ([, step, names, expected]) => {
    const problem = await guardStep(step, openDss(upstream), names);
    if (expected === null) expect(problem).toBeNull();
    else expect(problem).toMatchObject(expected);
  });

  test('everybody, where it is not told who administers', async () => {
    const no = refusal(403, UNAUTHORIZED);
    await using closed = await serverOf({ '/admin/users/': no, '/admin/groups/': no });
    expect(await guardStep(taking([], ['annie']), openDss(closed), [])).toMatchObject(NOT_KNOWN);
    expect(await guardStep(taking([], []), openDss(closed), [])).toBeNull();
  });

  test('the only administrator there is', async () => {
    await using small = await serverOf({
      '/admin/users/': json([{ login: 'ada', displayName: 'Ada', enabled: true, groups: ['admins'] }]),
      '/admin/groups/': json([{ name: 'admins', admin: true }]),
    });
    expect(await guardStep(taking([], ['ada']), openDss(small), [])).toMatchObject(LAST);
    expect(await guardStep(taking([], ['annie']), openDss(small), [])).toBeNull();
  });

  test('nobody, where nobody administers anyway', async () => {
    await using empty = await serverOf({ '/admin/users/': json([]), '/admin/groups/': json([]) });
    expect(await guardStep(taking([], ['annie']), openDss(empty), [])).toBeNull();
  });

  test('nobody for the key of a gateway that is no account', async () => {
    await using keyed = await serverOf({
      '/auth/info': json({ authIdentifier: 'key:x', authSource: 'CONFIGURABLE_API_KEY' }),
    });
    expect(await guardStep(taking(['annie']), openDss(keyed), [])).toBeNull();
  });
});

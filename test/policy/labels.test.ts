import { makeExecutableSchema } from '@graphql-tools/schema';
import { expect, test } from 'vitest';
import { guarded } from '../../src/guard.ts';

const directive = `
  directive @requires(scope: Scope!, whole: Boolean! = false) on FIELD_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE | ARGUMENT_DEFINITION
  enum Scope { AUTHENTICATED READ READ_EMAIL READ_CREDENTIALS }
  scalar JSON
`;
const build = (typeDefs: string) => guarded(makeExecutableSchema({ typeDefs: directive + typeDefs }));
const root = 'type Query { thing: Thing @requires(scope: READ) }';

test.for([
  ['a field of Query', 'type Query { thing: Int }', 'Query.thing'],
  ['a field of Mutation', `${root} type Thing { id: ID } type Mutation { doIt: Int }`, 'Mutation.doIt'],
  [
    'a field of Subscription',
    `${root} type Thing { id: ID } type Subscription { seen: Int }`,
    'Subscription.seen',
  ],
  ['an e-mail', `${root} type Thing { workEmail: String }`, 'Thing.workEmail'],
  [
    'a token, on the type of a vendor to come',
    `${root} type Thing { more: More } type More { apiToken: String }`,
    'More.apiToken',
  ],
  [
    'a secret behind a union',
    `${root} type Thing { any: Any } union Any = A | B type A { id: ID } type B { secrets: [String!] }`,
    'B.secrets',
  ],
  [
    'a secret behind an interface',
    `${root} type Thing { any: Any } interface Any { id: ID } type A implements Any { id: ID password: String }`,
    'A.password',
  ],
  ['free-form data', `${root} type Thing { extra: JSON }`, 'Thing.extra'],
  ['an address', `${root} type Thing { adminUrl: String }`, 'Thing.adminUrl'],
  ['activity', `${root} type Thing { lastLogin: String }`, 'Thing.lastLogin'],
  [
    'a condition on an e-mail',
    `${root} type Thing { id: ID } input ThingFilter { email: String }`,
    'ThingFilter.email',
  ],
  [
    'an order by activity',
    `${root} type Thing { id: ID } enum ThingOrderField { NAME LAST_ACTIVITY }`,
    'ThingOrderField.LAST_ACTIVITY',
  ],
] as const)('a schema in which %s lacks its label does not build', ([, typeDefs, coordinate]) => {
  expect(() => build(typeDefs)).toThrow(`The schema says of ${coordinate} not what it @requires.`);
});

test('what lies behind a further scope needs no label of its own', () => {
  const covered = `${root} type Thing { credentials: [Credential!] @requires(scope: READ_CREDENTIALS) } type Credential { tokenName: String }`;
  expect(() => build(covered)).not.toThrow();
});

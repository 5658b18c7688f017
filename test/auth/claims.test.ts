import { expect, test } from 'vitest';
import { callerOf } from '../../src/auth/claims.ts';
import { IssuerShape } from '../../src/config/issuers.ts';

/** Who claims speak of, under settings of an issuer. */
const callerWith = (claims: object, payload: object) =>
  callerOf(
    IssuerShape.parse({
      name: 'acme',
      issuer: 'https://sso.example.org',
      audience: 'rollcall',
      jwksUri: 'https://sso.example.org/keys',
      claims,
    }),
    { sub: 'ada', ...payload },
  );

const roles = (grants: readonly object[], payload: object) =>
  callerWith({ grants }, payload)?.grants.flatMap((grant) => grant.roles);

test('a caller of whom nothing else is known is a name without rights', () => {
  expect(callerWith({}, {})).toEqual({ name: 'jwt:acme:ada', displayName: 'ada', email: null, grants: [] });
});

test('grants whose conditions hold are added up, and the others are not there', () => {
  const grants = [
    {
      when: { claim: 'groups', contains: 'platform' },
      roles: ['account-administrator'],
      systems: ['dss-design'],
    },
    {
      when: { claim: 'groups', contains: 'audit' },
      roles: ['auditor'],
      systems: 'all',
      projects: ['LEDGER'],
    },
    { when: { claim: 'groups', contains: 'finance' }, roles: ['secrets'], systems: 'all' },
  ];

  expect(callerWith({ grants }, { groups: ['audit', 'platform'] })?.grants).toEqual([
    { roles: ['account-administrator'], scopes: [], systems: ['dss-design'], projects: 'all' },
    { roles: ['auditor'], scopes: [], systems: 'all', projects: ['LEDGER'] },
  ]);
});

test.for<[name: string, when: unknown, payload: object, holds: boolean]>([
  ['always', 'always', {}, true],
  ['a list that contains it', { claim: 'groups', contains: 'a' }, { groups: ['b', 'a'] }, true],
  ['a list of something longer', { claim: 'groups', contains: 'a' }, { groups: ['admins', 'b a'] }, false],
  ['a list in a list', { claim: 'groups', contains: 'a' }, { groups: [['a']] }, false],
  ['words that contain it', { claim: 'scope', contains: 'read' }, { scope: 'openid read' }, true],
  ['words that contain more', { claim: 'scope', contains: 'read' }, { scope: 'openid read:all' }, false],
  ['an object that has it', { claim: 'groups', contains: 'a' }, { groups: { a: true } }, false],
  ['a claim that is not there', { claim: 'groups', contains: 'a' }, {}, false],
  ['text that is it', { claim: 'tenant', equals: 'acme' }, { tenant: 'acme' }, true],
  ['text in other letters', { claim: 'tenant', equals: 'acme' }, { tenant: 'Acme' }, false],
  ['a list that is only it', { claim: 'tenant', equals: 'acme' }, { tenant: ['acme'] }, false],
  ['a number that is it', { claim: 'level', equals: 3 }, { level: 3 }, true],
  ['text of the number', { claim: 'level', equals: 3 }, { level: '3' }, false],
  [
    'a claim in a claim',
    { claim: ['realm_access', 'roles'], contains: 'a' },
    { realm_access: { roles: ['a'] } },
    true,
  ],
  [
    'a name with a dot is a name',
    { claim: 'realm_access.roles', contains: 'a' },
    { realm_access: { roles: ['a'] } },
    false,
  ],
  ['what every object has', { claim: ['constructor', 'name'], equals: 'Object' }, {}, false],
])('a condition is judged right: %s', ([, when, payload, holds]) => {
  expect(roles([{ when, roles: ['reader'], systems: 'all' }], payload)).toEqual(holds ? ['reader'] : []);
});

test.for<[name: string, payload: object, email: string | null]>([
  ['verified', { email: 'ada@example.org', email_verified: true }, 'ada@example.org'],
  ['not verified', { email: 'ada@example.org', email_verified: false }, null],
  ['not said to be', { email: 'ada@example.org' }, null],
  ['verified in words', { email: 'ada@example.org', email_verified: 'true' }, null],
  ['no address', { email: 'ada', email_verified: true }, null],
  ['two addresses', { email: 'ada@example.org,eve@example.org', email_verified: true }, null],
  ['an address with a line end', { email: 'ada@example.org\n', email_verified: true }, null],
])('an e-mail counts where it is verified: %s', ([, payload, email]) => {
  expect(callerWith({ email: 'email' }, payload)?.email).toBe(email);
});

test('an e-mail counts only where the configuration says which claim holds it', () => {
  expect(callerWith({}, { email: 'ada@example.org', email_verified: true })?.email).toBeNull();
});

test('a name for people that is none gives way to the subject', () => {
  const claims = { displayName: 'name' };

  expect(callerWith(claims, { name: 'Ada Lovelace' })?.displayName).toBe('Ada Lovelace');
  for (const name of ['', 7, null, 'Ada\u202e', '\u001b[31mAda']) {
    expect(callerWith(claims, { name })?.displayName).toBe('ada');
  }
});

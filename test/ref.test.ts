import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  accessEnds,
  accessRef,
  formatPerson,
  formatRef,
  kinds,
  membershipEnds,
  membershipRef,
  parsePerson,
  parseRef,
  personRef,
  ref,
  type SystemKey,
} from '../src/model/ref.ts';

const system = 'dss-design' as SystemKey;
const native = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }).map((text) => text.toWellFormed());

test.for([
  [ref('user', system, 'amira'), 'user.dss-design.amira'],
  [ref('user', system, 'ann@example.org'), 'user.dss-design.ann~40example~2Eorg'],
  [ref('group', system, 'a/b~c'), 'group.dss-design.a~2Fb~7Ec'],
  [ref('system', system, ''), 'system.dss-design'],
  [
    membershipRef(system, { project: 'CHURN', memberKind: 'GROUP', member: 'analysts' }),
    'membership.dss-design.CHURN.group.analysts',
  ],
] as const)('%o is written %s', ([named, text]) => {
  expect(formatRef(named)).toBe(text);
  expect(parseRef(text)).toEqual(named);
});

test('every id reads back as what it was written from, and is safe in a URL', () => {
  fc.assert(
    fc.property(fc.constantFrom(...kinds), native, (kind, id) => {
      fc.pre(kind !== 'system' && kind !== 'membership' && kind !== 'access');
      const text = formatRef(ref(kind, system, id));
      expect(text).toMatch(/^[\w.~-]+$/u);
      expect(parseRef(text)).toEqual(ref(kind, system, id));
    }),
    { numRuns: 500 },
  );
});

test('a membership’s id names both its ends', () => {
  fc.assert(
    fc.property(native, native, fc.constantFrom('USER', 'GROUP', 'OTHER'), (project, member, memberKind) => {
      const ends = { project, member, memberKind } as const;
      const read = parseRef(formatRef(membershipRef(system, ends)));
      expect(membershipEnds(read?.native ?? '')).toEqual(ends);
    }),
    { numRuns: 500 },
  );
});

test('an access’s id names both its ends', () => {
  fc.assert(
    fc.property(native, native, (project, user) => {
      const read = parseRef(formatRef(accessRef(system, { project, user })));
      expect(accessEnds(read?.native ?? '')).toEqual({ project, user });
    }),
    { numRuns: 500 },
  );
});

test.for([
  '',
  'user',
  'user.dss-design',
  'user.dss-design.',
  'user.DSS.amira',
  'user..amira',
  'person.dss-design.amira',
  'user.dss-design.am~69ra',
  'user.dss-design.am%69ra',
  'user.dss-design.a.b',
  'user.dss-design.~ZZ',
  'user.dss-design.~C3',
  'user.dss-design.~2f',
  ' user.dss-design.amira',
  'user.dss-design.amira\n',
  'system.dss-design.x',
  'membership.dss-design.CHURN.analysts',
  'membership.dss-design.CHURN.GROUP.analysts',
  'membership.dss-design.CHURN.robot.analysts',
  `user.dss-design.${'a'.repeat(3_000)}`,
])('%j is no id', (text) => {
  expect(parseRef(text)).toBeUndefined();
});

test('no text at all is read as an id unless it is written the same way', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      const read = parseRef(text);
      if (read) expect(formatRef(read)).toBe(text);
    }),
    { numRuns: 1_000 },
  );
});

test('every person’s id reads back as what it was written from, and is safe in a URL', () => {
  const grounds = ['pin', 'email', 'username', 'account'] as const;
  fc.assert(
    fc.property(fc.constantFrom(...grounds), native, (ground, key) => {
      const text = formatPerson(personRef(ground, key));
      expect(text).toMatch(/^person\.[\w.~-]+$/u);
      expect(parsePerson(text)).toEqual(personRef(ground, key));
      expect(parseRef(text)).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});

test.for([
  '',
  'person',
  'person.pin',
  'person.pin.',
  'person.pin.ada.lovelace',
  'person.name.ada',
  'person.pin.~61da',
  'person.pin.~ZZ',
  'Person.pin.ada',
  'user.dss-design.ada',
  ' person.pin.ada',
  `person.pin.${'a'.repeat(3_000)}`,
])('%j is no person’s id', (text) => {
  expect(parsePerson(text)).toBeUndefined();
});

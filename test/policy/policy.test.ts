import { describe, expect, test } from 'vitest';
import type { CallerGrant } from '../../src/caller.ts';
import { LOCAL_CALLER } from '../../src/caller.ts';
import { roles, rightsOf, scopes } from '../../src/policy.ts';
import { allScopes, beyondProjects, roleTable } from './table.ts';

const grant = (given: Partial<CallerGrant>): CallerGrant => ({
  roles: [],
  scopes: [],
  systems: 'all',
  projects: 'all',
  ...given,
});
const rights = (...grants: Partial<CallerGrant>[]) => rightsOf({ grants: grants.map(grant) });

const names = Object.keys(roleTable);
const cells = names.flatMap((role) => allScopes.map((scope) => [role, scope] as const));

test('the scopes and roles are those of the table', () => {
  expect([...scopes]).toEqual(allScopes);
  expect([...roles.keys()]).toEqual(names);
});

describe('the role', () => {
  test.for(cells)('%s allows %s exactly where it is granted', ([role, scope]) => {
    const { everyone = [], own = [] } = roleTable[role] ?? {};
    const toEveryone = everyone.includes(scope);
    const toOwn = toEveryone || own.includes(scope);
    const some = rights({ roles: [role], systems: ['team'] });

    expect(some.may(scope, { system: 'team' })).toBe(toEveryone);
    expect(some.may(scope, { system: 'team', own: false })).toBe(toEveryone);
    expect(some.may(scope, { system: 'team', own: true })).toBe(toOwn);
    expect(some.may(scope, { system: 'team', project: 'P' })).toBe(toEveryone);
    expect(some.may(scope, { system: 'team', project: 'P', own: true })).toBe(toOwn);
    expect(some.mayAnywhere(scope)).toBe(toOwn);
    expect(some.mayWholly(scope, 'team')).toBe(toEveryone);
    expect(some.mayThroughout(scope, 'team')).toBe(toEveryone || (toOwn && role === 'self'));
    for (const other of ['team-admin', 'tea', 'TEAM', 'team ', '', 'all', '__proto__']) {
      expect(some.may(scope, { system: other, own: true })).toBe(false);
      expect(some.mayWholly(scope, other)).toBe(false);
      expect(some.mayThroughout(scope, other)).toBe(false);
    }
  });

  test.for(cells)('%s, limited to a project, allows %s there and little beyond', ([role, scope]) => {
    const { everyone = [], own = [] } = roleTable[role] ?? {};
    const toEveryone = everyone.includes(scope);
    const toOwn = toEveryone || own.includes(scope);
    const some = rights({ roles: [role], systems: ['team'], projects: ['P', 'Q'] });

    expect(some.may(scope, { system: 'team', project: 'P' })).toBe(toEveryone);
    expect(some.may(scope, { system: 'team', project: 'Q', own: true })).toBe(toOwn);
    for (const project of ['PP', 'p', '', 'all', 'R']) {
      expect(some.may(scope, { system: 'team', project, own: true })).toBe(false);
    }
    expect(some.may(scope, { system: 'team' })).toBe(toEveryone && beyondProjects.includes(scope));
    expect(some.may(scope, { system: 'team', own: true })).toBe(toOwn && beyondProjects.includes(scope));
    expect(some.mayWholly(scope, 'team')).toBe(false);
    expect(some.mayAnywhere(scope)).toBe(toOwn);
  });
});

describe('a scope', () => {
  test.for(allScopes)('%s granted by name is that scope and no other', (scope) => {
    const some = rights({ scopes: [scope], systems: ['a'] });
    const held = allScopes.filter((one) => some.may(one, { system: 'a' }));
    expect(held).toEqual([scope]);
    expect(some.in(['a', 'b'])).toEqual([{ system: 'a', scope, ownOnly: false, projects: null }]);
  });

  test.for(allScopes)(
    '%s granted everywhere may be somewhere, and for one project only reaches no further than it must',
    (scope) => {
      expect(rights({ scopes: [scope] }).mayAnywhere(scope)).toBe(true);
      const limited = rights({ scopes: [scope], projects: ['P'] });
      expect(limited.may(scope, { system: 'a' })).toBe(beyondProjects.includes(scope));
      expect(limited.may(scope, { system: 'a', project: 'P' })).toBe(true);
    },
  );

  test.for(['read', 'READ ', 'READ_', '', '*', 'all', 'constructor', '__proto__', 'AUTHENTICATED'])(
    'called %j does not exist and allows nothing',
    (word) => {
      const some = rights({ scopes: [word], roles: [word] });
      expect(allScopes.filter((scope) => some.mayAnywhere(scope))).toEqual([]);
      expect(allScopes.filter((scope) => some.may(scope, { system: 'a', own: true }))).toEqual([]);
      expect(some.in(['a'])).toEqual([]);
    },
  );
});

test('a caller without grants is known to be one, and may nothing', () => {
  const none = rights();
  expect(none.mayAnywhere('AUTHENTICATED')).toBe(true);
  expect(allScopes.some((scope) => none.mayAnywhere(scope))).toBe(false);
  expect(none.in(['a'])).toEqual([]);
});

test('a grant for no system or no project allows nothing, anywhere', () => {
  for (const limits of [{ systems: [] }, { projects: [] }, { systems: ['a'], projects: [] }]) {
    const none = rights({ roles: ['auditor', 'self'], ...limits });
    expect(allScopes.some((scope) => none.mayAnywhere(scope))).toBe(false);
    expect(none.may('READ', { system: 'a' })).toBe(false);
    expect(none.may('READ', { system: 'a', project: 'P', own: true })).toBe(false);
    expect(none.mayWholly('READ', 'a')).toBe(false);
    expect(none.in(['a'])).toEqual([]);
  }
});

test('grants add up, and none lends its systems or projects to another', () => {
  const some = rights(
    { roles: ['reader'], systems: ['a'], projects: ['P'] },
    { scopes: ['READ_EMAIL'], systems: ['b'] },
    { roles: ['reader'], systems: ['b'], projects: ['Q'] },
  );
  expect(some.may('READ', { system: 'a', project: 'P' })).toBe(true);
  expect(some.may('READ', { system: 'a', project: 'Q' })).toBe(false);
  expect(some.may('READ', { system: 'b', project: 'P' })).toBe(false);
  expect(some.may('READ', { system: 'b', project: 'Q' })).toBe(true);
  expect(some.may('READ_EMAIL', { system: 'b' })).toBe(true);
  expect(some.may('READ_EMAIL', { system: 'a' })).toBe(false);
  expect(some.mayThroughout('READ_EMAIL', 'b')).toBe(true);
  expect(some.mayThroughout('READ_EMAIL', 'a')).toBe(false);
  expect(some.mayWholly('READ', 'a')).toBe(false);
});

test('who reads everybody has what is granted over the own accounts there only', () => {
  const some = rights({ roles: ['self'], systems: ['a', 'b'] }, { roles: ['reader'], systems: ['a'] });
  expect(some.may('READ_EMAIL', { system: 'a', own: true })).toBe(true);
  expect(some.may('READ_EMAIL', { system: 'a' })).toBe(false);
  expect(some.mayThroughout('READ_EMAIL', 'a')).toBe(false);
  expect(some.mayThroughout('READ_EMAIL', 'b')).toBe(true);
  expect(some.mayThroughout('READ_CUSTOM_DATA', 'b')).toBe(false);
});

test('the list of rights says what may be done where', () => {
  const some = rights(
    { roles: ['reader'], systems: ['a'], projects: ['Q', 'P'] },
    { scopes: ['READ'], systems: ['a'], projects: ['P', 'O'] },
    { roles: ['self'], systems: ['a', 'b'] },
    { scopes: ['TRACE'] },
    { scopes: ['INTROSPECT'], systems: ['a'] },
  );
  expect(some.in(['a'])).toEqual([
    { system: 'a', scope: 'READ', ownOnly: false, projects: ['O', 'P', 'Q'] },
    { system: 'a', scope: 'READ', ownOnly: true, projects: null },
    { system: 'a', scope: 'READ_EMAIL', ownOnly: true, projects: null },
    { system: 'a', scope: 'READ_ACTIVITY', ownOnly: true, projects: null },
    { system: 'a', scope: 'READ_CREDENTIALS', ownOnly: true, projects: null },
    { system: 'a', scope: 'TRACE', ownOnly: false, projects: null },
    { system: 'a', scope: 'INTROSPECT', ownOnly: false, projects: null },
  ]);
  expect(some.in(['c'])).toEqual([{ system: 'c', scope: 'TRACE', ownOnly: false, projects: null }]);
});

test('a right over everybody’s objects makes one over the own nothing worth telling', () => {
  const both = rights({ roles: ['self', 'reader'], systems: ['a'] });
  expect(both.in(['a']).filter(({ scope }) => scope === 'READ')).toEqual([
    { system: 'a', scope: 'READ', ownOnly: false, projects: null },
  ]);
});

test('whoever asks a gateway without authentication may everything', () => {
  const local = rightsOf(LOCAL_CALLER);
  expect(allScopes.filter((scope) => local.mayWholly(scope, 'any'))).toEqual(allScopes);
  expect(local.may('READ', { system: 'any', project: 'P' })).toBe(true);
});

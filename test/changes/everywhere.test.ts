import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stage, type Stage, type SystemName } from '../support.ts';

// The life of an account, a group and a grant, asked for in the same words everywhere. What a vendor lacks is a row.

let world: Stage;
beforeAll(async () => {
  world = await stage();
});
afterAll(() => world[Symbol.asyncDispose]());

const lacks: Readonly<Record<SystemName, readonly string[]>> = {
  'iguazio-main': [],
  'dss-design': ['setPrimaryGroup'],
  govern: ['setPrimaryGroup', 'ensureProjectMembership', 'removeProjectMembership'],
  'squirro-main': ['enableUser', 'disableUser', 'setPrimaryGroup'],
};

const change = async (mutation: string, input: Record<string, unknown>, payload = '') => {
  const type =
    {
      enableUser: 'UserTarget',
      disableUser: 'UserTarget',
      addGroupMembers: 'GroupMembers',
      setGroupMembers: 'GroupMembers',
    }[mutation] ?? mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const { data, errors } = await world.ask(
    `mutation($input: ${type}Input!) { ${mutation}(input: $input) { outcome problems { code field message } operation { id state } ${payload} } }`,
    { input },
  );
  expect(errors).toEqual([]);
  return data[mutation];
};
const applied = expect.objectContaining({ outcome: 'APPLIED' }) as unknown;
const already = expect.objectContaining({ outcome: 'ALREADY' }) as unknown;

describe.for(Object.keys(lacks) as SystemName[])('in %s', (system) => {
  const username = system === 'squirro-main' ? 'nina@example.org' : 'nina';
  // Iguazio knows two names of an account, the others one.
  const hasOneName = system !== 'iguazio-main';
  const names = hasOneName ? { displayName: 'Nina Simone' } : { givenName: 'Nina', familyName: 'Simone' };
  const otherNames = hasOneName ? { displayName: 'Eunice Simone' } : { givenName: 'Eunice' };
  const laterNames = hasOneName ? { displayName: 'Nina Waymon' } : { familyName: 'Waymon' };
  const account = { system, username, email: 'nina@example.org', ...names };
  const ids: Record<string, string> = {};
  const has = (mutation: string) => !lacks[system].includes(mutation);
  /** What reading and writing again must leave as it is. */
  const writes = () => world.upstream[system].effects.length;

  const twice = async (mutation: string, input: Record<string, unknown>, payload = '') => {
    const first = await change(mutation, input, payload);
    expect(first).toEqual(applied);
    const before = writes();
    expect(await change(mutation, input, payload)).toEqual(already);
    expect(writes()).toBe(before);
    return first;
  };

  test('an account is made once', async () => {
    const made = await twice(
      'createUser',
      { ...account, password: 'Sinner-man-1965' },
      'user { id username email }',
    );

    expect(made.user).toMatchObject({ email: 'nina@example.org' });
    ids['user'] = made.user.id;
  });

  test('another of its name is not', async () => {
    const other = await change(
      'createUser',
      { ...account, ...otherNames, password: 'Sinner-man-1965' },
      'user { id }',
    );

    expect(other).toMatchObject({
      outcome: 'NOT_APPLIED',
      problems: expect.arrayContaining([expect.objectContaining({ code: 'ALREADY_EXISTS' })]),
    });
  });

  test('an account is renamed, and nothing else of it changes', async () => {
    const changed = await twice(
      'updateUser',
      { user: ids['user'], ...laterNames },
      'user { email displayName }',
    );

    expect(changed.user).toMatchObject({
      email: 'nina@example.org',
      displayName: expect.stringContaining('Waymon'),
    });
  });

  test('an account is switched off and on', async () => {
    if (!has('disableUser'))
      return expect(await change('disableUser', { user: ids['user'] })).toMatchObject({
        problems: [{ code: 'UNSUPPORTED' }],
      });

    expect(await twice('disableUser', { user: ids['user'] }, 'user { status }')).toMatchObject({
      user: { status: 'DISABLED' },
    });
    expect(await twice('enableUser', { user: ids['user'] }, 'user { status }')).toMatchObject({
      user: { status: 'ACTIVE' },
    });
  });

  test('a group is made, gets members, and loses them', async () => {
    const made = await twice('createGroup', { system, name: 'singers' }, 'group { id name }');
    ids['group'] = made.group.id;
    const input = { group: ids['group'], users: [ids['user'], `user.${system}.nobody`] };

    const added = await change(
      'addGroupMembers',
      input,
      'group { members { nodes { id } } } results { userId outcome problem { code } }',
    );

    expect(added).toMatchObject({
      outcome: 'PARTIAL',
      group: { members: { nodes: [{ id: ids['user'] }] } },
      results: [
        { userId: ids['user'], outcome: 'APPLIED', problem: null },
        { userId: `user.${system}.nobody`, outcome: 'NOT_APPLIED', problem: { code: 'NOT_FOUND' } },
      ],
    });
    expect(
      await twice('setGroupMembers', { group: ids['group'], users: [] }, 'results { userId action }'),
    ).toMatchObject({
      results: [{ userId: ids['user'], action: 'REMOVE' }],
    });
  });

  test('a role in a project is granted, changed and taken back', async () => {
    const { data } = await world.ask(
      `{ projects(first: 1, filter: { systems: ["${system}"] }) { nodes { id } } }`,
    );
    const project = data.projects.nodes[0]?.id ?? `project.${system}.none`;
    const input = { project, member: ids['user'] };
    if (!has('ensureProjectMembership'))
      return expect(await change('ensureProjectMembership', { ...input, role: 'VIEWER' })).toMatchObject({
        problems: [{ code: 'UNSUPPORTED' }],
      });

    expect(
      await twice('ensureProjectMembership', { ...input, role: 'VIEWER' }, 'membership { role }'),
    ).toMatchObject({ membership: { role: 'VIEWER' } });
    expect(
      await change('ensureProjectMembership', { ...input, role: 'EDITOR', override: false }),
    ).toMatchObject({
      outcome: 'NOT_APPLIED',
      problems: [{ code: 'CONFLICT' }],
    });
    expect(
      await twice('ensureProjectMembership', { ...input, role: 'EDITOR' }, 'membership { role }'),
    ).toMatchObject({ membership: { role: 'EDITOR' } });
    const removed = await change('removeProjectMembership', input, 'membership { id } deletedId');
    expect(removed).toMatchObject({
      outcome: 'APPLIED',
      membership: null,
      deletedId: expect.stringMatching(/^membership\./u),
    });
    expect(await change('removeProjectMembership', input)).toEqual(already);
  });

  test('both are deleted, once', async () => {
    const groupGone = await change('deleteGroup', { group: ids['group'] }, 'deletedId');
    const gone = await change('deleteUser', { user: ids['user'] }, 'deletedId');

    expect(groupGone).toMatchObject({ outcome: 'APPLIED', deletedId: ids['group'] });
    expect(gone).toMatchObject({ outcome: 'APPLIED', deletedId: ids['user'] });
    expect(await change('deleteUser', { user: ids['user'] })).toMatchObject({
      outcome: 'NOT_APPLIED',
      problems: [{ code: 'NOT_FOUND' }],
    });
    expect(await change('deleteUser', { user: ids['user'], ignoreMissing: true }, 'deletedId')).toMatchObject(
      { outcome: 'ALREADY', deletedId: ids['user'] },
    );
  });
});

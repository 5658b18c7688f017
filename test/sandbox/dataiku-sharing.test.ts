import { describe, expect, test } from 'vitest';
import { ask, effectsOf, read, startDss } from './dataiku-requests.ts';

const kinds = [
  { path: '/workspaces/', key: 'workspaceKey', given: 'SALES', there: 'SEASON', effect: 'workspace' },
  { path: '/data-collections/', key: 'id', given: 'sales001', there: 'custom01', effect: 'data-collection' },
] as const;

describe.each(kinds)('$path', ({ path, key, given, there, effect }) => {
  const body = {
    [key]: given,
    displayName: 'Sales',
    color: null,
    description: null,
    permissions: [{ group: 'analysts', admin: false, write: false, read: true }],
  };

  test('shows permissions to administrators only', async () => {
    await using dss = await startDss();

    const asAdmin = await read(dss, `GET ${path}${there}`, { as: 'emmy' });
    const asMember = await read(dss, `GET ${path}${there}`, { as: 'grace' });
    const listed = await read<object[]>(dss, `GET ${path}`, { as: 'grace' });
    const asStranger = await ask(dss, `GET ${path}${there}`, { as: 'konrad' });

    expect(asAdmin).toMatchObject({
      [key]: there,
      permissions: [
        { user: 'emmy', admin: true, write: true, read: true },
        { group: 'analysts', admin: false, write: false, read: true },
      ],
    });
    expect(asMember).not.toHaveProperty('permissions');
    expect(listed).toEqual([asMember]);
    expect(asStranger.status).toBe(404);
  });

  test('is made with its maker among the administrators', async () => {
    await using dss = await startDss();

    await read(dss, `POST ${path}`, { body });

    expect(await read(dss, `GET ${path}${given}`)).toMatchObject({
      [key]: given,
      displayName: 'Sales',
      description: '',
      permissions: [
        { user: 'rollcall', admin: true, write: true, read: true },
        { group: 'analysts', admin: false, write: false, read: true },
      ],
    });
    expect(effectsOf(dss)).toEqual([`${effect}.created ${given}`]);
  });

  test('is replaced as a whole, then deleted', async () => {
    await using dss = await startDss();

    const put = await ask(dss, `PUT ${path}${there}`, {
      as: 'emmy',
      body: { displayName: 'New', permissions: [] },
    });
    const after = await read(dss, `GET ${path}${there}`);
    const deleted = await ask(dss, `DELETE ${path}${there}`);

    expect([put.status, put.text, deleted.status, deleted.text]).toEqual([200, '', 200, '']);
    expect(after).toMatchObject({ displayName: 'New', permissions: [] });
    expect((await ask(dss, `GET ${path}${there}`)).status).toBe(404);
    expect(effectsOf(dss)).toEqual([`${effect}.updated ${there}`, `${effect}.deleted ${there}`]);
  });

  test.each([
    ['PUT', 'grace'],
    ['DELETE', 'grace'],
  ])('refuses a %s by a reader', async (method, login) => {
    await using dss = await startDss();

    const { status } = await ask(dss, `${method} ${path}${there}`, { as: login, body });

    expect(status).toBe(403);
  });

  test.each([
    ['konrad', 200],
    ['edsger', 403],
  ])('is made by who may: %s gets %i', async (login, expected) => {
    await using dss = await startDss();

    expect((await ask(dss, `POST ${path}`, { as: login, body })).status).toBe(expected);
  });

  test('is not made twice under one name', async () => {
    await using dss = await startDss();

    expect((await ask(dss, `POST ${path}`, { body: { ...body, [key]: there } })).status).toBe(400);
  });
});

test('a data collection gets an id of eight characters when none is given, and no other', async () => {
  await using dss = await startDss();

  const { id } = await read(dss, 'POST /data-collections/', { body: { id: null, displayName: 'Sales' } });
  const wrong = await ask(dss, 'POST /data-collections/', { body: { id: 'short', displayName: 'Sales' } });

  expect(id).toMatch(/^[a-z0-9]{8}$/u);
  expect(wrong.status).toBe(400);
});

test('connections come as an object by name, with who may use them', async () => {
  await using dss = await startDss();

  const connections = await read(dss, 'GET /admin/connections/');

  expect(Object.keys(connections).toSorted()).toEqual(['filesystem_managed', 'warehouse']);
  expect(connections['warehouse']).toMatchObject({
    type: 'PostgreSQL',
    usableBy: 'ALLOWED',
    allowedGroups: ['analysts', 'engineers'],
    detailsReadability: { readableBy: 'ALLOWED', allowedGroups: ['engineers'] },
  });
});

test('a connection is replaced as a whole and answers with what it is', async () => {
  await using dss = await startDss();
  const before = await read(dss, 'GET /admin/connections/warehouse');

  const after = await read(dss, 'PUT /admin/connections/warehouse', {
    body: { ...before, usableBy: 'ALL', allowedGroups: [] },
  });

  expect(after).toEqual({ ...before, usableBy: 'ALL', allowedGroups: [] });
  expect(await read(dss, 'GET /admin/connections/warehouse')).toEqual(after);
  expect(effectsOf(dss)).toEqual(['connection.updated warehouse']);
});

test.each([
  ['rollcall', 'all', ['filesystem_managed', 'warehouse']],
  ['grace', 'all', ['filesystem_managed', 'warehouse']],
  ['emmy', 'all', ['filesystem_managed']],
  ['grace', 'PostgreSQL', ['warehouse']],
  ['grace', 'Snowflake', []],
])('%s may use connections of type %s: %j', async (login, type, names) => {
  await using dss = await startDss();

  const found = await read<string[]>(dss, `GET /connections/get-names?type=${type}`, { as: login });

  expect(found.toSorted()).toEqual(names);
});

import type { SpawnOptions } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempDisposableSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { generatedWorld, smallWorld, type SystemWorld } from '../src/sandbox/world.ts';
import { configFile, run } from './cli-process.ts';
import { stage, type Stage } from './support.ts';

/** Exports a query over a stage's systems, with the command line that an administrator would type. */
const exported = (world: Stage, query: string, ...args: readonly string[]) =>
  exportedIn({}, world, query, ...args);

async function exportedIn(options: SpawnOptions, world: Stage, query: string, ...args: readonly string[]) {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'rollcall-test-'));
  const [file, out] = [join(folder.path, 'query.graphql'), join(folder.path, 'out')];
  writeFileSync(file, query);
  using config = configFile({ systems: world.systems });
  const ended = await run(['export', file, '--config', config.file, '--out', out, ...args], options);
  const read = (name: string) => (existsSync(name) ? readFileSync(name, 'utf8') : undefined);
  const manifest = read(`${out}.manifest.json`);
  return {
    ...ended,
    text: read(out),
    manifest: manifest === undefined ? undefined : (JSON.parse(manifest) as Record<string, unknown>),
    left: readdirSync(folder.path).sort(),
  };
}

const dss =
  '{ users(filter: { systems: ["dss-design"] }) { nodes { username displayName activeSessions } } }';

describe('an export', () => {
  test('of a list of one system is its rows, in the list’s own order, as CSV', async () => {
    await using world = await stage();

    const { code, text, stderr } = await exported(world, dss);

    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(text?.split('\r\n')).toEqual([
      'username,displayName,activeSessions',
      'ada,Ada Lovelace,2',
      'alan,Alan Turing,0',
      'annie,Annie Easley,0',
      'claude.shannon,Claude Shannon,0',
      'edsger,Edsger Dijkstra,0',
      'emmy,Emmy Noether,0',
      'grace,Grace Hopper,1',
      'hedy,Hedy Lamarr,1',
      'katherine,Katherine Johnson,0',
      'konrad,Konrad Zuse,0',
      'rollcall,Rollcall Gateway,0',
      '',
    ]);
  });

  test('tells in its manifest what was asked, of whom, and what came', async () => {
    await using world = await stage();

    const { manifest, text } = await exported(world, dss, '--format', 'ndjson');

    expect(manifest).toMatchObject({
      query: dss,
      variables: {},
      format: 'ndjson',
      rows: 11,
      complete: true,
      fieldErrors: 0,
      systems: [{ key: 'dss-design', vendor: 'DATAIKU_DSS', state: 'OK', problem: null }],
      sha256: createHash('sha256')
        .update(text ?? '')
        .digest('hex'),
    });
    expect(text?.split('\n')[0]).toBe('{"username":"ada","displayName":"Ada Lovelace","activeSessions":2}');
  });

  test('follows all pages of all systems, each row once', async () => {
    await using world = await stage({ world: (vendor) => generatedWorld(vendor, 1_300, 7) });

    const { code, text } = await exported(world, '{ users { nodes { id } } }', '--format', 'ndjson');

    const ids = (text ?? '').trimEnd().split('\n');
    expect(code).toBe(0);
    expect(ids).toHaveLength(4 * 1_300);
    expect(new Set(ids).size).toBe(4 * 1_300);
  });

  test('asks each system for its list once, however many pages there are', async () => {
    await using world = await stage({ world: (vendor) => generatedWorld(vendor, 1_300, 7) });
    world.calls();

    await exported(world, '{ users { nodes { username } } }');

    // Iguazio: 7 pages of 200; Dataiku: one list; Squirro: a token, and one list.
    expect(world.calls()).toEqual({ 'iguazio-main': 7, 'dss-design': 1, govern: 1, 'squirro-main': 2 });
  });

  test('that is sorted comes in the same order as the list does', async () => {
    await using world = await stage();
    const query = '{ users(orderBy: { field: EMAIL, direction: DESC }) { nodes { id email } } }';

    const { text } = await exported(world, query, '--format', 'ndjson');

    const { data } = await world.ask(query.replace('orderBy', 'first: 500, orderBy'));
    expect(text).toBe(data.users.nodes.map((row: unknown) => `${JSON.stringify(row)}\n`).join(''));
  });

  test('puts lists inside a row into one cell, and says a union’s fields by their names', async () => {
    await using world = await stage();
    const query = `{ users(filter: { systems: ["dss-design"], username: { eq: "grace" } }) {
      nodes { username groups { nodes { name } } details { ... on DataikuUserDetails { profile trial { exists } } } } } }`;

    const { text } = await exported(world, query);

    expect(text).toBe(
      'username,groups.name,details.profile,details.trial.exists\r\ngrace,analysts; engineers,FULL_DESIGNER,false\r\n',
    );
  });

  test('holds no more of a long list than of a short one', { timeout: 120_000 }, async () => {
    await using world = await stage({
      world: (vendor) => (vendor === 'iguazio' ? generatedWorld(vendor, 12_000, 1) : smallWorld(vendor)),
    });
    // Room for the process itself and a few pages: the accounts alone would take more.
    const tight = { env: { ...process.env, NODE_OPTIONS: '--max-old-space-size=56' } };
    const query = `{ users(filter: { systems: ["iguazio-main"] }, orderBy: { field: EMAIL, direction: DESC }) {
      nodes { id email lastActivity { at } groups { nodes { name } } } } }`;

    const { code, manifest } = await exportedIn(tight, world, query, '--format', 'ndjson');

    expect(code).toBe(0);
    expect(manifest).toMatchObject({ complete: true, rows: 12_000 });
  });

  test('gives what was read of a system that fails halfway, and says that it failed', async () => {
    await using world = await stage({ world: (vendor) => generatedWorld(vendor, 500, 7) });
    world.upstream['iguazio-main'].setFaults([
      { path: '/api/users?page%5Bnumber%5D=1', fault: 'status:500' },
    ]);

    const query = '{ users(filter: { systems: ["iguazio-main"] }) { nodes { username } } }';
    const { code, manifest } = await exported(world, query);

    expect(code).toBe(3);
    expect(manifest).toMatchObject({ complete: false, rows: 200, systems: [{ state: 'FAILED' }] });
  });

  test('of one system leaves the others alone', async () => {
    await using world = await stage();
    world.calls();

    await exported(world, dss);

    expect(world.calls()).toEqual({ 'iguazio-main': 0, 'dss-design': 1, govern: 0, 'squirro-main': 0 });
  });

  test.for([
    '{ groups { nodes { id members { nodes { id } } } } }',
    '{ projects { nodes { id memberships { nodes { id role } } } } }',
    '{ memberships { nodes { id role project { key } member { ... on User { username } } } } }',
    '{ users { nodes { id person { id } memberships { nodes { id } } groups { nodes { name } } } } }',
    '{ users { nodes { id system { users(first: 500) { nodes { username } } } } } }',
    '{ people { nodes { id accounts { user { username } } } } }',
  ])('holds what the list holds: %s', async (query) => {
    await using world = await stage();

    const { text, code } = await exported(world, query, '--format', 'ndjson');

    const field = /\w+/u.exec(query)?.[0] ?? '';
    const { data } = await world.ask(query.replace(field, `${field}(first: 500)`));
    expect(code).toBe(0);
    expect(text).toBe(data[field].nodes.map((row: unknown) => `${JSON.stringify(row)}\n`).join(''));
  });

  test('holds no cell that a spreadsheet would run', async () => {
    const names = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', 'plain', '"=quoted"', 'a\r\nb'];
    const named = (world: SystemWorld): SystemWorld => ({
      ...world,
      accounts: world.accounts.map((account, i) => ({
        ...account,
        familyName: '',
        givenName: names[i % 8] ?? '',
      })),
    });
    await using world = await stage({ world: (vendor) => named(smallWorld(vendor)) });

    const { text } = await exported(
      world,
      '{ users(filter: { systems: ["dss-design"] }) { nodes { displayName } } }',
    );

    const cells = [...(text ?? '').matchAll(/(?:^|\r\n)(?:"((?:[^"]|"")*)"|([^\r\n"]*))/gu)].map(
      ([, a, b]) => a ?? b ?? '',
    );
    expect(cells.map((cell) => cell.trimEnd())).toContain("'=1+1");
    expect(cells.filter((cell) => /^[=+\-@\t\r]/u.test(cell))).toEqual([]);
  });

  test('of a system that is down writes the others’ rows, says so in the manifest, and ends with 3', async () => {
    await using world = await stage();
    world.break('govern', 'status:503');

    const { code, manifest } = await exported(world, '{ users { nodes { username } } }');

    expect(code).toBe(3);
    expect(manifest).toMatchObject({ complete: false, rows: 11 + 11 + 10 });
    expect(manifest?.['systems']).toContainEqual(
      expect.objectContaining({
        key: 'govern',
        state: 'FAILED',
        problem: { code: 'UPSTREAM_UNAVAILABLE', message: 'The system did not answer.' },
      }),
    );
  });

  test('counts cells that could not be read, and ends with 3', async () => {
    await using world = await stage();
    world.upstream['dss-design'].setFaults([
      { path: '/public/api/admin/users-activity', fault: 'status:500' },
    ]);

    const query = '{ users(filter: { systems: ["dss-design"] }) { nodes { username lastActivity { at } } } }';
    const { code, manifest } = await exported(world, query);

    expect(code).toBe(3);
    expect(manifest).toMatchObject({ complete: false, rows: 11, fieldErrors: 11 });
  });

  test('says when a list inside a row was longer than what it holds', async () => {
    const crowd = generatedWorld('dataiku-dss', 600, 1);
    const everybody: SystemWorld = {
      ...crowd,
      accounts: crowd.accounts.map((account) => ({ ...account, groups: ['group-1'] })),
    };
    await using world = await stage({
      world: (vendor) => (vendor === 'dataiku-dss' ? everybody : smallWorld(vendor)),
    });

    const query =
      '{ groups(filter: { systems: ["dss-design"], name: { eq: "group-1" } }) { nodes { name members { nodes { username } } } } }';
    const { code, manifest, text } = await exported(world, query, '--format', 'ndjson');

    expect(code).toBe(3);
    expect(manifest).toMatchObject({ complete: false, cutRows: 1 });
    expect(text).not.toContain('rollcallMore');
  });
});

describe('a query that cannot be exported', () => {
  test.for([
    ['{ viewer { name } }', '`viewer` is no list that pages'],
    ['{ users { nodes { id } } groups { nodes { id } } }', 'exactly one list'],
    ['{ users { totalCount { value } } }', 'Select the columns under `users { nodes { … } }`.'],
    ['{ users(after: "x") { nodes { id } } }', 'Leave `after` out'],
    ['{ users { nodes { nickname } } }', 'Cannot query field "nickname" on type "User"'],
    ['query ($day: DateTime!) { users(filter: { lastActiveBefore: $day }) { nodes { id } } }', '$day'],
    ['{ users {', 'Syntax Error'],
    ['{ users(filter: { systems: ["nowhere"] }) { nodes { id } } }', 'There is no system "nowhere"'],
  ])('%s is refused with what to change, and leaves no file', async ([query, words]) => {
    await using world = await stage();

    const { code, stderr, left } = await exported(world, query ?? '');

    expect(code).toBe(2);
    expect(stderr).toContain(words);
    expect(left).toEqual(['query.graphql']);
  });
});

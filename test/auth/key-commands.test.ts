import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { configFile, run } from '../cli-process.ts';
import { guard, whoIs } from './gateway.ts';
import { idIn, keyStore, PEPPER } from './keys.ts';

/** A store, and a configuration that names it and a system whose secret is not at hand. */
function keyring() {
  const store = keyStore();
  const apiKeys = { file: store.file, pepper: '${env:PEPPER}' };
  const dss = {
    vendor: 'dataiku-dss',
    url: 'https://dss.example.org',
    credentials: { apiKey: '${env:ELSEWHERE}' },
  };
  const config = configFile({ auth: { apiKeys }, systems: { 'dss-design': dss } });
  const env = { ...process.env, PEPPER };
  return {
    store,
    run: (command: string, ...args: string[]) =>
      run(['keys', command, '--config', config.file, ...args], { env }),
    [Symbol.dispose]() {
      config[Symbol.dispose]();
      store[Symbol.dispose]();
    },
  };
}

const reader = ['--name', 'Nightly report', '--roles', 'reader', '--systems', 'dss-design'];

describe('rollcall keys create', () => {
  test('prints a key that is let in, once: the store does not hold it', async () => {
    using keys = keyring();

    const { code, stdout } = await keys.run('create', ...reader);

    const key = stdout.trim();
    expect({ code, key }).toEqual({
      code: 0,
      key: expect.stringMatching(/^rck_[a-z0-9]{16}_[\w-]{43}$/u) as string,
    });
    expect(readFileSync(keys.store.file, 'utf8')).not.toContain(key.slice(-43));
    await using gateway = await guard({ auth: keys.store.auth });
    expect(await whoIs(gateway, { token: key })).toBe(`key:${idIn(key)}`);
  });

  test('writes what the key may, and until when', async () => {
    using keys = keyring();

    await keys.run('create', ...reader, '--scopes', 'READ_EMAIL, EXPORT', '--projects', 'A,B', '--days', '7');

    const written = JSON.parse(readFileSync(keys.store.file, 'utf8')) as { at: string; expiresAt: string };
    expect(written).toMatchObject({
      event: 'created',
      name: 'Nightly report',
      grant: {
        roles: ['reader'],
        scopes: ['READ_EMAIL', 'EXPORT'],
        systems: ['dss-design'],
        projects: ['A', 'B'],
      },
    });
    expect(Date.parse(written.expiresAt) - Date.parse(written.at)).toBe(7 * 86_400_000);
  });

  test('--replaces takes over name and rights, and both keys work during the overlap', async () => {
    using keys = keyring();
    const old = keys.store.add({
      grant: { roles: ['auditor'], scopes: [], systems: ['dss-design'], projects: 'all' },
    });

    const { stdout } = await keys.run('create', '--replaces', idIn(old), '--overlap', '2');

    const lines = readFileSync(keys.store.file, 'utf8').trim().split('\n');
    const [, created, shortened] = lines.map((line) => JSON.parse(line) as Record<string, string>);
    expect(created).toMatchObject({
      name: 'Nightly report',
      grant: { roles: ['auditor'], systems: ['dss-design'] },
    });
    expect(shortened).toMatchObject({ event: 'shortened', id: idIn(old) });
    expect(Date.parse(shortened?.['expiresAt'] ?? '') - Date.parse(shortened?.['at'] ?? '')).toBe(
      2 * 3_600_000,
    );
    await using gateway = await guard({ auth: keys.store.auth });
    expect(await whoIs(gateway, { token: old })).toBe(`key:${idIn(old)}`);
    expect(await whoIs(gateway, { token: stdout.trim() })).toBe(`key:${idIn(stdout)}`);
  });

  test('--replaces without an overlap ends the old key at once', async () => {
    using keys = keyring();
    const old = keys.store.add();

    await keys.run('create', '--replaces', idIn(old), '--overlap', '0');

    await using gateway = await guard({ auth: keys.store.auth });
    expect(await whoIs(gateway, { token: old })).toBe(401);
  });

  test('--replaces never makes the old key live longer', async () => {
    using keys = keyring();
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    const old = keys.store.add({ expiresAt });

    await keys.run('create', '--replaces', idIn(old));

    const [, , shortened] = readFileSync(keys.store.file, 'utf8').trim().split('\n');
    expect(JSON.parse(shortened ?? '')).toMatchObject({ expiresAt });
  });

  test.for<[args: string[], complaint: string]>([
    [[], '--name must say what the key is for, in up to 100 characters'],
    [['--name', 'x', '--systems', 'all'], '--roles or --scopes must say what the key may'],
    [['--name', 'x', '--roles', 'reader'], '--systems and --projects must say where: names, or all'],
    [
      ['--name', 'x', '--roles', 'reader', '--systems', ','],
      '--systems and --projects must say where: names, or all',
    ],
    [
      ['--name', 'x', '--roles', 'Reader', '--systems', 'all'],
      '--roles: there is no "Reader"; did you mean "reader"?',
    ],
    [
      ['--name', 'x', '--roles', 'reader', '--systems', 'dss-desing'],
      'there is no system "dss-desing"; did you mean "dss-design"?',
    ],
    [[...reader, '--days', '0'], '--days must be a whole number from 1 to 1825'],
    [[...reader, '--overlap', '1'], '--overlap goes with --replaces'],
    [
      ['--replaces', '0123456789abcdef'],
      'there is no key "0123456789abcdef"; rollcall keys list says which there are',
    ],
  ])('%j is refused, and nothing is written', async ([args, complaint]) => {
    using keys = keyring();

    const { code, stdout, stderr } = await keys.run('create', ...args);

    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: `rollcall: ${complaint}\nrollcall keys create --help says what there is.\n`,
    });
    expect(() => readFileSync(keys.store.file)).toThrow('ENOENT');
  });
});

describe('rollcall keys list', () => {
  test('says which keys there are, and shows neither key nor digest', async () => {
    using keys = keyring();
    const [live, expired] = [keys.store.add(), keys.store.add({ expiresAt: '2026-01-02T00:00:00Z' })];

    const { code, stdout } = await keys.run('list');

    expect(code).toBe(0);
    expect(stdout).toContain(`  ${idIn(live)}  live, until `);
    expect(stdout).toContain(`  ${idIn(expired)}  expired, until 2026-01-02  "Nightly report"  reader\n`);
    expect(stdout).not.toMatch(/[0-9a-f]{64}|rck_/u);
  });

  test('--json says the same to machines', async () => {
    using keys = keyring();
    const key = keys.store.add();

    const { stdout } = await keys.run('list', '--json');

    expect(JSON.parse(stdout)).toMatchObject([
      { id: idIn(key), name: 'Nightly report', state: 'LIVE', revokedAt: null },
    ]);
    expect(stdout).not.toContain('digest');
  });
});

test('rollcall keys revoke ends a key at a gateway that runs', async () => {
  using keys = keyring();
  const key = keys.store.add();
  await using gateway = await guard({ auth: keys.store.auth });
  expect(await whoIs(gateway, { token: key })).toBe(`key:${idIn(key)}`);

  const { code, stdout } = await keys.run('revoke', idIn(key));

  expect({ code, stdout }).toEqual({ code: 0, stdout: `The key ${idIn(key)} is revoked.\n` });
  expect(await whoIs(gateway, { token: key })).toBe(401);
});

test.for([
  [['keys'], 'keys'],
  [['keys', 'destroy'], 'keys destroy'],
] as const)('rollcall %j is not a command, and the nearest is named', async ([args, typed]) => {
  const { code, stderr } = await run(args);

  expect(code).toBe(2);
  expect(stderr).toContain(`there is no command "${typed}"`);
});

test('a configuration without API keys says so', async () => {
  using config = configFile({ systems: {} });

  const { code, stderr } = await run(['keys', 'list', '--config', config.file]);

  expect({ code, stderr }).toEqual({
    code: 1,
    stderr:
      'rollcall: the configuration has a mistake:\n  auth.apiKeys: is missing: it says where keys are kept\n',
  });
});

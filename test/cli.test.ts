import { readFileSync } from 'node:fs';
import { buildSchema, findBreakingChanges } from 'graphql';
import { describe, expect, test } from 'vitest';
import { readOptions, UsageError, wholeNumber } from '../src/cli/options.ts';
import { printedSchema } from '../src/cli/schema.ts';
import { simulateDss } from '../src/connectors/dataiku/simulator/index.ts';
import { smallWorld } from '../src/sandbox/world.ts';
import { nearest } from '../src/nearest.ts';
import { configFile, run, start } from './cli-process.ts';

const nobody = { vendor: 'dataiku-dss', url: 'http://127.0.0.1:9', credentials: { apiKey: 'hush' } };

describe('rollcall', () => {
  test('without a command says what there is', async () => {
    const { code, stdout, stderr } = await run([]);

    expect(code).toBe(0);
    for (const command of ['start', 'sandbox', 'check', 'schema']) expect(stdout).toContain(`  ${command} `);
    expect(stderr).toBe('');
  });

  test('--version is that of package.json', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

    expect(await run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test.for<[args: string[], complaint: string]>([
    [
      ['strat'],
      'rollcall: there is no command "strat"; did you mean "start"?\nrollcall --help says what there is.\n',
    ],
    [['--frob'], 'rollcall: there is no command "--frob"\nrollcall --help says what there is.\n'],
    [
      ['sandbox', '--prot', '1'],
      'rollcall: there is no option --prot; did you mean "--port"?\nrollcall sandbox --help says what there is.\n',
    ],
    [
      ['sandbox', '--users', 'many'],
      'rollcall: --users must be a whole number from 1 to 1000000\nrollcall sandbox --help says what there is.\n',
    ],
    [['check', 'now'], 'rollcall: "now" is one word too many\nrollcall check --help says what there is.\n'],
    [
      ['start', '--config'],
      'rollcall: --config needs a value: --config FILE\nrollcall start --help says what there is.\n',
    ],
    [['check', '--json=1'], 'rollcall: --json takes no value\nrollcall check --help says what there is.\n'],
  ])('%j is not understood: exit code 2, and a hint on stderr', async ([args, complaint]) => {
    expect(await run(args)).toEqual({ code: 2, stdout: '', stderr: complaint });
  });

  test.for(['start', 'sandbox', 'check', 'schema'])('%s --help teaches by example', async (command) => {
    const { code, stdout } = await run([command, '--help']);

    expect(code).toBe(0);
    expect(stdout).toContain(`rollcall ${command}: `);
    expect(stdout).toMatch(/Examples:\n {2}\S/u);
  });
});

describe('rollcall start', () => {
  test('serves until SIGTERM, and ends well', async () => {
    await using simulator = await simulateDss(smallWorld('dataiku-dss'));
    const dss = { vendor: 'dataiku-dss', url: simulator.url, credentials: simulator.credentials };
    using config = configFile({ server: { port: 0 }, systems: { 'dss-design': dss } });
    await using gateway = start(['start', '--config', config.file]);

    const { msg, url } = JSON.parse(await gateway.line()) as { msg: string; url: string };
    expect(msg).toBe('listening');
    const ready = await fetch(new URL('/health/ready', url));
    expect(ready.status).toBe(200);

    gateway.process.kill('SIGTERM');
    expect(await gateway.ended).toMatchObject({ code: 0, stderr: '' });
  });

  test('starts although no system answers', async () => {
    using config = configFile({ server: { port: 0 }, systems: { gone: nobody } });
    await using gateway = start(['start', '--config', config.file]);

    expect(JSON.parse(await gateway.line())).toMatchObject({ msg: 'listening', systems: ['gone'] });
  });

  test('takes the configuration of ROLLCALL_CONFIG where none is named', async () => {
    using config = configFile({ server: { port: 0 }, systems: { gone: nobody } });
    await using gateway = start(['start'], { env: { ...process.env, ROLLCALL_CONFIG: config.file } });

    expect(JSON.parse(await gateway.line())).toMatchObject({ systems: ['gone'] });
  });

  test('tells every mistake of the configuration, and no secret', async () => {
    using config = configFile({ server: { prot: 1 }, systems: { Gone: nobody } });

    const { code, stdout, stderr } = await run(['start', '--config', config.file]);

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.split('\n')).toEqual([
      'rollcall: the configuration has 2 mistakes:',
      '  server.prot: there is no such setting; did you mean "port"?',
      '  systems.Gone: a system’s key is a lower-case letter, then up to 39 lower-case letters, digits and dashes',
      '',
    ]);
  });

  test('says so where its port is in use', async () => {
    await using other = await simulateDss(smallWorld('dataiku-dss'));
    const port = Number(new URL(other.url).port);
    using config = configFile({ server: { port }, systems: { gone: nobody } });

    const { code, stderr } = await run(['start', '--config', config.file]);

    expect(code).toBe(1);
    expect(stderr).toBe(`rollcall: port ${port} is in use; take another one, or 0 for any that is free\n`);
  });
});

describe('rollcall schema', () => {
  test('prints the whole contract, which is a schema of its own', async () => {
    const { code, stdout } = await run(['schema']);

    expect(code).toBe(0);
    expect(stdout).toBe(printedSchema());
    expect(findBreakingChanges(buildSchema(stdout), buildSchema(printedSchema()))).toEqual([]);
    expect(stdout).toMatch(/^enum Vendor \{[^}]*IGUAZIO/mu);
  });
});

describe('options', () => {
  const options = { port: { value: 'N', help: '' }, json: { help: '' } } as const;

  test('come with = or a space, in any order', () => {
    expect(readOptions({ options }, ['--json', '--port=1']).given).toEqual({ json: true, port: '1' });
    expect(readOptions({ options }, ['--port', '1', '--json']).given).toEqual({ json: true, port: '1' });
  });

  test.for(['constructor', '__proto__', 'toString'])('cannot be --%s', (name) => {
    expect(() => readOptions({ options }, [`--${name}`])).toThrow(UsageError);
  });

  test('leave the words that a command takes, and no other', () => {
    const command = { options, words: ['FILE'] };

    expect(readOptions(command, ['a.graphql', '--json'])).toEqual({
      given: { json: true },
      words: ['a.graphql'],
    });
    expect(() => readOptions(command, [])).toThrow('FILE is missing');
    expect(() => readOptions(command, ['a', 'b'])).toThrow('"b" is one word too many');
    expect(readOptions(command, ['--help']).given).toEqual({ help: true });
  });

  test.for(['', '-1', '1.5', '1e3', '0x10', ' 1', '65536'])('a port is no %j', (text) => {
    expect(() => wholeNumber('port', text, 0, 65_535)).toThrow(
      '--port must be a whole number from 0 to 65535',
    );
  });
});

describe('"did you mean"', () => {
  test.for<[word: string, meant: string | undefined]>([
    ['prot', 'port'],
    ['PORT', 'port'],
    ['deadline', 'deadlineMs'],
    ['hots', 'host'],
    ['level', undefined],
    ['', undefined],
  ])('%j: %j', ([word, meant]) => {
    expect(nearest(word, ['port', 'host', 'deadlineMs'])).toBe(meant);
  });
});

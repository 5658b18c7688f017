import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { configFile, run, type Running, start } from './cli-process.ts';
import { ask } from './support.ts';

interface Contract {
  readonly gateway: { readonly url: string };
  readonly systems: readonly {
    readonly key: string;
    readonly vendor: string;
    readonly url: string;
    readonly credentials: Readonly<Record<string, string>>;
  }[];
}

/** A sandbox on a free port, and the line it says when it is ready. */
async function sandbox(
  ...args: readonly string[]
): Promise<{ running: Running; contract: Contract } & AsyncDisposable> {
  const running = start(['sandbox', '--port', '0', '--json', ...args]);
  const contract = JSON.parse(await running.line()) as Contract;
  return { running, contract, [Symbol.asyncDispose]: () => running[Symbol.asyncDispose]() };
}

/** Resolves once nobody listens under any of the addresses. */
async function gone(urls: readonly string[]): Promise<void> {
  for (const url of urls) {
    while (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      await wait(20);
  }
}

const totals = '{ users { totalCount { value } } }';

describe('the line of --json', () => {
  test('is the contract: the gateway, and each system with what its client would be given', async () => {
    await using box = await sandbox();

    expect(box.contract.gateway.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/graphql$/u);
    expect(
      box.contract.systems.map(({ key, vendor, credentials }) => ({
        key,
        vendor,
        has: Object.keys(credentials),
      })),
    ).toEqual([
      { key: 'iguazio-main', vendor: 'IGUAZIO', has: ['username', 'password', 'accessKey'] },
      { key: 'dss-design', vendor: 'DATAIKU_DSS', has: ['apiKey'] },
      { key: 'govern', vendor: 'DATAIKU_GOVERN', has: ['apiKey'] },
      { key: 'squirro-main', vendor: 'SQUIRRO', has: ['tenant', 'refreshToken', 'clientId', 'clientSecret'] },
    ]);
    for (const { url } of box.contract.systems) expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/u);
  });

  test('is all there is on stdout, and SIGTERM ends it well', async () => {
    await using box = await sandbox();

    box.running.process.kill('SIGTERM');

    const { code, stdout } = await box.running.ended;
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([JSON.stringify(box.contract), '']);
    await gone(box.contract.systems.map(({ url }) => url));
  });
});

describe('the gateway of the sandbox', () => {
  test('speaks to every system', async () => {
    await using box = await sandbox();

    const { data } = await ask(box.contract.gateway.url, '{ users { systems { system { key } state } } }');

    expect(data).toMatchObject({
      users: {
        systems: ['dss-design', 'govern', 'iguazio-main', 'squirro-main'].map((key) => ({
          system: { key },
          state: 'OK',
        })),
      },
    });
  });

  test('serves GraphiQL', async () => {
    await using box = await sandbox();

    const page = await fetch(new URL('/', box.contract.gateway.url), { headers: { accept: 'text/html' } });

    expect(page.headers.get('content-type')).toContain('text/html');
  });

  test('is over a generated world where a size is given, the same for the same seed', async () => {
    await using one = await sandbox('--users', '60', '--seed', '7');
    await using other = await sandbox('--users', '60', '--seed', '7');
    const query = '{ users(first: 100) { totalCount { value } nodes { username } } }';

    const [answer, again] = await Promise.all(
      [one, other].map(({ contract }) => ask(contract.gateway.url, query)),
    );

    expect(answer?.data.users.totalCount.value).toBe(240);
    expect(again?.data).toEqual(answer?.data);
  });

  test('takes other settings from a file', async () => {
    using config = configFile({ getQueries: true, limits: { maxBodyBytes: 2_000 } });
    await using box = await sandbox('--config', config.file);

    const answer = await fetch(`${box.contract.gateway.url}?query=${encodeURIComponent(totals)}`, {
      headers: { accept: 'application/json', 'apollo-require-preflight': '1' },
    });
    const tooLarge = await fetch(box.contract.gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: totals.padEnd(3_000) }),
    });

    expect(answer.status).toBe(200);
    expect(tooLarge.status).toBe(413);
  });

  test('does not let a file say where it listens or what it speaks to', async () => {
    using config = configFile({ server: { host: '127.0.0.1' }, systems: {} });

    expect(await run(['sandbox', '--config', config.file])).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'rollcall: the configuration has 2 mistakes:\n' +
        '  systems: is the sandbox’s own: leave it out\n' +
        '  server.host: is the sandbox’s own: leave it out\n',
    });
  });
});

describe('the simulators', () => {
  test('break and heal by the lines that are printed for people', async () => {
    await using running = start(['sandbox', '--port', '0']);
    const lines: string[] = [];
    while (lines.at(-1) !== 'Ctrl-C ends it.') lines.push(await running.line());
    const url = /GraphQL +(\S+)/u.exec(lines.join('\n'))?.[1] ?? '';
    const at = lines.indexOf('  dss-design');
    const stateOf = async () => {
      const { data } = await ask(url, '{ users { systems { state } } }');
      return data.users.systems[0].state as string;
    };

    await put(lines[at + 1]);
    expect(await stateOf()).toBe('FAILED');
    await put(lines[at + 2]);
    expect(await stateOf()).toBe('OK');
  });

  test('answer late by --latency', async () => {
    await using box = await sandbox('--latency', '300');
    const started = performance.now();

    await fetch(box.contract.systems[1]?.url ?? '');

    expect(performance.now() - started).toBeGreaterThanOrEqual(295);
  });

  test.for(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)(
    'end with the sandbox when it gets %s',
    async (signal) => {
      await using box = await sandbox();

      box.running.process.kill(signal);
      await box.running.ended;

      await gone(box.contract.systems.map(({ url }) => url));
    },
  );

  test.runIf(process.platform === 'linux')('take the sandbox with them when they are killed', async () => {
    await using box = await sandbox();
    const { pid } = box.running.process;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    expect(children).toHaveLength(1);

    process.kill(Number(children[0]), 'SIGKILL');

    expect(await box.running.ended).toMatchObject({
      code: 1,
      stderr: 'The simulators have ended unexpectedly.\n',
    });
  });
});

/** Does what one of the printed curl lines says. */
async function put(line = ''): Promise<void> {
  const [, url, body] = /curl -sX PUT (\S+) -d '(.*)'$/u.exec(line) ?? [];
  const { status } = await fetch(url ?? '', { method: 'PUT', body: body ?? '' });
  expect(status).toBe(204);
}

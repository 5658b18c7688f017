import { mkdtempDisposableSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { startGateway } from '../../src/main.ts';
import { Secret } from '../../src/secret.ts';
import { ask, stage } from '../support.ts';

// Secrets on their way to a system, while answers are lost and all is well: where they may be, and where they never are.

const hush = (name: string) => `Hush-${name}-7f3a9c`;
const secrets = ['password', 'later', 'secret', 'credential', 'service', 'identity'].map(hush);

/** In the ways in which something could have been written down. */
const spellings = (text: string) => [
  text,
  Buffer.from(text).toString('base64').slice(0, -4),
  Buffer.from(text).toString('hex'),
];
const found = (text: string) =>
  secrets.filter((one) => spellings(one).some((spelling) => text.includes(spelling)));

test('what is secret in a change is in no answer, no log and no file', async () => {
  await using world = await stage();
  using folder = mkdtempDisposableSync(join(tmpdir(), 'rollcall-'));
  const lines: string[] = [];
  const config = readConfig({
    server: { port: 0 },
    systems: world.systems,
    changes: { quietMs: 50, deadlineMs: 3_000 },
    ledger: { file: join(folder.path, 'rollcall.db') },
  });
  const key = new Secret('a key of this test, long enough for it');
  const gateway = await startGateway(
    { ...config, ledger: { ...config.ledger, key } },
    { log: pino({ level: 'trace' }, { write: (line: string) => lines.push(line) }) },
  );
  const answers: string[] = [];
  const written = () =>
    readdirSync(folder.path).map((name) => readFileSync(join(folder.path, name)).toString('latin1'));
  const change = async (mutation: string) => {
    const answer = await ask(gateway.url, `mutation { ${mutation} }`);
    answers.push(JSON.stringify([answer.data, answer.errors]));
    return answer;
  };
  const told = '{ outcome problems { code message } operation { id kind target steps { description } } }';
  const ada = '"user.dss-design.ada"';
  const { data } = await world.ask(
    '{ users(first: 1, filter: { systems: ["squirro-main"] }) { nodes { id } } }',
  );
  const squirro = JSON.stringify(data.users.nodes[0].id);

  for (const fault of [undefined, 'reset-after', 'status:500', 'truncate']) {
    for (const system of ['dss-design', 'squirro-main'] as const)
      world.upstream[system].setFaults(
        fault === undefined ? [] : ['POST', 'PUT'].map((method) => ({ method, fault, times: 1 })),
      );
    await change(
      `createUser(input: { system: "dss-design", username: "nina-${fault ?? 'well'}", password: "${hush('password')}" }) ${told}`,
    );
    await change(`setUserPassword(input: { user: ${ada}, newPassword: "${hush('later')}" }) ${told}`);
    await change(
      `setDataikuUserSecret(input: { user: ${ada}, name: "token", value: "${hush('secret')}" }) ${told}`,
    );
    await change(
      `setDataikuConnectionCredential(input: { user: ${ada}, connection: "warehouse", username: "ada", password: "${hush('credential')}" }) ${told}`,
    );
    await change(
      `setSquirroAuthentication(input: { user: ${squirro}, service: "drive", serviceUser: "ada", accessToken: "${hush('service')}" }) ${told}`,
    );
    await change(
      `exchangeSquirroMicrosoftToken(input: { system: "squirro-main", identityToken: "${hush('identity')}" }) ${told}`,
    );
    expect(written().flatMap(found)).toEqual([]);
  }
  const { data: listed } = await ask(
    gateway.url,
    '{ operations(first: 100) { nodes { id kind target steps { description problem { message } } problems { message } } } }',
  );
  await gateway.close();

  expect(listed.operations.nodes.length).toBeGreaterThan(15);
  expect(found(JSON.stringify(listed))).toEqual([]);
  expect(answers.flatMap(found)).toEqual([]);
  expect(lines.flatMap(found)).toEqual([]);
  expect(written().flatMap(found)).toEqual([]);
});

test('what a change makes is shown once, and cannot be shown again', async () => {
  await using world = await stage();
  const { data } = await world.ask('{ system(key: "squirro-main") { self { id } } }');
  const change = `mutation {
    createSquirroGrant(input: { user: "${data.system.self.id}", type: "user", idempotencyKey: "g1" }) {
      outcome
      problems { code }
      refreshToken
    }
  }`;

  const first = await world.ask(change);
  const again = await world.ask(change);

  expect(first.data.createSquirroGrant).toEqual({
    outcome: 'APPLIED',
    problems: [],
    refreshToken: expect.any(String) as string,
  });
  expect(again.data.createSquirroGrant).toEqual({
    outcome: 'APPLIED',
    problems: [{ code: 'ALREADY_EXISTS' }],
    refreshToken: null,
  });
});

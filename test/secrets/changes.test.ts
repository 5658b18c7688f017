import { setTimeout as wait } from 'node:timers/promises';
import { getNamedType, isInputObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildSchema } from '../../src/contract.ts';
import { send } from '../auth/gateway.ts';
import type { Ended } from '../cli-process.ts';
import { hasDatabase } from '../ledger/places.ts';
import { changeLabels, changeTable } from '../policy/change-table.ts';
import { stage } from '../support.ts';
import { asking } from './bad-requests.ts';
import { Canaries, canariesIn, isKept, MADE } from './canaries.ts';
import { accountsIn, accountsQuery, documentOf, type SecretChange, secretChanges } from './changing.ts';
import { type HeldText, soughtIn } from './heap.ts';
import { secretFor } from './run.ts';
import { type CanaryWorld, canaryWorld, DEADLINE } from './world.ts';

// Secrets in changes, on their way in and on their way out, while systems are well and while they are not; recorded in a
// file, and in a database whose password is a secret too.

const fields = buildSchema().getMutationType()?.getFields() ?? {};
const inputOf = (mutation: string) => {
  const type = fields[mutation]?.args[0]?.type;
  const named = type && getNamedType(type);
  if (!isInputObjectType(named)) throw new Error(`${mutation} takes no input`);
  return named;
};

/** Of the mutations that take WRITE_SECRETS, those that remove something: there is no secret in them. */
const removes = /^(?:remove|delete|revoke)/u;

test('every change with a secret in it is made here', () => {
  const accounts = {
    dataiku: { system: '', user: '' },
    iguazio: { user: '' },
    squirro: { system: '', user: '', self: '' },
  };
  const made = secretChanges(accounts, String, '').map(({ mutation }) => mutation);
  const labelled = Object.keys(fields).filter((mutation) =>
    Object.keys(inputOf(mutation).getFields()).some(
      (field) => changeLabels[`${inputOf(mutation).name}.${field}`] === 'WRITE_SECRETS',
    ),
  );
  const taking = Object.keys(fields).filter(
    (mutation) => changeTable[mutation] === 'WRITE_SECRETS' && !removes.test(mutation),
  );
  expect(new Set(made)).toEqual(new Set([...labelled, ...taking, 'createDataikuUsers']));
});

test('over a gateway of the suite, which `npm run canaries` searches, all of them are made', async () => {
  await using world = await stage();
  const [dss, squirro] = ['dss-design', 'squirro-main'];
  const { data } = await world.ask(accountsQuery({ iguazio: 'iguazio-main', squirro }));
  const accounts = accountsIn(data, { dss, squirro });
  const changes = secretChanges(accounts, (name) => secretFor(`caller, secret: ${name}`, name), 'well');

  for (const change of changes) {
    const { mutation, input } = change;
    const answer = await world.ask(documentOf(change, inputOf(mutation).name), { input });
    expect([mutation, answer.data[mutation].outcome]).toEqual([mutation, outcomeOf(mutation)]);
  }
});

/** Nobody may sign up there. */
const outcomeOf = (mutation: string) => (mutation === 'signUpSquirroUser' ? 'NOT_APPLIED' : 'APPLIED');

const places = [
  { ledger: 'FILE', isThere: true, holds: 'ledger.key' },
  { ledger: 'POSTGRESQL', isThere: hasDatabase, holds: 'ledger.url' },
] as const;

for (const { ledger, isThere, holds } of places)
  describe.skipIf(!isThere)(`recorded in ${ledger === 'FILE' ? 'a file' : 'PostgreSQL'}`, () => {
    const canaries = new Canaries();
    let world: CanaryWorld;
    let ended: Ended;
    /** What was answered, by what was asked. */
    const answers: { readonly name: string; readonly text: string }[] = [];
    /** What became of each, the first time. */
    const done: string[] = [];
    let files: readonly (readonly [string, string])[];
    let heap: readonly HeldText[];

    const ask = async (name: string, query: string, variables: object = {}) => {
      const { headers, body } = asking(query, { variables });
      const authorization = `Bearer ${world.bearers.writersKey}`;
      const answer = await send(world.url, {
        headers: { ...headers, authorization, 'rollcall-trace': '1' },
        body,
      });
      answers.push({ name, text: `${JSON.stringify(answer.headers)}\n${answer.body}` });
      return JSON.parse(answer.body);
    };
    const make = async (change: SecretChange, turn: string) => {
      const input = { ...change.input, idempotencyKey: `key-${answers.length}` };
      const document = documentOf(change, inputOf(change.mutation).name);
      const { data } = await ask(`${change.mutation}, ${turn}`, document, { input });
      return { ...data[change.mutation], again: () => ask(`${change.mutation}, again`, document, { input }) };
    };

    beforeAll(async () => {
      world = await canaryWorld({ canaries, ledger });
      const { data } = await ask(
        'accounts',
        accountsQuery({ iguazio: 'iguazio-password', squirro: 'squirro-main' }),
      );
      const accounts = accountsIn(data, { dss: 'dss-design', squirro: 'squirro-main' });
      const round = (turn: string) =>
        secretChanges(accounts, (name) => canaries.mint(`caller, secret: ${name}`), turn);

      for (const change of round('well')) {
        const { outcome, problems, again } = await make(change, 'well');
        done.push(
          `${change.mutation}: ${[outcome, ...problems.map(({ code }: { code: string }) => code)].join(' ')}`,
        );
        await again();
      }
      for (const fault of ['reset-after', 'status:500', 'truncate'])
        for (const change of round(fault.replace(':', ''))) {
          for (const { simulator } of world.systems.values())
            simulator.setFaults(['POST', 'PUT', 'PATCH'].map((method) => ({ method, fault, times: 1 })));
          await make(change, fault);
        }
      for (const { simulator } of world.systems.values()) simulator.setFaults([]);
      await ask(
        'operations',
        '{ operations(first: 500) { nodes { id kind target steps { description problem { message } } problems { message } } } }',
      );
      for (const command of [['audit', 'verify'], ['audit', 'export'], ['check']]) {
        const { stdout, stderr } = await world.run(...command);
        answers.push({ name: command.join(' '), text: stdout + stderr });
      }
      await wait(DEADLINE * 2); // what waits for its end has found it
      files = [...world.written()];
      heap = soughtIn(await world.snapshot(), (text) => canariesIn(text).size > 0);
      ended = await world.end();
      files = [...files, ...world.written()];
    }, 240_000);

    afterAll(() => world[Symbol.asyncDispose]());

    const namesIn = (text: string) => canaries.in(text);

    test('all of them are made, but that nobody may sign up there', () => {
      expect(done.filter((one) => !one.includes(': APPLIED'))).toEqual([
        'signUpSquirroUser: NOT_APPLIED NOT_PERMITTED',
      ]);
      expect(done).toHaveLength(12);
    });

    test('an answer holds what was made for its caller, in the first that tells so, and nothing else', () => {
      const told = answers.flatMap(({ name, text }) => namesIn(text).map((found) => `${found}, in: ${name}`));
      const well = answers.filter(({ name }) => name.endsWith(', well'));
      const shown = well.flatMap(({ name, text }) => namesIn(text).map((found) => `${found}, in: ${name}`));

      expect(shown).toEqual([
        `squirro-main: oauth2_token${MADE}, in: exchangeSquirroMicrosoftToken, well`,
        `squirro-main: refresh_token${MADE}, in: createSquirroGrant, well`,
        `iguazio-password: access_key.id${MADE}, in: createIguazioAccessKey, well`,
      ]);
      expect(told.filter((one) => !one.includes(MADE))).toEqual([]);
      expect(answers.filter(({ name, text }) => name.includes('again') && namesIn(text).length > 0)).toEqual(
        [],
      );
    });

    test('no line of the log holds a secret', () => {
      expect(ended.stdout).toContain('operation ended');
      expect(namesIn(ended.stdout + ended.stderr)).toEqual([]);
      expect(ended.code).toBe(0);
    });

    test('no file holds a secret, the ledger and the log it writes ahead among them', () => {
      const names = files.map(([name]) => name).join();
      if (ledger === 'FILE') {
        expect(names).toContain('rollcall.db-wal');
        expect(files.some(([, text]) => text.includes('setDataikuUserSecret'))).toBe(true);
      }
      expect(files.filter(([, text]) => namesIn(text).length > 0)).toEqual([]);
    });

    if (ledger !== 'FILE')
      test('PostgreSQL is told no secret', () => {
        const told = world.toldDatabase?.() ?? [];
        expect(told.join('')).toContain('setDataikuUserSecret');
        expect(told.flatMap(namesIn)).toEqual([]);
      });

    test('Redis is told no secret', (context) => {
      if (world.told === undefined) return context.skip('there is no redis-server');
      expect(namesIn(world.told.join('\n'))).toEqual([]);
    });

    test('nothing of a change is on the heap once it is over', () => {
      const left = heap.flatMap(({ text, heldBy }) =>
        namesIn(text)
          .filter((name) => !isKept(name))
          .map((name) => `${name}, held by ${heldBy.join(' and ')}`),
      );
      expect(left).toEqual([]);
    });

    test(`what is configured is on the heap, ${holds} too, inside a Secret and nowhere else`, () => {
      const kept = heap.filter(({ text }) => namesIn(text).some(isKept));
      const found = new Set(kept.flatMap(({ text }) => namesIn(text)));
      expect(new Set(kept.flatMap(({ heldBy }) => heldBy))).toEqual(new Set(['Secret.#value']));
      expect(['ledger.key', holds].filter((name) => !found.has(`configured: ${name}`))).toEqual([]);
    });
  });

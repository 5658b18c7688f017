import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import type {
  DormantAccountsQuery,
  DormantAccountsQueryVariables,
} from '../examples/typed-client/generated/graphql.ts';
import { generatedWorld, type Product } from '../src/sandbox/world.ts';
import { stage } from './support.ts';

interface Run {
  readonly status: number | null;
  readonly rows: readonly string[];
  readonly complaints: readonly string[];
}

/** Runs the example as people do: as a program of its own. */
async function run(...args: readonly string[]): Promise<Run> {
  const child = spawn(process.execPath, ['examples/typed-client/main.ts', ...args]);
  const status = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await status, rows: linesOf(out), complaints: linesOf(err) };
}

const linesOf = (output: string) => output.split('\n').slice(0, -1);

const SINCE = '2026-08-24T00:00:00Z';

test('the typed client lists the dormant accounts of all systems', async () => {
  await using company = await stage();

  const { status, rows, complaints } = await run(company.url, SINCE);

  expect(rows).toEqual([
    'SYSTEM        USERNAME  NAME             STATUS    LAST ACTIVE  SEAT',
    'dss-design    edsger    Edsger Dijkstra  ACTIVE    never        FULL_DESIGNER',
    'iguazio-main  edsger    Edsger Dijkstra  ACTIVE    never',
    'iguazio-main  charles   Charles Babbage  DISABLED  2025-12-24',
    'dss-design    konrad    Konrad Zuse      ACTIVE    2026-01-15   FULL_DESIGNER',
    'iguazio-main  konrad    Konrad Zuse      ACTIVE    2026-01-15',
    'dss-design    alan      Alan Turing      DISABLED  2026-06-07   FULL_DESIGNER',
    'govern        alan      Alan Turing      DISABLED  2026-06-07   READER',
    'iguazio-main  alan      Alan Turing      ACTIVE    2026-06-07',
  ]);
  expect(complaints).toEqual([
    'squirro-main does not tell: The system does not tell a fact that the filter asks for.',
  ]);
  expect(status).toBe(0);
});

test('the typed client reads every page', async () => {
  const world = (product: Product) => generatedWorld(product, 120, 1);
  await using company = await stage({ world });
  const quiet = (['dataiku-dss', 'dataiku-govern', 'iguazio'] as const).flatMap((product) =>
    world(product)
      .accounts.filter(({ lastActiveAt }) => lastActiveAt === null || lastActiveAt < Date.parse(SINCE))
      .map(({ username }) => username),
  );

  const { rows } = await run(company.url, SINCE);

  const listed = rows.slice(1).map((row) => row.split(/ +/u)[1]);
  expect(listed.length).toBeGreaterThan(200);
  expect(listed.toSorted()).toEqual(quiet.toSorted());
});

test('the typed client says which system could not be asked, and ends with 3', async () => {
  await using company = await stage();
  company.break('govern', 'status:503');

  const { status, rows, complaints } = await run(company.url, SINCE);

  expect(rows).toHaveLength(8);
  expect(rows.some((row) => row.startsWith('govern'))).toBe(false);
  expect(complaints).toContain('govern could not be asked: The system did not answer.');
  expect(status).toBe(3);
});

// What this asks of the types, `tsc` answers: an error that is expected and does not come is one.
test('what the query does not ask for is no property of its answer', () => {
  const [account] = answer.users.nodes;
  const before: DormantAccountsQueryVariables['before'] = SINCE;
  // @ts-expect-error: misspelt.
  expect(account?.usernmae).toBeUndefined();
  // @ts-expect-error: a field of the schema, but not of this query.
  expect(account?.email).toBeUndefined();
  // @ts-expect-error: an instant is text here.
  expect(before.getTime).toBeUndefined();
  // @ts-expect-error: no state of the schema.
  expect(answer.users.systems.filter(({ state }) => state === 'BROKEN')).toEqual([]);
  // @ts-expect-error: only DSS and Govern have a profile, and this may be another vendor's account.
  expect(account?.details?.profile).toBeUndefined();
});

const answer: DormantAccountsQuery = {
  users: {
    nodes: [
      {
        username: 'charles',
        displayName: null,
        status: 'DISABLED',
        system: { key: 'iguazio-main' },
        lastActivity: { at: null },
        details: { __typename: 'IguazioUserDetails' },
      },
    ],
    systems: [],
    pageInfo: { hasNextPage: false, endCursor: null },
  },
};

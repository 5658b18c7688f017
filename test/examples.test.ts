import { existsSync, globSync, readFileSync } from 'node:fs';
import { parse, visit } from 'graphql';
import { describe, expect, test } from 'vitest';
import { stage, type Stage } from './support.ts';

const files = globSync('examples/*.graphql').toSorted();
const nameOf = (file: string) => file.replace(/^examples\/\d+-|\.graphql$/gu, '');

describe('an example', () => {
  test.for(files)('%s answers as its .json says', async (file) => {
    const query = readFileSync(file, 'utf8');
    const expected = json(file);
    await using company = await stage();
    const variables = await variablesOf(file, company);

    const { data, errors } = await company.ask(query, variables, headersOf(file));

    expect(errors).toEqual([]);
    expect(whereOrderCounts(query, data)).toEqual(whereOrderCounts(query, expected));
  });

  test.for(files.filter(isChange))('%s changes nothing when it is asked again', async (file) => {
    const query = readFileSync(file, 'utf8');
    await using company = await stage();
    const variables = await variablesOf(file, company);
    const ask = async () => outcomesIn((await company.ask(query, variables, headersOf(file))).data);

    const first = await ask();
    const written = effectsIn(company);
    const second = await ask();

    expect(written.length > 0).toBe(!query.includes('checkOnly: true'));
    expect(effectsIn(company)).toEqual(written);
    expect(second).toEqual(
      isOnceByKey(query) ? first : first.map((outcome) => (outcome === 'APPLIED' ? 'ALREADY' : outcome)),
    );
  });

  test.for(files)('%s says what it asks, for whom, and has a name', (file) => {
    const lines = readFileSync(file, 'utf8').split('\n');
    const end = lines.findIndex((line) => !line.startsWith('# '));
    expect(end).toBeGreaterThanOrEqual(2);
    expect(lines[end]).toMatch(new RegExp(`^(query|mutation) ${pascalCase(nameOf(file))}\\b`, 'u'));
  });

  test('stands beside each answer', () => {
    const answers = globSync('examples/*.json').filter(
      (file) => !/\.(?:variables|headers)\.json$/u.test(file),
    );
    expect(answers.map((file) => file.replace(/json$/u, 'graphql')).toSorted()).toEqual(files);
  });
});

const json = (file: string, part = ''): unknown =>
  JSON.parse(readFileSync(file.replace(/\.graphql$/u, `${part}.json`), 'utf8'));

const isChange = (file: string) => /^mutation /mu.test(readFileSync(file, 'utf8'));

/** What cannot be read back is made once by the key that its caller gives it. */
const isOnceByKey = (query: string) => query.includes('idempotencyKey:');

interface LookUp {
  readonly query: string;
  readonly at: string;
}

/** What stands in NN-name.variables.json; a value that is a query stands for what that finds, such as an id. */
async function variablesOf(file: string, company: Stage): Promise<Record<string, unknown>> {
  if (!existsSync(file.replace(/graphql$/u, 'variables.json'))) return {};
  const given = json(file, '.variables') as Readonly<Record<string, string | string[] | LookUp>>;
  const found = Object.entries(given).map(async ([name, value]): Promise<[string, unknown]> => {
    if (typeof value === 'string' || Array.isArray(value)) return [name, value];
    const { data } = await company.ask(value.query);
    return [name, value.at.split('.').reduce((part, key) => part?.[key], data)];
  });
  return Object.fromEntries(await Promise.all(found));
}

const headersOf = (file: string) =>
  existsSync(file.replace(/graphql$/u, 'headers.json'))
    ? (json(file, '.headers') as Record<string, string>)
    : {};

const outcomesIn = (answer: Readonly<Record<string, { readonly outcome: string }>>) =>
  Object.values(answer).map(({ outcome }) => outcome);

const effectsIn = ({ upstream }: Stage) =>
  Object.values(upstream).flatMap(({ effects }) => effects.map(({ kind, target }) => `${kind} ${target}`));

const pascalCase = (name: string) =>
  name.replace(/(?:^|-)(\w)/gu, (_, letter: string) => letter.toUpperCase());

/**
 * An answer in which every list stands sorted by what its items say, but the rows of those that the query orders: others
 * come by the vendors' own ids, or as the vendors please.
 */
function whereOrderCounts(query: string, answer: unknown): unknown {
  const ordered = orderedLists(query);
  const settle = (value: unknown, path: string): unknown => {
    if (Array.isArray(value)) {
      const items = value.map((item) => settle(item, path));
      return ordered.has(path) ? items : items.toSorted(byText);
    }
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, inner]) => [key, settle(inner, `${path}/${key}`)]);
    return Object.fromEntries(entries);
  };
  return settle(answer, '');
}

/** Where in the answer rows stand that the query orders, e.g. `/users/nodes`. */
function orderedLists(query: string): ReadonlySet<string> {
  const ordered = new Set<string>();
  const path: string[] = [];
  visit(parse(query), {
    Field: {
      enter: ({ name, alias, arguments: given }) => {
        path.push(`/${(alias ?? name).value}`);
        if (given?.some((argument) => argument.name.value === 'orderBy'))
          ordered.add(`${path.join('')}/nodes`);
      },
      leave: () => {
        path.pop();
      },
    },
  });
  return ordered;
}

function byText(one: unknown, other: unknown): number {
  const [a, b] = [JSON.stringify(one), JSON.stringify(other)];
  return a < b ? -1 : Number(a > b);
}

// What administrators of these products script by hand, by the names that a survey of public scripts gives it.
test.for([
  ['A1', 'who-is-connected'],
  ['A2', 'dormant-accounts'],
  ['A3', 'seats-by-profile'],
  ['A4', 'people-on-several-nodes'],
  ['A5', 'groups-and-members'],
  ['A7', 'projects-of-a-group'],
  ['A7', 'grant-a-group'],
  ['A7', 'revoke-a-group'],
  ['A9', 'ensure-a-user'],
  ['A9', 'ensure-no-user'],
  ['A9', 'ensure-a-group'],
  ['A9', 'ensure-no-group'],
  ['A9', 'what-would-become-of-it'],
  ['A10', 'trial-accounts'],
  ['A11', 'personal-credentials'],
  ['A12', 'set-a-user-secret'],
  ['A12', 'rotate-a-connection-credential'],
  ['A13', 'act-as-another-user'],
  ['A14', 'resync-from-the-directory'],
  ['A14', 'provision-from-the-directory'],
  ['A15', 'owners-of-projects'],
  ['A17', 'everyones-api-keys'],
  ['A17', 'delete-api-keys'],
  ['A19', 'new-accounts'],
  ['A20', 'grants-of-a-project'],
  ['A21', 'add-to-a-role-in-govern'],
  ['A22', 'ensure-a-user-and-wait'],
  ['A23', 'hand-over-a-project'],
  ['A25', 'members-in-squirro'],
])('job %s is one request: %s', ([, name]) => {
  expect(files.map(nameOf)).toContain(name);
});

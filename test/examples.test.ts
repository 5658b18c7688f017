import { globSync, readFileSync } from 'node:fs';
import { parse, visit } from 'graphql';
import { describe, expect, test } from 'vitest';
import { stage } from './support.ts';

const files = globSync('examples/*.graphql').toSorted();
const nameOf = (file: string) => file.replace(/^examples\/\d+-|\.graphql$/gu, '');

describe('an example', () => {
  test.for(files)('%s answers as its .json says', async (file) => {
    const query = readFileSync(file, 'utf8');
    const expected: unknown = JSON.parse(readFileSync(file.replace(/graphql$/u, 'json'), 'utf8'));
    await using company = await stage();

    const { data, errors } = await company.ask(query);

    expect(errors).toEqual([]);
    expect(whereOrderCounts(query, data)).toEqual(whereOrderCounts(query, expected));
  });

  test.for(files)('%s says what it asks, for whom, and has a name', (file) => {
    const lines = readFileSync(file, 'utf8').split('\n');
    const end = lines.findIndex((line) => !line.startsWith('# '));
    expect(end).toBeGreaterThanOrEqual(2);
    expect(lines[end]).toMatch(new RegExp(`^query ${pascalCase(nameOf(file))}\\b`, 'u'));
  });

  test('stands beside each answer', () => {
    const queries = globSync('examples/*.json').map((file) => file.replace(/json$/u, 'graphql'));
    expect(queries.toSorted()).toEqual(files);
  });
});

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
  ['A10', 'trial-accounts'],
  ['A11', 'personal-credentials'],
  ['A15', 'owners-of-projects'],
  ['A19', 'new-accounts'],
  ['A20', 'grants-of-a-project'],
])('job %s is one query: %s', ([, name]) => {
  expect(files.map(nameOf)).toContain(name);
});

import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildASTSchema, parse, validate } from 'graphql';
import { format, resolveConfig } from 'prettier';
import { describe, expect, test } from 'vitest';
import { withAbilities } from '../scripts/abilities.ts';
import { readContract } from '../src/contract.ts';
import { problems } from '../src/problems.ts';
import { stage } from './support.ts';

const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...globSync('{docs,examples}/**/*.md')];

interface Block {
  readonly language: string;
  readonly text: string;
}

/** The fenced code of a page, in order. */
const blocksOf = (page: string): Block[] =>
  [...readFileSync(page, 'utf8').matchAll(/^```(\w+)\n(.*?)^```$/gmsu)].map(
    ([, language = '', text = '']) => ({
      language,
      text,
    }),
  );

test('docs/problems.md describes every code, and no other', () => {
  const page = readFileSync('docs/problems.md', 'utf8');

  const described = [...page.matchAll(/^## `(\w+)`$/gmu)].map(([, code]) => code);

  expect(described).toEqual(Object.keys(problems));
});

test('the README’s table of abilities is what the connectors say', async () => {
  const readme = readFileSync('README.md', 'utf8');

  const current = await format(withAbilities(readme), {
    ...(await resolveConfig('README.md')),
    parser: 'markdown',
  });

  expect(readme).toBe(current);
});

test.for(pages)('every file that %s links to is there', (page) => {
  const targets = [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)/gu)];

  const missing = targets
    .map(([, target = '']) => target)
    .filter((target) => !existsSync(join(dirname(page), target)));

  expect(missing).toEqual([]);
});

test.for(pages)('every path that %s names is there', (page) => {
  const named = [
    ...readFileSync(page, 'utf8').matchAll(/`((?:src|schema|test|scripts|docs|examples|bin)\/[\w./-]*)`/gu),
  ];

  const missing = named.map(([, path = '']) => path).filter((path) => !existsSync(path));

  expect(missing).toEqual([]);
});

const contract = buildASTSchema(readContract());
const queries = pages.flatMap((page) =>
  blocksOf(page)
    .filter(({ language }) => language === 'graphql')
    .map(({ text }, i) => ({ page, number: i + 1, text })),
);

test.for(queries)('query $number of $page is one the gateway understands', ({ text }) => {
  expect(validate(contract, parse(text))).toEqual([]);
});

describe('the README', () => {
  const blocks = blocksOf('README.md');
  const query = blocks.find(({ language }) => language === 'graphql')?.text ?? '';
  const [healthy, broken] = blocks
    .filter(({ language }) => language === 'json')
    .map(({ text }) => JSON.parse(text) as unknown);

  test('shows what its query answers', async () => {
    await using company = await stage();

    const { data, errors } = await company.ask(query);

    expect(errors).toEqual([]);
    expect({ data }).toEqual(healthy);
  });

  test('shows what its query answers when a system is broken', async () => {
    await using company = await stage();
    company.break('iguazio-main', 'status:503');

    const { data, errors } = await company.ask(query);

    expect(errors).toEqual([]);
    expect(data.users.systems[2]).toEqual(broken);
    expect(data.users.nodes).toHaveLength(2);
  });

  test('has fewer than 200 lines', () => {
    expect(readFileSync('README.md', 'utf8').split('\n').length).toBeLessThan(200);
  });
});

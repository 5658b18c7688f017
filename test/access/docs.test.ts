import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stage, type Stage } from '../support.ts';
import { inWords } from './words.ts';

const page = readFileSync('docs/access.md', 'utf8');

const block = (language: string): string =>
  new RegExp(`^\`\`\`${language}\n(?<text>.*?)^\`\`\``, 'msu').exec(page)?.groups?.['text'] ?? '';

/** The rows of the table of answers, below its head. */
const answers = page
  .slice(page.indexOf('## One question, three answers'), page.indexOf('## The other way round'))
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2)
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, account = '', project = '', system = '', role, usable, paths]) => ({
    account,
    project,
    system,
    role,
    usable,
    paths,
  }));

describe('docs/access.md', () => {
  let gateway: Stage;
  beforeAll(async () => {
    gateway = await stage();
  });
  afterAll(() => gateway[Symbol.asyncDispose]());

  test('shows a query that answers as printed', async () => {
    const { data, errors } = await gateway.ask(block('graphql'));

    expect(errors).toEqual([]);
    expect(data).toEqual(JSON.parse(block('json')));
  });

  test('has a table of ten answers', () => {
    expect(answers).toHaveLength(10);
  });

  test.for(answers)('is right about $account in $project of $system', async (row) => {
    const { data } = await gateway.ask(
      `query ($system: String!, $name: String!) {
        projects(filter: { systems: [$system], name: { eq: $name } }) { nodes { id } }
      }`,
      { system: row.system, name: row.project },
    );
    const answer = await gateway.ask(
      `query ($system: String!, $account: String!, $project: ID!) {
        user(system: $system, username: $account) {
          access(project: $project) { role usable paths { via role reason counted } }
        }
      }`,
      { system: row.system, account: row.account, project: data.projects.nodes[0]?.id },
    );

    const { role, usable, paths } = answer.data.user.access;
    expect({ role: String(role), usable: String(usable), paths: paths.map(inWords).join(', ') }).toEqual({
      role: row.role,
      usable: row.usable,
      paths: row.paths,
    });
  });
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { roles, scopes } from '../../src/policy.ts';

test('docs/authorization.md shows what every role allows', () => {
  const lines = readFileSync('docs/authorization.md', 'utf8').split('\n');
  const rows = lines
    .filter((line) => /^\| (?:scope|[A-Z_]+) +\|/u.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
  const wanted = scopes.map((scope) => [
    scope,
    ...[...roles.values()].map(({ everyone, own }) =>
      everyone.includes(scope) ? 'yes' : own.includes(scope) ? 'own' : '',
    ),
  ]);
  expect(rows).toEqual([['scope', ...roles.keys()], ...wanted]);
});

import { serverAudits } from 'graphql-http';
import { expect, test } from 'vitest';
import { stage } from '../support.ts';

// https://graphql.github.io/graphql-over-http/draft/, as the graphql-http package checks it. A GET is answered only to
// whoever could not be a foreign page, hence the header.

test('all 61 audits of GraphQL over HTTP pass where GET queries are on', async () => {
  await using world = await stage({ settings: { getQueries: true } });
  const fetchFn = (url: string, init: RequestInit = {}) =>
    fetch(url, { ...init, headers: { ...init.headers, 'apollo-require-preflight': 'true' } });

  const results = await Promise.all(serverAudits({ url: world.url, fetchFn }).map(({ fn }) => fn()));

  expect(results.filter(({ status }) => status !== 'ok')).toEqual([]);
  expect(results).toHaveLength(61);
});

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startGateway } from './gateway.ts';

/** A build of four small files. */
async function smallBuild(): Promise<AsyncDisposable & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'ide-'));
  await mkdir(join(folder, 'graphiql'));
  await Promise.all(
    [
      'index.html',
      'graphiql/app-B5BYXGHW.js',
      'graphiql/app-CDDgQ73Z.css',
      'graphiql/icon-9F_tOZrs.svg',
      'graphiql/font-DCmgc.ttf',
    ].map((name) => writeFile(join(folder, name), `This is ${name}`)),
  );
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; worker-src 'self'; img-src 'self' data:; " +
  "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';

test('the page is never stored, and may do nothing but what it needs', async () => {
  await using build = await smallBuild();
  await using gateway = await startGateway(build.folder);

  const { status, headers } = await fetch(gateway.url);

  expect(status).toBe(200);
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
  });
});

test.for([
  ['/graphiql/app-B5BYXGHW.js', 'text/javascript; charset=utf-8'],
  ['/graphiql/app-CDDgQ73Z.css', 'text/css; charset=utf-8'],
  ['/graphiql/icon-9F_tOZrs.svg', 'image/svg+xml'],
  ['/graphiql/font-DCmgc.ttf', 'font/ttf'],
] as const)(
  '%s is %s, may be kept for ever, and obeys the policy if it is a worker',
  async ([path, type]) => {
    await using build = await smallBuild();
    await using gateway = await startGateway(build.folder);

    const answer = await fetch(gateway.url + path);

    expect(await answer.text()).toBe(`This is ${path.slice(1)}`);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': type,
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
    });
  },
);

test.for(['/index.html', '/graphiql', '/graphiql/', '/graphiql/other.js', '/graphiql/..%2findex.html'])(
  '%s is not there',
  async (path) => {
    await using build = await smallBuild();
    await using gateway = await startGateway(build.folder);

    const { status } = await fetch(gateway.url + path);

    expect(status).toBe(404);
  },
);

test.for([
  ['a browser that follows a link', browser, 'text/html; charset=utf-8'],
  ['who likes HTML better', 'application/json;q=0.8, text/html', 'text/html; charset=utf-8'],
  ['who does not say', '*/*', 'application/json; charset=utf-8'],
  [
    'a GraphQL client',
    'application/graphql-response+json, application/json;q=0.9',
    'application/json; charset=utf-8',
  ],
  ['who likes JSON better', 'text/html;q=0.9, application/json', 'application/json; charset=utf-8'],
  ['who likes both alike', 'text/html, application/json', 'application/json; charset=utf-8'],
  ['who refuses HTML', 'text/html;q=0, */*;q=0.1', 'application/json; charset=utf-8'],
  ['who sends nonsense', ';;q=,,/;q=x', 'application/json; charset=utf-8'],
] as const)('GET /graphql answers %s (%s) with %s', async ([, accept, type]) => {
  await using build = await smallBuild();
  await using gateway = await startGateway(build.folder);

  const { headers } = await fetch(`${gateway.url}/graphql`, { headers: { accept } });

  expect(headers.get('content-type')).toBe(type);
});

test('POST /graphql is the endpoint for a browser too', async () => {
  await using build = await smallBuild();
  await using gateway = await startGateway(build.folder);

  const answer = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { accept: browser, 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ systems { key } }' }),
  });

  expect(await answer.json()).toEqual({ data: { systems: [{ key: 'acme' }] } });
});

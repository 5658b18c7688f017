import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stage, type Stage, type SystemName } from '../support.ts';

// Whatever stands in a name, each system is sent only paths of the few shapes that its connector means to send.

const SEGMENT = '(?!\\.\\.?(?:[/?]|$))[^/?#]+';
const one = (template: string) => new RegExp(`^${template.replaceAll('{}', SEGMENT)}$`, 'u');
const INCLUDE = '(?:include=[\\w%.]+)?';
const PAGE = `(?:&?page%5B(?:number|size)%5D=\\d+){2}(?:&${INCLUDE})?`;

const templates: Readonly<Record<SystemName, readonly RegExp[]>> = {
  'iguazio-main': [
    one(`/api/(?:users|user_groups|projects)\\?(?:filter%5B(?:username|name)%5D=[^&]*&)?${PAGE}`),
    one(`/api/(?:users|user_groups|projects)/{}(?:\\?${INCLUDE})?`),
    one('/api/jobs/{}'),
  ],
  'dss-design': [
    one('/public/api/(?:admin/users/\\?includeSettings=(?:True|False)|admin/groups/|projects/)'),
    one('/public/api/(?:admin/users|admin/groups|projects)/{}'),
    one('/public/api/projects/{}/permissions'),
    one('/public/api/futures/{}\\?peek=True'),
  ],
  govern: [
    one('/public/api/(?:admin/users/\\?includeSettings=(?:True|False)|admin/groups/)'),
    one('/public/api/(?:admin/users|admin/groups)/{}'),
    one('/public/api/futures/{}\\?peek=True'),
  ],
  'squirro-main': [
    one('/api/user/oauth2/token'),
    one('/api/user/v0/acme/(?:users\\?include_config=(?:True|False)|groups)'),
    one('/api/user/v0/acme/(?:users|groups)/{}\\?include_projects=False'),
    one('/api/user/v0/acme/projects/{}/members'),
    one('/api/user/v2/workspaces\\?include_projects=False&admin_only=False'),
    one('/api/topic/v0/acme/projects(?:/{})?'),
  ],
};

let world: Stage;
beforeAll(async () => {
  world = await stage({
    settings: { limits: { perAccountCalls: 1_000, maxBodyBytes: 16_000_000, maxTextLength: 1_000_000 } },
  });
});
afterAll(() => world[Symbol.asyncDispose]());

const systems = Object.keys(templates) as SystemName[];
const nameOf = (system: SystemName) => system.replace('-', '_');

/** Looks a name up by every argument that takes one, in every system. */
const lookUps = `query ($name: String!) { ${systems
  .map((system) => {
    const [key, at] = [nameOf(system), `system: "${system}"`];
    const projects =
      system === 'govern'
        ? ''
        : `${key}_key: project(${at}, key: $name) { id } ${key}_project: project(${at}, nativeId: $name) { id }`;
    const jobs = system === 'squirro-main' ? '' : `${key}_job: job(${at}, nativeId: $name) { id }`;
    return `${key}_username: user(${at}, username: $name) { id } ${key}_user: user(${at}, nativeId: $name) { id }
      ${key}_name: group(${at}, name: $name) { id } ${key}_group: group(${at}, nativeId: $name) { id } ${projects} ${jobs}`;
  })
  .join('\n')} }`;

/** Every id that could be written with a name in it, well or badly. */
const idsWith = (name: string) => {
  const escaped = encodeURIComponent(name.toWellFormed()).replace(
    /[!'()*.]|~/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const native = escaped.replaceAll('%', '~');
  return systems.flatMap((system) => [
    ...['user', 'group', 'project', 'job', 'workspace'].flatMap((kind) => [
      `${kind}.${system}.${native}`,
      `${kind}.${system}.${name}`,
    ]),
    `membership.${system}.${native}.user.${native}`,
    `access.${system}.${native}.${native}`,
  ]);
};

async function expectHarmless(name: string): Promise<void> {
  world.calls();
  const found = await world.ask(lookUps, { name });
  expect(Object.values(found.data as object).filter((value) => value !== null)).toEqual([]);
  expect(
    found.errors.map(({ extensions }) => extensions['code']).filter((code) => code !== 'BAD_INPUT'),
  ).toEqual([]);

  const nodes = await world.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: idsWith(name) });
  expect(nodes.errors).toEqual([]);
  expect(nodes.data.nodes.filter((node: unknown) => node !== null)).toEqual([]);

  for (const system of systems) {
    const strange = world.upstream[system].requests
      .map(({ method, path }) => ({ method, path }))
      .filter(
        ({ method, path }) =>
          !templates[system].some((template) => template.test(path)) ||
          method !== (path === '/api/user/oauth2/token' ? 'POST' : 'GET'),
      );
    expect({ system, strange }).toEqual({ system, strange: [] });
  }
}

describe('a name that is none', () => {
  test.for([
    '',
    ' ',
    '.',
    '..',
    '...',
    '/',
    '//',
    '\\',
    '../admin',
    '..%2fadmin',
    '%2e%2e',
    '%2e%2e/%2e%2e',
    'ada/../grace',
    'ada/activity',
    'a/b',
    '?',
    '?include=secrets',
    'ada?x=1',
    'ada&page[size]=1',
    '#',
    'ada#top',
    ';',
    'ada;jsessionid=1',
    '%',
    '%00',
    '\0',
    'ada\0',
    'ada\r\nX-Evil: 1',
    '[$',
    '[$ne]x',
    '[$like]%',
    '[$regex].*',
    '*',
    "' OR 1=1 --",
    '${env:HOME}',
    '{{7*7}}',
    '<script>',
    '__name__',
    '__name__/churn',
    'password_policy',
    '__proto__',
    'constructor',
    'toString',
    'null',
    'undefined',
    'ADA',
    'ada ',
    ' ada',
    'ada\u200b',
    'a\u0301da',
    '\ud800',
    '\udfff\ud800',
    '\u202eada',
    '🧑‍🔬',
    'http://127.0.0.1:9/',
    '//127.0.0.1:9/',
    'x'.repeat(1_000),
    '€'.repeat(1_000),
    'x'.repeat(1_001),
    '../'.repeat(5_000),
    'x'.repeat(100_000),
  ])('%j finds nothing, and reaches nothing else', async (name) => {
    await expectHarmless(name);
  });

  test('is one of any text, too', { timeout: 120_000 }, async () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
      fc.constantFrom(
        '..',
        '/',
        '%2f',
        '%',
        '?',
        '#',
        '&',
        '=',
        '[$',
        ']',
        '\\',
        '~',
        '.',
        ';',
        '\0',
        '\n',
        '+',
        ' ',
      ),
    );
    const name = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => `${pieces.join('')}…`);
    await fc.assert(fc.asyncProperty(name, expectHarmless), { numRuns: 250 });
  });
});

test('a filter takes any text as text', async () => {
  const query = `query ($text: String!) { users(filter: { or: [
    { search: $text } { username: { eq: $text } } { email: { in: [$text] } } { displayName: { startsWith: $text } }
  ] }) { nodes { id } systems { state } } }`;
  for (const text of ['[$', '.*', '%', '_%', '../', '\0', '\ud800', '&page[size]=1']) {
    const { data, errors } = await world.ask(query, { text });
    expect(errors).toEqual([]);
    expect(data.users).toEqual({ nodes: [], systems: Array(4).fill({ state: 'OK' }) });
  }
});

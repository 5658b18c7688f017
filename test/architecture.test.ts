import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

// Imports point down: a file may import from its own row or a lower one; types count.
const rows: readonly (readonly string[])[] = [
  [
    'src/generated/types.ts',
    'src/caller.ts',
    'src/correlation.ts',
    'src/json.ts',
    'src/json-list.ts',
    'src/secret.ts',
    'src/text.ts',
    'src/nearest.ts',
  ],
  ['src/model/*.ts', 'src/policy.ts'],
  ['src/problems.ts', 'src/operation.ts'],
  [
    'src/scope.ts',
    'src/conditions.ts',
    'src/limits/{body,budget,connections,document,exceeded,extent,headers,settings,values}.ts',
    'src/changes/settings.ts',
  ],
  ['src/http.ts', 'src/loading.ts', 'src/paging.ts', 'src/writing.ts', 'src/ledger/*.ts'],
  ['src/connector.ts'],
  ['src/planner.ts', 'src/portions.ts', 'src/listing.ts'],
  ['src/answers.ts', 'src/sight.ts'],
  ['src/connectors/*/*.ts', 'src/people/*.ts', 'src/desk.ts', 'src/permitted.ts'],
  ['src/changes/{changes,driving,foretelling,guard,outcome,record,step,watchers}.ts'],
  ['src/connectors/index.ts', 'src/directory.ts', 'src/context.ts'],
  ['src/access.ts', 'src/filters.ts', 'src/finding.ts', 'src/lists.ts', 'src/project-roles.ts'],
  ['src/person-filter.ts', 'src/person-inquiry.ts', 'src/person-list.ts'],
  ['src/acting.ts', 'src/admission.ts', 'src/labels.ts', 'src/guard.ts'],
  ['src/changes/{demands,intake,request}.ts'],
  ['src/operations.ts'],
  ['src/config/*.ts', 'src/config.ts', 'src/generated/resolvers.ts'],
  ['src/scalars.ts', 'src/resolvers/*.ts'],
  [
    'src/auth/*.ts',
    'src/contract.ts',
    'src/errors.ts',
    'src/selection.ts',
    'src/ide.ts',
    'src/limits/{client-errors,cost,http,kept-documents,plugin}.ts',
    'src/media-types.ts',
    'src/refusals.ts',
    'src/server.ts',
    'src/streams.ts',
  ],
  ['src/main.ts', 'src/doctor.ts', 'src/doctor/*.ts', 'src/export/*.ts'],
  ['src/cli.ts', 'src/cli/*.ts'],
];

const heightOf = new Map(
  rows.flatMap((globs, height) => globSync([...globs]).map((file) => [file, height] as const)),
);
const sources = globSync('src/**/*.ts').filter((file) => !file.startsWith('src/graphiql/'));
const isSandbox = (file: string) => file.startsWith('src/sandbox/') || file.includes('/simulator/');

/** Files of ours that a file imports, `import()` left out: what is loaded on demand is not part of a module. */
function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
  const text = readFileSync(file, 'utf8');
  return importedFiles
    .filter(
      ({ fileName, pos }) => fileName.startsWith('.') && !text.slice(0, pos).trimEnd().endsWith('import('),
    )
    .map(({ fileName }) => normalize(join(dirname(file), fileName)));
}

/** Packages that a file imports. */
const packagesOf = (file: string): string[] =>
  ts
    .preProcessFile(readFileSync(file, 'utf8'), true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => !name.startsWith('.'));

test.for([...heightOf].filter(([file]) => !isSandbox(file)))(
  '%s imports nothing above itself',
  ([file, height]) => {
    expect(importsOf(file).filter((target) => (heightOf.get(target) ?? Infinity) > height)).toEqual([]);
  },
);

test('every source file has a row', () => {
  expect(sources.filter((file) => !heightOf.has(file) && !isSandbox(file))).toEqual([]);
});

describe('a vendor', () => {
  const folderOf = (file: string) => /^src\/connectors\/(\w+)\//u.exec(file)?.[1];

  test('is imported by its own folder and the two lists alone', () => {
    const lists = ['src/connectors/index.ts', 'src/sandbox/simulators.ts'];
    const strangers = sources
      .filter((file) => !lists.includes(file))
      .flatMap((file) => importsOf(file).map((target) => [file, target] as const))
      .filter(([file, target]) => folderOf(target) !== undefined && folderOf(target) !== folderOf(file));
    expect(strangers).toEqual([]);
  });

  test('is not named by the code that serves all of them', () => {
    const neutral = [...heightOf.keys()].filter((file) => !/generated|connectors\//u.test(file));
    const naming = neutral.filter((file) => /\b(iguazio|dataiku|squirro|dss|govern)\b/iu.test(codeOf(file)));
    expect(naming).toEqual([]);
  });
});

/** A file without its comments. */
const codeOf = (file: string) => readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gmu, '');

test('what runs in production loads no simulator and no sandbox', () => {
  const reached = new Set<string>();
  const visit = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const target of importsOf(file)) visit(target);
  };
  visit('src/cli.ts');
  visit('src/main.ts');
  expect([...reached].filter(isSandbox)).toEqual([]);
});

test('a simulator shares no code with the client it is there to try', () => {
  const shared = sources
    .filter((file) => file.includes('/simulator/'))
    .flatMap((file) => importsOf(file).map((target) => [file, target] as const))
    .filter(([, target]) => /^src\/connectors\/\w+\/[\w-]+\.ts$/u.test(target));
  expect(shared).toEqual([]);
});

test('only the locked HTTP client speaks HTTP to the outside', () => {
  const clients = /^(got|undici|axios|node-fetch|(node:)?https?)$/u;
  const importers = sources.filter(
    (file) => !isSandbox(file) && packagesOf(file).some((name) => clients.test(name)),
  );
  expect(importers).toEqual(['src/http.ts']);
});

test('no two modules import each other, however far around', () => {
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    if (state.get(file) === 'open') cycles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
    if (state.has(file)) return;
    state.set(file, 'open');
    for (const target of importsOf(file)) visit(target, [...trail, file]);
    state.set(file, 'done');
  };
  for (const file of sources.filter((name) => !name.includes('/generated/'))) visit(file, []);
  expect(cycles).toEqual([]);
});

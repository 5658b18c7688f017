import { readFileSync, writeFileSync } from 'node:fs';
import { LOCAL_CALLER } from '../caller.ts';
import { type Config, loadConfig } from '../config.ts';
import { buildSchema } from '../contract.ts';
import { askerOf, viewerOf } from '../context.ts';
import { Directory } from '../directory.ts';
import { type ExportResult, exportRows, type ExportSource, type Progress } from '../export/export.ts';
import { ExportError, planExport } from '../export/plan.ts';
import { type Format, formats, RowWriter } from '../export/writer.ts';
import { Census } from '../people/people.ts';
import { peopleRules } from '../people/rules.ts';
import { ProblemError } from '../problems.ts';
import { Scope } from '../scope.ts';
import { selectionReader } from '../selection.ts';
import { collectSooner } from './garbage.ts';
import { type Command, UsageError, wholeNumber } from './options.ts';

const options = {
  config: { value: 'FILE', help: 'the configuration; else ROLLCALL_CONFIG, else rollcall.yaml' },
  format: { value: 'csv|ndjson', help: 'how rows are written (default csv)' },
  out: { value: 'FILE', help: 'where to; else to stdout. The manifest is FILE.manifest.json, or stderr' },
  variables: { value: 'JSON', help: 'values for the query’s variables' },
  deadline: { value: 'SECONDS', help: 'how long one system may take in all (default 600)' },
} as const;

/** Something of the list is missing: the manifest says what. */
const INCOMPLETE = 3;

export const exportCommand: Command<typeof options> = {
  about: 'asks one list of all systems, follows all its pages, and writes the rows with a manifest',
  words: ['QUERYFILE'],
  options,
  examples: [
    [
      'rollcall export examples/everyone.graphql --format csv --out everyone.csv',
      'also writes everyone.csv.manifest.json; ends with 3 if a system could not be read',
    ],
    ['rollcall export dormant.graphql --format ndjson | jq .username', 'one JSON object a line'],
  ],

  async run({ config: file, format = 'csv', out, variables = '{}', deadline }, [query = '']) {
    collectSooner();
    const config = loadConfig(file, process.env);
    const text = textOf(query);
    const schema = buildSchema();
    const startedAt = new Date().toISOString();
    try {
      const plan = planExport(schema, text, variablesOf(variables));
      const seconds = wholeNumber('deadline', deadline, 1, 86_400) ?? 600;
      await using writer = new RowWriter(formatOf(format), plan.columns, out ?? process.stdout);
      const result = await exportRows(
        plan,
        sourceOf(config, schema, seconds * 1_000),
        writer,
        progressLine(),
      );
      const { rows, sha256 } = await writer.finish();
      const complete = isComplete(result);
      const finishedAt = new Date().toISOString();
      const asked = { query: text, variables: plan.variables, format, startedAt, finishedAt };
      tell({ ...asked, rows, sha256, complete, ...result }, out);
      return complete ? 0 : INCOMPLETE;
    } catch (error) {
      if (error instanceof ExportError || error instanceof ProblemError) throw new UsageError(error.message);
      throw error;
    } finally {
      for (const system of config.systems) system.close();
    }
  },
};

function sourceOf(config: Config, schema: ExportSource['schema'], deadline: number): ExportSource {
  const census = new Census(peopleRules(config.people));
  const selectionOf = selectionReader(schema);
  return {
    schema,
    systems: config.systems.map(({ key }) => key).sort(),
    contextFor: ({ document }, focus) => {
      const limit = config.limits.perAccountCalls;
      const scope = new Scope({ deadline, perAccountLimit: limit, selected: selectionOf(document) });
      const asker = askerOf(LOCAL_CALLER);
      return {
        directory: new Directory({ systems: config.systems, scope, census, asker, focus }),
        caller: LOCAL_CALLER,
        viewer: viewerOf(LOCAL_CALLER, asker.rights),
        changes: null,
        stream: null,
      };
    },
  };
}

const isComplete = ({ systems, fieldErrors, cutRows }: ExportResult): boolean =>
  fieldErrors === 0 &&
  cutRows === 0 &&
  systems.every(({ state }) => state === 'OK' || state === 'UNSUPPORTED');

/** The manifest beside the file, or on stderr where the rows went to stdout. */
function tell(manifest: object, out: string | undefined): void {
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  if (out === undefined) process.stderr.write(text);
  else writeFileSync(`${out}.manifest.json`, text);
}

/** A line that tells how far it is, on a terminal; nothing elsewhere. */
function progressLine(): Progress {
  if (!process.stderr.isTTY) return () => undefined;
  return (rows, system) => {
    process.stderr.write(`\r\x1b[K${rows} rows${system === undefined ? '' : `, reading ${system}`}`);
  };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new UsageError(`the query file ${file} cannot be read (${code})`);
  }
}

function variablesOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return { ...value };
  } catch {
    // said below
  }
  throw new UsageError('--variables must be a JSON object, such as {"day":"2026-11-22T00:00:00Z"}');
}

function formatOf(text: string): Format {
  const format = formats.find((known) => known === text);
  if (format === undefined) throw new UsageError(`--format must be ${formats.join(' or ')}`);
  return format;
}

import { createWriteStream, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { JsonObject } from '../json.ts';
import { headText, parseHead } from '../ledger/anchor.ts';
import { canonical } from '../ledger/entries.ts';
import { linesOf, type Reader, withReader } from '../ledger/reader.ts';
import type { Query } from '../ledger/transaction.ts';
import { type Verdict, verify, type Witness, witnessesIn } from '../ledger/verify.ts';
import { ledgerPlace } from './ledger-settings.ts';
import { type Command, UsageError } from './options.ts';

const config = {
  value: 'FILE',
  help: 'the configuration; else ROLLCALL_CONFIG, else rollcall.yaml',
} as const;

const verifyOptions = {
  config,
  anchor: {
    value: 'FILE',
    help: 'the file that was told where the audit ends; else that of the configuration',
  },
  head: { value: 'SEQ:HASH', help: 'a line that the audit must have, e.g. from the log' },
} as const;

/** How much of what is wrong is told. */
const MOST = 100;

export const verifyAudit: Command<typeof verifyOptions> = {
  about: 'holds the record of changes against itself, and against what was told of it elsewhere',
  options: verifyOptions,
  examples: [
    ['rollcall audit verify', 'ends with 1 if a byte of the record is not as it was written, and says where'],
    ['rollcall audit verify --head 1204:9f86d081…', 'also if line 1204 is another by now, or is gone'],
  ],

  async run({ config: file, anchor, head }) {
    const place = ledgerPlace(file);
    const told = anchor ?? place.anchor;
    const { witnesses, wrong } = told === undefined ? { witnesses: [], wrong: [] } : witnessesOf(told);
    if (head !== undefined) witnesses.push(headGiven(head));
    const verdict = await withReader(place.at, (reader) => verify(reader, witnesses));
    const all = [...wrong, ...verdict.wrong];
    process.stdout.write(report(place.name, verdict, all, witnesses.length));
    return all.length === 0 ? 0 : 1;
  },
};

function witnessesOf(file: string): ReturnType<typeof witnessesIn> {
  try {
    return witnessesIn(readFileSync(file, 'utf8'), 'the anchor');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return { witnesses: [], wrong: [`the anchor ${file}: cannot be read (${code})`] };
  }
}

function headGiven(text: string): Witness {
  const head = parseHead(text);
  if (head && head.seq > 0) return { ...head, from: '--head' };
  throw new UsageError('--head must be a number, a colon and 64 hexadecimal digits, such as 1204:9f86…');
}

function report(
  name: string,
  { lines, operations, head }: Verdict,
  wrong: readonly string[],
  seen: number,
): string {
  const more = wrong.length > MOST ? [`and ${wrong.length - MOST} more`] : [];
  const witnesses = `${seen} ${seen === 1 ? 'witness' : 'witnesses'}`;
  const verdict =
    wrong.length === 0
      ? 'Nothing is wrong.'
      : `${wrong.length} ${wrong.length === 1 ? 'thing is' : 'things are'} wrong.`;
  return [
    `The ledger ${name}: ${lines} lines of audit, ${operations} operations, ${witnesses}.`,
    `Its head is ${headText(head)}`,
    ...[...wrong.slice(0, MOST), ...more].map((line) => `  ${line}`),
    verdict,
    '',
  ].join('\n');
}

const exportOptions = { config, out: { value: 'FILE', help: 'where to; else to stdout' } } as const;

export const exportAudit: Command<typeof exportOptions> = {
  about: 'writes every line of the audit as NDJSON, each with the hash that holds it to the one before',
  options: exportOptions,
  examples: [
    ['rollcall audit export --out audit.ndjson', 'also while a gateway runs'],
    [
      `rollcall audit export | jq -r 'select(.entry.type == "accept") | .entry.operation.actor'`,
      'who asked for changes',
    ],
  ],

  async run({ config: file, out }) {
    const write = ({ query }: Reader) =>
      pipeline(Readable.from(texts(query)), out === undefined ? process.stdout : createWriteStream(out));
    try {
      await withReader(ledgerPlace(file).at, write);
    } catch (error) {
      // Whoever reads it may have seen enough, such as `head`.
      if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
    }
    return 0;
  },
};

async function* texts(query: Query): AsyncGenerator<string> {
  for await (const { entry, ...line } of linesOf(query)) {
    yield `${canonical({ ...line, entry: JSON.parse(entry) as JsonObject })}\n`;
  }
}

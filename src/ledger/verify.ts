import { parseHead, parseTorn } from './anchor.ts';
import { canonical, hashOf, type KeptLine } from './entries.ts';
import { reasonOf } from './failures.ts';
import type { Head } from './ledger.ts';
import { compareOperations } from './replay.ts';
import { linesOf, type Reader } from './reader.ts';
import type { Query } from './transaction.ts';

/** What must be found in the audit, and who says so. */
export interface Witness extends Head {
  readonly from: string;
  /** The hash is the beginning of one only: a crash cut the line. */
  readonly isTorn?: boolean;
}

/** What there is, and what is wrong with it. */
export interface Verdict {
  readonly lines: number;
  readonly operations: number;
  readonly head: Head;
  /** A sentence each: where, and what. */
  readonly wrong: readonly string[];
}

/**
 * Holds a ledger against itself and its witnesses: that every line of the audit follows from the one before, that what
 * the audit tells gives exactly the operations that are kept, and that nothing the witnesses saw is gone.
 */
export async function verify({ query, damage }: Reader, witnesses: readonly Witness[]): Promise<Verdict> {
  const wrong: string[] = [];
  const tell = (what: string) => void wrong.push(what);
  const attempt = async <T>(what: string, otherwise: T, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      tell(`${what}: cannot be read to the end: ${reasonOf(error)}`);
      return otherwise;
    }
  };
  for (const text of await attempt('the file', [], damage)) tell(`the file: ${text}`);
  const start = await attempt('the ledger', { seq: 0, hash: '' }, () => beginning(query));
  const head = await attempt('the audit', start, () => followChain(query, start, witnesses, tell));
  const operations = await attempt('the operations', 0, () => compareOperations(query, tell));
  return { lines: head.seq, operations, head, wrong };
}

/** What the first line follows. */
async function beginning(query: Query): Promise<Head> {
  const [meta] = await query("select value from meta where name = 'ledger'");
  return { seq: 0, hash: String(meta?.['value']) };
}

async function followChain(
  query: Query,
  start: Head,
  witnesses: readonly Witness[],
  tell: (what: string) => void,
): Promise<Head> {
  const bySeq = Map.groupBy(witnesses, ({ seq }) => seq);
  let last = start;
  for await (const line of linesOf(query)) {
    const { seq, hash } = line;
    if (seq !== last.seq + 1) tell(`the audit: lines ${last.seq + 1} to ${seq - 1} are missing`);
    else if (line.previous !== last.hash) tell(`the audit, line ${seq}: does not follow the line before`);
    const fault = faultOf(line);
    if (fault !== undefined) tell(`the audit, line ${seq}: ${fault}`);
    for (const witness of bySeq.get(seq) ?? []) {
      if (!(witness.isTorn ? hash.startsWith(witness.hash) : hash === witness.hash)) {
        tell(`the audit, line ${seq}: is not the one that ${witness.from} saw`);
      }
    }
    last = { seq, hash };
  }
  const unseen = witnesses.filter(({ seq }) => seq > last.seq).toSorted((a, b) => b.seq - a.seq);
  const [furthest] = unseen;
  if (furthest) {
    tell(
      `the audit: ends with line ${last.seq}, but ${furthest.from} saw line ${furthest.seq}: its end was cut off`,
    );
  }
  return last;
}

function faultOf(line: KeptLine): string | undefined {
  try {
    if (canonical(JSON.parse(line.entry)) !== line.entry) return 'its entry was not written like this';
    return hashOf(line) === line.hash ? undefined : 'its hash is not that of what it says';
  } catch {
    return 'its entry is no JSON';
  }
}

/** The heads that an anchor saw. What is no head is wrong, unless a crash left it. */
export function witnessesIn(text: string, name: string): { witnesses: Witness[]; wrong: string[] } {
  const witnesses: Witness[] = [];
  const wrong: string[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    const from = `${name}, line ${i + 1},`;
    const [head, torn] = [parseHead(line), parseTorn(line)];
    if (head) witnesses.push({ ...head, from });
    else if (torn) witnesses.push({ ...torn, from, isTorn: true });
    else if (line !== '') wrong.push(`${name}, line ${i + 1}: is no head of an audit`);
  }
  return { witnesses, wrong };
}

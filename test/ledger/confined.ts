// Runs in a mount namespace of its own, as root: fills a small disk, and makes one read-only. Says what came of it.
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ProblemError } from '../../src/problems.ts';
import { openLedger } from '../../src/ledger/open.ts';
import { key, none, operation, silent } from './operations.ts';

const [folder = '', anchorFolder = ''] = process.argv.slice(2);
const file = join(folder, 'rollcall.db');
const mount = (...args: string[]) => execFileSync('mount', args);

/** Fills a disk to its last byte. */
function fill(place: string): string {
  const name = join(place, 'filler');
  const descriptor = openSync(name, 'w');
  for (const size of [65_536, 512, 1]) {
    try {
      for (;;) writeSync(descriptor, Buffer.alloc(size));
    } catch {
      // full, for pieces of that size
    }
  }
  closeSync(descriptor);
  return name;
}

interface Seen {
  readonly what: string;
  readonly answer: string;
  readonly milliseconds: number;
  readonly head: number;
}

async function accept(what: string, ledger: Awaited<ReturnType<typeof openLedger>>): Promise<void> {
  const start = performance.now();
  const answer = await ledger.accept(operation(), none).then(
    () => 'accepted',
    (error: unknown) => (error instanceof ProblemError ? error.problem.code : String(error)),
  );
  const milliseconds = performance.now() - start;
  const head = await ledger.head().then(
    ({ seq }) => seq,
    () => -1,
  );
  process.stdout.write(`${JSON.stringify({ what, answer, milliseconds, head } satisfies Seen)}\n`);
}

mount('-t', 'tmpfs', '-o', 'size=1m', 'none', folder);
mount('-t', 'tmpfs', '-o', 'size=64k', 'none', anchorFolder);

const ledger = await openLedger({ at: { file }, key, anchor: join(anchorFolder, 'anchor') }, silent);
await accept('with room', ledger);
const filler = fill(folder);
await accept('on a full disk', ledger);
rmSync(filler);
await accept('with room again', ledger);
await ledger.close();

mount('-o', 'remount,ro', folder);
const unwritable = await openLedger({ at: { file }, key }, silent);
await accept('on a read-only disk', unwritable);
mount('-o', 'remount,rw', folder);
await accept('on one that can be written again', unwritable);
await unwritable.close();

const anchored = await openLedger({ at: { file }, key, anchor: join(anchorFolder, 'anchor') }, silent);
const anchorFiller = fill(anchorFolder);
const { record } = await anchored.accept(operation(), none);
await anchored.add(record.id, { type: 'end', outcome: 'APPLIED', problems: [], targets: [] });
await accept('when the anchor cannot be written', anchored);
rmSync(anchorFiller);
await accept('when it can again', anchored);
await anchored.close();

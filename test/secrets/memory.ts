import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { BEGINNINGS, canariesIn, LONGEST } from './canaries.ts';

/** Canaries in the memory of a process, by number, with how often each is there. */
export interface Remembered {
  readonly bytes: number;
  readonly found: ReadonlyMap<number, number>;
}

/**
 * What makes memory that was freed be overwritten, so that what is found in a process is still held there: V8's heap by flags
 * of Node, everything else by the allocator of the C library (which must not set aside small pieces unwritten).
 */
export const FORGETTING = {
  flags: ['--clear-free-memory', '--zero-unused-memory'],
  environment: { MALLOC_PERTURB_: '165', GLIBC_TUNABLES: 'glibc.malloc.tcache_count=0' },
} as const;

const PAGE = 4_096;
/** Bytes that are read at once. */
const PIECE = 16 * 1024 * 1024;

/** Searches all that a process has written to its memory, on V8's heap and outside of it. Linux tells; it must be one's own process. */
export function searchMemory(pid: number): Remembered {
  const found = new Map<number, number>();
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const pages = openSync(`/proc/${pid}/pagemap`, 'r');
  const buffer = Buffer.alloc(PIECE);
  let bytes = 0;
  try {
    for (const { start, end } of areasOf(pid)) {
      for (const [from, to] of presentIn(pages, start, end)) {
        // A piece begins where the one before may have cut a canary.
        for (let at = from; at < to; at += PIECE - 2 * LONGEST) {
          const length = readSync(memory, buffer, 0, Math.min(PIECE, to - at), at);
          bytes += length;
          count(buffer.subarray(0, length), found);
          if (at + length >= to) break;
        }
      }
    }
  } finally {
    closeSync(memory);
    closeSync(pages);
  }
  return { bytes, found };
}

/** What can be written: not the program itself, nor what the kernel lends. */
function areasOf(pid: number): readonly { readonly start: number; readonly end: number }[] {
  const lines = readFileSync(`/proc/${pid}/maps`, 'utf8').trim().split('\n');
  return lines.flatMap((line) => {
    const [, start = '', end = '', rights = '', name = ''] =
      /^([\da-f]+)-([\da-f]+) (\S+) \S+ \S+ \d+\s*(.*)$/u.exec(line) ?? [];
    const isOwn = rights.startsWith('rw') && !name.startsWith('[v');
    return isOwn ? [{ start: parseInt(start, 16), end: parseInt(end, 16) }] : [];
  });
}

/** The stretches of an area that are in memory; the rest was never written. */
function presentIn(pages: number, start: number, end: number): readonly (readonly [number, number])[] {
  const entries = Buffer.alloc(((end - start) / PAGE) * 8);
  readSync(pages, entries, 0, entries.length, (start / PAGE) * 8);
  const stretches: [number, number][] = [];
  for (let at = start; at < end; at += PAGE) {
    const isPresent = (entries.readUInt8(((at - start) / PAGE) * 8 + 7) & 0xc0) !== 0;
    if (!isPresent) continue;
    const last = stretches.at(-1);
    if (last?.[1] === at) last[1] = at + PAGE;
    else stretches.push([at, at + PAGE]);
  }
  return stretches;
}

function count(bytes: Buffer, found: Map<number, number>): void {
  for (const beginning of BEGINNINGS) {
    const width = beginning[1] === 0 ? 2 : 1;
    for (let at = bytes.indexOf(beginning); at !== -1; at = bytes.indexOf(beginning, at + 1)) {
      const around = bytes.subarray(Math.max(0, at - 3 * width), at + LONGEST * width);
      const text = around.toString(width === 2 ? 'utf16le' : 'latin1');
      const [number] = canariesIn(text);
      if (number !== undefined) found.set(number, (found.get(number) ?? 0) + 1);
    }
  }
}

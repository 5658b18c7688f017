import { appendFileSync, closeSync, fsyncSync, openSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import type { CallerGrant } from '../caller.ts';
import { grantFields } from '../config/grants.ts';

const id = z.string().regex(/^[a-z0-9]{16}$/u);
const instant = z.iso.datetime().transform((text) => new Date(text));

/** One line of the store. Lines are only ever added, so that the file also tells who was let in, and until when. */
const Line = z.discriminatedUnion('event', [
  z.strictObject({
    event: z.literal('created'),
    id,
    name: z.string().min(1).max(100),
    digest: z
      .string()
      .regex(/^[0-9a-f]{64}$/u)
      .transform((text) => Buffer.from(text, 'hex')),
    at: instant,
    expiresAt: instant,
    grant: z.strictObject(grantFields),
  }),
  z.strictObject({ event: z.literal('shortened'), id, at: instant, expiresAt: instant }),
  z.strictObject({ event: z.literal('revoked'), id, at: instant }),
]);

/** A line to be written; instants in ISO 8601, the digest in hexadecimal. */
export type KeyEvent =
  | {
      readonly event: 'created';
      readonly id: string;
      readonly name: string;
      readonly digest: string;
      readonly at: string;
      readonly expiresAt: string;
      readonly grant: CallerGrant;
    }
  | { readonly event: 'shortened'; readonly id: string; readonly at: string; readonly expiresAt: string }
  | { readonly event: 'revoked'; readonly id: string; readonly at: string };

/** A key as it is after all that happened to it. */
export interface KeyRecord {
  readonly id: string;
  readonly name: string;
  readonly digest: Buffer;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly grant: CallerGrant;
}

export type KeyRecords = ReadonlyMap<string, KeyRecord>;

/** The keys that a store's text tells of; or, as text, why it cannot be relied on: a line skipped could be a revocation. */
export function parseKeys(text: string): KeyRecords | string {
  const records = new Map<string, KeyRecord>();
  for (const [i, written] of text.split('\n').entries()) {
    if (written.trim() === '') continue;
    const line = parseLine(written);
    const before = line && records.get(line.id);
    if (line === undefined || (line.event === 'created') !== (before === undefined)) {
      return `line ${i + 1} of the key store cannot be understood`;
    }
    if (line.event === 'created') {
      const { event: _, at: createdAt, ...record } = line;
      records.set(line.id, { ...record, createdAt, revokedAt: null });
    } else if (before !== undefined) {
      const change = line.event === 'revoked' ? { revokedAt: line.at } : { expiresAt: line.expiresAt };
      records.set(line.id, { ...before, ...change });
    }
  }
  return records;
}

function parseLine(text: string): z.output<typeof Line> | undefined {
  try {
    return Line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Adds lines to a store, which then are on the disk. The file is made if need be, for its owner's eyes only. */
export function addToStore(file: string, ...events: readonly KeyEvent[]): void {
  const lines = events.map((event) => JSON.stringify(event));
  if (lines.some((line) => parseLine(line) === undefined)) throw new Error('not a line of a key store');
  const descriptor = openSync(file, 'a', 0o600);
  try {
    appendFileSync(descriptor, lines.map((line) => `${line}\n`).join(''));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The keys of a file that changes while the gateway runs: it is looked at for every key shown. */
export class KeyStore {
  readonly #file: string;
  #version = '';
  #records: KeyRecords | string = new Map();

  constructor(file: string) {
    this.#file = file;
  }

  /** The keys as they are now; or, as text, why there are none. A file that does not exist holds none. */
  async read(): Promise<KeyRecords | string> {
    try {
      const version = await this.#stamp();
      if (version !== this.#version) {
        this.#records = parseKeys(await readFile(this.#file, 'utf8'));
        this.#version = version;
      }
      return this.#records;
    } catch (error) {
      this.#version = '';
      const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      return isMissing ? new Map<string, KeyRecord>() : 'the key store cannot be read';
    }
  }

  /** Differs as soon as the file was written to or replaced. */
  async #stamp(): Promise<string> {
    const { ino, size, mtimeNs, ctimeNs } = await stat(this.#file, { bigint: true });
    return [ino, size, mtimeNs, ctimeNs].join('-');
  }
}

import { randomBytes } from 'node:crypto';

const CLEAR = /canary[-_](\d+)[-_]/gu;

/** How `canary` reads in other letters, and by how many of them the reading has begun before. Base64 has three ways. */
const encodings = [
  { letters: 'Y2FuYXJ5', encoding: 'base64', before: 0 },
  { letters: 'NhbmFye', encoding: 'base64', before: 2 },
  { letters: 'jYW5hcn', encoding: 'base64', before: 3 },
  { letters: '63616e617279', encoding: 'hex', before: 0 },
] as const;

/** As many letters as the longest encoding of a canary needs. */
export const LONGEST = 100;

/** The beginnings by which canaries are found in bytes, in one piece or with a zero after each letter. */
export const BEGINNINGS: readonly Buffer[] = ['canary', ...encodings.map(({ letters }) => letters)].flatMap(
  (letters) => (['latin1', 'utf16le'] as const).map((encoding) => Buffer.from(letters, encoding)),
);

/** The numbers of the canaries in a text: in clear, cut off, or inside Base64 or hex. Each once. */
export function canariesIn(text: string): ReadonlySet<number> {
  const found = new Set<number>();
  const look = (clear: string) => {
    for (const [, number] of clear.matchAll(CLEAR)) found.add(Number(number));
  };
  if (text.includes('canary')) look(text);
  for (const { letters, encoding, before } of encodings) {
    for (let at = text.indexOf(letters); at !== -1; at = text.indexOf(letters, at + 1)) {
      look(Buffer.from(text.slice(Math.max(0, at - before), at + LONGEST), encoding).toString('latin1'));
    }
  }
  return found;
}

/** Unique texts that stand where secrets would: one that comes out is known by sight, and where it was from. */
export class Canaries {
  readonly #names = new Map<number, string>();
  readonly #tell: (number: number, name: string) => void;
  #next: number;

  /** Where several count at once, each begins at a number of its own. Whoever must know of new ones is told. */
  constructor(first = 0, tell: (number: number, name: string) => void = () => undefined) {
    this.#next = first;
    this.#tell = tell;
  }

  /** A new one. With `_` it can be a name in GraphQL. */
  mint(name: string, joint: '-' | '_' = '-'): string {
    const number = this.#next;
    this.#next += 1;
    this.#names.set(number, name);
    this.#tell(number, name);
    return ['canary', String(number), randomBytes(6).toString('hex')].join(joint);
  }

  nameOf(number: number): string | undefined {
    return this.#names.get(number);
  }

  /** The names of those in a text. Each once. */
  in(text: string): readonly string[] {
    return [...canariesIn(text)].flatMap((number) => this.nameOf(number) ?? []);
  }
}

/** What keeps a session with a system, from one request to the next. */
const SIGN_INS = ['session cookie', 'access_token', 'refresh_token'];

/** Whether the gateway has to keep a secret of this name: its own credentials, and what vendors gave it to come back with. */
export const isKept = (name: string): boolean =>
  name.startsWith('configured: ') || SIGN_INS.some((kind) => name.endsWith(`: ${kind}`));

/** What a vendor makes for a caller: it is in the one answer that tells so, and nowhere else. */
export const MADE = ' that was made';

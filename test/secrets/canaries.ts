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
const LONGEST = 80;

/** Unique texts that stand where secrets would: one that comes out is known by sight, and where it was from. */
export class Canaries {
  readonly #names: string[] = [];

  /** A new one. With `_` it can be a name in GraphQL. */
  mint(name: string, joint: '-' | '_' = '-'): string {
    this.#names.push(name);
    return ['canary', String(this.#names.length - 1), randomBytes(6).toString('hex')].join(joint);
  }

  /** The names of those in a text: in clear, cut off, or inside Base64 or hex. Each once. */
  in(text: string): readonly string[] {
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
    return [...found].flatMap((number) => this.#names[number] ?? []);
  }
}

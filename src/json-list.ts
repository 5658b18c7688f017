const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** A list inside a JSON text, told apart from the rest of it. */
export interface JsonList {
  /** The text as it reads without the elements of its list. */
  readonly frame: string;
  /**
   * The elements, each read when it is its turn, and its bytes then let go of: to be gone through once. Throws a
   * SyntaxError at an element that is not JSON.
   */
  elements(): Generator<unknown, void>;
}

/**
 * Finds the list in a JSON text without reading it: the text itself, or one member of the object that it is. A list of
 * many megabytes then takes its bytes, and little more. Takes the chunks over.
 */
export function listIn(chunks: Buffer[], member?: string): JsonList {
  const places = placesIn(chunks, member);
  const text = new Bytes(chunks);
  const head = text.upTo(places.begin);
  const tail = text.after(places.end);
  return { frame: head + tail, elements: () => elementsOf(text, places) };
}

function* elementsOf(text: Bytes, { commas, end }: Places): Generator<unknown, void> {
  for (const comma of commas) {
    yield JSON.parse(text.upTo(comma)) as unknown;
    text.upTo(comma + 1);
  }
  const last = text.upTo(end);
  if (commas.length > 0 || last.trim() !== '') yield JSON.parse(last) as unknown;
}

interface Places {
  /** Behind the list's opening bracket; where there is no list, at the end of all. */
  readonly begin: number;
  readonly commas: readonly number[];
  /** At its closing bracket. */
  readonly end: number;
}

/** Offsets of what parts a list's elements from each other and from the rest. */
function placesIn(chunks: readonly Buffer[], member: string | undefined): Places {
  const listDepth = member === undefined ? 1 : 2;
  const commas: number[] = [];
  let [begin, end] = [Infinity, Infinity];
  let [depth, offset] = [0, 0];
  let [isQuoted, isEscaped] = [false, false];
  let name = ''; // the last text at depth 1: before a list there, its name
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (isQuoted) {
        if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) isQuoted = false;
        if (depth === 1 && isQuoted && name.length <= (member?.length ?? 0))
          name += String.fromCharCode(byte);
      } else if (byte === QUOTE) {
        isQuoted = true;
        if (depth === 1) name = '';
      } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
        depth += 1;
        const isList = byte === OPEN_LIST && depth === listDepth && (member === undefined || name === member);
        if (isList && begin === Infinity) begin = offset + at + 1;
      } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
        depth -= 1;
        if (depth === listDepth - 1 && begin !== Infinity && end === Infinity) end = offset + at;
      } else if (byte === COMMA && depth === listDepth && begin !== Infinity && end === Infinity) {
        commas.push(offset + at);
      }
    }
    offset += chunk.length;
  }
  return { begin: Math.min(begin, offset), commas, end: Math.min(end, offset) };
}

/** Bytes that are taken from the front. */
class Bytes {
  readonly #chunks: Buffer[];
  #offset = 0;

  constructor(chunks: Buffer[]) {
    this.#chunks = chunks;
  }

  /** Takes what comes before an offset. */
  upTo(offset: number): string {
    const taken: Buffer[] = [];
    for (let first = this.#chunks[0]; first && this.#offset < offset; first = this.#chunks[0]) {
      const part = first.subarray(0, offset - this.#offset);
      taken.push(part);
      this.#offset += part.length;
      if (part.length === first.length) this.#chunks.shift();
      else this.#chunks[0] = first.subarray(part.length);
    }
    return textOf(taken);
  }

  /** Looks at what comes from an offset on. */
  after(offset: number): string {
    const rest: Buffer[] = [];
    let start = this.#offset;
    for (const chunk of this.#chunks) {
      rest.push(chunk.subarray(Math.max(0, offset - start)));
      start += chunk.length;
    }
    return textOf(rest);
  }
}

const textOf = ([first, ...rest]: readonly Buffer[]): string =>
  rest.length === 0
    ? (first?.toString('utf8') ?? '')
    : Buffer.concat([first ?? Buffer.of(), ...rest]).toString('utf8');

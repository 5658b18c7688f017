import { parseArgs } from 'node:util';
import { didYouMean } from '../nearest.ts';

/** What was typed cannot be understood. Exit code 2, and no stack. */
export class UsageError extends Error {}

/** An option: `value` names what follows it, such as `FILE`; without it the option stands alone. */
export interface Option {
  readonly value?: string;
  readonly help: string;
}

export type Options = Readonly<Record<string, Option>>;

/** The options given: text for those with a value, true for those without. */
export type Given<O extends Options> = {
  readonly [K in keyof O]?: O[K] extends { value: string } ? string : true;
};

/** One thing `rollcall` can be told to do. */
export interface Command<O extends Options = Options> {
  readonly about: string;
  /** Words it takes besides options, such as `FILE`: all of them, in this order. */
  readonly words?: readonly string[];
  readonly options: O;
  /** Command lines worth copying, each with what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  /** Resolves to the exit code. */
  run(given: Given<O>, words: readonly string[]): Promise<number>;
}

const HELP: Options = { help: { help: 'this text' } };

/** What follows a command: its options, and its words. */
export interface Typed<O extends Options> {
  readonly given: Given<O & typeof HELP>;
  readonly words: readonly string[];
}

/** Reads what follows a command. An option that is none is a `UsageError` that names the one probably meant. */
export function readOptions<O extends Options>(
  { options, words: wanted = [] }: Pick<Command<O>, 'options' | 'words'>,
  args: readonly string[],
): Typed<O> {
  const known: Options = { ...options, ...HELP };
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(known).map(([name, { value }]) => [
        name,
        { type: value ? 'string' : 'boolean' } as const,
      ]),
    ),
    strict: false,
    tokens: true,
  });
  const given: Record<string, string | true> = {};
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind === 'option') given[token.name] = valueOf(token, known);
  }
  const [missing, extra] = [wanted[words.length], words[wanted.length]];
  if (extra !== undefined) throw new UsageError(`"${extra}" is one word too many`);
  if (missing !== undefined && given['help'] === undefined) throw new UsageError(`${missing} is missing`);
  return { given: given as Given<O & typeof HELP>, words };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
}

function valueOf({ name, rawName, value }: OptionToken, known: Options): string | true {
  const option = Object.hasOwn(known, name) ? known[name] : undefined;
  if (option === undefined) {
    throw new UsageError(
      `there is no option ${rawName}${didYouMean(
        rawName,
        Object.keys(known).map((k) => `--${k}`),
      )}`,
    );
  }
  if (option.value === undefined) {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value`);
    return true;
  }
  if (value === undefined || value === '')
    throw new UsageError(`${rawName} needs a value: ${rawName} ${option.value}`);
  return value;
}

/** A whole number within bounds; undefined if it was not given. */
export function wholeNumber(
  name: string,
  text: string | undefined,
  least: number,
  most: number,
): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d{1,15}$/u.test(text) ? Number(text) : NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(`--${name} must be a whole number from ${least} to ${most}`);
}

/** The text of `rollcall <name> --help`. */
export function helpOf(name: string, { about, words = [], options, examples }: Command): string {
  const synopses = Object.entries({ ...options, ...HELP }).map(
    ([option, { value, help }]) => [`--${option}${value ? ` ${value}` : ''}`, help] as const,
  );
  return [
    `rollcall ${name}: ${about}`,
    '',
    `Usage: ${['rollcall', name, ...words].join(' ')} [options]`,
    '',
    'Options:',
    ...columns(synopses),
    '',
    'Examples:',
    ...examples.flatMap(([line, does]) => [`  ${line}`, `      ${does}`]),
    '',
  ].join('\n');
}

/** Two columns, indented; the first as wide as it needs to be. */
export function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`);
}

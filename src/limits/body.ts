import { hasDuplicateKeys } from '../json.ts';
import { badInput } from '../problems.ts';
import { within } from './exceeded.ts';
import type { Limits } from './settings.ts';
import { checkValue } from './values.ts';

/**
 * Reads JSON, unless it is nested too deep to be worth reading. What names a member twice is refused: two readers of it
 * might read two different things.
 */
export function readJson(text: string, what: string, limits: Limits): unknown {
  within('maxNesting', limits, 'The variables nest to a depth of', depthOf(text, limits.maxNesting));
  const value = parseJson(text, what);
  if (hasDuplicateKeys(text)) throw badInput(`${what} names a member twice.`);
  return value;
}

/** How deep lists and objects are nested in a text that may be JSON; counted up to one more than matters. */
function depthOf(text: string, most: number): number {
  let [depth, deepest, inText] = [0, 0, false];
  for (let i = 0; i < text.length && deepest <= most; i += 1) {
    const character = text[i];
    if (character === '\\') i += 1;
    else if (character === '"') inText = !inText;
    else if (inText) continue;
    else if (character === '[' || character === '{') deepest = Math.max(deepest, (depth += 1));
    else if (character === ']' || character === '}') depth -= 1;
  }
  return deepest;
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badInput(`${what} is not JSON.`);
  }
}

/** The document in the body of a POST; everything else in it is held to the limits. */
export function readBody(body: unknown, limits: Limits): unknown {
  if (Array.isArray(body)) {
    throw badInput(`The body is a list of ${body.length} requests; the maximum is 1, without a list.`);
  }
  if (typeof body !== 'object' || body === null)
    throw badInput('The body must be a JSON object with a `query`.');
  const { query, ...rest } = body as Readonly<Record<string, unknown>>;
  checkValue(rest, 'The variables', limits);
  return query;
}

/** The document in the query of a GET; the JSON in it is held to the limits. */
export function readSearch(search: unknown, limits: Limits): unknown {
  const { query, ...rest } = search as Readonly<Record<string, unknown>>;
  for (const name of ['variables', 'extensions']) {
    const text = rest[name];
    if (typeof text === 'string') checkValue(readJson(text, `\`${name}\``, limits), 'The variables', limits);
  }
  return query;
}

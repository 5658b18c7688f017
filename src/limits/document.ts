import { hash } from 'node:crypto';
import { type DocumentNode, GraphQLError, Kind, Lexer, parse, Source, TokenKind, visit } from 'graphql';
import { exceeded, within } from './exceeded.ts';
import { measurer } from './extent.ts';
import type { Limits } from './settings.ts';
import { checkLength, checkText, refusePrototypeName } from './values.ts';

/** Digests of texts that passed are remembered, so that a question asked again is not measured again: this many, if not longer. */
const REMEMBERED = { texts: 1_000, length: 8_192 };

/**
 * Checks documents before they are validated: validation itself can be made to work for seconds. A document that does
 * not parse is left to whoever tells its author.
 */
export function documentChecker(limits: Limits): (text: string) => void {
  const passed = new Set<string>();
  return (text) => {
    if (text.length > REMEMBERED.length) return checkDocument(text, limits);
    const digest = hash('sha256', text);
    if (passed.has(digest)) return;
    checkDocument(text, limits);
    if (passed.size >= REMEMBERED.texts) passed.clear();
    passed.add(digest);
  };
}

function checkDocument(text: string, limits: Limits): void {
  checkTokens(text, limits);
  const document = unlessWrong(() => parse(text, { noLocation: true }));
  if (document === undefined) return;
  checkWords(document, limits);
  const measure = measurer(document, limits);
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) measure(definition.selectionSet);
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const { depth, fields, selections, aliases, directives } = measure(definition.selectionSet);
    const ownDirectives = definition.directives?.length ?? 0;
    within('maxSelections', limits, 'The number of selections, fragments written out, is', selections);
    within('maxDepth', limits, 'The depth of the operation is', depth);
    within('maxAliases', limits, 'The number of aliases is', aliases);
    within('maxDirectives', limits, 'The number of directives is', directives + ownDirectives);
    const limit = definition.operation === 'mutation' ? 'maxMutations' : 'maxRootFields';
    within(limit, limits, 'The number of fields at the root is', fields);
  }
}

function checkTokens(text: string, limits: Limits): void {
  const lexer = new Lexer(new Source(text));
  const advance = () => unlessWrong(() => lexer.advance().kind) ?? TokenKind.EOF;
  for (let count = 0; advance() !== TokenKind.EOF; count += 1) {
    if (count < limits.maxTokens) continue;
    throw exceeded('maxTokens', limits, 'The number of tokens is more than', limits.maxTokens);
  }
}

/** undefined where the text is not GraphQL. */
function unlessWrong<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}

/** Names, and the values written into the document: what bounds the variables bounds them too. */
function checkWords(document: DocumentNode, limits: Limits): void {
  const what = 'The arguments';
  let nesting = 0;
  const enter = () => {
    nesting += 1;
    within('maxNesting', limits, `${what} nest to a depth of`, nesting);
  };
  const leave = () => {
    nesting -= 1;
  };
  visit(document, {
    Name: ({ value }) => refusePrototypeName(value),
    StringValue: ({ value }) => checkText(value.length, what, limits),
    ObjectValue: { enter, leave },
    ListValue: {
      enter: ({ values }) => {
        enter();
        checkLength(values.length, what, limits);
      },
      leave,
    },
  });
}

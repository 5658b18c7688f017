import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError, Kind } from 'graphql';
import type { Logger } from 'pino';
import { currentRequestId } from './correlation.ts';
import { type Problem, ProblemError, problemOf } from './problems.ts';

/** Apollo's codes for questions that are wrong: their messages are about the question, and are shown. */
const WRONG_QUESTIONS: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** An error as clients see it: every one has a code, and only what is meant for them is in it. */
export function errorFormatter(
  log: Logger,
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return ({ message, locations, path, extensions }, error) => {
    const cause = causeOf(error);
    const where = { ...(locations ? { locations } : {}), ...(path ? { path } : {}) };
    if (cause instanceof ProblemError) return { ...shown(cause.problem), ...where };
    if (WRONG_QUESTIONS.has(extensions?.['code']) || isAboutAnArgument(cause))
      return { ...shown(problemOf('BAD_INPUT', { message })), ...where };
    log.error({ requestId: currentRequestId(), fault: faultOf(cause) }, 'a fault of the gateway');
    return { ...shown(problemOf('INTERNAL')), ...where };
  };
}

/** What was thrown: by a resolver, or by us before there was anything to resolve. */
const causeOf = (error: unknown): unknown =>
  error instanceof GraphQLError && error.originalError instanceof ProblemError
    ? error.originalError
    : unwrapResolverError(error);

/** Only execution finds out that a variable that may be null was given as null where a value must stand. */
const isAboutAnArgument = (error: unknown): boolean =>
  error instanceof GraphQLError &&
  error.originalError === undefined &&
  error.nodes?.every(({ kind }) => kind === Kind.VARIABLE || kind.endsWith('Value')) === true;

/** What is wrong with a question, for those who may not ask for the schema: not how it would be right. */
export function withoutSchema(error: GraphQLFormattedError): GraphQLFormattedError {
  const isAboutQuestion = error.path === undefined && error.extensions?.['code'] === 'BAD_INPUT';
  if (!isAboutQuestion || error.message.startsWith('Syntax Error')) return error;
  return { ...error, message: 'The question does not fit the schema.' };
}

/** A problem as an error of a GraphQL answer, with the id under which the log has more. */
export function shown({
  code,
  message,
  system,
  retryable,
  retryAfterSeconds,
}: Problem): GraphQLFormattedError {
  const requestId = currentRequestId();
  const extensions = {
    code,
    ...(system === null ? {} : { system }),
    retryable,
    ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
    ...(requestId === undefined ? {} : { requestId }),
  };
  return { message, extensions };
}

/** Where our code failed. The message stays out: it may quote what a caller or a vendor sent. */
function faultOf(error: unknown): { readonly name: string; readonly at: readonly string[] } {
  if (!(error instanceof Error)) return { name: typeof error, at: [] };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /u.test(line));
  return { name: error.name, at: frames.slice(0, 12).map((line) => line.trim()) };
}

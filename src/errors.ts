import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { type Problem, ProblemError, problemOf } from './problems.ts';

/** Apollo's codes for questions that are wrong: their messages are about the question, and are shown. */
const WRONG_QUESTIONS: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
]);

/** An error as clients see it: every one has a code, and only what is meant for them is in it. */
export function errorFormatter(
  log: Logger,
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return ({ message, locations, path, extensions }, error) => {
    const cause = unwrapResolverError(error);
    const where = { ...(locations ? { locations } : {}), ...(path ? { path } : {}) };
    if (cause instanceof ProblemError) return { ...shown(cause.problem), ...where };
    if (WRONG_QUESTIONS.has(extensions?.['code']))
      return { ...shown(problemOf('BAD_INPUT', { message })), ...where };
    log.error({ fault: faultOf(cause) }, 'a fault of the gateway');
    return { ...shown(problemOf('INTERNAL')), ...where };
  };
}

/** A problem as an error of a GraphQL answer. */
export function shown({
  code,
  message,
  system,
  retryable,
  retryAfterSeconds,
}: Problem): GraphQLFormattedError {
  const extensions = {
    code,
    ...(system === null ? {} : { system }),
    retryable,
    ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
  };
  return { message, extensions };
}

/** Where our code failed. The message stays out: it may quote what a caller or a vendor sent. */
function faultOf(error: unknown): { readonly name: string; readonly at: readonly string[] } {
  if (!(error instanceof Error)) return { name: typeof error, at: [] };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /u.test(line));
  return { name: error.name, at: frames.slice(0, 12).map((line) => line.trim()) };
}

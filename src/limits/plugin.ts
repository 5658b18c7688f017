import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Context } from '../context.ts';
import { ProblemError } from '../problems.ts';
import { statusOf } from '../refusals.ts';
import { type Balance, type Budget, WINDOW_SECONDS } from './budget.ts';
import { costReader } from './cost.ts';
import type { Limits } from './settings.ts';

/** Takes what an operation may cost off the caller's budget before it is executed, and tells in headers what is left. */
export function costPlugin(
  schema: GraphQLSchema,
  limits: Limits,
  budget: Budget,
): ApolloServerPlugin<Context> {
  const costOf = costReader(schema, limits);
  const policy = `"cost";q=${limits.costPerMinute};w=${WINDOW_SECONDS}`;
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: async ({ contextValue, document, operation, request, response: { http } }) => {
          http.headers.set('ratelimit-policy', policy);
          const tell = (balance: Balance) => http.headers.set('ratelimit', rateLimit(balance));
          try {
            const name = operation?.name?.value;
            const cost = costOf({ document, name, variables: request.variables ?? {} });
            if (cost !== undefined) tell(await budget.spend(contextValue.caller.name, cost));
          } catch (error) {
            throw error instanceof ProblemError ? refusal(error) : error;
          }
        },
      }),
  };
}

const rateLimit = ({ remaining, resetSeconds }: Balance) => `"cost";r=${remaining};t=${resetSeconds}`;

/** A problem as the whole answer, with a status of its own. */
export function refusal(error: ProblemError): GraphQLError {
  const { retryAfterSeconds } = error.problem;
  const headers = new HeaderMap(
    retryAfterSeconds === null ? [] : [['retry-after', String(retryAfterSeconds)]],
  );
  const http = { status: statusOf(error.problem), headers };
  return new GraphQLError(error.message, { originalError: error, extensions: { http } });
}

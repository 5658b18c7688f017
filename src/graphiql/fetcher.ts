import { getOperationAST, GraphQLError } from 'graphql';
import type { GraphiQLProps } from 'graphiql';
import { createClient } from 'graphql-sse';

type Fetcher = GraphiQLProps['fetcher'];
type Params = Parameters<Fetcher>[0];

const failure = (message: string) => ({ errors: [new GraphQLError(message)] });

const unasked = (thrown: unknown) =>
  failure(`The endpoint could not be asked: ${thrown instanceof Error ? thrown.message : String(thrown)}`);

/**
 * Asks the endpoint beside this page; a subscription, the one for streams. Headers of the editor win over ours. What goes
 * wrong on the way is answered as an error like any other: GraphiQL would show a thrown one with its stack.
 */
export const fetcher: Fetcher = (params, options) => {
  const given = Object.entries(options?.headers ?? {}).map(([name, value]) => [name, String(value)]);
  const headers = Object.fromEntries(given) as Record<string, string>;
  const operation = options?.documentAST && getOperationAST(options.documentAST, params.operationName);
  return operation?.operation === 'subscription' ? streamed(params, headers) : answered(params, headers);
};

async function answered(
  params: Params,
  given: Record<string, string>,
): Promise<Awaited<ReturnType<Fetcher>>> {
  try {
    const headers = new Headers({
      accept: 'application/graphql-response+json, application/json',
      'content-type': 'application/json',
    });
    for (const [name, value] of Object.entries(given)) headers.set(name, value);

    const answer = await fetch('graphql', {
      method: 'POST',
      mode: 'same-origin',
      headers,
      body: JSON.stringify(params),
    });
    if (!/\bjson\b/u.test(answer.headers.get('content-type') ?? '')) {
      return failure(`The answer is not JSON: HTTP ${answer.status} ${answer.statusText}`.trimEnd());
    }
    return await answer.json();
  } catch (thrown) {
    return unasked(thrown);
  }
}

async function* streamed({ operationName, ...params }: Params, headers: Record<string, string>) {
  const client = createClient({ url: 'graphql/stream', headers, retryAttempts: 0 });
  const named = operationName == null ? params : { ...params, operationName };
  try {
    yield* client.iterate<Record<string, unknown>, Record<string, unknown>>(named);
  } catch (thrown) {
    yield unasked(thrown);
  }
}

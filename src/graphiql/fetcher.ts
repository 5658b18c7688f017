import type { GraphiQLProps } from 'graphiql';

const failure = (message: string) => ({ errors: [{ message }] });

/**
 * Asks the endpoint beside this page. Headers of the editor win over ours. What goes wrong on the way is answered as
 * an error like any other: GraphiQL would show a thrown one with its stack.
 */
export const fetcher: GraphiQLProps['fetcher'] = async (params, options) => {
  try {
    const headers = new Headers({
      accept: 'application/graphql-response+json, application/json',
      'content-type': 'application/json',
    });
    for (const [name, value] of Object.entries(options?.headers ?? {})) headers.set(name, String(value));

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
    return failure(
      `The endpoint could not be asked: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    );
  }
};

import { setTimeout as sleep } from 'node:timers/promises';

/** Asks whichever gateway runs, until one answers. */
export type Ask = <T>(query: string, variables?: object) => Promise<T>;

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string }[];
}

/**
 * A client that does not give up: while no gateway answers, it waits for the next one and asks it the same again.
 * `where`: where the gateway answers now; undefined: none runs.
 */
export const persistent =
  (where: () => string | undefined): Ask =>
  async <T>(query: string, variables: object = {}) => {
    for (;;) {
      const url = where();
      const answer = url === undefined ? undefined : await once(url, query, variables);
      if (answer?.errors) throw new Error(answer.errors.map(({ message }) => message).join('; '));
      if (answer) return answer.data as T;
      await sleep(20);
    }
  };

/** undefined: the gateway went down, or was never there. */
async function once(url: string, query: string, variables: object): Promise<Answer | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  } catch {
    return undefined;
  }
}

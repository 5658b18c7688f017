import type { ApolloServerPlugin } from '@apollo/server';

/** How much a client wants a type, from 0 to 1: the most specific range of its Accept header decides (RFC 9110 §12.5.1). */
export function quality(accept: string, type: string): number {
  const ranges = [type, type.replace(/\/.*/u, '/*'), '*/*'];
  let best = { rank: ranges.length, q: 0 };
  for (const range of accept.toLowerCase().split(',')) {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim());
    const rank = ranges.indexOf(name);
    if (rank === -1 || rank >= best.rank) continue;
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
    best = { rank, q: Number(weight) || 0 };
  }
  return best.q;
}

/** Apollo's codes for documents and variables that are wrong, in requests that are well formed. */
const WRONG_DOCUMENTS: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
]);

/**
 * GraphQL over HTTP, §6.4.1: whoever takes `application/json` and nothing else may be an older client, to which an answer
 * other than 200 is no GraphQL. It gets 200 where only the document or the variables are wrong.
 */
export const legacyStatus: ApolloServerPlugin = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ errors = [], request, response: { http } }) => {
        const isAboutDocument = errors.every(({ extensions }) => WRONG_DOCUMENTS.has(extensions['code']));
        const accepted = request.http?.headers.get('accept') ?? '';
        if (http.status === 400 && isAboutDocument && takesJsonAlone(accepted)) http.status = 200;
        return Promise.resolve();
      },
    }),
};

const takesJsonAlone = (accept: string): boolean =>
  accept.split(',').every((range) => /^\s*application\/json\s*(;|$)/iu.test(range));

import type { TypedDocumentString } from './generated/graphql.ts';

interface Answer<Result> {
  readonly data?: Result | null;
  readonly errors?: readonly { readonly message: string }[];
}

/** Asks the gateway one question. Its answer has the type that was generated for the question. */
export async function ask<Result, Variables>(
  url: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query: document.toString(), variables }),
  });
  // The one place where a type is believed: the gateway keeps to the schema that the types were generated from.
  const { data, errors = [] }: Answer<Result> = JSON.parse(await response.text());
  if (data && errors.length === 0) return data;
  throw new Error(errors.map(({ message }) => message).join('\n') || `HTTP status ${response.status}`);
}

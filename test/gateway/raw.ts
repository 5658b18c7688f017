import { type IncomingHttpHeaders, request } from 'node:http';

/** An answer, as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body read as JSON; undefined where it is none. */
  readonly json:
    | {
        // What a query selects is the test's own business.
        // eslint-disable-next-line @typescript-eslint/no-explicit-any
        readonly data?: any;
        readonly errors?: readonly {
          readonly message: string;
          readonly extensions?: Record<string, unknown>;
        }[];
        readonly extensions?: Record<string, unknown>;
      }
    | undefined;
}

export interface RawRequest {
  readonly method?: string;
  /** Path and query; left out: those of the url. */
  readonly path?: string;
  /** Sent beside Host and the body's length, and nothing else is. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Sends exactly this, with no header that a client library would add. */
export function send(
  url: string,
  { method = 'POST', path, headers = {}, body }: RawRequest = {},
): Promise<RawAnswer> {
  const { hostname, port, pathname } = new URL(url);
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { hostname, port, method, path: path ?? pathname, headers: { ...length, ...headers } },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json: parse(text) });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function parse(text: string): RawAnswer['json'] {
  try {
    return JSON.parse(text) as RawAnswer['json'];
  } catch {
    return undefined;
  }
}

/** A question as JSON, with the headers of a client that follows the specification. */
export const question = (
  query: unknown,
  more: object = {},
): Required<Pick<RawRequest, 'headers' | 'body'>> => ({
  headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
  body: JSON.stringify({ query, ...more }),
});

import { type Agent, type IncomingHttpHeaders, request } from 'node:http';
import type { AbusiveRequest } from '../../bench/abuse.ts';

/** An answer to a request that may be anything but well formed. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: {
    readonly errors: readonly {
      readonly message: string;
      readonly extensions: Readonly<Record<string, unknown>>;
    }[];
    // What a query selects is the test's own business.
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    readonly data?: any;
  };
}

const ignore = () => undefined;

/** Sends a request as it is. An answer that comes before the body is all sent is an answer. */
export function send(
  url: string,
  { method = 'POST', path = '/graphql', headers, body = '', stalls = false }: AbusiveRequest,
  agent: Agent | false = false,
): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const length = Buffer.byteLength(body) + (stalls ? 1 : 0);
  const sized =
    method === 'GET' || 'transfer-encoding' in headers ? {} : { 'content-length': String(length) };
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const outgoing = request({
    hostname,
    port,
    method,
    path,
    agent,
    headers: { connection: 'keep-alive', ...sized, ...headers },
  });
  outgoing.on('error', reject);
  outgoing.on('response', (incoming) => {
    outgoing.off('error', reject).on('error', ignore);
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('error', reject);
    incoming.on('end', () => {
      if (agent === false) outgoing.destroy();
      const text = Buffer.concat(chunks).toString();
      resolve({
        status: incoming.statusCode ?? 0,
        headers: incoming.headers,
        body: (text === '' ? {} : JSON.parse(text)) as Answer['body'],
      });
    });
  });
  if (stalls) outgoing.write(body);
  else outgoing.end(body);
  return promise;
}

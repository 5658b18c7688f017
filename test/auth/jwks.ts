import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { published, type SigningKey } from './signing.ts';

/** An address where an issuer publishes keys, or does something else. */
export interface KeyAddress extends AsyncDisposable {
  readonly uri: string;
  /** How often it was asked. */
  readonly asked: () => number;
  /** What it does from now on. */
  answer(how: RequestListener): void;
}

export const keys =
  (...held: readonly SigningKey[]): RequestListener =>
  (_request, response) =>
    void response.setHeader('content-type', 'application/json').end(JSON.stringify(published(...held)));

/** Starts one on a free loopback port. */
export async function keyAddress(first: RequestListener): Promise<KeyAddress> {
  let count = 0;
  let listener = first;
  const server = createServer((request, response) => {
    count += 1;
    listener(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    uri: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`,
    asked: () => count,
    answer: (how) => (listener = how),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { correlated } from '../correlation.ts';
import { shown } from '../errors.ts';
import { problemOf } from '../problems.ts';
import { headersFor } from './headers.ts';

/** What is not even HTTP, or comes too slowly: Node's code of it, and what is answered. */
const refusals: Readonly<Record<string, readonly [status: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The headers are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request took too long to arrive.'],
};

/** Answers a connection on which no request could be read, and closes it. */
export function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] = refusals[error.code ?? ''] ?? ['400 Bad Request', 'This is not HTTP.'];
  const id = randomUUID();
  const body = JSON.stringify({ errors: [correlated(id, () => shown(problemOf('BAD_INPUT', { message })))] });
  const headers = {
    ...headersFor(id),
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status}\r\n${head.join('')}\r\n${body}`);
}

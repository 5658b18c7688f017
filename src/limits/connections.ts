import type { Socket } from 'node:net';
import type { RawReplyDefaultExpression as Reply, RawServerDefault } from 'fastify';
import type { Limits } from './settings.ts';

/**
 * Bounds how many connections there may be at once, in all and from one address: one more is closed unread. And how long
 * an answer that is ready may hold its connection: a client that does not read it is cut off.
 */
export function boundConnections(
  server: RawServerDefault,
  { maxConnections, maxConnectionsPerAddress, slowestReaderMs }: Limits,
): void {
  server.maxConnections = maxConnections;
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    const count = (open.get(address) ?? 0) + 1;
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
    if (count > maxConnectionsPerAddress) socket.destroy();
  });
  server.on('request', (_request, response: Reply) => {
    response.once('prefinish', () => {
      const late = setTimeout(() => cutOff(response.socket), slowestReaderMs);
      response.once('close', () => clearTimeout(late));
    });
  });
}

/** Ends a connection with all that was to be sent on it: of one that is only closed, the system keeps what is unread. */
function cutOff(socket: Socket | null): void {
  if (socket && 'encrypted' in socket) socket.destroy();
  else socket?.resetAndDestroy();
}

import type { Server, Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Limits } from './settings.ts';

/** Bounds how many connections there may be at once, in all and from one address. One more is closed unread. */
export function capConnections(
  server: Server,
  { maxConnections, maxConnectionsPerAddress }: Pick<Limits, 'maxConnections' | 'maxConnectionsPerAddress'>,
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
}

/**
 * Lets a stop end every connection: after its answer where one is asked for, and at once where nothing was asked yet. Node
 * ends those that have answered and wait; any other would hold the stop for as long as its client likes.
 */
export function endConnectionsOnClose(app: FastifyInstance): void {
  const unused = new Set<Socket>();
  let isClosing = false;
  app.server.on('setSecureContext' in app.server ? 'secureConnection' : 'connection', (socket: Socket) => {
    if (isClosing) socket.destroy();
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  app.server.on('request', ({ socket }: { readonly socket: Socket }) => unused.delete(socket));
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (isClosing) void reply.header('connection', 'close');
    done();
  });
  app.addHook('preClose', (done) => {
    isClosing = true;
    for (const socket of unused) socket.destroy();
    done();
  });
}

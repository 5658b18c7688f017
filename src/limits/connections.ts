import type { Socket } from 'node:net';
import type { FastifyInstance, RawReplyDefaultExpression as Reply, RawServerDefault } from 'fastify';
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
      if (response.destroyed) return; // its client is gone, and nothing more would end the wait
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

/**
 * Lets a stop end every connection: after its answer where one is being made, else at once. Node ends those that wait for
 * their next request; any other, of which none has come yet or whose refused body still comes, would hold the stop for as
 * long as its client likes.
 */
export function endConnectionsOnClose(app: FastifyInstance): void {
  const answers = new Map<Socket, number>();
  let isClosing = false;
  app.server.on('setSecureContext' in app.server ? 'secureConnection' : 'connection', (socket: Socket) => {
    if (isClosing) socket.destroy();
    answers.set(socket, 0);
    socket.once('close', () => answers.delete(socket));
  });
  app.server.on('request', ({ socket }: { readonly socket: Socket }, response: Reply) => {
    const count = (more: number) => {
      const before = answers.get(socket);
      if (before !== undefined) answers.set(socket, before + more);
    };
    count(1);
    response.once('close', () => count(-1));
  });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (isClosing) void reply.header('connection', 'close');
    done();
  });
  app.addHook('preClose', (done) => {
    isClosing = true;
    for (const [socket, count] of answers) if (count === 0) socket.destroy();
    done();
  });
}

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempDisposableSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@redis/client';
import type { Canaries } from './canaries.ts';

/** A Redis, and everything it was told. */
export interface Redis {
  readonly url: string;
  readonly told: readonly string[];
}

/** Whether there is a Redis to start. In the pipeline there must be. */
export const isInstalled =
  process.env['CI'] === 'true' || spawnSync('redis-server', ['--version']).status === 0;

/** Starts a Redis that takes a password; undefined where none is installed. */
export async function startRedis(
  canaries: Canaries,
  stack: AsyncDisposableStack,
): Promise<Redis | undefined> {
  if (!isInstalled) return undefined;
  const password = canaries.mint('configured: limits.redisUrl');
  const port = await freePort();
  const folder = stack.adopt(mkdtempDisposableSync(join(tmpdir(), 'rollcall-redis-')), (made) =>
    made.remove(),
  );
  const socket = join(folder.path, 'socket');
  const args = [
    '--databases',
    '20000',
    '--port',
    String(port),
    '--unixsocket',
    socket,
    '--dir',
    folder.path,
    '--save',
    '',
  ];
  const server = spawn('redis-server', [...args, '--requirepass', password], { stdio: 'ignore' });
  stack.defer(async () => {
    const closed = once(server, 'close');
    server.kill('SIGKILL');
    await closed;
  });
  while (!existsSync(socket)) await new Promise((resolve) => setTimeout(resolve, 20));
  const monitor = createClient({ socket: { path: socket, tls: false }, password });
  stack.defer(() => monitor.destroy());
  const told: string[] = [];
  await monitor.connect();
  await monitor.monitor((line) => told.push(String(line)));
  return { url: `redis://:${password}@127.0.0.1:${port}`, told };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

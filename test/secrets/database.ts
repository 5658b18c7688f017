import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { asDatabase, databaseUrl } from '../ledger/places.ts';
import type { Canaries } from './canaries.ts';

/** A PostgreSQL that takes a password, and everything it was told after that. */
export interface Database {
  readonly url: string;
  /** One text for each connection there was. */
  told(): readonly string[];
}

/** Makes a role with a password and a schema of its own, both gone when the test is over. */
export async function startDatabase(canaries: Canaries, stack: AsyncDisposableStack): Promise<Database> {
  const password = canaries.mint('configured: ledger.url');
  const name = `rollcall_${randomUUID().replaceAll('-', '')}`;
  await asDatabase((client) =>
    client.query(`create role ${name} login password '${password}'; create schema authorization ${name}`),
  );
  stack.defer(async () => {
    await asDatabase((client) => client.query(`drop schema ${name} cascade; drop role ${name}`));
  });
  const door = stack.use(await openDoor(password));
  const url = new URL(databaseUrl);
  [url.username, url.password, url.hostname, url.port] = [name, password, '127.0.0.1', String(door.port)];
  return { url: url.href, told: door.told };
}

interface Door extends AsyncDisposable {
  readonly port: number;
  told(): readonly string[];
}

// What the protocol calls AuthenticationCleartextPassword, and the refusal of another.
const ASKING = Buffer.from('R\0\0\0\x08\0\0\0\x03', 'latin1');
const REFUSAL = message('E', 'SFATAL\0C28P01\0Mwrong password\0\0');

/** Asks for the password, which a database that trusts whoever is on its machine does not, and passes the rest on. */
async function openDoor(password: string): Promise<Door> {
  const target = new URL(databaseUrl);
  const open = new Set<Socket>();
  const heard: Buffer[][] = [];
  const server = createServer((client) => {
    const told: Buffer[] = [];
    let before = Buffer.alloc(0);
    let database: Socket | undefined;
    hold(client, open);
    client.on('data', (chunk: Buffer) => {
      if (database) {
        told.push(chunk);
        return void database.write(chunk);
      }
      before = Buffer.concat([before, chunk]);
      const length = before.length < 4 ? Infinity : before.readInt32BE(0);
      if (before.length === length) return void client.write(ASKING);
      const given = before.subarray(Math.min(length, before.length));
      if (given.length < 5 || given.length <= given.readInt32BE(1)) return undefined;
      if (!given.equals(message('p', `${password}\0`))) return void client.end(REFUSAL);
      heard.push(told);
      database = connect(Number(target.port || 5432), target.hostname);
      hold(database, open);
      database.write(before.subarray(0, length));
      database.pipe(client);
      database.on('close', () => client.destroy());
      client.on('close', () => database?.destroy());
      return undefined;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    told: () => heard.map((chunks) => Buffer.concat(chunks).toString('latin1')),
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function hold(socket: Socket, open: Set<Socket>): void {
  open.add(socket);
  socket.on('error', () => undefined).on('close', () => open.delete(socket));
}

function message(type: string, content: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(content.length + 4);
  return Buffer.concat([Buffer.from(type), length, Buffer.from(content, 'latin1')]);
}

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What happens to what is sent to the database: it gets there; or stays on the way for good; or nobody listens. */
type Mode = 'OPEN' | 'SILENT' | 'CLOSED';

/** What happens to the next commit: it is lost on its way there, or its answer on its way back. The connection goes too. */
type Loss = 'COMMIT' | 'ANSWER';

/** The network between a gateway and its database. */
export interface Wire extends AsyncDisposable {
  /** The database's URL by way of this. */
  readonly url: string;
  mode: Mode;
  /** Ends every connection there is. */
  cut(): void;
  /** Loses something once; resolves when it has. */
  lose(what: Loss): Promise<void>;
}

const COMMIT = Buffer.from('commit\0');

export async function wireTo(databaseUrl: string): Promise<Wire> {
  const target = new URL(databaseUrl);
  const pairs = new Set<readonly [Socket, Socket]>();
  const state: { mode: Mode } = { mode: 'OPEN' };
  let loss: { readonly what: Loss; done(): void } | undefined;

  const server = createServer((client) => {
    if (state.mode === 'CLOSED') return client.destroy();
    const database = connect(Number(target.port || 5432), target.hostname);
    const pair = [client, database] as const;
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    let isLosing = false;
    const lost = () => {
      loss?.done();
      loss = undefined;
      end();
    };
    for (const socket of pair) socket.on('error', () => undefined).on('close', end);
    client.on('data', (chunk: Buffer) => {
      if (state.mode === 'SILENT') return;
      if (loss && chunk.includes(COMMIT)) {
        if (loss.what === 'COMMIT') return lost();
        isLosing = true;
      }
      database.write(chunk);
    });
    database.on('data', (chunk: Buffer) => {
      if (isLosing) lost();
      else if (state.mode !== 'SILENT') client.write(chunk);
    });
    return undefined;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const cut = () => {
    for (const [client, database] of pairs) {
      client.destroy();
      database.destroy();
    }
  };
  return {
    url: url.href,
    get mode() {
      return state.mode;
    },
    set mode(mode) {
      state.mode = mode;
    },
    cut,
    lose: (what) => new Promise((done) => (loss = { what, done })),
    async [Symbol.asyncDispose]() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}

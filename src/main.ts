import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';
import { buildSchema } from './contract.ts';
import { createServer } from './server.ts';

/** A gateway that listens. */
export interface Gateway {
  /** Where it answers: `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  /** Stops taking requests, lets those under way end, and closes every connection. */
  close(): Promise<void>;
}

/** Starts a gateway. Asks no system anything: one that is down does not stop it. */
export async function startGateway(
  config: Config,
  { log = silent }: { log?: Logger } = {},
): Promise<Gateway> {
  const app = await createServer(buildSchema(), config, log);
  const { host, port } = config.server;
  const address = await app.listen({ host, port });
  return {
    url: `${address}/graphql`,
    close: async () => {
      await app.close();
      for (const system of config.systems) system.close();
    },
  };
}

const silent = pino({ enabled: false });

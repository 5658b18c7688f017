import { readConfig } from '../../src/config.ts';
import { startGateway } from '../../src/main.ts';
import { aDatabase } from '../ledger/places.ts';
import { ask, type Asked } from '../support.ts';

/** The `systems` of a configuration. */
export type Systems = Readonly<Record<string, unknown>>;

/** Gateways that keep one record in a database, as where there are replicas. */
export interface Replicas extends AsyncDisposable {
  /** Asks one of them, by its number. */
  ask(gateway: number, query: string, variables?: Record<string, unknown>): Promise<Asked>;
}

/** Resolves when the record can be reached: its tables are made at the first try, which may take longer than one waits. */
async function recording(url: string): Promise<void> {
  for (;;) {
    const { errors } = await ask(url, '{ operations(first: 1) { nodes { id } } }');
    if (errors.every(({ extensions }) => extensions['code'] !== 'RECORD_UNAVAILABLE')) return;
  }
}

/** Starts a gateway over each of these, all in one database. */
export async function replicas(
  each: readonly Systems[],
  settings: Readonly<Record<string, unknown>> = {},
): Promise<Replicas> {
  const place = await aDatabase();
  const start = (systems: Systems) =>
    startGateway(
      readConfig({
        server: { port: 0 },
        systems,
        changes: { quietMs: 200 },
        ledger: { url: place.url },
        ...settings,
      }),
    );
  const gateways = await Promise.all(each.map(start));
  await Promise.all(gateways.map(({ url }) => recording(url)));
  return {
    ask: (gateway, query, variables) => ask(gateways[gateway % gateways.length]?.url ?? '', query, variables),
    async [Symbol.asyncDispose]() {
      await Promise.all(gateways.map((gateway) => gateway.close()));
      await place[Symbol.asyncDispose]();
    },
  };
}

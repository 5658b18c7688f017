import { type Logger, pino } from 'pino';
import { Changes } from './changes/changes.ts';
import type { Config } from './config.ts';
import { buildSchema } from './contract.ts';
import type { Ledger } from './ledger/ledger.ts';
import { openLedger } from './ledger/open.ts';
import { openBudgets } from './limits/budget.ts';
import { createServer } from './server.ts';

/** A gateway that listens. */
export interface Gateway {
  /** Where it answers: `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  /** Stops taking requests, lets those under way end, and closes every connection. */
  close(): Promise<void>;
}

interface GatewayOptions {
  readonly log?: Logger;
  /** Where changes are recorded; left out: where the configuration says. It is closed with the gateway. */
  readonly ledger?: Ledger;
}

/** Starts a gateway. Asks no system anything: one that is down does not stop it. */
export async function startGateway(
  config: Config,
  { log = silent, ledger: given }: GatewayOptions = {},
): Promise<Gateway> {
  const { systems, protectedNames, limits, changes: settings } = config;
  const ledger = given ?? (await openLedger(config.ledger, log));
  const budgets = openBudgets(
    {
      cost: { points: limits.costPerMinute, setting: 'limits.costPerMinute' },
      changes: { points: settings.perMinute, setting: 'changes.perMinute' },
    },
    limits.redisUrl,
    log,
  );
  const budget = budgets.of.changes;
  const changes = new Changes({
    ledger,
    systems,
    protectedNames,
    settings,
    callMs: limits.deadlineMs,
    budget,
    log,
  });
  const app = await createServer(buildSchema(), { ...config, changes, budget: budgets.of.cost }, log);
  let recovered = Promise.resolve();
  const close = async () => {
    await Promise.all([app.close(), changes.stop()]);
    await recovered;
    await ledger.close();
    budgets.close();
    for (const system of systems) system.close();
  };
  let closed: Promise<void> | undefined;
  const closeOnce = () => (closed ??= close());
  try {
    const address = await app.listen(listening(config));
    recovered = changes.recover().catch((error: unknown) => {
      const reason = error instanceof Error ? error.name : typeof error;
      log.error({ error: reason }, 'operations that were left are not taken up');
    });
    return { url: `${address}/graphql`, close: closeOnce };
  } catch (error) {
    await closeOnce();
    throw error;
  }
}

const listening = ({ server: { host, port } }: Config) => ({ host, port });

const silent = pino({ enabled: false });

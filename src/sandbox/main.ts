import { dirname, resolve } from 'node:path';
import { pino } from 'pino';
import { collectLater } from '../cli/garbage.ts';
import { type Command, wholeNumber } from '../cli/options.ts';
import { stopSignal } from '../cli/stop-signal.ts';
import { type Config, readConfig, readYaml } from '../config.ts';
import { ConfigError, mistake } from '../config/mistakes.ts';
import { connectors } from '../connectors/index.ts';
import { type Gateway, startGateway } from '../main.ts';
import { type Simulators, startSimulators } from './child.ts';
import { ensureGraphiql } from './graphiql.ts';
import type { HostedSystem } from './simulator-host.ts';
import { welcome } from './welcome.ts';

const options = {
  port: { value: 'N', help: 'port of the gateway; 0 takes any free one (default 4000)' },
  users: {
    value: 'N',
    help: 'accounts per system of a generated world (default: a small world of memorable people)',
  },
  seed: { value: 'S', help: 'another generated world (default 1)' },
  latency: { value: 'MS', help: 'milliseconds by which every simulator answers late (default 0)' },
  json: { help: 'when ready, one line of JSON on stdout' },
  config: { value: 'FILE', help: 'settings of the gateway other than systems and server.host' },
  data: { value: 'DIR', help: 'where the record of changes is kept (default: in memory)' },
} as const;

/** Simulators make no change later than that, unless told to. */
const QUIET_MS = 500;

const tell = (line: string) => process.stderr.write(`${line}\n`);

export const sandbox: Command<typeof options> = {
  about: 'serves an invented company: one simulator per vendor and the gateway, on this machine only',
  options,
  examples: [
    ['npm run sandbox', 'a dozen people one remembers, at http://127.0.0.1:4000/'],
    [
      'npm run sandbox -- --users 5000 --seed 7 --latency 50',
      'a larger company whose systems take their time',
    ],
    ['npm run -s sandbox -- --port 0 --json', 'for scripts: where everything is, in one line'],
  ],

  async run({ port, users, seed, latency, json, config: file, data }) {
    const world = {
      users: wholeNumber('users', users, 1, 1_000_000),
      seed: wholeNumber('seed', seed, 0, 2 ** 32 - 1) ?? 1,
      latency: wholeNumber('latency', latency, 0, 600_000) ?? 0,
    };
    const gatewayPort = wholeNumber('port', port, 0, 65_535);
    if (seed !== undefined && users === undefined) tell('--seed changes nothing without --users.');
    const settings = gatewaySettings(file);
    collectLater();

    const [simulators, unbuilt] = await Promise.all([startSimulators(world), ensureGraphiql(tell)]);
    await using running = simulators;
    if (unbuilt !== undefined) tell(`${unbuilt}.`);
    const config = configFor(running.systems, settings, gatewayPort);
    const gateway = await startGateway(
      { ...config, ledger: ledgerIn(data, config) },
      {
        log: pino({ level: config.log.level }, pino.destination(2)),
      },
    );
    const stopped = stopSignal();
    process.stdout.write(
      json ? `${JSON.stringify(contract(gateway, running))}\n` : welcome(gateway.url, running.systems),
    );
    const end = await Promise.race([
      stopped.then(() => 'stopped' as const),
      running.lost.then(() => 'lost' as const),
    ]);
    await gateway.close();
    if (end === 'stopped') return 0;
    tell('The simulators have ended unexpectedly.');
    return 1;
  },
};

interface GatewaySettings {
  readonly raw: Readonly<Record<string, unknown>>;
  readonly directory: string;
}

/** What a file says about the gateway. Where it listens and what it speaks to is the sandbox's own business. */
function gatewaySettings(file: string | undefined): GatewaySettings {
  if (file === undefined) return { raw: {}, directory: process.cwd() };
  const raw = readYaml(file);
  if (raw !== null && (typeof raw !== 'object' || Array.isArray(raw))) {
    throw new ConfigError([mistake([], 'must be a mapping of settings')]);
  }
  const settings = { ...raw } as Record<string, unknown>;
  const server = settings['server'];
  const own = [
    ...('systems' in settings ? ['systems'] : []),
    ...(typeof server === 'object' && server !== null && 'host' in server ? ['server.host'] : []),
  ];
  if (own.length > 0)
    throw new ConfigError(own.map((path) => mistake([path], 'is the sandbox’s own: leave it out')));
  return { raw: settings, directory: dirname(resolve(file)) };
}

/** The configuration of the sandbox's gateway, read like any other. */
function configFor(
  systems: readonly HostedSystem[],
  { raw, directory }: GatewaySettings,
  port: number | undefined,
): Config {
  const server = { ...(raw['server'] as object | undefined), ...(port === undefined ? {} : { port }) };
  const changes = { quietMs: QUIET_MS, ...(raw['changes'] as object | undefined) };
  const entries = systems.map(({ key, vendor, url, credentials, signIn }) => {
    const used = Object.fromEntries(signIn.map((name) => [name, credentials[name]]));
    return [key, { vendor, url, credentials: used }] as const;
  });
  return readConfig(
    { log: { level: 'warn' }, graphiql: true, ...raw, changes, server, systems: Object.fromEntries(entries) },
    { environment: process.env, directory },
  );
}

/** The record of changes is as invented as the company, unless it is to be kept. */
const ledgerIn = (folder: string | undefined, { ledger }: Config): Config['ledger'] => ({
  ...ledger,
  at: folder === undefined ? 'MEMORY' : { file: resolve(folder, 'rollcall.db') },
});

/** The line of `--json`. */
const contract = ({ url }: Gateway, { systems }: Simulators) => ({
  gateway: { url },
  systems: systems.map(({ key, vendor, url, credentials }) => ({
    key,
    vendor: connectors[vendor].vendor,
    url,
    credentials,
  })),
});

import { pino } from 'pino';
import { loadConfig } from '../config.ts';
import { startGateway } from '../main.ts';
import { collectLater } from './garbage.ts';
import type { Command } from './options.ts';
import { stopSignal } from './stop-signal.ts';

const options = {
  config: { value: 'FILE', help: 'the configuration; else ROLLCALL_CONFIG, else rollcall.yaml' },
} as const;

export const start: Command<typeof options> = {
  about: 'serves the systems of a configuration until SIGTERM or SIGINT, and ends what it began',
  options,
  examples: [
    [
      'rollcall start --config /etc/rollcall.yaml',
      'serves http://127.0.0.1:4000/graphql unless the file says otherwise',
    ],
    ['curl -s http://127.0.0.1:4000/health/ready', 'says whether it serves'],
  ],

  async run({ config: file }) {
    // Node keeps small pieces of bytes together: what is left of a token would stay as long as any that lies beside it.
    Buffer.poolSize = 0;
    collectLater();
    const config = loadConfig(file, process.env);
    const log = pino({ level: config.log.level });
    const gateway = await startGateway(config, { log });
    const stopped = stopSignal();
    log.info({ url: gateway.url, systems: config.systems.map(({ key }) => key) }, 'listening');
    await stopped;
    await gateway.close();
    return 0;
  },
};

import { readConfig } from '../../src/config.ts';
import { openLedger } from '../../src/ledger/open.ts';
import { startGateway } from '../../src/main.ts';
import { pino } from 'pino';
import { type MomentInside, observedLedger, observedSystems, type Sabotage } from './crash-points.ts';

// The gateway that is checked, in a process of its own, with a real file for its ledger. It ends with whoever started it.

/** What it is told when it starts, and later. */
export type Order =
  | { readonly start: Readonly<Record<string, unknown>>; readonly sabotage?: Sabotage | undefined }
  /** Dies at once when this moment comes. */
  | { readonly dieAt: MomentInside };

/** What it says: that it can be started, where it answers, and at which moment it will die. */
export interface Word {
  readonly isLoaded?: boolean;
  readonly url?: string;
  readonly armed?: MomentInside;
}

const say = (word: Word) => process.send?.(word);

let deadly: MomentInside | undefined;

function reach(moment: MomentInside): void {
  if (moment === deadly) process.kill(process.pid, 'SIGKILL');
}

async function start(raw: Readonly<Record<string, unknown>>, sabotage: Sabotage | undefined): Promise<void> {
  const config = readConfig(raw);
  const log = pino({ level: 'error' }, pino.destination(2));
  const ledger = observedLedger(await openLedger(config.ledger, log), reach);
  const systems = observedSystems(
    config.systems,
    async (write) => {
      if (sabotage === 'sends nothing') return undefined;
      if (sabotage === 'sends twice') await write();
      return write();
    },
    reach,
  );
  const { url } = await startGateway({ ...config, systems }, { log, ledger });
  say({ url });
}

process.once('disconnect', () => process.exit());
process.on('message', (order: Order) => {
  if ('dieAt' in order) {
    deadly = order.dieAt;
    say({ armed: order.dieAt });
  } else void start(order.start, order.sabotage);
});
say({ isLoaded: true });

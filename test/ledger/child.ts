import type { LedgerSettings } from '../../src/ledger/settings.ts';
import { Secret } from '../../src/secret.ts';
import { openLedger } from '../../src/ledger/open.ts';
import { attempt, key, none, operation, silent } from './operations.ts';

/** What a gateway in a process of its own is to do, for a test that kills it. */
export type Task =
  /** Accepts operations without end, and says the id of each when it is accepted. */
  | 'accept'
  /** Accepts one operation and begins to send it. Says its id, and stays. */
  | 'begin'
  /** Does something alone under the name `user ada`. Says so, and stays. */
  | 'hold'
  /** Accepts twenty operations with one key at once, and says how many were new. */
  | 'race';

const [where = '', task] = process.argv.slice(2) as [string, Task];
const at: LedgerSettings['at'] = where.startsWith('postgres') ? { url: new Secret(where) } : { file: where };
const say = (line: unknown) => process.stdout.write(`${String(line)}\n`);
const ledger = await openLedger({ at, key }, silent);
const staying = setInterval(() => undefined, 60_000);

switch (task) {
  case 'accept':
    for (;;) {
      const { record } = await ledger.accept(operation(), none);
      say(record.id);
    }
  case 'begin': {
    const { record } = await ledger.accept(operation(), new Map([[0, { password: 'hush' }]]));
    await ledger.add(record.id, attempt);
    say(record.id);
    break;
  }
  case 'hold':
    await ledger.exclusively(['user ada'], () => {
      say('held');
      return new Promise(() => undefined);
    });
    break;
  case 'race': {
    say('ready');
    const accepting = Array.from({ length: 20 }, () =>
      ledger.accept(operation({ idempotencyKey: 'once' }), none),
    );
    say((await Promise.all(accepting)).filter(({ isNew }) => isNew).length);
    clearInterval(staying);
    await ledger.close();
  }
}

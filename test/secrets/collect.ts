import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// Loaded into a gateway whose memory is searched: collects garbage, the kind V8 keeps for a few collections more as well,
// whenever it is asked to.

type Collect = (how: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as Collect;
process.on('message', () => {
  for (let i = 0; i < 2; i += 1) collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  process.send?.('collected');
});
process.channel?.unref();

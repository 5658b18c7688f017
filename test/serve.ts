import { Writable } from 'node:stream';
import { pino } from 'pino';
import { readConfig } from '../src/config.ts';
import { startGateway } from '../src/main.ts';
import { serveApart } from './secrets/apart.ts';
import { canaryRun } from './secrets/run.ts';

/** A gateway that a test asks. */
export interface Served {
  readonly url: string;
  /** The lines logged so far. */
  readonly log: readonly string[];
  /** Takes down an answer that came encrypted: nothing between can. Only while `npm run canaries` runs the suite. */
  readonly hear?: (answer: string) => void;
  close(): Promise<void>;
}

/**
 * Starts a gateway from a configuration as the file would have it: in this process, where a test fails quickest; and in one
 * of its own while `npm run canaries` runs the suite.
 */
export async function serve(
  raw: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string>> = {},
): Promise<Served> {
  if (canaryRun) return serveApart(raw, environment);
  const log: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      log.push(String(chunk));
      done();
    },
  });
  const config = readConfig(raw, { environment });
  const { url, close } = await startGateway(config, { log: pino({ level: 'info' }, sink) });
  return { url, log, close };
}

import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';

// Loaded into an exporting process: tells at its end how much memory it took, and how large the largest answer was that
// each upstream gave it.

/** Bytes of body, by origin. */
const largest: Record<string, number> = {};

subscribe('http.client.response.finish', (message) => {
  const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
  const origin = `${request.protocol}//${request.getHeader('host') as string}`;
  let bytes = 0;
  const push = response.push.bind(response);
  response.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
    bytes += chunk?.length ?? 0;
    largest[origin] = Math.max(largest[origin] ?? 0, bytes);
    return push(chunk, encoding);
  };
});

process.on('exit', () => {
  const peak = process.resourceUsage().maxRSS * 1024;
  process.stderr.write(`probe ${JSON.stringify({ peak, largest })}\n`);
});

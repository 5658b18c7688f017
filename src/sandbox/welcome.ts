import { columns } from '../cli/options.ts';
import { ideAssetsFolder } from '../ide.ts';
import type { HostedSystem } from './simulator-host.ts';

const faults = (url: string, list: string) =>
  `curl -sX PUT ${url}/__sandbox/faults -d '{"faults":[${list}]}'`;

/** What the sandbox says to people when it is ready. */
export function welcome(url: string, systems: readonly HostedSystem[]): string {
  const page = new URL('/', url).href;
  const hasPage = ideAssetsFolder() !== undefined;
  return [
    'Rollcall’s sandbox: an invented company, on this machine only.',
    '',
    ...columns([
      ['GraphiQL', hasPage ? page : 'not built: npm run build'],
      ['GraphQL', url],
    ]),
    '',
    'Its systems:',
    ...columns(systems.map((system) => [system.key, `${system.vendor.padEnd(14)}  ${system.url}`] as const)),
    '',
    'Break one, see what the gateway makes of it, heal it:',
    ...systems.flatMap((system) => [
      `  ${system.key}`,
      `    ${faults(system.url, '{"fault":"status:503"}')}`,
      `    ${faults(system.url, '')}`,
    ]),
    '',
    'Ctrl-C ends it.',
    '',
  ].join('\n');
}

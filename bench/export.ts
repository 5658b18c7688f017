import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempDisposableSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// What an export takes: peak memory of the exporting process, beside the largest single answer of a system.
// node bench/export.ts [--users N]

const users = Number(process.argv[process.argv.indexOf('--users') + 1]) || 100_000;
const launcher = fileURLToPath(new URL('../bin/rollcall.js', import.meta.url));

interface SandboxLine {
  readonly systems: readonly {
    key: string;
    vendor: string;
    url: string;
    credentials: Record<string, string>;
  }[];
}

const sandbox = spawn(
  process.execPath,
  [launcher, 'sandbox', '--json', '--port', '0', '--users', String(users)],
  {
    stdio: ['ignore', 'pipe', 'inherit'],
  },
);
const [line] = (await once(sandbox.stdout, 'data')) as [Buffer];
const { systems } = JSON.parse(String(line)) as SandboxLine;

const settings = systems.map(({ key, vendor, url, credentials }) => {
  const { accessKey } = credentials;
  return [
    key,
    {
      vendor: vendor.toLowerCase().replace('_', '-'),
      url,
      credentials: accessKey === undefined ? credentials : { accessKey },
    },
  ];
});

using folder = mkdtempDisposableSync(join(tmpdir(), 'rollcall-bench-'));
const inFolder = (name: string) => join(folder.path, name);
writeFileSync(inFolder('rollcall.yaml'), JSON.stringify({ systems: Object.fromEntries(settings) }));
writeFileSync(
  inFolder('peak.mjs'),
  "process.on('exit', () => process.stderr.write(`peak ${process.resourceUsage().maxRSS}\\n`));",
);

async function measure(name: string, query: string): Promise<void> {
  writeFileSync(inFolder('query.graphql'), query);
  const out = inFolder('out');
  const args = ['--import', inFolder('peak.mjs'), launcher, 'export', inFolder('query.graphql')];
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [...args, '--config', inFolder('rollcall.yaml'), '--format', 'ndjson', '--out', out],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  await once(child, 'close');
  const peak = Number(/peak (\d+)/u.exec(said)?.[1]) / 1024;
  const { rows } = JSON.parse(readFileSync(`${out}.manifest.json`, 'utf8')) as { rows: number };
  const seconds = (performance.now() - started) / 1000;
  const megabytes = statSync(out).size / 2 ** 20;
  process.stdout.write(
    `${name.padEnd(34)} ${String(rows).padStart(8)} rows ${megabytes.toFixed(0).padStart(5)} MB written ` +
      `${seconds.toFixed(1).padStart(6)} s   peak ${peak.toFixed(0).padStart(5)} MB\n`,
  );
}

const columns =
  'nodes { id username email displayName status isAdmin createdAt lastActivity { at } groups { nodes { name } } }';
const largest = await fetch(
  `${systems.find(({ vendor }) => vendor === 'DATAIKU_DSS')?.url}/public/api/admin/users/`,
  {
    headers: {
      authorization: `Basic ${btoa(`${systems.find(({ vendor }) => vendor === 'DATAIKU_DSS')?.credentials['apiKey']}:`)}`,
    },
  },
);
process.stdout.write(
  `largest single answer: ${((await largest.arrayBuffer()).byteLength / 2 ** 20).toFixed(0)} MB (users of DSS)\n`,
);
await measure('users of the largest', `{ users(filter: { systems: ["dss-design"] }) { ${columns} } }`);
await measure('users of all four', `{ users { ${columns} } }`);
await measure('users of all four, by e-mail', `{ users(orderBy: { field: EMAIL }) { ${columns} } }`);
sandbox.kill('SIGTERM');

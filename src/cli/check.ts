import { type Config, loadConfig } from '../config.ts';
import { ConfigError } from '../config/mistakes.ts';
import { type Checkup, examine } from '../doctor.ts';
import type { Finding } from '../doctor/finding.ts';
import type { Command } from './options.ts';

const options = {
  config: { value: 'FILE', help: 'the configuration; else ROLLCALL_CONFIG, else rollcall.yaml' },
  json: { help: 'one JSON document instead of the tables' },
} as const;

export const check: Command<typeof options> = {
  about:
    'reads the configuration, asks every system for what the gateway will need, and says what to do about the rest',
  options,
  examples: [
    ['rollcall check', 'looks at rollcall.yaml and its systems; exit code 1 if something is wrong'],
    ['rollcall check --json | jq ".systems[] | select(.ok | not)"', 'what is wrong, for machines'],
  ],

  async run({ config: file, json = false }) {
    const config = read(file, json);
    if (config === undefined) return 1;
    const checkups = await Promise.all(
      config.systems.map((system) => examine(system, config.limits.deadlineMs).finally(() => system.close())),
    );
    const allOk = checkups.every(({ ok }) => ok);
    process.stdout.write(
      json ? `${JSON.stringify({ ok: allOk, systems: checkups }, null, 2)}\n` : report(checkups),
    );
    return allOk ? 0 : 1;
  },
};

/** The configuration; undefined where its mistakes went to the machine that asked for JSON. */
function read(file: string | undefined, json: boolean): Config | undefined {
  try {
    return loadConfig(file, process.env);
  } catch (error) {
    if (!json || !(error instanceof ConfigError)) throw error;
    process.stdout.write(`${JSON.stringify({ ok: false, mistakes: error.mistakes }, null, 2)}\n`);
    return undefined;
  }
}

function report(checkups: readonly Checkup[]): string {
  const good = checkups.filter(({ ok }) => ok).length;
  const systems = checkups.length === 1 ? '1 system is' : `${checkups.length} systems are`;
  return [...checkups.flatMap(tableOf), `${good} of ${systems} in order.`, ''].join('\n');
}

function tableOf({ key, vendor, displayName, url, findings }: Checkup): string[] {
  const called = displayName === key ? '' : ` "${displayName}"`;
  return [`${key}${called} (${vendor}) at ${url}`, ...findings.flatMap(lines), ''];
}

const lines = ({ check, state, seen, advice }: Finding): string[] => [
  `  ${check.padEnd(14)}  ${words[state].padEnd(13)}  ${seen}`.trimEnd(),
  ...(advice === null ? [] : [`${' '.repeat(18)}-> ${advice}`]),
];

const words: Readonly<Record<Finding['state'], string>> = {
  OK: 'ok',
  WARNING: 'warning',
  NOT_PERMITTED: 'not permitted',
  UNSUPPORTED: 'unsupported',
  FAILED: 'FAILED',
  NOT_TRIED: 'not tried',
};

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Command, columns, helpOf, readOptions, UsageError } from './cli/options.ts';
import { ConfigError } from './config/mistakes.ts';
import { LedgerError } from './ledger/failures.ts';
import { didYouMean } from './nearest.ts';

interface Entry {
  readonly summary: string;
  /** Loaded when asked for: help needs none of it, and a container image leaves the sandbox out. */
  load(): Promise<Command>;
}

const commands: Readonly<Record<string, Entry>> = {
  start: {
    summary: 'serve the systems of a configuration',
    load: async () => (await import('./cli/start.ts')).start,
  },
  sandbox: {
    summary: 'serve an invented company, to try things out',
    load: async () => {
      if (!existsSync(fileURLToPath(new URL('./sandbox/main.ts', import.meta.url)))) {
        throw new UsageError(
          'the sandbox is not part of this installation; run it from a checkout: npm run sandbox',
        );
      }
      return (await import('./sandbox/main.ts')).sandbox;
    },
  },
  check: {
    summary: 'look at a configuration and its systems, and say what is wrong',
    load: async () => (await import('./cli/check.ts')).check,
  },
  export: {
    summary: 'write every row of a query’s list as CSV or NDJSON',
    load: async () => (await import('./cli/export.ts')).exportCommand,
  },
  'audit verify': {
    summary: 'say whether the record of changes is whole and unchanged',
    load: async () => (await import('./cli/audit.ts')).verifyAudit,
  },
  'audit export': {
    summary: 'write the record of changes as NDJSON',
    load: async () => (await import('./cli/audit.ts')).exportAudit,
  },
  'keys create': {
    summary: 'make an API key, and print it once',
    load: async () => (await import('./cli/keys-create.ts')).createKey,
  },
  'keys list': {
    summary: 'say which API keys there are',
    load: async () => (await import('./cli/keys.ts')).listKeys,
  },
  'keys revoke': {
    summary: 'end an API key at once',
    load: async () => (await import('./cli/keys.ts')).revokeKey,
  },
  schema: {
    summary: 'print the GraphQL schema',
    load: async () => (await import('./cli/schema.ts')).schema,
  },
};

const OVERVIEW = [
  'rollcall: one GraphQL endpoint over the users, groups, projects and memberships of your data platforms',
  '',
  'Usage: rollcall <command> [options]',
  '',
  ...columns(Object.entries(commands).map(([name, { summary }]) => [name, summary] as const)),
  '',
  'rollcall <command> --help says more; rollcall --version prints the version.',
  'Try it now, without any configuration: npm run sandbox',
  '',
].join('\n');

/** Does what a command line says. Resolves to the exit code: 0 well, 1 something is wrong, 2 not understood. */
export async function cli(typed: readonly string[]): Promise<number> {
  const [name, args] = commandOf(typed);
  try {
    if (name === undefined || name === '--help' || name === 'help') return printed(OVERVIEW);
    if (name === '--version') return printed(`${version()}\n`);
    const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (entry === undefined) {
      throw new UsageError(`there is no command "${name}"${didYouMean(name, Object.keys(commands))}`);
    }
    const command = await entry.load();
    const { given, words } = readOptions(command, args);
    const { help, ...options } = given;
    return help ? printed(helpOf(name, command)) : await command.run(options, words);
  } catch (error) {
    return complain(error, name);
  }
}

/** The command typed and what follows it. Some have two words, such as `keys list`. */
function commandOf([first, second, ...rest]: readonly string[]): [name: string | undefined, args: string[]] {
  const isGroup = Object.keys(commands).some((name) => name.startsWith(`${first} `));
  const args = second === undefined ? rest : [second, ...rest];
  return isGroup && second !== undefined && !second.startsWith('-')
    ? [`${first} ${second}`, rest]
    : [first, args];
}

function printed(text: string): number {
  process.stdout.write(text);
  return 0;
}

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function complain(error: unknown, name: string | undefined): number {
  if (error instanceof UsageError) {
    const more =
      name !== undefined && Object.hasOwn(commands, name) ? `rollcall ${name} --help` : 'rollcall --help';
    process.stderr.write(`rollcall: ${error.message}\n${more} says what there is.\n`);
    return 2;
  }
  if (error instanceof ConfigError) {
    const lines = error.message.split('\n').map((line) => `  ${line}\n`);
    const mistakes = error.mistakes.length === 1 ? 'a mistake' : `${error.mistakes.length} mistakes`;
    process.stderr.write(`rollcall: the configuration has ${mistakes}:\n${lines.join('')}`);
    return 1;
  }
  if (error instanceof LedgerError) {
    process.stderr.write(`rollcall: ${error.message}\n`);
    return 1;
  }
  const address = isListenError(error);
  if (address === undefined) throw error;
  process.stderr.write(`rollcall: ${address}\n`);
  return 1;
}

/** What stops a server from listening, in words; undefined for any other error. */
function isListenError(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || error.syscall !== 'listen') return undefined;
  const code = 'code' in error ? error.code : undefined;
  const port = 'port' in error ? String(error.port) : '';
  if (code === 'EADDRINUSE') return `port ${port} is in use; take another one, or 0 for any that is free`;
  if (code === 'EACCES') return `this user may not listen on port ${port}`;
  return error.message;
}

import { execFile } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';

/** What an image says about the process it is for, and where its files are on this machine. */
export interface Image {
  readonly root: string;
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly user: string | undefined;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly healthcheck: readonly string[];
  readonly stopSignal: string | undefined;
}

interface Instruction {
  readonly name: string;
  readonly flags: Readonly<Record<string, string>>;
  readonly rest: string;
}

/** The instructions of a Dockerfile, comments and continuations resolved; of the syntax, what ours uses. */
export function readDockerfile(text: string): Instruction[] {
  const joined = text
    .split('\n')
    .filter((line) => !/^\s*#/u.test(line))
    .join('\n')
    .replace(/\\\n/gu, ' ');
  return joined
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [, name = '', flags = '', rest = ''] = /^(\w+)\s+((?:--\S+\s+)*)(.*)$/u.exec(line) ?? [];
      const pairs = flags.matchAll(/--([\w-]+)=(\S+)/gu);
      const entries = [...pairs].map(([, flag = '', value = '']) => [flag, value] as const);
      return { name: name.toUpperCase(), flags: Object.fromEntries(entries), rest };
    });
}

/** Which files of the context an image may take, by the rules of `.dockerignore`: the last line that matches decides. */
export function dockerContext(context: string): (file: string) => boolean {
  const rules = readFileSync(join(context, '.dockerignore'), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ taken: line.startsWith('!'), pattern: patternOf(line.replace(/^!|\/$/gu, '')) }));
  return (file) => {
    const parents = file.split('/').map((_, i, parts) => parts.slice(0, i + 1).join('/'));
    const rule = rules.findLast(({ pattern }) => parents.some((path) => pattern.test(path)));
    return rule?.taken ?? true;
  };
}

/** Unlike in a shell, `*` matches names that begin with a dot. */
function patternOf(glob: string): RegExp {
  const words = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' } as Record<string, string>;
  return new RegExp(
    `^${glob.replace(/\*\*\/|\*\*|[*?]|[.+^$(){}|[\]\\]/gu, (part) => words[part] ?? `\\${part}`)}$`,
    'u',
  );
}

/**
 * Builds the image of a Dockerfile into an empty folder, without a container engine: each stage is a folder, `COPY` and
 * `WORKDIR` go below it, `RUN` runs there on this machine. What comes with the base image is this machine's.
 */
export async function buildImage(context: string, into: string): Promise<Image> {
  const stages = new Map<string, Stage>();
  let stage: Stage | undefined;
  for (const instruction of readDockerfile(readFileSync(join(context, 'Dockerfile'), 'utf8'))) {
    if (instruction.name === 'FROM') {
      const [, name] = /\sAS\s+(\S+)$/iu.exec(instruction.rest) ?? [];
      stage = new Stage(context, join(into, name ?? 'image'), stages);
      stages.set(name ?? '', stage);
    } else if (stage) await stage.take(instruction);
    else throw new Error(`${instruction.name} comes before FROM`);
  }
  if (stage === undefined) throw new Error('there is no FROM');
  return stage;
}

class Stage implements Image {
  readonly root: string;
  workdir = '/';
  env: Record<string, string> = {};
  user: string | undefined;
  entrypoint: readonly string[] = [];
  cmd: readonly string[] = [];
  healthcheck: readonly string[] = [];
  stopSignal: string | undefined;
  readonly #context: string;
  readonly #stages: ReadonlyMap<string, Stage>;

  constructor(context: string, root: string, stages: ReadonlyMap<string, Stage>) {
    this.#context = context;
    this.root = root;
    this.#stages = stages;
    mkdirSync(root, { recursive: true });
  }

  async take({ name, flags, rest }: Instruction): Promise<void> {
    switch (name) {
      case 'WORKDIR':
        this.workdir = rest;
        mkdirSync(this.#place('.'), { recursive: true });
        return;
      case 'ENV':
        for (const [, key = '', value = ''] of rest.matchAll(/(\w+)=(\S+)/gu)) this.env[key] = value;
        return;
      case 'COPY':
        this.#copy(rest.split(/\s+/u), flags['from']);
        return;
      case 'RUN':
        await this.#run(rest);
        return;
      case 'USER':
        this.user = rest;
        return;
      case 'ENTRYPOINT':
        this.entrypoint = JSON.parse(rest) as string[];
        return;
      case 'CMD':
        this.cmd = JSON.parse(rest) as string[];
        return;
      case 'HEALTHCHECK':
        this.healthcheck = JSON.parse(rest.replace(/^(?:--\S+\s+)*CMD\s+/u, '')) as string[];
        return;
      case 'STOPSIGNAL':
        this.stopSignal = rest;
        return;
      case 'LABEL':
      case 'EXPOSE':
        return;
      default:
        throw new Error(`this test does not know what ${name} does`);
    }
  }

  /** Where a path of the image is on this machine. */
  #place(path: string): string {
    return join(this.root, path.startsWith('/') ? path : join(this.workdir, path));
  }

  #copy(words: readonly string[], from: string | undefined): void {
    const [sources, target = ''] = [words.slice(0, -1), words.at(-1)];
    const source = from === undefined ? this.#context : this.#stages.get(from)?.root;
    if (source === undefined) throw new Error(`there is no stage ${from}`);
    const isTaken = from === undefined ? dockerContext(this.#context) : () => true;
    for (const name of sources) {
      const here = join(source, name);
      const intoFolder = target.endsWith('/') || target === '.';
      const there = intoFolder ? join(this.#place(target), name) : this.#place(target);
      if (!existsSync(here) || (statSync(here).isFile() && !isTaken(name))) {
        throw new Error(`COPY ${name}: not in the context`);
      }
      for (const file of filesOf(here)) {
        if (!isTaken(relative(source, file))) continue;
        const copy = join(there, relative(here, file));
        mkdirSync(dirname(copy), { recursive: true });
        cpSync(file, copy);
      }
    }
  }

  async #run(command: string): Promise<void> {
    const { NODE_ENV: _, ...machine } = process.env;
    const env = { ...machine, PATH: pathWithNode(), npm_config_prefer_offline: 'true', ...this.env };
    await promisify(execFile)('sh', ['-c', command], { cwd: this.#place('.'), env, maxBuffer: 2 ** 26 });
  }
}

/** What the base image puts on the PATH: this Node, before any other. */
export const pathWithNode = (): string => `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`;

function filesOf(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return globSync('**/*', { cwd: path, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

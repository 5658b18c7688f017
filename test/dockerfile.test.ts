import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempDisposableSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { simulateDss } from '../src/connectors/dataiku/simulator/index.ts';
import { smallWorld } from '../src/sandbox/world.ts';
import { type Running, startProcess } from './cli-process.ts';
import { buildImage, dockerContext, type Image, pathWithNode, readDockerfile } from './image.ts';

const NOBODY = 65_534;

/** A read-only root needs a mount namespace, hence root; the pipeline is root and never skips this. */
const cannotMount = process.getuid?.() !== 0 && process.env['CI'] === undefined;

describe('the Dockerfile', () => {
  test('takes nothing of the sandbox, the simulators or the tests from the context', () => {
    const isTaken = dockerContext('.');

    expect(
      ['src/main.ts', 'src/connectors/squirro/index.ts', 'schema/query.graphql', 'LICENSE'].filter(isTaken),
    ).toHaveLength(4);
    expect(
      [
        'src/sandbox/main.ts',
        'src/connectors/squirro/simulator/index.ts',
        'src/connectors/squirro/simulator/routes/users.ts',
        'src/connectors/squirro/README.md',
        'test/config.test.ts',
        'docs/configuration.md',
        'node_modules/zod/package.json',
        'rollcall.yaml',
        '.env',
        '.git/config',
      ].filter(isTaken),
    ).toEqual([]);
  });

  test('starts from official images of the Node that is needed', () => {
    const bases = readDockerfile(readFileSync('Dockerfile', 'utf8'))
      .filter(({ name }) => name === 'FROM')
      .map(({ rest }) => rest.split(' ')[0]);

    expect(new Set(bases)).toEqual(new Set(['node:24-slim']));
  });
});

describe.skipIf(cannotMount)('the image', () => {
  const folder = mkdtempDisposableSync(join(tmpdir(), 'rollcall-image-'));
  let image: Image;

  beforeAll(async () => {
    chmodSync(folder.path, 0o755);
    image = await buildImage('.', folder.path);
  });
  afterAll(() => folder.remove());

  test('holds what production needs and nothing else', () => {
    const at = (path: string) => existsSync(join(image.root, image.workdir, path));

    expect(
      ['src/main.ts', 'schema/query.graphql', 'dist/graphiql/index.html', 'node_modules/fastify'].filter(
        (path) => !at(path),
      ),
    ).toEqual([]);
    expect(
      [
        'src/sandbox',
        'test',
        'docs',
        '.git',
        'node_modules/vitest',
        'node_modules/vite',
        'node_modules/node',
      ].filter(at),
    ).toEqual([]);
    expect(globSync('src/**/simulator', { cwd: join(image.root, image.workdir) })).toEqual([]);
  });

  test('serves as nobody on a read-only root, is healthy, and ends well when it is told to stop', async () => {
    await using simulator = await simulateDss(smallWorld('dataiku-dss'));
    const dss = { vendor: 'dataiku-dss', url: simulator.url, credentials: simulator.credentials };
    const config = join(folder.path, 'rollcall.yaml');
    const volume = join(folder.path, 'volume');
    mkdirSync(volume);
    const ledger = { file: join(volume, 'rollcall.db') };
    writeFileSync(config, JSON.stringify({ server: { port: 0 }, graphiql: true, ledger, systems: { dss } }));
    await using container = started(image, image.cmd, { ROLLCALL_CONFIG: config, VOLUME: volume });

    const { url } = JSON.parse(await container.line()) as { url: string };
    const ready = await fetch(new URL('/health/ready', url));
    const { data } = (await (await ask(url, '{ users { totalCount { value } } }')).json()) as {
      data: unknown;
    };
    const page = await fetch(new URL('/', url), { headers: { accept: 'text/html' } });

    expect(ready.status).toBe(200);
    expect(data).toEqual({ users: { totalCount: { value: smallWorld('dataiku-dss').accounts.length } } });
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await health(image, new URL('/health/ready', url).href)).toBe(0);

    container.process.kill(image.stopSignal as NodeJS.Signals);
    expect(await container.ended).toMatchObject({ code: 0, stderr: '' });
    expect(await health(image, new URL('/health/ready', url).href)).toBe(1);
  });

  test('has no sandbox, and says where there is one', async () => {
    await using container = started(image, ['sandbox']);

    expect(await container.ended).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'rollcall: the sandbox is not part of this installation; run it from a checkout: npm run sandbox\n' +
        'rollcall sandbox --help says what there is.\n',
    });
  });

  test('runs as an unprivileged user', () => {
    expect(image.user).toBe('node');
  });
});

const ask = (url: string, query: string) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });

/**
 * Starts a command of the image as nobody, in a mount namespace where every file system but the one at `VOLUME` is read-only. It fails before the
 * command does if anything could be written.
 */
function started(image: Image, cmd: readonly string[], env: Record<string, string> = {}): Running {
  const script = [
    'set -e',
    'mount --make-rprivate /',
    'cut -d" " -f2 /proc/mounts | grep -vE "^/(proc|sys|dev)" | while read -r at; do mount -o remount,ro,bind "$at"; done',
    'if [ -n "$VOLUME" ]; then mount -t tmpfs -o mode=1777 tmpfs "$VOLUME"; fi',
    'if touch "$0/written" 2>/dev/null; then echo "the root can be written" >&2; exit 99; fi',
    'exec "$@"',
  ].join('\n');
  const asNobody = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--'];
  const command = [...asNobody, ...image.entrypoint, ...cmd];
  return startProcess('unshare', ['-m', 'sh', '-c', script, image.root, ...command], {
    cwd: join(image.root, image.workdir),
    env: { PATH: pathWithNode(), ...image.env, ...env },
  });
}

/** The exit code of the image's health check. */
async function health(image: Image, url: string): Promise<number> {
  const [command = '', ...args] = image.healthcheck;
  const env = { PATH: pathWithNode(), ...image.env, ROLLCALL_HEALTH_URL: url };
  return promisify(execFile)(command, args, { env }).then(
    () => 0,
    ({ code }: { code: number }) => code,
  );
}

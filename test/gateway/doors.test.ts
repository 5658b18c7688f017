import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stage, type Stage } from '../support.ts';
import { question, send } from './raw.ts';

// Without authentication the gateway answers its own machine and its own pages only.

const { headers, body } = question('{ systems { key } }');
let world: Stage;
let port: string;
beforeAll(async () => {
  world = await stage();
  ({ port } = new URL(world.url));
});
afterAll(() => world[Symbol.asyncDispose]());

const PORT = '{port}'; // filled in when the port is known
const asked = (more: Readonly<Record<string, string>>) => {
  const filled = Object.entries(more).map(([name, value]) => [name, value.replace(PORT, port)]);
  return send(world.url, { headers: { ...headers, ...Object.fromEntries(filled) }, body });
};

test('the gateway listens on loopback', () => {
  expect(new URL(world.url).hostname).toBe('127.0.0.1');
});

describe('a request', () => {
  test.for(['127.0.0.1:{port}', 'localhost:{port}', '[::1]:{port}'])('for %s is answered', async (host) => {
    expect((await asked({ host })).status).toBe(200);
  });

  test.for([
    'rebound.example:{port}',
    '127.0.0.1.nip.io:{port}',
    'localhost.rebound.example:{port}',
    'localhost.:{port}',
    '127.1:{port}',
    '2130706433:{port}',
    '0.0.0.0:{port}',
    '[::ffff:127.0.0.1]:{port}',
    '127.0.0.1',
    'localhost',
    '127.0.0.1:1',
    'localhost:{port}@rebound.example',
    'localhost:{port}, rebound.example',
    'user@localhost:{port}',
  ])('for %s is not', async (host) => {
    const { status, json } = await asked({ host });
    expect(status).toBe(403);
    expect(json?.errors).toMatchObject([{ extensions: { code: 'NOT_PERMITTED', retryable: false } }]);
  });

  test('that names no host is not', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.end('GET /health/live HTTP/1.0\r\n\r\n');
      });
      let text = '';
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      socket.on('end', () => resolve(text));
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 403 /u);
  });

  test.for(['http://127.0.0.1:{port}', 'http://localhost:{port}'])(
    'from the page of %s is answered',
    async (origin) => {
      const answer = await asked({ origin });
      expect(answer.status).toBe(200);
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    },
  );

  test.for([
    'http://site.example',
    'https://localhost:{port}',
    'http://localhost',
    'http://localhost:1',
    'http://localhost:{port}.site.example',
    'http://site.example:{port}',
    'null',
    'file://',
    '',
  ])('from the page of %j is not', async (origin) => {
    const { status, headers: answered, json } = await asked({ origin });
    expect(status).toBe(403);
    expect(answered).not.toHaveProperty('access-control-allow-origin');
    expect(json?.errors).toMatchObject([{ extensions: { code: 'NOT_PERMITTED' } }]);
  });

  test('from elsewhere is refused at every address, and reaches no system', async () => {
    world.calls();
    for (const path of ['/graphql', '/health/live', '/health/ready', '/nowhere']) {
      const { status } = await send(world.url, {
        path,
        headers: { ...headers, origin: 'http://site.example' },
        body,
      });
      expect(status).toBe(403);
    }
    expect(world.calls()).toEqual({ 'iguazio-main': 0, 'dss-design': 0, govern: 0, 'squirro-main': 0 });
  });

  test('that asks what a foreign page may do is told nothing', async () => {
    const preflight = { origin: 'http://site.example', 'access-control-request-method': 'POST' };
    const answer = await send(world.url, { method: 'OPTIONS', headers: preflight });
    expect(answer.status).toBe(403);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('a header of ours that does not exist', () => {
  test.for(['Rollcall-Dry-Run', 'Rollcall-Actas', 'rollcall-x'])('is refused: %s', async (name) => {
    world.calls();
    const { status, json } = await asked({ [name]: 'ada' });
    expect(status).toBe(400);
    expect(json?.errors).toMatchObject([
      { message: expect.stringContaining(name.toLowerCase()) as string, extensions: { code: 'BAD_INPUT' } },
    ]);
    expect(world.calls()['dss-design']).toBe(0);
  });
});

import { createHmac } from 'node:crypto';
import { mkdtempDisposableSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { startProcess } from '../../test/cli-process.ts';
import type { Besieged } from './siege.ts';

const launcher = fileURLToPath(new URL('../../bin/rollcall.js', import.meta.url));
const baseline = fileURLToPath(new URL('./baseline.ts', import.meta.url));

const Ready = z.object({
  gateway: z.object({ url: z.string() }),
  systems: z
    .array(z.object({ key: z.string(), url: z.string(), credentials: z.record(z.string(), z.string()) }))
    .default([]),
});

type Ready = z.infer<typeof Ready>;

/** Both get as much memory as a small container has, so that a server that takes more dies and does not take the machine along. */
const HEAP = '--max-old-space-size=384';

const SECRET = 'a secret that tokens of this measurement are signed with';
const ISSUER = 'https://issuer.example';

/** A server under measurement, with the systems behind it. */
export type Server = Besieged & Pick<Ready, 'systems'> & AsyncDisposable;

/** The gateway as `rollcall sandbox` starts it, with callers that must say who they are. */
export async function startOurs(settings: object = {}): Promise<Server> {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'rollcall-verify-'));
  const grants = [{ when: 'always', roles: ['auditor'], systems: 'all' }];
  const issuer = {
    name: 'bench',
    issuer: ISSUER,
    audience: 'rollcall',
    sharedSecret: SECRET,
    claims: { grants },
  };
  const config = {
    auth: { issuers: [issuer] },
    limits: { headersTimeoutMs: 3_000, requestTimeoutMs: 4_000 },
    graphiql: false,
    ...settings,
  };
  writeFileSync(join(folder.path, 'gateway.yaml'), JSON.stringify(config));
  const options = ['--port', '0', '--json', '--config', join(folder.path, 'gateway.yaml')];
  return await started([launcher, 'sandbox', ...options]);
}

/** Apollo Server and got with their defaults, over one of the same systems. */
export function startBaseline({ systems }: Server): Promise<Server> {
  const { url = '', credentials = {} } = systems.find(({ key }) => key === 'dss-design') ?? {};
  return started([baseline, url, credentials['apiKey'] ?? '']);
}

async function started(args: readonly string[]): Promise<Server> {
  const running = startProcess(process.execPath, [HEAP, ...args], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const { gateway, systems } = Ready.parse(JSON.parse(await running.line()));
  return {
    process: running.process,
    url: new URL('/graphql', gateway.url).href,
    systems,
    authorization: `Bearer ${token()}`,
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}

function token(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1_000) + 3_600;
  const head = part({ alg: 'HS256', typ: 'JWT' });
  const signed = `${head}.${part({ iss: ISSUER, aud: 'rollcall', sub: 'verify', exp })}`;
  return `${signed}.${createHmac('sha256', SECRET).update(signed).digest('base64url')}`;
}

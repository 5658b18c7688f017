import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempDisposableSync, readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { type Checkup, examine } from '../src/doctor.ts';
import type { Finding } from '../src/doctor/finding.ts';
import { type VendorName, connectors } from '../src/connectors/index.ts';
import type { Simulator } from '../src/sandbox/kit.ts';
import { sandboxSystems, simulators } from '../src/sandbox/simulators.ts';
import { smallWorld } from '../src/sandbox/world.ts';
import { configFile, run } from './cli-process.ts';

type Raw = Readonly<Record<string, unknown>>;

/** A simulator and the settings of a system that reaches it. */
async function simulated(
  vendor: VendorName,
): Promise<{ simulator: Simulator; system: Raw } & AsyncDisposable> {
  const simulator = await simulators[vendor](smallWorld(vendor));
  const credentials = Object.fromEntries(
    sandboxSystems[vendor].signIn.map((name) => [name, simulator.credentials[name]]),
  );
  return {
    simulator,
    system: { vendor, url: simulator.url, credentials },
    [Symbol.asyncDispose]: () => simulator[Symbol.asyncDispose](),
  };
}

/** Examines one system as the configuration describes it. */
async function examined(system: Raw, deadlineMs = 5_000): Promise<Checkup> {
  const [configured] = readConfig({ systems: { here: system } }).systems;
  if (configured === undefined) throw new Error('no system');
  try {
    return await examine(configured, deadlineMs);
  } finally {
    configured.close();
  }
}

const finding = ({ findings }: Checkup, check: string): Finding | undefined =>
  findings.find((found) => found.check === check);

const statesOf = ({ findings }: Checkup) =>
  Object.fromEntries(findings.map(({ check, state }) => [check, state]));

const untried = {
  users: 'NOT_TRIED',
  groups: 'NOT_TRIED',
  'group members': 'NOT_TRIED',
  projects: 'NOT_TRIED',
  memberships: 'NOT_TRIED',
  'primary groups': 'NOT_TRIED',
  'last activity': 'NOT_TRIED',
  sessions: 'NOT_TRIED',
  administrators: 'NOT_TRIED',
  jobs: 'NOT_TRIED',
};

describe('a system in order', () => {
  test.for(Object.keys(connectors) as VendorName[])('of %s is found to be so', async (vendor) => {
    await using upstream = await simulated(vendor);

    const checkup = await examined(upstream.system);

    expect(checkup.findings.filter(({ advice }) => advice !== null)).toEqual([]);
    expect(checkup.ok).toBe(true);
    expect(finding(checkup, 'users')?.seen).toBe(String(smallWorld(vendor).accounts.length));
    expect(upstream.simulator.effects).toEqual([]);
  });

  test('tells who the gateway is there, the release, the clock, and what the vendor has not', async () => {
    await using upstream = await simulated('dataiku-dss');

    const checkup = await examined(upstream.system);

    expect(checkup).toMatchObject({
      key: 'here',
      vendor: 'DATAIKU_DSS',
      account: 'rollcall',
      version: '14.3.3',
    });
    expect(finding(checkup, 'credential')).toMatchObject({ state: 'OK', seen: 'API key; acts as rollcall' });
    expect(Math.abs(checkup.clockSkewMs ?? Infinity)).toBeLessThan(10_000);
    expect(finding(checkup, 'primary groups')).toMatchObject({
      state: 'UNSUPPORTED',
      seen: 'this vendor has none',
    });
  });
});

describe('a system that is not in order', () => {
  test('is not asked further where nobody listens', async () => {
    await using upstream = await simulated('dataiku-dss');
    await upstream.simulator[Symbol.asyncDispose]();

    const checkup = await examined(upstream.system);

    expect(checkup.ok).toBe(false);
    expect(statesOf(checkup)).toEqual({ reached: 'FAILED', ...untried });
    expect(finding(checkup, 'reached')).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      advice: 'Nothing listens there: check the host and the port of the url, and whether the system runs.',
    });
  });

  test('is not asked further where it does not answer', async () => {
    await using upstream = await simulated('dataiku-dss');
    upstream.simulator.setFaults([{ fault: 'hang' }]);

    const checkup = await examined(upstream.system, 100);

    expect(finding(checkup, 'reached')).toMatchObject({ state: 'FAILED', code: 'UPSTREAM_TIMEOUT' });
    expect(upstream.simulator.requests).toHaveLength(1);
  });

  test.for<[vendor: VendorName, credentials: Raw]>([
    ['iguazio', { accessKey: '00000000-0000-4000-8000-000000000000' }],
    ['dataiku-dss', { apiKey: 'wrong' }],
    ['dataiku-govern', { apiKey: 'wrong' }],
    ['squirro', { tenant: 'acme', refreshToken: 'wrong' }],
  ])('of %s is not asked again with a credential it refused', async ([vendor, credentials]) => {
    await using upstream = await simulated(vendor);

    const checkup = await examined({ ...upstream.system, credentials });

    expect(checkup).toMatchObject({ ok: false, account: null });
    expect(statesOf(checkup)).toMatchObject({ reached: 'OK', credential: 'FAILED', ...untried });
    expect(finding(checkup, 'credential')?.advice).toBe(
      'It does not know the credential, or it has expired: set a new one under credentials.',
    );
    expect(JSON.stringify(checkup)).not.toContain(Object.values(credentials).at(-1));
  });

  test('says which right is missing', async () => {
    await using upstream = await simulated('dataiku-dss');
    upstream.simulator.setFaults([{ path: '/public/api/projects', fault: 'status:403' }]);

    const checkup = await examined(upstream.system);

    expect(checkup.ok).toBe(false);
    expect(finding(checkup, 'projects')).toMatchObject({
      state: 'NOT_PERMITTED',
      advice: 'Allow the gateway’s account to list projects, or do without.',
    });
    expect(finding(checkup, 'groups')?.state).toBe('OK');
  });

  test('is told apart from another product under its url', async () => {
    await using upstream = await simulated('dataiku-dss');
    upstream.simulator.setFaults([{ fault: 'html' }]);

    const checkup = await examined(upstream.system);

    expect(finding(checkup, 'reached')).toMatchObject({
      code: 'UPSTREAM_INVALID_RESPONSE',
      advice: expect.stringContaining('check the url') as string,
    });
  });

  test('is warned of, not failed, where it is slower than a request may be', async () => {
    await using upstream = await simulated('dataiku-dss');
    upstream.simulator.setFaults([{ path: '/public/api/projects/', fault: 'latency:2000' }]);

    const checkup = await examined(upstream.system, 1_500);

    expect(checkup.ok).toBe(true);
    expect(finding(checkup, 'projects')).toMatchObject({
      state: 'WARNING',
      advice: expect.stringContaining('raise limits.deadlineMs') as string,
    });
  });
});

describe('a server with a certificate of its own', () => {
  test('is refused until its authority is named, and the advice says how', async () => {
    using folder = mkdtempDisposableSync(join(tmpdir(), 'rollcall-'));
    const { key, cert, file } = selfSigned(folder.path);
    await using server = await listening(createServer({ key, cert }, (_, response) => response.end('{}')));
    const dss = {
      vendor: 'dataiku-dss',
      url: `https://localhost:${server.port}`,
      credentials: { apiKey: 'k' },
    };

    const refused = await examined(dss);
    const trusted = await examined({ ...dss, tls: { caFile: file } });

    expect(finding(refused, 'reached')).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      seen: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT') as string,
      advice: expect.stringContaining('tls.caFile') as string,
    });
    expect(finding(trusted, 'reached')?.code).not.toBe('UPSTREAM_UNAVAILABLE');
  });

  test('is missed where a url says https and the port speaks http', async () => {
    await using upstream = await simulated('dataiku-dss');

    const checkup = await examined({
      ...upstream.system,
      url: upstream.simulator.url.replace('http:', 'https:'),
    });

    expect(finding(checkup, 'reached')?.advice).toBe(
      'It does not speak TLS there: check the scheme and the port of the url.',
    );
  });
});

test('clocks that are far apart are a warning', async () => {
  const answer =
    'HTTP/1.1 403 Forbidden\r\ndate: Sat, 01 Jan 2000 00:00:00 GMT\r\ncontent-length: 2\r\n\r\n{}';
  const old = createTcpServer((socket) =>
    socket.on('data', () => socket.write(answer)).on('error', () => undefined),
  );
  await using server = await listening(old);

  const checkup = await examined({
    vendor: 'dataiku-dss',
    url: `http://127.0.0.1:${server.port}`,
    credentials: { apiKey: 'k' },
  });

  expect(finding(checkup, 'clock')).toMatchObject({
    state: 'WARNING',
    seen: expect.stringMatching(/^\d+ s behind$/u) as string,
    advice: expect.stringContaining('NTP') as string,
  });
});

describe('rollcall check', () => {
  test('draws a table per system, and ends with 1 because one is gone', async () => {
    await using upstream = await simulated('dataiku-dss');
    const gone = { ...upstream.system, url: 'http://127.0.0.1:9', displayName: 'Lab' };
    using config = configFile({ systems: { 'dss-design': upstream.system, lab: gone } });

    const { code, stdout, stderr } = await run(['check', '--config', config.file]);

    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(
      /^dss-design \(DATAIKU_DSS\) at http:\/\/127\.0\.0\.1:\d+\n {2}reached {9}ok {2}/u,
    );
    expect(stdout).toContain('lab "Lab" (DATAIKU_DSS) at http://127.0.0.1:9\n  reached         FAILED  ');
    expect(stdout).toContain('                  -> Nothing listens there:');
    expect(stdout).toMatch(/\n1 of 2 systems are in order\.\n$/u);
  });

  test('says the same to machines', async () => {
    await using upstream = await simulated('dataiku-dss');
    using config = configFile({ systems: { 'dss-design': upstream.system } });

    const { code, stdout } = await run(['check', '--json', '--config', config.file]);

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      systems: [{ key: 'dss-design', ok: true, account: 'rollcall' }],
    });
  });

  test('tells machines the mistakes of the configuration', async () => {
    using config = configFile({ systems: {} });

    const { code, stdout, stderr } = await run(['check', '--json', '--config', config.file]);

    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      mistakes: [{ path: 'systems', message: 'there must be at least one system' }],
    });
  });
});

/** A certificate for localhost that only its own file vouches for. */
function selfSigned(folder: string): { key: Buffer; cert: Buffer; file: string } {
  const [key, file] = [join(folder, 'key.pem'), join(folder, 'ca.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const made = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    key,
    '-out',
    file,
  ];
  execFileSync('openssl', ['req', '-x509', '-days', '2', ...made, ...subject], { stdio: 'ignore' });
  return { key: readFileSync(key), cert: readFileSync(file), file };
}

async function listening(
  server: ReturnType<typeof createTcpServer>,
): Promise<{ port: number } & AsyncDisposable> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.close();
      await Promise.resolve();
    },
  };
}

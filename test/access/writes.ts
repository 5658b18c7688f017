import { stableId } from '../../src/connectors/squirro/simulator/ids.ts';
import type { Simulator } from '../../src/sandbox/kit.ts';
import { stableUuid } from '../../src/sandbox/world.ts';

// What worlds cannot say, written in each vendor's own protocol by an administrator, behind the gateway's back.

interface Upstream extends Simulator {
  readonly credentials: Readonly<Record<string, string>>;
}

/** A simulator with what its administrator signs in with. */
function withCredentials(simulator: Simulator): Upstream {
  if (!('credentials' in simulator)) throw new Error('nothing to sign in with');
  return simulator as Upstream;
}

async function send(url: string, method: string, headers: Record<string, string>, body?: string) {
  const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
  return text;
}

/** Writes to a DSS: the path, and the document that replaces the one there. */
export function dssWriter(simulator: Simulator) {
  const { url, credentials } = withCredentials(simulator);
  return (method: 'PUT' | 'DELETE', path: string, document?: unknown) =>
    send(
      `${url}/public/api${path}`,
      method,
      { authorization: `Bearer ${credentials['apiKey']}` },
      document === undefined ? undefined : JSON.stringify(document),
    );
}

/** Writes to an Iguazio: attributes of something that is there, or its end. */
export function iguazioWriter(simulator: Simulator) {
  const { url, credentials } = withCredentials(simulator);
  const headers = {
    'content-type': 'application/json',
    cookie: `session=${encodeURIComponent(`j:{"sid":"${credentials['accessKey']}"}`)}`,
  };
  return (method: 'PUT' | 'DELETE', type: 'user' | 'user_group', name: string, attributes?: object) =>
    send(
      `${url}/api/${type}s/${stableUuid('iguazio', type === 'user' ? 'user' : 'group', name)}`,
      method,
      headers,
      attributes && JSON.stringify({ data: { type, attributes, relationships: {} } }),
    );
}

/** Writes to a Squirro: the server role of an account, or the end of an account or group. */
export async function squirroWriter(simulator: Simulator) {
  const { url, credentials } = withCredentials(simulator);
  const grant = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: credentials['refreshToken'] ?? '',
  });
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await send(`${url}/api/user/oauth2/token`, 'POST', form, grant.toString());
  const { access_token: token } = JSON.parse(answer) as { access_token: string };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const base = `${url}/api/user`;
  return {
    setRole: (username: string, role: string) =>
      send(`${base}/v1/acme/users/${stableId('user', username)}`, 'PUT', headers, JSON.stringify({ role })),
    remove: (kind: 'user' | 'group', name: string) =>
      send(`${base}/v0/acme/${kind}s/${stableId(kind, name)}`, 'DELETE', headers),
  };
}

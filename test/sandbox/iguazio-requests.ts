import { request as send, type IncomingHttpHeaders } from 'node:http';
import { simulateIguazio, type IguazioOptions } from '../../src/connectors/iguazio/simulator/index.ts';
import type { Simulator } from '../../src/sandbox/kit.ts';
import { smallWorld, type SystemWorld } from '../../src/sandbox/world.ts';

export interface Reference {
  readonly type: string;
  readonly id: string;
}

export interface WireResource extends Reference {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships?: Readonly<Record<string, { readonly data: Reference | readonly Reference[] }>>;
}

/** The members any document may have; a test reads the ones it expects. */
interface Document<Data> {
  readonly data: Data;
  readonly included: readonly WireResource[];
  readonly meta: Readonly<Record<string, unknown>>;
  readonly errors: readonly { readonly status: number; readonly detail: string }[];
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as a document about one resource. */
  readonly one: Document<WireResource>;
  /** The body as a document about a list. */
  readonly many: Document<readonly WireResource[]>;
}

/** An Iguazio over the small world or another; `call` asks with the gateway's own access key. */
export async function startIguazio(options?: IguazioOptions, world: SystemWorld = smallWorld('iguazio')) {
  const simulator = await simulateIguazio(world, options);
  return { ...simulator, call: withKey(simulator, simulator.credentials.accessKey) };
}

/** Sends exactly these headers (and Host, and the length of a body), this path and this body, and waits for the answer. */
export function raw(
  simulator: Simulator,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = body === '' ? headers : { ...headers, 'content-length': String(Buffer.byteLength(body)) };
    const outgoing = send(`${simulator.url}${path}`, { method, headers: sent }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const json: unknown = text === '' ? {} : JSON.parse(text);
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          text,
          one: json as Answer['one'],
          many: json as Answer['many'],
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** The headers of the vendor's Python client with an access key: the cookie literal, the media type even without a body. */
export const pythonHeaders = (accessKey: string): Record<string, string> => ({
  accept: '*/*',
  'accept-encoding': 'gzip, deflate',
  connection: 'keep-alive',
  'user-agent': 'python-httpx/0.23.3',
  'content-type': 'application/json',
  cookie: `session=j:{"sid": "${accessKey}"}`,
});

export type Caller = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answer>;

/** Calls as the holder of an access key; a body that is text is sent as it is. */
export const withKey =
  (simulator: Simulator, accessKey: string): Caller =>
  (method, path, body, headers = {}) =>
    raw(
      simulator,
      method,
      path,
      { ...pythonHeaders(accessKey), ...headers },
      body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body),
    );

/** Opens a session by password and calls with its cookie. */
export async function signIn(simulator: Simulator, username: string, password?: string): Promise<Caller> {
  const answer = await logIn(simulator, { username, password: password ?? `Passw0rd-of-${username}` });
  const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  return (method, path, body, headers = {}) =>
    raw(
      simulator,
      method,
      path,
      { 'content-type': 'application/json', cookie, ...headers },
      body === undefined ? '' : JSON.stringify(body),
    );
}

export const logIn = (simulator: Simulator, attributes: object, headers: Record<string, string> = {}) =>
  raw(
    simulator,
    'POST',
    '/api/sessions',
    { 'content-type': 'application/json', ...headers },
    JSON.stringify({ data: { type: 'session', attributes, relationships: {} } }),
  );

export const document = (type: string, attributes: object, relationships: object = {}) => ({
  data: { type, attributes, relationships },
});

/** The id of what has that name, looked up as the Python client does. */
export async function idOf(
  call: Caller,
  type: 'users' | 'user_groups' | 'projects',
  name: string,
): Promise<string> {
  const attribute = type === 'users' ? 'username' : 'name';
  const { many } = await call('GET', `/api/${type}?filter%5B${attribute}%5D=${encodeURIComponent(name)}`);
  const [first] = many.data;
  if (!first) throw new Error(`no ${name} in ${type}`);
  return first.id;
}

export const groups = (...ids: readonly string[]) => ({
  user_groups: { data: ids.map((id) => ({ type: 'user_group', id })) },
});

/** What was recorded, without the times. */
export const effectsOf = (simulator: Simulator) =>
  simulator.effects.map(({ kind, target }) => ({ kind, target }));

export const idsOf = (resource: WireResource, relationship: string): string[] => {
  const data = resource.relationships?.[relationship]?.data ?? [];
  return [data].flat().map(({ id }) => id);
};

export const namesOf = (resources: readonly WireResource[]): unknown[] =>
  resources.map(({ attributes }) => attributes['username'] ?? attributes['name']);

/** What the Python client sends of a new user, at the least. */
export const newUser = {
  username: 'dana',
  first_name: 'Dana',
  last_name: 'Example',
  email: 'dana@example.org',
  assigned_policies: ['Developer', 'Application Read Only'],
  phone_number: '',
  job_title: '',
  department: '',
};

export const readGroups = async (call: Caller, user: string) =>
  idsOf((await call('GET', `/api/users/${user}?include=user_groups`)).one.data, 'user_groups').toSorted();
export const readPrimary = async (call: Caller, user: string) =>
  idsOf((await call('GET', `/api/users/${user}?include=primary_group`)).one.data, 'primary_group')[0];

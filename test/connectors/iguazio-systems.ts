import { iguazio } from '../../src/connectors/iguazio/index.ts';
import { type IguazioSimulator, simulateIguazio } from '../../src/connectors/iguazio/simulator/index.ts';
import type { Session, System } from '../../src/connector.ts';
import { parseSystemKey, ref, type SystemKey } from '../../src/model/ref.ts';
import type { User } from '../../src/model/types.ts';
import { Journal, type SimRequest, type SimResponse } from '../../src/sandbox/exchange.ts';
import { type Simulator, simulate } from '../../src/sandbox/kit.ts';
import { smallWorld, stableUuid } from '../../src/sandbox/world.ts';
import { Scope } from '../../src/scope.ts';

export const key = parseSystemKey('iguazio-main') as SystemKey;

export const startIguazio = () => simulateIguazio(smallWorld('iguazio'));

/** The ids of the seeded world, by the names one remembers. */
export const userId = (username: string) => stableUuid('iguazio', 'user', username);
export const groupId = (name: string) => stableUuid('iguazio', 'group', name);
export const projectId = (name: string) => stableUuid('iguazio', 'project', name);
export const groupRefs = (...names: string[]) => names.map((name) => ref('group', key, groupId(name)));
export const userRefs = (...names: string[]) => names.map((name) => ref('user', key, userId(name)));

/** A system configured as the gateway would. */
export function systemAt(url: string, credentials: unknown, maxResponseBytes = 256 * 1024 * 1024): System {
  const common = { key, displayName: 'Main', url, ca: undefined, maxConcurrent: 8, maxResponseBytes };
  return iguazio.configure(common, iguazio.settings.parse({ credentials }));
}

export const systemOf = ({ url, credentials: { accessKey } }: IguazioSimulator): System =>
  systemAt(url, { accessKey });

/** The work of one request; `selected` are the fields its operation would name. */
export const scopeOf = (...selected: string[]) =>
  new Scope({ deadline: 5_000, perAccountLimit: 100, selected: new Set(selected) });

export const openSession = (upstream: IguazioSimulator, ...selected: string[]): Session =>
  systemOf(upstream).open(scopeOf(...selected));

/** The work of one request, in the name of somebody of the small world. */
export const openAs = (username: string, { url }: Simulator, ...selected: string[]): Session =>
  systemAt(url, { username, password: `Passw0rd-of-${username}` }).open(scopeOf(...selected));

/** Changes attributes as an administrator would, behind the gateway's back. */
export async function write(
  { url, credentials: { accessKey } }: IguazioSimulator,
  type: 'user' | 'user_group',
  id: string,
  attributes: object,
): Promise<void> {
  const response = await fetch(`${url}/api/${type}s/${id}`, {
    method: 'PUT',
    headers: { cookie: `session=${encodeURIComponent(`j:{"sid":"${accessKey}"}`)}` },
    body: JSON.stringify({ data: { type, attributes, relationships: {} } }),
  });
  if (!response.ok) throw new Error(await response.text());
}

/** Reads a fact that takes a read of its own, by the account's native id. */
export function readFact(
  { users: { facts } }: Session,
  fact: 'isAdmin' | 'isOperational',
  users: readonly User[],
): Promise<ReadonlyMap<string, boolean | null>> {
  const source = facts[fact];
  if (typeof source !== 'function') throw new Error(`${fact} takes no read`);
  return source(users);
}

/** What a simulator was asked: the paths, decoded, without the prefix. */
export const callsOf = ({ requests }: Pick<Simulator, 'requests'>): string[] =>
  requests.map(({ method, path }) => `${method} ${decodeURIComponent(path).replace('/api/', '')}`);

/** How often each list or object was asked for, pages and ids aside. */
export function countsOf({ requests }: Pick<Simulator, 'requests'>): Record<string, number> {
  const kinds = requests.map(({ path }) =>
    path
      .replace(/^\/api\//u, '')
      .replace(/\?.*/u, '')
      .replace(/\/.*/u, '/{id}'),
  );
  return Object.fromEntries([...Map.groupBy(kinds, (kind) => kind)].map(([kind, all]) => [kind, all.length]));
}

type Answer = object | ((request: SimRequest) => SimResponse);

/** A server that says exactly this, by path, to whoever asks; anything else is not there. */
export async function serverOf(
  answers: Readonly<Record<string, Answer>>,
): Promise<Simulator & { session: Session }> {
  const simulator = await simulate<string>(
    {
      routes: Object.entries(answers).map(([path, answer]) => ({
        method: path === '/sessions' ? 'POST' : 'GET',
        pattern: `/api${path}`,
        handle: (request) => (typeof answer === 'function' ? (answer(request) as SimResponse) : ok(answer)),
      })),
      authenticate: () => ({ caller: 'anybody' }),
      error: refusal,
    },
    { journal: new Journal() },
  );
  return { ...simulator, session: systemAt(simulator.url, { accessKey: 'hush' }).open(scopeOf()) };
}

export const ok = (json: object): SimResponse => ({ status: 200, json });

/** A failure in Iguazio's shape. */
export const refusal = (status: number, detail = 'refused'): SimResponse => ({
  status,
  json: { errors: [{ status, detail }], meta: { ctx: '09123456789012345678' } },
});

/** The error a promise is rejected with; its value where it is not. */
export const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => value,
    (error: unknown) => error,
  );

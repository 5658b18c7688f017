import { squirro } from '../../src/connectors/squirro/index.ts';
import type { SquirroSession } from '../../src/connectors/squirro/session.ts';
import { stableId } from '../../src/connectors/squirro/simulator/ids.ts';
import type { SquirroCredentials } from '../../src/connectors/squirro/simulator/index.ts';
import type { SquirroSystem } from '../../src/connectors/squirro/system.ts';
import { parseSystemKey, type SystemKey } from '../../src/model/ref.ts';
import type { Details } from '../../src/model/types.ts';
import { Journal, type SimRequest, type SimResponse } from '../../src/sandbox/exchange.ts';
import { type Simulator, simulate } from '../../src/sandbox/kit.ts';
import { Scope } from '../../src/scope.ts';

export const key = parseSystemKey('squirro-main') as SystemKey;

export interface Upstream {
  readonly url: string;
  readonly credentials: Partial<SquirroCredentials>;
}

/** A system as the gateway would configure it. */
export function systemOf({ url, credentials }: Upstream, more: Record<string, unknown> = {}): SquirroSystem {
  const common = {
    key,
    displayName: 'Squirro',
    url,
    ca: undefined,
    maxConcurrent: 8,
    maxResponseBytes: 256 * 1024 * 1024,
  };
  const settings = squirro.settings.parse({ credentials, ...more });
  return squirro.configure(common, settings as never) as SquirroSystem;
}

/** The work of one request; `selected` are the fields its operation would name. */
export const open = (upstream: Upstream, ...selected: string[]): SquirroSession =>
  systemOf(upstream).open(scopeOf(...selected));

export const scopeOf = (...selected: string[]) =>
  new Scope({ deadline: 5_000, perAccountLimit: 100, selected: new Set(selected) });

/** Reads a field that only a detail reader knows, as a resolver would. */
export function detail(
  session: SquirroSession,
  of: Details | null | undefined,
  field: string,
  args: object = {},
): Promise<unknown> {
  const reader = of && squirro.details[of.__typename]?.[field];
  if (!reader) throw new Error(`no reader of ${field}`);
  return Promise.resolve(reader(of as never, args as never, session as never));
}

/** What a simulator was asked, sign-in left out, without the prefix of the user service. */
export const callsOf = (upstream: Pick<Simulator, 'requests'>): string[] =>
  upstream.requests
    .filter(({ path }) => !path.endsWith('/oauth2/token'))
    .map(({ method, path }) => `${method} ${path.replace('/api/user', '')}`);

export const signInsOf = ({ requests }: Pick<Simulator, 'requests'>): number =>
  requests.filter(({ path }) => path.endsWith('/oauth2/token')).length;

/** Ids as the world's names have them. */
export const idOf = (kind: 'user' | 'group' | 'project' | 'grant', ...names: string[]): string =>
  stableId(kind, ...names);

/** Signs somebody else in: a refresh token of a person of the world. */
export async function credentialsOf(
  username: string,
  { url, credentials: { clientId = '', clientSecret = '' } }: Upstream,
): Promise<{ readonly url: string; readonly credentials: { readonly refreshToken: string } }> {
  const response = await fetch(`${url}/api/user/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'password',
      username: `${username}@example.org`,
      password: `${username}-password`,
      client_id: clientId,
      client_secret: clientSecret,
    }),
  });
  const { refresh_token: refreshToken } = (await response.json()) as { refresh_token: string };
  return { url, credentials: { refreshToken } };
}

type Answer = SimResponse | ((request: SimRequest) => SimResponse | Promise<SimResponse>);

/** A server that says exactly this, by method and path. It signs everybody in unless it is told how to. */
export async function serverOf(
  answers: Readonly<Record<string, Answer>>,
): Promise<Simulator & { readonly credentials: { readonly refreshToken: string } }> {
  const all = { [TOKEN]: json(token()), ...answers };
  const simulator = await simulate<undefined>(
    {
      routes: Object.entries(all).map(([call, answer]) => {
        const [method = '', pattern = ''] = call.split(' ');
        return { method, pattern, handle: typeof answer === 'function' ? answer : () => answer };
      }),
      authenticate: () => ({ caller: undefined }),
      error: refusal,
    },
    { journal: new Journal() },
  );
  return { ...simulator, credentials: { refreshToken: 'refresh-token-of-the-gateway' } };
}

export const TOKEN = 'POST /api/user/oauth2/token';

/** An answer of the token endpoint. */
export const token = (changes: Record<string, unknown> = {}) => ({
  access_token: 'access-token-1',
  refresh_token: 'refresh-token-of-the-gateway',
  user_id: 'gateway',
  tenant: 'acme',
  role: 'admin',
  ...changes,
});

export const json = (body: unknown): SimResponse => ({ status: 200, json: body });
export const refusal = (status: number, error = 'refused'): SimResponse => ({ status, json: { error } });

/** The error a promise is rejected with. */
export const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => value,
    (error: unknown) => error,
  );

import type { Connector, System } from '../../src/connector.ts';
import { dss, govern } from '../../src/connectors/dataiku/index.ts';
import type { DataikuSession } from '../../src/connectors/dataiku/session.ts';
import { parseSystemKey, type SystemKey } from '../../src/model/ref.ts';
import type { Details } from '../../src/model/types.ts';
import { Journal, type SimResponse } from '../../src/sandbox/exchange.ts';
import { type Simulator, simulate } from '../../src/sandbox/kit.ts';
import { Scope } from '../../src/scope.ts';

export const key = parseSystemKey('dss-design') as SystemKey;

interface Upstream {
  readonly url: string;
  readonly credentials: { readonly apiKey: string };
}

/** A system of one of the two connectors, configured as the gateway would. */
export function systemOf(
  connector: Connector,
  { url, credentials }: Upstream,
  more: Record<string, unknown> = {},
  maxResponseBytes = 256 * 1024 * 1024,
): System {
  const common = { key, displayName: 'Design', url, ca: undefined, maxConcurrent: 8, maxResponseBytes };
  return connector.configure(common, connector.settings.parse({ credentials, ...more }) as never);
}

/** The work of one request; `selected` are the fields its operation would name. */
export function openDss(upstream: Upstream, ...selected: string[]): DataikuSession {
  return systemOf(dss, upstream).open(scopeOf(...selected)) as DataikuSession;
}

export function openGovern(upstream: Upstream, ...selected: string[]): DataikuSession {
  return systemOf(govern, upstream).open(scopeOf(...selected)) as DataikuSession;
}

export const scopeOf = (...selected: string[]) =>
  new Scope({ deadline: 5_000, perAccountLimit: 100, selected: new Set(selected) });

/** Reads a field that only a detail reader knows, as a resolver would. */
export function detail(session: DataikuSession, of: Details | null, field: string): unknown {
  const reader = of && dss.details[of.__typename]?.[field];
  if (!reader) throw new Error(`no reader of ${field}`);
  return reader(of as never, {} as never, session as never);
}

/** What a simulator was asked, without the prefix. */
export const callsOf = ({ requests }: Pick<Simulator, 'requests'>): string[] =>
  requests.map(({ method, path }) => `${method} ${path.replace('/public/api', '')}`);

/** A server that says exactly this, by path, to whoever asks; anything else is not there. */
export async function serverOf(
  answers: Readonly<Record<string, SimResponse>>,
): Promise<Simulator & Upstream> {
  const simulator = await simulate<string>(
    {
      routes: Object.entries(answers).map(([path, answer]) => ({
        method: 'GET',
        pattern: `/public/api${path}`,
        handle: () => answer,
      })),
      authenticate: () => ({ caller: 'anybody' }),
      error: (status, message) => refusal(status, NOT_FOUND, message),
    },
    { journal: new Journal() },
  );
  return { ...simulator, credentials: { apiKey: 'hush' } };
}

export const json = (body: unknown): SimResponse => ({ status: 200, json: body });

export const NOT_FOUND = 'com.dataiku.dip.server.controllers.NotFoundException';
export const UNAUTHORIZED = 'com.dataiku.dip.exceptions.UnauthorizedException';

/** An error in Dataiku's shape. */
export const refusal = (status: number, errorType: string, message = 'refused'): SimResponse => ({
  status,
  json: { errorType, message, detailedMessage: message },
});

/** The error a promise is rejected with, or what it came to. */
export const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => value,
    (error: unknown) => error,
  );

import { z } from 'zod';
import { type Http, path } from '../../http.ts';
import type { SystemKey } from '../../model/ref.ts';
import { ProblemError } from '../../problems.ts';
import { type Scope, Shared } from '../../scope.ts';
import { Secret } from '../../secret.ts';

export type Headers = Readonly<Record<string, string>>;

/** How calls are made in the name of an account. */
export interface SignIn {
  /** In words, never the credential. */
  readonly credential: string;
  /** Sends a call with the account's headers; signs in first, or again, where there are sessions. */
  signed<T>(scope: Scope, send: (headers: Headers) => Promise<T>): Promise<T>;
}

const KEY_REFUSED = 'The system does not accept the gateway’s access key. Check credentials.accessKey.';

/** Signs every call with an access key: as a cookie, and with a username as Basic as well (§2.1, §2.2). */
export function withAccessKey(accessKey: Secret, username: string | undefined): SignIn {
  const headers = (): Headers => {
    const key = accessKey.reveal();
    // Percent-encoded: the raw form holds braces, quotes and a space, which not every proxy lets pass.
    const cookie = `session=${encodeURIComponent(`j:${JSON.stringify({ sid: key })}`)}`;
    if (username === undefined) return { cookie };
    return { cookie, authorization: `Basic ${Buffer.from(`${username}:${key}`).toString('base64')}` };
  };
  return {
    credential: username === undefined ? 'access key' : `access key of ${username}`,
    signed: (_scope, send) =>
      send(headers()).catch((error: unknown) => {
        throw isRefusal(error, [401]) ? notAccepted(error, KEY_REFUSED) : error;
      }),
  };
}

/** Milliseconds a sign-in may take. It is shared, so no single request's deadline ends it. */
const DEADLINE = 10_000;
/** Milliseconds for which a refused sign-in is not tried again: a wrong password must not lock the account. */
const REFUSED_FOR = 30_000;
/** A wrong pair, a disabled account, an unknown tenant; and a tenant that does not match (§2.3). */
const LOGIN_REFUSALS = [401, 400];
const REFUSED =
  'The system does not accept the gateway’s username and password. Check credentials.username and credentials.password.';

/** Keeps one session for the whole process, opened with a password, and again whenever the platform has ended it. */
export class PasswordSignIn implements SignIn {
  readonly credential: string;
  readonly #system: SystemKey;
  readonly #http: Http;
  readonly #username: string;
  readonly #password: Secret;
  /** What the session is known by; shared by all who wait for it to be opened. */
  #session: Shared<Secret> | undefined;

  constructor(system: SystemKey, http: Http, username: string, password: Secret) {
    this.credential = `username and password of ${username}`;
    this.#system = system;
    this.#http = http;
    this.#username = username;
    this.#password = password;
  }

  /** A 401 means that the session is over: the call is sent once more in a new one. A second 401 stands. */
  async signed<T>(scope: Scope, send: (headers: Headers) => Promise<T>): Promise<T> {
    const session = this.#current(scope);
    const cookie = await session.waitedForBy(scope);
    try {
      return await send({ cookie: cookie.reveal() });
    } catch (error) {
      if (!isRefusal(error, [401])) throw error;
    }
    this.#forget(session);
    const renewed = await this.#current(scope).waitedForBy(scope);
    return send({ cookie: renewed.reveal() });
  }

  #current(scope: Scope): Shared<Secret> {
    if (this.#session) return this.#session;
    const session = new Shared(this.#system, scope, DEADLINE, (own) => this.#open(own));
    session.result.catch((error: unknown) => {
      if (isRefusal(error, LOGIN_REFUSALS)) setTimeout(() => this.#forget(session), REFUSED_FOR).unref();
      else this.#forget(session);
    });
    return (this.#session = session);
  }

  /** Forgets a session, unless a newer one has taken its place. */
  #forget(session: Shared<Secret>): void {
    if (this.#session === session) this.#session = undefined;
  }

  /** §2.3. All that matters of the answer is its cookie. */
  async #open(scope: Scope): Promise<Secret> {
    const attributes = { username: this.#username, password: this.#password.reveal(), plane: 'control' };
    const json = { data: { type: 'session', attributes, relationships: {} } };
    const call = { method: 'POST', path: path`/api/sessions`, json, changesNothing: true } as const;
    try {
      const { headers } = await this.#http.send(call, z.unknown(), scope);
      return new Secret(this.#cookieIn(headers['set-cookie']));
    } catch (error) {
      throw isRefusal(error, LOGIN_REFUSALS) ? notAccepted(error, REFUSED) : error;
    }
  }

  /** The pair goes back as it came: its value is opaque. */
  #cookieIn(header: string | readonly string[] | undefined): string {
    const pairs = [header ?? []].flat().map((cookie) => cookie.split(';', 1)[0] ?? '');
    const session = pairs.findLast((pair) => /^session=./u.test(pair));
    if (session !== undefined) return session;
    const logged = `${this.#system}: POST /api/sessions: no session cookie`;
    throw new ProblemError('UPSTREAM_INVALID_RESPONSE', { system: this.#system, logged });
  }
}

type Refusal = ProblemError & { readonly status: number };

const isRefusal = (error: unknown, statuses: readonly number[]): error is Refusal =>
  error instanceof ProblemError && error.status !== undefined && statuses.includes(error.status);

/** The platform's no to a credential, with what to check. */
const notAccepted = ({ problem, message: logged, status }: Refusal, message: string) =>
  new ProblemError('NOT_PERMITTED', { system: problem.system ?? undefined, message, logged, status });

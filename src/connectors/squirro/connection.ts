import type { Call, Http, Path, Reply, Shape } from '../../http.ts';
import type { SystemKey } from '../../model/ref.ts';
import { ProblemError } from '../../problems.ts';
import type { Scope } from '../../scope.ts';
import type { Credentials, SignIn, Tokens } from './tokens.ts';

/** What lives as long as the system is configured: connections to its two services, credentials and token. */
export interface Connection {
  readonly system: SystemKey;
  readonly user: Http;
  readonly topic: Http;
  readonly credentials: Credentials;
  readonly tokens: Tokens;
}

/** A call to one of the services, before it is known in which tenant and as whom. */
export interface Request extends Omit<Call, 'path' | 'headers'> {
  readonly service: 'user' | 'topic';
  readonly pathIn: (tenant: string) => Path;
}

/** Calls made for one request with the gateway's access token. */
export class SignedCalls {
  readonly connection: Connection;
  readonly #scope: Scope;

  constructor(connection: Connection, scope: Scope) {
    this.connection = connection;
    this.#scope = scope;
  }

  signIn(): Promise<SignIn> {
    return this.connection.tokens.current(this.#scope);
  }

  send<T>(request: Request, shape: Shape<T>): Promise<Reply<T>> {
    return this.#signed(request, (http, call) => http.send(call, shape, this.#scope));
  }

  /** The rows of an answer, or of one member of it, decoded as they are gone through. */
  list(request: Request, shape: Shape<unknown>, member?: string): Promise<Iterable<unknown>> {
    return this.#signed(request, (http, call) => http.list(call, shape, this.#scope, member));
  }

  /**
   * Only a 401 says that a token is over, a 403 never does (squirro.md §2.4). Sent again once, with another token:
   * what was refused by a 401 had no effect.
   */
  async #signed<T>(
    { service, pathIn, ...call }: Request,
    send: (http: Http, call: Call) => Promise<T>,
  ): Promise<T> {
    const sendAs = ({ tenant, token }: SignIn) => {
      const headers = { authorization: `Bearer ${token.reveal()}` };
      return send(this.connection[service], { ...call, path: pathIn(tenant), headers });
    };
    const signIn = await this.signIn();
    try {
      return await sendAs(signIn);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status !== 401) throw error;
      const other = await this.connection.tokens.otherThan(signIn, this.#scope);
      if (other === undefined) throw error;
      return await sendAs(other);
    }
  }

  /** A call of the user service that takes no token. */
  sendUnsigned<T>(call: Call, shape: Shape<T>): Promise<Reply<T>> {
    return this.connection.user.send(call, shape, this.#scope);
  }
}

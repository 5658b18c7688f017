import { type Call, type Http, type Path, path, type Query, type Shape } from '../../http.ts';
import type { SystemKey } from '../../model/ref.ts';
import { ProblemError } from '../../problems.ts';
import type { Scope } from '../../scope.ts';
import { clientFields, type Credentials, type SignIn, type Tokens } from './tokens.ts';
import {
  WireAccount,
  WireFullAccount,
  WireGrantList,
  WireGroup,
  WireList,
  WireMemberList,
  WirePasswordPolicy,
  WireProject,
  WireSession,
  WireUserList,
  WireWorkspaceList,
  WireWorkspaceUserList,
} from './wire.ts';

/** What lives as long as the system is configured: connections to its two services, credentials and token. */
export interface Connection {
  readonly system: SystemKey;
  readonly user: Http;
  readonly topic: Http;
  readonly credentials: Credentials;
  readonly tokens: Tokens;
}

/** Booleans of query strings are Python's (squirro.md §1.4). */
const flag = (value: boolean) => (value ? 'True' : 'False');

/** Squirro's endpoints, one method each, for one request. */
export class Client {
  readonly system: SystemKey;
  readonly #connection: Connection;
  readonly #scope: Scope;

  constructor(connection: Connection, scope: Scope) {
    this.system = connection.system;
    this.#connection = connection;
    this.#scope = scope;
  }

  /** Who the gateway is. Costs a call only where nobody has signed in yet. */
  signIn(): Promise<SignIn> {
    return this.#connection.tokens.current(this.#scope);
  }

  users({ config }: { config: boolean }) {
    const query = { include_config: flag(config) };
    return this.#list(this.#connection.user, (tenant) => path`/v0/${tenant}/users`, {
      shape: WireUserList,
      member: 'users',
      query,
    });
  }

  account(id: string) {
    const query = { include_projects: flag(false) };
    return this.#user((tenant) => path`/v0/${tenant}/users/${id}`, WireAccount, query);
  }

  fullAccount(id: string, { projects }: { projects: boolean }) {
    const query = { include_projects: flag(projects) };
    return this.#user((tenant) => path`/v1/${tenant}/users/${id}`, WireFullAccount, query);
  }

  async grants(id: string) {
    const query = clientFields(this.#connection.credentials);
    return (await this.#user((tenant) => path`/v0/${tenant}/users/${id}/grants`, WireGrantList, query))
      .grants;
  }

  session(id: string, session: string) {
    return this.#user((tenant) => path`/v0/${tenant}/users/${id}/sessions/${session}`, WireSession);
  }

  passwordPolicy() {
    return this.#user((tenant) => path`/v0/${tenant}/users/password_policy`, WirePasswordPolicy);
  }

  groups() {
    return this.#list(this.#connection.user, (tenant) => path`/v0/${tenant}/groups`, { shape: WireList });
  }

  group(id: string, { projects }: { projects: boolean }) {
    const query = { include_projects: flag(projects) };
    return this.#user((tenant) => path`/v0/${tenant}/groups/${id}`, WireGroup, query);
  }

  async projectMembers(id: string) {
    return (await this.#user((tenant) => path`/v0/${tenant}/projects/${id}/members`, WireMemberList)).members;
  }

  projects() {
    return this.#list(this.#connection.topic, (tenant) => path`/v0/${tenant}/projects`, { shape: WireList });
  }

  project(id: string) {
    return this.#topic((tenant) => path`/v0/${tenant}/projects/${id}`, WireProject);
  }

  workspaces({ projects, adminOnly }: { projects: boolean; adminOnly: boolean }) {
    const query = { include_projects: flag(projects), admin_only: flag(adminOnly) };
    return this.#user(() => path`/v2/workspaces`, WireWorkspaceList, query);
  }

  workspaceUsers(domain: string) {
    return this.#user(() => path`/v2/workspaces/${domain}/users`, WireWorkspaceUserList);
  }

  #user<T>(pathIn: (tenant: string) => Path, shape: Shape<T>, query: Query = {}): Promise<T> {
    return this.#read(this.#connection.user, pathIn, shape, query);
  }

  #topic<T>(pathIn: (tenant: string) => Path, shape: Shape<T>): Promise<T> {
    return this.#read(this.#connection.topic, pathIn, shape, {});
  }

  #read<T>(http: Http, pathIn: (tenant: string) => Path, shape: Shape<T>, query: Query): Promise<T> {
    return this.#signed(pathIn, query, (call) => http.read(call, shape, this.#scope));
  }

  /** Read row by row, as it is gone through. */
  #list(
    http: Http,
    pathIn: (tenant: string) => Path,
    { shape, member, query = {} }: { shape: Shape<unknown>; member?: string; query?: Query },
  ): Promise<Iterable<unknown>> {
    return this.#signed(pathIn, query, (call) => http.list(call, shape, this.#scope, member));
  }

  /** Only a 401 says that a token is over, a 403 never does (squirro.md §2.4). Sent again once, with another token. */
  async #signed<T>(
    pathIn: (tenant: string) => Path,
    query: Query,
    send: (call: Call) => Promise<T>,
  ): Promise<T> {
    const sendAs = ({ tenant, token }: SignIn) => {
      const headers = { authorization: `Bearer ${token.reveal()}` };
      return send({ method: 'GET', path: pathIn(tenant), query, headers });
    };
    const signIn = await this.signIn();
    try {
      return await sendAs(signIn);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status !== 401) throw error;
      const other = await this.#connection.tokens.otherThan(signIn, this.#scope);
      if (other === undefined) throw error;
      return await sendAs(other);
    }
  }
}

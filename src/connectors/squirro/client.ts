import { type Path, path, type Query, type Shape } from '../../http.ts';
import type { SystemKey } from '../../model/ref.ts';
import type { Scope } from '../../scope.ts';
import { type Connection, SignedCalls } from './connection.ts';
import { Edits } from './edits.ts';
import { clientFields, type SignIn } from './tokens.ts';
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
  WireStoredAuthentication,
  WireUserList,
  WireWorkspaceList,
  WireWorkspaceUserList,
} from './wire.ts';

/** Booleans of query strings are Python's (squirro.md §1.4). */
const flag = (value: boolean) => (value ? 'True' : 'False');

/** Squirro's endpoints that tell something, one method each, for one request. Nothing is kept: each call asks anew. */
export class Client {
  readonly system: SystemKey;
  /** The endpoints that change something. */
  readonly edits: Edits;
  readonly #signed: SignedCalls;

  constructor(connection: Connection, scope: Scope) {
    this.system = connection.system;
    this.#signed = new SignedCalls(connection, scope);
    this.edits = new Edits(this.#signed);
  }

  /** Who the gateway is. Costs a call only where nobody has signed in yet. */
  signIn(): Promise<SignIn> {
    return this.#signed.signIn();
  }

  users({ config }: { config: boolean }) {
    const query = { include_config: flag(config) };
    return this.#list('user', (tenant) => path`/v0/${tenant}/users`, {
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
    const query = clientFields(this.#signed.connection.credentials);
    return (await this.#user((tenant) => path`/v0/${tenant}/users/${id}/grants`, WireGrantList, query))
      .grants;
  }

  /** Its secrets included. The service comes before the account. */
  authentication(id: string, service: string) {
    return this.#user(
      (tenant) => path`/v0/${tenant}/authentications/${service}/${id}`,
      WireStoredAuthentication,
    );
  }

  session(id: string, session: string) {
    return this.#user((tenant) => path`/v0/${tenant}/users/${id}/sessions/${session}`, WireSession);
  }

  passwordPolicy() {
    return this.#user((tenant) => path`/v0/${tenant}/users/password_policy`, WirePasswordPolicy);
  }

  /** In the gateway's tenant, or in the workspace of a domain, which serves as tenant (squirro.md §1.3). */
  groups(domain?: string) {
    return this.#list('user', (tenant) => path`/v0/${domain ?? tenant}/groups`, { shape: WireList });
  }

  group(id: string, { projects, domain }: { projects: boolean; domain?: string | undefined }) {
    const query = { include_projects: flag(projects) };
    return this.#user((tenant) => path`/v0/${domain ?? tenant}/groups/${id}`, WireGroup, query);
  }

  async projectMembers(id: string) {
    return (await this.#user((tenant) => path`/v0/${tenant}/projects/${id}/members`, WireMemberList)).members;
  }

  projects() {
    return this.#list('topic', (tenant) => path`/v0/${tenant}/projects`, { shape: WireList });
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
    return this.#read('user', pathIn, shape, query);
  }

  #topic<T>(pathIn: (tenant: string) => Path, shape: Shape<T>): Promise<T> {
    return this.#read('topic', pathIn, shape, {});
  }

  async #read<T>(
    service: 'user' | 'topic',
    pathIn: (tenant: string) => Path,
    shape: Shape<T>,
    query: Query,
  ): Promise<T> {
    return (await this.#signed.send({ method: 'GET', service, pathIn, query }, shape)).body;
  }

  /** Read row by row, as it is gone through. */
  #list(
    service: 'user' | 'topic',
    pathIn: (tenant: string) => Path,
    { shape, member, query = {} }: { shape: Shape<unknown>; member?: string; query?: Query },
  ): Promise<Iterable<unknown>> {
    return this.#signed.list({ method: 'GET', service, pathIn, query }, shape, member);
  }
}

import { path, type Shape } from '../../http.ts';
import { orNull } from '../../loading.ts';
import { ProblemError } from '../../problems.ts';
import type { JsonObject } from '../../json.ts';
import type { Request, SignedCalls } from './connection.ts';
import { clientFields } from './tokens.ts';
import {
  WireExchangedToken,
  WireMade,
  WireNewGrant,
  WireNewWorkspace,
  WireNothing,
  WireSignUp,
} from './wire.ts';

type Edit = Omit<Request, 'service'>;

/**
 * Squirro's endpoints that change something, one method each. Which take a form and which JSON is not uniform, nor is
 * the status that says yes (squirro.md §15).
 */
export class Edits {
  readonly #signed: SignedCalls;

  constructor(signed: SignedCalls) {
    this.#signed = signed;
  }

  addUser(json: { email: string; role?: string; password?: string }) {
    return this.#send(
      { method: 'POST', pathIn: (tenant) => path`/v0/${tenant}/users`, json },
      [201],
      WireMade,
    );
  }

  /** Replaces the keys given, and no others. Through v0 everything would become a text (squirro.md §4). */
  updateUser(id: string, json: JsonObject) {
    return this.#do({ method: 'PUT', pathIn: (tenant) => path`/v1/${tenant}/users/${id}`, json }, [200]);
  }

  deleteUser(id: string) {
    return this.#remove({ pathIn: (tenant) => path`/v0/${tenant}/users/${id}` });
  }

  changePassword(id: string, current: string | null, next: string) {
    const json = { current_password: current, new_password: next, new_password_confirm: next };
    return this.#do(
      { method: 'PUT', pathIn: (tenant) => path`/v0/${tenant}/users/${id}/password`, json },
      [200],
    );
  }

  /** The one call without token or tenant. All keys are sent, null if unset. */
  async signUp(person: { email: string; password: string; full_name: string | null }) {
    const client = { client_id: null, client_secret: null, ...this.#client };
    const call = { method: 'POST', path: path`/v2/signup`, json: { ...client, ...person } } as const;
    return this.#accepted(await this.#signed.sendUnsigned(call, WireSignUp), [201]);
  }

  newGrant(
    id: string,
    form: { type: string; for_client_id?: string; project_permissions?: string },
  ): Promise<{ id: string; refresh_token: string }> {
    return this.#send(
      {
        method: 'POST',
        pathIn: (tenant) => path`/v0/${tenant}/users/${id}/grants`,
        form: { ...this.#client, ...form },
      },
      [201],
      WireNewGrant,
    );
  }

  /** A grant is a session as well (squirro.md §6). */
  deleteSession(id: string, session: string) {
    return this.#remove({ pathIn: (tenant) => path`/v0/${tenant}/users/${id}/sessions/${session}` });
  }

  setAuthentication(id: string, service: string, json: JsonObject) {
    return this.#do(
      {
        method: 'POST',
        pathIn: (tenant) => path`/v0/${tenant}/authentications/${service}/${id}`,
        query: this.#client,
        json,
      },
      [200, 201],
    );
  }

  deleteAuthentication(id: string, service: string) {
    return this.#remove({ pathIn: (tenant) => path`/v0/${tenant}/authentications/${service}/${id}` });
  }

  /** A GET, by which a session is opened all the same (squirro.md §8). */
  exchangeMicrosoftToken(token: string) {
    const query = { msexchuid_token: token };
    return this.#send(
      { method: 'GET', pathIn: () => path`/msexchange/oauth2_token`, query, changesNothing: false },
      [200],
      WireExchangedToken,
    );
  }

  createGroup(name: string, members: readonly string[]) {
    const listed = JSON.stringify(members.map((id) => ({ id })));
    const form = { name, ...(members.length > 0 && { members: listed }) };
    return this.#send(
      { method: 'POST', pathIn: (tenant) => path`/v0/${tenant}/groups`, form },
      [201],
      WireMade,
    );
  }

  /** Members and projects that are not sent stay (squirro.md §9). */
  renameGroup(id: string, name: string) {
    return this.#do(
      { method: 'PUT', pathIn: (tenant) => path`/v0/${tenant}/groups/${id}`, form: { name } },
      [200],
    );
  }

  deleteGroup(id: string) {
    return this.#remove({ pathIn: (tenant) => path`/v0/${tenant}/groups/${id}` });
  }

  /** On the group itself: there is no POST on its `members` (squirro.md §9). */
  addGroupMember(id: string, user: string) {
    const form = { user_id: user };
    return this.#do({ method: 'POST', pathIn: (tenant) => path`/v0/${tenant}/groups/${id}`, form }, [200]);
  }

  deleteGroupMember(id: string, user: string, domain?: string) {
    return this.#remove({
      pathIn: (tenant) => path`/v0/${domain ?? tenant}/groups/${id}/members/${user}`,
    });
  }

  /** 200, although something is made. */
  addProjectMember(id: string, form: { role: string } & ({ user_id: string } | { group_id: string })) {
    return this.#do(
      { method: 'POST', pathIn: (tenant) => path`/v0/${tenant}/projects/${id}/members`, form },
      [200],
    );
  }

  updateProjectMember(id: string, member: string, role: string) {
    return this.#do(
      {
        method: 'PUT',
        pathIn: (tenant) => path`/v0/${tenant}/projects/${id}/members/${member}`,
        form: { role },
      },
      [200],
    );
  }

  deleteProjectMember(id: string, member: string) {
    return this.#remove({ pathIn: (tenant) => path`/v0/${tenant}/projects/${id}/members/${member}` });
  }

  createWorkspace(title: string) {
    return this.#send(
      { method: 'POST', pathIn: () => path`/v2/workspaces`, json: { title } },
      [201],
      WireNewWorkspace,
    );
  }

  deleteWorkspace(domain: string) {
    return this.#remove({ pathIn: () => path`/v2/workspaces/${domain}` });
  }

  /** Adding by address and setting a role are told apart by the keys alone (squirro.md §12). */
  postWorkspaceUser(domain: string, json: { role: string } & ({ emails: string[] } | { user_id: string })) {
    return this.#do({ method: 'POST', pathIn: () => path`/v2/workspaces/${domain}/users`, json }, [200, 201]);
  }

  deleteWorkspaceUser(domain: string, id: string) {
    return this.#remove({ pathIn: () => path`/v2/workspaces/${domain}/users/${id}` });
  }

  get #client() {
    return clientFields(this.#signed.connection.credentials);
  }

  /** A 404 is left to the reading that follows: what was to go may have gone in the meantime. */
  async #remove(edit: Pick<Edit, 'pathIn'>): Promise<undefined> {
    await orNull(() => this.#send({ method: 'DELETE', ...edit }, [204], WireNothing));
  }

  /** For what will be read back anyway. */
  async #do(edit: Edit, statuses: readonly number[]): Promise<undefined> {
    await this.#send(edit, statuses, WireNothing);
  }

  async #send<T>(edit: Edit, statuses: readonly number[], shape: Shape<T>): Promise<T> {
    return this.#accepted(await this.#signed.send({ service: 'user', ...edit }, shape), statuses);
  }

  /** Any other status than the documented ones is no clear yes, though it be below 300 (squirro.md §3.1). */
  #accepted<T>({ status, body }: { status: number; body: T }, statuses: readonly number[]): T {
    if (statuses.includes(status)) return body;
    const { system } = this.#signed.connection;
    throw new ProblemError('UPSTREAM_INVALID_RESPONSE', { system, logged: `${system}: a write: ${status}` });
  }
}

import { z } from 'zod';
import { type Http, path, type Path, type Query } from '../../http.ts';
import type { Scope } from '../../scope.ts';
import { refusalOf } from './refusals.ts';
import type { SignIn } from './sign-in.ts';
import {
  documentOf,
  WireAnswer,
  WireCreated,
  type WireDocument,
  WireGroup,
  WireJob,
  WireList,
  WireProject,
  WireUser,
  WireVersion,
} from './wire.ts';

/** The endpoints, in the name of one account and on behalf of one request. */
export class Client {
  readonly #http: Http;
  readonly #signIn: SignIn;
  readonly #scope: Scope;

  constructor(http: Http, signIn: SignIn, scope: Scope) {
    this.#http = http;
    this.#signIn = signIn;
    this.#scope = scope;
  }

  self(): Promise<WireDocument<WireUser>> {
    return this.#get(path`/api/self`, {}, documentOf(WireUser));
  }

  users(query: Query): Promise<WireList> {
    return this.#get(path`/api/users`, query, WireList);
  }

  user(id: string, query: Query): Promise<WireDocument<WireUser>> {
    return this.#get(path`/api/users/${id}`, query, documentOf(WireUser));
  }

  /** Names only, for everyone who is signed in (§5.4). */
  scrubbedUsers(query: Query): Promise<WireList> {
    return this.#get(path`/api/scrubbed_users`, query, WireList);
  }

  groups(query: Query): Promise<WireList> {
    return this.#get(path`/api/user_groups`, query, WireList);
  }

  group(id: string, query: Query): Promise<WireDocument<WireGroup>> {
    return this.#get(path`/api/user_groups/${id}`, query, documentOf(WireGroup));
  }

  /** Names only, for everyone who is signed in (§5.4). */
  scrubbedGroups(query: Query): Promise<WireList> {
    return this.#get(path`/api/scrubbed_user_groups`, query, WireList);
  }

  projects(query: Query): Promise<WireList> {
    return this.#get(path`/api/projects`, query, WireList);
  }

  project(id: string, query: Query): Promise<WireDocument<WireProject>> {
    return this.#get(path`/api/projects/${id}`, query, documentOf(WireProject));
  }

  job(id: string): Promise<WireDocument<WireJob>> {
    return this.#get(path`/api/jobs/${id}`, {}, documentOf(WireJob));
  }

  /** What one node says the release is. */
  version(node: string): Promise<string> {
    const at = path`/api/tunnel/${`${node}.version.0`}/external_versions/${node}`;
    return this.#get(at, {}, WireVersion).then(({ data }) => data.attributes.external);
  }

  createUser(document: object): Promise<WireCreated> {
    return this.#write('POST', path`/api/users`, document, WireCreated);
  }

  updateUser(id: string, document: object): Promise<unknown> {
    return this.#write('PUT', path`/api/users/${id}`, document, z.unknown());
  }

  /** What the answer tells of the work that goes on; nothing where it is done. */
  deleteUser(id: string): Promise<WireAnswer> {
    return this.#write('DELETE', path`/api/users/${id}`, undefined, WireAnswer);
  }

  createGroup(document: object): Promise<WireCreated> {
    return this.#write('POST', path`/api/user_groups`, document, WireCreated);
  }

  updateGroup(id: string, document: object): Promise<unknown> {
    return this.#write('PUT', path`/api/user_groups/${id}`, document, z.unknown());
  }

  deleteGroup(id: string): Promise<WireAnswer> {
    return this.#write('DELETE', path`/api/user_groups/${id}`, undefined, WireAnswer);
  }

  /** Begins a job that carries out several writes (§5.4). */
  beginTransaction(document: object): Promise<WireCreated> {
    return this.#write('POST', path`/api/async_transactions`, document, WireCreated);
  }

  async #write<T>(
    method: 'POST' | 'PUT' | 'DELETE',
    at: Path,
    json: object | undefined,
    shape: z.ZodType<T>,
  ): Promise<T> {
    try {
      return await this.#signIn.signed(this.#scope, (headers) => {
        const call = { method, path: at, json, headers: { ...JSON_TYPE, ...headers } } as const;
        return this.#http.read(call, shape, this.#scope);
      });
    } catch (error) {
      throw refusalOf(error);
    }
  }

  #get<T>(at: Path, query: Query, shape: z.ZodType<T>): Promise<T> {
    return this.#signIn.signed(this.#scope, (headers) => {
      const call = { method: 'GET', path: at, query, headers: { ...JSON_TYPE, ...headers } } as const;
      return this.#http.read(call, shape, this.#scope);
    });
  }
}

/** On every request, those without a body included (§1). */
const JSON_TYPE = { 'content-type': 'application/json' };

import type { z } from 'zod';
import { type Http, path, type Path, type Query } from '../../http.ts';
import type { Scope } from '../../scope.ts';
import type { SignIn } from './sign-in.ts';
import {
  documentOf,
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

  #get<T>(at: Path, query: Query, shape: z.ZodType<T>): Promise<T> {
    return this.#signIn.signed(this.#scope, (headers) => {
      const call = { method: 'GET', path: at, query, headers: { ...JSON_TYPE, ...headers } } as const;
      return this.#http.read(call, shape, this.#scope);
    });
  }
}

/** On every request, those without a body included (§1). */
const JSON_TYPE = { 'content-type': 'application/json' };

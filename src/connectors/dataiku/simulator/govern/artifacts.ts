import { z } from 'zod';
import {
  listed,
  objections,
  orElse,
  orNothing,
  Properties,
  readBody,
  refuse,
  reply,
  silence,
} from '../replies.ts';
import { forArchitects, get, post, put, remove, type Routes } from '../routing.ts';
import type { User } from '../users.ts';
import type { Govern } from './govern.ts';
import { search } from './search.ts';

const USER_BLUEPRINT = 'bp.system.user';

const Write = z.object({
  blueprintVersionId: z.object({ blueprintId: z.string(), versionId: z.string() }),
  name: orElse(z.string(), ''),
  fields: orElse(Properties, {}),
  status: orNothing(z.object({ stepId: z.string() })),
  archived: orElse(z.boolean(), false),
});
export type ArtifactWrite = Readonly<z.infer<typeof Write>>;

/** A thing that is governed (§4.20), e.g. a project. */
export interface Artifact extends ArtifactWrite {
  readonly id: string;
}

/** All artifacts. Every user has one, made with the first look after the user. */
export class Artifacts {
  readonly #users: ReadonlyMap<string, User>;
  readonly #artifacts = new Map<string, Artifact>();
  readonly #idOfUser = new Map<string, string>();
  #last = 1000;

  constructor(users: ReadonlyMap<string, User>) {
    this.#users = users;
  }

  add(given: ArtifactWrite): Artifact {
    const artifact = { id: `ar.${++this.#last}`, ...given };
    this.#artifacts.set(artifact.id, artifact);
    return artifact;
  }

  replace(artifact: Artifact): void {
    this.#artifacts.set(artifact.id, artifact);
  }

  delete(id: string): void {
    this.#artifacts.delete(id);
  }

  find(id = ''): Artifact {
    if (!this.#artifacts.has(id)) this.#makeUserArtifacts();
    return this.#artifacts.get(id) ?? refuse(objections.notFound('Artifact', id));
  }

  all(): Iterable<Artifact> {
    this.#makeUserArtifacts();
    return this.#artifacts.values();
  }

  /** The id that stands for a user in fields of other artifacts. */
  idOfUser(login: string): string {
    this.#makeUserArtifacts();
    return this.#idOfUser.get(login) ?? '';
  }

  #makeUserArtifacts(): void {
    for (const { login, displayName } of this.#users.values()) {
      if (this.#idOfUser.has(login)) continue;
      const { id } = this.add({
        blueprintVersionId: { blueprintId: USER_BLUEPRINT, versionId: 'bv.system.default' },
        name: displayName,
        fields: { login },
        status: undefined,
        archived: false,
      });
      this.#idOfUser.set(login, id);
    }
  }
}

/** A hit of a search; on a user's artifact it says whose it is. */
const hit = (artifact: Artifact) => {
  const { blueprintId } = artifact.blueprintVersionId;
  const details = blueprintId === USER_BLUEPRINT ? { user: { login: artifact.fields['login'] } } : {};
  return { artifact, uiArtifactDetails: details };
};

/** A1 to A7. Everybody may read ([assumed]); writing needs the rights of a Govern manager. */
export const artifactRoutes = (govern: Govern): Routes => {
  const { artifacts, blueprints, journal } = govern;
  const checked = (given: ArtifactWrite): ArtifactWrite => {
    const { blueprintId } = given.blueprintVersionId;
    return blueprints.has(blueprintId) ? given : refuse(objections.notFound('Blueprint', blueprintId));
  };
  return [
    get('/blueprints', () =>
      reply(
        listed(blueprints.values()).map((blueprint) => ({ blueprint, assignedRolesAndPermissionsCtx: {} })),
      ),
    ),
    get('/blueprint/:id', ({ params }) => {
      const id = params['id'] ?? '';
      return reply({ blueprint: blueprints.get(id) ?? refuse(objections.notFound('Blueprint', id)) });
    }),
    post('/artifacts/search', (request) => {
      const { found, hasNextPage } = search(artifacts.all(), request);
      return reply({ uiArtifacts: found.map(hit), hasNextPage });
    }),
    get('/artifact/:id', ({ params }) => reply({ artifact: artifacts.find(params['id']) })),
    ...forArchitects([
      post('/artifacts', (request) => {
        const artifact = artifacts.add(checked(readBody(request, Write)));
        journal.record('artifact.created', artifact.id);
        return reply({ artifactId: artifact.id });
      }),
      put('/artifact/:id', (request) => {
        const { id } = artifacts.find(request.params['id']);
        const artifact = { id, ...checked(readBody(request, Write)) };
        artifacts.replace(artifact);
        journal.record('artifact.updated', id);
        return reply({ artifact });
      }),
      remove('/artifact/:id', ({ params }) => {
        const { id } = artifacts.find(params['id']);
        artifacts.delete(id);
        journal.record('artifact.deleted', id);
        return silence;
      }),
    ]),
  ];
};

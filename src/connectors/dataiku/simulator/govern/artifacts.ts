import { z } from 'zod';
import { objections, orElse, orNothing, Properties, refuse } from '../replies.ts';
import type { User } from '../users.ts';

/** The blueprint of the artifacts that stand for users. */
export const USER_BLUEPRINT = 'bp.system.user';

/** What a write sets; all but the blueprint may be left out. */
export const ArtifactWrite = z.object({
  blueprintVersionId: z.object({ blueprintId: z.string(), versionId: z.string() }),
  name: orElse(z.string(), ''),
  fields: orElse(Properties, {}),
  status: orNothing(z.object({ stepId: z.string() })),
  archived: orElse(z.boolean(), false),
});
export type ArtifactWrite = Readonly<z.infer<typeof ArtifactWrite>>;

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

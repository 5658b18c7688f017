import { objections, readBody, refuse, reply, silence } from '../replies.ts';
import { forArchitects, get, post, put, remove, type Routes } from '../routing.ts';
import { type Artifact, ArtifactWrite, USER_BLUEPRINT } from './artifacts.ts';
import type { Govern } from './govern.ts';
import { search } from './search.ts';

/** A hit of a search; on a user's artifact it says whose it is. */
const hit = (artifact: Artifact) => {
  const { blueprintId } = artifact.blueprintVersionId;
  const details = blueprintId === USER_BLUEPRINT ? { user: { login: artifact.fields['login'] } } : {};
  return { artifact, uiArtifactDetails: details };
};

/** A3 to A7. Everybody may read ([assumed]); writing needs the rights of a Govern manager. */
export const artifactRoutes = (govern: Govern): Routes => {
  const { artifacts, blueprints, journal } = govern;
  const checked = (given: ArtifactWrite): ArtifactWrite => {
    const { blueprintId } = given.blueprintVersionId;
    return blueprints.has(blueprintId) ? given : refuse(objections.notFound('Blueprint', blueprintId));
  };
  return [
    post('/artifacts/search', (request) => {
      const { found, hasNextPage } = search(artifacts.all(), request);
      return reply({ uiArtifacts: found.map(hit), hasNextPage });
    }),
    get('/artifact/:id', ({ params }) => reply({ artifact: artifacts.find(params['id']) })),
    ...forArchitects([
      post('/artifacts', (request) => {
        const artifact = artifacts.add(checked(readBody(request, ArtifactWrite)));
        journal.record('artifact.created', artifact.id);
        return reply({ artifactId: artifact.id });
      }),
      put('/artifact/:id', (request) => {
        const { id } = artifacts.find(request.params['id']);
        const artifact = { id, ...checked(readBody(request, ArtifactWrite)) };
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

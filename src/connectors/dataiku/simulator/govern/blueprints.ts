import { listed, objections, type Properties, refuse, reply } from '../replies.ts';
import { get, type Routes } from '../routing.ts';

/** Where blueprints are kept. */
export interface BlueprintStore {
  readonly blueprints: Map<string, Properties>;
}

/** Reads the blueprint a document is about, which must exist. */
export function blueprintIn({ blueprints }: BlueprintStore, body: Properties): string {
  const id = body['blueprintId'];
  return typeof id === 'string' && blueprints.has(id)
    ? id
    : refuse(objections.notFound('Blueprint', String(id)));
}

/** A1 and A2. Everybody may read ([assumed]). */
export const blueprintRoutes = ({ blueprints }: BlueprintStore): Routes => [
  get('/blueprints', () =>
    reply(
      listed(blueprints.values()).map((blueprint) => ({ blueprint, assignedRolesAndPermissionsCtx: {} })),
    ),
  ),
  get('/blueprint/:id', ({ params }) => {
    const id = params['id'] ?? '';
    return reply({ blueprint: blueprints.get(id) ?? refuse(objections.notFound('Blueprint', id)) });
  }),
];

import { z } from 'zod';
import type { Instance } from '../instance.ts';
import {
  listed,
  objections,
  orElse,
  Properties,
  readBody,
  refuse,
  refuseIf,
  reply,
  silence,
} from '../replies.ts';
import { forArchitects, get, post, put, remove, type Routes } from '../routing.ts';
import { blueprintIn, type BlueprintStore } from './blueprints.ts';

const Write = z.object({
  everyonePermissions: orElse(Properties, {}),
  rolePermissions: orElse(z.record(z.string(), Properties), {}),
});

/** What everyone, and who has a role, may do with the artifacts of a blueprint (§4.19). */
export type BlueprintPermissions = Readonly<z.infer<typeof Write>>;

/** The key of the document for blueprints that have no own. */
export const DEFAULT = 'default';

/** Where permissions are kept, and the blueprints that they are about. */
export interface PermissionStore extends BlueprintStore, Pick<Instance, 'journal'> {
  /** By blueprint, for those that have their own; under `default` the document for all others. */
  readonly permissions: Map<string, BlueprintPermissions>;
}

/** R11 to R17. The default document names no blueprint and can only be read and replaced. */
export const blueprintPermissionRoutes = (store: PermissionStore): Routes => {
  const { permissions, journal } = store;
  const path = '/admin/blueprint-permissions';
  const sent = (id: string) => {
    const document = permissions.get(id) ?? refuse(objections.notFound('Permissions of blueprint', id));
    return id === DEFAULT ? document : { blueprintId: id, ...document };
  };
  return forArchitects([
    get(path, () => reply(listed(permissions.keys().filter((id) => id !== DEFAULT)).map(sent))),
    post(path, (request) => {
      const id = blueprintIn(store, readBody(request, Properties));
      refuseIf(
        permissions.has(id)
          ? objections.illegal(`Permissions of blueprint '${id}' already exist`)
          : undefined,
      );
      permissions.set(id, readBody(request, Write));
      journal.record('blueprint-permissions.created', id);
      return reply(sent(id));
    }),
    get(`${path}/:id`, ({ params }) => reply(sent(params['id'] ?? ''))),
    put(`${path}/:id`, (request) => {
      const id = request.params['id'] ?? '';
      sent(id);
      permissions.set(id, readBody(request, Write));
      journal.record('blueprint-permissions.updated', id);
      return reply(sent(id));
    }),
    remove(`${path}/:id`, ({ params }) => {
      const id = params['id'] ?? '';
      sent(id);
      refuseIf(id === DEFAULT ? objections.illegal('The default permissions cannot be deleted') : undefined);
      permissions.delete(id);
      journal.record('blueprint-permissions.deleted', id);
      return silence;
    }),
  ]);
};

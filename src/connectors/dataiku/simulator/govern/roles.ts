import { z } from 'zod';
import type { Instance } from '../instance.ts';
import {
  listed,
  Names,
  objections,
  orElse,
  orNull,
  Properties,
  readBody,
  refuse,
  refuseIf,
  reply,
  silence,
} from '../replies.ts';
import { forArchitects, get, post, put, remove, type Routes } from '../routing.ts';
import { blueprintIn, type BlueprintStore } from './blueprints.ts';

export interface Role {
  readonly id: string;
  readonly label: string;
  readonly description: string;
}

const RoleWrite = z.object({ label: orElse(z.string(), ''), description: orElse(z.string(), '') });

const Rule = z.object({
  criteria: orElse(z.array(Properties), []),
  userContainers: orElse(z.array(Properties), []),
  fieldIds: orElse(Names, []),
});

const AssignmentsWrite = z.object({
  roleAssignmentsRules: orElse(z.record(z.string(), z.array(Rule)), {}),
  inheritBlueprintId: orNull(z.string()),
  inheritArtifactFieldId: orNull(z.string()),
});

/** Who gets which role on the artifacts of one blueprint (§4.19). */
export interface RoleAssignments extends Readonly<z.infer<typeof AssignmentsWrite>> {
  readonly blueprintId: string;
}

/** Where roles and their assignments are kept, and the blueprints that these are about. */
export interface RoleStore extends BlueprintStore, Pick<Instance, 'journal'> {
  readonly roles: Map<string, Role>;
  /** By blueprint; a blueprint may have none. */
  readonly assignments: Map<string, RoleAssignments>;
}

/** R1 to R5. Roles are made under `/admin/roles/`, and each is found under `/admin/role/`. */
export const roleRoutes = ({ roles, journal }: RoleStore): Routes => {
  const find = (id = ''): Role => roles.get(id) ?? refuse(objections.notFound('Role', id));
  return forArchitects([
    get('/admin/roles', () => reply(listed(roles.values()))),
    post('/admin/roles', (request) => {
      const identifier = request.query.get('newIdentifier') ?? '';
      if (!/^[\w-]+$/u.test(identifier)) {
        refuse(objections.illegal(`Invalid role identifier '${identifier}'`));
      }
      const id = `ro.${identifier}`; // [assumed]: an identifier cannot hold the prefix itself
      refuseIf(roles.has(id) ? objections.illegal(`Role '${id}' already exists`) : undefined);
      const role = { id, ...readBody(request, RoleWrite) };
      roles.set(id, role);
      journal.record('role.created', id);
      return reply(role);
    }),
    get('/admin/role/:id', ({ params }) => reply(find(params['id']))),
    put('/admin/role/:id', (request) => {
      const { id } = find(request.params['id']);
      const role = { id, ...readBody(request, RoleWrite) };
      roles.set(id, role);
      journal.record('role.updated', id);
      return reply(role);
    }),
    remove('/admin/role/:id', ({ params }) => {
      const { id } = find(params['id']);
      roles.delete(id); // rules that name it stay ([assumed])
      journal.record('role.deleted', id);
      return silence;
    }),
  ]);
};

/** R6 to R10. A write carries the rules of all roles of its blueprint. */
export const roleAssignmentRoutes = (store: RoleStore): Routes => {
  const { assignments, journal } = store;
  const path = '/admin/blueprint-role-assignments';
  const find = (id = ''): RoleAssignments =>
    assignments.get(id) ?? refuse(objections.notFound('Role assignments of blueprint', id));
  const sent = ({ inheritBlueprintId, inheritArtifactFieldId, ...own }: RoleAssignments) => ({
    ...own,
    ...(inheritBlueprintId === null ? {} : { inheritBlueprintId, inheritArtifactFieldId }),
  });
  return forArchitects([
    get(path, () => reply(listed(assignments.values()).map(sent))),
    post(path, (request) => {
      const blueprintId = blueprintIn(store, readBody(request, Properties));
      if (assignments.has(blueprintId)) {
        refuse(objections.illegal(`Role assignments of blueprint '${blueprintId}' already exist`));
      }
      const made = { blueprintId, ...readBody(request, AssignmentsWrite) };
      assignments.set(blueprintId, made);
      journal.record('role-assignments.created', blueprintId);
      return reply(sent(made));
    }),
    get(`${path}/:blueprintId`, ({ params }) => reply(sent(find(params['blueprintId'])))),
    put(`${path}/:blueprintId`, (request) => {
      const { blueprintId } = find(request.params['blueprintId']);
      const after = { blueprintId, ...readBody(request, AssignmentsWrite) };
      assignments.set(blueprintId, after);
      journal.record('role-assignments.updated', blueprintId);
      return reply(sent(after));
    }),
    remove(`${path}/:blueprintId`, ({ params }) => {
      const { blueprintId } = find(params['blueprintId']);
      assignments.delete(blueprintId);
      journal.record('role-assignments.deleted', blueprintId);
      return silence;
    }),
  ]);
};

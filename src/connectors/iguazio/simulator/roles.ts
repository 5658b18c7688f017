import { stableUuid } from '../../../sandbox/world.ts';
import type { Collection } from './collection.ts';
import { listOf } from './documents.ts';
import { get, type Routes } from './replies.ts';
import { type Role, ROLE_NAMES, type RoleAttributes, type RoleName } from './resources.ts';
import { standings } from './rights.ts';
import type { State } from './state.ts';

const marketplace = { resource: 'marketplace.functions', actions: ['read'] };

/** §5.4; resource names are [assumed], the client reads none of it. */
const permissionsOf: Readonly<Record<RoleName, RoleAttributes['permissions']>> = {
  Admin: [
    { resource: 'project', actions: ['.*'] },
    { resource: 'project/.*', actions: ['.*'] },
    { resource: 'project.authorization', actions: ['.*'] },
    marketplace,
  ],
  Editor: [
    { resource: 'project', actions: ['read', 'update', 'list'] },
    { resource: 'project/.*', actions: ['.*'] },
    marketplace,
  ],
  Viewer: [
    { resource: 'project', actions: ['read'] },
    { resource: 'project/.*', actions: ['read'] },
    marketplace,
  ],
};

/** The three roles a project has from its creation on, empty. Returns their ids. */
export function addRoles(roles: Collection<Role>, project: string): string[] {
  return ROLE_NAMES.map((name) => {
    const id = stableUuid('iguazio', 'role', project, name);
    roles.add({
      type: 'project_authorization_role',
      id,
      project,
      users: new Set(),
      groups: new Set(),
      attributes: { name, permissions: permissionsOf[name] },
    });
    return id;
  });
}

/** Here, unlike under a project, each role names its project. */
export function roleRoutes(state: State): Routes {
  return [
    get('/api/project_authorization_roles', (call) => {
      const standingIn = standings(state, call.caller.user);
      return listOf(state, call, state.roles, 'project_authorization_role', {
        unasked: ['project'],
        visible: ({ project }) => {
          const owned = state.projects.get(project);
          return owned !== undefined && standingIn(owned) !== undefined;
        },
      });
    }),
  ];
}

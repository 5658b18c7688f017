import { z } from 'zod';
import type { Caller } from '../callers.ts';
import { anyGroupHas } from '../groups.ts';
import type { Instance } from '../instance.ts';
import { randomId } from '../keyring.ts';
import { objections, orElse, Properties, readBody, refuse, reply, silence } from '../replies.ts';
import { forAdmins, get, post, put, remove, type Routes } from '../routing.ts';
import { type ProjectStore, readableProject, rightsIn } from './projects.ts';

/** A place for projects (§4.14). The root has no name, no parent and no owner. */
export interface Folder {
  readonly id: string;
  readonly name?: string;
  readonly parentId?: string;
  readonly owner?: string;
  /** Entries `{group, read, writeContents, admin}`. */
  readonly permissions: readonly Properties[];
}

export const ROOT: Folder = { id: 'ROOT', permissions: [] };

/** Where folders are kept, the projects in them, and the groups that may write in the root. */
export interface FolderStore extends ProjectStore, Pick<Instance, 'groups' | 'journal'> {
  readonly folders: Map<string, Folder>;
}

const SettingsWrite = z.object({
  name: orElse(z.string(), ''),
  owner: orElse(z.string(), ''),
  permissions: orElse(z.array(Properties), []),
});

const find = ({ folders }: FolderStore, id = ''): Folder =>
  folders.get(id) ?? refuse(objections.notFound('Project folder', id));

const childrenOf = ({ folders }: FolderStore, { id }: Folder): Folder[] =>
  [...folders.values()].filter(({ parentId }) => parentId === id);

/** The folder as a handle: with its children and the projects the caller may see. */
function handle(store: FolderStore, caller: Caller, folder: Folder): Record<string, unknown> {
  const { id, name, parentId } = folder;
  return {
    id,
    ...(name === undefined ? {} : { name }),
    ...(parentId === undefined ? {} : { parentId }),
    childrenIds: childrenOf(store, folder).map((child) => child.id),
    projectKeys: [...store.projects.values()]
      .filter((project) => project.folderId === id && rightsIn(project, caller).size > 0)
      .map(({ projectKey }) => projectKey),
  };
}

/** Folders from the root down to one. */
export function pathOf(store: FolderStore, id: string): { id: string; name?: string }[] {
  const { name, parentId } = find(store, id);
  const here = name === undefined ? { id } : { id, name };
  return parentId === undefined ? [here] : [...pathOf(store, parentId), here];
}

/** A folder whose content the caller may change: as admin, owner, by an entry, or, at the root, by a global permission. */
function writable(
  store: FolderStore,
  caller: Caller,
  id: string | undefined,
  right: 'writeContents' | 'admin',
): Folder {
  const folder = find(store, id);
  const byEntry = folder.permissions.some(
    (entry) =>
      caller.groups.includes(String(entry['group'])) && (entry[right] === true || entry['admin'] === true),
  );
  const atRoot =
    folder.id === ROOT.id &&
    right === 'writeContents' &&
    anyGroupHas(store, caller.groups, 'mayWriteInRootProjectFolder');
  const owned = folder.owner !== undefined && folder.owner === caller.user?.login;
  return caller.admin || owned || byEntry || atRoot ? folder : refuse(objections.forbidden());
}

const destinationOf = (store: FolderStore, caller: Caller, query: URLSearchParams): Folder =>
  writable(store, caller, query.get('destination') ?? '', 'writeContents');

/** F1 to F5, F8 and F9. */
export const folderRoutes = (store: FolderStore): Routes => {
  const { folders, projects, journal } = store;
  return [
    get('/project-folders/locate-project/:key', ({ params, caller }) => {
      const { folderId } = readableProject(store, caller, params['key']);
      return reply(handle(store, caller, find(store, folderId)));
    }),
    get('/project-folders', ({ caller }) => reply(handle(store, caller, find(store, ROOT.id)))),
    get('/project-folders/:id', ({ params, caller }) =>
      reply(handle(store, caller, find(store, params['id']))),
    ),
    get('/project-folders/:id/default-for-project-creation', ({ params, caller }) =>
      reply(handle(store, caller, find(store, params['id']))),
    ),
    get('/project-folders/:id/settings', ({ params, caller }) => {
      const { name, owner, permissions } = writable(store, caller, params['id'], 'admin');
      return reply({ name, owner, permissions });
    }),
    put('/project-folders/:id/settings', (request) => {
      const before = writable(store, request.caller, request.params['id'], 'admin');
      const { permissions, ...named } = readBody(request, SettingsWrite);
      folders.set(before.id, { ...before, ...(before.id === ROOT.id ? {} : named), permissions });
      journal.record('project-folder.updated', before.id);
      return silence;
    }),
    post('/project-folders/:id/children', ({ params, query, caller }) => {
      const { id: parentId } = writable(store, caller, params['id'], 'writeContents');
      const name = query.get('name') ?? '';
      if (name === '') refuse(objections.illegal('A project folder needs a name'));
      const folder = { id: randomId(), name, parentId, owner: caller.identifier, permissions: [] };
      folders.set(folder.id, folder);
      journal.record('project-folder.created', folder.id);
      return reply(handle(store, caller, folder));
    }),
    ...forAdmins([
      remove('/project-folders/:id', ({ params }) => {
        const folder = find(store, params['id']);
        const used = [...projects.values()].some(({ folderId }) => folderId === folder.id);
        if (folder.id === ROOT.id || used || childrenOf(store, folder).length > 0) {
          refuse(objections.illegal('Only an empty project folder can be deleted'));
        }
        folders.delete(folder.id);
        journal.record('project-folder.deleted', folder.id);
        return silence;
      }),
    ]),
  ];
};

/** F6 and F7. */
export const folderMoveRoutes = (store: FolderStore): Routes => [
  post('/project-folders/:id/move', ({ params, query, caller }) => {
    const folder = writable(store, caller, params['id'], 'admin');
    const destination = destinationOf(store, caller, query);
    if (folder.id === ROOT.id || pathOf(store, destination.id).some(({ id }) => id === folder.id)) {
      refuse(objections.illegal('A project folder cannot be moved into itself'));
    }
    store.folders.set(folder.id, { ...folder, parentId: destination.id });
    store.journal.record('project-folder.moved', folder.id);
    return silence;
  }),
  post('/project-folders/:id/projects/:key/move', ({ params, query, caller }) => {
    const from = writable(store, caller, params['id'], 'writeContents');
    const project = readableProject(store, caller, params['key']);
    if (project.folderId !== from.id) {
      refuse(objections.illegal(`Project ${project.projectKey} is not in this folder`));
    }
    const { id: folderId } = destinationOf(store, caller, query);
    store.projects.set(project.projectKey, { ...project, folderId });
    store.journal.record('project.moved', project.projectKey);
    return silence;
  }),
];

import { eachKey, keyedLoader, type Loader, orNull } from '../../loading.ts';
import type { Scope } from '../../scope.ts';
import type { Client } from './client.ts';
import {
  type NamedProject,
  toWorkspace,
  toWorkspaceUser,
  type Workspace,
  type WorkspaceUser,
} from './details-mapping.ts';
import { told } from './reading.ts';

/** Workspaces: what Squirro called tenants before. Absent, all of it, where they are switched off (squirro.md §12). */
export interface Workspaces {
  readonly byDomain: Loader<Workspace>;
  /** null: switched off. */
  list(adminOnly: boolean): Promise<readonly Workspace[] | null>;
  projects(workspace: Workspace): Promise<readonly NamedProject[] | null>;
  /** One call each, counted against the request's limit of such calls; null: no such workspace. */
  readonly users: Loader<readonly WorkspaceUser[]>;
}

export function workspacesOf(client: Client, scope: Scope): Workspaces {
  const { system } = client;
  const projects = scope.selects('SquirroWorkspace.projects');

  /** The lists there are, each read once: with projects or without, all of them or those administered. */
  const lists = keyedLoader<readonly Workspace[]>('squirro workspaces', (options) =>
    eachKey(options, async (option) => {
      const asked = { projects: option.includes('projects'), adminOnly: option.includes('admin') };
      const wires = await orNull(() => client.workspaces(asked));
      return wires && wires.map((wire) => toWorkspace(system, wire));
    }),
  );
  const list = (adminOnly: boolean, withProjects = projects) =>
    lists.load(`${adminOnly ? 'admin' : ''} ${withProjects ? 'projects' : ''}`);
  const find = async (domain: string, withProjects?: boolean) =>
    (await list(false, withProjects))?.find((workspace) => workspace.domain === domain) ?? null;

  return {
    byDomain: { load: (domain) => find(domain) },
    list: (adminOnly) => list(adminOnly),
    projects: async (workspace) => {
      if (workspace.projectsAsRead) return workspace.projectsAsRead;
      const found = await find(workspace.domain, true);
      return found && told(found.projectsAsRead, system, 'the projects of a workspace');
    },
    users: keyedLoader('squirro workspace users', (domains) =>
      eachKey(domains, async (domain) => {
        scope.spendPerAccount(system);
        const wires = await orNull(() => client.workspaceUsers(domain));
        return wires && wires.map((wire) => toWorkspaceUser(system, wire));
      }),
    ),
  };
}

import type { Journal } from '../../../../sandbox/exchange.ts';
import type { SystemWorld } from '../../../../sandbox/world.ts';
import { createInstance, type Instance } from '../instance.ts';
import { type ConnectionStore, initialConnections } from './connections.ts';
import { type FolderStore, ROOT } from './folders.ts';
import { type ProjectStore, toProject } from './projects.ts';
import type { SpaceStore } from './spaces.ts';

/** What a DSS design node holds. */
export interface Dss extends Instance, ProjectStore, FolderStore, SpaceStore, ConnectionStore {}

/** A DSS with the accounts, groups and projects of a world. */
export function createDss(world: SystemWorld, journal: Journal): Dss {
  const projects = world.projects.map(toProject);
  return {
    ...createInstance('DSS', world, journal),
    projects: new Map(projects.map((project) => [project.projectKey, project])),
    folders: new Map([[ROOT.id, ROOT]]),
    workspaces: new Map(),
    collections: new Map(),
    connections: initialConnections(),
  };
}

import type { Journal } from '../../../../sandbox/exchange.ts';
import type { SystemWorld } from '../../../../sandbox/world.ts';
import { createInstance, type Instance } from '../instance.ts';
import type { Properties } from '../replies.ts';
import { initialConnections } from './connections.ts';
import { type Folder, ROOT } from './folders.ts';
import { dress } from './memorable.ts';
import { type Project, toProject } from './projects.ts';
import type { Space } from './spaces.ts';

/** What a DSS design node holds. */
export interface Dss extends Instance {
  readonly projects: Map<string, Project>;
  readonly folders: Map<string, Folder>;
  readonly workspaces: Map<string, Space>;
  readonly collections: Map<string, Space>;
  readonly connections: Map<string, Properties>;
}

/** A DSS with the accounts, groups and projects of a world. */
export function createDss(world: SystemWorld, journal: Journal): Dss {
  const projects = world.projects.map(toProject);
  const dss: Dss = {
    ...createInstance('DSS', world, journal),
    projects: new Map(projects.map((project) => [project.projectKey, project])),
    folders: new Map([[ROOT.id, ROOT]]),
    workspaces: new Map(),
    collections: new Map(),
    connections: initialConnections(),
  };
  dress(dss);
  return dss;
}

import type { Journal } from '../../../../sandbox/exchange.ts';
import type { SystemWorld } from '../../../../sandbox/world.ts';
import { createInstance, type Instance } from '../instance.ts';
import type { Properties } from '../replies.ts';
import { Artifacts } from './artifacts.ts';
import type { BlueprintPermissions } from './permissions.ts';
import type { Role, RoleAssignments } from './roles.ts';
import { populate } from './seed.ts';
import type { Signoff } from './signoffs.ts';

/** What a Govern node holds. */
export interface Govern extends Instance {
  readonly blueprints: Map<string, Properties>;
  readonly roles: Map<string, Role>;
  /** By blueprint; a blueprint may have none. */
  readonly assignments: Map<string, RoleAssignments>;
  /** By blueprint, for those that have their own; under `default` the document for all others. */
  readonly permissions: Map<string, BlueprintPermissions>;
  readonly artifacts: Artifacts;
  /** By artifact and workflow step. */
  readonly signoffs: Map<string, Signoff>;
}

/** A Govern with the accounts and groups of a world. */
export function createGovern(world: SystemWorld, journal: Journal): Govern {
  const instance = createInstance('GOVERN', world, journal);
  const govern: Govern = {
    ...instance,
    blueprints: new Map(),
    roles: new Map(),
    assignments: new Map(),
    permissions: new Map(),
    artifacts: new Artifacts(instance.users),
    signoffs: new Map(),
  };
  populate(govern);
  return govern;
}

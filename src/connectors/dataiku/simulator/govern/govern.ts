import type { Journal } from '../../../../sandbox/exchange.ts';
import type { SystemWorld } from '../../../../sandbox/world.ts';
import { createInstance, type Instance } from '../instance.ts';
import { Artifacts } from './artifacts.ts';
import type { BlueprintStore } from './blueprints.ts';
import type { PermissionStore } from './permissions.ts';
import type { RoleStore } from './roles.ts';
import type { SignoffStore } from './signoffs.ts';

/** What a Govern node holds. */
export interface Govern extends Instance, BlueprintStore, RoleStore, PermissionStore, SignoffStore {}

/** A Govern with the accounts and groups of a world. */
export function createGovern(world: SystemWorld, journal: Journal): Govern {
  const instance = createInstance('GOVERN', world, journal);
  return {
    ...instance,
    blueprints: new Map(),
    roles: new Map(),
    assignments: new Map(),
    permissions: new Map(),
    artifacts: new Artifacts(instance.users),
    signoffs: new Map(),
  };
}

import type { SystemReportResolvers, SystemResolvers } from '../generated/resolvers.ts';
import type { HealthState, ProblemCode } from '../generated/types.ts';
import { listGroups, listProjects, listUsers } from '../lists.ts';
import { formatRef, ref } from '../model/ref.ts';

export const System: SystemResolvers = {
  id: ({ key }) => formatRef(ref('system', key, '')),
  version: ({ key }, _args, { directory }) => directory.session(key).version(),
  capabilities: ({ key }, _args, { directory }) => directory.capabilities(key),
  health: ({ health }) => ({
    __typename: 'SystemHealth',
    state: health ? stateOf(health.problem?.code) : 'UNKNOWN',
    checkedAt: health?.checkedAt ?? null,
    latencyMs: health?.latencyMs ?? null,
    problem: health?.problem ?? null,
  }),
  self: ({ key }, _args, { directory }) => directory.session(key).self(),
  users: ({ key }, args, { directory }) => listUsers(directory, args, key),
  groups: ({ key }, args, { directory }) => listGroups(directory, args, key),
  projects: ({ key }, args, { directory }) => listProjects(directory, args, key),
  details: ({ key }, _args, { directory }) => directory.session(key).details,
};

/** That something does not exist is a sound answer. */
function stateOf(code: ProblemCode | undefined): HealthState {
  if (code === undefined || code === 'NOT_FOUND') return 'UP';
  return code === 'UPSTREAM_UNAVAILABLE' || code === 'UPSTREAM_TIMEOUT' ? 'DOWN' : 'DEGRADED';
}

export const SystemReport: SystemReportResolvers = {
  system: ({ system }, _args, { directory }) => directory.requireSystem(system),
};

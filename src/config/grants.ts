import { z } from 'zod';
import type { CallerGrant } from '../caller.ts';
import { didYouMean } from '../nearest.ts';
import { roles, scopes } from '../policy.ts';
import { type Mistake, mistake, type Path } from './mistakes.ts';

/** The name of a role or of a scope that can be granted. */
export const RoleName = z.enum([...roles.keys()]);
export const ScopeName = z.enum(scopes);

const which = (what: string) =>
  z.union([z.array(z.string().min(1)).min(1), z.literal('all')]).describe(`Which ${what}: a list, or "all".`);

/** What a grant gives, wherever in the configuration it stands. */
export const grantFields = {
  roles: z.array(RoleName).default([]).describe('Names of roles.'),
  scopes: z.array(ScopeName).default([]).describe('Names of scopes, beside what the roles give.'),
  systems: which('systems'),
  projects: which('projects of these systems').default('all'),
};

/** Reports the systems of grants that are not configured: such a grant gives nothing, and is a slip of the hand. */
export function checkSystems(
  grants: readonly Pick<CallerGrant, 'systems'>[],
  keys: readonly string[],
  { at, mistakes }: { readonly at: Path; readonly mistakes: Mistake[] },
): void {
  for (const [i, { systems }] of grants.entries()) {
    for (const [j, name] of systems === 'all' ? [] : systems.entries()) {
      if (keys.includes(name)) continue;
      mistakes.push(mistake([...at, i, 'systems', j], `there is no such system${didYouMean(name, keys)}`));
    }
  }
}

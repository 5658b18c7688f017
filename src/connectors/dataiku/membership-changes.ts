import { z } from 'zod';
import { orNull } from '../../loading.ts';
import { membershipRef, type Ref } from '../../model/ref.ts';
import type { Intent } from '../../operation.ts';
import { type Change, done, open, refused, type Verdict } from '../../writing.ts';
import {
  granting,
  type Holder,
  isSo,
  permissionsKnownTo,
  revoking,
  storedFor,
  type Wanted,
} from './grant-edits.ts';
import type { Reach } from './reach.ts';
import type { WholePermissions } from './wire.ts';

type State = WholePermissions | null;

const Holding = z.object({
  project: z.string(),
  holder: z.object({ kind: z.enum(['user', 'group']), name: z.string() }),
});
const Grant = Holding.extend({
  wanted: z.union([
    z.object({ role: z.enum(['VIEWER', 'EDITOR', 'ADMIN']) }),
    z.object({ permissions: z.array(z.string()) }),
  ]),
  override: z.boolean(),
});

export const membershipOf = ({ system }: Reach, project: string, { kind, name }: Holder): Ref<'membership'> =>
  membershipRef(system, { project, memberKind: kind === 'user' ? 'USER' : 'GROUP', member: name });

/** What a project grants, all of it; null: there is no such project. To others than administrators that is a refusal (§3.2). */
export const readPermissions = ({ client }: Reach, project: string): Promise<State> =>
  orNull(() => client.wholePermissions(project));

/** P9, then P10. */
export function ensureMembership(reach: Reach, { args }: Intent): Change<State> {
  const { project, holder, wanted, override } = Grant.parse(args);
  return {
    proof: 'READ_BACK',
    read: () => readPermissions(reach, project),
    judge(state) {
      if (!state) return noProject;
      const stored = storedFor(state, holder);
      if (isSo(stored, wanted)) return done(membershipOf(reach, project, holder));
      if (stored.size > 0 && !override) return refused('CONFLICT', { field: ['override'], message: HELD });
      return unknownIn(state, wanted) ?? open;
    },
    async write(state) {
      if (state) await reach.client.putPermissions(project, granting(state, holder, wanted));
      return undefined;
    },
  };
}

const noProject: Verdict = refused('NOT_FOUND', { field: ['project'] });
const HELD = 'The member has another role, or other permissions, and override is false.';

/** A permission that does not exist would be dropped with a yes (§6.1). */
function unknownIn(state: WholePermissions, wanted: Wanted): Verdict | undefined {
  const known = permissionsKnownTo(state);
  const at = 'role' in wanted ? -1 : wanted.permissions.findIndex((name) => !known.has(name));
  if (at < 0) return undefined;
  const message = `There is no such permission. There are: ${[...known].join(', ')}.`;
  return refused('BAD_INPUT', { field: ['permissions', String(at)], message });
}

/** P9, then P10. Grants of no right are no membership, and may stay. */
export function removeMembership(reach: Reach, { args }: Intent): Change<State> {
  const { project, holder } = Holding.parse(args);
  return {
    proof: 'READ_BACK',
    read: () => readPermissions(reach, project),
    judge(state) {
      if (!state) return noProject;
      return storedFor(state, holder).size > 0 ? open : done();
    },
    async write(state) {
      if (state) await reach.client.putPermissions(project, revoking(state, holder));
      return undefined;
    },
  };
}

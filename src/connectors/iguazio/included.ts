import { z } from 'zod';
import { decodeEach } from '../../http.ts';
import { indexBy } from '../../loading.ts';
import { WireGroup, WireRole, WireUser } from './wire.ts';

/** What came along with a document, by id. What could not be read is as if it had not come. */
export interface Included {
  readonly users: ReadonlyMap<string, WireUser>;
  readonly groups: ReadonlyMap<string, WireGroup>;
  readonly roles: ReadonlyMap<string, WireRole>;
  /** Whether there were roles that could not be read: grants would be missing. */
  readonly rolesLost: boolean;
}

const Typed = z.looseObject({ type: z.string() });

/** Sorts a document's `included` by type. */
export function readIncluded(included: readonly unknown[] | null | undefined): Included {
  const entries = Map.groupBy(decodeEach(included ?? [], Typed).items, ({ type }) => type);
  const roles = decodeEach(entries.get('project_authorization_role') ?? [], WireRole);
  return {
    users: byId(decodeEach(entries.get('user') ?? [], WireUser).items),
    groups: byId(decodeEach(entries.get('user_group') ?? [], WireGroup).items),
    roles: byId(roles.items),
    rolesLost: roles.bad > 0,
  };
}

const byId = <W extends { readonly id: string }>(items: readonly W[]) => indexBy(items, ({ id }) => id);

import type { User } from './users.ts';

/** Who a call is made as. */
export interface Caller {
  /** Login of a user; id of a key that is no user's. */
  readonly identifier: string;
  readonly source: 'PERSONAL_API_KEY' | 'CONFIGURABLE_API_KEY_GLOBAL' | 'TICKET';
  readonly user: User | undefined;
  readonly groups: readonly string[];
  readonly admin: boolean;
  /** May administer Govern's roles and blueprints. */
  readonly architect: boolean;
}

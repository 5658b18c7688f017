import type { SystemKey } from '../../model/ref.ts';
import type { Scope } from '../../scope.ts';
import type { Client } from './client.ts';
import type { Product } from './products.ts';

/** What every part of a session works with. */
export interface Reach {
  readonly client: Client;
  readonly scope: Scope;
  readonly system: SystemKey;
  readonly product: Product;
}

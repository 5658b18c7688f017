import type { SimResponse } from '../../../sandbox/exchange.ts';
import type { Route } from '../../../sandbox/kit.ts';
import type { Installation, SquirroRequest } from './access.ts';
import type { Session } from './records.ts';

export type Reply = (installation: Installation, request: SquirroRequest) => SimResponse;

/** What answers, by method and path: `GET /api/user/v0/:tenant/groups`. The first that matches wins. */
export type RouteTable = Readonly<Record<string, Reply>>;

/** The routes of an installation, as the kit takes them. Those that are `public` need no token. */
export const routesOf = (
  table: RouteTable,
  installation: Installation,
  options: { readonly public?: boolean } = {},
): Route<Session>[] =>
  Object.entries(table).map(([key, reply]) => {
    const [method = '', pattern = ''] = key.split(' ');
    return { method, pattern, handle: (request) => reply(installation, request), ...options };
  });

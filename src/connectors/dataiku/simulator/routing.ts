import type { Handler, Route } from '../../../sandbox/kit.ts';
import type { Caller } from './callers.ts';
import { objections, refuse } from './replies.ts';

export type Routes = readonly Route<Caller>[];
type Answer = Handler<Caller>;

export const get = (pattern: string, handle: Answer): Route<Caller> => ({ method: 'GET', pattern, handle });
export const post = (pattern: string, handle: Answer): Route<Caller> => ({ method: 'POST', pattern, handle });
export const put = (pattern: string, handle: Answer): Route<Caller> => ({ method: 'PUT', pattern, handle });
export const remove = (pattern: string, handle: Answer): Route<Caller> => ({
  method: 'DELETE',
  pattern,
  handle,
});

function onlyFor(allowed: (caller: Caller) => boolean, routes: Routes): Routes {
  return routes.map((route) => ({
    ...route,
    handle: (request) => (allowed(request.caller) ? route.handle(request) : refuse(objections.forbidden())),
  }));
}

/** Calls that need the rights of an administrator. */
export const forAdmins = (routes: Routes): Routes => onlyFor(({ admin }) => admin, routes);

/** Calls that a Govern manager may make too (§2.2). */
export const forArchitects = (routes: Routes): Routes =>
  onlyFor(({ admin, architect }) => admin || architect, routes);

const prefixes = ['/dip/publicapi', '/public/api'] as const;

/** Strips either prefix and is lenient about slashes (§1.2). What lies outside the API can match no route. */
export function normalisePath(path: string): string {
  const single = path.replace(/\/{2,}/gu, '/').replace(/\/$/u, '');
  const prefix = prefixes.find((known) => single.startsWith(`${known}/`));
  return prefix === undefined ? `outside:${single}` : single.slice(prefix.length);
}

import { z } from 'zod';
import type { Caller } from './callers.ts';
import type { Instance } from './instance.ts';
import { randomSecret } from './keyring.ts';
import {
  done,
  flagOf,
  listed,
  objections,
  type Properties,
  readBody,
  refuse,
  reply,
  silence,
} from './replies.ts';
import { get, post, put, type Routes } from './routing.ts';
import { findUser, settingsOf } from './user-routes.ts';
import { type User, UserWrite } from './users.ts';

/** N1 to N3: what anybody who signs in may know. Only administrators see e-mail addresses. */
export const directoryRoutes = (instance: Instance): Routes => {
  const { users, groups } = instance;
  const infoFor =
    ({ admin }: Caller) =>
    ({ login, displayName, groups: memberOf, email, enabled }: User) => ({
      login,
      displayName,
      groups: memberOf,
      ...(admin ? { email } : {}),
      enabled,
    });
  return [
    get('/users', ({ caller }) => reply(listed(users.values()).map(infoFor(caller)))),
    get('/users/:login', ({ params, caller }) => reply(infoFor(caller)(findUser(instance, params['login'])))),
    get('/groups', () => reply(listed(groups.keys()).map((name) => ({ name })))),
  ];
};

const userBehind = ({ user, source }: Caller): User => user ?? refuse(objections.noUser(source));

/** O1 to O3. */
export const ownRoutes = (instance: Instance): Routes => {
  const { product, users, journal } = instance;
  const OwnWrite = UserWrite.pick(
    product === 'DSS'
      ? { userProperties: true, secrets: true, credentials: true, preferences: true }
      : { userProperties: true },
  );
  return [
    get('/current-user', ({ caller }) => {
      const { adminProperties: _hidden, ...own } = settingsOf(instance, userBehind(caller));
      return reply(own);
    }),
    put('/current-user', (request) => {
      const before = userBehind(request.caller);
      users.set(before.login, { ...before, ...readBody(request, OwnWrite) });
      journal.record('user.updated', before.login);
      return silence;
    }),
    get('/auth/info', ({ caller, query }) =>
      reply(authInfo(caller, product === 'DSS' && flagOf(query, 'withSecrets'))),
    ),
  ];
};

/** Who the caller is (§4.18). A secret is named by `key` here, not by `name` as in the settings. */
function authInfo(
  { identifier, source, user, groups }: Caller,
  withSecrets: boolean,
): Record<string, unknown> {
  if (!user) return { authIdentifier: identifier, authSource: source, via: [] };
  return {
    authIdentifier: identifier,
    authSource: source,
    via: [],
    groups,
    userProfile: user.userProfile,
    userForImpersonation: user.login,
    associatedDSSUSer: user.login,
    ...(withSecrets ? { secrets: user.secrets.map(({ name, value }) => ({ key: name, value })) } : {}),
  };
}

const Headers = z.record(z.string(), z.string());

/** O4 and O5, for web applications inside DSS: whose browser sent these headers? A browser says so in its session cookie. */
export const browserRoutes = (instance: Instance): Routes => {
  const userOf = (headers: Properties): User => {
    const cookie = Object.entries(headers).find(([name]) => name.toLowerCase() === 'cookie')?.[1];
    const login = /(?:^|;\s*)dss_access_token=([^;]+)/u.exec(String(cookie))?.[1];
    const user = login === undefined ? undefined : instance.users.get(login);
    return user?.enabled ? user : refuse(objections.unauthenticated('No session in these headers'));
  };
  return [
    post('/auth/info-from-browser-headers', (request) => {
      const user = userOf(readBody(request, Headers));
      const caller: Caller = {
        identifier: user.login,
        source: 'TICKET',
        user,
        groups: user.groups,
        admin: false,
        architect: false,
      };
      return reply(authInfo(caller, flagOf(request.query, 'withSecrets')));
    }),
    post('/auth/ticket-from-browser-headers', (request) => {
      const { login } = userOf(readBody(request, Headers));
      const ticket = randomSecret();
      instance.tickets.set(ticket, login);
      instance.journal.record('ticket.created', login);
      return done(ticket);
    }),
  ];
};

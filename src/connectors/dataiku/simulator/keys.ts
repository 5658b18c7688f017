import { z } from 'zod';
import type { Journal } from '../../../sandbox/exchange.ts';
import type { Caller } from './callers.ts';
import { type KeyRing, randomId, randomSecret } from './keyring.ts';
import {
  listed,
  Names,
  objections,
  orElse,
  orNothing,
  orNull,
  readBody,
  refuse,
  reply,
  silence,
} from './replies.ts';
import { forAdmins, get, post, put, remove, type Routes } from './routing.ts';

/** A key that is no user's (§4.15). */
export interface GlobalKey {
  readonly id: string;
  readonly key: string;
  readonly label: string | null;
  readonly description: string | null;
  readonly createdOn: number;
  readonly createdBy: string;
  /** 0: never. */
  readonly expiresOn: number;
  /** Lifetime in days. */
  readonly expiry: number;
  readonly dssUserForImpersonation: string | null;
  /** Present on keys that have the rights of groups. */
  readonly groups?: readonly string[];
  readonly globalPermissions: Readonly<Record<string, boolean>>;
}

/** A key that acts as its user (§4.16). */
export interface PersonalKey {
  readonly id: string;
  readonly key: string;
  readonly user: string;
  readonly label: string;
  readonly description: string;
  readonly createdOn: number;
  readonly createdBy: string;
}

/** Where keys are kept, and the users that they can be made for. */
export interface KeyStore {
  readonly globalKeys: KeyRing<GlobalKey>;
  /** Always empty on Govern, which has none. */
  readonly personalKeys: KeyRing<PersonalKey>;
  readonly users: ReadonlyMap<string, unknown>;
  readonly journal: Journal;
}

const GlobalKeyWrite = z.object({
  label: orNull(z.string()),
  description: orNull(z.string()),
  expiry: orElse(z.number(), 0),
  dssUserForImpersonation: orNull(z.string()),
  groups: orNothing(Names),
  globalPermissions: orElse(z.record(z.string(), z.boolean()), {}),
});

const Labels = z.object({ label: orElse(z.string(), ''), description: orElse(z.string(), '') });

const DAY = 86_400_000;

type GlobalKeyIdentity = Pick<GlobalKey, 'id' | 'key' | 'createdOn' | 'createdBy'>;

/** A key as kept after a write: who it is stays, what it may do and for how long is what was written. */
function makeGlobalKey(
  { id, key, createdOn, createdBy }: GlobalKeyIdentity,
  { groups, ...written }: z.infer<typeof GlobalKeyWrite>,
): GlobalKey {
  return {
    id,
    key,
    createdOn,
    createdBy,
    expiresOn: written.expiry > 0 ? createdOn + written.expiry * DAY : 0,
    ...written,
    ...(groups === undefined ? {} : { groups }),
  };
}

/** K1 to K6. Keys are not "secure" here: their secrets come back in lists, as on a server in its default state. */
export const globalKeyRoutes = ({ globalKeys, journal }: KeyStore): Routes => {
  const find = (id = '') => globalKeys.get(id) ?? refuse(objections.notFound('API key', id));
  return forAdmins([
    get('/admin/global-api-keys', () => reply(listed(globalKeys.values()))),
    post('/admin/global-api-keys', (request) => {
      const identity = {
        id: randomId(),
        key: randomSecret(),
        createdOn: Date.now(),
        createdBy: request.caller.identifier,
      };
      const key = globalKeys.put(makeGlobalKey(identity, readBody(request, GlobalKeyWrite)));
      journal.record('global-api-key.created', key.id);
      return reply({ ...key, messages: { error: false, messages: [] } });
    }),
    get('/admin/global-api-keys/:id', ({ params }) => reply(find(params['id']))),
    put('/admin/global-api-keys/:id', (request) => {
      const before = find(request.params['id']);
      globalKeys.put(makeGlobalKey(before, readBody(request, GlobalKeyWrite)));
      journal.record('global-api-key.updated', before.id);
      return silence;
    }),
    remove('/admin/global-api-keys/:id', ({ params }) => {
      const key = find(params['id']);
      globalKeys.delete(key);
      journal.record('global-api-key.deleted', key.id);
      return silence;
    }),
    get('/admin/globalAPIKeys/:secret', ({ params }) =>
      reply(
        globalKeys.bySecret(params['secret'] ?? '') ??
          refuse(objections.notFound('API key', 'with that secret')),
      ),
    ),
  ]);
};

/** K7 to K13. The secret is in the answer to a creation and never again. */
export const personalKeyRoutes = ({ personalKeys, users, journal }: KeyStore): Routes => {
  const sent = ({ key: _secret, ...key }: PersonalKey) => key;
  /** One's own, or anybody's for administrators ([assumed]). */
  const find = (id = '', caller: Caller): PersonalKey => {
    const key = personalKeys.get(id);
    const visible = key && (caller.admin || key.user === caller.user?.login);
    return visible ? key : refuse(objections.notFound('API key', id));
  };
  const owner = ({ user, source }: Caller): string => user?.login ?? refuse(objections.noUser(source));
  const create = (user: string, createdBy: string, labels: z.infer<typeof Labels>) => {
    const key = { id: randomId(), key: randomSecret(), user, ...labels, createdOn: Date.now(), createdBy };
    journal.record('personal-api-key.created', key.id);
    return reply(personalKeys.put(key));
  };

  return [
    get('/personal-api-keys', ({ caller }) => {
      const login = owner(caller);
      return reply(listed(personalKeys.values().filter(({ user }) => user === login)).map(sent));
    }),
    post('/personal-api-keys', (request) => {
      const login = owner(request.caller);
      return create(login, login, readBody(request, Labels));
    }),
    get('/personal-api-keys/:id', ({ params, caller }) => reply(sent(find(params['id'], caller)))),
    put('/personal-api-keys/:id', (request) => {
      const before = find(request.params['id'], request.caller);
      personalKeys.put({ ...before, ...readBody(request, Labels) });
      journal.record('personal-api-key.updated', before.id);
      return silence;
    }),
    remove('/personal-api-keys/:id', ({ params, caller }) => {
      const key = find(params['id'], caller);
      personalKeys.delete(key);
      journal.record('personal-api-key.deleted', key.id);
      return silence;
    }),
    ...forAdmins([
      get('/admin/personal-api-keys', () => reply(listed(personalKeys.values()).map(sent))),
      post('/admin/personal-api-keys', (request) => {
        const { user, ...labels } = readBody(request, Labels.extend({ user: orElse(z.string(), '') }));
        if (!users.has(user)) refuse(objections.notFound('User', user));
        return create(user, request.caller.identifier, labels);
      }),
    ]),
  ];
};

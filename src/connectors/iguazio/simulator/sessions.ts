import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { SimRequest, SimResponse } from '../../../sandbox/exchange.ts';
import type { Route } from '../../../sandbox/kit.ts';
import { checked, readJson } from './input.ts';
import { type Call, failure, newContextId, post, refuse, reply, type Session } from './replies.ts';
import { PLANES, type User } from './resources.ts';
import type { State } from './state.ts';

const DEFAULT_TTL = 86_400; // seconds, [assumed]

/** Tenants this cluster knows but does not serve at this address ([assumed]: what a mismatching tenant is). */
const OTHER_TENANTS: ReadonlySet<string> = new Set(['second-tenant']);

const Login = z.object({
  data: z.object({
    attributes: z
      .object({ username: z.string(), password: z.string(), ttl: z.number().int().positive() })
      .partial()
      .default({}),
  }),
});

interface LoginSession extends Session {
  readonly expiresAt: number;
}

/** Who is signed in: sessions opened by password, and access keys, which need no opening. */
export class Sessions {
  readonly #state: State;
  /** By session id, and by the cookie value handed out. */
  readonly #open = new Map<string, LoginSession>();

  constructor(state: State) {
    this.#state = state;
  }

  /** Forgets every session; access keys are credentials and stay. */
  expireAll(): void {
    this.#open.clear();
  }

  /**
   * A valid `session` cookie wins, whichever of several it is; next comes Basic with an access key for a password (§2.1, §2.2,
   * §8.27).
   */
  authenticate({ headers }: SimRequest<undefined>): { caller: Session } | { refuse: SimResponse } {
    const caller =
      this.#firstValid(sessionCookies(headers.cookie ?? '')) ?? this.#byBasic(headers.authorization ?? '');
    return caller ? { caller } : { refuse: failure(401, 'no valid session') };
  }

  #firstValid(keys: readonly string[]): Session | undefined {
    return keys.map((key) => this.#sessionOf(key)).find((session) => session !== undefined);
  }

  #byBasic(authorization: string): Session | undefined {
    const [username, key] = basicPair(authorization) ?? [];
    const session = key === undefined ? undefined : this.#sessionOf(key);
    return session?.user.attributes.username === username ? session : undefined;
  }

  #sessionOf(key: string): Session | undefined {
    const session = this.#open.get(key) ?? this.#sessionOfAccessKey(key);
    if (!session || session.expiresAt * 1000 < Date.now()) return undefined;
    return maySignIn(this.#state.users.get(session.user.id)) ? session : undefined;
  }

  #sessionOfAccessKey(key: string): LoginSession | undefined {
    const accessKey = this.#state.accessKeys.get(key);
    const user = this.#state.users.get(accessKey?.owner ?? '');
    if (!accessKey || !user) return undefined;
    return { user, key, planes: accessKey.attributes.planes, expiresAt: accessKey.attributes.expires_at };
  }

  routes(): Route<Session>[] {
    return [
      { ...post('/api/sessions', (call) => this.#logIn(call)), public: true },
      post('/api/sessions/verifications/planes/any/internal', (call) => verification(this.#state, call)),
    ];
  }

  /** §2.3. The cookie's value is opaque: neither the session's id nor the JSON form. */
  #logIn(call: Call): SimResponse {
    const { data } = checked(Login, readJson(call));
    const [basicName, basicPassword] = basicPair(call.headers.authorization ?? '') ?? [];
    const username = data.attributes.username ?? basicName;
    const password = data.attributes.password ?? basicPassword;
    if (!username) refuse(400, 'missing username');
    if (!password) refuse(400, 'missing password');
    const user = this.#userNamed(username);
    if (user?.password !== password || !maySignIn(user)) refuse(401, 'authentication failed');

    const ttl = data.attributes.ttl ?? DEFAULT_TTL;
    const expiresAt = Math.floor(Date.now() / 1000) + ttl;
    const id = randomUUID();
    const session = { user, key: id, planes: PLANES, expiresAt };
    const opaque = `s:${randomBytes(24).toString('base64url')}`;
    this.#open.set(id, session).set(opaque, session);
    const answer = reply(call, 201, {
      data: { type: 'session', id, attributes: { plane: 'control', ttl, expires_at: expiresAt } },
    });
    const cookie = `session=${encodeURIComponent(opaque)}; Max-Age=${ttl}; Path=/; HttpOnly`;
    return { ...answer, headers: { 'set-cookie': cookie } };
  }

  /** `name` or `name@tenant`. */
  #userNamed(text: string): User | undefined {
    const { users, tenant } = this.#state;
    const whole = users.with('username', text);
    const at = text.lastIndexOf('@');
    if (whole || at < 0) return whole;
    const named = text.slice(at + 1);
    if (OTHER_TENANTS.has(named)) refuse(400, 'tenant mismatch');
    return named === tenant.attributes.name ? users.with('username', text.slice(0, at)) : undefined;
  }
}

/** Disabled users cannot, with a key either ([assumed]); neither can those not yet or no longer operational. */
function maySignIn(user: User | undefined): user is User {
  return user?.attributes.admin_status === 'up' && user.attributes.operational_status === 'up';
}

/** Every sid or opaque value in a `Cookie` header, from raw, encoded and opaque forms (§2.2). */
function sessionCookies(header: string): string[] {
  return header.split(';').flatMap((pair) => {
    const at = pair.indexOf('=');
    if (at < 0 || pair.slice(0, at).trim() !== 'session') return [];
    const key = keyOf(pair.slice(at + 1).trim());
    return key === undefined ? [] : [key];
  });
}

const Sid = z.object({ sid: z.string() });

function keyOf(cookieValue: string): string | undefined {
  try {
    const value = decodeURIComponent(cookieValue);
    return value.startsWith('j:') ? Sid.parse(JSON.parse(value.slice(2))).sid : value;
  } catch {
    return undefined;
  }
}

function basicPair(authorization: string): [username: string, secret: string] | undefined {
  const encoded = /^Basic +(\S+)$/iu.exec(authorization)?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString();
  const at = text.indexOf(':');
  return at < 0 ? undefined : [text.slice(0, at), text.slice(at + 1)];
}

/** §2.3. The body is empty on the way in. */
function verification(state: State, call: Call): SimResponse {
  const { user, key, planes } = call.caller;
  const groupIds = [...user.groups];
  const answer = reply(call, 200, {
    data: {
      type: 'session_verification',
      attributes: {
        username: user.attributes.username,
        context: {
          id: newContextId(),
          authentication: {
            user_id: user.id,
            tenant_id: state.tenant.id,
            group_ids: groupIds,
            mode: 'normal',
          },
        },
      },
    },
  });
  return {
    ...answer,
    headers: {
      'X-Remote-User': user.attributes.username,
      'X-V3io-Session-Key': key,
      'X-User-Id': user.id,
      'X-User-Group-Ids': groupIds.join(','),
      'X-V3io-Session-Planes': planes.join(','),
      'X-Unix-Uid': String(user.attributes.uid),
    },
  };
}

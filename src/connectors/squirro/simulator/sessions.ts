import type { Journal } from '../../../sandbox/exchange.ts';
import { freshAccessToken, freshId, freshRefreshToken } from './ids.ts';
import type { Session, User } from './records.ts';

const DAY = 86_400_000;

/** How long a refresh token lives, by the type of its session (squirro.md §2.2). */
const lifetimes: Readonly<Record<Session['type'], number>> = {
  login: 365 * DAY,
  user: 3650 * DAY,
  service: 3650 * DAY,
};

export interface NewSession {
  readonly user: User;
  readonly type: Session['type'];
  readonly clientId?: string | null | undefined;
  readonly projectPermissions?: readonly string[] | null | undefined;
  readonly id?: string;
  readonly refreshToken?: string;
  readonly createdAt?: number;
}

/** Sessions, grants among them, and the tokens that belong to them. */
export class Sessions {
  readonly #record: Journal['record'];
  readonly #accessTokenTtl: number;
  readonly #byRefreshToken = new Map<string, Session>();
  readonly #byAccessToken = new Map<string, Session>();
  readonly #revoked = new Set<string>();

  constructor(accessTokenTtl: number, record: Journal['record']) {
    this.#accessTokenTtl = accessTokenTtl;
    this.#record = record;
  }

  open({ user, type, ...given }: NewSession): Session {
    const createdAt = given.createdAt ?? Date.now();
    const session: Session = {
      id: given.id ?? freshId(),
      user,
      type,
      clientId: given.clientId ?? null,
      refreshToken: given.refreshToken ?? freshRefreshToken(),
      createdAt,
      validTo: createdAt + lifetimes[type],
      projectPermissions: given.projectPermissions ?? null,
      access: undefined,
    };
    user.sessions.add(session);
    this.#byRefreshToken.set(session.refreshToken, session);
    this.#record(`${objectOf(session)}.created`, session.id, user.id);
    return session;
  }

  close(session: Session): void {
    session.user.sessions.delete(session);
    this.#byRefreshToken.delete(session.refreshToken);
    this.#revoked.add(session.refreshToken);
    if (session.access) this.#byAccessToken.delete(session.access.token);
    this.#record(`${objectOf(session)}.deleted`, session.id);
  }

  /** The session of a refresh token; `gone` if that expired or was revoked, undefined if there never was one. */
  ofRefreshToken(token: string): Session | 'gone' | undefined {
    const session = this.#byRefreshToken.get(token);
    if (!session) return this.#revoked.has(token) ? 'gone' : undefined;
    return Date.now() < session.validTo ? session : 'gone';
  }

  /** The session of an access token; `gone` if that expired, undefined if it is unknown. */
  ofAccessToken(token: string): Session | 'gone' | undefined {
    const session = this.#byAccessToken.get(token);
    return session && !isLive(session) ? 'gone' : session;
  }

  /** The session's access token: the same one until it expires, then a new one (squirro.md §2.3). */
  accessToken(session: Session): string {
    if (session.access && isLive(session)) return session.access.token;
    if (session.access) this.#byAccessToken.delete(session.access.token);
    const token = freshAccessToken();
    session.access = { token, validTo: Date.now() + this.#accessTokenTtl };
    this.#byAccessToken.set(token, session);
    return token;
  }

  expireAccessTokens(): void {
    for (const [token, session] of this.#byAccessToken) session.access = { token, validTo: 0 };
  }
}

export const isGrant = (session: Session): boolean => session.type !== 'login';

const objectOf = (session: Session) => (isGrant(session) ? 'grant' : 'session');

const isLive = ({ access }: Session): boolean => access !== undefined && Date.now() < access.validTo;

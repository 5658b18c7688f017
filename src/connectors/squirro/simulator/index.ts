import { Journal } from '../../../sandbox/exchange.ts';
import { type Simulator, simulate } from '../../../sandbox/kit.ts';
import type { SystemWorld } from '../../../sandbox/world.ts';
import { GATEWAY_CLIENT, type Installation } from './access.ts';
import type { Session } from './records.ts';
import { errorResponse } from './refusals.ts';
import { authenticationRoutes } from './routes/authentications.ts';
import { groupRoutes } from './routes/groups.ts';
import { memberRoutes } from './routes/members.ts';
import { projectRoutes } from './routes/projects.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { signupRoutes } from './routes/signup.ts';
import { exchangeRoutes, tokenRoutes } from './routes/tokens.ts';
import { userRoutes } from './routes/users.ts';
import { workspaceRoutes } from './routes/workspaces.ts';
import { routesOf } from './routing.ts';
import { GATEWAY_REFRESH_TOKEN, HOME_TENANT, seed } from './seed.ts';
import { SquirroState } from './state.ts';

export interface SquirroOptions {
  readonly latency?: number;
  /** Milliseconds for which an access token is good. */
  readonly accessTokenTtlMs?: number;
  /** Whether tenants are workspaces. */
  readonly workspaces?: boolean;
  /** Whether people may sign up; with workspaces on they never may. */
  readonly signup?: boolean;
  /** The server setting `user.create`. */
  readonly userCreation?: boolean;
}

/** What Squirro's own client would be given. */
export interface SquirroCredentials {
  readonly tenant: string;
  readonly refreshToken: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Squirro's user and topic services over an invented world. The refresh token is that of the world's first account. */
export async function simulateSquirro(
  world: SystemWorld,
  options: SquirroOptions = {},
): Promise<Simulator & { readonly credentials: SquirroCredentials }> {
  const { latency = 0, accessTokenTtlMs = 10 * 60_000, workspaces = true } = options;
  const { signup = false, userCreation = true } = options;
  const state = new SquirroState(accessTokenTtlMs);
  seed(state, world, { workspaces });
  const journal = new Journal();
  state.startRecording(journal);

  const installation: Installation = { state, workspaces, signup, userCreation };
  const simulator = await simulate<Session>(
    {
      routes: [
        ...routesOf({ ...tokenRoutes, ...signupRoutes }, installation, { public: true }),
        ...routesOf(
          {
            ...exchangeRoutes,
            ...userRoutes,
            ...sessionRoutes,
            ...authenticationRoutes,
            ...groupRoutes,
            ...memberRoutes,
            ...projectRoutes,
            ...(workspaces && workspaceRoutes),
          },
          installation,
        ),
      ],
      authenticate: ({ headers }) => {
        const [, token = ''] = /^Bearer (\S+)$/u.exec(headers.authorization ?? '') ?? [];
        const session = state.sessions.ofAccessToken(token);
        if (typeof session === 'object') return { caller: session };
        return {
          refuse: errorResponse(401, session === 'gone' ? 'access token expired' : 'no valid access token'),
        };
      },
      error: errorResponse,
      expireTokens: () => state.sessions.expireAccessTokens(),
    },
    { latency, journal },
  );
  const credentials = {
    tenant: HOME_TENANT,
    refreshToken: GATEWAY_REFRESH_TOKEN,
    clientId: GATEWAY_CLIENT.id,
    clientSecret: GATEWAY_CLIENT.secret,
  };
  return Object.assign(simulator, { credentials });
}

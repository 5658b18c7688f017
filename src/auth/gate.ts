import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { type Caller, LOCAL_CALLER } from '../caller.ts';
import type { AuthSettings } from '../config/auth.ts';
import type { ListenSettings } from '../config/server.ts';
import { problemOf } from '../problems.ts';
import { refuse } from '../refusals.ts';
import { Authenticator, type Verdict } from './authenticator.ts';
import { type CrossOriginRequest, Origins } from './origins.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Served to anybody, where callers are authenticated: says nothing that only some may know. */
    readonly isPublic?: boolean;
  }
}

export interface GateSettings {
  readonly server: ListenSettings;
  readonly auth: AuthSettings | undefined;
  /** What pages of `server.allowedOrigins` may send. */
  readonly crossOrigin: CrossOriginRequest;
}

/** Tells who asks. */
export interface Gate {
  callerOf(request: FastifyRequest): Caller;
  /** Whether the same request would be let in now: a credential may have come to its end since. Then that is who asks. */
  admitsStill(request: FastifyRequest): Promise<boolean>;
}

/**
 * Stands before every route: nothing of a request but its head is read until it is known who asks.
 * Without `auth` everybody is `local`, and only requests to and from this machine's own names are let in.
 */
export function registerGate(
  app: FastifyInstance,
  { server, auth, crossOrigin }: GateSettings,
  log: Logger,
): Gate {
  const origins = new Origins(server, () => portOf(app));
  const authenticator = auth && new Authenticator(auth, log);
  const callers = new WeakMap<FastifyRequest, Caller>();
  app.addHook('onClose', () => authenticator?.close());
  app.addHook('onRequest', async (request, reply) => {
    if (authenticator && request.routeOptions.config.isPublic) return undefined;
    const stranger = origins.strangerOf(request.headers);
    if (stranger !== undefined) return refuse(reply, 403, problemOf('NOT_PERMITTED', { message: stranger }));
    if (authenticator === undefined) {
      callers.set(request, LOCAL_CALLER);
      return undefined;
    }
    if (origins.greet(request, reply, crossOrigin)) return reply.code(204).send();
    const verdict = await authenticator.judge(request);
    if (typeof verdict === 'string' || 'waitSeconds' in verdict) return turnAway(reply, verdict);
    callers.set(request, verdict.caller);
    return undefined;
  });
  return {
    callerOf: (request) => {
      const caller = callers.get(request);
      if (caller === undefined) throw new Error('nobody was asked who is asking');
      return caller;
    },
    admitsStill: async (request) => {
      if (authenticator === undefined) return true;
      const verdict = await authenticator.judge(request);
      if (typeof verdict === 'string' || 'waitSeconds' in verdict) return false;
      callers.set(request, verdict.caller);
      return true;
    },
  };
}

/** Marks every route that is added to an instance from now on as public. */
export function makePublic(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, isPublic: true };
  });
}

/** The same words whatever was wrong: which of them it was is in the log. */
function turnAway(reply: FastifyReply, verdict: Exclude<Verdict, { caller: Caller }>): FastifyReply {
  if (typeof verdict === 'object') {
    const { waitSeconds } = verdict;
    const message = 'Too many credentials were refused. Wait before trying again.';
    void reply.header('retry-after', String(waitSeconds));
    return refuse(reply, 429, problemOf('LIMIT_EXCEEDED', { message, retryAfterSeconds: waitSeconds }));
  }
  const error = verdict === 'refused' ? ', error="invalid_token"' : '';
  void reply.header('www-authenticate', `Bearer realm="rollcall"${error}`);
  return refuse(reply, 401, problemOf('UNAUTHENTICATED'));
}

function portOf(app: FastifyInstance): number {
  const address = app.server.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
}

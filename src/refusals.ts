import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { correlated } from './correlation.ts';
import { shown } from './errors.ts';
import type { ProblemCode } from './generated/types.ts';
import { exceeded } from './limits/exceeded.ts';
import { headersFor } from './limits/headers.ts';
import type { Limits } from './limits/settings.ts';
import { type Problem, ProblemError, problemOf } from './problems.ts';

/** Answers with a problem and no data, in the shape every GraphQL client knows. */
export function refuse(reply: FastifyReply, status: number, problem: Problem): FastifyReply {
  const error = correlated(reply.request.id, () => shown(problem));
  if (problem.retryAfterSeconds !== null) void reply.header('retry-after', String(problem.retryAfterSeconds));
  endWell(reply);
  return reply
    .code(status)
    .headers(headersFor(reply.request.id))
    .type('application/json; charset=utf-8')
    .send({ errors: [error] });
}

/**
 * Ends a connection after a refusal where the client asked for it, and says so; only there. Fastify would end it under a
 * body that still comes, of which the system tells the client as of a broken connection: many then never see why. What
 * comes is not kept, is read slowly, and for no longer than a request may take.
 */
function endWell(reply: FastifyReply): void {
  const { shouldKeepAlive } = reply.raw;
  void reply.header('connection', shouldKeepAlive ? 'keep-alive' : 'close');
  const { raw } = reply.request;
  if (raw.complete) return;
  letPass(raw).catch(() => undefined); // it ended before its end
  if (!shouldKeepAlive) raw.socket.destroySoon = raw.socket.end.bind(raw.socket);
}

/** Milliseconds between two pieces, of 64 KB at most, of a body that nobody wants: read as fast as it comes, it takes the time of others. */
const PAUSE_MS = 5;

async function letPass(body: FastifyRequest['raw']): Promise<void> {
  for await (const _ of body) await wait(PAUSE_MS);
}

/** What a failure before GraphQL is to the caller. What is not known to be the caller's is INTERNAL. */
export function refusalOf(
  error: Error | FastifyError,
  { headers }: FastifyRequest,
  limits: Limits,
): { readonly status: number; readonly problem: Problem } {
  if (error instanceof ProblemError) return { status: statusOf(error.problem), problem: error.problem };
  const { statusCode: status = 500, code } = error as Partial<FastifyError>;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    const said = Number(headers['content-length'] ?? Number.NaN);
    const size = said > limits.maxBodyBytes ? said : `more than ${limits.maxBodyBytes}`;
    return {
      status,
      problem: exceeded('maxBodyBytes', limits, 'The number of bytes in the body is', size).problem,
    };
  }
  if (status >= 500) return { status: 500, problem: problemOf('INTERNAL') };
  return {
    status,
    problem: problemOf('BAD_INPUT', { message: words[code ?? ''] ?? 'The request is wrong.' }),
  };
}

/** Fastify's refusals, in words that quote nothing of the request. */
const words: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'The content type must be application/json.',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'The body does not have the length that Content-Length says.',
};

/** The HTTP status of a problem that is a whole answer. */
export function statusOf({ code, retryAfterSeconds }: Problem): number {
  if (code === 'LIMIT_EXCEEDED') return retryAfterSeconds === null ? 400 : 429;
  return statuses[code] ?? 500;
}

const statuses: Readonly<Partial<Record<ProblemCode, number>>> = {
  BAD_INPUT: 400,
  UNAUTHENTICATED: 401,
  NOT_PERMITTED: 403,
  NOT_FOUND: 404,
};

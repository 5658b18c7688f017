import type { FastifyInstance, FastifyRequest, preHandlerHookHandler } from 'fastify';
import { correlated } from '../correlation.ts';
import { problemOf } from '../problems.ts';
import { refuse } from '../refusals.ts';
import { readBody, readJson, readSearch } from './body.ts';
import { documentChecker } from './document.ts';
import { headersFor } from './headers.ts';
import type { Limits } from './settings.ts';

/**
 * What holds for every request before anybody is asked who they are: an id, headers on whatever is answered, and bodies
 * that are plain JSON.
 */
export function registerHttpLimits(app: FastifyInstance, limits: Limits): void {
  app.addHook('onRequest', (request, reply, done) => {
    void reply.headers(headersFor(request.id));
    const message = wrongContent(request);
    if (message === undefined) correlated(request.id, done);
    else refuse(reply, 415, problemOf('BAD_INPUT', { message }));
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    done(null, readJson(String(body), 'The body', limits));
  });
}

/** Bytes that must be unpacked or re-read to know how many they are. */
function wrongContent({ headers }: FastifyRequest): string | undefined {
  if (headers['content-encoding'] !== undefined)
    return 'The body must come as it is, without Content-Encoding.';
  const charset = /;\s*charset\s*=\s*"?([^\s";]*)/iu.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8';
  return /^utf-?8$/iu.test(charset) ? undefined : 'The body must be in UTF-8.';
}

/** What is asked, checked as far as its text shows, before GraphQL works on it. */
export function questionCheck(limits: Limits): preHandlerHookHandler {
  const checkDocument = documentChecker(limits);
  return ({ method, query: search, body }, _reply, done) => {
    const query = method === 'POST' ? readBody(body, limits) : readSearch(search, limits);
    if (typeof query === 'string') checkDocument(query);
    done();
  };
}

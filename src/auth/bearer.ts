import type { FastifyRequest } from 'fastify';

/** Longest credential that is looked at. */
const MAX_LENGTH = 8_192;

/** The characters a bearer token may have (RFC 6750 §2.1). */
const BEARER = /^Bearer +([\w~+/.-]+=*)$/iu;

/**
 * The one bearer token of a request: undefined where there is no Authorization at all, null where there is one that
 * does not count, such as a second one, another scheme, or one too long to be looked at.
 */
export function bearerOf({ raw }: FastifyRequest): string | null | undefined {
  const [value, ...more] = raw.headersDistinct['authorization'] ?? [];
  if (value === undefined) return undefined;
  if (more.length > 0 || value.length > MAX_LENGTH) return null;
  return BEARER.exec(value)?.[1] ?? null;
}

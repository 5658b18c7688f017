import type { JWTPayload } from 'jose';
import type { Caller } from '../caller.ts';
import type { ClaimCondition, IssuerClaims } from '../config/issuers.ts';

/** Text fit for a name in a log and a header: no control, format or unassigned character. */
const NAME = /^[^\p{C}]{1,256}$/u;
const EMAIL = /^[^\s@,;<>\p{C}]{1,64}@[^\s@,;<>\p{C}]{1,190}$/u;

/** Who the claims of a good token speak of; undefined where the claim that names the caller is missing or no name. */
export function callerOf(
  issuer: { readonly name: string; readonly claims: IssuerClaims },
  payload: JWTPayload,
): Caller | undefined {
  const { claims } = issuer;
  const subject = textAt(payload, claims.name, NAME);
  if (subject === undefined) return undefined;
  const email = claims.email && textAt(payload, claims.email, EMAIL);
  return {
    name: `jwt:${issuer.name}:${subject}`,
    displayName: (claims.displayName && textAt(payload, claims.displayName, NAME)) ?? subject,
    email: (payload['email_verified'] === true ? email : undefined) ?? null,
    grants: claims.grants.filter(({ when }) => holds(when, payload)).map(({ when: _, ...grant }) => grant),
  };
}

function holds(when: ClaimCondition, payload: JWTPayload): boolean {
  if (when === 'always') return true;
  const found = valueAt(payload, when.claim);
  if (when.contains === undefined) return found === when.equals;
  const among: unknown = typeof found === 'string' ? found.split(' ') : found;
  return Array.isArray(among) && among.includes(when.contains);
}

function textAt(payload: JWTPayload, path: readonly string[], form: RegExp): string | undefined {
  const found = valueAt(payload, path);
  return typeof found === 'string' && form.test(found) ? found : undefined;
}

function valueAt(payload: JWTPayload, path: readonly string[]): unknown {
  let here: unknown = payload;
  for (const name of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, name)) return undefined;
    here = (here as Readonly<Record<string, unknown>>)[name];
  }
  return here;
}

import type { ProblemCode } from '../generated/types.ts';
import type { ProblemError } from '../problems.ts';

const certificate =
  'Its certificate is signed by none this machine trusts: name the PEM file of its authority in tls.caFile.';

/** What to do about what stopped a connection, by the code Node gives it. */
const connections: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: certificate,
  SELF_SIGNED_CERT_IN_CHAIN: certificate,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: certificate,
  UNABLE_TO_GET_ISSUER_CERT: certificate,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: certificate,
  CERT_HAS_EXPIRED: 'Its certificate has expired: it must be renewed there.',
  CERT_NOT_YET_VALID: 'Its certificate is not valid yet: compare the clocks of both machines.',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'Its certificate is for another host: use the name in the certificate as the url.',
  EPROTO: 'It does not speak TLS there: check the scheme and the port of the url.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'It does not speak TLS there: check the scheme and the port of the url.',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'It does not speak TLS there: check the scheme and the port of the url.',
  ECONNREFUSED: 'Nothing listens there: check the host and the port of the url, and whether the system runs.',
  ECONNRESET: 'It hung up: check the scheme and the port of the url, and what stands in between.',
  ENOTFOUND: 'No such host is known here: check the host of the url, and this machine’s DNS.',
  EAI_AGAIN: 'The name could not be looked up: check this machine’s DNS.',
  EHOSTUNREACH: 'There is no way to that host: check the network and its firewalls.',
  ENETUNREACH: 'There is no way to that network: check the network and its firewalls.',
};

/** What to do about a problem, by its code. */
const problems: Partial<Record<ProblemCode, string>> = {
  NOT_FOUND: 'It has no such call: check the path of the url, and whether this release is supported.',
  UPSTREAM_UNAVAILABLE: 'Check whether the system runs and can be reached from this machine.',
  UPSTREAM_TIMEOUT:
    'Check the network and its firewalls; if the system is only slow, raise limits.deadlineMs.',
  UPSTREAM_RATE_LIMITED: 'Wait, or lower limits.maxConcurrent of this system.',
  UPSTREAM_INVALID_RESPONSE:
    'What answers there is another product, another release or a sign-in page: check the url. A list too large is bounded by limits.maxResponseBytes.',
  UPSTREAM_ERROR: 'It refused the call: its own log says why.',
  LIMIT_EXCEEDED: 'A limit of this gateway was passed: see limits in the configuration.',
  INTERNAL: 'This is a fault of Rollcall: please report it.',
};

export const RENEW_CREDENTIAL =
  'It does not know the credential, or it has expired: set a new one under credentials.';

/** What to do about a failure; `right` says what the account would have to be allowed. */
export function adviceFor(code: ProblemCode, right: string, error?: ProblemError): string | null {
  if (error?.status === 401) return RENEW_CREDENTIAL;
  if (code === 'NOT_PERMITTED') return `Allow the gateway’s account ${right}, or do without.`;
  return connections[connectionCode(error) ?? ''] ?? problems[code] ?? null;
}

/** http.ts ends what it logs with the code of what stopped it. */
function connectionCode(error: ProblemError | undefined): string | undefined {
  const code = error?.message.split(': ').at(-1);
  return code !== undefined && /^[A-Z][A-Z_]+$/u.test(code) ? code : undefined;
}

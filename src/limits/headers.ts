/** On every answer. A page of ours brings a policy of its own. */
const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** The headers that every answer begins with. */
export const headersFor = (requestId: string): Readonly<Record<string, string>> => ({
  ...SECURITY_HEADERS,
  'x-request-id': requestId,
});

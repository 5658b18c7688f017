import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { CallerGrant } from '../caller.ts';
import { Secret } from '../secret.ts';
import { readAuthorities } from './certificates.ts';
import { checkSystems, grantFields } from './grants.ts';
import { type IssuerSettings, IssuerShape } from './issuers.ts';
import { type Mistake, mistake } from './mistakes.ts';
import type { Surroundings } from './references.ts';

/** Where API keys are kept, and the secret their digests are made with. */
export const ApiKeysShape = z.strictObject({
  file: z.string().min(1).describe('The key store that `rollcall keys` writes.'),
  pepper: z
    .string()
    .min(32, { error: 'must have at least 32 characters' })
    .transform((text) => new Secret(text))
    .describe('The secret that keys are digested with; another one makes every key void.'),
});

const SubjectAlternativeName = z
  .string()
  .regex(/^(?:DNS|URI|email):\S+$/u, { error: 'must be DNS:…, URI:… or email:…' });

const ClientCertificatesShape = z.strictObject({
  caFile: z.string().min(1).describe('PEM file of the authorities whose client certificates are taken.'),
  grants: z
    .array(z.strictObject({ when: z.strictObject({ san: SubjectAlternativeName }), ...grantFields }))
    .min(1)
    .describe('What a subject alternative name gives. A certificate without any of these names is refused.'),
});

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return (
    rest.length === 0 && most > 0 && (bits === undefined || (/^\d{1,3}$/u.test(bits) && Number(bits) <= most))
  );
}

export const AuthShape = z
  .strictObject({
    issuers: z.array(IssuerShape).default([]).describe('Who issues tokens that are taken.'),
    apiKeys: ApiKeysShape.optional(),
    clientCertificates: ClientCertificatesShape.optional(),
    trustedProxies: z
      .array(z.string().refine(isNetwork, { error: 'must be an address or a network such as 10.0.0.0/8' }))
      .default([])
      .describe('Addresses and networks of proxies whose X-Forwarded-For is believed.'),
  })
  .describe('Who may ask. Without it only this machine may.');

export type ApiKeySettings = Readonly<z.output<typeof ApiKeysShape>>;

/** A right that goes with a subject alternative name. */
export type CertificateGrant = CallerGrant & { readonly when: { readonly san: string } };

/** Who may ask, with every file read. */
export interface AuthSettings {
  readonly issuers: readonly IssuerSettings[];
  readonly apiKeys: ApiKeySettings | undefined;
  readonly clientCertificates:
    { readonly ca: string; readonly grants: readonly CertificateGrant[] } | undefined;
  readonly trustedProxies: readonly string[];
}

/** Reads the files that `auth` names, and checks what its parts say about each other and about the systems. */
export function readAuth(
  { issuers, apiKeys, clientCertificates, trustedProxies }: z.output<typeof AuthShape>,
  systems: readonly string[],
  { from, mistakes }: { readonly from: Surroundings; readonly mistakes: Mistake[] },
): AuthSettings {
  if (issuers.length === 0 && !apiKeys && !clientCertificates) {
    mistakes.push(mistake(['auth'], 'lets nobody in: it needs issuers, apiKeys or clientCertificates'));
  }
  for (const [i, { name, issuer, claims }] of issuers.entries()) {
    const at = ['auth', 'issuers', i];
    const before = issuers.slice(0, i);
    if (before.some((other) => other.name === name)) mistakes.push(mistake([...at, 'name'], 'is used twice'));
    if (before.some((other) => other.issuer === issuer))
      mistakes.push(mistake([...at, 'issuer'], 'is used twice'));
    checkSystems(claims.grants, systems, { at: [...at, 'claims', 'grants'], mistakes });
  }
  const certificates = ['auth', 'clientCertificates'];
  checkSystems(clientCertificates?.grants ?? [], systems, { at: [...certificates, 'grants'], mistakes });
  const ca = readAuthorities(clientCertificates?.caFile, from, { at: [...certificates, 'caFile'], mistakes });
  return {
    issuers: issuers.map(({ caFile, ...issuer }, i) => ({
      ...issuer,
      ca: readAuthorities(caFile, from, { at: ['auth', 'issuers', i, 'caFile'], mistakes }),
    })),
    apiKeys: apiKeys && { ...apiKeys, file: resolve(from.directory, apiKeys.file) },
    clientCertificates:
      clientCertificates && ca !== undefined ? { ca, grants: clientCertificates.grants } : undefined,
    trustedProxies,
  };
}

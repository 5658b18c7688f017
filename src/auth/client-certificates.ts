import type { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { CertificateGrant } from '../config/auth.ts';
import { type Outcome, refused } from './outcome.ts';

/**
 * Who the client certificate of a connection speaks of; undefined where there is none. Only our own socket counts: no
 * header can carry a certificate. OpenSSL has checked chain, dates and purpose when the connection was made; the dates
 * are checked again, because a connection can outlive them.
 */
export function certificateOutcome(socket: Socket, grants: readonly CertificateGrant[]): Outcome | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return undefined;
  if (!socket.authorized) return refused('a client certificate of somebody else', 'nothing');
  const now = new Date();
  if (certificate.validFromDate > now || certificate.validToDate < now) {
    return refused('a client certificate out of date', 'nothing');
  }
  const names = alternativeNames(certificate);
  const matching = grants.filter(({ when }) => names.includes(when.san));
  const name = names.find((san) => matching.some(({ when }) => when.san === san));
  if (name === undefined) return refused('a client certificate without a known name', 'nothing');
  return {
    caller: {
      name: `certificate:${name}`,
      displayName: name,
      email: null,
      grants: matching.map(({ when: _, ...grant }) => grant),
    },
  };
}

/**
 * The names of a certificate. Node writes a name that holds a comma or a quote as quoted text, so that none can pass for
 * two; where one does, the whole list is not trusted.
 */
const alternativeNames = ({ subjectAltName = '' }: X509Certificate): readonly string[] =>
  subjectAltName.includes('"') ? [] : subjectAltName.split(', ');

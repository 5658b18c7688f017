import { domainToASCII } from 'node:url';

/** A mailbox, spelled in one way only: two spellings of one mailbox are equal here, two mailboxes never are. */
export interface Address {
  readonly local: string;
  /** In ASCII, as the domain name system knows it. */
  readonly domain: string;
}

const UNUSABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Z}]/u; // Invisible characters: nobody can tell what they read.
const ATOM = /^[^\s"(),:;<>@[\\\]]+$/u; // RFC 5322 §3.2.3, with the dots of `dot-atom` and RFC 6531's letters.
const QUOTED = /^"(?:[^"\\]|\\.)*"$/u;
const LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/u;
const NOWHERE = /(?:^|\.)(?:localhost|localdomain|invalid)$/u; // RFC 6761: another machine in every system.

/**
 * Reads an e-mail address; undefined if the text is none, or names a mailbox of one machine only. The local part keeps
 * its characters but for case and canonical composition (NFC): compatibility forms (NFKC) and look-alikes of other
 * scripts are other mailboxes. The domain is what the domain name system makes of it (UTS 46, punycode).
 */
export function readAddress(text: string): Address | undefined {
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf('@');
  if (at < 1 || trimmed.length > 320) return undefined;
  const local = readLocal(trimmed.slice(0, at));
  const domain = readDomain(trimmed.slice(at + 1));
  return local === undefined || domain === undefined ? undefined : { local, domain };
}

export const formatAddress = ({ local, domain }: Address): string => `${local}@${domain}`;

/** `"ada"` is `ada` (RFC 5321 §4.1.2); what must be quoted stays quoted. */
function readLocal(text: string): string | undefined {
  const composed = text.normalize('NFC').toLowerCase().normalize('NFC');
  if (QUOTED.test(composed)) {
    const content = composed.slice(1, -1).replace(/\\(.)/gu, '$1');
    if (ATOM.test(content)) return UNUSABLE.test(content) ? undefined : content;
    if (content === '' || UNUSABLE.test(content.replaceAll(' ', ''))) return undefined;
    return `"${content.replace(/["\\]/gu, '\\$&')}"`;
  }
  return ATOM.test(composed) && !UNUSABLE.test(composed) ? composed : undefined;
}

/** Reads a domain name, in Unicode or punycode; undefined if it is none that means the same everywhere. */
export function readDomain(text: string): string | undefined {
  if (/[^\w.\-\u{80}-\u{10FFFF}]/u.test(text)) return undefined;
  const ascii = /^[a-z0-9.-]+$/u.test(text) && !text.includes('xn--') ? text : domainToASCII(text);
  const name = ascii.replace(/\.$/u, '');
  const labels = name.split('.');
  const isName = labels.length > 1 && name.length <= 253 && labels.every((label) => LABEL.test(label));
  if (!isName || /^\d+$/u.test(labels.at(-1) ?? '') || NOWHERE.test(name)) return undefined;
  return name;
}

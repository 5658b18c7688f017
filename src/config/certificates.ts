import { createPrivateKey, X509Certificate } from 'node:crypto';
import { resolve } from 'node:path';
import { Secret } from '../secret.ts';
import { type Mistake, mistake, type Path } from './mistakes.ts';
import { readText, type Surroundings } from './references.ts';

interface Place {
  readonly at: Path;
  readonly mistakes: Mistake[];
}

/** The certificates of a PEM file, looked at now so that a wrong file is not found out in the middle of a handshake. */
export function readAuthorities(
  file: string | undefined,
  { directory }: Surroundings,
  { at, mistakes }: Place,
): string | undefined {
  if (file === undefined) return undefined;
  const path = resolve(directory, file);
  const read = readText(path);
  if (typeof read === 'object' && certificateOf(read.text) !== undefined) return read.text;
  mistakes.push(mistake(at, typeof read === 'string' ? read : `the file ${path} holds no PEM certificate`));
  return undefined;
}

/** A certificate and its private key, as PEM. */
export interface KeyPair {
  readonly cert: string;
  readonly key: Secret;
}

/** Reads the gateway's own certificate and key, and whether they belong together. */
export function readKeyPair(
  { certFile, keyFile }: { readonly certFile: string; readonly keyFile: string },
  from: Surroundings,
  { at, mistakes }: Place,
): KeyPair | undefined {
  const cert = readAuthorities(certFile, from, { at: [...at, 'certFile'], mistakes });
  const path = resolve(from.directory, keyFile);
  const read = readText(path);
  const wrong = (message: string) => void mistakes.push(mistake([...at, 'keyFile'], message));
  if (typeof read === 'string') return wrong(read);
  const key = privateKeyOf(read.text);
  if (key === undefined) return wrong(`the file ${path} holds no PEM private key without a passphrase`);
  if (cert === undefined) return undefined;
  if (!certificateOf(cert)?.checkPrivateKey(key)) return wrong('is not the key of the certificate');
  return { cert, key: new Secret(read.text) };
}

function certificateOf(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function privateKeyOf(pem: string): ReturnType<typeof createPrivateKey> | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

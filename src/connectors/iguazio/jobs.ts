import { idsIn, type WireAnswer } from './wire.ts';

/** The job that a deletion is carried out by; undefined: it is done (§7.9). */
export function jobOf(answer: WireAnswer): string | undefined {
  const { data } = answer ?? {};
  if (data?.type === 'deletion_response') return idsIn(data.relationships?.jobs)[0];
  return data?.type === 'job' ? (data.id ?? undefined) : undefined;
}

import { resolve } from 'node:path';
import { z } from 'zod';
import type { LedgerSettings } from '../ledger/settings.ts';
import { Secret } from '../secret.ts';
import { readAuthorities } from './certificates.ts';
import { isLoopback } from './loopback.ts';
import { type Mistake, mistake } from './mistakes.ts';
import type { Surroundings } from './references.ts';

const PARAMETERS = ['sslmode', 'options'];

function checkUrl(text: string, context: z.RefinementCtx): void {
  const wrong = (message: string) => context.addIssue({ code: 'custom', message });
  const url = URL.parse(text);
  if (url === null || !/^postgres(?:ql)?:$/u.test(url.protocol) || url.pathname.length < 2) {
    return wrong('must be a URL such as postgres://name:password@host:5432/database');
  }
  if ([...url.searchParams.keys()].some((name) => !PARAMETERS.includes(name))) {
    wrong(`may have these parameters, and no others: ${PARAMETERS.join(', ')}`);
  }
  const mode = url.searchParams.get('sslmode');
  if (mode !== null && mode !== 'verify-full' && mode !== 'disable') {
    wrong('may have sslmode=verify-full or sslmode=disable');
  }
  const isSocket = url.hostname.toLowerCase().startsWith('%2f');
  if (mode === null && !isSocket && !isLoopback(url.hostname)) {
    wrong(
      'must have sslmode=verify-full: what is recorded would go in the clear (sslmode=disable allows it)',
    );
  }
}

export const LedgerShape = z
  .strictObject({
    file: z.string().min(1).optional().describe('The SQLite file; rollcall.db unless there is a url.'),
    url: z
      .string()
      .superRefine(checkUrl)
      .transform((text) => new Secret(text))
      .optional()
      .describe('postgres:// where several gateways keep one record.'),
    caFile: z
      .string()
      .min(1)
      .optional()
      .describe('PEM file of the authorities to trust for the database instead of the machine’s.'),
    key: z
      .string()
      .min(32, { error: 'must have at least 32 characters' })
      .transform((text) => new Secret(text))
      .optional()
      .describe('Seals secrets on their way to a system. Without it they do not survive a restart.'),
    anchor: z
      .string()
      .min(1)
      .optional()
      .describe(
        'A file elsewhere that is told where the audit ends. While it cannot be, nothing is changed.',
      ),
  })
  .refine(({ file, url }) => file === undefined || url === undefined, {
    error: 'must have a file or a url, not both',
  })
  .refine(({ url, caFile }) => caFile === undefined || url !== undefined, {
    path: ['caFile'],
    error: 'is for a database: it needs a url',
  });

/** Where operations are recorded: the names of files are made whole, and the file of authorities is read. */
export function readLedger(
  { file = 'rollcall.db', url, caFile, key, anchor }: z.output<typeof LedgerShape>,
  { from, mistakes }: { readonly from: Surroundings; readonly mistakes: Mistake[] },
): LedgerSettings {
  const { directory } = from;
  const ca = readAuthorities(caFile, from, { at: ['ledger', 'caFile'], mistakes });
  if (url && caFile !== undefined && new URL(url.reveal()).searchParams.get('sslmode') !== 'verify-full') {
    mistakes.push(mistake(['ledger', 'caFile'], 'is of no use unless the url has sslmode=verify-full'));
  }
  return {
    at: url ? { url, ca } : { file: resolve(directory, file) },
    key,
    anchor: anchor === undefined ? undefined : resolve(directory, anchor),
  };
}

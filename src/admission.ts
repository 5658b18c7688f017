import { BREAK, type DocumentNode, visit } from 'graphql';
import type { Logger } from 'pino';
import { accountToActAs } from './acting.ts';
import type { Caller } from './caller.ts';
import { Directory, type DirectoryOptions } from './directory.ts';
import { ProblemError } from './problems.ts';
import type { Rights } from './policy.ts';

/** What a request wants besides the answer to its question. */
export interface Wishes {
  /** To be told what the answer cost. */
  readonly trace: boolean;
  /** To be answered as this account would be. */
  readonly actAs: string | undefined;
}

export const TRACE_HEADER = 'rollcall-trace';
export const ACT_AS_HEADER = 'rollcall-act-as';

/** Reads what a request wants off its headers. A header that came twice is one text, and names nothing. */
export const wishesOf = (headers: Readonly<Record<string, string | string[] | undefined>>): Wishes => ({
  trace: headers[TRACE_HEADER] === '1',
  actAs: headers[ACT_AS_HEADER]?.toString(),
});

/** The directory that a request is answered from; a problem if the caller may not have what it wants. */
export async function admit(
  options: DirectoryOptions,
  {
    caller,
    wishes,
    document,
  }: { readonly caller: Caller; readonly wishes: Wishes; readonly document: DocumentNode },
  log: Logger,
): Promise<Directory> {
  const { rights } = options.asker;
  if (wishes.trace) demand(rights, 'TRACE', 'Rollcall-Trace');
  if (asksForSchema(document)) demand(rights, 'INTROSPECT', 'Asking for the schema');
  const directory = new Directory(options);
  if (wishes.actAs === undefined) return directory;
  const line = { caller: caller.name, actAs: wishes.actAs };
  try {
    const actingAs = await accountToActAs(directory, wishes.actAs);
    log.info(line, 'a request acts as another account');
    return new Directory({ ...options, asker: { ...options.asker, actingAs } });
  } catch (error) {
    log.warn(line, 'a request may not act as another account');
    throw error;
  }
}

function demand(rights: Rights, scope: 'TRACE' | 'INTROSPECT', what: string): void {
  if (!rights.mayAnywhere(scope))
    throw new ProblemError('NOT_PERMITTED', { message: `${what} takes the scope ${scope}.` });
}

/** Whether a document holds a question about the schema, used or not. */
function asksForSchema(document: DocumentNode): boolean {
  let asks = false;
  visit(document, {
    Field: ({ name }) => {
      asks ||= name.value === '__schema' || name.value === '__type';
      return asks ? BREAK : undefined;
    },
  });
  return asks;
}

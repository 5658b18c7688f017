import type { Caller } from './caller.ts';
import type { Changes } from './changes/changes.ts';
import type { Asker, Directory } from './directory.ts';
import type { OperationRecord } from './operation.ts';
import { type Rights, rightsOf, scopes } from './policy.ts';
import { ProblemError } from './problems.ts';

/** Who is asking, as the contract shows it. */
export interface Viewer {
  readonly name: string;
  readonly displayName: string;
  readonly scopes: readonly string[];
  /** null: not known by any. */
  readonly email: string | null;
}

/** The stream that a subscription is answered with: each of its events is a question of its own. */
export interface EventStream {
  /** What the event at hand shows; null: the stream begins. */
  readonly current: OperationRecord | null;
  /** Begins to follow a source, and gives the first it has; null: it ends before. */
  begin(source: (signal: AbortSignal) => AsyncGenerator<OperationRecord>): Promise<OperationRecord | null>;
}

/** What every resolver is given. */
export interface Context {
  readonly directory: Directory;
  readonly viewer: Viewer;
  /** Who is asking, as authentication found. */
  readonly caller: Caller;
  /** null: where nothing is changed and no operation asked for, as in an export. */
  readonly changes: Changes | null;
  /** null: what is asked is answered once. */
  readonly stream: EventStream | null;
}

/** What makes changes; UNSUPPORTED where there is none. */
export function changesOf({ changes }: Context): Changes {
  if (changes === null) throw new ProblemError('UNSUPPORTED');
  return changes;
}

/** A caller as the contract shows it: every scope that it has somewhere. */
export const viewerOf = ({ name, displayName, email }: Caller, rights: Rights): Viewer => ({
  name,
  displayName,
  email,
  scopes: scopes.filter((scope) => rights.mayAnywhere(scope)),
});

/** A caller as the directory is told of it. */
export const askerOf = (caller: Caller): Asker => ({
  rights: rightsOf(caller),
  email: caller.email,
  actingAs: null,
});

import { bookmark, pageSize } from './listing.ts';
import { changesOf, type Context } from './context.ts';
import type { Directory } from './directory.ts';
import type { OperationFilter, QueryOperationsArgs } from './generated/types.ts';
import type { OperationQuery } from './ledger/ledger.ts';
import { parseOperation, parseRef } from './model/ref.ts';
import type { Job } from './model/types.ts';
import type { OperationRecord } from './operation.ts';
import { badInput, ProblemError } from './problems.ts';

/** The vendor's work that an operation waits for or waited for, as the vendor tells it now. */
export async function jobOf({ steps }: OperationRecord, directory: Directory): Promise<Job | null> {
  const step = steps.findLast(({ job }) => job !== null);
  if (step?.job == null || !directory.findSystem(step.system)) return null;
  return (await directory.session(step.system).jobs?.load(step.job)) ?? null;
}

/** Whose operations a caller may see. */
const visibleTo = ({ caller, directory }: Context): OperationQuery['visible'] => ({
  actor: caller.name,
  systems: directory.systems
    .map(({ key }) => key)
    .filter((key) => directory.asker.rights.mayWholly('READ_OPERATIONS', key)),
});

/** The operation of this id; null where there is none, or none for this caller. */
export async function findOperation(id: string, context: Context): Promise<OperationRecord | null> {
  const native = parseOperation(id);
  const record = native === undefined ? null : await changesOf(context).ledger.get(native);
  if (record === null) return null;
  return isVisible(record, context) ? record : null;
}

function isVisible(record: OperationRecord, context: Context): boolean {
  const { actor, systems } = visibleTo(context);
  return record.actor === actor || systems.includes(record.system);
}

/** The operation as the stream of a subscription has come to it; NOT_FOUND where there is none for this caller. */
export async function followOperation(id: string, context: Context): Promise<OperationRecord> {
  const { stream } = context;
  if (stream === null) throw new ProblemError('UNSUPPORTED');
  const record = stream.current ?? (await findOperation(id, context));
  if (record === null || !isVisible(record, context)) throw new ProblemError('NOT_FOUND');
  if (stream.current !== null) return record;
  const { watchers } = changesOf(context);
  return (await stream.begin((signal) => watchers.watch(record.id, signal))) ?? record;
}

/** A page of operations, newest first. */
export interface OperationPage {
  readonly edges: readonly { readonly cursor: string; readonly node: OperationRecord }[];
  readonly nodes: readonly OperationRecord[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: { readonly value: number; readonly exact: boolean };
}

export async function listOperations(
  { filter, first, after }: Partial<QueryOperationsArgs>,
  context: Context,
): Promise<OperationPage> {
  const identity = ['operations', filter];
  const size = pageSize(first);
  const place = bookmark.read(identity, after);
  const query = queryOf(filter ?? {}, context);
  const { records, hasNextPage, totalCount } = await changesOf(context).ledger.list(query, {
    first: size,
    after: place,
  });
  const edges = records.map((node) => ({ cursor: bookmark.write(identity, node.id), node }));
  return {
    edges,
    nodes: records,
    pageInfo: {
      hasNextPage,
      hasPreviousPage: place !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: { value: totalCount, exact: true },
  };
}

function queryOf(filter: OperationFilter, context: Context): OperationQuery {
  const { target, kinds, states, actor, systems, idempotencyKey, since, until } = filter;
  if (target != null && !parseRef(target))
    throw badInput("`target` is not an id. Take it from an object's `id`, unchanged.");
  return {
    kinds: kinds ?? undefined,
    states: states ?? undefined,
    actor: actor ?? undefined,
    systems: systems ?? undefined,
    target: target ?? undefined,
    idempotencyKey: idempotencyKey ?? undefined,
    since: since ?? undefined,
    until: until ?? undefined,
    visible: visibleTo(context),
  };
}

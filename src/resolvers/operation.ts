import type { Context } from '../context.ts';
import { formatOperation } from '../model/ref.ts';
import type { OperationRecord, StepRecord } from '../operation.ts';
import type { SubscriptionOperationUpdatedArgs } from '../generated/types.ts';
import { followOperation, jobOf } from '../operations.ts';

export const Operation = {
  id: ({ id }: OperationRecord) => formatOperation(id),
  outcome: ({ outcome, state }: OperationRecord) => outcome ?? (state === 'PENDING' ? 'PENDING' : null),
  job: (record: OperationRecord, _args: unknown, { directory }: Context) => jobOf(record, directory),
};

/** Resolved for each event by itself: with a `subscribe` of graphql-js, all of them would share one context. */
export const operationUpdated = {
  resolve: (_event: unknown, { id }: SubscriptionOperationUpdatedArgs, context: Context) =>
    followOperation(id, context),
};

export const OperationStep = {
  systemKey: ({ system }: StepRecord) => system,
  system: ({ system }: StepRecord, _args: unknown, { directory }: Context) =>
    directory.findSystem(system) ?? null,
};

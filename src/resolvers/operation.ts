import type { Context } from '../context.ts';
import { formatOperation } from '../model/ref.ts';
import type { OperationRecord, StepRecord } from '../operation.ts';
import { jobOf } from '../operations.ts';

export const Operation = {
  id: ({ id }: OperationRecord) => formatOperation(id),
  outcome: ({ outcome, state }: OperationRecord) => outcome ?? (state === 'PENDING' ? 'PENDING' : null),
  job: (record: OperationRecord, _args: unknown, { directory }: Context) => jobOf(record, directory),
};

export const OperationStep = {
  systemKey: ({ system }: StepRecord) => system,
  system: ({ system }: StepRecord, _args: unknown, { directory }: Context) =>
    directory.findSystem(system) ?? null,
};

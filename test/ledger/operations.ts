import { pino } from 'pino';
import { newOperationId } from '../../src/ledger/ids.ts';
import type { OperationQuery } from '../../src/ledger/ledger.ts';
import type { JsonObject } from '../../src/json.ts';
import type { SystemKey } from '../../src/model/ref.ts';
import { Secret } from '../../src/secret.ts';
import type { OperationEvent, OperationRecord, StepRecord } from '../../src/operation.ts';

export const silent = pino({ enabled: false });

export const key = new Secret('a key of more than thirty-two characters');

export const dss = 'dss-design' as SystemKey;
export const govern = 'govern' as SystemKey;

/** Whoever may see everything there is in these tests. */
export const everything: OperationQuery = { visible: { actor: 'auditor', systems: [dss, govern] } };

export const step = (differences: Partial<StepRecord> = {}): StepRecord => ({
  system: dss,
  document: 'user ada',
  description: 'disable ada',
  intent: { write: 'user.update', args: { user: 'ada', enabled: false } },
  about: null,
  independent: false,
  touches: [],
  unseats: [],
  state: 'RUNNING',
  outcome: null,
  attempts: 0,
  before: null,
  startedAt: null,
  finishedAt: null,
  problem: null,
  job: null,
  subject: null,
  shown: false,
  ...differences,
});

/** An operation just accepted, with an id of its own. */
export const operation = (differences: Partial<OperationRecord> = {}): OperationRecord => ({
  id: newOperationId(),
  kind: 'disableUser',
  actor: 'grace',
  actingAs: null,
  idempotencyKey: null,
  fingerprint: 'f00d',
  system: dss,
  state: 'RUNNING',
  outcome: null,
  startedAt: new Date(),
  finishedAt: null,
  target: 'ada in dss-design',
  targets: ['user.dss-design.ada'],
  problems: [],
  allowProtected: false,
  steps: [step()],
  ...differences,
});

export const attempt = {
  type: 'attempt',
  step: 0,
  before: { enabled: true },
} as const satisfies OperationEvent;
export const stepEnd = {
  type: 'stepEnd',
  step: 0,
  outcome: 'APPLIED',
  problem: null,
  subject: null,
  shown: false,
} as const satisfies OperationEvent;
export const end = {
  type: 'end',
  outcome: 'APPLIED',
  problems: [],
  targets: ['user.dss-design.ada'],
} as const satisfies OperationEvent;

export const none: ReadonlyMap<number, JsonObject> = new Map();

import type { ChangeOutcome } from '../../src/generated/types.ts';
import type { Happened, History, Recorded, Sent } from './history.ts';

/** What must never be. */
export const wrongs = {
  lost: 'accepted, and never at its end; or said to be applied, and not so',
  doubled: 'one write took effect more than once',
  ghosts: 'something happened that no record announced',
  misreported:
    'said to have come to nothing, and it happened; or the client and the record were told different things',
} as const;

export type Wrong = keyof typeof wrongs;

export interface Finding {
  readonly wrong: Wrong;
  /** What shows it. */
  readonly what: string;
}

/**
 * What comes along with an effect on a subject, or happens by itself: the document that a membership stands in, and the
 * sessions in which the gateway signs in.
 */
const BESIDE = /^(?:session\.|project-permissions\.updated$|project\.updated$|group\.updated$)/u;

/** Compares what clients were told, what was recorded, and what happened. */
export function findingsIn({ sent, recorded, happened, before, after }: History): readonly Finding[] {
  const findings: Finding[] = [];
  const tell = (wrong: Wrong, what: string) => findings.push({ wrong, what });
  const byKey = Map.groupBy(recorded, ({ key }) => key);
  const known = new Set(sent.map(({ key }) => key));
  for (const { id, key } of recorded) {
    if (key === null || !known.has(key)) tell('ghosts', `the record ${id} is of a mutation that nobody sent`);
  }
  const attributed = Object.fromEntries(
    Object.entries(happened).map(([system, effects]) => [system, attribute(system, effects, sent, tell)]),
  );
  for (const one of sent) {
    const records = byKey.get(one.key) ?? [];
    const name = `${one.key} ${one.system} ${one.mutation}`;
    if (records.length > 1) tell('doubled', `${name} is recorded ${records.length} times`);
    const record = records[0];
    const told = one.replies.map(({ outcome, problem }) => [outcome, problem ?? []].flat().join(' '));
    const tellOfIt: Tell = (wrong, what) => tell(wrong, `${name}: ${what} (told: ${told.join(', then ')})`);
    compareReplies(one, record, tellOfIt);
    for (const subject of one.subjects) {
      const effects = attributed[one.system]?.get(one)?.get(subject) ?? [];
      compareEffects(one, subject, record, effects, tellOfIt);
    }
  }
  compareFacts(sent, byKey, before, after, tell);
  return findings;
}

type Tell = (wrong: Wrong, what: string) => void;
type Effects = ReadonlyMap<Sent, ReadonlyMap<string, readonly Happened[]>>;

/** Which mutation each line of a journal comes of: the one that was under way about what the line names. */
function attribute(system: string, effects: readonly Happened[], sent: readonly Sent[], tell: Tell): Effects {
  const about = new Map<string, Sent[]>();
  for (const one of sent) {
    if (one.system !== system) continue;
    for (const subject of one.subjects) about.set(subject, [...(about.get(subject) ?? []), one]);
  }
  const found = new Map<Sent, Map<string, Happened[]>>();
  const names = new Map<string, string>();
  for (const [index, effect] of effects.entries()) {
    const ids = effect.target.split(/[/:]/u);
    if (effect.name !== undefined) names.set(effect.target, effect.name);
    const words = [...ids, ...ids.flatMap((id) => names.get(id) ?? [])];
    const isUnderWay = ({ from, to }: Sent) => from <= index && index < (to ?? Infinity);
    const subject = words.find((word) => about.get(word)?.some(isUnderWay));
    const owner = about.get(subject ?? '')?.find(isUnderWay);
    if (subject === undefined || owner === undefined) {
      if (!BESIDE.test(effect.kind))
        tell('ghosts', `${system}: ${effect.kind} ${words.join(' ')} (line ${index})`);
      continue;
    }
    const ofOwner = found.get(owner) ?? new Map<string, Happened[]>();
    found.set(owner, ofOwner.set(subject, [...(ofOwner.get(subject) ?? []), effect]));
  }
  return found;
}

/** What a record says of one of the things it is about. */
function outcomeFor({ outcome, steps }: Recorded, subject: string): ChangeOutcome | null {
  return steps.find(({ about }) => about === subject)?.outcome ?? outcome;
}

function compareEffects(
  { subjects }: Sent,
  subject: string,
  record: Recorded | undefined,
  effects: readonly Happened[],
  tell: Tell,
): void {
  const counts = [...Map.groupBy(effects, ({ kind, target }) => `${kind} ${target}`)];
  const said = record ? outcomeFor(record, subject) : 'NOT_APPLIED';
  const attempts = record?.steps.reduce((sum, step) => sum + step.attempts, 0) ?? 0;
  for (const [effect, times] of counts) {
    if (times.length > 1) tell('doubled', `${effect}, ${times.length} times`);
  }
  const what = `${subjects.length > 1 ? `${subject} ` : ''}${String(said)}, and ${counts.map(([effect]) => effect).join(', ') || 'nothing'} happened`;
  if (effects.length > 0 && attempts === 0) tell('ghosts', `${what} without an attempt on record`);
  if (effects.length > 0 && (said === 'NOT_APPLIED' || said === 'ALREADY')) tell('misreported', what);
  if (effects.length === 0 && said === 'APPLIED') tell('lost', what);
}

function compareReplies({ replies, to }: Sent, record: Recorded | undefined, tell: Tell): void {
  if (to === undefined) tell('lost', 'its end was never seen');
  if (record && record.outcome === null) tell('lost', `the record ${record.id} is not at its end`);
  for (const { outcome, operation, isOver } of replies) {
    if (operation !== null && operation !== record?.id)
      tell('lost', `the operation ${operation} was told of, and is not on record`);
    else if (isOver && record && outcome !== record.outcome && outcome !== 'UNKNOWN')
      tell('misreported', `the client was told ${outcome}, the record says ${String(record.outcome)}`);
  }
}

/** What can be read in the end must be what the last mutation made of it. */
function compareFacts(
  sent: readonly Sent[],
  byKey: ReadonlyMap<string | null, readonly Recorded[]>,
  before: History['before'],
  after: History['after'],
  tell: Tell,
): void {
  const possible = new Map<string, Set<string>>();
  const last = new Map<string, string>();
  for (const { key, mutation, facts, subjects } of sent) {
    const record = byKey.get(key)?.[0];
    for (const [index, { cell, value }] of facts.entries()) {
      const outcome = record && outcomeFor(record, subjects[index] ?? '');
      const values = possible.get(cell) ?? new Set([before.get(cell) ?? NOTHING]);
      if (outcome === 'APPLIED' || outcome === 'ALREADY') possible.set(cell, new Set([value]));
      else
        possible.set(cell, outcome === 'NOT_APPLIED' || outcome === undefined ? values : values.add(value));
      last.set(cell, `${key} ${mutation} ${String(outcome)}`);
    }
  }
  for (const [cell, values] of possible) {
    const found = after.get(cell) ?? NOTHING;
    if (!values.has(found))
      tell(
        'lost',
        `${cell} is ${found} in the end, not ${[...values].join(' or ')} (last: ${last.get(cell) ?? ''})`,
      );
  }
}

/** A cell of which nothing is read. */
const NOTHING = 'nothing';

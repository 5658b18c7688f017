import type { Session } from '../connector.ts';
import { formatRef, parseRef, type SystemKey } from '../model/ref.ts';
import type { StepRecord } from '../operation.ts';
import { type Problem, problemOf } from '../problems.ts';

/**
 * Why a step must not be done, as things are now: it takes something from a protected account, or leaves the system
 * without an administrator. null: it may. Whoever asks holds what keeps others from unseating meanwhile.
 */
export async function guardStep(
  { system, touches, unseats }: StepRecord,
  session: Session,
  protectedNames: readonly string[],
): Promise<Problem | null> {
  return (
    (await protectedAmong(system, touches, session, protectedNames)) ??
    (await lastOf(system, unseats, session))
  );
}

async function protectedAmong(
  system: SystemKey,
  ids: readonly string[],
  session: Session,
  names: readonly string[],
): Promise<Problem | null> {
  if (ids.length === 0) return null;
  const self = await session.self();
  if (self !== null && ids.includes(formatRef(self.ref))) return spared(system, OWN);
  if (names.length === 0) return null;
  const users = await Promise.all(ids.map((id) => session.users.byId.load(parseRef(id)?.native ?? '')));
  const folded = new Set(names.map((name) => name.toLowerCase()));
  return users.some((user) => user !== null && folded.has(user.username.toLowerCase()))
    ? spared(system, LISTED)
    : null;
}

async function lastOf(
  system: SystemKey,
  ids: readonly string[],
  { writes }: Session,
): Promise<Problem | null> {
  if (ids.length === 0) return null;
  const administrators = (await writes?.administrators()) ?? null;
  if (administrators === null) return spared(system, NOT_KNOWN);
  const leaving = new Set(ids.map((id) => parseRef(id)?.native));
  const staying = administrators.filter((native) => !leaving.has(native));
  return staying.length === 0 && administrators.length > 0 ? spared(system, LAST) : null;
}

const spared = (system: SystemKey, why: string): Problem =>
  problemOf('PROTECTED', { system, message: `${why} \`allowProtected\` does it all the same.` });

const OWN = 'It is the account that the gateway itself uses there.';
const LISTED = 'The configuration protects the account.';
const LAST = 'Nobody would be left who administers the system.';
const NOT_KNOWN = 'Who administers the system could not be found out.';

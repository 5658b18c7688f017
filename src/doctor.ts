import type { Session, System } from './connector.ts';
import { type Ability, abilities } from './doctor/abilities.ts';
import { Failure } from './doctor/failure.ts';
import type { Finding, FindingState } from './doctor/finding.ts';
import type { Vendor } from './generated/types.ts';
import type { SystemKey } from './model/ref.ts';
import { Scope } from './scope.ts';

/** How one system is. */
export interface Checkup {
  readonly key: SystemKey;
  readonly vendor: Vendor;
  readonly displayName: string;
  readonly url: string;
  /** Nothing failed, and nothing is forbidden that the vendor has. */
  readonly ok: boolean;
  readonly latencyMs: number | null;
  readonly account: string | null;
  readonly version: string | null;
  readonly clockSkewMs: number | null;
  readonly findings: readonly Finding[];
}

/** Beyond this, tokens are refused and dates mislead. */
const CLOCKS_APART_MS = 60_000;

/** A check may take longer than a request, so that "slow" can be told from "silent". */
const PATIENCE = 3;

const bad: readonly FindingState[] = ['FAILED', 'NOT_PERMITTED'];

/**
 * Looks at a system the way requests do: can it be reached, who are we there, what may we read. Where it is silent or
 * does not know the credential nothing more is tried: repeated failures lock accounts.
 */
export async function examine(system: System, deadlineMs: number): Promise<Checkup> {
  const { key, vendor, displayName, baseUrl: url } = system;
  const session = system.open(new Scope({ deadline: PATIENCE * deadlineMs, perAccountLimit: 100 }));
  const { account, version, findings: first } = await meet(system, session);
  const stopped = first.some(({ check, state }) => check !== 'version' && state === 'FAILED');
  const findings = [
    ...first,
    ...(await Promise.all(abilities.map((it) => (stopped ? notTried(it) : tryOut(it, session, deadlineMs))))),
  ];
  return {
    key,
    vendor,
    displayName,
    url,
    ok: !findings.some(({ state }) => bad.includes(state)),
    latencyMs: system.health ? Math.round(system.health.latencyMs) : null,
    account,
    version,
    clockSkewMs: system.clockSkewMs ?? null,
    findings,
  };
}

interface Meeting {
  readonly account: string | null;
  readonly version: string | null;
  readonly findings: readonly Finding[];
}

/** Reach, credential, release and clock. */
async function meet(system: System, session: Session): Promise<Meeting> {
  const self = await session.self().catch(Failure.of);
  if (self instanceof Failure && !self.showsSomeone) {
    return { account: null, version: null, findings: [self.finding('reached', '')] };
  }
  const reached = ok('reached', system.health ? `${Math.round(system.health.latencyMs)} ms` : '');
  if (self instanceof Failure && self.isOfCredential) {
    const findings = [reached, self.ofCredential(), clock(system.clockSkewMs)];
    return { account: null, version: null, findings };
  }
  const version = await session.version().catch(Failure.of);
  const account = self instanceof Failure ? null : (self?.username ?? null);
  const signedIn = ok('credential', `${system.credential}${account === null ? '' : `; acts as ${account}`}`);
  return {
    account,
    version: version instanceof Failure ? null : version,
    findings: [
      reached,
      self instanceof Failure ? self.ofCredential() : signedIn,
      version instanceof Failure
        ? version.finding('version', 'to read the version')
        : ok('version', version ?? 'the system does not tell'),
      clock(system.clockSkewMs),
    ],
  };
}

function clock(skewMs: number | undefined): Finding {
  if (skewMs === undefined) return { ...ok('clock', 'the system does not tell'), state: 'UNSUPPORTED' };
  const seen = `${Math.abs(Math.round(skewMs / 1000))} s ${skewMs < 0 ? 'behind' : 'ahead'}`;
  if (Math.abs(skewMs) <= CLOCKS_APART_MS) return ok('clock', seen);
  const advice =
    'The clocks are far apart, which spoils tokens and dates: have both machines keep time by NTP.';
  return { ...ok('clock', seen), state: 'WARNING', advice };
}

async function tryOut(ability: Ability, session: Session, deadlineMs: number): Promise<Finding> {
  const { name, right } = ability;
  const started = performance.now();
  const trial = await ability.tryOut(session).catch(Failure.of);
  const ms = performance.now() - started;
  if (trial instanceof Failure) return trial.finding(name, right);
  if (trial === 'unsupported') return { ...ok(name, 'this vendor has none'), state: 'UNSUPPORTED' };
  if (trial.problem) {
    const failed = new Failure(trial.problem).finding(name, right);
    return { ...failed, seen: `${trial.found}, and some are missing: ${failed.seen}` };
  }
  if (ms <= deadlineMs) return ok(name, trial.found);
  const advice = `It took ${(ms / 1000).toFixed(1)} s, longer than a request may: raise limits.deadlineMs.`;
  return { ...ok(name, trial.found), state: 'WARNING', advice };
}

const ok = (check: string, seen: string): Finding => ({ check, state: 'OK', seen, code: null, advice: null });

const notTried = ({ name }: Ability): Finding => ({ ...ok(name, ''), state: 'NOT_TRIED' });

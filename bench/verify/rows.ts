import { serverAudits } from 'graphql-http';
import type { Refusal } from './attacker.ts';
import type { Server } from './servers.ts';
import { quantile } from './quantile.ts';
import type { Asked, Siege } from './siege.ts';
import { knownVulnerabilities, PERMISSIVE, readSupplyChain, writeBillOfMaterials } from './supply-chain.ts';
import type { SuiteResult } from './suites.ts';

/** A line of the table. */
export interface Row {
  readonly what: string;
  /** Empty: the line is there to compare others with. */
  readonly target: string;
  readonly measured: string;
  /** null: there is no target, or it could not be measured here. NOISE: the machine was too busy with others to tell. */
  readonly pass: boolean | null | 'NOISE';
  /** The same of Apollo Server and got with their defaults, where it makes sense. */
  readonly baseline: string;
}

const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const mb = (value: number) => `${value.toFixed(0)} MB`;

/** Whether a time keeps its target. Where the machine alone takes half of it, a time that does not says nothing. */
const inTime = (time: number, target: number, noise: number): Row['pass'] =>
  time <= target || (noise > target / 2 ? 'NOISE' : false);

/** Milliseconds by which a machine is late that is busy with others. */
const BUSY = 50;

/** Whether nothing failed. Where the machine is busy with others, what nobody waited for any longer says nothing. */
const none = (failed: number, late: number, noise: number): Row['pass'] =>
  failed === 0 || (failed === late && noise > BUSY ? 'NOISE' : false);

/** An abuse that was not refused as the list has it, and what happened. */
const wordsFor = ({ name, status, code, why }: Refusal): string =>
  `${name}: ${why ?? `${status} ${code ?? 'without a code'}`}`;

/** What good questions, abuse and the process were like under siege. */
export function siegeRows(ours: Siege, theirs: Siege): readonly Row[] {
  const times = ({ refusals }: Siege) =>
    refusals
      .filter((refusal) => isRefused(refusal) && refusal.expected.status !== 408)
      .map((refusal) => refusal.ms)
      .toSorted((a, b) => a - b);
  const refusalTimes = (siege: Siege) => {
    const sorted = times(siege);
    return sorted.length === 0 ? 'none was' : `${ms(quantile(sorted, 0.5))}, ${ms(quantile(sorted, 0.99))}`;
  };
  const isAsExpected = ({ status, code, expected }: Refusal) =>
    status === expected.status && code === expected.code;
  const isRefused = ({ status }: Refusal) => status !== null && status >= 400;
  const others = ours.refusals.filter((refusal) => !isAsExpected(refusal));
  const told = [...Map.groupBy(others, wordsFor)].map(([words, all]) => `; ${all.length} × ${words}`);
  const goodRow = ({ good }: Siege) => `${good.failed} of ${good.asked}`;
  const timesOf = ({ p50, p99 }: Asked) => `${ms(p50)}, ${ms(p99)}`;
  return [
    {
      what: 'this machine by itself: how late a thread is that does nothing, p99',
      target: '',
      measured: ms(ours.noise),
      pass: null,
      baseline: ms(theirs.noise),
    },
    {
      what: 'good questions, 50/s, alone: p50, p99',
      target: '',
      measured: timesOf(ours.calm),
      pass: null,
      baseline: timesOf(theirs.calm),
    },
    {
      what: 'good questions, 50/s, under abuse at 10/s: p50, p99',
      target: 'p99 ≤ 100 ms',
      measured: timesOf(ours.good),
      pass: inTime(ours.good.p99, 100, ours.noise),
      baseline: timesOf(theirs.good),
    },
    {
      what: 'good questions without an answer',
      target: '0',
      measured: goodRow(ours),
      pass: none(ours.good.failed, ours.good.late, ours.noise),
      baseline: goodRow(theirs),
    },
    {
      what: 'abuse refused, with the status and code of the list',
      target: 'all',
      measured: `${ours.refusals.length - others.length} of ${ours.refusals.length}${told.slice(0, 3).join('')}`,
      pass: none(others.length, others.filter(({ isLate }) => isLate).length, ours.noise),
      baseline: `${theirs.refusals.filter(isRefused).length} of ${theirs.refusals.length}, with any`,
    },
    {
      what: 'time until abuse is refused: p50, p99',
      target: 'p99 ≤ 50 ms',
      measured: refusalTimes(ours),
      pass: inTime(quantile(times(ours), 0.99), 50, ours.noise),
      baseline: refusalTimes(theirs),
    },
    {
      what: 'the process afterwards',
      target: 'alive',
      measured: ours.death ?? 'alive',
      pass: ours.death === null,
      baseline: theirs.death === null ? 'alive' : `dead (${theirs.death})`,
    },
    {
      what: 'memory before and at most (RSS, heap capped at 384 MB)',
      target: '≤ 512 MB',
      measured: `${mb(ours.rss.before)}, ${mb(ours.rss.peak)}`,
      pass: ours.rss.peak > 0 ? ours.rss.peak <= 512 : null,
      baseline: `${mb(theirs.rss.before)}, ${mb(theirs.rss.peak)}`,
    },
  ];
}

/** GraphQL over HTTP: the audits of graphql-http. */
export async function auditRow(ours: Server, theirs: Server): Promise<Row> {
  const [own, other] = [await audit(ours), await audit(theirs)];
  return {
    what: 'GraphQL over HTTP: audits of graphql-http',
    target: 'all ok',
    measured: `${own.ok} of ${own.all}`,
    pass: own.ok === own.all,
    baseline: `${other.ok} of ${other.all}`,
  };
}

async function audit({ url, authorization }: Server): Promise<{ ok: number; all: number }> {
  const fetchFn = (address: string, init: RequestInit = {}) =>
    fetch(address, {
      ...init,
      headers: { ...(init.headers as object), authorization, 'apollo-require-preflight': '1' },
    });
  const results = await Promise.all(serverAudits({ url, fetchFn }).map(({ fn }) => fn()));
  return { ok: results.filter(({ status }) => status === 'ok').length, all: results.length };
}

/** What the anonymous learn: the schema is guessed at, or asked for. */
export async function anonymousRow(ours: Server, theirs: Server): Promise<Row> {
  const [own, other] = [await anonymous(ours), await anonymous(theirs)];
  return {
    what: 'the anonymous ask for types, guess fields and send no GraphQL at all',
    target: '401, thrice',
    measured: own.join(', '),
    pass: own.every((status) => status === 401),
    baseline: other.join(', '),
  };
}

const anonymous = ({ url }: Server): Promise<readonly number[]> =>
  Promise.all(
    ['{ __schema { types { name } } }', '{ userz { id } }', '{{{'].map(async (query) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) })).status;
    }),
  );

export const suiteRow = (what: string, { passed, failed }: SuiteResult): Row => ({
  what,
  target: '0 fail',
  measured: `${passed} pass, ${failed} fail`,
  pass: passed > 0 && failed === 0,
  baseline: '',
});

export function supplyChainRows(billOfMaterials: string): readonly Row[] {
  const { direct, total, licences, undecidedScripts, unpinned } = readSupplyChain();
  const foreign = Object.keys(licences).filter((licence) => !isPermissive(licence));
  const components = writeBillOfMaterials(billOfMaterials);
  const vulnerable = knownVulnerabilities();
  const row = (what: string, target: string, measured: string, pass: boolean | null): Row => ({
    ...{ what, target, measured, pass },
    baseline: '',
  });
  return [
    row(
      'packages in production: direct, in all',
      '≤ 25, ≤ 250',
      `${direct}, ${total}`,
      direct <= 25 && total <= 250,
    ),
    row('licences that are not permissive', '0', foreign.join(', ') || '0', foreign.length === 0),
    row(
      'install scripts nobody decided about',
      '0',
      undecidedScripts.join(', ') || '0',
      undecidedScripts.length === 0,
    ),
    row('packages without a checksum', '0', unpinned.join(', ') || '0', unpinned.length === 0),
    row('bill of materials (CycloneDX)', 'written', `${components} components`, components > 0),
    row(
      'high and critical advisories (npm audit)',
      '0',
      vulnerable === undefined ? 'the registry does not tell' : String(vulnerable),
      vulnerable === undefined ? null : vulnerable === 0,
    ),
  ];
}

/** An alternative is permissive if one of its licences is, a combination if all are. */
const isPermissive = (licence: string): boolean =>
  licence
    .replaceAll(/[()]/gu, '')
    .split(' OR ')
    .some((one) => one.split(' AND ').every((name) => PERMISSIVE.has(name)));
